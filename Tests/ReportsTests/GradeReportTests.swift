import Analysis
import Diagnostics
import Evaluation
import Model
import Quantities
import Reports
import Sheets
import TestSupport
import Testing

/// What analyses say of a standard that has grades and selects nobody.
@Suite struct GradeReportTests {
  @Test(arguments: Language.allCases) func sensitivity(_ language: Language) throws {
    let outcome = try Self.outcome()
    var settings = Sensitivity.Settings()
    settings.draws = 500
    let report = SensitivityReport(try Sensitivity(outcome, settings), language: language)
    try Golden.check(
      TextRenderer().render(report.report) + report.csv + report.json(rules: "0", sheets: "1"),
      "grades.sensitivity.\(language.rawValue).txt")
  }

  @Test(arguments: Language.allCases) func sweep(_ language: Language) throws {
    let loaded = load(text: Sample.credit, named: "信用.rules")
    let request = SweepRequest(parameter: "线", from: "70", to: "90", step: "5")
    let report = SweepReport(try swept(loaded, over: [request], try Self.outcome().table), language: language)
    try Golden.check(
      TextRenderer().render(report.report) + report.csv + report.json(rules: "0", sheets: "1"),
      "grades.sweep.\(language.rawValue).txt")
  }

  /// Where nothing is said, the next better grade is aimed at.
  @Test(arguments: Language.allCases) func path(_ language: Language) throws {
    let outcome = try Self.outcome()
    let text = try ["南山", "北岭", "东风"].map { name in
      let result = try outcome.result(name)
      let goal = try #require(Goal.usual(for: result, by: outcome.standard))
      let report = PathReport(PathSearch.find(outcome, result, goal), language: language)
      return TextRenderer().render(report.report) + report.csv + report.json(digest: "0")
    }
    try Golden.check(text.joined(separator: "\n"), "grades.path.\(language.rawValue).txt")
  }

  @Test(arguments: Language.allCases) func explanation(_ language: Language) throws {
    let outcome = try Self.outcome()
    let text = try ["东风", "南山", "中原"].map { name in
      let report = ExplanationReport(outcome, try outcome.result(name), language: language)
      return TextRenderer().render(try #require(report.report(item: nil)))
    }
    try Golden.check(text.joined(separator: "\n"), "grades.explanation.\(language.rawValue).txt")
  }

  @Test(arguments: [
    ("等级 甲 当 总分 不低于 80 分\n等级 乙 当 总分 不低于 60 分\n等级 丙", ["乙", "甲", "甲"]),
    ("等级 丙 当 总分 低于 60 分\n等级 乙 当 总分 低于 80 分\n等级 甲", ["乙", "甲", "甲"]),
    ("等级 除名 当 率 低于 10%\n等级 甲 当 总分 不低于 80 分 且 率 高于 5%\n等级 乙 当 总分 高于 60 分\n等级 丙", ["乙", "甲", ""]),
    ("等级 甲 前 1 当 总分 不低于 80 分\n等级 乙", ["甲", "甲", "甲"]),
    ("等级 甲 前 1\n等级 乙", ["", "", ""]),
    ("等级 甲 当 率 不低于 90%\n等级 乙 当 率 不低于 50%", ["", "", ""]),
    ("推荐 前 1", ["推荐", "推荐", "推荐"]), ("", ["符合", "符合", "符合"]),
  ])
  func whatIsWantedWhereNothingIsSaid(_ clauses: String, _ wanted: [String]) throws {
    let rules = "标准 例\n事实 名 文本\n事实 率 百分比\n对象 名\n类别 一\n指标 1 “一”\n得分 率\n" + clauses
    let outcome = judge(try standard(rules), ["名：东\n率：50%", "名：西\n率：70%", "名：南\n率：90%"])
    let goals = try ["东", "西", "南"].map { name in
      switch Goal.usual(for: try outcome.result(name), by: outcome.standard) {
      case .grade(let grade): outcome.standard.grades[grade].name
      case .selected: "推荐"
      case .eligible: "符合"
      case .rank, .total, nil: ""
      }
    }
    #expect(goals == wanted)
  }

  private static func outcome() throws -> Outcome {
    let standard = try #require(load(text: Sample.credit, named: "信用.rules").standard)
    let table = SheetReader.read(
      [SheetFile(path: "信用.csv", bytes: Array(Sample.creditSheets.utf8))], schema: standard.schema
    ).table
    return Evaluation.outcome(of: standard, table)
  }
}
