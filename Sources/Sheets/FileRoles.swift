import Diagnostics
import Quantities

/// What a file is for: its name says so, or else its headings.
extension SheetReader {
  enum Role {
    case sheets
    /// Records of a column, in a table.
    case companion(Int)
    /// Records of another level.
    case foreign
    /// Of no use, with the columns of records that may be missing with it.
    case stray(CompanionProblem, Set<Int>)
  }

  func role(of table: NamedTable) -> Role {
    if let name = table.companionOf, schema.ignored.contains(name) { return .foreign }
    if let column = table.companionOf.flatMap(recordsColumn) { return .companion(column) }
    guard case .success(let csv) = table.rows, let headings = headings(of: csv) else { return .sheets }
    return role(of: table, headings)
  }

  /// The column of that name, if it is one of records.
  func recordsColumn(_ name: String) -> Int? {
    guard let column = columns[name], case .records = schema.columns[column].type else { return nil }
    return column
  }

  /// The headings beside those of 对象; nil where there is no row of them, or nothing else in it.
  private func headings(of csv: CSVText) -> [String]? {
    guard let subject = schema.subjects.first,
      case .row(let place, let separator) = HeadingSearch(names: columns, subject: subject).find(in: csv),
      let row = csv.table(separator, rows: HeadingSearch.rows).rows[place...].first
    else { return nil }
    let others = row.cells.filter { cell in
      !VisibleText.isBlank(cell) && !schema.subjects.contains { columns.match(cell)?.place == $0 }
    }
    return others.isEmpty ? nil : others
  }

  /// A table that is named after no list of records holds sheets, unless its headings say otherwise.
  private func role(of table: NamedTable, _ headings: [String]) -> Role {
    let known = headings.filter(isKnown).count
    let fitting = schema.columns.indices.filter { column in
      guard headings.count > known, case .records(_, let fields) = schema.columns[column].type else { return false }
      var names = ColumnNames(schema.units)
      for field in fields { names.add(field.name, field.alias, field.type) }
      return headings.allSatisfy { names.match($0) != nil }
    }
    // `行政处罚.csv`
    if let own = recordsColumn(table.stem), fitting.contains(own), table.companionOf == nil {
      return .companion(own)
    }
    let name = table.companionOf ?? table.stem
    let near = schema.columns.indices.filter { column in
      guard case .records = schema.columns[column].type else { return false }
      let target = schema.columns[column]
      return [target.name, target.alias].compactMap { $0 }.contains { NearestName.isNear(name, $0) }
    }
    if !fitting.isEmpty {
      let both = fitting.filter(near.contains)
      let suspects = both.isEmpty ? fitting : both
      return .stray(
        .wrongName(table.companionOf, facts: suspects.map { schema.columns[$0].name }, in: table.home), Set(suspects))
    }
    guard known == 0 else { return .sheets }
    if table.companionOf != nil, !near.isEmpty {
      return .stray(
        .wrongName(table.companionOf, facts: near.map { schema.columns[$0].name }, in: table.home), Set(near))
    }
    // What is nearly a fact may be a misspelt one.
    let isMisspelt = headings.contains { ColumnNames.nearest(TextDecoding.narrow($0), among: columns.names) != nil }
    if table.companionOf == nil, isMisspelt { return .sheets }
    return .stray(.nothingKnown(subject: columns.names[schema.subjects.first ?? 0]), [])
  }
}
