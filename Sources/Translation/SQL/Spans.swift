import Planning
import Quantities
import Syntax

/// Arithmetic of ranges in terms of SQL, as `Interval` has it.
struct Spans {
  let terms: Terms

  var one: Term { terms.number(1) }

  // MARK: Making

  func end(_ number: Term) -> Limit { Limit(number: number, divisor: one) }
  var noEnd: Limit { end(terms.null(.number)) }

  func single(_ number: Term, scale: Int128 = 1) -> Span { span(end(number), end(number), scale: scale) }

  func span(_ low: Limit, _ high: Limit, scale: Int128, open: (Term, Term)? = nil) -> Span {
    Span(low: low, high: high, lowIsOpen: open?.0 ?? terms.no, highIsOpen: open?.1 ?? terms.no, scale: scale)
  }

  var unknown: Span { single(terms.null(.number)) }
  var zero: Span { single(terms.number(0)) }

  /// Nil where it is too long.
  func constant(_ range: Interval) -> Span? {
    let ends = [range.least, range.most].compactMap(\.value)
    var scale: Int128 = 1
    for end in ends {
      guard let (_, below) = Self.parts(end), let common = Self.common(scale, below) else { return nil }
      scale = common
    }
    func term(_ end: Endpoint) -> Limit? {
      guard let value = end.value else { return noEnd }
      guard let (above, below) = Self.parts(value) else { return nil }
      return self.end(terms.number(above * (scale / below)))
    }
    guard let low = term(range.least), let high = term(range.most) else { return nil }
    return span(
      low, range.isExact ? low : high, scale: scale,
      open: (terms.truth(range.leastIsOpen), terms.truth(range.mostIsOpen)))
  }

  func constant(_ number: Rational) -> Span? { constant(Interval(number)) }

  /// Numerator and denominator, of some ten digits.
  static func parts(_ number: Rational) -> (Int128, Int128)? {
    guard let words = number.words, abs(words.numerator) < 1 << 50, words.denominator < 1 << 50 else { return nil }
    return (Int128(words.numerator), Int128(words.denominator))
  }

  static func common(_ a: Int128, _ b: Int128) -> Int128? {
    var (x, y) = (a, b)
    while y != 0 { (x, y) = (y, x % y) }
    let (common, isBeyond) = (a / x).multipliedReportingOverflow(by: b)
    return isBeyond || common > 1 << 62 ? nil : common
  }

  // MARK: Looking

  /// The number that it is, whatever the sheet states.
  func number(_ span: Span) -> Rational? {
    guard span.isSingle, let number = terms.constant(span.low.number), let divisor = terms.constant(span.low.divisor),
      let above = Int(exactly: number), let below = Int(exactly: span.scale * divisor)
    else { return nil }
    return try? Rational(above, over: below)
  }

  /// Whether it is one number.
  func isExact(_ span: Span) -> Term {
    if span.isSingle { return terms.isThere(span.low.number) }
    return terms.isYes(compare(terms.equal, span.low, span.scale, span.high, span.scale))
  }

  /// Whether nothing can be left out at either end.
  func isClosed(_ span: Span) -> Bool {
    terms.settled(span.lowIsOpen) == false && terms.settled(span.highIsOpen) == false
  }

  // MARK: Scales

  /// The same at a scale that its own divides.
  func at(_ scale: Int128, _ end: Limit, _ own: Int128) -> Limit {
    Limit(number: terms.product(terms.number(scale / own), end.number), divisor: end.divisor)
  }

  func at(_ scale: Int128, _ span: Span) throws(SQLRefusal) -> Span {
    guard scale % span.scale == 0 else { throw .tooLong }
    var result = span
    result.low = at(scale, span.low, span.scale)
    result.high = span.isSingle ? result.low : at(scale, span.high, span.scale)
    result.scale = scale
    return result
  }

  /// All at one scale.
  func together(_ spans: [Span]) throws(SQLRefusal) -> [Span] {
    var scale: Int128 = 1
    for span in spans {
      guard let common = Self.common(scale, span.scale) else { throw .tooLong }
      scale = common
    }
    var result: [Span] = []
    for span in spans { result.append(try at(scale, span)) }
    return result
  }

  // MARK: Comparing

