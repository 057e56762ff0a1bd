import Model
import Quantities
import Sheets

/// Judges all sheets by a standard, ranks them and fills the quotas.
public enum Evaluation {
  /// - Parameter isWhole: whether the parts of all results will be asked for, and again and again.
  public static func outcome(of standard: Standard, _ table: Table, whole isWhole: Bool = false) -> Outcome {
    // A plan may be too large.
    if !isWhole, ColumnEvaluation.fits(standard, table), let columns = try? ColumnEvaluation(standard, table) {
      let (results, judging) = columns.results()
      return outcome(of: judging, results)
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
    outcome(of: judging, results) { judging.graded($0, $1) }
  }

  /// - Parameters:
  ///   - graded: see ``Ranking/grade(_:)``.
  ///   - places: the order in which the keys of the results come, where it is known.
  static func outcome(
    of judging: Judging, _ results: [SheetResult], _ places: KeyPlaces? = nil,
    graded: (SheetResult, [Int: Truth]) -> Graded
  ) -> Outcome {
    var ranking = Ranking(judging.standard, judging.table, results, places)
    ranking.order()
    ranking.grade(graded)
    ranking.select()
    return Outcome(
      standard: judging.standard, table: judging.table, results: ranking.results, cohorts: judging.cohorts)
  }
}

extension SheetResult {
  /// Whether it counts where places are shared out: it takes part and has a total.
  public var competes: Truth { entrant.and(total.isScored) }
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

/// The order in which the keys of results come, by sheet: the same as long as no key changes.
struct KeyPlaces {
  enum End { case counted, best, worst }

  /// By what counts in the order.
  let counted: [Int]
  /// By the best and the worst that each may come to, in one order.
  let best: [Int]
  let worst: [Int]

  /// - Parameter results: in the order of the sheets.
  init(_ results: [SheetResult], by standard: Standard) {
    counted = KeyOrder.places(of: results.map { $0.keys(at: .counted, standard) })
    let isExact = results.allSatisfy { $0.keys.allSatisfy { if case .known = $0 { true } else { false } } }
    if isExact {
      (best, worst) = (counted, counted)
      return
    }
    let ends = KeyOrder.places(
      of: results.map { $0.keys(at: .best, standard) } + results.map { $0.keys(at: .worst, standard) })
    (best, worst) = (Array(ends.prefix(results.count)), Array(ends.dropFirst(results.count)))
  }
}

extension SheetResult {
  /// The keys turned so that the higher one comes first; ranges as their least, or as their best or worst end.
  fileprivate func keys(at end: KeyPlaces.End, _ standard: Standard) -> [RankingKey.Counted] {
    zip(standard.ranking, keys).map { key, value in
      switch (end, value) {
      case (.counted, _), (_, .known): return key.counted(value)
      case (_, .between(let interval)):
        let ends = key.descending ? interval : interval.negated
        return end == .best ? ends.most : ends.least
      case (_, .unknown), (_, .doubtful), (_, .failed): return end == .best ? .positiveInfinity : nil
      }
    }
  }
}

/// Orders results by the stated keys and decides who is within the quotas: Grammar.md, section 7.
struct Ranking {
  let standard: Standard
  let table: Table
  var results: [SheetResult]
  private let known: KeyPlaces?

  /// - Parameter known: of results in the order of the sheets, one for each.
  init(_ standard: Standard, _ table: Table, _ results: [SheetResult], _ known: KeyPlaces? = nil) {
    self.standard = standard
    self.table = table
    self.results = results
    self.known = known
  }

  // MARK: Order

  mutating func order() {
    let standing = results.map { self.standing($0) }
    let places = known?.counted ?? KeyOrder.places(of: results.map { $0.keys(at: .counted, standard) })
    let order = results.indices.sorted { a, b in
      (standing[a], places[a], a) < (standing[b], places[b], b)
    }
    var rank = 0
    var previous: Int?
    var ranked: [SheetResult] = []
    for (place, index) in order.enumerated() {
      var result = results[index]
      if standing[index] <= 1 {
        let isLevel = previous.map { standing[$0] == standing[index] && places[$0] == places[index] } ?? false
        if !isLevel { rank = place + 1 }
        result.rank = rank
        previous = index
      }
      ranked.append(result)
    }
    results = ranked
  }

  private func standing(_ result: SheetResult) -> Int {
    if result.entrant == .no { return 4 }
    switch result.eligible {
    case .yes: return 0
    case .unknown: return 1
    case .no: return result.total == .unscored ? 3 : 2
    }
  }

  // MARK: Selection

  mutating func select() {
    guard let selection = standard.selection else { return }
    for index in results.indices where results[index].entrant != .no { results[index].selection = .no }
    let contenders = contenders
    let statuses = statuses(selection.places, contenders, selectable: contenders.map { results[$0].selectable })
    for (index, status) in zip(contenders, statuses) { results[index].selection = status }
  }

  /// Those who are counted where places are shared out: who takes part and may have a total.
  var contenders: [Int] { results.indices.filter { results[$0].competes != .no } }

  /// Who is within some places.
  ///
  /// - Parameters:
  ///   - contenders: who may take part, by place among the results.
  ///   - selectable: whether each of them may be given one.
  func statuses(_ places: PlaceLimits, _ contenders: [Int], selectable: [Truth]) -> [SelectionStatus] {
    let order = ends(contenders)
    return Quotas(
      places,
      contenders.indices.map { contender in
        let result = results[contenders[contender]]
        return Quotas.Contender(
          entrant: result.competes, selectable: selectable[contender], best: order.best[contender],
          worst: order.worst[contender],
          group: standard.group(places.groupBy, of: table.sheets[result.sheet]))
      }
    ).statuses()
  }

  /// The best and the worst that each may come to, in one order.
  private func ends(_ contenders: [Int]) -> (best: [Int], worst: [Int]) {
    if let known {
      let sheets = contenders.map { results[$0].sheet }
      return (sheets.map { known.best[$0] }, sheets.map { known.worst[$0] })
    }
    let order = KeyOrder.places(
      of: contenders.map { results[$0].keys(at: .best, standard) }
        + contenders.map { results[$0].keys(at: .worst, standard) })
    return (Array(order.prefix(contenders.count)), Array(order.dropFirst(contenders.count)))
  }
}
