import Diagnostics
import Reports
import Workbench

extension Command {
  static let test = Command(
    name: "test", usage: Bilingual("test 规则", "test RULES"),
    summary: Bilingual("运行规则文件里的示例", "run the examples in a rules file"),
    options: [SharedOptions.format([.text, .csv, .json])] + SharedOptions.settings
  ) { run in
    try run.refuseSheets()
    let (loaded, _, console) = try run.standard()
    let report = ExampleReport(ExampleRunner.run(loaded), loaded.sources, console.language)
    try run.write(
      [.text: { DisplayWidth.printableLines(report.text) }, .csv: { report.csv }, .json: { report.json }], console)
    return report.failed == 0 ? .success : .findings
  }
}
