import Analysis
import Diagnostics
import Reports
import Workbench

extension Commands {
  /// `rulecheck sweep RULES SHEETS… --over PARAMETER --from A --to B --step C`
  func sweep() throws -> ExitCode {
    let requests = try requests()
    let (loaded, console) = try load()
    guard let standard = loaded.standard else {
      try console.show(loaded.diagnostics)
      return .invalidRules
    }
    guard arguments.operands.count > 1 else {
      throw UsageProblem.missingArgument(Bilingual("事实表", "SHEETS"), arguments.command)
    }
    let (table, problems, digest) = try workbench.sheets(Array(arguments.operands.dropFirst()), for: standard)
    try console.show(problems)
    let sweep: Sweep
    do throws(SweepRefusal) {
      sweep = try Workbench.sweep(loaded, over: requests, table) { done in
        console.progress(console.say("已算 \(done) 步", "\(done) steps done"))
      }
    } catch {
      let what = arguments.ranges.map { "--over \($0.parameter)" }.joined(separator: " ")
      try console.show([Diagnostic(error.problem, at: .argument(what))])
      return .usage
    }
    console.progress("")
    let report = SweepReport(sweep, language: console.language)
    if let plot = arguments.plot { try write(SweepDrawing(report).svg, to: plot, console) }
    try write(
      report.report, csv: report.csv, json: report.json(rules: loaded.digest, sheets: digest),
      svg: SweepDrawing(report).svg, console)
    return problems.contains(where: \.isError) ? .findings : .success
  }

  private func requests() throws(UsageProblem) -> [Workbench.SweepRequest] {
    if arguments.ranges.isEmpty { throw .missingArgument("--over", arguments.command) }
    var requests: [Workbench.SweepRequest] = []
    for range in arguments.ranges {
      guard let from = range.from else { throw .missingArgument("--from", arguments.command) }
      guard let to = range.to else { throw .missingArgument("--to", arguments.command) }
      guard let step = range.step else { throw .missingArgument("--step", arguments.command) }
      requests.append(Workbench.SweepRequest(parameter: range.parameter, from: from, to: to, step: step))
    }
    return requests
  }
}
