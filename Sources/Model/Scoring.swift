import Diagnostics
import Quantities
import Syntax

/// An amount of points, or a share of the clause's full points.
public struct Amount: Sendable {
  /// In points; as a share, a percentage.
  public let formula: Formula
  /// Whether it is multiplied by the full points, which are then known.
  public let isShare: Bool
}

/// 舍入 … 至 a multiple of a step.
public struct RoundingRule: Sendable {
  /// 四舍五入 unless stated.
  public let mode: Rounding
  /// In points, above zero.
  public let step: Rational
}

/// What is done to a score last: 舍入, 封顶 and 保底, 最低, in this order. Nil where the clause says nothing.
public struct ScoreLimits: Sendable {
  /// 舍入; without it a score stays exact.
  public var rounding: RoundingRule?
  /// 封顶; an item, bonus or deduction without it is cut off at its full points, if it has any.
  public var cap: Amount?
  /// 保底; an item, bonus or deduction without it is cut off at 0.
  public var floor: Amount?
  /// 最低: a score below it makes the community not eligible.
  public var minimum: Amount?

  /// None at all.
  public init() {}
}

/// How an item, bonus or deduction is worked out: Grammar.md, section 5.
public struct Scoring: Sendable {
  /// What becomes of the points where 不适用 holds: shared out over the siblings, all given, or none.
  public enum Treatment: Sendable { case shared, full, none }

  /// What the steps start from.
  public enum Base: Sendable {
    case full
    case zero
    case bands([Band])
    case interpolation(Formula, [Knot])
    case mark(Amount)
  }

  /// 得分, 否则, or a row of 表: the first that holds counts, and without any it is 0.
  public struct Band: Sendable {
    /// Given where the band holds.
    public let amount: Amount
    /// Nil holds always: a formula alone, or 否则.
    public let when: Formula?
    /// The whole line.
    public let range: SourceRange
  }

  /// A point of 插值: straight lines between them, flat outside.
  public struct Knot: Hashable, Sendable {
    /// Value of the formula, in its base unit; ascending from knot to knot.
    public let at: Rational
    /// In points, shares worked out.
    public let points: Rational
  }

  /// In points, shares worked out; nil without a maximum.
  public let full: Rational?
  /// 不适用; nil where it always applies.
  public let inapplicable: Formula?
  /// Without a meaning where ``inapplicable`` is nil.
  public let treatment: Treatment
  /// 条件: unless all hold, it comes to 0 points.
  public let conditions: [Formula]
  /// What the steps start from; zero for 调整, whose steps start from the running total.
  public let base: Base
  /// In the order in which they are applied.
  public let steps: [Step]
  /// Applied behind the steps; empty for 调整, where limits are steps.
  public let limits: ScoreLimits
  /// 基线: the share of the full points from which on points are lost; above 0, and nil where that are all of them.
  public internal(set) var baseline: Rational?
  /// What more than one of its decisions depends on.
  public internal(set) var subjects: [Subject] = []

  init(
    full: Rational?, inapplicable: Formula?, treatment: Treatment, conditions: [Formula], base: Base, steps: [Step],
    limits: ScoreLimits
  ) {
    self.full = full
    self.inapplicable = inapplicable
    self.treatment = treatment
    self.conditions = conditions
    self.base = base
    self.steps = steps
    self.limits = limits
  }

  /// As long as nothing but its points is known.
  init(full: Rational?) {
    self.init(
      full: full, inapplicable: nil, treatment: .shared, conditions: [], base: .zero, steps: [], limits: ScoreLimits())
  }
}

/// 加计, 扣减, 乘以, or one of the limits where they are applied in order.
public struct Step: Sendable {
  /// What is done to the points so far.
  public enum Operation: Sendable {
    case add, subtract, multiply, cap, floor
    case round(RoundingRule)
  }

  /// Limits occur only in 调整.
  public let operation: Operation
  /// Of points; the factor of 乘以, the limit itself, or the step of 舍入.
  public let amount: Amount
  /// 按: how much there is to count. Nil counts the amount once.
  public let by: Formula?
  /// 每: the size of one step, in the unit of ``by``; nil where that is.
  public let per: Formula?
  /// Nil counts broken steps too.
  public let mode: Rounding?
  /// The ends between which an assessor's amount has to lie; one beyond them cannot have been meant.
  public var allowed = Allowed()
  /// 最多: what the step moves at most, in points; nil without a limit.
  public var limit: Amount?
  /// 当; nil where it is always applied.
  public let when: Formula?
  /// The whole line.
  public let range: SourceRange

  /// The ends of an amount, of its own type; nil where there is none.
  public struct Allowed: Sendable {
    /// What it may not fall below; nil without such an end.
    public var lower: Formula.Bound?
    /// What it may not rise above; nil without such an end.
    public var upper: Formula.Bound?
  }
}

extension Step.Allowed {
  /// What an amount has to be to lie between the ends, the lower one first.
  public var comparisons: [(comparator: Comparator, end: Formula)] {
    [
      lower.map { ($0.included ? .atLeast : .above, $0.formula) },
      upper.map { ($0.included ? .atMost : .below, $0.formula) },
    ].compactMap { $0 }
  }
}
