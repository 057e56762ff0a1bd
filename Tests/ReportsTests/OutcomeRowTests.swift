import Diagnostics
import Evaluation
import Model
import Sheets
import TestSupport
import Testing

@testable import Reports

/// Rows of results that are written from columns, and what is told below them, are those that results as a whole give.
@Suite struct OutcomeRowTests {
  /// - Returns: the share of rows that were written at sight.
  private func share(
    _ standard: Standard, _ table: Table, _ source: String, _ languages: [Language] = [.zh]
  ) -> Double {
    let outcome = Evaluation.outcome(of: standard, table)
    var (sighted, count) = (0, 0)
    for language in languages {
      for level in [Level.categories, .items] {
        let file = OutcomeTable(outcome, language: language, level: level)
        let (atSight, stated) = (OutcomeRows(file, isSighted: true), OutcomeRows(file, isSighted: false))
        let found = String(decoding: atSight.write(outcome.results.indices), as: UTF8.self)
        let wanted = String(decoding: stated.write(outcome.results.indices), as: UTF8.self)
        let lines = zip(found.split(separator: "\r\n"), wanted.split(separator: "\r\n"))
        let other = lines.first { $0 != $1 }
        #expect(found == wanted, "\(source) \(String(describing: other))")
        (sighted, count) = (sighted + atSight.sighted, count + outcome.results.count)
      }
      for level in [Level.gates, .categories] {
        let (found, wanted) = (lines(outcome, language, level, true), lines(outcome, language, level, false))
        let other = zip(found, wanted).first { $0 != $1 }
        #expect(found == wanted, "\(source) \(String(describing: other))")
      }
    }
    return Double(sighted) / Double(count)
  }

  /// What the report says of all who take part or not, in lines.
  private func lines(
    _ outcome: Outcome, _ language: Language, _ level: Level, _ isSighted: Bool
  ) -> [String] {
    let report = OutcomeReport(outcome, language: language, level: level, showsReference: true, isSighted: isSighted)
    return report.report.blocks.flatMap { block -> [String] in
      switch block {
      case .heading(let text), .paragraph(let text): [text]
      case .list(let lines): lines.all
      case .table(let grid): grid.rows.map { $0.joined(separator: "|") }
      case .sections, .tree, .figure, .picture: []
      }
    }
  }

  @Test(arguments: ["houma", "linfen", "shanxi", "observatory"], [0, 6])
  func theShippedStandards(_ name: String, _ missing: Int) throws {
    let standard = try #require(try Package.load("rules/\(name).rules").standard)
    var random = SeededGenerator(seed: 23)
    let table = RandomSheets(standard).table(of: 70, missing: missing, &random)
    _ = share(standard, table, name)
  }

  /// Several blocks, of which the last is not whole.
  @Test(arguments: ["linfen", "observatory"]) func severalBlocks(_ name: String) throws {
    let standard = try #require(try Package.load("rules/\(name).rules").standard)
    var random = SeededGenerator(seed: 29)
    _ = share(standard, RandomSheets(standard).table(of: 600, missing: 4, &random), name)
  }

  @Test(arguments: UInt64(0)..<10) func standardsOfEveryForm(_ seed: UInt64) throws {
    let text = WideStandard(seed: seed).text
    guard let standard = load(text: text).standard else { return }
    var random = SeededGenerator(seed: seed)
    for missing in [0, 6] {
      _ = share(standard, RandomSheets(standard).table(of: 70, missing: missing, &random), "seed \(seed)\n\(text)")
    }
  }

