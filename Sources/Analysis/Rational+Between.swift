import Quantities

extension Rational {
  /// The fraction of smallest denominator strictly between two others. Sampling there instead of in the middle keeps
  /// the numbers short, so that exact arithmetic goes on being fast.
  static func simplest(between low: Rational, and high: Rational) throws(ArithmeticError) -> Rational {
    if low >= high { throw .overflow }
    if low.isNegative, high > .zero { return .zero }
    if high <= .zero { return try simplest(between: high.negated, and: low.negated).negated }
    // The continued fractions of both ends agree up to the last part.
    var parts: [Rational] = []
    var (low, high) = (low, high)
    while true {
      let whole = low.floor
      let next = try whole.adding(.one)
      if next < high {
        parts.append(next)
        break
      }
      parts.append(whole)
      let rest = try high.subtracting(whole)
      if low.isWhole {
        parts.append(try Rational.one.divided(by: rest).floor.adding(.one))
        break
      }
      let inner = try low.subtracting(whole)
      (low, high) = (try Rational.one.divided(by: rest), try Rational.one.divided(by: inner))
    }
    var value = parts.removeLast()
    while let part = parts.popLast() { value = try part.adding(try Rational.one.divided(by: value)) }
    return value
  }

  /// The fraction of smallest denominator from one to another, both included.
  static func simplest(from low: Rational, through high: Rational) throws(ArithmeticError) -> Rational {
    let between = try simplest(between: low, and: high)
    return [low, high, between].min { $0.denominator < $1.denominator } ?? between
  }
  /// The whole numbers from one, itself whole, to another; nil if they are more than so many.
  static func wholes(
    _ first: Rational, _ last: Rational, atMost limit: Int
  ) throws(ArithmeticError) -> [Rational]? {
    guard let count = Int(exactly: try last.floor.subtracting(first)), count <= limit else { return nil }
    var wholes: [Rational] = []
    for step in 0...max(0, count) { wholes.append(try first.adding(Rational(step))) }
    return wholes
  }
}
