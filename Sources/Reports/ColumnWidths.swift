import Diagnostics
import Quantities
import Spreadsheets

/// How wide the columns of worksheets are, as their first rows ask.
enum ColumnWidths {
  /// So many rows are looked at.
  static let sample = 1 << 10
  private static let (least, most) = (6, 44)

  /// - Parameter rows: the first ones.
  static func columns(_ headings: [String], _ rows: some Sequence<[WrittenCell]>) -> [Worksheet.Column] {
    // Headings are bold, and long ones go on several lines.
    var widths = headings.map { heading in
      let width = DisplayWidth.of(heading)
      return width <= 10 ? width + 1 : max(11, min(16, (width + 1) / 2 + 2))
    }
    for row in rows {
      for (place, cell) in zip(widths.indices, row) { widths[place] = max(widths[place], width(cell)) }
    }
    var given = widths.map { min(most, max(least, $0 + 2)) }
    // Texts that go on several lines share what a page has left.
    let long = widths.indices.filter { widths[$0] + 2 > most }
    let share = max(0, Worksheet.pageWidth - given.reduce(0, +)) / max(1, long.count)
    for place in long { given[place] = min(most + share, widths[place] + 2) }
    return given.map { Worksheet.Column(width: $0) }
  }

  private static func width(_ cell: WrittenCell) -> Int {
    switch cell {
    case .blank: 0
    case .text(let text): text.split(separator: "\n").map { DisplayWidth.of(String($0)) }.max() ?? 0
    // So many decimals are shown.
    case .number(let number):
      min(number.utf8.count, number.utf8.prefix { $0 != UInt8(ascii: ".") }.count + 5)
    case .percentage: 8
    case .date: 11
    }
  }
}
