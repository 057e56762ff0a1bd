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
  /// Without which it cannot be settled.
  public let missing: [Missing]
  public let error: ArithmeticError?
}

/// The points of an item, bonus or deduction.
public struct ScoreResult: Sendable {
  public var verdict: Verdict
  public var points: Interval
  /// Full points after others' shares have been added; nil where there is no maximum.
  public var full: Rational?
  public let applicable: Truth
  public let missing: [Missing]
  public let error: ArithmeticError?
  /// Whether a stated minimum is reached.
  public let minimum: Truth
  /// What that waits for if it is not known.
  public let minimumMissing: [Missing]
}

public struct GroupResult: Sendable {
  public var points: Interval
  public var full: Rational?
  public let applicable: Truth
  public let minimum: Truth
  public let minimumMissing: [Missing]
  /// What its own limits wait for.
  public let missing: [Missing]
}

public struct CategoryResult: Sendable {
  public var points: Interval
  public var full: Rational?
  public let applicable: Truth
  public let minimum: Truth
  public let minimumMissing: [Missing]
  /// What its own limits wait for.
  public let missing: [Missing]
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
  /// Grades still possible, best first; one when settled, empty when the standard has none that fits. Nil, the last,
  /// where it may come to that.
  public let grades: [Int?]
  /// The values of the ranking keys.
  public let keys: [Computed]
  public let selectable: Truth
  /// What is open beside requirements and points, and what it waits for.
  public let open: [Decision: [Missing]]
  /// Rank among those taking part that may be eligible; equal keys share it.
  public internal(set) var rank: Int?
  public internal(set) var selection: SelectionStatus?

  /// What ranking and selection need of it, without the points that make it up.
  public var standing: SheetResult {
    SheetResult(
      sheet: sheet, entrant: entrant, requirements: [], categories: [], adjustments: [], total: total,
      eligible: eligible, grades: [], keys: keys, selectable: selectable, open: [:])
  }
}

/// The result of judging all sheets by a standard.
public struct Outcome: Sendable {
  public let standard: Standard
  public let table: Table
  /// In the order of the report.
  public let results: [SheetResult]
  /// The values compared across cohorts, from which explanations take ranks.
  let cohorts: Cohorts

  /// Entities whose sheets contradict each other in a cohort, by name.
  public var conflicts: [String] { cohorts.conflicts.sorted() }

  public func sheet(_ result: SheetResult) -> Sheet { table.sheets[result.sheet] }
}
