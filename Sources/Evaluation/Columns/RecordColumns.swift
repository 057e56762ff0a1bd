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
  private var stored: [Int: Stored] = [:]

  /// The cells of a column.
  private struct Stored {
    let form: ColumnForm
    /// Of the first block; those of the others follow.
    let column: Column
    /// Whether all numbers of a block are known.
    let isExact: [Bool]
    let hasOdd: [Bool]
  }

  /// - Parameter fact: its place in the standard.
  init(_ records: RecordRows, of fact: Int, _ facts: FactColumns) {
    (self.records, self.facts) = (records, facts)
    types = PlanType.value(facts.standard.facts[fact].type).columns
    counts = memory.numbers(records.counts.count + 1)
    for (place, count) in records.counts.enumerated() { counts[place] = count }
  }

  /// For each block of sheets the first row, and how many there are.
  var blocks: [(first: Int, count: Int)] { records.blocks }
  /// The first row of each sheet.
  var starts: [Int] { records.starts }

  /// How the cells of a column are kept.
  func form(of column: Int) -> ColumnForm { cells(column).form }

  private func cells(_ column: Int) -> Stored {
    if let known = stored[column] { return known }
    let type = types[column].type
    let records = records
    let values = (0..<records.count).lazy.map { records.value(of: column, at: $0) }
    let form = FactColumns.form(of: type, values)
    // Whoever keeps a text asks for its place, which has to be there then.
    if type == .text { for value in values { facts.add(value) } }
    let blocks = (records.count + Column.rows - 1) / Column.rows
    let size = blocks * Column.rows
    let masks = memory.masks(4 * size / 64)
    let numbers = memory.numbers(form.scale == nil ? 1 : 2 * size)
    let cells = Column(
      least: numbers, most: form.scale == nil ? numbers : numbers + size, yes: masks, no: masks + size / 64,
      none: masks + 2 * size / 64, odd: masks + 3 * size / 64, home: -1 - column)
    let codec = ColumnCodec(form: form, type: .value(type), facts: facts)
    let unstated = missing(column)
    let count = Cores.count(for: blocks, atLeast: Self.blocksOfAPiece)
    let pieces = Cores.map(count) { piece in
      (blocks * piece / count..<blocks * (piece + 1) / count).map { block in
        var (isExact, hasOdd) = (true, false)
        for row in block * Column.rows..<min(values.count, (block + 1) * Column.rows) {
          if codec.store(values[row].map { PlanValue(content: .known($0)) } ?? unstated, cells, row) {
            if form.scale != nil, cells.least[row] != cells.most[row] { isExact = false }
          } else {
            hasOdd = true
          }
        }
        return (isExact: isExact, hasOdd: hasOdd)
      }
    }.joined()
    let made = Stored(form: form, column: cells, isExact: pieces.map(\.isExact), hasOdd: pieces.map(\.hasOdd))
    stored[column] = made
    return made
  }

  /// Fewer are put in place sooner than a thread begins.
  private static let blocksOfAPiece = 64

  private func missing(_ column: Int) -> PlanValue { PlanValue(Computed.cell(nil, of: types[column])) }

  /// A cell of a row, or what is known of it where it is blank.
  func value(of column: Int, at row: Int) -> PlanValue {
    records.value(of: column, at: row).map { PlanValue(content: .known($0)) } ?? missing(column)
  }

  /// Takes the cells of some rows into a column.
  ///
  /// - Parameter rows: where they follow one another, a mask begins with the first.
  func load(_ cell: Int, _ rows: BlockSheets, into own: Column) -> Column {
    guard let stored = stored[cell] else { return own }
    return rows.isConsecutive ? block(rows.first / Column.rows, stored) : gathered(stored, rows, own)
  }

  /// A block of cells, as a column that is only read.
  private func block(_ place: Int, _ stored: Stored) -> Column {
    var column = stored.column
    let (rows, words) = (place * Column.rows, place * Column.words)
    if stored.form.scale != nil { (column.least, column.most) = (column.least + rows, column.most + rows) }
    column.yes += words
    column.no += words
    column.none += words
    column.odd += words
    column.isExact = stored.isExact[place]
    column.hasOdd = stored.hasOdd[place]
    return column
  }

  private func gathered(_ stored: Stored, _ rows: BlockSheets, _ own: Column) -> Column {
    let source = stored.column
    var column = own.at(home: source.home)
    column.clearMasks()
    for word in 0..<Column.words { (column.yes[word], column.no[word]) = (0, 0) }
    for row in 0..<rows.count {
      let place = rows[row]
      if stored.form.scale != nil { (column.least[row], column.most[row]) = (source.least[place], source.most[place]) }
      if source.yes.has(place) { column.yes.set(row) }
      if source.no.has(place) { column.no.set(row) }
      if source.none.has(place) { column.none.set(row) }
      if source.odd.has(place) { column.odd.set(row) }
    }
    column.isExact = stored.isExact.allSatisfy(\.self)
    (column.hasNone, column.hasOdd) = (!column.none.isEmpty, !column.odd.isEmpty)
    return column
  }
}
