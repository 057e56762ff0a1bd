import Diagnostics
import Spreadsheets

/// Which worksheets of a workbook are read, and what is to be said of them.
extension SheetReader {
  /// Reads the tables of a file.
  mutating func read(_ file: TableFile) {
    for problem in file.remarks { report(problem, file.file.origin) }
    let records = schema.columns.indices.filter { recordsColumn(schema.columns[$0].name) != nil }
    switch file.tables {
    case .failure(let refusal):
      report(Diagnostic(refusal.problem, at: file.file.origin.place()))
      refuse(file.file.origin)
      // Any of its worksheets may have been a companion.
      mistrust(file.file.companionOf.flatMap(recordsColumn).map { [$0] } ?? records)
    case .success(let tables):
      for sheet in file.closed {
        guard sheet.reason == .hidden, let fact = recordsName(endingIn: sheet.name), let column = recordsColumn(fact)
        else { continue }
        report(SpreadsheetProblem.hiddenRecords(fact: fact), Origin(file.file.path, worksheet: sheet.name))
        mistrust([column])
      }
      let chosen = chosen(tables)
      for (table, isRead) in zip(tables, chosen) where isRead {
        let table = named(table)
        read(table)
        // Nobody knows what is in a worksheet that cannot be read.
        if case .failure = table.rows, table.origin.worksheet != nil, table.companionOf == nil { mistrust(records) }
      }
      let unread = zip(tables, chosen).filter { !$0.1 && !Self.isAside($0.0) }.map {
        SpreadsheetProblem.PassedOver($0.0.origin.worksheet ?? "", .noHeadings)
      }
      if !(file.closed + unread).isEmpty {
        report(SpreadsheetProblem.passedOver(file.closed + unread), file.file.origin)
      }
      if tables.isEmpty {
        report(.noHeading, file.file.origin)
        refuse(file.file.origin)
      }
    }
  }

  /// Which tables of a workbook are read: companions by their names, and those that have headings. If there are none, those
  /// that seem meant to have some, or else the first, so that it is said what is wrong with them.
  private func chosen(_ tables: [NamedTable]) -> [Bool] {
    if tables.count == 1 { return [true] }
    var isRead = tables.map { table in
      if Self.isAside(table) { return false }
      if table.origin.worksheet.flatMap(recordsName) != nil { return true }
      guard case .success(let csv) = table.rows, let subject = schema.subjects.first else { return true }
      switch HeadingSearch(names: columns, subject: subject).find(in: csv) {
      case .row, .uncertain: return true
      case .empty, .missing: return hasSeveralHeadings(csv)
      }
    }
    if !isRead.contains(true), !isRead.isEmpty { isRead[0] = true }
    return isRead
  }

  /// Whether a table belongs to a blank workbook, and nothing is to be read from it.
  private static func isAside(_ table: NamedTable) -> Bool {
    guard case .success(let csv) = table.rows, let row = csv.table(csv.separators[0], rows: 1).rows.first else {
      return false
    }
    return row.cells.first { !VisibleText.isBlank($0) }.map(TableRows.isAside) ?? false
  }

  /// Whether some row has several headings, though not that of the name of a sheet.
  private func hasSeveralHeadings(_ csv: CSVText) -> Bool {
    csv.table(csv.separators[0], rows: HeadingSearch.rows).rows.contains { row in
      Set(row.cells.compactMap { columns.match($0)?.place }).count > 1
    }
  }

  /// The list of records that a worksheet is named after: its name is that of the fact, or ends so, or is what a blank
  /// workbook makes of that.
  private func recordsName(endingIn worksheet: String) -> String? {
    let name = TextDecoding.narrow(worksheet)
    let lists = schema.columns.filter { recordsColumn($0.name) != nil }
    // Blank workbooks have the names of one language.
    for names in [lists.map(\.name), lists.map { $0.alias ?? $0.name }] {
      let worksheets = WorksheetName.legal(names).map(TextDecoding.narrow)
      if let place = worksheets.firstIndex(of: name) { return lists[place].name }
    }
    let own = lists.flatMap { [$0.name, $0.alias].compactMap { $0 } }.filter { name.hasSuffix($0) }
    // What belongs to another level is nearly never called so by chance.
    let foreign = schema.ignored.filter { name == $0 || name.hasSuffix("." + $0) }
    return (own + foreign).max { ($0.count, $0) < ($1.count, $1) }
  }

  /// A table under the name of its records, if it is called after some.
  private func named(_ table: NamedTable) -> NamedTable {
    guard let fact = table.origin.worksheet.flatMap(recordsName) else { return table }
    return NamedTable(
      origin: table.origin, rows: table.rows, companionOf: fact, stem: table.stem, home: table.home,
      traits: table.traits)
  }

  /// Reports what a worksheet has beside its cells, as far as it concerns rows below the headings.
  ///
  /// - Parameter others: lines that are passed over.
  mutating func report(_ traits: WorksheetTraits, of table: Sheetful, besides others: Set<Int>, _ file: Origin) {
    func isMeant(_ row: Int) -> Bool { row >= table.headings.line && !others.contains(row + 1) }
    let rows = traits.hiddenRows.filter(isMeant).map { $0 + 1 }
    let columns = traits.hiddenColumns.filter { table.heading.columns.indices.contains($0) }
    if !(rows.isEmpty && columns.isEmpty) {
      report(
        SpreadsheetProblem.hidden(
          rows: rows, columns: columns.map(CellPlace.column), isFiltered: traits.isFiltered), file)
    }
    let merged = traits.merged.filter { area in
      area.rows.contains(where: isMeant) && area.columns.contains { table.heading.columns.indices.contains($0) }
    }
    if !merged.isEmpty { report(SpreadsheetProblem.merged(merged.map(\.name)), file) }
    for (column, all) in traits.partialDates.sorted(by: { $0.key < $1.key }) {
      let rows = all.filter(isMeant)
      guard let first = rows.first, table.heading.columns.indices.contains(column),
        let match = table.heading.columns[column]
      else { continue }
      report(
        SpreadsheetProblem.partialDate(cells: rows.count), file, row: first + 1, column: table.names.names[match.place])
    }
  }
}
