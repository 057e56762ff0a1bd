import Diagnostics
import Quantities
import Syntax

extension Checker {
  mutating func parametersAndFacts() {
    let types = factTypes()
    var parameter = 0
    var fact = 0
    var section = ""
    for clause in outline.clauses {
      if clause.kind == .section { section = clause.title?.text ?? "" }
      if clause.kind == .parameter {
        _ = self.parameter(parameter)
        parameter += 1
      }
      if clause.kind == .fact {
        owner = .fact(fact)
        if let type = types[fact] { checkFact(clause, fact, type, section) }
        fact += 1
      }
    }
    subjects()
  }

  /// The facts of 对象: a text, and texts or choices that tell its namesakes apart.
  private mutating func subjects() {
    guard let clause = single(.subject) else {
      let place = clauses(.standard).first?.range ?? sources.start
      report(ModelProblem.clauseMissing(.subject), at: place)
      return
    }
    guard case .subject(let names) = clause.body else { return }
    for (place, name) in names.enumerated() {
      guard let index = factIndex(name) else { continue }
      let type = standard.facts[index].type
      switch type {
      case .text: break
      case .choice where place > 0: break
      default: report(ModelProblem.wrongType(place == 0 ? .text : .textOrChoice, found: type), at: name.range)
      }
      if standard.subjects.contains(index) {
        report(ModelProblem.repeatedSubject(name.text), at: name.range)
      } else {
        standard.subjects.append(index)
      }
    }
  }

  /// The fact of that name; anything else is reported.
  mutating func factIndex(_ name: Name) -> Int? {
    switch symbol(name.text) {
    case .fact(let index)?:
      use(.fact(index), at: name.range)
      return index
    case .broken?: return nil
    default:
      reportUnknown(name, among: standard.facts.map(\.name))
      return nil
    }
  }

  // MARK: Parameters

  /// A parameter, worked out on first use: others, and facts, may stand before the parameters that they use. Nil if it
  /// has no type, which has been reported.
  mutating func parameter(_ index: Int) -> Parameter? {
    if parameterStates[index] == .waiting || parameterStates[index] == .open {
      guard enter(.parameter(index), parameterClauses[index]) else { return nil }
      parameterStates[index] = .open
      let outer = owner
      owner = .parameter(index)
      defer { owner = outer }
      parameterStates[index] = checkParameter(parameterClauses[index], index) ? .done : .broken
      path.removeLast()
    }
    return parameterStates[index] == .done ? standard.parameters[index] : nil
  }

  /// False if there is no telling its type.
  private mutating func checkParameter(_ clause: Clause, _ index: Int) -> Bool {
    guard case .parameter(let typeSyntax, let expression) = clause.body, let name = clause.name else { return false }
    var type = typeSyntax.flatMap { valueType($0, of: name) }
    var value: Value?
    if let expression {
      if let type {
        value = constant(expression, as: type, .value)
      } else if let formula = typed(expression, Scope()) {
        type = formula.type
        value = constantValue(formula, .value)
      }
    } else if typeSyntax == nil {
      report(ModelProblem.parameterEmpty(name.text), at: name.range)
    }
    guard let type else { return false }
    if let setting, setting.parameter == name.text { value = setting.value }
    let range = bounds(clause, type)
    standard.parameters[index] = Parameter(
      name: name.text, alias: clause.alias?.text, type: type, value: value, lower: range?.0, upper: range?.1)
    if let value { checkRange(value, type, range?.0, range?.1, at: expression?.range ?? name.range) }
    return true
  }

  // MARK: Facts

  /// The types of all facts, which definitions need that ranges and defaults may use.
  private mutating func factTypes() -> [ValueType?] {
    clauses(.fact).enumerated().map { index, clause in
      guard case .fact(let syntax?) = clause.body, let type = valueType(syntax, of: clause.name) else { return nil }
      standard.facts[index] = Fact(
        name: clause.name?.text ?? "", alias: clause.alias?.text, type: type, help: "", section: "", lower: nil,
        upper: nil, precision: nil, fallback: nil, isFixed: false, isAssessed: false)
      return type
    }
  }

