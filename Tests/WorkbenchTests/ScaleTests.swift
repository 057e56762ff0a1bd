import Analysis
import Diagnostics
import Evaluation
import Model
import Quantities
import Reports
import Sheets
import TestSupport
import Testing
import Workbench

/// Categories that are marked on a scale of their own.
@Suite struct ScaleTests {
  private static let text = """
    标准 例
      总分 100 分
    事实 名 文本
    对象 名
    事实 缺 整数 次 范围 0 次 至 20 次
    事实 率 百分比
    事实 有 是否
    事实 分 数量 分 范围 0 分 至 10 分
    类别 甲 “甲表” 分值 30%
      满分 200 分
      舍入 至 1 分
      最低 120 分
      指标 1 “一” 分值 60%
        扣减 5 分 按 缺 每 1 次
      指标 2 “二” 分值 50 分
        得分 率
      分组 组
        封顶 20 分
        指标 3 “三”
          不适用 当 非 有
          得分 100%
    类别 乙 分值 70 分
      指标 1 “一” 分值 60 分
        不适用 当 非 有
        得分 率
      指标 2 “二”
        不适用 当 非 有
        评分 分
    推荐 前 1 个
    """

  private static func outcome(_ sheets: [String]) throws -> Outcome { judge(try standard(text), sheets) }

  private static func points(_ facts: String) throws -> (SheetResult, Outcome) {
    let outcome = try outcome(["名：例\n" + facts])
    return (outcome.results[0], outcome)
  }

  @Test(arguments: [
    // 120 − 5, 45.5, and 20 of a group of 30; 180.5 is 181 out of 200.
    ("缺：1\n率：91%\n有：是\n分：10", "181", "27.15", "91.75"),
    // Group and second category do not apply: 170 grow to 200, and 30 to 100.
    ("缺：0\n率：100%\n有：否", "200", "100", "100"), ("缺：2\n率：50%\n有：否", "159", "79.5", "79.5"),
  ])
  func marksAndPoints(_ facts: String, _ mark: String, _ points: String, _ total: String) throws {
    let (result, _) = try Self.points(facts)
    let category = result.categories[0]
    #expect(category.mark?.exact?.exactText == mark)
    #expect(category.points.exact?.exactText == points)
    #expect(result.total.exact?.exactText == total)
    #expect(category.rate?.exact == category.points.exact.flatMap { try? $0.divided(by: category.full?.exact ?? .one) })
  }

  @Test func missingFactsAreWeighedAsTheyCount() throws {
    let (result, outcome) = try Self.points("缺：1\n有：是\n分：10")
    #expect(result.categories[0].mark == Interval(Rational(135), Rational(185)))
    let missing = outcome.missing(result)
    // 率 opens 50 of 200 points of the first category, 7.5 of the total, and 60 of the second.
    #expect(missing.map(\.points) == [.finite(try Rational(135, over: 2))])
  }

  @Test func limitsAreOnTheScale() throws {
    let (result, _) = try Self.points("缺：16\n率：100%\n有：是\n分：10")
    #expect(result.categories[0].mark?.exact == Rational(110) && result.eligible == .no)
  }

  @Test func reportsShowBoth() throws {
    let (result, outcome) = try Self.points("缺：1\n率：91%\n有：是\n分：10")
    let table = TextRenderer(color: false).render(OutcomeReport(outcome, language: .zh, level: .categories).report)
    #expect(table.contains("27.15（181/200）"))
    #expect(OutcomeTable.csv(outcome, language: .zh, level: .categories).contains("甲（甲表）（满分 200）最低"))
    let explained = ExplanationReport(outcome, result, language: .zh)
    let tree = TextRenderer(color: false).render(try #require(explained.report(item: "甲")))
    #expect(tree.contains("27.15（满分 30）  按满分 200 分计 181 分"))
    #expect(try #require(explained.json(item: "甲", rules: "", sheets: "")).contains("\"scale\": \"200\""))
  }

  /// The steps of each path, and what they come to.
  private static func told(_ finding: PathFinding) -> [String] {
    let paths: [Path] =
      switch finding.conclusion {
      case .found(let found): found.paths
      case .none(_, let best): [best].compactMap { $0 }
      case .already, .blocked: []
      }
    return paths.map { path in "\(path.steps.map { ($0.fact, $0.to) }) \(path.result.total)" }
  }

  /// A copy of which the points of the first category are written as they count gives the same totals and the same
  /// sensitivity.
  @Test func itIsTheSameAsPointsThatCount() throws {
    let scaled = Self.text.replacingOccurrences(of: "  舍入 至 1 分\n", with: "")
    let plain =
      scaled.replacingOccurrences(of: "  满分 200 分\n", with: "").replacingOccurrences(of: "最低 120 分", with: "最低 18 分")
      .replacingOccurrences(of: "扣减 5 分", with: "扣减 0.75 分").replacingOccurrences(of: "分值 50 分", with: "分值 7.5 分")
      .replacingOccurrences(of: "封顶 20 分", with: "封顶 3 分")
    var random = SeededGenerator(seed: 5)
    let (one, other) = (try standard(scaled), try standard(plain))
    let table = RandomSheets(one).table(of: 30, missing: 8, &random)
    let (a, b) = (Evaluation.outcome(of: one, table), Evaluation.outcome(of: other, table))
    for (x, y) in zip(a.results, b.results) {
      #expect(x.sheet == y.sheet && x.total == y.total && x.eligible == y.eligible && x.selection == y.selection)
      #expect(x.categories.map(\.points) == y.categories.map(\.points))
      #expect(x.categories.map(\.rate) == y.categories.map(\.rate))
      #expect(a.missing(x).map(\.points) == b.missing(y).map(\.points))
    }
    // The last that is ranked has the longest way.
    let limits = PathSearch.Limits(work: 20_000)
    if let last = a.results.lastIndex(where: { $0.rank != nil }) {
      let paths = [(a, a.results[last]), (b, b.results[last])].map { outcome, result in
        Self.told(PathSearch.find(outcome, result, .rank(2), limits: limits))
      }
      #expect(paths[0] == paths[1])
    }
    let settings = Sensitivity.Settings()
    let whole = RandomSheets(one).table(of: 30, missing: 0, &random)
    let (s, t) = (
      try Sensitivity(Evaluation.outcome(of: one, whole), settings),
      try Sensitivity(Evaluation.outcome(of: other, whole), settings)
    )
    #expect(s.commonPoints == t.commonPoints)
    #expect(s.weights.map { $0.up?.weight } == t.weights.map { $0.up?.weight })
    #expect(s.communities.map(\.selected) == t.communities.map(\.selected))
  }
}
