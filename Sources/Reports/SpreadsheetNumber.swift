import Quantities

extension Rational {
  /// As spreadsheets take numbers: a decimal of as many places as they keep. A fraction would become a date there;
  /// the exact value is a matter of JSON.
  var spreadsheetText: String { decimal(places: Self.spreadsheetPlaces) }

  static let spreadsheetPlaces = 12
}
