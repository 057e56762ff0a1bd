import Planning
import Quantities

/// Clauses that are looked at case by case, as ``Execution`` does it: what a subject may be is divided, and each part is
/// assumed in turn, in all rows of the block at once in which the subject is open in the same way. Rows that are odd there,
/// or too many in kind, are left to the executor.
extension ColumnRun {
  /// Of one subject at a time; where there are more, rows go their own way.
  private static let mostKinds = 16
  /// What assumptions in one block may cost, those within others too; beyond, the executor takes less, which remembers.
  private static let mostWork = 256

  func runCases(_ step: ColumnProgram.Step, _ cases: ColumnProgram.Cases) {
    let slots = step.operands.map(\.slot)
    let outs = cases.values.isEmpty ? [step.slot] : cases.values
    var open = RowMask.none
    for subject in cases.subjects { open = open | openRows(subject.slot) }
    open = open & active & divisibleRows(slots, cases.deciding)
    if open.isEmpty {
      for (slot, out) in zip(slots, outs) { columns[out] = columns[slot] }
      return
    }
    for (slot, out) in zip(slots, outs) {
      begin(out)
      follow(slot, in: out)
    }
    let isOutermost = pinned.isEmpty
    if isOutermost { caseWork = 0 }
    let known = isOutermost ? knownCases(step, outs) : nil
    let (left, readable) = known?.fill(open, self) ?? (open, .none)
    if !left.isEmpty {
      let stuck = divide(cases, left, slots, outs)
      (readable & ~stuck).each { known?.keep($0, self) }
      stuck.each { row in
        if let known, readable.has(row), known.fill(row, self) { return }
        let value = executed(step, row)
        if case .bundle(let values) = value.content {
          for (out, value) in zip(outs, values) { store(value, out, row) }
        } else {
          store(value, outs[0], row)
        }
        if readable.has(row) { known?.keep(row, self) }
      }
    }
    for out in outs { note(out) }
  }

  /// What is remembered of a clause; nil where that is of no use.
  private func knownCases(_ step: ColumnProgram.Step, _ outs: [Int]) -> KnownCases? {
    if let known = known[step.slot] { return known.isIdle ? nil : known }
    guard let leaves = program.leaves[step.slot] else { return nil }
    let made = KnownCases(leaves, outs, program, memory)
    known[step.slot] = made
    return made
  }

  /// Divides the cases of some rows.
  ///
  /// - Returns: the rows that are left to the executor.
  private func divide(
    _ cases: ColumnProgram.Cases, _ rows: RowMask, _ slots: [Int], _ outs: [Int]
  ) -> RowMask {
    var dividing = Dividing(slots: slots, outs: outs, deciding: cases.deciding)
    var left = Primitive.Cases.limit
    divide(cases.subjects[...], rows, &dividing, &left)
    if caseWork <= Self.mostWork { return dividing.stuck }
    // Within other cases nothing counts any more.
    return pinned.isEmpty ? rows : .none
  }

  /// A clause while it is divided.
  private struct Dividing {
    let slots: [Int]
    let outs: [Int]
    let deciding: Int
    /// Rows of which something is known already.
    var seen = RowMask.none
    /// Rows that are left to the executor.
    var stuck = RowMask.none
  }

