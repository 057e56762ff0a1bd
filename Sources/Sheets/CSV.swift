import Diagnostics

/// Comma-separated values (RFC 4180); `;` and tabs are taken too where the heading uses them.
public enum CSV {
  /// Where a row begins.
  struct RowPlace {
    /// Line of the file, from 1.
    let line: Int
    /// Offset among the bytes of the text.
    let start: Int
  }

  struct Row {
    /// Line of the file on which the row starts, from 1.
    let line: Int
    let cells: [String]
  }

  /// Where the rows of a text stand. What they say is read from the bytes when somebody asks.
  struct Table {
    let text: CSVText
    let separator: UInt8
    /// The rows that are whole and not blank.
    var places: [RowPlace] = []
    /// Line of a quote that is never closed. It has swallowed the rest of the file.
    var unclosed: Int?

    var rows: [Row] { places.map(row) }

    /// Where the row behind one begins.
    func place(behind place: RowPlace) -> RowPlace {
      text.withBytes { bytes in
        var scanner = CSVScanner(bytes, separator, from: place.start, line: place.line, countsRows: text.countsRows)
        var cells: [CSVCell] = []
        _ = scanner.row(into: &cells)
        return RowPlace(line: scanner.line, start: scanner.index)
      }
    }

    func row(_ place: RowPlace) -> Row {
      var cells: [CSVCell] = []
      return text.withBytes { bytes in
        CSVScanner.cells(of: place, bytes, separator, into: &cells)
        return Row(line: place.line, cells: cells.map { $0.text(in: bytes) })
      }
    }
  }

  /// A file of rows. The mark at its start lets spreadsheets see that it is UTF-8.
  public static func file(_ rows: [[String]]) -> String {
    var file = Writer()
    for row in rows { file.add(row) }
    return file.text
  }

  /// One line, quoted where needed. Nothing in it steers a terminal or runs in a spreadsheet.
  public static func line(_ cells: [String]) -> String {
    var line = Writer(isMarked: false)
    line.add(cells)
    return line.text
  }

  /// Writes a file row by row, so that no more of it is held than what has not been taken yet.
  public struct Writer: ~Copyable {
    private var buffer = ByteBuffer()
    private var isFirst = true

    /// Begins with the mark by which spreadsheets see that it is UTF-8.
    public init() { self.init(isMarked: true) }

    /// - Parameter isMarked: whether it is the beginning of a file.
    public init(isMarked: Bool) { if isMarked { buffer.append("\u{FEFF}") } }

    /// What has been written.
    public var text: String { buffer.withBytes { String(decoding: $0, as: UTF8.self) } }

    /// What has been written, which is taken away.
    public mutating func take() -> [UInt8] {
      let bytes = buffer.bytes
      buffer.removeAll()
      return bytes
    }

    /// Adds a line as ``CSV/line(_:)`` has it.
    public mutating func add(_ cells: [String]) {
      for cell in cells { add(cell) }
      endLine()
    }

    /// Adds a cell to the line at hand.
    public mutating func add(_ cell: String) {
      separate()
      buffer.append(CSV.cell(cell))
    }

    /// Adds a line of cells that are written as they are to be in the file.
    ///
    /// - Parameter cells: texts of ``KeptTexts``.
    public mutating func add(_ cells: UnsafeBufferPointer<UnsafeBufferPointer<UInt8>>) {
      for cell in cells {
        separate()
        buffer.append(kept: cell)
      }
      endLine()
    }

    @inline(__always) private mutating func separate() {
      if !isFirst { buffer.append(UInt8(ascii: ",")) }
      isFirst = false
    }

    /// Ends the line at hand.
    public mutating func endLine() {
      buffer.append(UInt8(ascii: "\r"))
      buffer.append(UInt8(ascii: "\n"))
      isFirst = true
    }
  }

  /// A cell as it is written: quoted where needed, and so that nothing in it steers a terminal or runs in a spreadsheet.
  public static func cell(_ cell: String) -> String { isOrdinary(cell) ? cell : written(cell) }
}

extension CSV {
  /// Whether a cell is written as it stands, as its bytes tell at once of almost all.
  private static func isOrdinary(_ cell: String) -> Bool {
    cell.utf8.withContiguousStorageIfAvailable(isOrdinary) ?? false
  }

  /// The same for a cell in UTF-8.
  public static func isOrdinary(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = bytes.first else { return true }
    switch first {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "a")...UInt8(ascii: "z"), 0xE4...0xE9:
      var kinds: UInt8 = 0
      for byte in bytes { kinds |= kind(byte) }
      return kinds & special == 0 && (kinds & beyond == 0 || InvisibleCharacters.areSurelyAbsent(in: bytes))
    default: return bytes.decimal != nil && first != UInt8(ascii: "+")
    }
  }

  private static let special: UInt8 = 1
  private static let beyond: UInt8 = 2

  /// What is to be thought of a byte: nothing, that it is special, or that it is part of a character beyond ASCII.
  @inline(__always) private static func kind(_ byte: UInt8) -> UInt8 {
    let isSpecial =
      byte == UInt8(ascii: "\"") || byte == UInt8(ascii: ",") || byte == UInt8(ascii: ";") || byte < 0x20
      || byte == 0x7F
    return (isSpecial ? special : 0) | (byte >= 0x80 ? beyond : 0)
  }

  private static func isSpecial(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: ","), UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: ";"),
      UInt8(ascii: "\t"):
      true
    default: false
    }
  }

  private static func written(_ original: String) -> String {
    let cell = FormulaGuard.guarded(printable(original))
    return cell.utf8.contains(where: isSpecial)
      ? "\"" + cell.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\"" : cell
  }

  /// The lines of a cell, each printable.
  static func printable(_ cell: String) -> String {
    if InvisibleCharacters.areSurelyAbsent(in: cell) { return cell }
    return TextDecoding.lines(cell).map { DisplayWidth.printable(String($0)) }.joined(separator: "\n")
  }
}
