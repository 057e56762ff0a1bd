import Quantities

extension Rational {
  /// As spreadsheets take numbers: a decimal of as many places as they keep. A fraction would become a date there;
  /// the exact value is a matter of JSON.
  var spreadsheetText: String { decimal(places: 12) }
}

extension Endpoint {
  /// No end is an empty cell.
  var spreadsheetText: String { value?.spreadsheetText ?? "" }
}

extension Interval {
  /// A number where it is one; a range is a text.
  public var spreadsheetText: String { exact?.spreadsheetText ?? exactText }
}