  /// Adds to what is known of some rows what the cases of the subjects come to.
  private func divide(
    _ subjects: ArraySlice<ColumnProgram.Cases.Subject>, _ rows: RowMask, _ dividing: inout Dividing, _ left: inout Int
  ) {
    var (rest, subjects) = (rows & divisibleRows(dividing.slots, dividing.deciding), subjects)
    var ready = rows & ~rest
    var leastLeft = left
    while !rest.isEmpty, let subject = subjects.popFirst() {
      let open = rest & openRows(subject.slot)
      if open.isEmpty { continue }
      for kind in kinds(subject, open, &dividing) {
        guard let cells = kind.cells, cells.count > 1 else { continue }
        rest = rest & ~kind.rows
        var remaining = left - cells.count
        caseWork += cells.count * subject.work
        if remaining < 0 || caseWork > Self.mostWork {
          dividing.stuck = dividing.stuck | kind.rows
          continue
        }
        for cell in cells where remaining >= 0 {
          supposing(subject, cell, in: kind.rows) { divide(subjects, kind.rows, &dividing, &remaining) }
        }
        if remaining < 0 { dividing.stuck = dividing.stuck | kind.rows }
        leastLeft = min(leastLeft, remaining)
      }
      rest = rest & ~dividing.stuck
    }
    left = leastLeft
    ready = ready | rest
    if ready.isEmpty { return }
    for (slot, out) in zip(dividing.slots, dividing.outs) {
      replace(out, by: slot, in: ready & ~dividing.seen)
      join(out, slot, in: ready & dividing.seen)
    }
    dividing.seen = dividing.seen | ready
  }

  // MARK: Subjects

  /// Rows in which a subject is open in the same way.
  private struct Kind {
    var rows: RowMask
    let first: Int
    /// What it may be; nil where it cannot be divided.
    let cells: [Computed]?
  }

  /// - Parameter rows: in which it is open.
  private func kinds(
    _ subject: ColumnProgram.Cases.Subject, _ rows: RowMask, _ dividing: inout Dividing
  ) -> [Kind] {
    let (slot, column, form) = (subject.slot, columns[subject.slot], program.forms[subject.slot])
    var plain = rows & ~RowMask(column.none)
    if column.hasOdd { plain = plain & ~RowMask(column.odd) }
    // What is the same for all sheets has no step that could work out again what hangs on it.
    if program.nodes[slot] < 0 { plain = .none }
    for cut in subject.cuts {
      if columns[cut].hasOdd { plain = plain & ~RowMask(columns[cut].odd) }
      if columns[cut].hasBroken { plain = plain & ~RowMask(columns[cut].broken) }
    }
    var kinds: [Kind] = []
    let varied = (form.hasWords ? [slot] : []) + subject.cuts.filter { program.nodes[$0] >= 0 }
    let compared = varied.map { columns[$0] }
    plain.each { row in
      func isAlike(_ kind: Kind) -> Bool {
        if column.doubt.has(kind.first) != column.doubt.has(row) { return false }
        for column in compared {
          if column.least[kind.first] != column.least[row] { return false }
          if !column.isExact, column.most[kind.first] != column.most[row] { return false }
        }
        return true
      }
      if let place = kinds.firstIndex(where: isAlike) {
        kinds[place].rows.insert(row)
      } else if kinds.count == Self.mostKinds {
        plain = plain & ~RowMask.only(row)
      } else {
        let cells = value(inSlot: slot, row).computed.cells(
          subject.cases.type, isOnlyEqualed: subject.cases.isOnlyEqualed,
          cuts: { subject.cuts.map { value(inSlot: $0, row).computed } })
        kinds.append(Kind(rows: .only(row), first: row, cells: cells))
      }
    }
    dividing.stuck = dividing.stuck | rows & ~plain
    return kinds
  }

  /// Works something out with one part of a subject taken for granted in some rows; then all is as it was.
  private func supposing(
    _ subject: ColumnProgram.Cases.Subject, _ cell: Computed, in rows: RowMask, _ body: () -> Void
  ) {
    let slot = subject.slot
    let steps = subject.dependents.compactMap { program.stepOf[$0] }.map { program.steps[$0] }.filter {
      !pinned.contains($0.node)
    }
    let kept = (active, pinned, spare.used, columns[slot], odds[slot])
    let changed = steps.flatMap { [$0.slot] + (program.parts[$0.slot] ?? []) }
    let before = changed.map { ($0, columns[$0], own[$0], odds[$0]) }
    defer {
      for (slot, column, memory, values) in before {
        (columns[slot], own[slot], odds[slot]) = (column, memory, values)
      }
      (active, pinned, spare.used, columns[slot], odds[slot]) = kept
    }
    columns[slot] = spareColumn(home: slot)
    odds[slot] = [:]
    let column = columns[slot]
    column.none.update(repeating: 0, count: 5 * Column.words)
    store(PlanValue(cell), slot, in: rows)
    for slot in changed { own[slot] = spareColumn(home: slot) }
    active = rows
    pinned.insert(program.nodes[slot])
    for step in steps { run(step) }
    body()
  }

