import Foundation
import Quantities
import TestSupport
import Testing

@testable import Spreadsheets

@Suite struct WorkbookWriterTests {
  private static let words = WorkbookWriter.Words(
    font: "宋体", footer: "第 &P 页，共 &N 页", options: "选项", optionsTitle: "# 选项：")

  private static func bytes(_ make: (inout WorkbookWriter) -> Void) -> [UInt8] {
    var writer = WorkbookWriter(words)
    make(&writer)
    return writer.finished().flatMap(\.self)
  }

  private static func parts(_ make: (inout WorkbookWriter) -> Void) throws -> PlainArchive {
    try PlainArchive(bytes(make))
  }

  private static func columns(_ count: Int) -> [Worksheet.Column] {
    (0..<count).map { _ in Worksheet.Column(width: 10) }
  }

  private static func day(_ year: Int, _ month: Int, _ day: Int) throws -> WrittenCell {
    .date(try #require(CalendarDate(year: year, month: month, day: day)))
  }

  @Test func partsAreAsTheFormatSays() throws {
    let date = try Self.day(2025, 8, 1)
    let parts = try Self.parts { writer in
      let place = writer.add(
        Worksheet(
          name: "甲/乙's",
          columns: [.init(width: 12, format: .text), .init(width: 8), .init(width: 9, format: .percentage)],
          headRows: 2, headColumns: 1))
      writer.add([.text("评分 & 排名")], .title, to: place)
      writer.add([.text("小区"), .text("分"), .text("率")], .heading, to: place)
      writer.add([.text("=1+1"), .number("88.5"), .percentage("0.58")], to: place)
      writer.add([.text("小区"), .blank, date], to: place)
    }
    #expect(
      parts.names == [
        "[Content_Types].xml", "_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels",
        "xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/sharedStrings.xml",
      ])
    let head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
    let main = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\""
    #expect(
      parts.text("xl/workbook.xml") == head
        + "<workbook \(main) xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">"
        + "<bookViews><workbookView/></bookViews><sheets><sheet name=\"甲／乙's\" sheetId=\"1\" r:id=\"rId1\"/></sheets>"
        + "<definedNames><definedName name=\"_xlnm.Print_Titles\" localSheetId=\"0\">"
        + "'甲／乙''s'!$A:$A,'甲／乙''s'!$1:$2</definedName></definedNames></workbook>")
    #expect(
      parts.text("xl/worksheets/sheet1.xml") == head
        + "<worksheet \(main)><sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr><sheetViews>"
        + "<sheetView tabSelected=\"1\" workbookViewId=\"0\"><pane xSplit=\"1\" ySplit=\"2\" topLeftCell=\"B3\" "
        + "activePane=\"bottomRight\" state=\"frozen\"/><selection pane=\"bottomRight\"/></sheetView></sheetViews>"
        + "<sheetFormatPr defaultRowHeight=\"15\"/><cols>"
        + "<col min=\"1\" max=\"1\" width=\"12.7109375\" style=\"11\" customWidth=\"1\"/>"
        + "<col min=\"2\" max=\"2\" width=\"8.7109375\" customWidth=\"1\"/>"
        + "<col min=\"3\" max=\"3\" width=\"9.7109375\" style=\"12\" customWidth=\"1\"/></cols><sheetData>"
        + "<row r=\"1\" ht=\"30\" customHeight=\"1\"><c r=\"A1\" s=\"3\" t=\"s\"><v>0</v></c></row>"
        + "<row r=\"2\"><c r=\"A2\" s=\"2\" t=\"s\"><v>1</v></c><c r=\"B2\" s=\"2\" t=\"s\"><v>2</v></c>"
        + "<c r=\"C2\" s=\"2\" t=\"s\"><v>3</v></c></row>"
        + "<row r=\"3\"><c r=\"A3\" s=\"1\" t=\"s\"><v>4</v></c><c r=\"B3\" s=\"9\"><v>88.5</v></c>"
        + "<c r=\"C3\" s=\"5\"><v>0.58</v></c></row>"
        + "<row r=\"4\"><c r=\"A4\" s=\"1\" t=\"s\"><v>1</v></c><c r=\"C4\" s=\"8\"><v>45870</v></c></row></sheetData>"
        + "<mergeCells count=\"1\"><mergeCell ref=\"A1:C1\"/></mergeCells>"
        + "<printOptions horizontalCentered=\"1\" gridLines=\"1\"/>"
        + "<pageMargins left=\"0.5\" right=\"0.5\" top=\"0.6\" bottom=\"0.7\" header=\"0.3\" footer=\"0.3\"/>"
        + "<pageSetup paperSize=\"9\" orientation=\"landscape\" fitToWidth=\"1\" fitToHeight=\"0\"/>"
        + "<headerFooter><oddFooter>第 &amp;P 页，共 &amp;N 页</oddFooter></headerFooter></worksheet>")
    #expect(
      parts.text("xl/sharedStrings.xml") == head
        + "<sst \(main)><si><t>评分 &amp; 排名</t></si><si><t>小区</t></si><si><t>分</t></si><si><t>率</t></si>"
        + "<si><t>=1+1</t></si></sst>")
  }

  @Test(
    arguments: [
      ("a<b>&\"c\"", "a&lt;b&gt;&amp;\"c\""), ("两行\n\t", "两行\n\t"), ("a\u{0}b\u{1F}", "a_x0000_b_x001F_"),
      ("\r\n", "_x000D_\n"), ("_x000D_", "_x005F_x000D_"), ("_x00g0_ _x12_", "_x00g0_ _x12_"),
      ("__x0041_x0042_", "__x005F_x0041_x005F_x0042_"), ("\u{FFFE}\u{FFFF}\u{FFFD}", "_xFFFE__xFFFF_\u{FFFD}"),
      ("😀 e\u{301}", "😀 e\u{301}"),
    ])
  func textsAreEscaped(_ text: String, _ expected: String) throws {
    let parts = try Self.parts { writer in
      let place = writer.add(Worksheet(name: "a", columns: Self.columns(1), headRows: 0, headColumns: 0))
      writer.add([.text(text)], to: place)
    }
    let found = try #require(parts.text("xl/sharedStrings.xml"))
    #expect(found.contains("<si><t>\(expected)</t>") || found.contains("<si><t xml:space=\"preserve\">\(expected)</t>"))
    let isKept = text.first?.isWhitespace != true && text.last?.isWhitespace != true && !text.contains { $0 < " " }
    #expect(found.contains("preserve") == !isKept)
  }

  @Test(
    arguments: [
      (["原则", "原则", "原則"], ["原则", "原则(2)", "原則"]), (["A", "a"], ["A", "a(2)"]),
      (["收费率/满意度", "a[1]:*?\\"], ["收费率／满意度", "a［1］：＊？＼"]), (["'引'", " ", "History"], ["引", "_", "History_"]),
      (
        [String(repeating: "长", count: 40), String(repeating: "长", count: 32)],
        [String(repeating: "长", count: 31), String(repeating: "长", count: 28) + "(2)"]
      ), ([String(repeating: "😀", count: 16)], [String(repeating: "😀", count: 15)]),
    ])
  func namesOfWorksheetsAreLegal(_ names: [String], _ expected: [String]) {
    #expect(WorksheetName.legal(names) == expected)
    #expect(WorksheetName.legal(expected) == expected)
  }

  @Test func numbersThatSpreadsheetsWouldChangeAndDaysThatTheyDoNotKnowAreTexts() throws {
    let days = [try Self.day(1900, 2, 28), try Self.day(1900, 3, 1), try Self.day(9999, 12, 31)]
    let parts = try Self.parts { writer in
      let place = writer.add(Worksheet(name: "a", columns: Self.columns(3), headRows: 0, headColumns: 0))
      writer.add([.number("999999999999999.5"), .number("1234567890123456"), .number("-0.25")], to: place)
      writer.add(days, to: place)
      writer.add([.percentage("0.5"), .percentage("0.5825"), .percentage("0.333333333333")], to: place)
    }
    let sheet = try #require(parts.text("xl/worksheets/sheet1.xml"))
    for cell in [
      "<c r=\"A1\" s=\"9\"><v>999999999999999.5</v></c><c r=\"B1\" s=\"1\" t=\"s\"><v>0</v></c>"
        + "<c r=\"C1\" s=\"9\"><v>-0.25</v></c>",
      "<c r=\"A2\" s=\"1\" t=\"s\"><v>1</v></c><c r=\"B2\" s=\"8\"><v>61</v></c><c r=\"C2\" s=\"8\"><v>2958465</v></c>",
      "<c r=\"A3\" s=\"5\"><v>0.5</v></c><c r=\"B3\" s=\"6\"><v>0.5825</v></c>"
        + "<c r=\"C3\" s=\"7\"><v>0.333333333333</v></c>",
    ] { #expect(sheet.contains(cell)) }
    #expect(parts.text("xl/sharedStrings.xml")?.contains("<t>1234567890123456</t></si><si><t>1900-02-28</t>") == true)
  }

  @Test func longDropDownsStandOnAHiddenWorksheet() throws {
    let short = (0..<50).map { _ in "一二三四" } + ["五六七八九"]
    #expect(short.joined(separator: ",").utf16.count == 255)
    let lists = [["是", "否"], short, short + ["十"], ["甲,乙", "丙"], ["“a”", "\"b\""]]
    let parts = try Self.parts { writer in
      let place = writer.add(
        Worksheet(
          name: "选项", columns: Self.columns(7), headRows: 1, headColumns: 0,
          validations: lists.enumerated().map { column, list in
            Validation(
              .list(list), column: column, rows: 1..<1001, hint: .init(title: "填", text: "第一行\n“是”"),
              error: .init(title: "错", text: "<不行>"))
          } + [
            Validation(.number(least: "0", most: nil, whole: true), column: 5, rows: 1..<3, hint: nil, error: nil),
            Validation(
              .date(least: CalendarDate(year: 2025, month: 1, day: 1), most: nil), column: 6, rows: 1..<3, hint: nil,
              error: nil),
            Validation(
              .column(worksheet: 0, column: 0, from: 1, count: 9), column: 6, rows: 3..<4, hint: nil, error: nil),
            Validation(
              .anything, column: 6, rows: 5..<6,
              hint: .init(title: String(repeating: "题", count: 40), text: String(repeating: "😀", count: 200)),
              error: nil),
          ]))
      writer.add([.text("是否")], .heading, to: place)
    }
    let sheet = try #require(parts.text("xl/worksheets/sheet1.xml"))
    let words =
      "allowBlank=\"1\" showInputMessage=\"1\" promptTitle=\"填\" prompt=\"第一行&#10;“是”\" showErrorMessage=\"1\""
    for part in [
      "<dataValidations count=\"9\">",
      "<dataValidation type=\"list\" \(words) errorTitle=\"错\" error=\"&lt;不行&gt;\" sqref=\"A2:A1001\">"
        + "<formula1>&quot;是,否&quot;</formula1></dataValidation>",
      "<formula1>&quot;一二三四,", "<formula1>'选项(2)'!$A$2:$A$53</formula1>", "<formula1>'选项(2)'!$B$2:$B$3</formula1>",
      "<formula1>'选项(2)'!$C$2:$C$3</formula1>",
      "<dataValidation type=\"whole\" operator=\"greaterThanOrEqual\" allowBlank=\"1\" sqref=\"F2:F3\"><formula1>0<",
      "type=\"date\" operator=\"greaterThanOrEqual\" allowBlank=\"1\" sqref=\"G2:G3\"><formula1>45658</formula1>",
      "<formula1>'选项'!$A$2:$A$10</formula1>",
      "promptTitle=\"\(String(repeating: "题", count: 31))…\" prompt=\"\(String(repeating: "😀", count: 127))…\" sqref",
    ] { #expect(sheet.contains(part), "\(part)") }
    #expect(
      parts.text("xl/workbook.xml")?.contains(
        "<sheet name=\"选项(2)\" sheetId=\"2\" state=\"veryHidden\" r:id=\"rId2\"/>") == true)
    #expect(parts.text("xl/worksheets/sheet2.xml")?.contains("<row r=\"53\"><c r=\"A53\"") == true)
  }

  @Test func theSameRowsGiveTheSameBytesHoweverTheyAreDeflated() {
    func make(_ writer: inout WorkbookWriter) {
      let places = (0..<3).map {
        writer.add(Worksheet(name: "\($0)", columns: Self.columns(6), headRows: 1, headColumns: 1))
      }
      for row in 0..<30_000 {
        writer.add((0..<6).map { .number(String(row * $0 % 1009)) }, to: places[row % 3])
        if row % 7 == 0 { writer.add([.text("名 \(row)")], to: places[0]) }
      }
    }
    let once = Self.bytes(make)
    var backwards = WorkbookWriter(Self.words) { count, body in
      Array((0..<count).reversed().map(body).reversed())
    }
    make(&backwards)
    #expect(backwards.finished().flatMap(\.self) == once)
  }

  @Test func moreRowsThanAWorksheetHasGoOnInAnother() throws {
    let rows = 1_000 + 10
    var writer = WorkbookWriter(Self.words, mostRows: 1_000)
    do {
      let first = writer.add(Worksheet(name: "名单", columns: Self.columns(1), headRows: 1, headColumns: 0))
      let second = writer.add(Worksheet(name: "别的", columns: Self.columns(1), headRows: 1, headColumns: 0))
      writer.add([.text("头")], .heading, to: first)
      writer.add([.text("头")], .heading, to: second)
      for row in 1..<rows { writer.add([.number(String(row))], to: first) }
    }
    let parts = try PlainArchive(writer.finished().flatMap(\.self))
    #expect(
      parts.text("xl/workbook.xml")?.contains(
        "<sheet name=\"名单\" sheetId=\"1\" r:id=\"rId1\"/><sheet name=\"名单(2)\" sheetId=\"2\" r:id=\"rId2\"/>"
          + "<sheet name=\"别的\" sheetId=\"3\" r:id=\"rId3\"/>") == true)
    let next = try #require(parts.text("xl/worksheets/sheet3.xml"))
    #expect(
      next.contains(
        "<row r=\"1\"><c r=\"A1\" s=\"2\" t=\"s\"><v>0</v></c></row><row r=\"2\"><c r=\"A2\" s=\"9\"><v>1000<"))
    #expect(next.contains("<row r=\"11\"") && !next.contains("<row r=\"12\""))
  }

  @Test func textsThatAreTooLongAreCutAndCounted() throws {
    var writer = WorkbookWriter(Self.words)
    let place = writer.add(Worksheet(name: "a", columns: Self.columns(2), headRows: 0, headColumns: 0))
    writer.add([.text(String(repeating: "长", count: 32_767)), .text(String(repeating: "😀", count: 20_000))], to: place)
    #expect(writer.shortened == 1)
    let parts = try PlainArchive(writer.finished().flatMap(\.self))
    #expect(
      parts.text("xl/sharedStrings.xml")?.contains("<t>" + String(repeating: "😀", count: 16_383) + "…</t>") == true)
  }

  @Test(.enabled(if: Python.hasOpenpyxl, "no python3 with openpyxl is installed")) func openpyxlReadsTheSame() throws {
    let texts = ["=1+1", "+1", "-2", "@SUM(A1)", "1", "001", "TRUE", "a\nb", "<&>\"'", "  空  ", "_x0041_"]
    let date = try Self.day(2024, 2, 29)
    let bytes = Self.bytes { writer in
      let place = writer.add(Worksheet(name: "名单", columns: Self.columns(4), headRows: 1, headColumns: 1))
      writer.add([.text("题")], .title, to: place)
      for text in texts {
        writer.add([.text(text), .number("-12.345678901234"), .percentage("0.58"), date], to: place)
      }
    }
    let path = NSTemporaryDirectory() + UUID().uuidString + ".xlsx"
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    let sheets = try Python.worksheets(path)
    #expect(sheets.map(\.name) == ["名单"])
    for (row, text) in zip(sheets[0].rows.dropFirst(), texts) {
      #expect(row == ["s \(text)", "n -12.345678901234", "n 0.58", "d 2024-02-29"])
    }
  }
}
