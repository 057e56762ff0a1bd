import Diagnostics
import Notices
import Sheets

/// Which clauses of a notice the rules carry out, and which citations do not fit.
public struct TraceReport: TabularReport {
  /// A notice with what was found.
  private struct Entry {
    /// Who goes by it; nil where there is only one.
    let name: String?
    let coverage: Coverage
  }

  private let entries: [Entry]
  private let notHeld: [(name: String, count: Int)]
  private let title: String
  private let labels: Labels

  /// - Parameter title: the heading of the report.
  public init(_ coverage: Coverage, title: String, language: Language) {
    self.init([("", coverage)], notHeld: [], title: title, language: language)
  }

  /// - Parameters:
  ///   - coverages: with the names of the standards that go by each notice, which are told where there are several.
  ///   - notHeld: how many citations there are of notices that were not given, and whose they are.
  public init(
    _ coverages: [(name: String, coverage: Coverage)], notHeld: [(name: String, count: Int)], title: String,
    language: Language
  ) {
    entries = coverages.map { Entry(name: coverages.count > 1 ? $0.name : nil, coverage: $0.coverage) }
    self.notHeld = notHeld
    self.title = title
    labels = Labels(language: language)
  }

  private func say(_ chinese: String, _ english: String) -> String { labels.say(chinese, english) }

  /// For each notice how much is covered, then a list for each kind of finding that there is.
  public var report: Report {
    var blocks: [Report.Block] = [.heading(title)]
    for entry in entries {
      if let name = entry.name { blocks.append(.heading(say("\(name)的通知", "The notice of \(name)"))) }
      blocks += self.blocks(entry.coverage)
    }
    for (name, count) in notHeld {
      blocks.append(
        .paragraph(
          say(
            "另有 \(count) 处出处是\(name)的，没有给出它的通知，没有核对（--source \(name)=文件）。",
            "\(count) further citations are those of \(name), whose notice was not given; they were not looked at (--source \(name)=FILE)."
          )))
    }
    return Report(blocks)
  }

  private func blocks(_ coverage: Coverage) -> [Report.Block] {
    var blocks: [Report.Block] = []
    if coverage.isForeign {
      blocks.append(
        .paragraph(
          say(
            "没有一处出处对得上这份通知：多半拿错了文件，或者条文的写法没有认出来。",
            "No citation names a place in this notice: it may be the wrong file, or written in a way that is not recognised."
          )))
    }
    blocks.append(.paragraph(summary(coverage)))
    func section(_ heading: String, _ lines: [String]) {
      if !lines.isEmpty { blocks += [.heading(heading), .list(lines)] }
    }
    section(
      say("没有规则引用的条文", "Clauses that no rule cites"), coverage.uncited.map { "\($0.address.text)  \($0.wording)" })
    section(
      say("规则已经删去的条文", "Clauses whose rules are removed"),
      coverage.dropped.map { "\($0.clause.address.text)  \($0.clause.wording)  [\($0.by)]" })
    section(say("没有出处的规则", "Rules that cite nothing"), coverage.silent.map { coverage.rules[$0].name })
    section(
      say("出处指向不存在的条文", "Citations of places that do not exist"), coverage.nowhere.map { nowhere($0, coverage) })
    section(
      say("引用之后改过字的条文", "Clauses that have changed since they were cited"),
      coverage.stale.flatMap { stale($0, coverage) })
    return blocks
  }

  private func summary(_ coverage: Coverage) -> String {
    let parts = coverage.parts.map { "\(name($0.part)) \($0.cited)/\($0.total)" }
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
    return verdict + (list.isEmpty ? "" : say("：", ": ") + list) + say("。", ".")
  }

  private func name(_ part: Address.Part) -> String {
    guard case .annex(let word, let number) = part else { return say("正文", "main text") }
    return word == "附件"
      ? say(part.text, "annex" + (number.isEmpty ? "" : " " + number.map(String.init).joined(separator: "-")))
      : part.text
  }

  private func nowhere(_ found: (rule: Int, text: String, nearest: String?), _ coverage: Coverage) -> String {
    let hint = found.nearest.map { say("（是不是 \($0)？）", " (\($0)?)") } ?? ""
    return coverage.rules[found.rule].name + say("：", ": ") + found.text + hint
  }

  private func stale(_ found: Coverage.Stale, _ coverage: Coverage) -> [String] {
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

  private func findings(_ coverage: Coverage) -> [Finding] {
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

  /// One row a finding; only headings where everything fits. With several notices the first column says whose it is.
  public var table: FlatTable {
    var heading = [say("问题", "finding"), say("规则", "rule"), say("出处", "place"), say("原文", "was"), say("现在", "is")]
    if entries.count > 1 { heading.insert(say("通知", "notice"), at: 0) }
    let rows = entries.flatMap { entry in
      findings(entry.coverage).map { found in
        ((entry.name.map { [$0] } ?? []) + [found.kind, found.rule, found.place, found.was ?? "", found.now ?? ""])
          .map(TableCell.text)
      }
    }
    return FlatTable(say("核对原文", "trace"), headings: heading, rows)
  }

  /// With `format` `rulecheck.trace/1`. With several notices `notices` holds an object for each, and where some citations
  /// were not looked at `notHeld` says how many.
  public var json: String {
    var members: [(String, JSONValue)] = [
      ("format", .string("rulecheck.trace/1")), ("complete", .bool(entries.allSatisfy(\.coverage.isComplete))),
    ]
    if entries.count == 1, let entry = entries.first {
      members += parts(entry.coverage)
    } else {
      members.append(
        (
          "notices",
          .array(
            entries.map { entry in
              JSONValue.object(
                of: [("standards", .string(entry.name ?? "")), ("complete", .bool(entry.coverage.isComplete))]
                  + parts(entry.coverage))
            })
        ))
    }
    if !notHeld.isEmpty {
      members.append(
        (
          "notHeld",
          .array(
            notHeld.map {
              JSONValue.object(of: [("standard", .string($0.name)), ("citations", .number(String($0.count)))])
            })
        ))
    }
    return JSONValue.object(of: members).text() + "\n"
  }

  private func parts(_ coverage: Coverage) -> [(String, JSONValue)] {
    [
      (
        "parts",
        .array(
          coverage.parts.map {
            JSONValue.object(of: [
              ("annex", .number(String($0.part.number))), ("name", .string($0.part.text)),
              ("cited", .number(String($0.cited))), ("total", .number(String($0.total))),
            ])
          })
      ),
      (
        "findings",
        .array(
          findings(coverage).map {
            JSONValue.object(of: [
              ("kind", .string($0.kind)), ("rule", .string($0.rule)), ("place", .string($0.place)),
              ("was", $0.was.map(JSONValue.string) ?? .null), ("is", $0.now.map(JSONValue.string) ?? .null),
            ])
          })
      ),
    ]
  }
}

extension Address.Part {
  /// 0 for the main text, 1 for an annex without a number.
  fileprivate var number: Int {
    switch self {
    case .main: 0
    case .annex(_, let number): number.first ?? 1
    }
  }
}
