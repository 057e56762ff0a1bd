import Reports
import Workbench

extension Commands {
  /// The levels in order, each judging whom the one below recommends.
  func chain() throws -> ExitCode {
    guard !arguments.operands.isEmpty else {
      throw UsageProblem.missingArgument(Bilingual("规则文件", "RULES"), arguments.command)
    }
    guard !arguments.sheets.isEmpty else { throw UsageProblem.missingArgument("--sheets", arguments.command) }
    var levels: [Workbench.Loaded] = []
    for path in arguments.operands { levels.append(try workbench.load(path)) }
    let console = Console(arguments, text: levels[0].file.text)
    let problems = Workbench.chainProblems(levels)
    guard problems.isEmpty else {
      try console.show(problems)
      return .invalidRules
    }
    let run = try workbench.chain(levels, sheets: arguments.sheets)
    try show(sheets: run.diagnostics, console)
    let report = ChainReport(run.chain, language: console.language)
    try write(report.report, csv: report.csv, json: report.json(digests: levels.map(\.digest)), console)
    let isFailed = run.chain.levels.contains { $0.hasFailures }
    return isFailed || run.diagnostics.contains(where: \.isError) ? .findings : .success
  }
}
