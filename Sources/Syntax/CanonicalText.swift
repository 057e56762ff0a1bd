import Diagnostics

/// A rules file reduced to what it means: one spelling per keyword, half-width signs, no comments and no layout.
/// Two files with the same canonical text give the same results, whichever way they are written.
public enum CanonicalText {
  /// Keywords that stand where names do: the columns of results.
  static let columns: Set<Keyword> = [.score, .rate, .full, .met, .lost]

  /// One token a line, its kind before it; what could not be read is left out. Dates lose leading zeros, numbers keep
  /// their digits.
  public static func of(_ file: SourceFile) -> String {
    let parsed = Parser.parse(file)
    return parsed.tokens.compactMap { line($0, parsed.layout) }.joined(separator: "\n")
  }

  /// The canonical text of a part of a file.
  public static func ofPart(_ text: String) -> String {
    let tokens = Lexer.tokens(of: SourceFile(name: "", text: text)).tokens
    return tokens.compactMap { line($0, Parser.Layout()) }.joined(separator: "\n")
  }

  private static func line(_ token: Token, _ layout: Parser.Layout) -> String? {
    switch token.kind {
    case .word(let spelling, let keyword):
      guard let keyword, !layout.names.contains(token.range.lower) || columns.contains(keyword) else {
        return "w " + spelling
      }
      return "k " + keyword.english
    case .number(let lexeme): return "n " + lexeme
    case .percentage(let lexeme, let perMille): return (perMille ? "‰ " : "% ") + lexeme
    case .date(let year, let month, let day): return "d \(Int(year) ?? 0)-\(Int(month) ?? 0)-\(Int(day) ?? 0)"
    case .text(let text): return "t " + text
    case .sign(let sign): return "s " + sign
    case .invalid, .end: return nil
    }
  }
}
