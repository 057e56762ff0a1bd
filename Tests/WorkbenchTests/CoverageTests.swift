import Analysis
import Diagnostics
import Model
import Reports
import Sheets
import TestSupport
import Testing
import Workbench

/// What the examples of small standards have seen, and what not.
@Suite struct CoverageTests {
  private static let rules = """
    标准 试
      总分 10 分
    事实 名 文本
    事实 次数 整数 次
    事实 率 百分比
    事实 等次 选项（优，中，差）
    事实 有 是否
    事实 会议 记录 次（日期 日期，人数 整数 人）
    对象 名

    """

  private struct Case: CustomTestStringConvertible {
    let clause: String
    let givens: [String]
    /// Kind and text of what has not been seen, `+` for the first way and `-` for the other.
    let unseen: [String]
    var testDescription: String { clause + " / " + givens.joined(separator: " / ") }

    init(_ clause: String, _ givens: [String], _ unseen: [String]) {
      (self.clause, self.givens, self.unseen) = (clause, givens, unseen)
    }
  }

  private static let item = "类别 一\n  指标 1 “项”\n    "
  private static let cases = [
    Case("原则 1 “甲”\n  条件 有", ["有 = 是"], ["requirement 原则 1 “甲” -", "condition 有 -"]),
    Case("原则 1 “甲”\n  条件 有", ["有 = 是", "有 = 否"], []),
    Case(
      "原则 1 “甲”\n  条件 非 有 或 次数 不少于 3 次", ["有 = 是，次数 = 3 次", "有 = 是，次数 = 2 次"],
      ["condition 有 -"]),
    Case(
      "原则 1 “甲”\n  条件 次数 不少于 3 次", ["次数 = 4 次", "次数 = 1 次"], ["boundary 次数 不少于 3 次 +-"]),
    Case("原则 1 “甲”\n  条件 次数 多于 3 次", ["次数 = 3 次", "次数 = 4 次"], []),
    Case("原则 1 “甲”\n  条件 率 不低于 95%", ["率 = 95%", "率 = 93.9%"], ["boundary 率 不低于 95% -"]),
    Case("原则 1 “甲”\n  条件 率 不低于 95%", ["率 = 95%", "率 = 94%"], []),
    Case(
      "原则 1 “甲”\n  条件 率 属于 [80%，90%)", ["率 = 80%", "率 = 79.5%", "率 = 90%"], ["boundary 90% -"]),
    Case(
      "原则 1 “甲”\n  条件 任一 会议 其中（人数 多于 3 人）", ["会议 = {（2025年1月1日，3 人），（2025年1月2日，9 人）}", "会议 = {}"],
      ["boundary 人数 多于 3 人 -"]),
    Case("参数 界 3 次\n原则 1 “甲”\n  条件 次数 不少于 界", ["次数 = 3 次，界 = 3 次", "次数 = 3 次，界 = 4 次"], []),
    Case(
      item + "得分 100% 当 率 高于 50%\n    得分 50% 当 有\n    否则 0%", ["率 = 60%，有 = 是", "率 = 40%，有 = 是"],
      ["boundary 率 高于 50% +-", "condition 有 -", "band 否则 0% +"]),
    Case(
      item + "条件 有\n    表 等次\n    行 优：100%\n    行 任意：0%", ["有 = 是，等次 = 优", "有 = 否，等次 = 差"],
      ["band 行 优：100% -", "band 行 任意：0% +"]),
    // A bonus sees the total so far.
    Case(
      item + "得分 率\n加分 奖 5 分\n  条件 总分 不低于 8 分\n加分 再奖 5 分\n  条件 有", ["率 = 60%，有 = 是"],
      ["condition 总分 不低于 8 分 +", "boundary 总分 不低于 8 分 +-", "condition 有 -"]),
    Case(item + "得分 若 有 则 1 分 否则 2 分", ["有 = 是"], ["branch 有 -"]),
    Case(
      item + "得分 若 有 则 若 次数 = 0 次 则 1 分 否则 2 分 否则 3 分", ["有 = 是，次数 = 0 次", "有 = 否，次数 = 1 次"],
      ["branch 次数 = 0 次 -", "boundary 次数 = 0 次 -"]),
    Case(
      item + "得分 率\n等级 甲 当 总分 不低于 6 分\n等级 乙", ["率 = 60%", "率 = 90%"],
      ["grade 等级 甲 -", "condition 总分 不低于 6 分 -", "boundary 总分 不低于 6 分 -", "grade 等级 乙 +"]),
    Case(
      item + "得分 率\n认定 级 选项（高，低）\n  为 高 当 次数 多于 3 次\n  否则 低", ["次数 = 9 次"],
      ["branch 次数 多于 3 次 -", "boundary 次数 多于 3 次 +-"]),
    Case(item + "得分 率\n推荐 前 1 个 当 有", ["率 = 1%，有 = 是"], ["selection 推荐 前 1 个 当 有 -", "condition 有 -"]),
    Case(item + "得分 率\n推荐 前 1 个 当 有", ["率 = 1%，有 = 未填"], ["selection 推荐 前 1 个 当 有 +-", "condition 有 +-"]),
  ]

