import Diagnostics
import Evaluation
import Model
import Quantities
import Sheets
import Syntax

/// What the examples of a standard look at, and what they would notice.
///
/// **What is asked.** First, of every clause whether the examples have seen it both ways: each gate met and not met, each
/// condition in it holding and failing, each band and row reached and passed over, each branch of 若 (and so each choice
/// of a determination) taken and not taken, each grade given and not given, the selection made and not made; and of every
/// comparison of numbers or dates whether its boundary has been hit, by a value that lies on it and by one beside it that
/// is told otherwise. Second, of every small change of the standard whether some example notices it (``Mutation``).
///
/// **How it is answered.** For coverage each example is judged by the reference interpreter, with the sheets that it takes
/// beside it. What can be seen are the ``CoveragePoint``s of the standard, found at its sites; each is asked of the sheet
/// that the example is about (``CoverageProbe``), also where the example expects nothing of it: what it would notice is the
/// second question. What stands in a query is asked of every row. A condition behind 若 is asked only where its branch is
/// taken, a band only where the clause applies and its conditions hold. What is unknown has been seen neither way.
/// *Beside* means at most one step off: 1 of the unit of whole numbers, a day, else one in the last decimal place in which
/// the limit is written.
///
/// For mutation each number, comparison, connective, weight and quota is changed by itself in the outline
/// (``Mutants``), and the outline is checked again: what then has errors is no standard and is not counted. A mutant is
/// noticed if an example that passes fails. Of the others ``Equivalence`` proves that they give every sheet the same
/// result, which leaves nothing to be noticed, or shows a sheet on which they differ.
///
/// Both look at what the file itself states. What it inherits is tested at the level that states it.
public struct ExampleCoverage: Sendable {
  /// An example as it is judged: the first sheet is what it is about.
  public struct Case: Sendable {
    /// With the parameters of the example.
    public let standard: Standard
    public let table: Table

    public init(_ standard: Standard, _ table: Table) { (self.standard, self.table) = (standard, table) }
  }

  /// What can be seen of one clause.
  public struct Clause: Sendable {
    public let name: ClauseName
    /// Where it begins.
    public let range: SourceRange
    /// In the order of the file.
    public let points: [Point]
    /// How many ways there are, and how many of them have been seen.
    public var ways: Int { points.count * 2 }
    public var seen: Int { points.map(\.seen).reduce(0, +) }
  }

  /// What can be seen two ways.
  public struct Point: Sendable {
    public let kind: CoveragePoint.Kind
    public let range: SourceRange
    /// Met, holding, reached, given, on the boundary.
    public let isSeen: Bool
    /// The other way: not so, or beside the boundary.
    public let isSeenOtherwise: Bool

    var seen: Int { (isSeen ? 1 : 0) + (isSeenOtherwise ? 1 : 0) }
  }

  /// Those of the file itself in which there is something to be seen, in its order.
  public let clauses: [Clause]
  public var ways: Int { clauses.map(\.ways).reduce(0, +) }
  public var seen: Int { clauses.map(\.seen).reduce(0, +) }

  /// - Parameters:
  ///   - outline: that of which the standard was made.
  ///   - cases: in which standards have the clauses of this one.
  public init(_ standard: Standard, _ outline: Outline, _ cases: [Case]) {
    var heads: [ClauseName: SourceRange] = [:]
    for (key, clause) in outline.keyed { heads[ClauseName(key), default: clause.head] = clause.head }
    var seen: [CoveragePoint.Key: Set<Bool>] = [:]
    for example in cases {
      let probe = CoverageProbe(example.standard, example.table)
      for point in CoveragePoint.all(of: example.standard) {
        for way in probe.ways(of: point) { seen[point.key, default: []].insert(way) }
      }
    }
    let fields = outline.clauses.flatMap { $0.fields.map(\.range) }
    var clauses: [(name: ClauseName, range: SourceRange, points: [Point])] = []
    var done: Set<CoveragePoint.Key> = []
    for point in CoveragePoint.all(of: standard) where done.insert(point.key).inserted {
      guard let head = heads[point.clause] else { continue }
      var range = point.key.range ?? head
      // 否则 and 行 are worth reading too.
      if point.key.kind == .band {
        range = fields.first { $0.lower <= range.lower && range.upper <= $0.upper } ?? range
      }
      guard outline.sources.isInMain(range) else { continue }
      let ways = seen[point.key] ?? []
      let made = Point(
        kind: point.key.kind, range: range, isSeen: ways.contains(true), isSeenOtherwise: ways.contains(false))
      if let place = clauses.firstIndex(where: { $0.name == point.clause }) {
        clauses[place].points.append(made)
      } else {
        clauses.append((point.clause, outline.sources.isInMain(head) ? head : range, [made]))
      }
    }
    self.clauses = clauses.map { clause in
      Clause(
        name: clause.name, range: clause.range, points: clause.points.sorted { $0.range.lower < $1.range.lower })
    }.sorted { $0.range.lower < $1.range.lower }
  }
}
