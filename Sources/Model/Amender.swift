import Diagnostics
import Quantities
import Syntax

/// Makes amendments to the clauses of a standard: Grammar.md, section 12. An amendment is a clause whose action is not
/// `declare`; variants, settings from outside and an example's own parameters are all lists of them.
public struct Amender {
  private let sources: SourceMap
  private var clauses: [Clause]
  private var removals: [Outline.Removal]
  private var mentions: [Outline.Mention]
  private var diagnostics: [Diagnostic] = []
  /// The category and group under which items without a path belong.
  private var place: (category: Name?, group: Name?)
  /// The heading under which new facts belong.
  private var section: Clause?

  private init(_ outline: Outline, _ sources: SourceMap) {
    clauses = outline.clauses
    removals = outline.removals
    mentions = outline.mentions
    self.sources = sources
  }

  /// - Parameter sources: the files of the standard and of the amendments.
  public static func amend(
    _ outline: Outline, by amendments: [Clause], in sources: SourceMap
  ) -> (outline: Outline, diagnostics: [Diagnostic]) {
    var amender = Amender(outline, sources)
    for amendment in amendments { amender.make(amendment) }
    return (
      Outline(
        sources: sources, clauses: amender.clauses, removals: amender.removals, mentions: amender.mentions),
      amender.diagnostics
    )
  }

  /// The clauses of a standard that inherits nothing; amendments among them are reported.
  public static func standalone(_ outline: Outline) -> (outline: Outline, diagnostics: [Diagnostic]) {
    let diagnostics = outline.clauses.compactMap { clause in
      clause.action.keyword.map {
        Diagnostic(AmendmentProblem.nothingInherited($0), at: outline.sources.place(of: clause.head))
      }
    }
    let clauses = outline.clauses.filter { $0.action == .declare }
    return (Outline(sources: outline.sources, clauses: clauses), diagnostics)
  }

  private mutating func report(_ problem: AmendmentProblem, _ amendment: Clause, related: SourceRange? = nil) {
    diagnostics.append(
      Diagnostic(problem, at: sources.place(of: amendment.head), related: related.map { sources.place(of: $0) }))
  }

  private mutating func make(_ amendment: Clause) {
    var amendment = amendment
    // What could not be read has been reported.
    if amendment.action != .declare, case .broken = amendment.body { return }
    if amendment.kind.row.identity == .path, amendment.path.isEmpty {
      let path = [place.category, amendment.kind.row.level == .item ? place.group : nil].compactMap { $0 }
      amendment = amendment.placed(in: path)
    }
    if amendment.kind == .standard, amendment.action == .declare {
      amendStandard(amendment)
    } else {
      switch amendment.action {
      case .amend: change(amendment)
      case .remove: remove(amendment)
      case .declare, .insert: add(amendment)
      }
    }
    switch amendment.kind.row.level {
    case .category?: place = (amendment.name, nil)
    case .group?: place = (amendment.path.first, amendment.name)
    case .item?, nil: break
    }
    if amendment.kind.row.placement == .heading { section = amendment }
  }

  // MARK: Finding clauses

  /// Where the clause stands that an amendment is about.
  private func find(_ amendment: Clause) -> Int? { chosen(findAll(amendment), amendment.validity) }

  /// All editions of the clause that an amendment is about.
  private func findAll(_ amendment: Clause) -> [Int] {
    switch amendment.kind.row.identity {
    case .path:
      guard let owner = amendment.path.first, let category = find(.category, owner.text) else { return [] }
      return findAll(amendment.kind, amendment.name?.text, in: category)
    case .title:
      return clauses.indices.filter {
        clauses[$0].kind == amendment.kind && clauses[$0].title?.text == amendment.title?.text
      }
    case .alone: return clauses.indices.filter { clauses[$0].kind == amendment.kind }
    case .name: return findAll(amendment.kind, amendment.name?.text)
    }
  }

  private func findAll(_ kind: ClauseKind, _ name: String?) -> [Int] {
    clauses.indices.filter { clauses[$0].kind == kind && clauses[$0].isNamed(name) }
  }

