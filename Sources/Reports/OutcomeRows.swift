import Evaluation
import Sheets

/// Writes rows of an ``OutcomeTable``.
final class OutcomeRows {
  private let table: OutcomeTable
  private let rows: SightedRows
  private var file = CSV.Writer(isMarked: false)
  /// How many rows have been written at sight.
  private(set) var sighted = 0

  init(_ table: OutcomeTable, isSighted: Bool) {
    self.table = table
    rows = SightedRows(
      table.outcome, table.columns.map(\.sighted), table.labels, isQuoted: true, isSighted: isSighted, readsFailed: true
    )
  }

  /// The lines of some results, by their places in the outcome.
  func write(_ places: Range<Int>) -> [UInt8] {
    rows.gather(places)
    for block in places.blocks {
      rows.read(block)
      for (row, place) in block.enumerated() {
        if rows.isPlain[row] {
          rows.cells.write(row, to: &file)
          sighted += 1
        } else {
          file.add(rows.texts(row, at: place))
        }
      }
    }
    return file.take()
  }
}
