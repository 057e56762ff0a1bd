import Model
import Planning
import Quantities
import Syntax

/// Points, and levels put together of them.
extension SQLTranslator {
  /// Read in the order: points where it does not hold, condition, points where it holds.
  func given(_ condition: SQLCell, _ points: SQLCell, _ otherwise: SQLCell) throws(SQLRefusal) -> SQLCell {
    let holds = truth(condition)
    let failure = terms.or(otherwise.flags.fails, condition.flags.fails)
    let (isYes, isNo) = (terms.isYes(holds), terms.isNo(holds))
    let isOpen = terms.isNull(holds)
    let mayFail = terms.or(otherwise.flags.mayFail, condition.flags.mayFail)
    var flags = sound
    flags.fails = terms.or(failure, terms.and(isYes, points.flags.fails))
    // As long as the condition is open the other points stand in for points that fail.
    let standsIn = terms.and(terms.not(failure), terms.not(isYes), terms.or(isNo, points.flags.fails))
    let takes = terms.and(terms.not(isNo), terms.not(points.flags.fails))
    flags.mayFail = terms.and(
      terms.not(flags.fails),
      terms.or(
        mayFail, terms.and(takes, points.flags.mayFail), terms.and(isOpen, points.flags.fails)))
    flags.isNone = terms.and(standsIn, otherwise.flags.isNone, terms.not(flags.mayFail))
    flags.mayBeNone = terms.and(standsIn, otherwise.flags.mayBeNone)
    flags.errors = errors([condition, points, otherwise])
    let isKnown = terms.settled(terms.isThere(holds)) == true
    let both = isKnown ? span(points) : try spans.hull(span(points), span(otherwise))
    let range = try spans.choose(
      [(flags.fails, spans.unknown), (standsIn, span(otherwise)), (isYes, span(points))], both)
    return cell(range, flags)
  }

  func applicable(_ inapplicable: SQLCell, _ value: SQLCell, _ type: PlanType) throws(SQLRefusal) -> SQLCell {
    let holds = truth(inapplicable)
    let (fails, isYes, isNo) = (inapplicable.flags.fails, terms.isYes(holds), terms.isNo(holds))
    var failing = SQLCell(flags: sound)
    (failing.flags.fails, failing.flags.mayBeNone) = (terms.yes, terms.yes)
    failing.flags.errors = inapplicable.flags.errors
    var none = SQLCell(flags: sound)
    (none.flags.isNone, none.flags.mayBeNone) = (terms.yes, terms.yes)
    var open = value
    open.flags.mayBeNone = terms.yes
    open.flags.mayFail = terms.or(value.flags.mayFail, inapplicable.flags.mayFail, value.flags.fails)
    open.flags.fails = terms.no
    open.flags.isNone = terms.and(value.flags.isNone, terms.not(open.flags.mayFail))
    if type == .points {
      open.flags.isVoid = terms.or(value.flags.isVoid, value.flags.fails)
      open = try unsettled(open, where: value.flags.fails, open.flags)
    } else {
      open = try unsettled(open, where: open.flags.mayFail, open.flags)
    }
    return try choose([(fails, failing), (isYes, none), (isNo, value)], open)
  }

  func otherwise(_ value: SQLCell, _ other: SQLCell, _ type: PlanType) throws(SQLRefusal) -> SQLCell {
    var (sure, plain) = (value, other)
    for path in [\SQLCell.flags.fails, \SQLCell.flags.mayFail, \SQLCell.flags.isNone, \SQLCell.flags.mayBeNone] {
      sure[keyPath: path] = terms.no
      plain[keyPath: path] = terms.no
    }
    (sure.flags.errors, plain.flags.errors) = ([], [])
    var open = try joined(sure, plain, type)
    open.flags = value.flags
    open.flags.mayBeNone = other.flags.mayBeNone
    open.flags.isNone = terms.no
    open.flags.isVoid = terms.no
    if type != .points {
      open = try unsettled(open, where: terms.or(value.flags.fails, value.flags.mayFail), open.flags)
    }
    return try choose(
      [(value.flags.isNone, other), (terms.not(value.flags.mayBeNone), value)], open)
  }

