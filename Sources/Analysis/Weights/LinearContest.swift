import Evaluation
import Quantities

/// A contest in which every total moves along a line: who is selected further along, and where that changes first.
struct LinearContest {
  private let reweighing: Reweighing
  /// The totals by the distance from the start.
  private let lines: [Line]
  private let margin: Double
  private var places: Places

  /// Crossings looked at before the search is given up.
  private static let stepLimit = 2_000

  struct Change {
    let distance: Rational
    /// Whether somebody's place is different at the distance itself already, not only just beyond.
    let isAtValue: Bool
    let places: [Places.Place]
  }

  init(_ reweighing: Reweighing, _ lines: [Line], _ places: Places) {
    (self.reweighing, self.lines, self.places) = (reweighing, lines, places)
    margin = Line.margin(lines)
  }

  /// Everybody's place at a distance from the start.
  mutating func places(at distance: Rational) throws(ArithmeticError) -> [Places.Place] {
    let totals = try lines.map { line throws(ArithmeticError) in try line.value(at: distance) }
    let sign = Rational(reweighing.direction)
    let (order, runs) = reweighing.standings(totals.map { $0 * sign })
    let barred = zip(reweighing.competitors, totals).map { competitor, total in
      !competitor.limits.allSatisfy { $0.comparator.holds(total, $0.limit) }
    }
    places.fill(order, runs: runs, barred: barred)
    return places.places
  }

  /// The first change between the start and an edge, neither of them included; nil if there is none.
  ///
  /// - Parameter category: whose weight the distance is, for messages.
  mutating func firstChange(before edge: Rational, of category: String) throws -> Change? {
    let base = try places(at: .zero)
    var distance = Rational.zero
    for _ in 0..<Self.stepLimit {
      Pulse.beat()
      let here = try places(at: distance)
      let next = try nextCrossing(after: distance, before: edge)
      let beyond = try places(at: try Rational.simplest(between: distance, and: next ?? edge))
      if here != base || beyond != base {
        return Change(distance: distance, isAtValue: here != base, places: beyond == base ? here : beyond)
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
      for (_, limit) in reweighing.competitors[a].limits { try nearest.offer(Line(limit), lines[a]) }
      if reweighing.direction == 0 { continue }
      for b in lines.indices.dropFirst(a + 1)
      where nearest.isPossible(lines[a].sketch, lines[b].sketch) && reweighing.before[a] == reweighing.before[b]
        && places.mayMatter(a, b)
      {
        try nearest.offer(lines[a], lines[b])
      }
    }
    return nearest.found
  }
}