  private func findAll(_ kind: ClauseKind, _ name: String?, in category: Int) -> [Int] {
    extent(of: category).dropFirst().filter { clauses[$0].kind == kind && clauses[$0].isNamed(name) }
  }

  private func find(_ kind: ClauseKind, _ name: String?) -> Int? { chosen(findAll(kind, name), nil) }

  private func find(_ kind: ClauseKind, _ name: String?, in category: Int) -> Int? {
    chosen(findAll(kind, name, in: category), nil)
  }

  /// Of several editions the one that begins on the day stated, or else the one in force.
  private func chosen(_ editions: [Int], _ stated: Validity?) -> Int? {
    guard editions.count > 1 else { return editions.first }
    if let stated, let same = editions.first(where: { clauses[$0].validity?.since == stated.since }) { return same }
    let day = Outline(sources: sources, clauses: clauses).referenceDay
    return editions.first { edition in day.map(clauses[edition].isInForce) ?? true } ?? editions.last
  }

  /// Keeps the places where an amendment names the clause that it is about, and those in which that stands.
  private mutating func mention(_ amendment: Clause, _ index: Int?) {
    let category = amendment.path.first.flatMap { find(.category, $0.text) }
    let group = category.flatMap { find(.group, amendment.path.dropFirst().first?.text, in: $0) }
    let own = amendment.kind.row.identity == .title ? amendment.title?.range : amendment.name?.range
    let ranges = amendment.path.map(\.range)
    for (index, range) in [(category, ranges.first), (group, ranges.dropFirst().first), (index, own)] {
      guard let index, let range, clauses[index].kind.row.identity != .alone else { continue }
      let category = clauses.owners[index].category.flatMap { clauses[$0].name }
      mentions.append(Outline.Mention(ClauseKey(clauses[index], in: category), clauses[index], at: range))
    }
  }

  /// A clause with what belongs to it: the groups and items of a category, the items of a group.
  private func extent(of index: Int) -> [Int] {
    guard let level = clauses[index].kind.row.level, level != .item else { return [index] }
    // What follows several editions is that of each.
    let owner = clauses.editions(from: index).upperBound - 1
    return [index] + clauses.owners.enumerated().filter { $1.category == owner || $1.group == owner }.map { $0.offset }
  }

  /// The place behind a clause and all that belongs to it.
  private func end(of index: Int) -> Int { (extent(of: index).last ?? index) + 1 }

  private mutating func reportUnknown(_ amendment: Clause) {
    let isTitled = amendment.kind.row.identity == .title
    let names = clauses.filter { $0.kind == amendment.kind }
      .compactMap { isTitled ? $0.title?.text : $0.name?.text }
    let own = amendment.name?.text ?? amendment.title?.text ?? ""
    let nearest = names.contains(own) ? nil : NearestName.of(own, among: names)
    report(.unknownTarget(amendment.kind, amendment.pathText, nearest: nearest), amendment)
  }

  // MARK: Locks

  /// Where a clause is marked, if the mark binds an amendment: marks bind the levels below. Whoever tries something out
  /// on a file, from outside of it, is not bound by the marks of that file itself.
  private func binding(_ mark: Keyword, at index: Int, on amendment: Clause) -> SourceRange? {
    guard let range = clauses[index].fields.first(where: { $0.keyword == mark })?.range else { return nil }
    return sources.isInMain(range) || sources.file(of: range) == sources.file(of: amendment.range) ? nil : range
  }

  /// Whether a lock set in another file forbids a change; reported if so.
  private mutating func isForbidden(_ amendment: Clause, at index: Int) -> Bool {
    if let kept = amendment.kind.row.lockedFields, !amendment.touches(kept) { return false }
    let owners = clauses.owners[index]
    for place in [index, owners.group, owners.category].compactMap({ $0 }) {
      guard let lock = binding(.locked, at: place, on: amendment) else { continue }
      report(.locked(clauses[place].kind, clauses[place].pathText), amendment, related: lock)
      return true
    }
    return false
  }

  // MARK: The three actions, and the standard's own clause

