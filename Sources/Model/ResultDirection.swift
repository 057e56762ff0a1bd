import Quantities
import Syntax

/// Which way the value of a formula goes as results get better: more points, fewer deductions, more gates met. A truth
/// rises when it becomes true.
public enum ResultDirection: Sendable {
  /// It does not depend on results.
  case still
  case rising, falling

  fileprivate var turned: ResultDirection {
    switch self {
    case .still: .still
    case .rising: .falling
    case .falling: .rising
    }
  }
}

extension Standard {
  /// Nil where it may go either way.
  public func direction(of formula: Formula) -> ResultDirection? { formula.fold(direction) }

  /// Whether nobody loses eligibility by better results.
  public var betterResultsMakeEligible: Bool {
    requirements.indices.filter { requirements[$0].kind.bearing != .none }.allSatisfy { index in
      sites(of: .requirement(index)).allSatisfy { site in
        let direction = direction(of: site.formula)
        return direction == .still || direction == (site.stricter == .more ? .falling : .rising)
      }
    }
  }

  private func direction(_ formula: Formula, _ parts: [ResultDirection?]) -> ResultDirection? {
    switch formula.kind {
    case .total, .eligible: return .rising
    case .result(let path, let column): return direction(of: column, at: path)
    case .resultColumn(let column): return direction(of: column)
    case .not: return parts[0]?.turned
    case .all, .any: return joined(parts)
    case .operation(let operation, _):
      return joined(
        parts.enumerated().map { place, own in
          own == .still ? own : operation.rises(with: place).flatMap { $0 ? own : own?.turned }
        })
    case .compare(let comparator, _, _): return comparison(comparator, parts[0], parts[1])
    case .interval(_, let lower, _):
      let bounds = parts.dropFirst().enumerated().map { index, bound in
        comparison(index == 0 && lower != nil ? .atLeast : .atMost, parts[0], bound)
      }
      return joined(bounds)
    case .rows(let query) where query.source.isOfResults: return direction(of: query, parts)
    case .definition(let index): return direction(of: definitions[index].formula)
    case .constant, .fact, .parameter, .referenceDate, .column, .oneOf, .hasOptions, .hasText, .isKnown,
      .position, .conditional, .rank, .cohort, .rows:
      return parts.allSatisfy { $0 == .still } ? .still : nil
    }
  }

  private func direction(of column: ResultColumn, at path: ResultPath? = nil) -> ResultDirection? {
    // What does not apply leaves its points to others: what it can give at most goes either way.
    if column == .full { return nil }
    if column == .lost {
      if case .adjustment? = path { return .falling }
      return nil
    }
    if case .adjustment(let index)? = path, adjustments[index].kind == .deduction { return .falling }
    return .rising
  }

  /// - Parameter parts: of what is looked at, of the filter and of what stands for no rows, as far as there are any.
  private func direction(of query: RowQuery, _ parts: [ResultDirection?]) -> ResultDirection? {
    guard query.filter != nil else { return joined(parts) }
    let filter = parts[query.value == nil ? 0 : 1]
    switch query.kind {
    case .any, .every, .count: return filter
    // Better rows may come in or go out where a filter looks at results.
    case .sum, .greatest, .least, .average: return filter == .still ? joined(parts) : nil
    }
  }

  private func comparison(
    _ comparator: Comparator, _ left: ResultDirection?, _ right: ResultDirection?
  ) -> ResultDirection? {
    switch comparator {
    case .atLeast, .above: joined([left, right?.turned])
    case .atMost, .below: joined([left?.turned, right])
    case .equal, .different: left == .still && right == .still ? .still : nil
    }
  }

  /// Of several together; nil where they pull in opposite directions.
  private func joined(_ parts: [ResultDirection?]) -> ResultDirection? {
    let moving = parts.filter { $0 != .still }
    guard let first = moving.first else { return .still }
    return moving.allSatisfy { $0 == first } ? first : nil
  }
}
