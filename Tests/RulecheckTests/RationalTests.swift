import Quantities
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
    #expect(value.rounded(mode) == expected)
    #expect(value.negated.rounded(mode) == -expected)
  }

  @Test(arguments: [
    (9, 7, "1.29"), (15, 4, "3.75"), (1, 3, "0.33"), (-1, 3, "-0.33"), (2, 3, "0.67"), (5, 1, "5"), (1, 200, "0.01"),
  ])
  func decimals(_ above: Int, _ below: Int, _ text: String) throws {
    #expect(try Rational(above, over: below).decimal() == text)
  }

  @Test func overflowIsAnErrorAndNeverWraps() throws {
    let large = Rational(Rational.limit)
    #expect(throws: ArithmeticError.overflow) { try large.adding(.one) }
    #expect(throws: ArithmeticError.overflow) { try large.multiplied(by: Rational(2)) }
    #expect(throws: ArithmeticError.divisionByZero) { try large.divided(by: .zero) }
    #expect(throws: ArithmeticError.overflow) { try Rational.parse(decimal: "1234567890123456789") }
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
    #expect(CalendarDate(year: 2025, month: 2, day: 29) == nil)
    #expect(CalendarDate(year: 0, month: 1, day: 1) == nil)
  }
}
