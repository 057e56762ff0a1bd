import Diagnostics
import Spreadsheets

extension SheetForm {
  /// Workbooks, of which each worksheet is a table as in a file of its own.
  public static let spreadsheet = SheetForm(
    name: "xlsx", endings: ["xlsx", "xlsm"], isBinary: true, content: .tables { TableFile(workbook: $0) }
  ) { BlankSheet.Written(BlankWorkbook($0).bytes) }
}

extension TableFile {
  /// The tables of a workbook that people see and that have content.
  init(workbook file: SheetFile) {
    let workbook: XlsxWorkbook
    do throws(WorkbookFailure) {
      workbook = try XlsxWorkbook(file.bytes)
    } catch {
      self.init(file, tables: .failure(Refusal(SpreadsheetProblem(error))))
      return
    }
    var tables: [(sheet: XlsxWorkbook.Sheet, rows: Result<CSVText, Refusal>, traits: WorksheetTraits?)] = []
    var closed: [SpreadsheetProblem.PassedOver] = []
    var size = 0
    for sheet in workbook.sheets {
      if sheet.isHidden || !sheet.hasCells {
        if !sheet.hasCells || !workbook.isAside(sheet) {
          closed.append(.init(sheet.name, sheet.isHidden ? .hidden : .noCells))
        }
        continue
      }
      var text = TableText(limit: SheetLimits.tableBytes - size)
      do throws(WorkbookFailure) {
        let traits = try workbook.read(sheet, into: &text)
        if text.isTooLong {
          tables.append((sheet, .failure(Refusal(SpreadsheetProblem.tooLongTable)), nil))
        } else if !text.isEmpty {
          size += text.size
          tables.append((sheet, .success(text.text), traits))
        }
      } catch {
        tables.append((sheet, .failure(Refusal(SpreadsheetProblem(error))), nil))
      }
    }
    let isAlone = tables.count == 1
    self.init(
      file,
      tables: .success(
        tables.map { sheet, rows, traits in
          NamedTable(
            origin: Origin(file.path, worksheet: sheet.name), rows: rows, companionOf: file.companionOf,
            stem: isAlone ? file.stem : sheet.name,
            home: isAlone ? .file(file.form.endings[0]) : .worksheet, traits: traits)
        }))
    self.closed = closed
    if workbook.hasMacros { remarks = [.macros] }
  }
}

extension XlsxWorkbook {
  /// Whether a sheet belongs to a blank workbook, and nothing is to be read from it.
  fileprivate func isAside(_ sheet: Sheet) -> Bool {
    var cell = FirstCell()
    // What cannot be read is none of those.
    guard (try? read(sheet, into: &cell)) != nil else { return false }
    return TableRows.isAside(cell.text)
  }
}
