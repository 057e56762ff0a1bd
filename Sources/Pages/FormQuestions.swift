import Diagnostics
import Model
import Quantities
import Reports
import Sheets
import Syntax

/// The questions of a form, section by section, with the control that each type takes.
struct FormQuestions {
  private let standard: Standard
  private let guide: QuestionGuide
  private let words: FormWords
  /// What asks for each fact, by place.
  private let uses: [Int: [QuestionGuide.Judged]]
  private let parts: [(title: String, facts: [Int])]

  init(_ standard: Standard, _ guide: QuestionGuide, _ judged: [QuestionGuide.Judged], _ words: FormWords) {
    (self.standard, self.guide, self.words) = (standard, guide, words)
    var uses: [Int: [QuestionGuide.Judged]] = [:]
    for clause in judged {
      for fact in clause.entry.fields { uses[fact, default: []].append(clause) }
    }
    self.uses = uses
    var parts: [(title: String, facts: [Int])] = []
    for (place, fact) in standard.facts.enumerated() {
      if parts.isEmpty || standard.facts[place - 1].section != fact.section { parts.append((fact.section, [])) }
      parts[parts.count - 1].facts.append(place)
    }
    self.parts = parts
  }

  private func say(_ chinese: String, _ english: String) -> String { words.say(chinese, english) }

  private func title(_ part: Int) -> String {
    parts[part].title.isEmpty ? say("事实", "Facts") : parts[part].title
  }

  /// Where to find what.
  var navigation: HTML {
    let links = parts.indices.map { part in
      HTML.element(
        "li", [:],
        [
          .element("a", ["href": "#s\(part)"], title(part)),
          .element("span", ["class": "count scripted", "data-section": "\(part)", "hidden": ""], ""),
        ])
    }
    let compared =
      standard.cohortUses.isEmpty
      ? [] : [HTML.element("li", [:], [.element("a", ["href": "#compared"], words.comparedTitle)])]
    let results = HTML.element("li", [:], [.element("a", ["href": "#results"], say("结果", "Results"))])
    return .element(
      "nav", ["aria-label": say("栏目", "Sections")], [.element("ul", [:], links + compared + [results])])
  }

  var sections: [HTML] {
    let parts = parts.enumerated().map { part, content in
      HTML.element(
        "section", ["id": "s\(part)", "aria-labelledby": "h\(part)", "tabindex": "-1"],
        [.element("h2", ["id": "h\(part)"], title(part))] + content.facts.map(question))
    }
    return parts + (standard.cohortUses.isEmpty ? [] : [compared])
  }

  // MARK: One question

  /// What a control is called and what is said of it.
  private struct Control {
    let id: String
    let name: String
    let type: ValueType
    /// Paragraphs below the name, each with what its id ends in.
    let remarks: [(id: String, class: String, text: String)]
    /// Something behind the control.
    var behind: [HTML] = []
    /// Whether the text may be long.
    var isLong = false
    /// Whether the form is about it.
    var isSubject = false
  }

  private func question(_ place: Int) -> HTML {
    let fact = standard.facts[place]
    let hints = [
      guide.hint(fact), guide.change(fact),
      fact.evidence.map { say("另交文件，放进“\($0)”文件夹", "with files, in a folder “\($0)”") } ?? "",
      guide.citation(fact).map { say("出处：", "Source: ") + $0 } ?? "",
    ]
    let hint = hints.filter { !$0.isEmpty }.joined(separator: say("；", "; "))
    let remarks = [("help", "help", fact.help), ("hint", "hint", hint)].filter { !$0.2.isEmpty }
    return element(
      Control(
        id: "f\(place)", name: fact.name, type: fact.type, remarks: remarks, behind: [asked(place)].compactMap { $0 },
        isLong: standard.measuresLength(of: place), isSubject: standard.subjects.contains(place)))
  }

  /// What asks for the fact, each with how it stands.
  private func asked(_ place: Int) -> HTML? {
    guard let clauses = uses[place]?.filter({ !$0.isLevel }), !clauses.isEmpty else { return nil }
    let listed = clauses.map { clause -> HTML in
      let points = clause.entry.points.isEmpty ? [] : [clause.entry.points]
      let remarks = points + [clause.citation].compactMap { $0 }
      let text =
        clause.entry.name
        + (remarks.isEmpty ? "" : say("（\(remarks.joined(separator: "，"))）", " (\(remarks.joined(separator: ", ")))"))
      return .element("li", [:], [.text(text + " "), .element("span", ["class": "mark", "data-mark": clause.id], "")])
    }
    return .element("ul", ["class": "asked", "aria-label": say("用于", "Asked by")], listed)
  }

