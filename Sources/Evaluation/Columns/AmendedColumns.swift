import Model
import Planning
import Sheets
import Synchronization

/// How everybody stands by a standard, with all that was worked out on the way: by an amended standard only what is
/// different there is worked out again.
///
/// What is stored is never changed; ``Synchronization/Mutex`` keeps those apart who ask.
public final class AmendedColumns: @unchecked Sendable {
  /// All sheets.
  public let table: Table
  /// By the standard as it is.
  public let outcome: Outcome
  private let program: Program
  private let facts: FactColumns
  private let judging: Judging
  /// What each node gave, by place; facts aside, and what is kept in no column.
  private let stored: [Int: StoredColumn]
  private let turn = Mutex(())

  /// With more sheets too much would be stored.
  private static let most = 50_000

  /// Nil where that is not worth it, or where more is looked at than how everybody stands by itself.
  public init?(_ standard: Standard, _ table: Table) {
    guard table.sheets.count <= Self.most, ColumnEvaluation.fits(standard, table),
      let evaluation = try? ColumnEvaluation(standard, table, cores: 1)
    else { return nil }
    var stored: [Int: StoredColumn] = [:]
    outcome = evaluation.outcome { run, block in
      for step in run.program.steps where step.form != .other {
        if case .fact = step.kernel { continue }
        if stored[step.node] == nil { stored[step.node] = StoredColumn(step.form, blocks: run.program.facts.blocks) }
        stored[step.node]?.store(run, step.slot, block)
      }
    }
    self.table = table
    self.stored = stored
    judging = outcome.judging
    (program, facts) = (evaluation.program, evaluation.facts)
  }

  /// The outcome by an amended standard; nil if nearly all would have to be worked out again.
  public func outcome(of amended: Standard) -> Outcome? {
    turn.withLock { _ in
      guard readsTheSame(amended), let next = try? Program(amended) else { return nil }
      let counterparts = next.plan.counterparts(in: program.plan)
      guard comparesTheSame(amended, next.plan, counterparts) else { return nil }
      let wanted = next.plan.results.standing
      var kept: [Int: StoredColumn] = [:]
      for node in next.ofSheet { kept[node] = counterparts[node].flatMap { stored[$0] } }
      var live: Set<Int> = []
      var rest = wanted
      while let node = rest.popLast() {
        if kept[node] != nil || !live.insert(node).inserted { continue }
        // A clause that is looked at case by case works out again what hangs on its subjects.
        let again = Array((next.dependents[node] ?? []).joined())
        for inner in again { kept[inner] = nil }
        rest += again + next.plan.nodes[node].operands
      }
      // What nobody asked for before was not read.
      for node in live {
        if case .fact(let fact) = next.plan.nodes[node].primitive, facts.columns[fact] == nil { return nil }
      }
      let judging = self.judging.keepingCohorts(amended)
      let run = ColumnRun(
        ColumnProgram(next, facts, wanted: wanted, kept: kept.mapValues(\.form)), judging.cohorts)
      kept = kept.filter { run.program.slots[$0.key] != nil }
      let shared = SharedJudging(judging)
      var standings = Standings(of: run)
      // Whoever amends sets everybody side by side with what was before.
      var results: [SheetResult] = []
      results.reserveCapacity(table.sheets.count)
      for block in 0..<facts.blocks {
        run.take(kept, block)
        run.run(block)
        standings.take(run)
        for row in 0..<run.count {
          results.append(ColumnRow(run: run, row: row).result(LazyParts(shared, run.sheet(row))))
        }
        Pulse.beat()
      }
      return Evaluation.outcome(of: judging, results, standings)
    }
  }

  /// Whether sheets mean the same by another standard.
  private func readsTheSame(_ other: Standard) -> Bool {
    let standard = program.standard
    return !other.hasGradePlaces && standard.facts.count == other.facts.count
      && zip(standard.facts, other.facts).allSatisfy {
        $0.type == $1.type && $0.lower == $1.lower && $0.upper == $1.upper && $0.fallback == $1.fallback
      }
  }

  /// Whether cohorts are the same by another standard.
  private func comparesTheSame(_ other: Standard, _ plan: Plan, _ counterparts: [Int?]) -> Bool {
    let (cohorts, others) = (program.standard.cohorts, other.cohorts)
    func place(_ node: Int?) -> Int? { node.flatMap { counterparts[$0] } }
    return cohorts.count == others.count && program.plan.uses.count == plan.uses.count
      && program.standard.cohortUses.map(\.cohort) == other.cohortUses.map(\.cohort)
      && zip(cohorts, others).allSatisfy {
        $0.by == $1.by && $0.counting == $1.counting && $0.rounding == $1.rounding && $0.smallest == $1.smallest
          && $0.unreported == $1.unreported
      }
      && zip(program.plan.uses, plan.uses).allSatisfy { own, new in
        own.value == place(new.value) && own.isMember == place(new.isMember)
          && (own.isMember == nil) == (new.isMember == nil) && own.group == new.group.map { counterparts[$0] }
          && own.entity == place(new.entity) && (own.entity == nil) == (new.entity == nil)
      }
  }
}
