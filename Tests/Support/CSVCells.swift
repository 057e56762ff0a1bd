import Diagnostics
import Quantities
import Sheets
import Testing

/// Cells of CSV files, as they are held against those of workbooks.
package enum CSVCells {
  /// All rows of a file that the program has written.
  package static func rows(_ text: String) throws -> [[String]] {
    var rows: [[String]] = [[]]
    var cell = ""
    var isQuoted = false
    var scalars = text.unicodeScalars.drop { $0 == "\u{FEFF}" }[...]
    while let scalar = scalars.popFirst() {
      switch scalar {
      case "\"" where isQuoted && scalars.first == "\"":
        cell.unicodeScalars.append("\"")
        scalars.removeFirst()
      case "\"": isQuoted.toggle()
      case "," where !isQuoted:
        rows[rows.count - 1].append(cell)
        cell = ""
      case "\r" where !isQuoted && scalars.first == "\n":
        scalars.removeFirst()
        rows[rows.count - 1].append(cell)
        cell = ""
        rows.append([])
      default: cell.unicodeScalars.append(scalar)
      }
    }
    try #require(rows.removeLast().isEmpty && cell.isEmpty)
    return rows
  }

  /// Whether a cell of a workbook, as ``PlainWorkbook`` has it, is one of CSV.
  package static func isSame(_ cell: String, _ csv: String) -> Bool {
    if cell.isEmpty { return csv.isEmpty }
    let content = String(cell.dropFirst(2))
    // There a mark keeps texts from being taken for formulas.
    if cell.hasPrefix("s ") { return content == csv || "'" + content == csv }
    if content == csv { return true }
    guard let number = Double(content) else { return false }
    if csv.hasSuffix("%"), let percentage = Double(csv.drop { $0 == "≈" }.dropLast()) {
      return abs(percentage / 100 - number) < 1e-6
    }
    // A day by its number.
    let parts = csv.split { !$0.isNumber }.compactMap { Int($0) }
    guard parts.count == 3, let day = CalendarDate(year: parts[0], month: parts[1], day: parts[2]) else { return false }
    return day.dayNumber - 693_899 == Int(content)
  }
}
