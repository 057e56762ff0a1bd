import Diagnostics

/// Rows of a table that are read by themselves: from the beginning of a row to that of another.
struct CSVStretch {
  let places: Range<Int>
  /// On which the first row begins.
  let line: Int
  /// How many lines there are at least.
  let lines: Int

  /// Parts of the rows from a place on, as long as each other. Rows begin there, if quotes stand around cells and nowhere
  /// else: whether they do, is seen when the part before has been read.
  static func parts(_ count: Int, of bytes: CellBytes, from start: CSV.RowPlace) -> [CSVStretch] {
    let marks = (0...count).map { start.start + (bytes.count - start.start) / count * $0 }.dropLast() + [bytes.count]
    let ends = Cores.map(count) { bytes.lineEnds(in: marks[$0]..<marks[$0 + 1]) }
    var begins = [start]
    var (line, isQuoted) = (start.line, false)
    for (mark, (lines, isOdd)) in zip(marks.dropFirst(), ends) {
      line += lines
      if isOdd { isQuoted.toggle() }
      begins.append(bytes.firstRow(behind: mark, line, isQuoted: isQuoted))
    }
    return zip(begins, begins.dropFirst()).map { begin, end in
      CSVStretch(
        places: begin.start..<max(begin.start, end.start), line: begin.line, lines: max(0, end.line - begin.line))
    }
  }
}

extension CellBytes {
  /// Where a row begins at a place or behind it.
  fileprivate func firstRow(behind start: Int, _ line: Int, isQuoted: Bool) -> CSV.RowPlace {
    var (place, line, isQuoted) = (start, line, isQuoted)
    while place < count {
      let byte = self[place]
      place += 1
      if byte == CSVScanner.quote { isQuoted.toggle() }
      guard
        byte == CSVScanner.lineFeed
          || byte == CSVScanner.carriageReturn && (place == count || self[place] != CSVScanner.lineFeed)
      else { continue }
      line += 1
      if !isQuoted { break }
    }
    return CSV.RowPlace(line: line, start: place)
  }
}

/// Goes through the rows below headings, and past those that are no sheets.
struct RowWalk {
  private let table: SheetReader.Sheetful
  private let bytes: CellBytes
  private let sight: RowSight
  private var scanner: CSVScanner
  /// Behind it no row begins.
  private let end: Int
  /// How many rows there were that are not blank.
  private var rows = 0
  /// What is to be said of rows that are passed over.
  private(set) var passedOver: [(problem: ShapeProblem, row: Int, value: String?)] = []
  /// Where another table begins, with the number of rows before it.
  private var cut: (line: Int, rows: Int)?

  init(_ table: SheetReader.Sheetful, _ bytes: CellBytes, _ stretch: CSVStretch) {
    (self.table, self.bytes, sight) = (table, bytes, table.sight)
    scanner = CSVScanner(
      bytes, table.separator, from: stretch.places.lowerBound, line: stretch.line, countsRows: table.countsRows)
    end = stretch.places.upperBound
  }

  /// Goes through stretches at once. One that does not begin where the one before it ends is gone through again.
  ///
  /// - Parameters:
  ///   - tool: what each core keeps from one stretch to the next; nothing that is found may depend on it.
  ///   - body: is to go to the end.
  static func all<Tool, Found>(
    _ table: SheetReader.Sheetful, _ bytes: CellBytes, _ stretches: [CSVStretch], with tool: () -> Tool,
    _ body: (inout RowWalk, CSVStretch, inout Tool) -> Found
  ) -> [(found: Found, walk: RowWalk)] {
    func go(_ stretch: CSVStretch, _ tool: inout Tool) -> (found: Found, walk: RowWalk) {
      var walk = RowWalk(table, bytes, stretch)
      let found = body(&walk, stretch, &tool)
      return (found, walk)
    }
    var all = Cores.map(stretches.count, with: tool) { go(stretches[$1], &$0) }
    for number in all.indices.dropFirst() {
      let (place, stretch) = (all[number - 1].walk.place, stretches[number])
      if place.start == stretch.places.lowerBound { continue }
      let end = max(place.start, stretch.places.upperBound)
      var tool = tool()
      all[number] = go(CSVStretch(places: place.start..<end, line: place.line, lines: stretch.lines), &tool)
    }
    return all
  }

  /// Where the next row begins.
  var place: CSV.RowPlace { CSV.RowPlace(line: scanner.line, start: scanner.index) }

