import Diagnostics
import Model
import Syntax

extension Workbench.Loaded {
  /// What could come next in clauses or in an expression.
  ///
  /// - Parameters:
  ///   - before: what stands before the cursor.
  /// - Returns: nothing for a standard with errors.
  ///   - cursor: where it ends, in UTF-8 bytes; nil where nothing stands before it.
  public func proposals(behind before: String, before cursor: Int? = nil) -> Proposals {
    let word = Proposals.word(atEndOf: before)
    let written: Language = Language.isChinese(file.text) ? .zh : .en
    let typed = String(before.dropLast(word.count))
    let lines = typed.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    let startsLine = lines.count > 1 && lines.last?.allSatisfy(\.isWhitespace) == true
    let place = Place(tokens: Token.all(in: typed).dropLast(), startsLine: startsLine)
    let candidates = standard.map { Candidates(standard: $0, place: place) }
    return Proposals(
      candidates?.all ?? [], begun: word, before: cursor ?? before.utf8.count, place.language ?? written,
      titles: candidates?.titles ?? [:])
  }
}

/// What stands before a word that is being typed.
private struct Place {
  let tokens: ArraySlice<Token>
  /// Whether the word begins a line below others.
  let startsLine: Bool

  /// The language of the last word that has one.
  var language: Language? {
    for token in tokens.reversed() {
      if case .word(let text, _) = token.kind { return Language.isChinese(text) ? .zh : .en }
    }
    return nil
  }

  /// The clause in which the word stands.
  var clause: ArraySlice<Token> {
    let start = tokens.lastIndex { $0.startsLine && $0.keyword?.role == .opening }
    return tokens[(start ?? tokens.startIndex)...]
  }

  /// Behind 修改 and its like stands a kind of clause.
  var action: Clause.Action {
    Clause.Action.allCases.first { $0.keyword != nil && $0.keyword == clause.first?.keyword }
      ?? .declare
  }

  var kind: ClauseKind? {
    (action == .declare ? clause.first : clause.dropFirst().first)?.keyword.flatMap {
      ClauseKind($0)
    }
  }

  /// Whether a clause has been named and nothing been said of it yet: `修改 参数 名额 `, `修改 指标 物业服务.3 `.
  var isBehindName: Bool {
    var rest = clause.dropFirst(action == .declare ? 1 : 2)
    guard rest.popFirst() != nil else { return false }
    while let sign = rest.popFirst() {
      guard sign.kind == .sign(".") || sign.keyword == .of, rest.popFirst() != nil else { return false }
    }
    return true
  }

  /// The name that is compared with a list that is still open, and what stands in it: `等次` and `优` in `等次 属于 {优，`.
  var listed: (subject: String, members: [String])? {
    guard let start = tokens.lastIndex(where: { $0.kind == .sign("{") }) else { return nil }
    let inside = tokens[tokens.index(after: start)...]
    guard !inside.contains(where: { $0.kind == .sign("}") }), let subject = tokens[..<start].dropLast().last,
      case .word(let name, _) = subject.kind
    else { return nil }
    let members = inside.compactMap { token -> String? in
      switch token.kind {
      case .word(let text, _), .text(let text), .number(let text): text
      case .percentage, .date, .sign, .invalid, .end: nil
      }
    }
    return (name, members)
  }

  /// The clause whose part the word is, as it is named.
  var named: String? {
    guard case .word(let name, _)? = clause.dropFirst(2).first?.kind else { return nil }
    return name
  }

  /// The names before a dot that stands last: `物业服务` and `保洁` in `物业服务.保洁.`
  var path: [String] {
    var rest = tokens
    var names: [String] = []
    while let sign = rest.popLast(), sign.kind == .sign(".") || sign.keyword == .of,
      let name = rest.popLast()
    {
      switch name.kind {
      case .word(let text, _), .number(let text): names.insert(text, at: 0)
      case .percentage, .date, .text, .sign, .invalid, .end: return names
      }
    }
    return names
  }
}

/// What fits a place, the likeliest first, each with its spellings.
private struct Candidates {
  let standard: Standard
  let place: Place

  var all: [[String]] {
    if !place.path.isEmpty { return parts(of: place.path) }
    if place.action != .declare, place.clause.count == 1 {
      return ClauseKind.allCases.map { [$0.chinese, $0.english] }
    }
    if place.action != .declare, place.clause.count == 2, let kind = place.kind,
      let named = named(kind)
    {
      return named
    }
    if let listed = place.listed { return options(of: listed.subject, without: listed.members) }
    if place.action == .amend, place.isBehindName, let kind = place.kind { return amendable(kind) }
    let openings = keywords { $0.role == .opening }
    if place.startsLine, let kind = place.kind {
      return keywords { kind.allows($0.keyword, place.action) } + openings
    }
    let rest = keywords { $0.role != .opening }
    return place.clause.isEmpty ? openings + values + rest : options + values + rest + openings
  }

  private func keywords(where fits: (Keyword.Row) -> Bool) -> [[String]] {
    Keyword.rows.filter(fits).map { [$0.chinese, $0.english] }
  }

