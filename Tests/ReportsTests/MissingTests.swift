import Analysis
import Diagnostics
import Evaluation
import Model
import Quantities
import Reports
import TestSupport
import Testing

/// What is not known is named where it matters, whether a fact of a sheet or a parameter of the standard.
@Suite struct MissingTests {
  private static let text = """
    标准 例
    事实 名 文本
    对象 名
    事实 分数 数量 分 范围 0 分 至 100 分
    事实 环境 选项（差，中，良，优）由低到高
    事实 资历 整数 年
    事实 参加 是否
    事实 街道 文本
    参数 及格线 数量 分 待定 “没有说多少分及格”
    参数 名额 整数 个 待定 “没有说几个”
    参数 底线 百分比 范围 10% 至 50%
    参数 没人等 数量 分
    参评 当 参加
    群体 同街 按 街道
    原则 1 “及格”
      条件 分数 不低于 及格线
    要件 2 “街道里领先”
      条件 名次（分数，同街，前） 不超过 3
    类别 一
      最低 底线
      指标 1 “一”
        评分 分数
    调整 加
      加计 没人等 当 否
    等级 好 当 总分 不低于 60 分 且 环境 不低于 良
    等级 一般
    排序 总分 由高到低，资历 由高到低
    推荐 前 名额
    """

  private func outcome() throws -> Outcome {
    judge(
      try standard(Self.text),
      [
        "名：甲\n分数：80\n参加：是\n街道：东", "名：乙\n分数：30\n参加：是\n街道：东\n资历：2\n环境：优", "名：丙\n分数：90\n参加：否",
        "名：丁\n资历：9\n环境：差\n街道：西",
      ])
  }

  private func missing(_ name: String) throws -> [String] {
    let outcome = try outcome()
    return outcome.missing(try outcome.result(name)).map { missing in
      let name =
        switch missing.input {
        case .fact(let index): outcome.standard.facts[index].name
        case .parameter(let index): outcome.standard.parameters[index].name
        }
      let requirements = missing.requirements.map { outcome.standard.requirements[$0].id }
      return ([name, missing.points.value?.exactText ?? "∞"] + requirements + missing.decisions.map(\.rawValue))
        .joined(separator: " ")
    }
  }

