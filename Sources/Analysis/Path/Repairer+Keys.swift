import Evaluation
import Model
import Quantities

/// Ranking keys beside the points: facts that decide among equals.
extension Repairer {
  /// Changes that bring a key ahead of all others, or ahead of those with the same keys before it.
  func betterKeys(_ state: State, _ outcome: Outcome) -> [Changes] {
    var options: [Changes] = []
    for (index, key) in standard.ranking.enumerated() {
      let facts = whatIf.dependencies.of(key.formula).facts
      if facts.isEmpty { continue }
      let rivals = outcome.results.filter { $0.sheet != state.own.sheet && $0.entrant != .no && $0.eligible != .no }
      let level = rivals.filter { $0.keys.prefix(index) == state.own.keys.prefix(index) }
      for others in [level, rivals] {
        let values = others.compactMap { place($0.keys[index], key) }
        guard let best = values.max() else { continue }
        // Equals share a rank, but not a place within a quota.
        for beyond in [false, true] {
          let question = Question(
            topic: .rankingKey(index, beyond: beyond, limit: best),
            facts: facts.sorted(), formulas: [key.formula], numbers: [key.descending ? best : best.negated]
          ) { changes in
            let all = state.changes.merging(changes) { $1 }
            return self.place(self.whatIf.value(of: key.formula, all, state.own), key).map {
              beyond ? $0 > best : $0 >= best
            }
              ?? false
          }
          for option in answer(question, state).options where !options.contains(option) { options.append(option) }
        }
      }
    }
    return options
  }

  /// A key as it counts: more is better.
  private func place(_ value: Computed, _ key: RankingKey) -> Rational? {
    let order: Rational?
    switch value {
    case .known(let value): order = value.order(as: key.formula.type)
    case .between(let interval): order = (key.descending ? interval.most : interval.least).value
    case .unknown, .doubtful, .failed: order = nil
    }
    return order.map { key.descending ? $0 : $0.negated }
  }
}
