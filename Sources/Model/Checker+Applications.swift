import Diagnostics
import Quantities
import Syntax

/// Definitions with parameters, and tables that give several columns, are written out where they are used: what is
/// worked out for a sheet knows nothing of them.
extension Checker {
  /// Formulas that may be written out in one standard.
  private static let writtenOutLimit = 100_000

  /// Whether a definition has no value by itself.
  func isWrittenOut(_ index: Int) -> Bool {
    let clause = definitionClauses[index]
    return !clause.parameters.isEmpty || !clause.tableResults.isEmpty
  }

  /// Looks at a definition by itself, so that its mistakes are told once and where they stand.
  ///
  /// - Returns: the types of its parameters; nil if it cannot be used.
  mutating func template(_ index: Int) -> [ValueType]? {
    if let known = templates[index] { return known }
    let clause = definitionClauses[index]
    guard enter(.definition(index), clause) else { return nil }
    defer { path.removeLast() }
    var scope = definitionScope
    scope.isTrial = true
    var types: [ValueType] = []
    var isSound = clause.kind == .definition
    if !isSound { report(ModelProblem.determinationTakesNothing(clause.name?.text ?? ""), at: clause.head) }
    for (place, parameter) in clause.parameters.enumerated() {
      guard let type = cellType(parameter, of: clause.name) else {
        isSound = false
        continue
      }
      types.append(type)
      // A leaf of which nothing is known.
      let leaf = Formula(kind: .column(place), type: type, range: parameter.name.range)
      for name in [parameter.name, parameter.alias].compactMap({ $0 }) {
        if scope.arguments.updateValue(leaf, forKey: name.text) != nil {
          report(ModelProblem.duplicateName(name.text, line: line(of: parameter.name.range)), at: name.range)
        }
      }
    }
    let uses = standard.cohortUses.count
    for result in 0..<max(1, clause.tableResults.count) where isSound {
      isSound = value(of: clause, result: result, scope) != nil
    }
    standard.cohortUses.removeSubrange(uses...)
    templates[index] = .some(isSound ? types : nil)
    return isSound ? types : nil
  }

  /// What stands for a parameter. What belongs to a row cannot be looked at from within another one.
  mutating func argument(_ argument: Formula, _ name: Name, _ scope: Scope) -> Formula? {
    let isInRow = scope.records != nil || scope.resultRow != nil
    if isInRow, !scope.isTrial, !argument.columns.isEmpty {
      report(ModelProblem.rowWithinRow(name.text), at: scope.place ?? name.range)
      return nil
    }
    return Formula(kind: argument.kind, type: argument.type, range: name.range)
  }

  /// A definition with its parameters filled in; nil after reporting what is wrong.
  mutating func application(
    of name: Name, to operands: [Expression], _ column: Name?, _ expression: Expression, _ scope: Scope
  ) -> Formula? {
    guard case .definition(let index)? = symbol(name.text), isWrittenOut(index) else {
      if symbol(name.text) == nil {
        reportUnknown(name, among: symbols.keys.map(\.text))
      } else if symbol(name.text) != .broken {
        report(ModelProblem.takesNothing(name.text), at: expression.range)
      }
      return nil
    }
    use(.definition(index), at: name.range)
    let clause = definitionClauses[index]
    guard clause.parameters.count == operands.count else {
      report(
        ModelProblem.parameterCount(name.text, wanted: clause.parameters.map(\.name.text), found: operands.count),
        at: expression.range)
      return nil
    }
    guard let result = result(of: clause, column, expression), let types = template(index) else { return nil }
    var inner = Scope()
    inner.results = scope.results
    inner.inCohort = scope.inCohort
    inner.isTrial = scope.isTrial
    inner.place = scope.place ?? expression.range
    for (parameter, (type, operand)) in zip(clause.parameters, zip(types, operands)) {
      guard let formula = typed(operand, as: type, scope) else { return nil }
      for name in [parameter.name, parameter.alias].compactMap({ $0 }) { inner.arguments[name.text] = formula }
    }
    return writtenOut(index, result, inner, expression)
  }

  /// Which of the columns that the table of a definition gives is asked for.
  private mutating func result(of clause: Clause, _ column: Name?, _ expression: Expression) -> Int? {
    let names = clause.tableResults
    guard let column else {
      if names.isEmpty { return 0 }
      report(ModelProblem.columnNeeded(clause.name?.text ?? "", names.map(\.text)), at: expression.range)
      return nil
    }
    if names.isEmpty {
      reportUnknown(column, among: [])
      return nil
    }
    if let place = names.firstIndex(where: { $0.text == column.text }) { return place }
    report(ModelProblem.unknownColumn(column.text, columns: names.map(\.text)), at: column.range)
    return nil
  }

  private mutating func writtenOut(
    _ index: Int, _ result: Int, _ scope: Scope, _ expression: Expression
  ) -> Formula? {
    guard enter(.definition(index), definitionClauses[index]) else { return nil }
    defer { path.removeLast() }
    // What is said of the definition, and which names it uses, was told when it was tried out.
    let (names, said) = (standard.names, diagnostics)
    let formula = value(of: definitionClauses[index], result: result, scope)
    standard.names = names
    diagnostics = said + diagnostics.dropFirst(said.count).filter(\.isError)
    guard let formula else { return nil }
    formula.walk { _ in
      writtenOut += 1
      return true
    }
    guard writtenOut <= Self.writtenOutLimit else {
      report(ModelProblem.tooMuchWrittenOut(Self.writtenOutLimit), at: expression.range)
      return nil
    }
    return Formula(kind: formula.kind, type: formula.type, range: expression.range)
  }
}

extension Clause {
  /// What a definition takes.
  var parameters: [TypeSyntax.Column] { if case .valued(let parameters, _) = body { parameters } else { [] } }

  /// The names of the columns that its table gives, where it gives several.
  var tableResults: [Name] {
    for field in fields { if case .table(_, let results) = field.body { return results } }
    return []
  }
}
