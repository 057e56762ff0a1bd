import Model
import Planning
import Quantities
import Sheets

/// Works out the nodes of a program for one block of sheets after the other.
///
/// Kernels do the ordinary rows of a block at once. Where an operand is odd, a row is worked out by what the primitive
/// makes of single values, and where cases have to be divided, by the executor.
final class ColumnRun {
  let program: ColumnProgram
  /// By slot; of another slot where it is the same.
  var columns: [Column]
  /// The memory of each slot.
  var own: [Column]
  /// By the home of a column.
  var odds: [[Int: PlanValue]]
  let memory = ColumnMemory()
  /// What the executor has given already, by the leaves of a clause.
  var known: [Int: [[Int]: PlanValue]] = [:]
  /// Nodes that are taken for granted in the case at hand.
  var pinned: Set<Int> = []
  /// Memory for the case at hand, and how much of it is in use.
  var spare: (columns: [Column], used: Int) = ([], 0)
  private let codecs: [ColumnCodec]
  /// Works out what looks at more than the operands of a node.
  private var execution: Execution
  /// Rows at hand that a kernel cannot do.
  let special: UnsafeMutablePointer<UInt64>
  /// For operands at another scale.
  private var scratch: [UnsafeMutablePointer<Int>] = []
  /// Rows that are asked for; what stands in others is of no account.
  var active = RowMask.all
  private var block = 0
  /// Rows of the block.
  private(set) var count = 0

  init(_ program: ColumnProgram, _ cohorts: Cohorts?) {
    self.program = program
    codecs = zip(program.forms, program.types).map { ColumnCodec(form: $0, type: $1, facts: program.facts) }
    (columns, own) = ([], [])
    odds = program.forms.map { _ in [:] }
    special = memory.masks()
    execution = Execution(program.program, cohorts)
    own = program.forms.enumerated().map { memory.column($1, home: $0) }
    columns = own
    for (slot, value) in program.constants {
      let codec = codecs[slot]
      for row in 0..<Column.rows where !codec.store(value, columns[slot], row) { odds[slot][row] = value }
      note(slot)
    }
  }

  /// The place in the table of a row of the block.
  func sheet(_ row: Int) -> Int { block * Column.rows + row }

  /// Works out all nodes for a block.
  ///
  /// - Parameter rows: which of its rows are asked for; nil for all.
  func run(_ block: Int, only rows: RowMask? = nil) {
    self.block = block
    count = min(Column.rows, program.facts.table.sheets.count - block * Column.rows)
    // There is nothing behind the last sheet.
    active = RowMask(first: count)
    if let rows { active = active.intersection(rows) }
    for step in program.steps { run(step) }
  }

  /// A buffer for the numbers of an operand.
  func scratch(_ place: Int) -> UnsafeMutablePointer<Int> {
    while scratch.count <= place { scratch.append(memory.numbers()) }
    return scratch[place]
  }

  // MARK: Single values

  /// What a node gives in a row.
  func value(_ node: Int, _ row: Int) -> PlanValue {
    program.slots[node].map { value(inSlot: $0, row) } ?? PlanValue(content: .unknown)
  }

  func value(inSlot slot: Int, _ row: Int) -> PlanValue {
    let column = columns[slot]
    if column.hasOdd, column.odd.has(row) {
      if column.home >= 0 { return odds[column.home][row] ?? PlanValue(content: .unknown) }
      return program.facts.value(of: -1 - column.home, at: sheet(row))
    }
    return codecs[slot].value(column, row)
  }

  func store(_ value: PlanValue, _ slot: Int, _ row: Int) {
    if !codecs[slot].store(value, columns[slot], row) { odds[slot][row] = value }
  }

  /// Sums up what a block of a column is like.
  func note(_ slot: Int) {
    columns[slot].hasOdd = !columns[slot].odd.isEmpty
    columns[slot].hasNone = !columns[slot].none.isEmpty
    guard case .number = program.forms[slot] else { return }
    let (least, most) = (columns[slot].least, columns[slot].most)
    var differs = false
    for row in 0..<Column.rows { differs = differs || least[row] != most[row] }
    columns[slot].isExact = !differs
  }

  // MARK: Steps

