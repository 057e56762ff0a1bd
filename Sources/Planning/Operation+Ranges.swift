import Model
import Quantities

/// Exact arithmetic over values and ranges of values.
extension Operation {
  /// What it gives for values of any state of knowledge: the first failure among them, else doubt where one is in doubt.
  ///
  /// - Parameters:
  ///   - types: those of the values.
  ///   - type: of the result.
  public func apply(
    _ values: [Computed], _ types: @autoclosure () -> [ValueType], _ type: ValueType
  ) -> Computed {
    var known: [Value] = []
    known.reserveCapacity(values.count)
    var isDoubtful = false
    for value in values {
      switch value {
      case .failed: return value
      case .doubtful: isDoubtful = true
      case .known(let value): known.append(value)
      case .between, .unknown: break
      }
    }
    if isDoubtful { return .doubtful }
    if known.count == values.count {
      return Computed.attempt { () throws(ArithmeticError) in
        // Only an order depends on them.
        let isOrdering = self == .larger || self == .smaller
        return try value(of: known, isOrdering ? types() : []).map(Computed.known) ?? .unknown
      }
    }
    let types = types()
    // With some operands it may fail.
    if let essential {
      guard case .known = values[essential] else { return .doubtful }
    }
    switch type {
    case .number, .percentage, .date: break
    // Ordered choices compare by their place, which has no range.
    case .truth, .text, .choice, .choices, .records: return .unknown
    }
    do throws(ArithmeticError) {
      let ranges = zip(values, types).map { $0.order($1) ?? .all }
      guard let range = try range(ranges, types) else { return .doubtful }
      return Computed.between(range).settled(as: type)
    } catch {
      // Not all days need lie outside of the calendar.
      return type == .date ? .doubtful : .failed(error)
    }
  }

  /// The range of the result, where each operand may be anything in its range; nil if it fails for some of them.
  public func range(_ ranges: [Interval], _ types: [ValueType] = []) throws(ArithmeticError) -> Interval? {
    switch self {
    case .sum(let subtracted):
      return try Self.chain(ranges, subtracted) { total, value, isSubtracted throws(ArithmeticError) in
        isSubtracted ? try total.subtracting(value) : try total.adding(value)
      }
    case .product(let divided):
      return try Self.chain(ranges, divided) { total, value, divides throws(ArithmeticError) in
        guard divides else { return try total.multiplied(by: value) }
        guard let share = try value.reciprocal() else { return nil }
        return try total.multiplied(by: share)
      }
    case .negated: return ranges[0].negated
    case .absolute:
      if ranges[0].least >= .zero { return ranges[0] }
      return ranges[0].most <= .zero
        ? ranges[0].negated : Interval(.zero, max(ranges[0].least.negated, ranges[0].most))
    case .power(let exponent): return try ranges[0].power(exponent)
    case .larger: return Interval.extreme(ranges, [], max)
    case .smaller: return Interval.extreme(ranges, [], min)
    case .rounded(let mode):
      guard let step = ranges[1].exact else { return .all }
      return try ranges[0].map { number throws(ArithmeticError) in try number.rounded(mode, toMultipleOf: step) }
    case .shifted(let months, let back):
      guard let distance = ranges[1].exact else { return .all }
      return try ranges[0].map { day throws(ArithmeticError) in
        let date = try CalendarDate(dayNumber: day.whole ?? 0)
        return Rational(try date.adding(back ? distance.negated : distance, months: months).dayNumber)
      }
    case .daysBetween: return try ranges[0].subtracting(ranges[1])
    case .length: return Interval(.zero, .positiveInfinity)
    case .optionCount:
      guard case .choices(let options)? = types.first else { return .all }
      return Interval(.zero, Rational(options.count))
    }
  }

  /// Folds the terms of a sum or product from the left.
  private static func chain(
    _ ranges: [Interval], _ inverse: [Bool],
    _ operation: (Interval, Interval, Bool) throws(ArithmeticError) -> Interval?
  ) throws(ArithmeticError) -> Interval? {
    guard var result = ranges.first else { return nil }
    for (range, isInverse) in zip(ranges, inverse).dropFirst() {
      guard let next = try operation(result, range, isInverse) else { return nil }
      result = next
    }
    return result
  }
}

extension Rational {
  /// The whole number that it is; nil if it is broken, or beyond machine words.
  public var whole: Int? { Int(exactly: self) }
}

extension Interval {
  /// Zero for no numbers at all.
  public static func sum(_ numbers: [Interval]) throws(ArithmeticError) -> Interval {
    var sum = Interval.zero
    for number in numbers { sum = try sum.adding(number) }
    return sum
  }

  /// The mean of some numbers, together with any of those that may count: it lies between their mean and the others.
  public static func mean(_ sure: [Interval], _ open: [Interval]) throws(ArithmeticError) -> Interval {
    let count = Rational(sure.count)
    let mean = try sum(sure).map { value throws(ArithmeticError) in try value.divided(by: count) }
    return open.reduce(mean) { $0.hull($1) }
  }

  /// The largest or smallest of some numbers and any of those that may count.
  public static func extreme(
    _ sure: [Interval], _ open: [Interval], _ pick: (Endpoint, Endpoint) -> Endpoint
  ) -> Interval {
    func both(_ a: Interval, _ b: Interval) -> Interval { Interval(pick(a.least, b.least), pick(a.most, b.most)) }
    let certain = sure.dropFirst().reduce(sure.first ?? .all, both)
    return open.reduce(certain) { $0.hull(both(certain, $1)) }
  }
}
