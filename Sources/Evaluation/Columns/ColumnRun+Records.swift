import Model
import Planning
import Quantities

/// What is asked of the records of a sheet: the rows of all sheets of a block are worked out in blocks of their own, and
/// what they come to is put together sheet by sheet.
extension ColumnRun {
  func runRecords(_ step: ColumnProgram.Step, _ query: ColumnProgram.Query) {
    let rows = rowRun(step, query)
    let tally = rows.tally
    tally.begin(query.kind)
    begin(step.slot)
    if isConsecutive { runConsecutive(rows, query) } else { runGathered(rows, query) }
    let ofUnknown = PlanValue(query.kind.ofUnknownRows(nil))
    active.each { row in
      if query.records.counts[sheet(row)] < 0 {
        let ofNone = query.ofNone.map { value(inSlot: $0, row).computed }
        store(ofNone == nil ? ofUnknown : PlanValue(query.kind.ofUnknownRows(ofNone)), step.slot, row)
      } else if tally.isOdd.has(row) {
        store(executed(step, row), step.slot, row)
      } else {
        put(tally, query, step, row)
      }
    }
    note(step.slot)
  }

  /// The rows of a block of the table stand one behind another.
  private func runConsecutive(_ rows: ColumnRun, _ query: ColumnProgram.Query) {
    if count == 0 { return }
    let records = query.records
    let all = records.rows(of: sheet(0)..<sheet(0) + count)
    var (place, taken) = (0, 0)
    for start in stride(from: all.lowerBound, to: all.upperBound, by: Column.rows) {
      let part = start..<min(all.upperBound, start + Column.rows)
      for row in 0..<part.count {
        while taken >= records.counts[sheet(place)] { (place, taken) = (place + 1, 0) }
        rows.parents[row] = place
        taken += 1
      }
      run(rows, query, part, isConsecutive: true)
    }
  }

  private func runGathered(_ rows: ColumnRun, _ query: ColumnProgram.Query) {
    let records = query.records
    var places: [Int] = []
    func work() {
      run(rows, query, places, isConsecutive: false)
      places.removeAll(keepingCapacity: true)
    }
    for row in 0..<count where records.counts[sheet(row)] > 0 {
      let first = records.first(of: sheet(row))
      for place in 0..<records.counts[sheet(row)] {
        rows.parents[places.count] = row
        places.append(first + place)
        if places.count == Column.rows { work() }
      }
    }
    if !places.isEmpty { work() }
  }

  private func run(
    _ rows: ColumnRun, _ query: ColumnProgram.Query, _ places: some Collection<Int>, isConsecutive: Bool
  ) {
    rows.turn(toRows: places, isConsecutive: isConsecutive)
    for step in rows.program.steps { rows.run(step) }
    rows.tally.take(rows, query, rows.count)
  }

  private func rowRun(_ step: ColumnProgram.Step, _ query: ColumnProgram.Query) -> ColumnRun {
    if let known = rowRuns[step.node] { return known }
    let made = ColumnRun(query.program, nil)
    made.outer = self
    rowRuns[step.node] = made
    return made
  }

  /// Takes what a sheet says over into the rows that it has.
  func runOuter(_ step: ColumnProgram.Step, _ slot: Int) {
    begin(step.slot)
    guard let outer else { return }
    let (source, out) = (outer.columns[slot], columns[step.slot])
    let most = source.isExact ? source.least : source.most
    for row in 0..<count {
      let parent = parents[row]
      if source.odd.has(parent) && source.hasOdd || source.hasBroken && source.broken.has(parent) {
        store(outer.value(inSlot: slot, parent), step.slot, row)
        continue
      }
      if step.form.hasWords { out.least[row] = source.least[parent] }
      if step.form.scale != nil { out.most[row] = most[parent] }
      if step.form == .truth {
        out.yes.clear(row)
        out.no.clear(row)
        if source.yes.has(parent) { out.yes.set(row) }
        if source.no.has(parent) { out.no.set(row) }
      }
      if source.none.has(parent) { out.none.set(row) }
      if source.maybe.has(parent) { out.maybe.set(row) }
      if source.doubt.has(parent) { out.doubt.set(row) }
    }
    if step.form == .other { active.each { store(outer.value(inSlot: slot, parents[$0]), step.slot, $0) } }
    note(step.slot)
  }