  /// Of two ends, either of any scale; NULL where one of them is not there.
  func compare(_ make: (Term, Term) -> Term, _ a: Limit, _ first: Int128, _ b: Limit, _ second: Int128) -> Term {
    let common = Self.common(first, second) ?? first * second
    return make(
      terms.product(terms.product(terms.number(common / first), a.number), b.divisor),
      terms.product(terms.product(terms.number(common / second), b.number), a.divisor))
  }

  /// Whether every number of one is below every number of the other.
  private func liesBelow(_ a: Span, _ b: Span) -> Term {
    let below = compare(terms.less, a.high, a.scale, b.low, b.scale)
    let isOpen = terms.or(a.highIsOpen, b.lowIsOpen)
    if terms.settled(isOpen) == false { return below }
    return terms.or(below, terms.and(isOpen, compare(terms.equal, a.high, a.scale, b.low, b.scale)))
  }

  /// NULL where pairs of values do not agree.
  func compare(_ comparator: Comparator, _ a: Span, _ b: Span) -> Term {
    let isPlain = a.isSingle && b.isSingle
    func holds(_ yes: Term, _ no: Term) -> Term {
      terms.choose([(yes, terms.yes), (no, terms.no)], terms.null(.truth))
    }
    switch comparator {
    case .atLeast:
      if isPlain { return compare(terms.atMost, b.low, b.scale, a.low, a.scale) }
      return holds(compare(terms.atMost, b.high, b.scale, a.low, a.scale), liesBelow(a, b))
    case .above:
      if isPlain { return compare(terms.less, b.low, b.scale, a.low, a.scale) }
      return holds(liesBelow(b, a), compare(terms.atMost, a.high, a.scale, b.low, b.scale))
    case .atMost: return compare(.atLeast, b, a)
    case .below: return compare(.above, b, a)
    case .equal:
      let equal = compare(terms.equal, a.low, a.scale, b.low, b.scale)
      if isPlain { return equal }
      return holds(terms.and(isExact(a), isExact(b), equal), terms.or(liesBelow(a, b), liesBelow(b, a)))
    case .different: return terms.not(compare(.equal, a, b))
    }
  }

  // MARK: Putting together

  /// The one that some condition chooses; none is NULL.
  func choose(_ cases: [(condition: Term, span: Span)], _ otherwise: Span) throws(SQLRefusal) -> Span {
    let spans = try together(cases.map(\.span) + [otherwise])
    guard let last = spans.last else { return otherwise }
    func part(_ part: (Span) -> Term) -> Term {
      terms.choose(zip(cases, spans).map { ($0.condition, part($1)) }, part(last))
    }
    let low = Limit(number: part { $0.low.number }, divisor: part { $0.low.divisor })
    let isSingle = spans.allSatisfy { $0.isSingle }
    return span(
      low, isSingle ? low : Limit(number: part { $0.high.number }, divisor: part { $0.high.divisor }),
      scale: last.scale,
      open: (part { $0.lowIsOpen }, part { $0.highIsOpen }))
  }

  /// The last or first of some ends of one scale, without those that are not there.
  func extreme(_ ends: [Limit], largest: Bool) throws(SQLRefusal) -> Limit {
    if Set(ends.map(\.divisor)).count == 1 {
      return Limit(number: terms.extreme(ends.map(\.number), largest: largest), divisor: ends[0].divisor)
    }
    var best = ends[0]
    for end in ends.dropFirst() {
      let isBetter = compare(terms.less, largest ? best : end, 1, largest ? end : best, 1)
      let takes = terms.or(terms.isYes(isBetter), terms.isNull(best.number))
      let takesIt = terms.and(takes, terms.isThere(end.number))
      best = Limit(
        number: terms.choose(takesIt, end.number, best.number),
        divisor: terms.choose(takesIt, end.divisor, best.divisor))
    }
    return best
  }

  /// An end that is not there beats all others.
  func outermost(_ ends: [Limit], largest: Bool) throws(SQLRefusal) -> Limit {
    let best = try extreme(ends, largest: largest)
    let isMissing = terms.or(ends.map { terms.isNull($0.number) })
    return Limit(number: terms.choose(isMissing, terms.null(.number), best.number), divisor: best.divisor)
  }

