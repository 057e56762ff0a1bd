import Model
import Planning
import Quantities
import Sheets
import Syntax

/// The reference interpreter: walks a formula for one sheet. Short and obvious rather than fast; a faster engine is
/// held against it.
struct Evaluator {
  let standard: Standard
  let sheet: Sheet
  /// The sheet's place in the table.
  let place: Int
  /// Nil while the cohorts themselves are being worked out.
  let cohorts: Cohorts?
  /// What was read so far and missing.
  var missing: Set<Missing> = []
  /// What scores are known, for formulas that use results.
  var scores: Scores?
  /// What clauses saw of results while these came about; nil if nobody asks.
  var seen: [(owner: Site.Owner, scores: Scores)]?
  /// Whether it is within the places of a grade, as far as that is known.
  var admitted: [Int: Truth] = [:]
  /// Where points turn, in the order met; nil if nobody asks.
  var turns: [TurningPoint]?
  /// How points come about; nil if nobody asks.
  var derivations: Derivations?
  /// Whether something met in working out points may fail.
  var doubts = false
  /// What is taken for granted in the case at hand: see ``cases(of:isSettled:join:_:)``.
  private(set) var pins: [(formula: Formula, value: Computed)] = []
  private var row: [Computed] = []
  private var definitions: [Int: (value: Computed, missing: Set<Missing>)] = [:]

  init(_ standard: Standard, _ sheet: Sheet, at place: Int, _ cohorts: Cohorts?) {
    self.standard = standard
    self.sheet = sheet
    self.place = place
    self.cohorts = cohorts
  }

  /// Runs `body` and tells what it read that was missing.
  mutating func tracking<Result>(_ body: (inout Evaluator) -> Result) -> (Result, Set<Missing>) {
    let before = missing
    missing = []
    let result = body(&self)
    let read = missing
    missing = before
    if !read.isEmpty { missing.formUnion(read) }
    return (result, read)
  }

  /// Runs `body` with a formula taken to have a value wherever it stands.
  mutating func pinning<Result>(_ formula: Formula, to value: Computed, _ body: (inout Evaluator) -> Result) -> Result {
    assuming(pins + [(formula, value)], body)
  }

  private mutating func assuming<Result>(
    _ assumed: [(formula: Formula, value: Computed)], _ body: (inout Evaluator) -> Result
  ) -> Result {
    let outer = (pins, definitions)
    pins = assumed
    definitions = [:]
    let result = body(&self)
    (pins, definitions) = outer
    return result
  }

  mutating func truth(_ formula: Formula) -> Truth { evaluate(formula).truth }

  mutating func fact(_ index: Int) -> Computed {
    if let value = standard.stated(index, by: sheet).value { return .known(value) }
    missing.insert(.fact(index))
    let fact = standard.facts[index]
    return .missing(fact.lower, fact.upper, fact.type)
  }

  private mutating func parameter(_ index: Int) -> Computed {
    let parameter = standard.parameters[index]
    if let value = parameter.value { return .known(value) }
    missing.insert(.parameter(index))
    return .missing(parameter.lower, parameter.upper, parameter.type)
  }

