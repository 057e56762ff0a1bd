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

  static func table(_ text: String) -> Table {
    var scanner = CSVScanner(text)
    var table = Table()
    while let row = scanner.row() {
      if row.cells.contains(where: { !TextDecoding.trim($0).isEmpty }) { table.rows.append(row) }
    }
    table.unclosed = scanner.unclosed
    return table
  }

  /// One line, quoted where needed.
  public static func line(_ cells: [String]) -> String {
    cells.map { cell in
      let special = cell.utf8.contains { [0x22, 0x2C, 0x0A, 0x0D, 0x3B, 0x09].contains($0) }
      return special
        ? "\"" + cell.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\"" : cell
    }.joined(separator: ",") + "\r\n"
  }
}

/// Takes a text apart row by row.
private struct CSVScanner {
  private let bytes: [UInt8]
  private let separator: UInt8
  private var index = 0
  private var line = 1
  private(set) var unclosed: Int?

  private static let (quote, lineFeed, carriageReturn, space) = (
    UInt8(ascii: "\""), UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: " ")
  )

  init(_ text: String) {
    bytes = Array(text.utf8)
    separator = Self.separator(bytes)
  }

  /// The separator that stands most often in the first line that has anything else, outside quotes; of equals the
  /// first of these.
  private static func separator(_ bytes: [UInt8]) -> UInt8 {
    let separators = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")]
    var counts = [0, 0, 0]
    var (isQuoted, hasContent) = (false, false)
    for byte in bytes {
      if byte == quote { isQuoted.toggle() }
      if isQuoted { continue }
      if byte == lineFeed || byte == carriageReturn {
        if hasContent { break }
        counts = [0, 0, 0]
      } else if let place = separators.firstIndex(of: byte) {
        counts[place] += 1
      } else if byte != space {
        hasContent = true
      }
    }
    return separators[counts.firstIndex(of: counts.max() ?? 0) ?? 0]
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
