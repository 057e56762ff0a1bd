import Evaluation
import Model
import Planning
import Quantities
import Sheets

/// Whole sheets with low, high and middling totals, from which one is made that a question about totals asks for.
struct Pool {
  private let standard: Standard
  /// What sheets may state for each clause, and what it comes to then.
  private let options: [[(facts: [Int: Value?], points: Rational)]]
  /// What a sheet states to have a total, where it may have none.
  private let base: [Int: Value?]
  /// A sheet with few points, then those on the way to one with many: each differs by what one clause asks.
  private(set) var way: [Sample] = []

  struct Sample {
    let facts: [Int: Value?]
    let result: SheetResult
  }

  /// Sheets tried when a total is approached.
  private static let halvings = 40

  init(_ inquiry: inout Inquiry) {
    standard = inquiry.standard
    var options: [[(facts: [Int: Value?], points: Rational)]] = []
    for (place, score) in inquiry.scores.enumerated() {
      let path = inquiry.standard.scorings[place].path
      let isTaken = inquiry.standard.isTaken(path)
      options.append(
        inquiry.options(of: score, path).map { ($0.facts, isTaken ? $0.points.negated : $0.points) })
    }
    self.options = options
    let base = inquiry.sheet(scored: true) ?? [:]
    self.base = base
    let (low, high) = (
      Self.merged(options, isHigh: false, fixed: base), Self.merged(options, isHigh: true, fixed: base)
    )
    var cells = low.merging(high) { old, _ in old }
    var steps = [cells]
    for option in options {
      let facts = Set(option.flatMap(\.facts.keys))
      for fact in facts { if let value = high[fact] { cells[fact] = value } }
      steps.append(cells)
    }
    way = steps.map { sample($0) }
  }

  /// One option of each clause, where they do not contradict each other.
  private static func merged(
    _ options: [[(facts: [Int: Value?], points: Rational)]], isHigh: Bool, fixed: [Int: Value?] = [:]
  ) -> [Int: Value?] {
    var merged = fixed
    for list in options {
      let ordered = list.sorted { isHigh ? $0.points > $1.points : $0.points < $1.points }
      let fitting = ordered.first { option in
        option.facts.allSatisfy { merged[$0.key] == nil || merged[$0.key] == $0.value }
      }
      for (fact, value) in (fitting ?? ordered.first)?.facts ?? [:] where merged[fact] == nil { merged[fact] = value }
    }
    return merged
  }

  /// What a sheet states with as few or as many points as its clauses allow one by one, some facts being settled.
  func extreme(isHigh: Bool, fixed: [Int: Value?]) -> [Int: Value?] {
    Self.merged(options, isHigh: isHigh, fixed: base.merging(fixed) { $1 })
  }

  /// Sheets with many points, but for one clause that is in each of the ways in which it may be.
  var variants: [[Int: Value?]] { options.flatMap { $0.map { extreme(isHigh: true, fixed: $0.facts) } } }

  func sample(_ cells: [Int: Value?]) -> Sample {
    Sample(facts: cells, result: Probe(standard, Trial(cells)).result)
  }

  /// A sheet that is as wanted, with a total of a range.
  ///
  /// - Parameter fixed: what it has to state.
  func sample(in range: Interval, fixed: [Int: Value?] = [:], where isWanted: (Sample) -> Bool) -> Sample? {
    let way = fixed.isEmpty ? way : way.map { sample($0.facts.merging(fixed) { _, stated in stated }) }
    func fits(_ sample: Sample) -> Bool {
      sample.result.total.exact.map { range.common(Interval($0)) != nil } ?? false && isWanted(sample)
    }
    if let found = way.first(where: fits) { return found }
    for (one, other) in zip(way, way.dropFirst()) {
      guard let a = one.result.total.exact, let b = other.result.total.exact,
        .finite(min(a, b)) <= range.most, .finite(max(a, b)) >= range.least
      else { continue }
      if let found = between(one, other, range, fits) { return found }
    }
    // Any of the clauses as they are with many points, the others as with few.
    var random = SplitMix64(seed: 1)
    guard let low = way.first, let high = way.last else { return nil }
    for _ in 0..<200 {
      var cells = low.facts
      for (fact, value) in high.facts.sorted(by: { $0.key < $1.key }) where random.next() & 1 == 0 {
        cells[fact] = value
      }
      let mixed = sample(cells)
      if fits(mixed) { return mixed }
    }
    return nil
  }

  /// Moves the facts on a line, one after the other, from one sheet to another.
  private func between(_ one: Sample, _ other: Sample, _ range: Interval, _ fits: (Sample) -> Bool) -> Sample? {
    var start = one
    for (fact, value) in other.facts.sorted(by: { $0.key < $1.key }) where start.facts[fact] != value {
      var cells = start.facts
      cells[fact] = value
      let end = sample(cells)
      if fits(end) { return end }
      let type = standard.facts[fact].type
      if type.isOnLine, let from = start.facts[fact]??.order(as: type), let to = value?.order(as: type),
        let found = halved(start, end, fact, from, to, range, fits)
      {
        return found
      }
      start = end
    }
    return nil
  }

