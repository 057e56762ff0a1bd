import Diagnostics

extension Parser {
  // grammar: expression = disjunction
  mutating func expression() throws(Abandoned) -> Expression {
    try nested { parser throws(Abandoned) in try parser.disjunction() }
  }

  // grammar: conditional = "若" expression "则" expression "否则" expression
  private mutating func conditional() throws(Abandoned) -> Expression {
    try nested { parser throws(Abandoned) in
      let start = parser.current.range
      parser.advance()
      let condition = try parser.expression()
      try parser.expect(.then)
      let first = try parser.expression()
      try parser.expect(.otherwise)
      let second = try parser.expression()
      return Expression(
        kind: .conditional(condition, then: first, otherwise: second), range: start.through(second.range))
    }
  }

  // grammar: disjunction = conjunction { "或" conjunction }
  private mutating func disjunction() throws(Abandoned) -> Expression {
    var parts = [try conjunction()]
    while take(.or) { parts.append(try conjunction()) }
    try refuseJoinedWords()
    return chain(parts, Expression.Kind.any)
  }

  /// Where an expression ends though it goes on: `收费率不低于 95%` and `收费率 不低于门槛` lack a space. No name is known
  /// here, but no expression is followed by a word that begins like an operator, nor by an operand.
  private mutating func refuseJoinedWords() throws(Abandoned) {
    if isAtPartStart { return }
    if case .word(let word, nil) = current.kind, let infix = Self.infixes.first(where: word.hasPrefix) {
      throw joined([word.prefix(infix.count), word.dropFirst(infix.count)], at: current.range)
    }
    if isAtOperand, case .word(let word, nil) = last.kind, let infix = Self.infixes.first(where: word.hasSuffix) {
      throw joined([word.dropLast(infix.count), word.suffix(infix.count)], at: lastRange)
    }
  }

  /// `2 次且有证书`: what has another word in it is no unit.
  private mutating func refuseJoinedUnit(_ unit: String) throws(Abandoned) {
    // 2025年8月1: a date that is none.
    if unit.first == "年", let next = unit.dropFirst().first, next.isASCII, next.isNumber {
      throw failure(.expected(.date, found: .text(unit)), at: lastRange)
    }
    guard let place = unit.dropFirst().firstIndex(where: { $0 == "且" || $0 == "或" }) else { return }
    throw joined([unit[..<place], unit[place...].prefix(1), unit[place...].dropFirst()], at: lastRange)
  }

  private mutating func joined(_ words: [Substring], at range: SourceRange) -> Abandoned {
    let words = words.filter { !$0.isEmpty }.joined(separator: " ")
    report(.spaceMissing(words), at: range, replacement: words)
    return Abandoned()
  }

  private var isAtOperand: Bool {
    switch current.kind {
    case .word(_, nil), .number, .percentage, .date, .text, .sign("{"), .sign("["): true
    default: false
    }
  }

  /// Chinese words between operands, the longest first.
  private static let infixes: [String] =
    ([Keyword.and.chinese, Keyword.or.chinese]
    + Predicate.allCases.filter(\.row.hasRightSide).map(\.row.spelling.1)
    + Comparator.allCases.flatMap(\.words).map(\.1)).sorted { ($1.count, $0) < ($0.count, $1) }

  // grammar: conjunction = negation { "且" negation }
  private mutating func conjunction() throws(Abandoned) -> Expression {
    var parts = [try negation()]
    while take(.and) { parts.append(try negation()) }
    return chain(parts, Expression.Kind.all)
  }

  private func chain(_ parts: [Expression], _ make: ([Expression]) -> Expression.Kind) -> Expression {
    parts.count == 1 ? parts[0] : Expression(kind: make(parts), range: parts[0].range.through(lastRange))
  }

  // grammar: negation = "非" negation | comparison
  private mutating func negation() throws(Abandoned) -> Expression {
    guard at(.not) else { return try comparison() }
    return try nested { parser throws(Abandoned) in
      let start = parser.current.range
      parser.advance()
      let operand = try parser.negation()
      return Expression(kind: .not(operand), range: start.through(operand.range))
    }
  }