  /// What may be said of a clause that an amendment has named: its fields, and what its opening states.
  private func amendable(_ kind: ClauseKind) -> [[String]] {
    let fields = keywords { $0.role != .opening && kind.allows($0.keyword, .amend) }
    switch kind {
    case .parameter:
      let named = place.named.flatMap { name in standard.parameters.first { [$0.name, $0.alias].contains(name) } }
      let truths = [Keyword.yes, .no].map { [$0.chinese, $0.english] }
      let values = named?.type == .truth ? truths : named?.type.options.map { [$0] } ?? []
      let others = standard.names.clauses { $0.kind == .parameter }
        .filter { !$0.contains(named?.name ?? "") }
      return values + fields + others
    case .fact:
      let types: Set<Keyword> = [
        .typeTruth, .typeInteger, .typeNumber, .typePercentage, .typeDate, .typeText, .typeChoice, .typeChoices,
        .typeRecords,
      ]
      return fields + keywords { types.contains($0.keyword) }
    case .standard, .unit, .section, .subject, .entrants, .cohort, .definition, .gate, .requirement, .advisory,
      .category,
      .group, .item, .bonus, .deduction, .adjustment, .veto, .grade, .ranking, .selection, .example, .candidates,
      .determination:
      return fields
    }
  }

  private func options(of name: String, without members: [String]) -> [[String]] {
    let options = standard.fact(named: name).map { standard.facts[$0].type.options } ?? []
    let parameter = standard.parameters.first { [$0.name, $0.alias].contains(name) }
    return (options.isEmpty ? parameter?.type.options ?? [] : options).filter { !members.contains($0) }.map { [$0] }
  }

  /// What an amendment of a kind may name first; nil for what is told apart otherwise.
  private func named(_ kind: ClauseKind) -> [[String]]? {
    switch kind.row.identity {
    case .name: place.action == .insert ? nil : standard.names.clauses { $0.kind == kind }
    case .path where place.action != .insert && !paths(kind).isEmpty: paths(kind)
    case .path: standard.names.clauses { $0.kind.row.level == .category }
    case .alone, .title: nil
    }
  }

  /// What can be amended in categories, each by its whole path: `物业服务.11`.
  private func paths(_ kind: ClauseKind) -> [[String]] {
    standard.categories.flatMap { category in
      let names = kind == .item ? category.items.map(\.id) : kind == .group ? category.groups.map(\.name) : []
      // Where no path is English throughout, the one that begins so is meant.
      let all = spellings(of: category)
      let spellings = place.language == .en ? all.reversed() : all
      return names.map { name in spellings.map { $0 + "." + name } }
    }
  }

  private func spellings(of category: Category) -> [String] {
    standard.names.clauses { $0.kind == .category && $0.name == category.name }.flatMap { $0 }
  }

  /// The titles of paths, and behind the name of a category those of its items.
  var titles: [String: String] {
    var titles: [String: String] = [:]
    for category in standard.categories {
      let spellings = spellings(of: category)
      let isNamed = place.path.first.map(spellings.contains) ?? false
      for item in category.items where !item.title.isEmpty {
        for name in spellings { titles[name + "." + item.id] = item.title }
        if isNamed { titles[item.id] = item.title }
      }
    }
    return titles
  }

  /// What expressions name.
  private var values: [[String]] {
    let kinds: Set<ClauseKind> = [
      .category, .parameter, .bonus, .deduction, .adjustment, .fact, .definition, .cohort,
    ]
    return standard.names.clauses { kinds.contains($0.kind) }
  }

  /// What stands in a category or group, the columns of records, and what a result has.
  private func parts(of path: [String]) -> [[String]] {
    if let fact = standard.fact(named: path[0]).map({ standard.facts[$0].name }) {
      return standard.names.spellings { if case .column(_, of: fact) = $0 { true } else { false } }
    }
    let category = keys(spelled: path[0], .category).first?.name
    var inside = standard.names.clauses { $0.kind.row.identity == .path && $0.path.first == category }
    if let text = path.dropFirst().first, let category = standard.categories.first(where: { $0.name == category }) {
      let groups = keys(spelled: text, .group)
      let group = category.groups.firstIndex { groups.contains(ClauseKey(.group, category.name, $0.name)) }
      inside = group == nil ? [] : category.items.filter { $0.group == group }.map { [$0.id] }
    }
    let results: [Keyword] = [.score, .rate, .full, .lost]
    return inside + (place.action == .remove ? [] : keywords { results.contains($0.keyword) })
  }

  private func keys(spelled text: String, _ kind: ClauseKind) -> [ClauseKey] {
    standard.names.entities(spelled: text).compactMap { $0.key(of: kind) }
  }

  /// The options of what stands before a comparison that the word ends.
  private var options: [[String]] {
    guard let sign = place.tokens.last, let subject = place.tokens.dropLast().last,
      sign.kind == .sign("=") || sign.kind == .sign("!=") || sign.keyword?.meaning != nil,
      case .word(let name, _) = subject.kind, let fact = standard.fact(named: name)
    else { return [] }
    return standard.facts[fact].type.options.map { [$0] }
  }
}
