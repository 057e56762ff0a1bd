import Evaluation
import Model
import Quantities
import Sheets
import Syntax

/// An example as it is judged.
struct ExampleRun {
  let standard: Standard
  let table: Table
  private let judging: Judging
  /// Of the sheet that the example is about: with rank and selection only where it expects something of these.
  let result: SheetResult

  /// Nil where the standard has errors with the parameters of the example.
  ///
  /// - Parameters:
  ///   - outline: that of which the standard was made.
  ///   - tolerance: what may be wrong with it.
  init?(
    _ example: Example, _ standard: Standard, _ outline: Outline, tolerating tolerance: Checker.Tolerance = []
  ) {
    guard let changed = Self.standard(of: example, standard, outline, tolerance) else { return nil }
    self.init(
      given: example.given, others: example.others, changed,
      isRanked: changed.hasGradePlaces || example.expected.contains(where: \.isOfSelection)
    )
  }

  init(given: [Example.Given], others: [Example.Others], _ standard: Standard, isRanked: Bool) {
    var sheets = [Self.sheet("示例 / example", given, standard)]
    for others in others {
      for _ in 0..<others.count {
        sheets.append(Self.sheet("另有 \(sheets.count)", others.given, standard))
      }
    }
    self.standard = standard
    table = Table(schema: standard.schema, sheets: sheets, refused: [])
    judging = Judging(standard, table)
    let alone = judging.result(of: 0)
    result =
      isRanked ? Evaluation.outcome(of: standard, table).results.first { $0.sheet == 0 } ?? alone : alone
  }

  /// Parameters of an example are amendments like any other: the standard is checked again with them.
  private static func standard(
    of example: Example, _ standard: Standard, _ outline: Outline, _ tolerance: Checker.Tolerance
  ) -> Standard? {
    if example.parameters.isEmpty { return standard }
    let (amended, refused) = Amender.amend(outline, by: [example.parameters], in: outline.sources)
    return refused.isEmpty ? Checker.standard(from: amended, tolerating: tolerance).standard : nil
  }

  private static func sheet(_ name: String, _ given: [Example.Given], _ standard: Standard) -> Sheet {
    var cells = [Cell](repeating: .missing, count: standard.facts.count)
    if let subject = standard.subjects.first { cells[subject] = .value(.text(name)) }
    for assignment in given { cells[assignment.fact] = assignment.value.map(Cell.value) ?? .missing }
    return Sheet(Identity(name), cells: cells, file: "", row: nil)
  }

  /// What came out otherwise than expected, and why; nil where it is as expected.
  func failure(of expected: Example.Expected) -> ExampleFailure? {
    let (holds, found, owner, formulas) = compared(expected)
    if holds { return nil }
    let outcome = Evaluation.outcome(of: standard, table)
    return ExampleFailure(
      expected: expected, found: found, reasons: formulas.map { outcome.explain($0, of: owner, for: result) })
  }

  func isMet(_ expected: Example.Expected) -> Bool { compared(expected).holds }

  /// - Returns: the formulas that say why, and the clause in which they stand.
  private func compared(
    _ expected: Example.Expected
  ) -> (holds: Bool, found: Found, owner: Site.Owner?, formulas: [Formula]) {
    var found = Found.text("")
    var holds = false
    var (owner, formulas): (Site.Owner?, [Formula]) = (nil, [])
    func amount(_ points: Interval) {
      found = .points(points)
      if case .amount(let wanted) = expected.outcome { holds = wanted == points }
    }
    func word(_ keyword: Keyword) {
      found = .word(keyword)
      if case .word(let wanted) = expected.outcome { holds = wanted == keyword }
    }
    switch expected.subject {
    case .total:
      found = .total(result.total)
      switch (expected.outcome, result.total) {
      case (.amount(let wanted), .scored(let points)), (.amountOrUnscored(let wanted), .open(let points)):
        holds = wanted == points
      case (.word(.unscored), .unscored): holds = true
      case _: break
      }
    case .grade:
      let grades = result.grades.map { $0.map { standard.grades[$0].name } ?? "—" }
      found = .text(grades.isEmpty ? "—" : grades.joined(separator: "/"))
      switch expected.outcome {
      case .grade(let name): holds = grades == [name]
      case .word, .amount, .amountOrUnscored, .value: holds = grades.count > 1
      }
    case .determination(let index):
      let determination = standard.determinations[index]
      let result = result.determinations[index]
      found = .value(result, determination)
      formulas = [standard.definitions[determination.definition].formula]
      switch expected.outcome {
      case .value(let value): holds = result.value == .known(value) && !result.isOpen
      case .word(.unscored): holds = result.isUnscored
      case .word, .amount, .amountOrUnscored, .grade: holds = result.isOpen
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
      (owner, formulas) = (.requirement(index), standard.requirements[index].conditions)
    case .score(let path):
      let score = scored(path)
      (owner, formulas) = (.score(path), standard.sites(of: .score(path)).explained)
      if case .amount = expected.outcome { amount(score.points) } else { word(score.verdict.keyword) }
    }
    return (holds, found, owner, formulas)
  }

  func scored(_ path: ResultPath) -> (points: Interval, verdict: Verdict) {
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

extension Example.Expected {
  /// Whether other sheets have a say in it beside cohorts.
  var isOfSelection: Bool {
    switch subject {
    case .selection: true
    case .total, .grade, .eligibility, .requirement, .score, .determination: false
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