  private mutating func change(_ amendment: Clause) {
    guard let index = find(amendment) else { return reportUnknown(amendment) }
    mention(amendment, index)
    guard !isForbidden(amendment, at: index) else { return }
    if amendment.takesOff(.tightenOnly), let mark = binding(.tightenOnly, at: index, on: amendment) {
      return report(
        .notTighter(clauses[index].kind, clauses[index].pathText, removed: true), amendment, related: mark)
    }
    if let diagnostic = otherType(clauses[index], amendment) { return diagnostics.append(diagnostic) }
    clauses[index].merge(amendment)
  }

  /// A parameter that is a percentage stays one unless the amendment says otherwise: what it is compared with would be
  /// wrong, and the message would stand there.
  private func otherType(_ clause: Clause, _ amendment: Clause) -> Diagnostic? {
    guard case .parameter(nil, let old?) = clause.body, case .parameter(nil, let new?) = amendment.body,
      let was = old.literalType, let now = new.literalType, !isLike(was, now)
    else { return nil }
    let replacement: String? =
      switch (old.kind, new.kind) {
      case (.percentage, .number(let lexeme, nil)): lexeme + "%"
      case (.number(_, let unit?), .number(let lexeme, _)): "\(lexeme) \(unit)"
      default: nil
      }
    return Diagnostic(
      AmendmentProblem.otherType(clause.name?.text ?? "", was: was, now: now), at: sources.place(of: new.range),
      replacement: replacement)
  }

  /// Whether two types are the same, or numbers in units that may be converted into one another.
  private func isLike(_ was: ValueType, _ now: ValueType) -> Bool {
    guard case .number(let old, _) = was, case .number(let new, _) = now, !old.isPlain, !new.isPlain else {
      return was == now
    }
    // What a 单位 says of units, the checker knows.
    let declared = Set(clauses.filter { $0.kind == .unit }.flatMap { [$0.name?.text, $0.alias?.text] })
    let words = (old.text + "/" + new.text).split(separator: "/").map(String.init)
    if words.contains(where: declared.contains) { return true }
    let units = UnitTable()
    return units.resolve(old.text).unit == units.resolve(new.text).unit
  }

  private mutating func remove(_ amendment: Clause) {
    let editions = findAll(amendment)
    guard let index = chosen(editions, amendment.validity) else { return reportUnknown(amendment) }
    mention(amendment, index)
    // One edition by itself leaves what the others have too.
    let isOneOfSeveral = amendment.has(.effective) && editions.count > 1
    let isShared = isOneOfSeveral && editions.contains { abs($0 - index) == 1 }
    let extent =
      isShared ? [index] : Set((isOneOfSeveral ? [index] : editions).flatMap(self.extent)).sorted()
    for place in extent {
      if isForbidden(amendment, at: place) { return }
      guard let mark = binding(.tightenOnly, at: place, on: amendment) else { continue }
      return report(
        .notTighter(clauses[place].kind, clauses[place].pathText, removed: true), amendment, related: mark)
    }
    removals += extent.map { Outline.Removal(of: clauses[$0], by: amendment) }
    for place in extent.reversed() { clauses.remove(at: place) }
  }

  private mutating func add(_ amendment: Clause) {
    if amendment.kind.row.placement != .heading, let index = find(amendment) {
      let editions = findAll(amendment)
      if let own = amendment.validity, !editions.contains(where: { clauses[$0].validity?.since == own.since }) {
        return addEdition(amendment, behind: editions.last ?? index)
      }
      let problem = AmendmentProblem.alreadyThere(
        amendment.kind, amendment.pathText, at: sources.line(of: clauses[index].range))
      return report(problem, amendment)
    }
    guard let index = position(for: amendment) else { return }
    mention(amendment, nil)
    let owner = amendment.path.last.flatMap { name in clauses[..<index].lastIndex { $0.isNamed(name.text) } }
    if let owner, isForbidden(amendment, at: owner) { return }
    clauses.insert(amendment.declared, at: index)
  }

