import Model
import Planning
import Quantities
import Sheets
import Synchronization

/// The verdict on a gate, requirement, advisory check or veto.
public struct RequirementResult: Hashable, Sendable {
  /// Never partly met.
  public let verdict: Verdict
  /// Whether it lets the community through, which may be settled while the verdict is not.
  public let passes: Truth
  /// Without which it cannot be settled.
  public let missing: [Missing]
  /// Why it cannot be worked out; nil unless the verdict is that.
  public let error: ArithmeticError?
}

/// What has points that grow where other parts of its level do not apply.
protocol PartOfLevel {
  var points: Interval { get set }
  var applied: Interval { get set }
  var full: Interval? { get set }
  var error: ArithmeticError? { get set }
}

extension PartOfLevel {
  /// Takes its share of what other parts of its level leave to it.
  mutating func grow(as part: Int, of level: Level) {
    do throws(ArithmeticError) {
      guard let growth = try level.growth(of: part) else { return }
      points = try points.multiplied(by: growth)
      applied = try applied.multiplied(by: growth)
      full = try full.map { full throws(ArithmeticError) in try full.multiplied(by: growth) }
    } catch let failure {
      (points, applied, error) = (.all, .all, error ?? failure)
    }
  }
}

/// The points of an item, bonus or deduction.
public struct ScoreResult: PartOfLevel, Equatable, Sendable {
  /// Unmet without any points, partly met below the full points; an adjustment is met if it moves the total.
  public let verdict: Verdict
  /// Whether it applies or not.
  public internal(set) var points: Interval
  /// The points where it applies.
  var applied: Interval
  /// Full points after others' shares have been added; nil where there is no maximum.
  public internal(set) var full: Interval?
  /// The share of the full points that was reached; nil where there are none.
  let rate: Interval?
  /// The same where it applies.
  let appliedRate: Interval?
  /// Unknown while its condition is open.
  public let applies: Truth
  /// Its points go to the others where it does not apply.
  let isSharedOut: Bool
  /// What its points wait for; empty unless the verdict is open or failed.
  public let missing: [Missing]
  /// Why its points, or its share of what others leave, cannot be worked out, whatever the missing facts are.
  public internal(set) var error: ArithmeticError?
  /// Whether a stated minimum is reached.
  public let minimum: Truth
  /// What that waits for if it is not known.
  public let minimumMissing: [Missing]

  /// Whether it has points of its own in its level.
  public var applicable: Truth { isSharedOut ? applies : .yes }
}

/// What a category or group comes to by itself, its parts aside.
public struct LevelResult: PartOfLevel, Equatable, Sendable {
  /// Whether it applies or not.
  public internal(set) var points: Interval
  /// The points where it applies.
  var applied: Interval
  /// Full points after others' shares have been added; nil where there is no maximum.
  public internal(set) var full: Interval?
  /// What it comes to on a scale of its own, which never grows; nil where it has none.
  public let mark: Interval?
  /// The share of the full points that was reached; nil where there are none.
  public let rate: Interval?
  let appliedRate: Interval?
  /// Whether at least one of its parts does apply.
  public let applicable: Truth
  /// Whether a stated minimum is reached; yes where none is stated.
  public let minimum: Truth
  /// What the minimum itself waits for if that is not known; what the parts wait for is theirs.
  public let minimumMissing: [Missing]
  /// What its own limits wait for.
  public let missing: [Missing]
  /// Why its own limits cannot be worked out.
  public internal(set) var error: ArithmeticError?
}

/// A category with its parts. What it comes to by itself can be read from it directly.
@dynamicMemberLookup
public struct CategoryResult: Equatable, Sendable {
  /// What it comes to by itself.
  public var level: LevelResult
  /// In the order of the standard.
  public var groups: [LevelResult]
  /// All of them, also those that stand in groups, in the order of the standard.
  public var items: [ScoreResult]

  /// What ``level`` says.
  public subscript<Part>(dynamicMember path: KeyPath<LevelResult, Part>) -> Part { level[keyPath: path] }

  /// What points of its parts are worth in the total.
  ///
  /// - Parameter category: this one, in the standard.
  /// - Throws: ``ArithmeticError/overflow`` for a number that gets too long.
  public func worth(of points: Interval, in category: Model.Category) throws(ArithmeticError) -> Interval {
    guard let scale = category.scale, let full = level.full else { return points }
    return try points.converted(from: scale, to: full)
  }
}

/// What a determination comes to.
public struct DeterminationResult: Hashable, Sendable {
  /// With what is missing still open; it fails with ``ArithmeticError/notScored`` where it asks for a total that is not
  /// there.
  public let value: Computed
  /// It asks for a total of which it is open whether it is there.
  public let mayBeUnscored: Bool
  /// The options that it may come to, in their order, where a choice is open; else empty.
  public let possible: [Int]

  /// - Parameters:
  ///   - rungs: which of them may be the first that holds.
  ///   - isThere: whether it comes to anything, since it asks for the total.
  init(_ value: Computed, _ determination: Determination, rungs: Set<Int>, isThere: Truth = .yes) {
    mayBeUnscored = isThere == .unknown
    if isThere == .no {
      (self.value, possible) = (.failed(.notScored), [])
      return
    }
    let possible = Set(rungs.map { determination.rungs[$0].option }).sorted()
    switch value {
    case .known(.choice(let option)) where isThere == .unknown: (self.value, self.possible) = (value, [option])
    case .known, .failed: (self.value, self.possible) = (value, [])
    case .between, .unknown, .doubtful:
      // Cases that lead to the same are no question.
      self.value = possible.count == 1 ? .known(.choice(possible[0])) : value
      self.possible = possible.count == 1 && isThere == .yes ? [] : possible
    }
  }

