import Diagnostics
import Evaluation
import Model
import Quantities
import Reports
import Sheets

/// All that there is to say of one community: how it stands and why, by what it stated.
struct CommunityPage {
  private let outcome: Outcome
  private let result: SheetResult
  private let words: PageWords
  private let explanation: ExplanationReport
  private let sections: [ExplanationReport.Section]
  private let values: Decimals<TypedNumber>

  init(_ outcome: Outcome, _ result: SheetResult, _ words: PageWords) {
    (self.outcome, self.result, self.words) = (outcome, result, words)
    explanation = ExplanationReport(outcome, result, language: words.labels.language, totals: words.totals)
    sections = explanation.sections
    values = explanation.values(sections)
  }

  /// What a table is called, on a page that may have those of others too.
  private func own(_ label: String) -> String { outcome.sheet(result).name + " " + label }

  private var standard: Standard { outcome.standard }
  private var labels: Labels { words.labels }
  private func say(_ chinese: String, _ english: String) -> String { labels.say(chinese, english) }

  /// - Parameter level: of the headings above it.
  func article(under level: Int) -> HTML {
    let id = words.id(result)
    let heading = HTML.element("h\(level + 1)", ["id": id + "-h"], outcome.sheet(result).name)
    return .element(
      "article", ["id": id, "class": "community", "aria-labelledby": id + "-h"],
      [heading] + opening
        + parts(under: level + 2).filter { !$0.parts.isEmpty }
        .flatMap { [.element("h\(level + 2)", [:], $0.heading)] + $0.parts })
  }

  private func parts(under level: Int) -> [(heading: String, parts: [HTML])] {
    [
      (say("原则与要件", "Requirements"), requirements), (say("得分", "Points"), points),
      (say("名额", "Places"), remarks), (say("认定", "Determinations"), determinations),
      (say("失分", "Points lost"), lost), (say("缺少的事实", "What is missing"), missing),
      (say("所报事实", "Facts as stated"), facts(under: level)),
    ]
  }

  /// How it stands.
  var opening: [HTML] { HTML.blocks(explanation.opening, under: 0) }

  // MARK: Verdicts and points

  private var requirements: [HTML] { requirements { _, _ in true } }

  /// Those that stand in the way, or may.
  var obstacles: [HTML] {
    requirements { [standard] place, verdict in
      switch verdict {
      case .unverified, .failed: standard.requirements[place].kind.bearing != .none
      case .met, .partlyMet: standard.requirements[place].kind.bearing == .barring
      case .unmet: standard.requirements[place].kind.bearing == .needed
      case .inapplicable: false
      }
    }
  }

  private func requirements(where isShown: (Int, Verdict) -> Bool) -> [HTML] {
    let rows = sections.compactMap { section -> HTML? in
      guard case .requirement(let place) = section.subject, let found = section.verdict, isShown(place, found) else {
        return nil
      }
      return .element(
        "tr", [:],
        [
          .element("th", ["scope": "row"], section.title), .element("td", ["class": "verdict"], [verdict(section)]),
          reasons(section),
        ])
    }
    if rows.isEmpty { return [] }
    return [
      .table(
        headings: [say("条目", "Requirement"), say("结论", "Verdict"), say("理由", "Why")], labels: [0, 1, 2],
        label: own(say("原则与要件", "Requirements")), rows: rows)
    ]
  }

  /// With a sign that tells verdicts apart without colour.
  private func verdict(_ section: ExplanationReport.Section) -> HTML {
    guard let verdict = section.verdict else { return .empty }
    return .element(
      "span", ["class": "verdict-" + verdict.rawValue],
      [.element("span", ["aria-hidden": "true"], labels.sign(verdict) + " "), .text(labels.verdict(verdict))])
      + .text(explanation.remark(section))
  }

  private func reasons(_ section: ExplanationReport.Section) -> HTML {
    .element("td", ["class": "why"], [.tree(explanation.details(section, values))])
  }

