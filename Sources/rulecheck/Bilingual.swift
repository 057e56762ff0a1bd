import Diagnostics

/// A text in both languages; a literal is the same in both.
struct Bilingual: Hashable, Sendable, ExpressibleByStringLiteral {
  let zh: String
  let en: String

  init(_ zh: String, _ en: String) {
    self.zh = zh
    self.en = en
  }

  init(stringLiteral text: String) { self.init(text, text) }

  func callAsFunction(_ language: Language) -> String { language == .zh ? zh : en }

  /// Whether it is written so in one of the languages.
  func isCalled(_ text: String) -> Bool { text == en || text == zh }

  /// Every way to write it, the English one first.
  var all: [String] { zh == en ? [en] : [en, zh] }

  /// For Chinese pages, which name what may be typed in either language: `explain（解释）`.
  var both: String { zh == en ? en : "\(en)（\(zh)）" }
}
