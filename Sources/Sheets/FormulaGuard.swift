/// Spreadsheets take a cell for a formula by how it begins, and run it. A text that begins so gets an apostrophe in
/// front, as one types it there to say that a text is a text; what reads cells takes one away again.
enum FormulaGuard {
  private static let mark: Unicode.Scalar = "'"

  /// Signs with which formulas begin, and their full-width twins.
  private static let openings: Set<Unicode.Scalar> = ["=", "+", "-", "@", "＝", "＋", "－", "＠"]

  static func guarded(_ cell: String) -> String { needsMark(cell) ? String(mark) + cell : cell }

  /// Whether a cell would be taken for a formula, apart from marks that it has already: one more is put before them, so
  /// that one can be taken away. Numbers are no formulas, and a sign alone is none.
  static func needsMark(_ cell: String) -> Bool {
    let content = cell.unicodeScalars.drop { $0 == mark }.drop { $0.properties.isWhitespace }
    guard let first = content.first, openings.contains(first), content.count > 1 else { return false }
    return !("+-＋－".unicodeScalars.contains(first) && isNumber(content.dropFirst()))
  }

  private static func isNumber(_ scalars: Substring.UnicodeScalarView) -> Bool {
    var digits = scalars[...]
    if digits.last == "%" { digits.removeLast() }
    let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count <= 2 && parts.allSatisfy { !$0.isEmpty && $0.allSatisfy { ("0"..."9").contains($0) } }
  }
}
