import Evaluation
import Quantities

/// How far the weight of one category may move, the others rescaled in proportion, before the result changes.
public struct WeightRange: Sendable {
  /// Place of the category in the standard.
  public let category: Int
  /// Its share of the total as the standard states it.
  public let weight: Rational
  /// Nil where nothing changes however far it moves.
  public let down: Tipping?
  /// The same upwards.
  public let up: Tipping?
  /// How much the total of each community grows as the weight does, per whole of the weights; in the order of
  /// ``Sensitivity/communities``.
  public let slopes: [Rational]

  /// Where and how the selection changes.
  public struct Tipping: Sendable {
    /// The share of the total at which the selection changes.
    public let weight: Rational
    /// Whether it is different at this weight already, not only just beyond.
    public let isAtValue: Bool
    /// Who gains and loses a place there.
    public let turnover: Turnover
  }
}

extension Reweighing {
  /// One range for each category that has a weight.
  func weightRanges(_ giving: Giving) throws -> [WeightRange] {
    if outcome.standard.rounding != nil { throw SensitivityProblem.totalRounded }
    for competitor in competitors {
      if let category = competitor.rates.firstIndex(of: nil) {
        throw SensitivityProblem.inapplicable(
          category: outcome.standard.categories[category].name, community: competitor.name)
      }
    }
    return try weights.enumerated().filter { !$0.element.isZero }.map { category, weight in
      weight == .one
        ? WeightRange(
          category: category, weight: weight, down: nil, up: nil, slopes: competitors.map { _ in .zero })
        : try range(category, weight, giving)
    }
  }

  private func range(_ category: Int, _ weight: Rational, _ giving: Giving) throws -> WeightRange {
    let room = try Rational.one.subtracting(weight)
    let up = try competitors.map { competitor in
      let value = try competitor.total(weights, of: total)
      // The total moves from this category's rate to that of all others together.
      let own = try (competitor.rates[category] ?? .zero).multiplied(by: total)
      let points = try value.subtracting(competitor.extra)
      return Line(value, try own.subtracting(points).divided(by: room))
    }
    let name = outcome.standard.categories[category].name
    func tipping(_ lines: [Line], within edge: Rational, _ sign: Int) throws -> WeightRange.Tipping? {
      var contest = LinearContest(self, lines, giving)
      let base = try contest.awards(at: .zero)
      guard let change = try contest.firstChange(before: edge, of: name) else { return nil }
      return WeightRange.Tipping(
        weight: try weight.adding(change.distance * Rational(sign)), isAtValue: change.isAtValue,
        turnover: Turnover(base, change.awards, of: competitors.map(\.name)))
    }
    return WeightRange(
      category: category, weight: weight,
      down: try tipping(up.map { Line($0.value, $0.slope.negated) }, within: weight, -1),
      up: try tipping(up, within: room, 1), slopes: up.map(\.slope))
  }
}
