extension Rational {
  /// The longest number that may be typed, in digits.
  public static let typedDigitLimit = 18

  /// More digits than ``typedDigitLimit``.
  public struct TooManyDigits: Error {}

  /// Reads `12` or `3.75`: digits, optionally a point and digits. Nil for anything else.
  public static func parse(decimal text: some StringProtocol) throws(TooManyDigits) -> Rational? {
    var value = 0
    var places = 0
    var digits = 0
    var fraction = false
    var lastWasDigit = false
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        digits += 1
        // Leading zeros carry no information but do not earn a trap either.
        if digits > typedDigitLimit { throw TooManyDigits() }
        value = value * 10 + Int(byte - UInt8(ascii: "0"))
        if fraction { places += 1 }
        lastWasDigit = true
      case UInt8(ascii: "."):
        guard lastWasDigit, !fraction else { return nil }
        fraction = true
        lastWasDigit = false
      default: return nil
      }
    }
    guard lastWasDigit else { return nil }
    return Rational(value, places: places)
  }

  /// The number that is written with these digits and so many of them behind the point.
  ///
  /// - Parameters:
  ///   - digits: at most ``typedDigitLimit`` of them.
  ///   - places: at most ``typedDigitLimit``.
  public init(_ digits: Int, places: Int) {
    if digits == 0 {
      self = .zero
      return
    }
    // A power of ten has the factors two and five and no others.
    var (above, twos, fives) = (digits, places, places)
    let shared = min(above.trailingZeroBitCount, twos)
    above >>= shared
    twos -= shared
    while fives > 0 {
      let (quotient, remainder) = above.quotientAndRemainder(dividingBy: 5)
      if remainder != 0 { break }
      above = quotient
      fives -= 1
    }
    var below = 1 << twos
    for _ in 0..<fives { below *= 5 }
    self.init(form: .small(above, over: below))
  }

  /// 10, 100 … up to ``typedDigitLimit`` zeros.
  static func wordPower(_ exponent: Int) -> Int {
    var power = 1
    for _ in 0..<exponent { power *= 10 }
    return power
  }

  /// Decimal digits, rounded half up to at most `places` and without trailing zeros: `9/7` → `1.29`.
  public func decimal(places: Int = 2) -> String {
    // Almost all numbers are short, and a report has many.
    if case .small(let numerator, let denominator) = form, places <= Self.typedDigitLimit {
      return Self.decimal(numerator, denominator, places: places)
    }
    let digits = units(places)
    let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
    var fraction = padded.suffix(places)
    while fraction.last == "0" { fraction.removeLast() }
    let text = padded.dropLast(places) + (fraction.isEmpty ? "" : "." + fraction)
    return (isNegative && text != "0" ? "-" : "") + text
  }

  /// The same with machine words.
  private static func decimal(_ numerator: Int, _ denominator: Int, places: Int) -> String {
    let below = UInt(denominator)
    var (whole, rest) = numerator.magnitude.quotientAndRemainder(dividingBy: below)
    var written = places
    var fraction: UInt = 0
    if rest > 0 {
      let scale = UInt(wordPower(places))
      let (scaled, isLong) = rest.multipliedReportingOverflow(by: scale)
      (fraction, rest) =
        isLong
        ? below.dividingFullWidth(rest.multipliedFullWidth(by: scale)) : scaled.quotientAndRemainder(dividingBy: below)
      // Half up, without doubling what may be as large as a word.
      if rest >= below - rest { fraction += 1 }
      if fraction == scale { (whole, fraction) = (whole + 1, 0) }
    }
    if fraction == 0 { written = 0 }
    while written > 0, fraction.isMultiple(of: 10) {
      fraction /= 10
      written -= 1
    }
    let isNegative = numerator < 0 && (whole > 0 || fraction > 0)
    // Digits come from the last to the first: no more than twenty before the point, and eighteen behind it.
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 48) { buffer in
      var start = buffer.count
      func put(_ byte: UInt8) {
        start -= 1
        buffer[start] = byte
      }
      if written > 0 {
        for _ in 0..<written {
          put(UInt8(ascii: "0") + UInt8(fraction % 10))
          fraction /= 10
        }
        put(UInt8(ascii: "."))
      }
      repeat {
        put(UInt8(ascii: "0") + UInt8(whole % 10))
        whole /= 10
      } while whole > 0
      if isNegative { put(UInt8(ascii: "-")) }
      return String(decoding: buffer[start...], as: UTF8.self)
    }
  }

  /// The digits of how many units of the last place it is, rounded half up, without sign, whatever its length.
  private func units(_ places: Int) -> String {
    let doubled = big.numerator.magnitude.multiplied(by: .powerOfTen(places)).shifted(left: 1)
    return doubled.adding(big.denominator).divided(by: big.denominator.shifted(left: 1)).decimal
  }

  /// Whether ``decimal(places:)`` with that many places loses nothing.
  public func isExact(places: Int) -> Bool {
    if case .small(_, let denominator) = form, places <= Self.typedDigitLimit {
      return Self.wordPower(places).isMultiple(of: denominator)
    }
    return Magnitude.powerOfTen(places).quotientAndRemainder(dividingBy: big.denominator).remainder.isZero
  }

  /// Numerator, slash and denominator.
  public var fractionText: String { "\(numerator)/\(denominator)" }

  /// Decimals that are still read at a glance.
  static let shortPlaces = 6

  /// The exact value: a decimal when that is short, a fraction otherwise.
  public var exactText: String { isExact(places: Self.shortPlaces) ? decimal(places: Self.shortPlaces) : fractionText }

  /// Exact if short, else about so many decimals with a sign that says so.
  public func shortText(places: Int = 4) -> String {
    let readable = max(Self.shortPlaces, places)
    return isExact(places: readable) ? decimal(places: readable) : "≈" + decimal(places: places)
  }
}
