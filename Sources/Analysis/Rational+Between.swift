import Quantities

extension Rational {
  /// The nearest floating-point number: for searching, never for deciding.
  var approximate: Double { Double(numerator) / Double(denominator) }

  /// The largest whole number not above.
  var floor: Int {
    let quotient = numerator / denominator
    return numerator % denominator < 0 ? quotient - 1 : quotient
  }

  /// The fraction of smallest denominator strictly between two others. Sampling there instead of in the middle keeps
  /// the numbers short, so that exact arithmetic goes on working.
  static func simplest(between low: Rational, and high: Rational) throws(ArithmeticError) -> Rational {
    if low >= high { throw .overflow }
    if low.isNegative, high > .zero { return .zero }
    if high <= .zero { return try simplest(between: high.negated, and: low.negated).negated }
    // The continued fractions of both ends agree up to the last part.
    var parts: [Int] = []
    var (low, high) = (low, high)
    while true {
      let whole = low.floor
      let next = Rational(whole + 1)
      if next < high {
        parts.append(whole + 1)
        break
      }
      parts.append(whole)
      let rest = try high.subtracting(Rational(whole))
      if low.isWhole {
        parts.append(try Rational.one.divided(by: rest).floor + 1)
        break
      }
      let inner = try low.subtracting(Rational(whole))
      (low, high) = (try Rational.one.divided(by: rest), try Rational.one.divided(by: inner))
    }
    var value = Rational(parts.removeLast())
    while let part = parts.popLast() { value = try Rational(part).adding(try Rational.one.divided(by: value)) }
    return value
  }
}
