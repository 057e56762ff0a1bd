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
      guard case .known(.number(let number)) = value else { return value.interval == nil ? value : .unknown }
      return .known(.number(number.magnitude))
    case .rounded(let inner, let step, let mode):
      let value = evaluate(inner)
      guard let interval = value.interval, case .known(.number(let step)) = evaluate(step) else {
        return value.unsettled
      }
      return attempt { () throws(ArithmeticError) in
        Computed.between(
          try interval.map { number throws(ArithmeticError) in try number.rounded(mode, toMultipleOf: step) }
        ).settled
      }
    case .larger(let parts): return extreme(parts, max)
    case .smaller(let parts): return extreme(parts, min)
    case .length(let inner):
      guard case .known(.text(let text)) = evaluate(inner) else { return .unknown }
      return .known(.number(Rational(text.filter { !$0.isWhitespace }.count)))
    case .optionCount(let inner):
      guard case .known(.choices(let bits)) = evaluate(inner) else { return .unknown }
      return .known(.number(Rational(bits.nonzeroBitCount)))
    case .daysBetween(let left, let right):
      guard case .known(.date(let a)) = evaluate(left), case .known(.date(let b)) = evaluate(right) else {
        return .unknown
      }
      return .known(.number(Rational(a.dayNumber - b.dayNumber)))
    case .shifted(let date, let amount, let months, let back):
      let (start, distance) = (evaluate(date), evaluate(amount))
      if case .failed = start { return start }
      guard case .known(.date(let start)) = start, case .known(.number(let distance)) = distance else {
        return .unknown
      }
      return attempt { () throws(ArithmeticError) in
        .known(.date(try start.adding(back ? distance.negated : distance, months: months)))
      }
    default: return .unknown
    }
  }

  /// Folds the terms of a sum or product from the left; nil from the operation means unknown.
  private mutating func chain(
    _ terms: [Formula.Term],
    _ operation: (Interval, Interval, Bool) throws(ArithmeticError) -> Interval?
  ) -> Computed {
    var result: Interval?
    var isUnknown = false
    for term in terms {
      let value = evaluate(term.formula)
      if case .failed = value { return value }
      guard let next = value.interval else {
        isUnknown = true
        continue
      }
      guard let total = result else {
        result = next
        continue
      }
      do throws(ArithmeticError) {
        guard let combined = try operation(total, next, term.inverse) else {
          isUnknown = true
          continue
        }
        result = combined
      } catch {
        return .failed(error)
      }
    }
    guard !isUnknown, let result else { return .unknown }
    return Computed.between(result).settled
  }

  private mutating func extreme(_ parts: [Formula], _ pick: (Endpoint, Endpoint) -> Endpoint) -> Computed {
    let values = parts.map { evaluate($0) }
    if let failure = values.first(where: { if case .failed = $0 { true } else { false } }) { return failure }
    let numbers = values.compactMap(\.interval)
    if numbers.count == values.count { return Computed.extreme(numbers, pick) }
    // Dates and ordered choices compare by their place.
    var best: (order: Endpoint, value: Computed)?
    for (part, value) in zip(parts, values) {
      guard case .known(let known) = value, let place = Self.order(known, part.type) else { return .unknown }
      let order = Endpoint.finite(place)
      if best == nil || pick(order, best?.order ?? order) == order { best = (order, value) }
    }
    return best?.value ?? .unknown
  }
}

extension Computed {
  /// A value that could not be used: a failure stays one, anything else is unknown.
  var unsettled: Computed {
    if case .failed = self { return self }
    return .unknown
  }
}
