/// Writes terms in the spelling of a dialect.
struct TermWriter {
  let terms: Terms
  let dialect: SQLDialect
  /// The names of what is a column where the term stands.
  var names: [Term: String]

  /// An operand; what is no single word or call stands in parentheses.
  private func operand(_ term: Term) -> String {
    if names[term] != nil { return write(term) }
    switch terms[term].form {
    case .column, .made, .truth, .number, .text, .null, .least, .greatest, .length, .choose, .contains, .remainder,
      .quotient, .day, .scaled:
      return write(term)
    case .not, .isNull, .equal, .less, .atMost, .and, .or, .sum, .product, .hasBits, .concat, .window:
      return "(\(write(term)))"
    }
  }

  /// Whether a number needs more than a machine word.
  private func isWide(_ term: Term) -> Bool {
    let range = terms[term].range
    return range.lowerBound < Int128(Int.min) || range.upperBound > Int128(Int.max)
  }

  /// A number in as many digits as the result needs.
  private func number(_ term: Term, wide: Bool) -> String {
    if wide, !isWide(term), !terms.isNull(constant: term) { return "CAST(\(write(term)) AS \(dialect.wide))" }
    return operand(term)
  }

  /// A fixed number that is as long as others beside it.
  private func typed(_ term: Term, wide: Bool) -> String {
    if wide { return number(term, wide: true) }
    if let number = terms.constant(term) { return dialect.word(String(number)) }
    return write(term)
  }

  func write(_ term: Term) -> String {
    if let name = names[term] { return name }
    let known = terms[term]
    let parts = known.operands
    switch known.form {
    case .column(_, let name): return name
    case .made(_, let name): return name
    case .window(let text):
      return parts.enumerated().reversed().reduce(text) { $0.replacing("$\($1.offset)", with: write($1.element)) }
    case .truth(let truth): return truth ? "TRUE" : "FALSE"
    case .number(let number):
      return number > Int128(Int.max) || number < Int128(Int.min)
        ? "CAST('\(number)' AS \(dialect.wide))" : number < 0 ? "(\(number))" : "\(number)"
    case .text(let text): return dialect.quoted(text)
    case .null: return "NULL"
    case .and: return parts.map(operand).joined(separator: " AND ")
    case .or: return parts.map(operand).joined(separator: " OR ")
    case .not:
      let inner = terms[parts[0]]
      if names[parts[0]] == nil, inner.form == .isNull { return "\(operand(inner.operands[0])) IS NOT NULL" }
      return "NOT \(operand(parts[0]))"
    case .isNull: return "\(operand(parts[0])) IS NULL"
    case .equal: return "\(operand(parts[0])) = \(operand(parts[1]))"
    case .less: return "\(operand(parts[0])) < \(operand(parts[1]))"
    case .atMost: return "\(operand(parts[0])) <= \(operand(parts[1]))"
    case .choose: return choice(known)
    case .sum:
      let wide = isWide(term)
      return sum(parts, wide)
    case .product:
      let wide = isWide(term)
      return "\(number(parts[0], wide: wide)) * \(number(parts[1], wide: wide))"
    case .remainder: return "MOD(\(write(parts[0])), \(write(parts[1])))"
    case .quotient: return dialect.quotient(write(parts[0]), write(parts[1]), isWide(parts[0]) || isWide(parts[1]))
    case .least: return "LEAST(\(parts.map(write).joined(separator: ", ")))"
    case .greatest: return "GREATEST(\(parts.map(write).joined(separator: ", ")))"
    case .hasBits(let mask, let all):
      return "\(operand(parts[0])) & \(dialect.word(String(mask))) \(all ? "= \(mask)" : "<> 0")"
    case .contains: return dialect.contains(write(parts[0]), write(parts[1]))
    case .length: return dialect.length(write(parts[0]))
    case .concat: return parts.map(operand).joined(separator: " || ")
    case .day: return dialect.day(write(parts[0]))
    case .scaled(let places): return dialect.scaled(write(parts[0]), places)
    }
  }

  /// A number that is one also where nothing is known.
  func number(_ term: Term) -> String {
    terms.isNull(constant: term) || terms.constant(term) != nil ? "CAST(\(write(term)) AS BIGINT)" : write(term)
  }

  /// Balanced, so that no sum is nested deeply.
  private func sum(_ parts: [Term], _ wide: Bool) -> String {
    parts.map { number($0, wide: wide) }.joined(separator: " + ")
  }

  private func choice(_ known: Terms.Known) -> String {
    var text = "CASE"
    var operands = known.operands
    let wide =
      known.kind == .number && (known.range.lowerBound < Int128(Int.min) || known.range.upperBound > Int128(Int.max))
    var isTyped = false
    func value(_ term: Term) -> String {
      guard known.kind == .number, !terms.isNull(constant: term) else { return write(term) }
      if wide { return number(term, wide: true) }
      if isTyped { return write(term) }
      isTyped = true
      return typed(term, wide: false)
    }
    while true {
      var place = 0
      while place + 1 < operands.count {
        text += " WHEN \(write(operands[place])) THEN \(value(operands[place + 1]))"
        place += 2
      }
      guard let last = operands.last else { break }
      // A choice in what holds otherwise goes on.
      if names[last] == nil, terms[last].form == .choose {
        operands = terms[last].operands
        continue
      }
      if !terms.isNull(constant: last) { text += " ELSE \(value(last))" }
      break
    }
    return text + " END"
  }
}
