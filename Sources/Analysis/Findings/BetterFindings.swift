import Evaluation
import Model
import Planning
import Quantities

/// Facts of which the file says which way is better: a better value must not make a sheet worse.
extension Inquiry {
  /// Regions of a clause from each of which a sheet is moved, and values that the fact takes there.
  private static let sheetLimit = 40
  private static let valueLimit = 24

  mutating func lookAtBetterValues(_ pool: Pool) {
    for (fact, declared) in standard.facts.enumerated() {
      guard let better = declared.better else { continue }
      for node in decisive { if found(fact, better, in: node, pool) { break } }
    }
  }

  /// What may go down by itself: the points of clauses, and whether gates are passed.
  private var decisive: [Int] {
    standard.requirements.indices.filter { standard.requirements[$0].kind.bearing != .none }
      .map { plan.results.requirements[$0].passes } + scores.compactMap(\.waiting.first)
  }

  /// Moves the fact through all that a clause tells apart, everything else being the same, until a sheet gets worse.
  ///
  /// - Returns: whether one did, which has been reported then.
  private mutating func found(_ fact: Int, _ better: Fact.Better, in node: Int, _ pool: Pool) -> Bool {
    let others = results.filter { $0 < node }.map { ($0, Domain.numbers(.all)) }
    let cone = cone(of: [node], cuts: Dictionary(others) { old, _ in old })
    guard let leaf = cone.leaf(of: .fact(fact)), let place = declaration(.fact, standard.facts[fact].name) else {
      return false
    }
    let target = cone.place(of: node)
    var regions: [Region] = []
    let isComplete = explore(cone, Self.settling(target)) { region, _, _ in
      regions.append(region)
      return true
    }
    if !isComplete { leaveOpen() }
    let sampler = sampler(cone)
    let trials = regions.prefix(Self.sheetLimit).flatMap { region in
      [false, true].compactMap { sampler.trial(in: region, isHigh: $0)?.facts }
    }
    let values = values(of: fact, leaf, regions, trials, sampler, better)
    for trial in trials {
      for isHigh in [true, false] {
        if let found = worse(fact, values, pool, pool.extreme(isHigh: isHigh, fixed: trial)) {
          report(found, at: place)
          return true
        }
      }
    }
    return false
  }

  /// The first loss on the way from the worst value of a fact to the best, everything else being the same.
  private func worse(_ fact: Int, _ values: [Value], _ pool: Pool, _ facts: [Int: Value?]) -> FindingProblem? {
    let (name, type) = (standard.facts[fact].name, standard.facts[fact].type)
    var facts = facts
    var last: (value: Value, result: SheetResult)?
    for value in values {
      facts[fact] = .some(value)
      let result = pool.sample(facts).result
      if let before = last, let loss = Loss(before.result, result) {
        return .betterIsWorse(
          name, from: before.value.text(as: type), to: value.text(as: type), loss, Witness(Trial(facts), standard))
      }
      last = (value, result)
    }
    return nil
  }

  /// Values of the fact, the worse ones first: at both ends of all that is told apart, those of some sheets, and whole
  /// numbers one by one where there are few.
  private func values(
    of fact: Int, _ leaf: Int, _ regions: [Region], _ trials: [[Int: Value?]], _ sampler: Sampler,
    _ better: Fact.Better
  ) -> [Value] {
    let type = sampler.cone.leaves[leaf].type
    var numbers = Set(trials.compactMap { $0[fact]??.order(as: type) }.filter { _ in type.isOnLine })
    var values: [Value] = []
    for region in regions {
      switch region.domains[leaf] {
      case .numbers(let range):
        let ends = [false, true].compactMap { sampler.number(of: leaf, in: range, isHigh: $0) }
        numbers.formUnion(ends)
        // Points may go up and down again where nothing is told apart.
        if !type.isWhole, let low = ends.min(), let high = ends.max() {
          numbers.formUnion((1...3).map { low + (high - low) * Rational($0) * .half * .half })
        }
      case .values(let some): values += some.filter { !values.contains($0) }
      case .missing, .anything: break
      }
    }
    for node in sampler.cone.nodes {
      if case .interpolate(let knots) = node.primitive { numbers.formUnion(knots.map(\.at)) }
    }
    numbers = numbers.filter { sampler.number(of: leaf, in: Interval($0)) != nil }
    if type.isWhole, let low = numbers.min(), let high = numbers.max(),
      high - low < type.step * Rational(Self.valueLimit)
    {
      numbers.formUnion((0..<Self.valueLimit).map { low + type.step * Rational($0) }.filter { $0 <= high })
    }
    values += numbers.compactMap { Sampler.value($0, type) }
    let ordered = values.sorted { a, b in
      guard let x = a.order(as: type), let y = b.order(as: type) else { return false }
      return better == .higher ? x < y : x > y
    }
    // From the middle of many the ends are left out last.
    return ordered.count <= Self.valueLimit
      ? ordered : (0..<Self.valueLimit).map { ordered[$0 * (ordered.count - 1) / (Self.valueLimit - 1)] }
  }
}

/// What a sheet loses though it states something better.
public enum Loss: Sendable, Hashable {
  case eligibility
  case points(from: Rational, to: Rational)

  /// Nil where it loses nothing for certain.
  init?(_ before: SheetResult, _ after: SheetResult) {
    if before.eligible == .yes, after.eligible == .no {
      self = .eligibility
    } else if let old = before.total.exact, let new = after.total.exact, new < old {
      self = .points(from: old, to: new)
    } else {
      return nil
    }
  }
}
