import Analysis
import Model
import Quantities
import Sheets

extension SweepReport {
  /// One table: the steps, then the places of change, told apart by the first column.
  public var table: FlatTable {
    func list(_ names: [String]) -> TableCell { .text(names.joined(separator: "、")) }
    let heading =
      [say("种类", "kind")] + sweep.axes.map(\.name) + [
        say("何处", "where"), say("符合", "eligible"), say("推荐数", "number selected"), say("末位总分最低", "last total, least"),
        say("末位总分最高", "last total, most"), say("推荐", "selected"), say("待定", "undecided"), say("进入", "enters"),
        say("退出", "leaves"),
      ] + (followsGrades ? [say("各等级", "grades"), say("等级变化", "grade moves")] : [])
    func grades(_ result: SweepResult?) -> [TableCell] { followsGrades ? [.text(result.map(who) ?? "")] : [] }
    func moves(_ turnover: Turnover?) -> [TableCell] {
      followsGrades ? [.text(turnover.map { labels.turnover($0, sweep.standard).joined(separator: "；") } ?? "")] : []
    }
    func cells(_ result: SweepResult?) -> [TableCell] {
      guard let result else { return ["", "", "", "", "", ""] }
      return [
        .count(result.eligible), .count(result.selected.count), result.last?.least.cell ?? .blank,
        result.last?.most.cell ?? .blank, list(result.selected), list(result.undecided),
      ]
    }
    let steps = sweep.points.map { point -> [TableCell] in
      let values = zip(point.values, sweep.axes).map { TableCell.value($0, as: $1.type, text($0, $1)) }
      switch point.result {
      case .success(let result):
        return [.text(say("步", "step"))] + values + [""] + cells(result) + ["", ""] + grades(result) + moves(nil)
      case .failure(let refusal):
        return [.text(say("步", "step"))] + values + [.text(refusal.problem.code)] + cells(nil) + ["", ""] + grades(nil)
          + moves(nil)
      }
    }
    let changes = sweep.tippings.map { tipping -> [TableCell] in
      [
        .text(say("变化", "change")),
        sweep.axes.first.map { .value(tipping.value, as: $0.type, exactText(tipping.value, $0)) } ?? .blank,
        .text(tipping.validity?.rawValue ?? tipping.kind.rawValue),
      ]
        + cells(tipping.after) + [list(tipping.turnover.enters), list(tipping.turnover.leaves)]
        + grades(tipping.after) + moves(tipping.turnover)
    }
    return FlatTable(say("扫描", "sweep"), headings: heading, steps + changes)
  }

  /// - Parameters: the digests of the rules and the sheets.
  public func json(rules: String, sheets: String?) -> String {
    JSONValue.object(of: [
      ("format", .string("rulecheck.sweep/1")),
      ("standard", JSONValue.object(of: [("name", .string(sweep.standard.name)), ("digest", .string(rules))])),
      ("sheets", JSONValue.object(of: [("digest", sheets.map(JSONValue.string) ?? .null)])),
      (
        "axes",
        .array(
          sweep.axes.map { axis in
            JSONValue.object(of: [
              ("parameter", .string(axis.name)), ("unit", axis.type.unit.map(JSONValue.string) ?? .null),
              ("base", axis.base.map { .string($0.exactText(as: axis.type)) } ?? .null),
              ("steps", .number("\(axis.values.count)")),
            ])
          })
      ),
      ("points", .array(sweep.points.map(point))),
      ("changes", .array(sweep.tippings.map(change))),
      ("limitation", sweep.limitation.map { .string($0.code) } ?? .null),
    ]).text() + "\n"
  }

  private var followsGrades: Bool { Award.Kind(sweep.standard) == .grade }

  private func end(_ end: Endpoint) -> JSONValue { end.value.map { .string($0.exactText) } ?? .null }

  private func names(_ names: [String]) -> JSONValue { .array(names.map { .string($0) }) }

  private func members(_ result: SweepResult) -> [(String, JSONValue)] {
    [
      ("eligible", .number("\(result.eligible)")), ("selected", names(result.selected)),
      ("undecided", names(result.undecided)),
      (
        "last",
        result.last.map {
          JSONValue.object(of: [("least", end($0.least)), ("most", end($0.most))])
        } ?? .null
      ),
    ] + (followsGrades ? [("grades", .array(result.grades.map(holders)))] : [])
  }

  private func holders(_ holders: SweepResult.Holders) -> JSONValue {
    JSONValue.object(of: [
      ("grade", holders.grade.map { .string(sweep.standard.grades[$0].name) } ?? .null),
      ("communities", names(holders.names)),
    ])
  }

  private func point(_ point: Sweep.Point) -> JSONValue {
    let values = JSONValue.array(zip(point.values, sweep.axes).map { .string($0.exactText(as: $1.type)) })
    switch point.result {
    case .success(let result):
      return JSONValue.object(of: [("values", values), ("valid", .bool(true))] + members(result))
    case .failure(let refusal):
      return JSONValue.object(of: [
        ("values", values), ("valid", .bool(false)), ("problem", .string(refusal.problem.code)),
      ])
    }
  }

  private func change(_ tipping: SweepTipping) -> JSONValue {
    JSONValue.object(
      of: [
        ("value", sweep.axes.first.map { .string(tipping.value.exactText(as: $0.type)) } ?? .null),
        ("where", .string(tipping.kind.rawValue)),
        ("validity", tipping.validity.map { .string($0.rawValue) } ?? .null),
        ("enters", names(tipping.turnover.enters)),
        ("leaves", names(tipping.turnover.leaves)), ("undecided", names(tipping.turnover.undecided)),
        ("dropped", names(tipping.turnover.dropped)), ("undecidedAtValue", names(tipping.undecidedAtValue)),
        ("narrowedDown", .bool(tipping.isNarrowed)),
        ("after", tipping.after.map { JSONValue.object(of: members($0)) } ?? .null),
      ] + tipping.turnover.members(sweep.standard))
  }
}
