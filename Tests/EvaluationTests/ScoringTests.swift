import Evaluation
import Model
import Quantities
import TestSupport
import Testing

@Suite struct ScoringTests {
  private static let header = """
    标准 例
      总分 10 分
    事实 名 文本
    对象 名
    事实 甲 是否
    事实 乙 是否
    事实 率 百分比
    事实 次 整数 次
    事实 等次 选项（优，良，差）
    类别 一 分值 10 分

    """

  /// The points of a category of ten that holds the items given.
  private func points(_ items: String, _ facts: String) throws -> Interval {
    let outcome = judge(try standard(Self.header + items), ["名：例\n" + facts])
    return try #require(outcome.results[0].total.points)
  }

  private func exact(_ above: Int, _ below: Int = 1) throws -> Rational { try Rational(above, over: below) }

  @Test(arguments: [
    // Bands: the first that holds.
    ("得分 100% 当 率 不低于 90%\n得分 60% 当 率 不低于 80%\n否则 0%", "率：95%", 10, 10),
    ("得分 100% 当 率 不低于 90%\n得分 60% 当 率 不低于 80%\n否则 0%", "率：85%", 6, 6),
    ("得分 100% 当 率 不低于 90%\n得分 60% 当 率 不低于 80%\n否则 0%", "率：79%", 0, 0),
    ("得分 100% 当 率 不低于 90%\n得分 60% 当 率 不低于 80%\n否则 0%", "", 0, 10),
    ("得分 1 分 当 率 未填\n得分 9 分 当 率 不低于 90%", "", 1, 1),
    // Formula, table, interpolation, mark.
    ("得分 率 * 10 分", "率：30%", 3, 3), ("表 等次，甲\n行 优，是：10 分\n行 优，任意：8 分\n行 {良，差}，任意：3 分", "等次：优\n甲：否", 8, 8),
    ("表 等次，甲\n行 优，是：10 分\n行 优，任意：8 分\n行 {良，差}，任意：3 分", "等次：优", 8, 10), ("表 率\n行 [90%，]：10 分\n行 未填：2 分", "", 2, 2),
    ("插值 率（80%：0 分，90%：6 分，100%：10 分）", "率：85%", 3, 3), ("插值 率（80%：0 分，90%：6 分，100%：10 分）", "率：95%", 8, 8),
    ("插值 率（80%：0 分，90%：6 分，100%：10 分）", "率：10%", 0, 0), ("插值 率（80%：0 分，90%：6 分，100%：10 分）", "", 0, 10),
    // Steps.
    ("扣减 2 分 按 次 每 1 次", "次：3", 4, 4), ("扣减 2 分 按 次 每 1 次", "次：9", 0, 0), ("扣减 2 分 按 次 每 1 次", "", 0, 10),
    ("扣减 1 分 按 次 每 2 次", "次：5", 8, 8), ("扣减 1 分 按 次 每 2 次 进一", "次：5", 7, 7),
    ("扣减 1 分 按 次 每 2 次 按比例\n舍入 至 1 分", "次：5", 8, 8),
    ("加计 3 分 按 次 每 1 次\n封顶 8 分", "次：4", 8, 8), ("得分 5 分\n加计 1 分 当 甲\n乘以 50% 当 乙", "甲：是\n乙：是", 3, 3),
    ("得分 5 分\n加计 1 分 当 甲\n乘以 50% 当 乙", "甲：是", 3, 6), ("得分 -3 分 当 甲\n否则 2 分\n保底 -5 分", "甲：是", -3, -3),
    ("乘以 1 - 10% * 次 / 1 次", "次：3", 7, 7),
    // Conditions come before the base.
    ("条件 甲\n得分 7 分", "甲：否", 0, 0), ("条件 甲\n得分 7 分", "甲：是", 7, 7), ("条件 甲\n得分 7 分", "", 0, 7),
    // Larger and smaller of.
    ("得分 较大者（率 * 10 分，4 分）", "率：20%", 4, 4), ("得分 较小者（率 * 10 分，4 分）", "率：80%", 4, 4),
  ])
  func oneItem(_ fields: String, _ facts: String, _ least: Int, _ most: Int) throws {
    #expect(try points("指标 1 “甲”\n" + fields, facts) == Interval(exact(least), exact(most)))
  }

