import Analysis
import Diagnostics
import Evaluation
import Model
import Reports

/// `rulecheck path`: the smallest changes by which a community reaches a goal.
extension Commands {
  func path() throws -> ExitCode {
    guard let community = arguments.community else {
      throw UsageProblem.missingArgument("--community", arguments.command)
    }
    guard let (judged, console) = try outcome() else { return .invalidRules }
    let result = try judged.outcome.result(of: community)
    let finding = PathSearch.find(judged.outcome, result, try goal(judged.outcome.standard))
    let report = PathReport(finding, language: console.language)
    try write(report.report, csv: report.csv, json: report.json(digest: judged.rulesDigest), console)
    return judged.problems.contains(where: \.isError) ? .findings : .success
  }

  /// What stands behind `--to`: `selected`, a rank (`3`, `rank:3`), or the name of a grade.
  private func goal(_ standard: Standard) throws -> Goal {
    let wanted = arguments.goal ?? "selected"
    if let grade = standard.grades.firstIndex(where: { $0.name == wanted || $0.title == wanted }) {
      return .grade(grade)
    }
    let digits = wanted.hasPrefix("rank:") ? String(wanted.dropFirst(5)) : wanted
    if let rank = Int(digits), rank >= 1 { return .rank(rank) }
    guard wanted == "selected" || wanted == "推荐" else {
      let names = ["selected", "推荐"] + standard.grades.flatMap { [$0.name, $0.title] }
      throw UsageProblem.unknownGoal(
        wanted, grades: standard.grades.map(\.name), nearest: NearestName.of(wanted, among: names))
    }
    if standard.selection == nil { throw UsageProblem.nothingSelected(grades: standard.grades.map(\.name)) }
    return .selected
  }
}
