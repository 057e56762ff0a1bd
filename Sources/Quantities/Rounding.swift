/// How a fraction becomes a whole number: half up (away from zero, 四舍五入), up (away from zero, 进一) or down (舍去).
public enum Rounding: String, Hashable, Sendable, CaseIterable {
  case halfUp, up, down
}

extension Rational {
  /// The nearest whole number in the direction of `mode`.
  public func rounded(_ mode: Rounding = .halfUp) -> Rational {
    switch form {
    case .small(_, over: 1), .big(_, over: .one): return self
    case .small(let numerator, let denominator):
      let (quotient, remainder) = numerator.quotientAndRemainder(dividingBy: denominator)
      let isAway = mode == .up || mode == .halfUp && remainder.magnitude * 2 >= denominator.magnitude
      return Rational(isAway ? quotient + numerator.signum() : quotient)
    case .big(let numerator, let denominator):
      let (quotient, remainder) = numerator.magnitude.quotientAndRemainder(dividingBy: denominator)
      let isAway = mode == .up || mode == .halfUp && remainder.shifted(left: 1) >= denominator
      // No longer than the numerator was: the denominator is at least 2.
      let whole = isAway ? quotient.adding(.one) : quotient
      return Rational(
        inLowestTerms: BigInteger(magnitude: whole, isNegative: numerator.isNegative), over: .one)
    }
  }

  /// The nearest multiple of `step` (not zero).
  public func rounded(_ mode: Rounding, toMultipleOf step: Rational) throws(ArithmeticError) -> Rational {
    try divided(by: step).rounded(mode).multiplied(by: step)
  }

  /// The largest whole number not above.
  public var floor: Rational { rounded(isNegative ? .up : .down) }

  /// The smallest whole number not below.
  public var ceiling: Rational { rounded(isNegative ? .down : .up) }
}

extension Int {
  /// The number if it is whole and fits.
  public init?(exactly number: Rational) {
    guard number.isWhole, let word = number.numerator.magnitude.word else { return nil }
    self.init(exactly: number.isNegative ? -Int128(word) : Int128(word))
  }

  /// The nearest number that fits, of a fraction the part before the point.
  public init(clamping number: Rational) {
    if let whole = Int(exactly: number.rounded(.down)) { self = whole } else { self = number.isNegative ? .min : .max }
  }
}
