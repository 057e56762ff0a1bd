import Diagnostics
import Quantities
import Syntax

/// Arithmetic, functions and queries: which types they take and give.
extension Checker {
  mutating func sum(_ terms: [Expression.Term], _ expression: Expression, _ scope: Scope) -> Formula? {
    guard let first = typed(terms[0].expression, scope) else { return nil }
    if first.type == .date { return dateSum(first, terms.dropFirst(), expression, scope) }
    guard let start = numeric(terms[0].expression, scope) else { return nil }
    var checked = [start]
    for term in terms.dropFirst() {
      guard let formula = numeric(term.expression, scope),
        agree(start.type, formula.type, left: terms[0].expression, right: term.expression)
      else { return nil }
      checked.append(formula)
    }
    return Formula(
      kind: .operation(.sum(subtracted: terms.map(\.inverse)), checked), type: start.type.measured,
      range: expression.range)
  }

  private mutating func dateSum(
    _ first: Formula, _ terms: ArraySlice<Expression.Term>, _ expression: Expression, _ scope: Scope
  ) -> Formula? {
    guard terms.count <= Limits.nesting else {
      report(SyntaxProblem.nestingTooDeep, at: expression.range)
      return nil
    }
    var result = first
    for term in terms {
      guard let operand = typed(term.expression, scope) else { return nil }
      switch (result.type, operand.type) {
      case (.date, .date) where term.inverse:
        result = Formula(
          kind: .operation(.daysBetween, [result, operand]), type: .number(Measure(.days), whole: true),
          range: expression.range)
      case (.date, .number(let measure, _)) where measure.unit == .days || measure.unit == .months:
        result = Formula(
          kind: .operation(.shifted(months: measure.unit == .months, back: term.inverse), [result, operand]),
          type: .date, range: expression.range)
      case (.number, .number):
        guard agree(result.type, operand.type, left: expression, right: term.expression) else { return nil }
        result = Formula(
          kind: .operation(.sum(subtracted: [false, term.inverse]), [result, operand]), type: result.type,
          range: expression.range)
      default:
        report(ModelProblem.typeMismatch(result.type, operand.type), at: term.expression.range)
        return nil
      }
    }
    return result
  }

  mutating func product(_ terms: [Expression.Term], _ expression: Expression, _ scope: Scope) -> Formula? {
    guard let start = numeric(terms[0].expression, scope) else { return nil }
    var checked = [start]
    var type = start.type
    for term in terms.dropFirst() {
      guard let operand = numeric(term.expression, scope) else { return nil }
      checked.append(operand)
      switch (type, operand.type, term.inverse) {
      case (.number(let a, _), .number(let b, _), let divides):
        type = .number(divides ? a.divided(by: b) : a.multiplied(by: b), whole: false)
      case (.percentage, .percentage, true): type = .plainNumber
      case (.percentage, .percentage, false): type = .percentage
      case (.percentage, .number(let measure, _), true):
        type =
          measure.unit.isNone ? .percentage : .number(Measure(Unit.none.divided(by: measure.unit)), whole: false)
      case (.percentage, let other, false): type = other.measured
      default: type = type.measured
      }
    }
    return Formula(
      kind: .operation(.product(divided: terms.map(\.inverse)), checked), type: type, range: expression.range)
  }

  // MARK: Functions

  mutating func call(
    _ function: Function, _ arguments: [Expression], _ end: End?, _ expression: Expression, _ scope: Scope
  ) -> Formula? {
    func made(_ kind: Formula.Kind, _ type: ValueType) -> Formula {
      Formula(kind: kind, type: type, range: expression.range)
    }
    guard function.row.operands.contains(arguments.count), (end != nil) == function.row.takesEnd else {
      report(ModelProblem.functionArguments(function, function.row.count), at: expression.range)
      return nil
    }
    switch function.meaning {
    case .rank:
      guard let use = cohortUse(arguments, scope) else { return nil }
      return made(.rank(use, end ?? .top), .plainNumber)
    case .cohort(let figure):
      guard let use = cohortUse(arguments, scope) else { return nil }
      return made(.cohort(use, figure), figure == .count ? .plainNumber : use.formula.type.measured)
    case .length:
      guard let text = typed(arguments[0], scope) else { return nil }
      guard text.type == .text else {
        report(ModelProblem.wrongType(.text, found: text.type), at: arguments[0].range)
        return nil
      }
      return made(.operation(.length, [text]), .number(Measure(.characters), whole: true))
    case .number(let operation):
      guard let value = numeric(arguments[0], scope) else { return nil }
      return made(.operation(operation, [value]), value.type)
    case .power: return power(arguments, expression, scope)
    case .extreme(let operation):
      guard let first = typed(arguments[0], scope) else { return nil }
      guard isOrdered(first.type) else {
        report(ModelProblem.notOrdered(first.type), at: arguments[0].range)
        return nil
      }
      var values = [first]
      for argument in arguments.dropFirst() {
        guard let value = typed(argument, as: first.type, beside: arguments[0], scope) else { return nil }
        values.append(value)
      }
      return made(.operation(operation, values), first.type.measured)
    case .share:
      guard let (a, b) = numbersAlike(arguments, scope) else { return nil }
      return made(.operation(.product(divided: [false, true]), [a, b]), .percentage)
    case .rounded(let mode):
      guard let (a, step) = numbersAlike(arguments, scope) else { return nil }
      if foldedNumber(step)?.isZero == true {
        report(ModelProblem.number(.divisionByZero), at: arguments[1].range)
        return nil
      }
      return made(.operation(.rounded(mode), [a, step]), a.type)
    }
  }

