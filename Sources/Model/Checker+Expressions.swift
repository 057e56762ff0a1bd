import Diagnostics
import Quantities
import Syntax

/// What can be named at a place.
struct Scope {
  /// The fact whose records a query looks at.
  var records: Int?
  /// What a row of results a query looks at has.
  var resultRow: ResultRow?
  var results = KnownResults.none
  var inCohort = false
  /// What stands for the parameters of the definition that is written out here.
  var arguments: [String: Formula] = [:]
  /// Where that is.
  var place: SourceRange?
  /// The arguments are of no use: it is only looked at whether the definition is sound.
  var isTrial = false

  /// Which results a formula may be about.
  enum KnownResults: Equatable {
    case none
    /// Points, and those of the adjustments above.
    case above(adjustment: Int)
    /// All that do not need the clause themselves: see ``Checker/settleOrder()``.
    case all
  }

  /// Whether any can be named.
  var knowsResults: Bool { results != .none && !inCohort }
}

/// The rows of results a query looks at: which columns they have, and the first of them without full points.
struct ResultRow {
  let columns: [ResultColumn]
  var boundless: String?
}

extension Checker {
  /// The checked form of an expression, or nil after reporting what is wrong with it.
  mutating func typed(_ expression: Expression, _ scope: Scope) -> Formula? {
    func made(_ kind: Formula.Kind, _ type: ValueType) -> Formula {
      Formula(kind: kind, type: type, range: expression.range)
    }
    switch expression.kind {
    case .number(let lexeme, let unit): return literal(lexeme, unit, expression)
    case .percentage(let lexeme, let perMille):
      guard let value = rational(lexeme, expression.range) else { return nil }
      return made(.constant(.number(value * .powerOfTen(perMille ? -3 : -2))), .percentage)
    case .date(let year, let month, let day):
      guard let date = CalendarDate(year: Int(year) ?? 0, month: Int(month) ?? 0, day: Int(day) ?? 0) else {
        report(ModelProblem.noSuchDate("\(year)-\(month)-\(day)"), at: expression.range)
        return nil
      }
      return made(.constant(.date(date)), .date)
    case .text(let text): return made(.constant(.text(text)), .text)
    case .truth(let value): return made(.constant(.truth(value)), .truth)
    case .path(let names): return path(names, expression, scope)
    case .word(let keyword): return word(keyword, expression, scope)
    case .negated(let inner):
      guard let formula = numeric(inner, scope) else { return nil }
      return made(.operation(.negated, [formula]), formula.type)
    case .not(let inner):
      warnOfDoubleNegation(inner, at: expression.range)
      guard let formula = condition(inner, scope) else { return nil }
      return made(.not(formula), .truth)
    case .all(let parts), .any(let parts):
      warnOfRepeatedParts(parts)
      let formulas = parts.map { condition($0, scope) }
      let checked = formulas.compactMap { $0 }
      guard checked.count == formulas.count else { return nil }
      if case .all = expression.kind { return made(.all(checked), .truth) }
      return made(.any(checked), .truth)
    case .comparison(let comparator, let left, let right):
      guard let (a, b) = pair(left, right, scope) else { return nil }
      if comparator != .equal, comparator != .different, !isOrdered(a.type) {
        report(ModelProblem.notOrdered(a.type), at: expression.range)
        return nil
      }
      return made(.compare(comparator, a, b), .truth)
    case .membership(let subject, let set, let negated):
      guard let value = typed(subject, scope), let inner = membership(value, subject, set, expression.range, scope)
      else { return nil }
      return negated ? made(.not(inner), .truth) : inner
    case .contains(let subject, let predicate, let parts):
      return contains(subject, predicate, parts, expression, scope)
    case .presence(let subject, let known):
      guard let formula = typed(subject, scope) else { return nil }
      let presence = made(.isKnown(formula), .truth)
      return known ? presence : made(.not(presence), .truth)
    case .position(let subject, let cohort, let end, let quota, let cutoff):
      guard let use = cohortUse(subject, cohort, scope), let places = numeric(quota, scope) else { return nil }
      warnOfBrokenPlaces(places, quota)
      var limit: Formula?
      if let cutoff {
        guard let formula = typed(cutoff, scope), agree(use.formula.type, formula.type, left: subject, right: cutoff)
        else { return nil }
        limit = formula
      }
      return made(.position(use, end, quota: places, cutoff: limit), .truth)
    case .conditional(let test, let first, let second):
      let condition = condition(test, scope)
      guard let (a, b) = pair(first, second, scope), let condition else { return nil }
      return made(.conditional(condition, a, b), a.type)
    case .sum(let terms): return sum(terms, expression, scope)
    case .product(let terms): return product(terms, expression, scope)
    case .query(let query): return rows(query, expression, scope)
    case .application(let name, let operands, let column):
      return application(of: name, to: operands, column, expression, scope)
    case .call(let function, let arguments, let end): return call(function, arguments, end, expression, scope)
    }
  }

