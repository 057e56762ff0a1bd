import Diagnostics
import Evaluation
import Quantities
import Sheets

/// Explanations for programs.
extension ExplanationReport {
  /// A row for each section, and one for each expression beneath it, with its depth.
  ///
  /// - Returns: nil if there is no such item.
  public func csv(item: String?) -> String? { table(item: item)?.csv }

  /// The same, in whatever form spreadsheets take it.
  public func table(item: String?) -> FlatTable? {
    guard let sections = sections(item: item) else { return nil }
    // Where cohorts have groups, the one that a value depends on has a column.
    let areGrouped = outcome.standard.cohorts.contains { !$0.by.isEmpty }
    let headings =
      (labels.language == .zh
        ? ["条目", "结论", "得分至少", "得分至多", "满分", "层次", "算式", "值", "缺少"]
        : ["section", "verdict", "least", "most", "full", "depth", "expression", "value", "missing"])
      + (areGrouped ? [labels.say("组", "group")] : [])
    var rows: [[TableCell]] = []
    let values = values(sections)
    func add(_ cells: [TableCell], group: String = "") { rows.append(cells + (areGrouped ? [.text(group)] : [])) }
    func add(_ explanation: Explanation, _ depth: Int) {
      let value = labels.value(explanation.value, explanation.type, values)
      add(
        ["", "", "", "", "", .count(depth), .text(explanation.text), .text(value), ""],
        group: explanation.group.map { labels.common($0.common) } ?? "")
      for part in explanation.parts { add(part, depth + 1) }
    }
    for section in sections {
      add([
        .text(section.title), .text(section.verdict.map(labels.verdict) ?? ""), section.points?.least.cell ?? .blank,
        section.points?.most.cell ?? .blank, section.full?.cell ?? .blank, .count(0), "", "",
        .text(labels.list(section.missing.map(outcome.standard.name))),
      ])
      for step in section.derivation {
        add([
          "", "", step.points.least.cell, step.points.most.cell, "", .count(1), .text(step.kind.rawValue),
          .text(step.part.map(lines.name) ?? lines.written(step)), "",
        ])
      }
      for remark in section.remarks { add(["", "", "", "", "", .count(1), .text(remark), "", ""]) }
      for formula in section.formulas { add(formula, 1) }
    }
    return FlatTable(labels.say("解释", "explanation"), headings: headings, rows)
  }

  /// - Parameters:
  ///   - item: as for ``report(item:)``.
  ///   - rules: the digest of the standard.
  ///   - sheets: that of the sheets.
  /// - Returns: nil if there is no such item.
  public func json(item: String?, rules: String, sheets: String?) -> String? {
    guard let sections = sections(item: item) else { return nil }
    let values = values(sections)
    let inputs: [(String, JSONValue)] = [
      ("format", .string("rulecheck.explanation/2")),
      ("standard", JSONValue.object(of: [("name", .string(outcome.standard.name)), ("digest", .string(rules))])),
      ("sheets", JSONValue.object(of: [("digest", sheets.map(JSONValue.string) ?? .null)])),
    ]
    let community = outcome.standard.members("community", outcome.sheet(result).identity)
    return JSONValue.object(
      of: inputs + community + OutcomeJSON.editions(outcome.standard) + OutcomeJSON.group(result, outcome)
        + gradeLimits + [
          ("lost", OutcomeJSON.lost(result, outcome)), ("sections", .array(sections.map { json($0, values) })),
        ]
    ).text() + "\n"
  }

  /// The nearest totals that bring other grades, where the standard has grades.
  private var gradeLimits: [(String, JSONValue)] {
    if outcome.standard.grades.isEmpty { return [] }
    let steps = outcome.gradeSteps(of: result)
    return [
      ("above", result.total.exact.flatMap { steps?.change(above: $0)?.json(outcome.standard) } ?? .null),
      ("below", result.total.exact.flatMap { steps?.change(below: $0)?.json(outcome.standard) } ?? .null),
    ]
  }

