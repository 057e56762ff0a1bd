import Diagnostics
import Model
import Quantities
import Reports
import Sheets

/// What the answers come to: every clause with its verdict, its points and what it says.
struct FormResults {
  private let standard: Standard
  private let guide: QuestionGuide
  private let judged: [QuestionGuide.Judged]
  private let words: FormWords

  init(_ standard: Standard, _ guide: QuestionGuide, _ judged: [QuestionGuide.Judged], _ words: FormWords) {
    (self.standard, self.guide, self.judged, self.words) = (standard, guide, judged, words)
  }

  private func say(_ chinese: String, _ english: String) -> String { words.say(chinese, english) }

  var aside: HTML {
    let advice = HTML.element("div", ["id": "advice", "class": "scripted", "hidden": ""])
    return .element(
      "aside", ["id": "results", "class": "results blank", "aria-labelledby": "results-title", "tabindex": "-1"],
      [.element("h2", ["id": "results-title"], say("结果", "Results")), advice] + lists + [terms])
  }

  /// Requirements, then what has points, then what is determined.
  private var lists: [HTML] {
    func list(_ title: String, _ clauses: [QuestionGuide.Judged]) -> [HTML] {
      if clauses.isEmpty { return [] }
      return [.element("h3", [:], title), .element("ul", ["class": "clauses"], clauses.map(clause))]
    }
    return list(
      say("资格", "Eligibility"),
      judged.filter { if case .requirement = $0.place { true } else { false } })
      + list(say("得分", "Points"), judged.filter { if case .score = $0.place { true } else { false } })
      + list(say("认定", "Determinations"), judged.filter { if case .determination = $0.place { true } else { false } })
  }

  private func clause(_ clause: QuestionGuide.Judged) -> HTML {
    let entry = clause.entry
    let id = clause.id
    let name = entry.name + (entry.title.isEmpty ? "" : say(" “\(entry.title)”", " “\(entry.title)”"))
    let line: [HTML] = [
      .element("span", ["class": "mark", "data-mark": id], ""), .element("span", ["class": "name"], name),
      .element("span", ["class": "points", "data-points": id], entry.points),
    ]
    let facts = entry.fields.sorted().map {
      HTML.element("li", [:], [.element("a", ["href": "#f\($0)"], standard.facts[$0].name)])
    }
    let rules = (clause.citation.map { [say("出处：", "Source: ") + $0] } ?? []) + entry.lines
    let details =
      rules.map { HTML.element("p", ["class": "rule"], $0) }
      + (facts.isEmpty
        ? [] : [.element("p", [:], say("看这几项：", "It asks for:")), .element("ul", ["class": "links"], facts)])
    let content =
      details.isEmpty
      ? HTML.element("div", ["class": "line"], line)
      : .element("details", [:], [.element("summary", ["class": "line"], line)] + details)
    return .element("li", ["id": id, "class": clause.isLevel ? "clause level" : "clause"], [content])
  }

  /// What names mean that clauses use.
  private var terms: HTML {
    if guide.terms.isEmpty { return .empty }
    return .element(
      "details", ["class": "terms"],
      [
        .element("summary", [:], say("其中的名词", "Terms")),
        .element("ul", [:], guide.terms.map { .element("li", [:], $0) }),
      ])
  }
}
