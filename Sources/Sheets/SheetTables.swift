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
    let separator: UInt8
    let countsRows: Bool
    let names: ColumnNames
    /// As they stand there.
    let headings: CSV.Row
    var heading: Heading
    /// Where the rows below the headings begin.
    let start: CSV.RowPlace

    var sight: RowSight { RowSight(names, subject: heading.subject, cell: heading.subjectCell) }

    /// Below a heading with `%`, shares are not meant where some number is beyond one.
    mutating func settleParts(_ stretches: [CSVStretch], _ bytes: CellBytes) {
      // Mostly the first rows tell.
      for some in [stretches[..<1], stretches[1...]] {
        var open = heading.columns.indices.filter { index in
          if case .parts(_, false)? = heading.columns[index]?.bare { true } else { false }
        }
        if open.isEmpty { return }
        let walks = RowWalk.all(self, bytes, Array(some), with: {}, { walk, _, _ in walk.beyondOne(open) })
        let findings = RowWalk.Findings(walks.map(\.walk))
        open = walks[..<findings.walks].flatMap(\.found)
        for index in open {
          guard let column = heading.columns[index], case .parts(let places, _) = column.bare else { continue }
          heading.columns[index] = ColumnNames.Match(place: column.place, bare: .parts(places: places, certain: true))
        }
        if findings.cutAt != nil { return }
      }
    }
  }

  mutating func readTable(_ csv: CSVText, _ source: NamedTable) {
    let file = source.origin
    var opening = piece(rows)
    guard let subject = schema.subjects.first, var table = opening.table(csv, columns, subject: subject, file) else {
      take([opening])
      refuse(file)
      return
    }
    csv.withBytes { bytes in
      // What stands below a blank heading is told once; where rows are counted, each is behind all others.
      let isDivisible = table.heading.blanks.isEmpty && !csv.countsRows
      let count = isDivisible ? pieces(bytes.count - table.start.start) : 1
      let stretches = CSVStretch.parts(count, of: bytes, from: table.start)
      table.settleParts(stretches, bytes)
      // What cells of a column were read as, each core remembers for the rows to come.
      let read = RowWalk.all(table, bytes, stretches, with: { RowReader(table, schema) }) { walk, stretch, ahead in
        var reader = piece(count == 1 ? rows : SheetColumnsDraft(schema, capacity: stretch.lines + 2))
        reader.rows.reserve(reader.rows.count + stretch.lines)
        reader.readRows(&walk, of: table, bytes, ahead, file.copy)
        return reader
      }
      let findings = RowWalk.Findings(read.map(\.walk))
      report(findings, opening, source, table)
      take(read[..<findings.walks].map(\.found))
      if let line = findings.cutAt { refuse(file, row: line) }
    }
  }

  /// Reports what was found beside the rows of a table, and before them at its opening.
  mutating func report(
    _ findings: RowWalk.Findings, _ opening: SheetReader, _ source: NamedTable, _ table: Sheetful
  ) {
    let file = source.origin
    if let line = findings.unclosed { report(.unclosedQuote, file, row: line) }
    take([opening])
    for (problem, row, value) in findings.passedOver { report(problem, file, row: row, value: value) }
    if let traits = source.traits {
      keep(ColumnLetters(table), of: file)
      report(traits, of: table, besides: Set(findings.passedOver.map(\.row)), file)
    }
  }

  private mutating func readRows(
    _ walk: inout RowWalk, of table: Sheetful, _ bytes: CellBytes, _ ahead: RowReader, _ file: Origin
  ) {
    var heading = table.heading
    let filled = heading.columns.indices.filter { heading.columns[$0] != nil }
    let repeated = Array(heading.repeated)
    ahead.leave(blank: heading.blanks)
    var cells: [CSVCell] = []
    while !walk.isAtEnd {
      let line = walk.place.line
      if let row = ahead.row(bytes, at: walk.place.start, rows) {
        begin(file, row: line)
        for column in repeated { put(.unreadable, in: column) }
        walk.pass(to: row.end, lines: row.lines)
        continue
      }
      guard let place = walk.next(into: &cells) else { continue }
      guard isFitting(place, cells, bytes, &heading, file) else {
        refuse(file, row: line)
        drop(
          schema.subjects.map { column in
            let cell = heading.cell(of: column).flatMap { $0 < cells.count ? cells[$0].text(in: bytes) : nil }
            return TextDecoding.trim(VisibleText(cell ?? "").text)
          })
        continue
      }
      ahead.leave(blank: heading.blanks)
      begin(file, row: line)
      for column in repeated { put(.unreadable, in: column) }
      for (number, index) in filled.enumerated() where index < cells.count {
        read(cells[index], bytes, &ahead.readers[number], file, row: line)
      }
    }
  }

  /// A table below its headings, or nil if they cannot be found, after reporting what is wrong.
  mutating func table(_ csv: CSVText, _ names: ColumnNames, subject: Int, _ file: Origin) -> Sheetful? {
    let finding = HeadingSearch(names: names, subject: subject).find(in: csv)
    guard case .row(let place, let separator) = finding else {
      reportNoHeadings(finding, csv, names.names[subject], file)
      return nil
    }
    let table = csv.table(separator, rows: HeadingSearch.rows)
    let above = table.places[..<place].map(table.row)
    let headings = table.row(table.places[place])
    let sheetful = Sheetful(
      separator: separator, countsRows: csv.countsRows, names: names, headings: headings,
      heading: heading(headings, names, subject, file),
      start: table.place(behind: table.places[place]))
    if let first = above.first {
      let sheets = above.filter { mayBeSheet($0, sheetful.heading, names) }
      for row in sheets { refuse(file, row: row.line) }
      report(
        ShapeProblem.rowsAbove(above.count, sheets: sheets.count), file, row: first.line,
        value: first.cells.first { !VisibleText.isBlank($0) })
    }
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

  /// Among so many cells at most one is sought that may be the heading that is missing.
  private static let mostHeadings = 10_000

  private mutating func reportNoHeadings(
    _ finding: HeadingSearch.Finding, _ csv: CSVText, _ subject: String, _ file: Origin
  ) {
    let table = csv.table(csv.separators[0], rows: HeadingSearch.rows)
    if let line = table.unclosed { report(.unclosedQuote, file, row: line) }
    switch finding {
    case .uncertain(let lines): report(ShapeProblem.headingsUncertain(lines: lines), file, row: lines.first)
    case .empty where table.unclosed == nil: report(.noHeading, file)
    case .missing where table.unclosed == nil || !table.places.isEmpty:
      let cells = table.rows.lazy.flatMap(\.cells).prefix(Self.mostHeadings)
      let filled = cells.map(TextDecoding.narrow).filter { !$0.isEmpty }
      report(ShapeProblem.headingsMissing(subject, among: Array(filled)), file, row: table.places.first?.line)
    default: break
    }
  }

  /// What the headings mean, after reporting what is wrong with them.
  private mutating func heading(_ row: CSV.Row, _ names: ColumnNames, _ subject: Int, _ file: Origin) -> Heading {
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
    _ row: CSV.RowPlace, _ cells: [CSVCell], _ bytes: CellBytes, _ heading: inout Heading, _ file: Origin
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