  // MARK: Kinds of formula

  mutating func condition(_ expression: Expression, _ scope: Scope) -> Formula? {
    guard let formula = typed(expression, scope) else { return nil }
    guard formula.type == .truth else {
      report(ModelProblem.wrongType(.condition, found: formula.type), at: expression.range)
      return nil
    }
    return formula
  }

  /// A number or a percentage.
  mutating func numeric(_ expression: Expression, _ scope: Scope) -> Formula? {
    guard let formula = typed(expression, scope) else { return nil }
    guard formula.type.isNumeric else {
      report(ModelProblem.wrongType(.anyNumber, found: formula.type), at: expression.range)
      return nil
    }
    return formula
  }

  func isOrdered(_ type: ValueType) -> Bool {
    switch type {
    case .number, .percentage, .date: true
    case .choice(_, let order): order != .none
    default: false
    }
  }

  /// Both sides of a comparison; an unknown word beside a choice is one of its options.
  mutating func pair(_ left: Expression, _ right: Expression, _ scope: Scope) -> (Formula, Formula)? {
    if isUndeclaredOption(left, scope), !isUndeclaredOption(right, scope) {
      guard let b = typed(right, scope), let a = operand(left, as: b.type, scope) else { return nil }
      return agree(a.type, b.type, left: left, right: right) ? (a, b) : nil
    }
    guard let a = typed(left, scope) else {
      // The right side's own mistakes are reported in the same run.
      if !isUndeclaredOption(right, scope) { _ = typed(right, scope) }
      return nil
    }
    return typed(right, as: a.type, beside: left, scope).map { (a, $0) }
  }

  private func isUndeclaredOption(_ expression: Expression, _ scope: Scope) -> Bool {
    if case .text = expression.kind { return true }
    guard case .path(let names) = expression.kind, names.count == 1 else { return false }
    if place(ofColumn: names[0], scope) != nil || scope.arguments[names[0].text] != nil { return false }
    if scope.resultRow != nil, Keyword(spelling: names[0].text) != nil { return false }
    return symbol(names[0].text) == nil
  }

  /// Whether a declared name has that type: then it is the name that is meant, not an option of the same spelling.
  private mutating func isOfType(_ type: ValueType, _ name: String) -> Bool {
    switch symbol(name) {
    case .fact(let index)?: standard.facts[index].type == type
    case .parameter(let index)?: parameter(index)?.type == type
    case .definition?: true
    default: false
    }
  }

  /// An expression of a type that is wanted; reported if it is of another.
  ///
  /// - Parameter left: what it stands beside, from which the type is.
  mutating func typed(
    _ expression: Expression, as type: ValueType, beside left: Expression? = nil, _ scope: Scope
  ) -> Formula? {
    guard let formula = operand(expression, as: type, scope), agree(type, formula.type, left: left, right: expression)
    else { return nil }
    return formula
  }

