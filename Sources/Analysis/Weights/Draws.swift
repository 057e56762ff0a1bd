import Evaluation
import Model
import Quantities

/// Random weights, drawn again and again: how often each competitor gets what, and between which ranks it moves.
struct Draws {
  struct Tally {
    /// How often it gets what.
    var awards: [Award: Int]
    /// The ranks below which 5 % and 95 % of the draws lie.
    var low: Int
    var high: Int
  }

  private let reweighing: Reweighing
  private let count: Int
  private let categories: Int
  /// Rates, a row a competitor; a category that does not apply counts nothing.
  private let rates: [Double]
  /// Which categories apply, numbered alike for all to whom the same ones apply.
  private let masks: [[Bool]]
  private let mask: [Int]
  private let extras: [Double]
  /// The totals at which the claims of each may change.
  private let turns: [[Double]]

  init(_ reweighing: Reweighing) {
    self.reweighing = reweighing
    count = reweighing.competitors.count
    categories = reweighing.weights.count
    rates = reweighing.competitors.flatMap { $0.rates.map { $0?.approximate ?? 0 } }
    (mask, masks) = reweighing.competitors.map { $0.rates.map { $0 != nil } }.numbered()
    extras = reweighing.competitors.map(\.extra.approximate)
    turns = reweighing.competitors.map { $0.claims.turns.map { Self.snapped($0.approximate) } }
  }

  /// Totals that are equal exactly differ in the last digits when they are added up another way; so do limits.
  private static func snapped(_ total: Double) -> Double { (total * 1e9).rounded() / 1e9 }

  /// - Parameters:
  ///   - draws: how often weights are drawn.
  ///   - spread: each weight is multiplied by a factor within 1 ± this much, and all are then made to add up again.
  func run(_ draws: Int, spread: Double, seed: UInt64, _ giving: Giving) -> [Tally] {
    var giving = giving
    var random = SplitMix64(seed: seed)
    let weights = reweighing.weights.map(\.approximate)
    let direction = Double(reweighing.direction)
    var factors = weights
    /// A row for each thing that can be got.
    var got: [[Int]] = []
    var ranks = [UInt32](repeating: 0, count: count * count)
    var steps = [Int](repeating: 0, count: count)
    for draw in 0..<draws {
      Pulse.beat(draw, of: draws, every: 64)
      for (category, weight) in weights.enumerated() {
        factors[category] = weight * (1 - spread + 2 * spread * random.unit())
      }
      let totals = totals(factors)
      let (order, runs) = reweighing.standings(totals.map { $0 * direction })
      for (rank, end) in zip([0] + runs, runs) {
        for index in order[rank..<end] { ranks[index * count + rank] += 1 }
      }
      for index in 0..<count where !turns[index].isEmpty {
        steps[index] = TotalSteps<Claim>.place(of: totals[index], among: turns[index])
      }
      giving.give(order, runs: runs, steps: steps)
      while got.count < giving.lists.count { got.append([Int](repeating: 0, count: count)) }
      for (index, number) in giving.given.enumerated() { got[number][index] += 1 }
    }
    return (0..<count).map { index in
      let own = ranks[index * count..<(index + 1) * count]
      let awards = zip(giving.lists, got).filter { $1[index] > 0 }.map { (reweighing.kind.award($0), $1[index]) }
      return Tally(
        awards: Dictionary(awards, uniquingKeysWith: +), low: Self.quantile(own, (draws + 19) / 20),
        high: Self.quantile(own, (draws * 19 + 19) / 20))
    }
  }

  /// The rank that so many draws do not exceed.
  private static func quantile(_ ranks: ArraySlice<UInt32>, _ wanted: Int) -> Int {
    var seen = 0
    for (rank, times) in ranks.enumerated() {
      seen += Int(times)
      if seen >= wanted { return rank + 1 }
    }
    return ranks.count
  }

  private func totals(_ factors: [Double]) -> [Double] {
    let full = reweighing.total.approximate
    let scales = masks.map { applying in
      let sum = zip(factors, applying).reduce(0.0) { $0 + ($1.1 ? $1.0 : 0) }
      return sum > 0 ? full / sum : 0
    }
    return (0..<count).map { index in
      var points = 0.0
      let row = index * categories
      for category in 0..<categories { points += factors[category] * rates[row + category] }
      let total = Self.snapped(points * scales[mask[index]] + extras[index])
      return rounding(total)
    }
  }

  /// The 舍入 of the standard.
  private func rounding(_ total: Double) -> Double {
    guard let rule = reweighing.outcome.standard.rounding else { return total }
    let step = rule.step.approximate
    let steps = Self.snapped(total / step)
    switch rule.mode {
    case .halfUp: return steps.rounded(.toNearestOrAwayFromZero) * step
    case .up: return steps.rounded(.awayFromZero) * step
    case .down: return steps.rounded(.towardZero) * step
    }
  }
}