  /// - Parameter operands: condition and points in turn.
  func firstOf(_ operands: [SQLCell]) throws(SQLRefusal) -> SQLCell {
    var (fails, mayFail): ([Term], [Term]) = ([], [])
    var parts: [(condition: Term, span: Span)] = []
    var (isSure, isReached) = (terms.yes, terms.yes)
    for place in stride(from: 0, to: operands.count, by: 2) {
      let (condition, points) = (operands[place], operands[place + 1])
      let holds = truth(condition)
      let (isYes, isNo) = (terms.isYes(holds), terms.isNo(holds))
      fails.append(
        terms.and(isSure, terms.or(condition.flags.fails, terms.and(isYes, points.flags.fails))))
      mayFail.append(
        terms.and(
          isReached,
          terms.or(
            terms.or(condition.flags.mayFail, condition.flags.fails),
            terms.and(terms.not(isNo), terms.or(points.flags.fails, points.flags.mayFail)))))
      parts.append((terms.and(isReached, terms.not(isNo), terms.not(points.flags.fails)), span(points)))
      isSure = terms.and(isSure, isNo)
      isReached = terms.and(isReached, terms.not(isYes))
    }
    let counts = terms.or(parts.map(\.condition))
    // Where none holds for certain it may come to nothing.
    parts.append((terms.or(isReached, terms.not(counts)), spans.zero))
    var flags = sound
    flags.fails = terms.or(fails)
    flags.mayFail = terms.and(terms.not(flags.fails), terms.or(mayFail))
    flags.errors = errors(operands)
    return try unsettled(cell(try spans.hull(parts)), where: flags.fails, flags)
  }

  // MARK: Amounts

  func interpolated(_ x: Span, _ knots: [Scoring.Knot]) throws(SQLRefusal) -> Span {
    func constant(_ number: Rational) throws(SQLRefusal) -> Span {
      guard let span = spans.constant(number) else { throw .tooLong }
      return span
    }
    func value(_ end: Limit, _ missing: Rational) throws(SQLRefusal) -> Span {
      let x = spans.span(end, end, scale: x.scale)
      var cases: [(condition: Term, span: Span)] = [(terms.isNull(end.number), try constant(missing))]
      for (place, knot) in knots.enumerated() {
        let at = try constant(knot.at)
        let isUpTo = terms.isYes(spans.compare(terms.atMost, end, x.scale, at.low, at.scale))
        guard place > 0 else {
          cases.append((isUpTo, try constant(knot.points)))
          continue
        }
        let before = knots[place - 1]
        guard let width = try? knot.at.subtracting(before.at),
          let slope = try? knot.points.subtracting(before.points).divided(by: width),
          let start = try? before.points.subtracting(slope.multiplied(by: before.at))
        else { throw .tooLong }
        cases.append((isUpTo, try spans.sum([try spans.product(x, by: slope), try constant(start)])))
      }
      return try spans.choose(cases, try constant(knots[knots.count - 1].points))
    }
    let low = try value(x.low, knots[0].points)
    if x.isSingle, !terms[x.low.number].mayBeNull { return low }
    var parts: [(condition: Term, span: Span)] = [
      (terms.yes, low), (terms.yes, try value(x.high, knots[knots.count - 1].points)),
    ]
    for knot in knots {
      let at = try constant(knot.at)
      let isInside = terms.and(
        terms.or(terms.isNull(x.low.number), terms.isYes(spans.compare(terms.less, x.low, x.scale, at.low, at.scale))),
        terms.or(
          terms.isNull(x.high.number), terms.isYes(spans.compare(terms.less, at.low, at.scale, x.high, x.scale))))
      parts.append((isInside, try constant(knot.points)))
    }
    return try spans.hull(parts)
  }

