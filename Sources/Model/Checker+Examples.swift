import Diagnostics
import Quantities
import Syntax

/// What of the outcome a file declares, also where a mistake of its own keeps it from being checked.
private struct Declared {
  let grades: Set<String>
  let hasSelection: Bool
}

extension Checker {
  mutating func examples() {
    let built = outline.examplesBuiltUpon
    var earlier: [TextKey: Example] = [:]
    let declared = Declared(
      grades: Set(clauses(.grade).compactMap { $0.name?.text }), hasSelection: !clauses(.selection).isEmpty)
    for clause in clauses(.example) {
      owner = .example(standard.examples.count)
      let said = diagnostics.count
      let used = standard.names.uses.count
      let title = clause.title?.text ?? ""
      if let first = earlier[TextKey(title)] {
        report(
          ModelProblem.duplicateName(title, line: self.line(of: first.range)),
          at: clause.head)
      }
      let example = example(clause, declared, earlier)
      if !clause.has(.expect), !built.contains(title) {
        report(ModelProblem.emptyExample(title), at: clause.head)
      }
      if tolerance.contains(.examples) || !sources.isInMain(clause.range), diagnostics.count > said {
        // It tells of something that this level no longer has.
        diagnostics.removeSubrange(said...)
        standard.names.uses.removeSubrange(used...)
        continue
      }
      earlier[TextKey(title)] = example
      standard.examples.append(example)
    }
  }

  /// - Parameter earlier: the examples above, by title, from which it may start.
  private mutating func example(
    _ clause: Clause, _ declared: Declared, _ earlier: [TextKey: Example]
  ) -> Example {
    var given: [Example.Given] = []
    var parameters: [Clause] = []
    var others: [Example.Others] = []
    var expected: [Example.Expected] = []
    for field in clause.fields {
      switch field.body {
      case .text(let text, _) where field.keyword == .like:
        guard let base = earlier[TextKey(text.text)] else {
          reportUnknownExample(text, among: earlier)
          continue
        }
        standard.names.use(.clause(ClauseKey(.example, text.text)), at: text.range)
        given = base.given + given
        parameters = base.parameters + parameters
        others = base.others + others
      case .assignments(let assignments):
        let (facts, amendments) = assigned(assignments)
        given += facts
        parameters += amendments
      case .others(let count, let assignments):
        let number = count.flatMap { constantCount($0, .example) } ?? 1
        let already = others.map(\.count).reduce(0, +)
        guard number >= 1, number <= Limits.others - already else {
          report(ModelProblem.tooManyOthers(number), at: field.range)
          continue
        }
        others.append(Example.Others(count: number, given: assigned(assignments).facts))
      case .expectations(let expectations):
        expected += expectations.compactMap { expectation($0, declared) }
      default: break
      }
    }
    return Example(
      title: clause.title?.text ?? "", given: given, parameters: parameters, others: others, expected: expected,
      range: clause.range)
  }

  private mutating func reportUnknownExample(_ title: TextLiteral, among earlier: [TextKey: Example]) {
    // It may stand further down.
    let line = outline.clauses.first { $0.kind == .example && $0.title?.text == title.text }?.title.map {
      self.line(of: $0.range)
    }
    let nearest = line != nil ? nil : self.nearest(title.text, among: earlier.keys.map(\.text))
    let quotes = (written(title.range).first, written(title.range).last)
    var replacement: String?
    if let nearest, case (let opening?, let closing?) = quotes, !nearest.contains(closing) {
      replacement = String(opening) + nearest + String(closing)
    }
    report(
      ModelProblem.unknownExample(title.text, nearest: nearest, line: line), at: title.range,
      replacement: replacement)
  }