  private func element(_ control: Control) -> HTML {
    let id = control.id
    let remarks = control.remarks.map { HTML.element("p", ["id": "\(id)-\($0.id)", "class": $0.class], $0.text) }
    let described = (control.remarks.map { "\(id)-\($0.id)" } + ["\(id)-error"]).joined(separator: " ")
    let error = HTML.element("p", ["id": "\(id)-error", "class": "error", "hidden": ""], "")
    func group(_ parts: [HTML], _ attributes: String? = nil) -> HTML {
      .element(
        "fieldset",
        ["id": id, "class": "question", "tabindex": "-1", "aria-describedby": described, "data-kind": attributes],
        [.element("legend", [:], control.name)] + remarks + [error] + parts + control.behind)
    }
    func radio(_ value: String, _ text: String) -> HTML {
      .element(
        "label", ["class": value.isEmpty ? "option unknown" : "option"],
        [
          .element("input", ["type": "radio", "name": id, "value": value, "checked": value.isEmpty ? "" : nil]),
          .element("span", [:], text),
        ])
    }
    func entry(_ input: HTML, unit: String = "", below: [HTML] = []) -> HTML {
      let behind = unit.isEmpty ? [] : [HTML.element("span", ["class": "unit"], unit)]
      let line = HTML.element(
        "div", ["class": "entry"], [input, .element("span", ["class": "printed", "aria-hidden": "true"], "")] + behind)
      return .element(
        "div", ["class": "question"],
        [.element("label", ["for": id], control.name)] + remarks + [error, line] + below + control.behind)
    }
    func input(_ mode: String? = nil) -> HTML {
      .element(
        "input",
        [
          "type": "text", "id": id, "name": id, "inputmode": mode, "aria-describedby": described, "autocomplete": "off",
          "spellcheck": "false", "required": control.isSubject ? "" : nil,
        ])
    }
    switch control.type {
    case .truth:
      return group(
        [
          .element(
            "div", ["class": "options"], [radio("yes", words.yes), radio("no", words.no), radio("", words.unknown)])
        ])
    case .number(let measure, let whole):
      return entry(
        input(whole ? "numeric" : "decimal"), unit: words.language == .zh ? measure.text : measure.english)
    case .percentage: return entry(input("decimal"), unit: "%")
    case .date: return entry(input())
    case .text where control.isLong:
      return entry(
        .element(
          "textarea", ["id": id, "name": id, "rows": "4", "aria-describedby": described + " \(id)-length"], ""),
        below: [.element("p", ["id": "\(id)-length", "class": "hint length scripted", "hidden": ""], "")])
    case .text: return entry(input())
    case .choice(let options, _):
      let choices = options.enumerated().map { radio(String($0), $1) }
      return group([.element("div", ["class": "options"], choices + [radio("", words.unknown)])])
    case .choices(let options):
      let boxes = (options.enumerated().map { (String($0), $1) } + [("none", words.noneOfThese)]).map { value, text in
        HTML.element(
          "label", ["class": "option"],
          [.element("input", ["type": "checkbox", "name": id, "value": value]), .element("span", [:], text)])
      }
      return group([
        .element("p", ["class": "hint"], words.choicesHint), .element("div", ["class": "options"], boxes),
      ])
    case .records(_, let columns): return group(records(control, columns), "records")
    }
  }

  // MARK: Records

  /// Whether there are any, and the rows, which scripts make of a template.
  private func records(_ control: Control, _ columns: [ValueType.Column]) -> [HTML] {
    let id = control.id
    let states = [("rows", say("有，逐条填写", "Yes, listed below")), ("none", say("没有", "None")), ("", words.unknown)]
    let radios = states.map { value, text in
      HTML.element(
        "label", ["class": value.isEmpty ? "option unknown" : "option"],
        [
          .element("input", ["type": "radio", "name": id, "value": value, "checked": value.isEmpty ? "" : nil]),
          .element("span", [:], text),
        ])
    }
    let cells = columns.enumerated().map { place, column in
      let hint = guide.hint(column)
      return element(
        Control(
          id: "\(id)-ROW-\(place)", name: column.name, type: column.type,
          remarks: hint.isEmpty ? [] : [("hint", "hint", hint)]))
    }
    let row = HTML.element(
      "fieldset", ["class": "row"],
      [.element("legend", ["tabindex": "-1"], "")] + cells
        + [.element("button", ["type": "button", "class": "remove"], "")])
    let stated = columns.map {
      $0.name + (guide.hint($0).isEmpty ? "" : say("（\(guide.hint($0))）", " (\(guide.hint($0)))"))
    }
    return [
      .element("div", ["class": "options"], radios),
      .element(
        "p", ["class": "hint unscripted"],
        say("每条填：", "Each states: ") + stated.joined(separator: say("，", ", "))),
      .element("div", ["class": "rows", "id": "\(id)-rows"]), lines(columns.map(\.name)),
      .element("template", ["id": "\(id)-row"], [row]),
      .element(
        "button", ["type": "button", "class": "add scripted", "id": "\(id)-add", "hidden": ""],
        say("添加一条\(control.name)", "Add a record to \(control.name)")),
    ]
  }

