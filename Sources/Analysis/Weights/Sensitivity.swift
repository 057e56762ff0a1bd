import Evaluation
import Model
import Quantities
import Sheets

// # Weights: how much does the selection hang on them?
//
// Asked are the communities that are eligible for certain (where a standard only has grades, all that have a total), with
// the least points they have; the answers are how far each weight may move before somebody gets something else (`Award`),
// and how often everybody gets what when all weights move at random.
//
// Weights change no rate: a community that has 7 of 10 points of a category has 70 % of it under any weight. `Reweighing`
// turns points into rates, with bonuses and deductions aside, refuses standards where that is not so (an adjustment of the
// running total, a limit in points), and proves it by working out the totals as they are.
//
// - `WeightRanges`: one weight moves, the others share the rest in proportion; every total is then a straight line over
//   it, and so are the conditions on the total. `LinearContest` goes to the nearest crossing that may matter (`Crossing`
//   looks with floating-point numbers and decides with exact ones) and ranks there and just beyond.
// - `Draws`: factors from a seeded generator (`SplitMix64`), totals in floating-point numbers, snapped so that equal ones
//   stay equal; ten thousand rankings are ten thousand sorts of a few numbers.
//
// `Claims` says what each may get by which total; `Giving` gives it out. It fills quotas by `Places`, which is `Quotas` of
// the evaluation for the case that nothing is open; a test holds the two equal.

/// How much a selection, or grades, depend on the weights of the categories.
public struct Sensitivity: Sendable {
  /// How weights are drawn.
  public struct Settings: Sendable {
    /// How many times all weights are drawn and everybody ranked; within ``drawsAllowed``.
    public var draws = 10_000
    /// Each weight is multiplied by a factor within 1 ± this much.
    public var spread = Rational.fifth
    /// Where the generator begins: the same seed gives the same draws.
    public var seed: UInt64 = 1

    /// Whoever reads a number of draws keeps to it; it is not checked here.
    public static let drawsAllowed = 1...1_000_000

    /// With the defaults.
    public init() {}
  }

  /// One community that is measured: eligible for certain, or, where grades are followed, with a total.
  public struct Community: Sendable {
    /// As its sheet states it.
    public let identity: Identity
    /// The least it has, by the weights as they are.
    public let total: Rational
    /// Among those that are measured.
    public let rank: Int
    /// By the weights as they are.
    public let award: Award
    /// What it gets in how many draws.
    public let awards: [Award: Int]
    /// By which totals it has which grades; nil where something else is followed, or grades go by rank too.
    public let grades: TotalSteps<[Int?]>?
    /// The range of ranks in the middle 90 % of the draws.
    public let ranks: ClosedRange<Int>

    /// The first of what identifies it; others may be called the same.
    public var name: String { identity.name }
    /// By the weights as they are; no where grades are followed.
    public var status: SelectionStatus { if case .selection(let status) = award { status } else { .no } }
    /// Draws in which it is selected for certain.
    public var selected: Int { awards[.selection(.yes)] ?? 0 }
    /// Draws in which a tie at the edge leaves open whether it is selected.
    public var tied: Int { awards[.selection(.tied)] ?? 0 }
    /// Draws in which it gets what it gets by the weights as they are.
    public var kept: Int { awards[award] ?? 0 }
  }

  /// An item on which all of them have the same points.
  public struct CommonItem: Sendable {
    /// Place in the standard.
    public let category: Int
    /// Place in the category.
    public let item: Int
    /// What each of them has.
    public let points: Rational
    /// Of the item; nil where there is no maximum, or it is not one number.
    public let full: Rational?
  }

  /// By the weights as they are.
  public let outcome: Outcome
  /// How the weights were drawn.
  public let settings: Settings
  /// In the order of the ranking.
  public let communities: [Community]
  /// One for each category that has a weight; empty where there is a ``weightsProblem``.
  public let weights: [WeightRange]
  /// Why there are no ranges of weights, where there are none.
  public let weightsProblem: SensitivityProblem?
  /// In the order of the standard.
  public let commonItems: [CommonItem]
  /// The points of the items that nobody falls below.
  public let commonPoints: Rational

  /// - Throws: where not even draws can tell anything; what only the ranges lack stands in ``weightsProblem``.
  public init(_ outcome: Outcome, _ settings: Settings) throws(SensitivityProblem) {
    do { self = try Self(Reweighing(outcome), settings) } catch { throw SensitivityProblem(error) }
  }

  private init(_ reweighing: Reweighing, _ settings: Settings) throws {
    let outcome = reweighing.outcome
    let count = reweighing.competitors.count
    let (work, overflow) = count.multipliedReportingOverflow(by: settings.draws)
    if overflow || count > SensitivityProblem.communityLimit || work > SensitivityProblem.workLimit {
      throw SensitivityProblem.tooMuch(communities: count, draws: settings.draws)
    }
    let giving = Giving(reweighing)
    self.outcome = outcome
    self.settings = settings
    communities = try Self.communities(reweighing, giving, settings)
    do {
      (weights, weightsProblem) = (try reweighing.weightRanges(giving), nil)
    } catch {
      (weights, weightsProblem) = ([], SensitivityProblem(error))
    }
    let results = reweighing.competitors.map { outcome.results[$0.result] }
    commonItems = Self.commonItems(results)
    commonPoints = try Self.commonPoints(results, outcome.standard)
  }

  private static func communities(
    _ reweighing: Reweighing, _ giving: Giving, _ settings: Settings
  ) throws -> [Community] {
    let outcome = reweighing.outcome
    let totals = reweighing.competitors.map { outcome.results[$0.result].total.least.value ?? .zero }
    var contest = LinearContest(reweighing, totals.map { Line($0) }, giving)
    let base = try contest.awards(at: .zero)
    let tallies = Draws(reweighing).run(
      settings.draws, spread: settings.spread.approximate, seed: settings.seed, giving)
    // The outcome lists them in the order of the ranking already.
    var communities: [Community] = []
    var previous: Int?
    for (index, competitor) in reweighing.competitors.enumerated() {
      let isLevel = previous != nil && outcome.results[competitor.result].rank == previous
      previous = outcome.results[competitor.result].rank
      let tally = tallies[index]
      communities.append(
        Community(
          identity: outcome.sheet(outcome.results[competitor.result]).identity, total: totals[index],
          rank: isLevel ? communities.last?.rank ?? 1 : index + 1, award: base[index], awards: tally.awards,
          grades: reweighing.kind == .grade ? outcome.gradeSteps(of: outcome.results[competitor.result]) : nil,
          ranks: tally.low...max(tally.low, tally.high)))
    }
    return communities
  }

  // MARK: What separates nobody

  private static func commonItems(_ results: [SheetResult]) -> [CommonItem] {
    (results.first?.categories ?? []).enumerated().flatMap { category, parts in
      parts.items.enumerated().compactMap { item, score in
        guard let points = score.points.exact,
          results.allSatisfy({ $0.categories[category].items[item].points == score.points })
        else { return nil }
        return CommonItem(category: category, item: item, points: points, full: score.full?.exact)
      }
    }
  }

  private static func commonPoints(
    _ results: [SheetResult], _ standard: Standard
  ) throws(ArithmeticError) -> Rational {
    var sum = Rational.zero
    for (category, parts) in standard.categories.enumerated() where !results.isEmpty {
      for item in parts.items.indices {
        let least =
          try results.map { result throws(ArithmeticError) in
            let own = result.categories[category]
            return try own.worth(of: own.items[item].points, in: parts).least.value ?? .zero
          }.min() ?? .zero
        sum = try sum.adding(least)
      }
    }
    return sum
  }
}