  /// An expression, read as an option where a choice is wanted; otherwise its type is its own.
  private mutating func operand(_ expression: Expression, as type: ValueType, _ scope: Scope) -> Formula? {
    if case .choice(let options, _) = type, let text = optionText(expression),
      isUndeclaredOption(expression, scope) || (options.contains(text) && !isOfType(type, text))
    {
      return option(expression, of: options).map {
        Formula(kind: .constant(.choice($0)), type: type, range: expression.range)
      }
    }
    if case .choice(let options, _) = type, reportUnquoted(expression, options, type) { return nil }
    return typed(expression, scope)
  }

  /// Whether two types can be compared, added or exchanged; reported if not. Without an expression on the left, `a` is
  /// the type that is wanted.
  mutating func agree(_ a: ValueType, _ b: ValueType, left: Expression?, right: Expression) -> Bool {
    let place = left.map { $0.range.through(right.range) } ?? right.range
    switch (a, b) {
    case (.number(let x, _), .number(let y, _)):
      if x.unit == y.unit { return true }
      var replacement: String?
      if case .number(let lexeme, let unit) = right.kind, unit == nil || x.isPlain {
        replacement = x.isPlain ? lexeme : lexeme + " " + unitWord(x)
      }
      report(ModelProblem.unitMismatch(x, y), at: right.range, replacement: replacement)
      return false
    case (.percentage, .number), (.number, .percentage):
      var replacement: String?
      // 0.95 was meant as 95%; 95 as 95%.
      if case .number(let lexeme, nil) = right.kind, let value = try? Rational.parse(decimal: lexeme) {
        replacement = value < .one ? Value.number(value).text(as: .percentage) : lexeme + "%"
      }
      report(ModelProblem.typeMismatch(a, b), at: replacement == nil ? place : right.range, replacement: replacement)
      return false
    case (.choice(let x, _), .choice(let y, _)):
      if x == y { return true }
    case (.choices, .choices), (.records, .records): if a == b { return true }
    default: if a == b { return true }
    }
    report(ModelProblem.typeMismatch(a, b), at: place)
    return false
  }

  /// A unit as this file would write it.
  private func unitWord(_ measure: Measure) -> String { isChinese ? measure.text : measure.english }

  // MARK: Literals and names

  private mutating func rational(_ lexeme: String, _ range: SourceRange) -> Rational? {
    do throws(Rational.TooManyDigits) {
      guard lexeme.utf8.contains(UInt8(ascii: "/")) else { return try Rational.parse(decimal: lexeme) }
      let parts = lexeme.split(separator: "/")
      guard parts.count == 2 else { return try Rational.parse(decimal: lexeme) }
      guard let above = try Rational.parse(decimal: parts[0]), let below = try Rational.parse(decimal: parts[1]) else {
        return nil
      }
      if let inverse = below.reciprocal { return above * inverse }
      report(ModelProblem.number(.divisionByZero), at: range)
    } catch {
      report(ModelProblem.tooManyDigits, at: range)
    }
    return nil
  }

  private mutating func literal(_ lexeme: String, _ unit: String?, _ expression: Expression) -> Formula? {
    guard let value = rational(lexeme, expression.range) else { return nil }
    guard let unit else {
      return Formula(kind: .constant(.number(value)), type: .plainNumber, range: expression.range)
    }
    let measure = standard.units.resolve(unit)
    let end = expression.range.upper
    useUnits(Name(text: unit, range: SourceRange(end - unit.utf8.count, end)))
    return Formula(
      kind: .constant(.number(measure.value(of: value))), type: .number(measure, whole: false), range: expression.range)
  }

