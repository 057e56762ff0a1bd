import Model
import Quantities
import Syntax

/// Comparisons across cohorts: Grammar.md, section 6.
extension Evaluator {
  /// The others with whom a sheet is compared, and its own value.
  private struct Rivalry {
    let own: Interval
    /// Of all members with a value, the sheet itself among them.
    let values: [Rational]
    /// What others may report, where the cohort keeps that open.
    let unreported: [Interval]
    /// What may count or not.
    let strays: [Interval]

    /// How many count at least; the sheet itself is one of them.
    let size: Int

    /// How many are ahead of the sheet at least and at most, those aside that may not count.
    func ahead(_ end: End) -> ClosedRange<Int> {
      let surely = values.count - values.partition { .finite($0) <= own.most }
      let perhaps = values.count - values.partition { .finite($0) <= own.least }
      let (below, under) = (values.partition { .finite($0) < own.least }, values.partition { .finite($0) < own.most })
      var (least, most) = end == .top ? (surely, perhaps) : (below, under)
      for other in unreported {
        if Self.isAhead(other, of: own, end, surely: true) { least += 1 }
        if Self.isAhead(other, of: own, end, surely: false) { most += 1 }
      }
      return least...max(least, most)
    }

    static func isAhead(_ other: Interval, of own: Interval, _ end: End, surely: Bool) -> Bool {
      switch (end, surely) {
      case (.top, true): other.least > own.most
      case (.top, false): other.most > own.least
      case (.bottom, true): other.most < own.least
      case (.bottom, false): other.least < own.most
      }
    }
  }

  private func rivalry(_ use: CohortUse) -> Rivalry? {
    guard let cohorts, case .member(let index) = cohorts.uses[use.slot].membership[place] else { return nil }
    let compared = cohorts.uses[use.slot]
    let group = compared.groups[index]
    let value = compared.values[place]
    let isReported = value.interval?.isExact == true
    let keepsOpen = standard.cohorts[use.cohort].unreported == .open
    let unreported = keepsOpen ? group.unreported.filter { $0.key != place }.map(\.value) : []
    let strays = keepsOpen ? (group.strays.merging(compared.strays) { first, _ in first }).map(\.value) : []
    return Rivalry(
      own: value.interval ?? .all, values: group.values, unreported: unreported, strays: strays,
      size: group.values.count + unreported.count + (isReported ? 0 : 1))
  }

  /// Rank and size where they are settled, for explanations.
  func cohortRank(_ use: CohortUse, _ end: End) -> (rank: Int, of: Int)? {
    guard let rivalry = rivalry(use), rivalry.own.isExact, rivalry.strays.isEmpty else { return nil }
    let ahead = rivalry.ahead(end)
    return ahead.count == 1 ? (1 + ahead.lowerBound, rivalry.size) : nil
  }

  mutating func rank(_ use: CohortUse, _ end: End) -> Computed {
    guard let cohorts else { return .unknown }
    let value = cohorts.uses[use.slot].values[place]
    guard let rivalry = rivalry(use), rivalry.size >= standard.cohorts[use.cohort].smallest, value != .doubtful,
      value.error == nil
    else {
      readAgain(use)
      return value.unsettled
    }
    if !rivalry.own.isExact { readAgain(use) }
    let ahead = rivalry.ahead(end)
    let strays = rivalry.strays.filter { Rivalry.isAhead($0, of: rivalry.own, end, surely: false) }
    return Computed.between(
      Interval(Rational(1 + ahead.lowerBound), Rational(1 + ahead.upperBound + strays.count))
    ).settled
  }

  mutating func position(_ use: CohortUse, _ end: End, _ quota: Formula, _ cutoff: Formula?) -> Computed {
    guard let cohorts else { return .unknown }
    let membership = cohorts.uses[use.slot].membership[place]
    if case .outsider = membership { return Computed(.no) }
    if let cutoff, case .known(let limit) = evaluate(cutoff) {
      let reaches = compare(end == .top ? .atLeast : .atMost, evaluate(use.formula), .known(limit), use.formula.type)
      if case .member = membership { return reaches }
      readAgain(use)
      return reaches.truth == .no ? reaches : reaches.unsettled
    }
    let value = cohorts.uses[use.slot].values[place]
    if value.error != nil { return value }
    let cohort = standard.cohorts[use.cohort]
    guard let rivalry = rivalry(use), value != .doubtful else {
      readAgain(use)
      return value.unsettled
    }
    if !rivalry.own.isExact { readAgain(use) }
    if rivalry.size < cohort.smallest { return .unknown }
    let places = evaluate(quota)
    guard let places = places.interval else { return places.unsettled }
    func limit(_ places: Interval, _ size: Int) throws(ArithmeticError) -> Interval {
      try places.map { places throws(ArithmeticError) in
        quota.type == .percentage
          ? try places.multiplied(by: Rational(size)).rounded(cohort.rounding)
          : places.rounded(.down)
      }
    }
    return attempt { () throws(ArithmeticError) in
      let ahead = rivalry.ahead(end)
      // Who may count or not either takes a place or makes the cohort larger: the ends are with all of a kind or none.
      let rivals = rivalry.strays.filter { Rivalry.isAhead($0, of: rivalry.own, end, surely: false) }.count
      let others = rivalry.strays.filter { !Rivalry.isAhead($0, of: rivalry.own, end, surely: true) }.count
      var found: [Truth] = []
      for (ahead, joining) in [
        (ahead.lowerBound, 0), (ahead.lowerBound, others), (ahead.upperBound, 0),
        (ahead.upperBound + rivals, rivals),
      ] {
        let limit = try limit(places, rivalry.size + joining)
        found.append(Self.compare(.atMost, Interval(Rational(1 + ahead)), limit))
      }
      let isSettled = found.allSatisfy { $0 == found[0] }
      return isSettled ? Computed(found[0]) : .unknown
    }
  }

  mutating func cohortFigure(_ use: CohortUse, _ figure: CohortFigure) -> Computed {
    guard let cohorts else { return .unknown }
    let value = cohorts.uses[use.slot].values[place]
    guard let rivalry = rivalry(use), value.error == nil, value != .doubtful else {
      readAgain(use)
      return value.unsettled
    }
    let own = value.interval?.isExact == true ? [] : [rivalry.own]
    if !own.isEmpty { readAgain(use) }
    let ranges = own + rivalry.unreported
    if figure == .count {
      return Computed.between(Interval(Rational(rivalry.size), Rational(rivalry.size + rivalry.strays.count))).settled
    }
    guard rivalry.size >= max(1, standard.cohorts[use.cohort].smallest) else { return .unknown }
    return attempt { () throws(ArithmeticError) in
      try Computed.between(Self.figure(figure, rivalry.values, ranges, rivalry.strays)).settled(as: use.formula.type)
    }
  }

  /// - Parameter strays: what may count or not.
  private static func figure(
    _ figure: CohortFigure, _ values: [Rational], _ ranges: [Interval], _ strays: [Interval]
  ) throws(ArithmeticError) -> Interval {
    let ends = ranges + [values.first, values.last].compactMap { $0.map { Interval($0) } }
    switch figure {
    case .least: return extreme(ends, strays, min)
    case .most: return extreme(ends, strays, max)
    case .count: return Interval(Rational(values.count + ranges.count))
    case .mean: return try mean(ranges + values.map { Interval($0) }, strays)
    }
  }
}
