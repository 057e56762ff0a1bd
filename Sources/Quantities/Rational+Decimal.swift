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
    return Rational(value) * .powerOfTen(-places)
  }

  /// Decimal digits, rounded half up to at most `places` and without trailing zeros: `9/7` → `1.29`.
  public func decimal(places: Int = 2) -> String {
    let digits = units(places)
    let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
    var fraction = padded.suffix(places)
    while fraction.last == "0" { fraction.removeLast() }
    let text = padded.dropLast(places) + (fraction.isEmpty ? "" : "." + fraction)
    return (isNegative && text != "0" ? "-" : "") + text
  }

  /// The digits of how many units of the last place it is, rounded half up, without sign.
  private func units(_ places: Int) -> String {
    // Almost all numbers are short, and a report has many: a machine word takes a fifth of the time.
    if case .small(let numerator, let denominator) = form, places <= 18 {
      var units = UInt128(numerator.magnitude) * 2
      for _ in 0..<places { units *= 10 }
      return String((units + UInt128(denominator)) / (2 * UInt128(denominator)))
    }
    let doubled = big.numerator.magnitude.multiplied(by: .powerOfTen(places)).shifted(left: 1)
    return doubled.adding(big.denominator).divided(by: big.denominator.shifted(left: 1)).decimal
  }

  /// Whether ``decimal(places:)`` with that many places loses nothing.
  public func isExact(places: Int) -> Bool {
    if case .small(_, over: 1) = form { return true }
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
