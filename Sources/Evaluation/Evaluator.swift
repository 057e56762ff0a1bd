import Model
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
  /// Where points turn, in the order met; nil if nobody asks.
  var turns: [TurningPoint]?
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

  func attempt(_ body: () throws(ArithmeticError) -> Computed) -> Computed {
    do throws(ArithmeticError) { return try body() } catch { return .failed(error) }
  }

  mutating func truth(_ formula: Formula) -> Truth { evaluate(formula).truth }

  mutating func fact(_ index: Int) -> Computed {
    if let value = standard.stated(index, by: sheet).value { return .known(value) }
    missing.insert(.fact(index))
    let fact = standard.facts[index]
    return Self.between(fact.lower, fact.upper, fact.type)
  }

  private mutating func parameter(_ index: Int) -> Computed {
    let parameter = standard.parameters[index]
    if let value = parameter.value { return .known(value) }
    missing.insert(.parameter(index))
    return Self.between(parameter.lower, parameter.upper, parameter.type)
  }

  /// What is known of a missing value from its allowed range.
  private static func between(_ lower: Value?, _ upper: Value?, _ type: ValueType) -> Computed {
    guard let low = lower?.order(as: type), let high = upper?.order(as: type) else { return .unknown }
    let range = Interval(low, high)
    return Computed.between(type.narrowed(range) ?? range).settled(as: type)
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
      return compare(comparator, evaluate(left), evaluate(right), left.type)
    case .interval(let subject, let lower, let upper): return within(subject, lower, upper)
    case .oneOf(let subject, let members):
      let value = evaluate(subject)
      return fold(members, stopsAt: .yes) { evaluator, member in
        evaluator.compare(.equal, value, evaluator.evaluate(member), subject.type)
      }
    case .hasOptions(let subject, let wanted, let all):
      let value = evaluate(subject)
      guard case .known(.choices(let chosen)) = value else { return value.unsettled }
      return Computed(Truth(all ? chosen & wanted == wanted : chosen & wanted != 0))
    case .hasText(let subject, let part):
      let (text, part) = (evaluate(subject), evaluate(part))
      if case .known(.text(let part)) = part, part.isEmpty { return text.unsettled == .unknown ? Computed(.yes) : text }
      guard case .known(.text(let text)) = text, case .known(.text(let part)) = part else { return text.unsettled }
      return Computed(Truth(text.contains(part)))
    case .isKnown(let inner):
      // Asking whether a fact is there does not wait for it, and looks at the sheet as it stands.
      let (value, _) = tracking { $0.assuming([]) { $0.evaluate(inner) } }
      if case .known = value { return Computed(.yes) }
      return Computed(.no)
    case .position(let use, let end, let quota, let cutoff): return position(use, end, quota, cutoff)
    case .conditional(let test, let first, let second): return conditional(test, first, second)
    case .operation(let operation, let operands): return result(of: operation, operands, formula.type)
    case .rank(let use, let end): return rank(use, end)
    case .cohort(let use, let figure): return cohortFigure(use, figure)
    case .rows(let query): return rows(query)
    case .total: return scores.map { .between($0.total).settled } ?? .unknown
    case .eligible: return scores.map { Computed($0.eligible) } ?? .unknown
    case .result(let path, let column): return scores?.value(path, column) ?? .unknown
    }
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

  /// Kleene's and (stops at no) and or (stops at yes) over any parts. A failure yields to a deciding part, and is
  /// none yet where a part that is not known may decide.
  mutating func fold<Part>(
    _ parts: [Part], stopsAt: Truth, _ value: (inout Evaluator, Part) -> Computed
  ) -> Computed {
    var failure: ArithmeticError?
    var (isUnknown, isDoubtful) = (false, false)
    for part in parts {
      let next = value(&self, part)
      if next.truth == stopsAt { return Computed(stopsAt) }
      switch next {
      case .failed(let error): failure = failure ?? error
      case .doubtful: isDoubtful = true
      case .known, .between, .unknown: isUnknown = isUnknown || next.truth == .unknown
      }
    }
    if let failure { return isUnknown || isDoubtful ? .doubtful : .failed(failure) }
    return isDoubtful ? .doubtful : isUnknown ? .unknown : Computed(stopsAt.negated)
  }

  func compare(_ comparator: Comparator, _ left: Computed, _ right: Computed, _ type: ValueType) -> Computed {
    for value in [left, right] { if case .failed = value { return value } }
    for value in [left, right] { if case .doubtful = value { return value } }
    if let a = left.order(type), let b = right.order(type) { return Computed(Self.compare(comparator, a, b)) }
    guard case .known(let a) = left, case .known(let b) = right else { return .unknown }
    switch comparator {
    case .equal: return Computed(Truth(a == b))
    case .different: return Computed(Truth(a != b))
    case .atLeast, .above, .atMost, .below: return .unknown
    }
  }

  /// A comparison of ranges: settled where every pair of values agrees.
  static func compare(_ comparator: Comparator, _ a: Interval, _ b: Interval) -> Truth {
    switch comparator {
    case .atLeast: lies(a, below: b) ? .no : lies(b, upTo: a) ? .yes : .unknown
    case .above: lies(b, below: a) ? .yes : lies(a, upTo: b) ? .no : .unknown
    case .atMost: compare(.atLeast, b, a)
    case .below: compare(.above, b, a)
    case .equal:
      a.isExact && b.isExact && a.least == b.least ? .yes : lies(a, below: b) || lies(b, below: a) ? .no : .unknown
    case .different: compare(.equal, a, b).negated
    }
  }

  /// Whether every number of one range is below every number of the other.
  private static func lies(_ a: Interval, below b: Interval) -> Bool {
    a.most < b.least || (a.most == b.least && (a.mostIsOpen || b.leastIsOpen))
  }

  /// Whether no number of one range is above any number of the other.
  private static func lies(_ a: Interval, upTo b: Interval) -> Bool { a.most <= b.least }

  private mutating func within(_ subject: Formula, _ lower: Formula.Bound?, _ upper: Formula.Bound?) -> Computed {
    let value = evaluate(subject)
    var bounds: [(Comparator, Formula)] = []
    if let lower { bounds.append((lower.included ? .atLeast : .above, lower.formula)) }
    if let upper { bounds.append((upper.included ? .atMost : .below, upper.formula)) }
    if bounds.isEmpty, case .known = value { return Computed(.yes) }
    if bounds.isEmpty { return value.unsettled }
    return fold(bounds, stopsAt: .no) { evaluator, bound in
      evaluator.compare(bound.0, value, evaluator.evaluate(bound.1), subject.type)
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

extension ValueType {
  /// How far whole values are apart: one of what they are written in, in base units, or a day.
  var step: Rational {
    if case .number(let measure, _) = self { measure.value(of: .one) } else { .one }
  }

  /// What values of the type there are in a range: of whole numbers the multiples of what one is worth.
  func narrowed(_ range: Interval) -> Interval? {
    guard isWhole else { return range }
    do throws(ArithmeticError) { return try range.multiples(of: step) } catch { return range }
  }
}