  private mutating func path(_ names: [Name], _ expression: Expression, _ scope: Scope) -> Formula? {
    func made(_ kind: Formula.Kind, _ type: ValueType) -> Formula {
      Formula(kind: kind, type: type, range: expression.range)
    }
    let first = names[0]
    if names.count == 1, let (index, type) = column(first, scope) { return made(.column(index), type) }
    if names.count == 1, scope.resultRow != nil, let column = ResultColumn(Keyword(spelling: first.text)) {
      return rowColumn(first, scope).map { made(.resultColumn(column), $0.type) }
    }
    if names.count == 1, let argument = scope.arguments[first.text] { return self.argument(argument, first, scope) }
    let symbol = symbol(first.text)
    if case .definition(let index)? = symbol, isWrittenOut(index), names.count <= 2 {
      return application(of: first, to: [], names.count > 1 ? names[1] : nil, expression, scope)
    }
    guard let symbol else {
      reportUnknown(first, among: symbols.keys.map(\.text) + Array(scope.arguments.keys) + columns(scope).map(\.name))
      return nil
    }
    if case .result = symbol { return score(names, expression, scope) }
    guard names.count == 1 else {
      reportUnknown(names[1], among: [])
      return nil
    }
    use(symbol, at: first.range)
    switch symbol {
    case .fact(let index): return made(.fact(index), standard.facts[index].type)
    case .parameter(let index): return parameter(index).map { made(.parameter(index), $0.type) }
    case .definition(let index):
      guard let formula = definition(index) else { return nil }
      if !scope.knowsResults, resultDefinitions.contains(index) {
        report(ModelProblem.resultNotHere(nil, name: first.text), at: expression.range)
        return nil
      }
      if scope.inCohort, standard.contains(formula, { !$0.named.cohorts.isEmpty }) {
        report(ModelProblem.cohortNested, at: expression.range)
        return nil
      }
      return made(.definition(index), formula.type)
    case .cohort:
      report(ModelProblem.unknownName(first.text, nearest: nil, split: nil), at: first.range)
      return nil
    case .result, .broken: return nil
    }
  }

  private mutating func word(_ keyword: Keyword, _ expression: Expression, _ scope: Scope) -> Formula? {
    switch keyword {
    case .referenceDate:
      if standard.referenceDate == nil,
        !clauses(.standard).contains(where: { $0.fields.contains { $0.keyword == .referenceDate } })
      {
        report(ModelProblem.clauseMissing(.referenceDate), at: expression.range)
        return nil
      }
      return Formula(kind: .referenceDate, type: .date, range: expression.range)
    default:
      guard scope.knowsResults else {
        report(ModelProblem.resultNotHere(keyword, name: ""), at: expression.range)
        return nil
      }
      return keyword == .total
        ? Formula(kind: .total, type: .number(.points, whole: false), range: expression.range)
        : Formula(kind: .eligible, type: .truth, range: expression.range)
    }
  }

  /// A file that is wrong all over gets its messages, but not a proposal for each.
  var isHopeless: Bool { diagnostics.count > Limits.proposals }

  func nearest(_ name: String, among candidates: some Sequence<String>) -> String? {
    isHopeless ? nil : NearestName.of(name, among: candidates)
  }

  mutating func reportUnknown(_ name: Name, among candidates: [String]) {
    if reportAbsent(name.text, at: name.range, { $0.row.identity == .name }) { return }
    if reportRemoved(name) { return }
    let nearest = nearest(name.text, among: candidates)
    let symbols = symbols
    let units = Set(
      standard.facts.compactMap { fact in
        switch fact.type {
        case .number(let measure, _), .records(let measure, _): measure.text
        default: nil
        }
      })
    let split =
      isHopeless
      ? nil
      : NearestName.split(name.text) { word in
        let unit = word.drop { ("0"..."9").contains($0) }
        return symbols[TextKey(word)] != nil || Keyword(spelling: word)?.role == .reserved
          || (unit.count < word.count && (unit.isEmpty || units.contains(String(unit))))
      }?.joined(separator: " ")
    report(
      ModelProblem.unknownName(name.text, nearest: nearest, split: split), at: name.range,
      replacement: split ?? nearest)
  }

  // MARK: Membership

