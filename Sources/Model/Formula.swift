import Diagnostics
import Quantities
import Syntax

/// A checked expression: names resolved, units and types agreed. Two are equal that say the same, wherever they stand.
public struct Formula: Sendable, Equatable {
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

  public struct Bound: Sendable, Equatable {
    public let formula: Formula
    public let included: Bool
  }

  public let kind: Kind
  public let type: ValueType
  public let range: SourceRange

  public static func == (left: Formula, right: Formula) -> Bool {
    left.kind == right.kind && left.type == right.type
  }
}

/// A value compared across a cohort. `slot` numbers the uses in a standard, so that each ranking is made once.
public struct CohortUse: Sendable, Equatable {
  public let slot: Int
  public let cohort: Int
  public let formula: Formula
}

public enum CohortFigure: Sendable, Hashable { case least, most, mean, count }

/// A query over rows: of a records fact, or of the items, categories or gates of the result.
public struct RowQuery: Sendable, Equatable {
  public enum Source: Sendable, Equatable {
    case fact(Int)
    /// All items, or those of a category or group.
    case items(ResultPath?)
    case categories
    case gates(Requirement.Kind)

    public var isOfResults: Bool {
      if case .fact = self { return false }
      return true
    }
  }

  public enum Kind: Sendable { case any, every, count, sum, greatest, least, average }

  public let kind: Kind
  public let source: Source
  public let column: Int?
  public let filter: Formula?
  /// What a row counts, in the base unit of the records.
  public let worth: Rational

  func filtering(_ filter: Formula?) -> RowQuery {
    RowQuery(kind: kind, source: source, column: column, filter: filter, worth: worth)
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
public enum ResultColumn: Int, CaseIterable, Sendable { case score, rate, full, met }
