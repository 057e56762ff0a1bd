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

  private let process = Process()
  private let (input, output) = (Pipe(), Pipe())
  private var rest = Data()

  struct Silent: Error {}

  init() throws {
    process.executableURL = URL(fileURLWithPath: try #require(Self.path))
    process.arguments = [Package.root.appendingPathComponent("Tests/Fixtures/scripts/run.js").path, Self.engine]
    (process.standardInput, process.standardOutput) = (input, output)
    try process.run()
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
