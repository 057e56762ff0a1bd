import Evaluation
import Model
import Quantities
import Syntax

/// Places in cohorts: the value that the sheet needs is that of the one who holds the last place, for equals share the
/// better rank.
extension Repairer {
  func position(
    _ use: CohortUse, _ end: End, _ quota: Formula, _ cutoff: Formula?, _ wanted: Bool, _ state: State
  ) -> Repairs {
    if let cutoff, case .known(.number(let limit)) = whatIf.value(of: cutoff, state.changes) {
      return reaching(use, wanted ? end : end.opposite, beyond: !wanted, limit, state)
    }
    let cohort = standard.cohorts[use.cohort]
    if wanted, let members = cohort.members, truth(members, state) != .yes { return repairs(members, true, state) }
    guard let rivals = whatIf.rivals(use, state.changes) else {
      return Repairs(obstacles: cohort.by.compactMap { obstacle($0, state) } + [.cohort(use.cohort)])
    }
    if rivals.sharing > 0 {
      return Repairs(obstacles: [.shared(cohort: use.cohort, sheets: rivals.sharing)])
    }
    guard rivals.values.count + 1 >= cohort.smallest,
      let (places, best) = contest(rivals.values, use, end, quota, state), wanted ? places >= 1 : places <= best.count
    else {
      return Repairs(obstacles: [.cohort(use.cohort)])
    }
    let last = best.indices.contains(places - 1) ? best[places - 1] : nil
    return reaching(use, wanted ? end : end.opposite, beyond: !wanted, last, state)
  }

  /// Changes that push back whoever holds the last place of a comparison: they may help without bringing points.
  func overtaking(_ comparison: Comparison, _ state: State) -> [Changes] {
    let (use, end) = (comparison.use, comparison.end)
    guard let rivals = whatIf.rivals(use, state.changes), rivals.sharing == 0,
      let (places, best) = contest(rivals.values, use, end, comparison.quota, state),
      best.indices.contains(places - 1)
    else { return [] }
    // Who moves ahead of the last takes the place; who falls back to him leaves a place that is not wanted to him.
    let isWanted = comparison.isWanted == true
    return reaching(use, isWanted ? end : end.opposite, beyond: isWanted, best[places - 1], state).options
  }

  /// How many places there are, and the values of the others, the best first.
  private func contest(
    _ others: [Rational], _ use: CohortUse, _ end: End, _ quota: Formula, _ state: State
  ) -> (places: Int, best: [Rational])? {
    guard case .known(.number(let number)) = whatIf.value(of: quota, state.changes) else { return nil }
    let best = end == .top ? others.reversed() : others
    guard quota.type == .percentage else { return (Int(clamping: number), best) }
    guard let share = try? number.multiplied(by: Rational(others.count + 1)) else { return nil }
    return (Int(clamping: share.rounded(standard.cohorts[use.cohort].rounding)), best)
  }

  /// A comparison across a cohort by places.
  struct Comparison {
    let use: CohortUse
    let end: End
    let quota: Formula
    /// Whether those who hold a place gain by it; nil where they may gain or lose.
    let isWanted: Bool?
  }

  /// - Parameter limit: the value to reach (or to get beyond); nil if any will do.
  private func reaching(_ use: CohortUse, _ end: End, beyond: Bool, _ limit: Rational?, _ state: State) -> Repairs {
    func number(_ changes: Changes) -> Rational? {
      let all = state.changes.merging(changes) { $1 }
      if case .known(.number(let number)) = whatIf.value(of: use.formula, all) { return number }
      return nil
    }
    let accepts = { (changes: Changes) -> Bool in
      guard let number = number(changes) else { return false }
      guard let limit else { return true }
      if number == limit { return !beyond }
      return end == .top ? number > limit : number < limit
    }
    let difference = { (changes: Changes) in
      number(changes).flatMap { number in limit.flatMap { try? number.subtracting($0) } }
    }
    let facts = whatIf.dependencies.of(use.formula).facts
    return remembered(.place(slot: use.slot, end, beyond: beyond, limit: limit), facts, state) {
      answer(
        Question(
          facts: facts.sorted(), formulas: [use.formula], numbers: [limit].compactMap { $0 },
          differences: [difference], accepts: accepts), state)
    }
  }
}

extension End {
  fileprivate var opposite: End { self == .top ? .bottom : .top }
}

extension Standard {
  /// Every comparison by places across a cohort that may matter, with whether a place in it is good or bad to have.
  var comparisons: [Repairer.Comparison] {
    unsettled.flatMap { site -> [Repairer.Comparison] in
      if case .requirement(let index) = site.owner, requirements[index].kind.bearing == .none { return [] }
      return site.formula.comparisons.flatMap { comparison in
        // Where nothing says which way is the stricter one, either may help.
        if site.stricter == nil || comparison.isWanted == nil {
          return [comparison.wanted(true), comparison.wanted(false)]
        }
        return [site.stricter == .less ? comparison : comparison.turned]
      }
    }
  }
}

extension Formula {
  /// The comparisons by places in it. They are wanted if it is.
  fileprivate var comparisons: [Repairer.Comparison] {
    fold { part, found in
      let below = found.flatMap { $0 }
      switch part.kind {
      case .position(let use, let end, let quota, _):
        return [Repairer.Comparison(use: use, end: end, quota: quota, isWanted: true)] + below
      case .not: return below.map(\.turned)
      case .all, .any: return below
      case .constant, .fact, .parameter, .definition, .referenceDate, .column, .resultColumn, .compare, .interval,
        .oneOf, .hasOptions, .hasText, .isKnown, .conditional, .operation, .rank, .cohort, .rows, .total, .eligible,
        .result:
        return below.map { $0.wanted(nil) }
      }
    }
  }
}

extension Repairer.Comparison {
  fileprivate var turned: Repairer.Comparison { wanted(isWanted.map { !$0 }) }

  fileprivate func wanted(_ isWanted: Bool?) -> Repairer.Comparison {
    Repairer.Comparison(use: use, end: end, quota: quota, isWanted: isWanted)
  }
}