  /// The smallest range with those of some ranges in it for which a condition holds; what none of them holds for is not
  /// looked at.
  func hull(_ parts: [(condition: Term, span: Span)]) throws(SQLRefusal) -> Span {
    let parts = parts.filter { terms.settled($0.condition) != false }
    let spans = try together(parts.map(\.span))
    guard let first = spans.first else { return unknown }
    if spans.count == 1 || spans.allSatisfy({ $0.low == first.low && $0.high == first.high && isClosed($0) }) {
      return first
    }
    func counting(_ end: (Span) -> Limit) -> [Limit] {
      zip(parts, spans).map { part, span in
        Limit(number: terms.choose(part.condition, end(span).number, terms.null(.number)), divisor: end(span).divisor)
      }
    }
    func all(_ end: (Span) -> Limit, largest: Bool) throws(SQLRefusal) -> Limit {
      let best = try extreme(counting(end), largest: largest)
      let isMissing = terms.or(
        zip(parts, spans).map { terms.and($0.condition, terms.isNull(end($1).number)) })
      return Limit(number: terms.choose(isMissing, terms.null(.number), best.number), divisor: best.divisor)
    }
    let (low, high) = (try all({ $0.low }, largest: false), try all({ $0.high }, largest: true))
    // An end is left out if all that end there leave it out.
    func isOpen(_ end: (Span) -> Limit, _ open: (Span) -> Term, _ found: Limit) -> Term {
      if spans.allSatisfy({ terms.settled(open($0)) == false }) { return terms.no }
      let closed = zip(parts, spans).map { part, span in
        terms.and(
          part.condition, terms.not(open(span)),
          terms.or(
            terms.isYes(compare(terms.equal, end(span), 1, found, 1)),
            terms.and(terms.isNull(end(span).number), terms.isNull(found.number))))
      }
      return terms.not(terms.or(closed))
    }
    return span(
      low, high, scale: first.scale,
      open: (isOpen({ $0.low }, { $0.lowIsOpen }, low), isOpen({ $0.high }, { $0.highIsOpen }, high)))
  }

  func hull(_ a: Span, _ b: Span) throws(SQLRefusal) -> Span { try hull([(terms.yes, a), (terms.yes, b)]) }

  func closed(_ span: Span) -> Span {
    var span = span
    (span.lowIsOpen, span.highIsOpen) = (terms.no, terms.no)
    return span
  }

  // MARK: Arithmetic

  func negated(_ end: Limit) -> Limit { Limit(number: terms.negated(end.number), divisor: end.divisor) }

  func negated(_ span: Span) -> Span {
    let low = negated(span.high)
    return self.span(
      low, span.isSingle ? low : negated(span.low), scale: span.scale, open: (span.highIsOpen, span.lowIsOpen))
  }

  private func sum(_ ends: [Limit]) -> Limit {
    if ends.allSatisfy({ $0.divisor == ends[0].divisor }) {
      return Limit(number: terms.sum(ends.map(\.number)), divisor: ends[0].divisor)
    }
    return ends.dropFirst().reduce(ends[0]) { a, b in
      if a.divisor == b.divisor { return Limit(number: terms.sum(a.number, b.number), divisor: a.divisor) }
      return Limit(
        number: terms.sum(terms.product(a.number, b.divisor), terms.product(b.number, a.divisor)),
        divisor: terms.product(a.divisor, b.divisor))
    }
  }

  func sum(_ spans: [Span]) throws(SQLRefusal) -> Span {
    let spans = try together(spans)
    let isSingle = spans.allSatisfy { $0.isSingle }
    let low = sum(spans.map(\.low))
    return span(
      low, isSingle ? low : sum(spans.map(\.high)), scale: spans[0].scale,
      open: (terms.or(spans.map(\.lowIsOpen)), terms.or(spans.map(\.highIsOpen))))
  }

