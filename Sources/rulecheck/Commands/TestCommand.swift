import Diagnostics
import Reports
import Workbench

extension Command {
  static let test = Command(
    name: "test", usage: Bilingual("test 规则", "test RULES"),
    summary: Bilingual("运行规则文件里的示例", "run the examples in a rules file"),
    options: [SharedOptions.format([.text, .csv, .json]), coverage] + SharedOptions.settings
  ) { run in
    try run.refuseSheets()
    let (loaded, _, console) = try run.standard()
    let report = ExampleReport(ExampleRunner.run(loaded), loaded.sources, console.language)
    let covered = (run.invocation.has(coverage) ? loaded.coverage : nil)
      .map { CoverageReport($0, loaded.sources, console.language) }
    var forms: [Format: () -> String] = [
      .text: { DisplayWidth.printableLines(report.text + (covered?.text ?? "")) },
      .json: { report.json([covered?.member].compactMap { $0 }) },
    ]
    // What else is told does not fit the columns.
    if covered == nil { forms[.csv] = { report.csv } }
    try run.write(forms, console)
    return report.failed == 0 ? .success : .findings
  }

  private static let coverage = Switch(
    "--coverage",
    Bilingual("逐条列出示例看到过什么、没看到什么", "list, clause by clause, what the examples have seen and what not"))
}
