import Model
import Quantities
import Sheets

/// What a change of the standard does to the communities: two outcomes over the same sheets, set side by side.
public struct Effect: Sendable {
  public let before: Outcome
  public let after: Outcome
  /// In the order of the outcome after the change.
  public let rows: [Row]
  /// Kendall's tau-b of the ranks of those ranked in both; nil if that cannot be told.
  public let agreement: Double?

  /// One community before and after. Nil where it is no part of the outcome.
  public struct Row: Sendable {
    public let identity: Identity
    public let before: SheetResult?
    public let after: SheetResult?
    public let standingBefore: Standing
    public let standingAfter: Standing

    /// Places gained; nil unless ranked both times.
    public var rise: Int? {
      guard let old = before?.rank, let new = after?.rank else { return nil }
      return old - new
    }

    init(
      _ identity: Identity, from before: (result: SheetResult?, outcome: Outcome),
      to after: (result: SheetResult?, outcome: Outcome)
    ) {
      self.identity = identity
      self.before = before.result
      self.after = after.result
      standingBefore = Standing(before.result, before.outcome)
      standingAfter = Standing(after.result, after.outcome)
    }

    public var name: String { identity.name }
    public var totalChanged: Bool { before?.total != after?.total }
    public var flips: Bool { standingBefore != standingAfter }
  }

  /// All that a decision depends on; a change of it is a flip.
  public struct Standing: Hashable, Sendable {
    public let takesPart: Truth
    public let eligible: Truth
    public let selection: SelectionStatus?
    public let grades: [String]

    init(_ result: SheetResult?, _ outcome: Outcome) {
      takesPart = result?.entrant ?? .no
      eligible = result?.eligible ?? .no
      // Whom a quota would take matters only for those who are eligible.
      selection = result?.entrant == .no || result?.eligible != .yes ? nil : result?.selection
      grades = result?.grades.map { $0.map { outcome.standard.grades[$0].name } ?? "—" } ?? []
    }
  }

  public init(before: Outcome, after: Outcome) {
    self.before = before
    self.after = after
    let counterparts = Counterparts(of: after.table, in: before.table)
    let old = Dictionary(before.results.map { ($0.sheet, $0) }, uniquingKeysWith: { first, _ in first })
    var seen: Set<Int> = []
    var rows = after.results.map { result in
      let identity = after.sheet(result).identity
      let earlier = counterparts[identity].flatMap { old[$0] }
      if let earlier { seen.insert(earlier.sheet) }
      return Row(identity, from: (earlier, before), to: (result, after))
    }
    for result in before.results where !seen.contains(result.sheet) {
      rows.append(Row(before.sheet(result).identity, from: (result, before), to: (nil, after)))
    }
    self.rows = rows
    agreement = RankAgreement.tauB(
      rows.compactMap { row in
        guard let a = row.before?.rank, let b = row.after?.rank else { return nil }
        return (a, b)
      })
  }

  public var enters: [Row] { rows.filter { $0.after?.isRecommended == true && $0.before?.isRecommended != true } }
  public var leaves: [Row] { rows.filter { $0.before?.isRecommended == true && $0.after?.isRecommended != true } }
  public var flips: [Row] { rows.filter(\.flips) }

  /// Those whose rank moved, the largest moves first.
  public var moves: [Row] {
    rows.filter { ($0.rise ?? 0) != 0 }.enumerated().sorted { a, b in
      let (x, y) = (abs(a.element.rise ?? 0), abs(b.element.rise ?? 0))
      return x == y ? a.offset < b.offset : x > y
    }.map(\.element)
  }
}

/// A change of standing of one community, with what brought it about. Differences of the standards are named by their
/// places in a list; those of a group can only be made together.
public struct Flip: Sendable {
  public enum Cause: Sendable {
    /// Each of these groups alone brings the change about.
    case alone([[Int]])
    /// None does alone, but without any one of these the change does not come about.
    case together([[Int]])
    /// Neither: several differences make up for one another.
    case interaction
  }

  public let row: Effect.Row
  public let cause: Cause

  public init(row: Effect.Row, cause: Cause) {
    self.row = row
    self.cause = cause
  }
}

extension Outcome {
  /// What a decision about each community depends on.
  public var standings: [Identity: Effect.Standing] {
    Dictionary(
      results.map { (sheet($0).identity, Effect.Standing($0, self)) }, uniquingKeysWith: { first, _ in first })
  }
}
