import Analysis
import Evaluation
import Model
import Quantities
import Sheets

/// Sensitivity for programs.
extension SensitivityReport {
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
      ]
        + (kind == .grade
          ? [
            say("下限处等级变化", "grade moves at low"), say("上限处等级变化", "grade moves at high"), say("等级", "grade"),
            say("抽样所得", "in draws"), say("再高到", "next above"), say("再高的总分", "its total"), say("再低到", "next below"),
            say("再低的总分", "its total below"),
          ] : []) + subjects
    ]
    func graded(_ cells: [Int: String]) -> [String] { kind == .grade ? (0..<8).map { cells[$0] ?? "" } : [] }
    func moves(_ tipping: WeightRange.Tipping?) -> String { tipping.map(change) ?? "" }
    func beyond(_ change: TotalSteps<[Int?]>.Change?) -> (grades: String, total: String) {
      change.map { (labels.grades($0.value.isEmpty ? [nil] : $0.value, standard), $0.total.spreadsheetText) } ?? (
        "", ""
      )
    }
    for range in sensitivity.weights {
      let row = [
        say("权重", "weight"), standard.categories[range.category].name, range.weight.spreadsheetText,
        range.down?.weight.spreadsheetText ?? "", range.up?.weight.spreadsheetText ?? "",
        list(range.down?.turnover.enters),
        list(range.down?.turnover.leaves), list(range.up?.turnover.enters), list(range.up?.turnover.leaves), "", "", "",
        "", "",
      ]
      rows.append(row + graded([0: moves(range.down), 1: moves(range.up)]) + blanks)
    }
    for community in sensitivity.communities {
      let row = [
        say("小区", "community"), community.name, community.total.spreadsheetText, "\(community.ranks.lowerBound)",
        "\(community.ranks.upperBound)", "", "", "", "", "\(community.rank)", labels.selection(community.status),
        "\(community.selected)", "\(community.tied)", "\(sensitivity.settings.draws)",
      ]
      let above = beyond(community.grades?.change(above: community.total))
      let below = beyond(community.grades?.change(below: community.total))
      let cells = graded([
        2: words(community.award), 3: shares(community), 4: above.grades, 5: above.total, 6: below.grades,
        7: below.total,
      ])
      rows.append(row + cells + (subjects.isEmpty ? [] : standard.cells(community.identity)))
    }
    for common in sensitivity.commonItems {
      let category = standard.categories[common.category]
      let row = [
        say("相同的指标", "common item"), category.name + "." + category.items[common.item].id,
        common.points.spreadsheetText,
        "", "", "", "", "", "", "", "", "", "", "",
      ]
      rows.append(row + graded([:]) + blanks)
    }
    return CSV.file(rows)
  }

  /// - Parameters: the digests of the rules and the sheets.
  public func json(rules: String, sheets: String) -> String {
    func names(_ names: [String]) -> JSONValue { .array(names.map { .string($0) }) }
    func tipping(_ tipping: WeightRange.Tipping?) -> JSONValue {
      guard let tipping else { return .null }
      return JSONValue.object(
        of: [
          ("weight", .string(tipping.weight.exactText)), ("atValue", .bool(tipping.isAtValue)),
          ("enters", names(tipping.turnover.enters)), ("leaves", names(tipping.turnover.leaves)),
          ("ties", names(tipping.turnover.undecided)),
          ("dropped", names(tipping.turnover.dropped)),
        ] + tipping.turnover.members(standard))
    }
    func graded(_ community: Sensitivity.Community) -> [(String, JSONValue)] {
      guard case .grade(let own) = community.award else { return [] }
      let draws = community.awards.compactMap { award, times -> (grades: [Int?], times: Int)? in
        if case .grade(let grades) = award { (grades, times) } else { nil }
      }.sorted { ($1.times, labels.grades($0.grades, standard)) < ($0.times, labels.grades($1.grades, standard)) }
      return [
        ("grades", standard.gradeNames(own)),
        (
          "gradeDraws",
          .array(
            draws.map {
              JSONValue.object(of: [("grades", standard.gradeNames($0.grades)), ("draws", .number("\($0.times)"))])
            })
        ),
        ("above", community.grades?.change(above: community.total)?.json(standard) ?? .null),
        ("below", community.grades?.change(below: community.total)?.json(standard) ?? .null),
      ]
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
              ] + graded(community))
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