  @Test(arguments: [
    ("甲：是\n乙：是\n率：100%", "分摊", 10, 1), ("甲：否\n乙：是\n率：100%", "分摊", 10, 1), ("甲：否\n乙：是\n率：0%", "分摊", 5, 1),
    ("甲：否\n乙：是\n率：100%", "满分", 10, 1), ("甲：否\n乙：是\n率：100%", "零分", 20, 3),
  ])
  func itemsThatDoNotApply(_ facts: String, _ treatment: String, _ above: Int, _ below: Int) throws {
    let items = """
      指标 1 “有甲才适用”
        不适用 当 非 甲 \(treatment)
        条件 乙
      指标 2 “乙”
        条件 乙
      指标 3 “率”
        条件 率 不低于 50%
      """
    #expect(try points(items, facts) == Interval(exact(above, below)))
  }

  /// With it unknown whether an item applies, the ends of the interval are those of the two answers.
  @Test func unknownApplicabilitySpansBothAnswers() throws {
    let items = "指标 1 “一”\n不适用 当 非 甲\n条件 乙\n指标 2 “二”\n条件 率 不低于 50%\n指标 3 “三”\n条件 乙\n"
    for rest in ["乙：否\n率：100%", "乙：是\n率：0%"] {
      let open = try points(items, rest)
      let ends = [try points(items, "甲：是\n" + rest), try points(items, "甲：否\n" + rest)]
      #expect(open == ends[0].hull(ends[1]))
    }
  }

  @Test func groupsHaveCapsAndMinimumsOfTheirOwn() throws {
    let text = """
      标准 例
        总分 20 分
      事实 名 文本
      对象 名
      事实 次 整数 次
      类别 一 分值 20 分
        最低 5 分
        分组 荣誉 分值 8 分
          封顶 6 分
          最低 25%
          指标 1 “国家级” 分值 4 分
            加计 2 分 按 次 每 1 次
          指标 2 “省级” 分值 4 分
            加计 4 分 按 次 每 1 次
        分组 其他 分值 12 分
          指标 3 “三”
            得分 3 分
      """
    let standard = try standard(text)
    func result(_ count: Int) -> SheetResult { judge(standard, ["名：甲\n次：\(count)"]).results[0] }
    #expect(result(2).categories[0].groups[0].points == Interval(Rational(6)))
    #expect(result(2).total.points == Interval(Rational(9)))
    #expect(result(2).eligible == .yes)
    #expect(result(0).categories[0].groups[0].minimum == .no)
    #expect(result(0).categories[0].minimum == .no)
    #expect(result(0).eligible == .no)
  }

  @Test func adjustmentsApplyInTheirOrder() throws {
    let text = """
      标准 例
      事实 名 文本
      对象 名
      事实 分数 数量 分
      类别 一 分值 100%
        指标 1 “一”
          评分 分数
      加分 奖 3 分
        条件 分数 不低于 80 分
      扣分 罚 10 分
        条件 分数 低于 60 分
      调整 系数
        乘以 110% 当 分数 不低于 90 分
        封顶 100 分
        舍入 至 1 分
      等级 优 当 总分 不低于 90 分 且 非 任一 类别 的 得分率 低于 85%
      等级 良 当 总分 不低于 80 分
      等级 差
      """
    let standard = try standard(text)
    for (mark, total, grade) in [(95, 100, "优"), (87, 90, "优"), (84, 87, "良"), (70, 70, "差"), (50, 40, "差")] {
      let result = judge(standard, ["名：甲\n分数：\(mark)"]).results[0]
      #expect(result.total.points == Interval(Rational(total)), "\(mark)")
      #expect(result.grades.map { $0.map { standard.grades[$0].name } } == [grade], "\(mark)")
    }
    #expect(judge(standard, ["名：甲\n分数：120"]).results[0].categories[0].items[0].verdict == .failed)
  }

