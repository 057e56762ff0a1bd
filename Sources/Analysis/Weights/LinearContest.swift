import Evaluation
import Quantities

/// A contest in which every total moves along a line: who gets what further along, and where that changes first.
struct LinearContest {
  private let reweighing: Reweighing
  /// The totals by the distance from the start.
  private let lines: [Line]
  private let margin: Double
  private var giving: Giving

  /// Crossings looked at before the search is given up.
  private static let stepLimit = 2_000

  struct Change {
    let distance: Rational
    /// Whether somebody gets something else at the distance itself already, not only just beyond.
    let isAtValue: Bool
    let awards: [Award]
  }

  init(_ reweighing: Reweighing, _ lines: [Line], _ giving: Giving) {
    (self.reweighing, self.lines, self.giving) = (reweighing, lines, giving)
    margin = Line.margin(lines)
  }

  /// What everybody gets at a distance from the start.
  mutating func awards(at distance: Rational) throws(ArithmeticError) -> [Award] {
    try give(at: distance).map { reweighing.kind.award(giving.lists[$0]) }
  }

  private mutating func give(at distance: Rational) throws(ArithmeticError) -> [Int] {
    let totals = try lines.map { line throws(ArithmeticError) in try line.value(at: distance) }
    let sign = Rational(reweighing.direction)
    let (order, runs) = reweighing.standings(totals.map { $0 * sign })
    let steps = zip(reweighing.competitors, totals).map { TotalSteps<Claim>.place(of: $1, among: $0.claims.turns) }
    giving.give(order, runs: runs, steps: steps)
    return giving.given
  }

  /// The first change between the start and an edge, neither of them included; nil if there is none.
  ///
  /// - Parameter category: whose weight the distance is, for messages.
  mutating func firstChange(before edge: Rational, of category: String) throws -> Change? {
    let base = try give(at: .zero)
    var distance = Rational.zero
    for _ in 0..<Self.stepLimit {
      Pulse.beat()
      let here = try give(at: distance)
      let next = try nextCrossing(after: distance, before: edge)
      let beyond = try give(at: try Rational.simplest(between: distance, and: next ?? edge))
      if here != base || beyond != base {
        let changed = beyond == base ? here : beyond
        return Change(
          distance: distance, isAtValue: here != base,
          awards: changed.map { reweighing.kind.award(giving.lists[$0]) })
      }
      guard let next else { return nil }
      distance = next
    }
    throw SensitivityProblem.tooManySteps(category: category)
  }

  /// The nearest distance at which two competitors are level whose order may matter, or one meets a limit.
  private func nextCrossing(after start: Rational, before edge: Rational) throws(ArithmeticError) -> Rational? {
    var nearest = Crossing(start: start, edge: edge, margin: margin)
    for a in lines.indices {
      for limit in reweighing.competitors[a].claims.turns { try nearest.offer(Line(limit), lines[a]) }
      if reweighing.direction == 0 { continue }
      for b in lines.indices.dropFirst(a + 1)
      where nearest.isPossible(lines[a].sketch, lines[b].sketch) && reweighing.before[a] == reweighing.before[b]
        && giving.mayMatter(a, b)
      {
        try nearest.offer(lines[a], lines[b])
      }
    }
    return nearest.found
  }
}