  func mark(_ operands: [SQLCell], _ hasLeast: Bool, _ hasMost: Bool) throws(SQLRefusal) -> SQLCell {
    try ranged(operands) { ranges throws(SQLRefusal) in
      let (mark, zero) = (ranges[0], self.spans.zero)
      var (fails, mayFail): ([Term], [Term]) = ([], [])
      if hasLeast {
        fails.append(self.terms.isYes(self.spans.compare(self.terms.less, mark.high, mark.scale, zero.low, 1)))
        mayFail.append(
          self.terms.or(
            self.terms.isNull(mark.low.number),
            self.terms.isYes(self.spans.compare(self.terms.less, mark.low, mark.scale, zero.low, 1))))
      }
      if hasMost, let full = ranges.last {
        fails.append(
          self.terms.isYes(self.spans.compare(self.terms.less, full.high, full.scale, mark.low, mark.scale)))
        mayFail.append(
          self.terms.or(
            self.terms.isNull(mark.high.number),
            self.terms.isYes(self.spans.compare(self.terms.less, full.high, full.scale, mark.high, mark.scale))))
      }
      let isBeyond = self.terms.or(fails)
      return Worked(
        span: mark, fails: isBeyond, mayFail: self.terms.and(self.terms.not(isBeyond), self.terms.or(mayFail)),
        errors: self.terms.settled(isBeyond) == false ? [] : [.markOutOfRange])
    }
  }

  func kept(_ operands: [SQLCell], _ comparator: Comparator) throws(SQLRefusal) -> SQLCell {
    try ranged(operands) { ranges throws(SQLRefusal) in
      let both = try self.spans.together([ranges[0], ranges[1]])
      let (amount, end) = (both[0], both[1])
      let holds = self.spans.compare(comparator, amount, end)
      let isLower = comparator == .atLeast || comparator == .above
      let kept =
        isLower
        ? self.spans.span(
          try self.spans.extreme([amount.low, end.low], largest: true), amount.high, scale: amount.scale)
        : self.spans.span(
          amount.low, try self.spans.extreme([amount.high, end.high], largest: false), scale: amount.scale)
      let isBeyond = self.terms.isNo(holds)
      let isSure = self.terms.isYes(holds)
      return Worked(
        span: try self.spans.choose(
          [(self.terms.and(isSure, self.spans.isExact(amount)), self.spans.closed(amount))], kept),
        fails: isBeyond,
        mayFail: self.terms.and(self.terms.isNull(holds), self.terms.not(self.spans.isExact(end))),
        errors: self.terms.settled(isBeyond) == false ? [] : [.amountOutOfRange])
    }
  }

  func count(_ operands: [SQLCell], _ mode: Rounding?) throws(SQLRefusal) -> SQLCell {
    try ranged(operands) { ranges throws(SQLRefusal) in
      let share = try self.spans.reciprocal(ranges[1])
      var steps = try self.spans.product(ranges[0], share.span)
      if let mode { steps = try self.spans.rounded(steps, mode, toMultipleOf: .one) }
      let zero = self.spans.at(steps.scale, self.spans.zero.low, 1)
      let low = try self.spans.extreme([steps.low, zero], largest: true)
      let isExact = steps.isSingle && !self.terms[steps.low.number].mayBeNull
      let floored = self.spans.span(
        low, isExact ? low : try self.spans.outermost([steps.high, zero], largest: true), scale: steps.scale)
      let anything = self.spans.span(self.spans.zero.low, self.spans.noEnd, scale: 1)
      let isOpen = self.terms.and(self.terms.not(share.isZero), share.mayBeZero)
      return Worked(
        span: try self.spans.choose([(isOpen, anything)], floored), fails: share.isZero, mayFail: isOpen,
        errors: self.terms.settled(share.isZero) == false ? [] : [.divisionByZero])
    }
  }