  /// What is computed is cut to the points; a mark beyond them is refused unless limits are stated.
  @Test(arguments: [
    ("得分 分", "12", "10"), ("得分 分", "-2", "0"), ("得分 分\n保底 -1 分", "-2", "-1"), ("评分 分", "10", "10"), ("评分 分", "0", "0"),
    ("评分 分", "12", "failed"), ("评分 分", "-2", "failed"), ("评分 分\n封顶 10 分", "12", "10"),
    ("评分 分\n封顶 10 分", "-2", "failed"),
    ("评分 分\n封顶 8 分\n保底 0 分", "-2", "0"), ("评分 分\n保底 -5 分", "-2", "-2"), ("评分 分\n保底 -5 分", "12", "failed"),
    ("评分 率", "70%", "7"), ("评分 率 * 50%", "100%", "5"), ("评分 分 - 5 分", "3", "failed"),
  ])
  func marksAndComputedScores(_ fields: String, _ value: String, _ wanted: String) throws {
    let standard = try standard(Self.header + "指标 1 “一”\n" + fields + "\n事实 分 数量 分")
    let score = judge(standard, ["名：例\n" + (value.hasSuffix("%") ? "率：" : "分：") + value]).results[0].categories[0]
      .items[0]
    if wanted == "failed" {
      #expect(score.verdict == .failed && score.error == .markOutOfRange && score.points.most <= .finite(Rational(10)))
    } else {
      #expect(score.points.exactText == wanted && score.error == nil)
    }
  }

  /// What a deduction scores is lost; from a stated base it may be made smaller.
  @Test(arguments: [
    ("加计 2 分 按 次 每 1 次", "次：3", 94, 94), ("加计 2 分 按 次 每 1 次", "次：9", 90, 90), ("加计 2 分 按 次 每 1 次", "", 90, 100),
    ("得分 8 分\n扣减 1 分 按 次 每 1 次", "次：3", 95, 95), ("条件 次 多于 0 次", "次：1", 90, 90),
  ])
  func deductions(_ fields: String, _ facts: String, _ least: Int, _ most: Int) throws {
    let standard = try standard(
      "标准 例\n事实 名 文本\n对象 名\n事实 次 整数 次\n类别 一\n指标 1 “一”\n条件 名 已填\n扣分 罚 10 分\n" + fields)
    let total = judge(standard, ["名：甲\n" + facts]).results[0].total
    #expect(total == .scored(Interval(Rational(least), Rational(most))))
  }

  @Test(arguments: [("是", Truth.no), ("否", .yes), ("", .unknown)])
  func aVetoTakesEligibilityAway(_ answer: String, _ eligible: Truth) throws {
    let standard = try standard(
      "标准 例\n事实 名 文本\n对象 名\n事实 造假 是否\n否决 1 “造假”\n  条件 造假\n类别 一\n  指标 1 “一”\n    条件 名 已填\n推荐 前 1")
    let result = judge(standard, ["名：甲\n造假：\(answer)"]).results[0]
    #expect(result.eligible == eligible)
    #expect(result.selection == (eligible == .yes ? .yes : eligible == .no ? .no : .open))
    #expect(result.total.points == Interval(Rational(100)))
  }

  @Test func aScoreCanBeRelativeToTheCohort() throws {
    let text = """
      标准 报价
        总分 30 分
      事实 名 文本
      对象 名
      事实 报价 数量 万元
      群体 全体 全部
      类别 价格
        指标 1 “最低价除以本价”
          得分 群体最低（报价，全体） / 报价 * 30 分
          舍入 至 0.01 分
      """
    let outcome = judge(try standard(text), ["名：甲\n报价：80", "名：乙\n报价：90 万元", "名：丙\n报价：160", "名：丁"])
    #expect(try outcome.result("甲").total.points == Interval(Rational(30)))
    #expect(try outcome.result("乙").total.points == Interval(exact(2667, 100)))
    #expect(try outcome.result("丙").total.points == Interval(Rational(15)))
    #expect(try outcome.result("丁").total.points == Interval(.zero, Rational(30)))
  }
}

