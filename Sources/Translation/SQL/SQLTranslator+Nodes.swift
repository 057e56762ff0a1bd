import Model
import Planning
import Quantities
import Syntax

/// What each primitive is in SQL, in the words of Primitives.md.
extension SQLTranslator {
  func make(_ node: Plan.Node, _ place: Int) throws(SQLRefusal) -> SQLCell {
    func operand(_ index: Int) throws(SQLRefusal) -> SQLCell { try cell(node.operands[index]) }
    func operands() throws(SQLRefusal) -> [SQLCell] {
      var cells: [SQLCell] = []
      for place in node.operands { cells.append(try cell(place)) }
      return cells
    }
    switch node.primitive {
    case .constant(let value): return try constant(value, node.type)
    case .setting(.parameter(let index)) where moving.contains(index): return try parameter(index)
    case .setting(let setting):
      return try constant(plan.settings[setting] ?? PlanValue(content: .unknown), node.type)
    case .fact(let index): return try fact(index)
    case .admitted: throw .gradePlaces
    case .column(let column, _):
      guard let cell = row[column] else { throw .rows }
      return cell
    case .definition: return try operand(0)
    case .isKnown: return cell(truth: isKnown(try operand(0)))
    case .not:
      var value = try operand(0)
      value.truth = terms.not(truth(value))
      return value
    case .all: return kleene(try operands(), stopsAt: false)
    case .any: return kleene(try operands(), stopsAt: true)
    case .compare(let comparator, let type): return try compare(comparator, type, try operand(0), try operand(1))
    case .hasOptions(let wanted, let all):
      let chosen = try operand(0)
      return try strict(
        [chosen], cell(truth: terms.hasBits(chosen.bits ?? terms.null(.number), wanted, all: all)))
    case .hasText:
      let (text, part) = (try operand(0), try operand(1))
      let (whole, wanted) = (text.text ?? terms.null(.text), part.text ?? terms.null(.text))
      let isEmpty = terms.isYes(terms.equal(wanted, terms.text("")))
      return try strict([text, part], cell(truth: terms.choose(isEmpty, terms.yes, terms.contains(whole, wanted))))
    case .choose: return try chosen(try operand(0), try operand(1), try operand(2), node.type)
    case .operation(let operation): return try self.operation(operation, node, try operands())
    case .records(let records): return try self.records(records, node)
    case .figure(let kind, let worth): return try figure(kind, of: try operands(), worth: worth, node.type)
    case .rank(let slot, let end): return try rank(slot, end)
    case .cohort(let slot, let figure): return try self.figure(slot, figure)
    case .position(let slot, let end, let isShare, let hasCutoff):
      return try position(
        slot, end, isShare: isShare, compared: try operand(0), quota: try operand(1),
        cutoff: hasCutoff ? try operand(2) : nil)
    case .given: return try given(try operand(0), try operand(1), try operand(2))
    case .applicable: return try applicable(try operand(0), try operand(1), node.type)
    case .firstOf: return try firstOf(try operands())
    case .interpolate(let knots):
      let number = try operand(0)
      return try ranged([number]) { spans throws(SQLRefusal) in
        self.worked(try self.interpolated(spans[0], knots))
      }
    case .mark(let hasLeast, let hasMost): return try mark(try operands(), hasLeast, hasMost)
    case .kept(let comparator): return try kept(try operands(), comparator)
    case .count(let mode): return try count(try operands(), mode)
    case .roundingChange(let mode): return try roundingChange(try operands(), mode)
    case .bounded: return try bounded(try operand(0), try operand(1), try operand(2))
    case .reached: return try reached(try operand(0), try operand(1))
    case .otherwise: return try otherwise(try operand(0), try operand(1), node.type)
    case .alongside:
      var value = try operand(0)
      let other = try operand(1)
      value.flags.mayFail = terms.or(value.flags.mayFail, other.flags.mayFail)
      value.flags.fails = terms.or(value.flags.fails, other.flags.fails)
      value.flags.errors.formUnion(other.flags.errors)
      value.flags.isNone = terms.and(value.flags.isNone, terms.not(value.flags.mayFail), terms.not(value.flags.fails))
      return value
    case .ifExact:
      let (number, exact, ranged) = (try operand(0), try operand(1), try operand(2))
      var failing = SQLCell(span: spans.unknown, flags: sound)
      failing.flags.fails = terms.yes
      failing.flags.errors = number.flags.errors
      return try choose(
        [(number.flags.fails, failing), (spans.isExact(span(number)), exact)], ranged)
    case .level(let parts): return try level(try operands(), parts)
    case .growth(let part, let parts): return try growth(try operands(), part, parts)
    case .closed:
      var value = try operand(0)
      value.span = value.span.map { spans.closed($0) }
      return value
    case .reported, .extent:
      var value = try operand(0)
      value.flags.fails = terms.no
      value.flags.mayFail = terms.no
      value.flags.isVoid = terms.no
      value.flags.errors = []
      return value
    case .applies: return cell(truth: applies(try operand(0).flags))
    case .requirementVerdict: return requirementVerdict(try operand(0))
    case .changeVerdict: return changeVerdict(try operand(0))
    case .pointsVerdict(let hasMinimum, let hasFull):
      return try pointsVerdict(try operands(), hasMinimum, hasFull)
    case .hasFullPoints: return hasFullPoints(try operand(0), try operand(1))
    case .firstToHold: return firstToHold(try operands())
    case .cases(let cases): return try self.cases(cases, node)
    case .part(let part): return try operand(0).bundle?[part] ?? cell(spans.unknown)
    }
  }

