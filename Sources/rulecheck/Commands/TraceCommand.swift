import Reports
import Syntax
import Workbench

extension Command {
  /// The citations of a standard held against the notice; with `--update` their fingerprints are recorded.
  static let trace = Command(
    names: Bilingual("溯源", "trace"), usage: Bilingual("trace 规则 --source 通知.txt", "trace RULES --source NOTICE.txt"),
    summary: Bilingual("规则的出处和通知原文对上了没有", "hold the citations against the notice"),
    options: [source, update, noWording, SharedOptions.format] + SharedOptions.settings, inOrder: [source]
  ) { run in
    let source = try run.required(source)
    let (loaded, standard, console) = try run.standard()
    let notice = try run.workbench.notice(source)
    if run.invocation.has(update), !run.isInSession {
      let recorded = try run.workbench.recordFingerprints(
        loaded, from: notice, wording: !run.invocation.has(noWording))
      guard let recorded else {
        try run.refuse([SyntaxProblem.layoutLost.at(loaded.file.name)], console, .fileProblem)
      }
      try run.write(
        lines: console.say(
          "\(loaded.file.name)：记录指纹 \(recorded) 处\n", "\(loaded.file.name): \(recorded) fingerprints recorded\n"),
        console)
      return .success
    }
    let coverage = Workbench.trace(loaded, against: notice)
    let report = TraceReport(coverage, title: standard.title, language: console.language)
    try run.write(report.report, csv: report.csv, json: report.json, console)
    return coverage.isComplete ? .success : .findings
  }

  private static let source = Option(
    Bilingual("--原文", "--source"), Bilingual("通知.txt", "NOTICE.txt"), Bilingual("通知原文", "the text of the notice"))
  private static let update = Switch(
    Bilingual("--记指纹", "--update"), Bilingual("把指纹记进规则文件", "record fingerprints in the rules file"))
  private static let noWording = Switch(
    Bilingual("--不记原文", "--no-wording"), Bilingual("只记指纹，不记原文", "record them without the wording"))
}