  // grammar: comparison = sum [ tail ]
  private mutating func comparison() throws(Abandoned) -> Expression {
    let left = try sum()
    return try tail(of: left) ?? left
  }

  // grammar: tail = comparator sum | ( "属于" | "不属于" ) ( interval | list ) | "包含" sum | ( "包含任一" | "包含全部" ) list | "已填" | "未填" | "位于" name ( "前" | "后" ) sum [ "界线" sum ]
  private mutating func tail(of left: Expression) throws(Abandoned) -> Expression? {
    func made(_ kind: Expression.Kind) -> Expression {
      Expression(kind: kind, range: left.range.through(lastRange))
    }
    if isAtPartStart { return nil }
    if case .sign(let sign) = current.kind, let comparator = Comparator(rawValue: sign) {
      advance()
      return made(.comparison(comparator, left, try sum()))
    }
    if case .comparison(let comparator)? = current.keyword?.meaning {
      advance()
      return made(.comparison(comparator, left, try sum()))
    }
    guard case .predicate(let predicate)? = current.keyword?.meaning else { return nil }
    advance()
    switch predicate {
    case .isIn, .notIn: return made(.membership(left, try memberSet(), negated: predicate == .notIn))
    case .contains: return made(.contains(left, predicate, [try sum()]))
    case .containsAny, .containsAll: return made(.contains(left, predicate, try listLiteral()))
    case .isKnown, .isMissing: return made(.presence(left, known: predicate == .isKnown))
    case .within:
      let cohort = try name()
      let end = try expect(oneOf: [.top, .bottom])
      let quota = try sum()
      let cutoff = take(.cutoff) ? try sum() : nil
      return made(
        .position(left, cohort: cohort, end: end == .top ? .top : .bottom, quota: quota, cutoff: cutoff))
    }
  }

  mutating func memberSet() throws(Abandoned) -> MemberSet {
    if at(sign: "{") { return .list(try listLiteral()) }
    return try interval()
  }

  // grammar: interval = ( "[" | "(" ) [ sum ] "," [ sum ] ( "]" | ")" )
  mutating func interval() throws(Abandoned) -> MemberSet {
    guard at(sign: "[") || at(sign: "(") else { throw failure(.expected(.interval, found: found)) }
    let lowerIncluded = at(sign: "[")
    advance()
    let lower = at(sign: ",") ? nil : try within { parser throws(Abandoned) in try parser.sum() }
    try expect(sign: ",")
    let upper =
      at(sign: "]") || at(sign: ")") ? nil : try within { parser throws(Abandoned) in try parser.sum() }
    let upperIncluded = at(sign: "]")
    if !take(sign: "]") { try expect(sign: ")") }
    return .interval(lower: lower, lowerIncluded: lowerIncluded, upper: upper, upperIncluded: upperIncluded)
  }

  // grammar: list = "{" [ sum { "," sum } ] "}"
  mutating func listLiteral() throws(Abandoned) -> [Expression] {
    try expect(sign: "{")
    if take(sign: "}") { return [] }
    let elements = try list { parser throws(Abandoned) in
      try parser.within { parser throws(Abandoned) in try parser.sum() }
    }
    try expect(sign: "}")
    return elements
  }

  // grammar: sum = product { ( "+" | "-" ) product }
  mutating func sum() throws(Abandoned) -> Expression {
    try terms(plus: "+", minus: "-", Expression.Kind.sum) { parser throws(Abandoned) in try parser.product() }
  }

  // grammar: product = factor { ( "*" | "/" ) factor }
  private mutating func product() throws(Abandoned) -> Expression {
    try terms(plus: "*", minus: "/", Expression.Kind.product) { parser throws(Abandoned) in try parser.factor() }
  }

