import Spreadsheets

/// The first cell of a worksheet.
struct FirstCell: CellReceiver {
  private(set) var text = ""

  mutating func take(_ text: UnsafeBufferPointer<UInt8>, row: Int, column: Int) -> Bool {
    self.text = String(decoding: text, as: UTF8.self)
    return false
  }
}

/// The cells of a worksheet as the rows of a table: a row a line, also where it is blank, so that both are counted alike.
struct TableText: CellReceiver {
  private var bytes: [UInt8] = []
  private var (row, column) = (0, 0)
  private var countsRows = false
  private(set) var isTooLong = false
  private let limit: Int

  /// - Parameter limit: of the text, in bytes.
  init(limit: Int) { self.limit = limit }

  private static let separator = UInt8(ascii: "\t")

  var isEmpty: Bool { bytes.isEmpty }
  var size: Int { bytes.count }

  var text: CSVText { CSVText(rows: bytes, Self.separator, countsRows: countsRows) }

  mutating func take(_ text: UnsafeBufferPointer<UInt8>, row: Int, column: Int) -> Bool {
    let cells = max(0, row - self.row) + column + text.count
    if bytes.count + cells > limit {
      isTooLong = true
      return false
    }
    if self.row < row {
      bytes.append(contentsOf: repeatElement(CSVScanner.lineFeed, count: row - self.row))
      (self.row, self.column) = (row, 0)
    }
    for _ in self.column..<column { bytes.append(Self.separator) }
    self.column = column
    var isQuoted = text.first == CSVScanner.quote
    for byte in text where byte == Self.separator || byte == CSVScanner.lineFeed || byte == CSVScanner.carriageReturn {
      isQuoted = true
      if byte != Self.separator { countsRows = true }
    }
    if isQuoted {
      bytes.append(CSVScanner.quote)
      for byte in text {
        if byte == CSVScanner.quote { bytes.append(byte) }
        bytes.append(byte)
      }
      bytes.append(CSVScanner.quote)
    } else {
      bytes.append(contentsOf: text)
    }
    return true
  }
}
