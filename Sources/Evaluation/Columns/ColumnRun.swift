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
  let columns: UnsafeMutablePointer<Column>
  /// The memory of each slot.
  let own: UnsafeMutablePointer<Column>
  /// By the home of a column.
  var odds: [[Int: PlanValue]]
  let memory = ColumnMemory()
  /// What clauses that are looked at case by case came to already, by slot.
  var known: [Int: KnownCases] = [:]
  /// Nodes that are taken for granted in the case at hand.
  var pinned: Set<Int> = []
  /// What the assumptions of the clause at hand have cost so far.
  var caseWork = 0
  /// Memory for the case at hand, and how much of it is in use.
  var spare: (columns: [Column], used: Int) = ([], 0)
  private let codecs: [ColumnCodec]
  /// Nil while the cohorts themselves are being worked out.
  let cohorts: Cohorts?
  /// By node.
  var comparisons: [Int: CohortComparison] = [:]
  /// Works out what looks at more than the operands of a node.
  private var execution: Execution
  /// How many characters texts have, as far as somebody has asked; -1 where nobody has.
  private var lengths: [Int] = []
  /// What is missing where something is open.
  private(set) lazy var waits = ColumnWaits(self)
  /// Rows at hand that a kernel cannot do.
  let special: UnsafeMutablePointer<UInt64>
  /// For operands at another scale.
  private var scratch: [UnsafeMutablePointer<Int>] = []
  /// Rows that are asked for; what stands in others is of no account.
  var active = RowMask.all
  /// The sheets of the block.
  private var sheets: BlockSheets
  /// Of the rows of a query: which they are, who asks, and to which of its rows each belongs.
  private(set) var rows: BlockSheets
  unowned(unsafe) var outer: ColumnRun?
  let parents: UnsafeMutablePointer<Int>
  /// What the rows come to, and who works out those of each query, by node.
  let tally: RecordTally
  var rowRuns: [Int: ColumnRun] = [:]
  /// What is at hand of all sheets, and not worked out.
  var truths: KeptTruths.Reader?
  /// Rows of the block.
  private(set) var count = 0
  /// How many blocks it has been turned to.
  private(set) var turns = 0
  /// Rows for which something has been worked out by single values, since somebody last asked.
  private var singles = RowMask.none

  init(_ program: ColumnProgram, _ cohorts: Cohorts?) {
    self.program = program
    self.cohorts = cohorts
    codecs = zip(program.forms, program.types).map { ColumnCodec(form: $0, type: $1, facts: program.facts) }
    odds = program.forms.map { _ in [:] }
    special = memory.masks()
    (sheets, rows) = (BlockSheets(memory), BlockSheets(memory))
    (parents, tally) = (memory.numbers(), RecordTally())
    execution = Execution(program.program, cohorts)
    (columns, own) = (.allocate(capacity: program.forms.count), .allocate(capacity: program.forms.count))
    for (slot, form) in program.forms.enumerated() {
      let column = memory.column(form, home: slot)
      (columns + slot).initialize(to: column)
      (own + slot).initialize(to: column)
    }
    for (slot, value) in program.constants {
      let codec = codecs[slot]
      for row in 0..<Column.rows where !codec.store(value, columns[slot], row) { odds[slot][row] = value }
      note(slot)
    }
  }

  deinit {
    columns.deallocate()
    own.deallocate()
  }

  /// The place in the table of a row of the block.
  func sheet(_ row: Int) -> Int { sheets[row] }

  /// The words of a fact in the block; nil for one that is not in columns.
  func words(of fact: Int) -> FactWords? { program.facts.columns[fact].map { sheets.words(fact, $0) } }

  /// Whether the sheets of the block follow one another in the table.
  var isConsecutive: Bool { sheets.isConsecutive }

  /// Works out all nodes for a block of the table.
  ///
  /// - Parameter rows: which of its rows are asked for; nil for all.
  func run(_ block: Int, only rows: RowMask? = nil) {
    turn(to: block)
    if let rows { active = active & rows }
    runSteps()
  }

  /// Works out all nodes for some sheets, of which there are at most as many as a block has rows.
  func run(of places: ArraySlice<Int>) {
    turn(to: places, isConsecutive: false)
    runSteps()
  }

  /// Works out all nodes for some sheets, of which there are at most as many as a block has rows, and whose words have
  /// been gathered.
  func run(of places: ArraySlice<Int32>, gathered words: [WordPlane?], from start: Int) {
    sheets.fill(places, gathered: words, from: start)
    turns += 1
    count = sheets.count
    active = RowMask(first: count)
    runSteps()
  }

  private func runSteps() {
    truths?.put(into: self)
    // Seen where they stand, none of them is copied.
    program.steps.withUnsafeBufferPointer { steps in for place in steps.indices { run(steps[place]) } }
  }

  /// Goes on to another block of the table, whose nodes are not worked out yet.
  func turn(to block: Int) {
    let start = block * Column.rows
    turn(to: start..<min(program.facts.table.sheets.count, start + Column.rows), isConsecutive: true)
  }

  private func turn(to places: some Collection<Int>, isConsecutive: Bool) {
    sheets.fill(places, isConsecutive: isConsecutive)
    turns += 1
    count = sheets.count
    // There is nothing behind the last sheet.
    active = RowMask(first: count)
  }

  /// Goes on to other rows of a query: one behind another from a row on, or any.
  func turn(toRows places: some Collection<Int>, isConsecutive: Bool) {
    rows.fill(places, isConsecutive: isConsecutive)
    count = rows.count
    active = RowMask(first: count)
  }

  /// A buffer for the numbers of an operand.
  func scratch(_ place: Int) -> UnsafeMutablePointer<Int> {
    while scratch.count <= place { scratch.append(memory.numbers()) }
    return scratch[place]
  }

  /// How many characters a text has, by its place; behind the last sheet nothing stands.
  func length(of text: Int) -> Int {
    let count = program.facts.texts.texts.count
    guard (0..<count).contains(text) else { return 0 }
    if lengths.count < count { lengths += [Int](repeating: -1, count: count - lengths.count) }
    if lengths[text] < 0 { lengths[text] = program.facts.length(of: text) }
    return lengths[text]
  }

  // MARK: Single values

  /// What a node gives in a row.
  func value(_ node: Int, _ row: Int) -> PlanValue {
    program.slots[node].map { value(inSlot: $0, row) } ?? PlanValue(content: .unknown)
  }

  func value(inSlot slot: Int, _ row: Int) -> PlanValue {
    if let parts = program.parts[slot] { return PlanValue(content: .bundle(parts.map { value(inSlot: $0, row) })) }
    let column = columns[slot]
    if column.hasOdd, column.odd.has(row) {
      if column.home >= 0 { return odds[column.home][row] ?? PlanValue(content: .unknown) }
      if let records = program.records { return records.value(of: -1 - column.home, at: rows[row]) }
      return program.facts.value(of: -1 - column.home, at: sheet(row))
    }
    return codecs[slot].value(column, row)
  }

  // What is not odd is read without making a value of it; nil where it is.

  func truth(_ node: Int, _ row: Int) -> Truth? {
    guard let slot = plainSlot(node, row), program.forms[slot] == .truth else { return nil }
    let column = columns[slot]
    if column.hasDoubt, column.doubt.has(row) { return .unknown }
    return column.yes.has(row) ? .yes : column.no.has(row) ? .no : .unknown
  }

  func interval(_ node: Int, _ row: Int) -> Interval? {
    guard let slot = plainSlot(node, row) else { return nil }
    let column = columns[slot]
    if column.hasBroken, column.broken.has(row) { return nil }
    return codecs[slot].interval(column, row)
  }

  func verdict(_ node: Int, _ row: Int) -> Verdict? {
    guard let slot = plainSlot(node, row), program.forms[slot] == .verdict else { return nil }
    return Verdict.allCases[columns[slot].least[row]]
  }

  /// Whether it may be that a node cannot be worked out, whatever the missing facts are.
  func mayFail(_ node: Int, _ row: Int) -> Bool { plainSlot(node, row) == nil }

  /// Nil for what is odd, and for several values worked out together.
  private func plainSlot(_ node: Int, _ row: Int) -> Int? {
    guard let slot = program.slots[node], program.parts[slot] == nil else { return nil }
    let column = columns[slot]
    return column.hasOdd && column.odd.has(row) || column.hasNone && column.none.has(row) ? nil : slot
  }

  func store(_ value: PlanValue, _ slot: Int, _ row: Int) {
    if !codecs[slot].store(value, columns[slot], row) { odds[slot][row] = value }
  }

  /// Sums up what a block of a column is like.
  func note(_ slot: Int) {
    let column = columns + slot
    column.pointee.hasOdd = !column.pointee.odd.isEmpty
    column.pointee.hasNone = !column.pointee.none.isEmpty
    column.pointee.hasMaybe = !column.pointee.maybe.isEmpty
    column.pointee.hasDoubt = !column.pointee.doubt.isEmpty
    column.pointee.hasBroken = !column.pointee.broken.isEmpty
    guard case .number = program.forms[slot] else { return }
    let (least, most) = (column.pointee.least, column.pointee.most)
    var differs = 0
    for row in 0..<Column.rows { differs |= least[row] ^ most[row] }
    column.pointee.isExact = differs == 0
  }

  // MARK: Steps

  func run(_ step: ColumnProgram.Step) {
    let slot = step.slot
    switch step.kernel {
    case .fact(let fact):
      columns[slot] = program.facts.load(fact, sheets, into: own[slot])
    case .single, .ofSheet: runSingly(step)
    case .compared: runCompared(step)
    case .records(let query): runRecords(step, program.queries[query])
    case .outer(let slot): runOuter(step, slot)
    case .cell(let cell):
      if let records = program.records { columns[slot] = records.load(cell, rows, into: own[slot]) }
    case .cases(let cases): runCases(step, cases)
    case .same where !isSpecial(step): columns[slot] = columns[step.operands[0].slot]
    case .reported where !isSpecial(step) && !columns[step.operands[0].slot].hasDoubt,
      .bounded where !isSpecial(step) && !columns[step.operands[0].slot].hasDoubt,
      .alongside where !isSpecial(step) && !columns[step.operands[1].slot].hasDoubt:
      columns[slot] = columns[step.operands[0].slot]
    case .not, .all, .any, .compare, .agree, .length, .optionCount, .ifExact, .level, .growth, .times, .sum, .multiple,
      .share,
      .absolute,
      .larger, .smaller, .rounded, .choose, .chooseTruth, .given, .firstOf, .applicable, .otherwise, .mark, .applies,
      .isKnown, .hasOptions, .reached, .firstToHold, .same, .reported, .bounded, .alongside, .requirementVerdict,
      .pointsVerdict, .changeVerdict, .hasFullPoints:
      begin(step.slot)
      _ = isSpecial(step)
      runKernel(step)
      finish(step)
    }
  }

  /// Gives a slot its own column, without any odd rows.
  func begin(_ slot: Int) {
    let column = own[slot]
    columns[slot] = column
    // The masks from here to the last stand one after the other.
    column.none.update(repeating: 0, count: 5 * Column.words)
    if !odds[slot].isEmpty { odds[slot].removeAll(keepingCapacity: true) }
  }

  /// Finds the rows that a kernel cannot do.
  private func isSpecial(_ step: ColumnProgram.Step) -> Bool {
    var (rows, found) = (RowMask.none, false)
    for slot in step.oddWatched where columns[slot].hasOdd {
      found = true
      rows = rows | RowMask(columns[slot].odd)
    }
    for slot in step.brokenWatched where columns[slot].hasBroken {
      found = true
      rows = rows | RowMask(columns[slot].broken)
    }
    for slot in step.noneWatched where columns[slot].hasNone {
      found = true
      rows = rows | RowMask(columns[slot].none)
    }
    for slot in step.maybeWatched where columns[slot].hasMaybe {
      found = true
      rows = rows | RowMask(columns[slot].maybe)
    }
    rows.store(special)
    return found
  }

  /// Works out the rows that the kernel could not do.
  private func finish(_ step: ColumnProgram.Step) {
    let rows = RowMask(special) & active
    if rows.isEmpty { return }
    // Where all numbers were known, the kernel has written but one of their ends.
    let column = columns[step.slot]
    if column.isExact, step.form.scale != nil { column.most.update(from: column.least, count: Column.rows) }
    singles = singles | rows
    rows.each { store(single(step, $0), step.slot, $0) }
    note(step.slot)
  }

  /// How many rows of the block have left the columns.
  func takeSingles() -> Int {
    defer { singles = .none }
    return singles.count
  }

  private func single(_ step: ColumnProgram.Step, _ row: Int) -> PlanValue {
    let node = program.program.plan.nodes[step.node]
    let operands = step.singles.map { value(inSlot: $0, row) }
    return node.primitive.apply(Operands(operands), program.program.types[step.node], node.type)
      ?? PlanValue(content: .unknown)
  }

  private func runSingly(_ step: ColumnProgram.Step) {
    begin(step.slot)
    let isOfSheet = if case .ofSheet = step.kernel { true } else { false }
    singles = singles | active
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
  func follow(_ other: Int, in slot: Int) {
    copy(columns[other], to: slot, program.forms[slot])
    if columns[other].hasOdd { RowMask(columns[other].odd).each { store(value(inSlot: other, $0), slot, $0) } }
    note(slot)
  }
}
