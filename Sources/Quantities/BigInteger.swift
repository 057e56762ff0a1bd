/// A whole number of any size.
public struct BigInteger: Hashable, Sendable {
  let magnitude: Magnitude
  /// Zero is not.
  public let isNegative: Bool

  static let zero = BigInteger(magnitude: .zero, isNegative: false)

  init(magnitude: Magnitude, isNegative: Bool) {
    self.magnitude = magnitude
    self.isNegative = isNegative && !magnitude.isZero
  }

  /// Any machine word, exactly.
  public init(_ value: Int) { self.init(magnitude: Magnitude(value.magnitude), isNegative: value < 0) }

  init(wide value: Int128) { self.init(magnitude: Magnitude(wide: value.magnitude), isNegative: value < 0) }

  /// Reads decimal digits, with a minus sign before them or not; nil for anything else.
  public init?(decimal text: some StringProtocol) {
    let isNegative = text.hasPrefix("-")
    guard let magnitude = Magnitude(decimal: text.dropFirst(isNegative ? 1 : 0)) else { return nil }
    self.init(magnitude: magnitude, isNegative: isNegative)
  }

  /// Whether it is 0, which has no sign.
  public var isZero: Bool { magnitude.isZero }

  /// With the other sign; zero stays zero.
  public var negated: BigInteger { BigInteger(magnitude: magnitude, isNegative: !isNegative) }

  /// The exact sum, as long as it needs to be.
  public func adding(_ other: BigInteger) -> BigInteger {
    if isNegative == other.isNegative {
      return BigInteger(magnitude: magnitude.adding(other.magnitude), isNegative: isNegative)
    }
    let sign = magnitude >= other.magnitude ? isNegative : other.isNegative
    return BigInteger(magnitude: magnitude.distance(to: other.magnitude), isNegative: sign)
  }

  /// The exact difference, `self` less `other`.
  public func subtracting(_ other: BigInteger) -> BigInteger { adding(other.negated) }

  /// The exact product, as long as both together.
  public func multiplied(by other: BigInteger) -> BigInteger {
    BigInteger(magnitude: magnitude.multiplied(by: other.magnitude), isNegative: isNegative != other.isNegative)
  }

  func multiplied(by other: Magnitude) -> BigInteger {
    BigInteger(magnitude: magnitude.multiplied(by: other), isNegative: isNegative)
  }

  /// Without the remainder: for divisors that go into it.
  func divided(by divisor: Magnitude) -> BigInteger {
    BigInteger(magnitude: magnitude.divided(by: divisor), isNegative: isNegative)
  }

  /// Quotient towards zero and remainder of the sign of `self`; nil for zero.
  public func quotientAndRemainder(dividingBy divisor: BigInteger) -> (quotient: BigInteger, remainder: BigInteger)? {
    if divisor.isZero { return nil }
    let (quotient, remainder) = magnitude.quotientAndRemainder(dividingBy: divisor.magnitude)
    return (
      BigInteger(magnitude: quotient, isNegative: isNegative != divisor.isNegative),
      BigInteger(magnitude: remainder, isNegative: isNegative)
    )
  }

  /// The largest number that goes into both; of zero and another, that other one.
  public func greatestCommonDivisor(_ other: BigInteger) -> BigInteger {
    BigInteger(magnitude: magnitude.greatestCommonDivisor(other.magnitude), isNegative: false)
  }
}

extension BigInteger: CustomStringConvertible {
  /// Its decimal digits, behind a minus sign if it is negative.
  public var description: String { (isNegative ? "-" : "") + magnitude.decimal }
}

extension BigInteger: Comparable {
  /// By value: a negative number with more digits is the lesser.
  public static func < (left: BigInteger, right: BigInteger) -> Bool {
    if left.isNegative != right.isNegative { return left.isNegative }
    return left.isNegative ? right.magnitude < left.magnitude : left.magnitude < right.magnitude
  }
}
