extension Rational {
  /// The nearest floating-point number, or one beside it: for drawing and searching, never for deciding. Infinite beyond
  /// about 308 digits.
  public var approximate: Double {
    if case .small(let numerator, let denominator) = form { return Double(numerator) / Double(denominator) }
    let (above, below) = (big.numerator.magnitude, big.denominator)
    // A quotient that just fits a machine word.
    let exponent = above.bitWidth - below.bitWidth - (UInt.bitWidth - 2)
    let quotient = above.shifted(left: max(0, -exponent)).divided(by: below.shifted(left: max(0, exponent)))
    return Double(
      sign: isNegative ? .minus : .plus, exponent: exponent, significand: Double(quotient.word ?? .max))
  }
}
