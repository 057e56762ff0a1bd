/// A day of the proleptic Gregorian calendar in the years 1 to 9999.
public struct CalendarDate: Hashable, Sendable {
  /// 1 to 9999.
  public var year: Int { Int(years) }
  /// 1 to 12.
  public var month: Int { Int(months) }
  /// 1 to the last day of the month.
  public var day: Int { Int(days) }

  // Four bytes: a sheet has many values, and none takes less room than the largest may need.
  private let years: Int16
  private let months: Int8
  private let days: Int8

  /// Nil if there is no such day.
  public init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
      day <= Self.daysIn(month: month, of: year)
    else { return nil }
    (years, months, days) = (Int16(year), Int8(month), Int8(day))
  }

  /// Days since 0000-03-01, the count in which leap days come last in a year.
  public var dayNumber: Int {
    let shifted = month <= 2 ? year - 1 : year
    let monthFromMarch = (month + 9) % 12
    return shifted * 365 + shifted / 4 - shifted / 100 + shifted / 400 + (monthFromMarch * 306 + 5) / 10 + day - 1
  }

  /// The day with that ``dayNumber``.
  /// - Throws: ``ArithmeticError/dateOutOfRange`` outside the years 1 to 9999.
  public init(dayNumber: Int) throws(ArithmeticError) {
    guard (306...3_652_364).contains(dayNumber) else { throw .dateOutOfRange }
    let era = dayNumber / 146_097
    let dayOfEra = dayNumber % 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    guard
      let date = CalendarDate(
        year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month: month,
        day: dayOfYear - (153 * monthFromMarch + 2) / 5 + 1)
    else { throw .dateOutOfRange }
    self = date
  }

  /// So many days later, earlier for a negative number.
  /// - Throws: ``ArithmeticError/dateOutOfRange`` outside the years 1 to 9999.
  public func adding(days: Int) throws(ArithmeticError) -> CalendarDate {
    let (sum, overflow) = dayNumber.addingReportingOverflow(days)
    guard !overflow else { throw .dateOutOfRange }
    return try CalendarDate(dayNumber: sum)
  }

  /// The same day of a later (or earlier) month, cut to the end of a shorter month.
  public func adding(months: Int) throws(ArithmeticError) -> CalendarDate {
    let (index, overflow) = (year * 12 + month - 1).addingReportingOverflow(months)
    guard !overflow, index >= 12, index < 120_000 else { throw .dateOutOfRange }
    let (newYear, newMonth) = (index / 12, index % 12 + 1)
    let newDay = min(day, Self.daysIn(month: newMonth, of: newYear))
    guard let date = CalendarDate(year: newYear, month: newMonth, day: newDay) else { throw .dateOutOfRange }
    return date
  }

  /// So many days or months later, earlier for a negative number.
  public func adding(_ count: Rational, months: Bool) throws(ArithmeticError) -> CalendarDate {
    guard count.isWhole else { throw .brokenMonth }
    guard let count = Int(exactly: count) else { throw .dateOutOfRange }
    return months ? try adding(months: count) : try adding(days: count)
  }

  static func daysIn(month: Int, of year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// `2025-08-20`.
  public var text: String {
    func pad(_ number: Int, _ width: Int) -> String {
      let digits = String(number)
      return String(repeating: "0", count: width - digits.count) + digits
    }
    return "\(pad(year, 4))-\(pad(month, 2))-\(pad(day, 2))"
  }
}

extension CalendarDate: Comparable {
  /// Earlier is less.
  public static func < (left: CalendarDate, right: CalendarDate) -> Bool {
    (left.year, left.month, left.day) < (right.year, right.month, right.day)
  }
}
