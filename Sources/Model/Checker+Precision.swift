import Diagnostics
import Quantities
import Syntax

/// 精度 of facts: how fine their values are, and what lies between two of them.
extension Checker {
  /// What the clause of a fact says; nil without it.
  mutating func precision(_ clause: Clause, _ type: ValueType) -> Precision? {
    for field in clause.fields where field.keyword == .precision {
      guard case .rounding(let mode, let expression) = field.body else { continue }
      guard type.isNumeric else {
        report(ModelProblem.wrongType(.anyNumber, found: type), at: field.range)
        continue
      }
      guard case .number(let step)? = constant(expression, as: type, .precision) else { continue }
      guard step > .zero else {
        report(ModelProblem.precisionNotPositive(shown(.number(step), type)), at: expression.range)
        continue
      }
      return Precision(step: step, rounding: mode.map { Rounding($0) })
    }
    return nil
  }

  /// Reports a value of a fact that is finer than its values are.
  mutating func checkPrecision(_ value: Value, _ type: ValueType, _ precision: Precision?, at range: SourceRange) {
    guard let precision, !precision.allows(value) else { return }
    report(
      ModelProblem.finerThanFact(shown(value, type), step: shown(.number(precision.step), type)), at: range)
  }

  /// What an example states, as a sheet would be read; nil after reporting that it is too fine.
  mutating func taken(_ value: Value, _ fact: Fact, at range: SourceRange) -> Value? {
    guard let precision = fact.precision else { return value }
    let taken = precision.taken(value)
    if taken == nil { checkPrecision(value, fact.type, precision, at: range) }
    return taken
  }

  /// Warns of fixed values that a fact is held against and that it cannot have.
  mutating func thresholds() {
    guard standard.facts.contains(where: { $0.precision != nil }) else { return }
    var held: [(fact: Int, value: Formula)] = []
    for formula in standard.unsettled.formulas {
      formula.walk { part in
        held += part.factsAndValues
        return true
      }
    }
    var seen: Set<SourceRange> = []
    for (index, formula) in held {
      let fact = standard.facts[index]
      guard let precision = fact.precision, case .success(let value?) = fold(formula), !precision.allows(value),
        seen.insert(formula.range).inserted
      else { continue }
      report(
        ModelProblem.finerThreshold(
          shown(value, fact.type), fact: fact.name, step: shown(.number(precision.step), fact.type)),
        at: formula.range)
    }
  }
}

extension Formula {
  /// The facts that it compares itself, each with what it is held against.
  fileprivate var factsAndValues: [(fact: Int, value: Formula)] {
    let pairs: [(subject: Formula, others: [Formula])]
    if case .compare(_, let left, let right) = kind {
      pairs = [(left, [right]), (right, [left])]
    } else if case .interval(let subject, let lower, let upper) = kind {
      pairs = [(subject, [lower, upper].compactMap { $0?.formula })]
    } else if case .oneOf(let subject, let members) = kind {
      pairs = [(subject, members)]
    } else {
      return []
    }
    return pairs.flatMap { subject, others -> [(fact: Int, value: Formula)] in
      if case .fact(let index) = subject.kind { others.map { (index, $0) } } else { [] }
    }
  }
}
