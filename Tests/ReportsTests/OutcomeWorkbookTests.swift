import Diagnostics
import Evaluation
import Model
import Quantities
import Sheets
import TestSupport
import Testing

@testable import Reports

/// The workbook of a result says what its CSV says.
@Suite struct OutcomeWorkbookTests {
  private static func workbook(
    _ outcome: Outcome, _ language: Language = .zh, level: Level = .items
  ) throws -> PlainWorkbook {
    let judged = Judged(outcome: outcome, rulesDigest: "abc123", sheetsDigest: "def456", problems: [])
    var bytes: [UInt8] = []
    OutcomeWorkbook(judged, language: language, level: level).write { bytes += $0 }
    return try PlainWorkbook(bytes)
  }

  /// Every column of the CSV stands on some worksheet, cell by cell.
  private static func check(_ standard: Standard, _ table: Table, _ source: String, _ language: Language = .zh) throws {
    let outcome = Evaluation.outcome(of: standard, table)
    let rows = try CSVCells.rows(OutcomeTable.csv(outcome, language: language, level: .items))
    let book = try workbook(outcome, language)
    let pages = book.worksheets.filter { $0.rows.count == rows.count + 1 }
    var found: Set<Int> = []
    for page in pages {
      let headings = page.rows[1].map { String($0.dropFirst(2)) }
      // Columns of the same name stand in the same order.
      var next = 0
      for (place, heading) in headings.enumerated() {
        guard let column = rows[0].indices.first(where: { $0 >= next && rows[0][$0] == heading }) else { continue }
        next = column + 1
        found.insert(column)
        for (row, cells) in zip(page.rows.dropFirst(2), rows.dropFirst()) {
          let cell = place < row.count ? row[place] : ""
          #expect(CSVCells.isSame(cell, cells[column]), "\(heading): \(cell) \(cells[column]) \(source)")
        }
      }
    }
    let absent = rows[0].indices.filter { !found.contains($0) }.map { rows[0][$0] }
    #expect(absent.isEmpty, "\(absent) \(source)")
    // What cost points and what is missing has a row each.
    let participants = outcome.results.filter { $0.entrant != .no }
    let lost = participants.reduce(0) { $0 + outcome.lost(by: $1).count }
    let missing = participants.reduce(0) { $0 + outcome.deciding($1).count + $1.failures.count }
    let lists = book.worksheets.suffix(3).map(\.rows.count)
    #expect(lists.prefix(2) == [lost + 2, missing + 2], "\(source)")
  }

  @Test(arguments: ["houma", "linfen", "shanxi", "observatory"], Language.allCases)
  func shippedStandards(_ name: String, _ language: Language) throws {
    let standard = try #require(try Package.load("rules/\(name).rules").standard)
    var random = SeededGenerator(seed: 31)
    try Self.check(standard, RandomSheets(standard).table(of: 40, missing: 5, &random), name, language)
  }

  /// Several blocks, read from columns.
  @Test func manySheets() throws {
    let standard = try #require(try Package.load("rules/observatory.rules").standard)
    var random = SeededGenerator(seed: 37)
    try Self.check(standard, RandomSheets(standard).table(of: 600, missing: 4, &random), "observatory")
  }

  @Test(arguments: UInt64(0)..<12) func standardsOfEveryForm(_ seed: UInt64) throws {
    let text = WideStandard(seed: seed).text
    guard let standard = load(text: text).standard else { return }
    var random = SeededGenerator(seed: seed)
    try Self.check(standard, RandomSheets(standard).table(of: 30, missing: 8, &random), "seed \(seed)\n\(text)")
  }

  @Test func levelsAreWorksheets() throws {
    let standard = try #require(try Package.load("rules/linfen.rules").standard)
    var random = SeededGenerator(seed: 41)
    let outcome = Evaluation.outcome(of: standard, RandomSheets(standard).table(of: 3, missing: 5, &random))
    let names = try Level.allCases.map { level in
      try Self.workbook(outcome, level: level).worksheets.map(\.name)
    }
    let lists = ["失分", "缺项", "说明"]
    #expect(
      names == [
        ["排名", "原则"] + lists, ["排名", "原则", "类别"] + lists, ["排名", "原则", "类别", "指标"] + lists,
      ])
  }

  @Test func digestsStandInTheNotes() throws {
    let standard = try #require(try Package.load("rules/linfen.rules").standard)
    var random = SeededGenerator(seed: 43)
    let outcome = Evaluation.outcome(of: standard, RandomSheets(standard).table(of: 3, missing: 5, &random))
    let notes = try #require(try Self.workbook(outcome).worksheets.last)
    #expect(notes.rows.contains(["s 规则摘要（SHA-256）", "s abc123"]))
    #expect(notes.rows.contains(["s 事实表摘要（SHA-256）", "s def456"]))
    #expect(notes.rows.count > standard.openMatters.count)
  }

  /// No cell has room for a text of more than 32,767 characters; the notes say how many were cut.
  @Test func longTextsAreCutAndThatIsSaid() throws {
    let standard = try standard("标准 甲\n事实 小区 文本\n对象 小区\n类别 一\n  指标 1 “有”\n    条件 小区 已填")
    let name = String(repeating: "长", count: 40_000)
    let sheet = Sheet(Identity(name), cells: [.value(.text(name))], file: "", row: nil)
    let outcome = Evaluation.outcome(of: standard, Table(schema: standard.schema, sheets: [sheet], refused: []))
    let book = try Self.workbook(outcome)
    #expect(book.worksheets[0].rows[2][1] == "s " + name.prefix(32_766) + "…")
    #expect(book.worksheets.last?.rows.contains(["s 过长而截短的单元格", "s 1，全文在 CSV 里"]) == true)
  }

  /// Digits that spreadsheets do not keep are not lost.
  @Test func longNumbersAreTexts() throws {
    for (digits, places, isNumber) in [
      (58, 2, true), (123_456_789_012_345, 0, true), (-999_123_456_789_012, 12, true),
      (1_234_123_456_789_012, 12, false),
      (12_345_678_901_234_567, 7, false), (1_234_567_890_123_456, 0, false),
    ] {
      let cell = TableCell.number(Rational(digits, places: places))
      #expect(cell.content == (isNumber ? .number(cell.text) : .text(cell.text)), "\(cell.text)")
    }
    // They have no end.
    let third = try Rational(12_345).divided(by: Rational(7))
    #expect(TableCell.number(third).content == .number(third.spreadsheetText))
  }

  /// What would be a formula, or steer a terminal, is a text and nothing else.
  @Test func namesStayTexts() throws {
    let standard = try standard("标准 甲\n事实 小区 文本\n事实 量 整数 个\n对象 小区\n类别 一\n  指标 1 “有”\n    条件 量 已填")
    let names = ["=1+1", "+1", "-2+3", "@SUM(A1)", "=cmd|' /C calc'!A0", "'=1", "007", "是", "1/2"]
    let sheets = names.map { Sheet(Identity($0), cells: [.value(.text($0)), .missing], file: "", row: nil) }
    let outcome = Evaluation.outcome(of: standard, Table(schema: standard.schema, sheets: sheets, refused: []))
    let page = try #require(try Self.workbook(outcome).worksheets.first)
    #expect(Set(page.rows.dropFirst(2).map { $0[1] }) == Set(names.map { "s " + $0 }))
  }
}
