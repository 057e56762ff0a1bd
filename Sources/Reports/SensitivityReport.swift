import Analysis
import Diagnostics
import Evaluation
import Model
import Quantities
import Sheets

/// How much a selection, or grades, depend on the weights.
public struct SensitivityReport: TabularReport {
  let sensitivity: Sensitivity
  let labels: Labels

  /// - Parameter sensitivity: with or without the ranges of weights; where there are none, the report says why.
  public init(_ sensitivity: Sensitivity, language: Language) {
    self.sensitivity = sensitivity
    labels = Labels(language: language)
  }

  var standard: Standard { sensitivity.outcome.standard }
  func say(_ chinese: String, _ english: String) -> String { labels.say(chinese, english) }

  /// How far each weight may move, how stable the ranks are, which items separate nobody.
  public var report: Report {
    var blocks: [Report.Block] = [.heading(standard.title), .paragraph(summary), .paragraph(method)]
    blocks.append(.heading(say("每个类别的权重能动多少", "How far each weight may move")))
    if let problem = sensitivity.weightsProblem {
      let wording = problem.wording(labels.language)
      blocks.append(.paragraph([wording.sentence, wording.reason].compactMap { $0 }.joined(separator: say("", " "))))
    } else {
      blocks += [.table(weightGrid), .list(sensitivity.weights.flatMap(changes))]
    }
    blocks += [
      .heading(say("权重随机变动时名次稳不稳", "How stable the ranks are under random weights")), .paragraph(drawing),
      .table(communityGrid),
      .heading(say("分不出高下的指标", "Items that separate nobody")), .paragraph(commonSummary),
    ]
    if !sensitivity.commonItems.isEmpty { blocks.append(.table(itemGrid)) }
    return Report(blocks)
  }

  // MARK: In words

  var kind: Award.Kind { Award.Kind(standard) }

  private var summary: String {
    if kind == .grade {
      var holders: [(grades: String, names: [String])] = []
      for case (let name, .grade(let grades)) in sensitivity.communities.map({ ($0.name, $0.award) }) {
        let words = labels.grades(grades, standard)
        if let index = holders.firstIndex(where: { $0.grades == words }) {
          holders[index].names.append(name)
        } else {
          holders.append((words, [name]))
        }
      }
      return say(
        "有总分的 \(sensitivity.communities.count) 家。", "\(sensitivity.communities.count) take part and have a total. ")
        + holders.compactMap { labels.who($0.grades, $0.names) }.joined(separator: say("；", "; ")) + say("。", ".")
    }
    func names(_ status: SelectionStatus) -> String {
      let names = sensitivity.communities.filter { $0.status == status }.map(\.name)
      return names.isEmpty ? say("无", "none") : labels.names(names)
    }
    let tied = sensitivity.communities.contains { $0.status == .tied || $0.status == .open }
    return say(
      "确定符合的 \(sensitivity.communities.count) 家。推荐：",
      "\(sensitivity.communities.count) eligible for certain. Selected: ")
      + names(.yes) + (tied ? say("；并列待定：", "; tied: ") + names(.tied) : "") + say("。", ".")
  }

  private var method: String {
    if kind == .grade {
      return say(
        "只看确定参评、有总分的小区，按总分下限定等级。各类得分率不变，只换权重，写成定额的分数也跟着伸缩；一个类别的权重变动时，其余类别按原比例伸缩。",
        "Only communities that take part for certain and have a total are looked at; grades go by least totals. Rates stay as they are and only weights change, amounts of points along with them; when one weight moves, the others are rescaled in proportion."
      )
    }
    return say(
      "只看确定符合的小区，按总分下限、标准的排序和名额选取；名额是比例的，按全部参评小区计。各类得分率不变，只换权重，写成定额的分数也跟着伸缩；一个类别的权重变动时，其余类别按原比例伸缩。",
      "Only communities eligible for certain compete, by their least totals, the standard's ranking and quotas; a quota that is a share counts all who take part. Rates stay as they are and only weights change, amounts of points along with them; when one weight moves, the others are rescaled in proportion."
    )
  }

