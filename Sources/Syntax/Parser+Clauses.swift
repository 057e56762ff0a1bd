import Diagnostics

extension Parser {
  // grammar: standard-file = { clause | amendment | removal }
  mutating func standardFile() -> [Clause] {
    var clauses: [Clause] = []
    var parts = 0
    while !isAtEnd {
      parts += 1
      if parts > Limits.clauses {
        report(.tooManyClauses(parts), at: current.range)
        return clauses
      }
      if let keyword = current.keyword, keyword.role == .opening, current.startsLine {
        if let clause = clause(keyword) { clauses.append(clause) }
      } else {
        strayPart()
      }
    }
    return clauses
  }

  /// Reports a line that begins with no opening, and skips it.
  private mutating func strayPart() {
    let range = current.range
    if current.startsLine, let keyword = current.keyword, keyword.startsPart {
      report(.fieldOutsideClause(file.text(in: range.lower..<range.upper)), at: range)
    } else if case .word(let word, _) = current.kind {
      unknownOpening(word, range)
    } else if current.kind != .invalid {
      report(.leftover(found), at: range)
    }
    advance()
    skipToPartStart()
  }

  mutating func unknownOpening(_ word: String, _ range: SourceRange) {
    let spellings = Keyword.rows.filter { $0.role == .opening || $0.role == .field }
      .flatMap { [$0.chinese, $0.english] }
    let nearest = NearestName.of(word, among: spellings)
    report(.clauseUnknown(word, nearest: nearest), at: range, replacement: nearest)
  }

  // grammar: clause = opening { field }
  // grammar: amendment = ( "修改" | "新增" ) opening { field }
  private mutating func clause(_ first: Keyword) -> Clause? {
    let start = current.range
    advance()
    let action = Clause.Action(first)
    guard let kind = ClauseKind(first) ?? kind() else {
      // Of which kind its fields are is not known either.
      while !isAtEnd, !isAtOpening { advance() }
      return nil
    }
    var clause = Opening(action: action ?? .declare, kind: kind)
    do throws(Abandoned) {
      if clause.action == .remove { try target(&clause) } else { try opening(&clause) }
    } catch {
      clause.body = .broken
      skipToPartStart()
    }
    let columns = indentation.next(kind)
    // An amendment that names where it belongs stands by itself.
    let indent = clause.path.isEmpty ? columns : 0
    layout.clauses.insert(start.lower)
    layout.indents[start.lower] = indent
    var fields: [Field] = []
    while !isAtEnd, !isAtOpening {
      let before = current.range
      layout.indents[before.lower] = indent + 2
      if let field = field(in: kind, clause.action) { fields.append(field) }
      // Every turn of a parser's loop must move on.
      if current.range == before, !isAtEnd { advance() }
    }
    return Clause(
      action: clause.action, kind: kind, path: clause.path, name: clause.name, alias: clause.alias,
      title: clause.title, body: clause.body, fields: fields, range: start.through(lastRange))
  }

  private var isAtOpening: Bool { current.startsLine && current.keyword?.role == .opening }

  /// The kind of clause behind 修改, 新增 or 删除; nil after reporting what stands there instead.
  private mutating func kind() -> ClauseKind? {
    guard !current.startsLine, let kind = current.keyword.flatMap(ClauseKind.init) else {
      _ = failure(.expected(.clauseKind, found: found))
      return nil
    }
    advance()
    return kind
  }

  // grammar: removal = "删除" target
  // grammar: target = singular | named ( result-path | text ) | titled
  private mutating func target(_ clause: inout Opening) throws(Abandoned) {
    if clause.kind.row.traits.contains(.stays) { throw failure(.notRemovable(clause.kind), at: lastRange) }
    switch clause.kind.row.identity {
    case .alone: break
    case .title: clause.title = try text()
    case .name, .path:
      if let text = optionalText() { clause.name = Name(text) } else { try pathAndName(&clause) }
    }
  }

  // grammar: placement = ( "先于" | "后于" ) target
  mutating func placement() throws(Abandoned) -> Field.Body {
    let start = current.range
    guard !current.startsLine, let kind = current.keyword.flatMap(ClauseKind.init) else {
      throw failure(.expected(.clauseKind, found: found))
    }
    advance()
    var clause = Opening(action: .remove, kind: kind)
    try target(&clause)
    return .placement(
      Field.Target(
        kind: kind, path: clause.path, name: clause.name, title: clause.title, range: start.through(lastRange)))
  }

  /// `物业服务.3`: where the clause stands, then its own name.
  private mutating func pathAndName(_ clause: inout Opening) throws(Abandoned) {
    var path = try resultPath()
    clause.name = path.removeLast()
    clause.path = path
  }

  /// What an opening has told so far; kept when the rest cannot be read, so that its name is known.
  private struct Opening {
    let action: Clause.Action
    let kind: ClauseKind
    var path: [Name] = []
    var name: Name?
    var alias: Name?
    var title: TextLiteral?
    var body = Clause.Body.plain
  }

