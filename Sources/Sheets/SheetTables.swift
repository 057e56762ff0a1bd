import Diagnostics
import Quantities

/// The CSV form: a heading row and a sheet a row.
extension SheetReader {
  /// What stands in the heading row of a table.
  struct Heading {
    /// For each cell below the column it belongs to; nil where it belongs to none.
    var columns: [Int?] = []
    /// Columns that stand there twice; nothing is taken for them.
    var repeated: Set<Int> = []
    /// Blank cells, until something is found below.
    var blanks: [Int] = []
  }

  mutating func readCSV(_ text: String, _ file: String) {
    let table = CSV.table(text)
    guard var heading = heading(of: table, columns, file) else {
      refuse(file)
      return
    }
    for row in table.rows.dropFirst() {
      guard let cells = cells(of: row, &heading, file) else {
        refuse(file, row: row.line)
        continue
      }
      var draft = draft(file, row: row.line)
      for column in heading.repeated { draft.cells[column] = .unreadable }
      for (column, text) in cells { draft.cells[column] = cell(text, column, file, row: row.line) }
      add(draft)
    }
    if let line = table.unclosed { refuse(file, row: line) }
  }

  /// The heading of a table, or nil if there is none, after reporting what is wrong with it.
  mutating func heading(of table: CSV.Table, _ names: ColumnNames, _ file: String) -> Heading? {
    if let line = table.unclosed { report(.unclosedQuote, file, row: line) }
    guard let row = table.rows.first else {
      if table.unclosed == nil { report(.noHeading, file) }
      return nil
    }
    var heading = Heading()
    var seen: Set<Int> = []
    // Blank cells at the end are no headings: what stands below them is too much.
    let last = row.cells.lastIndex { !TextDecoding.trim($0).isEmpty } ?? 0
    for (index, name) in row.cells[...last].enumerated() {
      heading.columns.append(nil)
      if TextDecoding.trim(name).isEmpty {
        heading.blanks.append(index)
      } else if let column = column(name, among: names, file, row: row.line) {
        if seen.insert(column).inserted {
          heading.columns[index] = column
        } else {
          heading.repeated.insert(column)
          report(.duplicateColumn(TextDecoding.trim(name)), file, row: row.line, column: TextDecoding.trim(name))
        }
      }
    }
    for (index, column) in heading.columns.enumerated() {
      if let column, heading.repeated.contains(column) { heading.columns[index] = nil }
    }
    return heading
  }

  /// The cells of a row by column, or nil after reporting that they do not match the heading.
  mutating func cells(
    of row: CSV.Row, _ heading: inout Heading, _ file: String
  ) -> [(column: Int, text: String)]? {
    let wanted = heading.columns.count
    // Empty cells too many do no harm.
    let surplus = row.cells.dropFirst(wanted).contains { !TextDecoding.trim($0).isEmpty }
    guard row.cells.count >= wanted, !surplus else {
      report(.raggedRow(found: row.cells.count, wanted: wanted), file, row: row.line)
      return nil
    }
    heading.blanks.removeAll { index in
      if TextDecoding.trim(row.cells[index]).isEmpty { return false }
      report(.blankHeading(index + 1), file, row: row.line, value: row.cells[index])
      return true
    }
    return zip(heading.columns, row.cells).compactMap { column, text in column.map { ($0, text) } }
  }
}
