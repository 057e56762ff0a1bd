import Diagnostics
import Quantities
import Syntax

/// A category with its items in order; groups own stretches of them.
///
/// Its parts and limits may have a scale of their own, which is converted once the category is put together.
public struct Category: Sendable {
  /// Unique among what formulas name.
  public let name: String
  /// As reports show it; the name if none is written.
  public let title: String
  /// What it brings to the total, in points, shares worked out; nil without a maximum.
  public let full: Rational?
  /// 满分 of its own scale, above zero; nil where its points count as they are. Only where there are ``full`` points.
  public let scale: Rational?
  /// Applied to the sum of what it contains, on its scale.
  public internal(set) var limits: ScoreLimits
  /// In file order; ``ResultPath`` names them by place.
  public internal(set) var groups: [Group]
  /// All of them, those of groups included, in file order.
  public internal(set) var items: [Item]
  /// Source, note and what is open.
  public let annotation: Annotation
}

extension Category {
  /// Full points on the scale on which its parts are marked.
  public var markedOn: Rational? { scale ?? full }
}

/// A part of a category, with points and limits of its own.
public struct Group: Sendable {
  /// Unique among the groups and items of its category.
  public let name: String
  /// As reports show it; the name if none is written.
  public let title: String
  /// In points, shares worked out; nil without a maximum.
  public let full: Rational?
  /// Applied to the sum of its items.
  public internal(set) var limits: ScoreLimits
}

/// The smallest part of a standard that is given points.
public struct Item: Sendable {
  /// A number or a name, unique among the groups and items of its category.
  public let id: String
  /// Its words in the file; may be empty.
  public let title: String
  /// Place of the group in its category; nil if it stands directly in the category.
  public let group: Int?
  /// Its full points too.
  public internal(set) var scoring: Scoring
  /// Source, note and what is open.
  public let annotation: Annotation
}

/// What changes the total once the categories are added up, in file order.
public struct Adjustment: Sendable {
  /// 加分, 扣分 and 调整.
  public enum Kind: Sendable, CaseIterable { case bonus, deduction, adjustment }

  /// What is scored is added, taken off, or worked upon the total itself.
  public let kind: Kind
  /// Unique among what formulas name.
  public let name: String
  /// As reports show it; the name if none is written.
  public let title: String
  /// For a deduction, of what is lost.
  public internal(set) var scoring: Scoring
  /// Source, note and what is open.
  public let annotation: Annotation
}