  func product(_ a: Span, by factor: Rational) throws(SQLRefusal) -> Span {
    guard let (above, below) = Self.parts(factor) else { throw .tooLong }
    if above == 0 { return zero }
    // Common factors of the scale and the multiple are left out.
    let divisor = Self.greatestCommonDivisor(abs(above), a.scale)
    let (scale, isBeyond) = (a.scale / divisor).multipliedReportingOverflow(by: below)
    if isBeyond || scale > 1 << 62 { throw .tooLong }
    func times(_ end: Limit) -> Limit {
      Limit(number: terms.product(terms.number(above / divisor), end.number), divisor: end.divisor)
    }
    let (low, high) = (times(a.low), a.isSingle ? times(a.low) : times(a.high))
    return above > 0
      ? span(low, high, scale: scale, open: (a.lowIsOpen, a.highIsOpen))
      : span(high, low, scale: scale, open: (a.highIsOpen, a.lowIsOpen))
  }

  static func greatestCommonDivisor(_ a: Int128, _ b: Int128) -> Int128 {
    var (x, y) = (a, b)
    while y != 0 { (x, y) = (y, x % y) }
    return x
  }

  private func times(_ a: Limit, _ b: Limit) -> Limit {
    Limit(number: terms.product(a.number, b.number), divisor: terms.product(a.divisor, b.divisor))
  }

  func product(_ a: Span, _ b: Span) throws(SQLRefusal) -> Span {
    if let number = number(b) { return try product(a, by: number) }
    if let number = number(a) { return try product(b, by: number) }
    guard isClosed(a), isClosed(b) else { throw .openEnd }
    let (scale, isBeyond) = a.scale.multipliedReportingOverflow(by: b.scale)
    if isBeyond || scale > 1 << 62 { throw .tooLong }
    let zero = terms.number(0)
    if a.isSingle, b.isSingle {
      let product = times(a.low, b.low)
      // Zero times what is not known is zero.
      let isZero = terms.or(
        terms.and(terms.isYes(terms.equal(a.low.number, zero)), terms.isNull(b.low.number)),
        terms.and(terms.isYes(terms.equal(b.low.number, zero)), terms.isNull(a.low.number)))
      let end = Limit(
        number: terms.choose(isZero, zero, product.number), divisor: terms.choose(isZero, one, product.divisor))
      return span(end, end, scale: scale)
    }
    func isNotNegative(_ span: Span) -> Bool {
      !terms[span.low.number].mayBeNull && terms[span.low.number].range.lowerBound >= 0
    }
    if isNotNegative(a), isNotNegative(b) {
      let high = times(a.high, b.high)
      let isZero = terms.or(
        terms.isYes(terms.equal(a.high.number, zero)), terms.isYes(terms.equal(b.high.number, zero)))
      return span(
        times(a.low, b.low), Limit(number: terms.choose(isZero, zero, high.number), divisor: high.divisor), scale: scale
      )
    }
    // The four products of ends. An end that is not there lies beyond all numbers on its side.
    var products: [Limit] = []
    var (isBelow, isAbove): ([Term], [Term]) = ([], [])
    for (x, xIsLow) in [(a.low, true), (a.high, false)] {
      for (y, yIsLow) in [(b.low, true), (b.high, false)] {
        let (xIsMissing, yIsMissing) = (terms.isNull(x.number), terms.isNull(y.number))
        let product = times(x, y)
        let isZero = terms.or(
          terms.isYes(terms.equal(x.number, zero)), terms.isYes(terms.equal(y.number, zero)))
        products.append(
          Limit(number: terms.choose(isZero, zero, product.number), divisor: product.divisor))
        func isNegative(_ end: Limit, _ isMissing: Term, _ isLow: Bool) -> Term {
          terms.or(terms.isYes(terms.less(end.number, zero)), terms.and(isMissing, terms.truth(isLow)))
        }
        let (xIsNegative, yIsNegative) = (isNegative(x, xIsMissing, xIsLow), isNegative(y, yIsMissing, yIsLow))
        let differ = terms.or(
          terms.and(xIsNegative, terms.not(yIsNegative)), terms.and(terms.not(xIsNegative), yIsNegative))
        let isBoundless = terms.and(terms.or(xIsMissing, yIsMissing), terms.not(isZero))
        isBelow.append(terms.and(isBoundless, differ))
        isAbove.append(terms.and(isBoundless, terms.not(differ)))
      }
    }
    func end(_ boundless: [Term], largest: Bool) throws(SQLRefusal) -> Limit {
      let best = try extreme(products, largest: largest)
      return Limit(number: terms.choose(terms.or(boundless), terms.null(.number), best.number), divisor: best.divisor)
    }
    return span(try end(isBelow, largest: false), try end(isAbove, largest: true), scale: scale)
  }

