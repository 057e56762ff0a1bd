import Foundation
import Workbench

/// Read-only files for the benchmark.
struct BenchmarkFiles: FileAccess {
  func read(_ path: String) throws(FileProblem) -> [UInt8] {
    guard let data = FileManager.default.contents(atPath: path) else { throw .notFound(path) }
    return [UInt8](data)
  }

  func list(_ path: String) throws(FileProblem) -> [FolderEntry]? {
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: path) else { return nil }
    return names.sorted().map { FolderEntry(path: path + "/" + $0, kind: .file) }
  }

  func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }
  func absolute(_ path: String) -> String { path }
  func resolved(_ path: String) -> String? { URL(fileURLWithPath: path).resolvingSymlinksInPath().path }
  func write(_ bytes: [UInt8], to path: String) throws(FileProblem) { throw .unwritable(path, .readOnly) }
  func rewrite(_ path: String, with bytes: [UInt8]) throws(FileProblem) { throw .unwritable(path, .readOnly) }
}
