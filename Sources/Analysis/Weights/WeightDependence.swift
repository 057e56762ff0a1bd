import Model
import Syntax

extension Standard {
  /// Whether the value stays the same when only the weights of the categories change: rates and verdicts do, points do
  /// not. So does eligibility where all that it needs does.
  func isFixed(_ formula: Formula) -> Bool {
    formula.fold { part, parts in
      switch part.kind {
      case .total: return false
      case .result(.adjustment, _): return true
      case .result(_, let column), .resultColumn(let column): return column.isFixed
      case .definition(let index): return isFixed(definitions[index].formula)
      case .constant, .fact, .parameter, .referenceDate, .column, .not, .all, .any, .compare, .interval,
        .oneOf, .hasOptions, .hasText, .isKnown, .position, .conditional, .operation, .rank, .cohort, .rows, .eligible:
        return parts.allSatisfy { $0 }
      }
    }
  }

}

extension Formula {
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
    var conjuncts: [Formula] = []
    walk { part in
      if case .all = part.kind { return true }
      conjuncts.append(part)
      return false
    }
    return conjuncts
  }
}

extension ResultColumn {
  fileprivate var isFixed: Bool { self == .rate || self == .met }
}
