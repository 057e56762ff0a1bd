import Quantities
import TestSupport
import Testing

@Suite struct RationalTests {
  @Test func sevenNinthsOfSevenAddUpToNine() throws {
    let share = try Rational(9, over: 7)
    var sum = Rational.zero
    for _ in 0..<7 { sum = try sum.adding(share) }
    #expect(sum == Rational(9))
  }

  @Test func sharesOfTheNoticeAddUpToOneHundred() throws {
    var total = Rational.zero
    for (points, count) in [(20, 5), (15, 4), (42, 14), (14, 7), (9, 7)] {
      let share = try Rational(points, over: count)
      for _ in 0..<count { total = try total.adding(share) }
    }
    #expect(total == Rational(100))
  }

  @Test(arguments: [
    ("2.5", Rounding.halfUp, 3), ("2.4", .halfUp, 2), ("2.1", .up, 3), ("2.9", .down, 2), ("2", .up, 2),
  ])
  func rounding(_ text: String, _ mode: Rounding, _ expected: Int) throws {
    let value = try #require(try Rational.parse(decimal: text))
    #expect(value.rounded(mode) == Rational(expected))
    #expect(value.negated.rounded(mode) == Rational(-expected))
  }

  @Test(arguments: [
    (9, 7, "1.29"), (15, 4, "3.75"), (1, 3, "0.33"), (-1, 3, "-0.33"), (2, 3, "0.67"), (5, 1, "5"), (1, 200, "0.01"),
  ])
  func decimals(_ above: Int, _ below: Int, _ text: String) throws {
    #expect(try Rational(above, over: below).decimal() == text)
  }

  @Test func beyondTheLimitIsAnErrorAndNeverWraps() throws {
    let longest = Rational.powerOfTen(Rational.digitLimit) - .one
    #expect(try longest.adding(.zero) == longest)
    #expect(throws: ArithmeticError.overflow) { try longest.adding(.one) }
    #expect(throws: ArithmeticError.overflow) { try longest.negated.subtracting(.one) }
    #expect(throws: ArithmeticError.overflow) { try longest.multiplied(by: Rational(2)) }
    #expect(throws: ArithmeticError.overflow) { try Rational.half.divided(by: longest) }
    #expect(throws: ArithmeticError.divisionByZero) { try longest.divided(by: .zero) }
    #expect(throws: ArithmeticError.divisionByZero) { try Rational(1, over: 0) }
  }

  @Test func whatIsTypedHasAtMostEighteenDigits() throws {
    #expect(try Rational.parse(decimal: "999999999999999999") == Rational(999_999_999_999_999_999))
    #expect(throws: Rational.TooManyDigits.self) { try Rational.parse(decimal: "1234567890123456789") }
  }

  /// Numbers about the ends of a machine word, one by one and with one another: the same as when they are worked out
  /// with more room.
  @Test func wordsThatOverflowGrow() throws {
    let edges: [Int] = [0, 1, 2, 3, 1 << 31, 1 << 32, 1 << 61, 1 << 62, .max]
    let numbers = edges.flatMap { edge in (-1...1).map { edge &+ $0 } } + [.min, .min + 1]
    for a in numbers {
      #expect(Rational(a).numerator.description == "\(a)")
      #expect(Int(exactly: Rational(a)) == a)
      #expect(Int(clamping: Rational(a) * Rational(3)) == Int(clamping: Int128(a) * 3))
      #expect(Int(exactly: Rational(a) * Rational(3)) == Int(exactly: Int128(a) * 3))
      for b in numbers {
        let (x, y) = (Rational(a), Rational(b))
        #expect((x + y).numerator.description == "\(Int128(a) + Int128(b))")
        #expect((x - y).numerator.description == "\(Int128(a) - Int128(b))")
        #expect((x * y).numerator.description == "\(Int128(a) * Int128(b))")
        #expect((x < y) == (a < b))
        #expect((x == y) == (a == b))
        if b != 0 {
          let share = try Rational(a, over: b)
          #expect(share * y == x)
          #expect(try x.divided(by: y) == share)
          #expect(share.rounded(.down).numerator.description == "\(Int128(a) / Int128(b))")
        }
      }
    }
  }

  @Test func sharesWithoutACommonDenominatorAddUpExactly() throws {
    // 1/2 + 1/3 + 1/5 + …, with denominators whose product has 120 digits.
    let primes = (2...300).filter { number in !(2..<number).contains { number % $0 == 0 } }
    let parts = try primes.map { try Rational(1, over: $0) }
    let sum = try parts.reduce(Rational.zero) { try $0.adding($1) }
    #expect(sum.denominator == primes.reduce(BigInteger(1)) { $0.multiplied(by: BigInteger($1)) })
    #expect(try parts.shuffled().reduce(sum) { try $0.subtracting($1) } == .zero)
  }

  @Test(arguments: ["", ".", "1.", ".5", "1.2.3", "-1", "1e3", "１"])
  func notNumbers(_ text: String) throws {
    #expect(try Rational.parse(decimal: text) == nil)
  }
}

@Suite struct CalendarDateTests {
  @Test func everyDayOfFourCenturiesGoesThereAndBack() throws {
    var date = try #require(CalendarDate(year: 1899, month: 12, day: 31))
    for _ in 0..<146_097 {
      let next = try date.adding(days: 1)
      #expect(next.dayNumber == date.dayNumber + 1)
      #expect(date < next)
      date = next
    }
    #expect(date.text == "2299-12-31")
  }

  @Test(arguments: [
    ("2024-02-29", -12, "2023-02-28"), ("2025-01-31", 1, "2025-02-28"), ("2025-08-20", -12, "2024-08-20"),
    ("2025-03-31", -1, "2025-02-28"), ("2024-12-31", 2, "2025-02-28"),
  ])
  func monthsAreCutToTheEndOfAShorterMonth(_ start: String, _ months: Int, _ end: String) throws {
    let parts = start.split(separator: "-").compactMap { Int($0) }
    let date = try #require(CalendarDate(year: parts[0], month: parts[1], day: parts[2]))
    #expect(try date.adding(months: months).text == end)
  }

  @Test func outsideTheCalendarIsAnError() throws {
    let last = try #require(CalendarDate(year: 9999, month: 12, day: 31))
    #expect(throws: ArithmeticError.dateOutOfRange) { try last.adding(days: 1) }
    #expect(throws: ArithmeticError.dateOutOfRange) { try last.adding(days: .max) }
    #expect(throws: ArithmeticError.dateOutOfRange) { try last.adding(months: .max) }
    for months in [false, true] {
      #expect(throws: ArithmeticError.dateOutOfRange) { try last.adding(.powerOfTen(40), months: months) }
      #expect(throws: ArithmeticError.dateOutOfRange) { try last.adding(.powerOfTen(40).negated, months: months) }
      #expect(throws: ArithmeticError.brokenMonth) { try last.adding(.powerOfTen(-40), months: months) }
    }
    #expect(CalendarDate(year: 2025, month: 2, day: 29) == nil)
    #expect(CalendarDate(year: 0, month: 1, day: 1) == nil)
  }
}
