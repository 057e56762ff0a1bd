import Reports
import Workbench

extension Command {
  static let explain = Command(
    names: Bilingual("解释", "explain"),
    usage: Bilingual(
      "explain 规则 事实表… --community 名称 [--item 3.4]", "explain RULES SHEETS… --community NAME [--item 3.4]"),
    summary: Bilingual("说明一个小区为什么得这个分", "tell why a community got its points"),
    options: [SharedOptions.community, item, SharedOptions.format] + SharedOptions.settings, inOrder: [item]
  ) { run in
    let community = try run.required(SharedOptions.community)
    let item = try run.invocation[item]
    let (judged, console) = try run.outcome()
    let result = try judged.outcome.result(of: community)
    let explanation = ExplanationReport(judged.outcome, result, language: console.language)
    guard let report = explanation.report(item: item) else { throw UsageProblem.unknownItem(item ?? "") }
    try run.write(
      report, table: explanation.table(item: item),
      json: explanation.json(item: item, rules: judged.rulesDigest, sheets: judged.sheetsDigest) ?? "", console)
    return judged.hasErrors ? .findings : .success
  }

  private static let item = Option(
    Bilingual("--条目", "--item"), Bilingual("编号", "NUMBER"),
    Bilingual("哪一条：3.4、物业服务.4 或 原则1；不写就是全部", "which item: 3.4, CATEGORY.4 or gate1; all unless given"))
}
