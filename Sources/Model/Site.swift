import Diagnostics

/// A formula where it stands in a standard: in which clause, and what it is for.
public struct Site: Sendable {
  /// The clause, by its place in the standard.
  public enum Owner: Hashable, Sendable {
    case standard
    case parameter(Int)
    case fact(Int)
    case definition(Int)
    case cohort(Int)
    case entrants
    case requirement(Int)
    /// A category, a group, an item, a bonus, a deduction or an adjustment.
    case score(ResultPath)
    case grade(Int)
    case ranking
    case selection
    case example(Int)
  }

  /// What a formula is for, which also says whether sheets have a say in it.
  public enum Role: Hashable, Sendable {
    // What is worked out for every sheet.

    /// What a definition stands for.
    case meaning
    /// What is compared across a cohort.
    case compared
    /// 条件; 当 of entrants, of members of a cohort, of a grade, of the selection.
    case condition
    case inapplicable
    /// 当 of 得分, or a row of 表; and its points.
    case band, bandAmount
    case interpolated
    case mark
    /// 当 of a step, its amount, how often it counts, 按 and 每, and what limits it: 属于 and 最多.
    case stepCondition, stepAmount, stepCount, stepSize, stepLimit
    case cap, floor, minimum
    case rankingKey

    // What is settled when the standard is checked: no sheet has a say.

    /// The value of a parameter.
    case value
    case range
    /// 精度.
    case precision
    case fallback
    /// 工作量.
    case effort
    case date
    /// What a unit is worth.
    case unit
    /// 最小规模.
    case smallest
    case points
    case rounding
    /// A place of 插值, or its points.
    case knot
    /// 基线.
    case baseline
    case quota
    /// What an example states or expects.
    case example
  }

  /// Which way a value goes as fewer sheets pass, or with fewer points. A condition is less where it holds for fewer.
  public enum Way: Sendable { case less, more }

  /// The clause in which it stands.
  public let owner: Owner
  /// What it is for there.
  public let role: Role
  /// Nil where neither way is the stricter one.
  public let stricter: Way?
  /// What stands there, checked.
  public let formula: Formula

  /// Its place in the file.
  public var range: SourceRange { formula.range }

  init(_ owner: Owner, _ role: Role, _ formula: Formula, stricter: Way? = nil) {
    (self.owner, self.role, self.formula, self.stricter) = (owner, role, formula, stricter)
  }
}

extension [Site] {
  /// In the order of the sites, without what they are for.
  public var formulas: [Formula] { map(\.formula) }

  /// Those with one of the roles, in order.
  public func of(_ roles: Site.Role...) -> [Site] { filter { roles.contains($0.role) } }

  /// Those with none of the roles, in order.
  public func without(_ roles: Site.Role...) -> [Site] { filter { !roles.contains($0.role) } }
}