  func roundingChange(_ operands: [SQLCell], _ mode: Rounding) throws(SQLRefusal) -> SQLCell {
    try ranged(operands) { ranges throws(SQLRefusal) in
      guard let step = self.spans.number(ranges[1]) else { throw .movingStep }
      let exact = self.spans.span(ranges[0].low, ranges[0].low, scale: ranges[0].scale)
      let change = try self.spans.sum([
        try self.spans.rounded(exact, mode, toMultipleOf: step), self.spans.negated(exact),
      ])
      let either = try self.spans.hull(ranges[1], self.spans.negated(ranges[1]))
      return self.worked(try self.spans.choose([(self.spans.isExact(ranges[0]), change)], either))
    }
  }

  func bounded(_ points: SQLCell, _ least: SQLCell, _ most: SQLCell) throws(SQLRefusal) -> SQLCell {
    let (fails, mayFail) = (points.flags.fails, points.flags.mayFail)
    let isOpen = terms.or(fails, mayFail)
    if terms.settled(isOpen) == false { return points }
    let ends = try spans.together([span(least), span(most)])
    let bounds = spans.span(ends[0].low, ends[1].high, scale: ends[0].scale)
    var cell = points
    cell.span = try spans.choose(
      [
        (terms.not(isOpen), span(points)), (terms.or(fails, points.flags.isVoid), bounds),
      ], try spans.hull(span(points), bounds))
    cell.flags.mayFail = terms.and(mayFail, terms.not(fails))
    cell.flags.isVoid = terms.no
    cell.flags.isNone = terms.and(points.flags.isNone, terms.not(isOpen))
    return cell
  }

  func reached(_ points: SQLCell, _ wanted: SQLCell) throws(SQLRefusal) -> SQLCell {
    var flags = sound
    flags.isNone = points.flags.isNone
    flags.mayBeNone = terms.or(points.flags.isNone, points.flags.mayBeNone)
    flags.fails = terms.and(terms.not(points.flags.isNone), terms.not(points.flags.fails), wanted.flags.fails)
    flags.errors = wanted.flags.errors
    let isUnknown = terms.or(
      flags.isNone, points.flags.fails, terms.or(wanted.flags.fails, wanted.flags.mayFail))
    let holds = spans.compare(.atLeast, span(points), span(wanted))
    return cell(truth: terms.choose(isUnknown, terms.null(.truth), holds), flags)
  }

  // MARK: Levels

  /// So many ways in which parts may or may not apply are written out.
  static let mostSubsets = 256

  private func weights(_ operands: [SQLCell], _ parts: Int) throws(SQLRefusal) -> (parts: [Int128], full: Int128)? {
    guard operands.count > parts else { return nil }
    var numbers: [Rational] = []
    for operand in operands.dropFirst(parts) {
      guard let number = spans.number(span(operand)) else { throw .movingStep }
      numbers.append(number)
    }
    var scale: Int128 = 1
    for number in numbers {
      guard let (_, below) = Spans.parts(number), let common = Spans.common(scale, below) else { throw .tooLong }
      scale = common
    }
    let counts = numbers.compactMap { number in Spans.parts(number).map { $0.0 * (scale / $0.1) } }
    guard let full = counts.last, counts.count == numbers.count else { throw .tooLong }
    return (Array(counts.dropLast()), full)
  }

