import Evaluation
import Model
import Quantities

/// Ranking keys beside the points: facts that decide among equals.
extension Repairer {
  /// Changes that bring a key ahead of all others, or ahead of those with the same keys before it.
  func betterKeys(_ state: State, _ outcome: Outcome) -> [Changes] {
    var found = Repairs()
    for (index, key) in standard.ranking.enumerated() {
      let facts = whatIf.dependencies.of(key.formula).facts
      if facts.isEmpty { continue }
      let rivals = outcome.results.filter { $0.sheet != state.own.sheet && $0.entrant != .no && $0.eligible != .no }
      let level = rivals.filter { $0.keys.prefix(index) == state.own.keys.prefix(index) }
      for others in [level, rivals] {
        guard let best = others.compactMap({ place($0.keys[index], key) }).max() else { continue }
        // Equals share a rank, but not a place within a quota.
        for beyond in [false, true] {
          let question = Question(
            facts: facts.sorted(), formulas: [key.formula], numbers: [key.descending ? best : best.negated]
          ) { changes in
            let own = self.place(self.value(of: key.formula, state, with: changes), key)
            return own.map { beyond ? $0 > best : $0 >= best } ?? false
          }
          let topic = Topic.rankingKey(index, beyond: beyond, limit: best)
          found.add(remembered(topic, facts, state) { answer(question, state) }.options)
        }
      }
    }
    return found.options
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
