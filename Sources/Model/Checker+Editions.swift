import Diagnostics
import Quantities
import Syntax

/// Which clauses a standard of a day has, and what is wrong with the days.
extension Checker {
  /// What the clauses of a day are, and which of them are in force on other days only.
  struct InForce {
    /// Without a second edition of anything.
    let outline: Outline
    /// Clauses in force beside another one of their name.
    var overlapping: [(first: Clause, second: Clause, key: ClauseKey)] = []
    /// Names of which no edition is in force.
    var absent: [ClauseKey: Validity] = [:]
    /// The editions taken, of what has several.
    var editions: [Standard.Edition] = []

    init(_ whole: Outline) {
      guard whole.hasEditions else {
        outline = whole
        return
      }
      let chosen = whole.inForce
      var first: [ClauseKey: Clause] = [:]
      var places: [Int] = []
      let counts = Dictionary(whole.keyed.map { ($0.key, 1) }, uniquingKeysWith: +)
      for (place, (key, clause)) in chosen.keyed.enumerated() {
        if let other = first[key], key.kind != .standard, clause.has(.effective) || other.has(.effective) {
          overlapping.append((other, clause, key))
          continue
        }
        places.append(place)
        first[key] = clause
        guard let validity = clause.validity, counts[key, default: 0] > 1 else { continue }
        editions.append(Standard.Edition(key: key, validity: validity))
      }
      outline = chosen.only(places)
      for (key, clause) in whole.keyed where first[key] == nil {
        absent[key] = clause.validity ?? absent[key]
      }
    }
  }

  /// Reports what is wrong with the days on which clauses are in force.
  mutating func editions() {
    guard let place = whole.clauses.firstNonNil(\.validityRange) else { return }
    for field in whole.clauses.flatMap(\.fields) {
      guard case .validity(let since, let until) = field.body else { continue }
      for end in [since, until] { if let end { _ = constant(end, as: .date, .date) } }
      if let start = since?.day, let end = until?.day, start.dayNumber > end.dayNumber {
        report(ModelProblem.reversed(start.text, end.text), at: field.range)
      }
    }
    guard let day = whole.referenceDay else { return report(EditionProblem.noDay, at: place) }
    for (first, second, key) in inForce.overlapping {
      diagnostics.append(
        Diagnostic(
          EditionProblem.overlap(key.kind, key.name, day), at: sources.place(of: second.validityRange ?? second.head),
          related: sources.place(of: first.validityRange ?? first.head)))
    }
    for (key, editions) in Dictionary(grouping: whole.keyed, by: \.key) where editions.count > 1 {
      gaps(key, editions.map(\.clause))
    }
    standard.editions = inForce.editions
  }

  /// Reports the days between two editions on which there is none.
  private mutating func gaps(_ key: ClauseKey, _ clauses: [Clause]) {
    let known = clauses.compactMap { clause in clause.validity.map { (clause: clause, validity: $0) } }
    // Where one is in force whenever its category is, that category says so.
    guard known.count == clauses.count else { return }
    let sorted = known.sorted { ($0.validity.since?.dayNumber ?? 0) < ($1.validity.since?.dayNumber ?? 0) }
    for (one, next) in zip(sorted, sorted.dropFirst()) {
      guard let end = one.validity.until?.dayNumber, let start = next.validity.since?.dayNumber, end + 1 < start,
        let from = try? CalendarDate(dayNumber: end + 1), let to = try? CalendarDate(dayNumber: start - 1)
      else { continue }
      diagnostics.append(
        Diagnostic(
          EditionProblem.gap(key.kind, key.name, from: from, to: to),
          at: sources.place(of: next.clause.validityRange ?? next.clause.head),
          related: sources.place(of: one.clause.validityRange ?? one.clause.head)))
    }
  }

  /// Whether a name is of something that is in force on other days only; reported if so.
  mutating func reportAbsent(_ name: String, at range: SourceRange, _ fits: (ClauseKind) -> Bool) -> Bool {
    guard let (key, validity) = inForce.absent.first(where: { $0.key.name == name && fits($0.key.kind) }),
      let day = whole.referenceDay
    else { return false }
    report(EditionProblem.notInForce(key.kind, name, validity, day), at: range)
    return true
  }
}

extension Standard {
  /// The edition of a clause that is in force, where it has several.
  public struct Edition: Sendable, Hashable {
    /// What names the clause.
    public let key: ClauseKey
    /// When it is in force.
    public let validity: Validity
  }
}
