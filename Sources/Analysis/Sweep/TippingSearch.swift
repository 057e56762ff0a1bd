import Evaluation
import Model
import Quantities
import Sheets

/// Goes along one axis and finds every place at which the selection may change.
struct TippingSearch {
  /// How everybody stands at a place, or on the whole of an open stretch.
  struct Entry {
    let low: Rational
    var high: Rational
    /// The value judged: within the stretch.
    let at: Rational
    let state: SweepState
    /// Whether the place itself could only be narrowed down.
    var isNarrowed = false

    var isPlace: Bool { low == high }
  }

  private let source: SweepSource
  private let domain: SweepDomain
  private var profiles: [SheetProfile] = []
  /// Widths below this are not divided further.
  private var finest = 0.0
  private var entries: [Entry] = []
  /// Whether they tell how everybody stands at any place.
  private var isSettled = false
  private var last: (standings: [SheetSample.Standing], state: SweepState)?

  init(_ source: SweepSource) {
    self.source = source
    domain = SweepDomain(isWhole: source.axis.isWhole || source.shiftsDates)
  }

  /// - Parameters:
  ///   - low: the first place; the standard is valid there and up to `high`.
  /// - Returns: places and the stretches between them in turn; stretches only where just whole values count.
  mutating func entries(from low: Rational, to high: Rational) throws -> [Entry] {
    (entries, isSettled) = ([], false)
    if low == high {
      entries.append(Entry(low: low, high: low, at: low, state: try found(at: low)))
      return entries
    }
    let (start, end) = domain.isWhole ? try domain.widened(low, high) : (low, high)
    guard start < end else { return [] }
    finest = (end.approximate - start.approximate) * 0x1p-40
    if let columns = source.columns, columns.isStepwise, !source.movesConstants, try goStepwise(columns, start, end) {
      return entries
    }
    try profile(start, end)
    let narrowed = profiles.reduce(into: Set<Rational>()) { $0.formUnion($1.narrowed) }
    let cuts = Set(profiles.flatMap(\.cuts)).sorted()
    if cuts.count > SweepProblem.turnLimit { throw SweepProblem.tooManyTurns }
    let places = [start] + cuts + [end]
    try note(place: start)
    for (from, to) in zip(places, places.dropFirst()) {
      try walk(from, to)
      try note(place: to, isNarrowed: narrowed.contains(to))
    }
    // Nothing but quotas turns, and these do at the places only.
    isSettled = source.movesQuotasAlone
    return entries
  }

  // MARK: The sheets

  private mutating func profile(_ low: Rational, _ high: Rational) throws {
    var places = [low, high]
    if source.shiftsDates {
      // Every whole value stands for itself.
      let count = Int(clamping: try high.floor.subtracting(low.floor))
      if count.multipliedReportingOverflow(by: max(1, source.table.sheets.count)).partialValue
        > SweepProblem.judgementLimit || count > SweepProblem.judgementLimit
      {
        throw SweepProblem.tooManyDays(count)
      }
      places = try (0...count).map { try low.adding(Rational($0)) }
    } else if source.movesCohorts {
      places = [low] + (try CohortDecisions.profile(source, low, high, domain).cuts) + [high]
    }
    // Nobody's own result changes anywhere.
    if source.movesQuotasAlone, source.columns != nil { return }
    profiles = try source.table.sheets.indices.map { [source] sheet in
      try Profiler.profile(over: places, domain) { place in try Self.sample(source, sheet, place) }
    }
  }

  private static func sample(_ source: SweepSource, _ sheet: Int, _ place: Rational) throws -> SheetSample {
    try source.spend(on: 1)
    let setup = try source.setup(at: place)
    let trace = setup.judging.traced(sheet)
    return SheetSample(
      SheetSample.Standing(trace.result, by: setup.judging.standard),
      Decisions(setup.judging, setup.use, sheet, setup.sites, trace.moments).all, trace.turns)
  }

