import Analysis
import Diagnostics
import Evaluation
import Foundation
import Model
import Reports
import Testing
import Workbench

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
    #expect(!found.isSmallest)
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

/// The shipped standard and sheets, through the built program.
@Suite struct PathCommandTests {
  private static func run(_ community: String, _ more: String...) throws -> CommandTests.Run {
    try CommandTests.run(["path", "rules/houma.rules", "rules/sheets", "--community", community] + more)
  }

  /// One that fails a gate: another living service is enough, and brings three points.
  @Test func oneThatFailsAGate() throws {
    let run = try Self.run("水云间")
    #expect(run.code == 0 && run.errors == "")
    #expect(run.output.contains("还没过：原则 3 文明活动与生活服务"))
    #expect(run.output.contains("改 1 项事实就能做到，再少不行。"))
    #expect(run.output.contains("1. 生活服务：快递收发 → 养老、快递收发。过 原则 3、指标 物业服务.12 +3 分。总分 91.96，第 2 名"))
  }

  /// One beyond the quota: no single change is enough.
  @Test func oneBeyondTheQuota() throws {
    let run = try Self.run("石榴园")
    #expect(run.output.contains("现在：未入名额，第 6 名，总分 82.56。"))
    #expect(run.output.contains("要赶上的是云栖家园：第 3 名，总分 89。"))
    #expect(run.output.contains("改 2 项事实就能做到，再少不行。"))
    #expect(!run.output.contains("建筑面积") && !run.output.contains("有燃气"))
    let csv = try Self.run("石榴园", "--format", "csv").output.split(separator: "\r\n")
    #expect(csv.count == 21)
    let json = try Self.run("石榴园", "--format", "json").output
    let value = try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
    #expect(value["format"] as? String == "rulecheck.path/1")
    let conclusion = try #require(value["conclusion"] as? [String: Any])
    #expect((conclusion["paths"] as? [Any])?.count == 10)
    #expect(conclusion["smallest"] as? Bool == true)
  }

  @Test func whatStandsInTheWay() throws {
    #expect(try Self.run("春晖里").output.contains("“较大安全事故”（是）不可改"))
    #expect(try Self.run("锦绣花园").output.contains("“行政处罚”（1 条）记的是已经发生的事，只能增加，不能删改"))
    #expect(try Self.run("和畅园", "--lang", "en").output.contains("is a text that people have to rewrite"))
  }

  @Test func goalsAndMisuse() throws {
    #expect(try Self.run("桐花苑").output.contains("已经做到，不用改什么。"))
    #expect(try Self.run("槐香里", "--to", "rank:4").output.contains("第 4 名以内"))
    #expect(try Self.run("槐香里", "--to", "5").output.contains("已经做到"))
    #expect(try Self.run("槐香里", "--to", "推荐").output.contains("怎样做到“推荐”"))
    let unknown = try Self.run("桐花园")
    #expect(unknown.code == 3 && unknown.errors.contains("桐花苑"))
    let goal = try Self.run("桐花苑", "--to", "selectd")
    #expect(goal.code == 3 && goal.errors.contains("U108") && goal.errors.contains("selected"))
    #expect(try Self.run("桐花苑", "--to", "0").code == 3)
    #expect(try CommandTests.run(["path", "rules/houma.rules", "rules/sheets"]).errors.contains("--community"))
    #expect(try CommandTests.run(["path", "rules/houma.rules", "--community", "甲"]).code == 3)
    #expect(try CommandTests.run(["path", "rules/broken/cycle.rules", "rules/sheets", "--community", "甲"]).code == 2)
    let sites = try Package.text("rules/observatory-sites/sites.csv").split(separator: "\n")[1].split(separator: ",")[0]
    let site = try CommandTests.run([
      "path", "rules/observatory.rules", "rules/observatory-sites", "--community", String(sites),
    ])
    #expect([0, 3].contains(site.code), "\(site.errors)")
  }
}
