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
      try console.show([Diagnostic(error, at: .file(arguments.operands.first ?? ""))])
      return .findings
    }
    let report = SensitivityReport(sensitivity, language: console.language)
    try write(
      report.report, csv: report.csv, json: report.json(rules: judged.rulesDigest, sheets: judged.sheetsDigest), console
    )
    return judged.problems.contains(where: \.isError) ? .findings : .success
  }
}
