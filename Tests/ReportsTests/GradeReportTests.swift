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

  private static func outcome() throws -> Outcome {
    let standard = try #require(load(text: Sample.credit, named: "信用.rules").standard)
    let table = SheetReader.read(
      [SheetFile(path: "信用.csv", bytes: Array(Sample.creditSheets.utf8))], schema: standard.schema
    ).table
    return Evaluation.outcome(of: standard, table)
  }
}
