import Diagnostics
import Evaluation
import Model
import Reports
import Workbench

extension Command {
  /// Two standards, and what the difference does to the communities.
  static let compare = Command(
    names: Bilingual("比较", "compare"), usage: Bilingual("compare 规则甲 [规则乙] [事实表…]", "compare A [B] [SHEETS…]"),
    summary: Bilingual("两份标准的差别，和每个变化的起因", "how two standards differ, and what caused each change"),
    options: [SharedOptions.format, SharedOptions.sheets] + SharedOptions.settings
  ) { run in
    let operands = run.invocation.operands
    let (settings, days) = try run.settingsAndDays
    // One standard on two days is two standards.
    let isOne =
      days.count == 2 && operands.count >= 1 && !operands.dropFirst().prefix(1).contains(where: FilePath.isRules)
    guard isOne || operands.count >= 2 else { throw run.missing(Bilingual("两份规则文件", "A.rules B.rules")) }
    let (first, second) = (operands[0], isOne ? operands[0] : operands[1])
    let before = run.spoken(try run.workbench.load(first, settings: settings + days.prefix(1)))
    let after = run.spoken(
      try run.workbench.load(second, settings: settings + days.suffix(1), beside: before), beside: before)
    let console = run.console(for: before.file.text)
    let standards = (try run.standard(before, console), try run.standard(after, console))
    let paths = try operands.dropFirst(isOne ? 1 : 2) + run.invocation.all(SharedOptions.sheets)
    return try run.report(
      Comparing(before, after), standards, on: Array(paths), console, days: days.count == 2 ? days.map(\.value) : [])
  }
}

extension Run {
  /// Writes the differences and, given sheets, their effect.
  ///
  /// - Parameter days: those as of which the two standards are taken, if they are stated.
  func report(
    _ comparing: Comparing, _ standards: (before: Standard, after: Standard), on paths: [String], _ console: Console,
    suffix: String = "", days: [String] = []
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
      titles: (standards.before.title + told(days.first), standards.after.title + told(days.last) + suffix),
      differences: comparing.differences,
      effect: effect, language: console.language)
    try write(report.report, table: report.table, json: report.json, console)
    return problems.contains(where: \.isError) ? .findings : .success
  }

  private func told(_ day: String?) -> String { day.map { "（\($0)）" } ?? "" }

  /// The changes of `--set` and `--as-of`, the days by themselves.
  fileprivate var settingsAndDays: (settings: [Workbench.Setting], days: [Workbench.Setting]) {
    get throws {
      let all = try settings
      return (all.filter { $0.name != nil }, all.filter { $0.name == nil })
    }
  }
}
