import Diagnostics
import Evaluation
import Model
import Quantities
import Sheets

/// What a change of the standard does to the communities.
public struct EffectReport: TabularReport {
  let effect: Effect
  private let labels: Labels
  private let totals: Decimals<Rational>

  /// Rank moves shown; the tables for programs have them all.
  private static let movesShown = 10
  private static let detailsShown = 5

  init(_ effect: Effect, _ labels: Labels) {
    self.effect = effect
    self.labels = labels
    let totals = [effect.before, effect.after].flatMap { outcome in
      outcome.results.flatMap { $0.total.points?.ends ?? [] } + outcome.standard.pointComparands
    }
    self.totals = Decimals(totals)
  }

  /// Totals of both sides are written with decimals that tell them apart.
  public init(_ effect: Effect, language: Language) { self.init(effect, Labels(language: language)) }

  private func say(_ chinese: String, _ english: String) -> String { labels.say(chinese, english) }

  /// To be put into a report: a heading, a summary, and a table of those for whom something changes, if there are any.
  public var blocks: [Report.Block] {
    var blocks: [Report.Block] = [.heading(say("对小区的影响", "Effect on the communities")), .paragraph(summary)]
    let changed = effect.rows.filter {
      $0.flips || ($0.totalChanged && $0.after?.entrant != .no) || ($0.rise ?? 0) != 0
    }
    if !changed.isEmpty { blocks.append(.table(grid(changed))) }
    return blocks
  }

  /// Who enters and leaves, and the largest moves, in one paragraph.
  public var summary: String {
    func names(_ rows: [Effect.Row]) -> String { rows.isEmpty ? say("无", "none") : labels.names(rows.map(\.name)) }
    func eligible(_ outcome: Outcome) -> Int {
      outcome.results.filter { $0.entrant != .no && $0.eligible == .yes }.count
    }
    var parts: [String] = []
    if effect.before.standard.selection != nil || effect.after.standard.selection != nil {
      parts += [
        say("进入推荐：", "enter: ") + names(effect.enters), say("退出推荐：", "leave: ") + names(effect.leaves),
      ]
    }
    parts.append(say("符合 ", "eligible ") + "\(eligible(effect.before)) → \(eligible(effect.after))")
    let regraded = effect.rows.filter { $0.standingBefore.grades != $0.standingAfter.grades }
    if !regraded.isEmpty {
      parts.append(
        say("等级变动 \(regraded.count) 家：", "grades changed: \(regraded.count): ") + names(regraded))
    }
    let redetermined = effect.rows.filter { $0.standingBefore.determinations != $0.standingAfter.determinations }
    if !redetermined.isEmpty {
      parts.append(
        say("认定变动 \(redetermined.count) 家：", "determinations changed: \(redetermined.count): ") + names(redetermined))
    }
    let moves = effect.moves.prefix(Self.movesShown)
    if !moves.isEmpty {
      let shown = moves.map { "\($0.name) \($0.before?.rank ?? 0)→\($0.after?.rank ?? 0)" }
      parts.append(say("名次变动 \(effect.moves.count) 家：", "\(effect.moves.count) ranks moved: ") + labels.list(shown))
    }
    if let agreement { parts.append(say("名次一致度（肯德尔 τb）", "rank agreement (Kendall's tau-b) ") + agreement) }
    return parts.joined(separator: say("；", "; ")) + say("。", ".")
  }

  /// What the summary leaves out, for whoever sees no table: verdicts that change without an entry or exit, and totals.
  public var details: [String] {
    let told = Set((effect.enters + effect.leaves).map(\.identity))
    let verdicts = effect.rows.filter { $0.flips && !told.contains($0.identity) }.map { ($0.name, change($0)) }
    let totals = effect.rows.filter { $0.totalChanged && $0.after?.entrant != .no }
      .map { ($0.name, total($0.before) + " → " + total($0.after)) }
    func line(_ heading: (String) -> String, _ rows: [(name: String, text: String)]) -> String? {
      let rows = rows.filter { !$0.text.isEmpty }
      if rows.isEmpty { return nil }
      let shown = rows.prefix(Self.detailsShown).map { $0.name + " " + $0.text }
      return heading("\(rows.count)") + labels.list(shown) + (rows.count > shown.count ? say("等", " and so on") : "")
    }
    return [
      line({ say("结论变动 \($0) 家：", "\($0) \($0 == "1" ? "verdict" : "verdicts") changed: ") }, verdicts),
      line({ say("总分变动 \($0) 家：", "\($0) \($0 == "1" ? "total" : "totals") changed: ") }, totals),
    ].compactMap { $0 }
  }

  private var agreement: String? {
    effect.agreement.map { tau in
      let thousandths = Int((abs(tau) * 1000).rounded())
      let digits = String(thousandths % 1000)
      return (tau < 0 && thousandths > 0 ? "-" : "") + "\(thousandths / 1000)."
        + String(repeating: "0", count: 3 - digits.count) + digits
    }
  }

