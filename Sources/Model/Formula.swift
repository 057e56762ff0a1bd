import Diagnostics
import Quantities
import Syntax

/// A checked expression: names resolved, units and types agreed. Two are equal that say the same, wherever they stand.
public struct Formula: Sendable, Equatable {
  /// What is worked out. Facts, parameters and definitions are named by their places in the standard.
  public indirect enum Kind: Sendable, Equatable {
    case constant(Value)
    case fact(Int)
    case parameter(Int)
    case definition(Int)
    case referenceDate
    /// A column of the row of records a query looks at.
    case column(Int)
    /// A column of the row of results a query looks at.
    case resultColumn(ResultColumn)
    case not(Formula)
    case all([Formula])
    case any([Formula])
    case compare(Comparator, Formula, Formula)
    case interval(Formula, Bound?, Bound?)
    case oneOf(Formula, [Formula])
    /// Whether the options chosen include all (or any) of a set of bits.
    case hasOptions(Formula, UInt64, all: Bool)
    case hasText(Formula, Formula)
    case isKnown(Formula)
    case position(CohortUse, End, quota: Formula, cutoff: Formula?)
    case conditional(Formula, Formula, Formula)
    case operation(Operation, [Formula])
    case rank(CohortUse, End)
    case cohort(CohortUse, CohortFigure)
    case rows(RowQuery)
    case total
    case eligible
    case result(ResultPath, ResultColumn)
  }

  /// One end of an interval; without one the interval is open in that direction.
  public struct Bound: Sendable, Equatable {
    /// Of the type of the value that is held against it.
    public let formula: Formula
    /// Whether the end itself belongs to the interval: `[` and `]`.
    public let included: Bool
  }

  /// What is worked out, with the formulas beneath it.
  public let kind: Kind
  /// Of its value, once everything is known.
  public let type: ValueType
  /// Where it is written; two that differ only in this are equal.
  public let range: SourceRange

  /// Kind and type, at every depth; places do not count.
  public static func == (left: Formula, right: Formula) -> Bool {
    left.kind == right.kind && left.type == right.type
  }
}

/// A value compared across a cohort. `slot` numbers the uses in a standard, so that each ranking is made once.
public struct CohortUse: Sendable, Equatable {
  /// Place among ``Standard/cohortUses``.
  public let slot: Int
  /// Place of the cohort in the standard.
  public let cohort: Int
  /// What is compared; it is worked out for every member.
  public let formula: Formula
}

/// 群体最低, 群体最高, 群体平均 and 群体计数, over the values that members report.
public enum CohortFigure: Sendable, Hashable { case least, most, mean, count }

/// A query over rows: of a records fact, or of the items, categories or gates of the result.
public struct RowQuery: Sendable, Equatable {
  /// Where rows come from. Facts are named by their place in the standard.
  public enum Source: Sendable, Equatable {
    case fact(Int)
    /// All items, or those of a category or group.
    case items(ResultPath?)
    case categories
    case gates(Requirement.Kind)

    /// Whether rows are parts of the result, with ``ResultColumn`` for columns, and not records of a sheet.
    public var isOfResults: Bool {
      if case .fact = self { return false }
      return true
    }
  }

  /// What is made of the rows; 最近 and 最早 are the greatest and the least of dates.
  public enum Kind: Sendable { case any, every, count, sum, greatest, least, average }

  /// Of no rows any is false, every true, count and sum are 0; the other kinds are unknown, unless 无则 says otherwise.
  public let kind: Kind
  /// Whose rows are looked at.
  public let source: Source
  /// What is looked at in each row: a column, or what is worked out from columns; nil where whole rows are asked about.
  public let value: Formula?
  /// What any or every row has to fulfil; else 其中, the rows that count, nil for all of them.
  public let filter: Formula?
  /// 无则: what it is of no rows, worked out outside of them; nil where that is as its kind says.
  public let ofNone: Formula?
  /// What a row counts, in the base unit of the records.
  public let worth: Rational

  /// The same query with its formulas changed, in reading order.
  func map(_ change: (Formula) -> Formula) -> RowQuery {
    RowQuery(
      kind: kind, source: source, value: value.map(change), filter: filter.map(change), ofNone: ofNone.map(change),
      worth: worth)
  }
}

/// Where a score stands in the standard.
public enum ResultPath: Hashable, Sendable {
  case category(Int)
  case group(Int, Int)
  /// Category, and the item's place among all items of it.
  case item(Int, Int)
  case adjustment(Int)
}

/// The columns of results, in the order in which queries number them.
public enum ResultColumn: Int, CaseIterable, Sendable {
  case score, rate, full, met
  /// What is missing to full points; of a deduction the points that it takes.
  case lost
}
