import Analysis
import Diagnostics
import Planning
import Reports
import Workbench

extension Command {
  static let test = Command(
    names: Bilingual("示例", "test"), usage: Bilingual("test 规则", "test RULES"),
    summary: Bilingual("运行规则文件里的示例", "run the examples in a rules file"),
    options: [SharedOptions.format([.text, .csv, .xlsx, .json]), coverage, mutate, suggest] + SharedOptions.settings
  ) { run in
    try run.refuseSheets()
    let (loaded, _, console) = try run.standard(isQuoted: false)
    let report = ExampleReport(ExampleRunner.run(loaded), loaded.sources, console.language)
    let covered = (run.invocation.has(coverage) ? loaded.coverage : nil)
      .map { CoverageReport($0, loaded.sources, console.language) }
    let wantsExamples = run.invocation.has(suggest)
    let mutated = try wantsExamples || run.invocation.has(mutate) ? mutants(loaded, run, console) : nil
    let examples = wantsExamples ? mutated.map { loaded.suggestions(for: $0.survivors) } : nil
    let unnoticed = mutated.map { MutationReport($0, loaded.sources, console.language, suggested: examples) }
    var forms: [Format: () -> String] = [
      .text: { DisplayWidth.printableLines(report.text + (covered?.text ?? "") + (unnoticed?.text ?? "")) },
      .json: { report.json([covered?.member, unnoticed?.member].compactMap { $0 }) },
    ]
    // What else is told does not fit the columns.
    let table = covered == nil && mutated == nil ? report.table : nil
    if let examples, run.invocation.format == .text, report.failed == 0 {
      // What is written can be put at the end of the file; all else is told beside it.
      try console.note(DisplayWidth.printableLines(report.text + (covered?.text ?? "") + (unnoticed?.text ?? "")))
      forms[.text] = { examples.joined(separator: "\n") }
    }
    try run.write(forms, table: table, console)
    return report.failed == 0 && mutated?.isAllNoticed != false ? .success : .findings
  }

  private static let coverage = Switch(
    Bilingual("--覆盖", "--coverage"),
    Bilingual("逐条列出示例看到过什么、没看到什么", "list, clause by clause, what the examples have seen and what not"))
  private static let mutate = Switch(
    Bilingual("--变异", "--mutate"),
    Bilingual("逐处改动一点，列出没有一个示例发现的改动", "change one thing at a time and list the changes that no example notices"))
  private static let suggest = Switch(
    Bilingual("--补例", "--suggest"),
    Bilingual("也写出能发现这些改动的示例，可接在文件末尾", "also write examples that would notice them, to be put at the end of the file"))

  private static func mutants(_ loaded: Workbench.Loaded, _ run: Run, _ console: Console) throws -> MutationResult? {
    do throws(PlanProblem) {
      return try loaded.mutated()
    } catch {
      try run.refuse([Diagnostic(error, at: .file(loaded.file.name))], console, .findings)
    }
  }
}
