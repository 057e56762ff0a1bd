import Model
import Quantities
import Sheets

/// What a change of the standard does to the communities: two outcomes over the same sheets, set side by side.
public struct Effect: Sendable {
  /// By the standard as it was.
  public let before: Outcome
  /// By the changed standard.
  public let after: Outcome
  /// In the order of the outcome after the change.
  public let rows: [Row]
  /// Kendall's tau-b of the ranks of those ranked in both; nil if that cannot be told.
  public let agreement: Double?

  /// One community before and after. Nil where it is no part of the outcome.
  public struct Row: Sendable {
    /// As the sheets after the change have it, where it is among them.
    public let identity: Identity
    /// By the standard as it was.
    public let before: SheetResult?
    /// By the changed standard.
    public let after: SheetResult?
    /// Of whoever is no part of the outcome: neither taking part nor eligible.
    public let standingBefore: Standing
    /// The same after the change.
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

    /// The first of what identifies it; others may be called the same.
    public var name: String { identity.name }
    /// Whether the range of the total is another one; so it is where only one of the outcomes has the community.
    public var totalChanged: Bool { before?.total != after?.total }
    /// Whether a decision about it changes: its standing is another one.
    public var flips: Bool { standingBefore != standingAfter }
  }

  /// All that a decision depends on; a change of it is a flip.
  public struct Standing: Hashable, Sendable {
    /// Whether 参评 and 候选 let it take part.
    public let takesPart: Truth
    /// Whether it passes all that bears on eligibility and reaches every minimum.
    public let eligible: Truth
    /// Nil unless it is eligible for certain and may take part, or where the standard selects nobody.
    public let selection: SelectionStatus?
    /// Names of the grades still possible, in the order in which they are tried; `—` stands for none of them.
    public let grades: [String]
    /// What each determination of the standard comes to, by name.
    public let determinations: [String: DeterminationResult]

    init(_ result: SheetResult?, _ outcome: Outcome) {
      takesPart = result?.entrant ?? .no
      eligible = result?.eligible ?? .no
      // Whom a quota would take matters only for those who are eligible.
      selection = result?.entrant == .no || result?.eligible != .yes ? nil : result?.selection
      determinations = Dictionary(
        result.map { zip(outcome.standard.determinations.map(\.name), $0.determinations) }.map(Array.init) ?? [],
        uniquingKeysWith: { first, _ in first })
      grades = result?.grades.map { $0.map { outcome.standard.grades[$0].name } ?? "—" } ?? []
    }
  }

  /// Sets communities side by side by what identifies their sheets, which may be two tables.
  public init(before: Outcome, after: Outcome) {
    self.before = before
    self.after = after
    // The same sheets have the same places.
    let areSame = after.table.isRead(as: before.table)
    let counterparts = areSame ? nil : Counterparts(of: after.table, in: before.table)
    var places = [Int?](repeating: nil, count: before.table.sheets.count)
    let results = before.results
    for (place, result) in results.enumerated() { places[result.sheet] = place }
    var seen = [Bool](repeating: false, count: places.count)
    var rows = after.results.map { result in
      let identity = after.sheet(result).identity
      let sheet = areSame ? result.sheet : counterparts?[identity]
      let earlier = sheet.flatMap { places[$0] }.map { results[$0] }
      if let earlier { seen[earlier.sheet] = true }
      return Row(identity, from: (earlier, before), to: (result, after))
    }
    for result in results where !seen[result.sheet] {
      rows.append(Row(before.sheet(result).identity, from: (result, before), to: (nil, after)))
    }
    self.rows = rows
    agreement = RankAgreement.tauB(
      rows.compactMap { row in
        guard let a = row.before?.rank, let b = row.after?.rank else { return nil }
        return (a, b)
      })
  }

  /// Recommended after the change and not before, in the order of ``rows``.
  public var enters: [Row] {
    rows(where: { rows[$0].after?.isRecommended == true && rows[$0].before?.isRecommended != true })
  }
  /// Recommended before the change and not after, in the order of ``rows``.
  public var leaves: [Row] {
    rows(where: { rows[$0].before?.isRecommended == true && rows[$0].after?.isRecommended != true })
  }
  /// Those about whom a decision changes, in the order of ``rows``.
  public var flips: [Row] { rows(where: { rows[$0].flips }) }

  /// Rows are large: only those that are wanted are copied.
  private func rows(where isWanted: (Int) -> Bool) -> [Row] { rows.indices.filter(isWanted).map { rows[$0] } }

  /// Those whose rank moved, the largest moves first.
  public var moves: [Row] {
    rows(where: { (rows[$0].rise ?? 0) != 0 }).enumerated().sorted { a, b in
      let (x, y) = (abs(a.element.rise ?? 0), abs(b.element.rise ?? 0))
      return x == y ? a.offset < b.offset : x > y
    }.map(\.element)
  }
}

/// A change of standing of one community, with what brought it about. Differences of the standards are named by their
/// places in a list; those of a group can only be made together.
public struct Flip: Sendable {
  /// How groups of differences bring a flip about. A group lists places of differences.
  public enum Cause: Sendable {
    /// Each of these groups alone brings the change about.
    case alone([[Int]])
    /// None does alone, but without any one of these the change does not come about.
    case together([[Int]])
    /// Neither: several differences make up for one another.
    case interaction
  }

  /// The community, before and after all differences.
  public let row: Effect.Row
  /// Which of the differences it takes.
  public let cause: Cause

  /// Tries nothing itself: the cause is found by whoever judges with some of the differences.
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
