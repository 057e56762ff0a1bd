import Evaluation
import Model
import Quantities

/// A number as it is shown: percentages and multiples of units look different from what they are worth.
package struct TypedNumber: Hashable {
  let number: Rational
  let type: ValueType

  /// What is written behind the number: what else the type says does not tell two numbers apart.
  private var unit: String {
    switch type {
    case .percentage: "%"
    case .number(let measure, _): measure.text
    case .truth, .date, .text, .choice, .choices, .records: ""
    }
  }

  package static func == (left: TypedNumber, right: TypedNumber) -> Bool {
    left.number == right.number && left.unit == right.unit
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(number)
    hasher.combine(unit)
  }
}

extension Interval {
  /// The ends that there are.
  var ends: [Rational] { [least, most].compactMap(\.value) }
}

extension Constants {
  /// Numbers that formulas hold others against: constants, parameters, and what is worked out of them alone.
  func comparands(in formulas: [Formula]) -> [TypedNumber] {
    var found: [TypedNumber] = []
    standard.walk(formulas) { part in
      guard case .number(let number)? = value(of: part) else { return true }
      found.append(TypedNumber(number: number, type: part.type))
      return false
    }
    return found
  }

  /// Points that scores are held against: full points, limits, and the conditions of grades, selection and adjustments,
  /// where a percentage may be one of any full points.
  var pointComparands: [Rational] {
    func amounts(_ limits: ScoreLimits, _ full: Rational?) -> [Rational] {
      [limits.cap, limits.floor, limits.minimum].compactMap { amount in
        guard let amount, let number = value(of: amount.formula)?.number else { return nil }
        return amount.isShare ? full.map { $0 * number } : number
      }
    }
    var parts: [(limits: ScoreLimits, full: Rational?)] = [(ScoreLimits(), standard.total)]
    for category in standard.categories {
      parts.append((category.limits, category.markedOn))
      if category.scale != nil { parts.append((ScoreLimits(), category.full)) }
      parts += category.groups.map { ($0.limits, $0.full) }
      parts += category.items.map { ($0.scoring.limits, $0.scoring.full) }
    }
    parts += standard.adjustments.map { ($0.scoring.limits, $0.scoring.full) }
    let fulls = Set(parts.compactMap(\.full))
    let owners =
      standard.grades.indices.map { Site.Owner.grade($0) } + [.selection]
      + standard.adjustments.indices.map { .score(.adjustment($0)) }
    let stated = comparands(in: owners.flatMap { standard.sites(of: $0).explained })
    let shares = stated.filter { $0.type == .percentage }.flatMap { share in fulls.map { $0 * share.number } }
    return fulls + shares + parts.flatMap { amounts($0.limits, $0.full) } + stated.map(\.number)
  }
}

extension Standard {
  var pointComparands: [Rational] { Constants(self).pointComparands }
}

/// How points are written, wherever they stand: unequal ones of two communities are told apart, and those that are held
/// against something from that.
package final class PointColumns {
  private let outcome: Outcome
  /// So many of the report are told apart.
  private let count: Int
  private let comparands: [Rational]
  /// The ends of what has been asked for.
  private var ends: [[Amount]: Set<Rational>] = [[]: []]

  /// - Parameter count: nil for everybody.
  package init(_ outcome: Outcome, count: Int? = nil) {
    (self.outcome, self.count) = (outcome, count ?? outcome.places.count)
    comparands = outcome.standard.pointComparands
  }

  /// Looks for several at once, which takes less than one after the other.
  func gather(_ sums: [[Amount]]) {
    let new = sums.filter { ends[$0] == nil }
    if new.isEmpty { return }
    ends.merge(AmountEnds.of(new, outcome, count: count)) { first, _ in first }
  }

  /// - Parameters:
  ///   - sum: of what is written: one amount as a rule, of which every one of those told apart has one.
  ///   - others: further numbers beside those of the results.
  func decimals(_ sum: [Amount], beside others: [Rational] = []) -> Decimals<Rational> {
    gather([sum])
    return Decimals(Array(ends[sum] ?? []) + comparands + others)
  }

  package var totals: Decimals<Rational> { decimals([.total]) }
}
