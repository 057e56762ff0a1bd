import Diagnostics
import Model
import Quantities
import Reports
import Sheets
import Translation

/// What the scripts of a form know of the standard, as JSON.
struct FormData {
  let json: String

  /// - Parameter digest: of the standard.
  init(
    _ standard: Standard, _ guide: QuestionGuide, _ judged: [QuestionGuide.Judged], _ words: FormWords, digest: String
  ) {
    let writer = Writer(english: words.language == .en)
    let labels = Labels(language: words.language)
    let facts = standard.facts.enumerated().map { place, fact in
      JSONValue.object(
        of: writer.column(
          fact.name, fact.alias, fact.type, fact.lower, fact.upper, fact.precision)
          + [
            ("section", .string(fact.section)), ("isSubject", .bool(standard.subjects.contains(place))),
            ("isFixed", .bool(fact.isFixed)), ("isAssessed", .bool(fact.isAssessed)),
            ("effort", .string(fact.effort.amount.fractionText)),
          ])
    }
    let comparisons = standard.comparisons.map { comparison in
      JSONValue.object(
        of: [
          ("slot", .number(String(comparison.use.slot))), ("value", .string(guide.compared(comparison.use))),
          ("cohort", .string(standard.cohorts[comparison.use.cohort].name)),
        ] + writer.kind(comparison))
    }
    let clauses = judged.map { JSONValue.Member($0.id, writer.clause($0, standard)) }
    let units = standard.units.spellings.map { name, measure in
      JSONValue.Member(
        name, .object(of: [("base", writer.base(measure)), ("factor", .string(measure.factor.value.fractionText))]))
    }
    json =
      JSONValue.object(
        of: [
          ("title", .string(standard.title)), ("digest", .string(digest)),
          ("language", .string(words.language.rawValue)),
          ("facts", .array(facts)), ("subjects", .array(standard.subjects.map { .number(String($0)) })),
          ("comparisons", .array(comparisons)), ("clauses", .object(clauses)),
          ("parameters", .array(standard.parameters.map { .string($0.name) })),
          (
            "grades",
            .array(standard.grades.map { .string(labels.titled($0.name, $0.title)) })
          ),
          ("total", standard.total.map { .string($0.fractionText) } ?? .null), ("units", .object(units)),
          (
            "verdicts",
            .object(
              guide.verdicts.map { verdict in
                JSONValue.Member(
                  verdict.verdict.rawValue,
                  .object(of: [("word", .string(verdict.word)), ("sign", .string(verdict.sign))]))
              })
          ),
          ("standings", .object(guide.standings.map { JSONValue.Member($0.name, .string($0.word)) })),
          ("words", .object(words.script.map { JSONValue.Member($0.key, .string($0.text)) })),
        ] as [(String, JSONValue)]
      ).compactText
  }

  /// Types and limits, in the form in which scripts read cells by them.
  private struct Writer {
    let english: Bool

    func column(
      _ name: String, _ alias: String?, _ type: ValueType, _ lower: Value?, _ upper: Value?, _ precision: Precision?
    ) -> [(String, JSONValue)] {
      var members: [(String, JSONValue)] = [
        ("name", .string(name)), ("alias", alias.map(JSONValue.string) ?? .null), ("type", self.type(type)),
        ("least", end(lower, type)), ("most", end(upper, type)),
      ]
      if let precision {
        let text = Value.number(precision.step).text(as: type, english: english)
        members.append(
          (
            "step",
            .object(of: [
              ("size", .string(precision.step.fractionText)), ("text", .string(text)),
              ("rounding", precision.rounding.map { .string($0.rawValue) } ?? .null),
            ])
          ))
      }
      return members
    }

    /// An end of a range, in base units, and as people read it.
    private func end(_ value: Value?, _ type: ValueType) -> JSONValue {
      guard let value else { return .null }
      let exact: String
      switch value {
      case .number(let number): exact = number.fractionText
      case .date(let date): exact = date.text
      case .truth, .text, .choice, .choices, .records: return .null
      }
      return .object(of: [("value", .string(exact)), ("text", .string(value.text(as: type, english: english)))])
    }

    func type(_ type: ValueType) -> JSONValue {
      switch type {
      case .truth: kind("truth")
      case .number(let measure, let whole):
        kind(
          "number",
          [
            ("unit", .string(measure.text)), ("unitWord", .string(english ? measure.english : measure.text)),
            ("whole", .bool(whole)), ("factor", .string(measure.factor.value.fractionText)), ("base", base(measure)),
          ])
      case .percentage: kind("percentage")
      case .date: kind("date")
      case .text: kind("text")
      case .choice(let options, _): kind("choice", [("options", .array(options.map(JSONValue.string)))])
      case .choices(let options): kind("choices", [("options", .array(options.map(JSONValue.string)))])
      case .records(_, let columns):
        kind(
          "records",
          [
            (
              "columns",
              .array(columns.map { .object(of: column($0.name, $0.alias, $0.type, $0.lower, $0.upper, nil)) })
            )
          ])
      }
    }

    private func kind(_ kind: String, _ members: [(String, JSONValue)] = []) -> JSONValue {
      .object(of: [("kind", .string(kind))] + members)
    }

    func base(_ measure: Measure) -> JSONValue {
      .object(measure.unit.factors.map { JSONValue.Member($0.name, .number(String($0.exponent))) })
    }

    /// What advice says of a clause, and needs to know for it.
    func clause(_ clause: QuestionGuide.Judged, _ standard: Standard) -> JSONValue {
      var members: [(String, JSONValue)] = [
        ("name", .string([clause.entry.name, clause.entry.title].filter { !$0.isEmpty }.joined(separator: " "))),
        ("facts", .array(clause.entry.fields.sorted().map { .number(String($0)) })),
      ]
      switch clause.place {
      case .requirement, .score(.category), .score(.group): break
      case .score(.item(let category, let item)):
        let baseline = standard.categories[category].items[item].scoring.baseline
        members.append(("baseline", baseline.map { .string($0.fractionText) } ?? .null))
      case .score(.adjustment(let place)):
        members.append(("adjustment", .string("\(standard.adjustments[place].kind)")))
      case .determination(let place): members.append(("type", type(standard.determinations[place].type)))
      }
      return .object(of: members)
    }

    func kind(_ comparison: FormComparison) -> [(String, JSONValue)] {
      switch comparison.kind {
      case .rank(let end): [("kind", .string("rank")), ("end", .string("\(end)"))]
      case .figure(let figure): [("kind", .string("\(figure)")), ("type", type(comparison.type))]
      }
    }
  }
}