  /// Looks between two values of a fact for a total: in turn where it would be on a straight line, and in the middle.
  private func halved(
    _ start: Sample, _ end: Sample, _ fact: Int, _ from: Rational, _ to: Rational, _ range: Interval,
    _ fits: (Sample) -> Bool
  ) -> Sample? {
    let type = standard.facts[fact].type
    guard var low = start.result.total.exact, var high = end.result.total.exact else { return nil }
    var (from, to) = (from, to)
    let isBelow = Endpoint.finite(low) < range.least
    for step in 0..<Self.halvings {
      let wanted = Sampler.number(in: range, .number(.points, whole: false), mayBeNegative: true)
      let line =
        step.isMultiple(of: 2)
        ? wanted.flatMap { wanted in try? ((wanted - low) * (to - from)).divided(by: high - low) } : nil
      let middle = line.map { from + $0 } ?? (from + to) * .half
      let number =
        type.isWhole ? (try? middle.divided(by: type.step)).map { $0.rounded() * type.step } ?? middle : middle
      guard number != from, number != to, let value = Sampler.value(number, type) else {
        if line == nil { return nil } else { continue }
      }
      var cells = start.facts
      cells[fact] = .some(value)
      let tried = sample(cells)
      if fits(tried) { return tried }
      guard let total = tried.result.total.exact else { return nil }
      if (Endpoint.finite(total) < range.least) == isBelow {
        (from, low) = (number, total)
      } else {
        (to, high) = (number, total)
      }
    }
    return nil
  }
}

extension Inquiry {
  /// The nodes of all that gives points, in the order of ``Standard/scorings``.
  var scores: [Plan.Score] { plan.results.categories.flatMap(\.items) + plan.results.adjustments }

  /// What sheets may state of the facts of a clause, and the points it then has.
  mutating func options(of score: Plan.Score, _ path: ResultPath) -> [(facts: [Int: Value?], points: Rational)] {
    guard let (cone, target) = cone(of: score) else { return [] }
    var regions: [(region: Region, points: Rational?)] = []
    _ = explore(cone, Self.settling(target)) { region, values, _ in
      regions.append((region, values[target].isNone ? nil : values[target].interval.exact))
      return regions.count < 64
    }
    var options: [(facts: [Int: Value?], points: Rational)] = []
    let sampler = sampler(cone)
    for (region, points) in regions {
      for isHigh in points == nil ? [false, true] : [false] {
        guard let trial = sampler.trial(in: region, isHigh: isHigh) else { continue }
        // What is shared out among items is for the whole sheet to say.
        guard let points = points ?? Probe(standard, trial).result.points(of: path).most.value else { continue }
        options.append((trial.facts, points))
      }
    }
    return options
  }

  /// What a clause comes to, with what other clauses come to taken to be anything: that is for them to say. Nil where it
  /// comes to nothing.
  func cone(of score: Plan.Score) -> (cone: Cone, target: Int)? {
    guard let node = score.waiting.first else { return nil }
    let others = results.filter { $0 < node && !plan.nodes[$0].isSetting }.map { ($0, Domain.numbers(.all)) }
    let cone = cone(of: [node], cuts: Dictionary(others) { old, _ in old })
    return (cone, cone.place(of: node))
  }

  /// Goes on until it is settled what a node comes to.
  static func settling(_ target: Int) -> ([PlanValue]) -> Explorer.Next<Bool> {
    { $0[target].isSettled || $0[target].isNone ? .done(true) : .decide(target) }
  }

  /// The nodes of points and of what is worked out from them, but for those of the total.
  var results: [Int] { plan.results.sums + partsOfTotal }

  /// The same without the sums that lead to the total.
  var partsOfTotal: [Int] {
    let levels = plan.results.categories.flatMap { [$0.level] + $0.groups }
    return levels.flatMap { [$0.points] + [$0.full, $0.rate].compactMap { $0 } }
      + scores.flatMap { [$0.points] + [$0.full, $0.rate].compactMap { $0 } }
  }
}

extension Plan.Node {
  /// Whether it is the same for all sheets as long as nobody changes it.
  fileprivate var isSetting: Bool {
    switch primitive {
    case .setting, .constant: true
    case _: false
    }
  }
}

extension Standard {
  /// Whether points of a clause are taken off the total.
  fileprivate func isTaken(_ path: ResultPath) -> Bool {
    if case .adjustment(let index) = path { adjustments[index].kind == .deduction } else { false }
  }
}

extension SheetResult {
  /// What a part of it comes to.
  func points(of path: ResultPath) -> Interval {
    switch path {
    case .category(let index): categories[index].level.points
    case .group(let index, let group): categories[index].groups[group].points
    case .item(let index, let item): categories[index].items[item].points
    case .adjustment(let index): adjustments[index].points
    }
  }
}
