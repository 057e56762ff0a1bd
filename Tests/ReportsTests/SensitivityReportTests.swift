import Analysis
import Diagnostics
import Drawing
import Evaluation
import Reports
import Sheets
import TestSupport
import Testing

/// How much the shipped selection depends on weights, in every format.
@Test(arguments: Language.allCases) func sensitivityReports(_ language: Language) throws {
  let standard = try #require(try Package.load("rules/houma.rules").standard)
  let table = SheetReader.read(try Package.sheets(), schema: standard.schema).table
  var settings = Sensitivity.Settings()
  settings.draws = 500
  settings.seed = 1
  let sensitivity = try Sensitivity(Evaluation.outcome(of: standard, table), settings)
  let report = SensitivityReport(sensitivity, language: language)
  try Golden.check(TextRenderer().render(report.report), "sensitivity.\(language.rawValue).txt")
  if language == .zh {
    try Golden.check(
      MarkdownRenderer().render(report.report) + report.csv + report.json(rules: "0", sheets: "1"),
      "sensitivity.data.txt")
  }
}

/// A tornado of the weights, the ranks and the places under random ones, drawn in both ways.
@Test(arguments: Language.allCases) func sensitivityPictures(_ language: Language) throws {
  let standard = try #require(try Package.load("rules/houma.rules").standard)
  let table = SheetReader.read(try Package.sheets(), schema: standard.schema).table
  var settings = Sensitivity.Settings()
  settings.draws = 500
  let sensitivity = try Sensitivity(Evaluation.outcome(of: standard, table), settings)
  let picture = SensitivityReport(sensitivity, language: language).picture
  #expect(DrawnShapes(SVGDrawing(picture).text).problems.isEmpty)
  let lines = CharacterDrawing(picture, width: 80).lines
  for line in lines { #expect(DisplayWidth.of(line) <= 80, "\(line)") }
  try Golden.check(lines.joined(separator: "\n") + "\n", "picture.sensitivity.\(language.rawValue).txt")
  if language == .zh { try Golden.check(SVGDrawing(picture).text, "picture.sensitivity.svg") }
  // The one that may move least is on top, and what may move anyhow below.
  let tornado = try #require(picture.panels.first)
  #expect(tornado.lanes.first?.label.hasPrefix("业主组织") == true && tornado.lanes.last?.label.hasPrefix("安全管理") == true)
}

/// Where there are no ranges of weights, their panel says why, and the draws are drawn all the same.
@Test func withoutRangesOfWeights() throws {
  let rules = """
    标准 例
      总分 100 分
      舍入 至 1 分
    事实 名 文本
    事实 甲 百分比
    事实 乙 百分比
    对象 名
    类别 一 分值 60%
      指标 1 “甲”
        得分 甲
    类别 二 分值 40%
      指标 1 “乙”
        得分 乙
    排序 总分 由高到低
    推荐 前 1 个
    """
  let outcome = judge(try standard(rules), ["名：东\n甲：80%\n乙：70%", "名：西\n甲：60%\n乙：90%"])
  var settings = Sensitivity.Settings()
  settings.draws = 100
  let picture = SensitivityReport(try Sensitivity(outcome, settings), language: .zh).picture
  let tornado = try #require(picture.panels.first)
  #expect(tornado.lanes.isEmpty && tornado.notes.contains { $0.contains("舍入") })
  #expect(picture.panels.dropFirst().allSatisfy { $0.lanes.map(\.label) == ["东", "西"] })
  #expect(DrawnShapes(SVGDrawing(picture).text).problems.isEmpty)
}

/// By hand: with 72 and 28 instead of 60 and 40 东 has 77.2, with 48 and 52 it has 74.8; 西 moves three times as far.
@Test(arguments: Language.allCases) func totalsMoveWithWeights(_ language: Language) throws {
  let rules = """
    标准 例
      总分 100 分
    事实 名 文本
    事实 甲 百分比
    事实 乙 百分比
    对象 名
    类别 一 分值 60%
      指标 1 “甲”
        得分 甲
    类别 二 分值 40%
      指标 1 “乙”
        得分 乙
    推荐 前 1 个
    """
  let outcome = judge(try standard(rules), ["名：东\n甲：80%\n乙：70%", "名：西\n甲：60%\n乙：90%"])
  var settings = Sensitivity.Settings()
  settings.draws = 0
  let picture = SensitivityReport(try Sensitivity(outcome, settings), language: language).picture
  #expect(picture.panels.count == 2)
  let lanes = try #require(picture.panels.last).lanes
  #expect(lanes.map(\.label) == ["东", "西"])
  #expect(lanes.map(\.value) == ["74.8～77.2 一", "68.4～75.6 一"])
  #expect(DrawnShapes(SVGDrawing(picture).text).problems.isEmpty)
}
