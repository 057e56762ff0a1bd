import Evaluation
import Model
import Quantities
import Syntax

// # Path: what would this community have to change?
//
// Asked is a goal (to be selected, a rank, a grade, a total, to be eligible) and one sheet; the answer is the smallest sets of facts of
// that sheet, or those that take least, which, stated otherwise, reach it, the other sheets staying as they are; or why no set does.
//
// The standard is not turned round: no formula is solved for its facts. Instead changes are proposed and judged:
//
// 1. `GoalCheck` (PathGoal) says whether a result has reached the goal, and if not, which barriers stand before it:
//    taking part, gates, minima, the conditions of the selection or the grade. Each of them has to be repaired, whatever
//    else is done.
// 2. `Repairer` takes a condition apart for the truth that is wanted and proposes, for each comparison in it, the values
//    of one fact that turn it, the nearest first (`NumberLine`); for queries over records the rows to be added; for
//    places in a cohort the value of whoever holds the last place; for points the amounts that are not yet full. What it
//    proposes is right for its part only. It also tells what facts take at least of which some must change (`Core`).
// 3. `PathSearch` tries sets by what they take (工作量; 1 for each change where the file says nothing): within a budget
//    that grows. A set grows by repairing the barrier with the fewest ways, and then by points; it is given up when the
//    cores ask for more than is left of the budget, or when even the most points to be had for it do not suffice. Once
//    something is found the budget is what that takes. Every set is judged by the evaluator with all sheets,
//    so that what is reported is certain; only that no smaller set exists rests on the proposals being complete.
//    Where that is not known (`isBoundless`, a limit was met), the answer says so.
// 4. `PathSteps` puts a set into an order that a manager could follow, and tells what each step settles.
//
// What is proposed can still happen: no date before the 基准日, no record taken back, nothing that only others state
// (他人评定). Which of these would help is told beside it (`leftOut`).
//
// Work is bounded by `Limits`; beyond the size that can be searched whole, a climb gives a set without the claim that it
// is the smallest.

/// Looks for the smallest sets of changes that reach a goal.
public struct PathSearch {
  typealias Changes = WhatIf.Changes

  /// How much work is done before a search gives up.
  public struct Limits: Sendable {
    /// Sets of changes tried.
    public var tries: Int
    /// Formulas worked out.
    public var work: Int
    /// Changes in a set that is looked for by trying all sets.
    public var size = 100
    /// Sets kept of which the best are shown.
    public var kept = 100
    /// Sets listed in the answer; of further ones only the number is told.
    public var shown = 10

    /// Limits of what is tried and worked out; the sizes keep their defaults.
    public init(tries: Int = 10_000, work: Int = 5_000_000) {
      self.tries = tries
      self.work = work
    }
  }

  private let whatIf: WhatIf
  private let repairer: Repairer
  private let check: GoalCheck
  private let limits: Limits
  private let comparisons: [Repairer.Comparison]
  /// Where the total says nothing about how far points may rise.
  private let isBoundless: Bool
  private var tries = 0
  private var visited: [Changes: Bool] = [:]
  /// The first set found of each choice of facts: all of them take the same.
  private var found: [Changes] = []
  private var isExhausted = false
  /// What sets may take.
  private var budget = Effort.zero
  /// Nothing takes less than this: smaller budgets have been tried.
  private var least = Effort.zero
  /// How many changes the budget is enough for.
  private var mostChanges = 0
  /// Whether sets that take more could do what those within the budget cannot.
  private var isCut = false
  private let efforts: [Effort]
  /// What every set takes is a multiple of this.
  private let unit: Effort