  /// Whether it waits for something.
  public var isOpen: Bool {
    switch value {
    case .known, .failed: mayBeUnscored
    case .between, .unknown, .doubtful: true
    }
  }

  /// It comes to nothing, since there is no total.
  public var isUnscored: Bool { value == .failed(.notScored) }

  /// Why it cannot be worked out.
  public var error: ArithmeticError? { isUnscored ? nil : value.error }
}

/// Whether a community gets a place: yes and no are certain, open waits for something, tied is level with others at the
/// edge of a quota.
public enum SelectionStatus: String, Sendable { case yes, no, open, tied }

/// What makes up the result of a sheet, beside what ranking and selection need.
struct ResultParts: Equatable, Sendable {
  var requirements: [RequirementResult] = []
  var categories: [CategoryResult] = []
  var adjustments: [ScoreResult] = []
  var open: [Decision: [Missing]] = [:]
}

/// Everything found out about one sheet. Its parts are worked out when they are first asked for, where many sheets are
/// judged at once.
public struct SheetResult: Equatable, Sendable {
  /// Place of the sheet in the table.
  public let sheet: Int
  /// Whether 参评 and 候选 let it take part.
  public let entrant: Truth
  /// Of categories and what moves their sum.
  public let total: Total
  /// Why the total cannot be worked out although its parts can.
  public let error: ArithmeticError?
  /// Whether it passes all that bears on eligibility and reaches every minimum.
  public let eligible: Truth
  /// Grades still possible, in the order in which they are tried; one when settled, empty when the standard has none
  /// that fits. Nil, the last, where it may come to that.
  public internal(set) var grades: [Int?]
  /// In the order of the standard.
  public let determinations: [DeterminationResult]
  /// The values of the ranking keys.
  public let keys: [Computed]
  /// Whether it is eligible and fulfils the condition of 推荐.
  public let selectable: Truth
  var parts: LazyParts
  /// Rank among those taking part that may be eligible; equal keys share it.
  public internal(set) var rank: Int?
  /// Whether it is within the places of the grades that have no more than so many; empty before these are given, and for
  /// those that do not take part.
  public internal(set) var gradePlaces: [Int: SelectionStatus] = [:]
  /// Nil before anybody is selected, for those that do not take part, and where the standard selects nobody.
  public internal(set) var selection: SelectionStatus?

  /// Gates, requirements, advisory checks and vetoes, in the order of the standard.
  public var requirements: [RequirementResult] { parts.value.requirements }
  /// In the order of the standard.
  public var categories: [CategoryResult] { parts.value.categories }
  /// Bonuses, deductions and adjustments, in the order of the standard, in which they move the total.
  public var adjustments: [ScoreResult] { parts.value.adjustments }
  /// What is open beside requirements and points, and what it waits for.
  public var open: [Decision: [Missing]] { parts.value.open }

  /// The same with its parts at hand, which are not kept with this one: for who looks at one result after the other.
  public var whole: SheetResult {
    var whole = self
    whole.parts = parts.atHand
    return whole
  }

  /// What ranking and selection need of it, without the points that make it up, but for grades that are given by rank and
  /// for what cannot be worked out.
  public func standing(by standard: Standard) -> SheetResult {
    if standard.hasGradePlaces || !failures.isEmpty { return self }
    return SheetResult(
      sheet: sheet, entrant: entrant, total: total, error: error, eligible: eligible, grades: grades,
      determinations: [], keys: keys, selectable: selectable, parts: .none)
  }
}

/// The parts of a result, known or still to be worked out.
final class LazyParts: Equatable, Sendable {
  /// Of a result without any.
  static let none = LazyParts(ResultParts())

  private let known: Mutex<ResultParts?>
  private let source: (judging: SharedJudging, sheet: Int)?
  /// Whether it is known without them that nothing fails.
  let isSound: Bool

  /// Parts that are known.
  init(_ parts: ResultParts) {
    known = Mutex(parts)
    source = nil
    isSound = false
  }

  /// Parts that the reference interpreter is asked for.
  init(_ judging: SharedJudging, _ sheet: Int, isSound: Bool = false) {
    known = Mutex(nil)
    source = (judging, sheet)
    self.isSound = isSound
  }

  var value: ResultParts {
    known.withLock { known in
      if let known { return known }
      let parts = made
      known = parts
      return parts
    }
  }

  /// Parts that are known, these or others that are the same.
  var atHand: LazyParts { known.withLock({ $0 == nil }) ? LazyParts(made) : self }

  private var made: ResultParts {
    source.map { $0.judging.judging.result(of: $0.sheet).parts.value } ?? ResultParts()
  }

  static func == (a: LazyParts, b: LazyParts) -> Bool { a === b || a.value == b.value }
}

/// What judges sheets one at a time, for the results of many.
final class SharedJudging: Sendable {
  let judging: Judging

  init(_ judging: Judging) { self.judging = judging }
}
