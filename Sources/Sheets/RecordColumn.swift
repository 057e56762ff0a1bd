import Quantities

/// The records of one column, gathered from the rows of its companions and from what sheets say themselves.
struct RecordColumn {
  /// What the sheets themselves say.
  private let own: CellColumn
  /// By sheet; nil for one of which only it has said something itself.
  private var states: [RecordState?]
  /// In the order in which they were met.
  let rows: SheetColumnsDraft
  /// The sheets to which the rows belong.
  private var owners: [Int32] = []

  init(_ own: CellColumn, _ count: Int) {
    self.own = own
    states = [RecordState?](repeating: nil, count: count)
    rows = SheetColumnsDraft(rowsOf: own.type)
  }

  /// Takes up what a sheet says itself, before anything is added to it. No row may have been written ahead.
  mutating func open(_ sheet: Int) {
    if states[sheet] != nil { return }
    let cell = own[sheet]
    var state = RecordState()
    _ = state.add(RecordState.Said(cell))
    states[sheet] = state
    keep(cell, of: sheet)
  }

  private mutating func keep(_ cell: Cell, of sheet: Int) {
    guard case .value(.records(let list)) = cell else { return }
    for row in list {
      rows.write(row)
      accept(sheet)
    }
  }

  /// Goes on behind a record that has been written ahead.
  private mutating func accept(_ sheet: Int) {
    rows.accept()
    owners.append(Int32(sheet))
  }

  /// Adds what a row says to the records of a sheet that is open. A record has been written ahead.
  ///
  /// - Returns: false for records where there are none, or the other way round.
  mutating func add(_ said: RecordState.Said, to sheet: Int) -> Bool {
    guard var state = states[sheet] else { return true }
    let fits = state.add(said)
    states[sheet] = state
    if said != .records { return fits }
    if fits { accept(sheet) } else { rows.clear() }
    return fits
  }

  /// All of it. Nothing can be added any more.
  ///
  /// - Parameter isSuspect: whether records of a sheet may have been lost.
  mutating func column(_ isSuspect: (Int) -> Bool) -> CellColumn {
    for sheet in states.indices where states[sheet] == nil { keep(own[sheet], of: sheet) }
    var counts = [Int](repeating: 0, count: states.count)
    for sheet in owners { counts[Int(sheet)] += 1 }
    var ends: [Int] = []
    let words = counts.enumerated().map { sheet, count -> WordPlane.Content in
      ends.append((ends.last ?? 0) + count)
      if isSuspect(sheet) { return .mark(.unreadable) }
      if let state = states[sheet] {
        if !state.isWhole { return .mark(.unreadable) }
        return state.hasRecords == nil ? .mark(.missing) : .number(sheet)
      }
      if case .mark(let mark) = own.words[sheet] { return .mark(mark) }
      return .number(sheet)
    }
    let order = order(ends)
    let columns = SheetColumnsDraft.columns(joining: [rows])
    return CellColumn(
      own.type, words, of: RecordLists(order.map { order in columns.map { $0.selecting(order) } } ?? columns, ends))
  }

  /// The rows of one sheet after those of another; nil where they stand so.
  ///
  /// - Parameter ends: of each sheet behind its last row.
  private func order(_ ends: [Int]) -> [Int]? {
    if zip(owners, owners.dropFirst()).allSatisfy({ $0 <= $1 }) { return nil }
    var places = [0] + ends.dropLast()
    var order = [Int](repeating: 0, count: owners.count)
    for (row, sheet) in owners.enumerated() {
      order[places[Int(sheet)]] = row
      places[Int(sheet)] += 1
    }
    return order
  }
}