  // MARK: Truth and values

  /// A failure yields to a deciding part, and is none yet where a part that is not known may decide.
  private func kleene(_ operands: [SQLCell], stopsAt: Bool) -> SQLCell {
    let truths = operands.map { truth($0) }
    let all = stopsAt ? terms.or(truths) : terms.and(truths)
    let failure = fails(operands)
    let isDecided = stopsAt ? terms.isYes(all) : terms.isNo(all)
    let isOpen = terms.or(
      zip(operands, truths).map { terms.and(terms.isNull($1), terms.not($0.flags.fails)) })
    let isDoubtful = terms.or(operands.map { terms.and($0.flags.mayFail, terms.not($0.flags.fails)) })
    var flags = sound
    flags.errors = errors(operands)
    if terms.settled(failure) != false {
      flags.fails = terms.and(terms.not(isDecided), failure, terms.not(isOpen))
    }
    flags.mayFail = terms.and(
      terms.not(isDecided),
      terms.or(terms.and(failure, isOpen), terms.and(terms.not(failure), isDoubtful)))
    return cell(truth: all, flags)
  }

  /// By what ordered values compare.
  private func ordered(_ cell: SQLCell, _ type: ValueType) -> Span {
    switch type {
    case .choice(_, .descending): spans.negated(span(cell))
    case .truth:
      spans.single(
        terms.choose(
          [(truth(cell), terms.number(1)), (terms.not(truth(cell)), terms.number(0))], terms.null(.number)))
    case .choice, .number, .percentage, .date, .text, .choices, .records: span(cell)
    }
  }

  private func compare(
    _ comparator: Comparator, _ type: ValueType, _ a: SQLCell, _ b: SQLCell
  ) throws(SQLRefusal) -> SQLCell {
    func equal(_ first: Term?, _ second: Term?) -> Term? {
      guard let first, let second else { return nil }
      let equal = terms.equal(first, second)
      return comparator == .equal ? equal : comparator == .different ? terms.not(equal) : terms.null(.truth)
    }
    let truth: Term
    switch type {
    case .truth where comparator == .equal || comparator == .different:
      truth = equal(a.truth, b.truth) ?? terms.null(.truth)
    case .text: truth = equal(a.text, b.text) ?? terms.null(.truth)
    case .choices: truth = equal(a.bits, b.bits) ?? terms.null(.truth)
    case .records: throw .rows
    case .truth, .number, .percentage, .date, .choice:
      truth = spans.compare(comparator, ordered(a, type), ordered(b, type))
    }
    return try strict([a, b], cell(truth: truth))
  }