  /// Puts a new edition directly behind the last one, so that what stands below is that of both.
  private mutating func addEdition(_ amendment: Clause, behind index: Int) {
    mention(amendment, index)
    if isForbidden(amendment, at: index) { return }
    clauses.insert(amendment.declared, at: index + 1)
  }

  /// Where a new clause goes: behind the last of its kind, and items behind those of their category or group.
  private mutating func position(for amendment: Clause) -> Int? {
    switch amendment.kind.row.placement {
    case .inside: return positionInside(amendment)
    case .heading: return nil
    case .belowHeading: return positionBelowHeading(amendment.kind)
    case .beforeRest: return clauses.firstIndex { $0.isForTheRest } ?? last(of: amendment.kind)
    case .last: return last(of: amendment.kind)
    }
  }

  private mutating func positionInside(_ amendment: Clause) -> Int? {
    guard let owner = amendment.path.first else {
      report(.placeless(amendment.kind), amendment)
      return nil
    }
    guard let category = find(.category, owner.text) else {
      reportUnknown(Clause(kind: .category, name: owner, range: amendment.range))
      return nil
    }
    let inside = extent(of: category).dropFirst()
    let end = end(of: category)
    guard amendment.kind.row.level == .item else { return end }
    guard amendment.path.count > 1 else {
      // Items that stand directly in a category come before its groups.
      return inside.first { clauses[$0].kind == .group } ?? end
    }
    let name = amendment.path[1]
    guard let group = find(.group, name.text, in: category) else {
      reportUnknown(Clause(kind: .group, name: name, range: amendment.range))
      return nil
    }
    return self.end(of: group)
  }

  /// Behind the last clause of a kind and what belongs to it; where there is none, before the examples.
  private func last(of kind: ClauseKind) -> Int {
    let last = clauses.lastIndex { $0.kind == kind }
    return last.map(end) ?? clauses.firstIndex { $0.kind == .example } ?? clauses.count
  }

  /// Behind the last fact under the current heading, which is added if the standard has none of that title.
  private mutating func positionBelowHeading(_ kind: ClauseKind) -> Int {
    let last = clauses.lastIndex { $0.kind == kind || $0.kind.row.placement == .heading }
    let end = last.map { $0 + 1 } ?? clauses.count
    guard let section else { return end }
    guard let start = find(section) else {
      clauses.insert(section.declared, at: end)
      return end + 1
    }
    return clauses[(start + 1)...].firstIndex { $0.kind != kind } ?? clauses.count
  }

  /// The clause 标准 of a variant: its name is its own, its fields amend the inherited ones.
  private mutating func amendStandard(_ own: Clause) {
    guard let index = clauses.firstIndex(where: { $0.kind == .standard }) else { return clauses.insert(own, at: 0) }
    if isForbidden(own, at: index) { return }
    if case .inherits(let name, _) = own.body {
      mentions.append(Outline.Mention(ClauseKey(clauses[index], in: nil), clauses[index], at: name.range))
    }
    var merged = Clause(
      kind: .standard, name: own.name, alias: own.alias, title: own.title, fields: clauses[index].fields,
      range: own.range)
    if own.title != nil { merged.fields.removeAll { $0.keyword == .title } }
    merged.mergeFields(own)
    clauses[index] = merged
  }
}

extension Clause {
  fileprivate func isNamed(_ text: String?) -> Bool { text != nil && (name?.text == text || alias?.text == text) }

  /// A grade without a condition, for as many as there are.
  fileprivate var isForTheRest: Bool {
    if case .grade(let places, when: nil) = body { places.isEmpty } else { false }
  }

  fileprivate func takesOff(_ keyword: Keyword) -> Bool {
    fields.contains { if case .keywords(let taken) = $0.body { taken.contains(keyword) } else { false } }
  }

  /// Whether an amendment states or takes off one of the fields.
  fileprivate func touches(_ keywords: Set<Keyword>) -> Bool {
    keywords.contains { has($0) || takesOff($0) }
  }

  fileprivate func placed(in path: [Name]) -> Clause {
    Clause(
      action: action, kind: kind, path: path, name: name, alias: alias, title: title, body: body,
      fields: fields, range: range)
  }

