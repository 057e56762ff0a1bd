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
  /// Whether rows are read at sight where they can be; see ``SightedRows``.
  private let isSighted: Bool
  private let found: Found

  /// - Parameters:
  ///   - level: of the main table.
  ///   - showsReference: whether those who do not take part stand in the table too, with what they would come to.
  ///   - top: the last rank that is listed, in the table and in the lists below it; nil for everybody.
  public init(_ outcome: Outcome, language: Language, level: Level, showsReference: Bool = false, top: Int? = nil) {
    self.init(outcome, language: language, level: level, showsReference: showsReference, top: top, isSighted: true)
  }

  init(
    _ outcome: Outcome, language: Language, level: Level, showsReference: Bool = false, top: Int? = nil,
    isSighted: Bool
  ) {
    self.outcome = outcome
    self.showsReference = showsReference
    self.level = level
    self.top = top
    self.isSighted = isSighted
    labels = Labels(language: language)
    found = Found(outcome, level: level, top: top)
  }

  /// What has been found among the results, each when it was asked for first.
  private final class Found {
    private let outcome: Outcome
    private let level: Level
    /// So many of the report are listed.
    let count: Int
    private var particulars: Particulars?

    init(_ outcome: Outcome, level: Level, top: Int?) {
      (self.outcome, self.level, count) = (outcome, level, outcome.count(throughRank: top))
    }

    /// The points that are written, which are told apart.
    private(set) lazy var points: PointColumns = {
      let points = PointColumns(outcome, count: count)
      points.gather(outcome.standard.shownAmounts(level))
      return points
    }()

    func particulars(_ make: @escaping () -> ParticularsReader) -> Particulars {
      if let particulars { return particulars }
      let found = ParticularsReader.read(outcome, count: count, make)
      particulars = found
      return found
    }
  }

  private var columns: PointColumns { found.points }
  private var particulars: Particulars {
    found.particulars { ParticularsReader(outcome, labels, isSighted: isSighted) { missing($0, $1) } }
  }

  private var standard: Standard { outcome.standard }
  private func say(_ chinese: String, _ english: String) -> String { labels.say(chinese, english) }

  /// The table, then a list for each matter that there is something to say of.
  public var report: Report {
    var blocks: [Report.Block] = [.heading(standard.title), .paragraph(summary), .table(grid)] + legend
    if level == .items { blocks.append(.sections(items)) }
    blocks += section(say("推荐名额边缘的并列", "Ties at the edge of a quota"), tied)
    blocks += section(say("不符合的原因", "Why not eligible"), ineligible)
    blocks += section(
      say("缺少或读不出的事实（括号内是取决于它的结果）", "Facts missing or unreadable (with what depends on them)"),
      particulars.missing)
    blocks += matters
    return Report(blocks)
  }

  /// What is told of all together: parameters without a value, what fails, cohorts, what the standard leaves open.
  package var matters: [Report.Block] {
    var blocks = section(say("尚无值的参数（括号内是取决于它的结果）", "Parameters without a value (with what depends on them)"), unset)
    blocks += section(say("无法计算", "Could not be worked out"), particulars.failures)
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

  private func section(_ heading: String, _ lines: any Pieces<String>) -> [Report.Block] {
    lines.pieceCount == 0 ? [] : [.heading(heading), .list(lines)]
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
      parts.append(say("下面只列前 \(top) 名（\(found.count) 家）", "listed are those up to rank \(top) (\(found.count))"))
    }
    return parts.joined(separator: say("，", ", ")) + say("。", ".")
  }

  // MARK: The table

  /// The titles of the categories that head columns, and what the verdicts mean.
  package var legend: [Report.Block] {
    let titled = level == .gates ? [] : standard.categories.filter { $0.title != $0.name }.map(labels.titled)
    let words = labels.legend(particulars.conclusions)
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
    let sight: Sight
    let cell: (SheetResult) -> String

    var sighted: SightColumn { SightColumn(sight: sight, text: cell) }
  }

  private var grid: Report.Grid {
    grid([standing, level == .gates ? eachGate : tallies] + (level == .gates ? [] : [categories, moves]))
  }

  /// Who stands where, and how many gates are met, without the points that make up the totals.
  package var ranking: Report.Grid { grid([standing, tallies]) }

  /// What the totals are made of.
  package var composition: Report.Grid { grid([[rank, name], categories, moves, [total]]) }

  /// Level by level, so that a table that is too wide is parted between them; the verdict stands next to the name.
  private func grid(_ levels: [[Column]]) -> Report.Grid {
    let columns = levels.flatMap(\.self)
    var starts: [Int] = []
    for level in levels { starts.append((starts.last ?? 0) + level.count) }
    return Report.Grid(
      headings: columns.map(\.heading), rows: rows(columns.map(\.sighted)),
      labels: Set(columns.indices.filter { columns[$0].isWords }), key: 1, levels: starts.dropLast())
  }

  private func rows(_ columns: [SightColumn]) -> ResultPieces<[String]> {
    ResultPieces(outcome, count: found.count) {
      let rows = SightedRows(outcome, columns, labels, isQuoted: false, isSighted: isSighted, readsFailed: false)
      return { places in
        rows.gather(places)
        return places.blocks.flatMap { block in
          rows.read(block)
          let standing = outcome.standing(at: block)
          return block.indices.compactMap { place in
            let row = place - block.lowerBound
            return showsReference || standing[row].entrant != .no ? rows.texts(row, at: place) : nil
          }
        }
      }
    }
  }

  /// Who is in the table.
  package var shown: [SheetResult] {
    let listed = top == nil ? outcome.results : (0..<found.count).map { outcome.result(at: $0).whole }
    return listed.filter { showsReference || $0.entrant != .no }
  }

  private var standing: [Column] {
    var found = [rank, name]
    found += standard.quotaGroups.map { fact in
      func text(_ sheet: Int) -> String { outcome.text(of: fact, by: sheet, labels) ?? "—" }
      return Column(heading: standard.facts[fact].name, isWords: true, sight: .fact(fact, text)) { text($0.sheet) }
    }
    found.append(
      Column(heading: say("结论", "Verdict"), isWords: true, sight: .conclusion) { labels.conclusion($0, standard) })
    found.append(total)
    if !standard.grades.isEmpty {
      found.append(Column(heading: say("等级", "Grade"), isWords: true, sight: .grades, cell: grade))
    }
    found += standard.determinations.indices.map { place in
      let determination = standard.determinations[place]
      return Column(heading: determination.name, isWords: !determination.type.isFigure, sight: .result) {
        labels.determined($0.determinations[place], determination)
      }
    }
    return found
  }

  private var rank: Column {
    Column(heading: say("名次", "Rank"), sight: .rank(none: "—")) { $0.rank.map(String.init) ?? "—" }
  }

  private var name: Column {
    func name(_ sheet: Int) -> String { outcome.table.sheets[sheet].name }
    let subjects = standard.subjects
    return Column(
      heading: standard.subjectHeading, isWords: true,
      sight: subjects.count == 1 ? .fact(subjects[0], name) : .name(name)
    ) { name($0.sheet) }
  }

  private var total: Column {
    let totals = columns.totals
    return Column(heading: say("总分", "Total"), sight: .amounts([.total]) { labels.points($0[0], totals) }) {
      labels.total($0, totals)
    }
  }

  private var gates: [(kind: Requirement.Kind, places: [Int])] {
    Requirement.Kind.allCases.filter { $0.bearing == .needed }.map { kind in
      (kind, places: standard.requirements.indices.filter { standard.requirements[$0].kind == kind })
    }.filter { !$0.places.isEmpty }
  }

  private var eachGate: [Column] {
    gates.flatMap(\.places).map { place in
      Column(heading: standard.requirements[place].id, sight: .requirement(place)) {
        labels.sign($0.requirements[place].verdict)
      }
    }
  }

  private var tallies: [Column] {
    gates.map { kind, places in
      Column(heading: labels.heading(kind), sight: .tally(places)) { tally(places, $0) }
    }
  }

  private var categories: [Column] {
    standard.categories.indices.map { place in
      let (category, points) = (standard.categories[place], Amount.points(.category(place)))
      let decimals = columns.decimals([points])
      guard let scale = category.scale else {
        return Column(heading: category.name, sight: .amounts([points]) { labels.points($0[0], decimals) }) {
          labels.points($0.categories[place].points, decimals)
        }
      }
      let marks = columns.decimals([.mark(place)])
      func text(_ points: Interval, _ mark: Interval?) -> String {
        labels.points(points, decimals) + (mark.map { self.mark($0, scale, marks) } ?? "")
      }
      return Column(heading: category.name, sight: .amounts([points, .mark(place)]) { text($0[0], $0[1]) }) {
        text($0.categories[place].points, $0.categories[place].mark)
      }
    }
  }

  private var moves: [Column] {
    standard.shownMoves.map { sum in
      let isShared = sum.count > 1
      let decimals = columns.decimals(sum.map(Amount.adjustment))
      let heading = isShared ? say("加减分", "Adj.") : standard.adjustments[sum[0]].name
      func text(_ points: [Interval]) -> String { labels.points(points.reduce(.zero, +), decimals) }
      return Column(heading: heading, sight: .amounts(sum.map(Amount.adjustment), text)) { result in
        let points = sum.map { result.movement($0, standard) }
        let fails = sum.contains { result.adjustments[$0].error != nil }
        return fails && !points.reduce(.zero, +).isExact ? labels.verdict(.failed) : text(points)
      }
    }
  }

  /// `（92/100）`, where a category is marked on a scale of its own.
  private func mark(_ mark: Interval, _ scale: Rational, _ decimals: Decimals<Rational>) -> String {
    let text = labels.points(mark, decimals) + "/" + scale.decimal()
    return say("（\(text)）", " (\(text))")
  }

  /// `7/8`, with `?` for those still open.
  private func tally(_ places: [Int], _ result: SheetResult) -> String {
    let verdicts = places.map { result.requirements[$0].verdict }
    let met = verdicts.filter(\.isGood).count
    let open = verdicts.filter(\.isOpen).count
    return "\(met)/\(places.count)" + (open > 0 ? " ?\(open)" : "")
  }

  private func grade(_ result: SheetResult) -> String {
    result.grades.isEmpty ? "—" : labels.grades(result, standard)
  }

  // MARK: What is below the table

  /// One list a community: every item with its sign and points.
  private var items: any Pieces<Report.Section> {
    let decimals = standard.categories.indices.map { category in
      standard.categories[category].items.indices.map { columns.decimals([.points(.item(category, $0))]) }
    }
    return ResultPieces(outcome, count: found.count) {
      let results = outcome.wholeResults()
      return { results($0).filter { $0.entrant != .no }.map { items(of: $0, decimals) } }
    }
  }

  private func items(of result: SheetResult, _ decimals: [[Decimals<Rational>]]) -> Report.Section {
    let lines = standard.categories.enumerated().map { index, category in
      let scores = category.items.indices.map { place in
        let score = result.categories[index].items[place]
        return standard.number(ofItem: place, in: index) + labels.sign(score.verdict)
          + labels.points(score.points, decimals[index][place])
      }
      return category.name + say("：", ": ") + scores.joined(separator: "  ")
    }
    return Report.Section(heading: outcome.sheet(result).name, lines: lines)
  }

  /// Who is level with others at the edge of a quota.
  package var tied: [String] {
    let totals = columns.totals
    return particulars.tied.map {
      "\(outcome.sheet($0).name)" + say("：第 \($0.rank ?? 0) 名，", ": rank \($0.rank ?? 0), ")
        + labels.total($0.total, totals)
    }
  }

  private func name(_ requirement: Requirement) -> String { labels.name(requirement) }

  private var ineligible: any Pieces<String> {
    particulars.ineligible.mapped { place, reasons in
      outcome.table.sheets[outcome.places.sheet(place)].name + say("：", ": ") + reasons
    }
  }

  /// A community with the facts it lacks and what depends on them; nil if nothing does.
  public func missing(_ result: SheetResult) -> String? { missing(result, outcome.deciding(result)) }

  private func missing(_ result: SheetResult, _ deciding: [MissingInput]) -> String? {
    let missing = deciding.filter { if case .fact = $0.input { true } else { false } }
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
    particulars.waiting.sorted { $0.key < $1.key }.map { input, waiting in
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

  /// What would be different if everybody reported what cohorts compare.
  private var unreported: [String] {
    guard let turnable = outcome.turnable() else { return [] }
    if turnable.isEmpty { return [say("补报后各家的结果都不会变。", "No result could turn if they came in.")] }
    let names = labels.names(turnable.map(\.name))
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

extension Amount {
  fileprivate static func adjustment(_ index: Int) -> Amount { .points(.adjustment(index)) }
}

extension Standard {
  /// The adjustments that share a column: up to two have columns of their own; more share one, and `explain` and JSON list
  /// them.
  fileprivate var shownMoves: [[Int]] {
    adjustments.count <= 2 ? adjustments.indices.map { [$0] } : [Array(adjustments.indices)]
  }

  /// What stands in the report as points.
  fileprivate func shownAmounts(_ level: Level) -> [[Amount]] {
    var amounts: [[Amount]] = [[.total]] + shownMoves.map { $0.map(Amount.adjustment) }
    for (index, category) in categories.enumerated() {
      amounts.append([.points(.category(index))])
      if category.scale != nil { amounts.append([.mark(index)]) }
      if level == .items { amounts += category.items.indices.map { [.points(.item(index, $0))] } }
    }
    return amounts
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
