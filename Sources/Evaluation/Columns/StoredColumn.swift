import Planning

/// What one node gave for all sheets, block after block.
struct StoredColumn {
  let form: ColumnForm
  /// By block and row.
  private(set) var odds: [[Int: PlanValue]]
  private let blocks: Int
  /// Of the first block; those of the others follow.
  private let first: Column
  private var isExact: [Bool]
  private var hasNone: [Bool]
  private let memory = ColumnMemory()

  init(_ form: ColumnForm, blocks: Int) {
    (self.form, self.blocks) = (form, blocks)
    odds = [[Int: PlanValue]](repeating: [:], count: blocks)
    (isExact, hasNone) = ([Bool](repeating: true, count: blocks), [Bool](repeating: false, count: blocks))
    let (rows, words) = (max(1, blocks) * Column.rows, max(1, blocks) * Column.words)
    let hasNumbers = form.scale != nil || form == .grades
    let masks = memory.masks(4 * words)
    let numbers = memory.numbers(hasNumbers ? 2 * rows : 1)
    first = Column(
      least: numbers, most: hasNumbers ? numbers + rows : numbers, yes: masks, no: masks + words,
      none: masks + 2 * words, odd: masks + 3 * words, home: 0)
  }

  private var hasNumbers: Bool { form.scale != nil || form == .grades }

  /// A block, for a column whose odd values are found under a home.
  func column(_ block: Int, home: Int) -> Column {
    var column = first.at(home: home)
    if hasNumbers {
      (column.least, column.most) = (column.least + block * Column.rows, column.most + block * Column.rows)
    }
    let words = block * Column.words
    (column.yes, column.no) = (column.yes + words, column.no + words)
    (column.none, column.odd) = (column.none + words, column.odd + words)
    (column.isExact, column.hasNone, column.hasOdd) = (isExact[block], hasNone[block], !odds[block].isEmpty)
    return column
  }

  /// Takes over what a run has found for the rows of a block that it was asked for.
  mutating func store(_ run: ColumnRun, _ slot: Int, _ block: Int) {
    let (from, to) = (run.columns[slot], column(block, home: slot))
    let isWhole = run.active == RowMask(first: run.count)
    for word in 0..<Column.words {
      let rows = run.active.words[word]
      func take(_ new: UInt64, _ old: inout UInt64) { old = (old & ~rows) | (new & rows) }
      take(from.yes[word], &to.yes[word])
      take(from.no[word], &to.no[word])
      take(from.none[word], &to.none[word])
      take(from.hasOdd ? from.odd[word] : 0, &to.odd[word])
    }
    if hasNumbers {
      let most = from.isExact ? from.least : from.most
      if isWhole {
        to.least.update(from: from.least, count: Column.rows)
        to.most.update(from: most, count: Column.rows)
      } else {
        run.active.each { (to.least[$0], to.most[$0]) = (from.least[$0], most[$0]) }
      }
    }
    isExact[block] = from.isExact && (isWhole || isExact[block])
    hasNone[block] = !to.none.isEmpty
    if !odds[block].isEmpty { run.active.each { odds[block][$0] = nil } }
    if from.hasOdd {
      RowMask(from.odd).intersection(run.active).each { odds[block][$0] = run.value(inSlot: slot, $0) }
    }
  }

  /// The rows of a block in which a run has found something else, in the same form.
  func differences(_ run: ColumnRun, _ slot: Int, _ block: Int) -> RowMask {
    let (old, new) = (column(block, home: slot), run.columns[slot])
    let rows = new.hasOdd ? RowMask(new.odd) : .none
    var changed = RowMask.none
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: Column.words) { buffer in
      guard let mask = buffer.baseAddress else { return }
      for word in 0..<Column.words {
        let odd = new.hasOdd ? new.odd[word] : 0
        let values = form == .truth ? (old.yes[word] ^ new.yes[word]) | (old.no[word] ^ new.no[word]) : 0
        let isOther = (old.none[word] ^ new.none[word]) | (values & ~new.none[word])
        mask[word] = (isOther & ~odd) | (old.odd[word] ^ odd)
      }
      if hasNumbers {
        let most = new.isExact ? new.least : new.most
        for row in 0..<Column.rows where old.least[row] != new.least[row] || old.most[row] != most[row] {
          mask.set(row)
        }
      }
      changed = RowMask(mask)
    }
    rows.intersection(run.active).each { row in
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
