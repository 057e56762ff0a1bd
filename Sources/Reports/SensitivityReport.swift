import Analysis
import Diagnostics
import Evaluation
import Model
import Quantities
import Sheets

/// How much a selection depends on the weights.
public struct SensitivityReport {
  let sensitivity: Sensitivity
  let labels: Labels

  /// - Parameter sensitivity: with or without the ranges of weights; where there are none, the report says why.
  public init(_ sensitivity: Sensitivity, language: Language) {
    self.sensitivity = sensitivity
    labels = Labels(language: language)
  }

  private var standard: Standard { sensitivity.outcome.standard }
  private func say(_ chinese: String, _ english: String) -> String { labels.say(chinese, english) }

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

  private var summary: String {
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
    say(
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
  private func change(_ tipping: WeightRange.Tipping) -> String {
    func part(_ word: String, _ names: [String]) -> String? {
      names.isEmpty ? nil : word + say("：", ": ") + labels.names(names)
    }
    let parts = [
      part(say("进入", "in"), tipping.turnover.enters), part(say("退出", "out"), tipping.turnover.leaves),
      part(say("待定", "undecided"), tipping.turnover.undecided),
      part(say("不再待定", "no longer undecided"), tipping.turnover.dropped),
    ].compactMap { $0 }
    return parts.joined(separator: say("；", "; "))
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

  private var communityGrid: Report.Grid {
    let totals = Decimals(sensitivity.communities.map(\.total) + standard.pointComparands)
    let rows = sensitivity.communities.map { community in
      [
        "\(community.rank)", community.name, totals.text(community.total), labels.selection(community.status),
        share(community.selected) + (community.tied > 0 ? " +" + share(community.tied) + say("并列", " tied") : ""),
        community.ranks.lowerBound == community.ranks.upperBound
          ? "\(community.ranks.lowerBound)" : "\(community.ranks.lowerBound)–\(community.ranks.upperBound)",
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

  // MARK: For programs

  /// One table: weights, communities and items, told apart by the first column.
  public var csv: String {
    func list(_ names: [String]?) -> String { (names ?? []).joined(separator: "、") }
    let subjects = standard.subjects.count > 1 ? standard.subjectNames : []
    let blanks = subjects.map { _ in "" }
    var rows = [
      [
        say("种类", "kind"), say("名称", "name"), say("权重或总分", "weight or total"), say("下限", "low"), say("上限", "high"),
        say("下限处进入", "enters at low"), say("下限处退出", "leaves at low"), say("上限处进入", "enters at high"),
        say("上限处退出", "leaves at high"), say("名次", "rank"), say("推荐", "selected"), say("入选次数", "selected draws"),
        say("并列次数", "tied draws"), say("抽样次数", "draws"),
      ] + subjects
    ]
    for range in sensitivity.weights {
      let row = [
        say("权重", "weight"), standard.categories[range.category].name, range.weight.spreadsheetText,
        range.down?.weight.spreadsheetText ?? "", range.up?.weight.spreadsheetText ?? "",
        list(range.down?.turnover.enters),
        list(range.down?.turnover.leaves), list(range.up?.turnover.enters), list(range.up?.turnover.leaves), "", "", "",
        "", "",
      ]
      rows.append(row + blanks)
    }
    for community in sensitivity.communities {
      let row = [
        say("小区", "community"), community.name, community.total.spreadsheetText, "\(community.ranks.lowerBound)",
        "\(community.ranks.upperBound)", "", "", "", "", "\(community.rank)", labels.selection(community.status),
        "\(community.selected)", "\(community.tied)", "\(sensitivity.settings.draws)",
      ]
      rows.append(row + (subjects.isEmpty ? [] : standard.cells(community.identity)))
    }
    for common in sensitivity.commonItems {
      let category = standard.categories[common.category]
      let row = [
        say("相同的指标", "common item"), category.name + "." + category.items[common.item].id,
        common.points.spreadsheetText,
        "", "", "", "", "", "", "", "", "", "", "",
      ]
      rows.append(row + blanks)
    }
    return CSV.file(rows)
  }

  /// - Parameters: the digests of the rules and the sheets.
  public func json(rules: String, sheets: String) -> String {
    func names(_ names: [String]) -> JSONValue { .array(names.map { .string($0) }) }
    func tipping(_ tipping: WeightRange.Tipping?) -> JSONValue {
      guard let tipping else { return .null }
      return JSONValue.object(of: [
        ("weight", .string(tipping.weight.exactText)), ("atValue", .bool(tipping.isAtValue)),
        ("enters", names(tipping.turnover.enters)), ("leaves", names(tipping.turnover.leaves)),
        ("ties", names(tipping.turnover.undecided)),
        ("dropped", names(tipping.turnover.dropped)),
      ])
    }
    let settings = sensitivity.settings
    return JSONValue.object(of: [
      ("format", .string("rulecheck.sensitivity/1")),
      ("standard", JSONValue.object(of: [("name", .string(standard.name)), ("digest", .string(rules))])),
      ("sheets", JSONValue.object(of: [("digest", .string(sheets))])),
      ("draws", .number("\(settings.draws)")), ("spread", .string(settings.spread.exactText)),
      ("seed", .number("\(settings.seed)")),
      ("weightsProblem", sensitivity.weightsProblem.map { .string($0.code) } ?? .null),
      (
        "weights",
        .array(
          sensitivity.weights.map { range in
            JSONValue.object(of: [
              ("category", .string(standard.categories[range.category].name)),
              ("title", .string(standard.categories[range.category].title)),
              ("weight", .string(range.weight.exactText)), ("down", tipping(range.down)), ("up", tipping(range.up)),
            ])
          })
      ),
      (
        "communities",
        .array(
          sensitivity.communities.map { community in
            JSONValue.object(
              of: standard.members("name", community.identity) + [
                ("total", .string(community.total.exactText)),
                ("rank", .number("\(community.rank)")), ("selected", .string(community.status.rawValue)),
                ("selectedDraws", .number("\(community.selected)")), ("tiedDraws", .number("\(community.tied)")),
                (
                  "ranks",
                  .array([
                    .number("\(community.ranks.lowerBound)"), .number("\(community.ranks.upperBound)"),
                  ])
                ),
              ])
          })
      ),
      ("commonPoints", .string(sensitivity.commonPoints.exactText)),
      (
        "commonItems",
        .array(
          sensitivity.commonItems.map { common in
            let category = standard.categories[common.category]
            return JSONValue.object(of: [
              ("item", .string(category.name + "." + category.items[common.item].id)),
              ("points", .string(common.points.exactText)),
              ("full", common.full.map { .string($0.exactText) } ?? .null),
            ])
          })
      ),
    ]).text() + "\n"
  }
}