  /// A whole power of a number, with the unit that multiplying it out would give.
  private mutating func power(_ arguments: [Expression], _ expression: Expression, _ scope: Scope) -> Formula? {
    guard let base = numeric(arguments[0], scope) else { return nil }
    guard case .number(let digits, nil) = arguments[1].kind, let exponent = Int(digits),
      (0...Limits.power).contains(exponent)
    else {
      report(ModelProblem.powerInvalid(limit: Limits.power), at: arguments[1].range)
      return nil
    }
    var type = base.type
    if case .number(let measure, _) = base.type {
      let result = (0..<exponent).reduce(Measure.none) { product, _ in product.multiplied(by: measure) }
      type = .number(result, whole: false)
    }
    return Formula(kind: .operation(.power(exponent), [base]), type: type, range: expression.range)
  }

  /// Two numbers of one unit.
  private mutating func numbersAlike(_ arguments: [Expression], _ scope: Scope) -> (Formula, Formula)? {
    guard let a = numeric(arguments[0], scope), let b = numeric(arguments[1], scope),
      agree(a.type, b.type, left: arguments[0], right: arguments[1])
    else { return nil }
    return (a, b)
  }

  /// A value and the cohort across which it is compared.
  private mutating func cohortUse(_ arguments: [Expression], _ scope: Scope) -> CohortUse? {
    guard case .path(let names) = arguments[1].kind else {
      report(ModelProblem.wrongType(.records, found: .text), at: arguments[1].range)
      return nil
    }
    return names.count == 1 ? cohortUse(arguments[0], names[0], scope) : nil
  }

  // MARK: Queries

  mutating func rows(_ query: Query, _ expression: Expression, _ scope: Scope) -> Formula? {
    var inner = scope
    inner.records = nil
    inner.resultRow = nil
    let source: RowQuery.Source
    var unit = Measure.none
    switch query.source {
    case .every(let kind, let range):
      guard scope.knowsResults, let rows = RowQuery.Source(kind) else {
        report(ModelProblem.resultNotHere(kind.keyword, name: ""), at: range)
        return nil
      }
      source = rows
      inner.resultRow = resultRow(source)
    case .path(let names):
      if case .result? = symbol(names[0].text) {
        guard let path = resultPath(names, scope, expression.range) else { return nil }
        source = .items(path)
        inner.resultRow = resultRow(source)
      } else {
        guard names.count == 1, let fact = factIndex(names[0]) else {
          if names.count > 1 { reportUnknown(names[1], among: []) }
          return nil
        }
        switch standard.facts[fact].type {
        case .records(let rowUnit, _):
          unit = rowUnit
          inner.records = fact
          source = .fact(fact)
        case .choices where query.kind == .count && query.filter == nil:
          let value = Formula(kind: .fact(fact), type: standard.facts[fact].type, range: expression.range)
          return Formula(
            kind: .operation(.optionCount, [value]), type: .number(Measure(Unit("项")), whole: true),
            range: expression.range)
        default:
          report(ModelProblem.wrongType(.records, found: standard.facts[fact].type), at: names[0].range)
          return nil
        }
      }
    }
    var value: Formula?
    if let syntax = query.value {
      guard let formula = rowValue(syntax, inner) else { return nil }
      value = formula
    }
    var filter: Formula?
    if let syntax = query.filter {
      guard let formula = condition(syntax, inner) else { return nil }
      filter = formula
    }
    guard let type = type(of: query, value, unit, expression) else { return nil }
    var ofNone: Formula?
    if let syntax = query.ofNone {
      guard query.kind.isOfSome else {
        report(ModelProblem.neverNone(query.kind), at: syntax.range)
        return nil
      }
      guard let formula = typed(syntax, as: type, scope) else { return nil }
      ofNone = formula
    }
    return Formula(
      kind: .rows(
        RowQuery(
          kind: query.kind.meaning.kind, source: source, value: value, filter: filter, ofNone: ofNone,
          worth: unit.factor.value)),
      type: type, range: expression.range)
  }

