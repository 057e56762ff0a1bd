import Diagnostics
import Quantities
import Syntax

/// Makes amendments to the clauses of a standard: Grammar.md, section 12. An amendment is a clause whose action is not
/// `declare`; variants, settings from outside and an example's own parameters are all lists of them.
public struct Amender {
  let sources: SourceMap
  var clauses: [Clause]
  private var removals: [Outline.Removal]
  var mentions: [Outline.Mention]
  private var diagnostics: [Diagnostic] = []
  /// The category and group under which items without a path belong.
  private var place: (category: Name?, group: Name?)
  /// The heading under which new facts belong.
  var section: Clause?

  private init(_ outline: Outline, _ sources: SourceMap) {
    clauses = outline.clauses
    removals = outline.removals
    mentions = outline.mentions
    self.sources = sources
  }

  /// - Parameters:
  ///   - texts: the clauses of one text after the other: an item without a path belongs to a category of its own text.
  ///   - sources: the files of the standard and of the amendments.
  public static func amend(
    _ outline: Outline, by texts: [[Clause]], in sources: SourceMap
  ) -> (outline: Outline, diagnostics: [Diagnostic]) {
    var amender = Amender(outline, sources)
    for amendments in texts {
      (amender.place, amender.section) = ((nil, nil), nil)
      for amendment in amendments { amender.make(amendment) }
    }
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

  mutating func report(
    _ problem: AmendmentProblem, _ amendment: Clause, related: SourceRange? = nil, replacement: String? = nil,
    of replaced: SourceRange? = nil
  ) {
    diagnostics.append(
      Diagnostic(
        problem, at: sources.place(of: amendment.head), related: related.map { sources.place(of: $0) },
        replacement: replacement, of: replaced))
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

  // MARK: Locks

  /// Where a clause is marked, if the mark binds an amendment: marks bind the levels below. Whoever tries something out
  /// on a file, from outside of it, is not bound by the marks of that file itself.
  private func binding(_ mark: Keyword, at index: Int, on amendment: Clause) -> SourceRange? {
    guard let range = clauses[index].fields.first(where: { $0.keyword == mark })?.range else { return nil }
    return sources.isInMain(range) || sources.file(of: range) == sources.file(of: amendment.range) ? nil : range
  }

  /// Whether a lock set in another file forbids a change; reported if so.
  mutating func isForbidden(_ amendment: Clause, at index: Int) -> Bool {
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
    move(amendment)
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
    move(amendment)
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
  func isNamed(_ text: String?) -> Bool { text != nil && (name?.text == text || alias?.text == text) }

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
  var declared: Clause {
    Clause(
      kind: kind, name: name, alias: alias, title: title, body: body,
      fields: without(ClauseKind.placements).fields, range: range)
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
