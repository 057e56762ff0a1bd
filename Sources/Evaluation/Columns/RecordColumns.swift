import Model
import Planning
import Quantities
import Sheets

/// The records of one fact as columns.
final class RecordColumns {
  private let records: RecordRows
  /// How many rows each sheet has; -1 where that is not known.
  let counts: UnsafeMutablePointer<Int>
  private let types: [ValueType.Column]
  /// Which keeps these.
  private unowned let facts: FactColumns
  private let memory = ColumnMemory()
  private var stored: [Int: FactColumns.Stored] = [:]

  /// - Parameter fact: its place in the standard.
  init(_ records: RecordRows, of fact: Int, _ facts: FactColumns) {
    (self.records, self.facts) = (records, facts)
    types = PlanType.value(facts.standard.facts[fact].type).columns
    counts = memory.numbers(records.counts.count + 1)
    for (place, count) in records.counts.enumerated() { counts[place] = count }
  }

  /// The rows of a stretch of sheets.
  func rows(of sheets: Range<Int>) -> Range<Int> {
    records.starts[sheets.lowerBound]..<records.starts[sheets.upperBound]
  }

  /// The first row of a sheet.
  func first(of sheet: Int) -> Int { records.starts[sheet] }

  /// How the cells of a column are kept.
  func form(of column: Int) -> ColumnForm {
    if let known = stored[column] { return known.form }
    let declared = types[column]
    // Nobody has stated a record: then no row is ever asked for.
    let cells =
      column < records.columns.count ? records.columns[column] : CellColumn(none: declared.type)
    let made = facts.stored(
      cells, declared.type, beside: [declared.lower, declared.upper], missing: missing(column),
      unsettled: missing(column))
    stored[column] = made
    return made.form
  }

  private func missing(_ column: Int) -> PlanValue { PlanValue(Computed.cell(nil, of: types[column])) }

  /// A cell of a row, or what is known of it where it is blank.
  func value(of column: Int, at row: Int) -> PlanValue {
    records.columns[column].value(at: row).map { PlanValue(content: .known($0)) } ?? missing(column)
  }

  /// Takes the cells of some rows into a column.
  func load(_ cell: Int, _ rows: BlockSheets, into own: Column) -> Column {
    guard let stored = stored[cell] else { return own }
    return facts.load(stored, rows, rows.words(stored.cells), into: own.at(home: -1 - cell))
  }
}
