import Diagnostics
import Evaluation
import Model
import Reports
import Syntax
import TestSupport
import Testing

/// Grades of which there are no more than so many, in every format, in variants and as text.
@Suite struct GradePlaceReportTests {
  private static let rules = """
    标准 考核 “年度考核”
      总分 100 分
    事实 姓名 文本
    事实 年级 文本
    事实 专业 选项（文，理）
    事实 考核分 数量 分 范围 0 分 至 100 分
    对象 姓名
    类别 考核
      指标 1 “考核得分”
        评分 考核分
    等级 “4A级” “优秀” 前 40% 当 总分 不低于 80 分
    等级 良好 每 年级，专业 前 1 个 当 总分 不低于 60 分
    等级 合格
    推荐 每 年级，专业 前 1 个
    """

  private static let sheets = [
    "姓名：春\n年级：一\n专业：文\n考核分：95", "姓名：夏\n年级：一\n专业：理\n考核分：90", "姓名：秋\n年级：一\n专业：理\n考核分：90",
    "姓名：冬\n年级：二\n考核分：70", "姓名：闰\n年级：二\n专业：文\n考核分：50",
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
    for name in ["夏", "冬", "闰"] {
      let report = ExplanationReport(outcome, try outcome.result(name), language: language).report(item: nil)
      parts.append(report.map(shown) ?? "")
    }
    try Golden.check(parts.joined(separator: "\n---\n"), "grade-places.\(language.rawValue).txt")
  }

  @Test(arguments: [
    ("修改 等级 “4A级” 前 34%", "4A级 良好 合格"), ("修改 等级 “4A级” 前 2 个 当 总分 不低于 94 分", "4A级 4A级 良好"),
    ("删除 等级 “4A级”", "良好 良好 合格"), ("修改 等级 良好 每 年级 前 1 个\n删除 等级 “4A级”", "良好 合格 合格"),
    ("新增 等级 上等 前 1 个\n删除 等级 “4A级”\n删除 等级 良好", "上等 合格 合格"),
  ])
  func variants(_ amendment: String, _ wanted: String) throws {
    let loaded = try load(
      "b.rules", from: ["a.rules": Self.rules, "b.rules": "标准 省 继承 考核 于 “a.rules”\n" + amendment + "\n"])
    let changed = try #require(loaded.standard)
    let sheets = [("春", "文", 95), ("夏", "理", 94), ("秋", "理", 70)].map { name, subject, points in
      "姓名：\(name)\n年级：一\n专业：\(subject)\n考核分：\(points)"
    }
    let found = judge(changed, sheets).results.sorted { $0.sheet < $1.sheet }.map { result in
      result.grades.map { $0.map { changed.grades[$0].name } ?? "无" }.joined(separator: "/")
    }
    #expect(found.joined(separator: " ") == wanted)
    // As it stands in the end it reads the same again.
    let text = OutlinePrinter.text(loaded.outline)
    #expect(try standard(text).grades.map(\.name) == changed.grades.map(\.name), "\(text)")
  }
}