  func level(_ operands: [SQLCell], _ parts: Int) throws(SQLRefusal) -> SQLCell {
    let own = Array(operands.prefix(parts))
    let flagged = own.map(\.flags)
    let isAway = flagged.map(\.isNone)
    let isSure = flagged.map { terms.not($0.mayBeNone) }
    var flags = sound
    if parts > 0 {
      flags.isNone = terms.and(isAway)
      flags.mayBeNone = terms.and(flagged.map(\.mayBeNone))
    }
    let zero = spans.zero
    let doubtful = own.indices.filter { terms.settled(isSure[$0]) != true }
    guard let (weights, full) = try weights(operands, parts), !doubtful.isEmpty else {
      var added: [Span] = []
      for (part, own) in own.enumerated() {
        let open = try spans.hull(span(own), zero)
        added.append(try spans.choose([(isAway[part], zero), (isSure[part], span(own))], open))
      }
      let sum = added.isEmpty ? zero : try spans.sum(added)
      return try unsettled(cell(sum), where: flags.isNone, flags)
    }
    if 1 << doubtful.count > Self.mostSubsets { throw .manyParts }
    let always = own.indices.filter { !doubtful.contains($0) }
    let certain = always.reduce(0) { $0 + weights[$1] }
    if doubtful.contains(where: { weights[$0] == 0 }) || (certain == 0 && !always.isEmpty) { throw .weightlessParts }
    func sum(_ places: [Int]) throws(SQLRefusal) -> Span {
      places.isEmpty ? zero : try spans.sum(places.map { span(own[$0]) })
    }
    // All choices of which of them apply.
    var choices: [(condition: Term, span: Span)] = []
    for choice in 0..<(1 << doubtful.count) {
      let taken = doubtful.enumerated().filter { choice & (1 << $0.offset) != 0 }.map(\.element)
      if taken.isEmpty, always.isEmpty { continue }
      let left = doubtful.filter { !taken.contains($0) }
      let weight = certain + taken.reduce(0) { $0 + weights[$1] }
      guard let share = try? Rational(Int(full), over: Int(weight)) else { throw .tooLong }
      let allowed = terms.and(
        taken.map { terms.not(isAway[$0]) } + left.map { flagged[$0].mayBeNone })
      choices.append((allowed, spans.closed(try spans.product(try sum(always + taken), by: share))))
    }
    let shared = try spans.hull(choices)
    // Where all apply for certain, they are added up as they are.
    let plain = try sum(Array(own.indices))
    let range = try spans.choose([(terms.and(isSure), plain)], shared)
    return try unsettled(cell(range), where: flags.isNone, flags)
  }

  func growth(_ operands: [SQLCell], _ part: Int, _ parts: Int) throws(SQLRefusal) -> SQLCell {
    let own = operands.prefix(parts).map(\.flags)
    guard let (weights, full) = try weights(operands, parts),
      own.contains(where: { terms.settled($0.mayBeNone) != false })
    else { return cell(spans.single(terms.number(1))) }
    func weight(_ counts: (Flags) -> Term) -> Term {
      terms.sum(zip(own, weights).map { terms.choose(counts($0), terms.number($1), terms.number(0)) })
    }
    var sums: Set<Int128> = [0]
    for (flags, weight) in zip(own, weights) {
      let isOpen = terms.settled(flags.mayBeNone) != false
      sums = isOpen ? sums.union(sums.map { $0 + weight }) : Set(sums.map { $0 + weight })
      if sums.count > Self.mostSubsets { throw .manyParts }
    }
    let all = weight { terms.not($0.isNone) }
    let certain = weight { terms.not($0.mayBeNone) }
    let isOpen = terms.and(own[part].mayBeNone, terms.not(own[part].isNone))
    let least = terms.choose(isOpen, terms.sum(certain, terms.number(weights[part])), certain)
    func growth(_ weight: Term) throws(SQLRefusal) -> Span {
      var cases: [(condition: Term, span: Span)] = []
      for sum in sums.sorted() where sum != 0 {
        guard let share = try? Rational(Int(full), over: Int(sum)), let span = spans.constant(share) else {
          throw .tooLong
        }
        cases.append((terms.equal(weight, terms.number(sum)), span))
      }
      return try spans.choose(cases, spans.unknown)
    }
    let both = try spans.together([try growth(all), try growth(least)])
    let range = spans.span(both[0].low, both[1].low, scale: both[0].scale)
    let isOne = terms.or(
      own[part].isNone, terms.and(own.map { terms.not($0.mayBeNone) }), terms.equal(all, terms.number(0)))
    let growth = try spans.choose([(isOne, spans.single(terms.number(1)))], range)
    return cell(growth)
  }
}
