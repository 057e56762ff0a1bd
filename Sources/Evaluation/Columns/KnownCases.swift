import Planning

/// What a clause came to that is looked at case by case, by what it is worked out from: wherever that is the same, it comes to
/// the same.
final class KnownCases {
  /// A column of which rows are read or written.
  private struct Place {
    let slot: Int
    let form: ColumnForm
  }

  /// A row of a column.
  private struct Cell {
    let masks: Int
    let least: Int
    let most: Int
    let over: Int
  }

  private let leaves: [Place]
  private let outs: [Place]
  /// Of a key: the masks of each leaf, and its numbers.
  private let width: Int
  /// The keys of the rows at hand, by row.
  private let words: UnsafeMutablePointer<Int>

  /// What is remembered, one behind another.
  private var keys: [Int] = []
  private var cells: [Cell] = []
  /// Of cells that are odd.
  private var odds: [Int: PlanValue] = [:]
  private var count = 0
  /// Where a key is found by its hash: its number and one, or the first that is free behind it.
  private var table = [Int32](repeating: 0, count: 2 * most)
  private var asked = 0
  /// For how many rows it was known.
  private(set) var found = 0

  /// So many are remembered, half as many as there is room for in the table.
  private static let most = 4096

  /// - Parameter leaves: what the clause is worked out from, all of which has words.
  init(_ leaves: [Int], _ outs: [Int], _ program: ColumnProgram, _ memory: ColumnMemory) {
    func places(_ slots: [Int]) -> [Place] { slots.map { Place(slot: $0, form: program.forms[$0]) } }
    (self.leaves, self.outs) = (places(leaves), places(outs))
    width = self.leaves.reduce(0) { $0 + 1 + ($1.form.scale != nil ? 3 : $1.form.hasWords ? 1 : 0) }
    words = memory.numbers(width * Column.rows)
  }

  /// Rows are hardly ever alike.
  var isIdle: Bool { asked > 2 * Self.most && found < asked / 16 }

  /// Fills in what is known.
  ///
  /// - Returns: the rows that are to be looked at, of which those that can be remembered are to be kept then.
  func fill(_ rows: RowMask, _ run: ColumnRun) -> (left: RowMask, readable: RowMask) {
    let readable = read(rows, run)
    var left = rows
    readable.each { row in
      asked += 1
      guard let number = number(row).known else { return }
      left = left & ~RowMask.only(row)
      write(number, row, run)
    }
    return (left, readable & left)
  }

  /// Fills in one of the rows that were read, if it is known by now.
  func fill(_ row: Int, _ run: ColumnRun) -> Bool {
    guard let number = number(row).known else { return false }
    write(number, row, run)
    return true
  }

  /// Remembers what one of the rows that were read came to.
  func keep(_ row: Int, _ run: ColumnRun) {
    let (known, free) = number(row)
    if known != nil || count == Self.most { return }
    for place in 0..<width { keys.append(words[row * width + place]) }
    for out in outs {
      let column = run.columns[out.slot]
      // The masks of the column have not been summed up yet.
      if column.odd.has(row) { odds[cells.count] = run.odds[out.slot][row] }
      let (hasWords, isNumber) = (out.form.hasWords, out.form.scale != nil)
      cells.append(
        Cell(
          masks: column.bits(row), least: hasWords ? column.least[row] : 0, most: isNumber ? column.most[row] : 0,
          over: isNumber && column.broken.has(row) ? column.over[row] : 0))
    }
    count += 1
    table[free] = Int32(count)
  }

  private func write(_ number: Int, _ row: Int, _ run: ColumnRun) {
    found += 1
    for (place, out) in outs.enumerated() {
      // Both ends of each number count from now on.
      if out.form.scale != nil { run.columns[out.slot].isExact = false }
      let (cell, column) = (cells[number * outs.count + place], run.columns[out.slot])
      column.put(bits: cell.masks, row)
      if out.form.hasWords { column.least[row] = cell.least }
      if out.form.scale != nil { column.most[row] = cell.most }
      if cell.over != 0 { column.over[row] = cell.over }
      if column.odd.has(row) { run.odds[out.slot][row] = odds[number * outs.count + place] }
    }
  }

  // MARK: Keys

  /// - Returns: the rows of which all leaves have words.
  private func read(_ rows: RowMask, _ run: ColumnRun) -> RowMask {
    var rows = rows
    for leaf in leaves where run.columns[leaf.slot].hasOdd { rows = rows & ~RowMask(run.columns[leaf.slot].odd) }
    var place = 0
    for leaf in leaves {
      let (column, words) = (run.columns[leaf.slot], words + place)
      let most = column.isExact ? column.least : column.most
      let isFlagged = column.hasNone || column.hasMaybe || column.hasDoubt || column.hasBroken
      switch leaf.form {
      case .truth:
        rows.each { words[$0 * width] = isFlagged ? column.bits($0) : column.truthBits($0) }
        place += 1
      case .number:
        rows.each { row in
          words[row * width] = isFlagged ? column.bits(row) : 0
          (words[row * width + 1], words[row * width + 2]) = (column.least[row], most[row])
          words[row * width + 3] = column.hasBroken && column.broken.has(row) ? column.over[row] : 0
        }
        place += 4
      case .grades, .verdict:
        rows.each { row in
          words[row * width] = isFlagged ? column.bits(row) : 0
          words[row * width + 1] = column.least[row]
        }
        place += 2
      case .other: break
      }
    }
    return rows
  }

  /// The number of the key of a row, or where it is to be found.
  private func number(_ row: Int) -> (known: Int?, free: Int) {
    let key = words + row * width
    var hash: UInt64 = 0
    for place in 0..<width {
      hash = (hash ^ UInt64(bitPattern: Int64(key[place]))) &* 0x9E37_79B9_7F4A_7C15
      hash ^= hash &>> 32
    }
    var free = Int(hash & UInt64(table.count - 1))
    while table[free] != 0 {
      let number = Int(table[free]) - 1
      if (0..<width).allSatisfy({ keys[number * width + $0] == key[$0] }) { return (number, free) }
      free = (free + 1) & (table.count - 1)
    }
    return (nil, free)
  }
}

extension Column {
  /// What its masks say of a row, truth in the lowest bits.
  fileprivate func bits(_ row: Int) -> Int {
    truthBits(row) | bit(none, row) << 2 | bit(maybe, row) << 3 | bit(doubt, row) << 4 | bit(broken, row) << 5
      | bit(odd, row) << 6
  }

  fileprivate func truthBits(_ row: Int) -> Int { bit(yes, row) | bit(no, row) << 1 }

  private func bit(_ mask: UnsafeMutablePointer<UInt64>, _ row: Int) -> Int { mask.has(row) ? 1 : 0 }

  fileprivate func put(bits: Int, _ row: Int) {
    for (place, mask) in [yes, no, none, maybe, doubt, broken, odd].enumerated() {
      if bits >> place & 1 != 0 { mask.set(row) } else { mask.clear(row) }
    }
  }
}
