import Foundation
import Workbench

/// What has been tried in a conversation, on the disk as it goes, so that a session that was killed can be taken up
/// again. Readable by its owner only.
struct Journal {
  private let folder: String
  private let path: String

  /// - Parameter rules: the rules file of the conversation; each has a journal of its own.
  /// - Returns: nil where nobody is at home: a folder that others share is no place for it.
  init?(rules: String, _ disk: Disk) {
    let environment = ProcessInfo.processInfo.environment
    let home = environment["HOME"].map { $0 + "/.local/state" }
    guard let state = environment["XDG_STATE_HOME"] ?? home, state.hasPrefix("/") else { return nil }
    folder = state + "/rulecheck"
    path = folder + "/" + Digest.sha256(disk.absolute(rules).utf8).prefix(16) + ".journal"
  }

  /// The file that keeps what was typed in all conversations.
  var historyPath: String { folder + "/history" }

  /// Makes the folder for it, if there is none yet.
  func prepare() throws(FileProblem) {
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw .unwritable(folder, .other(error.localizedDescription))
    }
  }

  /// Entries of the last session; empty if there was none, and lines that cannot be read are passed over.
  func entries(_ disk: Disk) throws(FileProblem) -> [Session.Entry] {
    guard disk.exists(path) else { return [] }
    return try disk.read(path).split(separator: UInt8(ascii: "\n")).compactMap {
      String(validating: $0, as: UTF8.self).flatMap(Self.entry)
    }
  }

  /// Replaces the journal as a whole.
  func write(_ entries: [Session.Entry]) throws(FileProblem) {
    let text = entries.map { Self.line($0) + "\n" }.joined()
    try Replacement.write(Array(text.utf8), to: try Replacement.Target(path), mode: 0o600)
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
