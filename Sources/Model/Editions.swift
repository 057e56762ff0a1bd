import Diagnostics
import Quantities
import Syntax

/// The days on which a clause is in force, both ends included.
public struct Validity: Hashable, Sendable {
  /// 施行 自; nil for always before.
  public let since: CalendarDate?
  /// 施行 至; nil for no end.
  public let until: CalendarDate?

  /// Whether it is in force on a day.
  public func contains(_ day: CalendarDate) -> Bool {
    since.map { $0.dayNumber <= day.dayNumber } ?? true && until.map { day.dayNumber <= $0.dayNumber } ?? true
  }

  /// `2026-01-01`, `2026-01-01 至 2026-12-31`.
  public func text(_ language: Language) -> String {
    let start = since.map { language == .zh ? "自 \($0.text)" : "since \($0.text)" }
    let end = until.map { language == .zh ? "至 \($0.text)" : "to \($0.text)" }
    return [start, end].compactMap { $0 }.joined(separator: " ")
  }
}

extension Clause {
  /// 施行 as written; nil where nothing is said, or no day.
  var validity: Validity? {
    for field in fields {
      guard case .validity(let since, let until) = field.body else { continue }
      let (start, end) = (since?.day, until?.day)
      return (since == nil) == (start == nil) && (until == nil) == (end == nil)
        ? Validity(since: start, until: end) : nil
    }
    return nil
  }

  func isInForce(on day: CalendarDate) -> Bool { validity?.contains(day) ?? true }

  /// The 施行 of a clause.
  var validityRange: SourceRange? { fields.first { $0.keyword == .effective }?.range }
}

extension Expression {
  /// The day that is written; nil for anything else.
  var day: CalendarDate? {
    guard case .date(let year, let month, let day) = kind else { return nil }
    return CalendarDate(year: Int(year) ?? 0, month: Int(month) ?? 0, day: Int(day) ?? 0)
  }
}

/// Clauses of one name that are in force at different times are editions of one clause. Which of them is meant is settled
/// on the outline, before it is checked: whoever checks, judges or reports knows of one standard, that of a day.
extension Outline {
  /// Whether some clause is in force for a time only.
  var hasEditions: Bool { clauses.indices.contains { clauses[$0].fields.contains { $0.keyword == .effective } } }

  /// 基准日, where it is written as a date.
  var referenceDay: CalendarDate? {
    for clause in clauses where clause.kind == .standard {
      for field in clause.fields where field.keyword == .referenceDate {
        if case .expression(let expression) = field.body { return expression.day }
      }
    }
    return nil
  }

  /// The standard in force on its 基准日.
  public var inForce: Outline {
    guard hasEditions, let day = referenceDay else { return self }
    return only(places(inForceOn: day))
  }

  /// Without the days, and of the examples those that are left: what is written is what is in force.
  public func settled(with examples: [Example]) -> Outline {
    let titles = Set(examples.map(\.title))
    let left = clauses.filter { $0.kind != .example || titles.contains($0.title?.text ?? "") }
    return Outline(
      sources: sources, clauses: left.map { $0.without([.effective]) }, removals: removals, mentions: mentions)
  }

  /// The standard as it is on another day, all editions still in it; itself where it states no 基准日.
  public func asOf(_ day: CalendarDate) -> Outline {
    let changed = clauses.map { clause -> Clause in
      guard clause.kind == .standard else { return clause }
      var clause = clause
      clause.fields = clause.fields.map { field in
        guard field.keyword == .referenceDate, case .expression(let old) = field.body else { return field }
        let parts = day.text.split(separator: "-").map(String.init)
        let date = Expression(kind: .date(parts[0], parts[1], parts[2]), range: old.range)
        return Field(keyword: .referenceDate, body: .expression(date), range: field.range)
      }
      return clause
    }
    return Outline(sources: sources, clauses: changed, removals: removals, mentions: mentions)
  }

  /// The clauses at some places.
  func only(_ places: [Int]) -> Outline {
    Outline(sources: sources, clauses: places.map { clauses[$0] }, removals: removals, mentions: mentions)
  }

