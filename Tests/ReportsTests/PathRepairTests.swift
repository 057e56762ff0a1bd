import Analysis
import Diagnostics
import Evaluation
import Model
import TestSupport
import Testing

@testable import Reports

/// Each kind of condition, and the change that brings it about.
@Suite struct PathRepairTests {
  struct Case: CustomTestStringConvertible {
    let facts: String
    let condition: String
    let sheet: String
    /// Each way as `fact→value`, in the order of the report.
    let ways: [String]

    var testDescription: String { condition }
  }

  private static func standard(_ facts: String, _ clauses: String) throws -> Standard {
    try TestSupport.standard(
      "标准 例\n基准日 2025年8月20日\n事实 名 文本\n对象 名\n\(facts)\n\(clauses)\n类别 一\n指标 1 “基本”\n条件 是\n推荐 前 9 个 当 有资格")
  }

  private static func finding(_ standard: Standard, _ sheets: [String]) throws -> PathFinding {
    let outcome = judge(standard, sheets.enumerated().map { "名：第\($0.offset)\n" + $0.element })
    return PathSearch.find(outcome, try outcome.result("第0"), .selected)
  }

  private static func ways(_ finding: PathFinding) -> [String] {
    guard case .found(let found) = finding.conclusion else { return [] }
    let report = PathReport(finding, language: .zh)
    return found.paths.map { path in
      path.steps.map { finding.outcome.standard.facts[$0.fact].name + "→" + report.to($0) }.joined(separator: "，")
    }
  }

  /// Why a community is kept out.
  private static func reasons(_ finding: PathFinding) -> String {
    guard case .blocked(let blocked) = finding.conclusion else { return "" }
    let report = PathReport(finding, language: .zh)
    return blocked.map { report.reasons($0.obstacles) }.joined(separator: "\n")
  }

