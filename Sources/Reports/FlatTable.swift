import Diagnostics
import Sheets
import Spreadsheets

/// A table for further work, in whatever form spreadsheets take it.
public struct FlatTable: Sendable {
  /// What it is called in a workbook.
  let title: String
  let headings: [String]
  let rows: [[TableCell]]

  /// Each row with a cell for every heading.
  init(_ title: String, headings: [String], _ rows: [[TableCell]]) {
    (self.title, self.headings, self.rows) = (title, headings, rows)
  }

  /// As CSV.
  public var csv: String {
    var file = CSV.Writer()
    file.add(headings)
    for row in rows { file.add(row.map(\.text)) }
    return file.text
  }

  /// As a workbook.
  public func workbook(_ language: Language) -> FlatWorkbook { FlatWorkbook(table: self, language: language) }
}

/// A workbook with one table.
public struct FlatWorkbook: WorkbookFile {
  let table: FlatTable
  let language: Language

  /// So many columns its worksheet has.
  public var columnCount: Int { table.headings.count }

  /// Writes the file piece by piece.
  public func write<Failure: Error>(_ put: ([UInt8]) throws(Failure) -> Void) throws(Failure) {
    var writer = WorkbookWriter(language)
    let rows = table.rows.map { $0.map(\.content) }
    let place = writer.add(
      Worksheet(
        name: table.title, columns: ColumnWidths.columns(table.headings, rows.prefix(ColumnWidths.sample)),
        headRows: 1, headColumns: 1))
    writer.add(table.headings.map(WrittenCell.shown), .heading, to: place)
    for row in rows { writer.add(row, to: place) }
    for piece in writer.finished() { try put(piece) }
  }
}

/// A report that is a table too.
public protocol TabularReport {
  /// What spreadsheets and programs get of it.
  var table: FlatTable { get }
}

extension TabularReport {
  /// The table as CSV.
  public var csv: String { table.csv }
}
