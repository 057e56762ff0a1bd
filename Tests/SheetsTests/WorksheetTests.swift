import Diagnostics
import Foundation
import Quantities
import Spreadsheets
import TestSupport
import Testing

@testable import Sheets

/// What workbooks have beside one table: other worksheets, hidden rows, merged cells, what cannot be read.
@Suite struct WorksheetTests {
  @Test func worksheetsAreSheetsAndTheirRecords() throws {
    let (table, told) = try XlsxTwinTests.read("several.xlsx")
    let (twin, others) = try XlsxTwinTests.read("several.小区.csv", "several.行政处罚.csv")
    #expect(table.sheets.map(\.cells) == twin.sheets.map(\.cells))
    #expect(table.sheets.map(\.name) == ["甲园", "乙苑", "丙里"])
    #expect(
      told
        == [
          // Macros; what is not read.
          "D118||||", "D117||||",
          // The title, the note, what is hidden and merged below the headings.
          "D213|1|小区||某市小区情况表", "D216|6|小区||填表人：某某", "D225||小区||", "D226||小区||",
          "D302|B5|小区|户数|多", "D308|B3|2025年行政处罚|日期|x",
        ].sorted(by: { told.firstIndex(of: $0) ?? 99 < told.firstIndex(of: $1) ?? 99 }), "\(told)")
    // But for what only workbooks have, the same is said of the twin.
    let codes = Set(told.map { $0.prefix(4) }).subtracting(["D118", "D117", "D225", "D226"])
    #expect(codes == Set(others.map { $0.prefix(4) }))
  }

  @Test func messagesNameCells() throws {
    let files = [SheetFile(path: "several.xlsx", bytes: try XlsxTwinTests.bytes("several.xlsx"))]
    let (_, diagnostics) = SheetReader.read(files, schema: XlsxTwinTests.schema)
    let shown = diagnostics.map { DiagnosticRenderer(language: .zh).render($0) }.joined()
    for part in [
      "several.xlsx，工作表“小区”，B5 格，列“户数”，内容“多”", "有 2 张工作表没有读：“选项”（隐藏的）、“填表说明”（没有事实表的表头）。", "第 4 行和 C 列被筛选掉或隐藏了",
      "有合并的单元格：B3:B4。", "several.xlsx，工作表“小区”，第 6 行，内容“填表人：某某”",
    ] {
      #expect(shown.contains(part), "\(part)\n\(shown)")
    }
  }

  /// Names that are too long for worksheets, are alike as far as these go, or have characters that none may have: records
  /// filled into a blank workbook are read as those of their list.
  @Test func listsFindTheWorksheetsOfBlankWorkbooks() throws {
    let long = String(repeating: "很长的名字", count: 8)
    let facts = [long + "甲", long + "乙", "奖/惩", "选项", "History", "填写说明"]
    let reason = ValueType.Column(name: "事由", alias: nil, type: .text, lower: nil, upper: nil)
    let type = ValueType.records(.none, columns: [reason])
    let schema = Schema(
      columns: [Schema.Column(name: "小区", alias: nil, type: .text, lower: nil, upper: nil)]
        + facts.map { Schema.Column(name: $0, alias: nil, type: type, lower: nil, upper: nil) },
      subjects: [0], units: UnitTable())
    func field(_ name: String, _ type: ValueType, _ columns: [BlankSheet.Field]? = nil) -> BlankSheet.Field {
      BlankSheet.Field(name: name, type: type, lower: nil, upper: nil, answer: "", remark: "", columns: columns)
    }
    let blank = BlankSheet(
      title: "例", language: .zh, subjects: ["小区"],
      fields: [field("小区", .text)] + facts.map { field($0, type, [field("事由", .text)]) }, entries: [], terms: [])
    let write = try #require(SheetForm.spreadsheet.blank)
    let written = write(blank).bytes
    let names = try XlsxWorkbook(written).sheets.map(\.name)
    let cut = long.prefix(31)
    #expect(names == ["小区", String(cut), cut.prefix(28) + "(2)", "奖／惩", "选项", "History_", "填写说明", "怎样填写"])
    let (empty, said) = SheetReader.read([SheetFile(path: "a.xlsx", bytes: written)], schema: schema)
    #expect(empty.sheets.isEmpty && said.isEmpty, "\(XlsxTwinTests.told(said))")
    var writer = WorkbookWriter(.zh)
    for (place, name) in names.dropLast().enumerated() {
      let columns = [Worksheet.Column(width: 9), Worksheet.Column(width: 9)]
      let sheet = writer.add(Worksheet(name: name, columns: columns, headRows: 0, headColumns: 0))
      for row in place == 0 ? [["小区"], ["甲园"]] : [["小区", "事由"], ["甲园", "第\(place)种"]] {
        writer.add(row.map(WrittenCell.text), to: sheet)
      }
    }
    let filled = SheetFile(path: "a.xlsx", bytes: writer.finished().flatMap(\.self))
    let (table, problems) = SheetReader.read([filled], schema: schema)
    #expect(problems.isEmpty, "\(XlsxTwinTests.told(problems))")
    #expect(
      table.sheets.first?.cells.dropFirst()
        == facts.indices.map { Cell.value(.records([[.text("第\($0 + 1)种")]])) }[...])
  }

  /// The records that nobody sees may be some of any sheet's.
  @Test func hiddenRecordsAreNotForgotten() throws {
    let (table, told) = try XlsxTwinTests.read("hidden-records.xlsx")
    #expect(table.sheets[0].cells.last == .unreadable)
    #expect(told == ["D119||行政处罚||", "D117||||"])
  }

  @Test func formulasThatNobodyHasWorkedOutAreNoNumbers() throws {
    let (table, told) = try XlsxTwinTests.read("stale.xlsx")
    #expect(table.sheets[0][1] == .unreadable)
    #expect(told == ["D320|B2|小区|户数|=1+1"])
  }

  @Test(
    arguments: [
      ("archive.xlsx", "D111", "压缩包"), ("binary.xlsx", "D111", "xlsb"), ("numbers.xlsx", "D111", "Numbers"),
      ("document.xlsx", "D111", "Word"), ("encrypted.xlsx", "D111", "密码"), ("foreign.xls", "D111", "旧格式"),
      ("foreign.ods", "D111", "OpenDocument"), ("several.小区.csv", "D111", "文本"), ("grammar.xlsx", "D112", "不成格式"),
      ("deep.xlsx", "D112", "不成格式"), ("missing.xlsx", "D112", "缺少“小区”"), ("encoding.xlsx", "D112", "编码"),
      ("dense.xlsx", "D114", "20 MB"), ("bad-cell.xlsx", "D116", "B3"), ("bad-order.xlsx", "D116", "A2"),
    ])
  func whatCannotBeReadIsSaid(_ name: String, _ code: String, _ word: String) throws {
    // Whatever the file is, it came as a workbook.
    let file = SheetFile(path: "表.xlsx", bytes: try XlsxTwinTests.bytes(name))
    let (table, diagnostics) = SheetReader.read([file], schema: XlsxTwinTests.schema)
    #expect(table.sheets.isEmpty && table.refused.count == 1)
    #expect(diagnostics.map(\.problem.code) == [code])
    let shown = diagnostics.map { DiagnosticRenderer(language: .zh).render($0) }.joined()
    #expect(shown.contains(word) && shown.contains("改法："), "\(shown)")
  }

  /// Of a workbook that cannot be read nobody knows whose records were in it.
  @Test func recordsInDamagedWorkbooksAreMissed() throws {
    let (table, _) = try XlsxTwinTests.read("several.小区.csv", "several.行政处罚.csv", "archive.xlsx")
    #expect(table.sheets.allSatisfy { $0.cells.last == .unreadable })
  }

  /// Cut anywhere, or with a byte changed, a workbook gives a message or what is in it, and never something else: every part
  /// has its checksum, but for what stands in the list of parts.
  @Test func damagedWorkbooksAreReadOrRefused() throws {
    let name = "wps.xlsx"
    let whole = try XlsxTwinTests.bytes(name)
    let cells = SheetReader.read([SheetFile(path: name, bytes: whole)], schema: XlsxTwinTests.schema).table.sheets.map(
      \.cells)
    func look(_ bytes: [UInt8], _ what: String) {
      let (table, problems) = SheetReader.read([SheetFile(path: name, bytes: bytes)], schema: XlsxTwinTests.schema)
      let isRead = table.sheets.map(\.cells) == cells
      #expect(
        isRead && problems.isEmpty || problems.contains(where: \.isError), "\(what): \(problems.map(\.problem.code))")
    }
    for end in whole.indices { look(Array(whole[..<end]), "\(end) bytes") }
    var random = SeededGenerator(seed: 21)
    for _ in 0..<Cases.count(1_500) {
      var bytes = whole
      let place = Int.random(in: bytes.indices, using: &random)
      bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
      look(bytes, "byte \(place)")
    }
  }
}
