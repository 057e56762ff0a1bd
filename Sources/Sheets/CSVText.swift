/// A text of rows, of which it is not yet known what separates their cells.
struct CSVText: Sendable {
  private let bytes: [UInt8]
  /// What a first line `sep=;` states, and where the rows begin behind it.
  private let stated: UInt8?
  private let start: Int
  /// Whether rows are counted instead of lines: those of a worksheet, in which cells may have line ends.
  let countsRows: Bool

  static let known = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")]

  init(_ text: DecodedText) {
    bytes = text.bytes
    let line = bytes[text.start...].prefix { $0 != CSVScanner.lineFeed && $0 != CSVScanner.carriageReturn }
    stated = Self.stated(line)
    start = stated == nil ? text.start : line.endIndex
    countsRows = false
  }

  /// - Parameters:
  ///   - rows: in UTF-8, a line each, where cells have no line ends.
  ///   - countsRows: where some have.
  init(rows: [UInt8], _ separator: UInt8, countsRows: Bool) {
    (bytes, stated, start, self.countsRows) = (rows, separator, 0, countsRows)
  }

  init(_ text: String) { self.init(DecodedText(text)) }

  func withBytes<Result>(_ body: (CellBytes) -> Result) -> Result { bytes.withUnsafeBufferPointer(body) }

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
    for byte in bytes[start...] {
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
    var table = CSV.Table(text: self, separator: separator)
    withBytes { bytes in
      var scanner = CSVScanner(bytes, separator, from: start, countsRows: countsRows)
      var cells: [CSVCell] = []
      while table.places.count < limit, let place = scanner.row(into: &cells) {
        if !cells.allSatisfy({ $0.isBlank(in: bytes) }) { table.places.append(place) }
      }
      table.unclosed = scanner.unclosed
    }
    return table
  }
}
