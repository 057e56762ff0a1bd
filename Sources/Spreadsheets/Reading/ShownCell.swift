import Quantities

/// What is seen in a cell, with all digits of its number.
struct ShownCell {
  /// In which of two ways a workbook counts days.
  enum Epoch: Sendable {
    case from1900, from1904
  }

  let epoch: Epoch

  /// Adds what is seen of a number.
  ///
  /// - Returns: whether it is a date of which only a part is seen.
  func append(_ number: StoredNumber, _ format: NumberFormat, to text: inout [UInt8]) -> Bool {
    if format.isPlain {
      number.append(to: &text)
      return false
    }
    let section = format.section(for: number)
    switch section.meaning {
    case .words(let words): text.append(contentsOf: words)
    case .date(let shown): return append(number, shown, to: &text)
    case .plain, .text:
      var number = number
      if !number.isZero { number.exponent += 2 * section.percents - section.scale }
      text.append(contentsOf: section.before)
      number.append(to: &text, wholes: section.wholes)
      for _ in 0..<section.percents { text.append(UInt8(ascii: "%")) }
      text.append(contentsOf: section.behind)
    }
    return false
  }

  /// What spreadsheets show of a day that is none.
  private static let noDay = "#####"
  private static let secondsOfADay = 86_400
  /// 9999-12-31.
  private static let lastDay = 2_958_465

  private func append(_ number: StoredNumber, _ shown: NumberFormat.Shown, to text: inout [UInt8]) -> Bool {
    guard !number.isNegative, var (days, seconds) = number.days(parts: Self.secondsOfADay) else {
      text.append(contentsOf: Self.noDay.utf8)
      return false
    }
    let isTimeOnly = shown.isDisjoint(with: [.year, .month, .day, .weekday])
    if !shown.contains(.time) {
      // A time that is not seen does not round the day up.
      if seconds == Self.secondsOfADay { seconds -= 1 }
    } else if seconds == Self.secondsOfADay {
      (days, seconds) = (days + 1, 0)
    }
    if isTimeOnly {
      let hours = shown.contains(.elapsed) ? days * 24 : 0
      Self.append(seconds: seconds, behind: hours, to: &text)
      return false
    }
    guard append(day: days, to: &text) else { return false }
    if shown.contains(.time) {
      text.append(UInt8(ascii: " "))
      Self.append(seconds: seconds, behind: 0, to: &text)
    }
    return !shown.isSuperset(of: .date)
  }

  /// - Returns: false for what is no day.
  private func append(day number: Int, to text: inout [UInt8]) -> Bool {
    let start: Int
    switch epoch {
    // The year 1900 is taken for a leap year: day 60 is its 29 February, and day 0 that before the first.
    case .from1900 where number == 60 || number == 0:
      text.append(contentsOf: (number == 0 ? "1900-01-00" : "1900-02-29").utf8)
      return false
    case .from1900: start = number < 60 ? Self.first1900 : Self.first1900 - 1
    case .from1904: start = Self.first1904
    }
    guard number <= Self.lastDay, let date = try? CalendarDate(dayNumber: start + number) else {
      text.append(contentsOf: Self.noDay.utf8)
      return false
    }
    Self.append(date.year, 4, to: &text)
    text.append(UInt8(ascii: "-"))
    Self.append(date.month, 2, to: &text)
    text.append(UInt8(ascii: "-"))
    Self.append(date.day, 2, to: &text)
    return true
  }

  private static let first1900 = CalendarDate(year: 1899, month: 12, day: 31)?.dayNumber ?? 0
  private static let first1904 = CalendarDate(year: 1904, month: 1, day: 1)?.dayNumber ?? 0

  /// `09:30`, with seconds where there are some.
  private static func append(seconds: Int, behind hours: Int, to text: inout [UInt8]) {
    append(hours + seconds / 3600, 2, to: &text)
    text.append(UInt8(ascii: ":"))
    append(seconds / 60 % 60, 2, to: &text)
    if seconds % 60 == 0 { return }
    text.append(UInt8(ascii: ":"))
    append(seconds % 60, 2, to: &text)
  }

  /// So many digits at least.
  private static func append(_ number: Int, _ width: Int, to text: inout [UInt8]) {
    var unit = 1
    for _ in 1..<width { unit *= 10 }
    while number / unit > 9 { unit *= 10 }
    while unit > 0 {
      text.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number / unit % 10))
      unit /= 10
    }
  }
}
