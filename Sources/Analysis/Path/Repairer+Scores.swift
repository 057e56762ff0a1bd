import Evaluation
import Model
import Quantities

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
    let state = state.looking(at: .score(source.path))
    func raised() -> Repairs {
      Repairs(
        options: options(source, state).filter { option in
          option.contains { whatIf.value(of: $0.key, state.changes) != $0.value }
        })
    }
    let isOwn = reads.results.isEmpty && source.kind != .adjustment
    return (isOwn ? remembered(.points(source.path), relevant(reads), state, raised) : raised()).options
  }

  /// A formula made what it is not, or not for certain, in the order of what is wanted.
  private func turned(_ formula: Formula, _ wanted: [Bool], _ state: State) -> Repairs {
    wanted.filter { truth(formula, state) != Truth($0) }
      .reduce(into: Repairs()) { $0.merge(repairs(formula, $1, state, every: true)) }
  }

  private func options(_ source: PointSource, _ state: State) -> [Changes] {
    let scoring = source.scoring
    var repairs = scoring.inapplicable.map { turned($0, [false, true], state) } ?? Repairs()
    if source.kind == .deduction {
      for condition in scoring.conditions { repairs.merge(turned(condition, [false], state)) }
    } else {
      repairs.merge(together(scoring.conditions, true, state, every: true))
      let isMet = scoring.conditions.allSatisfy { truth($0, state) == .yes }
      if !isMet, source.kind != .adjustment { return repairs.options }
    }
    bands(source, state, &repairs)
    for when in scoring.steps.compactMap(\.when) { repairs.merge(turned(when, [true, false], state)) }
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
    whatIf.score(of: source.scoring, reading: source.reads, changes, scores(state))
  }

  /// The condition of every band with more points; and that of the band that holds, if a later one has more.
  private func bands(_ source: PointSource, _ state: State, _ repairs: inout Repairs) {
    guard case .bands(let bands) = source.scoring.base else { return }
    let isLoss = source.kind == .deduction
    func worth(_ band: Scoring.Band) -> Rational {
      let points = value(of: band.amount.formula, state).interval?.most.value ?? .one
      return isLoss ? points.negated : points
    }
    let holding = bands.firstIndex { $0.when.map { truth($0, state) == .yes } ?? true }
    let now = holding.map { worth(bands[$0]) }
    for (index, band) in bands.enumerated() where now.map({ worth(band) > $0 }) ?? true {
      guard let when = band.when else { continue }
      repairs.merge(turned(when, [true], state))
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
      let values =
        standard.facts[fact].type.isOnLine
        ? line(of: fact, question, state).better(whatIf.value(of: fact, state.changes), than: now) { value in
          self.isSpent ? nil : self.measure(source, state.changes.merging([fact: value]) { $1 }, state)
        } : samples(of: fact, question, state).filter { question.accepts([fact: $0]) }
      repairs.add(values.map { [fact: $0] })
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
      { changes in
        guard case .known(.number(let value)) = self.value(of: amount.formula, state, with: changes) else { return nil }
        return try? value.subtracting(amount.isShare ? .one : scoring.full ?? .zero)
      }
    }
  }
}
