import Foundation
import Sheets
import TestSupport
import Testing
import Translation

/// Node with the engine, asked a line at a time.
final class NodeEngine {
  /// Where Node is installed; nil where it is not, and then the tests that need it are skipped.
  static let path: String? = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    .map { $0 + "/node" }.first { FileManager.default.isExecutableFile(atPath: $0) }
  static let engine = Package.root.appendingPathComponent("Sources/Translation/Assets/engine.js").path

  private let program: LineProgram

  init() throws {
    let script = Package.root.appendingPathComponent("Tests/Fixtures/scripts/run.js").path
    let path = try #require(Self.path)
    program = try LineProgram(path, [script, Self.engine])
  }

  /// The answer to a question: an object.
  func ask(_ question: JSONValue) throws -> [String: Any] { try program.ask(Data(question.compactText.utf8)) }
}
