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
  /// Where each row stands among those that have been read; nil for one that only fills a block up.
  private let sources: [Int?]
  /// What has been read, one for each column of the records.
  private let columns: [CellColumn]

  /// - Parameter fact: its place in the standard.
  private init(_ fact: Int, _ standard: Standard, _ table: Table) {
    var (sources, counts, blocks): ([Int?], [Int], [(Int, Int)]) = ([], [], [])
    var starts: [Int] = []
    let cells = table.sheets.whole(column: fact, of: table.schema)
    // What stands in for a blank has no records.
    let unstated = standard.unstated(fact).value == nil ? -1 : 0
    starts.reserveCapacity(cells.words.count)
    counts.reserveCapacity(cells.words.count)
    for place in 0..<cells.words.count {
      if place.isMultiple(of: Column.rows) {
        // Blocks begin where a mask does.
        while !sources.count.isMultiple(of: Column.rows) { sources.append(nil) }
        blocks.append((sources.count, 0))
      }
      starts.append(sources.count)
      switch cells.words[place] {
      case .number(let list):
        let rows = cells.lists?.rows(of: list) ?? 0..<0
        counts.append(rows.count)
        blocks[blocks.count - 1].1 += rows.count
        for row in rows { sources.append(row) }
      case .mark(.missing): counts.append(unstated)
      case .mark(.unsettled), .mark(.unreadable), .mark(.odd): counts.append(-1)
      }
    }
    (self.sources, self.blocks, self.starts, self.counts) = (sources, blocks, starts, counts)
    columns = cells.lists?.columns ?? []
  }

  /// How many rows there are, those that fill blocks up among them.
  var count: Int { sources.count }

  /// What a row says; nil where it says nothing.
  func value(of column: Int, at row: Int) -> Value? { sources[row].flatMap { columns[column].value(at: $0) } }

  /// Those of some facts, by place in the standard; the others are passed over.
  static func all(_ facts: some Sequence<Int>, _ standard: Standard, _ table: Table) -> [Int: RecordRows] {
    let places = facts.filter { if case .records = standard.facts[$0].type { true } else { false } }
    let made = Cores.map(places.count) { RecordRows(places[$0], standard, table) }
    return Dictionary(uniqueKeysWithValues: zip(places, made))
  }
}