  mutating func evaluate(_ formula: Formula) -> Computed {
    if !pins.isEmpty, let pin = pins.first(where: { $0.formula == formula }) { return pin.value }
    switch formula.kind {
    case .constant(let value): return .known(value)
    case .fact(let index): return fact(index)
    case .parameter(let index): return parameter(index)
    case .definition(let index): return definition(index)
    case .referenceDate: return standard.referenceDate.map { .known(.date($0)) } ?? .unknown
    case .column(let index): return row[index]
    case .resultColumn(let column): return row[column.rawValue]
    case .not(let inner):
      let value = evaluate(inner)
      return value.truth == .unknown ? value : Computed(value.truth.negated)
    case .all(let parts): return fold(parts, stopsAt: .no) { $0.evaluate($1) }
    case .any(let parts): return fold(parts, stopsAt: .yes) { $0.evaluate($1) }
    case .compare(let comparator, let left, let right):
      let first = evaluate(left)
      return first.error != nil ? first : .compare(comparator, first, evaluate(right), left.type)
    case .interval(let subject, let lower, let upper): return within(subject, lower, upper)
    case .oneOf(let subject, let members):
      let value = evaluate(subject)
      return fold(members, stopsAt: .yes) { evaluator, member in
        .compare(.equal, value, evaluator.evaluate(member), subject.type)
      }
    case .hasOptions(let subject, let wanted, let all): return .has(evaluate(subject), wanted, all: all)
    case .hasText(let subject, let part):
      let texts = read([subject, part])
      return texts.first { $0.error != nil } ?? .has(texts[0], texts[1])
    case .isKnown(let inner):
      // Asking whether a fact is there does not wait for it, and looks at the sheet as it stands.
      let (value, _) = tracking { $0.assuming([]) { $0.evaluate(inner) } }
      if case .known = value { return Computed(.yes) }
      return Computed(.no)
    case .position(let use, let end, let quota, let cutoff): return position(use, end, quota, cutoff)
    case .conditional(let test, let first, let second): return conditional(test, first, second)
    case .operation(let operation, let operands):
      return operation.apply(read(operands), operands.map(\.type), formula.type)
    case .rank(let use, let end): return rank(use, end)
    case .cohort(let use, let figure): return self.figure(use, figure)
    case .rows(let query): return rows(query)
    case .total: return scores.map { $0.hasTotal ? .between($0.total).settled : .failed(.notScored) } ?? .unknown
    case .eligible: return scores.map { Computed($0.eligible) } ?? .unknown
    case .result(let path, let column): return scores?.value(path, column) ?? .unknown
    }
  }

  /// The values of formulas up to the first that fails: then the others do not matter.
  private mutating func read(_ formulas: [Formula]) -> [Computed] {
    var values: [Computed] = []
    for formula in formulas {
      values.append(evaluate(formula))
      if values.last?.error != nil { break }
    }
    return values
  }

  private mutating func definition(_ index: Int) -> Computed {
    if let known = definitions[index] {
      missing.formUnion(known.missing)
      return known.value
    }
    let (value, read) = tracking { $0.evaluate($0.standard.definitions[index].formula, inRow: []) }
    definitions[index] = (value, read)
    return value
  }

  /// The value of a formula for one row of a query.
  mutating func evaluate(_ formula: Formula, inRow cells: [Computed]) -> Computed {
    let outer = row
    defer { row = outer }
    row = cells
    return evaluate(formula)
  }

  // MARK: Truth

  /// Kleene's and (stops at no) and or (stops at yes) over any parts, read up to the one that decides.
  mutating func fold<Part>(
    _ parts: [Part], stopsAt: Truth, _ value: (inout Evaluator, Part) -> Computed
  ) -> Computed {
    var kleene = Kleene(stopsAt: stopsAt)
    for part in parts {
      if kleene.take(value(&self, part)) { break }
    }
    return kleene.value
  }

  private mutating func within(_ subject: Formula, _ lower: Formula.Bound?, _ upper: Formula.Bound?) -> Computed {
    let value = evaluate(subject)
    var bounds: [(Comparator, Formula)] = []
    if let lower { bounds.append((lower.included ? .atLeast : .above, lower.formula)) }
    if let upper { bounds.append((upper.included ? .atMost : .below, upper.formula)) }
    if bounds.isEmpty, case .known = value { return Computed(.yes) }
    if bounds.isEmpty { return value.unsettled }
    return fold(bounds, stopsAt: .no) { evaluator, bound in
      .compare(bound.0, value, evaluator.evaluate(bound.1), subject.type)
    }
  }

  private mutating func conditional(_ test: Formula, _ first: Formula, _ second: Formula) -> Computed {
    let condition = evaluate(test)
    if case .failed = condition { return condition }
    switch condition.truth {
    case .yes: return evaluate(first)
    case .no: return evaluate(second)
    case .unknown:
      let joined = evaluate(first).joined(evaluate(second), first.type)
      return condition == .doubtful ? .doubtful : joined
    }
  }
}
