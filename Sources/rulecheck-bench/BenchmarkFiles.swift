import Foundation
import Workbench

/// Read-only files for the benchmark.
struct BenchmarkFiles: FileAccess {
  func read(_ path: String) throws(FileProblem) -> [UInt8] {
    guard let data = FileManager.default.contents(atPath: path) else { throw .notFound(path) }
    return [UInt8](data)
  }

  func list(_ path: String) throws(FileProblem) -> [String]? {
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: path) else { return nil }
    return names.sorted().map { path + "/" + $0 }
  }

  func absolute(_ path: String) -> String { path }
  func write(_ bytes: [UInt8], to path: String) throws(FileProblem) { throw .unwritable(path, "read-only") }
}
