import Diagnostics

/// A lexical unit with its place.
public struct Token: Sendable, Hashable {
  /// What a token is, with the text that matters. Full-width signs and digits are narrowed.
  public enum Kind: Sendable, Hashable {
    /// A word as spelled (full-width letters narrowed), and the keyword it may be.
    case word(String, Keyword?)
    /// Digits with at most one point, or a fraction without spaces: `9/7`.
    case number(String)
    /// The number before the sign, and whether the sign was ‰.
    case percentage(String, perMille: Bool)
    /// Year, month and day as written.
    case date(String, String, String)
    case text(String)
    /// One of `( ) [ ] { } , : = != < <= > >= + - * / .`
    case sign(String)
    /// Something the lexer has already reported.
    case invalid
    case end
  }

  /// What it is.
  public let kind: Kind
  /// From its first to its last character, quotes included; empty at the end of the text.
  public let range: SourceRange
  /// Whether nothing but space stands before it on its line; clauses open there only.
  public let startsLine: Bool
  /// Whether space stands between it and what is before it on its line.
  public let spaceBefore: Bool

  /// The tokens of a text, whatever is wrong with it; the last is its end.
  public static func all(in text: String) -> [Token] { Lexer.tokens(of: SourceFile(name: "", text: text)).tokens }

  /// The token as if it stood in the middle of a line.
  var inLine: Token { Token(kind: kind, range: range, startsLine: false, spaceBefore: spaceBefore) }

  /// The keyword that a word may be, whether or not it is one at its place; nil for names and everything else.
  public var keyword: Keyword? {
    if case .word(_, let keyword) = kind { return keyword }
    return nil
  }
}
