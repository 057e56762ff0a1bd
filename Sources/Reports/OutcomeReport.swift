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
  package let labels: Labels
  let level: Level
  private let showsReference: Bool
  /// The last rank that is listed; nil where everybody is.
  private let top: Int?
  /// Who is listed; nil where everybody is.
  private let leading: [SheetResult]?
  private let columns: PointColumns

  /// - Parameters:
  ///   - level: of the main table.
  ///   - showsReference: whether those who do not take part stand in the table too, with what they would come to.
  ///   - top: the last rank that is listed, in the table and in the lists below it; nil for everybody.
  public init(_ outcome: Outcome, language: Language, level: Level, showsReference: Bool = false, top: Int? = nil) {
    self.outcome = outcome
    self.showsReference = showsReference
    self.level = level
    self.top = top
    leading = top.map { rank in (0..<outcome.count(throughRank: rank)).map { outcome.result(at: $0).whole } }
    labels = Labels(language: language)
    columns = PointColumns(outcome, leading)
  }

  /// Who is listed, in the order of the report.
  private var listed: [SheetResult] { leading ?? outcome.results }

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
    blocks += matters
    return Report(blocks)
  }

  /// What is told of all together: parameters without a value, what fails, cohorts, what the standard leaves open.
  package var matters: [Report.Block] {
    var blocks = section(say("尚无值的参数（括号内是取决于它的结果）", "Parameters without a value (with what depends on them)"), unset)
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
    return blocks
  }

  private func section(_ heading: String, _ lines: [String]) -> [Report.Block] {
    lines.isEmpty ? [] : [.heading(heading), .list(lines)]
  }

  /// How many there are of each kind.
  package var summary: String {
    let places = outcome.places
    let standing = outcome.standing(at: 0..<places.count)
    let entrants = standing.filter { $0.entrant != .no }
    func count(_ eligible: Truth) -> Int { entrants.count { $0.eligible == eligible } }
    var parts = [
      say("共 \(places.count) 份", "\(places.count) sheets"),
      say("参评 \(entrants.count)", "\(entrants.count) taking part"),
      say("符合 \(count(.yes))", "\(count(.yes)) eligible"),
      say("待核实 \(count(.unknown))", "\(count(.unknown)) to be verified"),
      say("不符合 \(count(.no))", "\(count(.no)) not eligible"),
    ]
    let unscored =
      standard.mayBeUnscored ? outcome.results.count { $0.entrant != .no && $0.total == .unscored } : 0
    if unscored > 0 { parts.append(say("其中不计分 \(unscored)", "\(unscored) of these not scored")) }
    if places.count > entrants.count {
      let rest = places.count - entrants.count
      parts.append(say("仅供比较 \(rest)", "\(rest) for reference"))
    }
    if standard.selection != nil {
      let chosen = (0..<places.count).count { places.selection($0) == .yes }
      parts.append(say("推荐 \(chosen)", "\(chosen) selected"))
    }
    if let top {
      parts.append(say("下面只列前 \(top) 名（\(listed.count) 家）", "listed are those up to rank \(top) (\(listed.count))"))
    }
    return parts.joined(separator: say("，", ", ")) + say("。", ".")
  }

  // MARK: The table

  /// The titles of the categories that head columns, and what the verdicts mean.
  package var legend: [Report.Block] {
    let titled = level == .gates ? [] : standard.categories.filter { $0.title != $0.name }.map(labels.titled)
    let words = labels.legend(listed.filter { $0.entrant != .no }, standard)
    return [
      (say("类别：", "Categories: "), titled, say("、", ", ")), (say("结论：", "Verdicts: "), words, say("；", "; ")),
    ].filter { !$0.1.isEmpty }.map { heading, parts, separator in
      .paragraph(heading + parts.joined(separator: separator) + say("。", "."))
    }
  }

  /// A column of the table, and what each community has in it.
  private struct Column {
    let heading: String
    var isWords = false
    let cell: (SheetResult) -> String
  }

  private var grid: Report.Grid {
    grid([standing, level == .gates ? eachGate : tallies] + (level == .gates ? [] : [categories, moves]))
  }

  /// Who stands where, and how many gates are met, without the points that make up the totals.
  package var ranking: Report.Grid { grid([standing, tallies]) }

  /// What the totals are made of.
  package var composition: Report.Grid {
    let totals = columns.totals
    let names = Column(heading: standard.subjectHeading, isWords: true) { outcome.sheet($0).name }
    let total = Column(heading: say("总分", "Total")) { labels.total($0, totals) }
    return grid([[rank, names], categories, moves, [total]])
  }

  /// Level by level, so that a table that is too wide is parted between them; the verdict stands next to the name.
  private func grid(_ levels: [[Column]]) -> Report.Grid {
    let columns = levels.flatMap(\.self)
    var starts: [Int] = []
    for level in levels { starts.append((starts.last ?? 0) + level.count) }
    return Report.Grid(
      headings: columns.map(\.heading), rows: shown.map { result in columns.map { $0.cell(result) } },
      labels: Set(columns.indices.filter { columns[$0].isWords }), key: 1, levels: starts.dropLast())
  }

  /// Who is in the table.
  package var shown: [SheetResult] { listed.filter { showsReference || $0.entrant != .no } }

  private var standing: [Column] {
    let totals = columns.totals
    var found = [
      rank,
      Column(heading: standard.subjectHeading, isWords: true) { outcome.sheet($0).name },
    ]
    found += standard.quotaGroups.map { fact in
      Column(heading: standard.facts[fact].name, isWords: true) { outcome.text(of: fact, by: $0.sheet, labels) ?? "—" }
    }
    found.append(Column(heading: say("结论", "Verdict"), isWords: true) { labels.conclusion($0, standard) })
    found.append(Column(heading: say("总分", "Total")) { labels.total($0, totals) })
    if !standard.grades.isEmpty { found.append(Column(heading: say("等级", "Grade"), isWords: true, cell: grade)) }
    found += standard.determinations.indices.map { place in
      let determination = standard.determinations[place]
      return Column(heading: determination.name, isWords: !determination.type.isFigure) {
        labels.determined($0.determinations[place], determination)
      }
    }
    return found
  }

  private var rank: Column { Column(heading: say("名次", "Rank")) { $0.rank.map(String.init) ?? "—" } }

  private var gates: [(kind: Requirement.Kind, places: [Int])] {
    Requirement.Kind.allCases.filter { $0.bearing == .needed }.map { kind in
      (kind, places: standard.requirements.indices.filter { standard.requirements[$0].kind == kind })
    }.filter { !$0.places.isEmpty }
  }

  private var eachGate: [Column] {
    gates.flatMap(\.places).map { place in
      Column(heading: standard.requirements[place].id) { labels.sign($0.requirements[place].verdict) }
    }
  }

  private var tallies: [Column] {
    gates.map { kind, places in Column(heading: labels.heading(kind)) { tally(places, $0) } }
  }

  private var categories: [Column] {
    standard.categories.indices.map { place in
      let decimals = columns.decimals { $0.categories[place].points }
      let marks = columns.decimals { $0.categories[place].mark ?? $0.categories[place].points }
      return Column(heading: standard.categories[place].name) { result in
        let found = result.categories[place]
        return labels.points(found.points, decimals) + mark(found, standard.categories[place], marks)
      }
    }
  }

  private var moves: [Column] {
    adjustmentHeadings.enumerated().map { place, heading in
      let decimals = columns.decimals { adjustments($0)[place].points }
      return Column(heading: heading) { result in
        let move = adjustments(result)[place]
        return move.error != nil && !move.points.isExact
          ? labels.verdict(.failed) : labels.points(move.points, decimals)
      }
    }
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
    return listed.filter { $0.entrant != .no }.flatMap { result -> [Report.Block] in
      var lines: [String] = []
      for (index, category) in standard.categories.enumerated() {
        let found = zip(result.categories[index].items, decimals[index])
        let scores = zip(category.items.indices, found).map { place, found in
          let (score, decimals) = found
          return standard.number(ofItem: place, in: index) + labels.sign(score.verdict)
            + labels.points(score.points, decimals)
        }
        lines.append(category.name + say("：", ": ") + scores.joined(separator: "  "))
      }
      return [.heading(outcome.sheet(result).name), .list(lines)]
    }
  }

  /// Who is level with others at the edge of a quota.
  package var tied: [String] {
    let totals = columns.totals
    return listed.filter { $0.selection == .tied }.map {
      "\(outcome.sheet($0).name)" + say("：第 \($0.rank ?? 0) 名，", ": rank \($0.rank ?? 0), ")
        + labels.total($0.total, totals)
    }
  }

  private func name(_ requirement: Requirement) -> String { labels.name(requirement) }

  private var ineligible: [String] {
    listed.filter { $0.entrant != .no && $0.eligible == .no }.map { result in
      outcome.sheet(result).name + say("：", ": ")
        + Obstacles(standard, labels).of(result).joined(separator: say("；", "; "))
    }
  }

  private var missing: [String] {
    listed.filter { $0.entrant != .no }.compactMap { missing($0) }
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
    for result in listed where result.entrant != .no {
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
    let places = outcome.places
    let standing = outcome.standing(at: 0..<places.count)
    let names = standing.indices.filter { standing[$0].entrant == .no }.map {
      outcome.table.sheets[places.sheet($0)].name
    }
    return names.isEmpty ? [] : [labels.list(names)]
  }

  private var failures: [String] {
    listed.flatMap { result in
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

extension ValueType {
  /// Whether its values stand to the right, digit under digit.
  fileprivate var isFigure: Bool {
    switch self {
    case .number, .percentage: true
    case .truth, .date, .text, .choice, .choices, .records: false
    }
  }
}
