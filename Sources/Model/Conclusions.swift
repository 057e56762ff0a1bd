import Diagnostics
import Quantities
import Syntax

/// 认定: what follows from facts and results, reported under a heading of its own.
public struct Determination: Sendable {
  /// A choice that is made if a condition holds, and none before it.
  public struct Rung: Sendable {
    /// Place of the option in the type.
    public let option: Int
    /// Nil for everyone else.
    public let when: Formula?
  }

  /// As formulas and expectations name it.
  public let name: String
  /// As reports show it; the name if none is written.
  public let title: String
  /// Its meaning, by place.
  public let definition: Int
  /// Of what it comes to.
  public let type: ValueType
  /// The choices in the order in which they are tried; empty where it is no choice, or one that is worked out.
  public let rungs: [Rung]
  /// Source, note and what is open.
  public let annotation: Annotation
  /// What more than one of its decisions depends on.
  public internal(set) var subjects: [Subject] = []
}

/// A level that a community may be given, beside its points.
public struct Grade: Sendable {
  /// As expectations and goals name it.
  public let name: String
  /// As reports show it; the name if none is written.
  public let title: String
  /// Nil where it has as many places as there are.
  public let places: PlaceLimits?
  /// Nil holds always: everyone else.
  public let when: Formula?
}

/// By what communities are put in order while earlier keys agree.
public struct RankingKey: Sendable {
  /// Of a type that has an order, or yes/no.
  public let formula: Formula
  /// 由高到低.
  public let descending: Bool
}

/// Whom the standard recommends: those who are within every quota and fulfil the condition.
public struct Selection: Sendable {
  /// How many there are.
  public let places: PlaceLimits
  /// 当; nil where all who are eligible may be selected.
  public let when: Formula?
}

/// 前 … 每 … 前 …: to how many of those that are first in the order something is given.
public struct PlaceLimits: Sendable {
  /// A number of places, or a share of those taking part.
  public struct Quota: Sendable, Equatable {
    /// Places, or the share of one (20% is 1/5); a share is rounded down to whole places.
    public let value: Rational
    /// Whether it is a percentage of those taking part, of the group for a quota per group.
    public let isShare: Bool
  }

  /// Nil if none is stated, or if it waits for a parameter in ``missing``.
  public let overall: Quota?
  /// 每: the facts by whose values communities are put into groups; empty without groups.
  public let groupBy: [Int]
  /// For each group the same; nil like ``overall``.
  public let perGroup: Quota?
  /// Parameters without a value on which a quota depends; it leaves open who is within it.
  public let missing: [Int]
}
