/// What was pressed, typed or pasted.
struct Key: Hashable, Sendable {
  enum Code: Hashable, Sendable {
    /// Typed text; without modifiers any number of characters that arrived together.
    case text(String)
    /// Text from the clipboard, which no key binding may act upon.
    case paste(String)
    case enter, tab, backspace, delete, escape
    case up, down, left, right, home, end, pageUp, pageDown
  }

  struct Modifiers: OptionSet, Hashable, Sendable {
    let rawValue: Int

    static let shift = Modifiers(rawValue: 1)
    static let alt = Modifiers(rawValue: 2)
    static let control = Modifiers(rawValue: 4)
  }

  let code: Code
  let modifiers: Modifiers

  init(_ code: Code, _ modifiers: Modifiers = []) {
    self.code = code
    self.modifiers = modifiers
  }

  static func text(_ text: String) -> Key { Key(.text(text)) }
  static func paste(_ text: String) -> Key { Key(.paste(text)) }
  static func control(_ letter: String) -> Key { Key(.text(letter), .control) }
  static func alt(_ letter: String) -> Key { Key(.text(letter), .alt) }
}
