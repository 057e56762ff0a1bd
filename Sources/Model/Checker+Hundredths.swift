import Diagnostics
import Quantities
import Syntax

/// A percentage is a number: 95% × 0.1 is 0.095. Who thinks of 95 points of a hundred gets a hundredth of what was meant,
/// which shows by what the formula can give at most.
extension Checker {
  /// Warns of points that come to a hundredth of what the clause is worth at most, where they would come to about all of
  /// it if its percentages were counted in points of a hundred.
  mutating func warnOfHundredth(_ base: Scoring.Base, _ steps: [Step], _ full: Rational?) {
    guard let full, full > .zero else { return }
    var amounts: [Amount]
    switch base {
    case .bands(let bands): amounts = bands.map(\.amount)
    case .mark(let amount): amounts = [amount]
    case .zero: amounts = steps.filter { $0.operation.adds && $0.by == nil }.map(\.amount)
    case .full, .interpolation: return
    }
    // Anything else moves points by an amount of its own.
    let others = steps.filter { !$0.operation.adds || $0.by != nil }
    guard others.isEmpty, let suspect = amounts.first(where: { standard.hasBarePercentage($0.formula) }) else { return }
    func most(_ percent: Rational) -> Rational? {
      var most = Rational.zero
      for amount in amounts {
        guard let own = standard.bounds(amount.formula, percent: percent).most.value else { return nil }
        most = max(most, amount.isShare ? own * full : own)
      }
      return most
    }
    guard let found = most(.one), let meant = most(.powerOfTen(2)), found > .zero, found * Rational(50) <= full,
      meant * Rational(2) >= full, meant <= full * Rational(2)
    else { return }
    report(
      ModelProblem.hundredth(most: found.shortText(), full: full.shortText()), at: suspect.formula.range)
  }
}

extension Step.Operation {
  fileprivate var adds: Bool { if case .add = self { true } else { false } }
}

extension Standard {
  /// Whether a percentage that sheets decide stands beside a plain number as a factor.
  fileprivate func hasBarePercentage(_ formula: Formula) -> Bool {
    contains(formula) { part in
      guard case .operation(.product(let divided), let factors) = part.kind else { return false }
      return isBare(factors, divided)
    }
  }

  private func isBare(_ factors: [Formula], _ divided: [Bool]) -> Bool {
    zip(factors, divided).contains { $0.type == .percentage && !$1 && isAboutSheet($0) }
      && factors.contains { $0.type != .percentage }
  }

  /// Between which numbers a formula can come out, as far as the ranges of what it uses tell.
  ///
  /// - Parameter percent: by what a percentage is multiplied that is a factor beside a plain number.
  fileprivate func bounds(_ formula: Formula, percent: Rational) -> Interval {
    let parts = formula.children.map { bounds($0, percent: percent) }
    switch formula.kind {
    case .constant(let value): return value.number.map { Interval($0) } ?? .all
    case .parameter(let index):
      if let value = parameters[index].value?.number { return Interval(value) }
      return Self.range(parameters[index].lower, parameters[index].upper, formula.type)
    case .fact(let index): return Self.range(facts[index].lower, facts[index].upper, formula.type)
    case .definition(let index): return bounds(definitions[index].formula, percent: percent)
    case .conditional: return parts[1].hull(parts[2])
    case .operation(let operation, let operands):
      do throws(ArithmeticError) {
        return try bounds(operation, operands, parts, percent) ?? Self.range(nil, nil, formula.type)
      } catch { return .all }
    case .referenceDate, .column, .resultColumn, .not, .all, .any, .compare, .interval, .oneOf, .hasOptions, .hasText,
      .isKnown, .position, .rank, .cohort, .rows, .total, .eligible, .result:
      return Self.range(nil, nil, formula.type)
    }
  }

  private func bounds(
    _ operation: Operation, _ operands: [Formula], _ parts: [Interval], _ percent: Rational
  ) throws(ArithmeticError) -> Interval? {
    switch operation {
    case .sum(let subtracted):
      var sum = Interval.zero
      for (part, isSubtracted) in zip(parts, subtracted) { sum = try sum.adding(isSubtracted ? part.negated : part) }
      return sum
    case .product(let divided):
      let isBare = isBare(operands, divided)
      var product = Interval(.one)
      for ((operand, part), divides) in zip(zip(operands, parts), divided) {
        guard let factor = divides ? try part.reciprocal() : part else { return nil }
        let isScaled = isBare && operand.type == .percentage && !divides && isAboutSheet(operand)
        product = try product.multiplied(by: isScaled ? try factor.multiplied(by: Interval(percent)) : factor)
      }
      return product
    case .negated: return parts[0].negated
    case .larger, .smaller: return parts.dropFirst().reduce(parts[0]) { $0.hull($1) }
    case .rounded: return parts[0]
    case .absolute, .power, .shifted, .daysBetween, .length, .optionCount: return nil
    }
  }

  /// Percentages go to 100% where nothing else is said.
  private static func range(_ lower: Value?, _ upper: Value?, _ type: ValueType) -> Interval {
    if let lower = lower?.number, let upper = upper?.number { return Interval(lower, upper) }
    return type == .percentage ? Interval(.zero, .one) : .all
  }
}
