import Diagnostics

/// A rules file reduced to what it means: one spelling per keyword, half-width signs, no comments and no layout.
/// Two files with the same canonical text give the same results, whichever way they are written.
public enum CanonicalText {
  public static func of(_ file: SourceFile) -> String {
    var lines: [String] = []
    for token in Lexer.tokens(of: file).tokens {
      switch token.kind {
      case .word(let spelling, let keyword): lines.append((keyword?.english).map { "k " + $0 } ?? "w " + spelling)
      case .number(let lexeme): lines.append("n " + lexeme)
      case .percentage(let lexeme, let perMille): lines.append((perMille ? "‰ " : "% ") + lexeme)
      case .date(let year, let month, let day): lines.append("d \(Int(year) ?? 0)-\(Int(month) ?? 0)-\(Int(day) ?? 0)")
      case .text(let text): lines.append("t " + text)
      case .sign(let sign): lines.append("s " + sign)
      case .invalid, .end: continue
      }
    }
    return lines.joined(separator: "\n")
  }
}
