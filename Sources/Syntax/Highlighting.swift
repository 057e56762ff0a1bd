import Diagnostics

/// What the parts of a text are, for colouring it as it is typed.
public enum Highlighting {
  /// A word is what is not a keyword: a name, or a unit; dates and percentages are numbers; invalid is what the lexer
  /// refuses.
  public enum Kind: Sendable { case keyword, word, number, text, comment, invalid }

  /// A stretch of one kind.
  public struct Span: Sendable, Hashable {
    /// UTF-8 bytes.
    public let range: Range<Int>
    /// What it is coloured as.
    public let kind: Kind
  }

  /// The parts in the order of the text; signs and spaces belong to none.
  public static func spans(of text: String) -> [Span] {
    let lexer = Lexer.run(on: SourceFile(name: "", text: text))
    let words = lexer.tokens.compactMap { token -> Span? in
      kind(of: token).map { Span(range: token.range.lower..<token.range.upper, kind: $0) }
    }
    let comments = lexer.comments.map { Span(range: $0.lower..<$0.upper, kind: .comment) }
    return (words + comments).sorted { $0.range.lowerBound < $1.range.lowerBound }
  }

  private static func kind(of token: Token) -> Kind? {
    switch token.kind {
    case .word(_, let keyword): keyword == nil ? .word : .keyword
    case .number, .percentage, .date: .number
    case .text: .text
    case .invalid: .invalid
    case .sign, .end: nil
    }
  }
}
