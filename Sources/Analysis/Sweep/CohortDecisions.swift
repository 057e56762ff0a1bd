import Evaluation
import Model
import Quantities

/// The places at which the order within a cohort, or who belongs to it, changes with the parameter: they concern
/// everybody at once.
enum CohortDecisions {
  static func profile(
    _ source: SweepSource, _ low: Rational, _ high: Rational, _ domain: SweepDomain
  ) throws -> SheetProfile {
    let count = source.table.sheets.count
    if count > SweepProblem.cohortLimit { throw SweepProblem.tooManyCommunities(count) }
    return try Profiler.profile(over: [low, high], domain) { place in
      let setup = try source.setup(at: place)
      return SheetSample(decisions: decisions(setup, count))
    }
  }

  private static func decisions(_ setup: SweepSource.Setup, _ count: Int) -> [TurningPoint] {
    let standard = setup.judging.standard
    let members = setup.use.withDefinitions(standard.cohorts.compactMap(\.members), standard)
    var decisions = (0..<count).flatMap { sheet in Decisions(setup.judging, setup.use, sheet, members).all }
    for use in standard.cohortUses where setup.use.moves(use.formula) {
      let values = (0..<count).map { setup.judging.value(of: use.formula, for: $0).order(use.formula.type)?.exact }
      for (index, value) in values.enumerated() {
        for other in values.dropFirst(index + 1) { decisions.append(TurningPoint(value, other)) }
      }
    }
    return decisions
  }
}
