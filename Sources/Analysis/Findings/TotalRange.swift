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
  mutating func eligibleSheet() -> [Int: Value?]? {
    let cone = cone(of: [plan.results.eligible])
    let target = cone.place(of: plan.results.eligible)
    var found: [Int: Value?]?
    let (standard, sampler, companions) = (standard, sampler(cone), Companions(standard))
    var tries = 0
    _ = explore(cone, Self.deciding(target)) { region, _, isPassed in
      guard isPassed != false, let trial = sampler.trial(in: region) else { return true }
      tries += 1
      let isEligible = companions.trials(trial.facts, counts: [20]).contains {
        Probe(standard, $0).result.eligible == .yes
      }
      if isEligible { found = trial.facts }
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
