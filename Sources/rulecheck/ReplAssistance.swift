import Diagnostics
import Evaluation
import Model
import Quantities
import Syntax

/// Helps with what is typed in a conversation: what could come next, and whether an entry is finished.
extension Conversation {
  /// What could stand in place of a part of the input.
  struct Proposals: Equatable {
    /// UTF-8 bytes.
    let range: Range<Int>
    let texts: [String]
  }

  /// Whether Enter ends the entry. A clause of several lines ends with an empty line.
  static func isComplete(_ text: String) -> Bool {
    guard isClause(text.trimmed) else { return true }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    if lines.count > 1 { return lines.last?.allSatisfy(\.isWhitespace) ?? true }
    return !isUnfinished(text)
  }

  /// - Parameter cursor: in UTF-8 bytes.
  func proposals(for text: String, at cursor: Int) -> Proposals {
    let before = String(decoding: Array(text.utf8.prefix(cursor)), as: UTF8.self)
    let word = String(before.reversed().prefix { !Self.isBoundary($0) }.reversed())
    let start = cursor - word.utf8.count
    func proposed(_ candidates: [String]) -> Proposals {
      var seen: Set<String> = []
      let fitting = candidates.filter { $0.hasPrefix(word) && $0 != word && seen.insert($0).inserted }
      return Proposals(range: start..<cursor, texts: fitting)
    }
    guard before.hasPrefix(":") || before.hasPrefix("：") else { return proposed(words(before)) }
    let parts = before.dropFirst().split(omittingEmptySubsequences: false, whereSeparator: \.isWhitespace)
    guard parts.count > 1, let command = parts.first.flatMap({ ReplCommand(String($0)) }) else {
      return proposed(ReplCommand.allCases.flatMap { names($0) })
    }
    if command == .community { return communities(before, cursor) }
    return proposed(operands(of: command, parts.dropFirst().map(String.init)))
  }

  /// The communities that begin with what stands behind the command, blanks and brackets being part of a name.
  private func communities(_ before: String, _ cursor: Int) -> Proposals {
    let typed = before.drop { !$0.isWhitespace }.drop(while: \.isWhitespace)
    let names = session.outcome.results.map { session.outcome.sheet($0).name }
    return Proposals(
      range: cursor - typed.utf8.count..<cursor, texts: names.filter { $0.hasPrefix(typed) && $0 != typed })
  }

  private static func isBoundary(_ character: Character) -> Bool {
    character.isWhitespace || "：:，,（）()=＝“”\"{}[].".contains(character)
  }

  /// The name in the language of the conversation first.
  private func names(_ command: ReplCommand) -> [String] {
    language == .zh ? [command.chinese, command.english] : [command.english, command.chinese]
  }

  private func operands(of command: ReplCommand, _ typed: [String]) -> [String] {
    let standard = session.outcome.standard
    switch command {
    case .facts: return standard.facts.map(\.name)
    case .set where typed.count <= 1: return standard.facts.map(\.name)
    case .set:
      guard let fact = standard.facts.first(where: { $0.name == typed[0] || $0.alias == typed[0] }) else { return [] }
      switch fact.type {
      case .truth: return language == .zh ? ["是", "否"] : ["yes", "no"]
      case .choice(let options, _), .choices(let options): return options
      default: return []
      }
    case .explain:
      return standard.requirements.map { $0.kind.clause.spelling(language) + $0.id }
        + standard.categories.enumerated().flatMap { index, category in category.items.map { "\(index + 1).\($0.id)" } }
    default: return []
    }
  }

  /// Names of the standard and keywords; at the start of an entry, what opens a clause.
  private func words(_ before: String) -> [String] {
    let standard = session.outcome.standard
    let written: Language = Language.isChinese(session.base.file.text) ? .zh : .en
    let openings = Keyword.rows.filter { $0.role == .opening }.map { $0.keyword.spelling(written) }
    let others = Keyword.rows.filter { $0.role != .opening }.map { $0.keyword.spelling(written) }
    let names =
      standard.categories.map(\.name) + standard.parameters.map(\.name) + standard.adjustments.map(\.name)
      + standard.facts.map(\.name) + standard.definitions.map(\.name) + standard.cohorts.map(\.name)
    let words = before.split(whereSeparator: \.isWhitespace)
    // Behind 修改 and its like stands a kind of clause.
    let isFirst = words.count <= 1 || (words.count == 2 && before.last?.isWhitespace == false)
    return isFirst ? openings + names + others : names + others + openings
  }
}
