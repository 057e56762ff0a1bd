import Diagnostics
import Evaluation
import Foundation
import Model
import Reports
import TestSupport
import Testing

/// What follows from points under headings of its own: 认定.
@Suite struct DeterminationTests {
  private static let rules = """
    标准 信用
      总分 100 分
    事实 企业 文本
    事实 履约率 百分比
    事实 失信 整数 次
    对象 企业
    参数 每分 10 元
    类别 履约
      指标 1 “履约”
        得分 履约率
    认定 风险 “信用风险等级” 选项（低，中，高）由低到高
      为 高 当 总分 低于 60 分 或 失信 不少于 3 次
      为 中 当 总分 低于 80 分
      否则 低
    认定 间隔 整数 天
      为 30 天 当 风险 = 高
      否则 365 天
    认定 补贴 为 每分 * 总分 / 1 分
    认定 均摊 为 100 元 / (失信 / 1 次)
    """

  private static let sheets = [
    "企业：春\n履约率：90%\n失信：3\n", "企业：夏\n履约率：70%\n失信：1\n", "企业：秋\n失信：2\n", "企业：冬\n履约率：85%\n失信：0\n",
  ]

  @Test(arguments: Language.allCases)
  func everyFormat(_ language: Language) throws {
    let outcome = judge(try standard(Self.rules), Self.sheets)
    let judged = Judged(outcome: outcome, rulesDigest: "", sheetsDigest: "", problems: [])
    func shown(_ report: Report) -> String { TextRenderer().render(report) }
    var parts = [
      shown(OutcomeReport(outcome, language: language, level: .categories).report),
      OutcomeTable.csv(outcome, language: language, level: .categories), OutcomeJSON.text(judged),
    ]
    let open = ExplanationReport(outcome, try outcome.result("秋"), language: language)
    for item in [nil, "风险"] { if let report = open.report(item: item) { parts.append(shown(report)) } }
    let amended = Self.rules.replacing("低于 80 分", with: "低于 90 分")
    let effect = Effect(before: outcome, after: judge(try standard(amended), Self.sheets))
    parts.append(EffectReport(effect, language: language).summary)
    try Golden.check(parts.joined(separator: "\n---\n"), "determinations.\(language.rawValue).txt")
    #expect(outcome.hasFailures)
  }

  /// What a variant says takes the place of all cases.
  @Test(arguments: [
    ("修改 认定 风险\n  为 中 当 总分 低于 95 分\n  否则 低", "中", "365 天"), ("修改 认定 风险 为 高", "高", "30 天"),
    ("修改 认定 间隔 为 7 天", "低", "7 天"),
  ])
  func variants(_ amendment: String, _ risk: String, _ interval: String) throws {
    let loaded = try load(
      "b.rules", from: ["a.rules": Self.rules, "b.rules": "标准 省 继承 信用 于 “a.rules”\n" + amendment + "\n"])
    let outcome = judge(try #require(loaded.standard), ["企业：冬\n履约率：90%\n失信：1\n"])
    let found = zip(outcome.standard.determinations, outcome.results[0].determinations).map {
      $1.text(of: $0, language: .zh)
    }
    #expect(found.prefix(2) == [risk, interval])
  }

  /// Every way of saying it is the same.
  @Test(arguments: [
    "定义 系数 为 若 档 = 优 则 2 否则 若 档 = 良 则 1 否则 0", "定义 系数\n  为 2 当 档 = 优\n  为 1 当 档 = 良\n  否则 0",
    "定义 系数 数量\n  表 档\n  行 优：2\n  行 良：1\n  行 差：0", "定义 系数\n  表 档\n  行 优：2\n  行 {良}：1\n  行 任意：0",
  ])
  func ways(_ definition: String) throws {
    let text = """
      标准 例
      事实 名 文本
      事实 档 选项（优，良，差）
      对象 名
      \(definition)
      类别 甲
        指标 1 “甲”
          得分 40 分 * 系数
      """
    let outcome = judge(try standard(text), ["名：一\n档：优\n", "名：二\n档：良\n", "名：三\n档：差\n", "名：四\n"])
    #expect(try ["一", "二", "三", "四"].map { try outcome.result($0).total.exactText } == ["80", "40", "0", "0~80"])
  }
}