  /// Room for records on paper.
  private func lines(_ columns: [String]) -> HTML {
    let blank = HTML.element("tr", [:], columns.map { _ in .element("td", [:], "") })
    return .element(
      "table", ["class": "lines", "aria-hidden": "true"],
      [
        .element("thead", [:], [.element("tr", [:], columns.map { .element("th", [:], $0) })]),
        .element("tbody", [:], [blank, blank, blank]),
      ])
  }

  // MARK: Comparisons

  /// What one sheet cannot tell: how its values stand among those of others.
  private var compared: HTML {
    .element(
      "section", ["id": "compared", "aria-labelledby": "compared-title", "tabindex": "-1"],
      [
        .element("h2", ["id": "compared-title"], words.comparedTitle),
        .element("p", ["class": "warning"], words.comparedNote),
      ] + standard.comparisons.enumerated().map(question))
  }

  private func question(_ place: Int, _ comparison: FormComparison) -> HTML {
    let value = guide.compared(comparison.use)
    let cohort = standard.cohorts[comparison.use.cohort]
    let by = cohort.by.map { standard.facts[$0].name }.joined(separator: say("、", ", "))
    let among = cohort.name + (by.isEmpty ? "" : say("（\(by)相同的）", " (same \(by))"))
    let title: String
    switch comparison.kind {
    case .rank(.top): title = say("“\(value)”在\(among)里从高到低排第几", "Rank of “\(value)” from the highest, in \(among)")
    case .rank(.bottom): title = say("“\(value)”在\(among)里从低到高排第几", "Rank of “\(value)” from the lowest, in \(among)")
    case .figure(.least): title = say("\(among)里最低的“\(value)”", "The lowest “\(value)” in \(among)")
    case .figure(.most): title = say("\(among)里最高的“\(value)”", "The highest “\(value)” in \(among)")
    case .figure(.mean): title = say("\(among)里“\(value)”的平均", "The mean of “\(value)” in \(among)")
    case .figure(.count): title = say("\(among)里有几家填了“\(value)”", "How many report “\(value)” in \(among)")
    }
    func answer(_ part: String, _ label: String, _ hint: String, _ type: ValueType) -> HTML {
      element(
        Control(
          id: "k\(place)-\(part)", name: label, type: type, remarks: hint.isEmpty ? [] : [("hint", "hint", hint)]))
    }
    let answers: [HTML]
    if case .figure = comparison.kind {
      answers = [answer("value", say("公布的数", "As published"), "", comparison.type)]
    } else {
      answers = [
        answer("rank", say("名次", "Rank"), say("并列取靠前的名次", "of equals the better one"), comparison.type),
        answer("size", say("共几家填报", "How many report it"), say("自己也算在内", "this one included"), comparison.type),
      ]
    }
    return .element(
      "fieldset", ["class": "question comparison", "id": "k\(place)", "tabindex": "-1"],
      [.element("legend", [:], title), .element("div", ["class": "answers"], answers)])
  }
}

extension QuestionGuide.Judged {
  /// By which scripts and links find it.
  var id: String {
    switch place {
    case .requirement(let place): "r\(place)"
    case .determination(let place): "d\(place)"
    case .score(.category(let place)): "c\(place)"
    case .score(.group(let place, let group)): "g\(place)-\(group)"
    case .score(.item(let place, let item)): "i\(place)-\(item)"
    case .score(.adjustment(let place)): "a\(place)"
    }
  }

  /// Whether it is put together of others.
  var isLevel: Bool {
    switch place {
    case .score(.category), .score(.group): true
    case .requirement, .determination, .score(.item), .score(.adjustment): false
    }
  }
}