  var drawing: String {
    let spread = Value.number(sensitivity.settings.spread).text(as: .percentage)
    return say(
      "抽样 \(sensitivity.settings.draws) 次（种子 \(sensitivity.settings.seed)）：每个权重乘以 1±\(spread) 之间的随机数，再调成合计 100%。",
      "\(sensitivity.settings.draws) draws (seed \(sensitivity.settings.seed)): each weight times a random factor within 1±\(spread), then rescaled to add up to 100%."
    )
  }

  private var commonSummary: String {
    let items = standard.categories.map(\.items.count).reduce(0, +)
    let points = Decimals([sensitivity.commonPoints] + standard.pointComparands).text(sensitivity.commonPoints)
    return say(
      "\(items) 条指标里有 \(sensitivity.commonItems.count) 条各家得分相同；各指标最低的得分合计 \(points) 分，人人都有。",
      "\(sensitivity.commonItems.count) of \(items) items give everybody the same; the lowest scores of all items add up to \(points) points, which everybody gets."
    )
  }

  /// `进入：甲；退出：乙；待定：丙、丁`.
  func change(_ tipping: WeightRange.Tipping) -> String {
    labels.turnover(tipping.turnover, standard).joined(separator: say("；", "; "))
  }

  /// What happens at each end of a range.
  func changes(_ range: WeightRange) -> [String] {
    let name = standard.categories[range.category].name
    func line(_ tipping: WeightRange.Tipping, _ place: (String) -> String) -> String {
      name + " " + place(weights.text(tipping.weight) + exact(tipping.weight)) + say("：", ": ") + change(tipping)
    }
    return [
      range.down.map { tipping in
        line(tipping) { tipping.isAtValue ? say("\($0) 起往下", "from \($0) down") : say("\($0) 以下", "below \($0)") }
      },
      range.up.map { tipping in
        line(tipping) { tipping.isAtValue ? say("\($0) 起往上", "from \($0) up") : say("\($0) 以上", "above \($0)") }
      },
    ].compactMap { $0 }
  }

  /// How weights are written.
  var weights: Decimals<Rational> {
    let numbers = sensitivity.weights.flatMap { [$0.weight] + [$0.down, $0.up].compactMap { $0?.weight } }
    return Decimals(numbers, usual: 4) { ($0 * .powerOfTen(2)).decimal(places: $1) + "%" }
  }

  /// The fraction, where the percentage is rounded.
  private func exact(_ weight: Rational) -> String {
    if (weight * .powerOfTen(2)).isExact(places: 4) { return "" }
    return say("（", " (") + weight.fractionText + say("）", ")")
  }

  // MARK: Tables

  private var weightGrid: Report.Grid {
    let weights = weights
    let rows = sensitivity.weights.map { range in
      [
        labels.titled(standard.categories[range.category]), weights.text(range.weight),
        range.down.map { weights.text($0.weight) } ?? say("任意", "any"),
        range.up.map { weights.text($0.weight) } ?? say("任意", "any"),
      ]
    }
    return Report.Grid(
      headings: [say("类别", "Category"), say("权重", "Weight"), say("可降到", "Down to"), say("可升到", "Up to")], rows: rows,
      labels: [0])
  }

  /// `A 97%，B 3%`, what it gets most first.
  func shares(_ community: Sensitivity.Community) -> String {
    let awards = community.awards.map { (words: words($0.key), times: $0.value) }
    return awards.sorted { ($1.times, $0.words) < ($0.times, $1.words) }
      .map { $0.words + " " + share($0.times) }.joined(separator: say("，", ", "))
  }