  /// - Parameter subject: as `value` is written.
  mutating func membership(
    _ value: Formula, _ subject: Expression, _ set: MemberSet, _ range: SourceRange, _ scope: Scope
  ) -> Formula? {
    switch set {
    case .list(let elements):
      if elements.isEmpty { report(ModelProblem.emptyList, at: range) }
      var members: [Formula] = []
      for element in elements {
        guard let member = typed(element, as: value.type, scope) else { return nil }
        members.append(member)
      }
      return Formula(kind: .oneOf(value, members), type: .truth, range: range)
    case .interval(let lower, let lowerIncluded, let upper, let upperIncluded):
      guard isOrdered(value.type) else {
        report(ModelProblem.notOrdered(value.type), at: subject.range)
        return nil
      }
      var bounds: [Formula.Bound?] = []
      for (end, included) in [(lower, lowerIncluded), (upper, upperIncluded)] {
        guard let end else {
          bounds.append(nil)
          continue
        }
        guard let formula = typed(end, as: value.type, beside: subject, scope) else { return nil }
        bounds.append(Formula.Bound(formula: formula, included: included))
      }
      if let lower, let upper, let low = bounds[0], let high = bounds[1] {
        checkInterval(low, high, value.type, lower.range, upper.range)
      }
      return Formula(kind: .interval(value, bounds[0], bounds[1]), type: .truth, range: range)
    }
  }

  /// Warns of an interval in which no value can lie.
  private mutating func checkInterval(
    _ low: Formula.Bound, _ high: Formula.Bound, _ type: ValueType, _ first: SourceRange, _ second: SourceRange
  ) {
    guard case .success(let lower?) = fold(low.formula), case .success(let upper?) = fold(high.formula),
      let isReversed = lower.isAbove(upper, type)
    else { return }
    guard isReversed || (lower == upper && !(low.included && high.included)) else { return }
    report(
      ModelProblem.emptyInterval(shown(lower, type), shown(upper, type)), at: first.through(second),
      replacement: isReversed ? swapped(first, second) : nil)
  }

  private mutating func contains(
    _ subject: Expression, _ predicate: Predicate, _ parts: [Expression], _ expression: Expression, _ scope: Scope
  ) -> Formula? {
    guard let value = typed(subject, scope) else { return nil }
    switch value.type {
    case .choices(let options):
      var bits: UInt64 = 0
      if parts.isEmpty { report(ModelProblem.emptyList, at: expression.range) }
      for part in parts {
        guard let index = option(part, of: options) else { return nil }
        bits |= 1 << index
      }
      return Formula(
        kind: .hasOptions(value, bits, all: predicate != .containsAny), type: .truth, range: expression.range)
    case .text where predicate == .contains:
      guard let part = typed(parts[0], scope), agree(.text, part.type, left: nil, right: parts[0]) else { return nil }
      return Formula(kind: .hasText(value, part), type: .truth, range: expression.range)
    default:
      report(ModelProblem.wrongType(.choice, found: value.type), at: subject.range)
      return nil
    }
  }

  // MARK: Cohorts

  mutating func cohortUse(_ subject: Expression, _ name: Name, _ scope: Scope) -> CohortUse? {
    guard case .cohort(let cohort)? = symbol(name.text) else {
      if symbol(name.text) != .broken { reportUnknown(name, among: standard.cohorts.map(\.name)) }
      return nil
    }
    use(.cohort(cohort), at: name.range)
    guard !scope.inCohort else {
      report(ModelProblem.cohortNested, at: subject.range)
      return nil
    }
    var inner = Scope()
    inner.inCohort = true
    guard let formula = typed(subject, inner) else { return nil }
    guard formula.type.isNumeric else {
      report(ModelProblem.wrongType(.number, found: formula.type), at: subject.range)
      return nil
    }
    let use = CohortUse(slot: standard.cohortUses.count, cohort: cohort, formula: formula)
    standard.cohortUses.append(use)
    return use
  }
}

extension Value {
  /// Whether a value of an ordered type comes after another; nil for other types.
  fileprivate func isAbove(_ other: Value, _ type: ValueType) -> Bool? {
    switch (self, other, type) {
    case (.number(let a), .number(let b), _): a > b
    case (.date(let a), .date(let b), _): a > b
    case (.choice(let a), .choice(let b), .choice(_, let order)): order == .descending ? a < b : a > b
    default: nil
    }
  }
}
