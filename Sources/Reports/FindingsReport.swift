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

  /// Lines for people; nil where nobody asked for a thorough look.
  public var summary: String? {
    guard let depth = findings.depth else { return nil }
    let (none, some) = (depth.separatingNobody.decimal(), depth.partlySeparating.decimal())
    let (steps, undecided) = (findings.steps, findings.undecided)
    let totals =
      labels.say("总分", "Totals") + self.text(depth.totals) + "\n"
      + (depth.eligibleTotals.map { labels.say("有资格的总分", "Totals of the eligible") + self.text($0) + "\n" }
        ?? labels.say("没有找到一张有资格的表。\n", "No sheet was found that is eligible.\n"))
    return totals
      + labels.say(
        "有资格的都能得到、分不出高下的分：\(none) 分；另有 \(some) 分的项目，一部分条件有资格的总能满足。\n看了 \(steps) 处，没有定论的问题 \(undecided) 个。\n",
        "Points that everybody has who is eligible: \(none); of items worth another \(some), everybody eligible fulfils a part of the conditions.\n\(steps) steps, \(undecided) questions undecided.\n"
      )
  }

  private func text(_ totals: TotalRange) -> String {
    let decimals = Decimals(totals.range.least.value.map { [$0] } ?? [])
    func end(_ sheet: Witness?) -> String {
      sheet.map { "  " + $0.text(labels.language) } ?? "  " + labels.say("不一定达得到", "need not be reached")
    }
    return labels.say("：", ": ") + labels.points(totals.range, decimals) + "\n"
      + labels.say("  最少：", "  least:") + end(totals.least) + "\n" + labels.say("  最多：", "  most:") + end(totals.most)
  }

  private func member(_ totals: TotalRange) -> JSONValue {
    func end(_ end: Endpoint) -> JSONValue { end.value.map { .string($0.exactText) } ?? .null }
    return .object([
      JSONValue.Member("least", end(totals.range.least)), JSONValue.Member("most", end(totals.range.most)),
      JSONValue.Member("isLeastReached", .bool(totals.least != nil)),
      JSONValue.Member("isMostReached", .bool(totals.most != nil)),
    ])
  }

  /// The same for programs.
  public var member: JSONValue.Member? {
    guard let depth = findings.depth else { return nil }
    return JSONValue.Member(
      "deep",
      .object([
        JSONValue.Member("pointsForAll", .string(depth.separatingNobody.exactText)),
        JSONValue.Member("pointsPartlyForAll", .string(depth.partlySeparating.exactText)),
        JSONValue.Member("totals", member(depth.totals)),
        JSONValue.Member("eligibleTotals", depth.eligibleTotals.map(member) ?? .null),
        JSONValue.Member("steps", .number(String(findings.steps))),
        JSONValue.Member("undecided", .number(String(findings.undecided))),
      ]))
  }
}
