import Diagnostics

extension Parser {
  // grammar: given = "给定" assignment { "," assignment }
  // grammar: assignment = name "=" ( "未填" | list | rows | sum )
  mutating func assignment() throws(Abandoned) -> Assignment {
    let name = try name()
    if !take(.equals) { try expect(sign: "=") }
    let value: Assignment.Value
    if take(.isMissing) {
      value = .missing
    } else if at(sign: "{") {
      value = token(ahead: 1).kind == .sign("(") ? .rows(try rows()) : .list(try listLiteral())
    } else {
      value = .expression(try sum())
    }
    return Assignment(name: name, value: value, range: name.range.through(lastRange))
  }

  // grammar: rows = "{" "(" cell { "," cell } ")" { "," "(" cell { "," cell } ")" } "}"
  // grammar: cell = "未填" | sum
  private mutating func rows() throws(Abandoned) -> [[Expression?]] {
    try expect(sign: "{")
    let rows = try list { parser throws(Abandoned) in
      try parser.expect(sign: "(")
      let cells: [Expression?] = try parser.list { parser throws(Abandoned) in
        parser.take(.isMissing) ? nil : try parser.sum()
      }
      try parser.expect(sign: ")")
      return cells
    }
    try expect(sign: "}")
    return rows
  }

  // grammar: others = "另有" [ sum ":" ] assignment { "," assignment }
  mutating func others() throws(Abandoned) -> Field.Body {
    var count: Expression?
    if !isAtName || (token(ahead: 1).kind != .sign("=") && token(ahead: 1).keyword != .equals) {
      count = try sum()
      try expect(sign: ":")
    }
    return .others(count: count, try list { parser throws(Abandoned) in try parser.assignment() })
  }

  private static let verdicts: [Keyword] = [.met, .partlyMet, .unmet, .unverified, .inapplicable, .failed]

  // grammar: expect = "期望" expectation { "," expectation }
  // grammar: expectation = ( "总分" total | "等级" ( name | text | "待核实" ) | "推荐" [ "待核实" | "并列" ] | "不推荐" | "有资格" [ "待核实" ] | "无资格" | "认定" name ( "待核实" | "不计分" | sum ) | result-kind result-path ( verdict | "得分" amount ) )
  mutating func expectation() throws(Abandoned) -> Expectation {
    let start = current.range
    guard let keyword = current.keyword, !isAtPartStart else { throw failure(.expected(.result, found: found)) }
    func made(
      _ subject: Expectation.Subject, _ outcome: Expectation.Outcome, path: [Name] = []
    ) -> Expectation {
      Expectation(subject: subject, path: path, outcome: outcome, range: start.through(lastRange))
    }
    switch keyword {
    case .selection, .eligible:
      advance()
      let open: [Keyword] = keyword == .selection ? [.unverified, .tied] : [.unverified]
      let word = (isAtPartStart ? nil : take(oneOf: open)) ?? keyword
      return made(keyword == .selection ? .selection : .eligibility, .word(word))
    case .notSelected, .ineligible:
      advance()
      return made(keyword == .notSelected ? .selection : .eligibility, .word(keyword))
    case .total:
      advance()
      return made(.total, try total())
    case .grade:
      advance()
      return made(.grade, .grade(try nameOrText()))
    case .determination:
      advance()
      let path = [try name()]
      if !isAtPartStart, let word = take(oneOf: [.unverified, .unscored]) {
        return made(.clause(.determination), .word(word), path: path)
      }
      return made(.clause(.determination), .value(try sum()), path: path)
    default:
      guard let kind = ClauseKind(keyword), kind.row.traits.contains(.inExamples) else {
        throw failure(.expected(.result, found: found))
      }
      advance()
      let path = try resultPath()
      if !isAtPartStart, take(.score) { return made(.clause(kind), try amount(), path: path) }
      guard !isAtPartStart, let verdict = take(oneOf: Self.verdicts) else {
        throw failure(.expected(.verdict, found: found))
      }
      return made(.clause(kind), .word(verdict), path: path)
    }
  }

  // grammar: total = "不计分" | amount [ "或" "不计分" ]
  private mutating func total() throws(Abandoned) -> Expectation.Outcome {
    if !isAtPartStart, take(.unscored) { return .word(.unscored) }
    let amount = try amount()
    guard !isAtPartStart, take(.or) else { return amount }
    try expect(.unscored)
    return .orUnscored(amount)
  }

  // grammar: amount = [ "=" ] sum [ "至" ( sum | "不限" ) ]
  private mutating func amount() throws(Abandoned) -> Expectation.Outcome {
    // `总分 = 100 分` reads as well as `总分 100 分`.
    _ = take(sign: "=")
    let least = try sum()
    guard take(.to) else { return .amount(least, to: nil) }
    if !isAtPartStart, take(.unlimited) { return .boundless(from: least) }
    return .amount(least, to: try sum())
  }

  // grammar: result-path = ( number | name ) { ( "." | "的" ) ( number | name ) }
  // grammar: verdict = "满足" | "部分满足" | "不满足" | "待核实" | "不适用" | "无法计算"
  mutating func resultPath() throws(Abandoned) -> [Name] {
    var path = [try identifier()]
    while !isAtPartStart, at(sign: ".") || at(.of) {
      advance()
      path.append(try identifier())
    }
    return path
  }
}
