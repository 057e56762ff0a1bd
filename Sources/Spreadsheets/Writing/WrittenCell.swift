import Quantities

/// What stands in a cell that is written.
public enum WrittenCell: Hashable, Sendable {
  case blank
  /// Never a formula, however it begins.
  case text(String)
  /// A decimal; readers take the nearest number that they have.
  case number(String)
  /// As a number: 0.58 for 58 %.
  case percentage(String)
  case date(CalendarDate)

  /// So many digits of a number spreadsheets keep.
  public static let mostDigits = 15

  /// So many UTF-16 code units a text may have.
  static let textLimit = 32_767
}

extension CalendarDate {
  /// The number by which spreadsheets know the day. Those before 1900-03-01 have none on which all of them agree.
  var serialNumber: Int? {
    let number = dayNumber - Self.dayBeforeSerialNumbers
    return number > 60 ? number : nil
  }

  private static let dayBeforeSerialNumbers = CalendarDate(year: 1899, month: 12, day: 30)?.dayNumber ?? 0
}
