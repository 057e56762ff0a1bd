import Planning
import Quantities

/// Clauses that are looked at case by case, as ``Execution`` does it: a truth that is open is taken to hold, and then not
/// to hold, in all rows of the block at once. Rows whose subjects are divided otherwise are left to the executor.
extension ColumnRun {
  /// So many open truths cannot reach ``Planning/Primitive/Cases/limit``.
  private static let mostOpen = 7

  func runCases(_ step: ColumnProgram.Step, _ deciding: Int, _ subjects: [Int]) {
    let slots = step.operands.map(\.slot)
    var unsettled = RowMask.none
    active.each { row in
      if isDivisible(slots, deciding, row), subjects.contains(where: { isOpen($0, row) }) { unsettled.insert(row) }
    }
    let isAlone = step.operands.count == 1
    if unsettled.isEmpty, isAlone {
      columns[step.slot] = columns[slots[0]]
      return
    }
    var divided: [Int: [PlanValue]] = [:]
    var inColumns = RowMask.none
    unsettled.each { row in
      let open = subjects.filter { isOpen($0, row) }
      if open.count <= Self.mostOpen, open.allSatisfy({ isPlainTruth($0, row) }) {
        inColumns.insert(row)
      } else {
        let value = remembered(step, row)
        if case .bundle(let values) = value.content { divided[row] = values } else { divided[row] = [value] }
      }
    }
    if !inColumns.isEmpty {
      let places = program.program.dependents[step.node] ?? []
      let found = divide(zip(subjects, places).map { ($0, $1) }[...], inColumns, slots, deciding, step)
      divided.merge(found) { $1 }
    }
    begin(step)
    if isAlone { follow(slots[0], step) }
    for (row, values) in divided {
      store(isAlone ? values[0] : PlanValue(content: .bundle(values)), step.slot, row)
    }
    note(step.slot)
  }

  /// What the executor gives for a row; once for all rows in which all is the same that the clause is worked out from.
  private func remembered(_ step: ColumnProgram.Step, _ row: Int) -> PlanValue {
    guard let key = key(of: step, row) else { return executed(step, row) }
    if let value = known[step.slot]?[key] { return value }
    let value = executed(step, row)
    if known[step.slot, default: [:]].count < Self.mostKnown { known[step.slot]?[key] = value }
    return value
  }

  private static let mostKnown = 4096

  /// The leaves of a clause in a row; nil where one of them is odd.
  private func key(of step: ColumnProgram.Step, _ row: Int) -> [Int]? {
    guard pinned.isEmpty, let leaves = program.leaves[step.slot] else { return nil }
    var key: [Int] = []
    key.reserveCapacity(2 * leaves.count)
    for slot in leaves {
      let column = columns[slot]
      if column.hasOdd, column.odd.has(row) { return nil }
      switch program.forms[slot] {
      case .truth: key.append(column.none.has(row) ? 3 : column.yes.has(row) ? 1 : column.no.has(row) ? 0 : 2)
      case .number:
        key.append(column.least[row])
        key.append(column.isExact ? column.least[row] : column.most[row])
      case .grades: key.append(column.least[row])
      case .other: return nil
      }
    }
    return key
  }

  /// What a clause comes to in some rows.
  private func divide(
    _ subjects: ArraySlice<(slot: Int, dependents: [Int])>, _ rows: RowMask, _ slots: [Int], _ deciding: Int,
    _ step: ColumnProgram.Step
  ) -> [Int: [PlanValue]] {
    var (found, rest, subjects) = ([Int: [PlanValue]](), RowMask.none, subjects)
    rows.each { row in
      if isDivisible(slots, deciding, row) {
        rest.insert(row)
      } else {
        found[row] = slots.map { value(inSlot: $0, row) }
      }
    }
    while !rest.isEmpty, let (slot, dependents) = subjects.popFirst() {
      var open = RowMask.none
      rest.each { if isOpen(slot, $0) { open.insert($0) } }
      if open.isEmpty { continue }
      rest.subtract(open)
      for truth in [true, false] {
        let inner = supposing(slot, truth, in: open, dependents) {
          divide(subjects, open, slots, deciding, step)
        }
        for (row, values) in inner {
          guard let known = found[row] else {
            found[row] = values
            continue
          }
          found[row] = zip(known, zip(values, slots)).map { $0.joined($1.0, program.types[$1.1]) }
        }
      }
    }
    rest.each { row in found[row] = slots.map { value(inSlot: $0, row) } }
    return found
  }

