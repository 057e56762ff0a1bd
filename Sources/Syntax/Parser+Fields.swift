import Diagnostics

extension Parser {
  /// One field of the clause, or nil after reporting what stands there instead.
  mutating func field(in clause: ClauseKind, _ action: Clause.Action) -> Field? {
    let start = current.range
    guard let keyword = current.keyword, let shape = keyword.shape, isAtFieldStart else {
      if current.startsLine, case .word(let word, _) = current.kind {
        unknownOpening(word, start)
      } else if current.kind != .invalid {
        report(.leftover(found), at: start)
      }
      advance()
      skipToPartStart()
      return nil
    }
    guard clause.allows(keyword, action) else {
      report(
        .fieldMisplaced(file.text(in: start.lower..<start.upper), clause: clause), at: start)
      advance()
      skipToPartStart()
      return nil
    }
    advance()
    do throws(Abandoned) {
      let body = try fieldBody(keyword, shape)
      return Field(keyword: keyword, body: body, range: start.through(lastRange))
    } catch {
      skipToPartStart()
      return nil
    }
  }

  private mutating func fieldBody(_ keyword: Keyword, _ shape: FieldShape) throws(Abandoned) -> Field.Body {
    // grammar: detail = "名称" text | "依据" text [ date ] | "总分" ( sum | "不限" ) | "基准日" date | "待定" text | "出处" citation | "说明" text | "范围" sum "至" sum | "缺省" sum | "工作量" sum | "佐证" text | "计" name | "最小规模" sum | "未报" ( "不计" | "待核实" ) | "当" expression | rounding-mode | "锁定" | "只可从严" | "不计分" | "不可改" | "他人评定" | "越高越好" | "越低越好"
    switch shape {
    case .mark, .decision: return .mark
    case .fingerprint:
      // grammar: fingerprint = "指纹" text [ text ]
      return .fingerprint(try text(), wording: optionalText())
    case .acceptance:
      // grammar: acceptance = "认可" name text
      let code = try name()
      return .acceptance(code, reason: try text())
    case .keywords: return .keywords(try without())
    case .text:
      // grammar: like = "沿用" text
      return .text(try text(), date: nil)
    case .basis:
      let basis = try text()
      return .text(basis, date: isAtFieldStart ? nil : try sum())
    case .total:
      if !isAtPartStart, take(.unlimited) { return .unlimited }
      return .expression(try sum())
    case .range:
      let lower = try sum()
      try expect(.to)
      return .range(lower, try sum())
    case .name: return .name(try name())
    case .mode: return .mode(keyword)
    case .unreported:
      guard !isAtPartStart, let word = take(oneOf: [.leftOut, .unverified]) else {
        throw failure(.expected(.oneOf([.leftOut, .unverified]), found: found))
      }
      return .mode(word)
    case .expression:
      // grammar: condition = "条件" expression
      return .expression(try expression())
    case .sum:
      // grammar: points = "分值" sum
      // grammar: scale = "满分" sum
      // grammar: mark = "评分" sum
      // grammar: limit = ( "封顶" | "保底" | "最低" ) sum
      // grammar: baseline = "基线" sum
      return .expression(try sum())
    case .band: return try band(keyword)
    case .interpolation: return try interpolation()
    case .table:
      // grammar: table = "表" sum { "," sum } [ ":" name { "," name } ]
      let columns = try list { parser throws(Abandoned) in try parser.sum() }
      let results = take(sign: ":") ? try list { parser throws(Abandoned) in try parser.name() } : []
      return .table(columns, results: results)
    case .row: return try row()
    case .step: return try step(keyword)
    case .inapplicable: return try inapplicable()
    case .rounding: return try rounding()
    case .precision: return try precision()
    case .validity: return try validity()
    case .placement: return try placement()
    case .assignments: return .assignments(try list { parser throws(Abandoned) in try parser.assignment() })
    case .others: return try others()
    case .expectations: return .expectations(try list { parser throws(Abandoned) in try parser.expectation() })
    }
  }

  // grammar: without = "去掉" field-keyword { "," field-keyword }
  private mutating func without() throws(Abandoned) -> [Keyword] {
    try list { parser throws(Abandoned) in
      guard !parser.isAtPartStart, let keyword = parser.current.keyword, keyword.shape != nil else {
        throw parser.failure(.expected(.fieldKind, found: parser.found))
      }
      parser.advance()
      return keyword
    }
  }

