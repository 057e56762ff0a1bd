/// An exact fraction in lowest terms with a positive denominator.
///
/// Two machine words hold it as long as they can; beyond, it grows. `+ - *` are exact whatever the size. ``adding(_:)`` and
/// the like, with which rules are worked out, throw ``ArithmeticError/overflow`` for a numerator or denominator of more
/// than ``digitLimit`` digits.
public struct Rational: Hashable, Sendable {
  let form: Form

  /// A value whose parts are both of at most ``smallLimit`` is small, so equal values have equal forms.
  enum Form: Hashable, Sendable {
    case small(Int, over: Int)
    indirect case big(BigInteger, over: Magnitude)
  }

  /// The sum of two such numbers fits a machine word, the sum of two products of them two.
  static let smallLimit = 1 << 62 - 1

  /// The longest numerator or denominator. The mean of fractions with denominators up to 30,000 stays shorter, however
  /// many there are.
  public static let digitLimit = 20_000
  static let limit = Magnitude.powerOfTen(digitLimit)

  /// 0/1.
  public static let zero = Rational(0)
  /// 1/1.
  public static let one = Rational(1)
  /// 1/2.
  public static let half = Rational(form: .small(1, over: 2))
  /// 1/5.
  public static let fifth = Rational(form: .small(1, over: 5))

  /// The fraction with the denominator 1.
  public init(_ whole: Int) { self.init(inLowestTerms: Int128(whole), over: 1) }

  /// `numerator / denominator`, reduced.
  public init(_ numerator: Int, over denominator: Int) throws(ArithmeticError) {
    self = try Rational(numerator).divided(by: Rational(denominator))
  }

  /// `numerator / denominator`, reduced.
  public init(_ numerator: BigInteger, over denominator: BigInteger) throws(ArithmeticError) {
    guard !denominator.isZero else { throw .divisionByZero }
    let divisor = numerator.magnitude.greatestCommonDivisor(denominator.magnitude)
    let above = numerator.divided(by: divisor)
    self.init(
      inLowestTerms: denominator.isNegative ? above.negated : above, over: denominator.magnitude.divided(by: divisor))
  }

  /// 10, 100 … or 1/10, 1/100 ….
  public static func powerOfTen(_ exponent: Int) -> Rational {
    if exponent.magnitude <= UInt(typedDigitLimit) {
      let power = wordPower(Int(exponent.magnitude))
      return Rational(form: exponent < 0 ? .small(1, over: power) : .small(power, over: 1))
    }
    let power = Magnitude.powerOfTen(abs(exponent))
    let (above, below) = exponent < 0 ? (.one, power) : (power, .one)
    return Rational(inLowestTerms: BigInteger(magnitude: above, isNegative: false), over: below)
  }

  init(form: Form) { self.form = form }

  init(inLowestTerms numerator: Int128, over denominator: UInt128) {
    if let above = Int(exactly: numerator), let below = Int(exactly: denominator), below <= Self.smallLimit,
      -Self.smallLimit <= above, above <= Self.smallLimit
    {
      self.init(form: .small(above, over: below))
    } else {
      self.init(form: .big(BigInteger(wide: numerator), over: Magnitude(wide: denominator)))
    }
  }

  init(inLowestTerms numerator: BigInteger, over denominator: Magnitude) {
    if let above = numerator.magnitude.word, let below = denominator.word {
      self.init(inLowestTerms: numerator.isNegative ? -Int128(above) : Int128(above), over: UInt128(below))
    } else {
      self.init(form: .big(numerator, over: denominator))
    }
  }

  typealias Parts = (numerator: BigInteger, denominator: Magnitude)

  /// Numerator and denominator in the form that holds any.
  var big: Parts {
    switch form {
    case .small(let numerator, let denominator): (BigInteger(numerator), Magnitude(UInt(denominator)))
    case .big(let numerator, let denominator): (numerator, denominator)
    }
  }

  /// Of lowest terms; has the sign.
  public var numerator: BigInteger { big.numerator }
  /// Of lowest terms; above zero, 1 of a whole number.
  public var denominator: BigInteger { BigInteger(magnitude: big.denominator, isNegative: false) }

  /// Whether the denominator is 1.
  public var isWhole: Bool {
    switch form {
    case .small(_, let denominator): denominator == 1
    case .big(_, let denominator): denominator == .one
    }
  }

  /// Whether it is 0, of which there is one form only.
  public var isZero: Bool { form == .small(0, over: 1) }

  /// Whether it is below 0.
  public var isNegative: Bool {
    switch form {
    case .small(let numerator, _): numerator < 0
    case .big(let numerator, _): numerator.isNegative
    }
  }

  /// With the other sign; zero stays zero.
  public var negated: Rational {
    switch form {
    case .small(let numerator, let denominator): Rational(form: .small(-numerator, over: denominator))
    case .big(let numerator, let denominator): Rational(form: .big(numerator.negated, over: denominator))
    }
  }

  /// Without its sign.
  public var magnitude: Rational { isNegative ? negated : self }
}

extension Rational: Comparable {
  /// Compares exactly, by cross products.
  public static func < (left: Rational, right: Rational) -> Bool {
    if case .small(let a, let b) = left.form, case .small(let c, let d) = right.form {
      return b == d ? a < c : Int128(a) * Int128(d) < Int128(c) * Int128(b)
    }
    let ((a, b), (c, d)) = (left.big, right.big)
    return a.multiplied(by: d) < c.multiplied(by: b)
  }
}

/// Why a calculation has no result. Neither unknown nor false.
public enum ArithmeticError: Error, Hashable, Sendable {
  /// `overflow`: a number of too many digits. `brokenMonth`: no whole number of days or months added to a date.
  /// `conflictingValues`: sheets of one entity contradict each other. `markOutOfRange`: a mark that is not between 0
  /// and the full points. `amountOutOfRange`: an assessor's amount beyond the limits stated for it. `notScored`: what asks
  /// for a total where there is none.
  case overflow, divisionByZero, dateOutOfRange, brokenMonth, conflictingValues, markOutOfRange, amountOutOfRange
  case notScored
}
