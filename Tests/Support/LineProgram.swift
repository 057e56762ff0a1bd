import Foundation

/// A program that is asked a line at a time, and answers each with a line of JSON.
package final class LineProgram {
  private let process = Process()
  private let (input, output) = (Pipe(), Pipe())
  private var rest = Data()

  struct Silent: Error {}

  package init(_ path: String, _ arguments: [String]) throws {
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    (process.standardInput, process.standardOutput) = (input, output)
    try process.run()
  }

  deinit {
    try? input.fileHandleForWriting.close()
    process.waitUntilExit()
  }

  /// The answer to a question: an object.
  package func ask(_ question: Data) throws -> [String: Any] {
    try input.fileHandleForWriting.write(contentsOf: question + Data("\n".utf8))
    return try answer()
  }

  /// What it says next.
  package func answer() throws -> [String: Any] {
    while true {
      if let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
        let line = rest[rest.startIndex..<end]
        rest = Data(rest[(end + 1)...])
        return try JSONSerialization.jsonObject(with: line) as? [String: Any] ?? [:]
      }
      let more = output.fileHandleForReading.availableData
      if more.isEmpty { throw Silent() }
      rest += more
    }
  }
}
