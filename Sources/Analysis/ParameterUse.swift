import Model
import Quantities

/// Where a standard uses a parameter.
struct ParameterUse {
  let parameter: Int
  /// Whether each definition uses it, directly or through others.
  private let definitions: [Bool]

  init(_ parameter: Int, in standard: Standard) {
    self.parameter = parameter
    var found: [Int: Bool] = [:]
    func uses(_ index: Int) -> Bool {
      if let known = found[index] { return known }
      let used = standard.definitions[index].formula.contains { formula in
        switch formula.kind {
        case .parameter(parameter): true
        case .definition(let inner): uses(inner)
        default: false
        }
      }
      found[index] = used
      return used
    }
    definitions = standard.definitions.indices.map(uses)
  }

  /// Whether a formula depends on it; one about results may, as the results do.
  func moves(_ formula: Formula) -> Bool {
    formula.contains { part in
      switch part.kind {
      case .parameter(parameter), .total, .eligible, .result: true
      case .rows(let query): query.source.isOfResults
      case .definition(let index): definitions[index]
      default: false
      }
    }
  }

  /// Whether what is compared across cohorts, or who belongs to them, depends on it.
  func movesCohorts(_ standard: Standard) -> Bool {
    standard.cohortUses.contains { moves($0.formula) }
      || standard.cohorts.contains { $0.members.map(moves) ?? false }
  }

  /// Whether dates are shifted by it, or shifted by months from it: then only whole values mean anything, and no line
  /// leads from one to the next.
  func shiftsDates(_ standard: Standard) -> Bool {
    standard.formulas.contains { formula in
      formula.contains { part in
        guard case .shifted(let date, let amount, let months, _) = part.kind else { return false }
        return moves(amount) || (months && moves(date))
      }
    }
  }
}

extension Standard {
  /// Every formula in it.
  var formulas: [Formula] {
    var formulas = definitions.map(\.formula) + cohortUses.map(\.formula) + cohorts.compactMap(\.members)
    formulas += [entrants, selection?.when].compactMap { $0 } + ranking.map(\.formula)
    for requirement in requirements {
      formulas += requirement.conditions + [requirement.inapplicable].compactMap { $0 }
    }
    for category in categories {
      formulas += ([category.limits] + category.groups.map(\.limits)).flatMap(\.formulas)
      formulas += category.items.flatMap(\.scoring.everyFormula)
    }
    return formulas + adjustments.flatMap(\.scoring.everyFormula)
  }

  /// The numbers that were worked out when the standard was checked: the same for two values of a parameter unless it
  /// stands where only constants may.
  ///
  /// - Parameter parameters: those whose own values do not count.
  func folded(without parameters: Set<Int>) -> [Value?] {
    func number(_ value: Rational?) -> Value? { value.map(Value.number) }
    func scoring(_ scoring: Scoring) -> [Value?] {
      var numbers = [number(scoring.full), number(scoring.limits.rounding?.step)]
      if case .interpolation(_, let knots) = scoring.base {
        numbers += knots.flatMap { [number($0.at), number($0.points)] }
      }
      for case .round(let rule) in scoring.steps.map(\.operation) { numbers.append(number(rule.step)) }
      return numbers
    }
    var numbers = [number(total), number(rounding?.step)]
    numbers.append(referenceDate.map(Value.date))
    for (index, parameter) in self.parameters.enumerated() where !parameters.contains(index) {
      numbers += [parameter.value, parameter.lower, parameter.upper]
    }
    for fact in facts { numbers += [fact.lower, fact.upper, fact.fallback] }
    numbers += cohorts.map { .number(Rational($0.smallest)) }
    for category in categories {
      numbers += [number(category.full), number(category.limits.rounding?.step)]
      for group in category.groups { numbers += [number(group.full), number(group.limits.rounding?.step)] }
      numbers += category.items.flatMap { scoring($0.scoring) }
    }
    numbers += adjustments.flatMap { scoring($0.scoring) }
    return numbers + [number(selection?.overall?.value), number(selection?.perGroup?.value)]
  }
}
