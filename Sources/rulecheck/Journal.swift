import Foundation
import Workbench

/// What has been tried in a conversation, on the disk as it goes, so that a session that was killed can be taken up
/// again. Readable by its owner only.
struct Journal {
  private let url: URL

  /// - Parameter rules: the rules file of the conversation; each has a journal of its own.
  init(rules: String) {
    let environment = ProcessInfo.processInfo.environment
    let home = environment["HOME"].map { $0 + "/.local/state" }
    let state = environment["XDG_STATE_HOME"] ?? home ?? NSTemporaryDirectory()
    let name = String(Digest.sha256(URL(fileURLWithPath: rules).standardizedFileURL.path.utf8).prefix(16))
    url = URL(fileURLWithPath: state).appendingPathComponent("rulecheck/\(name).journal")
    try? FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
  }

  /// The file that keeps what was typed in all conversations.
  var historyPath: String { url.deletingLastPathComponent().appendingPathComponent("history").path }

  /// Entries of the last session; empty if there was none, and lines that cannot be read are passed over.
  func entries() -> [Session.Entry] {
    guard let data = try? Data(contentsOf: url) else { return [] }
    return data.split(separator: UInt8(ascii: "\n")).compactMap {
      String(validating: $0, as: UTF8.self).flatMap(Self.entry)
    }
  }

  /// Replaces the journal as a whole. That it cannot be written does not stop the conversation.
  func write(_ entries: [Session.Entry]) {
    let folder = url.deletingLastPathComponent()
    let text = entries.map { Self.line($0) + "\n" }.joined()
    let beside = folder.appendingPathComponent(url.lastPathComponent + ".new")
    guard
      FileManager.default.createFile(
        atPath: beside.path, contents: Data(text.utf8), attributes: [.posixPermissions: 0o600])
    else { return }
    _ = rename(beside.path, url.path)
  }

  // MARK: Lines

  private static func line(_ entry: Session.Entry) -> String {
    let parts =
      switch entry {
      case .amendment(let text): ["amendment", text]
      case .fact(let community, let fact, let value): ["fact", community, fact, value]
      }
    return parts.map(escaped).joined(separator: "\t")
  }

  private static func entry(_ line: String) -> Session.Entry? {
    let parts = line.split(separator: "\t", omittingEmptySubsequences: false).map { plain(String($0)) }
    switch (parts.first, parts.count) {
    case ("amendment", 2): return .amendment(parts[1])
    case ("fact", 4): return .fact(community: parts[1], fact: parts[2], value: parts[3])
    default: return nil
    }
  }

  private static func escaped(_ text: String) -> String {
    text.replacingOccurrences(of: "\\", with: "\\\\").replacingOccurrences(of: "\n", with: "\\n")
      .replacingOccurrences(of: "\t", with: "\\t").replacingOccurrences(of: "\r", with: "\\r")
  }

  private static func plain(_ text: String) -> String {
    var result = ""
    var isEscaped = false
    for character in text {
      if isEscaped {
        result.append(character == "n" ? "\n" : character == "t" ? "\t" : character == "r" ? "\r" : character)
        isEscaped = false
      } else if character == "\\" {
        isEscaped = true
      } else {
        result.append(character)
      }
    }
    return result
  }
}
