import Diagnostics
import Quantities

/// The CSV form: a heading row and a sheet a row.
extension SheetReader {
  /// What stands in the heading row of a table.
  struct Heading {
    /// The column that names a sheet, or the first of them.
    let subject: Int
    /// For each cell below the column it belongs to; nil where it belongs to none.
    var columns: [ColumnNames.Match?] = []
    /// Columns that stand there twice; nothing is taken for them.
    var repeated: Set<Int> = []
    /// Blank cells, until something is found below.
    var blanks: [Int] = []

    /// Where the column stands that names a sheet.
    var subjectCell: Int? { cell(of: subject) }

    func cell(of column: Int) -> Int? { columns.firstIndex { $0?.place == column } }
  }

  /// A table of which the headings are known.
  struct Sheetful {
    let table: CSV.Table
    var heading: Heading
    /// Those below the headings, without what is no sheet.
    var rows: [CSV.RowPlace] = []
    /// Where the rest of the file is not known.
    var cutAt: Int?

    /// Gives each row, or those at some places among them, with its cells.
    func forEachRow(_ places: Range<Int>? = nil, _ body: (CSV.RowPlace, [CSVCell], CellBytes) -> Void) {
      table.text.withBytes { bytes in
        var cells: [CSVCell] = []
        for row in rows[places ?? rows.indices] {
          CSVScanner.cells(of: row, bytes, table.separator, into: &cells)
          body(row, cells, bytes)
        }
      }
    }

    /// Below a heading with `%`, shares are not meant where some number is beyond one.
    mutating func settleParts() {
      var open = heading.columns.indices.filter { index in
        if case .parts(_, false)? = heading.columns[index]?.bare { true } else { false }
      }
      if open.isEmpty { return }
      var settled: [Int] = []
      forEachRow { _, cells, bytes in
        open.removeAll { index in
          guard index < cells.count, cells[index].isBeyondOne(in: bytes) else { return false }
          settled.append(index)
          return true
        }
      }
      for index in settled {
        guard let column = heading.columns[index], case .parts(let places, _) = column.bare else { continue }
        heading.columns[index] = ColumnNames.Match(place: column.place, bare: .parts(places: places, certain: true))
      }
    }
  }

  mutating func readTable(_ csv: CSVText, _ file: String) {
    guard let subject = schema.subjects.first, let sheetful = table(csv, columns, subject: subject, file) else {
      refuse(file)
      return
    }
    // What stands below a blank heading is told once.
    let pieces = sheetful.heading.blanks.isEmpty ? pieces(sheetful.rows.count) : [sheetful.rows.indices]
    let longest = pieces.map(\.count).max() ?? 0
    read(pieces: pieces.count, sheets: longest) { reader, number in
      // A text of its own, lest the cores count who holds the one.
      reader.readRows(pieces[number], of: sheetful, String(decoding: Array(file.utf8), as: UTF8.self))
    }
    if let line = sheetful.cutAt { refuse(file, row: line) }
  }

  private mutating func readRows(_ places: Range<Int>, of sheetful: Sheetful, _ file: String) {
    var heading = sheetful.heading
    let filled = heading.columns.indices.filter { heading.columns[$0] != nil }
    var readers = heading.columns.compactMap { match in match.map { ColumnReader($0, schema.columns[$0.place]) } }
    sheetful.forEachRow(places) { row, cells, bytes in
      guard isFitting(row, cells, bytes, &heading, file) else {
        refuse(file, row: row.line)
        drop(
          schema.subjects.map { column in
            let cell = heading.cell(of: column).flatMap { $0 < cells.count ? cells[$0].text(in: bytes) : nil }
            return TextDecoding.trim(VisibleText(cell ?? "").text)
          })
        return
      }
      begin(file, row: row.line)
      for column in heading.repeated { put(.unreadable, in: column) }
      readers.withUnsafeMutableBufferPointer { readers in
        for (number, index) in filled.enumerated() where index < cells.count {
          read(cells[index], bytes, &readers[number], file, row: row.line)
        }
      }
    }
  }

  /// A table below its headings, or nil if they cannot be found, after reporting what is wrong.
  mutating func table(_ csv: CSVText, _ names: ColumnNames, subject: Int, _ file: String) -> Sheetful? {
    let finding = HeadingSearch(names: names, subject: subject).find(in: csv)
    guard case .row(let place, let separator) = finding else {
      reportNoHeadings(finding, csv, names.names[subject], file)
      return nil
    }
    let table = csv.table(separator)
    if let line = table.unclosed { report(.unclosedQuote, file, row: line) }
    let above = table.places[..<place].map(table.row)
    let headings = table.row(table.places[place])
    var sheetful = Sheetful(table: table, heading: heading(headings, names, subject, file), cutAt: table.unclosed)
    if let first = above.first {
      let sheets = above.filter { mayBeSheet($0, sheetful.heading, names) }
      for row in sheets { refuse(file, row: row.line) }
      report(
        ShapeProblem.rowsAbove(above.count, sheets: sheets.count), file, row: first.line,
        value: first.cells.first { !VisibleText.isBlank($0) })
    }
    let sight = RowSight(names, subject: subject, cell: sheetful.heading.subjectCell)
    var cells: [CSVCell] = []
    rows: for (index, place) in table.places.enumerated().dropFirst(place + 1) {
      let isSheet = csv.withBytes { bytes in
        CSVScanner.cells(of: place, bytes, separator, into: &cells)
        return sight.isSheet(cells, bytes)
      }
      if isSheet {
        sheetful.rows.append(place)
        continue
      }
      let row = table.row(place)
      switch kind(of: row, below: headings, sheetful.heading, names) {
      case .sheet: sheetful.rows.append(place)
      case .remark: continue
      case .passedOver(let problem):
        report(problem, file, row: row.line, value: row.cells.first { !VisibleText.isBlank($0) })
      case .otherHeadings:
        report(ShapeProblem.otherHeadings(rows: table.places.count - index), file, row: row.line)
        sheetful.cutAt = row.line
        break rows
      }
    }
    sheetful.settleParts()
    return sheetful
  }