  func run(_ step: ColumnProgram.Step) {
    let slot = step.slot
    switch step.kernel {
    case .fact(let fact):
      if let column = program.facts.block(block, of: fact) { columns[slot] = column }
    case .single, .ofSheet: runSingly(step)
    case .cases(let deciding, let subjects): runCases(step, deciding, subjects)
    case .part(let part): runPart(step, part)
    case .same where !isSpecial(step): columns[slot] = columns[step.operands[0].slot]
    case .not, .all, .any, .compare, .agree, .length, .optionCount, .ifExact, .level, .sum, .multiple, .absolute,
      .larger, .smaller, .rounded, .choose, .chooseTruth,
      .given, .firstOf, .applicable, .otherwise, .mark, .applies, .isKnown, .hasOptions, .reached, .firstToHold, .same:
      begin(step)
      runKernel(step)
      finish(step)
    }
  }

  /// Gives a step a column of its own, without any odd rows, and finds the rows that it cannot do.
  func begin(_ step: ColumnProgram.Step) {
    _ = isSpecial(step)
    let column = own[step.slot]
    columns[step.slot] = column
    for word in 0..<Column.words { (column.none[word], column.odd[word]) = (0, 0) }
    if !odds[step.slot].isEmpty { odds[step.slot].removeAll(keepingCapacity: true) }
  }

  /// Finds the rows that a kernel cannot do.
  private func isSpecial(_ step: ColumnProgram.Step) -> Bool {
    for word in 0..<Column.words { special[word] = 0 }
    var found = false
    for slot in step.oddWatched where columns[slot].hasOdd {
      found = true
      for word in 0..<Column.words { special[word] |= columns[slot].odd[word] }
    }
    for slot in step.noneWatched where columns[slot].hasNone {
      found = true
      for word in 0..<Column.words { special[word] |= columns[slot].none[word] }
    }
    return found
  }

  /// Works out the rows that the kernel could not do.
  private func finish(_ step: ColumnProgram.Step) {
    let rows = RowMask(special).intersection(active)
    if rows.isEmpty { return }
    rows.each { store(single(step, $0), step.slot, $0) }
    note(step.slot)
  }

  private func single(_ step: ColumnProgram.Step, _ row: Int) -> PlanValue {
    let node = program.program.plan.nodes[step.node]
    let operands = step.singles.map { value(inSlot: $0, row) }
    return node.primitive.apply(operands, program.program.types[step.node], node.type) ?? PlanValue(content: .unknown)
  }

  private func runSingly(_ step: ColumnProgram.Step) {
    if !odds[step.slot].isEmpty { odds[step.slot].removeAll(keepingCapacity: true) }
    let isOfSheet = if case .ofSheet = step.kernel { true } else { false }
    for word in 0..<Column.words { own[step.slot].odd[word] = 0 }
    columns[step.slot] = own[step.slot]
    active.each { row in store(isOfSheet ? executed(step, row) : single(step, row), step.slot, row) }
    note(step.slot)
  }

  /// What the executor gives, which looks at more than the operands.
  func executed(_ step: ColumnProgram.Step, _ row: Int) -> PlanValue {
    execution.turn(to: program.facts.table.sheets[sheet(row)], at: sheet(row))
    for node in program.feeds[step.node] ?? [] { execution[node] = value(node, row) }
    execution.pinned = pinned
    execution.run([step.node])
    return execution[step.node]
  }

  /// The same as another column, also where that is odd.
  func follow(_ slot: Int, _ step: ColumnProgram.Step) {
    copy(columns[slot], to: step.slot, step.form)
    if columns[slot].hasOdd { RowMask(columns[slot].odd).each { store(value(inSlot: slot, $0), step.slot, $0) } }
  }

  private func runPart(_ step: ColumnProgram.Step, _ part: Int) {
    let (slot, all) = (step.operands[0].slot, step.operands[1].slot)
    if !columns[all].hasOdd {
      columns[step.slot] = columns[slot]
      return
    }
    begin(step)
    follow(slot, step)
    RowMask(columns[all].odd).each { row in
      guard case .bundle(let values) = value(inSlot: all, row).content else { return }
      store(values[part], step.slot, row)
    }
    note(step.slot)
  }
}