  private init(_ outcome: Outcome, _ result: SheetResult, _ goal: Goal, _ limits: Limits) {
    let whatIf = WhatIf(outcome, result)
    self.whatIf = whatIf
    repairer = Repairer(whatIf, work: limits.work)
    check = GoalCheck(goal, outcome.standard)
    self.limits = limits
    comparisons = outcome.standard.comparisons
    efforts = outcome.standard.facts.map(\.effort)
    unit = Effort.commonUnit(efforts)
    isBoundless = repairer.sources.contains { source in
      guard case .adjustment = source.path else { return false }
      return !source.reads.results.isEmpty
        || source.scoring.steps.contains { if case .multiply = $0.operation { true } else { false } }
    }
  }

  /// - Parameter result: the community's, one of the outcome's.
  public static func find(
    _ outcome: Outcome, _ result: SheetResult, _ goal: Goal, limits: Limits = Limits()
  ) -> PathFinding {
    var search = PathSearch(outcome, result, goal, limits)
    let conclusion = search.conclude(result)
    let state = Repairer.State(changes: [:], own: result)
    return PathFinding(
      outcome: outcome, result: result, goal: goal, conclusion: conclusion, leftOut: search.leftOut(state),
      barriers: search.check.barriers(result, search.repairer, state), edge: search.check.edge(result, in: outcome),
      mayWantLess: search.check.mayWantLess { search.repairer.truth($0, state) != .no }, tries: search.tries)
  }

  private mutating func conclude(_ own: SheetResult) -> PathFinding.Conclusion {
    if check.isReached(own) { return .already }
    let start = Repairer.State(changes: [:], own: own)
    let blocked = check.barriers(own, repairer, start).compactMap { barrier -> PathFinding.Blocked? in
      let repairs = repairer.repairs(barrier, start)
      return repairs.options.isEmpty ? PathFinding.Blocked(barrier: barrier, obstacles: repairs.obstacles) : nil
    }
    if repairer.isSpent { return .none(upTo: .zero, best: nil) }
    if !blocked.isEmpty { return .blocked(blocked) }
    let (reached, best) = climb()
    let ceiling = reached.map(effort) ?? efforts.sum
    // Where sets may take very different amounts, a budget grows by more than the least difference.
    let step = whatIf.standard.statesEffort ? unit.stepped(upTo: ceiling, in: limits.size) : unit
    least = max(efforts.min() ?? .one, least(start))
    var rounds = 0
    while least <= ceiling {
      rounds += 1
      if rounds > limits.size {
        isExhausted = true
        break
      }
      budget = min(ceiling, least + step - unit)
      let within = budget
      mostChanges = affordable(budget)
      visited = [:]
      isCut = false
      explore([:], closed: false, 0)
      if !found.isEmpty || isExhausted || !isCut { break }
      least = within + unit
    }
    // What the climb found need not take least, unless nothing that takes less is left to try.
    if found.isEmpty, let reached { note(reached) }
    guard let first = found.first else {
      let path = best.isEmpty ? nil : self.path(best)
      return .none(upTo: isExhausted ? least - unit : nil, best: path)
    }
    let isLeast = !isExhausted || effort(first) <= least
    let always = found.reduce(Set(first.keys)) { $0.intersection($1.keys) }.sorted()
    return .found(
      PathFinding.Found(
        paths: leading(limits.shown), more: max(0, found.count - limits.shown), always: always, isLeast: isLeast))
  }

  /// The sets found that lead highest, as paths.
  private func leading(_ count: Int) -> [Path] {
    let sets = found.compactMap { state($0)?.0 }.sorted { a, b in
      if a.own.rank != b.own.rank { return (a.own.rank ?? .max) < (b.own.rank ?? .max) }
      if a.own.total.least != b.own.total.least { return a.own.total.least > b.own.total.least }
      return a.changes.keys.sorted().lexicographicallyPrecedes(b.changes.keys.sorted())
    }
    return sets.prefix(count).map { path(trimmed($0.changes)) }
  }

