import Diagnostics
import Spreadsheets

/// A table with the names that say what it is for.
struct NamedTable: Sendable {
  let origin: Origin
  /// Or why they cannot be read.
  let rows: Result<CSVText, Refusal>
  /// What a companion is named after.
  let companionOf: String?
  /// What is so called is a companion if its headings say so too.
  let stem: String
  /// Where the names come from.
  let home: CompanionProblem.Home
  /// What a worksheet says beside its cells.
  let traits: WorksheetTraits?
}

/// The tables of a file.
struct TableFile: Sendable {
  /// Or why there are none.
  let tables: Result<[NamedTable], Refusal>
  let file: SheetFile
  /// Worksheets that are not looked at, since people do not see them or they have no cells.
  var closed: [SpreadsheetProblem.PassedOver] = []
  /// Beside those.
  var remarks: [SpreadsheetProblem] = []

  /// Of a file that is one table, called as it is.
  init(_ file: SheetFile, rows: Result<CSVText, Refusal>) {
    let table = NamedTable(
      origin: file.origin, rows: rows, companionOf: file.companionOf, stem: file.stem,
      home: .file(file.form.endings[0]), traits: nil)
    (self.file, tables) = (file, .success([table]))
  }

  init(_ file: SheetFile, tables: Result<[NamedTable], Refusal>) { (self.file, self.tables) = (file, tables) }
}
