import Analysis
import Diagnostics
import Evaluation
import Model
import TestSupport
import Testing

@testable import Reports

/// Who is not scored, in every format, and what would change that.
@Suite struct UnscoredReportTests {
  private static let rules = """
    标准 准入 “准入评价”
      总分 100 分
    事实 企业 文本
    事实 信用分 数量 分 范围 0 分 至 100 分
    事实 材料真实 是否
    事实 欠薪 是否
    对象 企业
    原则 1 “材料不实的，不计分”
      条件 材料真实
      不计分
    否决 1 “拖欠工资”
      条件 欠薪
    提醒 1 “刚刚过线”
      条件 总分 低于 65 分
    类别 信用
      指标 1 “信用分”
        评分 信用分
    调整 尾数
      加计 0.5 分 当 总分 高于 90 分
    等级 甲 当 总分 不低于 80 分
    等级 乙
    认定 处理 选项（准入，复核，拒绝）
      为 拒绝 当 欠薪
      为 准入 当 总分 不低于 60 分
      否则 复核
    认定 额度 数量 元 为 1000 元 * 总分 / 1 分
    推荐 前 50%
    """

  private static let sheets = [
    "企业：甲\n信用分：70\n材料真实：是\n欠薪：否", "企业：乙\n信用分：95\n材料真实：否\n欠薪：否", "企业：丙\n信用分：0\n材料真实：是\n欠薪：是",
    "企业：丁\n信用分：88\n欠薪：否", "企业：戊\n材料真实：否",
  ]

  private static func shown(_ report: Report) -> String { TextRenderer().render(report) }

  @Test(arguments: Language.allCases) func everyFormat(_ language: Language) throws {
    let standard = try standard(Self.rules)
    let outcome = judge(standard, Self.sheets)
    let judged = Judged(outcome: outcome, rulesDigest: "", sheetsDigest: "", problems: [])
    var parts = [
      Self.shown(OutcomeReport(outcome, language: language, level: .categories).report),
      OutcomeTable.csv(outcome, language: language, level: .categories), OutcomeJSON.text(judged),
    ]
    for name in ["乙", "丁"] {
      let report = ExplanationReport(outcome, try outcome.result(name), language: language).report(item: nil)
      parts.append(report.map(Self.shown) ?? "")
    }
    // The same without the mark, and back.
    let unmarked = judge(try TestSupport.standard(Self.rules.replacing("  不计分\n", with: "")), Self.sheets)
    for effect in [Effect(before: unmarked, after: outcome), Effect(before: outcome, after: unmarked)] {
      let report = EffectReport(effect, language: language)
      parts += [Self.shown(Report(report.blocks)), report.csv, report.json.text()]
    }
    for (name, goal) in [("乙", Goal.selected), ("乙", .grade(0)), ("戊", .rank(1))] {
      let finding = PathSearch.find(outcome, try outcome.result(name), goal, limits: PathSearch.Limits(tries: 2_000))
      let report = PathReport(finding, language: language)
      parts += [Self.shown(report.report), report.csv]
    }
    try Golden.check(parts.joined(separator: "\n---\n"), "unscored.\(language.rawValue).txt")
  }
}
