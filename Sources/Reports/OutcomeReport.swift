import Diagnostics
import Evaluation
import Model
import Quantities
import Sheets

/// How much of the result the main table shows.
public enum Level: String, CaseIterable, Sendable { case gates, categories, items }

/// The main report: who ranks where, what is missing, what is open in the standard.
public struct OutcomeReport {
  let outcome: Outcome
  let labels: Labels
  let level: Level
  private let columns: PointColumns

  /// - Parameter level: of the main table; the lists below it are always whole.
  public init(_ outcome: Outcome, language: Language, level: Level) {
    self.outcome = outcome
    self.level = level
    labels = Labels(language: language)
    columns = PointColumns(outcome)
  }

  private var standard: Standard { outcome.standard }
  private func say(_ chinese: String, _ english: String) -> String { labels.say(chinese, english) }

  /// The table, then a list for each matter that there is something to say of.
  public var report: Report {
    var blocks: [Report.Block] = [.heading(standard.title), .paragraph(summary), .table(grid)] + legend
    if level == .items { blocks += items }
    blocks += section(say("推荐名额边缘的并列", "Ties at the edge of a quota"), tied)
    blocks += section(say("不符合的原因", "Why not eligible"), ineligible)
    blocks += section(
      say("缺少或读不出的事实（括号内是取决于它的结果）", "Facts missing or unreadable (with what depends on them)"), missing)
    blocks += section(say("尚无值的参数（括号内是取决于它的结果）", "Parameters without a value (with what depends on them)"), unset)
    blocks += section(say("无法计算", "Could not be worked out"), failures)
    blocks += section(say("仅供比较", "For reference only"), reference)
    blocks += section(say("未采用的事实表", "Sheets refused"), outcome.table.refused)
    blocks += section(
      say("同一主体数据矛盾", "Contradictory data of one entity"), outcome.conflicts)
    blocks += section(say("比较群体", "Cohorts"), cohorts)
    blocks += section(
      say("未填报、暂不计入比较的数据", "Values not reported, left out of comparisons for now"), unreported)
    blocks += section(
      say("原文未定、暂按下列处理", "Open in the standard, handled as follows"), standard.openMatters.map(labels.matter))
    return Report(blocks)
  }

  private func section(_ heading: String, _ lines: [String]) -> [Report.Block] {
    lines.isEmpty ? [] : [.heading(heading), .list(lines)]
  }

  private var summary: String {
    let results = outcome.results
    let entrants = results.filter { $0.entrant != .no }
    func count(_ eligible: Truth) -> Int { entrants.filter { $0.eligible == eligible }.count }
    var parts = [
      say("共 \(results.count) 份", "\(results.count) sheets"),
      say("参评 \(entrants.count)", "\(entrants.count) taking part"),
      say("符合 \(count(.yes))", "\(count(.yes)) eligible"),
      say("待核实 \(count(.unknown))", "\(count(.unknown)) to be verified"),
      say("不符合 \(count(.no))", "\(count(.no)) not eligible"),
    ]
    let unscored = entrants.filter { $0.total == .unscored }.count
    if unscored > 0 { parts.append(say("其中不计分 \(unscored)", "\(unscored) of these not scored")) }
    if results.count > entrants.count {
      let rest = results.count - entrants.count
      parts.append(say("仅供比较 \(rest)", "\(rest) for reference"))
    }
    if standard.selection != nil {
      let chosen = results.filter { $0.selection == .yes }.count
      parts.append(say("推荐 \(chosen)", "\(chosen) selected"))
    }
    return parts.joined(separator: say("，", ", ")) + say("。", ".")
  }

  // MARK: The table

  /// The titles of the categories that head columns, and what the verdicts mean.
  private var legend: [Report.Block] {
    let titled = level == .gates ? [] : standard.categories.filter { $0.title != $0.name }.map(labels.titled)
    let words = labels.legend(outcome.results.filter { $0.entrant != .no }, standard)
    return [
      (say("类别：", "Categories: "), titled, say("、", ", ")), (say("结论：", "Verdicts: "), words, say("；", "; ")),
    ].filter { !$0.1.isEmpty }.map { heading, parts, separator in
      .paragraph(heading + parts.joined(separator: separator) + say("。", "."))
    }
  }

