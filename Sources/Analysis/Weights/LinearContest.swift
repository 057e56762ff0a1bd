import Model
import Quantities

/// A contest in which every total moves along a line: who is selected further along, and where that changes first.
struct LinearContest {
  private let reweighing: Reweighing
  /// The totals at the start, and how much each grows per unit of distance; exactly, and for searching.
  private let values: [Rational]
  private let slopes: [Rational]
  private let near: [Double]
  private let steep: [Double]
  /// Beyond what rounding of the searched numbers can be off by.
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

  enum Failure: Error {
    case arithmetic
    case tooManySteps
  }

  init(_ reweighing: Reweighing, values: [Rational], slopes: [Rational], _ places: Places) {
    self.reweighing = reweighing
    self.values = values
    self.slopes = slopes
    self.places = places
    near = values.map(\.approximate)
    steep = slopes.map(\.approximate)
    margin = 1e-11 * (near + steep).reduce(1) { max($0, abs($1)) }
  }

  /// Everybody's place at a distance from the start.
  mutating func places(at distance: Rational) throws(ArithmeticError) -> [Places.Place] {
    var totals: [Rational] = []
    for (value, slope) in zip(values, slopes) {
      totals.append(try value.adding(try slope.multiplied(by: distance)))
    }
    let direction = reweighing.direction
    let (before, after) = (reweighing.before, reweighing.after)
    func order(_ a: Int, _ b: Int) -> Int {
      if before[a] != before[b] { return before[a] < before[b] ? -1 : 1 }
      if direction != 0, totals[a] != totals[b] { return (totals[a] > totals[b]) == (direction > 0) ? -1 : 1 }
      return after[a] == after[b] ? 0 : after[a] < after[b] ? -1 : 1
    }
    let sorted = totals.indices.sorted { order($0, $1) < 0 }
    let runs = sorted.indices.filter { $0 > 0 && order(sorted[$0 - 1], sorted[$0]) != 0 } + [sorted.count]
    let barred = zip(reweighing.competitors, totals).map { competitor, total in
      !competitor.limits.allSatisfy { $0.comparator.holds(total, $0.limit) }
    }
    places.fill(sorted, runs: runs, barred: barred)
    return places.places
  }

  /// The first change between the start and an edge, neither of them included; nil if there is none.
  mutating func firstChange(before edge: Rational) throws(Failure) -> Change? {
    do throws(ArithmeticError) {
      let base = try places(at: .zero)
      var distance = Rational.zero
      for _ in 0..<Self.stepLimit {
        let here = try places(at: distance)
        let next = try nextCrossing(after: distance, before: edge)
        let beyond = try places(at: try Rational.simplest(between: distance, and: next ?? edge))
        if here != base || beyond != base {
          return Change(distance: distance, isAtValue: here != base, places: beyond == base ? here : beyond)
        }
        guard let next else { return nil }
        distance = next
      }
    } catch {
      throw .arithmetic
    }
    throw .tooManySteps
  }

  /// The nearest distance at which two competitors are level whose order may matter, or one meets a limit.
  private func nextCrossing(after start: Rational, before edge: Rational) throws(ArithmeticError) -> Rational? {
    var nearest = Nearest(start: start, edge: edge, margin: margin)
    for a in values.indices {
      for (_, limit) in reweighing.competitors[a].limits {
        if nearest.isPossible(gap: limit.approximate - near[a], closing: steep[a]) {
          try nearest.offer(gap: try limit.subtracting(values[a]), closing: slopes[a])
        }
      }
      if reweighing.direction == 0 { continue }
      for b in values.indices.dropFirst(a + 1) {
        guard nearest.isPossible(gap: near[a] - near[b], closing: steep[b] - steep[a]),
          reweighing.before[a] == reweighing.before[b], places.mayMatter(a, b)
        else { continue }
        try nearest.offer(
          gap: try values[a].subtracting(values[b]), closing: try slopes[b].subtracting(slopes[a]))
      }
    }
    return nearest.found
  }
}
