import Planning
import Quantities

/// Sheets that have something in common: what is left of the values of each leaf, and sums of them that are not below
/// zero, or above it.
struct Region {
  /// By leaf.
  private(set) var domains: [Domain]
  /// Those over several leaves; the others have narrowed what is left of theirs.
  private(set) var constraints: [Constraint] = []
  /// Decisions that have been taken: the truth of a comparison, by node.
  var truths: [Int: Bool] = [:]
  /// Which operand a node comes to that chooses the larger or smaller of two, or turns a number below zero.
  var choices: [Int: Int] = [:]
  /// The leaves of which it is settled that sheets state them, or leave them open.
  private(set) var stated: Set<Int> = []
  /// Whether there may be no such sheet after all: there are too many sums to tell.
  private(set) var isDoubtful = false

  init(_ cone: Cone) { domains = cone.leaves.map(\.domain) }

  /// With values of one leaf only.
  func restricting(_ leaf: Int, to values: [Value]) -> Region? {
    if values.isEmpty { return nil }
    var region = self
    region.domains[leaf] = .values(values)
    return region
  }

  /// With a leaf that sheets state, or leave open.
  func stating(_ leaf: Int, _ isStated: Bool) -> Region {
    var region = self
    region.stated.insert(leaf)
    if !isStated { region.domains[leaf] = .missing }
    return region
  }

  /// What lies in both but for one leaf, of which the values here are kept; nil if nothing does, or sums are asked for.
  func common(_ other: Region, except leaf: Int) -> Region? {
    guard constraints.isEmpty, other.constraints.isEmpty else { return nil }
    var region = self
    for index in domains.indices where index != leaf {
      guard let both = domains[index].common(other.domains[index]) else { return nil }
      region.domains[index] = both
    }
    return region
  }

  /// With numbers of one leaf only; nil if none is left.
  func restricting(_ leaf: Int, to range: Interval, _ cone: Cone) -> Region? {
    guard case .numbers(let old) = domains[leaf], let both = old.common(range),
      let narrowed = cone.leaves[leaf].type.narrowed(both)
    else { return nil }
    var region = self
    region.domains[leaf] = .numbers(narrowed)
    return region.checked(cone)
  }

  /// Where a sum is not below zero, or above it; nil if that is nowhere.
  func adding(_ constraint: Constraint, _ cone: Cone) -> Region? {
    if let isMet = constraint.isMet { return isMet ? self : nil }
    let terms = constraint.linear.terms
    if terms.count == 1, let (leaf, factor) = terms.first {
      guard let bound = try? constraint.linear.constant.negated.divided(by: factor) else { return nil }
      let half =
        factor > .zero
        ? Interval(from: .finite(bound), open: constraint.isStrict, to: .positiveInfinity, open: false)
        : Interval(from: .negativeInfinity, open: false, to: .finite(bound), open: constraint.isStrict)
      return half.flatMap { restricting(leaf, to: $0, cone) }
    }
    var region = self
    region.constraints.append(constraint)
    return region.checked(cone)
  }

  private func checked(_ cone: Cone) -> Region? {
    if constraints.isEmpty { return self }
    var region = self
    switch Elimination(all).verdict {
    case .possible: region.isDoubtful = false
    case .impossible: return nil
    case .undecided: region.isDoubtful = true
    }
    if let wholes = wholes(cone), wholes == .none { return nil }
    return region
  }

  /// Whether there is certainly such a sheet: no sums are asked for of which only fractions may be known.
  var isCertain: Bool { constraints.isEmpty }

  private enum Wholes: Equatable {
    case none
    case numbers([Int: Rational])
  }

  /// Whole numbers with which all sums are as wanted, tried one by one; nil where there are too many to try, or others.
  private func wholes(_ cone: Cone) -> Wholes? {
    let leaves = Set(constraints.flatMap(\.linear.terms.keys)).sorted()
    var lists: [[Rational]] = []
    var count = 1
    for leaf in leaves {
      guard cone.leaves[leaf].type.isWhole, case .numbers(let range) = domains[leaf], var number = range.least.value,
        let last = range.most.value
      else { return nil }
      var list: [Rational] = []
      while number <= last {
        list.append(number)
        if list.count * count > Self.wholeLimit { return nil }
        number = number + cone.leaves[leaf].type.step
      }
      count *= list.count
      lists.append(list)
    }
    for index in 0..<count {
      var (rest, numbers) = (index, [Int: Rational]())
      for (leaf, list) in zip(leaves, lists) {
        numbers[leaf] = list[rest % list.count]
        rest /= list.count
      }
      let isMet = constraints.allSatisfy { sum in
        let value = sum.linear.value(numbers)
        return sum.isStrict ? value > .zero : value >= .zero
      }
      if isMet { return .numbers(numbers) }
    }
    return Wholes.none
  }

  /// Of whole numbers no more than so many combinations are tried.
  private static let wholeLimit = 500

  /// The sums over several leaves, and the limits of these leaves.
  private var all: [Constraint] {
    let leaves = Set(constraints.flatMap(\.linear.terms.keys))
    return constraints + leaves.flatMap { limits($0) }
  }

  private func limits(_ leaf: Int) -> [Constraint] {
    guard case .numbers(let range) = domains[leaf] else { return [] }
    let number = Linear(leaf: leaf)
    return [
      range.least.value.map { Constraint(linear: number - Linear($0), isStrict: range.leastIsOpen) },
      range.most.value.map { Constraint(linear: Linear($0) - number, isStrict: range.mostIsOpen) },
    ].compactMap { $0 }
  }

  /// Numbers of the leaves that stand in sums over several.
  ///
  /// - Parameter choose: a number of a leaf within a range.
  func solution(_ cone: Cone, _ choose: (Int, Interval) -> Rational?) -> [Int: Rational]? {
    if constraints.isEmpty { return [:] }
    if let found = Elimination(all + notNegative(cone)).solution(choose) { return found }
    guard case .numbers(let numbers)? = wholes(cone) else { return nil }
    return numbers
  }

  /// Nobody states a number below zero of which the rules do not say that there are such.
  private func notNegative(_ cone: Cone) -> [Constraint] {
    Set(constraints.flatMap(\.linear.terms.keys)).filter { cone.leaves[$0].domain.range?.least == .negativeInfinity }
      .map { Constraint(linear: Linear(leaf: $0), isStrict: false) }
  }

  /// The range of a sum.
  func range(of linear: Linear) -> Interval {
    linear.terms.reduce(Interval(linear.constant)) { sum, term in
      guard case .numbers(let range) = domains[term.key], let part = try? range.multiplied(by: Interval(term.value))
      else { return .all }
      return sum + part
    }
  }
}