  /// What is looked at in a row. A name alone is a column.
  private mutating func rowValue(_ expression: Expression, _ scope: Scope) -> Formula? {
    guard case .path(let names) = expression.kind, names.count == 1 else { return typed(expression, scope) }
    guard let (index, type) = rowColumn(names[0], scope) else { return nil }
    let result = scope.records == nil ? ResultColumn(rawValue: index) : nil
    return Formula(kind: result.map { .resultColumn($0) } ?? .column(index), type: type, range: expression.range)
  }

  mutating func rowColumn(_ name: Name, _ scope: Scope) -> (index: Int, type: ValueType)? {
    if scope.records != nil {
      if let found = column(name, scope) { return found }
      let columns = self.columns(scope)
      report(
        ModelProblem.unknownColumn(name.text, columns: columns.map(\.name)), at: name.range,
        replacement: NearestName.of(name.text, among: columns.map(\.name)))
      return nil
    }
    let row = scope.resultRow ?? ResultRow(columns: ResultColumn.allCases)
    guard let column = ResultColumn(Keyword(spelling: name.text)), row.columns.contains(column) else {
      report(ModelProblem.unknownColumn(name.text, columns: spellings(row.columns)), at: name.range)
      return nil
    }
    guard hasFull(column, of: row.boundless, at: name.range) else { return nil }
    return (column.rawValue, column.type)
  }

  /// The names of columns of results as this file would write them.
  private func spellings(_ columns: [ResultColumn]) -> [String] {
    columns.map { $0.keyword.spelling(isChinese ? .zh : .en) }
  }

  private func resultRow(_ source: RowQuery.Source) -> ResultRow {
    switch source {
    case .fact, .gates: return ResultRow(columns: [.met])
    case .categories:
      let boundless = standard.categories.first { $0.full == nil }
      return ResultRow(columns: ResultColumn.points, boundless: boundless?.name)
    case .items(let path):
      for (index, category) in standard.categories.enumerated() {
        for item in category.items where item.scoring.full == nil {
          switch path {
          case .category(let wanted)? where wanted != index: continue
          case .group(let wanted, let group)? where wanted != index || item.group != group: continue
          default:
            return ResultRow(columns: ResultColumn.allCases, boundless: category.name + "." + item.id)
          }
        }
      }
      return ResultRow(columns: ResultColumn.allCases)
    }
  }

  /// Whether 得分率, 满分 and 失分 can be known: not if something has no maximum, which is reported.
  private mutating func hasFull(_ column: ResultColumn, of boundless: String?, at range: SourceRange) -> Bool {
    guard let boundless, column != .score, column != .met else { return true }
    if !arePointsBroken { report(ModelProblem.noMaximum(boundless, column.keyword), at: range) }
    return false
  }

  private func full(of path: ResultPath) -> Rational? {
    switch path {
    case .category(let index): standard.categories[index].full
    case .group(let index, let group): standard.categories[index].groups[group].full
    case .item(let index, let item): standard.categories[index].items[item].scoring.full
    case .adjustment(let index): standard.adjustments[index].scoring.full
    }
  }

  /// - Parameter unit: that of the rows.
  private mutating func type(
    of query: Query, _ value: Formula?, _ unit: Measure, _ expression: Expression
  ) -> ValueType? {
    let operand = query.kind.meaning.of
    switch (operand, value?.type) {
    case (.conditions, _): return .truth
    case (.rows, _): return .number(unit, whole: true)
    case (.numbers, let own?) where own.isNumeric: return own.measured
    case (.dates, .date?): return .date
    case (.numbers, nil), (.dates, nil): return nil
    case (.numbers, let own?), (.dates, let own?):
      report(
        ModelProblem.wrongType(operand == .dates ? .date : .number, found: own),
        at: query.value?.range ?? expression.range)
      return nil
    }
  }

  // MARK: Results as values

  mutating func score(_ names: [Name], _ expression: Expression, _ scope: Scope) -> Formula? {
    guard let last = names.last, names.count > 1, let column = ResultColumn(Keyword(spelling: last.text)),
      column != .met
    else {
      report(
        ModelProblem.unknownColumn(names.last?.text ?? "", columns: spellings(ResultColumn.points)),
        at: names.last?.range ?? expression.range)
      return nil
    }
    guard let path = resultPath(Array(names.dropLast()), scope, expression.range) else { return nil }
    let takes = if case .adjustment(let index) = path { standard.adjustments[index].kind == .deduction } else { false }
    let hasFull = full(of: path) != nil || takes && column == .lost
    let boundless = !hasFull ? names.dropLast().map(\.text).joined(separator: ".") : nil
    guard self.hasFull(column, of: boundless, at: expression.range) else { return nil }
    return Formula(kind: .result(path, column), type: column.type, range: expression.range)
  }

