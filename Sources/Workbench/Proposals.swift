import Diagnostics
import Evaluation
import Model
import Quantities
import Syntax

/// What could stand in place of a part of what is being typed.
public struct Proposals: Sendable, Equatable {
  /// The part, in UTF-8 bytes.
  public let range: Range<Int>
  /// Without doubles, in the order of the candidates; never just what has been typed already.
  public let texts: [String]
  /// What those are called that are told apart by number: their titles by their texts.
  public let titles: [String: String]

  /// - Parameter candidates: the spellings of what could stand there. Of each, the one in the language is meant until it
  ///   has been begun to type; then whatever begins so.
  public init(
    _ candidates: [[String]], begun word: String, before cursor: Int, _ language: Language,
    titles: [String: String] = [:]
  ) {
    self.titles = titles
    range = cursor - word.utf8.count..<cursor
    var seen: Set<String> = [word]
    texts = candidates.flatMap { spellings in
      let own = spellings.first { Language.isChinese($0) == (language == .zh) } ?? spellings.first
      return word.isEmpty ? [own].compactMap { $0 } : spellings.filter { $0.hasPrefix(word) }
    }.filter { seen.insert($0).inserted }
  }

  /// The word that a text ends with, as far as it has been typed.
  public static func word(atEndOf text: some StringProtocol) -> String {
    String(text.reversed().prefix { !$0.isWhitespace && !"：:，,（）()=＝“”\"{}[].".contains($0) }.reversed())
  }
}

extension Session {
  /// What a command of a conversation is about.
  public enum Operand: Sendable {
    case fact
    case parameter
    /// A fact, and then its value.
    case statement
    /// A requirement, `原则3`, or an item, `3.4`.
    case result
    /// Blanks and brackets are part of its name.
    case community
    /// Anything in the rules language.
    case expression
    /// Whatever is called something: a clause by its name, an item by its path.
    case name
  }

  /// What could come next behind the name of a command.
  ///
  /// - Parameters:
  ///   - typed: what has been typed of the operand.
  ///   - cursor: where that ends, in UTF-8 bytes.
  public func proposals(for operand: Operand, _ typed: String, before cursor: Int, _ language: Language) -> Proposals {
    let standard = outcome.standard
    func facts() -> [[String]] { standard.names.clauses { $0.kind == .fact } }
    var word = Proposals.word(atEndOf: typed)
    let candidates: [[String]]
    var titles: [String: String] = [:]
    switch operand {
    case .fact: candidates = facts()
    case .parameter: candidates = standard.names.clauses { $0.kind == .parameter }
    case .statement:
      let name = typed.prefix { !$0.isWhitespace && $0 != "=" && $0 != "＝" }
      if name.count == typed.count {
        candidates = facts()
      } else {
        let type = standard.fact(named: String(name)).map { standard.facts[$0].type }
        candidates =
          type == .truth
          ? [Keyword.yes, .no].map { [$0.chinese, $0.english] } : (type?.options ?? []).map { [$0] }
      }
    case .result:
      word = typed
      candidates =
        standard.requirements.map { [$0.kind.clause.spelling(language) + $0.id] }
        + standard.categories.indices.flatMap { category in
          standard.categories[category].items.indices.map { [standard.number(ofItem: $0, in: category)] }
        }
      for requirement in standard.requirements {
        titles[requirement.kind.clause.spelling(language) + requirement.id] = requirement.title
      }
      for (index, category) in standard.categories.enumerated() {
        for (place, item) in category.items.enumerated() where !item.title.isEmpty {
          titles[standard.number(ofItem: place, in: index)] = item.title
        }
      }
    case .expression: return current.proposals(behind: typed, before: cursor)
    case .name:
      word = typed
      candidates =
        standard.names.clauses { $0.kind != .item && $0.kind != .group && $0.kind != .example }
        + standard.categories.indices.flatMap { category in
          standard.categories[category].items.indices.map { [standard.key(of: .item(category, $0)).name] }
        }
      for (index, category) in standard.categories.enumerated() {
        for (place, item) in category.items.enumerated() where !item.title.isEmpty {
          titles[standard.key(of: .item(index, place)).name] = item.title
        }
      }
    case .community:
      word = typed
      candidates = outcome.results.map { [outcome.sheet($0).name] }
    }
    return Proposals(candidates, begun: word, before: cursor, language, titles: titles)
  }
}

extension ValueType {
  /// What may be chosen; nothing where it is no choice.
  var options: [String] {
    switch self {
    case .choice(let options, _), .choices(let options): options
    case .number, .percentage, .truth, .date, .text, .records: []
    }
  }
}
