import Diagnostics

/// A name as written, with its place.
public struct Name: Sendable, Hashable {
  /// As spelled, full-width letters narrowed; a number where one may stand as a name.
  public let text: String
  /// Of the name alone, without what it is joined to.
  public let range: SourceRange

  /// - Parameter range: where it is written, or what it was made from.
  public init(text: String, range: SourceRange) {
    self.text = text
    self.range = range
  }
}

/// A quoted text with its place.
public struct TextLiteral: Sendable, Hashable {
  /// Without its quotes.
  public let text: String
  /// With its quotes.
  public let range: SourceRange
}

extension Name {
  /// A text where it stands for a name.
  init(_ text: TextLiteral) { self.init(text: text.text, range: text.range) }
}

/// Which end of a ranked cohort: the highest (前) or the lowest (后) values.
public enum End: Sendable, Hashable { case top, bottom }

/// An interval or list on the right of 属于.
public enum MemberSet: Sendable, Hashable {
  /// An end that is nil is open to that side, whatever bracket stands there.
  case interval(lower: Expression?, lowerIncluded: Bool, upper: Expression?, upperIncluded: Bool)
  /// Equal to one of them; may be empty.
  case list([Expression])
}

/// A query over the rows of a records fact, or over items and categories.
public struct Query: Sendable, Hashable {
  /// Where the rows come from.
  public enum Source: Sendable, Hashable {
    /// Names from the outside in; what they name, the checker finds out.
    case path([Name])
    /// 原则, 要件, 类别 or 指标: all of them.
    case every(ClauseKind, SourceRange)
  }

  /// What is made of the rows.
  public let kind: Aggregate
  /// The rows before the filter.
  public let source: Source
  /// What is added up or compared: a column, or what is worked out from the columns of a row; nil where rows are counted
  /// or asked a condition.
  public let value: Expression?
  /// What rows have to meet. A condition on one column is a filter that starts with the column; nil for all rows.
  public let filter: Expression?
  /// 无则: what stands for it where there are no rows; nil without one.
  public let ofNone: Expression?
}

/// An expression as written. Chains of one operator are one node, so that depth is nesting only.
public struct Expression: Sendable, Hashable {
  /// What stands at the top, with the parts below it. Numbers and dates are as typed: the checker works out their
  /// values.
  public indirect enum Kind: Sendable, Hashable {
    /// Digits or a fraction as typed; the unit is not yet looked up.
    case number(String, unit: String?)
    /// The digits before the sign.
    case percentage(String, perMille: Bool)
    /// Year, month and day as typed; not yet known to be a day.
    case date(String, String, String)
    /// Without its quotes.
    case text(String)
    case truth(Bool)
    /// A name, or names joined by `.` or 的.
    case path([Name])
    /// A number with a minus sign before it.
    case negated(Expression)
    /// 非 before a condition.
    case not(Expression)
    /// Terms with whether each is subtracted.
    case sum([Term])
    /// Factors with whether each divides.
    case product([Term])
    /// Conditions joined by 且.
    case all([Expression])
    /// Conditions joined by 或.
    case any([Expression])
    case comparison(Comparator, Expression, Expression)
    /// 属于, or 不属于 if negated.
    case membership(Expression, MemberSet, negated: Bool)
    /// The predicate is one of the three that begin with 包含; only 包含 itself has exactly one operand.
    case contains(Expression, Predicate, [Expression])
    /// 已填, or 未填 if not known.
    case presence(Expression, known: Bool)
    /// 位于: within the quota from that end of a cohort; a 界线 that is known decides instead.
    case position(Expression, cohort: Name, end: End, quota: Expression, cutoff: Expression?)
    /// 若 … 则 … 否则 ….
    case conditional(Expression, then: Expression, otherwise: Expression)
    case query(Query)
    /// Its operands, and the 前 or 后 behind them.
    case call(Function, [Expression], End?)
    /// A definition with what stands for its parameters, and the column of its table that is asked for.
    case application(Name, [Expression], column: Name?)
    /// 总分 and 有资格 and 基准日: words that are values in their place.
    case word(Keyword)
  }

  /// An operand of a chain.
  public struct Term: Sendable, Hashable {
    /// Whether it is subtracted, or divides. False for the first of a chain.
    public let inverse: Bool
    /// The operand itself, without the sign before it.
    public let expression: Expression
  }

  /// What it is. Brackets leave no trace here.
  public let kind: Kind
  /// All of it, with brackets around it.
  public let range: SourceRange

  /// - Parameter range: where it is written, or what it was made from.
  public init(kind: Kind, range: SourceRange) {
    self.kind = kind
    self.range = range
  }
}
