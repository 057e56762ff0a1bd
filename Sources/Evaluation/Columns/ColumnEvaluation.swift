import Model
import Planning
import Quantities
import Sheets

/// Judges all sheets of a table in columns: how everybody stands. The parts of a result are left to the reference
/// interpreter, for those of whom they are asked for.
struct ColumnEvaluation {
  private let standard: Standard
  private let table: Table
  let program: Program
  let facts: FactColumns

  /// For fewer sheets making a plan takes longer than judging them.
  static let fewest = 64

  /// Takes the facts of all sheets that matter for how somebody stands.
  /// - Throws: ``Planning/PlanProblem`` for a standard that is too large for a plan.
  init(_ standard: Standard, _ table: Table) throws(PlanProblem) {
    self.standard = standard
    self.table = table
    program = try Program(standard)
    let wanted = program.standingNodes + program.plan.uses.flatMap(\.nodes)
    facts = FactColumns(standard, table, facts: program.factsRead(by: wanted))
  }

  /// The results of all sheets, neither ranked nor selected.
  ///
  /// - Parameter look: sees each block as it is worked out.
  func results(_ look: (ColumnRun, _ block: Int) -> Void = { _, _ in }) -> (results: [SheetResult], judging: Judging) {
    let cohorts = cohorts()
    let judging = Judging(standard, table, cohorts)
    let shared = SharedJudging(judging)
    let run = ColumnRun(ColumnProgram(program, facts, wanted: program.standingNodes), cohorts)
    var results: [SheetResult] = []
    results.reserveCapacity(table.sheets.count)
    for block in 0..<facts.blocks {
      run.run(block)
      look(run, block)
      for row in 0..<run.count {
        let sheet = run.sheet(row)
        results.append(ColumnRow(run: run, row: row).result(LazyParts(shared, sheet)))
      }
      Pulse.beat(min(table.sheets.count, (block + 1) * Column.rows), of: table.sheets.count)
    }
    return (results, judging)
  }

  private func cohorts() -> Cohorts {
    let uses = program.plan.uses
    let run = ColumnRun(ColumnProgram(program, facts, wanted: uses.flatMap(\.nodes)), nil)
    var entries: [[Cohorts.Entry]] = uses.map { _ in [] }
    for block in 0..<(uses.isEmpty ? 0 : facts.blocks) {
      run.run(block)
      for row in 0..<run.count {
        let values = ColumnRow(run: run, row: row)
        for slot in uses.indices { entries[slot].append(values.entry(slot)) }
      }
    }
    return Cohorts(standard, count: table.sheets.count) { use, sheet in entries[use.slot][sheet] }
  }
}

/// What a run gives for one sheet.
struct ColumnRow: NodeValues {
  let run: ColumnRun
  let row: Int

  var program: Program { run.program.program }
  var place: Int { run.sheet(row) }
  subscript(node: Int) -> PlanValue { run.value(node, row) }
}

extension Program {
  /// The nodes that say how a sheet stands.
  var standingNodes: [Int] {
    let results = plan.results
    let decisions = [
      results.entrants, results.candidacy, results.scored, results.grades, results.gradesWithoutTotal,
      results.selection,
    ].compactMap { $0 }
    let determinations = results.determinations.flatMap { $0.nodes + ($0.withoutTotal?.nodes ?? []) }
    return decisions + results.sums + results.keys + determinations + [results.total, results.eligible]
  }

  /// The facts that some nodes are worked out from, by place in the standard.
  func factsRead(by nodes: [Int]) -> Set<Int> {
    Set(
      plan.needed(for: nodes).compactMap { place in
        if case .fact(let index) = plan.nodes[place].primitive { index } else { nil }
      })
  }
}