  private mutating func terms(
    plus: String, minus: String, _ make: ([Expression.Term]) -> Expression.Kind,
    operand: (inout Parser) throws(Abandoned) -> Expression
  ) throws(Abandoned) -> Expression {
    let first = try operand(&self)
    var terms = [Expression.Term(inverse: false, expression: first)]
    while !isAtPartStart, at(sign: plus) || at(sign: minus) {
      let inverse = at(sign: minus)
      advance()
      terms.append(Expression.Term(inverse: inverse, expression: try operand(&self)))
    }
    return terms.count == 1 ? first : Expression(kind: make(terms), range: first.range.through(lastRange))
  }

  // grammar: factor = "-" factor | primary
  private mutating func factor() throws(Abandoned) -> Expression {
    guard at(sign: "-") else { return try primary() }
    return try nested { parser throws(Abandoned) in
      let start = parser.current.range
      parser.advance()
      let operand = try parser.factor()
      return Expression(kind: .negated(operand), range: start.through(operand.range))
    }
  }

  // grammar: primary = number [ unit-name ] | percentage | date | text | "是" | "否" | name-path | application | "(" expression ")" | query | call | conditional
  private mutating func primary() throws(Abandoned) -> Expression {
    let start = current.range
    func made(_ kind: Expression.Kind) -> Expression { Expression(kind: kind, range: start.through(lastRange)) }
    if isAtPartStart { throw failure(.expected(.expression, found: found)) }
    switch current.kind {
    case .number(let lexeme):
      advance()
      let unit = optionalUnit()?.text
      if let unit { try refuseJoinedUnit(unit) }
      return made(.number(lexeme, unit: unit))
    case .percentage(let lexeme, let perMille):
      advance()
      return made(.percentage(lexeme, perMille: perMille))
    case .date(let year, let month, let day):
      advance()
      return made(.date(year, month, day))
    case .text(let text):
      advance()
      return made(.text(text))
    case .sign("("):
      advance()
      let inner = try within { parser throws(Abandoned) in try parser.expression() }
      try expect(sign: ")")
      return Expression(kind: inner.kind, range: start.through(lastRange))
    case .word(_, .conditional?): return try conditional()
    case .word(_, let keyword?) where keyword == .yes || keyword == .no:
      advance()
      return made(.truth(keyword == .yes))
    case .word(_, let keyword?) where [.total, .referenceDate, .eligible].contains(keyword):
      advance()
      return made(.word(keyword))
    case .word(_, let keyword):
      if case .aggregate(let aggregate)? = keyword?.meaning {
        advance()
        return try query(aggregate, from: start)
      }
      if case .function(let function)? = keyword?.meaning {
        advance()
        return try call(function, from: start)
      }
      guard isAtName else { throw failure(.expected(.expression, found: found)) }
      let path = try namePath()
      guard path.count == 1, appliesNames, !isAtPartStart, at(sign: "(") else { return made(.path(path)) }
      return try application(path[0])
    case .sign, .invalid, .end: throw failure(.expected(.expression, found: found))
    }
  }

  /// Between brackets a name may be applied again, wherever these stand.
  private mutating func within(
    _ inner: (inout Parser) throws(Abandoned) -> Expression
  ) throws(Abandoned) -> Expression {
    let outer = appliesNames
    appliesNames = true
    defer { appliesNames = outer }
    return try inner(&self)
  }

  // grammar: application = name "(" expression { "," expression } ")" [ ( "." | "的" ) name ]
  private mutating func application(_ definition: Name) throws(Abandoned) -> Expression {
    try expect(sign: "(")
    let operands = try list { parser throws(Abandoned) in
      try parser.within { parser throws(Abandoned) in try parser.expression() }
    }
    try expect(sign: ")")
    let column = !isAtPartStart && (take(sign: ".") || take(.of)) ? try name() : nil
    return Expression(
      kind: .application(definition, operands, column: column), range: definition.range.through(lastRange))
  }

  // grammar: name-path = name { ( "." | "的" ) name }
  private mutating func namePath() throws(Abandoned) -> [Name] {
    var path = [try name()]
    while !isAtPartStart, at(sign: ".") || at(.of) {
      advance()
      path.append(try identifier())
    }
    return path
  }