  private mutating func assigned(_ assignments: [Assignment]) -> (facts: [Example.Given], parameters: [Clause]) {
    var facts: [Example.Given] = []
    var parameters: [Clause] = []
    warnOfRepeatedAssignments(assignments)
    for assignment in assignments {
      if assignment.isReferenceDate {
        guard case .expression(let expression) = assignment.value, constant(expression, as: .date, .example) != nil,
          expression.day != nil
        else {
          report(ModelProblem.wrongType(.date, found: .text), at: assignment.range)
          continue
        }
        let field = Field(keyword: .referenceDate, body: .expression(expression), range: assignment.range)
        parameters.append(Clause(action: .amend, kind: .standard, fields: [field], range: assignment.range))
        continue
      }
      if case .parameter(let index)? = symbol(assignment.name.text) {
        let parameter = standard.parameters[index]
        use(.parameter(index), at: assignment.name.range, isAmended: true)
        if case .expression(let expression) = assignment.value,
          let value = constant(expression, as: parameter.type, .example)
        {
          checkRange(value, parameter.type, parameter.lower, parameter.upper, at: expression.range)
          parameters.append(
            Clause(
              action: .amend, kind: .parameter, name: assignment.name,
              body: .parameter(type: nil, value: expression),
              range: assignment.range))
        }
        continue
      }
      guard let fact = factIndex(assignment.name) else { continue }
      if case .missing = assignment.value {
        facts.append(Example.Given(fact: fact, value: nil))
      } else if let value = assignedValue(assignment, standard.facts[fact]) {
        facts.append(Example.Given(fact: fact, value: value))
      }
    }
    return (facts, parameters)
  }

  private mutating func assignedValue(_ assignment: Assignment, _ fact: Fact) -> Value? {
    switch (assignment.value, fact.type) {
    case (.expression(let expression), .records) where isNone(expression): return .records([])
    case (.expression(let expression), .choices(let options))
    where isNone(expression) && Set(options).isDisjoint(with: Self.none):
      return .choices(0)
    case (.expression(let expression), .choices), (.expression(let expression), .choice):
      return constant(expression, as: fact.type, .example)
    case (.expression(let expression), _):
      guard let stated = constant(expression, as: fact.type, .example),
        let value = taken(stated, fact, at: expression.range)
      else { return nil }
      checkRange(value, fact.type, fact.lower, fact.upper, at: expression.range)
      return value
    case (.list(let elements), .choices):
      var bits: UInt64 = 0
      for element in elements {
        guard case .choices(let bit)? = constant(element, as: fact.type, .example) else { return nil }
        bits |= bit
      }
      return .choices(bits)
    case (.list(let elements), .records) where elements.isEmpty: return .records([])
    case (.rows(let rows), .records(_, let columns)):
      var values: [[Value?]] = []
      for row in rows {
        guard row.count == columns.count else {
          report(ModelProblem.tableWidth(columns: columns.count, found: row.count), at: assignment.range)
          return nil
        }
        var cells: [Value?] = []
        for (cell, column) in zip(row, columns) {
          guard let cell else {
            cells.append(nil)
            continue
          }
          guard let value = constant(cell, as: column.type, .example) else { return nil }
          checkRange(value, column.type, column.lower, column.upper, at: cell.range)
          cells.append(value)
        }
        values.append(cells)
      }
      return .records(values)
    default:
      report(ModelProblem.wrongType(.comparable, found: fact.type), at: assignment.range)
      return nil
    }
  }

  /// What a sheet may state instead of records or options.
  private static let none: Set<String> = ["无", "none"]

  private func isNone(_ expression: Expression) -> Bool {
    guard case .path(let names) = expression.kind, let name = names.first, names.count == 1 else { return false }
    return Self.none.contains(name.text) && symbol(name.text) == nil
  }

