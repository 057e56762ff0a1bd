import Evaluation
import Model
import Planning
import Quantities

/// Between which totals all sheets lie, or those of all who are eligible, with sheets at the ends where some were found.
public struct TotalRange: Sendable {
  /// Nothing is below or above; where there is no sheet at an end, it need not be reached.
  public let range: Interval
  public let least: Witness?
  public let most: Witness?
}

extension Inquiry {
  /// The totals of all sheets.
  mutating func totalRange(_ pool: Pool) -> TotalRange {
    let cone = cone(of: [plan.results.total])
    let range = Explorer(cone, steps: 1).values(in: Region(cone))[cone.place(of: plan.results.total)].interval
    return totals(range, pool, fixed: [:]) { _ in true }
  }

  /// The totals of all who pass the gates; nil where no sheet is found that does.
  mutating func totalRangeBehindGates(_ pool: Pool) -> TotalRange? {
    guard let eligible = eligibleSheet() else { return nil }
    var cuts: [Int: Domain] = [:]
    for (node, range) in rangesBehindGates() { cuts[node] = .numbers(range) }
    let cone = cone(of: [plan.results.total], cuts: cuts)
    let range = Explorer(cone, steps: 1).values(in: Region(cone))[cone.place(of: plan.results.total)].interval
    return totals(range, pool, fixed: eligible) { $0.eligible == .yes }
  }

  /// What a sheet has to state to pass all gates; nil where none is found.
  mutating func eligibleSheet() -> [Int: Value?]? { sheet(plan.results.eligible, true) { $0.eligible == .yes } }

  /// What a sheet has to state to have a total, or to have none; nil where none is found.
  mutating func sheet(scored isScored: Bool) -> [Int: Value?]? {
    guard let scored = plan.results.scored else { return nil }
    return sheet(scored, isScored) { $0.total.isScored == Truth(isScored) }
  }

  /// What a sheet has to state for a truth to be so; nil where none is found.
  private mutating func sheet(
    _ node: Int, _ isWanted: Bool, where isFound: (SheetResult) -> Bool
  ) -> [Int: Value?]? {
    let cone = cone(of: [node])
    let target = cone.place(of: node)
    var found: [Int: Value?]?
    let (standard, sampler, companions) = (standard, sampler(cone), Companions(standard))
    var tries = 0
    _ = explore(cone, Self.deciding(target)) { region, _, isPassed in
      guard isPassed != !isWanted, let trial = sampler.trial(in: region) else { return true }
      tries += 1
      if companions.trials(trial.facts, counts: [20]).contains(where: { isFound(Probe(standard, $0).result) }) {
        found = trial.facts
      }
      return found == nil && tries < 20
    }
    return found
  }

  private func totals(
    _ range: Interval, _ pool: Pool, fixed: [Int: Value?], where isWanted: (SheetResult) -> Bool
  ) -> TotalRange {
    let companions = Companions(standard)
    func sheet(_ end: Endpoint, isHigh: Bool) -> Witness? {
      for trial in companions.trials(pool.extreme(isHigh: isHigh, fixed: fixed), counts: [20]) {
        let result = Probe(standard, trial).result
        if let total = result.total.exact, .finite(total) == end, isWanted(result) { return Witness(trial, standard) }
      }
      return nil
    }
    return TotalRange(
      range: range, least: sheet(range.least, isHigh: false), most: sheet(range.most, isHigh: true))
  }
}