  /// One divided by it: where it is zero, and where it only may be.
  func reciprocal(_ a: Span) throws(SQLRefusal) -> (span: Span, isZero: Term, mayBeZero: Term) {
    if let number = number(a) {
      guard let share = try? Rational.one.divided(by: number) else { return (unknown, terms.yes, terms.no) }
      guard let span = constant(share) else { throw .tooLong }
      return (span, terms.no, terms.no)
    }
    let zero = terms.number(0)
    let scale = terms.number(a.scale)
    func turned(_ end: Limit, _ guarded: Term) -> Limit {
      // The sign goes to the number above.
      let isNegative = terms.less(end.number, zero)
      let above = terms.product(scale, end.divisor)
      return Limit(
        number: terms.choose(guarded, terms.choose(terms.isYes(isNegative), terms.negated(above), above), zero),
        divisor: terms.choose(
          guarded, terms.choose(terms.isYes(isNegative), terms.negated(end.number), end.number), one))
    }
    func positive(_ end: Limit, _ guarded: Term) -> Limit {
      var turned = turned(end, guarded)
      let range = terms[turned.divisor].range
      if range.lowerBound < 1 {
        // Above zero it is by the sign that was taken out.
        turned.divisor = terms.extreme([turned.divisor, one], largest: true)
      }
      return turned
    }
    if a.isSingle {
      let isZero = terms.isYes(terms.equal(a.low.number, zero))
      let isThere = terms.and(terms.isThere(a.low.number), terms.not(isZero))
      let end = positive(a.low, isThere)
      let known = Limit(number: terms.choose(isThere, end.number, terms.null(.number)), divisor: end.divisor)
      return (span(known, known, scale: 1), isZero, terms.isNull(a.low.number))
    }
    let isZero = terms.and(isExact(a), terms.isYes(terms.equal(a.low.number, zero)))
    let isOneSided = terms.or(
      isExact(a), terms.isYes(terms.less(zero, a.low.number)), terms.isYes(terms.less(a.high.number, zero)))
    // No end is zero when it is turned.
    func end(_ end: Limit) -> Limit {
      positive(end, terms.and(terms.isThere(end.number), terms.not(terms.isYes(terms.equal(end.number, zero)))))
    }
    return (
      span(end(a.high), end(a.low), scale: 1), isZero, terms.not(isOneSided)
    )
  }

  // MARK: Rounding

  func rounded(_ a: Span, _ mode: Rounding, toMultipleOf step: Rational) throws(SQLRefusal) -> Span {
    guard let (above, below) = Self.parts(step.magnitude), above > 0 else { throw .tooLong }
    let zero = terms.number(0)
    func nearest(_ number: Term, _ size: Term) -> Term {
      let rest = terms.remainder(number, size)
      let down = terms.difference(number, rest)
      if mode == .down { return down }
      let isAway: (Term) -> Term = { rest in
        mode == .up
          ? terms.less(zero, rest) : terms.atMost(size, terms.product(terms.number(2), rest))
      }
      return terms.choose(
        [
          (isAway(rest), terms.sum(down, size)),
          (isAway(terms.negated(rest)), terms.difference(down, size)),
        ], down)
    }
    let isWhole = [a.low, a.high].allSatisfy { terms.constant($0.divisor) == 1 }
    if isWhole {
      guard let scale = Self.common(a.scale, below) else { throw .tooLong }
      let size = terms.number(above * (scale / below))
      let fine = try at(scale, a)
      let low = end(nearest(fine.low.number, size))
      return span(low, a.isSingle ? low : end(nearest(fine.high.number, size)), scale: scale)
    }
    func steps(_ end: Limit) -> Limit {
      let size = terms.product(terms.number(a.scale * above), end.divisor)
      let number = nearest(terms.product(terms.number(below), end.number), size)
      return self.end(terms.product(terms.number(above), terms.quotient(number, size)))
    }
    let low = steps(a.low)
    return span(low, a.isSingle ? low : steps(a.high), scale: below)
  }
}