  /// The facts that only others state, and that would help.
  private func leftOut(_ state: Repairer.State) -> [Int] {
    let assessed = Set(whatIf.standard.facts.indices.filter { whatIf.standard.facts[$0].isAssessed })
    if assessed.isEmpty || check.isReached(state.own) { return [] }
    // What is tried here takes nothing from the search.
    let seeing = Repairer(whatIf, work: whatIf.work + limits.work / 4, seesAssessed: true)
    let barriers = check.barriers(state.own, seeing, state).flatMap { seeing.repairs($0, state, every: true).options }
    let ways = barriers + options(state, whatIf.base, seeing, touching: true)
    return assessed.intersection(ways.flatMap(\.keys)).sorted()
  }

  // MARK: Searching

  private func state(_ changes: Changes) -> (Repairer.State, Outcome)? {
    let outcome = whatIf.outcome(changes)
    return whatIf.own(outcome).map { (Repairer.State(changes: changes, own: $0), outcome) }
  }

  private func effort(_ changes: Changes) -> Effort { changes.effort(whatIf.standard.facts) }

  /// How many of the facts that take least a budget is enough for.
  private func affordable(_ budget: Effort) -> Int {
    var left = budget
    return efforts.sorted().prefix { effort in
      left = left - effort
      return left >= .zero
    }.count
  }

  /// What takes more than what has been found is given up, and what is no less is not sought any more once there is
  /// enough of it.
  private mutating func note(_ changes: Changes) {
    let changes = withoutIdle(changes)
    let effort = effort(changes)
    if let first = found.first, self.effort(first) > effort { found = [] }
    let facts = Set(changes.keys)
    if found.contains(where: { facts.isSuperset(of: $0.keys) }) { return }
    found.removeAll { facts.isSubset(of: $0.keys) }
    found.append(changes)
    budget = found.count < limits.kept ? effort : effort - unit
  }

  /// Without changes that take nothing and are not needed.
  private func withoutIdle(_ changes: Changes) -> Changes {
    changes.keys.filter { efforts[$0] == .zero }.sorted().reduce(changes) { changes, fact in
      var fewer = changes
      fewer[fact] = nil
      return state(fewer).map { check.isReached($0.0.own) } ?? false ? fewer : changes
    }
  }

  /// How often a fact may be changed again within one set, on the average.
  private static let rounds = 4

  /// - Parameter closed: facts that touch other sheets are not changed any more for the sake of points. They come
  ///   first, so that behind them the others stay as they are and points can be reckoned with.
  private mutating func explore(_ changes: Changes, closed: Bool, _ depth: Int) {
    if isExhausted || budget < least || depth > min(mostChanges, limits.size / 2) * Self.rounds { return }
    if let earlier = visited[changes], closed || !earlier { return }
    visited[changes] = closed
    tries += 1
    if tries > limits.tries || whatIf.work > limits.work {
      isExhausted = true
      return
    }
    guard let (state, outcome) = state(changes) else { return }
    if check.isReached(state.own) { return note(changes) }
    let left = budget - effort(changes)
    let barriers = check.barriers(state.own, repairer, state)
    if !barriers.isEmpty {
      let ways = barriers.map { repairer.repairs($0, state) }
      if ways.contains(where: \.options.isEmpty) { return }
      if Repairs.least(ways.flatMap(\.cores)) > left {
        isCut = true
        return
      }
      let fewest = ways.min { $0.options.count < $1.options.count } ?? Repairs()
      for option in fewest.options { advance(changes, by: option, closed: closed, depth) }
      return
    }
    let options = self.options(state, outcome, repairer, touching: !closed)
    if !closed {
      for option in options where !whatIf.cohortFacts.isDisjoint(with: option.keys) {
        advance(changes, by: option, closed: false, depth)
      }
    }
    if let most = most(state, left), check.isOutOfReach(state.own, total: most, in: outcome) {
      isCut = true
      return
    }
    for option in options where whatIf.cohortFacts.isDisjoint(with: option.keys) {
      advance(changes, by: option, closed: true, depth)
    }
  }

  private mutating func advance(_ changes: Changes, by option: Changes, closed: Bool, _ depth: Int) {
    let next = changes.merging(option) { $1 }
    if effort(next) > budget {
      isCut = true
    } else if next != changes {
      explore(next, closed: closed, depth + 1)
    }
  }