  /// The place of a category, group, item, bonus or deduction; its names must be those of a result known here.
  mutating func resultPath(_ names: [Name], _ scope: Scope, _ range: SourceRange) -> ResultPath? {
    guard scope.knowsResults else {
      report(ModelProblem.resultNotHere(nil, name: names.map(\.text).joined(separator: ".")), at: range)
      return nil
    }
    guard let path = findResult(names) else {
      reportTarget(names, range)
      return nil
    }
    if case .adjustment(let index) = path, case .above(let known) = scope.results, index >= known {
      report(ModelProblem.resultNotHere(nil, name: names[0].text), at: range)
      return nil
    }
    return path
  }

  mutating func reportTarget(_ names: [Name], _ range: SourceRange) {
    if symbol(names[0].text) == .broken { return }
    let text = names.map(\.text).joined(separator: ".")
    var known: [String] = []
    for category in standard.categories where !isHopeless {
      known.append(category.name)
      known +=
        category.groups.map { category.name + "." + $0.name } + category.items.map { category.name + "." + $0.id }
    }
    if reportAbsent(text, at: range, { _ in true }) { return }
    report(ModelProblem.unknownTarget(text, nearest: nearest(text, among: known)), at: range)
  }

  /// `物业服务`, `物业服务.3`, `3.4` (places in the file), `物业服务.保洁`, `红榜`.
  mutating func findResult(_ names: [Name]) -> ResultPath? {
    guard let path = place(of: names.map(\.text)) else { return nil }
    use(names, for: path)
    return path
  }

  private func place(of parts: [String]) -> ResultPath? {
    var parts = parts
    if parts.count == 1, let dot = parts[0].firstIndex(of: "."), parts[0].first?.isNumber == true {
      parts = [String(parts[0][..<dot]), String(parts[0][parts[0].index(after: dot)...])]
    }
    guard let first = parts.first else { return nil }
    let category: Int
    switch symbol(first) {
    case .result(.category(let index))?: category = index
    case .result(let path)?: return parts.count == 1 ? path : nil
    default:
      guard let number = Int(first), (1...max(1, standard.categories.count)).contains(number) else { return nil }
      category = number - 1
    }
    guard standard.categories.indices.contains(category) else { return nil }
    switch parts.count {
    case 1: return .category(category)
    case 2, 3:
      let groups = standard.categories[category].groups
      let items = standard.categories[category].items
      if parts.count == 2, let group = groups.firstIndex(where: { $0.name == parts[1] }) {
        return .group(category, group)
      }
      if parts.count == 3, !groups.contains(where: { $0.name == parts[1] }) { return nil }
      return items.firstIndex { $0.id == parts[parts.count - 1] }.map { .item(category, $0) }
    default: return nil
    }
  }
}

extension ResultColumn {
  init?(_ keyword: Keyword?) {
    switch keyword {
    case .score: self = .score
    case .rate: self = .rate
    case .full: self = .full
    case .met: self = .met
    case .lost: self = .lost
    default: return nil
    }
  }

  var keyword: Keyword {
    switch self {
    case .score: .score
    case .rate: .rate
    case .full: .full
    case .met: .met
    case .lost: .lost
    }
  }

  /// Those of whatever has points.
  static let points: [ResultColumn] = [.score, .rate, .full, .lost]

  var type: ValueType {
    switch self {
    case .score, .full, .lost: .number(.points, whole: false)
    case .rate: .percentage
    case .met: .truth
    }
  }
}

extension ValueType {
  /// Whether it is a number or a percentage.
  var isNumeric: Bool {
    switch self {
    case .number, .percentage: true
    case .truth, .date, .text, .choice, .choices, .records: false
    }
  }

  /// The type of a computed number: no longer restricted to whole ones.
  var measured: ValueType {
    if case .number(let measure, _) = self { return .number(measure, whole: false) }
    return self
  }
}

extension RowQuery.Source {
  /// All of a kind; nil where they are no rows of results.
  fileprivate init?(_ kind: ClauseKind) {
    if let requirement = Requirement.Kind(kind) {
      self = .gates(requirement)
      return
    }
    switch kind.row.level {
    case .category?: self = .categories
    case .item?: self = .items(nil)
    case .group?, nil: return nil
    }
  }
}
