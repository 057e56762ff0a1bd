/// Where a cell stands among the bytes of its text.
struct CSVCell {
  /// Of what it says, without quotes around it.
  let start: Int
  let end: Int
  /// Whether it says something else than stands there: two quotes stand for one, or something stands behind the quote
  /// that closes it.
  var isRewritten = false

  func isBlank(in bytes: CellBytes) -> Bool {
    isRewritten
      ? VisibleText.isBlank(text(in: bytes)) : CellBytes(rebasing: bytes[start..<end]).isBlank
  }

  func text(in bytes: CellBytes) -> String {
    let content = bytes[start..<end]
    guard isRewritten else { return String(decoding: content, as: UTF8.self) }
    var text: [UInt8] = []
    var isQuoted = true
    var index = start
    while index < end {
      let byte = bytes[index]
      index += 1
      if isQuoted, byte == CSVScanner.quote {
        isQuoted = index < end && bytes[index] == CSVScanner.quote
        if !isQuoted { continue }
        index += 1
      }
      text.append(byte)
    }
    return String(decoding: text, as: UTF8.self)
  }
}

/// Takes a text apart row by row. Cells are places among its bytes: most are never made a text of.
struct CSVScanner {
  private let bytes: CellBytes
  private let separator: UInt8
  private var index: Int
  private var line = 1
  private(set) var unclosed: Int?

  static var quote: UInt8 { UInt8(ascii: "\"") }
  static var lineFeed: UInt8 { UInt8(ascii: "\n") }
  static var carriageReturn: UInt8 { UInt8(ascii: "\r") }
  static var space: UInt8 { UInt8(ascii: " ") }

  init(_ bytes: CellBytes, _ separator: UInt8, from start: Int) {
    self.bytes = bytes
    self.separator = separator
    index = start
  }

  /// The cells of a row that is known to be whole.
  static func cells(of row: CSV.RowPlace, _ bytes: CellBytes, _ separator: UInt8, into cells: inout [CSVCell]) {
    var scanner = CSVScanner(bytes, separator, from: row.start)
    _ = scanner.row(into: &cells)
  }

  private var peek: UInt8? { index < bytes.count ? bytes[index] : nil }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard peek == byte else { return false }
    index += 1
    return true
  }

  /// The next row; nil at the end of the text, or where a quote that is never closed cuts it short.
  mutating func row(into cells: inout [CSVCell]) -> CSV.RowPlace? {
    cells.removeAll(keepingCapacity: true)
    guard index < bytes.count else { return nil }
    let place = CSV.RowPlace(line: line, start: index)
    passPlainCells(into: &cells)
    cells.append(cell())
    while take(separator) { cells.append(cell()) }
    takeLineEnd()
    return unclosed == nil ? place : nil
  }

  /// The cells up to the last of the row, or to one that is quoted.
  private mutating func passPlainCells(into cells: inout [CSVCell]) {
    var (start, place) = (index, index)
    let (end, separator) = (bytes.count, separator)
    while place < end {
      let byte = bytes[place]
      if byte == separator {
        cells.append(CSVCell(start: start, end: place))
        start = place + 1
      } else if byte <= Self.quote {
        // A quote within a cell is one of its signs.
        if byte == Self.lineFeed || byte == Self.carriageReturn || byte == Self.quote && place == start { break }
      }
      place += 1
    }
    index = start
  }

  private mutating func takeLineEnd() {
    let isReturn = take(Self.carriageReturn)
    let isFeed = take(Self.lineFeed)
    if isReturn || isFeed { line += 1 }
  }

  private mutating func cell() -> CSVCell {
    if take(Self.quote) { return quoted() }
    let start = index
    passPlain()
    return CSVCell(start: start, end: index)
  }

  private mutating func passPlain() {
    var place = index
    let (end, separator) = (bytes.count, separator)
    while place < end {
      let byte = bytes[place]
      if byte == separator || byte == Self.lineFeed || byte == Self.carriageReturn { break }
      place += 1
    }
    index = place
  }

  /// The rest of a quoted cell; two quotes stand for one.
  private mutating func quoted() -> CSVCell {
    let (start, first) = (index, line)
    var isRewritten = false
    while let byte = peek {
      index += 1
      if byte == Self.quote {
        if take(Self.quote) {
          isRewritten = true
          continue
        }
        let end = index - 1
        // What stands behind the closing quote belongs to the cell.
        passPlain()
        if index == end + 1 { return CSVCell(start: start, end: end, isRewritten: isRewritten) }
        return CSVCell(start: start, end: index, isRewritten: true)
      }
      if byte == Self.lineFeed || byte == Self.carriageReturn && peek != Self.lineFeed { line += 1 }
    }
    unclosed = first
    return CSVCell(start: start, end: index, isRewritten: isRewritten)
  }
}
