import Analysis
import Diagnostics
import Reports
import Workbench

extension Command {
  static let sweep = Command(
    names: Bilingual("扫描", "sweep"),
    usage: Bilingual(
      "sweep 规则 事实表… --over 参数 --from 值 --to 值 --step 步长",
      "sweep RULES SHEETS… --over PARAMETER --from VALUE --to VALUE --step STEP"),
    summary: Bilingual("参数逐步变动，选出谁，从哪个确切的值起变化", "who is selected as a parameter moves, and from which exact value on"),
    options: [over, from, to, step] + SharedOptions.pictures + SharedOptions.settings,
    inOrder: [over, from, to, step]
  ) { run in
    let requests = try requests(run)
    let (loaded, standard, console) = try run.standard()
    let input = try run.input(for: standard)
    try run.show(sheets: input.diagnostics, console)
    let sweep: Sweep
    do throws(Refusal) {
      sweep = try Workbench.sweep(loaded, over: requests, input.table)
    } catch {
      let what = requests.map { "\(over.name) \($0.parameter)" }.joined(separator: " ")
      try run.refuse([Diagnostic(error.problem, at: .argument(what))], console, .usage)
    }
    let report = SweepReport(sweep, language: console.language)
    try run.plot(report.picture, console)
    try run.write(
      report.report, table: report.table, json: report.json(rules: loaded.digest, sheets: input.digest?()),
      picture: report.picture, console)
    return input.diagnostics.contains(where: \.isError) ? .findings : .success
  }

  private static let over = Option(
    Bilingual("--参数", "--over"), Bilingual("参数", "PARAMETER"),
    Bilingual("要变动的参数；写两次看两个参数的组合", "the parameter to move; twice for all combinations of two"))
  private static let from = Option(
    Bilingual("--从", "--from"), Bilingual("值", "VALUE"), Bilingual("第一个值", "its first value"), leader: over.name)
  private static let to = Option(
    Bilingual("--到", "--to"), Bilingual("值", "VALUE"), Bilingual("最后一个值", "its last value"), leader: over.name)
  private static let step = Option(
    Bilingual("--步长", "--step"), Bilingual("步长", "STEP"), Bilingual("每步多少", "how far each step goes"), leader: over.name
  )

  /// A request for each `--over`, with what stands behind it.
  private static func requests(_ run: Run) throws -> [Workbench.SweepRequest] {
    var ranges: [[String: String]] = []
    for entry in run.invocation.given(over, from, to, step) {
      if entry.option.name == over.name { ranges.append([:]) }
      ranges[ranges.count - 1][entry.option.name] = entry.text
    }
    if ranges.isEmpty { throw run.missing(Bilingual(stringLiteral: over.name)) }
    return try ranges.map { range in
      func stated(_ option: Option<String>) throws(UsageProblem) -> String {
        guard let text = range[option.name] else { throw run.missing(Bilingual(stringLiteral: option.name)) }
        return text
      }
      return Workbench.SweepRequest(
        parameter: try stated(over), from: try stated(from), to: try stated(to), step: try stated(step))
    }
  }
}