  /// Items, then what their groups and category come to; what moves their sum; the total.
  private var points: [HTML] {
    let rows = sections.compactMap { section -> HTML? in
      let kind: String?
      switch section.subject {
      case .score(.item), .score(.adjustment): kind = nil
      case .score(.category), .score(.group): kind = "sum"
      case .total: kind = "total"
      case .requirement, .selection, .determination: return nil
      }
      var title = section.title
      if case .score(.adjustment(let index)) = section.subject {
        title = labels.kind(standard.adjustments[index].kind) + "  " + title
      }
      var own = section.points.map(labels.exactly) ?? "—"
      if case .total = section.subject, section.points == nil { own = labels.total(result, words.totals) }
      if let (points, full) = section.mark {
        own += say("（\(labels.exactly(points))/\(full.exactText)）", " (\(labels.exactly(points))/\(full.exactText))")
      }
      return .element(
        "tr", ["class": kind],
        [
          .element("th", ["scope": "row"], title), .element("td", ["class": "verdict"], [verdict(section)]),
          .element("td", ["class": "figure points"], own),
          .element("td", ["class": "figure"], section.full.map(labels.exactly) ?? "—"), reasons(section),
        ])
    }
    return [
      .table(
        headings: [say("条目", "Item"), say("结论", "Verdict"), say("得分", "Points"), say("满分", "Of"), say("理由", "Why")],
        labels: [0, 1, 4], label: own(say("得分", "Points")), rows: rows),
      .element(
        "p", ["class": "note"],
        say("分数是精确值，可以逐项相加；“≈”后面是四舍五入的小数。", "Points are exact and can be added up; behind “≈” stand rounded decimals.")),
    ]
  }

  private var remarks: [HTML] {
    sections.compactMap { section in
      guard case .selection = section.subject else { return nil }
      return .tree(explanation.details(section, values))
    }
  }

  private var determinations: [HTML] {
    let nodes = sections.compactMap { section -> Report.Node? in
      guard case .determination = section.subject else { return nil }
      return Report.Node(section.title, explanation.details(section, values))
    }
    return nodes.isEmpty ? [] : [.tree(nodes)]
  }

  // MARK: Lost and missing

  var lost: [HTML] {
    let lost = outcome.lost(by: result)
    if lost.isEmpty { return [] }
    let rows = lost.map { lost in
      let key = standard.key(of: lost.path)
      return [
        key.kind.spelling(labels.language) + " " + key.name, explanation.title(lost.path), labels.exactly(lost.points),
      ]
    }
    return [
      .table(
        Report.Grid(
          headings: [say("条目", "Item"), say("题目", "Title"), say("失分", "Lost")], rows: rows, labels: [0, 1]),
        label: own(say("失分", "Points lost")))
    ]
  }

  private var missing: [HTML] { missing(outcome.missing(result)) }

  /// What decides something and is missing.
  var deciding: [HTML] { missing(outcome.deciding(result)) }

  private func missing(_ missing: [MissingInput]) -> [HTML] {
    if missing.isEmpty { return [] }
    let rows = missing.map { missing in
      let waiting =
        missing.requirements.map { labels.name(standard.requirements[$0]) } + missing.decisions.map(labels.decision)
      return [
        standard.name(missing.input), waiting.isEmpty ? "—" : labels.list(waiting),
        missing.points == .zero ? "—" : labels.spread(missing.points),
      ]
    }
    return [
      .table(
        Report.Grid(
          headings: [say("事实", "Fact"), say("取决于它的结论", "What waits for it"), say("涉及分数", "Points at stake")],
          rows: rows, labels: [0, 1]), label: own(say("缺少的事实", "What is missing")))
    ]
  }

  // MARK: Evidence

  private func facts(under level: Int) -> [HTML] {
    var headings: [String] = []
    var facts: [String: [HTML]] = [:]
    for (place, fact) in standard.facts.enumerated() {
      if facts[fact.section] == nil { headings.append(fact.section) }
      facts[fact.section, default: []].append(
        .element("div", [:], [.element("dt", [:], fact.name), .element("dd", [:], [stated(place, fact)])]))
    }
    return headings.flatMap { heading -> [HTML] in
      (heading.isEmpty ? [] : [.element("h\(level + 1)", [:], heading)])
        + [.element("dl", ["class": "facts"], facts[heading] ?? [])]
    }
  }

  private func stated(_ place: Int, _ fact: Fact) -> HTML {
    let stated = outcome.stated(place, by: result)
    if case .records(_, let columns) = fact.type, case .stated(.records(let records)) = stated, !records.isEmpty {
      return .table(
        Report.Grid(
          headings: columns.map(\.name),
          rows: records.map { row in
            zip(row, columns).map { $0?.text(as: $1.type, english: labels.language == .en) ?? "—" }
          }, labels: Set(columns.indices)), label: own(fact.name))
    }
    return .text(stated.described(labels.language) { $0.text(as: fact.type, english: labels.language == .en) })
  }
}
