import Analysis
import Diagnostics
import Quantities
import Sheets

/// What a thorough look at a standard tells beside its findings.
public struct FindingsReport {
  private let findings: Findings
  private let labels: Labels

  public init(_ findings: Findings, language: Language) {
    self.findings = findings
    labels = Labels(language: language)
  }

  /// Lines for people: what the file accepts, then what only a thorough look tells.
  public var summary: String { accepted + (findings.depth.map(thorough) ?? "") }

  private var accepted: String {
    if findings.accepted.isEmpty { return "" }
    let count = findings.accepted.count
    let lines = findings.accepted.map { finding, reason in
      "  \(finding.problem.code)  \(finding.problem.wording(labels.language).sentence)"
        + labels.say("（\(reason)）", " (\(reason))") + "\n"
    }
    return labels.say("已认可 \(count) 处：\n", "Accepted: \(count)\n") + lines.joined()
  }

  /// Of what jumps most so many are shown to people.
  private static let shownCliffs = 5

  private func cliffs(_ cliffs: [Cliff]) -> String {
    if cliffs.isEmpty { return "" }
    let lines = cliffs.prefix(Self.shownCliffs).map { cliff in
      func text(_ value: Value) -> String { value.text(as: cliff.type, english: labels.language == .en) }
      return "  \(cliff.clause.text(labels.language))\(labels.say("：", ": "))\(cliff.fact) "
        + "\(text(cliff.below)) → \(text(cliff.above))\(labels.say("，", ", "))"
        + labels.say(
          "\(cliff.pointsBelow.decimal()) 分 → \(cliff.pointsAbove.decimal()) 分\n",
          "\(cliff.pointsBelow.decimal()) → \(cliff.pointsAbove.decimal()) points\n")
    }
    return labels.say(
      "差一点就差得多的地方 \(cliffs.count) 处，跳得最多的：\n",
      "Places where a small change of one fact moves points: \(cliffs.count), the highest of them:\n") + lines.joined()
  }

  private func thorough(_ depth: Findings.Depth) -> String {
    let (none, some) = (depth.separatingNobody.decimal(), depth.partlySeparating.decimal())
    let (steps, undecided) = (findings.steps, findings.undecided)
    let totals =
      labels.say("总分", "Totals") + self.text(depth.totals)
      + (depth.eligibleTotals.map { labels.say("有资格的总分", "Totals of the eligible") + self.text($0) }
        ?? labels.say("没有找到一张有资格的表。\n", "No sheet was found that is eligible.\n"))
    return totals + cliffs(depth.cliffs)
      + labels.say(
        "有资格的都能得到、分不出高下的分：\(none) 分；另有 \(some) 分的项目，一部分条件有资格的总能满足。\n看了 \(steps) 处，没有定论的问题 \(undecided) 个。\n",
        "Points that everybody has who is eligible: \(none); of items worth another \(some), everybody eligible fulfils a part of the conditions.\n\(steps) steps, \(undecided) questions undecided.\n"
      )
  }

  /// Of sheets with more facts than these people are only told that there are such.
  private static let shownEntries = 12

  private func text(_ totals: TotalRange) -> String {
    let decimals = Decimals(totals.range.least.value.map { [$0] } ?? [])
    func end(_ sheet: Witness?) -> String {
      guard let sheet else { return labels.say("不一定达得到", "need not be reached") }
      let isShort = sheet.entries.count <= Self.shownEntries && sheet.others.count < 2
      return isShort ? sheet.text(labels.language) : labels.say("有表达得到", "is reached")
    }
    return labels.say("：", ": ") + labels.points(totals.range, decimals) + "\n"
      + labels.say("  最少：", "  least: ") + end(totals.least) + "\n"
      + labels.say("  最多：", "  most: ") + end(totals.most) + "\n"
  }

  private func member(_ totals: TotalRange) -> JSONValue {
    func end(_ end: Endpoint) -> JSONValue { end.value.map { .string($0.exactText) } ?? .null }
    return .object([
      JSONValue.Member("least", end(totals.range.least)), JSONValue.Member("most", end(totals.range.most)),
      JSONValue.Member("leastSheet", totals.least?.json ?? .null),
      JSONValue.Member("mostSheet", totals.most?.json ?? .null),
    ])
  }

  private func member(_ cliff: Cliff) -> JSONValue {
    .object([
      JSONValue.Member("clause", .string(cliff.clause.text(.zh))), JSONValue.Member("fact", .string(cliff.fact)),
      JSONValue.Member("below", .string(cliff.below.text(as: cliff.type))),
      JSONValue.Member("above", .string(cliff.above.text(as: cliff.type))),
      JSONValue.Member("pointsBelow", .string(cliff.pointsBelow.exactText)),
      JSONValue.Member("pointsAbove", .string(cliff.pointsAbove.exactText)),
    ])
  }

  /// The same for programs.
  public var members: [JSONValue.Member] {
    let accepted = findings.accepted.map { finding, reason in
      JSONValue.object([
        JSONValue.Member("code", .string(finding.problem.code)), JSONValue.Member("reason", .string(reason)),
        JSONValue.Member("chinese", .string(finding.problem.wording(.zh).sentence)),
        JSONValue.Member("english", .string(finding.problem.wording(.en).sentence)),
      ])
    }
    return [JSONValue.Member("accepted", .array(accepted))] + [findings.depth.map(member)].compactMap { $0 }
  }

  private func member(_ depth: Findings.Depth) -> JSONValue.Member {
    JSONValue.Member(
      "deep",
      .object([
        JSONValue.Member("cliffs", .array(depth.cliffs.map { member($0) })),
        JSONValue.Member("pointsForAll", .string(depth.separatingNobody.exactText)),
        JSONValue.Member("pointsPartlyForAll", .string(depth.partlySeparating.exactText)),
        JSONValue.Member("totals", member(depth.totals)),
        JSONValue.Member("eligibleTotals", depth.eligibleTotals.map(member) ?? .null),
        JSONValue.Member("steps", .number(String(findings.steps))),
        JSONValue.Member("undecided", .number(String(findings.undecided))),
      ]))
  }
}
