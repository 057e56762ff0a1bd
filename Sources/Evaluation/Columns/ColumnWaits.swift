import Model
import Planning
import Quantities
import Sheets

/// What nodes wait for, row by row: the facts that they read and that are missing, which columns do not say.
///
/// The executor works out again what hangs on missing facts, and takes everything else from the columns.
final class ColumnWaits {
  private unowned let run: ColumnRun
  private let program: Program
  private var execution: Execution
  /// On which facts each node depends: those that it reads itself and those of its operands. The last bit stands for what
  /// everybody waits for.
  private let facts: [FactSet]
  /// What is missing in the row at hand.
  private var missing = FactSet(0)
  private var sheet = -1
  /// The row in which the executor has been given each node last, counted in rows.
  private var stamps: [Int]
  private var stamp = 0

  /// Some facts, by place in the standard.
  private struct FactSet {
    private var words: [UInt64]

    init(_ count: Int) { words = [UInt64](repeating: 0, count: count / 64 + 1) }

    mutating func insert(_ fact: Int) { words[fact >> 6] |= 1 << UInt64(fact & 63) }
    mutating func formUnion(_ other: FactSet) { for place in words.indices { words[place] |= other.words[place] } }

    func meets(_ other: FactSet) -> Bool {
      for place in words.indices where words[place] & other.words[place] != 0 { return true }
      return false
    }
  }

  init(_ run: ColumnRun) {
    self.run = run
    program = run.program.program
    execution = Execution(program, run.cohorts)
    stamps = program.plan.nodes.map { _ in 0 }
    let count = program.standard.facts.count
    var facts: [FactSet] = []
    for (place, node) in program.plan.nodes.enumerated() {
      var own = FactSet(count)
      if case .fact(let fact) = node.primitive { own.insert(fact) }
      if !program.fixed[place].waits.isEmpty { own.insert(count) }
      for operand in node.operands { own.formUnion(facts[operand]) }
      facts.append(own)
    }
    self.facts = facts
  }

  /// What a node waits for in a row of the block.
  func waits(for node: Int, _ row: Int) -> Set<Missing> {
    turn(to: run.sheet(row))
    if !facts[node].meets(missing) { return [] }
    find(node, row)
    return execution[node].waits
  }

  private func turn(to sheet: Int) {
    if sheet == self.sheet { return }
    self.sheet = sheet
    stamp += 1
    execution.turn(to: run.program.facts.table.sheets[sheet], at: sheet)
    missing = FactSet(program.standard.facts.count)
    missing.insert(program.standard.facts.count)
    for fact in program.standard.facts.indices where !run.program.facts.isStated(fact, by: sheet) {
      missing.insert(fact)
    }
  }

  /// Has the executor work out a node, and what it is worked out from as far as that hangs on something missing.
  private func find(_ place: Int, _ row: Int) {
    if stamps[place] == stamp || program.isAhead[place] { return }
    stamps[place] = stamp
    let node = program.plan.nodes[place]
    let isOfSheet = program.isRun[place]
    if isOfSheet, !facts[place].meets(missing), run.program.slots[place] != nil {
      execution[place] = run.value(place, row)
      return
    }
    for operand in node.operands { find(operand, row) }
    // What is supposed in one case after another is worked out again from these.
    for inner in (program.dependents[place] ?? []).joined() {
      for operand in program.plan.nodes[inner].operands { find(operand, row) }
    }
    if isOfSheet { execution.run([place]) }
  }
}

extension FactColumns {
  /// Whether a sheet states all of a fact for certain, as its word tells.
  func isStated(_ fact: Int, by sheet: Int) -> Bool {
    guard let column = columns[fact], table.sheets.changed[sheet] == nil else { return false }
    // Of records something may be missing.
    if case .records = column.cells.type { return false }
    return if case .number = column.cells.words[sheet] { true } else { false }
  }
}
