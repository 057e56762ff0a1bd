import Quantities
import Syntax

/// One standard with two values of a parameter: every formula, with its stricter side. Grammar.md, section 12.
extension Strictness {
  /// Whether nobody fares better by the new one. The two have the same clauses.
  var isNoLooser: Bool {
    let (before, after) = (old.sites, new.sites)
    let changed = Dictionary(grouping: after, by: \.owner)
    return was.undirected(before) == now.undirected(after)
      && Dictionary(grouping: before, by: \.owner).allSatisfy { isNoLooser($1, changed[$0] ?? []) }
      && (pointsAreAlike || (fewerPointsAreStricter && scorings.allSatisfy { isAlike($0, $1) || !mayCost($0) }))
      && gradesAreNoBetter
  }

  private func conditions(_ formula: Formula?) -> [Formula] { [formula].compactMap { $0 } }

  // MARK: Points

  private var scorings: [(before: Scoring, after: Scoring)] {
    zip(old.categories.flatMap(\.items), new.categories.flatMap(\.items)).map { ($0.scoring, $1.scoring) }
      + zip(old.adjustments, new.adjustments).map { ($0.scoring, $1.scoring) }
  }

  private func isAlike(_ before: Scoring, _ after: Scoring) -> Bool { isAlike(before.conditions, after.conditions) }

  private var pointsAreAlike: Bool { scorings.allSatisfy(isAlike) }

  /// Whether who has fewer points is never better off for it: conditions that look at points want more of them, and so
  /// does the order; nothing on the way to the total turns fewer into more.
  private var fewerPointsAreStricter: Bool {
    func wants(_ formula: Formula, _ direction: ResultDirection) -> Bool {
      let own = new.direction(of: formula)
      return own == .still || own == direction
    }
    return conditions(new.selection?.when).allSatisfy { wants($0, .rising) } && new.betterResultsMakeEligible
      && new.ranking.allSatisfy { wants($0.formula, $0.descending ? .rising : .falling) }
      && new.adjustments.enumerated().allSatisfy { index, adjustment in
        new.sites(of: .score(.adjustment(index))).allSatisfy { new.direction(of: $0.formula) == .still }
          && adjustment.scoring.steps.allSatisfy { step in
            guard case .multiply = step.operation, adjustment.kind == .adjustment else { return true }
            return now.constant(step.amount.formula)?.number.map { $0 >= .zero } ?? false
          }
      }
  }

  // MARK: Grades

  private var gradesAreNoBetter: Bool {
    let (before, after) = (old.grades.map { conditions($0.when) }, new.grades.map { conditions($0.when) })
    if old.hasGradePlaces || new.hasGradePlaces {
      // Who leaves a grade makes room for another.
      return zip(before, after).allSatisfy(isAlike) && pointsAreAlike
        && zip(old.grades, new.grades).allSatisfy { $0.places.map(was.places) == $1.places.map(now.places) }
    }
    if zip(before, after).allSatisfy(isAlike) { return true }
    if let ladder = GradeLadder(old), let other = GradeLadder(new) { return isNoBetter(ladder, other) }
    // Each grade asks for all that the next one asks for, and more: who leaves one falls to a later one.
    let own = Implication(from: was, to: was)
    guard zip(before, before.dropFirst()).allSatisfy({ own.holds($0, $1) }) else { return false }
    func allGo(_ direction: ResultDirection) -> Bool {
      before.joined().allSatisfy { old.direction(of: $0) == direction }
    }
    if allGo(.rising) { return zip(before, after).allSatisfy(isNoEasier) }
    // Or to a better one, where the first ones are for those with the worst results.
    return allGo(.falling) && zip(before, after).allSatisfy { gives($0, was, $1, now) }
  }

  /// Whether no total brings a better grade than before.
  private func isNoBetter(_ before: GradeLadder, _ after: GradeLadder) -> Bool {
    // Where a grade comes and goes, nothing says which is better.
    guard Set(before.steps).count == before.steps.count,
      let samples = GradeLadder.samples(Set(before.turns + after.turns).sorted())
    else { return false }
    let worstFirst = old.fewerPointsAreBetter ? before.steps.reversed() : before.steps
    return samples.allSatisfy { total in
      let (was, now) = (before.grade(at: total), after.grade(at: total))
      guard let high = worstFirst.firstIndex(of: was), let low = worstFirst.firstIndex(of: now) else { return false }
      return low <= high
    }
  }
}
