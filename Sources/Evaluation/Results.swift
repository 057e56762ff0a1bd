import Model
import Quantities
import Sheets

/// What an expression gives for one sheet.
public enum Computed: Hashable, Sendable {
  case known(Value)
  /// A number that depends on missing facts but has limits.
  case between(Interval)
  case unknown
  case failed(ArithmeticError)

  public init(_ truth: Truth) {
    switch truth {
    case .yes: self = .known(.truth(true))
    case .no: self = .known(.truth(false))
    case .unknown: self = .unknown
    }
  }

  /// The truth of a condition. A failure counts as unknown; who needs to tell them apart looks first.
  public var truth: Truth {
    if case .known(.truth(let value)) = self { return Truth(value) }
    return .unknown
  }

  public var interval: Interval? {
    switch self {
    case .known(.number(let value)): Interval(value)
    case .between(let interval): interval
    default: nil
    }
  }
}

/// The verdicts of Grammar.md, section 7.
public enum Verdict: String, Sendable, CaseIterable {
  case met, partlyMet, unmet, unverified, inapplicable, failed
}

/// The verdict on a gate, requirement, advisory check or veto.
public struct RequirementResult: Sendable {
  public let verdict: Verdict
  /// Facts, by place in the standard, without which it cannot be settled.
  public let missing: [Int]
  public let error: ArithmeticError?
}

/// The points of an item, bonus or deduction.
public struct ScoreResult: Sendable {
  public var verdict: Verdict
  public var points: Interval
  /// Full points after others' shares have been added; nil where there is no maximum.
  public var full: Rational?
  public let applicable: Truth
  public let missing: [Int]
  public let error: ArithmeticError?
  /// Whether a stated minimum is reached.
  public let minimum: Truth
}

public struct GroupResult: Sendable {
  public var points: Interval
  public var full: Rational?
  public let applicable: Truth
  public let minimum: Truth
}

public struct CategoryResult: Sendable {
  public var points: Interval
  public var full: Rational?
  public let applicable: Truth
  public let minimum: Truth
  public var groups: [GroupResult]
  public var items: [ScoreResult]
}

public enum SelectionStatus: String, Sendable { case yes, no, open, tied }

/// Everything found out about one sheet.
public struct SheetResult: Sendable {
  public let sheet: Int
  public let entrant: Truth
  public let requirements: [RequirementResult]
  public let categories: [CategoryResult]
  public let adjustments: [ScoreResult]
  public let total: Interval
  public let eligible: Truth
  /// Grades still possible, best guess first; one when settled, empty when the standard has none that fits.
  public let grades: [Int]
  /// The values of the ranking keys.
  public let keys: [Computed]
  public let selectable: Truth
  /// Rank among those taking part that may be eligible; equal keys share it.
  public internal(set) var rank: Int?
  public internal(set) var selection: SelectionStatus?

  /// What ranking and selection need of it, without the points that make it up.
  public var standing: SheetResult {
    SheetResult(
      sheet: sheet, entrant: entrant, requirements: [], categories: [], adjustments: [], total: total,
      eligible: eligible, grades: [], keys: keys, selectable: selectable)
  }
}

/// A missing fact of a sheet and what depends on it.
public struct MissingFact: Sendable {
  public let fact: Int
  /// The spread of points of all items that wait for it.
  public let points: Rational
  /// Requirements that wait for it.
  public let requirements: [Int]
}

/// The result of judging all sheets by a standard.
public struct Outcome: Sendable {
  public let standard: Standard
  public let table: Table
  /// In the order of the report.
  public let results: [SheetResult]
  /// Entities whose sheets contradict each other in a cohort, by name.
  public let conflicts: [String]

  public func sheet(_ result: SheetResult) -> Sheet { table.sheets[result.sheet] }

  /// The missing facts of a sheet that some result waits for, costliest first.
  public func missing(_ result: SheetResult) -> [MissingFact] {
    var points: [Int: Rational] = [:]
    var requirements: [Int: [Int]] = [:]
    for score in result.categories.flatMap(\.items) + result.adjustments where !score.missing.isEmpty {
      let spread = (try? score.points.most.subtracting(score.points.least)) ?? .zero
      for fact in score.missing { points[fact] = (try? (points[fact] ?? .zero).adding(spread)) ?? spread }
    }
    for (index, requirement) in result.requirements.enumerated() {
      for fact in requirement.missing { requirements[fact, default: []].append(index) }
    }
    return Set(points.keys).union(requirements.keys).map { fact in
      MissingFact(fact: fact, points: points[fact] ?? .zero, requirements: requirements[fact] ?? [])
    }.sorted {
      if $0.points != $1.points { return $0.points > $1.points }
      return $0.fact < $1.fact
    }
  }
}
