/// How a piece of text is shown. Few, and readable on dark and light backgrounds alike.
public enum Style: Hashable, Sendable, CaseIterable {
  case plain, prompt, keyword, name, number, text, comment, error
  /// What a search found.
  case match
  /// What is not part of the entry: continuation prompts, lists, notes.
  case note

  /// The parameters of the SGR sequence; nil for the terminal's own colours.
  var sgr: String? {
    switch self {
    case .plain: nil
    case .prompt: "1"
    case .keyword: "1;34"
    case .name: "35"
    case .number: "36"
    case .text: "32"
    case .comment, .note: "2"
    case .error: "1;31"
    case .match: "7"
    }
  }
}

/// A part of an entry, in UTF-8 bytes, and its style.
public struct StyledRange: Hashable, Sendable {
  /// From the start of the entry.
  public let range: Range<Int>
  /// How all of it is shown.
  public let style: Style

  /// - Parameter range: in UTF-8 bytes.
  public init(_ range: Range<Int>, _ style: Style) {
    self.range = range
    self.style = style
  }
}
