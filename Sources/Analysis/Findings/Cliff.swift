import Model
import Planning
import Quantities

/// A place at which the smallest change of one fact moves points, all else being the same.
public struct Cliff: Sendable {
  /// The item, bonus, deduction or adjustment.
  public let clause: ClauseName
  /// The fact, and its type.
  public let fact: String
  public let type: ValueType
  /// Values on both sides of the place, the lower one first; nothing lies between them where only whole numbers count.
  public let below: Value
  public let above: Value
  /// What the clause comes to on each side.
  public let pointsBelow: Rational
  public let pointsAbove: Rational
  /// What else the sheets state on which the evaluator has seen it, with the higher value.
  public let sheet: Witness

  var height: Rational { (pointsAbove - pointsBelow).magnitude }
}

extension Inquiry {
  /// Regions of which a clause is held against each other.
  private static let regionLimit = 64

  /// The highest first, one for each place of a fact in a clause.
  mutating func cliffs(_ pool: Pool) -> [Cliff] {
    var cliffs: [Cliff] = []
    for (place, score) in scores.enumerated() {
      let path = standard.scorings[place].path
      guard let (cone, regions) = pieces(of: score) else { continue }
      var found: [Edge: Cliff] = [:]
      for (below, low) in regions {
        for (above, high) in regions where low != high || low == nil {
          for edge in edges(between: below, above, cone) {
            guard let cliff = cliff(edge, below, above, cone, path, pool) else { continue }
            if found[edge].map({ $0.height < cliff.height }) ?? true { found[edge] = cliff }
          }
        }
      }
      cliffs += found.sorted { ($0.key.leaf, $0.key.at) < ($1.key.leaf, $1.key.at) }.map(\.value)
    }
    return cliffs.enumerated().sorted { a, b in
      a.element.height == b.element.height ? a.offset < b.offset : a.element.height > b.element.height
    }.map(\.element)
  }

  /// The parts that a clause tells apart, with what it comes to if other clauses have no say; nil where it is not about
  /// sheets.
  private mutating func pieces(of score: Plan.Score) -> (Cone, [(region: Region, points: Rational?)])? {
    guard let (cone, target) = cone(of: score) else { return nil }
    var regions: [(region: Region, points: Rational?)] = []
    _ = explore(cone, Self.settling(target)) { region, values, _ in
      if region.isCertain, !values[target].isNone { regions.append((region, values[target].interval.exact)) }
      return regions.count < Self.regionLimit
    }
    return (cone, regions)
  }

  private struct Edge: Hashable {
    let leaf: Int
    let at: Rational
  }

  /// The facts of which one region has values up to where those of another begin, all other values being shared.
  private func edges(between below: Region, _ above: Region, _ cone: Cone) -> [Edge] {
    cone.leaves.indices.compactMap { leaf in
      guard case .fact = cone.leaves[leaf].source, case .numbers(let low) = below.domains[leaf],
        case .numbers(let high) = above.domains[leaf], low.meets(high, cone.leaves[leaf].type),
        let at = high.least.value,
        cone.leaves.indices.allSatisfy({ $0 == leaf || below.domains[$0].common(above.domains[$0]) != nil })
      else { return nil }
      return Edge(leaf: leaf, at: at)
    }
  }

  private func cliff(_ edge: Edge, _ below: Region, _ above: Region, _ cone: Cone, _ path: ResultPath, _ pool: Pool)
    -> Cliff?
  {
    guard case .fact(let fact) = cone.leaves[edge.leaf].source, case .numbers(let low) = below.domains[edge.leaf],
      case .numbers(let high) = above.domains[edge.leaf], let shared = above.common(below, except: edge.leaf),
      let trial = sampler(cone).trial(in: shared)
    else { return nil }
    let type = cone.leaves[edge.leaf].type
    let stated = pool.extreme(isHigh: true, fixed: trial.facts)
    func side(_ range: Interval, isHigh: Bool) -> (value: Value, points: Rational)? {
      guard let number = Self.number(in: range, beside: edge.at, isHigh: isHigh, type),
        let value = Sampler.value(number, type)
      else { return nil }
      var facts = stated
      facts[fact] = .some(value)
      return pool.sample(facts).result.points(of: path).exact.map { (value, $0) }
    }
    guard let one = side(low, isHigh: true), let other = side(high, isHigh: false), one.points != other.points else {
      return nil
    }
    var facts = trial.facts
    facts[fact] = .some(other.value)
    return Cliff(
      clause: ClauseName(.score(path), standard), fact: standard.facts[fact].name, type: type, below: one.value,
      above: other.value, pointsBelow: one.points, pointsAbove: other.points, sheet: Witness(Trial(facts), standard))
  }

  /// The number of a range that lies at one of its ends, or as near to it as people write.
  private static func number(in range: Interval, beside end: Rational, isHigh: Bool, _ type: ValueType) -> Rational? {
    let step =
      type.isWhole ? type.step : (type == .percentage ? .powerOfTen(-4) : type.measure.value(of: .powerOfTen(-2)))
    let near =
      isHigh
      ? Interval(from: .finite(end - step), open: false, to: .finite(end), open: false)
      : Interval(from: .finite(end), open: false, to: .finite(end + step), open: false)
    return Sampler.number(in: near.flatMap { range.common($0) } ?? range, type, mayBeNegative: true, isHigh: isHigh)
  }
}

extension Interval {
  /// Whether another begins right behind it.
  fileprivate func meets(_ next: Interval, _ type: ValueType) -> Bool {
    guard let end = most.value, let start = next.least.value else { return false }
    if end == start { return mostIsOpen != next.leastIsOpen }
    return type.isWhole && start > end && start - end <= type.step
  }
}

extension Domain {
  /// What lies in both; nil if nothing does.
  func common(_ other: Domain) -> Domain? {
    switch (self, other) {
    case (.numbers(let one), .numbers(let two)): one.common(two).map { .numbers($0) }
    case (.values(let one), .values(let two)):
      one.contains(where: two.contains) ? .values(one.filter(two.contains)) : nil
    case (.missing, .missing), (.anything, .anything): self
    case (.numbers, _), (.values, _), (.missing, _), (.anything, _): nil
    }
  }
}
