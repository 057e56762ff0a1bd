import Evaluation
import Model
import Quantities

/// Gives out what a standard has to give among competitors whose order is settled: Grammar.md, section 7. One thing after
/// the other, each to those who want it and have nothing that is given before.
struct Giving {
  private var contests: [(prize: Int, places: Places)]
  /// What is possible for somebody, under numbers, so that it can be counted ten thousand times.
  private(set) var lists: [[Int?]] = []
  private var numbers: [[Int?]: Int] = [:]
  /// What each of them gets: places in ``lists``.
  private(set) var given: [Int]
  /// What each claim comes to, by competitor and place among its values.
  private var claims: [[(base: Int, placed: [Int], wants: [Truth])]] = []
  private let competitors: [Reweighing.Competitor]
  private var barred: [Bool]
  private var wants: [Truth]
  /// Whether it was open who wants a place.
  private var isOpen = false
  /// Contests in which somebody is level with others at the edge.
  private var tied: [Int: [Int]] = [:]

  init(_ reweighing: Reweighing) {
    let (outcome, kind) = (reweighing.outcome, reweighing.kind)
    competitors = reweighing.competitors
    let results = competitors.map(\.result)
    contests = kind.contests(outcome.standard).map { ($0.prize, Places($0.places, results, in: outcome)) }
    given = [Int](repeating: 0, count: results.count)
    barred = [Bool](repeating: false, count: results.count)
    wants = [Truth](repeating: .no, count: results.count)
    for competitor in competitors {
      claims.append([])
      for claim in competitor.claims.values {
        let base = number(claim.base)
        let placed = claim.placed.map { number($0) }
        let wants = contests.indices.map { claim.wants($0, for: contests[$0].prize) }
        claims[claims.count - 1].append((base, placed, wants))
      }
    }
  }

  private mutating func number(_ list: [Int?]) -> Int {
    if let known = numbers[list] { return known }
    numbers[list] = lists.count
    lists.append(list)
    return lists.count - 1
  }

  /// Whether anybody gets something else when two competitors change their places in the order.
  func mayMatter(_ a: Int, _ b: Int) -> Bool {
    isOpen || contests.contains { $0.places.mayMatter(a, b) }
  }

  /// - Parameters:
  ///   - order: the competitors from the first to the last.
  ///   - runs: where in the order each run of equals ends.
  ///   - steps: the place of each one's total among the values of its claims.
  mutating func give(_ order: [Int], runs: [Int], steps: [Int]) {
    for index in given.indices { given[index] = claims[index][steps[index]].base }
    if contests.isEmpty { return }
    (tied, isOpen) = ([:], false)
    var hasPlace = [Bool](repeating: false, count: given.count)
    for contest in contests.indices {
      var maybe = false
      for index in given.indices {
        let want = hasPlace[index] ? .no : claims[index][steps[index]].wants[contest]
        wants[index] = want == .yes && tied[index] != nil ? .unknown : want
        barred[index] = want == .no
        if wants[index] == .unknown { maybe = true }
      }
      contests[contest].places.fill(order, runs: runs, barred: barred)
      isOpen = isOpen || maybe
      let statuses = maybe ? cautious(contest, order, runs) : contests[contest].places.places
      for (index, status) in statuses.enumerated() {
        switch status {
        case .no: break
        case .yes:
          hasPlace[index] = true
          given[index] = claims[index][steps[index]].placed[contest]
        case .tied: tied[index, default: []].append(contest)
        }
      }
    }
    for (index, contests) in tied {
      let lists = [given[index]] + contests.map { claims[index][steps[index]].placed[$0] }
      given[index] = number(self.lists.joined(lists))
    }
  }

  /// Where it is open who wants a place: those take it from others who may, and from nobody those who may not.
  private mutating func cautious(_ contest: Int, _ order: [Int], _ runs: [Int]) -> [Places.Place] {
    let all = contests[contest].places.places
    for index in wants.indices { barred[index] = wants[index] != .yes }
    contests[contest].places.fill(order, runs: runs, barred: barred)
    let certain = contests[contest].places.places
    return all.indices.map { index in
      if wants[index] == .unknown {
        barred[index] = false
        contests[contest].places.fill(order, runs: runs, barred: barred)
        barred[index] = true
        return contests[contest].places.places[index] == .no ? .no : .tied
      }
      return all[index] == certain[index] ? all[index] : .tied
    }
  }
}

extension [[Int?]] {
  /// All that is in some of these lists, in order, nil last.
  fileprivate func joined(_ places: [Int]) -> [Int?] {
    let all = Set(places.flatMap { self[$0] })
    return all.compactMap { $0 }.sorted() + (all.contains(nil) ? [nil] : [])
  }
}