  private var grid: Report.Grid {
    let gates = Requirement.Kind.allCases.filter { $0.bearing == .needed }.map { kind in
      (kind, places: standard.requirements.indices.filter { standard.requirements[$0].kind == kind })
    }.filter { !$0.places.isEmpty }
    var headings = [say("名次", "Rank"), standard.subjectHeading]
    headings += standard.quotaGroups.map { standard.facts[$0].name }
    if level == .gates {
      headings += gates.flatMap(\.places).map { standard.requirements[$0].id }
    } else {
      headings += gates.map { labels.heading($0.0) }
      headings += standard.categories.map(\.name)
    }
    if level != .gates { headings += adjustmentHeadings }
    headings.append(say("总分", "Total"))
    if !standard.grades.isEmpty { headings.append(say("等级", "Grade")) }
    let determined = headings.count..<headings.count + standard.determinations.count
    headings += standard.determinations.map(\.name)
    headings.append(say("结论", "Verdict"))
    let categories = standard.categories.indices.map { place in columns.decimals { $0.categories[place].points } }
    let marks = standard.categories.indices.map { place in
      columns.decimals { $0.categories[place].mark ?? $0.categories[place].points }
    }
    let adjusted = adjustmentHeadings.indices.map { place in columns.decimals { adjustments($0)[place].points } }
    let totals = columns.totals
    let rows = outcome.results.filter { $0.entrant != .no }.map { result -> [String] in
      var row = [result.rank.map(String.init) ?? "—", outcome.sheet(result).name]
      row += standard.quotaGroups.map { outcome.text(of: $0, by: result, labels) ?? "—" }
      if level == .gates {
        row += gates.flatMap(\.places).map { labels.sign(result.requirements[$0].verdict) }
      } else {
        row += gates.map { tally($0.places, result) }
        row += zip(zip(result.categories, categories), zip(standard.categories, marks)).map { found, stated in
          labels.points(found.0.points, found.1) + mark(found.0, stated.0, stated.1)
        }
        row += zip(adjustments(result), adjusted).map { move, decimals in
          move.error != nil && !move.points.isExact ? labels.verdict(.failed) : labels.points(move.points, decimals)
        }
      }
      row.append(labels.total(result, totals))
      if !standard.grades.isEmpty { row.append(grade(result)) }
      row += zip(result.determinations, standard.determinations).map { labels.determined($0, $1) }
      row.append(labels.conclusion(result, standard))
      return row
    }
    var words: Set<Int> = [1, headings.count - 1]
    for place in standard.quotaGroups.indices { words.insert(2 + place) }
    if !standard.grades.isEmpty { words.insert(determined.lowerBound - 1) }
    for (column, determination) in zip(determined, standard.determinations) {
      switch determination.type {
      case .number, .percentage: break
      case .truth, .date, .text, .choice, .choices, .records: words.insert(column)
      }
    }
    return Report.Grid(headings: headings, rows: rows, labels: words)
  }

  /// `（92/100）`, where a category is marked on a scale of its own.
  private func mark(_ found: CategoryResult, _ category: Model.Category, _ decimals: Decimals<Rational>) -> String {
    guard let mark = found.mark, let scale = category.scale else { return "" }
    let text = labels.points(mark, decimals) + "/" + scale.decimal()
    return say("（\(text)）", " (\(text))")
  }

  /// Up to two adjustments have columns of their own; more share one, and `explain` and JSON list them.
  private var adjustmentHeadings: [String] {
    standard.adjustments.count <= 2 ? standard.adjustments.map(\.name) : [say("加减分", "Adj.")]
  }

  private func adjustments(_ result: SheetResult) -> [(points: Interval, error: ArithmeticError?)] {
    let moves = result.adjustments.enumerated().map { (points: result.movement($0, standard), error: $1.error) }
    if standard.adjustments.count <= 2 { return moves }
    return [(moves.map(\.points).reduce(.zero, +), moves.compactMap(\.error).first)]
  }

  /// `7/8`, with `?` for those still open.
  private func tally(_ places: [Int], _ result: SheetResult) -> String {
    let verdicts = places.map { result.requirements[$0].verdict }
    let met = verdicts.filter { $0 == .met || $0 == .inapplicable }.count
    let open = verdicts.filter { $0 == .unverified || $0 == .failed }.count
    return "\(met)/\(places.count)" + (open > 0 ? " ?\(open)" : "")
  }

  private func grade(_ result: SheetResult) -> String {
    result.grades.isEmpty ? "—" : labels.grades(result, standard)
  }

  // MARK: What is below the table

  /// One list a community: every item with its sign and points.
  private var items: [Report.Block] {
    let decimals = standard.categories.indices.map { category in
      standard.categories[category].items.indices.map { item in
        columns.decimals { $0.categories[category].items[item].points }
      }
    }
    return outcome.results.filter { $0.entrant != .no }.flatMap { result -> [Report.Block] in
      var lines: [String] = []
      for (index, category) in standard.categories.enumerated() {
        let scores = zip(zip(category.items, result.categories[index].items), decimals[index]).map { found, decimals in
          let (item, score) = found
          return "\(index + 1).\(item.id)\(labels.sign(score.verdict))\(labels.points(score.points, decimals))"
        }
        lines.append(category.name + say("：", ": ") + scores.joined(separator: "  "))
      }
      return [.heading(outcome.sheet(result).name), .list(lines)]
    }
  }

