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
    missing.formUnion(before)
    return (result, read)
  }

  func attempt(_ body: () throws(ArithmeticError) -> Computed) -> Computed {
    do throws(ArithmeticError) { return try body() } catch { return .failed(error) }
  }

  mutating func truth(_ formula: Formula) -> Truth { evaluate(formula).truth }

  mutating func fact(_ index: Int) -> Computed {
    if let value = standard.stated(index, by: sheet).value { return .known(value) }
    missing.insert(.fact(index))
    return Self.between(standard.facts[index].lower, standard.facts[index].upper)
  }

  private mutating func parameter(_ index: Int) -> Computed {
    let parameter = standard.parameters[index]
    if let value = parameter.value { return .known(value) }
    missing.insert(.parameter(index))
    return Self.between(parameter.lower, parameter.upper)
  }

  /// What is known of a missing value from its allowed range.
  private static func between(_ lower: Value?, _ upper: Value?) -> Computed {
    guard case .number(let low)? = lower, case .number(let high)? = upper else { return .unknown }
    return Computed.between(Interval(low, high)).settled
  }

  mutating func evaluate(_ formula: Formula) -> Computed {
    switch formula.kind {
    case .constant(let value): return .known(value)
    case .fact(let index): return fact(index)
    case .parameter(let index): return parameter(index)
    case .definition(let index): return definition(index)
    case .referenceDate: return standard.referenceDate.map { .known(.date($0)) } ?? .unknown
    case .column(let index): return row[index]
    case .not(let inner):
      let value = evaluate(inner)
      if case .failed = value { return value }
      return Computed(value.truth.negated)
    case .all(let parts): return connective(parts, stopsAt: .no)
    case .any(let parts): return connective(parts, stopsAt: .yes)
    case .compare(let comparator, let left, let right):
      return compare(comparator, evaluate(left), evaluate(right), left.type)
    case .interval(let subject, let lower, let upper): return within(subject, lower, upper)
    case .oneOf(let subject, let members):
      let value = evaluate(subject)
      return fold(members, stopsAt: .yes) { evaluator, member in
        evaluator.compare(.equal, value, evaluator.evaluate(member), subject.type)
      }
    case .hasOptions(let subject, let wanted, let all):
      guard case .known(.choices(let chosen)) = evaluate(subject) else { return .unknown }
      return Computed(Truth(all ? chosen & wanted == wanted : chosen & wanted != 0))
    case .hasText(let subject, let part):
      guard case .known(.text(let text)) = evaluate(subject), case .known(.text(let part)) = evaluate(part) else {
        return .unknown
      }
      return Computed(Truth(part.isEmpty || text.contains(part)))
    case .isKnown(let inner):
      // Asking whether a fact is there does not wait for it.
      let (value, _) = tracking { $0.evaluate(inner) }
      if case .known = value { return Computed(.yes) }
      return Computed(.no)
    case .position(let use, let end, let quota, let cutoff): return position(use, end, quota, cutoff)
    case .conditional(let test, let first, let second): return conditional(test, first, second)
    case .sum, .product, .negated, .shifted, .daysBetween, .larger, .smaller, .length, .absolute, .rounded,
      .optionCount:
      return arithmetic(formula)
    case .rank(let use, let end):
      guard let (rank, _) = cohortRank(use, end) else {
        readAgain(use)
        return .unknown
      }
      return .known(.number(Rational(rank)))
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
    let outer = row
    let (value, read) = tracking { $0.evaluate($0.standard.definitions[index].formula) }
    row = outer
    definitions[index] = (value, read)
    return value
  }

  // MARK: Truth

  private mutating func connective(_ parts: [Formula], stopsAt: Truth) -> Computed {
    fold(parts, stopsAt: stopsAt) { evaluator, part in evaluator.evaluate(part) }
  }

  /// Kleene's and (stops at no) and or (stops at yes) over any parts. A failure yields to a deciding part only.
  mutating func fold<Part>(
    _ parts: [Part], stopsAt: Truth, _ value: (inout Evaluator, Part) -> Computed
  ) -> Computed {
    var result = Computed(stopsAt.negated)
    for part in parts {
      let next = value(&self, part)
      if next.truth == stopsAt { return Computed(stopsAt) }
      if case .failed = next {
        result = next
      } else if next.truth == .unknown, result.truth != .unknown {
        result = .unknown
      }
    }
    return result
  }

  func compare(_ comparator: Comparator, _ left: Computed, _ right: Computed, _ type: ValueType) -> Computed {
    if case .failed = left { return left }
    if case .failed = right { return right }
    if let a = left.interval, let b = right.interval { return Computed(Self.compare(comparator, a, b)) }
    guard case .known(let a) = left, case .known(let b) = right else { return .unknown }
    switch comparator {
    case .equal: return Computed(Truth(a == b))
    case .different: return Computed(Truth(a != b))
    default:
      guard let x = Self.order(a, type), let y = Self.order(b, type) else { return .unknown }
      return Computed(Self.compare(comparator, Interval(x), Interval(y)))
    }
  }

  /// A comparison of ranges: settled where every pair of values agrees.
  static func compare(_ comparator: Comparator, _ a: Interval, _ b: Interval) -> Truth {
    switch comparator {
    case .atLeast: a.least >= b.most ? .yes : a.most < b.least ? .no : .unknown
    case .above: a.least > b.most ? .yes : a.most <= b.least ? .no : .unknown
    case .atMost: compare(.atLeast, b, a)
    case .below: compare(.above, b, a)
    case .equal:
      a.isExact && b.isExact && a.least == b.least ? .yes : a.most < b.least || b.most < a.least ? .no : .unknown
    case .different: compare(.equal, a, b).negated
    }
  }

  /// A number by which values of an ordered type compare.
  static func order(_ value: Value, _ type: ValueType) -> Rational? { value.order(as: type) }

  private mutating func within(_ subject: Formula, _ lower: Formula.Bound?, _ upper: Formula.Bound?) -> Computed {
    let value = evaluate(subject)
    var bounds: [(Comparator, Formula)] = []
    if let lower { bounds.append((lower.included ? .atLeast : .above, lower.formula)) }
    if let upper { bounds.append((upper.included ? .atMost : .below, upper.formula)) }
    if bounds.isEmpty, case .known = value { return Computed(.yes) }
    if bounds.isEmpty { return .unknown }
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
      let (a, b) = (evaluate(first), evaluate(second))
      if a == b { return a }
      if let x = a.interval, let y = b.interval { return .between(x.hull(y)) }
      return .unknown
    }
  }

  // MARK: Rows

  /// The rows a query looks at; nil if they are not known.
  mutating func rows(of source: RowQuery.Source) -> [[Computed]]? {
    switch source {
    case .fact(let index):
      guard case .known(.records(let rows)) = fact(index) else { return nil }
      let table = rows.map { $0.map { $0.map(Computed.known) ?? .unknown } }
      // A blank cell in a row makes the records themselves incomplete.
      if table.contains(where: { $0.contains(.unknown) }) { missing.insert(.fact(index)) }
      return table
    case .items(let path): return scores?.items(path) ?? []
    case .categories: return scores?.categories ?? []
    case .gates(let kind): return scores?.requirements(kind) ?? []
    }
  }

  /// The value of a formula for one row of a query.
  mutating func evaluate(_ formula: Formula, inRow cells: [Computed]) -> Computed {
    let outer = row
    defer { row = outer }
    row = cells
    return evaluate(formula)
  }

  private mutating func rows(_ query: RowQuery) -> Computed {
    guard let table = rows(of: query.source) else { return .unknown }
    let outer = row
    defer { row = outer }
    switch query.kind {
    case .any, .every:
      return fold(table, stopsAt: query.kind == .any ? .yes : .no) { evaluator, cells in
        evaluator.passes(cells, query.filter)
      }
    case .count:
      var (least, most) = (0, 0)
      for cells in table {
        let passes = passes(cells, query.filter)
        if case .failed = passes { return passes }
        if passes.truth == .yes { least += 1 }
        if passes.truth != .no { most += 1 }
      }
      let counts = Interval(Rational(least), Rational(most))
      return attempt { () throws(ArithmeticError) in
        .between(try counts.map { count throws(ArithmeticError) in try count.multiplied(by: query.worth) }).settled
      }
    case .sum, .greatest, .least, .average:
      var chosen: [Computed] = []
      for cells in table {
        let passes = passes(cells, query.filter)
        if case .failed = passes { return passes }
        if passes.truth == .unknown { return .unknown }
        if passes.truth == .yes, let column = query.column { chosen.append(cells[column]) }
      }
      return aggregate(query.kind, chosen)
    }
  }

  mutating func passes(_ cells: [Computed], _ filter: Formula?) -> Computed {
    guard let filter else { return Computed(.yes) }
    row = cells
    return evaluate(filter)
  }

  private func aggregate(_ kind: RowQuery.Kind, _ cells: [Computed]) -> Computed {
    if kind == .greatest || kind == .least, case .known(.date)? = cells.first {
      var dates: [CalendarDate] = []
      for case .known(.date(let date)) in cells { dates.append(date) }
      guard dates.count == cells.count, let date = kind == .greatest ? dates.max() : dates.min() else {
        return .unknown
      }
      return .known(.date(date))
    }
    let numbers = cells.compactMap(\.interval)
    guard numbers.count == cells.count, kind == .sum || !numbers.isEmpty else { return .unknown }
    return attempt { () throws(ArithmeticError) in
      var sum = Interval.zero
      for number in numbers { sum = try sum.adding(number) }
      switch kind {
      case .greatest: return Computed.extreme(numbers, max)
      case .least: return Computed.extreme(numbers, min)
      case .average:
        let count = Rational(numbers.count)
        return Computed.between(try sum.map { value throws(ArithmeticError) in try value.divided(by: count) }).settled
      default: return Computed.between(sum).settled
      }
    }
  }
}

extension Computed {
  /// A range of one value is that value.
  var settled: Computed {
    if case .between(let interval) = self, let exact = interval.exact { return .known(.number(exact)) }
    return self
  }

  /// The largest or smallest of ranges.
  static func extreme(_ numbers: [Interval], _ pick: (Endpoint, Endpoint) -> Endpoint) -> Computed {
    guard let first = numbers.first else { return .unknown }
    let least = numbers.dropFirst().reduce(first.least) { pick($0, $1.least) }
    let most = numbers.dropFirst().reduce(first.most) { pick($0, $1.most) }
    return Computed.between(Interval(least, most)).settled
  }
}