  func words(_ award: Award) -> String {
    switch award {
    case .grade(let grades): labels.grades(grades, standard)
    case .selection(let status): labels.selection(status)
    case .eligibility(let truth): labels.selection(truth == .yes ? .yes : truth == .no ? .no : .open)
    }
  }

  private var gradeGrid: Report.Grid {
    let changes = sensitivity.communities.map { community in
      (community.grades?.change(above: community.total), community.grades?.change(below: community.total))
    }
    let totals = Decimals(
      sensitivity.communities.map(\.total) + changes.flatMap { [$0.0?.total, $0.1?.total] }.compactMap { $0 }
        + standard.pointComparands)
    /// `+2 → A`, and `>+2 → A` where it has to be more than that.
    func distance(
      _ change: TotalSteps<[Int?]>.Change?, from total: Rational, _ sign: String, _ beyond: String
    ) -> String {
      guard let change, let gap = Interval.distance(.finite(total), .finite(change.total)) else { return "—" }
      return (change.isAtTotal ? "" : beyond) + sign + totals.text(max(gap, gap.negated)) + " → "
        + labels.grades(change.value.isEmpty ? [nil] : change.value, standard)
    }
    let rows = zip(sensitivity.communities, changes).map { community, change in
      [
        "\(community.rank)", community.name, totals.text(community.total), words(community.award),
        distance(change.0, from: community.total, "+", ">"), distance(change.1, from: community.total, "−", "<"),
        shares(community), ranks(community),
      ]
    }
    return Report.Grid(
      headings: [
        say("名次", "Rank"), standard.subjectHeading, say("总分", "Total"), say("等级", "Grade"),
        say("再高几分", "To next above"),
        say("再低几分", "To next below"), say("抽样所得", "In draws"), say("名次 5%～95%", "Ranks 5–95%"),
      ], rows: rows, labels: [1, 3, 4, 5, 6])
  }

  private func ranks(_ community: Sensitivity.Community) -> String {
    community.ranks.lowerBound == community.ranks.upperBound
      ? "\(community.ranks.lowerBound)" : "\(community.ranks.lowerBound)–\(community.ranks.upperBound)"
  }

  private var communityGrid: Report.Grid {
    if kind == .grade { return gradeGrid }
    let totals = Decimals(sensitivity.communities.map(\.total) + standard.pointComparands)
    let rows = sensitivity.communities.map { community in
      [
        "\(community.rank)", community.name, totals.text(community.total), labels.selection(community.status),
        share(community.selected) + (community.tied > 0 ? " +" + share(community.tied) + say("并列", " tied") : ""),
        ranks(community),
      ]
    }
    return Report.Grid(
      headings: [
        say("名次", "Rank"), standard.subjectHeading, say("总分", "Total"), say("推荐", "Selected"),
        say("入选比例", "Selected in"), say("名次 5%～95%", "Ranks 5–95%"),
      ], rows: rows, labels: [1, 3])
  }

  /// One decimal; not quite all is never rounded to all.
  func share(_ times: Int) -> String {
    let draws = sensitivity.settings.draws
    guard draws > 0, let share = try? Rational(times * 100, over: draws) else { return "—" }
    if times > 0, times * 2_000 < draws { return "<0.1%" }
    if times < draws, (draws - times) * 2_000 < draws { return ">99.9%" }
    return share.decimal(places: 1) + "%"
  }

  private var itemGrid: Report.Grid {
    let points = Decimals(sensitivity.commonItems.flatMap { [$0.points, $0.full].compactMap { $0 } })
    let rows = sensitivity.commonItems.map { common in
      let category = standard.categories[common.category]
      let item = category.items[common.item]
      return [
        category.name + "." + item.id, item.title, points.text(common.points), common.full.map(points.text) ?? "—",
      ]
    }
    return Report.Grid(
      headings: [say("指标", "Item"), say("题目", "Title"), say("得分", "Points"), say("满分", "Of")], rows: rows,
      labels: [0, 1])
  }
}