  /// Changes that may bring points or a better place.
  ///
  /// - Parameter touching: also those that help by pushing others back.
  private func options(
    _ state: Repairer.State, _ outcome: Outcome, _ repairer: Repairer, touching: Bool
  ) -> [Changes] {
    var found = Repairs()
    switch check.goal {
    case .eligible: return []
    case .grade:
      for grade in check.grades.sorted() { found.add(repairer.repairs(toGrade: grade, orAnyOf: check.grades, state)) }
      if !check.goesByPlace { return found.options }
    case .selected, .rank, .total: break
    }
    found.add(repairer.raises(within: nil, state))
    if case .total = check.goal {} else { found.add(repairer.betterKeys(state, outcome)) }
    if touching { for comparison in comparisons { found.add(repairer.overtaking(comparison, state)) } }
    return found.options
  }

  // MARK: Bounds

  /// What the barriers need at least.
  private func least(_ state: Repairer.State) -> Effort {
    let barriers = check.barriers(state.own, repairer, state)
    return Repairs.least(barriers.flatMap { repairer.repairs($0, state).cores })
  }

  /// The most points to be had for what is left of the budget, with no change of a fact that touches others; nil if there
  /// is no telling.
  private func most(_ state: Repairer.State, _ left: Effort) -> Rational? {
    do throws(ArithmeticError) { return isBoundless ? nil : try reach(of: state, left) } catch { return nil }
  }

  private func reach(of state: Repairer.State, _ left: Effort) throws(ArithmeticError) -> Rational? {
    var gains: [Int: Rational] = [:]
    for source in repairer.sources {
      let facts = source.reads.facts.subtracting(whatIf.cohortFacts)
      if facts.isEmpty { continue }
      guard let potential = repairer.potential(source, state.own) else { return nil }
      for fact in facts where !potential.isZero {
        gains[fact] = try (gains[fact] ?? .zero).adding(potential)
      }
    }
    guard var sum = state.own.total.least.value else { return nil }
    // Facts already changed may be changed further. Of the others, whatever brings most for what it takes, and of the
    // last a part.
    var further: [(gain: Rational, effort: Effort, rate: Rational)] = []
    for (fact, gain) in gains {
      let effort = state.changes[fact] == nil ? efforts[fact] : .zero
      if effort == .zero {
        sum = try sum.adding(gain)
      } else {
        further.append((gain, effort, try gain.divided(by: effort.amount)))
      }
    }
    var left = left
    for source in further.sorted(by: { $0.rate > $1.rate }) where left > .zero {
      let paid = min(left, source.effort)
      sum = try sum.adding(paid == source.effort ? source.gain : source.rate.multiplied(by: paid.amount))
      left = left - paid
    }
    if let step = whatIf.standard.rounding?.step { sum = try sum.adding(step) }
    for (index, category) in whatIf.standard.categories.enumerated() {
      for rounding in ([category.limits] + category.groups.map(\.limits)).compactMap(\.rounding) {
        guard let step = repairer.worth(rounding.step, index, state.own) else { return nil }
        sum = try sum.adding(step)
      }
    }
    return sum
  }

  // MARK: Climbing

  /// Goes up by what brings most for what it takes, without looking back: a way that reaches the goal, less what turns
  /// out not to be needed; or the best that was reached.
  private mutating func climb() -> (reached: Changes?, best: Changes) {
    var changes: Changes = [:]
    var seen: Set<Changes> = []
    for _ in 0..<whatIf.standard.facts.count * 2 {
      guard seen.insert(changes).inserted, whatIf.work <= limits.work / 2, let (state, outcome) = state(changes)
      else {
        break
      }
      tries += 1
      if check.isReached(state.own) { return (lightened(changes), changes) }
      let barriers = check.barriers(state.own, repairer, state)
      if !barriers.isEmpty {
        let sketches = barriers.map { repairer.repairs($0, state).sketch }
        if sketches.contains(where: \.isEmpty) { break }
        for sketch in sketches { changes.merge(sketch) { $1 } }
        continue
      }
      guard let better = bestBundle(state, outcome) else { break }
      changes = better
    }
    return (nil, changes)
  }