  /// What the rows of a sheet come to.
  private func put(_ tally: RecordTally, _ query: ColumnProgram.Query, _ step: ColumnProgram.Step, _ row: Int) {
    let (sure, open) = (tally.sure[row], tally.open[row])
    let out = columns[step.slot]
    func put(_ least: Int, _ most: Int) {
      if Self.isBeyond(least) || Self.isBeyond(most) {
        store(executed(step, row), step.slot, row)
      } else {
        (out.least[row], out.most[row]) = (least, most)
      }
    }
    switch query.kind {
    case .any, .every:
      let (decides, other) = query.kind == .any ? (out.yes, out.no) : (out.no, out.yes)
      decides.clear(row)
      other.clear(row)
      if sure > 0 { decides.set(row) } else if open == 0 { other.set(row) }
      return
    case .count:
      put(sure * query.factor, (sure + open) * query.factor)
      return
    case .sum, .greatest, .least, .average: break
    }
    let unknown = (-Column.infinity, Column.infinity)
    if sure == 0, query.kind != .sum {
      if let ofNone = query.ofNone {
        store(open == 0 ? PlanValue(value(inSlot: ofNone, row).computed) : executed(step, row), step.slot, row)
      } else if open == 0 {
        (out.least[row], out.most[row]) = unknown
      } else {
        store(PlanValue(Computed.doubtful), step.slot, row)
      }
      return
    }
    if query.isOfDates, tally.exact[row] > 0, tally.exact[row] < sure || open > 0 {
      store(PlanValue(Computed.doubtful), step.slot, row)
      return
    }
    if tally.isUnknown.has(row) {
      (out.least[row], out.most[row]) = unknown
      return
    }
    func scaled(_ number: Int) -> Int {
      if abs(number) == Column.infinity { return number }
      if Self.isBeyond(number) { return .max }
      return Self.grown(number, query.factor)
    }
    switch query.kind {
    case .greatest: put(scaled(tally.least[row]), scaled(max(tally.most[row], tally.openMost[row])))
    case .least: put(scaled(min(tally.least[row], tally.openLeast[row])), scaled(tally.most[row]))
    case .sum, .any, .every, .count:
      put(
        tally.isOpenBelow.has(row) ? -Column.infinity : scaled(tally.least[row]),
        tally.isOpenAbove.has(row) ? Column.infinity : scaled(tally.most[row]))
    case .average:
      let least = tally.isOpenBelow.has(row) ? -Column.infinity : scaled(tally.least[row])
      let most = tally.isOpenAbove.has(row) ? Column.infinity : scaled(tally.most[row])
      func mean(_ sum: Int) -> Int? {
        if abs(sum) == Column.infinity { return sum }
        return sum.isMultiple(of: sure) ? sum / sure : nil
      }
      if let low = mean(least), let high = mean(most) {
        let hasOpen = open > 0
        put(
          hasOpen ? min(low, scaled(tally.openLeast[row])) : low,
          hasOpen ? max(high, scaled(tally.openMost[row])) : high)
      } else if least == most, open == 0, !Self.isBeyond(least) {
        (out.least[row], out.most[row], out.over[row]) = (least, least, sure)
        out.broken.set(row)
      } else {
        store(executed(step, row), step.slot, row)
      }
    }
  }
}

/// What the rows of each sheet of a block come to so far.
final class RecordTally {
  /// Rows that count, and rows that may; of 任一 and 所有, those that decide, and those that are open.
  let sure: UnsafeMutablePointer<Int>
  let open: UnsafeMutablePointer<Int>
  /// Of the cells of the rows that count; exact ones are counted.
  let least: UnsafeMutablePointer<Int>
  let most: UnsafeMutablePointer<Int>
  let exact: UnsafeMutablePointer<Int>
  /// Of the cells of rows that may count.
  let openLeast: UnsafeMutablePointer<Int>
  let openMost: UnsafeMutablePointer<Int>
  let isOpenBelow: UnsafeMutablePointer<UInt64>
  let isOpenAbove: UnsafeMutablePointer<UInt64>
  /// Of a cell nothing is known.
  let isUnknown: UnsafeMutablePointer<UInt64>
  /// A row fails, or may, or is no matter of machine words.
  let isOdd: UnsafeMutablePointer<UInt64>
  private let memory = ColumnMemory()