  /// Works something out with a truth taken for granted in some rows; then all is as it was.
  private func supposing<Result>(
    _ slot: Int, _ truth: Bool, in rows: RowMask, _ dependents: [Int], _ body: () -> Result
  ) -> Result {
    let node = program.nodes[slot]
    let steps = dependents.compactMap { program.stepOf[$0] }.map { program.steps[$0] }.filter {
      !pinned.contains($0.node)
    }
    let kept = (active, pinned, spare.used, columns[slot])
    let changed = steps.map { ($0.slot, columns[$0.slot], own[$0.slot], odds[$0.slot]) }
    defer {
      (active, pinned, spare.used, columns[slot]) = kept
      for (slot, column, memory, values) in changed {
        (columns[slot], own[slot], odds[slot]) = (column, memory, values)
      }
    }
    columns[slot] = supposed(columns[slot], truth, in: rows)
    for step in steps { own[step.slot] = spareColumn(home: step.slot) }
    active = rows
    pinned.insert(node)
    for step in steps { run(step) }
    return body()
  }

  private func supposed(_ column: Column, _ truth: Bool, in rows: RowMask) -> Column {
    var supposed = spareColumn(home: column.home)
    for word in 0..<Column.words {
      supposed.yes[word] = column.yes[word] | (truth ? rows.words[word] : 0)
      supposed.no[word] = column.no[word] | (truth ? 0 : rows.words[word])
      supposed.none[word] = column.none[word]
      supposed.odd[word] = column.odd[word]
    }
    (supposed.hasNone, supposed.hasOdd) = (column.hasNone, column.hasOdd)
    return supposed
  }

  private func spareColumn(home: Int) -> Column {
    if spare.used == spare.columns.count { spare.columns.append(memory.column(.number(scale: 1), home: 0)) }
    spare.used += 1
    return spare.columns[spare.used - 1].at(home: home)
  }

  /// Whether a clause may be divided: it is not settled, and does not fail whatever the case is.
  private func isDivisible(_ slots: [Int], _ deciding: Int, _ row: Int) -> Bool {
    if slots.prefix(deciding).allSatisfy({ isSettled($0, row) }) { return false }
    if !columns[slots[0]].hasOdd || !columns[slots[0]].odd.has(row) { return true }
    let first = value(inSlot: slots[0], row)
    return first.error == nil || !first.isSettled
  }

  /// Whether it is a truth that is open, and nothing else about it; what is the same for all sheets has no step that could
  /// work out again what hangs on it.
  private func isPlainTruth(_ slot: Int, _ row: Int) -> Bool {
    program.nodes[slot] >= 0 && program.forms[slot] == .truth && !columns[slot].odd.has(row)
      && !columns[slot].none.has(row)
  }

  private func isSettled(_ slot: Int, _ row: Int) -> Bool {
    let column = columns[slot]
    if column.hasOdd, column.odd.has(row) { return value(inSlot: slot, row).isSettled }
    if column.hasNone, column.none.has(row) { return true }
    switch program.forms[slot] {
    case .truth: return column.yes.has(row) || column.no.has(row)
    case .number: return column.isExact || column.least[row] == column.most[row]
    case .grades: return column.least[row].nonzeroBitCount <= 1
    case .other: return value(inSlot: slot, row).isSettled
    }
  }

  /// Whether a subject may be divided.
  private func isOpen(_ slot: Int, _ row: Int) -> Bool {
    switch value(inSlot: slot, row).computed {
    case .known, .failed: false
    case .between, .unknown, .doubtful: true
    }
  }
}
