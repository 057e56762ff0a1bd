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
    var heading: Heading
    /// Those below the headings, without what is no sheet.
    var rows: [CSV.Row]
    /// Where the rest of the file is not known.
    var cutAt: Int?

    /// Below a heading with `%`, shares are not meant where some number is beyond one.
    mutating func settleParts() {
      for (index, column) in heading.columns.enumerated() {
        guard let column, case .parts(let places, false) = column.bare,
          rows.contains(where: { $0.cells.indices.contains(index) && CellReader.isBeyondOne($0.cells[index]) })
        else { continue }
        heading.columns[index] = ColumnNames.Match(place: column.place, bare: .parts(places: places, certain: true))
      }
    }
  }

  mutating func readTable(_ csv: CSVText, _ file: String) {
    guard let subject = schema.subjects.first, var table = table(csv, columns, subject: subject, file) else {
      refuse(file)
      return
    }
    for row in table.rows {
      guard let cells = cells(of: row, &table.heading, file) else {
        refuse(file, row: row.line)
        drop(
          schema.subjects.map { column in
            let cell = table.heading.cell(of: column).flatMap { row.cells.indices.contains($0) ? row.cells[$0] : nil }
            return TextDecoding.trim(VisibleText(cell ?? "").text)
          })
        continue
      }
      var draft = draft(file, row: row.line)
      for column in table.heading.repeated { draft.cells[column] = .unreadable }
      for (column, text) in cells { draft.cells[column.place] = cell(text, column, file, row: row.line) }
      add(draft)
    }
    if let line = table.cutAt { refuse(file, row: line) }
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
    let above = table.rows[..<place]
    let row = table.rows[place]
    var sheetful = Sheetful(heading: heading(row, names, subject, file), rows: [], cutAt: table.unclosed)
    if let first = above.first {
      let sheets = above.filter { mayBeSheet($0, sheetful.heading, names) }
      for row in sheets { refuse(file, row: row.line) }
      report(
        ShapeProblem.rowsAbove(above.count, sheets: sheets.count), file, row: first.line,
        value: first.cells.first { !VisibleText.isBlank($0) })
    }
    rows: for (index, row) in table.rows.enumerated().dropFirst(place + 1) {
      switch kind(of: row, below: table.rows[place], sheetful.heading, names) {
      case .sheet: sheetful.rows.append(row)
      case .remark: continue
      case .passedOver(let problem):
        report(problem, file, row: row.line, value: row.cells.first { !VisibleText.isBlank($0) })
      case .otherHeadings:
        report(ShapeProblem.otherHeadings(rows: table.rows.count - index), file, row: row.line)
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
    let table = csv.separators.first.map { csv.table($0, rows: HeadingSearch.rows) } ?? CSV.Table()
    if let line = table.unclosed { report(.unclosedQuote, file, row: line) }
    switch finding {
    case .uncertain(let lines): report(ShapeProblem.headingsUncertain(lines: lines), file, row: lines.first)
    case .empty where table.unclosed == nil: report(.noHeading, file)
    case .missing where table.unclosed == nil || !table.rows.isEmpty:
      let cells = table.rows.flatMap(\.cells).map(TextDecoding.narrow).filter { !$0.isEmpty }
      report(ShapeProblem.headingsMissing(subject, among: cells), file, row: table.rows.first?.line)
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

  /// The cells of a row by column, or nil after reporting that there are more than headings. Those that are missing at
  /// the end are blank.
  mutating func cells(
    of row: CSV.Row, _ heading: inout Heading, _ file: String
  ) -> [(column: ColumnNames.Match, text: String)]? {
    let wanted = heading.columns.count
    guard row.cells.dropFirst(wanted).allSatisfy(VisibleText.isBlank) else {
      report(.raggedRow(found: row.cells.count, wanted: wanted), file, row: row.line)
      return nil
    }
    heading.blanks.removeAll { index in
      if !row.cells.indices.contains(index) || VisibleText.isBlank(row.cells[index]) { return false }
      report(.blankHeading(index + 1), file, row: row.line, value: row.cells[index])
      return true
    }
    return zip(heading.columns, row.cells).compactMap { column, text in column.map { ($0, text) } }
  }
}
