import Model
import Planning
import Quantities

/// What is asked of the rows of a fact: a step that looks at each row and puts them together.
extension SQLTranslator {
  /// So many rows of one fact a community may have.
  static let mostRows: Int128 = 1_000_000

  /// What is put together of the rows of a community.
  fileprivate struct Figure {
    let name: String
    let term: Term
    let isSum: Bool
    let most: Bool
  }

  func records(_ records: Primitive.Records, _ node: Plan.Node) throws(SQLRefusal) -> SQLCell {
    guard case .fact(let index) = plan.nodes[node.operands[0]].primitive, !node.isOfRow else { throw .rows }
    let isStated = terms.isThere(truth(try cell(node.operands[0])))
    let ofNone = try records.ofNone.map { place throws(SQLRefusal) in try cell(node.operands[place]) }
    let (outerRow, outerNumber) = (row, rowNumber)
    defer { (row, rowNumber) = (outerRow, outerNumber) }
    if outerNumber != 0 { throw .rows }
    rowNumber = index + 1
    row = try cells(of: index)
    let passes = try records.filter.map { place throws(SQLRefusal) in try cell(node.operands[place]) }
    let value = try records.value.map { place throws(SQLRefusal) in try cell(node.operands[place]) }
    (row, rowNumber) = (outerRow, outerNumber)
    return try figure(
      records, index, isStated, passes ?? cell(truth: terms.yes), value, ofNone, node.type)
  }

  private func cells(of index: Int) throws(SQLRefusal) -> [Int: SQLCell] {
    guard case .records(_, let columns) = standard.facts[index].type else { throw .rows }
    var cells: [Int: SQLCell] = [:]
    for (place, column) in columns.enumerated() {
      let own = FactColumn(column, "r.c\(place + 1)", spans)
      cells[place] = try limited(own.cell, .missing(column.lower, column.upper, column.type), column.type)
    }
    return cells
  }

  // MARK: Putting rows together

  private func figure(
    _ records: Primitive.Records, _ index: Int, _ isStated: Term, _ passes: SQLCell, _ value: SQLCell?,
    _ ofNone: SQLCell?,
    _ type: PlanType
  ) throws(SQLRefusal) -> SQLCell {
    let (one, zero) = (terms.number(1), terms.number(0))
    let holds = truth(passes)
    let isOpen = terms.and(terms.isNull(holds), terms.not(passes.flags.fails))
    var asked: [Figure] = []
    func counted(_ name: String, _ condition: Term) {
      asked.append(Figure(name: name, term: terms.choose(condition, one, zero), isSum: true, most: false))
    }
    let isSure = terms.isYes(holds)
    counted("sure", isSure)
    counted("against", terms.isNo(holds))
    counted("open", isOpen)
    let valueFails = value?.flags.fails ?? terms.no
    let valueMayFail = value?.flags.mayFail ?? terms.no
    counted("failing", terms.or(passes.flags.fails, terms.and(isSure, valueFails)))
    counted(
      "doubtful",
      terms.or(
        passes.flags.mayFail,
        terms.or(terms.and(isSure, valueMayFail), terms.and(isOpen, terms.or(valueMayFail, valueFails)))))
    let span = value.map { self.span($0) } ?? spans.unknown
    let isNumber = value?.span != nil
    if isNumber {
      guard terms.constant(span.low.divisor) == 1, terms.constant(span.high.divisor) == 1, spans.isClosed(span) else {
        throw .rows
      }
      let none = terms.null(.number)
      let (low, high) = (span.low.number, span.high.number)
      counted("unknown_sure", terms.and(isSure, terms.and(terms.isNull(low), terms.isNull(high))))
      counted("unknown_open", terms.and(isOpen, terms.and(terms.isNull(low), terms.isNull(high))))
      counted("no_low", terms.and(isSure, terms.isNull(low)))
      counted("no_high", terms.and(isSure, terms.isNull(high)))
      counted("no_low_open", terms.and(isOpen, terms.isNull(low)))
      counted("no_high_open", terms.and(isOpen, terms.isNull(high)))
      counted("exact", terms.and(isSure, spans.isExact(span)))
      for (name, condition) in [("", isSure), ("_open", isOpen)] {
        asked.append(
          Figure(name: "least_low" + name, term: terms.choose(condition, low, none), isSum: false, most: false))
        asked.append(
          Figure(name: "most_low" + name, term: terms.choose(condition, low, none), isSum: false, most: true))
        asked.append(
          Figure(name: "least_high" + name, term: terms.choose(condition, high, none), isSum: false, most: false))
        asked.append(
          Figure(name: "most_high" + name, term: terms.choose(condition, high, none), isSum: false, most: true))
      }
      if records.kind == .sum || records.kind == .average {
        asked.append(Figure(name: "sum_low", term: terms.choose(isSure, low, none), isSum: true, most: false))
        asked.append(Figure(name: "sum_high", term: terms.choose(isSure, high, none), isSum: true, most: false))
        asked.append(
          Figure(
            name: "sum_low_open", term: terms.choose(isOpen, terms.extreme([low, zero], largest: false), none),
            isSum: true, most: false))
        asked.append(
          Figure(
            name: "sum_high_open", term: terms.choose(isOpen, terms.extreme([high, zero], largest: true), none),
            isSum: true, most: false))
      }
    }
    let made = step(index, asked)
    return try put(together: records, isStated, made, span.scale, ofNone, type)
  }

