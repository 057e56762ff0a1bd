import Evaluation
import Model
import Quantities

/// Fills one quota among competitors whose order is settled: Grammar.md, section 7. The same as ``Evaluation`` does
/// where nothing is open, in one pass over an order, so that it can be done ten thousand times.
struct Places {
  /// Without raw values, which would make every comparison one of texts.
  enum Place { case no, tied, yes }

  /// The group of each competitor, and the places of each group; none if there is no quota per group.
  private let groups: [Int]
  private let perGroup: [Int]
  private let overall: Int
  private(set) var places: [Place]
  /// The same before the overall quota is filled.
  private var inGroup: [Place]
  /// Those ahead in each group, and those of the run at hand.
  private var ahead: [Int]
  private var level: [Int]

  /// - Parameter competitors: who takes part in the order, as places in the outcome's results. Quotas that are shares
  ///   count everybody who takes part in the standard's sense.
  init(_ limits: PlaceLimits, _ competitors: [Int], in outcome: Outcome) {
    let takingPart = outcome.results.indices.filter { outcome.results[$0].competes != .no }
    overall = limits.overall?.places(among: takingPart.count) ?? .max
    places = [Place](repeating: .no, count: competitors.count)
    inGroup = places
    var sizes: [[Value]?: Int] = [:]
    func group(_ index: Int, _ facts: [Int]) -> [Value]? {
      outcome.standard.group(facts, of: outcome.sheet(outcome.results[index]))
    }
    if let quota = limits.perGroup {
      for index in takingPart { sizes[group(index, limits.groupBy), default: 0] += 1 }
      let found = competitors.map { group($0, limits.groupBy) }.numbered()
      (groups, perGroup) = (found.numbers, found.keys.map { quota.places(among: sizes[$0] ?? 0) })
    } else {
      (groups, perGroup) = ([], [])
    }
    ahead = [Int](repeating: 0, count: perGroup.count)
    level = ahead
  }

  /// - Parameters:
  ///   - order: the competitors from the first to the last.
  ///   - runs: where in the order each run of equals ends.
  ///   - barred: who is not to be selected whatever the order.
  mutating func fill(_ order: [Int], runs: [Int], barred: [Bool]) {
    for index in order { places[index] = barred[index] ? .no : .yes }
    inGroup = places
    if groups.isEmpty { settleOverall(order, runs) } else { settle(order, runs) }
  }

  /// Whether anybody's place may change when two competitors change theirs in the order.
  func mayMatter(_ a: Int, _ b: Int) -> Bool {
    func isUnsettled(_ index: Int) -> Bool { inGroup[index].isUndecided || places[index].isUndecided }
    let differs = places[a] != places[b] || isUnsettled(a) || isUnsettled(b)
    if groups.isEmpty { return differs }
    if groups[a] == groups[b] { return differs || inGroup[a] != inGroup[b] }
    return differs && inGroup[a] != .no && inGroup[b] != .no
  }

  /// Without groups a run of equals is in, out or across the edge as a whole.
  private mutating func settleOverall(_ order: [Int], _ runs: [Int]) {
    var (start, taken) = (0, 0)
    for end in runs {
      var level = 0
      for place in start..<end where places[order[place]] == .yes { level += 1 }
      if taken + level > overall {
        let status: Place = taken < overall ? .tied : .no
        for place in start..<end where places[order[place]] == .yes { places[order[place]] = status }
      }
      taken += level
      start = end
    }
  }

  /// Settles those of one run of equals after another. Who is ahead takes up places of its group, and those of the
  /// overall quota as far as its group has any.
  private mutating func settle(_ order: [Int], _ runs: [Int]) {
    for group in ahead.indices { (ahead[group], level[group]) = (0, 0) }
    var (start, taken) = (0, 0)
    for end in runs {
      let before = taken
      for index in order[start..<end] where places[index] == .yes {
        let group = groups[index]
        if ahead[group] + level[group] < perGroup[group] { taken += 1 }
        level[group] += 1
      }
      for index in order[start..<end] where places[index] == .yes {
        let group = groups[index]
        let all = ahead[group] + level[group]
        // Last of its run, and first of it.
        let others = taken - (all <= perGroup[group] ? 1 : 0)
        inGroup[index] = all <= perGroup[group] ? .yes : ahead[group] < perGroup[group] ? .tied : .no
        let isIn = inGroup[index] == .yes && others < overall
        places[index] = isIn ? .yes : inGroup[index] != .no && before < overall ? .tied : .no
      }
      for index in order[start..<end] {
        let group = groups[index]
        ahead[group] += level[group]
        level[group] = 0
      }
      start = end
    }
  }
}

extension Array where Element: Hashable {
  /// Equal elements under one number, and what stands under each.
  func numbered() -> (numbers: [Int], keys: [Element]) {
    var (numbers, keys): ([Element: Int], [Element]) = ([:], [])
    let all = map { element in
      if let number = numbers[element] { return number }
      numbers[element] = keys.count
      keys.append(element)
      return keys.count - 1
    }
    return (all, keys)
  }
}

extension Places.Place {
  var isUndecided: Bool { self == .tied }
}
