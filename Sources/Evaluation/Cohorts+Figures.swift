import Model
import Planning
import Quantities
import Syntax

/// What a comparison across a cohort may have to read of the sheet, beside what was worked out beforehand.
enum CohortOperand {
  /// What is compared, as the sheet states it.
  case compared
  /// All that says to which group the sheet belongs, and for what it counts.
  case membership
  case quota, cutoff
}

/// Comparisons across cohorts: Grammar.md, section 6.
extension Cohorts {
  /// The others with whom a sheet is compared, and its own value.
  private struct Rivalry {
    let own: Interval
    let group: Group
    /// Whether what others may report, and who may count or not, is kept open.
    let keepsOpen: Bool
    /// Whether it is itself one of those that report nothing yet.
    let isUnreported: Bool
    /// Who may belong to any group.
    let wanderers: Ends

    /// Of all members with a value, the sheet itself among them.
    var values: Amounts { group.values }

    /// How many others may report something.
    var unreported: Int { keepsOpen ? group.unreportedEnds.count - (isUnreported ? 1 : 0) : 0 }

    /// How many may count or not.
    var strays: Int { keepsOpen ? group.strayEnds.count + wanderers.count : 0 }

    /// How many count at least; the sheet itself is one of them.
    var size: Int { values.count + unreported + (own.isExact ? 0 : 1) }

    /// How many are ahead of the sheet at least and at most, those aside that may not count.
    func ahead(_ end: End) -> ClosedRange<Int> {
      var (least, most) =
        switch end {
        case .top:
          (
            values.count - values.below(own.most, orEqual: true),
            values.count - values.below(own.least, orEqual: true)
          )
        case .bottom: (values.below(own.least, orEqual: false), values.below(own.most, orEqual: false))
        }
      if keepsOpen {
        least += group.unreportedEnds.ahead(of: own, end, surely: true)
        most += group.unreportedEnds.ahead(of: own, end, surely: false)
        // What is not known may be more than itself.
        if isUnreported, own.least < own.most { most -= 1 }
      }
      return least...max(least, most)
    }

    /// The best rank, and the worst, among fewest and most: who may count or not either takes a place or makes the cohort
    /// larger, so that the ends are with all of a kind or none.
    func extremes(_ end: End) -> [(rank: Int, size: Int)] {
      let ahead = ahead(end)
      let rivals = straysAhead(end, surely: false)
      let others = strays - straysAhead(end, surely: true)
      return [
        (ahead.lowerBound, 0), (ahead.lowerBound, others), (ahead.upperBound, 0), (ahead.upperBound + rivals, rivals),
      ].map { ahead, joining in (1 + ahead, size + joining) }
    }

    /// How many of those who may count or not are ahead of the sheet, surely or perhaps.
    func straysAhead(_ end: End, surely: Bool) -> Int {
      if !keepsOpen { return 0 }
      return group.strayEnds.ahead(of: own, end, surely: surely) + wanderers.ahead(of: own, end, surely: surely)
    }
  }

  private func rivalry(_ use: CohortUse, of place: Int) -> Rivalry? {
    guard case .member(let index) = uses[use.slot].membership[place] else { return nil }
    let compared = uses[use.slot]
    let group = compared.groups[index]
    let own = compared.values[place].interval ?? .all
    let isBlank = group.blanks > 0 && own == .all
    return Rivalry(
      own: own, group: group, keepsOpen: stated[use.cohort].unreported == .open,
      isUnreported: isBlank || group.unreported[place] != nil, wanderers: compared.strayEnds)
  }

  /// Rank, others of the same rank, and size where they are settled, for explanations.
  func rank(_ use: CohortUse, _ end: End, of place: Int) -> (rank: Int, level: Int, size: Int)? {
    guard let rivalry = rivalry(use, of: place), let own = rivalry.own.exact, rivalry.strays == 0 else { return nil }
    let ahead = rivalry.ahead(end)
    let level =
      rivalry.values.below(.finite(own), orEqual: true) - rivalry.values.below(.finite(own), orEqual: false)
    return ahead.count == 1 ? (1 + ahead.lowerBound, max(0, level - 1), rivalry.size) : nil
  }

  /// How many are compared, where that is settled.
  func size(_ use: CohortUse, of place: Int) -> Int? {
    rivalry(use, of: place).flatMap { $0.strays == 0 ? $0.size : nil }
  }

  /// - Parameter place: of the sheet.
  func rank(_ use: CohortUse, _ end: End, of place: Int, read: (CohortOperand) -> Computed) -> Computed {
    let value = uses[use.slot].values[place]
    guard let rivalry = rivalry(use, of: place), rivalry.size >= stated[use.cohort].smallest,
      value != .doubtful, value.error == nil
    else { return unsettled(value, read) }
    if !rivalry.own.isExact { _ = unsettled(value, read) }
    let ahead = rivalry.ahead(end)
    return Computed.between(
      Interval(
        Rational(1 + ahead.lowerBound), Rational(1 + ahead.upperBound + rivalry.straysAhead(end, surely: false)))
    ).settled
  }