  /// Texts that are equal to people stay as each sheet writes them, whatever column they are met in first.
  @Test func textsStayAsTheyAreWritten() throws {
    let standard = try standard(
      """
      标准 写法
      事实 名 文本
      事实 注 文本
      事实 别 文本
      对象 名
      认定 类 文本 为 注 当 注 已填
        否则 别
      认定 别类 文本 为 别 当 别 = 注
        否则 “\u{E9}”
      类别 一
        指标 1 “一”
          条件 注 = 别
      """)
    let texts = ["\u{E9}", "e\u{301}", "甲", "", "\u{1EA5}", "a\u{302}\u{301}"]
    let rows = (0..<90).map { "名\($0),\(texts[$0 % 6]),\(texts[$0 / 6 % 6])" }
    let file = SheetFile(path: "a.csv", bytes: Array((["名,注,别"] + rows).joined(separator: "\n").utf8))
    let table = SheetReader.read([file], schema: standard.schema).table
    let outcomes = [Evaluation.outcome(of: standard, table), Evaluation.referenceOutcome(of: standard, table)]
    let files = outcomes.map { Array(OutcomeTable.csv($0, language: .zh, level: .items).utf8) }
    #expect(files[0] == files[1])
    let values = outcomes.map {
      Array(OutcomeJSON.text(Judged(outcome: $0, rulesDigest: "", sheetsDigest: "", problems: [])).utf8)
    }
    #expect(values[0] == values[1])
  }

  /// Points of a row that would look alike are told apart, whichever row has them first, and whatever other rows lose.
  @Test(arguments: 0..<4) func pointsThatLookAlike(_ first: Int) throws {
    let standard = try standard(
      """
      标准 试
        总分 10 分
      事实 名 文本
      对象 名
      事实 甲 是否
      事实 乙 是否
      类别 一
        指标 1 “三分之一” 分值 5 分
          得分 14 分 / 3 当 甲
          得分 5 分 当 非 甲
        指标 2 “零点三三” 分值 5 分
          得分 4.67 分 当 乙
          得分 5 分 当 非 乙
      """)
    let cells = ["是,是", "是,否", "否,是", "否,否", ",是", "是,"]
    let rows = (0..<400).map { "园\($0),\(cells[($0 < 300 ? first : $0) % cells.count])" }
    let file = SheetFile(path: "a.csv", bytes: Array((["名,甲,乙"] + rows).joined(separator: "\n").utf8))
    let table = SheetReader.read([file], schema: standard.schema).table
    let isAlike = OutcomeTable.csv(Evaluation.outcome(of: standard, table), language: .zh, level: .items)
      .contains("一.1 0.333；一.2 0.33")
    #expect(isAlike)
    _ = share(standard, table, "first \(first)", Language.allCases)
  }

  /// Where a contradiction spoils a comparison, everybody's row says so, and none is worked out for itself.
  @Test func rowsThatFailAreWrittenAtSight() throws {
    let text = """
      标准 例
        总分 100 分
      事实 名 文本
      事实 组 文本
      事实 企业 文本
      事实 甲 是否
      事实 信用 百分比
      对象 名
      群体 全市 全部
        计 企业
      群体 组内 按 组
      推荐 每 组 前 5
      原则 1 “甲”
        条件 甲
      要件 2 “信用”
        条件 信用 位于 全市 后 90%
      提醒 3 “信用”
        条件 信用 位于 全市 后 10%
      类别 类 分值 100 分
        指标 1 “一”
          条件 信用 位于 全市 前 50%
        指标 2 “二”
          条件 甲
      排序 总分 由高到低
      """
    let rows = (0..<300).map { row in
      "甲\(row),组\(row % 20),企业\(row % 150),\(row % 7 == 0 ? "" : row % 3 == 0 ? "否" : "是"),\(row == 3 ? 20 : row % 50)%"
    }
    for clause in ["要件 2", "提醒 3", "推荐 每 组", "指标 1"] {
      // One clause after the other is left out.
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      let start = try #require(lines.firstIndex { $0.contains(clause) })
      let count = clause.hasPrefix("推荐") ? 1 : 2
      let text = (lines[..<start] + lines[(start + count)...]).joined(separator: "\n")
      let standard = try standard(text)
      let file = SheetFile(path: "a.csv", bytes: Array((["名,组,企业,甲,信用"] + rows).joined(separator: "\n").utf8))
      let table = SheetReader.read([file], schema: standard.schema).table
      #expect(Evaluation.outcome(of: standard, table).results.contains { !$0.failures.isEmpty })
      #expect(share(standard, table, text, Language.allCases) > 0.8, "\(clause)")
    }
  }

