import Analysis
import Diagnostics
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