  private mutating func opening(_ clause: inout Opening) throws(Abandoned) {
    // An amendment may leave out what stays as it is.
    let amends = clause.action == .amend
    switch clause.kind.row.opening {
    case .standard: if !amends { try standard(&clause) }
    case .unit: try unit(&clause)
    case .parameter: try parameter(&clause)
    case .titled:
      // grammar: titled = titled-kind text
      clause.title = try text()
    case .fact: try fact(&clause)
    case .subject:
      // grammar: subject = "对象" name { "," name }
      clause.body = .subject(try list { parser throws(Abandoned) in try parser.name() })
    case .entrants:
      // grammar: entrants = "参评" "当" expression
      if amends, isAtField(of: clause), !at(.when) { break }
      try expect(.when)
      clause.body = .expression(try expression())
    case .candidates:
      // grammar: candidates = "候选" name
      clause.name = try name()
    case .cohort: try cohort(&clause)
    case .numbered:
      // grammar: numbered = numbered-kind ( number | name ) text
      try identify(&clause) { parser throws(Abandoned) in try parser.identifier() }
      clause.title = amends ? optionalText() : try text()
    case .headed:
      // grammar: headed = headed-kind head
      try head(&clause)
    case .pointed:
      // grammar: pointed = pointed-kind head [ sum ]
      try head(&clause)
      clause.body = .points(isAtFieldStart ? nil : try sum())
    case .valued:
      // grammar: valued = valued-kind head [ "(" column { "," column } ")" ] [ type ]
      try head(&clause)
      var parameters: [TypeSyntax.Column] = []
      if !isAtPartStart, take(sign: "(") {
        parameters = try list { parser throws(Abandoned) in try parser.column() }
        try expect(sign: ")")
      }
      clause.body = .valued(parameters: parameters, type: isAtType ? try type() : nil)
    case .grade:
      // grammar: grade = "等级" ( name | text ) [ text ] places [ "当" expression ]
      clause.name = try nameOrText()
      clause.title = optionalText()
      clause.body = .grade(try places(), when: !isAtPartStart && take(.when) ? try expression() : nil)
    case .ranking:
      // grammar: ranking = "排序" key { "," key }
      if amends, isAtField(of: clause) { break }
      clause.body = .ranking(try list { parser throws(Abandoned) in try parser.key() })
    case .selection: try selection(&clause)
    }
  }

  /// At the start of a field, or at the end of the clause.
  var isAtFieldStart: Bool {
    guard !isAtPartStart, let keyword = current.keyword else { return isAtPartStart }
    // A rounding with brackets is the function of that name.
    if keyword.isRounding { return token(ahead: 1).kind != .sign("(") }
    // 否则 is one of an expression's words in the middle of a line.
    return keyword.shape != nil && keyword != .otherwise
  }

  /// Whether the opening of an amendment ends here: at a field that its clause can have.
  private func isAtField(of clause: Opening) -> Bool {
    isAtPartStart || current.keyword.map { clause.kind.allows($0, clause.action) } ?? false
  }

  // grammar: standard = "标准" head [ "继承" name "于" text ]
  private mutating func standard(_ clause: inout Opening) throws(Abandoned) {
    try head(&clause)
    guard !isAtPartStart, take(.inherits) else { return }
    let parent = try name()
    try expect(.from)
    clause.body = .inherits(parent, file: try text())
  }

  // grammar: head = name [ "/" name ] [ text ]
  private mutating func head(_ clause: inout Opening) throws(Abandoned) {
    try names(&clause)
    clause.title = optionalText()
  }

  private mutating func names(_ clause: inout Opening) throws(Abandoned) {
    try identify(&clause) { parser throws(Abandoned) in try parser.name() }
    if take(sign: "/") { clause.alias = try name() }
  }

  /// What names a clause; an amendment states where it stands, too.
  private mutating func identify(
    _ clause: inout Opening, _ own: (inout Parser) throws(Abandoned) -> Name
  ) throws(Abandoned) {
    if clause.kind.row.identity == .path, clause.action != .declare { return try pathAndName(&clause) }
    clause.name = try own(&self)
  }

  // grammar: unit = "单位" name [ "/" name ] [ "=" sum ]
  private mutating func unit(_ clause: inout Opening) throws(Abandoned) {
    try names(&clause)
    clause.body = .unit(equals: take(sign: "=") ? try sum() : nil)
  }

  // grammar: parameter = "参数" name [ "/" name ] [ type ] [ sum ]
  private mutating func parameter(_ clause: inout Opening) throws(Abandoned) {
    try names(&clause)
    clause.body = .parameter(type: nil, value: nil)
    let type = isAtType ? try type() : nil
    let value = isAtFieldStart ? nil : try sum()
    clause.body = .parameter(type: type, value: value)
  }

  // grammar: fact = "事实" name [ "/" name ] type [ text ]
  private mutating func fact(_ clause: inout Opening) throws(Abandoned) {
    try names(&clause)
    clause.body = .fact(type: nil)
    if isAtType || clause.action != .amend { clause.body = .fact(type: try type()) }
    clause.title = optionalText()
  }

