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
  /// Nil where it may go either way. Definitions know of no results.
  public func direction(of formula: Formula) -> ResultDirection? { direction(formula, inResults: false) }

  /// - Parameter inResults: whether columns are those of results, not of records.
  private func direction(_ formula: Formula, inResults: Bool) -> ResultDirection? {
    func of(_ formula: Formula) -> ResultDirection? { direction(formula, inResults: inResults) }
    switch formula.kind {
    case .total, .eligible: return .rising
    case .result(let path, let column): return direction(of: column, at: path)
    case .column(let index): return inResults ? ResultColumn(rawValue: index).flatMap { direction(of: $0) } : .still
    case .not(let inner), .negated(let inner): return of(inner)?.turned
    case .all(let parts), .any(let parts), .larger(let parts), .smaller(let parts): return joined(parts.map(of))
    case .compare(let comparator, let left, let right): return comparison(comparator, of(left), of(right))
    case .interval(let subject, let lower, let upper):
      return joined([
        lower.map { comparison(.atLeast, of(subject), of($0.formula)) } ?? .still,
        upper.map { comparison(.atMost, of(subject), of($0.formula)) } ?? .still,
      ])
    case .sum(let terms): return joined(terms.map { $0.inverse ? of($0.formula)?.turned : of($0.formula) })
    case .rounded(let inner, let step, _) where of(step) == .still: return of(inner)
    case .rows(let query) where query.source.isOfResults: return direction(of: query)
    default: return formula.readsResults || (inResults && formula.readsColumns) ? nil : .still
    }
  }

  private func direction(of column: ResultColumn, at path: ResultPath? = nil) -> ResultDirection? {
    // What does not apply leaves its points to others: what it can give at most goes either way.
    if column == .full { return nil }
    if case .adjustment(let index)? = path, adjustments[index].kind == .deduction { return .falling }
    return .rising
  }

  private func direction(of query: RowQuery) -> ResultDirection? {
    let filter = query.filter.map { direction($0, inResults: true) } ?? .still
    switch query.kind {
    case .any, .every, .count: return filter
    case .sum, .greatest, .least, .average:
      // Better rows may come in or go out where a filter looks at results.
      guard filter == .still, let column = query.column.flatMap(ResultColumn.init(rawValue:)) else { return nil }
      return direction(of: column)
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

extension Formula {
  /// Whether it depends on what the standard works out of the facts: points, rates, verdicts.
  var readsResults: Bool {
    contains { part in
      switch part.kind {
      case .total, .eligible, .result: true
      case .rows(let query): query.source.isOfResults
      default: false
      }
    }
  }

  fileprivate var readsColumns: Bool {
    contains { if case .column = $0.kind { true } else { false } }
  }
}