  /// The columns of a step, by what they are.
  private func step(_ index: Int, _ asked: [Figure]) -> [String: Term] {
    var inputs: [Term] = []
    for part in asked { inputs += outer(part.term) }
    let number = layout.steps.count
    // What is the same for all rows need not be asked of each.
    let varying = asked.filter { !terms.isNull(constant: $0.term) && ($0.isSum ? terms.constant($0.term) != 0 : true) }
    let rows = RowStep(table: "rows_f\(index + 1)", number: number, figures: varying, terms: terms)
    let step = layout.add(
      Layout.Step(
        inputs: inputs, columns: varying.map(\.name), isPartial: true,
        write: rows.write))
    var made: [String: Term] = [:]
    for part in asked {
      guard varying.contains(where: { $0.name == part.name }) else {
        made[part.name] = part.isSum ? terms.number(0) : part.term
        continue
      }
      let range = terms[part.term].range
      let worth = part.isSum ? Self.mostRows : 1
      let column = terms.made(
        step, "q\(number)_\(part.name)", .number, mayBeNull: true,
        min(0, range.lowerBound * worth)...max(0, range.upperBound * worth))
      made[part.name] = part.isSum ? terms.choose(terms.isNull(column), terms.number(0), column) : column
    }
    return made
  }

  /// The largest parts of a term that are no matter of a row.
  private func outer(_ term: Term) -> [Term] {
    if !isOfRow(term) {
      switch terms[term].form {
      case .truth, .number, .text, .null: return []
      case .column, .made, .window, .and, .or, .not, .isNull, .equal, .less, .atMost, .choose, .sum, .product,
        .remainder, .quotient, .least, .greatest, .hasBits, .contains, .length, .concat, .day, .scaled:
        return [term]
      }
    }
    return terms[term].operands.flatMap { outer($0) }
  }

  private func isOfRow(_ term: Term) -> Bool {
    if let known = ofRow[term] { return known }
    let found: Bool
    if case .column(let table, _) = terms[term].form {
      found = table == .rows
    } else {
      found = terms[term].operands.contains { isOfRow($0) }
    }
    ofRow[term] = found
    return found
  }

