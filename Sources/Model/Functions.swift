import Quantities
import Syntax

extension Function {
  /// What a function takes and makes of it.
  enum Meaning {
    /// The one of several values of an ordered type that comes first or last.
    case extreme(Operation)
    /// One number divided by another of the same unit.
    case share
    case rounded(Rounding)
    /// Of a number.
    case number(Operation)
    /// A number as often as the second one says, multiplied.
    case power
    /// The characters of a text.
    case length
    case rank
    case cohort(CohortFigure)
  }

  var meaning: Meaning {
    switch self {
    case .larger: .extreme(.larger)
    case .smaller: .extreme(.smaller)
    case .share: .share
    case .length: .length
    case .absolute: .number(.absolute)
    case .power: .power
    case .halfUp: .rounded(.halfUp)
    case .roundUp: .rounded(.up)
    case .roundDown: .rounded(.down)
    case .rank: .rank
    case .cohortLeast: .cohort(.least)
    case .cohortMost: .cohort(.most)
    case .cohortMean: .cohort(.mean)
    case .cohortCount: .cohort(.count)
    }
  }
}

extension Aggregate {
  /// What a query looks at in its rows.
  enum Operand { case conditions, rows, numbers, dates }

  var meaning: (kind: RowQuery.Kind, of: Operand) {
    switch self {
    case .anyRow: (.any, .conditions)
    case .everyRow: (.every, .conditions)
    case .count: (.count, .rows)
    case .sum: (.sum, .numbers)
    case .greatest: (.greatest, .numbers)
    case .least: (.least, .numbers)
    case .average: (.average, .numbers)
    case .latest: (.greatest, .dates)
    case .earliest: (.least, .dates)
    }
  }
}
