import Foundation
import Workbench

/// Files on the disk.
struct Disk: FileAccess {
  func read(_ path: String) throws(FileProblem) -> [UInt8] {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { throw .notFound(path) }
    if isFolder.boolValue { throw .isFolder(path) }
    do {
      return [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    } catch {
      throw .unreadable(path, error.localizedDescription)
    }
  }

  func list(_ path: String) throws(FileProblem) -> [String]? {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { throw .notFound(path) }
    guard isFolder.boolValue else { return nil }
    do {
      let names = try FileManager.default.contentsOfDirectory(atPath: path)
      let base = path.hasSuffix("/") ? path : path + "/"
      return names.filter { !$0.hasPrefix(".") }.sorted().map { base + $0 }
        .filter { name in
          var inner: ObjCBool = false
          return FileManager.default.fileExists(atPath: name, isDirectory: &inner) && !inner.boolValue
        }
    } catch {
      throw .unreadable(path, error.localizedDescription)
    }
  }

  func absolute(_ path: String) -> String { URL(fileURLWithPath: path).standardizedFileURL.path }

  func write(_ bytes: [UInt8], to path: String) throws(FileProblem) {
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue {
      throw .isFolder(path)
    }
    do {
      // Written beside the target and moved over it; what a link points to is the target, not the link.
      let target = URL(fileURLWithPath: path).resolvingSymlinksInPath()
      let mode = try? FileManager.default.attributesOfItem(atPath: target.path)[.posixPermissions]
      try Data(bytes).write(to: target, options: .atomic)
      if let mode { try? FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: target.path) }
    } catch {
      throw .unwritable(path, error.localizedDescription)
    }
  }
}