  private func chosen(_ test: SQLCell, _ first: SQLCell, _ second: SQLCell, _ type: PlanType) throws(SQLRefusal)
    -> SQLCell
  {
    var failing = SQLCell(flags: sound)
    failing.flags.fails = terms.yes
    failing.flags.errors = test.flags.errors
    var doubtful = SQLCell(flags: sound)
    doubtful.flags.mayFail = terms.yes
    let holds = truth(test)
    let open = terms.settled(terms.isThere(holds)) == true ? second : try joined(first, second, type)
    return try choose(
      [
        (test.flags.fails, failing), (terms.isYes(holds), first), (terms.isNo(holds), second),
        (test.flags.mayFail, doubtful),
      ], open)
  }

  // MARK: Operations

  private func operation(_ operation: Operation, _ node: Plan.Node, _ operands: [SQLCell]) throws(SQLRefusal) -> SQLCell
  {
    let types = node.operands.map { plan.nodes[$0].type.valueType ?? .truth }
    if node.type == .points {
      return try ranged(operands) { spans throws(SQLRefusal) in try self.worked(operation, spans, operands, types) }
    }
    let worked = try self.worked(operation, operands.map { span($0) }, operands, types)
    var flags = sound
    (flags.fails, flags.mayFail, flags.errors) = (worked.fails, worked.mayFail, worked.errors)
    return try strict(operands, cell(worked.span, flags))
  }

  private func worked(
    _ operation: Operation, _ ranges: [Span], _ operands: [SQLCell], _ types: [ValueType]
  ) throws(SQLRefusal) -> Worked {
    switch operation {
    case .sum(let subtracted):
      return worked(try spans.sum(zip(ranges, subtracted).map { $1 ? spans.negated($0) : $0 }))
    case .product(let divided): return try product(ranges, divided)
    case .negated: return worked(spans.negated(ranges[0]))
    case .absolute: return worked(try absolute(ranges[0]))
    case .power(let exponent): return worked(try power(ranges[0], exponent))
    case .larger: return worked(try extreme(ranges, types, largest: true))
    case .smaller: return worked(try extreme(ranges, types, largest: false))
    case .rounded(let mode):
      guard let step = spans.number(ranges[1]), !step.isZero else { throw .movingStep }
      return worked(try spans.rounded(ranges[0], mode, toMultipleOf: step))
    case .shifted(let months, let back): return try shifted(ranges[0], ranges[1], months: months, back: back)
    case .daysBetween: return worked(try spans.sum([ranges[0], spans.negated(ranges[1])]))
    case .length:
      let length = terms.length(operands[0].text ?? terms.null(.text), atMost: 1 << 31)
      return worked(
        spans.span(
          spans.end(terms.choose(terms.isThere(length), length, terms.number(0))), spans.end(length), scale: 1))
    case .optionCount:
      guard case .choices(let options)? = types.first else { throw .rows }
      let bits = operands[0].bits ?? terms.null(.number)
      let count = terms.sum(
        options.indices.map {
          terms.choose(
            terms.isYes(terms.hasBits(bits, 1 << UInt64($0), all: true)), terms.number(1), terms.number(0))
        })
      let most = terms.choose(terms.isThere(bits), count, terms.number(Int128(options.count)))
      return worked(spans.span(spans.end(count), spans.end(most), scale: 1))
    }
  }