  private static let cases: [Case] = [
    // Numbers: the bound itself, or the next value beyond it.
    Case(facts: "事实 率 百分比", condition: "率 不低于 95%", sheet: "率：90%", ways: ["率→95%"]),
    Case(facts: "事实 率 百分比", condition: "率 超过 95%", sheet: "率：90%", ways: ["率→95.01%"]),
    Case(facts: "事实 率 百分比", condition: "率 * 3 不低于 2", sheet: "率：10%", ways: ["率→66.67%"]),
    Case(facts: "事实 率 百分比", condition: "率 属于 (20%，30%)", sheet: "率：90%", ways: ["率→29.99%"]),
    Case(facts: "事实 次 整数 次", condition: "次 少于 5 次", sheet: "次：9", ways: ["次→4 次"]),
    Case(facts: "事实 价 数量 元", condition: "价 低于 3 元", sheet: "价：7", ways: ["价→2.99 元"]),
    Case(facts: "事实 价 数量 元", condition: "价 低于 0.008 元", sheet: "价：7", ways: ["价→0.007 元"]),
    Case(facts: "事实 价 数量 元", condition: "价 等于 3 元", sheet: "", ways: ["价→3 元"]),
    Case(facts: "事实 次 整数 次 范围 0 次 至 4 次", condition: "次 不少于 5 次", sheet: "次：1", ways: []),
    Case(facts: "事实 温 数量 度 精度 0.1 度", condition: "温 低于 37.3 度", sheet: "温：38", ways: ["温→37.2 度"]),
    Case(facts: "事实 温 数量 度 精度 0.5 度", condition: "温 * 3 超过 100 度", sheet: "温：7", ways: ["温→33.5 度"]),
    Case(facts: "事实 次 整数 次 精度 5 次 舍去", condition: "次 不少于 12 次", sheet: "次：4", ways: ["次→15 次"]),
    // Arithmetic, one fact at a time.
    Case(
      facts: "事实 甲 整数 人\n事实 乙 整数 人", condition: "占比（甲，乙） 不低于 60%", sheet: "甲：2\n乙：7",
      ways: ["甲→5 人", "乙→3 人"]),
    Case(
      facts: "事实 甲 数量 人\n事实 乙 数量 人", condition: "甲 / 乙 = 0.6", sheet: "甲：2\n乙：8",
      ways: ["甲→4.8 人", "乙→≈3.3333 人"]),
    Case(
      facts: "事实 甲 整数 人\n事实 乙 整数 人", condition: "甲 + 2 * 乙 = 12 人", sheet: "甲：2\n乙：4",
      ways: ["甲→4 人", "乙→5 人"]),
    Case(
      facts: "事实 甲 整数 人\n事实 乙 整数 人\n定义 比 为 若 乙 = 0 人 则 100% 否则 占比（甲，乙）", condition: "比 = 100%",
      sheet: "甲：2\n乙：4", ways: ["甲→4 人", "乙→2 人"]),
    Case(
      facts: "事实 甲 整数 人\n事实 乙 整数 人", condition: "甲 不少于 乙", sheet: "", ways: ["甲→填上（是什么都行），乙→0 人"]),
    Case(
      facts: "事实 甲 百分比\n事实 乙 百分比", condition: "甲 + 乙 不低于 150%", sheet: "甲：10%\n乙：20%",
      ways: ["甲→50%，乙→100%"]),
    // Truths, choices.
    Case(facts: "事实 甲 是否\n事实 乙 是否", condition: "非 甲 且 （乙 或 甲）", sheet: "甲：是\n乙：否", ways: ["甲→否，乙→是"]),
    Case(facts: "事实 评 选项（差，中，良，优）由低到高", condition: "评 不低于 良", sheet: "评：差", ways: ["评→良"]),
    Case(facts: "事实 评 选项（红，黄，蓝）", condition: "评 不等于 红", sheet: "评：红", ways: ["评→黄"]),
    Case(facts: "事实 项 多选（一，二，三）", condition: "项 包含全部 {一，三}", sheet: "项：二", ways: ["项→一、二、三"]),
    Case(facts: "事实 项 多选（一，二，三）", condition: "计数 项 不少于 2 项", sheet: "项：三", ways: ["项→一、三"]),
    Case(facts: "事实 项 多选（一，二，三）", condition: "非 项 包含 二", sheet: "项：二、三", ways: ["项→三"]),
    // Presence; a text is only asked to be written.
    Case(facts: "事实 址 文本\n事实 数 整数 户", condition: "址 已填 且 数 已填", sheet: "", ways: ["址→写上，数→填上（是什么都行）"]),
    // Dates.
    Case(facts: "事实 日 日期", condition: "日 不早于 基准日 - 12 个月", sheet: "日：2024-01-01", ways: ["日→2025-08-20"]),
    Case(facts: "事实 日 日期", condition: "日 早于 2025-03-01", sheet: "日：2025-05-01", ways: []),
    Case(facts: "事实 日 日期", condition: "日 早于 2025-12-01", sheet: "日：2025-12-05", ways: ["日→2025-11-30"]),
    Case(facts: "事实 日 日期", condition: "日 早于 2025-03-01", sheet: "", ways: []),
    Case(facts: "事实 日 日期", condition: "日 不早于 2025-03-01", sheet: "", ways: ["日→2025-08-20"]),
    // Records: rows are added, blanks filled in.
    Case(
      facts: "事实 会 记录 次（日期 日期，人数 整数 人）", condition: "计数 会 其中（日期 属于 [2025-01-01，2025-12-31] 且 人数 不少于 20 人） 不少于 2 次",
      sheet: "会：2024-05-01，30\n会：2025-05-01，30", ways: ["会→增加 1 条（日期 2025-08-20、人数 20 人）"]),
    Case(
      facts: "事实 会 记录 次（日期 日期，事由 文本）", condition: "任一 会 其中（事由 = “评议”）", sheet: "会：无",
      ways: ["会→增加 1 条（事由 评议）"]),
    Case(
      facts: "事实 会 记录 次（日期 日期，事由 文本）", condition: "计数 会 其中（日期 已填） 不少于 1 次", sheet: "会：，评议",
      ways: ["会→补上 1 条的空白（日期 2025-08-20）"]),
    Case(
      facts: "事实 款 记录 笔（金额 数量 元）", condition: "合计 款 的 金额 不少于 500 元", sheet: "款：120",
      ways: ["款→增加 1 条（金额 380 元）"]),
    Case(
      facts: "事实 罚 记录 次（日期 日期）", condition: "所有 罚 的 日期 早于 2024-08-20", sheet: "", ways: ["罚→无"]),
    Case(facts: "事实 罚 记录 次（日期 日期）", condition: "所有 罚 的 日期 早于 2024-08-20", sheet: "罚：2025-01-01", ways: []),
    Case(
      facts: "事实 会 记录 次（日期 日期）", condition: "最近 会 的 日期 不早于 2025-06-01", sheet: "会：2024-05-01",
      ways: ["会→增加 1 条（日期 2025-08-20）"]),
    // Nothing is backdated: neither rows nor their blanks.
    Case(
      facts: "事实 会 记录 次（日期 日期）", condition: "任一 会 的 日期 属于 [2024-01-01，2024-12-31]", sheet: "会：2025-05-01", ways: []),
    Case(
      facts: "事实 会 记录 次（日期 日期，事由 文本）", condition: "任一 会 的 日期 早于 2025-01-01", sheet: "会：，评议", ways: []),
    // What others state is left to them.
    Case(
      facts: "事实 评 百分比 他人评定\n事实 改 是否", condition: "评 不低于 90% 或 改", sheet: "评：80%\n改：否", ways: ["改→是"]),
    Case(facts: "事实 评 百分比 他人评定", condition: "评 不低于 90%", sheet: "评：80%", ways: []),
    // A test that decides which branch counts.
    Case(
      facts: "事实 有 是否 不可改\n事实 巡 是否", condition: "若 有 则 巡 否则 是", sheet: "有：是\n巡：否", ways: ["巡→是"]),
  ]

