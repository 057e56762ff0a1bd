import Diagnostics

/// What a table or a sheet was read from: a file, or one of several tables in it.
struct Origin: Hashable, Sendable {
  /// Of the file.
  let path: String
  /// As its tab has it; nil for a file that is one table, or none.
  let worksheet: String?

  init(_ path: String, worksheet: String? = nil) { (self.path, self.worksheet) = (path, worksheet) }

  /// `a.csv:7`, `a.xlsx[小区]:7`
  func name(_ row: Int?) -> String {
    path + (worksheet.map { "[\($0)]" } ?? "") + (row.map { ":\($0)" } ?? "")
  }

  /// Where something is to be said of it.
  ///
  /// - Parameter cell: as the spreadsheet calls it.
  func place(row: Int? = nil, column: String? = nil, value: String? = nil, cell: String? = nil) -> Place {
    .cell(
      file: path, row: row, column: column, value: value, in: worksheet.map { WorksheetPlace($0, cell: cell) })
  }

  /// With texts of its own, lest the cores count who holds the ones.
  var copy: Origin {
    func copy(_ text: String) -> String { String(decoding: Array(text.utf8), as: UTF8.self) }
    return Origin(copy(path), worksheet: worksheet.map(copy))
  }
}