  // MARK: Everybody

  /// How everybody stands at one value. Who stands as on the whole stretch is not judged again.
  ///
  /// - Parameter count: is told how many are judged.
  mutating func state(
    at place: Rational, _ count: (Int) throws(SweepProblem) -> Void = { _ in }
  ) throws -> SweepState {
    if let known = settled(at: place) { return known }
    let setup = try source.setup(at: place)
    if let columns = source.columns {
      try count(source.table.sheets.count)
      _ = columns.move(to: setup.judging, of: source.movesQuotasAlone ? [] : nil)
      return columns.state
    }
    let isOneOfAll = domain.contains(place)
    var results: [SheetResult] = []
    var judged = 0
    let standings = source.table.sheets.indices.map { sheet in
      if isOneOfAll, sheet < profiles.count, let piece = profiles[sheet].piece(at: place), piece.slopes == nil,
        !piece.isCurved, let result = piece.standing.result
      {
        results.append(result)
        return piece.standing
      }
      let result = setup.judging.result(of: sheet)
      results.append(result)
      judged += 1
      return SheetSample.Standing(result, by: setup.judging.standard)
    }
    try count(judged)
    // Ranks and selects, unless all is as it was last time.
    if !source.movesConstants, let last, last.standings.elementsEqual(standings, by: { $0.isSame(as: $1) }) {
      return last.state
    }
    let state = SweepState(RankedResults(Evaluation.outcome(of: setup.judging, results)))
    if !source.movesConstants { last = (standings, state) }
    return state
  }

  /// The same in the course of the search, which may take so many judgements and no more.
  private mutating func found(at place: Rational) throws -> SweepState {
    try state(at: place) { [source] judged throws(SweepProblem) in try source.spend(on: judged) }
  }

  // MARK: Turn after turn

  /// Goes from one turn of a comparison to the next, where everybody stands the same between two.
  ///
  /// - Returns: false if that cannot be told of somebody.
  private mutating func goStepwise(_ columns: SweepColumns, _ low: Rational, _ high: Rational) throws -> Bool {
    var turns = try columns.turns(source.axis, domain, from: low, to: high)
    var narrowed: Set<Rational> = []
    for sheet in turns.open.sorted() {
      let profile = try Profiler.profile(over: [low, high], domain) { [source] place in
        try Self.sample(source, sheet, place)
      }
      if profile.pieces.contains(where: { $0.isCurved || $0.slopes != nil }) { return false }
      narrowed.formUnion(profile.narrowed)
      // At the ends of the range it may stand otherwise than beyond.
      for place in profile.cuts + [low, high] { turns.add(place, of: [sheet]) }
    }
    var (start, changes) = (low, 0)
    try note(place: low)
    for end in turns.cuts(low, high) + [high] {
      guard let at = try domain.inside(start, end) else { continue }
      let isFirst = start == low
      // Nothing is known yet where there are no places of change by themselves.
      let who = isFirst && domain.isWhole ? nil : turns.who(at: start)
      var isChanged = isFirst
      var place: Entry?
      if !isFirst, !domain.isWhole {
        isChanged = columns.move(to: try source.setup(at: start).judging, of: who)
        place = Entry(
          low: start, high: start, at: start, state: columns.state, isNarrowed: narrowed.contains(start))
      }
      if columns.move(to: try source.setup(at: at).judging, of: who) { isChanged = true }
      if isChanged {
        if let place { entries.append(place) }
        entries.append(Entry(low: start, high: end, at: at, state: columns.state))
        changes += 1
        if changes > SweepProblem.turnLimit { throw SweepProblem.tooManyTurns }
      } else {
        entries[entries.count - 1].high = end
      }
      start = end
    }
    if !domain.isWhole, domain.contains(high) {
      _ = columns.move(to: try source.setup(at: high).judging, of: turns.who(at: high))
      entries.append(
        Entry(low: high, high: high, at: high, state: columns.state, isNarrowed: narrowed.contains(high)))
    }
    isSettled = true
    return true
  }