  /// A line of how points come about; only what it has to say.
  private func json(_ step: DerivationStep) -> JSONValue {
    let members: [(String, JSONValue?)] = [
      ("kind", .string(step.kind.rawValue)), ("text", step.range == nil ? nil : .string(lines.written(step))),
      ("part", step.part.map { .string(lines.name($0)) }), ("amount", step.amount.map(OutcomeJSON.interval)),
      ("times", step.count.map { OutcomeJSON.interval($0.times) }),
      ("each", step.count.map { OutcomeJSON.interval($0.each) }), ("limit", step.most.map(OutcomeJSON.interval)),
      ("rounded", step.mode.map { .string($0.rawValue) }), ("points", OutcomeJSON.interval(step.points)),
    ]
    return JSONValue.object(of: members.compactMap { name, value in value.map { (name, $0) } })
  }

  private func json(_ section: Section, _ values: Decimals<TypedNumber>) -> JSONValue {
    let members: [(String, JSONValue)] = [
      ("names", .array(names(of: section).map(JSONValue.string))), ("title", .string(section.title)),
      ("verdict", section.verdict.map { .string($0.rawValue) } ?? .null),
      ("points", section.points.map(OutcomeJSON.interval) ?? .null),
      ("full", section.full.map { .string($0.exactText) } ?? .null),
    ]
    let scale: [(String, JSONValue)] =
      section.mark.map { [("mark", OutcomeJSON.interval($0.points)), ("scale", .string($0.full.exactText))] } ?? []
    let derivation = section.derivation.map(json)
    let reasons: [(String, JSONValue)] =
      (derivation.isEmpty ? [] : [("derivation", .array(derivation))]) + [
        ("expressions", .array(section.formulas.map { $0.json(labels, values) }))
      ]
    // A mark only where there is a scale, a derivation where there are points.
    let remarks = section.remarks.map(JSONValue.string)
    return JSONValue.object(
      of: members + scale + reasons + (remarks.isEmpty ? [] : [("remarks", .array(remarks))]) + [
        ("missing", .array(section.missing.map { .string(outcome.standard.name($0)) })),
        ("error", section.error.map { .string($0.described(.en)) } ?? .null),
        ("source", section.citation.map(JSONValue.string) ?? .null),
        ("open", section.open.map(JSONValue.string) ?? .null),
      ])
  }
}

/// An explanation for programs, for failed examples.
public func explanationJSON(_ explanation: Explanation, language: Language) -> JSONValue {
  let labels = Labels(language: language)
  return explanation.json(labels, labels.decimals(explanation.numbers))
}

extension Explanation {
  /// The value exactly, and as reports show it: true, false, numbers as decimals or fractions in strings, in the unit
  /// named beside them, dates as 2025-08-01; null while unknown.
  func json(_ labels: Labels, _ values: Decimals<TypedNumber>) -> JSONValue {
    JSONValue.object(of: [
      ("expression", .string(text)), ("value", value.json(as: type) ?? .string(labels.value(value, type, values))),
      ("shown", .string(labels.value(value, type, values))), ("unit", type.unit.map(JSONValue.string) ?? .null),
      ("cohort", cohort),
      ("parts", .array(parts.map { $0.json(labels, values) })),
    ])
  }

  /// With whom it is compared, and where it stands among them.
  private var cohort: JSONValue {
    guard let name = standing?.cohort ?? group?.cohort else { return .null }
    var members: [(String, JSONValue)] = [("name", .string(name))]
    if let group {
      let common = group.common.map { JSONValue.Member($0.fact.name, .string($0.value.text(as: $0.fact.type))) }
      members.append(("group", .object(common)))
    }
    if let standing {
      if let (place, level) = standing.rank {
        members += [("rank", .number("\(place)")), ("level", .number("\(level)"))]
      }
      members += [("size", .number("\(standing.size)")), ("unreported", .number("\(standing.unreported)"))]
      if let (count, _) = standing.places { members.append(("places", .string(count.exactText))) }
    }
    return JSONValue.object(of: members)
  }

}

extension Computed {
  /// True, false, a number as a decimal or fraction in a string, both ends of a range, null while unknown, an error; nil
  /// for values of other types.
  func json(as type: ValueType) -> JSONValue? {
    switch self {
    case .known(.truth(let truth)): .bool(truth)
    case .known(.number(let number)): .string(Value.number(number).exactText(as: type))
    case .between(let interval): OutcomeJSON.interval(interval, as: type)
    case .unknown, .doubtful: .null
    case .failed(let error): JSONValue.object(of: [("error", .string(error.described(.en)))])
    case .known: nil
    }
  }
}
