import Diagnostics
import Notices
import Sheets

/// Which clauses of a notice the rules carry out, and which citations do not fit.
public struct TraceReport {
  private let coverage: Coverage
  private let title: String
  private let labels: Labels

  /// - Parameter title: the heading of the report.
  public init(_ coverage: Coverage, title: String, language: Language) {
    self.coverage = coverage
    self.title = title
    labels = Labels(language: language)
  }

  private func say(_ chinese: String, _ english: String) -> String { labels.say(chinese, english) }

  /// How much is covered, then a list for each kind of finding that there is.
  public var report: Report {
    var blocks: [Report.Block] = [.heading(title), .paragraph(summary)]
    func section(_ heading: String, _ lines: [String]) {
      if !lines.isEmpty { blocks += [.heading(heading), .list(lines)] }
    }
    section(
      say("没有规则引用的条文", "Clauses that no rule cites"), coverage.uncited.map { "\($0.address.text)  \($0.wording)" })
    section(
      say("规则已经删去的条文", "Clauses whose rules are removed"),
      coverage.dropped.map { "\($0.clause.address.text)  \($0.clause.wording)  [\($0.by)]" })
    section(say("没有出处的规则", "Rules that cite nothing"), coverage.silent.map { coverage.rules[$0].name })
    section(say("出处指向不存在的条文", "Citations of places that do not exist"), coverage.nowhere.map(nowhere))
    section(say("引用之后改过字的条文", "Clauses that have changed since they were cited"), coverage.stale.flatMap(stale))
    return Report(blocks)
  }

  private var summary: String {
    let parts = coverage.parts.map { part in
      (part.annex == 0 ? say("正文", "main text") : say("附件\(part.annex)", "annex \(part.annex)"))
        + " \(part.cited)/\(part.total)"
    }
    let total = coverage.parts.map(\.total).reduce(0, +)
    let cited = coverage.parts.map(\.cited).reduce(0, +)
    let list = labels.list(parts)
    let verdict =
      coverage.isComplete && !coverage.dropped.isEmpty
      ? say(
        "\(total) 条中有 \(cited) 条有规则引用，其余 \(coverage.dropped.count) 条的规则已经删去，出处没有问题",
        "\(cited) of \(total) clauses are cited, the rules for the other \(coverage.dropped.count) are removed, and every citation fits"
      )
      : coverage.isComplete
        ? say("全部 \(total) 条都有规则引用，出处没有问题", "all \(total) clauses are cited, and every citation fits")
        : say(
          "\(total) 条中有 \(cited) 条有规则引用，\(coverage.silent.count) 条规则没有出处，\(coverage.nowhere.count) 处出处不存在，\(coverage.stale.count) 处已改字",
          "\(cited) of \(total) clauses are cited; \(coverage.silent.count) rules cite nothing, \(coverage.nowhere.count) citations lead nowhere, \(coverage.stale.count) are stale"
        )
    return verdict + say("：", ": ") + list + say("。", ".")
  }

  private func nowhere(_ found: (rule: Int, text: String, nearest: String?)) -> String {
    let hint = found.nearest.map { say("（是不是 \($0)？）", " (\($0)?)") } ?? ""
    return coverage.rules[found.rule].name + say("：", ": ") + found.text + hint
  }

  private func stale(_ found: Coverage.Stale) -> [String] {
    let rule = coverage.rules[found.rule]
    return [
      rule.name + say("：", ": ") + (rule.citation ?? ""),
      "  " + say("原文：", "was: ") + (found.old ?? say("（没有记录）", "(not recorded)")),
      "  " + say("现在：", "is: ") + found.new,
    ]
  }

  // MARK: For programs

  private struct Finding {
    let kind: String
    let rule: String
    let place: String
    let was: String?
    let now: String?
  }

  private var findings: [Finding] {
    coverage.uncited.map { Finding(kind: "uncited", rule: "", place: $0.address.text, was: nil, now: $0.wording) }
      + coverage.dropped.map {
        Finding(kind: "removed", rule: $0.by, place: $0.clause.address.text, was: nil, now: $0.clause.wording)
      }
      + coverage.silent.map { Finding(kind: "silent", rule: coverage.rules[$0].name, place: "", was: nil, now: nil) }
      + coverage.nowhere.map {
        Finding(kind: "nowhere", rule: coverage.rules[$0.rule].name, place: $0.text, was: nil, now: nil)
      }
      + coverage.stale.map {
        Finding(
          kind: "stale", rule: coverage.rules[$0.rule].name, place: coverage.rules[$0.rule].citation ?? "", was: $0.old,
          now: $0.new)
      }
  }

  /// One row a finding; only headings where everything fits.
  public var csv: String {
    let heading = [say("问题", "finding"), say("规则", "rule"), say("出处", "place"), say("原文", "was"), say("现在", "is")]
    return CSV.file([heading] + findings.map { [$0.kind, $0.rule, $0.place, $0.was ?? "", $0.now ?? ""] })
  }

  /// With `format` `rulecheck.trace/1`.
  public var json: String {
    return JSONValue.object(of: [
      ("format", .string("rulecheck.trace/1")), ("complete", .bool(coverage.isComplete)),
      (
        "parts",
        .array(
          coverage.parts.map {
            JSONValue.object(of: [
              ("annex", .number(String($0.annex))), ("cited", .number(String($0.cited))),
              ("total", .number(String($0.total))),
            ])
          })
      ),
      (
        "findings",
        .array(
          findings.map {
            JSONValue.object(of: [
              ("kind", .string($0.kind)), ("rule", .string($0.rule)), ("place", .string($0.place)),
              ("was", $0.was.map(JSONValue.string) ?? .null), ("is", $0.now.map(JSONValue.string) ?? .null),
            ])
          })
      ),
    ]).text() + "\n"
  }
}
