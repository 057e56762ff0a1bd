import Foundation
import TestSupport
import Testing

@testable import rulecheck

/// What commands write as workbooks, held against the CSV of the same run and read by other programs.
@Suite final class WorkbookCommandTests {
  private let bench: CommandBench

  init() throws { bench = try CommandBench() }

  private func bytes(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(fileURLWithPath: bench.path(name))))
  }

  /// Every command that can write CSV writes the same table as a workbook.
  @Test func everyTableIsTheSame() throws {
    var seen: Set<String> = []
    for invocation in bench.invocations() where invocation.command.hasFormats {
      let (command, words) = (invocation.command, invocation.words.dropLast())
      guard command.formats.contains(.csv), seen.insert(command.name).inserted else { continue }
      #expect(command.formats.contains(.xlsx), "\(command.name)")
      if [.evaluate, .template].contains(command) { continue }
      let rows = try CSVCells.rows(try CommandTests.run(words + ["csv"]).output)
      let run = try CommandTests.run(words + ["xlsx", "--output", bench.path("结果.xlsx")])
      #expect(run.code < 2, "\(invocation): \(run.errors)")
      let book = try PlainWorkbook(try bytes("结果.xlsx")).worksheets
      #expect(book.count == 1 && book[0].rows.count == rows.count, "\(invocation)")
      for (found, wanted) in zip(book[0].rows, rows) {
        for (place, cell) in wanted.enumerated() {
          #expect(CSVCells.isSame(place < found.count ? found[place] : "", cell), "\(invocation): \(found) \(wanted)")
        }
      }
    }
    #expect(seen.count > 5)
  }

  @Test func theSameRunGivesTheSameBytes() throws {
    for words in [[bench.path("a.rules"), bench.path("a.csv")], ["template", bench.path("a.rules")]] {
      for name in ["1.xlsx", "2.xlsx"] {
        #expect(try CommandTests.run(words + ["--output", bench.path(name)]).code == 0)
      }
      #expect(try bytes("1.xlsx") == bytes("2.xlsx"))
    }
  }

  /// The levels of detail are worksheets; all of them unless fewer are asked for.
  @Test func levels() throws {
    func names(_ words: String...) throws -> [String] {
      let run = try CommandTests.run(
        [bench.path("a.rules"), bench.path("a.csv"), "--output", bench.path("b.xlsx")] + words)
      #expect(run.code == 0, "\(run.errors)")
      return try PlainWorkbook(try bytes("b.xlsx")).worksheets.map(\.name)
    }
    #expect(try names() == ["排名", "原则", "类别", "指标", "失分", "缺项", "说明"])
    #expect(try names("--level", "gates") == ["排名", "原则", "失分", "缺项", "说明"])
    #expect(try names("--lang", "en")[0] == "ranking")
  }

  @Test func noTerminalIsShownOne() throws {
    let session = try CommandTests.run(
      ["repl", bench.path("a.rules"), bench.path("a.csv")], input: ":敏感性 --格式 xlsx\n:排名 > “\(bench.path("c.xlsx"))”\n")
    #expect(session.output.contains("xlsx 不能显示在终端里"), "\(session.output) \(session.errors)")
    #expect(try PlainWorkbook(try bytes("c.xlsx")).worksheets.count == 7)
    #if os(Linux)
      let program = CommandTests.program.path
      let terminal = try PseudoTerminal(
        [program, bench.path("a.rules"), bench.path("a.csv"), "--format", "xlsx"], columns: 100,
        environment: ["TERM": "xterm", "LANG": "zh_CN.UTF-8"])
      try terminal.wait(for: "U116")
      #expect(terminal.transcript.contains("--output") && !terminal.transcript.contains("PK"))
    #endif
    // Somebody else may take it.
    #expect(try CommandTests.run(bench.path("a.rules"), bench.path("a.csv"), "--format", "xlsx").output.hasPrefix("PK"))
  }

  /// A worksheet has 16,384 columns.
  @Test func whatIsTooWideIsNotBegun() throws {
    let items = (0..<8_192).map { "  指标 \($0) “有”\n    条件 小区 已填" }.joined(separator: "\n")
    try bench.put("标准 宽\n事实 小区 文本\n对象 小区\n类别 一\n\(items)", "宽.rules")
    try bench.put("小区\n甲园\n", "宽.csv")
    let run = try CommandTests.run(bench.path("宽.rules"), bench.path("宽.csv"), "--output", bench.path("宽.xlsx"))
    #expect(run.code == 3 && run.errors.contains("U117") && run.errors.contains("列"), "\(run.errors.prefix(300))")
    #expect(try !bench.names.contains("宽.xlsx"))
  }

  // MARK: The blank sheet

  @Test func blankSheetsHaveAWorksheetForEachListAndOfferWhatMayBeTyped() throws {
    #expect(try CommandTests.run("template", bench.path("a.rules"), "--output", bench.path("空.xlsx")).code == 0)
    let book = try PlainWorkbook(try bytes("空.xlsx")).worksheets
    #expect(book.map(\.name) == ["小区", "处罚", "填写说明"])
    #expect(book[0].rows[0] == ["s 小区", "s 率", "s 层数", "s 样式"])
    #expect(book[0].rows[1] == ["s # 说明：文字", "s 百分比，如 95%", "s 整数（层）", "s 选一项：新、旧"])
    #expect(book[1].rows[0] == ["s 小区", "s 日期", "s 事由"])
    let archive = try PlainArchive(try bytes("空.xlsx"))
    let main = try #require(archive.text("xl/worksheets/sheet1.xml"))
    for part in [
      "type=\"decimal\" operator=\"between\" allowBlank=\"1\" showInputMessage=\"1\" promptTitle=\"率\" "
        + "prompt=\"百分比，如 95%；收费率&#10;用于 原则 1、指标 服务.1（60 分）\" showErrorMessage=\"1\" errorTitle=\"填得不对\" "
        + "error=\"率：百分比，如 95%\" sqref=\"B3:B1002\"><formula1>0</formula1><formula2>1</formula2>",
      "type=\"whole\"", "<formula1>&quot;新,旧&quot;</formula1>",
    ] { #expect(main.contains(part), "\(part)") }
    let records = try #require(archive.text("xl/worksheets/sheet2.xml"))
    #expect(records.contains("<formula1>'小区'!$A$3:$A$1002</formula1>"))
    #expect(records.contains("type=\"date\" operator=\"greaterThanOrEqual\" errorStyle=\"warning\""))
  }

  /// Names that are longer than those of worksheets, and lists that no rule has room for.
  @Test func longNamesAndLongLists() throws {
    let long = String(repeating: "很长的名字", count: 8)
    let options = (0..<40).map { "第\($0)种很长的选择" }
    let rules = """
      标准 长
      事实 小区 文本
      事实 样式 选项（\(options.joined(separator: "，"))）
      事实 \(long) 记录（日期 日期）
      对象 小区
      类别 一
        指标 1 “有”
          条件 样式 已填
      """
    try bench.put(rules, "长.rules")
    let run = try CommandTests.run("template", bench.path("长.rules"), "--output", bench.path("长.xlsx"))
    #expect(run.code == 0, "\(run.errors)")
    let book = try PlainWorkbook(try bytes("长.xlsx")).worksheets
    #expect(book.map(\.name) == ["小区", String(long.prefix(31)), "填写说明"])
    let archive = try PlainArchive(try bytes("长.xlsx"))
    #expect(archive.text("xl/worksheets/sheet1.xml")?.contains("<formula1>'选项'!$A$2:$A$41</formula1>") == true)
    #expect(archive.text("xl/workbook.xml")?.contains("name=\"选项\" sheetId=\"4\" state=\"veryHidden\"") == true)
  }

  // MARK: Other programs

  private static let shipped = [
    "linfen": "rules/linfen-sheets", "observatory": "rules/observatory-sites", "houma": "rules/sheets",
  ]

  private func write(_ standard: String, _ folder: String) throws -> [[String]] {
    let main = ["rules/\(standard).rules", folder]
    _ = try CommandTests.run(main + ["--output", bench.path("结果.xlsx")])
    return try CSVCells.rows(try CommandTests.run(main + ["--format", "csv", "--level", "items"]).output)
  }

  /// Columns that are in the CSV, cell by cell.
  private func check(_ sheets: [(name: String, rows: [[String]])], _ csv: [[String]], _ same: (String, String) -> Bool)
  {
    var found: Set<String> = []
    for (name, rows) in sheets where rows.count == csv.count + 1 {
      for (place, heading) in rows[1].enumerated() {
        guard let column = csv[0].firstIndex(where: { same(heading, $0) }) else { continue }
        found.insert(csv[0][column])
        for (row, wanted) in zip(rows.dropFirst(2), csv.dropFirst()) {
          let cell = place < row.count ? row[place] : ""
          #expect(same(cell, wanted[column]), "\(name) \(heading): \(cell) \(wanted[column])")
        }
      }
    }
    #expect(found == Set(csv[0]))
  }

  @Test(.enabled(if: Python.hasOpenpyxl, "no python3 with openpyxl is installed"), arguments: shipped)
  func openpyxlReadsEveryCell(_ standard: String, _ folder: String) throws {
    let csv = try write(standard, folder)
    check(try Python.worksheets(bench.path("结果.xlsx")), csv) { cell, csv in
      CSVCells.isSame(cell, csv) || cell.hasPrefix("n ") && Double(cell.dropFirst(2)) == Double(csv)
    }
  }

  @Test(.enabled(if: Office.program != nil, "LibreOffice is not installed: it does not read the results"))
  func libreOfficeReadsEveryCell() throws {
    var csv: [String: [[String]]] = [:]
    var paths: [String] = []
    for (standard, folder) in Self.shipped {
      csv[standard] = try write(standard, folder)
      paths.append(bench.path(standard + ".xlsx"))
      try FileManager.default.moveItem(atPath: bench.path("结果.xlsx"), toPath: bench.path(standard + ".xlsx"))
    }
    // UTF-8, all texts quoted, values as they are, every worksheet in a file of its own.
    try Office.save(
      paths, as: "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1",
      into: bench.path("read"))
    let names = try FileManager.default.contentsOfDirectory(atPath: bench.path("read"))
    for (standard, csv) in csv {
      let sheets = try ["排名", "原则", "类别", "指标"].filter { names.contains("\(standard)-\($0).csv") }.map {
        name -> (String, [[String]]) in
        let text = try bench.text("read/\(standard)-\(name).csv")
        return (name, try CSVCells.rows(text.replacing("\r\n", with: "\n").replacing("\n", with: "\r\n")))
      }
      check(sheets, csv) { cell, csv in
        if cell == csv || "'" + cell == csv { return true }
        guard let a = Double(cell), let b = Double(csv) else { return false }
        return abs(a - b) < 1e-9
      }
    }
  }
}
