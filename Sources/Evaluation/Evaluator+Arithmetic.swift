import Model
import Quantities

/// Exact arithmetic over values and ranges of values.
extension Evaluator {
  mutating func result(of operation: Operation, _ operands: [Formula], _ type: ValueType) -> Computed {
    switch operation {
    case .sum(let subtracted):
      return chain(operands, subtracted) { total, value, isSubtracted throws(ArithmeticError) in
        isSubtracted ? try total.subtracting(value) : try total.adding(value)
      }
    case .product(let divided):
      return chain(operands, divided) { total, value, divides throws(ArithmeticError) in
        guard divides else { return try total.multiplied(by: value) }
        guard let share = try value.reciprocal() else { return nil }
        return try total.multiplied(by: share)
      }
    case .negated: return result(of: operation, operands, type) { $0[0].negated }
    case .absolute:
      return result(of: operation, operands, type) {
        if $0[0].least >= .zero { return $0[0] }
        return $0[0].most <= .zero ? $0[0].negated : Interval(.zero, max($0[0].least.negated, $0[0].most))
      }
    case .larger: return result(of: operation, operands, type) { Self.extreme($0, [], max) }
    case .smaller: return result(of: operation, operands, type) { Self.extreme($0, [], min) }
    case .rounded(let mode):
      return result(of: operation, operands, type) { ranges throws(ArithmeticError) in
        guard let step = ranges[1].exact else { return .all }
        return try ranges[0].map { number throws(ArithmeticError) in try number.rounded(mode, toMultipleOf: step) }
      }
    case .shifted(let months, let back):
      return result(of: operation, operands, type) { ranges throws(ArithmeticError) in
        guard let distance = ranges[1].exact else { return .all }
        return try ranges[0].map { day throws(ArithmeticError) in
          let date = try CalendarDate(dayNumber: day.whole ?? 0)
          return Rational(try date.adding(back ? distance.negated : distance, months: months).dayNumber)
        }
      }
    case .daysBetween:
      return result(of: operation, operands, type) { ranges throws(ArithmeticError) in
        try ranges[0].subtracting(ranges[1])
      }
    case .length: return result(of: operation, operands, type) { _ in Interval(.zero, .positiveInfinity) }
    case .optionCount:
      return result(of: operation, operands, type) { _ in
        guard case .choices(let options) = operands[0].type else { return .all }
        return Interval(.zero, Rational(options.count))
      }
    }
  }

  /// - Parameter range: of the result, where each operand may be anything in its range.
  private mutating func result(
    of operation: Operation, _ operands: [Formula], _ type: ValueType,
    _ range: ([Interval]) throws(ArithmeticError) -> Interval
  ) -> Computed {
    let values = operands.map { evaluate($0) }
    if let failure = values.first(where: { $0.error != nil }) { return failure }
    if values.contains(.doubtful) { return .doubtful }
    let known = values.compactMap { if case .known(let value) = $0 { value } else { nil } }
    if known.count == values.count {
      return attempt { () throws(ArithmeticError) in
        try operation.value(of: known, operands.map(\.type)).map(Computed.known) ?? .unknown
      }
    }
    // With some operands it may fail.
    if let place = operation.essential {
      guard case .known = values[place] else { return .doubtful }
    }
    switch type {
    case .number, .percentage, .date: break
    // Ordered choices compare by their place, which has no range.
    case .truth, .text, .choice, .choices, .records: return .unknown
    }
    do throws(ArithmeticError) {
      let ranges = zip(values, operands).map { $0.order($1.type) ?? .all }
      return Computed.between(try range(ranges)).settled(as: type)
    } catch {
      // Not all days need lie outside of the calendar.
      return type == .date ? .doubtful : .failed(error)
    }
  }

  /// Folds the terms of a sum or product from the left; nil from the operation means that it may fail.
  private mutating func chain(
    _ operands: [Formula], _ inverse: [Bool],
    _ operation: (Interval, Interval, Bool) throws(ArithmeticError) -> Interval?
  ) -> Computed {
    var result: Interval?
    var isDoubtful = false
    for (operand, isInverse) in zip(operands, inverse) {
      let value = evaluate(operand)
      if case .failed = value { return value }
      let next = value.interval ?? .all
      isDoubtful = isDoubtful || value == .doubtful
      guard let total = result else {
        result = next
        continue
      }
      do throws(ArithmeticError) {
        if let combined = try operation(total, next, isInverse) { result = combined } else { isDoubtful = true }
      } catch {
        return .failed(error)
      }
    }
    guard !isDoubtful, let result else { return .doubtful }
    return Computed.between(result).settled
  }
}

extension Rational {
  /// The whole number that it is; nil if it is broken, or beyond machine words.
  var whole: Int? { Int(exactly: self) }
}
