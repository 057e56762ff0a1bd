import Analysis
import Diagnostics
import Evaluation
import Model
import Quantities
import Reports
import Sheets
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
    let wanted = try run.invocation[goal]
    let (judged, console) = try run.outcome()
    let result = try judged.outcome.result(of: community)
    let finding = PathSearch.find(judged.outcome, result, try goal(wanted, result, judged.outcome.standard))
    let report = PathReport(finding, language: console.language)
    try run.write(report.report, table: report.table, json: report.json(digest: judged.rulesDigest), console)
    return judged.hasErrors ? .findings : .success
  }

  private static let goal = Option(
    Bilingual("--目标", "--to"), Bilingual("目标", "GOAL"),
    Bilingual(
      "目标：推荐、名次如 3、等级名、总分如 85分、有资格；不写是推荐，没有推荐的是再高一级",
      "selected, a rank such as 3, a grade, a total such as 85points, or eligible; unless given selected, or the next grade where nobody is"
    ))

  /// What stands behind `--to`: `selected`, a rank (`3`, `rank:3`, `前 3 名`), the name of a grade, a total (`85分`,
  /// `total:85`, `总分 85`), or `eligible`; blanks do not matter.
  private static func goal(
    _ stated: String?, _ result: SheetResult, _ standard: Standard
  ) throws(UsageProblem) -> Goal {
    guard let wanted = stated else {
      guard let goal = Goal.usual(for: result, by: standard) else {
        throw .goalOpen(grades: standard.grades.map(\.name))
      }
      return goal
    }
    if let grade = standard.grades.firstIndex(where: { $0.name == wanted || $0.title == wanted }) {
      return .grade(grade)
    }
    let bare = wanted.filter { !$0.isWhitespace }
    func rest(behind prefixes: String...) -> String? {
      prefixes.first(where: bare.hasPrefix).map { String(bare.dropFirst($0.count).drop { ":：".contains($0) }) }
    }
    if let named = rest(behind: "等级", "grade"),
      let grade = standard.grades.firstIndex(where: { $0.name == named || $0.title == named })
    {
      return .grade(grade)
    }
    let place = rest(behind: "rank", "top", "名次", "第", "前") ?? bare
    if let rank = Int(place.hasSuffix("名") ? String(place.dropLast()) : place), rank >= 1 { return .rank(rank) }
    let points = ValueType.number(Measure(.points), whole: false)
    let total = rest(behind: "total", "总分") ?? (Int(bare) == nil ? bare : "")
    if case .success(.number(let total)?) = CellReader.value(total, type: points, units: UnitTable()) {
      return .total(total)
    }
    if ["eligible", "有资格", "符合"].contains(bare) { return .eligible }
    guard ["selected", "推荐", "入选"].contains(bare) else {
      let names = ["selected", "推荐", "eligible", "有资格"] + standard.grades.flatMap { [$0.name, $0.title] }
      throw .unknownGoal(wanted, grades: standard.grades.map(\.name), nearest: NearestName.of(wanted, among: names))
    }
    if standard.selection == nil { throw .nothingSelected(grades: standard.grades.map(\.name)) }
    return .selected
  }
}