  /// How everybody stands at a place, where it is known from the stretch in which that lies.
  private func settled(at place: Rational) -> SweepState? {
    guard isSettled, domain.contains(place) else { return nil }
    var (low, high) = (0, entries.count)
    while low < high {
      let middle = (low + high) / 2
      let entry = entries[middle]
      if entry.isPlace ? entry.low == place : entry.low < place && place < entry.high { return entry.state }
      if entry.isPlace ? entry.low < place : entry.high <= place { low = middle + 1 } else { high = middle }
    }
    return nil
  }

  private mutating func note(place: Rational, isNarrowed: Bool = false) throws {
    guard domain.contains(place), !domain.isWhole else { return }
    entries.append(
      Entry(low: place, high: place, at: place, state: try found(at: place), isNarrowed: isNarrowed))
  }

  /// One stretch in which every sheet follows its lines.
  private mutating func walk(_ low: Rational, _ high: Rational) throws {
    let samples = try domain.samples(low, high)
    guard let first = samples.first else { return }
    var places = [low, high]
    if source.movesConstants { places = [low] + (try quotaTurns(low, high, samples)) + [high] }
    for (from, to) in zip(places, places.dropFirst()) {
      if from != low { try note(place: from) }
      guard let at = from == low ? first : try domain.inside(from, to) else { continue }
      try cross(from, to, at)
    }
  }

  /// Goes from crossing to crossing.
  private mutating func cross(_ low: Rational, _ high: Rational, _ first: Rational) throws {
    if profiles.contains(where: { $0.piece(at: first)?.isCurved == true }) { return try narrow(low, high) }
    var guide = try found(at: first)
    guard !source.movesQuotasAlone, let lines = try CrossingLines(profiles, source, from: low, inside: first) else {
      entries.append(Entry(low: low, high: high, at: first, state: guide))
      return
    }
    var place = low
    while true {
      if entries.count > SweepProblem.turnLimit { throw SweepProblem.tooManyTurns }
      let next = try lines.next(after: place, before: high, guide, domain)
      if let at = try domain.inside(place, next ?? high) {
        entries.append(Entry(low: place, high: next ?? high, at: at, state: try found(at: at)))
      }
      guard let next else { return }
      try note(place: next)
      place = next
      if let here = domain.isWhole ? try domain.inside(next, high) : next { guide = try found(at: here) }
    }
  }

  // MARK: Curves

  /// Looks at some values of a stretch, and narrows down the place of change between two that differ.
  private mutating func narrow(_ low: Rational, _ high: Rational) throws {
    let places = try [low] + (1..<4).map { try domain.quarter(low, high, $0) } + [high]
    var (start, known): (Rational, (at: Rational, state: SweepState)?) = (low, nil)
    // Near the ends of each part too: a short fraction within may just be where something changes.
    let samples = try zip(places, places.dropFirst()).flatMap { try domain.samples($0, $1) }
    for at in samples {
      let here = (at: at, state: try found(at: at))
      if let before = known {
        // A value that stands alone turns twice.
        for turn in try turns(before, here) where turn.place > start {
          entries.append(Entry(low: start, high: turn.place, at: before.at, state: turn.before))
          if !domain.isWhole {
            entries.append(
              Entry(
                low: turn.place, high: turn.place, at: turn.place, state: try found(at: turn.place),
                isNarrowed: !turn.isExact))
          }
          start = turn.place
        }
      }
      known = here
    }
    if let known { entries.append(Entry(low: start, high: high, at: known.at, state: known.state)) }
  }

