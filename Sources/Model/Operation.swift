import Quantities

/// What makes a value of other values without asking a sheet: functions, and the operators that give no truth. What an
/// operation does, which way it goes and where it turns stands here, a line each, for all who need to know.
public enum Operation: Sendable, Hashable {
  /// With whether each operand is subtracted.
  case sum(subtracted: [Bool])
  /// With whether each operand divides.
  case product(divided: [Bool])
  case negated, absolute, larger, smaller
  /// A number multiplied by itself, so many times in all; not negative.
  case power(Int)
  /// To a multiple of the second operand.
  case rounded(Rounding)
  /// A date moved by a number of days, or of months.
  case shifted(months: Bool, back: Bool)
  case daysBetween, length, optionCount

  /// What it gives; nil for values that it does not take.
  ///
  /// - Parameter types: those of the values, for their order.
  public func value(of values: [Value], _ types: [ValueType]) throws(ArithmeticError) -> Value? {
    switch (self, values.first, values.last) {
    case (.sum(let subtracted), _, _):
      let numbers = values.compactMap(\.number)
      guard subtracted.count == numbers.count else { return nil }
      var total = Rational.zero
      for (number, isSubtracted) in zip(numbers, subtracted) {
        total = try isSubtracted ? total.subtracting(number) : total.adding(number)
      }
      return .number(total)
    case (.product(let divided), _, _):
      let numbers = values.compactMap(\.number)
      guard divided.count == numbers.count else { return nil }
      var total = Rational.one
      for (number, divides) in zip(numbers, divided) {
        total = try divides ? total.divided(by: number) : total.multiplied(by: number)
      }
      return .number(total)
    case (.negated, .number(let number)?, _): return .number(number.negated)
    case (.absolute, .number(let number)?, _): return .number(number.magnitude)
    case (.power(let exponent), .number(let number)?, _): return .number(try number.power(exponent))
    case (.larger, _, _): return Self.first(of: values, types) { $0 > $1 }
    case (.smaller, _, _): return Self.first(of: values, types) { $0 < $1 }
    case (.rounded(let mode), .number(let number)?, .number(let step)?):
      return .number(try number.rounded(mode, toMultipleOf: step))
    case (.shifted(let months, let back), .date(let start)?, .number(let distance)?):
      return .date(try start.adding(back ? distance.negated : distance, months: months))
    case (.daysBetween, .date(let later)?, .date(let earlier)?):
      return .number(Rational(later.dayNumber - earlier.dayNumber))
    case (.length, .text(let text)?, _): return .number(Rational(Self.length(of: text)))
    case (.optionCount, .choices(let bits)?, _): return .number(Rational(bits.nonzeroBitCount))
    case (.negated, _, _), (.absolute, _, _), (.power, _, _), (.rounded, _, _), (.shifted, _, _), (.daysBetween, _, _),
      (.length, _, _), (.optionCount, _, _):
      return nil
    }
  }

  /// The characters of a text but for white space.
  public static func length(of text: String) -> Int {
    let bytes = text.utf8
    // By their first bytes Chinese characters are told from all that may be joined to another, or be white space.
    let areChinese = bytes.allSatisfy { 0x80...0xBF ~= $0 || 0xE4...0xE9 ~= $0 }
    return areChinese ? bytes.count / 3 : text.lazy.filter { !$0.isWhitespace }.count
  }

  private static func first(
    of values: [Value], _ types: [ValueType], _ isBetter: (Rational, Rational) -> Bool
  ) -> Value? {
    var best: (order: Rational, value: Value)?
    for (value, type) in zip(values, types) {
      guard let order = value.order(as: type) else { return nil }
      if best.map({ isBetter(order, $0.order) }) ?? true { best = (order, value) }
    }
    return best?.value
  }

  /// Whether it goes up as an operand goes up; nil if it may go either way.
  public func rises(with operand: Int) -> Bool? {
    switch self {
    case .sum(let subtracted): !subtracted[operand]
    case .larger, .smaller: true
    case .negated: false
    case .rounded: operand == 0 ? true : nil
    case .shifted(_, let back): operand == 0 || !back
    case .daysBetween: operand == 0
    case .power(let exponent): exponent.isMultiple(of: 2) ? nil : true
    case .product, .absolute, .length, .optionCount: nil
    }
  }

  /// The operand that has to be known: with some others the operation fails.
  public var essential: Int? {
    switch self {
    case .rounded, .shifted: 1
    case .sum, .product, .negated, .absolute, .power, .larger, .smaller, .daysBetween, .length, .optionCount: nil
    }
  }

  /// Where its result leaves a straight line as operands move.
  public enum Turn: Sendable {
    case nowhere
    case whereOperandsMeet
    case atZero
    /// At each multiple of the second operand.
    case atSteps(Rounding)
  }

  /// The same whatever the operands are.
  public var turn: Turn {
    switch self {
    case .larger, .smaller: .whereOperandsMeet
    case .absolute: .atZero
    case .rounded(let mode): .atSteps(mode)
    case .sum, .product, .negated, .power, .shifted, .daysBetween, .length, .optionCount: .nowhere
    }
  }
}
