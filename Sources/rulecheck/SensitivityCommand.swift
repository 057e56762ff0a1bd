import Analysis
import Diagnostics
import Reports
import Workbench

extension Commands {
  /// `rulecheck sensitivity RULES SHEETS…`
  func sensitivity() throws -> ExitCode {
    guard let (judged, console) = try outcome() else { return .invalidRules }
    let sensitivity: Sensitivity
    do throws(SensitivityProblem) {
      sensitivity = try Sensitivity(judged.outcome, arguments.sensitivity)
    } catch {
      console.show([Diagnostic(error, at: .file(arguments.operands.first ?? ""))])
      return .findings
    }
    let report = SensitivityReport(sensitivity, language: console.language)
    switch arguments.format {
    case .text: try write(TextRenderer(color: console.colorsOutput).render(report.report))
    case .markdown: try write(MarkdownRenderer().render(report.report))
    case .csv: try write(report.csv)
    case .json: try write(report.json(rules: judged.rulesDigest, sheets: judged.sheetsDigest))
    }
    return judged.problems.contains(where: \.isError) ? .findings : .success
  }
}
