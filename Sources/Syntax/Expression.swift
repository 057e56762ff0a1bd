import Diagnostics

/// A name as written, with its place.
public struct Name: Sendable, Hashable {
  public let text: String
  public let range: SourceRange

  public init(text: String, range: SourceRange) {
    self.text = text
    self.range = range
  }
}

/// A quoted text with its place.
public struct TextLiteral: Sendable, Hashable {
  public let text: String
  public let range: SourceRange
}

/// Which end of a ranked cohort: the highest (前) or the lowest (后) values.
public enum End: Sendable, Hashable { case top, bottom }

/// An interval or list on the right of 属于.
public enum MemberSet: Sendable, Hashable {
  case interval(lower: Expression?, lowerIncluded: Bool, upper: Expression?, upperIncluded: Bool)
  case list([Expression])
}

/// A query over the rows of a records fact, or over items and categories.
public struct Query: Sendable, Hashable {
  public enum Source: Sendable, Hashable {
    case path([Name])
    /// 原则, 要件, 类别 or 指标: all of them.
    case every(ClauseKind, SourceRange)
  }

  public let kind: Aggregate
  public let source: Source
  public let column: Name?
  public let filter: Expression?
}

/// An expression as written. Chains of one operator are one node, so that depth is nesting only.
public struct Expression: Sendable, Hashable {
  public indirect enum Kind: Sendable, Hashable {
    case number(String, unit: String?)
    case percentage(String, perMille: Bool)
    case date(String, String, String)
    case text(String)
    case truth(Bool)
    case path([Name])
    case negated(Expression)
    case not(Expression)
    /// Terms with whether each is subtracted.
    case sum([Term])
    /// Factors with whether each divides.
    case product([Term])
    case all([Expression])
    case any([Expression])
    case comparison(Comparator, Expression, Expression)
    case membership(Expression, MemberSet, negated: Bool)
    case contains(Expression, Predicate, [Expression])
    case presence(Expression, known: Bool)
    case position(Expression, cohort: Name, end: End, quota: Expression, cutoff: Expression?)
    case conditional(Expression, then: Expression, otherwise: Expression)
    case query(Query)
    case call(Function, [Expression], End?)
    /// 总分 and 有资格 and 基准日: words that are values in their place.
    case word(Keyword)
  }

  public struct Term: Sendable, Hashable {
    public let inverse: Bool
    public let expression: Expression
  }

  public let kind: Kind
  public let range: SourceRange

  public init(kind: Kind, range: SourceRange) {
    self.kind = kind
    self.range = range
  }
}
