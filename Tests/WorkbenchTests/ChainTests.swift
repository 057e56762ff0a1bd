import Diagnostics
import Evaluation
import Model
import Reports
import Sheets
import TestSupport
import Testing
import Workbench

/// Whom one level recommends, the next one judges.
@Suite struct ChainTests {
  private static let city = """
    标准 市
    事实 小区 文本
    事实 参加 是否 缺省 是
    事实 分 数量 分 范围 0 分 至 100 分
    事实 好 是否 缺省 是
    参评 当 参加
    对象 小区
    群体 本级 全部
    原则 1 “好”
      条件 好
    原则 2 “不在末位”
      条件 非 分 位于 本级 后 1 个
    类别 考核
      指标 1 “得分”
        评分 分
    推荐 前 2 个
    """
  private static let province = """
    标准 省 继承 市 于 “市.rules”
    事实 市荐 是否
    事实 复核 是否 缺省 是
    候选 市荐
    新增 要件 1 “复核”
      条件 复核
    修改 推荐 前 1 个
    """

  private static func sheet(_ name: String, _ points: Int?, _ rest: String = "") -> String {
    "小区：\(name)\n" + (points.map { "分：\($0)\n" } ?? "") + rest
  }

  private static func run(_ sheets: [String]) throws -> Workbench.ChainRun {
    var contents = ["市.rules": city, "省.rules": province]
    for (index, sheet) in sheets.enumerated() { contents["表/\(index).txt"] = sheet }
    let workbench = Workbench(files: MemoryFiles(contents: contents))
    let levels = [try workbench.load("市.rules"), try workbench.load("省.rules")]
    #expect(levels.flatMap(\.diagnostics).isEmpty)
    #expect(Workbench.chainProblems(levels).isEmpty)
    return try workbench.chain(levels, sheets: ["表"])
  }

  /// Worked out by hand: 甲 and 乙 lead the city; 外 comes recommended from elsewhere and counts only at the province.
  @Test func levelsFollowOneAnother() throws {
    let run = try Self.run([
      Self.sheet("甲", 90), Self.sheet("乙", 80), Self.sheet("丙", 70), Self.sheet("丁", 60),
      Self.sheet("戊", 95, "好：否\n"), Self.sheet("己", 99, "参加：否\n"), Self.sheet("外", 95, "市荐：是\n"),
      Self.sheet("邻", 97, "市荐：否\n"),
    ])
    #expect(run.diagnostics.isEmpty)
    let city = run.chain.levels[0]
    #expect(city.results.count == 6)
    #expect(try city.result("甲").isRecommended && city.result("乙").isRecommended)
    #expect(try city.result("丁").eligible == .no)
    let province = run.chain.levels[1]
    #expect(province.results.count == 8)
    #expect(try province.result("外").rank == 1)
    #expect(try province.result("外").isRecommended)
    #expect(try province.result("甲").entrant == .yes && province.result("甲").selection == .no)
    #expect(try province.result("丙").entrant == .no)
    #expect(try province.result("邻").entrant == .no)
    let reached = Dictionary(uniqueKeysWithValues: run.chain.journeys.map { ($0.name, $0.recommendedUpTo) })
    #expect(reached == ["甲": 1, "乙": 1, "丙": 0, "丁": 0, "戊": 0, "己": 0, "外": 2, "邻": 0])
    let stopped = Dictionary(uniqueKeysWithValues: run.chain.journeys.map { ($0.name, $0.stoppedAt) })
    #expect(stopped["甲"] == 1 && stopped["丙"] == 0 && stopped["外"] == .some(nil))
    for language in Language.allCases {
      let report = ChainReport(run.chain, language: language)
      try Golden.check(TextRenderer().render(report.report) + report.csv, "chain.\(language.rawValue).txt")
    }
  }

  /// What the level below has not settled is open above, not refused.
  @Test func openBelowIsOpenAbove() throws {
    let run = try Self.run([Self.sheet("甲", 90), Self.sheet("乙", 80), Self.sheet("丙", 80), Self.sheet("丁", 10)])
    #expect(try run.chain.levels[0].result("乙").selection == .tied)
    #expect(try run.chain.levels[1].result("甲").entrant == .yes)
    #expect(try run.chain.levels[1].result("乙").entrant == .unknown)
    #expect(try run.chain.levels[1].result("丁").entrant == .no)
  }

  @Test func levelsMustRecommend() throws {
    let files = MemoryFiles(contents: ["市.rules": Self.city, "b.rules": "标准 乙 继承 市 于 “市.rules”\n删除 推荐"])
    let levels = [try Workbench(files: files).load("市.rules"), try Workbench(files: files).load("b.rules")]
    #expect(Workbench.chainProblems(levels).map(\.problem.code) == ["M201", "M201"])
  }
}