  private mutating func checkFact(_ clause: Clause, _ index: Int, _ type: ValueType, _ section: String) {
    guard let name = clause.name else { return }
    let precision = precision(clause, type)
    var bounds = bounds(clause, type, precision)
    if bounds == nil, type == .percentage {
      let most = precision.flatMap { Precision(step: $0.step, rounding: .down).taken(.number(.one)) }
      bounds = (.number(.zero), most ?? .number(.one))
    }
    var fallback: Value?
    for field in clause.fields where field.keyword == .defaultValue {
      if case .expression(let expression) = field.body {
        fallback = constant(expression, as: type, .fallback)
        if let fallback {
          checkPrecision(fallback, type, precision, at: expression.range)
          checkRange(fallback, type, bounds?.0, bounds?.1, at: expression.range)
        }
      }
    }
    standard.facts[index] = Fact(
      name: name.text, alias: clause.alias?.text, type: limited(type, clause), help: clause.title?.text ?? "",
      section: section, lower: bounds?.0, upper: bounds?.1, precision: precision, fallback: fallback,
      isFixed: clause.has(.fixed), isAssessed: clause.has(.assessed), statedEffort: effort(clause),
      evidence: evidence(clause), better: better(clause, type))
  }

  /// What it takes to change a fact.
  private mutating func effort(_ clause: Clause) -> Effort? {
    guard case .expression(let expression)? = clause.fields.first(where: { $0.keyword == .effort })?.body,
      let formula = typed(expression, Scope())
    else { return nil }
    guard case .number(let measure, _) = formula.type, measure.unit.isNone else {
      report(ModelProblem.wrongType(.number, found: formula.type), at: expression.range)
      return nil
    }
    guard let value = number(formula, .effort) else { return nil }
    let effort = Effort(value)
    if effort == nil { report(ModelProblem.noEffort(value.shortText()), at: expression.range) }
    return effort
  }

  /// The folder in which files vouch for a fact. It is a name like any that people give to folders, so that it leads
  /// nowhere else on any system.
  private mutating func evidence(_ clause: Clause) -> String? {
    guard let field = clause.fields.first(where: { $0.keyword == .evidence }), case .text(let folder, _) = field.body
    else { return nil }
    let name = folder.text
    let isName = !name.isEmpty && !name.hasPrefix(".") && !name.hasSuffix(".") && name == name.trimmed
    let isPlain = name.unicodeScalars.allSatisfy {
      !InvisibleCharacters.isControl($0) && !"/\\:*?\"<>|".unicodeScalars.contains($0)
    }
    if isName, isPlain { return name }
    report(ModelProblem.noFolderName(name), at: folder.range)
    return nil
  }

  /// Which way the values of a fact are better.
  private mutating func better(_ clause: Clause, _ type: ValueType) -> Fact.Better? {
    let marks = clause.fields.filter { $0.keyword == .higherIsBetter || $0.keyword == .lowerIsBetter }
    guard let mark = marks.first else { return nil }
    if let other = marks.first(where: { $0.keyword != mark.keyword }) {
      report(ModelProblem.bothWaysBetter, at: other.range)
    } else if !isOrdered(type) {
      report(ModelProblem.notOrdered(type), at: mark.range)
    } else {
      return mark.keyword == .higherIsBetter ? .higher : .lower
    }
    return nil
  }

  /// Records with the ranges of their columns, which may be worked out from what needs the types of facts.
  private mutating func limited(_ type: ValueType, _ clause: Clause) -> ValueType {
    guard case .records(let measure, let columns) = type, case .fact(let syntax?) = clause.body else { return type }
    return .records(
      measure,
      columns: zip(columns, syntax.columns).map { column, syntax in
        guard let limits = syntax.limits, let (lower, upper) = bounds(limits.lower, limits.upper, column.type) else {
          return column
        }
        return ValueType.Column(name: column.name, alias: column.alias, type: column.type, lower: lower, upper: upper)
      })
  }

  private mutating func bounds(
    _ clause: Clause, _ type: ValueType, _ precision: Precision? = nil
  ) -> (Value, Value)? {
    for field in clause.fields where field.keyword == .range {
      guard case .range(let low, let high) = field.body, let bounds = bounds(low, high, type) else { continue }
      checkPrecision(bounds.0, type, precision, at: low.range)
      checkPrecision(bounds.1, type, precision, at: high.range)
      return bounds
    }
    return nil
  }

  private mutating func bounds(_ low: Expression, _ high: Expression, _ type: ValueType) -> (Value, Value)? {
    guard let lower = constant(low, as: type, .range), let upper = constant(high, as: type, .range) else { return nil }
    let range = low.range.through(high.range)
    switch (lower, upper) {
    case (.number(let a), .number(let b)) where a <= b: return (lower, upper)
    case (.date(let a), .date(let b)) where a <= b: return (lower, upper)
    case (.number, .number), (.date, .date):
      report(
        ModelProblem.reversed(shown(lower, type), shown(upper, type)), at: range,
        replacement: swapped(low.range, high.range))
    default: report(ModelProblem.notOrdered(type), at: range)
    }
    return nil
  }

