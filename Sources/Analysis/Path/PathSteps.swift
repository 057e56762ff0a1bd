import Evaluation
import Model
import Quantities

/// Puts a set of changes into an order in which a manager could act on it, and says what each of them settles.
struct PathSteps {
  typealias Changes = WhatIf.Changes

  let whatIf: WhatIf
  let repairer: Repairer
  let check: GoalCheck

  private static let ordered = 100

  func path(_ changes: Changes) -> Path {
    let all = view(changes)
    let needs = changes.keys.sorted().map { fact -> Need in
      // Where there are very many, the order of the standard has to do.
      if changes.count > Self.ordered { return Need(fact: fact, effects: [], points: .zero) }
      var fewer = changes
      fewer[fact] = nil
      let without = view(fewer)
      return Need(
        fact: fact, effects: effects(from: without, to: all), points: difference(without.result, all.result))
    }
    var made: Changes = [:]
    var before = view([:])
    var steps: [Path.Step] = []
    for need in ordered(needs) {
      guard let value = changes[need.fact] else { continue }
      made[need.fact] = value
      let after = view(made)
      let settled = effects(from: before, to: after)
      steps.append(
        Path.Step(
          fact: need.fact, to: value, isAnyValue: isAnyValue(need.fact, changes), effects: settled,
          prepares: need.effects.filter { effect in !settled.contains { $0.isSame(as: effect) } },
          points: difference(before.result, after.result),
          total: after.result.total, rank: after.result.rank))
      before = after
    }
    return Path(steps: steps, result: all.result)
  }

  private struct Need {
    let fact: Int
    let effects: [Path.Effect]
    let points: Rational

    var barrier: Int? {
      effects.compactMap { effect in
        if case .barrier(let barrier) = effect { barrier.order } else { nil }
      }.min()
    }

    /// What needs the same things belongs together.
    var sources: [ResultPath] {
      effects.compactMap { if case .score(let path, _) = $0 { path } else { nil } }
    }
  }

  private struct View {
    let result: SheetResult
    let barriers: [Barrier]
  }

  private func view(_ changes: Changes) -> View {
    let result = whatIf.own(whatIf.outcome(changes)) ?? whatIf.result(changes)
    let state = Repairer.State(changes: changes, own: result)
    return View(result: result, barriers: check.barriers(result, repairer, state))
  }

  private func difference(_ before: SheetResult, _ after: SheetResult) -> Rational {
    Interval.distance(before.total.least, after.total.least) ?? .zero
  }

  /// Barriers first, in the order of the standard; then by the points that a change brings, most first; changes that
  /// only bring something together stand together.
  private func ordered(_ needs: [Need]) -> [Need] {
    func rate(_ need: Need) -> Rational? {
      let company = needs.filter { $0.barrier == nil && !Set($0.sources).isDisjoint(with: need.sources) }.count
      return try? need.points.divided(by: Rational(max(1, company)))
    }
    return needs.sorted { a, b in
      switch (a.barrier, b.barrier) {
      case (let x?, let y?): return x == y ? a.fact < b.fact : x < y
      case (_?, nil): return true
      case (nil, _?): return false
      case (nil, nil):
        let (x, y) = (rate(a), rate(b))
        if let x, let y, x != y { return x > y }
        let (s, t) = (a.sources.first?.order ?? [.max], b.sources.first?.order ?? [.max])
        return s == t ? a.fact < b.fact : s.lexicographicallyPrecedes(t)
      }
    }
  }

  /// What was not settled, or had fewer points, before.
  private func effects(from before: View, to after: View) -> [Path.Effect] {
    var effects = before.barriers.filter { !after.barriers.contains($0) }.map { Path.Effect.barrier($0) }
    for source in repairer.sources {
      guard source.kind != .adjustment, let old = score(source.path, before.result),
        let new = score(source.path, after.result)
      else { continue }
      let gain =
        source.kind == .deduction
        ? Interval.distance(new.points.most, old.points.most)
        : Interval.distance(old.points.least, new.points.least)
      if let gain, gain > .zero { effects.append(.score(source.path, gain)) }
    }
    return effects
  }

  private func score(_ path: ResultPath, _ result: SheetResult) -> ScoreResult? {
    switch path {
    case .item(let category, let item): result.categories[category].items[item]
    case .adjustment(let index): result.adjustments[index]
    case .category, .group: nil
    }
  }

  /// Whether a fact that is missing need only be stated, whatever it is.
  private func isAnyValue(_ fact: Int, _ changes: Changes) -> Bool {
    guard whatIf.value(of: fact, [:]) == nil, let value = changes[fact] else { return false }
    let declared = whatIf.standard.facts[fact]
    let others: [Value]
    switch (declared.type, value) {
    case (.text, _): return true
    case (.truth, .truth(let truth)): others = [.truth(!truth)]
    case (.number, _), (.percentage, _), (.date, _):
      others = NumberLine(declared, current: NumberLine.number(value, declared.type), pivots: []).extremes
    case (.choice(let options, _), _): others = options.indices.map { .choice($0) }
    case (.truth, _), (.choices, _), (.records, _): return false
    }
    return others.allSatisfy { other in
      var changes = changes
      changes[fact] = other
      return check.isReached(whatIf.own(whatIf.outcome(changes)) ?? whatIf.result(changes))
    }
  }
}

extension Path.Effect {
  /// Whether it is about the same, however many points that is.
  fileprivate func isSame(as other: Path.Effect) -> Bool {
    if case .score(let path, _) = self, case .score(path, _) = other { return true }
    return self == other
  }
}

extension Barrier {
  /// The order in which they are to be dealt with: who takes part, then as the standard lists them.
  fileprivate var order: Int {
    switch self {
    case .recommendation: 0
    case .entry: 1
    case .requirement(let index): 2 + index
    case .minimum, .selection, .grade: .max
    }
  }
}

extension ResultPath {
  fileprivate var order: [Int] {
    switch self {
    case .category(let index): [index]
    case .group(let index, let group): [index, -1, group]
    case .item(let index, let item): [index, item]
    case .adjustment(let index): [.max, index]
    }
  }
}
