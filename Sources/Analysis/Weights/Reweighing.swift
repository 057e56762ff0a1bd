import Evaluation
import Model
import Quantities
import Syntax

/// The communities as other weights would see them: rates, which weights do not change, instead of points.
///
/// Under weights w the total is `total · Σ w·rate + extra`, where a category that does not apply leaves its weight to
/// the others. Competitors have their least totals: for a selection those eligible for certain, for grades all who take
/// part for certain and have a total.
struct Reweighing {
  struct Competitor {
    /// Its place in the outcome's results.
    let result: Int
    let name: String
    /// A rate for each category; nil where it does not apply.
    let rates: [Rational?]
    /// Bonuses less deductions.
    let extra: Rational
    /// What it may get by which total.
    let claims: TotalSteps<Claim>
  }

  let outcome: Outcome
  let kind: Award.Kind
  let total: Rational
  /// The weight of each category, as a share of the total.
  let weights: [Rational]
  let competitors: [Competitor]
  /// Where each competitor's keys before and after the total place it among the others.
  let before: [Int]
  let after: [Int]
  /// 1 if higher totals come first, -1 if lower ones do, 0 if the total is no key.
  let direction: Int

  init(_ outcome: Outcome) throws {
    let standard = outcome.standard
    self.outcome = outcome
    kind = Award.Kind(standard)
    if kind == .eligibility { throw SensitivityProblem.nothingGiven }
    if kind.places(standard).contains(where: { !$0.missing.isEmpty }) {
      throw SensitivityProblem.quotaOpen(kind == .selection ? .selection : .grade)
    }
    guard let total = standard.total, !total.isZero else { throw SensitivityProblem.totalUnlimited }
    self.total = total
    for (index, adjustment) in standard.adjustments.enumerated() {
      if adjustment.kind == .adjustment { throw SensitivityProblem.adjustment(adjustment.name) }
      guard standard.sites(of: .score(.adjustment(index))).formulas.allSatisfy(standard.isFixed) else {
        throw SensitivityProblem.dependsOnPoints(adjustment.kind.clause, adjustment.name)
      }
    }
    for (index, requirement) in standard.requirements.enumerated() where requirement.kind.bearing != .none {
      guard standard.sites(of: .requirement(index)).formulas.allSatisfy(standard.isFixed) else {
        throw SensitivityProblem.dependsOnPoints(requirement.kind.clause, requirement.id)
      }
    }
    weights = try standard.categories.map { try ($0.full ?? .zero).divided(by: total) }
    competitors = try Self.competitors(outcome, kind)
    if competitors.isEmpty { throw kind == .selection ? SensitivityProblem.nobody : .nobodyGraded }
    let place = standard.ranking.firstIndex(where: \.formula.isTotal)
    let keys = try Self.keys(outcome, competitors, place)
    (before, after) = (keys.before, keys.after)
    direction = place.map { standard.ranking[$0].descending ? 1 : -1 } ?? 0
    for competitor in competitors {
      let worked = try? rounded(competitor.total(weights, of: total))
      guard let worked, .finite(worked) == outcome.results[competitor.result].total.least else {
        throw SensitivityProblem.notFollowed(competitor.name)
      }
    }
  }

  func rounded(_ points: Rational) throws(ArithmeticError) -> Rational {
    guard let rule = outcome.standard.rounding else { return points }
    return try points.rounded(rule.mode, toMultipleOf: rule.step)
  }

  // MARK: Who competes

  private static func competitors(_ outcome: Outcome, _ kind: Award.Kind) throws -> [Competitor] {
    try outcome.results.enumerated().compactMap { index, result in
      guard result.competes == .yes, kind == .grade || result.eligible == .yes else { return nil }
      let claims = try outcome.claims(of: result, kind)
      if kind == .selection, claims.values.allSatisfy({ $0.isVoid }) { return nil }
      return Competitor(
        result: index, name: outcome.sheet(result).name,
        rates: try result.categories.map { $0.applicable == .no ? nil : try $0.rate?.least.finite() ?? .zero },
        extra: try extra(result, outcome.standard), claims: claims)
    }
  }

  private static func extra(_ result: SheetResult, _ standard: Standard) throws(ArithmeticError) -> Rational {
    var extra = Rational.zero
    for (adjustment, score) in zip(standard.adjustments, result.adjustments) {
      extra =
        adjustment.kind == .bonus
        ? try extra.adding(score.points.least.finite()) : try extra.subtracting(score.points.most.finite())
    }
    return extra
  }

  // MARK: Keys beside the total

  private static func keys(
    _ outcome: Outcome, _ competitors: [Competitor], _ place: Int?
  ) throws -> (before: [Int], after: [Int]) {
    let ranking = outcome.standard.ranking
    let appliesAlike = competitors.allSatisfy { !$0.rates.contains(nil) }
    for (index, key) in ranking.enumerated() where index != place && !key.formula.isTotal {
      guard outcome.standard.isFixed(key.formula) || (key.formula.isScaled && appliesAlike) else {
        throw SensitivityProblem.dependsOnPoints(.ranking, "")
      }
    }
    func classes(_ range: Range<Int>) -> [Int] {
      let keys = competitors.map { competitor -> [RankingKey.Counted] in
        let result = outcome.results[competitor.result]
        // Whoever is eligible comes before all others.
        let standing = Endpoint.finite(Rational(result.eligible == .yes ? 2 : result.eligible == .no ? 0 : 1))
        return (range.lowerBound == 0 ? [standing] : []) + range.map { ranking[$0].counted(result.keys[$0]) }
      }
      return KeyOrder.places(of: keys)
    }
    let place = place ?? ranking.count
    return (classes(0..<place), classes(min(place + 1, ranking.count)..<ranking.count))
  }

  // MARK: The order

  /// One competitor in it.
  private struct Standing<Total: Comparable & Sendable> {
    let before: Int
    let total: Total
    let after: Int
    let index: Int

    static func precedes(_ a: Standing, _ b: Standing) -> Bool {
      if a.before != b.before { return a.before < b.before }
      if a.total != b.total { return a.total > b.total }
      return a.after < b.after
    }
  }

  /// The competitors from the first to the last, and where each run of equals ends.
  ///
  /// - Parameter totals: turned by the ``direction``, so that the higher one comes first.
  func standings<Total: Comparable & Sendable>(_ totals: [Total]) -> (order: [Int], runs: [Int]) {
    let sorted = totals.indices.map {
      Standing(before: before[$0], total: totals[$0], after: after[$0], index: $0)
    }.sorted(by: Standing.precedes)
    var runs = sorted.indices.dropFirst().filter { Standing.precedes(sorted[$0 - 1], sorted[$0]) }
    runs.append(sorted.count)
    return (sorted.map(\.index), runs)
  }
}

extension Reweighing.Competitor {
  /// The total under some weights.
  func total(_ weights: [Rational], of full: Rational) throws(ArithmeticError) -> Rational {
    var (points, applying) = (Rational.zero, Rational.zero)
    for (weight, rate) in zip(weights, rates) {
      guard let rate else { continue }
      points = try points.adding(try weight.multiplied(by: rate))
      applying = try applying.adding(weight)
    }
    if applying.isZero { return extra }
    return try points.divided(by: applying).multiplied(by: full).adding(extra)
  }
}

extension Endpoint {
  /// - Throws: overflow, if there is no end: nothing can be weighed then.
  func finite() throws(ArithmeticError) -> Rational {
    guard let value else { throw .overflow }
    return value
  }
}