  @Test(arguments: cases) private func whatIsUnseen(_ example: Case) throws {
    let text =
      Self.rules + example.clause + "\n"
      + example.givens.enumerated().map { "示例 “\($0)”\n  给定 \($1)\n  期望 有资格\n" }.joined()
    let loaded = load(text: text)
    let messages = loaded.diagnostics.filter(\.isError).map { DiagnosticRenderer(language: .zh).render($0) }
    let coverage = try #require(loaded.coverage, "\(messages.joined())")
    let unseen = coverage.clauses.flatMap(\.points).compactMap { point -> String? in
      let ways = (point.isSeen ? "" : "+") + (point.isSeenOtherwise ? "" : "-")
      return ways.isEmpty ? nil : "\(point.kind.rawValue) \(loaded.sources.text(of: point.range)) \(ways)"
    }
    #expect(unseen == example.unseen)
    #expect(
      coverage.ways - coverage.seen == example.unseen.map { $0.split(separator: " ").last?.count ?? 0 }.reduce(0, +))
  }

  /// What a variant does not state is tested where it is stated.
  @Test func onlyWhatTheFileStates() throws {
    let files = [
      "甲.rules": Self.rules + "原则 1 “甲”\n  条件 有\n原则 2 “乙”\n  条件 次数 多于 3 次\n",
      "乙.rules": "标准 变 继承 试 于 “甲.rules”\n修改 原则 2\n  条件 次数 多于 4 次\n示例 “一”\n  给定 次数 = 4 次\n  期望 原则 2 不满足\n",
    ]
    let coverage = try #require(try load("乙.rules", from: files).coverage)
    #expect(coverage.clauses.map(\.name) == [ClauseName(.gate, "2")])
    #expect((coverage.seen, coverage.ways) == (2, 4))
  }

  @Test(arguments: Language.allCases) func told(_ language: Language) throws {
    let loaded = try Package.load("rules/observatory.rules")
    let report = CoverageReport(try #require(loaded.coverage), loaded.sources, language)
    try Golden.check(report.text, "coverage.\(language.rawValue).txt")
    guard case (let name, .object(let members)) = report.member else { return }
    #expect(name == "coverage" && members.map(\.key) == ["format", "ways", "seen", "clauses"])
  }

  private static let mutable = """
    标准 试
      总分 10 分
    事实 名 文本
    事实 次数 整数 次
    事实 率 百分比
    事实 有 是否
    对象 名
    原则 1 “次数”
      条件 次数 不少于 3 次 且 有
    类别 一 分值 60%
      指标 1 “项”
        得分 100% 当 率 高于 50%
        否则 0%
    类别 二 分值 40%
      指标 1 “项”
        条件 有 或 非 有
    示例 “三次”
      给定 次数 = 3 次，有 = 是
      期望 原则 1 满足

    """

  /// What no example notices, and the examples that would notice it.
  @Test(arguments: Language.allCases) func toldOfMutants(_ language: Language) throws {
    let loaded = load(text: Self.mutable)
    let result = try #require(try loaded.mutated())
    let examples = loaded.suggestions(for: result.survivors)
    let report = MutationReport(result, loaded.sources, language, suggested: examples)
    try Golden.check(report.text + "\n" + examples.joined(separator: "\n"), "mutants.\(language.rawValue).txt")
    try Golden.check(JSONValue.object(of: [report.member]).text() + "\n", "mutants.\(language.rawValue).json")
    let longer = load(text: Self.mutable + examples.joined())
    let failing = ExampleRunner.run(longer).filter { !$0.passed }
    #expect(failing.isEmpty)
    let again = try #require(try longer.mutated())
    #expect(again.isAllNoticed && again.noticed == result.noticed + result.survivors.count)
  }
}
