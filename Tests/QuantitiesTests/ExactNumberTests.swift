import Quantities
import TestSupport
import Testing

/// Whole numbers and fractions of up to 400 digits, generated: what holds of all numbers has to hold of them.
@Suite struct ExactNumberTests {
  private static let seed: UInt64 = 20_250_820

  /// Numbers of all lengths, and such as long division finds hard: words of zeros, of ones, and about the half.
  struct Operands {
    /// Told where something fails.
    let seed: UInt64
    var random: SeededGenerator

    init(seed: UInt64) {
      self.seed = seed
      random = SeededGenerator(seed: seed)
    }

    mutating func whole(digits: Int = 400) -> BigInteger {
      let value = Bool.random(using: &random) ? written(digits) : composed(max(1, digits / 20))
      return Bool.random(using: &random) ? value : value.negated
    }

    mutating func positive(digits: Int = 400) -> BigInteger {
      let value = whole(digits: digits)
      return value.isZero ? BigInteger(1) : value.isNegative ? value.negated : value
    }

    mutating func rational(digits: Int = 400) throws -> Rational {
      try Rational(whole(digits: digits), over: positive(digits: digits))
    }

    private mutating func written(_ digits: Int) -> BigInteger {
      var text = ""
      for _ in 0..<Int.random(in: 1...digits, using: &random) { text += "\(Int.random(in: 0...9, using: &random))" }
      return BigInteger(decimal: text) ?? BigInteger(0)
    }

    private mutating func composed(_ words: Int) -> BigInteger {
      var value = BigInteger(0)
      for _ in 0..<Int.random(in: 1...words, using: &random) {
        let edges: [UInt] = [
          0, 1, .max, .max - 1, 1 << 63, 1 << 63 - 1, 1 << 61, UInt.random(in: 0 ... .max, using: &random),
        ]
        let word = BigInteger(decimal: "\(edges.randomElement(using: &random) ?? 0)") ?? BigInteger(0)
        value = value.multiplied(by: Self.wordSize).adding(word)
      }
      return value
    }

    private static let wordSize = BigInteger(1 << 32).multiplied(by: BigInteger(1 << 32))
  }

  private func forEach(_ count: Int, _ check: (inout Operands) throws -> Void) rethrows {
    for index in 0..<count {
      var operands = Operands(seed: Self.seed + UInt64(index))
      try check(&operands)
    }
  }

  @Test func wholeNumbersFormARing() {
    forEach(200) { operands in
      let (a, b, c) = (operands.whole(), operands.whole(), operands.whole())
      #expect(a.adding(b) == b.adding(a), "seed \(operands.seed)")
      #expect(a.adding(b).adding(c) == a.adding(b.adding(c)), "seed \(operands.seed)")
      #expect(a.multiplied(by: b) == b.multiplied(by: a), "seed \(operands.seed)")
      #expect(a.multiplied(by: b).multiplied(by: c) == a.multiplied(by: b.multiplied(by: c)), "seed \(operands.seed)")
      #expect(a.multiplied(by: b.adding(c)) == a.multiplied(by: b).adding(a.multiplied(by: c)), "seed \(operands.seed)")
      #expect(a.subtracting(a).isZero, "seed \(operands.seed)")
      #expect(a.subtracting(b) == b.subtracting(a).negated, "seed \(operands.seed)")
    }
  }

  /// Sums and products against the way they are taught at school.
  @Test func sumsAndProductsAreThoseOfPaper() {
    forEach(60) { operands in
      let (a, b) = (operands.positive(digits: 200), operands.positive(digits: 200))
      #expect("\(a.adding(b))" == Paper.sum("\(a)", "\(b)"), "seed \(operands.seed)")
      #expect("\(a.multiplied(by: b))" == Paper.product("\(a)", "\(b)"), "seed \(operands.seed)")
    }
  }

