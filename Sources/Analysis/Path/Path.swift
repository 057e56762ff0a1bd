import Evaluation
import Model
import Quantities

/// What a community wants to reach.
public enum Goal: Hashable, Sendable {
  case selected
  /// That rank or a better one.
  case rank(Int)
  /// That grade, by place in the standard, or one that is known to be better.
  case grade(Int)
  /// That total or a higher one.
  case total(Rational)
  /// To pass all that bears on eligibility.
  case eligible
}

/// Something without which a goal is not reached, however many points there are.
public enum Barrier: Hashable, Sendable {
  /// 参评.
  case entry
  /// 候选: the level below has to recommend.
  case recommendation
  case requirement(Int)
  /// A 最低 that is not reached.
  case minimum(ResultPath)
  /// The condition of 推荐.
  case selection
  /// The condition of the grade.
  case grade
}

/// A set of changes of facts that reaches a goal, in an order in which it can be acted upon.
public struct Path: Sendable {
  /// Barriers first, in the order of the standard, then what brings the most points; very many steps are in the order
  /// of the standard.
  public let steps: [Step]
  /// The whole set judged: rank, total, selection, grade.
  public let result: SheetResult

  /// One fact stated otherwise, the steps before it being made.
  public struct Step: Sendable {
    /// Place in the standard.
    public let fact: Int
    /// What the fact is to state: one of many where it may be any value.
    public let to: Value
    /// Nothing was stated, and it does not matter what is: only that it is.
    public let isAnyValue: Bool
    /// What this step settles, those before it being made.
    public let effects: [Effect]
    /// What it is needed for together with a later step.
    public let prepares: [Effect]
    /// Change of the total (of its least, where it is open).
    public let points: Rational
    /// After this step.
    public let total: Total
    /// After this step; nil where the sheet has no place in the ranking.
    public let rank: Int?
  }

  /// What a step does: removes a barrier, or brings a clause more points, which are then positive.
  public enum Effect: Hashable, Sendable {
    case barrier(Barrier)
    case score(ResultPath, Rational)
  }
}

/// The sets of changes that take least by which one community reaches a goal, or why there are none.
public struct PathFinding: Sendable {
  /// As matters stand.
  public let outcome: Outcome
  /// Of the community in question, as matters stand.
  public let result: SheetResult
  /// What was asked for.
  public let goal: Goal
  /// The answer.
  public let conclusion: Conclusion
  /// Facts that only others state and that would help: they are not proposed.
  public let leftOut: [Int]
  /// Barriers in the way as matters stand.
  public let barriers: [Barrier]
  /// Whoever holds the last of the places aimed at.
  public let edge: SheetResult?
  /// Whether fewer points might do as well: they are not looked for, nor proposed.
  public let mayWantLess: Bool
  /// Sets of changes tried.
  public let tries: Int

  /// What the search came to.
  public enum Conclusion: Sendable {
    case already
    case found(Found)
    /// Barriers that no change of this sheet's facts removes.
    case blocked([Blocked])
    /// - Parameters:
    ///   - upTo: no set that takes up to that much does; nil if none at all does, but for those that bring fewer
    ///     points where these might do.
    ///   - best: the best that was found.
    case none(upTo: Effort?, best: Path?)
  }

  /// Sets of changes that reach the goal.
  public struct Found: Sendable {
    /// The best of the sets found, all of which take the same.
    public let paths: [Path]
    /// How many further sets that take as much were found but are not listed.
    public let more: Int
    /// Facts that all sets found have in common.
    public let always: [Int]
    /// All sets that take less were tried, but for those that bring fewer points where these might do: none of them does.
    public let isLeast: Bool
  }

  /// A barrier that stays, with what keeps it.
  public struct Blocked: Sendable {
    /// What is in the way of the goal.
    public let barrier: Barrier
    /// Why no change of this sheet's facts removes it.
    public let obstacles: [Obstacle]
  }
}
