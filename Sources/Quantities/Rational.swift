/// An exact fraction in lowest terms with a positive denominator.
///
/// Numerator and denominator have at most 18 digits; every operation that would leave that range throws
/// ``ArithmeticError/overflow`` instead of wrapping.
public struct Rational: Hashable, Sendable {
  public let numerator: Int
  public let denominator: Int

  /// The largest numerator or denominator: 18 digits.
  public static let limit = 999_999_999_999_999_999

  public static let zero = Rational(0)
  public static let one = Rational(1)

  /// A whole number. Values beyond ``limit`` are for the caller to exclude.
  public init(_ whole: Int) {
    numerator = whole
    denominator = 1
  }

  /// `numerator / denominator`, reduced.
  public init(_ numerator: Int, over denominator: Int) throws(ArithmeticError) {
    try self.init(reducing: Int128(numerator), Int128(denominator))
  }

  init(reducing numerator: Int128, _ denominator: Int128) throws(ArithmeticError) {
    guard denominator != 0 else { throw .divisionByZero }
    let divisor = Self.greatestCommonDivisor(numerator.magnitude, denominator.magnitude)
    let sign: Int128 = denominator < 0 ? -1 : 1
    let reducedNumerator = sign * (numerator / Int128(divisor))
    let reducedDenominator = sign * (denominator / Int128(divisor))
    guard reducedNumerator.magnitude <= Self.limit, reducedDenominator.magnitude <= Self.limit else {
      throw .overflow
    }
    self.numerator = Int(reducedNumerator)
    self.denominator = Int(reducedDenominator)
  }

  private static func greatestCommonDivisor(_ a: UInt128, _ b: UInt128) -> UInt128 {
    // Almost all operands fit 64 bits, where division is several times faster than on 128.
    if let a = UInt64(exactly: a), let b = UInt64(exactly: b) {
      var (a, b) = (a, b)
      while b != 0 { (a, b) = (b, a % b) }
      return UInt128(a)
    }
    var (a, b) = (a, b)
    while b != 0 { (a, b) = (b, a % b) }
    return a
  }

  /// Reads `12` or `3.75`: digits, optionally a point and digits. Nil for anything else.
  /// - Throws: ``ArithmeticError/overflow`` for more than 18 digits.
  public static func parse(decimal text: some StringProtocol) throws(ArithmeticError) -> Rational? {
    var value: Int128 = 0
    var scale: Int128 = 1
    var digits = 0
    var fraction = false
    var lastWasDigit = false
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        digits += 1
        // Leading zeros carry no information but do not earn a trap either.
        if digits > 18 { throw .overflow }
        value = value * 10 + Int128(byte - UInt8(ascii: "0"))
        if fraction { scale *= 10 }
        lastWasDigit = true
      case UInt8(ascii: "."):
        guard lastWasDigit, !fraction else { return nil }
        fraction = true
        lastWasDigit = false
      default: return nil
      }
    }
    guard lastWasDigit else { return nil }
    return try Rational(reducing: value, scale)
  }

  public var isWhole: Bool { denominator == 1 }
  public var isZero: Bool { numerator == 0 }
  public var isNegative: Bool { numerator < 0 }
  public var negated: Rational { Rational(unchecked: -numerator, denominator) }
  public var magnitude: Rational { isNegative ? negated : self }

  private init(unchecked numerator: Int, _ denominator: Int) {
    self.numerator = numerator
    self.denominator = denominator
  }

  public func adding(_ other: Rational) throws(ArithmeticError) -> Rational {
    if denominator == other.denominator {
      return try Rational(reducing: Int128(numerator) + Int128(other.numerator), Int128(denominator))
    }
    return try Rational(
      reducing: Int128(numerator) * Int128(other.denominator) + Int128(other.numerator) * Int128(denominator),
      Int128(denominator) * Int128(other.denominator))
  }

  public func subtracting(_ other: Rational) throws(ArithmeticError) -> Rational { try adding(other.negated) }

  public func multiplied(by other: Rational) throws(ArithmeticError) -> Rational {
    try Rational(
      reducing: Int128(numerator) * Int128(other.numerator), Int128(denominator) * Int128(other.denominator))
  }

  public func divided(by other: Rational) throws(ArithmeticError) -> Rational {
    try Rational(
      reducing: Int128(numerator) * Int128(other.denominator), Int128(denominator) * Int128(other.numerator))
  }

  /// The nearest whole number in the direction of `mode`.
  public func rounded(_ mode: Rounding = .halfUp) -> Int {
    let quotient = numerator / denominator
    let remainder = numerator % denominator
    guard remainder != 0 else { return quotient }
    let away = isNegative ? -1 : 1
    switch mode {
    case .down: return quotient
    case .up: return quotient + away
    case .halfUp:
      return Int128(remainder.magnitude) * 2 >= Int128(denominator) ? quotient + away : quotient
    }
  }

  /// The nearest multiple of `step` (not zero).
  public func rounded(_ mode: Rounding, toMultipleOf step: Rational) throws(ArithmeticError) -> Rational {
    try Rational(divided(by: step).rounded(mode)).multiplied(by: step)
  }

  /// Decimal digits, rounded half up to at most `places` and without trailing zeros: `9/7` → `1.29`.
  public func decimal(places: Int = 2) -> String {
    var scale = 1
    for _ in 0..<places { scale *= 10 }
    let scaled = Int128(numerator) * Int128(scale) * 2 + (isNegative ? -1 : 1) * Int128(denominator)
    let units = scaled / (2 * Int128(denominator))
    let whole = units.magnitude / UInt128(scale)
    var fraction = String(units.magnitude % UInt128(scale))
    fraction = String(repeating: "0", count: max(0, places - fraction.count)) + fraction
    while fraction.last == "0" { fraction.removeLast() }
    return (units < 0 ? "-" : "") + String(whole) + (places == 0 || fraction.isEmpty ? "" : "." + fraction)
  }

  /// Whether ``decimal(places:)`` with that many places loses nothing.
  public func isExact(places: Int) -> Bool {
    var scale: Int128 = 1
    for _ in 0..<places { scale *= 10 }
    return (Int128(numerator) * scale) % Int128(denominator) == 0
  }

  /// The exact value: a decimal when it ends within six places, a fraction otherwise.
  public var exactText: String {
    isExact(places: 6) ? decimal(places: 6) : "\(numerator)/\(denominator)"
  }
}

extension Rational: Comparable {
  public static func < (left: Rational, right: Rational) -> Bool {
    Int128(left.numerator) * Int128(right.denominator) < Int128(right.numerator) * Int128(left.denominator)
  }
}

/// How a fraction becomes a whole number: half up (away from zero, 四舍五入), up (away from zero, 进一) or down (舍去).
public enum Rounding: String, Hashable, Sendable, CaseIterable {
  case halfUp, up, down
}

/// Why a calculation has no result. Neither unknown nor false.
public enum ArithmeticError: Error, Hashable, Sendable {
  case overflow, divisionByZero, dateOutOfRange, brokenMonth, conflictingValues, markOutOfRange
}
