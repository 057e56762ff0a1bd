import Diagnostics

/// Comma-separated values (RFC 4180); `;` and tabs are taken too where the heading uses them.
public enum CSV {
  struct Row {
    /// Line of the file on which the row starts, from 1.
    let line: Int
    let cells: [String]
  }

  struct Table {
    /// The rows that are whole and not blank.
    var rows: [Row] = []
    /// Line of a quote that is never closed. It has swallowed the rest of the file.
    var unclosed: Int?
  }

  /// A file of rows. The mark at its start lets spreadsheets see that it is UTF-8.
  public static func file(_ rows: [[String]]) -> String { "\u{FEFF}" + rows.map(line).joined() }

  /// One line, quoted where needed. Nothing in it steers a terminal or runs in a spreadsheet.
  public static func line(_ cells: [String]) -> String {
    cells.map { FormulaGuard.guarded(printable($0)) }.map { cell in
      let special = cell.utf8.contains { [0x22, 0x2C, 0x0A, 0x0D, 0x3B, 0x09].contains($0) }
      return special
        ? "\"" + cell.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\"" : cell
    }.joined(separator: ",") + "\r\n"
  }
}

extension CSV {
  /// The lines of a cell, each printable.
  private static func printable(_ cell: String) -> String {
    TextDecoding.lines(cell).map { DisplayWidth.printable(String($0)) }.joined(separator: "\n")
  }
}

/// A text of rows, of which it is not yet known what separates their cells.
struct CSVText {
  fileprivate let bytes: [UInt8]
  /// What a first line `sep=;` states, and where the rows begin behind it.
  private let stated: UInt8?
  private let start: Int

  static let known = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")]

  init(_ text: String) {
    bytes = Array(text.utf8)
    let line = bytes.prefix { $0 != CSVScanner.lineFeed && $0 != CSVScanner.carriageReturn }
    stated = Self.stated(line)
    start = stated == nil ? 0 : line.count
  }

  /// `sep=;`, as spreadsheets write it, perhaps quoted and with the separators of blank cells behind it.
  private static func stated(_ line: ArraySlice<UInt8>) -> UInt8? {
    let unquoted = VisibleText(String(decoding: line.filter { $0 != CSVScanner.quote }, as: UTF8.self)).text
    let word = unquoted.drop(while: \.isWhitespace)
    guard word.prefix(4).lowercased() == "sep=" else { return nil }
    let rest = word.dropFirst(4)
    if rest.hasPrefix("\\t") { return UInt8(ascii: "\t") }
    guard let sign = rest.first, sign.isASCII, !sign.isLetter, !sign.isNumber, let byte = sign.utf8.first,
      rest.allSatisfy({ $0 == sign || $0.isWhitespace || ",;".contains($0) })
    else { return nil }
    return byte
  }

  /// What may separate cells, the likeliest first.
  var separators: [UInt8] {
    if let stated { return [stated] }
    let likeliest = separator
    return [likeliest] + Self.known.filter { $0 != likeliest }
  }

  /// The separator that stands most often in the first line that has anything else, outside quotes; of equals the
  /// first of these.
  private var separator: UInt8 {
    var counts = [0, 0, 0]
    var (isQuoted, hasContent) = (false, false)
    for byte in bytes {
      if byte == CSVScanner.quote { isQuoted.toggle() }
      if isQuoted { continue }
      if byte == CSVScanner.lineFeed || byte == CSVScanner.carriageReturn {
        if hasContent { break }
        counts = [0, 0, 0]
      } else if let place = Self.known.firstIndex(of: byte) {
        counts[place] += 1
      } else if byte != CSVScanner.space {
        hasContent = true
      }
    }
    return Self.known[counts.firstIndex(of: counts.max() ?? 0) ?? 0]
  }

  /// The rows that are not blank, or the first few of them.
  func table(_ separator: UInt8, rows limit: Int = .max) -> CSV.Table {
    var scanner = CSVScanner(bytes, separator, from: start)
    var table = CSV.Table()
    while table.rows.count < limit, let row = scanner.row() {
      if !row.cells.allSatisfy(VisibleText.isBlank) { table.rows.append(row) }
    }
    table.unclosed = scanner.unclosed
    return table
  }
}

/// Takes a text apart row by row.
private struct CSVScanner {
  private let bytes: [UInt8]
  private let separator: UInt8
  private var index: Int
  private var line = 1
  private(set) var unclosed: Int?

  fileprivate static let (quote, lineFeed, carriageReturn, space) = (
    UInt8(ascii: "\""), UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: " ")
  )

  init(_ bytes: [UInt8], _ separator: UInt8, from start: Int) {
    self.bytes = bytes
    self.separator = separator
    index = start
  }

  private var peek: UInt8? { index < bytes.count ? bytes[index] : nil }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard peek == byte else { return false }
    index += 1
    return true
  }

  /// The next row; nil at the end of the text, or where a quote that is never closed cuts it short.
  mutating func row() -> CSV.Row? {
    guard index < bytes.count else { return nil }
    let start = line
    var cells = [cell()]
    while take(separator) { cells.append(cell()) }
    takeLineEnd()
    return unclosed == nil ? CSV.Row(line: start, cells: cells) : nil
  }

  private mutating func takeLineEnd() {
    let isReturn = take(Self.carriageReturn)
    let isFeed = take(Self.lineFeed)
    if isReturn || isFeed { line += 1 }
  }

  private mutating func cell() -> String {
    // What stands behind the closing quote belongs to the cell.
    String(decoding: take(Self.quote) ? quoted() + plain() : plain(), as: UTF8.self)
  }

  private mutating func plain() -> ArraySlice<UInt8> {
    let start = index
    while let byte = peek, byte != separator, byte != Self.lineFeed, byte != Self.carriageReturn { index += 1 }
    return bytes[start..<index]
  }

  /// The rest of a quoted cell; two quotes stand for one.
  private mutating func quoted() -> ArraySlice<UInt8> {
    let start = line
    var content: ArraySlice<UInt8> = []
    while let byte = peek {
      index += 1
      if byte == Self.quote {
        guard take(Self.quote) else { return content }
      } else if byte == Self.lineFeed || byte == Self.carriageReturn && peek != Self.lineFeed {
        line += 1
      }
      content.append(byte)
    }
    unclosed = start
    return content
  }
}
