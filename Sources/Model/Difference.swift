import Diagnostics
import Syntax

/// What is different in one clause of two standards.
public struct Difference: Sendable {
  /// Added: only the second standard has the clause. Removed: only the first. Changed: both have it, and not alike.
  public enum Kind: Sendable { case added, removed, changed }

  /// A part of a clause with what was written there before and what is written after.
  public struct Part: Sendable {
    /// Which part of a clause it is.
    public enum Subject: Sendable, Hashable {
      case title
      /// What the opening states: a value, a type, a formula.
      case body
      case field(Keyword)
      /// Where it stands among those whose order decides: behind the clauses named.
      case place
    }

    /// Which part; a field that may be repeated is one part with all its repetitions.
    public let subject: Subject
    /// What only the first standard has, and what only the second has. A part of which neither has anything of its own
    /// has been put in another order.
    public let before: [String]
    /// As ``before``, of the second standard.
    public let after: [String]
  }

  /// What became of the clause from the first standard to the second.
  public let kind: Kind
  /// The kind of the clause, which together with its name tells it from others.
  public let clauseKind: ClauseKind
  /// `物业服务.3`; empty for a clause without a name.
  public let name: String
  /// The title of an added or removed clause.
  public let title: String
  /// Title, body, then fields as they are first met; empty unless changed.
  public let parts: [Part]
  let key: ClauseKey
  let clause: Clause?

  /// Whether the difference can change a result: titles, citations and notes cannot.
  public var isEffective: Bool {
    kind != .changed
      || parts.contains { part in
        switch part.subject {
        case .title: false
        case .body, .place: true
        case .field(let field): !field.isRemark
        }
      }
  }

  /// Whether it stands elsewhere among those whose order decides.
  var isMoved: Bool { parts.contains { $0.subject == .place } }

  /// Whether the difference only brings, or takes away, something that others use: by itself it changes nothing.
  public var isSupport: Bool { kind != .changed && clauseKind.row.effect == .throughOthers }

  /// The category of an item or group.
  public var category: String? { clauseKind.row.identity == .path ? key.path.first : nil }

  /// The level whose weights have to add up again when this clause changes: nil if it weighs nothing.
  public var weightLevel: String? {
    switch clauseKind.row.level {
    case .category?: kind != .changed || states(.points) ? "" : nil
    case .group?, .item?: states(.points) ? key.path.first ?? "" : nil
    case nil: nil
    }
  }

  private func states(_ field: Keyword) -> Bool {
    parts.contains { $0.subject == .field(field) } || (kind != .changed && clause?.has(field) == true)
  }
}

/// Two standards side by side.
public struct StandardComparison: Sendable {
  private let before: Outline
  private let after: Outline
  /// Removed clauses in the order of the first standard, then the others in that of the second.
  public let differences: [Difference]

  /// - Parameters: the outlines in effect, of which each is taken as of its own day; their places must not overlap.
  public init(_ before: Outline, _ after: Outline) {
    let (before, after) = (before.inForce, after.inForce)
    self.before = before
    self.after = after
    let (old, new) = (before.compared, after.compared)
    let oldClauses = Dictionary(old, uniquingKeysWith: { first, _ in first })
    let newKeys = Set(new.map(\.0))
    let (oldTexts, newTexts) = (OutlinePrinter(before), OutlinePrinter(after))
    var differences: [Difference] = []
    for (key, clause) in old where !newKeys.contains(key) {
      differences.append(Difference(.removed, key, clause))
    }
    let moved = ClauseOrder.moved(old.map(\.0), new.map(\.0))
    for (key, clause) in new {
      guard let earlier = oldClauses[key] else {
        differences.append(Difference(.added, key, clause))
        continue
      }
      var parts = Self.parts(earlier, oldTexts, clause, newTexts)
      if let (before, after) = moved[key] {
        parts.append(Difference.Part(subject: .place, before: [before], after: [after]))
      }
      if !parts.isEmpty { differences.append(Difference(.changed, key, clause, parts)) }
    }
    self.differences = differences
  }

  private static func parts(
    _ old: Clause, _ oldTexts: OutlinePrinter, _ new: Clause, _ newTexts: OutlinePrinter
  ) -> [Difference.Part] {
    var parts: [Difference.Part] = []
    func compare(_ subject: Difference.Part.Subject, _ before: [String], _ after: [String]) {
      let (was, now) = (before.map(canonical), after.map(canonical))
      guard was != now else { return }
      let only = zip(before, was).filter { !now.contains($0.1) }.map(\.0)
      parts.append(
        Difference.Part(subject: subject, before: only, after: zip(after, now).filter { !was.contains($0.1) }.map(\.0)))
    }
    compare(.title, [old.title?.text ?? ""], [new.title?.text ?? ""])
    compare(.body, [oldTexts.body(old)], [newTexts.body(new)])
    var done: Set<Keyword> = []
    for field in old.fields + new.fields where done.insert(field.keyword).inserted {
      func texts(_ clause: Clause, _ printer: OutlinePrinter) -> [String] {
        clause.fields.filter { $0.keyword == field.keyword }.map { printer.content(of: $0) }
      }
      compare(.field(field.keyword), texts(old, oldTexts), texts(new, newTexts))
    }
    return parts
  }

  private static func canonical(_ text: String) -> String { CanonicalText.ofPart(text) }

  /// The first standard with some of the differences made, as if someone had changed only these.
  ///
  /// - Parameter chosen: places among ``differences``.
  public func outline(making chosen: Set<Int>) -> Outline {
    var sources = before.sources
    for file in after.sources.files { sources.add(file) }
    var clauses = before.keyed
    let order = after.compared.map(\.0)
    for index in chosen.sorted() {
      let difference = differences[index]
      let place = clauses.firstIndex { $0.key == difference.key }
      switch (difference.kind, place, difference.clause) {
      case (.removed, let place?, _): clauses.remove(at: place)
      case (.changed, let place?, let clause?) where !difference.isMoved: clauses[place].clause = clause
      case (.changed, _, let clause?), (.added, _, let clause?):
        if let place { clauses.remove(at: place) }
        // Behind the nearest clause that precedes it in the second standard and is there.
        let earlier = order.prefix { $0 != difference.key }.reversed()
        let anchor = earlier.firstNonNil { key in clauses.firstIndex { $0.key == key } }
        clauses.insert((difference.key, clause), at: anchor.map { $0 + 1 } ?? clauses.count)
      default: continue
      }
    }
    // Which editions are meant has been settled.
    return Outline(sources: sources, clauses: clauses.map { $0.clause.without([.effective]) })
  }
}

extension Difference {
  fileprivate init(_ kind: Kind, _ key: ClauseKey, _ clause: Clause, _ parts: [Part] = []) {
    self.init(
      kind: kind, clauseKind: key.kind, name: key.name, title: clause.title?.text ?? "",
      parts: parts, key: key, clause: clause)
  }
}

extension Outline {
  /// The clauses that two standards are compared by: those that say something about results.
  fileprivate var compared: [(ClauseKey, Clause)] {
    keyed.filter { $0.key.kind.row.effect != .none }.map { ($0.key, $0.clause) }
  }
}
