import Model
import Syntax

extension Formula {
  /// Whether the value stays the same when only the weights of the categories change: rates and verdicts do, points do
  /// not.
  ///
  /// - Parameter ofResults: whether the columns at hand are those of results, not of records.
  func isFixed(ofResults: Bool = false) -> Bool {
    switch kind {
    case .total: return false
    case .result(.adjustment, _): return true
    case .result(_, let column): return column == .rate || column == .met
    case .column(let column): return !ofResults || Self.isRate(column)
    case .rows(let query):
      switch query.source {
      case .fact, .gates: return query.filter?.isFixed() ?? true
      case .items, .categories:
        return query.column.map(Self.isRate) ?? true && query.filter?.isFixed(ofResults: true) ?? true
      }
    default: return parts.allSatisfy { $0.isFixed(ofResults: ofResults) }
    }
  }

  private static func isRate(_ column: Int) -> Bool {
    column == ResultColumn.rate.rawValue || column == ResultColumn.met.rawValue
  }

  /// Whether it is the points of one category, group or item: they grow for everybody alike.
  var isScaled: Bool {
    if case .result(let path, _) = kind {
      if case .adjustment = path { return false }
      return true
    }
    return false
  }

  /// The parts that must all hold.
  var conjuncts: [Formula] {
    if case .all(let parts) = kind { return parts.flatMap(\.conjuncts) }
    return [self]
  }

  /// A condition on the total alone, as limits that it must keep.
  var limitsOfTotal: [(comparator: Comparator, limit: Formula)]? {
    switch kind {
    case .compare(let comparator, let left, let right):
      if case .total = left.kind, right.isFixed() { return [(comparator, right)] }
      if case .total = right.kind, left.isFixed() { return [(comparator.turned, left)] }
      return nil
    case .interval(let subject, let lower, let upper):
      guard case .total = subject.kind, [lower, upper].allSatisfy({ $0?.formula.isFixed() ?? true }) else { return nil }
      let low = lower.map { ($0.included ? Comparator.atLeast : .above, $0.formula) }
      let high = upper.map { ($0.included ? Comparator.atMost : .below, $0.formula) }
      return [low, high].compactMap { $0 }
    default: return nil
    }
  }
}

extension Scoring {
  /// Everything a score depends on, limits included.
  var everyFormula: [Formula] {
    formulas + limits.formulas + steps.compactMap(\.per)
  }
}