  /// The changes to one source of points that bring most for what they take.
  private mutating func bestBundle(_ state: Repairer.State, _ outcome: Outcome) -> Changes? {
    var best: (changes: Changes, gain: Rational)?
    func consider(_ next: Changes, _ gain: Rational) {
      let effort = max(unit, next.effort(whatIf.standard.facts, beyond: state.changes))
      guard let rate = try? gain.divided(by: effort.amount) else { return }
      if best.map({ rate > $0.gain }) ?? true { best = (next, rate) }
    }
    let now = state.own.total.least
    for option in options(state, outcome, repairer, touching: true) {
      var next = state.changes.merging(option) { $1 }
      // What only helps in company is completed.
      for _ in 0..<6 {
        tries += 1
        guard let (after, _) = self.state(next) else { break }
        if check.isReached(after.own) { return next }
        let gain = Interval.distance(now, after.own.total.least) ?? .zero
        if gain > .zero {
          consider(next, gain)
          break
        }
        guard let source = repairer.sources.first(where: { !$0.reads.facts.isDisjoint(with: option.keys) }),
          let further = repairer.raises(source, after).first
        else { break }
        next.merge(further) { $1 }
      }
    }
    return best?.changes
  }

  /// Without the changes that are not needed.
  private mutating func lightened(_ changes: Changes) -> Changes {
    var changes = changes
    for fact in changes.keys.sorted(by: { (efforts[$0], $0) > (efforts[$1], $1) }) {
      var fewer = changes
      fewer[fact] = nil
      tries += 1
      if let (state, _) = state(fewer), check.isReached(state.own) { changes = fewer }
    }
    return changes
  }

  // MARK: Shaping what was found

  /// The same facts with values no farther from what is stated than necessary.
  private func trimmed(_ changes: Changes) -> Changes {
    changes.keys.sorted().reduce(into: changes) { changes, fact in
      if let chosen = changes[fact], let nearer = nearer(fact, chosen, changes) { changes[fact] = nearer }
    }
  }

  private func nearer(_ fact: Int, _ chosen: Value, _ changes: Changes) -> Value? {
    func reaches(_ value: Value) -> Bool {
      var changes = changes
      changes[fact] = value
      return state(changes).map { check.isReached($0.0.own) } ?? false
    }
    let declared = whatIf.standard.facts[fact]
    let stated = whatIf.value(of: fact, [:])
    switch (stated, chosen) {
    case (.choices(let before)?, .choices(let after)):
      var bits = after
      for bit in 0..<ValueType.optionLimit where (before ^ after) & (1 << UInt64(bit)) != 0 {
        let fewer = bits ^ (1 << UInt64(bit))
        if fewer != before, reaches(.choices(fewer)) { bits = fewer }
      }
      return .choices(bits)
    case (let before?, _):
      guard let start = NumberLine.number(before, declared.type), let end = NumberLine.number(chosen, declared.type)
      else { return nil }
      let line = NumberLine(declared, earliest: repairer.earliest, current: start, pivots: [end])
      func holds(_ number: Rational) -> Bool {
        line.isAllowed(number) && (NumberLine.value(number, declared.type).map(reaches) ?? false)
      }
      // Most values are thresholds: a step nearer shows that there is nothing to gain.
      guard holds(line.step(from: end, to: start)) else { return nil }
      return NumberLine.value(line.closest(between: start, and: end, holds), declared.type)
    case (nil, _): return nil
    }
  }

  private func path(_ changes: Changes) -> Path {
    PathSteps(whatIf: whatIf, repairer: repairer, check: check).path(changes)
  }
}
