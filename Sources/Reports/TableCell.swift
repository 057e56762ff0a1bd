import Evaluation
import Quantities
import Sheets
import Spreadsheets

/// A cell of a table for further work: its text, as CSV has it, and what it is in a workbook.
public struct TableCell: Sendable {
  /// What CSV has.
  public let text: String
  /// What a workbook has.
  public let content: WrittenCell

  private init(_ text: String, _ content: WrittenCell) { (self.text, self.content) = (text, content) }

  static let blank = TableCell("", .blank)

  /// Words.
  static func text(_ text: String) -> TableCell {
    TableCell(text, .shown(text))
  }

  static func count(_ count: Int) -> TableCell { TableCell(String(count), .number(String(count))) }

  /// As spreadsheets take numbers: a decimal of as many places as they keep. One of more digits than they keep is a text, unless
  /// it is rounded anyhow.
  static func number(_ number: Rational) -> TableCell {
    let text = number.spreadsheetText
    let isKept = text.utf8.count { $0 >= UInt8(ascii: "0") } <= WrittenCell.mostDigits
    return TableCell(text, isKept || !number.isExact(places: Rational.spreadsheetPlaces) ? .number(text) : .text(text))
  }

  /// A value as reports write it, and as what it is where it is one of those that workbooks know.
  static func value(_ value: Value, as type: ValueType, _ text: String) -> TableCell {
    switch (value, type) {
    case (.number(let number), .percentage): TableCell(text, .percentage(number.spreadsheetText))
    // Its unit stands with it.
    case (.number(let number), .number(let measure, _)): measure.isPlain ? .number(number) : .text(text)
    case (.date(let date), _): TableCell(text, .date(date))
    case (.truth, _), (.number, _), (.text, _), (.choice, _), (.choices, _), (.records, _): .text(text)
    }
  }
}

extension TableCell: ExpressibleByStringLiteral {
  public init(stringLiteral text: String) { self = .text(text) }
}

extension Endpoint {
  /// No end is an empty cell.
  var cell: TableCell { value.map(TableCell.number) ?? .blank }
}

extension Interval {
  /// A number where it is one; a range is a text.
  var cell: TableCell { exact.map(TableCell.number) ?? .text(exactText) }
}

extension [TableCell] {
  /// Both ends, each in a cell of its own.
  static func ends(_ points: Interval) -> [TableCell] { [points.least.cell, points.most.cell] }
}
