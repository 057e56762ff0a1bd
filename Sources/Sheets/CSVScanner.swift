/// Where a cell stands among the bytes of its text.
struct CSVCell {
  /// Of what it says, without quotes around it.
  let start: Int
  let end: Int
  /// Whether it says something else than stands there: two quotes stand for one, or something stands behind the quote
  /// that closes it.
  var isRewritten = false

  /// Whether two cells say the same by the same bytes, or neither is there.
  static func areSame(_ a: CSVCell?, _ b: CSVCell?, in bytes: CellBytes) -> Bool {
    guard let a, let b else { return a == nil && b == nil }
    return a.isRewritten == b.isRewritten && bytes[a.start..<a.end].elementsEqual(bytes[b.start..<b.end])
  }

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

/// Where cells of a table end.
struct CellEnd {
  let separator: UInt8
  private let separators: UInt64

  init(_ separator: UInt8) {
    self.separator = separator
    separators = Self.all * UInt64(separator)
  }

  /// Whether a byte ends a cell without quotes.
  @inline(__always) func holds(_ byte: UInt8) -> Bool {
    byte == separator || byte == CSVScanner.lineFeed || byte == CSVScanner.carriageReturn
  }

  /// Where the cell without quotes ends that a place is in.
  @inline(__always) func next(in bytes: CellBytes, from start: Int) -> Int {
    var place = start
    while place + 8 <= bytes.count {
      let word = UInt64(
        littleEndian: UnsafeRawBufferPointer(bytes).loadUnaligned(fromByteOffset: place, as: UInt64.self))
      let found =
        Self.zeros(word ^ separators) | Self.zeros(word ^ Self.all * UInt64(CSVScanner.lineFeed))
        | Self.zeros(word ^ Self.all * UInt64(CSVScanner.carriageReturn))
      if found != 0 { return place + found.trailingZeroBitCount >> 3 }
      place += 8
    }
    while place < bytes.count, !holds(bytes[place]) { place += 1 }
    return place
  }

  private static let all: UInt64 = 0x0101_0101_0101_0101

  /// The highest bits of the bytes that are zero, the lowest such byte at least.
  @inline(__always) private static func zeros(_ word: UInt64) -> UInt64 { (word &- all) & ~word & (all << 7) }
}

/// Takes a text apart row by row. Cells are places among its bytes: most are never made a text of.
struct CSVScanner {
  private let bytes: CellBytes
  private let end: CellEnd
  /// Where the next row begins.
  private(set) var index: Int
  /// Line of the file on which it does, from 1.
  private(set) var line: Int
  private(set) var unclosed: Int?
  private let countsRows: Bool

  static var quote: UInt8 { UInt8(ascii: "\"") }
  static var lineFeed: UInt8 { UInt8(ascii: "\n") }
  static var carriageReturn: UInt8 { UInt8(ascii: "\r") }
  static var space: UInt8 { UInt8(ascii: " ") }

  /// - Parameter countsRows: whether line ends within cells do not count.
  init(_ bytes: CellBytes, _ separator: UInt8, from start: Int, line: Int = 1, countsRows: Bool = false) {
    self.bytes = bytes
    self.line = line
    self.countsRows = countsRows
    end = CellEnd(separator)
    index = start
  }

  /// Goes on behind a row that has been read otherwise.
  mutating func pass(to place: Int, lines: Int) {
    index = place
    line += lines
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
    cells.append(cell())
    while take(end.separator) { cells.append(cell()) }
    takeLineEnd()
    return unclosed == nil ? place : nil
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

  private mutating func passPlain() { index = end.next(in: bytes, from: index) }

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
      if countsRows { continue }
      if byte == Self.lineFeed || byte == Self.carriageReturn && peek != Self.lineFeed { line += 1 }
    }
    unclosed = first
    return CSVCell(start: start, end: index, isRewritten: isRewritten)
  }
}
