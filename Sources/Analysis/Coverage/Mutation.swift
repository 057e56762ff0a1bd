import Diagnostics
import Model
import Syntax

/// A small change of a standard that an example should notice.
public struct Mutation: Sendable {
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// A number or date in a condition, a parameter or a formula: one step up or down.
    case number
    /// With or without the limit itself, or the other way round; likewise 前 and 后, and the direction of 排序.
    case comparison
    /// 且 for 或, 任一 for 所有, without 非, without 不计分.
    case connective
    /// 分值, also of two of a level at once, which keeps their sum.
    case weight
    case quota
    /// What a band, row, knot or step gives, and the limits of points.
    case points
  }

  /// A place in the file and what would stand there.
  public struct Change: Sendable, Hashable {
    public let range: SourceRange
    public let old: String
    public let new: String
  }

  public let kind: Kind
  public let clause: ClauseName
  public let changes: [Change]
  /// The clauses that take the place of those of the outline, by place.
  let clauses: [Int: Clause]

  /// The outline with the change made to it.
  public func made(to outline: Outline) -> Outline {
    Outline(
      sources: outline.sources, clauses: outline.clauses.enumerated().map { clauses[$0] ?? $1 },
      removals: outline.removals, mentions: outline.mentions)
  }
}

/// What has become of all mutants of a standard.
public struct MutationResult: Sendable {
  /// One that no example notices, with a sheet on which it shows.
  public struct Survivor: Sendable {
    public let mutation: Mutation
    /// The standard with the change made.
    public let standard: Standard
    public let witness: Witness
    /// What the standard and the mutant say of the sheet.
    public let told: [Equivalence.Told]

    public init(_ mutation: Mutation, _ standard: Standard, _ witness: Witness, _ told: [Equivalence.Told]) {
      (self.mutation, self.standard, self.witness, self.told) = (mutation, standard, witness, told)
    }
  }

  /// How many some example notices.
  public var noticed = 0
  /// Those that give every sheet the same result.
  public var equivalent: [Mutation] = []
  /// In the order of the file.
  public var survivors: [Survivor] = []
  /// Those that no example notices, and of which neither could be shown.
  public var undecided: [Mutation] = []

  public init() {}

  /// Whether nothing is left that an example could notice.
  public var isAllNoticed: Bool { survivors.isEmpty && undecided.isEmpty }

  /// All that are standards.
  public var count: Int { noticed + equivalent.count + survivors.count + undecided.count }
}
