// Parts that two fractions have in common are taken out before they are multiplied (Knuth, volume 2, 4.5.1): the numbers
// stay short, and where one of the fractions is short nothing long is ever divided by something long.
extension Rational {
  /// The exact sum, without a limit of its length.
  public static func + (left: Rational, right: Rational) -> Rational {
    guard case .small(let a, let b) = left.form, case .small(let c, let d) = right.form else {
      return sum(left.big, right.big)
    }
    if b == 1, d == 1 { return Rational(a + c) }
    let common = greatestCommonDivisor(b, d)
    let sum = Int128(a) * Int128(d / common) + Int128(c) * Int128(b / common)
    let shared = common == 1 ? 1 : greatestCommonDivisor(Int(sum % Int128(common)), common)
    return Rational(
      inLowestTerms: shared == 1 ? sum : sum / Int128(shared), over: UInt128(b / common) * UInt128(d / shared))
  }

  private static func sum(_ left: Parts, _ right: Parts) -> Rational {
    let common = left.denominator.greatestCommonDivisor(right.denominator)
    let rest = left.denominator.divided(by: common)
    let sum = left.numerator.multiplied(by: right.denominator.divided(by: common))
      .adding(right.numerator.multiplied(by: rest))
    let shared = sum.magnitude.greatestCommonDivisor(common)
    return Rational(
      inLowestTerms: sum.divided(by: shared), over: rest.multiplied(by: right.denominator.divided(by: shared)))
  }

  /// The exact difference, without a limit of its length.
  public static func - (left: Rational, right: Rational) -> Rational { left + right.negated }

  /// The exact product, without a limit of its length.
  public static func * (left: Rational, right: Rational) -> Rational {
    guard case .small(let a, let b) = left.form, case .small(let c, let d) = right.form else {
      return product(left.big, right.big)
    }
    let (first, second) = (greatestCommonDivisor(a, d), greatestCommonDivisor(c, b))
    return Rational(
      inLowestTerms: Int128(a / first) * Int128(c / second), over: UInt128(b / second) * UInt128(d / first))
  }

  private static func product(_ left: Parts, _ right: Parts) -> Rational {
    let first = left.numerator.magnitude.greatestCommonDivisor(right.denominator)
    let second = right.numerator.magnitude.greatestCommonDivisor(left.denominator)
    return Rational(
      inLowestTerms: left.numerator.divided(by: first).multiplied(by: right.numerator.divided(by: second)),
      over: left.denominator.divided(by: second).multiplied(by: right.denominator.divided(by: first)))
  }

  /// One divided by it; nil for zero.
  public var reciprocal: Rational? {
    switch form {
    case .small(0, _): nil
    case .small(let a, let b): Rational(form: a < 0 ? .small(-b, over: -a) : .small(b, over: a))
    case .big(let a, let b):
      Rational(inLowestTerms: BigInteger(magnitude: b, isNegative: a.isNegative), over: a.magnitude)
    }
  }

  static func greatestCommonDivisor(_ a: Int, _ b: Int) -> Int {
    if b == 1 { return 1 }
    return Int(Magnitude.greatestCommonDivisor(a.magnitude, b.magnitude))
  }
}

// What rules work out, step after step: a result that gets too long is an error before it takes all time and memory.
extension Rational {
  /// `+`, limited.
  /// - Throws: ``ArithmeticError/overflow`` if it is too long.
  public func adding(_ other: Rational) throws(ArithmeticError) -> Rational { try (self + other).limited() }

  /// `-`, limited.
  /// - Throws: ``ArithmeticError/overflow`` if it is too long.
  public func subtracting(_ other: Rational) throws(ArithmeticError) -> Rational { try (self - other).limited() }

  /// `*`, limited.
  /// - Throws: ``ArithmeticError/overflow`` if it is too long.
  public func multiplied(by other: Rational) throws(ArithmeticError) -> Rational { try (self * other).limited() }

  /// The exact quotient.
  /// - Throws: ``ArithmeticError/divisionByZero``, or ``ArithmeticError/overflow`` if it is too long.
  public func divided(by other: Rational) throws(ArithmeticError) -> Rational {
    guard let reciprocal = other.reciprocal else { throw .divisionByZero }
    return try multiplied(by: reciprocal)
  }

  /// Multiplied by itself, limited; the power 0 of any number is 1.
  /// - Parameter exponent: not negative.
  /// - Throws: ``ArithmeticError/overflow`` if it is too long.
  public func power(_ exponent: Int) throws(ArithmeticError) -> Rational {
    var (result, square, left) = (Rational.one, self, exponent)
    while left > 0 {
      if !left.isMultiple(of: 2) { result = try Self.productOfPowers(result, square).limited() }
      left /= 2
      if left > 0 { square = try Self.productOfPowers(square, square).limited() }
    }
    return result
  }

  /// Of powers of one number, which have nothing in common above and below.
  private static func productOfPowers(_ left: Rational, _ right: Rational) -> Rational {
    guard case .small(let a, let b) = left.form, case .small(let c, let d) = right.form else {
      let (left, right) = (left.big, right.big)
      return Rational(
        inLowestTerms: left.numerator.multiplied(by: right.numerator),
        over: left.denominator.multiplied(by: right.denominator))
    }
    return Rational(inLowestTerms: Int128(a) * Int128(c), over: UInt128(b) * UInt128(d))
  }

  func limited() throws(ArithmeticError) -> Rational {
    guard case .big(let numerator, let denominator) = form else { return self }
    if numerator.magnitude >= Self.limit || denominator >= Self.limit { throw .overflow }
    return self
  }
}
