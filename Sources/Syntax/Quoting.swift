import Diagnostics

/// A text as a rules file states it: in quotes.
public enum Quoting {
  /// In quotes that the text itself does not use.
  public static func quoted(_ text: String) -> String {
    let (opening, closing) = quotes(text) ?? ("“", "”")
    return "\(opening)\(text)\(closing)"
  }

  /// Why no rules file can state a text; nil for most.
  public static func problem(_ text: String) -> SyntaxProblem? {
    let scalars = Array(text.unicodeScalars)
    if scalars.count > Limits.textLength { return .textTooLong(scalars.count) }
    if let place = InvisibleCharacters.places(in: scalars[...]).first(where: { scalars[$0] != "\t" }) {
      return .invisible(InvisibleCharacters.number(scalars[place]))
    }
    return quotes(text) == nil ? .unclosedText("”") : nil
  }

  private static func quotes(_ text: String) -> (opening: String, closing: String)? {
    func uses(_ marks: Unicode.Scalar...) -> Bool { text.unicodeScalars.contains(where: marks.contains) }
    // The wide form of the straight quote is read as the narrow one.
    if !uses("\"", "＂") { return ("\"", "\"") }
    if !uses("「", "」") { return ("「", "」") }
    // Of two different quotes pairs may stand within pairs.
    var depth = 0
    for scalar in text.unicodeScalars where depth >= 0 { depth += scalar == "“" ? 1 : scalar == "”" ? -1 : 0 }
    return depth == 0 ? ("“", "”") : nil
  }
}
