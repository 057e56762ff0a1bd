import Evaluation
import Model
import Quantities
import Syntax

/// What brings points: an item, a bonus, a deduction or an adjustment, with the facts that it reads.
struct PointSource {
  let path: ResultPath
  let scoring: Scoring
  let kind: Adjustment.Kind?
  /// What its points are worked out from.
  let sites: [Site]
  let reads: Dependencies
}

/// Raising points: conditions to meet, better bands, more of what is counted, a higher mark.
extension Repairer {
  struct RaiseKey: Hashable {
    let path: ResultPath
    let every: Bool
    let changes: Changes
  }

  /// Everything that gives points, in the order of the standard.
  static func sources(_ standard: Standard, _ dependencies: DependencyIndex) -> [PointSource] {
    func source(_ path: ResultPath, _ scoring: Scoring, _ kind: Adjustment.Kind?) -> PointSource {
      let sites = standard.sites(of: .score(path)).without(.minimum)
      return PointSource(
        path: path, scoring: scoring, kind: kind, sites: sites, reads: dependencies.of(sites.formulas))
    }
    return standard.categories.enumerated().flatMap { index, category in
      category.items.enumerated().map { source(.item(index, $0), $1.scoring, nil) }
    } + standard.adjustments.enumerated().map { source(.adjustment($0), $1.scoring, $1.kind) }
  }

  /// Changes that may bring more points from a source. Those that need company are among them.
  func raises(_ source: PointSource, _ state: State) -> [Changes] {
    let reads = source.reads
    let relevant = !reads.cohorts.isEmpty ? reads.facts.union(whatIf.cohortFacts) : reads.facts
    let key = RaiseKey(path: source.path, every: true, changes: state.changes.of(relevant))
    let isOwn = reads.results.isEmpty && source.kind != .adjustment
    if isOwn, let known = knownRaises[key] { return known }
    let options = self.options(source, state).filter { option in
      option.contains { whatIf.value(of: $0.key, state.changes) != $0.value }
    }
    if isOwn { knownRaises[key] = options }
    return options
  }

  private func options(_ source: PointSource, _ state: State) -> [Changes] {
    let scoring = source.scoring
    var repairs = Repairs()
    if let inapplicable = scoring.inapplicable {
      for wanted in [false, true] where truth(inapplicable, state) != Truth(wanted) {
        repairs.merge(self.repairs(inapplicable, wanted, state, every: true))
      }
    }
    if source.kind == .deduction {
      for condition in scoring.conditions where truth(condition, state) != .no {
        repairs.merge(self.repairs(condition, false, state, every: true))
      }
    } else {
      let conditions = together(scoring.conditions, true, state, every: true)
      repairs.merge(conditions)
      let isMet = scoring.conditions.allSatisfy { truth($0, state) == .yes }
      if !isMet, source.kind != .adjustment { return repairs.options }
    }
    bands(source, state, &repairs)
    steps(source, state, &repairs)
    amounts(source, state, &repairs)
    return repairs.options
  }

  /// What a source counts for now: more is better.
  private func measure(_ source: PointSource, _ changes: Changes, _ state: State) -> Endpoint {
    switch source.kind {
    case .adjustment: return whatIf.result(changes).total.least
    case .deduction: return score(source, changes, state).points.most.negated
    case .bonus, nil: return score(source, changes, state).points.least
    }
  }

  private func score(_ source: PointSource, _ changes: Changes, _ state: State) -> ScoreResult {
    whatIf.score(of: source.scoring, reading: source.reads, changes, state.own)
  }

  /// The condition of every band with more points; and that of the band that holds, if a later one has more.
  private func bands(_ source: PointSource, _ state: State, _ repairs: inout Repairs) {
    guard case .bands(let bands) = source.scoring.base else { return }
    let isLoss = source.kind == .deduction
    func worth(_ band: Scoring.Band) -> Rational {
      let points = whatIf.value(of: band.amount.formula, state.changes, state.own).interval?.most.value ?? .one
      return isLoss ? points.negated : points
    }
    let holding = bands.firstIndex { $0.when.map { truth($0, state) == .yes } ?? true }
    let now = holding.map { worth(bands[$0]) }
    for (index, band) in bands.enumerated() where now.map({ worth(band) > $0 }) ?? true {
      guard let when = band.when else { continue }
      if truth(when, state) != .yes { repairs.merge(self.repairs(when, true, state, every: true)) }
      if let holding, holding < index, let own = bands[holding].when {
        repairs.merge(self.repairs(own, false, state, every: true))
      }
    }
    // Without 否则 the rest has no points; with it, whoever leaves a band falls to it.
    if let holding, let own = bands[holding].when,
      bands.dropFirst(holding + 1).contains(where: { worth($0) > worth(bands[holding]) }) || isLoss
    {
      repairs.merge(self.repairs(own, false, state, every: true))
    }
  }

  private func steps(_ source: PointSource, _ state: State, _ repairs: inout Repairs) {
    for step in source.scoring.steps {
      guard let when = step.when else { continue }
      for wanted in [true, false] where truth(when, state) != Truth(wanted) {
        repairs.merge(self.repairs(when, wanted, state, every: true))
      }
    }
  }

  /// Facts that the points are worked out from.
  private func amounts(_ source: PointSource, _ state: State, _ repairs: inout Repairs) {
    let scoring = source.scoring
    let amounts = source.sites.without(.inapplicable, .band)
    let formulas = (source.kind == .adjustment ? amounts : amounts.without(.condition)).formulas
    let now = measure(source, state.changes, state)
    var numbers: [Rational] = []
    if case .interpolation(_, let knots) = scoring.base { numbers = knots.map(\.at) }
    let question = Question(
      facts: whatIf.dependencies.of(formulas).facts.sorted(), formulas: formulas, numbers: numbers,
      differences: levels(scoring, state)
    ) { changes in
      self.measure(source, state.changes.merging(changes) { $1 }, state) > now
    }
    for fact in question.facts where obstacle(fact, state) == nil {
      let current = whatIf.value(of: fact, state.changes)
      switch standard.facts[fact].type {
      case .number, .percentage, .date:
        let better = line(of: fact, question, state).better(current, than: now) { value in
          self.isSpent
            ? nil : self.measure(source, state.changes.merging([fact: value]) { $1 }, state)
        }
        for value in better { repairs.add([fact: value]) }
      case .records:
        for value in rowValues(of: fact, question, state) where question.accepts([fact: value]) {
          repairs.add([fact: value])
        }
      case .truth, .text, .choice, .choices:
        for value in samples(of: fact, question, state) where question.accepts([fact: value]) {
          repairs.add([fact: value])
        }
      }
    }
  }

  /// How far amounts are from full points, and counts from whole steps.
  private func levels(_ scoring: Scoring, _ state: State) -> [(Changes) -> Rational?] {
    var amounts: [Amount] = []
    switch scoring.base {
    case .mark(let amount): amounts.append(amount)
    case .bands(let bands): amounts += bands.map(\.amount)
    case .full, .zero, .interpolation: break
    }
    return amounts.filter { !whatIf.dependencies.of($0.formula).facts.isEmpty }.map { amount in
      { [whatIf] changes in
        let all = state.changes.merging(changes) { $1 }
        guard case .known(.number(let value)) = whatIf.value(of: amount.formula, all, state.own) else { return nil }
        return try? value.subtracting(amount.isShare ? .one : scoring.full ?? .zero)
      }
    }
  }
}