  @Test func quotientTimesDivisorAndRemainderIsTheNumber() throws {
    try forEach(400) { operands in
      let (number, divisor) = (
        operands.whole(), operands.whole(digits: Int.random(in: 1...400, using: &operands.random))
      )
      guard !divisor.isZero else { return }
      let (quotient, remainder) = try #require(number.quotientAndRemainder(dividingBy: divisor))
      #expect(quotient.multiplied(by: divisor).adding(remainder) == number, "seed \(operands.seed)")
      #expect(remainder.isZero || remainder.isNegative == number.isNegative, "seed \(operands.seed)")
      let (size, limit) = (
        remainder.isNegative ? remainder.negated : remainder, divisor.isNegative ? divisor.negated : divisor
      )
      #expect(size < limit, "seed \(operands.seed)")
    }
    #expect(BigInteger(1).quotientAndRemainder(dividingBy: BigInteger(0)) == nil)
  }

  @Test func commonDivisors() {
    forEach(200) { operands in
      let (a, b, factor) = (
        operands.positive(digits: 150), operands.positive(digits: 150), operands.positive(digits: 150)
      )
      let divisor = a.greatestCommonDivisor(b)
      for number in [a, b] {
        #expect(number.quotientAndRemainder(dividingBy: divisor)?.remainder.isZero == true, "seed \(operands.seed)")
      }
      #expect(
        a.multiplied(by: factor).greatestCommonDivisor(b.multiplied(by: factor)) == divisor.multiplied(by: factor),
        "seed \(operands.seed)")
      #expect(a.greatestCommonDivisor(BigInteger(0)) == a, "seed \(operands.seed)")
    }
  }

  @Test func decimalTextGoesThereAndBack() {
    forEach(400) { operands in
      let number = operands.whole()
      #expect(BigInteger(decimal: "\(number)") == number, "seed \(operands.seed)")
      #expect(!"\(number)".hasPrefix("0") || number.isZero, "seed \(operands.seed)")
    }
    for text in ["", "-", "+1", "1 ", "１", "1.0", "--1"] { #expect(BigInteger(decimal: text) == nil) }
    #expect(BigInteger(decimal: "-000") == BigInteger(0))
  }

  @Test func fractionsFormAField() throws {
    try forEach(60) { operands in
      let digits = Int.random(in: 1...100, using: &operands.random)
      let (a, b, c) = (
        try operands.rational(digits: digits), try operands.rational(digits: digits), try operands.rational(digits: 9)
      )
      #expect(a + b == b + a, "seed \(operands.seed)")
      #expect((a + b) + c == a + (b + c), "seed \(operands.seed)")
      #expect(a * (b + c) == a * b + a * c, "seed \(operands.seed)")
      #expect((a * b) * c == a * (b * c), "seed \(operands.seed)")
      #expect(a - a == .zero, "seed \(operands.seed)")
      #expect(a + b - b == a, "seed \(operands.seed)")
      if !b.isZero {
        #expect(try a.multiplied(by: b).divided(by: b) == a, "seed \(operands.seed)")
        #expect(try a.divided(by: b).multiplied(by: b) == a, "seed \(operands.seed)")
      }
      for value in [a + b, a - c, a * c] {
        #expect(value.numerator.greatestCommonDivisor(value.denominator) == BigInteger(1), "seed \(operands.seed)")
        #expect(value == (try Rational(value.numerator, over: value.denominator)), "seed \(operands.seed)")
        #expect(
          value.hashValue == (try Rational(value.numerator, over: value.denominator)).hashValue, "seed \(operands.seed)"
        )
      }
    }
  }

  @Test func orderIsThatOfCrossProducts() throws {
    try forEach(100) { operands in
      let a = try operands.rational(digits: Int.random(in: 1...400, using: &operands.random))
      // Often as near as can be.
      let b =
        Bool.random(using: &operands.random)
        ? try operands.rational()
        : a + (try Rational(BigInteger(1), over: operands.whole(digits: 300).adding(BigInteger(1 << 40))))
      #expect(
        (a < b) == (a.numerator.multiplied(by: b.denominator) < b.numerator.multiplied(by: a.denominator)),
        "seed \(operands.seed)")
      #expect((a == b) == (!(a < b) && !(b < a)), "seed \(operands.seed)")
    }
  }

  @Test func roundingIsAsDefined() throws {
    try forEach(300) { operands in
      let digits = Int.random(in: 1...400, using: &operands.random)
      var value = try Rational(operands.whole(digits: digits), over: operands.positive(digits: max(1, digits / 2)))
      if operands.random.next() % 4 == 0 { value = value.rounded(.down) + .half }
      let (down, up, half) = (value.rounded(.down), value.rounded(.up), value.rounded(.halfUp))
      for whole in [down, up, half, value.floor, value.ceiling] { #expect(whole.isWhole, "seed \(operands.seed)") }
      #expect(down.magnitude <= value.magnitude && value.magnitude < down.magnitude + .one, "seed \(operands.seed)")
      #expect(up.magnitude >= value.magnitude && value.magnitude > up.magnitude - .one, "seed \(operands.seed)")
      #expect((half - value).magnitude <= .half, "seed \(operands.seed)")
      if (half - value).magnitude == .half { #expect(half.magnitude > value.magnitude, "seed \(operands.seed)") }
      #expect(value.floor <= value && value < value.floor + .one, "seed \(operands.seed)")
      #expect(value.ceiling >= value && value > value.ceiling - .one, "seed \(operands.seed)")
    }
  }

  @Test func decimalsAreRoundedHalfUp() throws {
    try forEach(200) { operands in
      let value = try operands.rational(digits: Int.random(in: 1...60, using: &operands.random))
      let places = Int.random(in: 0...40, using: &operands.random)
      let scaled = (value * .powerOfTen(places)).rounded(.halfUp)
      var digits = "\(scaled.magnitude.numerator)"
      digits = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
      var text = (scaled.isNegative ? "-" : "") + digits.dropLast(places) + "." + digits.suffix(places)
      while text.hasSuffix("0") { text.removeLast() }
      if text.hasSuffix(".") { text.removeLast() }
      #expect(value.decimal(places: places) == text, "seed \(operands.seed)")
      #expect(value.isExact(places: places) == (value * .powerOfTen(places)).isWhole, "seed \(operands.seed)")
    }
  }

  @Test func approximationsAreClose() throws {
    try forEach(100) { operands in
      let value = try operands.rational(digits: 300)
      guard !value.isZero else { return }
      let near = value.approximate
      if near.isInfinite || near.magnitude < 1e-300 { return }
      // A floating-point number is a whole number times a power of two.
      let significand = try #require(Int(exactly: near.significand * 0x1p52))
      var power = Rational.one
      for _ in 0..<abs(near.exponent - 52) { power = power + power }
      let scale = near.exponent < 52 ? try #require(power.reciprocal) : power
      let exact = Rational(near < 0 ? -significand : significand) * scale
      #expect((exact - value).magnitude < value.magnitude * .powerOfTen(-15), "seed \(operands.seed)")
    }
    #expect(Rational.powerOfTen(400).approximate == .infinity)
    #expect(Rational.powerOfTen(-400).approximate == 0)
  }
}

/// Arithmetic digit by digit.
private enum Paper {
  static func sum(_ a: String, _ b: String) -> String {
    let (x, y) = (digits(a), digits(b))
    return text((0..<max(x.count, y.count)).map { ($0 < x.count ? x[$0] : 0) + ($0 < y.count ? y[$0] : 0) })
  }

  static func product(_ a: String, _ b: String) -> String {
    let (x, y) = (digits(a), digits(b))
    var columns = [Int](repeating: 0, count: x.count + y.count)
    for (i, digit) in x.enumerated() { for (j, other) in y.enumerated() { columns[i + j] += digit * other } }
    return text(columns)
  }

  /// The last digit first.
  private static func digits(_ text: String) -> [Int] { text.reversed().compactMap(\.wholeNumberValue) }

  private static func text(_ columns: [Int]) -> String {
    var digits: [Int] = []
    var carry = 0
    for column in columns {
      digits.append((column + carry) % 10)
      carry = (column + carry) / 10
    }
    while carry > 0 {
      digits.append(carry % 10)
      carry /= 10
    }
    while digits.count > 1, digits.last == 0 { digits.removeLast() }
    return digits.reversed().map(String.init).joined()
  }
}