  private var tied: [String] {
    let totals = columns.totals
    return outcome.results.filter { $0.selection == .tied }.map {
      "\(outcome.sheet($0).name)" + say("：第 \($0.rank ?? 0) 名，", ": rank \($0.rank ?? 0), ")
        + labels.total($0.total, totals)
    }
  }

  private func name(_ requirement: Requirement) -> String { labels.name(requirement) }

  private var ineligible: [String] {
    outcome.results.filter { $0.entrant != .no && $0.eligible == .no }.map { result in
      outcome.sheet(result).name + say("：", ": ")
        + Obstacles(standard, labels).of(result).joined(separator: say("；", "; "))
    }
  }

  private var missing: [String] {
    outcome.results.filter { $0.entrant != .no }.compactMap { missing($0) }
  }

  /// A community with the facts it lacks and what depends on them; nil if nothing does.
  public func missing(_ result: SheetResult) -> String? {
    let missing = outcome.deciding(result).filter { if case .fact = $0.input { true } else { false } }
    guard !missing.isEmpty else { return nil }
    let shown = missing.prefix(8).map { fact in
      let points = fact.points == .zero ? [] : [labels.spread(fact.points)]
      return dependent(fact.input, fact.requirements, fact.decisions, points)
    }
    let more = missing.count - shown.count
    return outcome.sheet(result).name + say("：", ": ") + labels.list(shown)
      + (more > 0 ? say("，另有 \(more) 项", ", and \(more) more") : "")
  }

  /// `公布线（原则 2、等级）`.
  private func dependent(
    _ input: Missing, _ requirements: [Int], _ decisions: [Decision], _ points: [String]
  ) -> String {
    let dependents = requirements.map { name(standard.requirements[$0]) } + points + decisions.map(labels.decision)
    return standard.name(input) + say("（", " (") + labels.list(dependents) + say("）", ")")
  }

  /// Parameters are missing for everybody, so each is listed once, with how many sheets wait for it.
  private var unset: [String] {
    struct Waiting {
      var requirements: Set<Int> = []
      var decisions: Set<Decision> = []
      var hasPoints = false
      var sheets = 0
    }
    var waiting: [Missing: Waiting] = [:]
    for result in outcome.results where result.entrant != .no {
      for missing in outcome.deciding(result) {
        guard case .parameter = missing.input else { continue }
        var found = waiting[missing.input] ?? Waiting()
        found.requirements.formUnion(missing.requirements)
        found.decisions.formUnion(missing.decisions)
        found.hasPoints = found.hasPoints || missing.points != .zero
        found.sheets += 1
        waiting[missing.input] = found
      }
    }
    return waiting.sorted { $0.key < $1.key }.map { input, waiting in
      let points = waiting.hasPoints ? [say("得分", "points")] : []
      return dependent(input, waiting.requirements.sorted(), waiting.decisions.sorted(), points)
        + say("：\(waiting.sheets) 份待定", ": \(waiting.sheets) sheets open")
    }
  }

  /// Those that do not take part: they count in cohorts and are judged no further.
  private var reference: [String] {
    let names = outcome.results.filter { $0.entrant == .no }.map { outcome.sheet($0).name }
    return names.isEmpty ? [] : [labels.list(names)]
  }

  private var failures: [String] {
    outcome.results.flatMap { result in
      result.failures.map { failure in
        "\(outcome.sheet(result).name)  \(labels.place(failure.place, standard))  \(failure.error.described(labels.language))"
      }
    }
  }

  /// What would be different if everybody reported what cohorts compare.
  private var unreported: [String] {
    guard let turnable = outcome.turnable() else { return [] }
    if turnable.isEmpty { return [say("补报后各家的结果都不会变。", "No result could turn if they came in.")] }
    let names = labels.names(turnable.map { outcome.sheet($0).name })
    return [
      say("补报后可能变的有 \(turnable.count) 家：", "\(turnable.count) results could turn if they came in: ") + names
    ]
  }

  private var cohorts: [String] {
    standard.cohorts.map { cohort in
      let by =
        cohort.by.isEmpty
        ? say("全部", "everyone") : say("按 ", "by ") + labels.list(cohort.by.map { standard.facts[$0].name })
      var line = cohort.name + say("：", ": ") + by
      if let counting = cohort.counting {
        line += say("，每个\(standard.facts[counting].name)计一次", ", each \(standard.facts[counting].name) once")
      }
      line += say("；比例名次", "; shares of places ") + labels.rounding(cohort.rounding)
      if cohort.smallest > 0 { line += say("；不足 \(cohort.smallest) 家不作比较", "; not compared below \(cohort.smallest)") }
      line += say("；并列取较好名次", "; ties share the better rank")
      switch cohort.unreported {
      case .leftOut: return line + say("；未填报者不计入基数", "; the unreported do not count")
      case .open: return line + say("；未填报者待核实，可能改变名次", "; the unreported are open and may change ranks")
      }
    }
  }
}
