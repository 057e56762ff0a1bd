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
    var values: [Rational] { group.values }

    /// How many others may report something.
    var unreported: Int { keepsOpen ? group.unreportedEnds.count - (isUnreported ? 1 : 0) : 0 }

    /// How many may count or not.
    var strays: Int { keepsOpen ? group.strayEnds.count + wanderers.count : 0 }

    /// How many count at least; the sheet itself is one of them.
    var size: Int { values.count + unreported + (own.isExact ? 0 : 1) }

    /// How many are ahead of the sheet at least and at most, those aside that may not count.
    func ahead(_ end: End) -> ClosedRange<Int> {
      let surely = values.count - values.partition { .finite($0) <= own.most }
      let perhaps = values.count - values.partition { .finite($0) <= own.least }
      let (below, under) = (values.partition { .finite($0) < own.least }, values.partition { .finite($0) < own.most })
      var (least, most) = end == .top ? (surely, perhaps) : (below, under)
      if keepsOpen {
        least += group.unreportedEnds.ahead(of: own, end, surely: true)
        most += group.unreportedEnds.ahead(of: own, end, surely: false)
        // What is not known may be more than itself.
        if isUnreported, own.least < own.most { most -= 1 }
      }
      return least...max(least, most)
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
    return Rivalry(
      own: compared.values[place].interval ?? .all, group: group,
      keepsOpen: stated[use.cohort].unreported == .open, isUnreported: group.unreported[place] != nil,
      wanderers: compared.strayEnds)
  }

  /// Rank, others of the same rank, and size where they are settled, for explanations.
  func rank(_ use: CohortUse, _ end: End, of place: Int) -> (rank: Int, level: Int, size: Int)? {
    guard let rivalry = rivalry(use, of: place), let own = rivalry.own.exact, rivalry.strays == 0 else { return nil }
    let ahead = rivalry.ahead(end)
    let level = rivalry.values.partition { $0 <= own } - rivalry.values.partition { $0 < own }
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
    func limit(_ places: Interval, _ size: Int) throws(ArithmeticError) -> Interval {
      try places.map { places throws(ArithmeticError) in
        try cohort.counted(places, isShare: isShare, among: size)
      }
    }
    return Computed.attempt { () throws(ArithmeticError) in
      let ahead = rivalry.ahead(end)
      // Who may count or not either takes a place or makes the cohort larger: the ends are with all of a kind or none.
      let rivals = rivalry.straysAhead(end, surely: false)
      let others = rivalry.strays - rivalry.straysAhead(end, surely: true)
      var found: [Truth] = []
      for (ahead, joining) in [
        (ahead.lowerBound, 0), (ahead.lowerBound, others), (ahead.upperBound, 0),
        (ahead.upperBound + rivals, rivals),
      ] {
        let limit = try limit(places, rivalry.size + joining)
        found.append(Computed.compare(.atMost, Interval(Rational(1 + ahead)), limit))
      }
      let isSettled = found.allSatisfy { $0 == found[0] }
      return isSettled ? Computed(found[0]) : .unknown
    }
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
      let ranges = own + (rivalry.keepsOpen ? Array(group.unreported.values) : [])
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
    _ figure: CohortFigure, _ values: [Rational], _ ranges: [Interval], _ strays: [Interval]
  ) throws(ArithmeticError) -> Interval {
    let ends = ranges + [values.first, values.last].compactMap { $0.map { Interval($0) } }
    switch figure {
    case .least: return Interval.extreme(ends, strays, min)
    case .most: return Interval.extreme(ends, strays, max)
    case .count: return Interval(Rational(values.count + ranges.count))
    case .mean: return try Interval.mean(ranges + values.map { Interval($0) }, strays)
    }
  }
}

extension Cohort {
  /// Whole places: a share of so many, or as many as are stated.
  ///
  /// - Throws: ``ArithmeticError/overflow``.
  func counted(_ places: Rational, isShare: Bool, among size: Int) throws(ArithmeticError) -> Rational {
    isShare ? try places.multiplied(by: Rational(size)).rounded(rounding) : places.rounded(.down)
  }
}