  /// Line of a quote that is never closed.
  var unclosed: Int? { scanner.unclosed }

  var isAtEnd: Bool { scanner.index >= end }

  /// Goes on behind a sheet that has been read otherwise.
  mutating func pass(to place: Int, lines: Int) {
    scanner.pass(to: place, lines: lines)
    rows += 1
  }

  /// Reads the next row.
  ///
  /// - Returns: nil for one that is no sheet.
  mutating func next(into cells: inout [CSVCell]) -> CSV.RowPlace? {
    guard let place = scanner.row(into: &cells), !cells.allSatisfy({ $0.isBlank(in: bytes) }) else { return nil }
    rows += 1
    if sight.isSheet(cells, bytes) { return place }
    switch kind(of: cells) {
    case .sheet: return place
    case .remark: break
    case .passedOver(let problem):
      let value = cells.first { !$0.isBlank(in: bytes) }?.text(in: bytes)
      passedOver.append((problem, place.line, value))
    case .otherHeadings:
      cut = (place.line, rows - 1)
      while !isAtEnd, scanner.row(into: &cells) != nil {
        if !cells.allSatisfy({ $0.isBlank(in: bytes) }) { rows += 1 }
      }
    }
    return nil
  }

  /// Goes to the end.
  ///
  /// - Returns: the cells among some of rows in which some number is beyond one.
  mutating func beyondOne(_ places: [Int]) -> [Int] {
    var open = places
    var cells: [CSVCell] = []
    while !isAtEnd {
      if next(into: &cells) == nil || open.isEmpty { continue }
      open.removeAll { $0 < cells.count && cells[$0].isBeyondOne(in: bytes) }
    }
    return places.filter { !open.contains($0) }
  }

  private enum Kind {
    case sheet
    /// As blank tables have them; nobody has to be told.
    case remark
    case passedOver(ShapeProblem)
    /// Another table begins here.
    case otherHeadings
  }

  private func kind(of cells: [CSVCell]) -> Kind {
    let (names, heading, headings) = (table.names, table.heading, table.headings.cells)
    let subject = heading.subjectCell.flatMap { cells.indices.contains($0) ? cells[$0].text(in: bytes) : nil } ?? ""
    if TableRows.isRemark(subject) { return .remark }
    let row = cells.map { $0.text(in: bytes) }
    if names.match(subject)?.place == heading.subject {
      if names.meanings(row) == names.meanings(headings) { return .passedOver(.headingsAgain) }
      // A sheet may be called as the heading is, but it does not state headings.
      let filled = row.filter { !VisibleText.isBlank($0) }
      if filled.count > 1, filled.allSatisfy({ names.match($0) != nil }) { return .otherHeadings }
    }
    let isTotal =
      VisibleText.isBlank(subject) ? row.contains { !$0.isEmpty && TableRows.isTotal($0) } : TableRows.isTotal(subject)
    if isTotal { return .passedOver(.totals) }
    return TableRows.isNote(row, width: headings.count) ? .passedOver(.note) : .sheet
  }

  /// What several walks, each from where the one before ends, found beside sheets.
  struct Findings {
    /// Of a quote that is never closed.
    private(set) var unclosed: Int?
    private(set) var passedOver: [(problem: ShapeProblem, row: Int, value: String?)] = []
    /// Where the rest of the file is not known.
    private(set) var cutAt: Int?
    /// Behind so many of the walks the rest is not known.
    private(set) var walks = 0

    init(_ all: [RowWalk]) {
      for (number, walk) in all.enumerated() {
        if let line = walk.unclosed { unclosed = line }
        if cutAt != nil { continue }
        walks = number + 1
        passedOver += walk.passedOver
        guard let cut = walk.cut else { continue }
        let rows = all[number...].reduce(-cut.rows) { $0 + $1.rows }
        passedOver.append((.otherHeadings(rows: rows), cut.line, nil))
        cutAt = cut.line
      }
      cutAt = cutAt ?? unclosed
    }
  }
}

extension CSVCell {
  fileprivate func isBeyondOne(in bytes: CellBytes) -> Bool {
    if !isRewritten { return CellReader.isBeyondOne(CellBytes(rebasing: bytes[start..<end])) }
    var text = text(in: bytes)
    return text.withUTF8(CellReader.isBeyondOne)
  }
}