  private func product(_ ranges: [Span], _ divided: [Bool]) throws(SQLRefusal) -> Worked {
    var result = worked(ranges[0])
    for (range, divides) in zip(ranges, divided).dropFirst() {
      guard divides else {
        result.span = try spans.product(result.span, range)
        continue
      }
      let turned = try spans.reciprocal(range)
      // What comes first decides.
      let isGoing = terms.and(terms.not(result.fails), terms.not(result.mayFail))
      result.fails = terms.or(result.fails, terms.and(isGoing, turned.isZero))
      result.mayFail = terms.or(result.mayFail, terms.and(isGoing, terms.not(turned.isZero), turned.mayBeZero))
      if terms.settled(turned.isZero) != false { result.errors.insert(.divisionByZero) }
      result.span = try spans.product(result.span, turned.span)
    }
    let isGone = terms.or(result.fails, result.mayFail)
    result.span = try spans.choose([(isGone, spans.unknown)], result.span)
    return result
  }

  private func absolute(_ a: Span) throws(SQLRefusal) -> Span {
    let zero = spans.zero
    let negated = spans.negated(a)
    let isNegative = terms.isYes(spans.compare(terms.less, a.low, a.scale, zero.low, 1))
    if a.isSingle {
      // Of what is not known it is at least zero.
      let known = try spans.choose([(isNegative, negated)], a)
      let anything = spans.span(zero.low, spans.noEnd, scale: 1)
      return try spans.choose([(terms.isThere(a.low.number), known)], anything)
    }
    let isAbove = terms.isYes(spans.compare(terms.atMost, zero.low, 1, a.low, a.scale))
    let isBelow = terms.isYes(spans.compare(terms.atMost, a.high, a.scale, zero.low, 1))
    let most = try spans.outermost([negated.high, a.high], largest: true)
    return try spans.choose(
      [(isAbove, a), (isBelow, negated)], spans.span(spans.at(a.scale, zero.low, 1), most, scale: a.scale))
  }

  private func power(_ a: Span, _ exponent: Int) throws(SQLRefusal) -> Span {
    if exponent == 0 { return spans.single(terms.number(1)) }
    if exponent == 1 { return a }
    var scale: Int128 = 1
    for _ in 0..<exponent {
      let (next, isBeyond) = scale.multipliedReportingOverflow(by: a.scale)
      if isBeyond || next > 1 << 62 { throw .tooLong }
      scale = next
    }
    func power(_ end: Limit) -> Limit {
      var result = end
      for _ in 1..<exponent {
        result = Limit(
          number: terms.product(result.number, end.number), divisor: terms.product(result.divisor, end.divisor))
      }
      return result
    }
    let low = power(a.low)
    let high = a.isSingle ? low : power(a.high)
    let plain = spans.span(low, high, scale: scale, open: (a.lowIsOpen, a.highIsOpen))
    guard exponent.isMultiple(of: 2) else { return plain }
    guard spans.isClosed(a) else { throw .openEnd }
    let zero = spans.end(terms.number(0))
    if a.isSingle {
      return try spans.choose([(terms.isThere(a.low.number), plain)], spans.span(zero, spans.noEnd, scale: scale))
    }
    let isAbove = terms.isYes(spans.compare(terms.atMost, zero, 1, a.low, a.scale))
    let isBelow = terms.isYes(spans.compare(terms.atMost, a.high, a.scale, zero, 1))
    return try spans.choose(
      [(isAbove, plain), (isBelow, spans.span(high, low, scale: scale))],
      spans.span(zero, try spans.outermost([low, high], largest: true), scale: scale))
  }