  // grammar: band = "得分" expression [ "当" expression ] | "否则" expression
  // grammar: case = "为" expression [ "当" expression ] | "否则" expression
  private mutating func band(_ keyword: Keyword) throws(Abandoned) -> Field.Body {
    let points = try expression()
    let when = keyword != .otherwise && !isAtPartStart && take(.when) ? try expression() : nil
    return .band(points, when: when)
  }

  // grammar: interpolation = "插值" sum "(" knot { "," knot } ")"
  // grammar: knot = sum ":" sum
  private mutating func interpolation() throws(Abandoned) -> Field.Body {
    // Its knots are in brackets too.
    appliesNames = false
    defer { appliesNames = true }
    let value = try sum()
    try expect(sign: "(")
    let knots = try list { parser throws(Abandoned) in
      let at = try parser.sum()
      try parser.expect(sign: ":")
      return Field.Knot(at: at, points: try parser.sum())
    }
    try expect(sign: ")")
    return .interpolation(value, knots)
  }

  // grammar: row = "行" match { "," match } ":" expression { "," expression }
  private mutating func row() throws(Abandoned) -> Field.Body {
    let matches = try list { parser throws(Abandoned) in try parser.match() }
    try expect(sign: ":")
    return .row(matches, try list { parser throws(Abandoned) in try parser.expression() })
  }

  // grammar: match = interval | list | "任意" | "未填" | sum
  private mutating func match() throws(Abandoned) -> Field.Match {
    let start = current.range
    if !isAtPartStart {
      if take(.anything) { return .anything }
      if take(.isMissing) { return .missing(start) }
      if at(sign: "[") || at(sign: "(") || at(sign: "{") {
        let set = try memberSet()
        return .set(set, start.through(lastRange))
      }
    }
    return .value(try sum())
  }

  // grammar: step = ( "加计" | "扣减" ) sum [ "属于" interval ] [ "按" sum "每" sum [ rounding-mode | "按比例" ] ] [ "最多" sum ] [ "当" expression ] | "乘以" sum [ "当" expression ]
  private mutating func step(_ keyword: Keyword) throws(Abandoned) -> Field.Body {
    var step = Field.Step(amount: try sum())
    if keyword == .multiply, at(.by) { report(.countedFactor, at: current.range) }
    if keyword != .multiply, take(.isIn) { step.allowed = try interval() }
    if take(.by) {
      step.by = try sum()
      try expect(.per)
      step.per = try sum()
      if !isAtPartStart { step.mode = take(oneOf: [.halfUp, .roundUp, .roundDown, .proRata]) }
    }
    if keyword != .multiply, take(.upTo) { step.limit = try sum() }
    if !isAtPartStart, take(.when) { step.when = try expression() }
    return .step(step)
  }

  // grammar: inapplicable = "不适用" "当" expression [ "分摊" | "满分" | "零分" ]
  private mutating func inapplicable() throws(Abandoned) -> Field.Body {
    try expect(.when)
    let condition = try expression()
    // 满分 is no field of what may not apply.
    let treatment = isAtPartStart && !at(.full) ? nil : take(oneOf: [.shared, .full, .none])
    return .inapplicable(condition, treatment: treatment)
  }

  // grammar: rounding = "舍入" [ rounding-mode ] "至" sum
  // grammar: rounding-mode = "四舍五入" | "进一" | "舍去"
  private mutating func rounding() throws(Abandoned) -> Field.Body {
    let mode = take(oneOf: [.halfUp, .roundUp, .roundDown])
    try expect(.to)
    return .rounding(mode: mode, try sum())
  }

  // grammar: validity = "施行" ( "自" date [ "至" date ] | "至" date )
  private mutating func validity() throws(Abandoned) -> Field.Body {
    let since = take(.since) ? try date() : nil
    if since == nil, !at(.to) { throw failure(.expected(.oneOf([.since, .to]), found: found)) }
    return .validity(since: since, until: take(.to) ? try date() : nil)
  }

  private mutating func date() throws(Abandoned) -> Expression {
    guard case .date(let year, let month, let day) = current.kind else {
      throw failure(.expected(.date, found: found))
    }
    advance()
    return Expression(kind: .date(year, month, day), range: lastRange)
  }

  // grammar: precision = "精度" sum [ rounding-mode ]
  private mutating func precision() throws(Abandoned) -> Field.Body {
    let step = try sum()
    return .rounding(mode: isAtPartStart ? nil : take(oneOf: [.halfUp, .roundUp, .roundDown]), step)
  }
}
