import Reports
import Workbench

extension Command {
  /// The levels in order, each judging whom the one below recommends.
  static let chain = Command(
    names: Bilingual("逐级", "chain"), usage: Bilingual("chain 规则… --sheets 事实表…", "chain RULES… --sheets SHEETS…"),
    summary: Bilingual("逐级评选：下一级推荐谁，上一级评谁", "level by level: whom one recommends, the next one judges"),
    options: [SharedOptions.sheets, SharedOptions.format]
  ) { run in
    let paths = run.invocation.operands
    guard !paths.isEmpty else { throw run.missing(Bilingual("规则文件", "RULES")) }
    _ = try run.required(SharedOptions.sheets)
    var levels: [Workbench.Loaded] = []
    for path in paths { levels.append(try run.workbench.load(path)) }
    let console = run.console(for: levels[0].file.text)
    let problems = Workbench.chainProblems(levels)
    if !problems.isEmpty { try run.refuse(problems, console) }
    levels = levels.map { run.spoken($0) }
    let found = try run.workbench.chain(levels, sheets: try run.invocation.all(SharedOptions.sheets))
    try run.show(sheets: found.diagnostics, console)
    let report = ChainReport(found.chain, language: console.language)
    try run.write(report.report, table: report.table, json: report.json(digests: levels.map(\.digest)), console)
    let isFailed = found.chain.levels.contains { $0.hasFailures }
    return isFailed || found.diagnostics.contains(where: \.isError) ? .findings : .success
  }
}
