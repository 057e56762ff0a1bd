import Model
import Planning
import Quantities

/// The records of one fact as columns: the rows of all sheets one after the other, those of a block of sheets from a block
/// of rows on.
final class RecordColumns {
  /// For each block of sheets the first row, and how many there are.
  let blocks: [(first: Int, count: Int)]
  /// How many rows each sheet has; -1 where that is not known.
  let counts: UnsafeMutablePointer<Int>
  private let rows: [[Value?]]
  private let types: [ValueType.Column]
  private let facts: FactColumns
  private let memory = ColumnMemory()
  private var stored: [Int: FactColumns.Stored] = [:]

  /// - Parameter fact: its place in the standard.
  init(_ fact: Int, _ facts: FactColumns) {
    self.facts = facts
    types = PlanType.value(facts.standard.facts[fact].type).columns
    var (rows, counts, blocks): ([[Value?]], [Int], [(Int, Int)]) = ([], [], [])
    for (place, sheet) in facts.table.sheets.enumerated() {
      if place.isMultiple(of: Column.rows) {
        // Blocks begin where a mask does.
        while !rows.count.isMultiple(of: Column.rows) { rows.append([]) }
        blocks.append((rows.count, 0))
      }
      guard case .records(let own)? = facts.standard.stated(fact, by: sheet).value else {
        counts.append(-1)
        continue
      }
      counts.append(own.count)
      blocks[blocks.count - 1].1 += own.count
      rows += own
    }
    self.counts = memory.numbers(counts.count + 1)
    for (place, count) in counts.enumerated() { self.counts[place] = count }
    (self.rows, self.blocks) = (rows, blocks)
  }

  /// How the cells of a column are kept.
  func form(of column: Int) -> ColumnForm { cells(column).form }

  private func cells(_ column: Int) -> FactColumns.Stored {
    if let known = stored[column] { return known }
    let made = facts.stored(
      types[column].type, rows.count, in: memory, home: -1 - column, unstated: missing(column)
    ) { row in column < rows[row].count ? rows[row][column] : nil }
    stored[column] = made
    return made
  }

  private func missing(_ column: Int) -> PlanValue { PlanValue(Computed.cell(nil, of: types[column])) }

  /// A cell of a row, or what is known of it where it is blank.
  func value(of column: Int, at row: Int) -> PlanValue {
    let cell = column < rows[row].count ? rows[row][column] : nil
    return cell.map { PlanValue(content: .known($0)) } ?? missing(column)
  }

  /// Rows from a row on with which a mask begins.
  func block(from row: Int, of column: Int) -> Column? {
    stored[column].map { $0.block(row / Column.rows) }
  }
}