@Suite struct RankingTests {
  private func standard(_ tail: String, _ cohort: String = "群体 全市 全部 进一") throws -> Standard {
    try TestSupport.standard(
      """
      标准 例
      事实 名 文本
      对象 名
      事实 街道 文本
      事实 满意度 百分比
      事实 分数 数量 分 范围 0 分 至 100 分
      事实 企业 文本
      事实 参加 是否 缺省 是
      参评 当 参加
      \(cohort)
      类别 一
        指标 1 “一”
          评分 分数
      \(tail)
      """)
  }

  private func sheet(_ name: String, _ score: Int?, _ more: String = "") -> String {
    "名：\(name)\n分数：\(score.map(String.init) ?? "")\n" + more
  }

  private func selected(_ outcome: Outcome) -> String {
    outcome.results.map { outcome.sheet($0).name + ($0.selection?.rawValue ?? "-") }.joined(separator: " ")
  }

  @Test func tiesShareARankAndAreShownAtTheEdge() throws {
    let outcome = judge(
      try standard("推荐 前 2"), [sheet("甲", 90), sheet("乙", 80), sheet("丙", 80), sheet("丁", 70)])
    #expect(outcome.results.map(\.rank) == [1, 2, 2, 4])
    #expect(selected(outcome) == "甲yes 乙tied 丙tied 丁no")
  }

  @Test func tieBreaksDecideBeforeTheEdge() throws {
    let outcome = judge(
      try standard("排序 总分 由高到低，满意度 由高到低\n推荐 前 2"),
      [sheet("甲", 90, "满意度：80%"), sheet("乙", 80, "满意度：91%"), sheet("丙", 80, "满意度：92%")])
    #expect(selected(outcome) == "甲yes 丙yes 乙no")
  }

  @Test func anOpenTotalLeavesOnlyThoseOpenWhomItCanMove() throws {
    let outcome = judge(
      try standard("推荐 前 2"), [sheet("甲", 90), sheet("乙", nil), sheet("丙", 80), sheet("丁", 70)])
    let found = try ["甲", "乙", "丙", "丁"].map { try outcome.result($0).selection }
    #expect(found == [.yes, .open, .open, .no])
  }

  @Test func groupQuotasComeBeforeTheOverallOne() throws {
    let outcome = judge(
      try standard("推荐 前 2 每 街道 前 1"),
      [sheet("甲", 90, "街道：东"), sheet("乙", 85, "街道：东"), sheet("丙", 80, "街道：西"), sheet("丁", 70, "街道：北")])
    #expect(selected(outcome) == "甲yes 乙no 丙yes 丁no")
  }

  @Test func whoDoesNotTakePartIsNeitherRankedNorSelected() throws {
    let outcome = judge(try standard("推荐 前 1"), [sheet("甲", 90, "参加：否"), sheet("乙", 80)])
    #expect(outcome.results.map(\.rank) == [1, nil])
    #expect(selected(outcome) == "乙yes 甲-")
  }

  /// 12 communities: 5 % of 12 is 0.6.
  @Test(arguments: [("", 0), ("舍去", 0), ("进一", 1), ("四舍五入", 1)])
  func howSharesOfPlacesAreRounded(_ mode: String, _ passing: Int) throws {
    let standard = try standard("原则 1 “前”\n  条件 满意度 位于 全市 前 5%", "群体 全市 全部 \(mode)")
    let outcome = judge(standard, (1...12).map { sheet("第\($0)", 1, "满意度：\(80 + $0)%") })
    #expect(outcome.results.filter { $0.requirements[0].verdict == .met }.count == passing)
  }