  /// What is missing is told wherever anything hangs on it, and nobody else is named.
  @Test(arguments: [
    "", "排序 丙 由高到低", "排序 总分 由高到低", "推荐 每 组 前 2 个\n排序 总分 由高到低", "参数 名额 整数 个\n推荐 前 名额",
    "提醒 2 “丙”\n  条件 丙 高于 1", "要件 2 “丙”\n  条件 丙 高于 1", "参评 当 乙", "等级 优 当 总分 不低于 50 分\n等级 差",
    "认定 率 数量 为 丙", "推荐 前 3 个 当 丙 高于 1\n排序 总分 由高到低", "加分 奖\n  得分 2 分 当 丙 高于 1",
    "参数 顶 数量 分\n类别 又 分值 9 分\n  封顶 顶\n  指标 1 “三”\n    条件 甲\n排序 丁 由高到低",
    "类别 又 分值 9 分\n  最低 3 分\n  指标 1 “三”\n    得分 丙 / 10 * 1 分",
  ]) func whatIsMissingIsTold(_ clause: String) throws {
    let text = """
      标准 例
      事实 名 文本
      事实 组 文本
      事实 甲 是否
      事实 乙 是否
      事实 丙 数量
      事实 丁 数量 缺省 0
      对象 名
      原则 1 “甲”
        条件 甲
      类别 类 分值 \(clause.contains("类别") ? 91 : 100) 分
        指标 1 “一”
          条件 乙
        指标 2 “二”
          条件 丁 不低于 1
      \(clause)
      """
    let standard = try standard(text)
    let rows = (0..<300).map { row in
      let cells = ["组\(row % 20)", row % 5 == 0 ? "否" : "是", row % 3 == 0 ? "否" : "是", "\(row % 41)", "\(row % 2)"]
      let blank = row % 11
      return "园\(row)," + cells.indices.map { $0 == blank ? "" : cells[$0] }.joined(separator: ",")
    }
    let file = SheetFile(path: "a.csv", bytes: Array((["名,组,甲,乙,丙,丁"] + rows).joined(separator: "\n").utf8))
    let table = SheetReader.read([file], schema: standard.schema).table
    _ = share(standard, table, text, Language.allCases)
  }

  /// Almost all rows of an ordinary standard are.
  @Test func mostRowsAreWrittenAtSight() throws {
    let text = """
      标准 例
        总分 100 分
      事实 名 文本
      事实 组 文本
      事实 甲 是否
      事实 率 百分比 缺省 0%
      对象 名
      群体 组内 按 组
      推荐 每 组 前 2
      原则 1 “甲”
        条件 甲
      类别 类 分值 100 分
        指标 1 “一”
          条件 率 位于 组内 前 50%
        指标 2 “二”
          条件 率 不低于 60%
        指标 3 “三”
          不适用 当 率 低于 1%
          条件 甲
      排序 总分 由高到低
      """
    let standard = try standard(text)
    let rows = (0..<500).map { "甲\($0),组\($0 % 20),\($0 % 7 == 0 ? "" : $0 % 3 == 0 ? "否" : "是"),\($0 % 101)%" }
    let file = SheetFile(path: "a.csv", bytes: Array((["名,组,甲,率"] + rows).joined(separator: "\n").utf8))
    let read = SheetReader.read([file], schema: standard.schema)
    #expect(read.table.sheets.count == 500)
    #expect(share(standard, read.table, text, Language.allCases) > 0.8)
  }
}
