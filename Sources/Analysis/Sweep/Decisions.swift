import Evaluation
import Model
import Quantities
import Syntax

/// The decisions taken in the formulas of a standard that a parameter may turn, for one sheet and always in the same
/// order: between the values at which one of them turns, the same things hold.
struct Decisions {
  private let judging: Judging
  private let use: ParameterUse
  private let sheet: Int
  /// What formulas about results see.
  private var scores: Scores?
  private(set) var all: [TurningPoint] = []

  private var standard: Standard { judging.standard }

  /// The decisions in some formulas alone, definitions among them.
  ///
  /// - Parameter moments: what there was to be seen of the results one after another: each formula about results may
  ///   have looked at any.
  init(_ judging: Judging, _ use: ParameterUse, _ sheet: Int, _ sites: [Formula], _ moments: [Scores] = []) {
    self.judging = judging
    self.use = use
    self.sheet = sheet
    scores = moments.last
    for formula in sites where !use.isAboutResults(formula) { scan(formula, []) }
    let aboutResults = sites.filter(use.isAboutResults)
    for moment in moments {
      scores = moment
      for formula in aboutResults { scan(formula, []) }
    }
  }

  // MARK: Adding

  private mutating func sign(_ left: Endpoint?, _ right: Endpoint?) { all.append(TurningPoint(left, right)) }

  /// Two ranges compared: whether one lies wholly on one side of the other.
  private mutating func comparison(_ left: Interval?, _ right: Interval?) {
    sign(left?.least, right?.most)
    sign(left?.most, right?.least)
  }

  /// Two ranges of which the larger or the smaller, or both ends, are taken.
  private mutating func extremes(_ left: Interval?, _ right: Interval?) {
    sign(left?.least, right?.least)
    sign(left?.most, right?.most)
  }

  private func order(_ formula: Formula, _ row: [Computed]) -> Interval? {
    judging.value(of: formula, for: sheet, row: row, scores: scores).order(formula.type)
  }

  // MARK: Formulas

  private mutating func scan(_ formula: Formula, _ row: [Computed]) {
    formula.walk { part in
      guard use.moves(part) else { return false }
      note(part, row)
      // What stands in a query turns for each of its rows.
      return !part.isQuery
    }
  }

  private mutating func note(_ formula: Formula, _ row: [Computed]) {
    switch formula.kind {
    case .compare, .interval, .oneOf:
      for (left, right) in formula.sides { comparison(order(left, row), order(right, row)) }
    case .position(let use, let end, let quota, let cutoff): position(use, end, quota, cutoff, row)
    case .conditional(let test, let first, let second):
      // Only an unknown condition looks at both.
      let isOpen = judging.value(of: test, for: sheet, row: row, scores: scores).truth == .unknown
      extremes(isOpen ? order(first, row) : nil, isOpen ? order(second, row) : nil)
    case .operation(let operation, let operands): turn(operation, operands.map { order($0, row) })
    case .rows(let query):
      let rows = judging.rows(of: query.source, for: sheet, scores: scores)
      if let filter = query.filter, use.moves(filter) || query.source.isOfResults {
        for cells in rows { scanRow(filter, cells) }
      }
      if let value = query.value, use.moves(value) { looked(at: value, rows, query.kind) }
      if let ofNone = query.ofNone { scan(ofNone, row) }
    case .constant, .fact, .parameter, .definition, .referenceDate, .column, .resultColumn, .not, .all, .any,
      .hasOptions, .hasText, .isKnown, .rank, .cohort, .total, .eligible, .result:
      break
    }
  }

  /// What is looked at in each row; which of them is the largest or smallest turns too.
  private mutating func looked(at value: Formula, _ rows: [[Computed]], _ kind: RowQuery.Kind) {
    for cells in rows { scan(value, cells) }
    guard kind == .greatest || kind == .least else { return }
    let values = rows.map { order(value, $0) }
    for (index, own) in values.enumerated() {
      for other in values.dropFirst(index + 1) { extremes(own, other) }
    }
  }

  private mutating func turn(_ operation: Operation, _ operands: [Interval?]) {
    switch operation.turn {
    case .nowhere: break
    case .whereOperandsMeet:
      for (index, value) in operands.enumerated() {
        for other in operands.dropFirst(index + 1) { extremes(value, other) }
      }
    case .atZero: extremes(operands[0], .zero)
    case .atSteps(let mode):
      for end in [operands[0]?.least, operands[0]?.most] {
        all.append(TurningPoint(end?.value, per: operands[1]?.exact, mode))
      }
    }
  }

  /// In a query over results the columns move, not the parameter alone.
  private mutating func scanRow(_ filter: Formula, _ cells: [Computed]) {
    filter.walk { part in
      if use.moves(part) {
        scan(part, cells)
        return false
      }
      for (left, right) in part.sides { comparison(order(left, cells), order(right, cells)) }
      return !part.isQuery
    }
  }

  /// `前 P`: whether the places cover the rank.
  private mutating func position(
    _ use: CohortUse, _ end: End, _ quota: Formula, _ cutoff: Formula?, _ row: [Computed]
  ) {
    if let cutoff { comparison(order(use.formula, row), order(cutoff, row)) }
    // What somebody needs is the same at every value; what there is moves.
    let ranks = judging.cohortRanks(use, end, of: sheet)
    let places = order(quota, row)
    let isShare = quota.type == .percentage
    for place in 0..<4 {
      for limit in [places?.least.value, places?.most.value] {
        guard ranks.indices.contains(place), let limit else {
          sign(nil, nil)
          continue
        }
        let (rank, size) = ranks[place]
        all.append(
          TurningPoint(
            isShare ? try? limit.multiplied(by: Rational(size)) : limit,
            standard.cohorts[use.cohort].needed(for: rank, isShare: isShare)))
      }
    }
  }
}