  @Test func everyResultNamesWhatItWaitsFor() throws {
    #expect(try missing("甲") == ["环境 0 grade", "资历 0 ranking", "及格线 0 1", "名额 0 selection"])
    #expect(try missing("乙") == ["及格线 0 1", "名额 0 selection", "底线 0 eligibility"])
    #expect(
      try missing("丁") == [
        "分数 100 1 eligibility", "参加 0 participation", "及格线 0 1", "名额 0 selection", "底线 0 eligibility",
      ])
  }

  /// Nothing but the minimum of an item waits for what may make it inapplicable, and nothing but the places of others for
  /// a group.
  @Test func whatDecidesForOthersIsMissingToo() throws {
    let text = """
      标准 例
        总分 10 分
      事实 名 文本
      对象 名
      事实 分数 数量 分 范围 0 分 至 10 分
      事实 新 是否
      事实 街道 文本
      类别 一
        指标 1 “一” 分值 5 分
          不适用 当 新
          得分 0 分 当 分数 不低于 0 分
          最低 3 分
        指标 2 “二” 分值 5 分
          得分 分数 / 2
      推荐 每 街道 前 50%
      """
    let outcome = judge(
      try standard(text), ["名：甲\n分数：8\n街道：东\n新：是", "名：乙\n分数：2\n新：是", "名：丙\n分数：2\n街道：西"])
    func missing(_ name: String) throws -> [[Decision]] {
      outcome.deciding(try outcome.result(name)).map(\.decisions)
    }
    #expect(try missing("乙") == [[.selection]])
    #expect(try missing("丙") == [[.eligibility]])
  }

  /// Where the cohort of a sheet is not known, what decides it is missing too.
  @Test func whatDecidesTheCohortIsMissingToo() throws {
    let text = """
      标准 例
      事实 名 文本
      对象 名
      事实 率 百分比
      事实 街道 文本
      事实 新 是否
      群体 同街 按 街道
        当 新
      原则 1 “名次”
        条件 名次（率，同街，前） = 1
      原则 2 “最高”
        条件 率 = 群体最高（率，同街）
      原则 3 “前”
        条件 率 位于 同街 前 1
      """
    let standard = try standard(text)
    let result = judge(standard, ["名：甲\n率：9%"]).results[0]
    let facts = result.requirements.map { $0.missing }
    #expect(facts == [[.fact(2), .fact(3)], [.fact(2), .fact(3)], [.fact(2), .fact(3)]])
  }

  @Test func theReportListsParametersOnce() throws {
    let outcome = try outcome()
    func text(_ language: Language) -> String {
      TextRenderer().render(OutcomeReport(outcome, language: language, level: .categories).report)
    }
    let zh = text(.zh)
    #expect(zh.contains("尚无值的参数（括号内是取决于它的结果）\n  及格线（原则 1）：3 份待定\n  名额（推荐）：3 份待定\n  底线（资格）：2 份待定\n"))
    #expect(zh.contains("甲：环境（等级）、资历（排序）\n") && zh.contains("参加（参评）"))
    #expect(!zh.contains("没人等"))
    let en = text(.en)
    #expect(en.contains("及格线 (gate 1): 3 sheets open") && en.contains("名额 (selection)") && en.contains("环境 (grade)"))
    #expect(en.contains("parameter 及格线: 没有说多少分及格") && !en.contains("参数"))
  }

  @Test func programsAndExplanationsTellThemApart() throws {
    let outcome = try outcome()
    let judged = Judged(outcome: outcome, rulesDigest: "", sheetsDigest: "", problems: [])
    let json = OutcomeJSON.text(judged).filter { !$0.isWhitespace }
    #expect(json.contains("\"missing\":[],\"missingParameters\":[\"及格线\"]"))
    #expect(json.contains("{\"fact\":\"环境\",\"points\":\"0\",\"requirements\":[],\"decisions\":[\"grade\"]}"))
    #expect(json.contains("{\"parameter\":\"名额\",\"points\":\"0\",\"requirements\":[],\"decisions\":[\"selection\"]}"))
    #expect(json.contains("\"subject\":\"参数名额\",\"kind\":\"parameter\",\"name\":\"名额\""))
    let explanation = ExplanationReport(outcome, try outcome.result("甲"), language: .zh)
    let text = TextRenderer().render(try #require(explanation.report(item: nil)))
    #expect(text.contains("等级  待核实  缺少：环境") && text.contains("推荐  待核实  缺少：名额"))
  }

  /// Where no grade is left for everybody else, it may come to none: that is open, and no grade yet.
  @Test(arguments: [
    ("甲：是", "优/良"), ("甲：否", "良/无"), ("甲：否\n乙：否", "—"), ("甲：否\n乙：是", "良"), ("甲：是\n乙：是", "优"),
  ])
  func gradesThatMayBeNone(_ facts: String, _ grades: String) throws {
    let standard = try standard(
      """
      标准 例
      事实 名 文本
      事实 甲 是否
      事实 乙 是否
      对象 名
      类别 一
        指标 1 “一”
          条件 甲
        指标 2 “二”
          条件 乙
      等级 优 当 总分 不低于 90 分
      等级 良 当 总分 不低于 40 分
      """)
    let outcome = judge(standard, ["名：某\n" + facts])
    let result = try outcome.result("某")
    let report = TextRenderer().render(OutcomeReport(outcome, language: .zh, level: .categories).report)
    #expect(report.contains("  \(grades)  "), "\(report)")
    #expect((result.open[.grade] != nil) == grades.contains("/"))
    let isGood = ["优/良", "良", "优"].contains(grades)
    switch PathSearch.find(outcome, result, .grade(1)).conclusion {
    case .already: #expect(isGood)
    default: #expect(!isGood)
    }
  }

  /// Of points that nothing limits.
  @Test func reportsSayThatThereIsNoEnd() throws {
    let standard = try standard(
      """
      标准 例
        总分 不限
      事实 名 文本
      对象 名
      事实 分数 数量 分 范围 0 分 至 10 分
      事实 次 整数 次
      类别 一
      指标 1 “一”
      得分 分数
      加分 红
      加计 1 分 按 次 每 1 次
      """)
    let outcome = judge(standard, ["名：甲\n分数：8"])
    let judged = Judged(outcome: outcome, rulesDigest: "", sheetsDigest: "", problems: [])
    func text(_ language: Language) -> String {
      TextRenderer().render(OutcomeReport(outcome, language: language, level: .items).report)
    }
    #expect(text(.zh).contains("8起") && text(.zh).contains("次（分数不限）"))
    #expect(text(.en).contains("8+") && text(.en).contains("次 (points without limit)"))
    let json = OutcomeJSON.text(judged)
    #expect(json.contains("\"least\": \"8\"") && json.contains("\"most\": null"))
    #expect(!json.contains("1000000000") && !json.contains("999999999"))
    let table = OutcomeTable.csv(outcome, language: .en, level: .categories)
    #expect(table.contains(",8,8,0,,8,,"))
  }
}