  private func put(
    together records: Primitive.Records, _ isStated: Term, _ made: [String: Term], _ scale: Int128, _ ofNone: SQLCell?,
    _ type: PlanType
  ) throws(SQLRefusal) -> SQLCell {
    let zero = terms.number(0)
    func some(_ name: String) -> Term { terms.less(zero, made[name] ?? zero) }
    let isMissing = terms.not(isStated)
    var flags = sound
    switch records.kind {
    case .any, .every:
      let isDecided = records.kind == .any ? some("sure") : some("against")
      let failing = terms.and(isStated, terms.not(isDecided), some("failing"))
      flags.fails = terms.and(failing, terms.not(some("open")))
      flags.mayFail = terms.or(
        terms.and(failing, some("open")),
        terms.and(isStated, terms.not(isDecided), terms.not(some("failing")), some("doubtful")))
      let isUnknown = terms.or(isMissing, some("open"), some("failing"))
      let decided = terms.truth(records.kind == .any)
      return cell(
        truth: terms.choose(
          [(terms.and(isStated, isDecided), decided), (isUnknown, terms.null(.truth))], terms.not(decided)), flags)
    case .count, .sum, .greatest, .least, .average: break
    }
    flags.fails = terms.and(isStated, some("failing"))
    flags.mayFail = terms.and(isStated, terms.not(some("failing")), some("doubtful"))
    let isOut = terms.or(flags.fails, flags.mayFail)
    if records.kind == .count {
      let counts = spans.span(
        spans.end(made["sure"] ?? zero), spans.end(terms.sum(made["sure"] ?? zero, made["open"] ?? zero)), scale: 1)
      let anything = spans.span(spans.end(zero), spans.noEnd, scale: 1)
      return try unsettled(
        cell(try spans.choose([(isMissing, anything)], try spans.product(counts, by: records.worth))), where: isOut,
        flags)
    }
    func number(_ name: String) -> Limit { spans.end(made[name] ?? terms.null(.number)) }
    func without(_ names: [String], _ end: Limit) -> Limit {
      Limit(number: terms.choose(terms.or(names.map(some)), terms.null(.number), end.number), divisor: end.divisor)
    }
    let isUnknown = terms.or(isMissing, some("unknown_sure"), some("unknown_open"))
    if records.kind == .sum {
      let low = without(
        ["no_low", "no_low_open"], spans.end(terms.sum(number("sum_low").number, number("sum_low_open").number)))
      let high = without(
        ["no_high", "no_high_open"], spans.end(terms.sum(number("sum_high").number, number("sum_high_open").number)))
      let sum = spans.span(low, high, scale: scale)
      return try unsettled(
        cell(try spans.choose([(isUnknown, spans.unknown)], sum)), where: isOut, flags)
    }
    return try extreme(records, isStated, made, scale, ofNone, type, flags)
  }

