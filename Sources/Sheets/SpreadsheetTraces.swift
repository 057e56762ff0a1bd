/// What a cell looks like that a spreadsheet has spoilt, or marked as text. All take cells that are narrowed.
enum SpreadsheetTraces {
  /// The values that stand where a formula fails, and the signs that stand where a column is too narrow.
  static func isError(_ cell: String) -> Bool {
    if cell.hasPrefix("#") {
      let name = cell.dropFirst().uppercased()
      if name.isEmpty || name == "N/A" || name == "GETTING_DATA" { return !name.isEmpty }
      if name.allSatisfy({ $0 == "#" }) { return true }
      guard let last = name.last, last == "!" || last == "?" else { return false }
      return name.count > 1
        && name.dropLast().utf8.allSatisfy { isLetter($0) || isDigit($0) || $0 == 0x2F || $0 == 0x5F }
    }
    let number = cell.dropFirst(4)
    return cell.lowercased().hasPrefix("err:") && number.count == 3 && number.utf8.allSatisfy(isDigit)
  }

  /// A formula instead of its result.
  static func isFormula(_ cell: String) -> Bool { cell.hasPrefix("=") }

  /// A number of which only the first digits are left, as spreadsheets write it: `1.4E+17`.
  static func isShortened(_ cell: String) -> Bool {
    guard let parts = exponential(cell) else { return false }
    let digits = parts.mantissa.prefix { $0 != "." }.count
    return digits == 1 && parts.exponent.count >= 3 && ["+", "-"].contains(parts.exponent.first)
  }

  /// Any number with an exponent: `3.2e2`.
  static func isExponential(_ cell: String) -> Bool { exponential(cell) != nil }

  /// Without the sign in front.
  private static func exponential(_ cell: String) -> (mantissa: Substring, exponent: Substring)? {
    let unsigned = cell.first.map { "+-−".contains($0) } == true ? cell.dropFirst() : cell[...]
    guard let sign = unsigned.firstIndex(where: { $0 == "e" || $0 == "E" }) else { return nil }
    let mantissa = unsigned[..<sign]
    let exponent = unsigned[unsigned.index(after: sign)...]
    let digits = exponent.first.map { "+-".contains($0) } == true ? exponent.dropFirst() : exponent
    guard mantissa.first.map({ $0.isASCII && $0.isNumber }) == true, !digits.isEmpty, digits.utf8.allSatisfy(isDigit),
      mantissa.utf8.allSatisfy({ isDigit($0) || $0 == 0x2E }), mantissa.filter({ $0 == "." }).count <= 1
    else { return nil }
    return (mantissa, exponent)
  }

  /// The content of a cell marked as text, `'0123` or `="0123"`; nil if it is not.
  static func unmarked(_ cell: String) -> String? {
    if cell.count > 3, cell.hasPrefix("=\""), cell.hasSuffix("\"") {
      let content = cell.dropFirst(2).dropLast()
      return content.contains("\"") ? nil : String(content)
    }
    guard let first = cell.first, first == "'" || first == "＇" else { return nil }
    let content = String(cell.dropFirst())
    // A second apostrophe makes a quotation of it, unless the first keeps a formula from being one.
    return content.contains(first) && !FormulaGuard.needsMark(content) ? nil : content
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
  private static func isLetter(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte) }
}
