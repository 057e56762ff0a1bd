import Model
import Planning
import Quantities
import Sheets

/// Judges all sheets of a table in columns: how everybody stands, without the points that make it up.
public struct ColumnEvaluation {
  private let standard: Standard
  private let table: Table
  private let program: Program
  private let facts: FactColumns

  /// Takes the facts of all sheets that matter for how somebody stands.
  /// - Throws: ``Planning/PlanProblem`` for a standard that is too large for a plan.
  public init(_ standard: Standard, _ table: Table) throws(PlanProblem) {
    self.standard = standard
    self.table = table
    program = try Program(standard)
    let wanted = program.standingNodes + program.plan.uses.flatMap(\.nodes)
    facts = FactColumns(standard, table, facts: program.factsRead(by: wanted))
  }

  /// What ranking and selection need of all sheets, ranked and selected: see ``SheetResult/standing(by:)``.
  public func standings() -> Outcome {
    let cohorts = cohorts()
    let judging = Judging(standard, table, cohorts)
    if standard.hasGradePlaces {
      return Evaluation.outcome(of: judging, table.sheets.indices.map { judging.result(of: $0) })
    }
    let run = ColumnRun(ColumnProgram(program, facts, wanted: program.standingNodes), cohorts)
    var results: [SheetResult] = []
    results.reserveCapacity(table.sheets.count)
    for block in 0..<facts.blocks {
      run.run(block)
      for row in 0..<run.count {
        let sheet = run.sheet(row)
        results.append(run.standing(row, program, sheet))
        Pulse.beat(sheet + 1, of: table.sheets.count, every: 256)
      }
    }
    return Evaluation.outcome(of: judging, results)
  }

  private func cohorts() -> Cohorts {
    let run = ColumnRun(ColumnProgram(program, facts, wanted: program.plan.uses.flatMap(\.nodes)), nil)
    var entries: [[Cohorts.Entry]] = program.plan.uses.map { _ in [] }
    for block in 0..<facts.blocks {
      run.run(block)
      for row in 0..<run.count {
        for slot in program.plan.uses.indices {
          entries[slot].append(run.entry(program.plan.uses[slot], row))
        }
      }
    }
    return Cohorts(standard, count: table.sheets.count) { use, sheet in entries[use.slot][sheet] }
  }
}

extension Program {
  /// The nodes that say how a sheet stands.
  fileprivate var standingNodes: [Int] {
    let results = plan.results
    return [
      results.entrants, results.candidacy, results.scored, results.grades, results.gradesWithoutTotal,
      results.selection,
    ].compactMap { $0 } + results.sums + results.keys + [results.total, results.eligible]
  }

  /// The facts that some nodes are worked out from, by place in the standard.
  fileprivate func factsRead(by nodes: [Int]) -> Set<Int> {
    Set(
      plan.needed(for: nodes).compactMap { place in
        if case .fact(let index) = plan.nodes[place].primitive { index } else { nil }
      })
  }
}

extension ColumnRun {
  fileprivate func truth(_ node: Int?, _ row: Int) -> Truth { node.map { value($0, row).truth } ?? .yes }

  /// What a sheet brings to a comparison across a cohort.
  fileprivate func entry(_ use: Plan.Use, _ row: Int) -> Cohorts.Entry {
    Cohorts.Entry(
      value: value(use.value, row).computed, isMember: truth(use.isMember, row),
      group: use.group.map { value($0, row).computed }, entity: use.entity.map { value($0, row).computed })
  }

  fileprivate func standing(_ row: Int, _ program: Program, _ sheet: Int) -> SheetResult {
    let (results, standard) = (program.plan.results, program.standard)
    let isScored = truth(results.scored, row)
    let eligible = truth(results.eligible, row)
    let error = isScored == .no ? nil : results.sums.lazy.compactMap { self.value($0, row).error }.first
    return SheetResult(
      sheet: sheet, entrant: truth(results.entrants, row).and(truth(results.candidacy, row)), requirements: [],
      categories: [], adjustments: [], total: Total(value(results.total, row).interval, scored: isScored),
      error: error, eligible: eligible, grades: grades(row, results, isScored), determinations: [],
      keys: zip(standard.ranking, results.keys).map { key, node in
        isScored == .no && standard.asksForTotal(key.formula) ? .failed(.notScored) : value(node, row).computed
      }, selectable: eligible == .no ? .no : eligible.and(truth(results.selection, row)), open: [:])
  }

  /// As ``Execution`` puts them together.
  private func grades(_ row: Int, _ results: Plan.Results, _ isScored: Truth) -> [Int?] {
    guard let with = results.grades else { return [] }
    var nodes = [with]
    if let without = results.gradesWithoutTotal {
      nodes = isScored == .yes ? [with] : isScored == .no ? [without] : [with, without]
    }
    var (possible, mayBeNone) = (Set<Int>(), false)
    for node in nodes {
      guard case .grades(let grades, let none) = value(node, row).content else { continue }
      possible.formUnion(grades)
      mayBeNone = mayBeNone || none
    }
    return possible.isEmpty ? [] : possible.sorted() + (mayBeNone ? [nil] : [])
  }
}
