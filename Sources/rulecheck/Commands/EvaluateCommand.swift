import Diagnostics
import Model
import Reports

extension Command {
  /// `rulecheck RULES SHEETS…`: scores and ranks.
  static let evaluate = Command(
    names: Bilingual("评选", "evaluate"), usage: Bilingual("规则 事实表…", "RULES SHEETS…"),
    summary: Bilingual("评分、排名（同 evaluate）", "score and rank (the same as evaluate)"),
    options: SharedOptions.pictures + [level, top, columns, withReference] + SharedOptions.settings
  ) { run in
    // A workbook has room for everything.
    let level = try run.invocation[level] ?? (run.invocation.format == .xlsx ? .items : .categories)
    let top = try run.invocation[top]
    let (loaded, standard, console) = try run.standard()
    let chosen = try chosen(run, standard, console)
    // Pictures look at all results at once; anything else is written result by result.
    let judged = try run.judged(
      loaded, standard, console, whole: top == nil && [.svg, .plot].contains(run.invocation.format))
    let outcome = judged.outcome
    let report = {
      OutcomeReport(
        outcome, language: console.language, level: level, showsReference: run.invocation.has(withReference), top: top)
    }
    try run.plot(report().picture, console)
    try run.write(
      report().report, csv: OutcomeTable(outcome, language: console.language, level: level, top: top, only: chosen),
      workbook: OutcomeWorkbook(judged, language: console.language, level: level, top: top, only: chosen),
      json: OutcomeJSON(judged, top: top),
      picture: report().picture, console)
    return outcome.hasFailures || judged.hasErrors ? .findings : .success
  }

  /// The columns that are asked for; nil for all.
  private static func chosen(_ run: Run, _ standard: Standard, _ console: Console) throws(UsageProblem)
    -> ChosenColumns?
  {
    let names = try run.invocation.all(columns).flatMap(\.self)
    if names.isEmpty { return nil }
    if ![.csv, .xlsx].contains(run.invocation.format) { throw .columnsWithoutTable(run.invocation.format) }
    do throws(UnknownColumn) {
      return try ChosenColumns(names, of: standard, console.language)
    } catch {
      throw .unknownColumn(error.name, known: error.usual, nearest: NearestName.of(error.name, among: error.all))
    }
  }

  private static let columns = Option<[String]>(
    Bilingual("--列", "--columns"), Bilingual("列名,列名…", "NAME,NAME…"),
    Bilingual("CSV 和 xlsx 只要这些列，依此顺序", "of CSV and xlsx only these columns, in this order")
  ) { text in
    let names = text.split { ",，".contains($0) }.map(\.trimmed)
    return names.isEmpty ? nil : names
  }
  private static let top = Option<Int>(
    Bilingual("--前", "--top"), Bilingual("名次", "RANK"),
    Bilingual("只列到这一名，并列的都列", "list no further than this rank, all who share it included")
  ) { text in Int(text).flatMap { $0 > 0 ? $0 : nil } }
  private static let withReference = Switch(
    Bilingual("--全部", "--all"), Bilingual("仅供比较的也列进主表", "list those for reference only in the table too"))
  private static let level = Option(
    Bilingual("--详略", "--level"), Bilingual("主表详略：逐条原则、按类别、逐条指标", "detail of the main table"), of: Level.allCases
  ) { level in
    switch level {
    case .gates: Bilingual("原则", level.rawValue)
    case .categories: Bilingual("类别", level.rawValue)
    case .items: Bilingual("指标", level.rawValue)
    }
  }
}
