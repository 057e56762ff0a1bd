import Analysis
import Diagnostics
import Quantities
import Reports
import Sheets

extension Command {
  static let sensitivity = Command(
    names: Bilingual("敏感性", "sensitivity"), usage: Bilingual("sensitivity 规则 事实表…", "sensitivity RULES SHEETS…"),
    summary: Bilingual("每个权重能动多少，随机变动时名次稳不稳", "how far each weight may move, how stable ranks are"),
    options: [draws, spread, seed] + SharedOptions.pictures + SharedOptions.settings
  ) { run in
    var settings = Sensitivity.Settings()
    if let draws = try run.invocation[draws] { settings.draws = draws }
    if let spread = try run.invocation[spread] { settings.spread = spread }
    if let seed = try run.invocation[seed] { settings.seed = seed }
    let (judged, console) = try run.outcome()
    let sensitivity: Sensitivity
    do throws(SensitivityProblem) {
      sensitivity = try Sensitivity(judged.outcome, settings)
    } catch {
      try run.refuse([Diagnostic(error, at: .file(run.invocation.operands.first ?? ""))], console, .findings)
    }
    let report = SensitivityReport(sensitivity, language: console.language)
    try run.plot(report.picture, console)
    try run.write(
      report.report, table: report.table, json: report.json(rules: judged.rulesDigest, sheets: judged.sheetsDigest),
      picture: report.picture, console)
    return judged.hasErrors ? .findings : .success
  }

  private static let draws = Option(
    Bilingual("--抽取", "--draws"), Bilingual("次数", "COUNT"),
    Bilingual("抽多少次，默认 10000", "draws of random weights, 10000 unless given"),
    allowed: ["1–\(Sensitivity.Settings.drawsAllowed.upperBound)"]
  ) { text in Int(text).flatMap { Sensitivity.Settings.drawsAllowed.contains($0) ? $0 : nil } }

  private static let spread = Option<Rational>(
    Bilingual("--幅度", "--spread"), Bilingual("百分比", "PERCENTAGE"),
    Bilingual("权重上下变动的幅度，默认 20%", "how far they move either way, 20% unless given"), allowed: ["1%–99%"]
  ) { text in
    guard case .success(.number(let spread)?) = CellReader.value(text, type: .percentage, units: UnitTable()),
      spread > .zero, spread < .one
    else { return nil }
    return spread
  }

  private static let seed = Option(
    Bilingual("--种子", "--seed"), Bilingual("数", "NUMBER"),
    Bilingual("随机数的种子，默认 1；同一个种子结果相同", "seed of the draws, 1 unless given; equal seeds give equal results"),
    allowed: ["0–\(UInt64.max)"]
  ) { UInt64($0) }
}
