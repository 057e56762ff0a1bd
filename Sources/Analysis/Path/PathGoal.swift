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

  /// Whether all grades that will do have no more than so many places.
  let goesByPlace: Bool

  init(_ goal: Goal, _ standard: Standard) {
    self.goal = goal
    self.standard = standard
    constants = Constants(standard)
    if case .grade(let wanted) = goal { grades = standard.gradesAtLeast(wanted) } else { grades = [] }
    goesByPlace = !grades.isEmpty && grades.allSatisfy { standard.grades[$0].places != nil }
  }

  func isReached(_ own: SheetResult) -> Bool {
    switch goal {
    case .selected: own.isRecommended && own.entrant == .yes
    case .rank(let wanted):
      own.entrant == .yes && own.eligible == .yes && (own.rank.map { $0 <= wanted } ?? false)
    case .grade:
      own.entrant == .yes && !own.grades.isEmpty && own.grades.allSatisfy { $0.map(grades.contains) ?? false }
    case .total(let wanted):
      own.entrant == .yes && own.total.isScored == .yes && own.total.least >= .finite(wanted)
    case .eligible: own.entrant == .yes && own.eligible == .yes
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
    func isRankedByMore() -> Bool {
      standard.ranking.allSatisfy { wants($0.formula, $0.descending) } && standard.betterResultsMakeEligible
    }
    let isServed: Bool
    switch goal {
    case .total: isServed = !standard.mayBeUnscored || standard.betterResultsMakeEligible
    case .eligible: isServed = standard.betterResultsMakeEligible
    case .grade:
      isServed =
        (goesByPlace ? isRankedByMore() : !standard.mayBeUnscored || standard.betterResultsMakeEligible)
        && grades.allSatisfy { grade in
          standard.grades[grade].when.map { wants($0, true) } ?? true
            && standard.grades[..<grade].indices.allSatisfy { earlier -> Bool in
              let condition = standard.grades[earlier].when
              if grades.contains(earlier) { return true }
              // Who is within the places of a grade tried before it is so by being ahead.
              if standard.grades[earlier].places != nil { return condition.map { !holds($0) } ?? false }
              return condition.map { wants($0, false) || !holds($0) } ?? true
            }
        }
    case .rank, .selected:
      isServed =
        isRankedByMore()
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
      if goesByPlace {
        barriers += repairer.barriers(own)
      } else if !grades.isSubset(of: standard.gradesWithoutTotal) {
        // Grades that ask for the total wait for what keeps it from being there.
        barriers += unscoring(own, repairer)
      }
    case .total: barriers += unscoring(own, repairer)
    case .rank, .eligible: barriers += repairer.barriers(own)
    case .selected:
      barriers += repairer.barriers(own)
      // A condition that only asks for eligibility says nothing new.
      if let when = standard.selection?.when, barriers.isEmpty, repairer.truth(when, state) != .yes {
        barriers.append(.selection)
      }
    }
    return barriers
  }

  private func unscoring(_ own: SheetResult, _ repairer: Repairer) -> [Barrier] {
    repairer.barriers(own).filter { barrier in
      if case .requirement(let index) = barrier { standard.requirements[index].leavesUnscored } else { false }
    }
  }

  /// Whether the goal is out of reach with no more than that total, the others staying as they are.
  func isOutOfReach(_ own: SheetResult, total: Rational, in outcome: Outcome) -> Bool {
    switch goal {
    case .grade:
      return grades.allSatisfy { grade in
        let isBelow = standard.leastTotal(grade, constants).map { $0 > total } ?? false
        guard !isBelow, rankedByTotal, let places = places(of: grade, outcome) else { return isBelow }
        return holders(of: grade, beside: own, in: outcome).filter { $0.total.least > .finite(total) }.count >= places
      }
    case .total(let wanted): return wanted > total
    case .eligible: return false
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

  /// Who holds the last of the places aimed at, of the others.
  func edge(_ own: SheetResult, in outcome: Outcome) -> SheetResult? {
    let others = outcome.results.filter {
      $0.sheet != own.sheet && $0.entrant == .yes && $0.eligible == .yes && $0.rank != nil
    }
    switch goal {
    case .total, .eligible: return nil
    case .grade(let grade):
      let holders = holders(of: grade, beside: own, in: outcome)
      guard standard.grades[grade].places?.perGroup == nil, let places = places(of: grade, outcome) else { return nil }
      return holders.count >= places ? holders.last : nil
    case .rank(let wanted): return wanted >= 1 && wanted <= others.count ? others[wanted - 1] : nil
    case .selected:
      guard let places = places(outcome), places >= 1, places <= others.count else { return nil }
      return others[places - 1]
    }
  }

  /// Of the others, who is within the places of a grade; in the order of the ranking.
  private func holders(of grade: Int, beside own: SheetResult, in outcome: Outcome) -> [SheetResult] {
    outcome.results.filter { $0.sheet != own.sheet && $0.gradePlaces[grade] == .yes }
  }

  /// How many may have a grade in all; nil where there is no such limit.
  private func places(of grade: Int, _ outcome: Outcome) -> Int? {
    standard.grades[grade].places?.overall?.places(among: outcome.results.filter { $0.competes != .no }.count)
  }

  /// How many are selected in all; nil where there is no such limit.
  private func places(_ outcome: Outcome) -> Int? {
    standard.selection?.places.overall?.places(among: outcome.results.filter { $0.competes != .no }.count)
  }
}
