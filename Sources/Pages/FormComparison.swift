import Model
import Quantities
import Syntax

/// Something about a sheet that only others can tell: where a value stands among theirs, or what theirs come to.
struct FormComparison: Equatable {
  /// What is asked for.
  enum Kind: Equatable {
    /// The rank, counted from one end.
    case rank(End)
    case figure(CohortFigure)
  }

  let use: CohortUse
  let kind: Kind
  /// Of what is asked for.
  let type: ValueType

  static func == (a: Self, b: Self) -> Bool { a.use.slot == b.use.slot && a.kind == b.kind }
}

extension Standard {
  /// Each once, in the order in which they are first asked for.
  var comparisons: [FormComparison] {
    var found: [FormComparison] = []
    walk(unsettled.map(\.formula)) { part in
      let comparison: FormComparison? =
        switch part.kind {
        case .position(let use, let end, _, _), .rank(let use, let end):
          FormComparison(use: use, kind: .rank(end), type: .number(.none, whole: true))
        case .cohort(let use, let figure): FormComparison(use: use, kind: .figure(figure), type: part.type)
        case .constant, .fact, .parameter, .definition, .referenceDate, .column, .resultColumn, .not, .all, .any,
          .compare,
          .interval, .oneOf, .hasOptions, .hasText, .isKnown, .conditional, .operation, .rows, .total, .eligible,
          .result:
          nil
        }
      if let comparison, !found.contains(comparison) { found.append(comparison) }
      return true
    }
    return found
  }

  /// Whether characters of a text are counted.
  func measuresLength(of fact: Int) -> Bool {
    var measures = false
    walk(unsettled.map(\.formula)) { part in
      if case .operation(.length, let operands) = part.kind {
        measures = measures || operands.contains { $0.kind == .fact(fact) }
      }
      return !measures
    }
    return measures
  }
}
