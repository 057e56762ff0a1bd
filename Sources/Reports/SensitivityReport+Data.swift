import Analysis
import Evaluation
import Model
import Quantities
import Sheets

/// Sensitivity for programs.
extension SensitivityReport {
  /// One table: weights, communities and items, told apart by the first column.
  public var table: FlatTable {
    func list(_ names: [String]?) -> TableCell { .text((names ?? []).joined(separator: "、")) }
    let subjects = standard.subjects.count > 1 ? standard.subjectNames : []
    let blanks = subjects.map { _ in TableCell.blank }
    let headings =
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
    var rows: [[TableCell]] = []
    func graded(_ cells: [Int: TableCell]) -> [TableCell] {
      kind == .grade ? (0..<8).map { cells[$0] ?? .blank } : []
    }
    func moves(_ tipping: WeightRange.Tipping?) -> TableCell { .text(tipping.map(change) ?? "") }
    func beyond(_ change: TotalSteps<[Int?]>.Change?) -> (grades: TableCell, total: TableCell) {
      guard let change else { return (.blank, .blank) }
      return (
        .text(labels.grades(change.value.isEmpty ? [nil] : change.value, standard)), .number(change.total)
      )
    }
    for range in sensitivity.weights {
      let row: [TableCell] = [
        .text(say("权重", "weight")), .text(standard.categories[range.category].name), .number(range.weight),
        range.down.map { .number($0.weight) } ?? .blank, range.up.map { .number($0.weight) } ?? .blank,
        list(range.down?.turnover.enters),
        list(range.down?.turnover.leaves), list(range.up?.turnover.enters), list(range.up?.turnover.leaves), "", "", "",
        "", "",
      ]
      rows.append(row + graded([0: moves(range.down), 1: moves(range.up)]) + blanks)
    }
    for community in sensitivity.communities {
      let row: [TableCell] = [
        .text(say("小区", "community")), .text(community.name), .number(community.total),
        .count(community.ranks.lowerBound), .count(community.ranks.upperBound), "", "", "", "", .count(community.rank),
        .text(labels.selection(community.status)), .count(community.selected), .count(community.tied),
        .count(sensitivity.settings.draws),
      ]
      let above = beyond(community.grades?.change(above: community.total))
      let below = beyond(community.grades?.change(below: community.total))
      let cells = graded([
        2: .text(words(community.award)), 3: .text(shares(community)), 4: above.grades, 5: above.total, 6: below.grades,
        7: below.total,
      ])
      rows.append(row + cells + (subjects.isEmpty ? [] : standard.cells(community.identity).map(TableCell.text)))
    }
    for common in sensitivity.commonItems {
      let category = standard.categories[common.category]
      let row: [TableCell] = [
        .text(say("相同的指标", "common item")), .text(category.name + "." + category.items[common.item].id),
        .number(common.points),
        "", "", "", "", "", "", "", "", "", "", "",
      ]
      rows.append(row + graded([:]) + blanks)
    }
    return FlatTable(say("敏感性", "sensitivity"), headings: headings, rows)
  }

  /// - Parameters: the digests of the rules and the sheets.
  public func json(rules: String, sheets: String?) -> String {
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
      ("sheets", JSONValue.object(of: [("digest", sheets.map(JSONValue.string) ?? .null)])),
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
