import Analysis
import Diagnostics
import Evaluation
import Foundation
import Model
import Reports
import TestSupport
import Testing

/// What `rulecheck path` says, as it is read.
@Suite struct PathReportTests {
  private static let rules = """
    标准 小例 / sample
      名称 “优秀小区”
      总分 20 分
      基准日 2025年8月20日
    事实 小区 文本
    事实 参加 是否 缺省 是
    事实 面积 数量 ㎡ 不可改
    事实 收费率 百分比
    事实 满意度 百分比
    事实 事故 是否 不可改
    事实 公示 多选（收费，服务，收益）
    事实 会议 记录 次（日期 日期，内容 文本）
    事实 简介 文本
    事实 投诉 整数 件
    对象 小区
    参评 当 参加
    群体 全部小区 全部
    原则 1 “没有事故”
      条件 非 事故
    原则 2 “满意度居前”
      条件 满意度 位于 全部小区 前 4 个
    要件 1 “材料齐全”
      条件 面积 已填 且 简介 已填
      条件 字数（简介） 不超过 8 字
    类别 服务 分值 12 分
      指标 1 “收费”
        得分 100% 当 收费率 不低于 95%
        得分 50% 当 收费率 不低于 90%
        否则 0%
      指标 2 “公示”
        条件 公示 包含全部 {收费，服务}
    类别 议事
      指标 1 “开会”
        条件 计数 会议 其中（日期 不早于 基准日 - 1年） 不少于 2 次
      指标 2 “投诉”
        扣减 1 分 按 投诉 每 1 件
    加分 特色 1 分
      条件 公示 包含 收益
    等级 优 “优秀” 当 总分 不低于 18 分 且 有资格
    等级 良 “良好” 当 总分 不低于 12 分
    等级 差 “一般”
    推荐 前 1 个 当 有资格
    """

  private static let sheets = [
    "小区：甲园\n面积：100\n收费率：96%\n满意度：97%\n事故：否\n公示：收费、服务\n会议：2025-01-05，选举\n会议：2025-06-05，评议\n简介：好\n投诉：1",
    "小区：乙园\n面积：100\n收费率：92%\n满意度：80%\n事故：否\n公示：收费\n会议：2025-01-05，选举\n投诉：2",
    "小区：丙园\n收费率：96%\n满意度：99%\n事故：是\n公示：收费、服务\n会议：无\n简介：我们小区什么都好\n投诉：0",
    "小区：丁园\n面积：60\n收费率：80%\n满意度：96%\n事故：否\n公示：无\n会议：无\n简介：好\n投诉：9", "小区：戊园\n参加：否\n满意度：98%",
  ]

  private static func finding(_ name: String, _ goal: Goal, tries: Int = 10_000) throws -> PathFinding {
    let outcome = judge(try standard(rules), sheets)
    return PathSearch.find(outcome, try outcome.result(name), goal, limits: PathSearch.Limits(tries: tries))
  }

  @Test(arguments: Language.allCases) func theReport(_ language: Language) throws {
    var text = ""
    for (name, goal) in [
      ("甲园", Goal.selected), ("乙园", .selected), ("丁园", .rank(1)), ("丁园", .grade(1)), ("戊园", .rank(2)),
      ("丙园", .selected),
    ] {
      text += TextRenderer().render(PathReport(try Self.finding(name, goal), language: language).report) + "\n"
    }
    let report = PathReport(try Self.finding("丁园", .rank(1)), language: language)
    text += MarkdownRenderer().render(report.report) + "\n" + report.csv
    try Golden.check(text, "path.\(language.rawValue).txt")
  }

  /// A search that has to stop says how far it came, and shows what it has.
  @Test func aSearchThatStopsSaysSo() throws {
    let stopped = try Self.finding("乙园", .selected, tries: 12)
    guard case .found(let found) = stopped.conclusion else {
      Issue.record("\(stopped.conclusion)")
      return
    }
    #expect(!found.isLeast)
    let text = TextRenderer().render(PathReport(stopped, language: .zh).report)
    #expect(text.contains("组就停了，有没有更少的办法还不知道。"))
    let nothing = try Self.finding("乙园", .selected, tries: 0)
    if case .none(let upTo, _) = nothing.conclusion { #expect(upTo != nil) }
  }

  /// However many sheets and facts, the work is bounded and the same every time.
  @Test func theSameEveryTime() throws {
    let first = PathReport(try Self.finding("丁园", .selected), language: .zh).json(digest: "")
    for _ in 0..<3 { #expect(PathReport(try Self.finding("丁园", .selected), language: .zh).json(digest: "") == first) }
  }
}
