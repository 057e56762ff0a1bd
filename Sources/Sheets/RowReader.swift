/// Reads rows of which every cell is read at sight, straight from their bytes. It owns the readers of the columns, which
/// stand in memory of their own so that none is copied to read a cell.
final class RowReader {
  /// What is done with the cells of a column.
  private enum Role {
    case truth, number, other
    /// What stands there is not looked at.
    case passed
    /// Nothing may stand there.
    case blank
  }

  private struct Sight {
    var role: Role
    /// Among the readers.
    let reader: Int
    /// Among the columns of the schema.
    let column: Int
  }

  /// One for each heading that belongs to a column.
  let readers: UnsafeMutableBufferPointer<ColumnReader>
  private let sights: UnsafeMutableBufferPointer<Sight>
  private let end: CellEnd
  private let name: RowSight
  /// Whether a separator could be taken for a part of a number.
  private let isMistakable: Bool
  private let countsRows: Bool

  init(_ table: SheetReader.Sheetful, _ schema: Schema) {
    (end, name, countsRows) = (CellEnd(table.separator), table.sight, table.countsRows)
    isMistakable = ".+-%".utf8.contains(table.separator)
    let matches = table.heading.columns
    readers = .allocate(capacity: matches.count { $0 != nil })
    sights = .allocate(capacity: matches.count)
    var count = 0
    for (index, match) in matches.enumerated() {
      guard let match else {
        sights.initializeElement(at: index, to: Sight(role: .passed, reader: 0, column: 0))
        continue
      }
      let reader = ColumnReader(match, schema.columns[match.place])
      let role: Role = reader.readsTruths ? .truth : reader.readsNumbers ? .number : .other
      sights.initializeElement(at: index, to: Sight(role: role, reader: count, column: match.place))
      readers.initializeElement(at: count, to: reader)
      count += 1
    }
    leave(blank: table.heading.blanks)
  }

  deinit {
    readers.deinitialize()
    readers.deallocate()
    sights.deallocate()
  }

  /// Nothing may stand below these headings without a name, but below the others.
  func leave(blank places: [Int]) {
    for (index, sight) in sights.enumerated() where sight.role == .passed || sight.role == .blank {
      sights[index].role = places.contains(index) ? .blank : .passed
    }
  }

  /// A row that has been read.
  struct Row {
    /// Where the next begins.
    let end: Int
    let lines: Int
  }

  /// Reads a row for the sheet that is to begin next.
  ///
  /// - Returns: nil for a row that takes a longer look; then nothing has been read.
  func row(_ bytes: CellBytes, at start: Int, _ sheets: SheetColumnsDraft) -> Row? {
    if let row = ahead(bytes, start, sheets.columns, sheets.count) { return row }
    sheets.clear()
    return nil
  }

  private func ahead(
    _ bytes: CellBytes, _ start: Int, _ columns: UnsafeMutableBufferPointer<CellColumnDraft>, _ sheet: Int
  ) -> Row? {
    guard let base = bytes.baseAddress, let named = name.cell, !isMistakable else { return nil }
    // Up to there as many bytes follow as are looked at together.
    let far = bytes.count - ColumnReader.ahead
    let (end, sights, readers) = (end, sights, readers)
    var (place, lines, isNamed) = (start, 1, false)
    for cell in sights.indices {
      guard place < bytes.count else { return nil }
      if !end.holds(base[place]) {
        let sight = sights[cell]
        var length = 0
        if place < far {
          switch sight.role {
          case .truth:
            let bytes = UInt32(littleEndian: UnsafeRawPointer(base + place).loadUnaligned(as: UInt32.self))
            if let truth = CellBytes.truth(bytes), end.holds(UInt8(bytes >> 24)) {
              columns[sight.column].put(truth: truth, at: sheet)
              length = 3
            }
          case .number:
            length = readers[sight.reader].readNumber(base + place, end, &columns[sight.column], sheet)
          case .other, .passed, .blank: break
          }
        }
        if length > 0 {
          place += length
        } else {
          guard let content = content(bytes, &place, &lines) else { return nil }
          switch sight.role {
          case .truth, .number, .other:
            if cell == named {
              guard name.isSheet(content) else { return nil }
              isNamed = true
            }
            guard readers[sight.reader].read(content, &columns[sight.column], sheet) else { return nil }
          case .passed: break
          case .blank: return nil
          }
        }
      }
      if base[place] != end.separator {
        return isNamed ? Row(end: bytes.behind(lineEnd: place), lines: countsRows ? 1 : lines) : nil
      }
      place += 1
    }
    // Blank cells at the end of a row are none.
    while place < bytes.count, base[place] == end.separator { place += 1 }
    guard isNamed, place < bytes.count, end.holds(base[place]) else { return nil }
    return Row(end: bytes.behind(lineEnd: place), lines: countsRows ? 1 : lines)
  }

  /// What a cell says, behind which the place is put then.
  ///
  /// - Returns: nil for one that says something else than stands there, or the last of a text.
  private func content(_ bytes: CellBytes, _ place: inout Int, _ lines: inout Int) -> CellBytes? {
    var start = place
    let close: Int
    if bytes[place] == CSVScanner.quote {
      start += 1
      guard let quote = bytes.closing(from: start, &lines) else { return nil }
      close = quote
      place = close + 1
    } else {
      close = end.next(in: bytes, from: place)
      place = close
    }
    return place < bytes.count && end.holds(bytes[place]) ? CellBytes(rebasing: bytes[start..<close]) : nil
  }
}

extension CellBytes {
  @inline(__always) fileprivate func behind(lineEnd place: Int) -> Int {
    let isReturn = self[place] == CSVScanner.carriageReturn
    return isReturn && place + 1 < count && self[place + 1] == CSVScanner.lineFeed ? place + 2 : place + 1
  }

  /// Where the next quote stands. The ends of lines before it are counted.
  fileprivate func closing(from start: Int, _ lines: inout Int) -> Int? {
    var place = start
    while place < count {
      switch self[place] {
      case CSVScanner.quote: return place
      case CSVScanner.lineFeed: lines += 1
      case CSVScanner.carriageReturn where place + 1 < count && self[place + 1] != CSVScanner.lineFeed: lines += 1
      default: break
      }
      place += 1
    }
    return nil
  }
}
