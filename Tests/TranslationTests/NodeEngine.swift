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

  private let process = Process()
  private let (input, output) = (Pipe(), Pipe())
  private var rest = Data()

  struct Silent: Error {}

  /// - Parameter missing: parts of `Intl` that are taken away before the engine runs, as old browsers lack them.
  init(without missing: [String] = []) throws {
    process.executableURL = URL(fileURLWithPath: try #require(Self.path))
    process.arguments = [Package.root.appendingPathComponent("Tests/Fixtures/scripts/run.js").path]
    (process.standardInput, process.standardOutput) = (input, output)
    try process.run()
    let started = try ask(
      .object(of: [("script", .string(ScriptEngine.source)), ("without", .array(missing.map { .string($0) }))]))
    try #require(started.isEmpty, "\(started)")
  }

  deinit {
    try? input.fileHandleForWriting.close()
    process.waitUntilExit()
  }

  /// The answer to a question: an object.
  func ask(_ question: JSONValue) throws -> [String: Any] {
    try input.fileHandleForWriting.write(contentsOf: Data((question.compactText + "\n").utf8))
    while true {
      if let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
        let line = rest[rest.startIndex..<end]
        rest = Data(rest[(end + 1)...])
        let answer = try JSONSerialization.jsonObject(with: line) as? [String: Any]
        return try #require(answer)
      }
      let more = output.fileHandleForReading.availableData
      if more.isEmpty { throw Silent() }
      rest += more
    }
  }
}
