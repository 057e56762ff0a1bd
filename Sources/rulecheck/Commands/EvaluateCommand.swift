import Reports

extension Command {
  /// `rulecheck RULES SHEETS…`: scores and ranks.
  static let evaluate = Command(
    name: "evaluate", usage: Bilingual("规则 事实表…", "RULES SHEETS…"),
    summary: Bilingual("评分、排名（同 evaluate）", "score and rank (the same as evaluate)"),
    options: [SharedOptions.format, level] + SharedOptions.settings
  ) { run in
    let level = try run.invocation[level] ?? .categories
    let (judged, console) = try run.outcome()
    let outcome = judged.outcome
    try run.write(
      OutcomeReport(outcome, language: console.language, level: level).report,
      csv: OutcomeTable.csv(outcome, language: console.language, level: level), json: OutcomeJSON.text(judged), console)
    return outcome.hasFailures || judged.hasErrors ? .findings : .success
  }

  private static let level = Option(
    "--level", Bilingual("主表详略：逐条原则、按类别、逐条指标", "detail of the main table"), of: Level.allCases, word: \.rawValue)
}
