import Model
import Planning

/// What stands in a plan just below the nodes that some settings move, and what it gives for each sheet: with that and
/// nothing else an engine can tell how everybody stands with other weights or parameters.
package struct SettingFrontier: Sendable {
  /// Places in the plan, in the order in which nodes are worked out.
  package let nodes: [Int]
  private let outcome: Outcome
  private let program: Program

  /// - Parameter settings: that may be moved.
  /// - Returns: nil where there is no such line below them: they move what looks at others in cohorts, or grades are given
  ///   by rank.
  package init?(_ outcome: Outcome, _ settings: [Plan.Setting]) throws(PlanProblem) {
    if outcome.standard.hasGradePlaces { return nil }
    self.outcome = outcome
    let run = try Program(outcome.standard)
    let plan = run.plan
    let results = plan.results
    let watched =
      [results.entrants, results.candidacy, results.scored, results.selection].compactMap { $0 }
      + [results.eligible, results.total] + results.keys
    let needed = Set(plan.needed(for: watched))
    let own = Set(settings.flatMap { plan.places(of: .setting($0)) }).intersection(needed)
    let live = Self.live(own, needed, run)
    if live.contains(where: { plan.nodes[$0].primitive.isComparison }) { return nil }
    program = run
    var below = Set(watched)
    for place in live {
      below.formUnion(plan.nodes[place].operands)
      for inner in run.rowNodes[place] ?? [] { below.formUnion(plan.nodes[inner].operands) }
    }
    let isFixed = plan.isFixed
    nodes = plan.order.filter { below.contains($0) && !live.contains($0) && !isFixed[$0] && !plan.nodes[$0].isOfRow }
  }

  /// What depends on settings and is needed. A clause that is looked at case by case works out again what hangs on its
  /// subjects.
  private static func live(_ settings: Set<Int>, _ needed: Set<Int>, _ program: Program) -> Set<Int> {
    var rest = program.plan.dependents(of: settings).filter { needed.contains($0) }
    var live = Set(rest)
    while let place = rest.popLast() {
      for dependent in (program.dependents[place] ?? []).joined() where live.insert(dependent).inserted {
        rest.append(dependent)
      }
    }
    return live
  }

  /// What the nodes give for a sheet, by its place in the table.
  package func values(of sheet: Int) -> [PlanValue] {
    let run = Execution(program, outcome.table.sheets[sheet], at: sheet, outcome.cohorts)
    return nodes.map { run[$0] }
  }
}

extension Primitive {
  /// Whether it looks at others in a cohort.
  fileprivate var isComparison: Bool {
    switch self {
    case .rank, .cohort, .position: true
    case .constant, .fact, .setting, .admitted, .column, .isKnown, .not, .all, .any, .compare, .hasOptions, .hasText,
      .choose, .operation, .definition, .records, .figure, .given, .applicable, .firstOf, .interpolate, .mark, .kept,
      .count, .roundingChange, .bounded, .reached, .otherwise, .alongside, .ifExact, .level, .growth, .closed,
      .reported, .extent, .applies, .requirementVerdict, .pointsVerdict, .changeVerdict, .hasFullPoints, .firstToHold,
      .cases, .part:
      false
    }
  }
}
