import Diagnostics

/// The row of an option: how it is written and what is said of it, whatever it stands for.
protocol OptionRow: Sendable {
  var name: String { get }
  /// What stands behind it; nil for a switch.
  var value: Bilingual? { get }
  var summary: Bilingual { get }
  /// The option that it belongs to and that has to stand before it.
  var leader: String? { get }
  /// Whether the words that stand behind its value, and are no options, are further values.
  var takesRest: Bool { get }
  /// What the file holds that it names and that is written beside the result.
  var written: Format? { get }

  /// - Throws: why a text cannot stand behind it.
  func check(_ text: String) throws(UsageProblem)
}

/// An option with what stands behind it, and how that is read.
struct Option<Value: Sendable>: OptionRow {
  let name: String
  let value: Bilingual?
  let summary: Bilingual
  /// What may stand behind it, as a message lists it.
  let allowed: [String]
  /// The values that it can have, where they are few.
  let choices: [Value]
  var leader: String?
  var takesRest = false
  var written: Format?
  /// Nil for a text that makes no sense here.
  private let parse: @Sendable (String) -> Value?

  init(
    _ name: String, _ value: Bilingual?, _ summary: Bilingual, allowed: [String] = [], choices: [Value] = [],
    parse: @escaping @Sendable (String) -> Value?
  ) {
    self.name = name
    self.value = value
    self.summary = summary
    self.allowed = allowed
    self.choices = choices
    self.parse = parse
  }

  func read(_ text: String) throws(UsageProblem) -> Value {
    guard let value = parse(text) else { throw .badValue(option: name, value: text, allowed: allowed) }
    return value
  }

  func check(_ text: String) throws(UsageProblem) { _ = try read(text) }
}

/// An option behind which nothing stands.
typealias Switch = Option<Void>

extension Option where Value == Void {
  init(_ name: String, _ summary: Bilingual) { self.init(name, nil, summary) { _ in nil } }
}

extension Option where Value == String {
  /// An option behind which any text may stand.
  init(
    _ name: String, _ value: Bilingual, _ summary: Bilingual, leader: String? = nil, takesRest: Bool = false,
    written: Format? = nil
  ) {
    self.init(name, value, summary) { $0 }
    self.leader = leader
    self.takesRest = takesRest
    self.written = written
  }
}

extension Option {
  /// One of several words.
  init(_ name: String, _ summary: Bilingual, of choices: [Value], word: @escaping @Sendable (Value) -> String) {
    let words = choices.map(word)
    self.init(
      name, Bilingual(stringLiteral: words.joined(separator: "|")), summary, allowed: words, choices: choices
    ) { text in choices.first { word($0) == text } }
  }
}

/// A text in both languages; a literal is the same in both.
struct Bilingual: ExpressibleByStringLiteral {
  let zh: String
  let en: String

  init(_ zh: String, _ en: String) {
    self.zh = zh
    self.en = en
  }

  init(stringLiteral text: String) { self.init(text, text) }

  func callAsFunction(_ language: Language) -> String { language == .zh ? zh : en }
}
