import Evaluation
import Model
import Quantities
import Sheets
import Syntax

/// Runs the examples in a rules file: Grammar.md, section 8.
public enum ExampleRunner {
  /// In file order, without examples that expect nothing; empty where the standard has errors.
  public static func run(_ loaded: Workbench.Loaded) -> [ExampleResult] {
    guard let standard = loaded.standard else { return [] }
    let outline = loaded.outline
    return outline.examples.compactMap { title, day -> ExampleResult? in
      guard let day, !outline.otherDays.isEmpty else {
        return standard.examples.first { $0.title == title }.flatMap { run($0, standard, outline) }
      }
      // An example of a day is one of the standard of that day.
      let there = outline.asOf(day)
      let standard = Checker.standard(from: there, tolerating: .examples).standard
      let example = standard?.examples.first { $0.title == title }
      guard let standard, let example else { return nil }
      return run(example, standard, there, tolerating: .examples)
    }
  }

  /// Nil for an example that expects nothing.
  private static func run(
    _ example: Example, _ standard: Standard, _ outline: Outline, tolerating tolerance: Checker.Tolerance = []
  ) -> ExampleResult? {
    if example.expected.isEmpty { return nil }
    // Parameters of an example are amendments like any other: the standard is checked again with them.
    guard !example.parameters.isEmpty else { return run(example, standard) }
    let (amended, refused) = Amender.amend(outline, by: example.parameters, in: outline.sources)
    guard refused.isEmpty, let changed = Checker.standard(from: amended, tolerating: tolerance).standard else {
      let failures = example.expected.map { ExampleFailure(expected: $0, found: .word(.failed), reasons: []) }
      return ExampleResult(example: example, failures: failures)
    }
    return run(example, changed)
  }

  private static func run(_ example: Example, _ standard: Standard) -> ExampleResult {
    var sheets = [sheet("示例 / example", example.given, standard)]
    for others in example.others {
      for _ in 0..<others.count {
        sheets.append(sheet("另有 \(sheets.count)", others.given, standard))
      }
    }
    let table = Table(schema: standard.schema, sheets: sheets, refused: [])
    let outcome = Evaluation.outcome(of: standard, table)
    guard let result = outcome.results.first(where: { $0.sheet == 0 }) else {
      return ExampleResult(example: example, failures: [])
    }
    let failures = example.expected.compactMap { check($0, result, outcome) }
    return ExampleResult(example: example, failures: failures)
  }

  private static func sheet(_ name: String, _ given: [Example.Given], _ standard: Standard) -> Sheet {
    var cells = [Cell](repeating: .missing, count: standard.facts.count)
    if let subject = standard.subjects.first { cells[subject] = .value(.text(name)) }
    for assignment in given { cells[assignment.fact] = assignment.value.map(Cell.value) ?? .missing }
    return Sheet(Identity(name), cells: cells, file: "", row: nil)
  }

  private static func check(_ expected: Example.Expected, _ result: SheetResult, _ outcome: Outcome) -> ExampleFailure?
  {
    let standard = outcome.standard
    var found = Found.text("")
    var holds = false
    var formulas: [Formula] = []
    func amount(_ points: Interval) {
      found = .points(points)
      if case .amount(let wanted) = expected.outcome { holds = wanted == points }
    }
    func word(_ keyword: Keyword) {
      found = .word(keyword)
      if case .word(let wanted) = expected.outcome { holds = wanted == keyword }
    }
    switch expected.subject {
    case .total: amount(result.total)
    case .grade:
      let grades = result.grades.map { $0.map { standard.grades[$0].name } ?? "—" }
      found = .text(grades.isEmpty ? "—" : grades.joined(separator: "/"))
      switch expected.outcome {
      case .grade(let name): holds = grades == [name]
      case .word, .amount, .value: holds = grades.count > 1
      }
    case .determination(let index):
      let determination = standard.determinations[index]
      let result = result.determinations[index]
      found = .value(result, determination)
      formulas = [standard.definitions[determination.definition].formula]
      switch expected.outcome {
      case .value(let value): holds = result.value == .known(value)
      case .word, .amount, .grade: holds = result.isOpen
      }
    case .selection:
      // Who does not take part is not selected.
      switch result.entrant == .no ? .no : result.selection {
      case .yes?: word(.selection)
      case .no?: word(.notSelected)
      case .tied?: word(.tied)
      case .open?, nil: word(.unverified)
      }
    case .eligibility: word(result.eligible == .yes ? .eligible : result.eligible == .no ? .ineligible : .unverified)
    case .requirement(let index):
      word(result.requirements[index].verdict.keyword)
      formulas = standard.requirements[index].conditions
    case .score(let path):
      let score = scored(path, result, standard)
      formulas = standard.sites(of: .score(path)).explained
      if case .amount = expected.outcome { amount(score.points) } else { word(score.verdict.keyword) }
    }
    if holds { return nil }
    return ExampleFailure(
      expected: expected, found: found, reasons: formulas.map { outcome.explain($0, for: result) })
  }

  private static func scored(
    _ path: ResultPath, _ result: SheetResult, _ standard: Standard
  ) -> (points: Interval, verdict: Verdict) {
    func level(_ found: LevelResult) -> (Interval, Verdict) {
      if found.error != nil { return (found.points, .failed) }
      if found.applicable == .no { return (found.points, .inapplicable) }
      guard let exact = found.points.exact else { return (found.points, .unverified) }
      return (found.points, exact <= .zero ? .unmet : exact == found.full?.exact ? .met : .partlyMet)
    }
    switch path {
    case .category(let index): return level(result.categories[index].level)
    case .group(let index, let group): return level(result.categories[index].groups[group])
    case .item(let index, let item):
      let score = result.categories[index].items[item]
      return (score.points, score.verdict)
    case .adjustment(let index):
      let score = result.adjustments[index]
      return (score.points, score.verdict)
    }
  }
}

extension Verdict {
  /// As an expectation writes it.
  public var keyword: Keyword {
    switch self {
    case .met: .met
    case .partlyMet: .partlyMet
    case .unmet: .unmet
    case .unverified: .unverified
    case .inapplicable: .inapplicable
    case .failed: .failed
    }
  }
}