  private func grid(_ rows: [Effect.Row]) -> Report.Grid {
    let standard = effect.after.standard
    let headings = [
      standard.subjectHeading, say("原名次", "Was"), say("新名次", "Now"), say("原总分", "Total was"),
      say("新总分", "Total now"), say("变化", "Change"),
    ]
    return Report.Grid(
      headings: headings,
      rows: rows.map { row in
        [row.name, rank(row.before), rank(row.after), total(row.before), total(row.after), change(row)]
      }, labels: [0, 5])
  }

  private func rank(_ result: SheetResult?) -> String { result?.rank.map(String.init) ?? "—" }
  private func total(_ result: SheetResult?) -> String {
    guard let result, result.entrant != .no else { return "—" }
    return labels.total(result.total, totals)
  }

  /// `未入名额 → 推荐`; grades too where they change.
  func change(_ row: Effect.Row) -> String {
    guard row.flips else { return "" }
    func word(_ result: SheetResult?, _ outcome: Outcome) -> String {
      result.map { labels.conclusion($0, outcome.standard) } ?? "—"
    }
    let (old, new) = (row.standingBefore.grades, row.standingAfter.grades)
    var parts: [String] = []
    let (before, after) = (word(row.before, effect.before), word(row.after, effect.after))
    if before != after { parts.append(before + " → " + after) }
    if old != new { parts.append(grades(row.before, effect.before) + " → " + grades(row.after, effect.after)) }
    for determination in effect.after.standard.determinations {
      let (was, now) = (
        determined(determination.name, row.before, effect.before),
        determined(determination.name, row.after, effect.after)
      )
      if was != now { parts.append(determination.name + say("：", ": ") + was + " → " + now) }
    }
    return parts.joined(separator: say("，", ", "))
  }

  private func determined(_ name: String, _ result: SheetResult?, _ outcome: Outcome) -> String {
    guard let result, let place = outcome.standard.determinations.firstIndex(where: { $0.name == name }) else {
      return "—"
    }
    return labels.determined(result.determinations[place], outcome.standard.determinations[place])
  }

  private func grades(_ result: SheetResult?, _ outcome: Outcome) -> String {
    guard let result, !result.grades.isEmpty else { return say("无", "none") }
    return labels.grades(result, outcome.standard)
  }

  // MARK: For programs

  private var hasGrades: Bool {
    !effect.before.standard.grades.isEmpty || !effect.after.standard.grades.isEmpty
  }

  public var table: FlatTable {
    let standard = effect.after.standard
    let heading =
      standard.subjectNames + [
        say("原名次", "rank before"), say("新名次", "rank after"),
        say("原总分最低", "total before, least"), say("原总分最高", "total before, most"),
        say("新总分最低", "total after, least"), say("新总分最高", "total after, most"), say("原结论", "verdict before"),
        say("新结论", "verdict after"),
      ] + (hasGrades ? [say("原等级", "grade before"), say("新等级", "grade after")] : [])
    func word(_ result: SheetResult?, _ outcome: Outcome) -> TableCell {
      result.map { .text(labels.conclusion($0, outcome.standard)) } ?? .blank
    }
    func ends(_ result: SheetResult?) -> [TableCell] {
      result.map { labels.cells($0.total) } ?? [.blank, .blank]
    }
    func rank(_ result: SheetResult?) -> TableCell { result?.rank.map(TableCell.count) ?? .blank }
    let rows = effect.rows.map { row -> [TableCell] in
      standard.cells(row.identity).map(TableCell.text) + [rank(row.before), rank(row.after)]
        + ends(row.before) + ends(row.after)
        + [word(row.before, effect.before), word(row.after, effect.after)]
        + (hasGrades ? [grades(row.before, effect.before), grades(row.after, effect.after)].map(TableCell.text) : [])
    }
    return FlatTable(say("影响", "effect"), headings: heading, rows)
  }

  var json: JSONValue {
    func names(_ rows: [Effect.Row]) -> JSONValue { .array(rows.map { .string($0.name) }) }
    func side(_ result: SheetResult?, _ outcome: Outcome) -> JSONValue {
      guard let result else { return .null }
      return JSONValue.object(
        of: [
          ("rank", result.rank.map { .number(String($0)) } ?? .null), ("total", OutcomeJSON.total(result.total)),
        ] + OutcomeJSON.scored(result.total, outcome.standard) + [
          ("selected", result.selection.map { .string($0.rawValue) } ?? .null)
        ] + (outcome.standard.grades.isEmpty ? [] : [("grades", outcome.standard.gradeNames(result.grades))]))
    }
    return JSONValue.object(of: [
      ("enters", names(effect.enters)), ("leaves", names(effect.leaves)),
      ("agreement", agreement.map { .string($0) } ?? .null),
      (
        "communities",
        .array(
          effect.rows.map {
            JSONValue.object(
              of: effect.after.standard.members("name", $0.identity) + [
                ("before", side($0.before, effect.before)), ("after", side($0.after, effect.after)),
                ("flips", .bool($0.flips)),
              ])
          })
      ),
    ])
  }
}