  /// The cohorts are worked out beforehand; what they missed of this sheet is read again where it matters.
  private func unsettled(_ value: Computed, _ read: (CohortOperand) -> Computed) -> Computed {
    _ = (read(.compared), read(.membership))
    return value.unsettled
  }

  /// - Parameters:
  ///   - isShare: the quota is a share of the members.
  ///   - hasCutoff: a stated limit stands in for the quota where it is known.
  func position(
    _ use: CohortUse, _ end: End, isShare: Bool, hasCutoff: Bool, of place: Int, read: (CohortOperand) -> Computed
  ) -> Computed {
    let membership = uses[use.slot].membership[place]
    if case .outsider = membership { return Computed(.no) }
    if hasCutoff, case .known(let limit) = read(.cutoff) {
      let reaches = Computed.compare(
        end == .top ? .atLeast : .atMost, read(.compared), .known(limit), use.formula.type)
      if case .member = membership { return reaches }
      return reaches.truth == .no ? reaches : unsettled(reaches, read)
    }
    let value = uses[use.slot].values[place]
    if value.error != nil { return value }
    let cohort = stated[use.cohort]
    guard let rivalry = rivalry(use, of: place), value != .doubtful else { return unsettled(value, read) }
    if !rivalry.own.isExact { _ = unsettled(value, read) }
    if rivalry.size < cohort.smallest { return .unknown }
    let places = read(.quota)
    guard let places = places.interval else { return places.unsettled }
    return Computed.attempt { () throws(ArithmeticError) in
      let truth = try stands(rivalry, end, within: places, isShare: isShare, cohort)
      return truth == .unknown ? .unknown : Computed(truth)
    }
  }

  /// The ranks that a sheet may have, each among so many: whether it is within its places hangs on these alone. Empty where
  /// no number of places tells that.
  func extremes(_ use: CohortUse, _ end: End, of place: Int) -> [(rank: Int, size: Int)] {
    let value = uses[use.slot].values[place]
    guard value.error == nil, value != .doubtful, let rivalry = rivalry(use, of: place),
      rivalry.size >= stated[use.cohort].smallest
    else { return [] }
    return rivalry.extremes(end)
  }

  /// Whether somebody is within so many places.
  private func stands(
    _ rivalry: Rivalry, _ end: End, within places: Interval, isShare: Bool, _ cohort: Cohort
  ) throws(ArithmeticError) -> Truth {
    var found: [Truth] = []
    for (rank, size) in rivalry.extremes(end) {
      let limit = try places.map { places throws(ArithmeticError) in
        try cohort.counted(places, isShare: isShare, among: size)
      }
      found.append(Computed.compare(.atMost, Interval(Rational(rank)), limit))
    }
    return found.allSatisfy { $0 == found[0] } ? found[0] : .unknown
  }

  /// The values, as multiples of one over the scale of what is reported, from which members are within their places.
  ///
  /// - Parameters:
  ///   - places: so many, or such a share.
  ///   - group: its place.
  /// - Returns: the last value within, and the last that may be; beyond all numbers where all are, or none. Nil where
  ///   that is no matter of machine words.
  func lastPlaces(
    _ use: CohortUse, _ end: End, isShare: Bool, places: Interval, group index: Int
  ) -> (within: Int, perhaps: Int)? {
    let (compared, cohort) = (uses[use.slot], stated[use.cohort])
    let group = compared.groups[index]
    let keepsOpen = cohort.unreported == .open
    let (all, none) = end == .top ? (Int.min, Int.max) : (Int.max, Int.min)
    let counts: [Int]
    switch group.values {
    case .scaled(let values, compared.values.scale): counts = values
    case .exact(let values) where values.isEmpty: counts = []
    case .scaled, .exact: return nil
    }
    func rivalry(_ own: Int) -> Rivalry {
      Rivalry(
        own: Interval(Rational(own, scale: compared.values.scale)), group: group, keepsOpen: keepsOpen,
        isUnreported: false, wanderers: compared.strayEnds)
    }
    let anybody = rivalry(0)
    if anybody.size < cohort.smallest { return (none, all) }
    /// The value that so many others are ahead of at most.
    func value(_ ahead: Int) -> Int {
      if ahead < 0 { return none }
      if ahead >= counts.count { return all }
      return end == .top ? counts[counts.count - 1 - ahead] : counts[ahead]
    }
    if let exact = places.exact, anybody.strays == 0, !keepsOpen || group.unreportedEnds.areBlank {
      guard let limit = try? cohort.counted(exact, isShare: isShare, among: anybody.size) else { return nil }
      let most = Int(clamping: limit)
      return (value(max(-1, most - 1) - anybody.unreported), value(max(-1, most - 1)))
    }
    // From the best to the worst of them the answer goes from yes over open to no.
    var isFailing = false
    func truth(_ ahead: Int) -> Truth {
      do throws(ArithmeticError) {
        return try stands(rivalry(value(ahead)), end, within: places, isShare: isShare, cohort)
      } catch {
        isFailing = true
        return .unknown
      }
    }
    func first(_ isBeyond: (Truth) -> Bool) -> Int {
      var (low, high) = (0, counts.count)
      while low < high {
        let middle = (low + high) / 2
        if isBeyond(truth(middle)) { high = middle } else { low = middle + 1 }
      }
      return low
    }
    let (within, perhaps) = (first { $0 != .yes }, first { $0 == .no })
    if isFailing { return nil }
    return (value(within - 1), value(perhaps - 1))
  }