  /// The places of change between two values, found by halving.
  private mutating func turns(
    _ low: (at: Rational, state: SweepState), _ high: (at: Rational, state: SweepState), depth: Int = 0
  ) throws -> [(place: Rational, before: SweepState, isExact: Bool)] {
    if low.state.stands(asIn: high.state) { return [] }
    guard depth < 120, let middle = try between(low.at, high.at) else {
      let place = try domain.isWhole ? low.at.adding(.half) : Rational.simplest(from: low.at, through: high.at)
      return [(place, low.state, try domain.isWhole || isExact(place, low.at))]
    }
    let here = (at: middle, state: try found(at: middle))
    return try turns(low, here, depth: depth + 1) + turns(here, high, depth: depth + 1)
  }

  /// A value between two, nil where they are as near to each other as is worth telling.
  private func between(_ low: Rational, _ high: Rational) throws -> Rational? {
    guard domain.isWhole else {
      return high.approximate - low.approximate > finest ? try domain.middle(low, high) : nil
    }
    let middle = try low.adding(high).multiplied(by: .half).floor
    return middle > low ? middle : nil
  }

  /// Whether it is seen why something changes exactly at a place: a decision turns there that does not nearby, or two
  /// sheets are level there that are not nearby.
  private func isExact(_ place: Rational, _ nearby: Rational) throws -> Bool {
    // For each key and number, who had what nearby; a pair that did not have the same there has just met.
    var met: [[Rational]: Rational] = [:]
    for sheet in source.table.sheets.indices {
      let (before, here) = (try Self.sample(source, sheet, nearby), try Self.sample(source, sheet, place))
      if here.turns(since: before) { return true }
      for (end, numbers) in zip(before.standing.numbers, here.standing.numbers).enumerated().dropLast(2)
      where here.standing.fixed.openEnds[end] == nil && before.standing.fixed == here.standing.fixed {
        let name = [Rational(end / 2), numbers.1]
        if let other = met[name], other != numbers.0 { return true }
        met[name] = met[name] ?? numbers.0
      }
    }
    return false
  }

  // MARK: Quotas

  /// Where a quota passes a whole number of places.
  private func quotaTurns(_ low: Rational, _ high: Rational, _ samples: [Rational]) throws -> [Rational] {
    guard let a = samples.first, let b = samples.last, a != b else { return [] }
    let (start, end) = (try source.setup(at: a), try source.setup(at: b))
    var turns: Set<Rational> = []
    func turn(_ from: PlaceLimits.Quota?, _ to: PlaceLimits.Quota?, _ counts: [Int]) throws {
      guard let from, let to, from.value != to.value else { return }
      for count in Set(counts) {
        let size = Rational(from.isShare ? count : 1)
        let first = try from.value.multiplied(by: size)
        let slope = try to.value.multiplied(by: size).subtracting(first).divided(by: try b.subtracting(a))
        turns.formUnion(
          try domain.cuts(
            where: Line(first, slope), from: a, passes: true, low, high, atMost: SweepProblem.turnLimit))
      }
    }
    let kind = Award.Kind(start.judging.standard)
    for (old, new) in zip(kind.places(start.judging.standard), kind.places(end.judging.standard)) {
      let counts = groupCounts(start, old.groupBy, at: a)
      try turn(old.overall, new.overall, [counts.all])
      try turn(old.perGroup, new.perGroup, counts.groups)
    }
    return turns.sorted()
  }

  /// How many take part in all, and in each group.
  private func groupCounts(
    _ setup: SweepSource.Setup, _ facts: [Int], at place: Rational
  ) -> (all: Int, groups: [Int]) {
    let taking = source.table.sheets.indices.filter { sheet in
      if source.movesQuotasAlone, let columns = source.columns {
        return columns.results(by: setup.judging)[sheet].competes != .no
      }
      return profiles[sheet].piece(at: place)?.standing.result?.competes != .no
    }
    if facts.isEmpty { return (taking.count, []) }
    var groups: [[Value]: Int] = [:]
    for sheet in taking {
      guard let group = setup.judging.standard.group(facts, of: source.table.sheets[sheet]) else { continue }
      groups[group, default: 0] += 1
    }
    return (taking.count, Array(groups.values))
  }
}
