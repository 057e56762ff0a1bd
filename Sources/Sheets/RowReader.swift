/// Reads rows of which every cell is read at sight, straight from their bytes.
struct RowReader {
  private enum Role {
    /// The number of a reader.
    case column(Int)
    /// What stands there is not looked at.
    case passed
    /// Nothing may stand there.
    case blank
  }

  private let bytes: CellBytes
  private let end: CellEnd
  private let sight: RowSight
  private let roles: [Role]
  /// Whether a separator could be taken for a part of a number.
  private let isMistakable: Bool

  init(_ bytes: CellBytes, _ table: SheetReader.Sheetful, _ heading: SheetReader.Heading) {
    (self.bytes, end, sight) = (bytes, CellEnd(table.separator), table.sight)
    isMistakable = ".+-%".utf8.contains(table.separator)
    var count = 0
    roles = heading.columns.enumerated().map { index, match in
      if match == nil { return heading.blanks.contains(index) ? .blank : .passed }
      count += 1
      return .column(count - 1)
    }
  }

  /// A row that has been read.
  struct Row {
    /// Where it ends.
    let end: Int
    let lines: Int
  }

  /// Reads a row for the sheet that is to begin next.
  ///
  /// - Returns: nil for a row that takes a longer look; then nothing has been read.
  func row(
    at start: Int, _ readers: UnsafeMutableBufferPointer<ColumnReader>, _ sheets: SheetColumnsDraft
  ) -> Row? {
    if let row = ahead(at: start, readers, sheets) { return row }
    sheets.clear()
    return nil
  }

  private func ahead(
    at start: Int, _ readers: UnsafeMutableBufferPointer<ColumnReader>, _ sheets: SheetColumnsDraft
  ) -> Row? {
    guard let base = bytes.baseAddress, let named = sight.cell, !isMistakable else { return nil }
    let (columns, sheet) = (sheets.columns, sheets.count)
    var (place, lines, isNamed) = (start, 1, false)
    for cell in roles.indices {
      guard place < bytes.count else { return nil }
      if !end.holds(bytes[place]) {
        let role = roles[cell]
        var length = 0
        if case .column(let number) = role, bytes.count - place > ColumnReader.ahead {
          length = readers[number].readAhead(base + place, end, &columns[readers[number].place], sheet)
        }
        if length > 0 {
          place += length
        } else {
          let content: CellBytes
          if bytes[place] == CSVScanner.quote {
            guard let close = closing(from: place + 1, &lines) else { return nil }
            content = CellBytes(rebasing: bytes[place + 1..<close])
            place = close + 1
          } else {
            let close = end.next(in: bytes, from: place)
            content = CellBytes(rebasing: bytes[place..<close])
            place = close
          }
          switch role {
          case .column(let number):
            if cell == named {
              guard sight.isSheet(content) else { return nil }
              isNamed = true
            }
            guard readers[number].read(content, &columns[readers[number].place], sheet) else { return nil }
          case .passed: break
          case .blank: return nil
          }
          guard place < bytes.count, end.holds(bytes[place]) else { return nil }
        }
      }
      if bytes[place] != end.separator { return isNamed ? Row(end: behind(lineEnd: place), lines: lines) : nil }
      place += 1
    }
    // Blank cells at the end of a row are none.
    while place < bytes.count, bytes[place] == end.separator { place += 1 }
    guard isNamed, place < bytes.count, end.holds(bytes[place]) else { return nil }
    return Row(end: behind(lineEnd: place), lines: lines)
  }

  @inline(__always) private func behind(lineEnd place: Int) -> Int {
    let isReturn = bytes[place] == CSVScanner.carriageReturn
    return isReturn && place + 1 < bytes.count && bytes[place + 1] == CSVScanner.lineFeed ? place + 2 : place + 1
  }

  /// Where the quotes around a cell are closed; nil where there is one within it.
  private func closing(from start: Int, _ lines: inout Int) -> Int? {
    var place = start
    while place < bytes.count {
      switch bytes[place] {
      case CSVScanner.quote: return place
      case CSVScanner.lineFeed: lines += 1
      case CSVScanner.carriageReturn:
        if place + 1 < bytes.count, bytes[place + 1] != CSVScanner.lineFeed { lines += 1 }
      default: break
      }
      place += 1
    }
    return nil
  }
}
