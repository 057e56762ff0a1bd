import Diagnostics
import Workbench

/// Helps with what is typed in a conversation: what could come next, and whether an entry is finished.
extension Conversation {
  /// Whether Enter ends the entry. A clause of several lines ends with an empty line.
  static func isComplete(_ text: String) -> Bool {
    guard let last = ReplInputs.split(text).last else { return true }
    if !isClause(last.trimmed) { return ReplInputs.isCommand(last) || !isOpen(last) }
    let lines = last.split(separator: "\n", omittingEmptySubsequences: false)
    if lines.count > 1 { return lines.last?.allSatisfy(\.isWhitespace) ?? true }
    return !isUnfinished(last)
  }

  /// What could stand at the cursor: commands and what they are about, or what the rules language has.
  ///
  /// - Parameter cursor: in UTF-8 bytes.
  func proposals(for text: String, at cursor: Int) -> Proposals {
    let before = String(decoding: Array(text.utf8.prefix(cursor)), as: UTF8.self)
    guard ReplInputs.isCommand(before) else { return session.current.proposals(behind: before) }
    let name = before.dropFirst().prefix { !$0.isWhitespace }
    let operand = before.dropFirst(1 + name.count).drop(while: \.isWhitespace)
    if let sign = before.lastIndex(where: { ">＞".contains($0) }), ReplCommand(String(name)) != .each {
      return files(String(before[before.index(after: sign)...].drop(while: \.isWhitespace)), before: cursor)
    }
    guard name.count + 1 < before.count, let command = ReplCommand(String(name)) else {
      let names = ReplCommand.allCases.map { [$0.chinese, $0.english] }
      return Proposals(names, begun: String(name), before: cursor, language)
    }
    if command == .path {
      return Proposals(goals(.zh, .en), begun: String(operand), before: cursor, language)
    }
    if command == .help {
      let names = ReplCommand.allCases.map { [$0.chinese, $0.english] }
      let asked = session.proposals(for: .name, String(operand), before: cursor, language)
      let commands = Proposals(names, begun: String(operand), before: cursor, language)
      return commands.texts.isEmpty || operand.isEmpty && asked.texts.isEmpty ? asked : commands
    }
    if command.takesFile { return files(String(operand), before: cursor) }
    guard let kind = command.operand else {
      return Proposals([], begun: "", before: cursor, language)
    }
    return session.proposals(for: kind, String(operand), before: cursor, language)
  }
}

extension Conversation {
  /// The files and folders whose paths begin as typed.
  private func files(_ typed: String, before cursor: Int) -> Proposals {
    let folder = typed.lastIndex(of: "/").map { String(typed[...$0]) } ?? ""
    let entries = (try? workbench.files.list(folder.isEmpty ? "." : folder)) ?? []
    let paths = entries.map { entry in
      folder + (entry.path.split(separator: "/").last ?? "") + (entry.kind == .folder ? "/" : "")
    }
    return Proposals(paths.map { [$0] }, begun: typed, before: cursor, language)
  }
}

extension ReplCommand {
  /// Whether a file stands behind its name.
  fileprivate var takesFile: Bool { self == .compare || self == .save || self == .trace }

  /// What stands behind its name, where that is known beforehand.
  fileprivate var operand: Session.Operand? {
    switch self {
    case .community: .community
    case .explain: .result
    case .facts: .fact
    case .set: .statement
    case .sweep: .parameter
    case .each: .expression
    case .show: .name
    case .rank, .missing, .diff, .compare, .undo, .redo, .amendments, .check, .test, .path, .sensitivity, .trace, .plan,
      .sheets, .reload, .save, .earlier, .resume, .discard, .help, .quit:
      nil
    }
  }
}
