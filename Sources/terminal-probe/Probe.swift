import Foundation
import Terminal

/// Reads entries with the line editor and prints each as JSON: `terminal-probe [HISTORY]`.
///
/// Entries that begin with 类别 end with an empty line; completing `exit` ends the program in the middle of an entry.
@main
enum Probe {
  private static let words = ["类别", "类型", "指标", "condition", "conditions"]

  static func main() throws {
    let history = try CommandLine.arguments.dropFirst().first.map { try History(path: $0) } ?? History()
    let reader = LineReader(
      Capabilities { ProcessInfo.processInfo.environment[$0] },
      assistance: Assistance(
        isComplete: { !$0.hasPrefix("类别") || $0.hasSuffix("\n") }, complete: complete, highlight: highlight),
      history: history)
    while true {
      switch try reader.readLine(Prompt("规则> ")) {
      case .line(let text):
        try reader.history.add(text)
        print(try json(["line": text]))
      case .interrupted: print(try json(["event": "interrupted"]))
      case .endOfFile:
        print(try json(["event": "end"]))
        return
      }
    }
  }

  private static func complete(_ text: String, _ cursor: Int) -> Completion {
    if text == "exit" { exit(3) }
    let before = String(decoding: Array(text.utf8.prefix(cursor)), as: UTF8.self)
    let word = before.split(separator: " ", omittingEmptySubsequences: false).last.map(String.init) ?? ""
    return Completion(cursor - word.utf8.count..<cursor, words.filter { $0.hasPrefix(word) }.map { .init($0) })
  }

  private static func highlight(_ text: String) -> [StyledRange] {
    text.hasPrefix("类别") ? [StyledRange(0..<6, .keyword)] : []
  }

  private static func json(_ value: [String: String]) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .withoutEscapingSlashes
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }
}
