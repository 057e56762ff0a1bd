import Quantities

/// Dates as people and programs write them.
extension CellReader {
  /// A day, perhaps with a time of that day, which is left out. Where the time belongs to a time zone, only midnight
  /// leaves no doubt about the day.
  static func date(_ cell: String, _ remarks: inout Set<CellRemark>) throws(SheetProblem) -> CalendarDate {
    let (day, time) = apart(cell)
    guard let date = compactDate(day) ?? separatedDate(day) else {
      if let serial = serialDate(cell) { throw .serialDate(cell, date: serial.text) }
      throw .badDate
    }
    guard let time else { return date }
    guard let clock = ClockTime(time) else { throw .badDate }
    if clock.isMidnight { return date }
    if clock.hasZone { throw .timeInZone }
    remarks.insert(.timeOfDay)
    return date
  }

  /// `2025-8-1 9:30` → `2025-8-1` and `9:30`; without a colon there is no time.
  private static func apart(_ cell: String) -> (day: String, time: String?) {
    guard let colon = cell.firstIndex(of: ":") else { return (cell, nil) }
    let before = cell[..<colon]
    let hour = before.reversed().prefix { $0.isASCII && $0.isNumber }.count
    let rest = before.dropLast(hour)
    guard let sign = rest.last, " Tt日号".contains(sign) else { return (cell, nil) }
    let day = "日号".contains(sign) ? rest : rest.dropLast()
    return (TextDecoding.trim(String(day)), String(cell[rest.endIndex...]))
  }

  /// `2025-8-1`, `2025年8月1日` and their like.
  private static func separatedDate(_ text: String) -> CalendarDate? {
    let separators = "-/.年月日号"
    let parts = text.split(omittingEmptySubsequences: false) { separators.contains($0) }
      .map { TextDecoding.trim(String($0)) }
    let numbers = parts.prefix(3).compactMap { number($0, digits: 1...4) }
    guard ["--", "//", "..", "年月", "年月日", "年月号"].contains(text.filter { separators.contains($0) }),
      numbers.count == 3, numbers[0] >= 1000, parts.dropFirst(3).allSatisfy(\.isEmpty)
    else { return nil }
    return CalendarDate(year: numbers[0], month: numbers[1], day: numbers[2])
  }

  /// `20250801`.
  private static func compactDate(_ text: String) -> CalendarDate? {
    guard let number = number(text, digits: 8...8), number >= 1000_00_00 else { return nil }
    return CalendarDate(year: number / 10_000, month: number / 100 % 100, day: number % 100)
  }

  /// The date that a spreadsheet means by a bare number, if it is one: days since 1899-12-30.
  private static func serialDate(_ text: String) -> CalendarDate? {
    let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard let days = number(String(parts[0]), digits: 4...6),
      parts.count == 1 || parts[1].utf8.allSatisfy({ (0x30...0x39).contains($0) }),
      let first = CalendarDate(year: 1899, month: 12, day: 30)
    else { return nil }
    return try? first.adding(days: days)
  }

  /// Digits and nothing else.
  static func number(_ text: String, digits: ClosedRange<Int>) -> Int? {
    guard digits.contains(text.utf8.count), text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    return Int(text)
  }
}

/// A time of day: `9:30`, `09:30:00.000`, `00:00:00Z`, `00:00+08:00`.
private struct ClockTime {
  var isMidnight = true
  var hasZone = false

  /// Nil if it is none.
  init?(_ text: String) {
    var clock = text[...]
    if let sign = clock.lastIndex(where: { "Zz+-".contains($0) }) {
      guard Self.isZone(clock[sign...]) else { return nil }
      hasZone = true
      clock = clock[..<sign]
    }
    let parts = TextDecoding.trim(String(clock)).split(separator: ":", omittingEmptySubsequences: false)
    guard (2...3).contains(parts.count) else { return nil }
    var numbers: [Int] = []
    for (part, limit) in zip(parts, [24, 60, 60]) {
      let pieces = part.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      guard let number = CellReader.number(pieces[0], digits: 1...2), number < limit else { return nil }
      numbers.append(number)
      guard pieces.count == 2 else { continue }
      // Only seconds have fractions.
      guard numbers.count == 3, let fraction = CellReader.number(pieces[1], digits: 1...9) else { return nil }
      numbers.append(fraction)
    }
    isMidnight = numbers.allSatisfy { $0 == 0 }
  }

  /// `Z`, `+08`, `+0800` or `+08:00`.
  private static func isZone(_ text: Substring) -> Bool {
    let digits = text.dropFirst().filter { $0 != ":" }
    if text.first == "Z" || text.first == "z" { return digits.isEmpty }
    return [2, 4].contains(digits.utf8.count) && digits.utf8.allSatisfy { (0x30...0x39).contains($0) }
  }
}