  /// The clause as it stands in the effective standard.
  fileprivate var declared: Clause {
    Clause(kind: kind, name: name, alias: alias, title: title, body: body, fields: fields, range: range)
  }

  /// From the keyword to the end of the name: enough to point at.
  public var head: SourceRange {
    let end = title?.range ?? name?.range ?? subjects.last?.range ?? range
    return range.lower <= end.lower && end.upper <= range.upper ? SourceRange(range.lower, end.upper) : end
  }

  /// The facts of 对象.
  private var subjects: [Name] {
    if case .subject(let names) = body { names } else { [] }
  }

  /// `物业服务.3`, or the quoted title of what has no name.
  public var pathText: String {
    if !subjects.isEmpty { return subjects.map(\.text).joined(separator: ", ") }
    let names = (path + [name].compactMap { $0 }).map(\.text).joined(separator: ".")
    return names.isEmpty ? (title.map { "“\($0.text)”" } ?? "") : names
  }

  /// Takes over what an amendment states, and keeps the rest.
  mutating func merge(_ amendment: Clause) {
    // The name is that of a fact, not its own.
    if kind.row.identity == .alone { name = amendment.name ?? name }
    alias = amendment.alias ?? alias
    title = amendment.title ?? title
    body = body.merged(with: amendment.body)
    mergeFields(amendment)
  }

  /// Fields of one family are replaced as a whole, where the first of them stood.
  mutating func mergeFields(_ amendment: Clause) {
    for field in amendment.fields {
      if case .keywords(let keywords) = field.body { fields.removeAll { keywords.contains($0.keyword) } }
    }
    // A mark stays where it was set: it binds all levels below that one.
    let marks: Set<Keyword> = [.locked, .tightenOnly]
    let stated = amendment.fields.filter {
      $0.keyword != .without && !(marks.contains($0.keyword) && has($0.keyword))
    }
    var done: Set<Keyword> = []
    for field in stated where !done.contains(field.keyword) {
      let family = kind.family(of: field.keyword)
      done.formUnion(family)
      let new = stated.filter { family.contains($0.keyword) }
      let place = fields.firstIndex { family.contains($0.keyword) } ?? fields.count
      fields.removeAll { family.contains($0.keyword) }
      fields.insert(contentsOf: new, at: min(place, fields.count))
    }
  }
}

extension Expression {
  /// The type of a value as it stands; nil for what has to be worked out.
  fileprivate var literalType: ValueType? {
    switch kind {
    case .number(_, let unit): .number(unit.map { Measure(Unit($0)) } ?? .none, whole: false)
    case .percentage: .percentage
    case .date: .date
    case .text: .text
    case .truth: .truth
    case .negated(let inner): inner.literalType
    default: nil
    }
  }
}

extension Clause.Body {
  /// The parts that an amendment states take the place of the old ones.
  fileprivate func merged(with new: Clause.Body) -> Clause.Body {
    switch (self, new) {
    case (_, .plain), (_, .unit(equals: nil)), (_, .fact(type: nil)), (_, .points(nil)): self
    case (.valued(let old, let oldType), .valued(let parameters, let type)):
      .valued(parameters: parameters.isEmpty ? old : parameters, type: type ?? oldType)
    case (.parameter(let oldType, let oldValue), .parameter(let type, let value)):
      .parameter(type: type ?? oldType, value: value ?? oldValue)
    case (.selection(let old, let oldWhen), .selection(let places, let when)):
      .selection(old.merged(with: places), when: when ?? oldWhen)
    case (.grade(let old, let oldWhen), .grade(let places, let when)):
      .grade(old.merged(with: places), when: when ?? oldWhen)
    default: new
    }
  }
}

extension Clause.Places {
  fileprivate func merged(with new: Clause.Places) -> Clause.Places {
    var merged = self
    merged.quota = new.quota ?? quota
    if !new.groupBy.isEmpty { merged.groupBy = new.groupBy }
    merged.groupQuota = new.groupQuota ?? groupQuota
    return merged
  }
}