  /// The larger or smaller of some values, by their ends.
  private func extreme(_ ranges: [Span], _ types: [ValueType], largest: Bool) throws(SQLRefusal) -> Span {
    if case .choice(_, let order)? = types.first {
      let isLast = largest != (order == .descending)
      let all = ranges.map(\.low.number)
      let isKnown = terms.and(all.map { terms.isThere($0) })
      return spans.single(
        terms.choose(isKnown, terms.extreme(all, largest: isLast), terms.null(.number)))
    }
    let all = try spans.together(ranges)
    let (lows, highs) = (all.map(\.low), all.map(\.high))
    if all.allSatisfy({ $0.isSingle && !terms[$0.low.number].mayBeNull }) {
      let end = try spans.extreme(lows, largest: largest)
      return spans.span(end, end, scale: all[0].scale)
    }
    // Of lower ends the last counts where they are there; without an end on that side there is none.
    return largest
      ? spans.span(
        try spans.extreme(lows, largest: true), try spans.outermost(highs, largest: true), scale: all[0].scale)
      : spans.span(
        try spans.outermost(lows, largest: false), try spans.extreme(highs, largest: false), scale: all[0].scale)
  }

  private func shifted(_ days: Span, _ by: Span, months: Bool, back: Bool) throws(SQLRefusal) -> Worked {
    let (first, last) = (terms.number(Int128(SQLDialect.firstDay)), terms.number(Int128(FactColumn.lastDay)))
    guard let distance = spans.number(by) else {
      if months { throw .movingMonths }
      return try moved(days, by, back: back)
    }
    if let day = spans.number(days).flatMap({ Int(exactly: $0) }) {
      let moved = Computed.attempt { () throws(ArithmeticError) in
        .known(.date(try CalendarDate(dayNumber: day).adding(back ? distance.negated : distance, months: months)))
      }
      let constant = try constant(PlanValue(moved), .value(.date))
      return Worked(
        span: span(constant), fails: constant.flags.fails, mayFail: terms.no, errors: constant.flags.errors)
    }
    if terms.isNull(constant: days.low.number), days.isSingle { return worked(spans.unknown) }
    guard !months else { throw .movingMonths }
    guard let whole = Int(exactly: distance) else {
      return Worked(span: spans.unknown, fails: terms.yes, mayFail: terms.no, errors: [.brokenMonth])
    }
    guard abs(whole) < 1 << 40 else { throw .tooLong }
    let moved = try spans.sum([days, spans.single(terms.number(Int128(back ? -whole : whole)))])
    func isBeyond(_ end: Limit) -> Term {
      terms.or(terms.isYes(terms.less(end.number, first)), terms.isYes(terms.less(last, end.number)))
    }
    let isExact = spans.isExact(days)
    let isBeyond = terms.or(isBeyond(moved.low), isBeyond(moved.high))
    let closed = spans.closed(moved)
    return Worked(
      span: try spans.choose([(isBeyond, spans.unknown)], closed), fails: terms.and(isBeyond, isExact),
      mayFail: terms.and(isBeyond, terms.not(isExact)),
      errors: terms.settled(isBeyond) == false ? [] : [.dateOutOfRange])
  }

  /// By a number of days that is no constant.
  private func moved(_ days: Span, _ by: Span, back: Bool) throws(SQLRefusal) -> Worked {
    guard by.isSingle, terms.constant(by.low.divisor) == 1, days.isSingle else { throw .movingStep }
    let scale = terms.number(by.scale)
    let isWhole = terms.isYes(terms.equal(terms.remainder(by.low.number, scale), terms.number(0)))
    let isThere = terms.isThere(by.low.number)
    let whole = terms.quotient(terms.choose(isWhole, by.low.number, terms.null(.number)), scale)
    let moved = terms.sum(days.low.number, back ? terms.negated(whole) : whole)
    let isBeyond = terms.or(
      terms.isYes(terms.less(moved, terms.number(Int128(SQLDialect.firstDay)))),
      terms.isYes(terms.less(terms.number(Int128(FactColumn.lastDay)), moved)))
    let isBroken = terms.and(isThere, terms.not(isWhole), terms.isThere(days.low.number))
    if terms.settled(isBroken) != false { throw .movingStep }
    return Worked(
      span: spans.single(terms.choose(isBeyond, terms.null(.number), moved)), fails: isBeyond,
      mayFail: terms.not(isThere), errors: [.dateOutOfRange])
  }

