import Model
import Quantities
import Sheets

/// Judges all sheets by a standard, ranks them and fills the quotas.
public enum Evaluation {
  /// - Parameter isWhole: whether the parts of all results will be asked for, and again and again.
  public static func outcome(of standard: Standard, _ table: Table, whole isWhole: Bool = false) -> Outcome {
    // A plan may be too large.
    if ColumnEvaluation.fits(standard, table), let columns = try? ColumnEvaluation(standard, table) {
      let outcome = columns.outcome()
      return isWhole ? outcome.whole : outcome
    }
    return referenceOutcome(of: standard, table)
  }

  /// The outcome by the reference interpreter: the same as ``outcome(of:_:)`` gives.
  public static func referenceOutcome(of standard: Standard, _ table: Table) -> Outcome {
    let judging = Judging(standard, table)
    var results: [SheetResult] = []
    results.reserveCapacity(table.sheets.count)
    for index in table.sheets.indices {
      results.append(judging.result(of: index))
      Pulse.beat(index + 1, of: table.sheets.count, every: 32)
    }
    return outcome(of: judging, results)
  }

  /// - Parameter results: one for each sheet, in the order of the sheets.
  public static func outcome(of judging: Judging, _ results: [SheetResult]) -> Outcome {
    outcome(of: judging, results, nil)
  }

  /// - Parameters:
  ///   - standings: of the results, where they are known.
  ///   - graded: see ``Ranking/grade(_:_:)``; nil for the reference interpreter.
  static func outcome(
    of judging: Judging, _ results: [SheetResult], _ standings: Standings? = nil,
    graded: ((SheetResult, [Int: Truth]) -> Graded)? = nil
  ) -> Outcome {
    let standard = judging.standard
    let ranking = Ranking(standard, judging.table, standings ?? Standings(results, by: standard))
    var ranked = ranking.order.map { results[Int($0)] }
    ranking.grade(&ranked, graded ?? { judging.graded($0, $1) })
    let places = ranking.places()
    for place in ranked.indices { ranked[place].take(places, place) }
    return Outcome(judging, ranking.standings, places, ranked)
  }
}

extension SheetResult {
  /// Whether it counts where places are shared out: it takes part and has a total.
  public var competes: Truth { entrant.and(total.isScored) }

  /// Takes over what a ranking has found out.
  mutating func take(_ places: Places, _ place: Int) {
    rank = places.rank(place)
    selection = places.selection(place)
  }
}

extension PlaceLimits.Quota {
  /// Whole places when so many take part.
  public func places(among count: Int) -> Int {
    let places = isShare ? try? value.multiplied(by: Rational(count)) : value
    return max(0, Int(clamping: places ?? .zero))
  }
}

extension RankingKey {
  /// A value as it counts: nil is a missing one, which comes last.
  public typealias Counted = Endpoint?

  /// The value as it counts in the order, turned so that the higher one comes first; nil comes last.
  public func counted(_ value: Computed) -> Endpoint? {
    let number: Endpoint?
    if let interval = value.interval {
      number = interval.least
    } else if case .known(let known) = value {
      number = known.order(as: formula.type).map(Endpoint.finite)
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

/// Who is at which place of the report, and who is chosen.
public struct Places: Sendable {
  /// The sheets in the order of the report.
  let order: [Int32]
  /// By place; zero for those that have no rank.
  private let ranks: [Int32]
  /// By place; nobody is chosen where it is empty.
  private let selections: [SelectionStatus?]

  fileprivate init(order: [Int32], ranks: [Int32], selections: [SelectionStatus?]) {
    (self.order, self.ranks, self.selections) = (order, ranks, selections)
  }

  /// How many sheets there are.
  public var count: Int { order.count }
  public var indices: Range<Int> { order.indices }
  /// The sheet at a place.
  public func sheet(_ place: Int) -> Int { Int(order[place]) }
  /// See ``SheetResult/rank``.
  public func rank(_ place: Int) -> Int? { ranks[place] == 0 ? nil : Int(ranks[place]) }
  /// See ``SheetResult/selection``.
  public func selection(_ place: Int) -> SelectionStatus? { selections.isEmpty ? nil : selections[place] }
  /// Whether somebody's place waits for something.
  var isOpen: Bool { selections.contains(.open) }
}

/// Orders sheets by the stated keys and decides who is within the quotas: Grammar.md, section 7.
struct Ranking {
  private(set) var standard: Standard
  let table: Table
  let standings: Standings
  /// The sheets in the order of the report.
  let order: [Int32]
  /// Those who are counted where places are shared out, by their places: who takes part and may have a total.
  let contenders: [Int]
  /// The best and the worst that each of them may come to, in one order: first the best of all, then the worst.
  private let ends: [Int]

  init(_ standard: Standard, _ table: Table, _ standings: Standings) {
    self.standard = standard
    self.table = table
    var standings = standings
    standings.settle()
    self.standings = standings
    let count = standings.count
    let order = KeyOrder.order(by: [(0..<count).map(standings.standing)] + standings.keys.map(\.counted), of: count)
    let contenders =
      standard.sharesOutPlaces
      ? order.indices.filter { standings.competes(Int(order[$0])) != .no } : []
    let sheets = contenders.map { Int(order[$0]) }
    ends = KeyOrder.places(
      by: standings.keys.map { key in sheets.map { key.best[$0] } + sheets.map { key.worst[$0] } },
      of: 2 * sheets.count)
    (self.order, self.contenders) = (order, contenders)
  }

  /// The same order, where places are shared out by another standard.
  func sharingOut(by standard: Standard) -> Ranking {
    var ranking = self
    ranking.standard = standard
    return ranking
  }

  /// Ranks everybody and selects.
  func places() -> Places { Places(order: order, ranks: ranks, selections: selections) }

  private var ranks: [Int32] {
    var ranks = [Int32](repeating: 0, count: order.count)
    let keys = standings.keys.map(\.counted)
    var (rank, previous) = (Int32(0), -1)
    for place in order.indices {
      let sheet = Int(order[place])
      let standing = standings.standing(sheet)
      // Nobody behind has one either.
      if standing > 1 { break }
      let isLevel =
        previous >= 0 && standings.standing(previous) == standing && keys.allSatisfy { $0[previous] == $0[sheet] }
      if !isLevel { rank = Int32(place + 1) }
      ranks[place] = rank
      previous = sheet
    }
    return ranks
  }

  // MARK: Selection

  private var selections: [SelectionStatus?] {
    guard let selection = standard.selection else { return [] }
    var found: [SelectionStatus?] = order.map { standings.entrant[Int($0)] == .no ? nil : .no }
    let statuses = statuses(selection.places, selectable: contenders.map { standings.selectable[Int(order[$0])] })
    for (place, status) in zip(contenders, statuses) { found[place] = status }
    return found
  }

  /// Who of the contenders is within some places.
  ///
  /// - Parameter selectable: whether each of them may be given one.
  func statuses(_ limits: PlaceLimits, selectable: [Truth]) -> [SelectionStatus] {
    let sheets = contenders.map { Int(order[$0]) }
    let groups = limits.perGroup == nil ? nil : standard.groupNumbers(limits.groupBy, of: sheets, in: table)
    return Quotas(
      limits,
      sheets.indices.map { index in
        Quotas.Contender(
          entrant: standings.competes(sheets[index]), selectable: selectable[index], best: ends[index],
          worst: ends[sheets.count + index], group: groups.map { $0[index] } ?? 0)
      }
    ).statuses()
  }
}