  /// Which clauses are in force on a day, by their places. What stands below a category or group that is not goes with
  /// it; editions of one that stand directly one behind another have what follows in common.
  func places(inForceOn day: CalendarDate) -> [Int] {
    let dates = exampleDays
    var (category, group) = (true, true)
    var kept: [Int] = []
    var place = 0
    while place < clauses.count {
      let run = clauses.editions(from: place)
      let members = run.filter { clauses[$0].isInForce(on: day) }
      place = run.upperBound
      switch clauses[run.lowerBound].kind.row.level {
      case .category?: (category, group) = (!members.isEmpty, true)
      case .group?: group = !members.isEmpty
      case .item?, nil: break
      }
      let belongs =
        switch clauses[run.lowerBound].kind.row.level {
        case .category?, nil: true
        case .group?: category
        case .item?: category && group
        }
      guard belongs else { continue }
      kept += members.filter { member in dates[member].map { isAlike($0, day) } ?? true }
    }
    return kept
  }

  /// Whether the same clauses are in force on two days.
  func isAlike(_ a: CalendarDate, _ b: CalendarDate) -> Bool {
    clauses.allSatisfy { $0.isInForce(on: a) == $0.isInForce(on: b) }
  }

  /// The days for which a standard has to be checked by itself: those on which an edition begins, or ends that has always
  /// been, and those of examples. Each with the place that says so.
  public var otherDays: [(day: CalendarDate, range: SourceRange)] {
    guard hasEditions, let own = referenceDay else { return [] }
    var days: [(day: CalendarDate, range: SourceRange)] = []
    func add(_ day: CalendarDate, _ range: SourceRange) {
      if ([own] + days.map(\.day)).allSatisfy({ !isAlike($0, day) }) { days.append((day, range)) }
    }
    for clause in clauses {
      if let validity = clause.validity, let day = validity.since ?? validity.until {
        add(day, clause.validityRange ?? clause.head)
      }
    }
    for (place, day) in exampleDays.sorted(by: { $0.key < $1.key }) { add(day, clauses[place].head) }
    return days
  }

  // MARK: Examples

  /// The days of the examples that are about one, by their places: 给定 基准日, their own or that of the example from
  /// which they start.
  var exampleDays: [Int: CalendarDate] {
    var byTitle: [String: CalendarDate] = [:]
    var days: [Int: CalendarDate] = [:]
    for (place, clause) in clauses.enumerated() where clause.kind == .example {
      guard let day = clause.givenDay ?? clause.text(of: .like).flatMap({ byTitle[$0] }) else { continue }
      days[place] = day
      if let title = clause.title { byTitle[title.text] = day }
    }
    return days
  }

  /// The titles of the examples in order, each with the day that it is about, if it is about one.
  public var examples: [(title: String, day: CalendarDate?)] {
    let days = exampleDays
    var seen: Set<String> = []
    return clauses.indices.compactMap { place in
      guard clauses[place].kind == .example, let title = clauses[place].title?.text, seen.insert(title).inserted else {
        return nil
      }
      return (title, days[place])
    }
  }

  /// The standard of another day, with the examples that are about its days and what they build upon.
  public func withItsExamples(asOf day: CalendarDate) -> Outline {
    let dates = exampleDays
    let own = Set(dates.filter { isAlike($0.value, day) }.keys)
    let expecting = Outline(
      sources: sources,
      clauses: clauses.enumerated().map { place, clause in
        clause.kind == .example && !own.contains(place) ? clause.without([.expect]) : clause
      }, removals: removals, mentions: mentions)
    let built = expecting.examplesBuiltUpon
    let places = expecting.clauses.indices.filter { place in
      let clause = expecting.clauses[place]
      return clause.kind != .example || own.contains(place) || built.contains(clause.title?.text ?? "")
    }
    return expecting.only(places).asOf(day)
  }
}

extension Clause {
  /// 给定 基准日.
  fileprivate var givenDay: CalendarDate? {
    for field in fields where field.keyword == .given {
      guard case .assignments(let assignments) = field.body else { continue }
      for assignment in assignments where assignment.isReferenceDate {
        if case .expression(let value) = assignment.value { return value.day }
      }
    }
    return nil
  }
}

extension Assignment {
  /// Whether it sets the day and no fact.
  var isReferenceDate: Bool { Keyword(spelling: name.text) == .referenceDate }
}

extension [Clause] {
  /// From a place as far as editions of the same category or group follow one another; the place alone for other kinds.
  func editions(from place: Int) -> Range<Int> {
    guard let level = self[place].kind.row.level, level != .item else { return place..<(place + 1) }
    var end = place + 1
    while end < count, self[end].kind == self[place].kind, self[end].name?.text == self[place].name?.text,
      self[end].has(.effective) || self[place].has(.effective)
    { end += 1 }
    return place..<end
  }
}
