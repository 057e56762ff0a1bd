import Analysis
import Diagnostics
import Evaluation
import Model
import Quantities
import Sheets

/// Paths for programs.
extension PathReport {
  private var paths: [Path] {
    if case .found(let found) = finding.conclusion { return found.paths }
    return []
  }

  /// A row a change.
  public var table: FlatTable {
    let heading =
      standard.subjectNames + [
        say("办法", "way"), say("步", "step"), say("事实", "fact"),
        say("现为", "from"), say("改为", "to"),
      ] + (standard.statesEffort ? [say("工作量", "effort")] : []) + [
        say("作用", "effect"), say("得分变化", "points"), say("总分最低", "total least"),
        say("总分最高", "total most"), say("名次", "rank"), say("最终结论", "final verdict"),
      ]
    var rows: [[TableCell]] = []
    for (number, path) in paths.enumerated() {
      for (index, step) in path.steps.enumerated() {
        rows.append(
          standard.cells(identity).map(TableCell.text) + [
            .count(number + 1), .count(index + 1), .text(standard.facts[step.fact].name), .text(from(step)),
            .text(to(step)),
          ] + (standard.statesEffort ? [.number(standard.facts[step.fact].effort.amount)] : []) + [
            .text(effects(step)), .number(step.points),
          ] + labels.cells(step.total) + [
            step.rank.map(TableCell.count) ?? .blank, .text(labels.conclusion(path.result, standard)),
          ])
      }
    }
    return FlatTable(say("路径", "path"), headings: heading, rows)
  }

  /// - Parameter digest: of the standard.
  public func json(digest: String) -> String {
    let identified: [(String, JSONValue)] = [
      ("format", .string("rulecheck.path/1")),
      ("standard", JSONValue.object(of: [("name", .string(standard.name)), ("digest", .string(digest))])),
    ]
    return JSONValue.object(
      of: identified + standard.members("community", identity) + [
        ("goal", goalJSON), ("now", ResultsJSON.value(finding.result, finding.outcome)),
        ("notMet", .array(finding.barriers.map { .string(barrier($0, titled: false)) })),
        ("conclusion", conclusion), ("tries", .number(String(finding.tries))),
      ]
        + (standard.facts.contains(where: \.isAssessed)
          ? [("leftOut", .array(finding.leftOut.map { .string(standard.facts[$0].name) }))] : [])
    ).text() + "\n"
  }

  private var goalJSON: JSONValue {
    switch finding.goal {
    case .selected: JSONValue.object(of: [("kind", .string("selected"))])
    case .eligible: JSONValue.object(of: [("kind", .string("eligible"))])
    case .total(let total): JSONValue.object(of: [("kind", .string("total")), ("total", .string(total.exactText))])
    case .rank(let rank): JSONValue.object(of: [("kind", .string("rank")), ("rank", .number(String(rank)))])
    case .grade(let grade):
      JSONValue.object(of: [
        ("kind", .string("grade")), ("grade", .string(standard.grades[grade].name)),
        ("title", .string(standard.grades[grade].title)),
      ])
    }
  }

  private var conclusion: JSONValue {
    switch finding.conclusion {
    case .already: return JSONValue.object(of: [("kind", .string("already"))])
    case .found(let found):
      return JSONValue.object(of: [
        ("kind", .string("found")), ("smallest", .bool(found.isLeast)), ("upwardsOnly", .bool(finding.mayWantLess)),
        ("more", .number(String(found.more))),
        ("always", .array(found.always.map { .string(standard.facts[$0].name) })),
        ("paths", .array(found.paths.map(json))),
      ])
    case .blocked(let blocked):
      let barriers = blocked.map {
        JSONValue.object(of: [
          ("barrier", .string(barrier($0.barrier, titled: false))), ("reason", .string(reasons($0.obstacles))),
        ])
      }
      return JSONValue.object(of: [("kind", .string("blocked")), ("barriers", .array(barriers))])
    case .none(let upTo, let best):
      return JSONValue.object(of: [
        ("kind", .string("none")), ("upwardsOnly", .bool(finding.mayWantLess)),
        ("triedUpTo", upTo.map { .number($0.amount.shortText()) } ?? .null),
        ("best", best.map(json) ?? .null),
      ])
    }
  }

  private func json(_ path: Path) -> JSONValue {
    let steps = path.steps.map { step in
      JSONValue.object(
        of: [
          ("fact", .string(standard.facts[step.fact].name)), ("from", .string(from(step))), ("to", .string(to(step))),
          ("effect", .string(effects(step))), ("points", .string(step.points.exactText)),
          ("total", OutcomeJSON.total(step.total)), ("rank", step.rank.map { .number(String($0)) } ?? .null),
        ] + member(effort: standard.facts[step.fact].effort))
    }
    return JSONValue.object(
      of: [
        ("changes", .array(steps)), ("total", OutcomeJSON.total(path.result.total)),
        ("rank", path.result.rank.map { .number(String($0)) } ?? .null),
        ("selected", path.result.selection.map { .string($0.rawValue) } ?? .null),
        ("grades", .array(path.result.grades.map { $0.map { .string(standard.grades[$0].name) } ?? .null })),
        ("gradeTitles", .array(path.result.grades.map { $0.map { .string(standard.grades[$0].title) } ?? .null })),
      ] + member(effort: path.steps.map { standard.facts[$0.fact].effort }.sum))
  }

  private func member(effort: Effort) -> [(String, JSONValue)] {
    standard.statesEffort ? [("effort", .number(effort.amount.shortText()))] : []
  }
}