  /// Puts a value into some rows of a column that is empty.
  private func store(_ value: PlanValue, _ slot: Int, in rows: RowMask) {
    guard let first = rows.first else { return }
    store(value, slot, first)
    let column = columns[slot]
    if column.odd.has(first) {
      rows.each { store(value, slot, $0) }
    } else {
      for mask in [column.yes, column.no, column.none, column.maybe, column.doubt] {
        (mask.has(first) ? rows : .none).store(mask)
      }
      if program.forms[slot].hasWords {
        column.least.update(repeating: column.least[first], count: Column.rows)
        if program.forms[slot].scale != nil {
          column.most.update(repeating: column.most[first], count: Column.rows)
        }
      }
    }
    note(slot)
  }

  private func spareColumn(home: Int) -> Column {
    if spare.used == spare.columns.count { spare.columns.append(memory.column(.number(scale: 1), home: 0)) }
    spare.used += 1
    return spare.columns[spare.used - 1].at(home: home)
  }

  // MARK: Rows

  /// Where a clause may be divided: it is not settled, and does not fail whatever the case is.
  private func divisibleRows(_ slots: [Int], _ deciding: Int) -> RowMask {
    var settled = RowMask.all
    for slot in slots.prefix(deciding) { settled = settled & settledRows(slot) }
    var rows = ~settled
    if columns[slots[0]].hasOdd {
      (RowMask(columns[slots[0]].odd) & rows).each { row in
        let first = value(inSlot: slots[0], row)
        if first.error != nil, first.isSettled { rows = rows & ~RowMask.only(row) }
      }
    }
    return rows
  }

  /// Where a value is known, of the rows in which there is one; odd rows aside.
  private func knownRows(_ slot: Int) -> RowMask {
    let column = columns[slot]
    switch program.forms[slot] {
    case .truth: return RowMask(column.yes) | RowMask(column.no)
    case .number: return column.isExact ? .all : RowMask { column.least[$0] == column.most[$0] }
    case .grades: return RowMask { column.least[$0].nonzeroBitCount <= 1 }
    case .verdict: return .all
    case .other: return .none
    }
  }

  /// Where nothing more can be found out by dividing the case.
  func settledRows(_ slot: Int) -> RowMask {
    let column = columns[slot]
    var rows = knownRows(slot)
    if column.hasMaybe { rows = rows & ~RowMask(column.maybe) }
    if column.hasDoubt { rows = rows & ~RowMask(column.doubt) }
    if column.hasNone { rows = rows | RowMask(column.none) }
    return byValue(slot, rows, \.isSettled)
  }

  /// Where a subject may be divided.
  func openRows(_ slot: Int) -> RowMask {
    let column = columns[slot]
    var rows = ~knownRows(slot)
    if column.hasDoubt { rows = rows | RowMask(column.doubt) }
    if column.hasNone { rows = rows | RowMask(column.none) }
    return byValue(slot, rows) { value in
      switch value.computed {
      case .known, .failed: false
      case .between, .unknown, .doubtful: true
      }
    }
  }

  /// Rows, those among them that are odd by what is said of their values.
  private func byValue(_ slot: Int, _ rows: RowMask, _ test: (PlanValue) -> Bool) -> RowMask {
    guard columns[slot].hasOdd else { return rows }
    let odd = RowMask(columns[slot].odd)
    var rows = rows & ~odd
    (odd & active).each { if test(value(inSlot: slot, $0)) { rows.insert($0) } }
    return rows
  }
}
