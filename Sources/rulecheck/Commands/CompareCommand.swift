import Diagnostics
import Evaluation
import Model
import Reports
import Workbench

extension Command {
  /// Two standards, and what the difference does to the communities.
  static let compare = Command(
    name: "compare", usage: Bilingual("compare 规则甲 规则乙 [事实表…]", "compare A B [SHEETS…]"),
    summary: Bilingual("两份标准的差别，和每个变化的起因", "how two standards differ, and what caused each change"),
    options: [SharedOptions.format, SharedOptions.sheets] + SharedOptions.settings
  ) { run in
    let operands = run.invocation.operands
    guard operands.count >= 2 else { throw run.missing(Bilingual("两份规则文件", "A.rules B.rules")) }
    let settings = try run.settings
    let before = try run.workbench.load(operands[0], settings: settings)
    let after = try run.workbench.load(operands[1], settings: settings, beside: before)
    let console = run.console(for: before.file.text)
    let standards = (try run.standard(before, console), try run.standard(after, console))
    let paths = try operands.dropFirst(2) + run.invocation.all(SharedOptions.sheets)
    return try run.report(Comparing(before, after), standards, on: Array(paths), console)
  }
}

extension Run {
  /// Writes the differences and, given sheets, their effect.
  func report(
    _ comparing: Comparing, _ standards: (before: Standard, after: Standard), on paths: [String], _ console: Console,
    suffix: String = ""
  ) throws -> ExitCode {
    var effect: (effect: Effect, flips: [Flip])?
    var problems: [Diagnostic] = []
    if !paths.isEmpty {
      let input = try workbench.sheets(paths, for: standards)
      problems = input.diagnostics
      try show(sheets: problems, console)
      effect = comparing.effect(on: input.tables)
    }
    let report = ComparisonReport(
      titles: (standards.before.title, standards.after.title + suffix), differences: comparing.differences,
      effect: effect, language: console.language)
    try write(report.report, csv: report.csv, json: report.json, console)
    return problems.contains(where: \.isError) ? .findings : .success
  }
}
