import Model
import Quantities
import Sheets

/// The records of one fact: the rows of all sheets one after the other.
final class RecordRows: Sendable {
  /// The first row of each sheet, and behind the last sheet how many rows there are.
  let starts: [Int]
  /// How many rows each sheet has; -1 where that is not known.
  let counts: [Int]
  /// What the rows say, one for each column of the records.
  let columns: [CellColumn]

  /// - Parameter fact: its place in the standard.
  private init(_ fact: Int, _ standard: Standard, _ table: Table) {
    let cells = table.sheets.whole(column: fact, of: table.schema)
    // What stands in for a blank has no records.
    let unstated = standard.unstated(fact).value == nil ? -1 : 0
    var (starts, counts, lists): ([Int], [Int], [Range<Int>]) = ([0], [], [])
    starts.reserveCapacity(cells.words.count + 1)
    counts.reserveCapacity(cells.words.count)
    var isInOrder = true
    for place in 0..<cells.words.count {
      var (start, count) = (starts[place], -1)
      switch cells.words[place] {
      case .number(let list):
        let rows = cells.lists?.rows(of: list) ?? 0..<0
        if !rows.isEmpty {
          isInOrder = isInOrder && rows.lowerBound == start
          lists.append(rows)
        }
        count = rows.count
        start += count
      case .mark(.missing): count = unstated
      case .mark(.unsettled), .mark(.unreadable), .mark(.odd): break
      }
      starts.append(start)
      counts.append(count)
    }
    (self.starts, self.counts) = (starts, counts)
    let read = cells.lists?.columns ?? []
    columns = isInOrder ? read : read.map { [rows = lists.flatMap(Array.init)] in $0.selecting(rows) }
  }

  /// Those of some facts, by place in the standard; the others are passed over.
  static func all(_ facts: some Sequence<Int>, _ standard: Standard, _ table: Table) -> [Int: RecordRows] {
    let places = facts.filter { if case .records = standard.facts[$0].type { true } else { false } }
    let made = Cores.map(places.count) { RecordRows(places[$0], standard, table) }
    return Dictionary(uniqueKeysWithValues: zip(places, made))
  }
}