  @Test func cohortsTiesReferenceSheetsAndGaps() throws {
    let standard = try standard(
      "原则 1 “前二”\n  条件 满意度 位于 辖区 前 2\n原则 2 “后一”\n  条件 满意度 位于 辖区 后 1", "群体 辖区 按 街道")
    let outcome = judge(
      standard,
      [
        sheet("甲", 1, "街道：东\n满意度：90%"), sheet("乙", 1, "街道：东\n满意度：95%\n参加：否"), sheet("丙", 1, "街道：东\n满意度：90%"),
        sheet("丁", 1, "街道：东\n满意度：80%"), sheet("戊", 1, "街道：西\n满意度：10%"), sheet("己", 1, "街道：东"),
        sheet("庚", 1, "满意度：99%"),
      ])
    func verdicts(_ name: String) throws -> [Verdict] { try outcome.result(name).requirements.map(\.verdict) }
    // Reference sheets count; equals share the better rank.
    #expect(try verdicts("甲") == [.met, .unmet])
    #expect(try verdicts("丙") == [.met, .unmet])
    #expect(try verdicts("丁") == [.unmet, .met])
    #expect(try verdicts("戊") == [.met, .met])
    #expect(try verdicts("己") == [.unverified, .unverified])
    #expect(try verdicts("庚") == [.unverified, .unverified])
  }

  @Test func enterprisesCountOnceAndContradictionsAreNamed() throws {
    let standard = try standard("原则 1 “前二”\n  条件 满意度 位于 企业榜 前 2", "群体 企业榜 全部 计 企业")
    let outcome = judge(
      standard,
      [
        sheet("甲", 1, "企业：一\n满意度：95%"), sheet("乙", 1, "企业：一\n满意度：95%"), sheet("丙", 1, "企业：二\n满意度：90%"),
        sheet("丁", 1, "企业：三\n满意度：80%"), sheet("戊", 1, "企业：四\n满意度：99%"), sheet("己", 1, "企业：四\n满意度：98%"),
      ])
    func verdict(_ name: String) throws -> Verdict { try outcome.result(name).requirements[0].verdict }
    #expect(try verdict("乙") == .met)
    #expect(try verdict("丙") == .met)
    #expect(try verdict("丁") == .unmet)
    #expect(try verdict("戊") == .failed)
    #expect(outcome.conflicts == ["四"])
  }

  @Test func aSmallCohortAndAPublishedCutOff() throws {
    let standard = try standard(
      "参数 公布线 百分比 待定 “等公布”\n原则 1 “前”\n  条件 满意度 位于 全市 前 1 界线 公布线", "群体 全市 全部 最小规模 3")
    let outcome = judge(standard, [sheet("甲", 1, "满意度：90%"), sheet("乙", 1, "满意度：80%")])
    #expect(outcome.results.allSatisfy { $0.requirements[0].verdict == .unverified })
  }

  /// A group's quota counts a sheet in the group of its default; one that may be in any group leaves
  /// the others open; where it is ahead of all, it is chosen whichever its group is.
  @Test(arguments: [
    ("缺省 “甲县”", ["甲一": SelectionStatus.no, "甲二": .no, "空": .yes, "乙一": .yes]),
    ("", ["甲一": .open, "甲二": .no, "空": .yes, "乙一": .open]),
  ])
  func groupsOfASelection(_ field: String, _ wanted: [String: SelectionStatus]) throws {
    let standard = try TestSupport.standard(
      """
      标准 例
      事实 名 文本
      事实 县 文本 \(field)
      事实 分 数量 分 范围 0 分 至 100 分
      对象 名
      类别 考核
        指标 1 “分”
          评分 分
      推荐 每 县 前 1 个
      """)
    let outcome = judge(
      standard, ["名：甲一\n县：甲县\n分：80", "名：甲二\n县：甲县\n分：70", "名：空\n分：90", "名：乙一\n县：乙县\n分：60"])
    for (name, status) in wanted { #expect(try outcome.result(name).selection == status, "\(name)") }
  }
}
