import Analysis
import Diagnostics
import Evaluation
import Model
import Reports
import Workbench

extension Command {
  /// The smallest changes by which a community reaches a goal.
  static let path = Command(
    names: Bilingual("路径", "path"),
    usage: Bilingual("path 规则 事实表… --community 名称 [--to 目标]", "path RULES SHEETS… --community NAME [--to GOAL]"),
    summary: Bilingual("最少改哪几项事实能达到目标", "the fewest changes of facts that reach a goal"),
    options: [SharedOptions.community, goal, SharedOptions.format] + SharedOptions.settings, inOrder: [goal]
  ) { run in
    let community = try run.required(SharedOptions.community)
    let wanted = try run.invocation[goal] ?? "selected"
    let (judged, console) = try run.outcome()
    let result = try judged.outcome.result(of: community)
    let finding = PathSearch.find(judged.outcome, result, try goal(wanted, judged.outcome.standard))
    let report = PathReport(finding, language: console.language)
    try run.write(report.report, csv: report.csv, json: report.json(digest: judged.rulesDigest), console)
    return judged.hasErrors ? .findings : .success
  }

  private static let goal = Option(
    Bilingual("--目标", "--to"), Bilingual("目标", "GOAL"),
    Bilingual("目标：selected（默认）、名次如 3、等级名", "selected (default), a rank such as 3, or a grade"))

  /// What stands behind `--to`: `selected`, a rank (`3`, `rank:3`), or the name of a grade.
  private static func goal(_ wanted: String, _ standard: Standard) throws(UsageProblem) -> Goal {
    if let grade = standard.grades.firstIndex(where: { $0.name == wanted || $0.title == wanted }) {
      return .grade(grade)
    }
    let digits = wanted.hasPrefix("rank:") ? String(wanted.dropFirst(5)) : wanted
    if let rank = Int(digits), rank >= 1 { return .rank(rank) }
    guard wanted == "selected" || wanted == "推荐" else {
      let names = ["selected", "推荐"] + standard.grades.flatMap { [$0.name, $0.title] }
      throw .unknownGoal(wanted, grades: standard.grades.map(\.name), nearest: NearestName.of(wanted, among: names))
    }
    if standard.selection == nil { throw .nothingSelected(grades: standard.grades.map(\.name)) }
    return .selected
  }
}