  /// The largest, smallest or mean, of which there is none of no rows.
  private func extreme(
    _ records: Primitive.Records, _ isStated: Term, _ made: [String: Term], _ scale: Int128, _ ofNone: SQLCell?,
    _ type: PlanType, _ soFar: Flags
  ) throws(SQLRefusal) -> SQLCell {
    let zero = terms.number(0)
    func some(_ name: String) -> Term { terms.less(zero, made[name] ?? zero) }
    func number(_ name: String) -> Limit { spans.end(made[name] ?? terms.null(.number)) }
    func without(_ names: [String], _ end: Limit) -> Limit {
      Limit(number: terms.choose(terms.or(names.map(some)), terms.null(.number), end.number), divisor: end.divisor)
    }
    let isGoing = terms.and(isStated, terms.not(soFar.fails), terms.not(soFar.mayFail))
    let isNone = terms.not(some("sure"))
    let anyOpen = some("open")
    var isUnknown = terms.or(some("unknown_sure"), some("unknown_open"))
    var doubt: [Term] = []
    var worked: Span
    let openSpan = spans.span(
      without(["no_low_open"], number("least_low_open")), without(["no_high_open"], number("most_high_open")),
      scale: scale)
    switch records.kind {
    case .greatest:
      worked = spans.span(
        number("most_low"),
        try spans.outermost(
          [
            without(["no_high"], number("most_high")),
            choose(anyOpen, without(["no_high_open"], number("most_high_open")), number("most_high")),
          ],
          largest: true), scale: scale)
    case .least:
      worked = spans.span(
        try spans.outermost(
          [
            without(["no_low"], number("least_low")),
            choose(anyOpen, without(["no_low_open"], number("least_low_open")), number("least_low")),
          ],
          largest: false), number("least_high"), scale: scale)
    case .average:
      let count = terms.extreme([made["sure"] ?? zero, terms.number(1)], largest: true)
      let (low, high) = (without(["no_low"], number("sum_low")), without(["no_high"], number("sum_high")))
      let mean = spans.span(
        Limit(number: low.number, divisor: count), Limit(number: high.number, divisor: count), scale: scale)
      worked = try spans.hull([(terms.yes, mean), (anyOpen, openSpan)])
    case .any, .every, .count, .sum: throw .rows
    }
    let isDate = type == .value(.date)
    if isDate {
      // Of dates there is none as long as one of them is not known.
      let allExact = terms.equal(made["exact"] ?? zero, made["sure"] ?? zero)
      let isOpen = terms.or(terms.not(allExact), anyOpen)
      doubt.append(terms.and(terms.not(isNone), some("exact"), isOpen))
      isUnknown = terms.not(some("exact"))
    }
    var flags = soFar
    // Of no rows.
    let instead: SQLCell
    if let ofNone {
      var own = ofNone
      own.flags.fails = terms.and(ofNone.flags.fails, terms.not(anyOpen))
      own.flags.mayFail = terms.or(
        terms.and(ofNone.flags.mayFail, terms.not(ofNone.flags.fails)), terms.and(ofNone.flags.fails, anyOpen))
      own.span = try spans.choose([(anyOpen, try spans.hull(span(ofNone), openSpan))], span(ofNone))
      instead = try unsettled(own, where: terms.or(own.flags.fails, own.flags.mayFail), own.flags)
    } else {
      var own = cell(spans.unknown)
      own.flags.mayFail = anyOpen
      instead = own
    }
    // Of unknown rows.
    var missing = cell(spans.unknown)
    missing.flags.mayFail = ofNone?.flags.mayFail ?? terms.yes
    missing.flags.fails = ofNone?.flags.fails ?? terms.no
    missing.flags.errors = ofNone?.flags.errors ?? []
    flags.mayFail = terms.or(flags.mayFail, terms.and(isGoing, terms.or(doubt)))
    let isOut = terms.or(isUnknown, terms.or(flags.fails, flags.mayFail))
    let found = cell(try spans.choose([(isOut, spans.unknown)], worked), flags)
    let isInstead = terms.and(isGoing, isNone)
    return try choose([(terms.not(isStated), missing), (isInstead, instead)], found)
  }

  private func choose(_ condition: Term, _ a: Limit, _ b: Limit) -> Limit {
    Limit(number: terms.choose(condition, a.number, b.number), divisor: terms.choose(condition, a.divisor, b.divisor))
  }
}

/// A step that puts together the rows of a table.
private struct RowStep {
  let table: String
  let number: Int
  let figures: [SQLTranslator.Figure]
  let terms: Terms

  func write(_ name: String, _ stage: Layout.Source, _ writer: TermWriter) -> [(name: String, body: String)] {
    var rows: [String] = []
    var made: [String] = []
    for (place, figure) in figures.enumerated() {
      rows.append("\(writer.write(figure.term)) AS v\(place)")
      let column = "q\(number)_\(figure.name)"
      if !figure.isSum {
        made.append("\(figure.most ? "MAX" : "MIN")(v\(place)) AS \(column)")
        continue
      }
      let range = terms[figure.term].range
      let isWide = max(abs(range.lowerBound), abs(range.upperBound)) > Int128(Int.max) / SQLTranslator.mostRows
      made.append("CAST(SUM(v\(place)) AS \(isWide ? writer.dialect.wide : "BIGINT")) AS \(column)")
    }
    return [
      (
        "\(name)_rows",
        "SELECT r.id, \(rows.joined(separator: ",\n    "))\n  FROM \(table) AS r JOIN \(stage.name) ON r.id = \(stage.name).id\(stage.joined)"
      ),
      (name, "SELECT id, \(made.joined(separator: ",\n    "))\n  FROM \(name)_rows\n  GROUP BY id"),
    ]
  }
}
