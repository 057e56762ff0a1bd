import Reports
import Workbench

extension Commands {
  /// The levels in order, each judging whom the one below recommends.
  func chain() throws -> ExitCode {
    guard !arguments.operands.isEmpty else { throw UsageProblem.missingArgument("RULES") }
    guard !arguments.sheets.isEmpty else { throw UsageProblem.missingArgument("--sheets") }
    var levels: [Workbench.Loaded] = []
    for path in arguments.operands { levels.append(try workbench.load(path)) }
    let console = Console(arguments, text: levels[0].file.text)
    let problems = Workbench.chainProblems(levels)
    guard problems.isEmpty else {
      console.show(problems)
      return .invalidRules
    }
    let run = try workbench.chain(levels, sheets: arguments.sheets)
    console.show(run.diagnostics)
    let report = ChainReport(run.chain, language: console.language)
    switch arguments.format {
    case .text: try write(TextRenderer(color: console.colorsOutput).render(report.report))
    case .markdown: try write(MarkdownRenderer().render(report.report))
    case .csv: try write(report.csv)
    case .json: try write(report.json(digests: levels.map(\.digest)))
    }
    return run.diagnostics.contains(where: \.isError) ? .findings : .success
  }
}
