import Diagnostics
import Spreadsheets

/// Which columns of a worksheet have which headings, by which messages name cells as the spreadsheet does: B7.
struct ColumnLetters {
  private var columns: [String: Int] = [:]

  init(_ table: SheetReader.Sheetful) {
    for (place, heading) in table.headings.cells.enumerated().reversed() {
      // As it stands there, and as messages call it.
      for name in [TextDecoding.trim(heading), TextDecoding.narrow(heading)] { columns[name] = place }
      if let match = table.names.match(heading) { columns[table.names.names[match.place]] = place }
    }
  }

  func cell(_ row: Int, _ heading: String) -> String? {
    columns[heading].map { CellPlace.cell($0, row - 1) }
  }
}

extension Diagnostic {
  /// With the name of the cell that it is about.
  func naming(its letters: [Origin: ColumnLetters]) -> Diagnostic {
    guard case .cell(let file, let row?, let column?, let value, let worksheet?) = place,
      let cell = letters[Origin(file, worksheet: worksheet.name)]?.cell(row, column)
    else { return self }
    return Diagnostic(
      problem, at: Origin(file, worksheet: worksheet.name).place(row: row, column: column, value: value, cell: cell),
      related: related, replacement: replacement, of: replaced)
  }
}
