import Diagnostics
import Quantities
import Syntax

/// What definitions and determinations come to: one expression, the first of several that holds, or a row of a table.
extension Checker {
  /// A value, and the condition under which it is the one.
  private struct Case {
    let value: Expression
    /// Nil holds always.
    let when: Formula?
    let range: SourceRange
  }

  /// Nil after reporting what is wrong.
  ///
  /// - Parameter result: which of the columns that its table gives, by place.
  mutating func value(of clause: Clause, result: Int = 0, _ scope: Scope) -> Formula? {
    if case .broken = clause.body { return nil }
    var type: ValueType?
    if case .valued(_, let syntax?) = clause.body {
      guard let stated = valueType(syntax, of: clause.name) else { return nil }
      type = stated
    }
    guard let cases = cases(clause, result, scope) else { return nil }
    var values: [(formula: Formula, case: Case)] = []
    for own in cases {
      let formula: Formula?
      if let type { formula = typed(own.value, as: type, scope) } else { formula = typed(own.value, scope) }
      guard let formula else { continue }
      type = type ?? formula.type
      values.append((formula, own))
    }
    guard values.count == cases.count, let last = values.last else { return nil }
    // Read from the end: what is left when none before it holds.
    return values.dropLast().reversed().reduce(last.formula) { rest, value in
      guard let when = value.case.when else { return value.formula }
      return Formula(
        kind: .conditional(when, value.formula, rest), type: value.formula.type.joined(rest.type),
        range: value.case.range)
    }
  }

  /// The cases of a clause in order, the last of which is for everything else.
  private mutating func cases(_ clause: Clause, _ result: Int, _ scope: Scope) -> [Case]? {
    var cases: [Case] = []
    var table: [Expression]?
    var isSound = true
    let missingColumns = Self.missingColumns(clause)
    for field in clause.fields {
      switch field.body {
      case .band(let value, let when):
        let condition = when.flatMap { self.condition($0, scope) }
        isSound = isSound && (when == nil || condition != nil)
        cases.append(Case(value: value, when: condition, range: field.range))
      case .table(let columns, _):
        if table != nil || !cases.isEmpty { report(ModelProblem.severalBases, at: field.range) }
        table = columns
      case .row(let matches, let values):
        let condition = row(matches, of: table, missingColumns, field.range, scope)
        let wanted = max(1, clause.tableResults.count)
        if values.count != wanted {
          report(ModelProblem.tableResults(wanted: wanted, found: values.count), at: field.range)
        }
        guard let condition, values.count == wanted else {
          isSound = false
          continue
        }
        cases.append(
          Case(value: values[result], when: condition.isAlwaysTrue ? nil : condition, range: field.range))
      default: break
      }
    }
    let name = clause.name?.text ?? ""
    guard isSound, let last = cases.last else {
      if isSound { report(ModelProblem.noValue(name), at: clause.head) }
      return nil
    }
    for (index, own) in cases.enumerated().dropLast() where own.when == nil {
      report(ModelProblem.unreachableBand, at: cases[index + 1].range)
      return nil
    }
    if last.when != nil, !(table.map { areAll($0, clause, scope) } ?? false) {
      report(ModelProblem.noOtherwise(name), at: last.range)
      return nil
    }
    return cases
  }

  /// Whether the rows of a table leave nothing out: every combination of options has its row.
  private mutating func areAll(_ table: [Expression], _ clause: Clause, _ scope: Scope) -> Bool {
    var combinations: [[Int]] = [[]]
    var optionsOfColumns: [[String]] = []
    for column in table {
      let options: [String]
      switch typed(column, scope)?.type {
      case .choice(let words, _): options = words
      case .truth: options = [Self.word(true), Self.word(false)]
      // Of these a row says something only by 任意.
      case _: options = [""]
      }
      optionsOfColumns.append(options)
      combinations = combinations.flatMap { start in options.indices.map { start + [$0] } }
      if combinations.count > Self.combinationLimit { return false }
    }
    let rows = clause.fields.compactMap { field -> [Field.Match]? in
      if case .row(let matches, _) = field.body { matches } else { nil }
    }
    return combinations.allSatisfy { chosen in
      rows.contains { matches in
        zip(matches, zip(chosen, optionsOfColumns)).allSatisfy { match, column in
          let option = column.1[column.0]
          switch match {
          case .anything: return true
          case .missing: return false
          case .value(let value): return word(value) == option
          case .set(.list(let members), _): return members.contains { word($0) == option }
          case .set(.interval, _): return false
          }
        }
      }
    }
  }

  /// Tables with more combinations need a row for all the rest.
  private static let combinationLimit = 4_096

  private static func word(_ truth: Bool) -> String { (truth ? Keyword.yes : .no).chinese }

  private func word(_ value: Expression) -> String? {
    if case .truth(let truth) = value.kind { return Self.word(truth) }
    return optionText(value)
  }

  // MARK: Determinations

  mutating func determinations() {
    for (index, clause) in definitionClauses.enumerated() where clause.kind == .determination {
      let formula = standard.definitions[index].formula
      let name = clause.name?.text ?? ""
      var determination = Determination(
        name: name, title: clause.title?.text ?? name, definition: index, type: formula.type, rungs: formula.rungs,
        annotation: clause.annotation)
      determination.subjects = Subject.of(determination.rungs.compactMap(\.when), standard)
      standard.determinations.append(determination)
    }
  }
}

extension Formula {
  fileprivate var isAlwaysTrue: Bool {
    if case .all(let parts) = kind { return parts.isEmpty }
    return false
  }

  /// The choices of a chain of cases, in order; empty where one of them is worked out.
  fileprivate var rungs: [Determination.Rung] {
    var rungs: [Determination.Rung] = []
    var rest = self
    while case .conditional(let when, let value, let others) = rest.kind {
      guard case .constant(.choice(let option)) = value.kind else { return [] }
      rungs.append(Determination.Rung(option: option, when: when))
      rest = others
    }
    guard case .constant(.choice(let option)) = rest.kind else { return [] }
    return rungs + [Determination.Rung(option: option, when: nil)]
  }
}

extension ValueType {
  /// Of one of two values: whole only where both are.
  fileprivate func joined(_ other: ValueType) -> ValueType {
    if case .number(_, whole: true) = self, case .number(_, whole: false) = other { return other }
    return self
  }
}
