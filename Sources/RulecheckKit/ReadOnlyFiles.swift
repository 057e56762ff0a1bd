internal import Foundation
package import Workbench

/// Files for those who only read: nothing is written through them.
package struct ReadOnlyFiles: FileAccess {
  package init() {}

  package func read(_ path: String) throws(FileProblem) -> [UInt8] {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { throw .notFound(path) }
    if isFolder.boolValue { throw .isFolder(path) }
    guard let data = FileManager.default.contents(atPath: path) else { throw .unreadable(path, .noPermission) }
    return [UInt8](data)
  }

  package func list(_ path: String) throws(FileProblem) -> [FolderEntry]? {
    guard exists(path) else { throw .notFound(path) }
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: path) else { return nil }
    return names.filter { !$0.hasPrefix(".") }.sorted().map { name in
      var isFolder: ObjCBool = false
      let inside = path + "/" + name
      let isThere = FileManager.default.fileExists(atPath: inside, isDirectory: &isFolder)
      return FolderEntry(path: inside, kind: isThere ? isFolder.boolValue ? .folder : .file : .brokenLink)
    }
  }

  package func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }
  package func absolute(_ path: String) -> String { URL(fileURLWithPath: path).standardizedFileURL.path }
  package func resolved(_ path: String) -> String? {
    exists(path) ? URL(fileURLWithPath: path).resolvingSymlinksInPath().path : nil
  }
  package func write(_ bytes: [UInt8], to path: String) throws(FileProblem) { throw .unwritable(path, .readOnly) }
  package func rewrite(_ path: String, with bytes: [UInt8]) throws(FileProblem) { throw .unwritable(path, .readOnly) }
}