  /// Whether a row above the headings may be a sheet that has come to stand there: it has a name, and as many cells as
  /// headings, or some that mean something to their columns.
  private func mayBeSheet(_ row: CSV.Row, _ heading: Heading, _ names: ColumnNames) -> Bool {
    var filled = 0
    var fitting = 0
    for (cell, column) in zip(row.cells, heading.columns) where !VisibleText.isBlank(cell) {
      filled += 1
      guard let column, names.types[column.place] != .text else { continue }
      var remarks: Set<CellRemark> = []
      let value = try? CellReader.value(cell, names.types[column.place], schema.units, bare: column.bare, &remarks)
      fitting += value == nil ? 0 : 1
    }
    let isNamed = heading.subjectCell.map { row.cells.indices.contains($0) && !VisibleText.isBlank(row.cells[$0]) }
    return isNamed == true && (fitting > 0 || filled > 1 && filled == heading.columns.count)
  }

  private mutating func reportNoHeadings(
    _ finding: HeadingSearch.Finding, _ csv: CSVText, _ subject: String, _ file: String
  ) {
    let table = csv.table(csv.separators[0], rows: HeadingSearch.rows)
    if let line = table.unclosed { report(.unclosedQuote, file, row: line) }
    switch finding {
    case .uncertain(let lines): report(ShapeProblem.headingsUncertain(lines: lines), file, row: lines.first)
    case .empty where table.unclosed == nil: report(.noHeading, file)
    case .missing where table.unclosed == nil || !table.places.isEmpty:
      let cells = table.rows.flatMap(\.cells).map(TextDecoding.narrow).filter { !$0.isEmpty }
      report(ShapeProblem.headingsMissing(subject, among: cells), file, row: table.places.first?.line)
    default: break
    }
  }

  private enum RowKind {
    case sheet
    /// As blank tables have them; nobody has to be told.
    case remark
    case passedOver(ShapeProblem)
    /// Another table begins here.
    case otherHeadings
  }

  private func kind(of row: CSV.Row, below heading: CSV.Row, _ known: Heading, _ names: ColumnNames) -> RowKind {
    let subject = known.subjectCell.flatMap { row.cells.indices.contains($0) ? row.cells[$0] : nil } ?? ""
    if TableRows.isRemark(subject) { return .remark }
    if names.match(subject)?.place == known.subject {
      if names.meanings(row.cells) == names.meanings(heading.cells) { return .passedOver(.headingsAgain) }
      // A sheet may be called as the heading is, but it does not state headings.
      let filled = row.cells.filter { !VisibleText.isBlank($0) }
      if filled.count > 1, filled.allSatisfy({ names.match($0) != nil }) { return .otherHeadings }
    }
    let isTotal =
      VisibleText.isBlank(subject) ? row.cells.contains(where: TableRows.isTotal) : TableRows.isTotal(subject)
    if isTotal { return .passedOver(.totals) }
    return TableRows.isNote(row.cells, width: heading.cells.count) ? .passedOver(.note) : .sheet
  }

  /// What the headings mean, after reporting what is wrong with them.
  private mutating func heading(_ row: CSV.Row, _ names: ColumnNames, _ subject: Int, _ file: String) -> Heading {
    var heading = Heading(subject: subject)
    var seen: Set<Int> = []
    // Blank cells at the end are no headings: what stands below them is too much.
    let last = row.cells.lastIndex { !VisibleText.isBlank($0) } ?? 0
    for (index, name) in row.cells[...last].enumerated() {
      heading.columns.append(nil)
      if VisibleText.isBlank(name) {
        heading.blanks.append(index)
      } else if let column = column(name, among: names, file, row: row.line) {
        if seen.insert(column.place).inserted {
          heading.columns[index] = column
        } else {
          heading.repeated.insert(column.place)
          report(.duplicateColumn(TextDecoding.trim(name)), file, row: row.line, column: TextDecoding.trim(name))
        }
      }
    }
    for (index, column) in heading.columns.enumerated() {
      if let column, heading.repeated.contains(column.place) { heading.columns[index] = nil }
    }
    return heading
  }

  /// Whether a row has no more cells than there are headings; reported if not, as is what stands below a blank one. Cells
  /// that are missing at the end are blank.
  mutating func isFitting(
    _ row: CSV.RowPlace, _ cells: [CSVCell], _ bytes: CellBytes, _ heading: inout Heading, _ file: String
  ) -> Bool {
    let wanted = heading.columns.count
    guard cells.dropFirst(wanted).allSatisfy({ $0.isBlank(in: bytes) }) else {
      report(.raggedRow(found: cells.count, wanted: wanted), file, row: row.line)
      return false
    }
    heading.blanks.removeAll { index in
      if index >= cells.count || cells[index].isBlank(in: bytes) { return false }
      report(.blankHeading(index + 1), file, row: row.line, value: cells[index].text(in: bytes))
      return true
    }
    return true
  }
}

extension CSVCell {
  fileprivate func isBeyondOne(in bytes: CellBytes) -> Bool {
    if !isRewritten { return CellReader.isBeyondOne(CellBytes(rebasing: bytes[start..<end])) }
    var text = text(in: bytes)
    return text.withUTF8(CellReader.isBeyondOne)
  }
}
