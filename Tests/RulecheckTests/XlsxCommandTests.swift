import Foundation
import Sheets
import TestSupport
import Testing

/// Runs the program on workbooks, those that LibreOffice makes of all shipped tables among them.
@Suite struct XlsxCommandTests {
  private static func fixture(_ name: String) -> String { Package.root.path + "/Tests/Fixtures/xlsx/" + name }

  private static let rules = """
    标准 例
    事实 小区名称 文本
    事实 户数 数量 户
    事实 收费率 百分比
    事实 行政处罚 记录（日期 日期，事由 文本）
    对象 小区名称
    原则 1 “收费”
      条件 收费率 不低于 75%
    原则 2 “无处罚”
      条件 计数 行政处罚 = 0
    """

  @Test func aWorkbookIsJudgedAsItsTables() throws {
    let bench = try CommandBench()
    try bench.put(Self.rules, "b.rules")
    for name in ["several.xlsx", "several.小区.csv", "several.行政处罚.csv"] {
      let folder = bench.path(name.hasSuffix("xlsx") ? "book" : "tables")
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      try FileManager.default.copyItem(atPath: Self.fixture(name), toPath: folder + "/" + name)
    }
    let rules = bench.path("b.rules")
    let book = try CommandTests.run(rules, bench.path("book"), "--format", "csv")
    let tables = try CommandTests.run(rules, bench.path("tables"), "--format", "csv")
    #expect(book.output == tables.output && book.output.contains("甲园"), "\(book.output)\(tables.output)")
    #expect(book.code == tables.code)
    for part in ["D302", "several.xlsx，工作表“小区”，B5 格，列“户数”，内容“多”", "D118", "D117", "D225", "D226"] {
      #expect(book.errors.contains(part), "\(part): \(book.errors)")
    }
    let english = try CommandTests.run(rules, bench.path("book"), "--format", "csv", "--lang", "en")
    #expect(
      english.errors.contains("several.xlsx, worksheet “小区”, cell B5, column “户数”, value “多”"), "\(english.errors)")
  }

  @Test func helpNamesTheForm() throws {
    #expect(try CommandTests.run("help").output.contains(".xlsx"))
    let bench = try CommandBench()
    try FileManager.default.createDirectory(atPath: bench.path("leer"), withIntermediateDirectories: true)
    #expect(try CommandTests.run(bench.path("a.rules"), bench.path("leer")).errors.contains(".xlsx"))
  }

  /// Numbers, percentages and dates become those of a spreadsheet on the way.
  @Test(
    .enabled(
      if: Office.program != nil, "LibreOffice is not installed: what it makes of the shipped tables is not tried"))
  func shippedTablesSavedByLibreOfficeAreJudgedAsTheyStand() throws {
    try judge { tables, folder in
      // Separated by commas, quoted, UTF-8, from the first line on; numbers, percentages and dates are recognised.
      try Office.save(tables, as: "xlsx", reading: "CSV:44,34,76,1,,0,false,true", into: folder)
    }
  }

  /// The same, by a program that keeps texts in their cells.
  @Test(
    .enabled(
      if: Python.has("xlsxwriter"), "no python3 with XlsxWriter: what it makes of the shipped tables is not tried"))
  func shippedTablesWrittenByXlsxWriterAreJudgedAsTheyStand() throws {
    let script = """
      import csv, datetime, os, re, sys, xlsxwriter
      for path in sys.argv[2:]:
          name = os.path.splitext(os.path.basename(path))[0]
          book = xlsxwriter.Workbook(os.path.join(sys.argv[1], name + ".xlsx"), {"constant_memory": True})
          sheet, share = book.add_worksheet(), book.add_format({"num_format": "0.00%"})
          day = book.add_format({"num_format": "yyyy/m/d"})
          for y, row in enumerate(csv.reader(open(path, encoding="utf-8-sig", newline=""))):
              for x, text in enumerate(row):
                  if re.fullmatch(r"-?(0|[1-9]\\d{0,8})(\\.\\d+)?", text): sheet.write_number(y, x, float(text))
                  elif re.fullmatch(r"\\d+(\\.\\d+)?%", text): sheet.write_number(y, x, float(text[:-1]) / 100, share)
                  elif re.fullmatch(r"\\d{4}-\\d\\d-\\d\\d", text):
                      sheet.write_datetime(y, x, datetime.datetime.fromisoformat(text), day)
                  elif text: sheet.write_string(y, x, text)
          book.close()
      """
    try judge { tables, folder in
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      _ = try Python.run(script, [folder] + tables)
    }
  }

  /// Holds what is said of the shipped sheets against what is said where tables among them are workbooks.
  ///
  /// - Parameter save: makes workbooks of tables in a folder.
  private func judge(_ save: (_ tables: [String], _ folder: String) throws -> Void) throws {
    let bench = try CommandBench()
    let standards = [
      ("houma", "sheets"), ("linfen", "linfen-sheets"), ("shanxi", "shanxi-sheets"),
      ("observatory", "observatory-sites"),
    ]
    let manager = FileManager.default
    var tables: [String] = []
    try manager.createDirectory(atPath: bench.path("plain"), withIntermediateDirectories: true)
    for (_, folder) in standards {
      try manager.createDirectory(atPath: bench.path(folder), withIntermediateDirectories: true)
      for name in try manager.contentsOfDirectory(atPath: Package.root.path + "/rules/" + folder).sorted() {
        let source = Package.root.path + "/rules/\(folder)/\(name)"
        guard name.hasSuffix(".csv") else {
          try manager.copyItem(atPath: source, toPath: bench.path(folder + "/" + name))
          continue
        }
        let text = try TextDecoding.decode([UInt8](Data(contentsOf: URL(fileURLWithPath: source)))).get()
        try bench.put(text, "plain/\(folder)~\(name)")
        tables.append(bench.path("plain/\(folder)~\(name)"))
      }
    }
    try save(tables, bench.path("saved"))
    let saved = try manager.contentsOfDirectory(atPath: bench.path("saved"))
    #expect(saved.count == tables.count)
    for name in saved {
      let parts = name.split(separator: "~")
      try manager.moveItem(atPath: bench.path("saved/" + name), toPath: bench.path("\(parts[0])/\(parts[1])"))
    }
    for (rules, folder) in standards {
      let path = "rules/\(rules).rules"
      let before = try CommandTests.run(path, "rules/" + folder, "--format", "csv")
      let after = try CommandTests.run(path, bench.path(folder), "--format", "csv")
      #expect(before.output == after.output && before.output.count > 100, "\(folder): \(after.errors)")
      #expect(before.code == after.code, "\(folder)")
      func codes(_ text: String) -> [String] { text.matches(of: /\s(D\d{3})\s/).map { String($0.1) } }
      #expect(codes(before.errors) == codes(after.errors), "\(folder): \(after.errors)")
    }
  }
}
