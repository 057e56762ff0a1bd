import Diagnostics
import Planning
import Reports

extension Command {
  /// What a standard comes down to, for engineers.
  static let plan = Command(
    names: Bilingual("计划", "plan"), usage: Bilingual("plan 规则", "plan RULES"),
    summary: Bilingual("整份标准化成的运算步骤（供工程人员看）", "the standard as a plan of primitive operations, for engineers"),
    options: [SharedOptions.format([.text, .json])] + SharedOptions.settings
  ) { run in
    try run.refuseSheets()
    let (loaded, standard, console) = try run.standard()
    let plan: PlanReport
    do throws(PlanProblem) {
      plan = try PlanReport(standard, language: console.language)
    } catch {
      try run.refuse([Diagnostic(error, at: .file(loaded.file.name))], console, .findings)
    }
    try run.write(
      [.text: { run.renderer(console).render(plan.report) }, .json: { plan.json }], console)
    return .success
  }
}