  // grammar: cohort = "群体" name [ "/" name ] ( "全部" | "按" name { "," name } )
  private mutating func cohort(_ clause: inout Opening) throws(Abandoned) {
    try names(&clause)
    if clause.action == .amend, isAtField(of: clause) { return }
    if try expect(oneOf: [.all, .by]) == .all {
      clause.body = .cohort(by: nil)
    } else {
      clause.body = .cohort(by: try list { parser throws(Abandoned) in try parser.name() })
    }
  }

  // grammar: key = sum ( "由高到低" | "由低到高" )
  private mutating func key() throws(Abandoned) -> Clause.Key {
    let expression = try sum()
    return Clause.Key(
      expression: expression, descending: try expect(oneOf: [.descending, .ascending]) == .descending)
  }

  // grammar: selection = "推荐" places [ "当" expression ]
  private mutating func selection(_ clause: inout Opening) throws(Abandoned) {
    let places = try places()
    clause.body = .selection(places, when: take(.when) ? try expression() : nil)
  }

  // grammar: places = [ "前" sum ] [ "每" name { "," name } "前" sum ]
  private mutating func places() throws(Abandoned) -> Clause.Places {
    var places = Clause.Places()
    if take(.top) { places.quota = try sum() }
    if take(.per) {
      places.groupBy = try list { parser throws(Abandoned) in try parser.name() }
      try expect(.top)
      places.groupQuota = try sum()
    }
    return places
  }

  // MARK: Types

  private static let types: [Keyword] = [
    .typeTruth, .typeInteger, .typeNumber, .typePercentage, .typeDate, .typeText, .typeChoice, .typeChoices,
    .typeRecords,
  ]

  private var isAtType: Bool { current.keyword.map(Self.types.contains) ?? false && !isAtPartStart }

  // grammar: type = "是否" | "整数" [ unit-name ] | "数量" [ unit-name ] | "百分比" | "日期" | "文本" | "选项" options | "多选" options | "记录" [ unit-name ] "(" limited { "," limited } ")"
  private mutating func type() throws(Abandoned) -> TypeSyntax {
    try nested { parser throws(Abandoned) in
      guard parser.isAtType, let keyword = parser.current.keyword else {
        throw parser.failure(.expected(.type, found: parser.found))
      }
      let start = parser.current.range
      parser.advance()
      var unit: Name?
      var options: [Name] = []
      var order: Keyword?
      var columns: [TypeSyntax.Column] = []
      switch keyword {
      case .typeInteger, .typeNumber: unit = parser.optionalUnit()
      case .typeChoice, .typeChoices:
        // grammar: options = "(" ( name | text ) { "," ( name | text ) } ")" [ "由高到低" | "由低到高" ]
        try parser.expect(sign: "(")
        options = try parser.list { parser throws(Abandoned) in try parser.option() }
        try parser.expect(sign: ")")
        order = parser.isAtPartStart ? nil : parser.take(oneOf: [.descending, .ascending])
      case .typeRecords:
        unit = parser.optionalUnit(mayBeApplied: false)
        try parser.expect(sign: "(")
        columns = try parser.list { parser throws(Abandoned) in try parser.limited() }
        try parser.expect(sign: ")")
      default: break
      }
      return TypeSyntax(
        keyword: keyword, unit: unit, options: options, order: order, columns: columns,
        range: start.through(parser.lastRange))
    }
  }

  /// One option: a name or a text. Anything else up to the comma is one that lacks its quotes.
  private mutating func option() throws(Abandoned) -> Name {
    let start = current.range
    var length = 0
    while !Self.endsOption(token(ahead: length)), length == 0 || !token(ahead: length).startsLine { length += 1 }
    if length == 1, let text = optionalText() { return Name(text) }
    let hasText = (0..<length).contains { if case .text = token(ahead: $0).kind { true } else { false } }
    guard length > 0, !(length == 1 && isAtName), !hasText, !isAtPartStart, Self.endsOption(token(ahead: length)) else {
      return try name()
    }
    for _ in 0..<length { advance() }
    let range = start.through(lastRange)
    let text = file.text(in: range.lower..<range.upper)
    // Several may have been meant, with something else than commas between them.
    let mayBeSeveral = text.contains { "/／|｜；;或".contains($0) } || text.filter(\.isWhitespace).count > 1
    report(.unquotedOption(text), at: range, replacement: mayBeSeveral ? nil : "“\(text)”")
    return Name(text: text, range: range)
  }

  private static func endsOption(_ token: Token) -> Bool {
    [.sign(","), .sign(")"), .invalid, .end].contains(token.kind)
  }

  // grammar: column = name [ "/" name ] type
  private mutating func column() throws(Abandoned) -> TypeSyntax.Column {
    let name = try name()
    let alias = take(sign: "/") ? try self.name() : nil
    return TypeSyntax.Column(name: name, alias: alias, type: try type())
  }

  // grammar: limited = column [ "范围" sum "至" sum ]
  private mutating func limited() throws(Abandoned) -> TypeSyntax.Column {
    var column = try column()
    if !isAtPartStart, take(.range) {
      let lower = try sum()
      try expect(.to)
      column.limits = (lower, try sum())
    }
    return column
  }
}