  /// The source from one place through another, with the two exchanged.
  func swapped(_ first: SourceRange, _ second: SourceRange) -> String {
    written(second) + written(SourceRange(first.upper, second.lower)) + written(first)
  }

  mutating func checkRange(
    _ value: Value, _ type: ValueType, _ lower: Value?, _ upper: Value?, at range: SourceRange
  ) {
    guard let lower, let upper, value.isOutside(lower, upper) else { return }
    report(
      ModelProblem.outOfRange(shown(value, type), lower: shown(lower, type), upper: shown(upper, type)),
      at: range)
  }

  // MARK: Types

  /// - Parameter owner: the fact or parameter that has the type.
  mutating func valueType(_ syntax: TypeSyntax, of owner: Name?) -> ValueType? {
    if let unit = syntax.unit { useUnits(unit) }
    switch syntax.keyword {
    case .typeTruth: return .truth
    case .typePercentage: return .percentage
    case .typeDate: return .date
    case .typeText: return .text
    case .typeInteger, .typeNumber: return .number(measure(syntax), whole: syntax.keyword == .typeInteger)
    case .typeChoice, .typeChoices:
      let options = syntax.options.map(\.text)
      for (index, option) in syntax.options.enumerated() {
        if index >= ValueType.optionLimit || options[..<index].contains(option.text) {
          report(ModelProblem.optionsInvalid(option.text), at: option.range)
          return nil
        }
      }
      for option in syntax.options { standard.names.declare(.option(option.text, among: options), option) }
      if syntax.keyword == .typeChoices { return .choices(options: options) }
      return .choice(
        options: options,
        order: syntax.order == .ascending ? .ascending : syntax.order == .descending ? .descending : .none)
    case .typeRecords:
      var columns: [ValueType.Column] = []
      for column in syntax.columns {
        standard.names.declare(.column(column.name.text, of: owner?.text ?? ""), column.name, column.alias)
        guard let type = cellType(column, of: owner) else { return nil }
        columns.append(ValueType.Column(name: column.name.text, alias: column.alias?.text, type: type))
      }
      return .records(measure(syntax), columns: columns)
    default: return nil
    }
  }

  /// The type of a column or a parameter, which holds no records itself.
  mutating func cellType(_ column: TypeSyntax.Column, of owner: Name?) -> ValueType? {
    guard let type = valueType(column.type, of: owner) else { return nil }
    if case .records = type {
      report(ModelProblem.wrongType(.comparable, found: type), at: column.type.range)
      return nil
    }
    return type
  }

  /// The unit as it is declared, which a number in a sheet need not repeat.
  private func measure(_ syntax: TypeSyntax) -> Measure { syntax.unit.map { standard.units.resolve($0.text) } ?? .none }

  // MARK: Cohorts

  mutating func cohorts() {
    for (index, clause) in clauses(.cohort).enumerated() {
      guard let name = clause.name, case .cohort(let by) = clause.body else { continue }
      owner = .cohort(index)
      var facts: [Int] = []
      for fact in by ?? [] { if let index = factIndex(fact) { facts.append(index) } }
      var members: Formula?
      var counting: Int?
      var rounding = Rounding.down
      var smallest = 0
      var unreported = Cohort.Unreported.leftOut
      for field in clause.fields {
        switch (field.keyword, field.body) {
        case (.when, .expression(let expression)):
          var scope = Scope()
          scope.inCohort = true
          members = condition(expression, scope)
        case (.counting, .name(let name)): counting = factIndex(name)
        case (.unreported, .mode(let keyword)): unreported = keyword == .unverified ? .open : .leftOut
        case (_, .mode(let keyword)): rounding = Rounding(keyword)
        case (.smallest, .expression(let expression)):
          // Two values are fewer than 2.5.
          smallest = constantNumber(expression, .smallest).map { Int(clamping: $0.ceiling) } ?? 0
        default: break
        }
      }
      standard.cohorts[index] = Cohort(
        name: name.text, by: facts, members: members, counting: counting, rounding: rounding, smallest: smallest,
        unreported: unreported)
    }
  }
}

extension Rounding {
  init(_ keyword: Keyword?) {
    if case .function(let function)? = keyword?.meaning, case .rounded(let mode) = function.meaning {
      self = mode
    } else {
      self = .halfUp
    }
  }
}