  /// How many members are surely ahead of a value, and how many more may be; nil where that is no matter of machine words.
  func ahead(_ use: CohortUse, _ end: End, of count: Int, group index: Int) -> (surely: Int, perhaps: Int)? {
    let (compared, cohort) = (uses[use.slot], stated[use.cohort])
    guard compared.strays.isEmpty || cohort.unreported != .open,
      case .scaled(let counts, compared.values.scale) = compared.groups[index].values
    else { return nil }
    let keepsOpen = cohort.unreported == .open
    let (ends, strays) = (compared.groups[index].unreportedEnds, compared.groups[index].strayEnds)
    let open = keepsOpen ? ends.count : 0
    guard !keepsOpen || ends.areBlank && strays.count == 0, counts.count + open >= cohort.smallest else { return nil }
    let surely = end == .top ? counts.count - counts.partition { $0 <= count } : counts.partition { $0 < count }
    return (surely, surely + open)
  }

  func figure(_ use: CohortUse, _ figure: CohortFigure, of place: Int, read: (CohortOperand) -> Computed) -> Computed {
    let value = uses[use.slot].values[place]
    guard let rivalry = rivalry(use, of: place), value.error == nil, value != .doubtful else {
      return unsettled(value, read)
    }
    if !rivalry.own.isExact { _ = unsettled(value, read) }
    if figure == .count {
      return Computed.between(Interval(Rational(rivalry.size), Rational(rivalry.size + rivalry.strays))).settled
    }
    guard rivalry.size >= max(1, stated[use.cohort].smallest) else { return .unknown }
    return Computed.attempt { () throws(ArithmeticError) in
      try Computed.between(self.figure(figure, rivalry, uses[use.slot].strays).get()).settled(as: use.formula.type)
    }
  }

  /// - Parameter wanderers: who may belong to any group.
  private func figure(
    _ figure: CohortFigure, _ rivalry: Rivalry, _ wanderers: [Int: Interval]
  ) -> Result<Interval, ArithmeticError> {
    let group = rivalry.group
    func make(beside own: [Interval]) -> Result<Interval, ArithmeticError> {
      let ranges = own + (rivalry.keepsOpen ? group.openRanges : [])
      let strays = rivalry.keepsOpen ? Array(group.strays.values) + wanderers.values : []
      return Result { () throws(ArithmeticError) in try Self.figure(figure, group.values, ranges, strays) }
    }
    // Each member counts itself, whether it reports something or not: so it is the same for all of them.
    if rivalry.own.isExact || rivalry.isUnreported && rivalry.keepsOpen {
      return group.figures.value(figure) { make(beside: []) }
    }
    return make(beside: [rivalry.own])
  }

  /// - Parameters:
  ///   - ranges: what is not known.
  ///   - strays: what may count or not.
  private static func figure(
    _ figure: CohortFigure, _ values: Amounts, _ ranges: [Interval], _ strays: [Interval]
  ) throws(ArithmeticError) -> Interval {
    let ends = ranges + values.ends.map { Interval($0) }
    switch figure {
    case .least: return Interval.extreme(ends, strays, min)
    case .most: return Interval.extreme(ends, strays, max)
    case .count: return Interval(Rational(values.count + ranges.count))
    case .mean:
      // Where nothing is known of a member, nothing is known of the mean, of however many.
      let count = Rational(values.count + ranges.count)
      let mean = try Interval.sum(ranges + [Interval(try values.sum())]).map { sum throws(ArithmeticError) in
        try sum.divided(by: count)
      }
      return strays.reduce(mean) { $0.hull($1) }
    }
  }
}

extension Cohort {
  /// How many places, not yet whole, take in a rank.
  ///
  /// - Parameter isShare: they are a share of the members.
  public func needed(for rank: Int, isShare: Bool) -> Rational {
    switch isShare ? rounding : .down {
    case .down: Rational(rank)
    case .up: Rational(rank - 1)
    case .halfUp: Rational(2 * rank - 1, scale: 2)
    }
  }

  /// Whole places: a share of so many, or as many as are stated.
  ///
  /// - Throws: ``ArithmeticError/overflow``.
  func counted(_ places: Rational, isShare: Bool, among size: Int) throws(ArithmeticError) -> Rational {
    isShare ? try places.multiplied(by: Rational(size)).rounded(rounding) : places.rounded(.down)
  }
}
