import Planning

/// What one node gave for all sheets, block after block.
struct StoredColumn {
  let form: ColumnForm
  /// By block and row.
  private(set) var odds: [[Int: PlanValue]]
  private var blocks: [Column]
  private let memory = ColumnMemory()

  init(_ form: ColumnForm, blocks count: Int) {
    self.form = form
    odds = [[Int: PlanValue]](repeating: [:], count: count)
    let memory = memory
    blocks = (0..<count).map { _ in memory.column(form, home: 0) }
  }

  /// A block, for a column whose odd values are found under a home.
  func column(_ block: Int, home: Int) -> Column { blocks[block].at(home: home) }

  /// Takes over what a run has found for the rows of a block that it was asked for.
  mutating func store(_ run: ColumnRun, _ slot: Int, _ block: Int) {
    let (from, rows) = (run.columns[slot], run.active)
    var to = blocks[block]
    let isWhole = rows == RowMask(first: run.count)
    func take(_ new: UnsafeMutablePointer<UInt64>, _ isThere: Bool, _ old: UnsafeMutablePointer<UInt64>) -> Bool {
      let mask = RowMask(old) & ~rows | (isThere ? RowMask(new) & rows : .none)
      mask.store(old)
      return !mask.isEmpty
    }
    if form == .truth {
      _ = take(from.yes, true, to.yes)
      _ = take(from.no, true, to.no)
    }
    to.hasNone = take(from.none, from.hasNone, to.none)
    to.hasMaybe = take(from.maybe, from.hasMaybe, to.maybe)
    to.hasDoubt = take(from.doubt, from.hasDoubt, to.doubt)
    to.hasBroken = take(from.broken, from.hasBroken, to.broken)
    to.hasOdd = take(from.odd, from.hasOdd, to.odd)
    if from.hasBroken { (RowMask(from.broken) & rows).each { to.over[$0] = from.over[$0] } }
    if form.hasWords {
      let most = from.isExact ? from.least : from.most
      if isWhole {
        to.least.update(from: from.least, count: Column.rows)
        if form.scale != nil { to.most.update(from: most, count: Column.rows) }
      } else {
        rows.each { to.least[$0] = from.least[$0] }
        if form.scale != nil { rows.each { to.most[$0] = most[$0] } }
      }
    }
    to.isExact = from.isExact && (isWhole || to.isExact)
    blocks[block] = to
    if !odds[block].isEmpty { rows.each { odds[block][$0] = nil } }
    if from.hasOdd { (RowMask(from.odd) & rows).each { odds[block][$0] = run.value(inSlot: slot, $0) } }
  }

  /// The rows of a block in which a run has found something else, in the same form.
  func differences(_ run: ColumnRun, _ slot: Int, _ block: Int) -> RowMask {
    let (old, new) = (blocks[block], run.columns[slot])
    func mask(_ mask: UnsafeMutablePointer<UInt64>, _ isThere: Bool) -> RowMask { isThere ? RowMask(mask) : .none }
    let (odd, none) = (mask(new.odd, new.hasOdd), mask(new.none, new.hasNone))
    var changed = RowMask(old.none) ^ none
    changed = changed | (RowMask(old.maybe) ^ mask(new.maybe, new.hasMaybe))
    changed = changed | (RowMask(old.doubt) ^ mask(new.doubt, new.hasDoubt))
    changed = changed | (RowMask(old.broken) ^ mask(new.broken, new.hasBroken))
    if form == .truth {
      changed = changed | ((RowMask(old.yes) ^ RowMask(new.yes)) | (RowMask(old.no) ^ RowMask(new.no))) & ~none
    }
    if form.hasWords {
      let (oldMost, newMost) = (old.most, new.isExact ? new.least : new.most)
      let hasEnds = form.scale != nil
      changed =
        changed
        | RowMask { old.least[$0] != new.least[$0] || hasEnds && oldMost[$0] != newMost[$0] } & ~none
      mask(new.broken, new.hasBroken).each { if old.over[$0] != new.over[$0] { changed.insert($0) } }
    }
    changed = (changed & ~odd) | (RowMask(old.odd) ^ odd)
    (odd & run.active).each { row in
      if odds[block][row] != run.value(inSlot: slot, row) { changed.insert(row) }
    }
    return changed
  }
}

extension ColumnRun {
  /// Puts columns in place that are not worked out, by node.
  func take(_ stored: [Int: StoredColumn], _ block: Int) {
    for (node, column) in stored {
      guard let slot = program.slots[node] else { continue }
      columns[slot] = column.column(block, home: slot)
      odds[slot] = column.odds[block]
    }
  }
}
