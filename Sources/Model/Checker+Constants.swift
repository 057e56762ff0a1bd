import Diagnostics
import Quantities
import Syntax

/// Values known before any sheet is read: points, quotas, ranges, defaults, what examples state.
extension Checker {
  /// The value of an expression as a type, or nil after reporting why it has none.
  ///
  /// - Parameter role: what it is for, in the clause that is being looked at.
  mutating func constant(_ expression: Expression, as type: ValueType, _ role: Site.Role) -> Value? {
    if case .choice(let options, _) = type, optionText(expression) != nil {
      return option(expression, of: options).map { .choice($0) }
    }
    if case .choices(let options) = type, optionText(expression) != nil {
      return option(expression, of: options).map { .choices(1 << $0) }
    }
    if case .choice(let options, _) = type, reportUnquoted(expression, options, type) { return nil }
    guard let formula = typed(expression, Scope()), agree(type, formula.type, left: nil, right: expression),
      let value = constantValue(formula, role)
    else { return nil }
    if case .number(let measure, whole: true) = type, case .number(let number) = value, !measure.isWhole(number) {
      report(ModelProblem.notWhole(shown(value, type), measure), at: expression.range)
      return nil
    }
    return value
  }

  /// The word or text that may name an option.
  func optionText(_ expression: Expression) -> String? {
    switch expression.kind {
    case .path(let names) where names.count == 1: names[0].text
    case .text(let text): text
    default: nil
    }
  }

  /// An option that reads as a number, a date or yes/no unless it is quoted. False if there is no such option.
  mutating func reportUnquoted(_ expression: Expression, _ options: [String], _ type: ValueType) -> Bool {
    let found: ValueType
    switch expression.kind {
    case .number: found = .plainNumber
    case .percentage: found = .percentage
    case .date: found = .date
    case .truth: found = .truth
    default: return false
    }
    let text = written(expression.range)
    guard options.contains(text) else { return false }
    report(ModelProblem.typeMismatch(type, found), at: expression.range, replacement: "“\(text)”")
    return true
  }

  /// The place of an option among those there are; reported if it is none of them.
  mutating func option(_ expression: Expression, of options: [String]) -> Int? {
    let text = optionText(expression) ?? written(expression.range)
    guard let index = options.firstIndex(of: text) else {
      report(
        ModelProblem.unknownOption(text, options: options), at: expression.range,
        replacement: NearestName.of(text, among: options))
      return nil
    }
    standard.names.use(.option(text, among: options), at: expression.range)
    return index
  }

  mutating func constantValue(_ formula: Formula, _ role: Site.Role) -> Value? {
    standard.settled.append(Site(owner, role, formula))
    return constantValue(formula)
  }

  mutating func constantValue(_ formula: Formula) -> Value? {
    switch fold(formula) {
    case .success(let value?): return value
    case .success(nil):
      report(ModelProblem.notConstant, at: formula.range)
      return nil
    case .failure(let error):
      report(ModelProblem.number(error), at: formula.range)
      return nil
    }
  }

  /// The constant number of a formula, reported if it is none.
  mutating func number(_ formula: Formula, _ role: Site.Role) -> Rational? {
    if case .number(let value)? = constantValue(formula, role) { return value }
    return nil
  }

  /// The number if the formula is constant; silent otherwise.
  mutating func foldedNumber(_ formula: Formula) -> Rational? {
    if case .success(.number(let value)?) = fold(formula) { return value }
    return nil
  }

  /// The value of a formula without facts; nil if it has some.
  mutating func fold(_ formula: Formula) -> ConstantFolder.Folded { constants.fold(formula, standard) }

  /// A constant amount of points: a plain number or one in 分.
  mutating func constantPoints(_ expression: Expression, _ role: Site.Role) -> Rational? {
    guard let formula = typed(expression, Scope()) else { return nil }
    guard case .number(let measure, _) = formula.type, measure.unit.isNone || measure.unit == .points else {
      report(ModelProblem.wrongType(.points, found: formula.type), at: expression.range)
      return nil
    }
    return number(formula, role)
  }

  /// A constant number of any unit, such as the size of a cohort.
  mutating func constantNumber(_ expression: Expression, _ role: Site.Role) -> Rational? {
    guard let formula = typed(expression, Scope()) else { return nil }
    guard case .number = formula.type else {
      report(ModelProblem.wrongType(.constantNumber, found: formula.type), at: expression.range)
      return nil
    }
    return number(formula, role)
  }

  /// A constant number of things, which is a whole one.
  mutating func constantCount(_ expression: Expression, _ role: Site.Role) -> Int? {
    guard let value = constantNumber(expression, role) else { return nil }
    guard value.isWhole else {
      report(ModelProblem.notWhole(value.shortText(), .none), at: expression.range)
      return nil
    }
    return Int(clamping: value)
  }
}
