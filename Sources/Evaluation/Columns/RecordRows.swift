import Model
import Quantities
import Sheets

/// The records of one fact: the rows of all sheets one after the other, those of a block of sheets from a block of rows on.
final class RecordRows: Sendable {
  /// For each block of sheets the first row, and how many there are.
  let blocks: [(first: Int, count: Int)]
  /// The first row of each sheet.
  let starts: [Int]
  /// How many rows each sheet has; -1 where that is not known.
  let counts: [Int]
  let rows: [[Value?]]

  /// - Parameter fact: its place in the standard.
  private init(_ fact: Int, _ standard: Standard, _ table: Table) {
    var (rows, counts, blocks): ([[Value?]], [Int], [(Int, Int)]) = ([], [], [])
    var starts: [Int] = []
    let sheets = table.sheets
    // Read where all cells stand, no sheet has to be taken apart.
    let cells = sheets.areNamedByColumns ? sheets.column(fact, of: table.schema) : nil
    starts.reserveCapacity(sheets.count)
    counts.reserveCapacity(sheets.count)
    for place in sheets.indices {
      if place.isMultiple(of: Column.rows) {
        // Blocks begin where a mask does.
        while !rows.count.isMultiple(of: Column.rows) { rows.append([]) }
        blocks.append((rows.count, 0))
      }
      starts.append(rows.count)
      guard case .records(let own)? = standard.stated(fact, in: cells?[place] ?? sheets[place][fact]).value else {
        counts.append(-1)
        continue
      }
      counts.append(own.count)
      blocks[blocks.count - 1].1 += own.count
      rows += own
    }
    (self.rows, self.blocks, self.starts, self.counts) = (rows, blocks, starts, counts)
  }

  /// Those of some facts, by place in the standard; the others are passed over.
  static func all(_ facts: some Sequence<Int>, _ standard: Standard, _ table: Table) -> [Int: RecordRows] {
    let places = facts.filter { if case .records = standard.facts[$0].type { true } else { false } }
    let made = Cores.map(places.count) { RecordRows(places[$0], standard, table) }
    return Dictionary(uniqueKeysWithValues: zip(places, made))
  }
}