  init() {
    (sure, open, exact) = (memory.numbers(), memory.numbers(), memory.numbers())
    (least, most) = (memory.numbers(), memory.numbers())
    (openLeast, openMost) = (memory.numbers(), memory.numbers())
    (isOpenBelow, isOpenAbove) = (memory.masks(), memory.masks())
    (isUnknown, isOdd) = (memory.masks(), memory.masks())
  }

  func begin(_ kind: RowQuery.Kind) {
    let isExtreme = kind == .greatest || kind == .least
    let start = kind == .greatest ? -Column.infinity : Column.infinity
    for counts in [sure, open, exact] { counts.update(repeating: 0, count: Column.rows) }
    for mask in [isOpenBelow, isOpenAbove, isUnknown, isOdd] { RowMask.none.store(mask) }
    if kind == .any || kind == .every || kind == .count { return }
    for sums in [least, most] { sums.update(repeating: isExtreme ? start : 0, count: Column.rows) }
    openLeast.update(repeating: Column.infinity, count: Column.rows)
    openMost.update(repeating: -Column.infinity, count: Column.rows)
  }

  /// Adds a block of rows.
  func take(_ rows: ColumnRun, _ query: ColumnProgram.Query, _ count: Int) {
    let (all, parents) = (RowMask(first: count), rows.parents)
    var (yes, no, odd) = (all, RowMask.none, RowMask.none)
    if let passes = query.passes.map({ rows.columns[$0] }) {
      (yes, no) = (RowMask(passes.yes) & all, RowMask(passes.no) & all)
      if passes.hasOdd { odd = odd | RowMask(passes.odd) }
      if passes.hasDoubt { odd = odd | RowMask(passes.doubt) }
    }
    let maybe = all & ~(yes | no)
    let cell = query.cell.map { rows.columns[$0] }
    if let cell {
      if cell.hasOdd { odd = odd | RowMask(cell.odd) & ~no }
      if cell.hasDoubt { odd = odd | RowMask(cell.doubt) & ~no }
      if cell.hasBroken { odd = odd | RowMask(cell.broken) & ~no }
    }
    (odd & all).each { isOdd.set(parents[$0]) }
    let counted = query.kind == .every ? no : yes
    counted.each { sure[parents[$0]] += 1 }
    maybe.each { open[parents[$0]] += 1 }
    if query.kind == .any || query.kind == .every || query.kind == .count { return }
    guard let cell else { return }
    let high = cell.isExact ? cell.least : cell.most
    yes.each { add(query.kind, cell.least[$0], high[$0], to: parents[$0]) }
    maybe.each { addOpen(query.kind, cell.least[$0], high[$0], to: parents[$0]) }
  }

  private func add(_ kind: RowQuery.Kind, _ low: Int, _ high: Int, to row: Int) {
    if low == high { exact[row] += 1 }
    if low == -Column.infinity, high == Column.infinity { isUnknown.set(row) }
    switch kind {
    case .greatest: (least[row], most[row]) = (max(least[row], low), max(most[row], high))
    case .least: (least[row], most[row]) = (min(least[row], low), min(most[row], high))
    case .sum, .average, .any, .every, .count: sum(low, high, to: row)
    }
  }

  private func addOpen(_ kind: RowQuery.Kind, _ low: Int, _ high: Int, to row: Int) {
    if low == -Column.infinity, high == Column.infinity { isUnknown.set(row) }
    (openLeast[row], openMost[row]) = (min(openLeast[row], low), max(openMost[row], high))
    if kind == .sum { sum(min(low, 0), max(high, 0), to: row) }
  }

  private func sum(_ low: Int, _ high: Int, to row: Int) {
    if low == -Column.infinity { isOpenBelow.set(row) } else { least[row] += low }
    if high == Column.infinity { isOpenAbove.set(row) } else { most[row] += high }
    // Too many of them are no matter of machine words.
    if abs(least[row]) > Column.limit || abs(most[row]) > Column.limit { isOdd.set(row) }
  }
}