  private mutating func expectation(_ syntax: Expectation, _ declared: Declared) -> Example.Expected? {
    let outcome: Example.Outcome
    switch syntax.outcome {
    case .word(let keyword): outcome = option(keyword, of: syntax).map { .value($0) } ?? .word(keyword)
    case .grade(let name):
      let grades = declared.grades
      if grades.isEmpty {
        report(ModelProblem.clauseMissing(.grade), at: syntax.range)
        return nil
      }
      if !grades.contains(name.text), Keyword(spelling: name.text) == .unverified {
        outcome = .word(.unverified)
        break
      }
      guard grades.contains(name.text) else {
        report(ModelProblem.unknownTarget(name.text, nearest: nearest(name.text, among: grades)), at: name.range)
        return nil
      }
      standard.names.use(.clause(ClauseKey(.grade, name.text)), at: name.range)
      outcome = .grade(name.text)
    case .value(let expression): return expectedValue(expression, of: syntax)
    case .amount, .boundless:
      guard let range = amount(syntax.outcome) else { return nil }
      outcome = .amount(range)
    case .orUnscored(let amount):
      guard let range = self.amount(amount) else { return nil }
      outcome = .amountOrUnscored(range)
    }
    guard let subject = expectedSubject(syntax, declared) else { return nil }
    return Example.Expected(subject: subject, outcome: outcome, range: syntax.range)
  }

  /// The range of an amount; nil for what is none, or is broken.
  private mutating func amount(_ outcome: Expectation.Outcome) -> Interval? {
    switch outcome {
    case .amount(let least, let most):
      guard let low = constantPoints(least, .example) else { return nil }
      guard let most else { return Interval(low) }
      return constantPoints(most, .example).map { Interval(low, $0) }
    case .boundless(let least):
      return constantPoints(least, .example).map { Interval(.finite($0), .positiveInfinity) }
    case .word, .value, .grade, .orUnscored: return nil
    }
  }

  private mutating func expectedValue(_ expression: Expression, of syntax: Expectation) -> Example.Expected? {
    guard let index = determination(syntax) else { return nil }
    let type = standard.determinations[index].type
    guard definition(standard.determinations[index].definition) != nil else { return nil }
    guard let value = constant(expression, as: type, .example) else { return nil }
    return Example.Expected(subject: .determination(index), outcome: .value(value), range: syntax.range)
  }

  /// The option of a determination that is called by a word of expectations.
  private func option(_ keyword: Keyword, of syntax: Expectation) -> Value? {
    guard keyword == .unscored, let name = syntax.path.first,
      case .choice(let options, _)? = standard.determinations.first(where: { $0.name == name.text })?.type
    else { return nil }
    return options.firstIndex { Keyword(spelling: $0) == keyword }.map { .choice($0) }
  }

  /// The place of the determination that is named.
  private mutating func determination(_ syntax: Expectation) -> Int? {
    guard let name = syntax.path.first else { return nil }
    guard let index = standard.determinations.firstIndex(where: { $0.name == name.text }) else {
      let names = standard.determinations.map(\.name)
      report(ModelProblem.unknownTarget(name.text, nearest: nearest(name.text, among: names)), at: name.range)
      return nil
    }
    standard.names.use(.clause(ClauseKey(.determination, name.text)), at: name.range)
    return index
  }

  private mutating func expectedSubject(_ syntax: Expectation, _ declared: Declared) -> Example.Subject? {
    switch syntax.subject {
    case .total: return .total
    case .grade: return .grade
    case .selection:
      if !declared.hasSelection { report(ModelProblem.clauseMissing(.selection), at: syntax.range) }
      return .selection
    case .eligibility: return .eligibility
    case .clause(.determination): return determination(syntax).map { .determination($0) }
    case .clause(let clause):
      if let kind = Requirement.Kind(clause) {
        let id = syntax.path.map(\.text).joined(separator: ".")
        let requirements = standard.requirements
        if let place = requirements.indices.first(where: { requirements[$0].kind == kind && requirements[$0].id == id })
        {
          let range = syntax.path[0].range.through(syntax.path[syntax.path.count - 1].range)
          standard.names.use(.clause(ClauseKey(clause, id)), at: range)
          return .requirement(place)
        }
      } else if let path = findResult(syntax.path) {
        return .score(path)
      }
      reportTarget(syntax.path, syntax.range)
      return nil
    }
  }
}
