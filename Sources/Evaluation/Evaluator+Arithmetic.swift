import Model
import Quantities

/// Exact arithmetic over values and ranges of values.
extension Evaluator {
  mutating func arithmetic(_ formula: Formula) -> Computed {
    switch formula.kind {
    case .sum(let terms):
      return chain(terms) { total, value, inverse throws(ArithmeticError) in
        inverse ? try total.subtracting(value) : try total.adding(value)
      }
    case .product(let terms):
      return chain(terms) { total, value, inverse throws(ArithmeticError) in
        guard inverse else { return try total.multiplied(by: value) }
        guard let share = try value.reciprocal() else { return nil }
        return try total.multiplied(by: share)
      }
    case .negated(let inner):
      let value = evaluate(inner)
      guard let interval = value.interval else { return value }
      return Computed.between(interval.negated).settled
    case .absolute(let inner):
      let value = evaluate(inner)
      guard let interval = value.interval else {
        return value == .unknown ? .between(Interval(.zero, .positiveInfinity)) : value
      }
      if interval.least >= .zero { return value }
      if interval.most <= .zero { return Computed.between(interval.negated).settled }
      return .between(Interval(.zero, max(interval.least.negated, interval.most)))
    case .rounded(let inner, let step, let mode): return rounded(evaluate(inner), evaluate(step), mode)
    case .larger(let parts): return extreme(parts, max)
    case .smaller(let parts): return extreme(parts, min)
    case .length(let inner):
      let value = evaluate(inner)
      guard case .known(.text(let text)) = value else {
        return value == .unknown ? .between(Interval(.zero, .positiveInfinity)) : value.unsettled
      }
      return .known(.number(Rational(text.filter { !$0.isWhitespace }.count)))
    case .optionCount(let inner):
      let value = evaluate(inner)
      if case .known(.choices(let bits)) = value { return .known(.number(Rational(bits.nonzeroBitCount))) }
      guard value == .unknown, case .choices(let options) = inner.type else { return value.unsettled }
      return Computed.between(Interval(.zero, Rational(options.count))).settled
    case .daysBetween(let left, let right):
      let (a, b) = (evaluate(left), evaluate(right))
      for value in [a, b] { if case .failed = value { return value } }
      guard let later = a.order(.date), let earlier = b.order(.date) else {
        return a == .doubtful || b == .doubtful ? .doubtful : .unknown
      }
      return attempt { () throws(ArithmeticError) in .between(try later.subtracting(earlier)).settled }
    case .shifted(let date, let amount, let months, let back):
      return shifted(evaluate(date), evaluate(amount), months: months, back: back)
    case .constant, .fact, .parameter, .definition, .referenceDate, .column, .resultColumn, .not, .all, .any, .compare,
      .interval, .oneOf, .hasOptions, .hasText, .isKnown, .position, .conditional, .rank, .cohort, .rows, .total,
      .eligible, .result:
      return .unknown
    }
  }

  private func rounded(_ value: Computed, _ step: Computed, _ mode: Rounding) -> Computed {
    for part in [value, step] { if case .failed = part { return part } }
    guard value != .doubtful, case .known(.number(let step)) = step else { return .doubtful }
    guard let interval = value.interval else { return value.unsettled }
    return attempt { () throws(ArithmeticError) in
      Computed.between(
        try interval.map { number throws(ArithmeticError) in try number.rounded(mode, toMultipleOf: step) }
      ).settled
    }
  }

  private func shifted(_ start: Computed, _ distance: Computed, months: Bool, back: Bool) -> Computed {
    for part in [start, distance] { if case .failed = part { return part } }
    // A distance that is not known may lead out of the calendar, or be no whole one.
    guard start != .doubtful, case .known(.number(let distance)) = distance else { return .doubtful }
    guard let days = start.order(.date) else { return .unknown }
    func moved(_ day: Rational) throws(ArithmeticError) -> Rational {
      let date = try CalendarDate(dayNumber: day.whole ?? 0)
      return Rational(try date.adding(back ? distance.negated : distance, months: months).dayNumber)
    }
    do throws(ArithmeticError) {
      return Computed.between(try days.map { day throws(ArithmeticError) in try moved(day) }).settled(as: .date)
    } catch {
      return days.isExact ? .failed(error) : .doubtful
    }
  }

  /// Folds the terms of a sum or product from the left; nil from the operation means that it may fail.
  private mutating func chain(
    _ terms: [Formula.Term],
    _ operation: (Interval, Interval, Bool) throws(ArithmeticError) -> Interval?
  ) -> Computed {
    var result: Interval?
    var isDoubtful = false
    for term in terms {
      let value = evaluate(term.formula)
      if case .failed = value { return value }
      let next = value.interval ?? .all
      isDoubtful = isDoubtful || value == .doubtful
      guard let total = result else {
        result = next
        continue
      }
      do throws(ArithmeticError) {
        if let combined = try operation(total, next, term.inverse) { result = combined } else { isDoubtful = true }
      } catch {
        return .failed(error)
      }
    }
    guard !isDoubtful, let result else { return .doubtful }
    return Computed.between(result).settled
  }

  private mutating func extreme(_ parts: [Formula], _ pick: (Endpoint, Endpoint) -> Endpoint) -> Computed {
    let values = parts.map { evaluate($0) }
    if let failure = values.first(where: { $0.error != nil }) { return failure }
    if values.contains(.doubtful) { return .doubtful }
    let type = parts.first?.type ?? .plainNumber
    switch type {
    case .number, .percentage, .date:
      let best = Computed.extreme(values.map { $0.order(type) ?? .all }, pick)
      guard type == .date else { return best }
      return best.interval.map { Computed.between($0).settled(as: .date) } ?? .unknown
    case .truth, .text, .choice, .choices, .records:
      // Ordered choices compare by their place.
      let orders = values.compactMap { $0.order(type)?.exact }
      guard orders.count == values.count, let first = orders.first else { return .unknown }
      let best = orders.dropFirst().reduce(Endpoint.finite(first)) { pick($0, .finite($1)) }
      return zip(orders, values).first { .finite($0.0) == best }?.1 ?? .unknown
    }
  }
}

extension Rational {
  /// The whole number that it is; nil if it is broken, or beyond machine words.
  var whole: Int? { Int(exactly: self) }
}
