import Model
import Quantities
import Sheets

/// Judges all sheets by a standard, ranks them and fills the quotas.
public enum Evaluation {
  /// - Parameter progress: called now and then with the number of sheets judged.
  public static func outcome(
    of standard: Standard, _ table: Table, progress: (Int) -> Void = { _ in }
  ) -> Outcome {
    let judging = Judging(standard, table)
    var results: [SheetResult] = []
    results.reserveCapacity(table.sheets.count)
    for index in table.sheets.indices {
      results.append(judging.result(of: index))
      if index % 256 == 255 { progress(index + 1) }
    }
    return outcome(of: judging, results)
  }

  /// - Parameter results: one for each sheet, in the order of the sheets.
  public static func outcome(of judging: Judging, _ results: [SheetResult]) -> Outcome {
    var ranking = Ranking(judging.standard, judging.table, results)
    ranking.order()
    ranking.select()
    return Outcome(
      standard: judging.standard, table: judging.table, results: ranking.results, cohorts: judging.cohorts)
  }
}

extension Selection.Quota {
  /// Whole places when so many take part.
  public func places(among count: Int) -> Int {
    let places = isShare ? try? value.multiplied(by: Rational(count)) : value
    return max(0, Int(clamping: places ?? .zero))
  }
}

extension RankingKey {
  /// The value as it counts in the order, turned so that the higher one comes first; nil comes last.
  public func counted(_ value: Computed) -> Endpoint? {
    let number: Endpoint?
    if let interval = value.interval {
      number = interval.least
    } else if case .known(let known) = value {
      number = Evaluator.order(known, formula.type).map(Endpoint.finite)
    } else {
      number = nil
    }
    return descending ? number : number?.negated
  }

  /// Negative if the keys `a` come before `b`, zero if they are level.
  public static func compare(_ a: [Endpoint?], _ b: [Endpoint?]) -> Int {
    for (x, y) in zip(a, b) where x != y {
      guard let x else { return 1 }
      guard let y else { return -1 }
      return x > y ? -1 : 1
    }
    return 0
  }
}

/// Orders results by the stated keys and decides who is within the quotas: Grammar.md, section 7.
struct Ranking {
  let standard: Standard
  let table: Table
  var results: [SheetResult]

  /// A key as it counts: nil is a missing value, which comes last.
  typealias Key = Endpoint?

  init(_ standard: Standard, _ table: Table, _ results: [SheetResult]) {
    self.standard = standard
    self.table = table
    self.results = results
  }

  // MARK: Order

  mutating func order() {
    let standing = results.map { self.standing($0) }
    let keys = results.map { self.keys($0, at: .counted) }
    let order = results.indices.sorted { a, b in
      if standing[a] != standing[b] { return standing[a] < standing[b] }
      let comparison = RankingKey.compare(keys[a], keys[b])
      return comparison == 0 ? a < b : comparison < 0
    }
    var rank = 0
    var previous: Int?
    var ranked: [SheetResult] = []
    for (place, index) in order.enumerated() {
      var result = results[index]
      if standing[index] <= 1 {
        if let previous, standing[previous] == standing[index], RankingKey.compare(keys[previous], keys[index]) == 0 {
        } else {
          rank = place + 1
        }
        result.rank = rank
        previous = index
      }
      ranked.append(result)
    }
    results = ranked
  }

  private func standing(_ result: SheetResult) -> Int {
    if result.entrant == .no { return 3 }
    switch result.eligible {
    case .yes: return 0
    case .unknown: return 1
    case .no: return 2
    }
  }

  private enum Reading { case counted, best, worst }

  /// The keys turned so that the higher one comes first; ranges as their least, or as their best or worst end.
  private func keys(_ result: SheetResult, at reading: Reading) -> [Key] {
    zip(standard.ranking, result.keys).map { key, value in
      switch (reading, value) {
      case (.counted, _), (_, .known): return key.counted(value)
      case (_, .between(let interval)):
        let ends = key.descending ? interval : interval.negated
        return reading == .best ? ends.most : ends.least
      default: return reading == .best ? .positiveInfinity : nil
      }
    }
  }

  // MARK: Selection

  mutating func select() {
    guard let selection = standard.selection else { return }
    let best = results.map { keys($0, at: .best) }
    let worst = results.map { keys($0, at: .worst) }
    let takingPart = results.indices.filter { results[$0].entrant != .no }
    var status: [Int: SelectionStatus] = [:]
    for index in takingPart {
      let result = results[index]
      status[index] =
        result.selectable == .no ? .no : result.selectable == .yes && result.entrant == .yes ? .yes : .open
    }
    if !selection.missing.isEmpty {
      for index in takingPart where status[index] == .yes { status[index] = .open }
    }
    if let perGroup = selection.perGroup, let fact = selection.groupBy {
      fillGroups(takingPart, by: fact, perGroup, best, worst, &status)
    }
    if let overall = selection.overall {
      fill(overall.places(among: takingPart.count), among: takingPart, best, worst, &status)
    }
    for index in takingPart { results[index].selection = status[index] }
  }

  /// Fills the quota of each group. Who does not state its group may be in any: it stands in everybody's way, and is
  /// itself open.
  private func fillGroups(
    _ takingPart: [Int], by fact: Int, _ quota: Selection.Quota, _ best: [[Key]], _ worst: [[Key]],
    _ status: inout [Int: SelectionStatus]
  ) {
    var groups: [Value: [Int]] = [:]
    var strays: [Int] = []
    for index in takingPart {
      let group = standard.stated(fact, by: table.sheets[results[index].sheet]).value
      if let group { groups[group, default: []].append(index) } else { strays.append(index) }
    }
    for stray in strays where status[stray] == .yes { status[stray] = .open }
    for members in groups.values {
      var filled = status
      fill(quota.places(among: members.count), among: members + strays, best, worst, &filled)
      for index in members { status[index] = filled[index] }
    }
  }

  /// Decides who of `members` is within `quota` places. Those certain to be in say yes; equals at the edge are tied.
  private func fill(
    _ quota: Int, among members: [Int], _ best: [[Key]], _ worst: [[Key]], _ status: inout [Int: SelectionStatus]
  ) {
    let before = status
    let possible = members.filter { before[$0] != .no }
    let certain = members.filter { before[$0] == .yes }
    let possibleBest = possible.map { best[$0] }.sorted { RankingKey.compare($0, $1) < 0 }
    let certainWorst = certain.map { worst[$0] }.sorted { RankingKey.compare($0, $1) < 0 }
    for index in possible {
      // Who is ahead for certain even if all goes well for this one, and who may be ahead if nothing does.
      let ahead = certainWorst.partition { RankingKey.compare($0, best[index]) < 0 }
      let maybeAhead = possibleBest.partition { RankingKey.compare($0, worst[index]) < 0 }
      let maybeLevel = possibleBest.partition { RankingKey.compare($0, worst[index]) <= 0 } - maybeAhead
      let itselfIsAhead = RankingKey.compare(best[index], worst[index]) < 0
      let othersAhead = maybeAhead - (itselfIsAhead ? 1 : 0)
      let othersLevel = maybeLevel - (itselfIsAhead ? 0 : 1)
      if ahead >= quota {
        status[index] = .no
      } else if othersAhead + othersLevel < quota {
        status[index] = before[index]
      } else if before[index] == .yes, !itselfIsAhead, ahead == othersAhead {
        status[index] = .tied
      } else if before[index] != .tied {
        status[index] = .open
      }
    }
  }
}
