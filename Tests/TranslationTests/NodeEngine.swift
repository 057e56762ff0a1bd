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

  private let program: LineProgram

  /// - Parameter missing: parts of `Intl` that are taken away before the engine runs, as old browsers lack them.
  init(without missing: [String] = []) throws {
    let script = Package.root.appendingPathComponent("Tests/Fixtures/scripts/run.js").path
    let path = try #require(Self.path)
    program = try LineProgram(path, [script])
    let started = try ask(
      .object(of: [("script", .string(ScriptEngine.source)), ("without", .array(missing.map { .string($0) }))]))
    try #require(started.isEmpty, "\(started)")
  }

  /// The answer to a question: an object.
  func ask(_ question: JSONValue) throws -> [String: Any] { try program.ask(Data(question.compactText.utf8)) }
}
