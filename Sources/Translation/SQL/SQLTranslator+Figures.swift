import Model
import Planning
import Quantities

/// A figure of rows that are nodes of the plan: of the results of a sheet.
extension SQLTranslator {
  /// A row, and whether it counts.
  private struct Row {
    let isSure: Term
    let isOpen: Term
    let cell: SQLCell
    let span: Span
  }

  /// - Parameter operands: whether it counts, and its cell, for each row; then what it is of no rows, if that is stated.
  func figure(
    _ kind: RowQuery.Kind, of operands: [SQLCell], worth: Rational, _ type: PlanType
  ) throws(SQLRefusal) -> SQLCell {
    var rows: [Row] = []
    var (fails, doubts): ([Term], [Term]) = ([], [])
    for place in stride(from: 0, to: operands.count - 1, by: 2) {
      let (passes, cell) = (operands[place], operands[place + 1])
      let isSure = terms.isYes(truth(passes))
      let isOpen = terms.and(
        terms.isNull(truth(passes)), terms.not(passes.flags.fails), terms.not(passes.flags.mayFail))
      fails.append(terms.or(passes.flags.fails, terms.and(isSure, cell.flags.fails)))
      doubts.append(
        terms.or(
          passes.flags.mayFail,
          terms.or(
            terms.and(isSure, cell.flags.mayFail),
            terms.and(isOpen, terms.or(cell.flags.mayFail, cell.flags.fails)))))
      rows.append(Row(isSure: isSure, isOpen: isOpen, cell: cell, span: span(cell)))
    }
    var flags = sound
    flags.fails = terms.or(fails)
    flags.mayFail = terms.and(terms.not(flags.fails), terms.or(doubts))
    flags.errors = errors(operands)
    let isOut = terms.or(flags.fails, flags.mayFail)
    func count(_ condition: (Row) -> Term) -> Term {
      terms.sum(rows.map { terms.choose(condition($0), terms.number(1), terms.number(0)) })
    }
    let sure = count(\.isSure)
    if kind == .count {
      let counts = spans.span(spans.end(sure), spans.end(terms.sum(sure, count(\.isOpen))), scale: 1)
      return try unsettled(cell(try spans.product(counts, by: worth)), where: isOut, flags)
    }
    guard rows.allSatisfy({ spans.isClosed($0.span) }) else { throw .openEnd }
    let isUnknown = terms.or(
      rows.map { row in
        terms.and(
          terms.or(row.isSure, row.isOpen), terms.isNull(row.span.low.number), terms.isNull(row.span.high.number))
      })
    let worked = try put(together: rows, kind, sure)
    let found = try unsettled(
      cell(try spans.choose([(isUnknown, spans.unknown)], worked)), where: isOut, flags)
    if kind == .sum { return found }
    return try choose(
      [(terms.or(isOut, terms.isYes(terms.less(terms.number(0), sure))), found)],
      try ofNone(operands.count % 2 == 1 ? operands.last : nil, rows))
  }

  private func put(together rows: [Row], _ kind: RowQuery.Kind, _ sure: Term) throws(SQLRefusal) -> Span {
    if rows.isEmpty { return kind == .sum ? spans.zero : spans.unknown }
    let zero = spans.zero
    switch kind {
    case .sum:
      var parts: [Span] = []
      for row in rows {
        parts.append(
          try spans.choose([(row.isSure, row.span), (row.isOpen, try spans.hull(row.span, zero))], zero))
      }
      return try spans.sum(parts)
    case .average:
      var parts: [Span] = []
      for row in rows { parts.append(try spans.choose([(row.isSure, row.span)], zero)) }
      let count = terms.extreme([sure, terms.number(1)], largest: true)
      var mean = try spans.sum(parts)
      guard terms.constant(mean.low.divisor) == 1, terms.constant(mean.high.divisor) == 1 else { throw .brokenPoints }
      mean = spans.span(
        Limit(number: mean.low.number, divisor: count), Limit(number: mean.high.number, divisor: count),
        scale: mean.scale)
      return try spans.hull([(terms.yes, mean)] + rows.map { ($0.isOpen, $0.span) })
    case .greatest, .least:
      let isLargest = kind == .greatest
      let all = try spans.together(rows.map(\.span))
      func ends(_ end: (Span) -> Limit, _ counts: (Row) -> Term) -> [Limit] {
        zip(rows, all).map { row, span in
          Limit(number: terms.choose(counts(row), end(span).number, terms.null(.number)), divisor: end(span).divisor)
        }
      }
      func isMissing(_ end: (Span) -> Limit, _ counts: (Row) -> Term) -> Term {
        terms.or(zip(rows, all).map { terms.and(counts($0), terms.isNull(end($1).number)) })
      }
      func counts(_ row: Row) -> Term { terms.or(row.isSure, row.isOpen) }
      // What only may count moves one end.
      let (inner, outer): ((Span) -> Limit, (Span) -> Limit) =
        isLargest ? ({ $0.low }, { $0.high }) : ({ $0.high }, { $0.low })
      let near = try spans.extreme(ends(inner, { $0.isSure }), largest: isLargest)
      let far = try spans.extreme(ends(outer, counts), largest: isLargest)
      let end = Limit(
        number: terms.choose(isMissing(outer, counts), terms.null(.number), far.number), divisor: far.divisor)
      return isLargest ? spans.span(near, end, scale: all[0].scale) : spans.span(end, near, scale: all[0].scale)
    case .any, .every, .count: throw .rows
    }
  }

  /// Of no rows for certain: what is stated for that, or between that and what may count.
  private func ofNone(_ stated: SQLCell?, _ rows: [Row]) throws(SQLRefusal) -> SQLCell {
    let anyOpen = terms.or(rows.map(\.isOpen))
    guard let stated else {
      var none = cell(spans.unknown)
      none.flags.mayFail = anyOpen
      return none
    }
    var none = stated
    none.flags.fails = terms.and(stated.flags.fails, terms.not(anyOpen))
    none.flags.mayFail = terms.or(
      terms.and(stated.flags.mayFail, terms.not(stated.flags.fails)), terms.and(stated.flags.fails, anyOpen))
    none.span = try spans.hull([(terms.yes, span(stated))] + rows.map { ($0.isOpen, $0.span) })
    return try unsettled(none, where: terms.or(none.flags.fails, none.flags.mayFail), none.flags)
  }
}