  @Test(arguments: cases) func repairs(_ example: Case) throws {
    let standard = try Self.standard(example.facts, "原则 1 “门”\n条件 \(example.condition)")
    let finding = try Self.finding(standard, [example.sheet])
    #expect(Self.ways(finding) == example.ways)
    if example.ways.isEmpty { #expect(!Self.reasons(finding).isEmpty) }
    if case .found(let found) = finding.conclusion { #expect(found.isLeast) }
  }

  @Test func whatCannotBeRepairedSaysWhy() throws {
    let facts =
      "事实 亮点 文本\n事实 面积 数量 ㎡ 不可改\n事实 罚 记录 次（日期 日期）\n事实 楼 整数 栋 范围 0 栋 至 9 栋\n事实 高 整数 层 不可改\n事实 评 百分比 他人评定\n事实 日 日期\n事实 会 记录 次（日期 日期）"
    let gates = """
      原则 1 “一”
        条件 字数（亮点） 不超过 2 字
      原则 2 “二”
        条件 面积 不少于 100 ㎡
      原则 3 “三”
        条件 计数 罚 = 0 次
      原则 4 “四”
        条件 楼 不少于 10 栋
      原则 5 “五”
        条件 高 不少于 3 层
      原则 6 “六”
        条件 评 不低于 90%
      原则 7 “七”
        条件 日 早于 2025-01-01
      原则 8 “八”
        条件 任一 会 的 日期 早于 2025-01-01
      """
    let finding = try Self.finding(
      try Self.standard(facts, gates), ["亮点：很长很长\n面积：60\n罚：2025-01-01\n楼：3\n评：80%\n会：无"])
    #expect(
      Self.reasons(finding) == """
        “亮点”是文字，要由人改写
        “面积”（60 ㎡）不可改
        “罚”（1 条）记的是已经发生的事，只能增加，不能删改
        “楼”（3 栋）单改哪个值都不够
        “高”（未填）不可改，要先如实填上才知道
        “评”（80%）由他人评定，不能自己改
        “日”（未填）要有基准日以前的日期才行，不能补记过去的事
        “会”（0 条）要有基准日以前的日期才行，不能补记过去的事
        """)
  }

  /// What only others state, and what of it would help.
  @Test func whatOthersStateIsToldWhereItHelps() throws {
    let facts = "事实 评 百分比 他人评定\n事实 分 数量 分 范围 0 分 至 9 分 他人评定\n事实 星 整数 星 他人评定\n事实 改 是否"
    let standard = try Self.standard(facts, "原则 1 “门”\n条件 评 不低于 90% 或 改\n原则 2 “星”\n条件 星 不少于 3 星")
    let finding = try Self.finding(standard, ["评：80%\n改：否\n星：4\n分：1"])
    #expect(finding.leftOut.map { standard.facts[$0].name } == ["评"])
    for (language, line) in [
      (Language.zh, "没有考虑由他人评定的：评（80%），变好了也有用。"),
      (.en, "Left out, since others assess them: 评 (80%). Better ones would help too."),
    ] {
      let text = TextRenderer(width: 200).render(PathReport(finding, language: language).report)
      #expect(text.contains(line) && text.contains(language == .zh ? "会核查" : "is checked"), "\(text)")
    }
  }

  /// What takes least is proposed, and what it takes is told in every form.
  @Test(arguments: [
    (
      Language.zh,
      ["工作量合计 2.5 就能做到，再省不行。", "办法 1（工作量 2.5）", "乙：否 → 是（工作量 0.5）", "丙：否 → 是（工作量 2）"], "工作量"
    ),
    (
      .en,
      [
        "An effort of 2.5 in all is enough; less is not.", "Way 1 (effort 2.5)", "乙: no → yes (effort 0.5)",
        "丙: no → yes (effort 2)",
      ], "effort"
    ),
  ])
  func whatItTakesIsTold(_ language: Language, _ lines: [String], _ heading: String) throws {
    let facts = "事实 甲 是否 工作量 3\n事实 乙 是否 工作量 0.5\n事实 丙 是否 工作量 2\n事实 丁 是否 工作量 9"
    let standard = try Self.standard(facts, "原则 1 “门”\n条件 甲 或 乙 且 丙\n原则 2 “门”\n条件 乙 或 丁")
    let finding = try Self.finding(standard, ["甲：否\n乙：否\n丙：否\n丁：否"])
    #expect(Self.ways(finding) == ["乙→是，丙→是"])
    let report = PathReport(finding, language: language)
    let text = TextRenderer(width: 200).render(report.report)
    #expect(lines.allSatisfy(text.contains), "\(text)")
    #expect(report.csv.contains(",\(heading),") && report.csv.contains(",0.5,"), "\(report.csv)")
    let json = report.json(digest: "")
    #expect(json.contains("\"effort\": 2.5") && json.contains("\"effort\": 0.5"), "\(json)")
  }

  @Test func withoutAnyStatedEffortNothingIsSaidOfIt() throws {
    let standard = try Self.standard("事实 甲 是否", "原则 1 “门”\n条件 甲")
    let report = PathReport(try Self.finding(standard, ["甲：否"]), language: .en)
    let all = TextRenderer(width: 200).render(report.report) + report.csv + report.json(digest: "")
    #expect(all.contains("Changing 1 fact is enough") && !all.contains("ffort"), "\(all)")
  }

  // MARK: Cohorts

  private static let cohort = "事实 街 文本\n事实 企业 文本\n事实 率 百分比\n事实 评 数量 分\n群体 本街 按 街\n群体 各企 全部\n计 企业"

  /// Equals share the better rank: the value of the one who holds the place is enough.
  @Test func placesAreReachedByTheValueThatHoldsThem() throws {
    let standard = try Self.standard(Self.cohort, "原则 1 “前列”\n条件 率 位于 本街 前 2 个")
    let sheets = ["街：东\n率：80%", "街：东\n率：91.5%", "街：东\n率：95%", "街：东\n率：85%", "街：西\n率：99%"]
    #expect(Self.ways(try Self.finding(standard, sheets)) == ["率→91.5%"])
    let bottom = try Self.standard(Self.cohort, "否决 1 “末位”\n条件 率 位于 本街 后 1 个")
    #expect(Self.ways(try Self.finding(bottom, sheets)) == ["率→85.01%"])
    let missing = ["街：东"] + sheets.dropFirst()
    #expect(Self.ways(try Self.finding(standard, missing)) == ["率→91.5%"])
  }

  @Test func aSharedEntityIsNotMovedByOneSheet() throws {
    let standard = try Self.standard(Self.cohort, "原则 1 “信用”\n条件 评 位于 各企 前 1 个")
    let alone = ["企业：甲\n评：60", "企业：乙\n评：90", "企业：丙\n评：70"]
    #expect(Self.ways(try Self.finding(standard, alone)) == ["评→90 分"])
    let finding = try Self.finding(standard, alone + ["企业：甲\n评：60"])
    #expect(Self.reasons(finding) == "群体 各企 按企业计，同一企业另有 1 份事实表，只改这一份不算数")
  }

  // MARK: Points

  private static let points = """
    标准 例
    事实 名 文本
    对象 名
    事实 分 数量 分 范围 0 分 至 60 分
    事实 违规 整数 次
    事实 有梯 是否%%
    事实 维保 是否
    类别 一 分值 60 分 %最低%
      指标 1 “评”
        评分 分
    类别 二
      指标 1 “违规”
        扣减 5 分 按 违规 每 1 次
      指标 2 “电梯”
        不适用 当 非 有梯 满分
        条件 维保
    推荐 前 1 个 当 有资格
    """

  private static func points(_ mark: String = "", _ minimum: String = "") throws -> Standard {
    try TestSupport.standard(
      points.replacing("%%", with: mark).replacing("%最低%", with: minimum))
  }

  /// A mark, or what is counted, goes only as far as the goal needs.
  /// A fact that nothing but the size of a step, or a limit, depends on.
  @Test(arguments: [
    ("加计 10 分 按 次 每 步\n封顶 100%", "步→2 次"), ("得分 10 分 * 次 / 1 次\n封顶 顶", "顶→50 分"),
  ])
  func whateverPointsDependOnIsChanged(_ scoring: String, _ way: String) throws {
    let standard = try TestSupport.standard(
      """
      标准 例
      事实 名 文本
      事实 次 整数 次 不可改
      事实 步 整数 次 范围 1 次 至 10 次
      事实 顶 整数 分 范围 10 分 至 100 分
      对象 名
      类别 一
      指标 1 “一”
      \(scoring)
      推荐 前 9 个 当 总分 不低于 50 分
      """)
    #expect(Self.ways(try Self.finding(standard, ["次：10\n步：10\n顶：10"])) == [way])
  }

  @Test func pointsAreRaisedAsFarAsNeeded() throws {
    let rival = "分：50\n违规：0\n有梯：是\n维保：是"
    let ways = Self.ways(try Self.finding(try Self.points(), ["分：40\n违规：1\n有梯：是\n维保：否", rival]))
    #expect(ways == ["有梯→否，分→55.01 分", "维保→是，分→55.01 分"])
  }

  /// What does not apply is no way out where the fact is marked.
  @Test func fixedFactsStay() throws {
    let sheets = ["分：45\n违规：0\n有梯：是\n维保：否", "分：50\n违规：0\n有梯：是\n维保：否"]
    let free = Self.ways(try Self.finding(try Self.points(), sheets))
    #expect(free == ["有梯→否", "维保→是", "分→50.01 分"])
    #expect(Self.ways(try Self.finding(try Self.points(" 不可改"), sheets)) == ["维保→是", "分→50.01 分"])
  }

  /// Everything that can be changed, and still not enough.
  @Test func theBestIsShownWhereItIsNotEnough() throws {
    let standard = try TestSupport.standard(
      "标准 例\n事实 名 文本\n对象 名\n事实 甲 是否 不可改\n事实 乙 是否\n类别 一\n指标 1 “甲”\n条件 甲\n指标 2 “乙”\n条件 乙\n推荐 前 1 个")
    let finding = try Self.finding(standard, ["甲：否\n乙：否", "甲：是\n乙：是"])
    guard case .none(upTo: nil, let best) = finding.conclusion else {
      Issue.record("\(finding.conclusion)")
      return
    }
    #expect(best?.steps.map(\.fact) == [2])
    let text = TextRenderer().render(PathReport(finding, language: .zh).report)
    #expect(text.contains("能改的都改了也不够") && text.contains("1. 乙：否 → 是。指标 一.2 +50 分。总分 50，第 2 名"), "\(text)")
  }

  /// Many facts that are all needed: the bound alone shows that there is no smaller set.
  @Test func whatIsForcedNeedsNoSearch() throws {
    let facts = (0..<130).map { "事实 甲\($0) 是否" }.joined(separator: "\n")
    let gates = "原则 1 “全”\n" + (0..<130).map { "条件 甲\($0)" }.joined(separator: "\n")
    let finding = try Self.finding(try Self.standard(facts, gates), [""])
    guard case .found(let found) = finding.conclusion else {
      Issue.record("\(finding.conclusion)")
      return
    }
    #expect(found.isLeast && found.paths.map(\.steps.count) == [130])
    let sum = (0..<60).map { "甲\($0)" }.joined(separator: " + ")
    let counts = (0..<60).map { "事实 甲\($0) 整数 次" }.joined(separator: "\n")
    let together = try Self.finding(try Self.standard(counts, "原则 1 “和”\n条件 \(sum) 不少于 900 次"), [""])
    #expect(Self.ways(together).first?.hasPrefix("甲0→900 次") == true)
  }

  @Test func minimaAreReached() throws {
    let finding = try Self.finding(try Self.points("", "最低 30 分"), ["分：20\n违规：0\n有梯：否", "分：0\n违规：9\n有梯：否"])
    #expect(finding.barriers == [.minimum(.category(0))])
    #expect(Self.ways(finding) == ["分→30 分"])
  }
}
