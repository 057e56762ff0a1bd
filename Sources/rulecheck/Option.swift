import Diagnostics

/// The row of an option: how it is written and what is said of it, whatever it stands for.
protocol OptionRow: Sendable {
  /// As it may be written, in either language.
  var names: Bilingual { get }
  /// What stands behind it; nil for a switch.
  var value: Bilingual? { get }
  var summary: Bilingual { get }
  /// The option that it belongs to and that has to stand before it.
  var leader: String? { get }
  /// Whether the words that stand behind its value, and are no options, are further values.
  var takesRest: Bool { get }
  /// What the file holds that it names and that is written beside the result.
  var written: Format? { get }
  /// The words that may stand behind it, where they are few, in either language.
  var words: [Bilingual] { get }

  /// - Throws: why a text cannot stand behind it.
  func check(_ text: String) throws(UsageProblem)
}

extension OptionRow {
  /// The one by which it is known here.
  var name: String { names.en }
}

/// An option with what stands behind it, and how that is read.
struct Option<Value: Sendable>: OptionRow {
  let names: Bilingual
  let value: Bilingual?
  let summary: Bilingual
  /// What may stand behind it, as a message lists it.
  let allowed: [String]
  /// The values that it can have, where they are few.
  let choices: [Value]
  let words: [Bilingual]
  var leader: String?
  var takesRest = false
  var written: Format?
  /// Nil for a text that makes no sense here.
  private let parse: @Sendable (String) -> Value?

  init(
    _ names: Bilingual, _ value: Bilingual?, _ summary: Bilingual, allowed: [String] = [], choices: [Value] = [],
    words: [Bilingual] = [], parse: @escaping @Sendable (String) -> Value?
  ) {
    self.names = names
    self.value = value
    self.summary = summary
    self.allowed = allowed
    self.choices = choices
    self.words = words
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
  init(_ names: Bilingual, _ summary: Bilingual) { self.init(names, nil, summary) { _ in nil } }
}

extension Option where Value == String {
  /// An option behind which any text may stand.
  init(
    _ names: Bilingual, _ value: Bilingual, _ summary: Bilingual, leader: String? = nil, takesRest: Bool = false,
    written: Format? = nil
  ) {
    self.init(names, value, summary) { $0 }
    self.leader = leader
    self.takesRest = takesRest
    self.written = written
  }
}

extension Option {
  /// One of several words.
  init(_ names: Bilingual, _ summary: Bilingual, of choices: [Value], word: @escaping @Sendable (Value) -> Bilingual) {
    let words = choices.map(word)
    let english = words.map(\.en)
    self.init(
      names, Bilingual(words.map(\.both).joined(separator: "|"), english.joined(separator: "|")), summary,
      allowed: english, choices: choices, words: words
    ) { text in choices.first { word($0).isCalled(text) } }
  }
}
