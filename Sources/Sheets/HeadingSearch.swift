/// Where the headings of a table stand: titles may stand above them, and the signs between cells are not stated.
struct HeadingSearch {
  /// Rows among which headings are looked for; blank ones do not count.
  static let rows = 10

  enum Finding: Equatable {
    /// Nothing is there.
    case empty
    /// No row has the heading of the column that names a sheet.
    case missing
    /// Several different rows may be the headings.
    case uncertain(lines: [Int])
    /// The row, by its place among those that are not blank.
    case row(Int, separator: UInt8)
  }

  let names: ColumnNames
  /// The column that names a sheet, whose heading must be there.
  let subject: Int

  /// The first row that has nothing but headings, several of them; no title has. Else the one with the most headings, under
  /// whichever separator finds the most. The subject's must always be among them.
  func find(in text: CSVText) -> Finding {
    let tables = text.separators.map { ($0, text.table($0, rows: Self.rows).rows) }
    if tables.allSatisfy(\.1.isEmpty) { return .empty }
    for (separator, rows) in tables {
      if let place = rows.firstIndex(where: isPure) { return .row(place, separator: separator) }
    }
    var best: (count: Int, finding: Finding) = (0, .missing)
    for (separator, rows) in tables {
      let counts = rows.map(count)
      guard let most = counts.max(), most > best.count else { continue }
      let places = counts.indices.filter { counts[$0] == most }
      // A heading that is repeated is one.
      let isOne = Set(places.map { names.meanings(rows[$0].cells) }).count == 1
      best = (most, isOne ? .row(places[0], separator: separator) : .uncertain(lines: places.map { rows[$0].line }))
    }
    return best.finding
  }

  private func isPure(_ row: CSV.Row) -> Bool {
    let filled = row.cells.filter { !VisibleText.isBlank($0) }
    return filled.count > 1 && count(row) > 1 && filled.allSatisfy { names.match($0) != nil }
  }

  /// How many columns a row has the headings of; 0 without the subject's.
  private func count(_ row: CSV.Row) -> Int {
    let known = Set(row.cells.compactMap { names.match($0)?.place })
    return known.contains(subject) ? known.count : 0
  }
}
