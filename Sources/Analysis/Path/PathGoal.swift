import Evaluation
import Model
import Quantities
import Syntax

/// Whether a goal is reached, and how far it is at best.
struct GoalCheck {
  let goal: Goal
  let standard: Standard
  /// The grades that will do.
  let grades: Set<Int>
  private let constants: Constants

  init(_ goal: Goal, _ standard: Standard) {
    self.goal = goal
    self.standard = standard
    constants = Constants(standard)
    if case .grade(let wanted) = goal { grades = standard.gradesAtLeast(wanted) } else { grades = [] }
  }

  func isReached(_ own: SheetResult) -> Bool {
    switch goal {
    case .selected: own.isRecommended && own.entrant == .yes
    case .rank(let wanted):
      own.entrant == .yes && own.eligible == .yes && (own.rank.map { $0 <= wanted } ?? false)
    case .grade:
      own.entrant == .yes && !own.grades.isEmpty && own.grades.allSatisfy { $0.map(grades.contains) ?? false }
    }
  }

  /// Whether fewer points, or worse results of another kind, might bring the goal about.
  ///
  /// - Parameter holds: whether a condition may hold as matters stand.
  func mayWantLess(_ holds: (Formula) -> Bool) -> Bool {
    func wants(_ formula: Formula, _ rising: Bool) -> Bool {
      let direction = standard.direction(of: formula)
      return direction == .still || direction == (rising ? .rising : .falling)
    }
    let isServed: Bool
    switch goal {
    case .grade:
      isServed =
        (!standard.mayBeUnscored || standard.betterResultsMakeEligible)
        && grades.allSatisfy { grade in
          standard.grades[grade].when.map { wants($0, true) } ?? true
            && standard.grades[..<grade].indices.allSatisfy { earlier in
              grades.contains(earlier) || standard.grades[earlier].when.map { wants($0, false) || !holds($0) } ?? true
            }
        }
    case .rank, .selected:
      isServed =
        standard.ranking.allSatisfy { wants($0.formula, $0.descending) } && standard.betterResultsMakeEligible
        && (goal != .selected || standard.selection?.when.map { wants($0, true) } ?? true)
    }
    return !isServed
  }

  /// What stands in the way beside points.
  func barriers(_ own: SheetResult, _ repairer: Repairer, _ state: Repairer.State) -> [Barrier] {
    var barriers: [Barrier] = []
    if let candidates = standard.candidates, repairer.whatIf.value(of: candidates, state.changes) != .truth(true) {
      barriers.append(.recommendation)
    }
    if let entrants = standard.entrants, repairer.truth(entrants, state) != .yes { barriers.append(.entry) }
    switch goal {
    case .grade:
      // Grades that ask for the total wait for what keeps it from being there.
      if !grades.isSubset(of: standard.gradesWithoutTotal) {
        barriers += repairer.barriers(own).filter { barrier in
          if case .requirement(let index) = barrier { standard.requirements[index].leavesUnscored } else { false }
        }
      }
    case .rank: barriers += repairer.barriers(own)
    case .selected:
      barriers += repairer.barriers(own)
      // A condition that only asks for eligibility says nothing new.
      if let when = standard.selection?.when, barriers.isEmpty, repairer.truth(when, state) != .yes {
        barriers.append(.selection)
      }
    }
    return barriers
  }

  /// Whether the goal is out of reach with no more than that total, the others staying as they are.
  func isOutOfReach(_ own: SheetResult, total: Rational, in outcome: Outcome) -> Bool {
    switch goal {
    case .grade:
      return grades.allSatisfy { grade in
        standard.grades[grade].when.flatMap(leastTotal).map { $0 > total } ?? false
      }
    case .rank(let wanted):
      guard rankedByTotal else { return false }
      let ahead = outcome.results.filter {
        $0.sheet != own.sheet && $0.entrant != .no && $0.eligible == .yes && $0.total.least > .finite(total)
      }
      return ahead.count >= wanted
    case .selected:
      guard rankedByTotal, let limits = standard.selection?.places, let places = places(outcome) else { return false }
      let ahead = outcome.results.filter {
        // Where groups have quotas of their own, only who is chosen is surely ahead.
        let counts = limits.perGroup == nil ? $0.selectable == .yes : $0.selection == .yes
        return $0.sheet != own.sheet && $0.entrant == .yes && counts && $0.total.least > .finite(total)
      }
      return ahead.count >= places
    }
  }

  private var rankedByTotal: Bool {
    standard.ranking.first.map { $0.descending && $0.formula.isTotal } ?? false
  }

  /// A total without which a condition cannot hold.
  private func leastTotal(_ formula: Formula) -> Rational? {
    formula.conjuncts.flatMap { $0.comparisons(of: \.isTotal) }
      .filter { $0.left.isTotal && [.atLeast, .above].contains($0.comparator) }
      .compactMap { constants.value(of: $0.right)?.number }.max()
  }

  /// Who holds the last of the places aimed at, of the others.
  func edge(_ own: SheetResult, in outcome: Outcome) -> SheetResult? {
    let others = outcome.results.filter {
      $0.sheet != own.sheet && $0.entrant == .yes && $0.eligible == .yes && $0.rank != nil
    }
    switch goal {
    case .grade: return nil
    case .rank(let wanted): return wanted >= 1 && wanted <= others.count ? others[wanted - 1] : nil
    case .selected:
      guard let places = places(outcome), places >= 1, places <= others.count else { return nil }
      return others[places - 1]
    }
  }

  /// How many are selected in all; nil where there is no such limit.
  private func places(_ outcome: Outcome) -> Int? {
    standard.selection?.places.overall?.places(among: outcome.results.filter { $0.competes != .no }.count)
  }
}