  // MARK: Verdicts

  private func verdict(_ cases: [(condition: Term, verdict: Verdict)], _ otherwise: Verdict) -> SQLCell {
    SQLCell(
      verdict: terms.choose(cases.map { ($0.condition, term($0.verdict)) }, term(otherwise)), flags: sound)
  }

  private func requirementVerdict(_ value: SQLCell) -> SQLCell {
    let flags = value.flags
    return verdict(
      [
        (flags.isNone, .inapplicable), (flags.fails, .failed),
        (terms.or(flags.mayBeNone, terms.isNull(truth(value))), .unverified), (truth(value), .met),
      ], .unmet)
  }

  private func changeVerdict(_ value: SQLCell) -> SQLCell {
    let (change, zero) = (span(value), spans.zero)
    let isZero = terms.and(
      terms.isYes(spans.compare(terms.equal, change.low, change.scale, zero.low, 1)), spans.isExact(change))
    let moves = terms.or(
      terms.isYes(spans.compare(terms.less, zero.low, 1, change.low, change.scale)),
      terms.isYes(spans.compare(terms.less, change.high, change.scale, zero.low, 1)))
    return verdict(
      [(value.flags.fails, .failed), (value.flags.mayFail, .unverified), (isZero, .unmet), (moves, .met)], .unverified)
  }

  private func pointsVerdict(_ operands: [SQLCell], _ hasMinimum: Bool, _ hasFull: Bool) throws(SQLRefusal) -> SQLCell {
    let value = operands[0]
    let points = span(operands[hasMinimum ? 2 : 1])
    let isSettled = terms.and(
      spans.isExact(points), isSettled(value), hasMinimum ? self.isSettled(operands[1]) : terms.yes)
    let zero = spans.zero
    var cases: [(condition: Term, verdict: Verdict)] = [
      (value.flags.isNone, .inapplicable), (value.flags.fails, .failed), (terms.not(isSettled), .unverified),
    ]
    let isNothing = terms.isYes(spans.compare(terms.atMost, points.low, points.scale, zero.low, 1))
    guard hasFull, let last = operands.last else { return verdict(cases + [(isNothing, .unmet)], .met) }
    let full = span(last)
    guard let most = spans.number(full) else { throw .movingStep }
    if !most.isZero { cases.append((isNothing, .unmet)) }
    cases.append((terms.isYes(spans.compare(terms.less, points.low, points.scale, full.low, full.scale)), .partlyMet))
    return verdict(cases, .met)
  }

  private func hasFullPoints(_ verdict: SQLCell, _ share: SQLCell) -> SQLCell {
    let code = verdict.verdict ?? term(.failed)
    func isOne(_ verdicts: Verdict...) -> Term { terms.or(verdicts.map { terms.equal(code, term($0)) }) }
    let (rate, one) = (span(share), spans.single(terms.number(1)))
    let isKnown = terms.and(
      isOne(.unverified), terms.not(share.flags.fails), terms.not(share.flags.mayFail))
    return cell(
      truth: terms.choose(
        [
          (isOne(.met), terms.yes), (isOne(.partlyMet, .unmet, .inapplicable), terms.no),
          (terms.and(isKnown, terms.isYes(spans.compare(terms.less, rate.high, rate.scale, one.low, 1))), terms.no),
          (terms.and(isKnown, terms.isYes(spans.compare(terms.atMost, one.low, 1, rate.low, rate.scale))), terms.yes),
        ], terms.null(.truth)))
  }

  private func firstToHold(_ conditions: [SQLCell]) -> SQLCell {
    var possible: [Term] = []
    var isOpen = terms.yes
    for condition in conditions {
      possible.append(terms.and(isOpen, terms.not(terms.isNo(truth(condition)))))
      isOpen = terms.and(isOpen, terms.not(terms.isYes(truth(condition))))
    }
    return SQLCell(grades: (possible, isOpen), flags: sound)
  }
}