  // grammar: query = ( "任一" | "所有" ) source ( where | of-row tail ) | "计数" source [ where ] | ( "合计" | "最大" | "最小" | "平均" | "最近" | "最早" ) source of-row [ where ] [ "无则" factor ]
  // grammar: where = "其中" "(" expression ")"
  private mutating func query(_ kind: Aggregate, from start: SourceRange) throws(Abandoned) -> Expression {
    var (source, path) = try source()
    let looks =
      switch kind.row.takes {
      case .nothing: false
      case .column: true
      case .condition: !at(.whereRows)
      }
    var value: Expression?
    if looks {
      value = try ofRow(&path)
      if case .path = source { source = .path(path) }
    }
    var filter: Expression?
    if take(.whereRows) {
      try expect(sign: "(")
      filter = try within { parser throws(Abandoned) in try parser.expression() }
      try expect(sign: ")")
    } else if kind.row.takes == .condition, let subject = value {
      guard let condition = try tail(of: subject) else { throw failure(.expected(.comparison, found: found)) }
      filter = condition
      value = nil
    }
    let ofNone = kind.row.takes == .column && take(.ifNone) ? try factor() : nil
    return Expression(
      kind: .query(Query(kind: kind, source: source, value: value, filter: filter, ofNone: ofNone)),
      range: start.through(lastRange))
  }

  // grammar: of-row = ( "." | "的" ) ( name | "(" expression ")" )
  /// - Parameter path: the names read so far, the last of which is the column unless a bracket follows.
  private mutating func ofRow(_ path: inout [Name]) throws(Abandoned) -> Expression {
    if !isAtPartStart, at(sign: ".") || at(.of) {
      advance()
      let start = current.range
      try expect(sign: "(")
      let inner = try within { parser throws(Abandoned) in try parser.expression() }
      try expect(sign: ")")
      return Expression(kind: inner.kind, range: start.through(lastRange))
    }
    // `合计 罚款`: the one name was the source, and the column is missing.
    guard path.count > 1, let column = path.popLast() else { throw failure(.expected(.keyword(.of), found: found)) }
    return Expression(kind: .path([column]), range: column.range)
  }

  // grammar: source = name-path | row-kind
  /// - Returns: the source, and the names in it: for a kind of rows its own word, and a column behind it.
  private mutating func source() throws(Abandoned) -> (Query.Source, path: [Name]) {
    let range = current.range
    if let all = current.keyword.flatMap(ClauseKind.init), all.row.traits.contains(.inQueries) {
      advance()
      var path = [Name(text: all.chinese, range: range)]
      if isAtColumn {
        advance()
        path.append(try name())
      }
      return (.every(all, range), path)
    }
    guard isAtName else { throw failure(.expected(.sourceOfRows, found: found)) }
    var path = [try name()]
    while !isAtPartStart, isAtColumn {
      advance()
      path.append(try identifier())
    }
    return (.path(path), path)
  }

  /// Whether a name follows behind 的, and no bracket.
  private var isAtColumn: Bool { (at(sign: ".") || at(.of)) && token(ahead: 1).kind != .sign("(") }

  // grammar: call = function "(" expression { "," expression } [ "," ( "前" | "后" ) ] ")"
  private mutating func call(_ function: Function, from start: SourceRange) throws(Abandoned) -> Expression {
    try expect(sign: "(")
    func argument(_ parser: inout Parser) throws(Abandoned) -> Expression {
      try parser.within { parser throws(Abandoned) in try parser.expression() }
    }
    var arguments = [try argument(&self)]
    var end: End?
    while take(sign: ",") {
      if let word = take(oneOf: [.top, .bottom]) {
        end = word == .top ? .top : .bottom
        break
      }
      arguments.append(try argument(&self))
    }
    try expect(sign: ")")
    return Expression(kind: .call(function, arguments, end), range: start.through(lastRange))
  }
}
