import Diagnostics
import Evaluation
import Planning
import Quantities
import Syntax

/// Divides a region where something is open in it.
struct Splitter {
  private let cone: Cone
  private let region: Region
  private let values: [PlanValue]

  /// Of whole numbers no more than so many are tried one by one.
  private static let wholeLimit = 24

  init(_ cone: Cone, _ region: Region, _ values: [PlanValue]) {
    (self.cone, self.region, self.values) = (cone, region, values)
  }

  /// Parts of the region in which more is known of a node; nil if there is no way to divide it.
  func split(_ place: Int) -> Parts? {
    if values[place].isSettled { return nil }
    Pulse.beat()
    let node = cone.nodes[place]
    if let leaf = node.leaf { return split(leaf: leaf) }
    switch node.primitive {
    case .isKnown: return presence(node.operands[0])
    case .compare(let comparator, let type): return compared(place, comparator, type) ?? enumerated(place)
    case .hasOptions, .hasText: return parted(place) ?? enumerated(place)
    case .operation(.larger), .operation(.smaller):
      return inside(node) ?? meeting(place)
    case .operation(.absolute): return inside(node) ?? signs(place)
    case .operation(.product(let divided)):
      return inside(node) ?? zip(node.operands, divided).firstNonNil { $1 ? zero($0) : nil }
    case .level(let parts):
      return node.operands.prefix(parts).firstNonNil { split($0) }
    case .constant, .fact, .setting, .admitted, .column, .not, .all, .any, .choose, .operation, .definition, .records,
      .figure,
      .rank, .cohort, .position, .given, .applicable, .firstOf, .interpolate, .mark, .kept, .count, .roundingChange,
      .bounded,
      .reached, .otherwise, .alongside, .ifExact, .growth, .closed, .reported, .extent, .applies, .requirementVerdict,
      .pointsVerdict, .changeVerdict, .hasFullPoints, .firstToHold, .cases, .part:
      return inside(node)
    }
  }

  /// How large a number is says nothing as long as it is one that follows the leaves without a turn.
  private func inside(_ node: Cone.Node) -> Parts? { node.operands.firstNonNil { split($0) } }

  private func split(leaf: Int) -> Parts? {
    guard case .values(let left) = region.domains[leaf], left.count > 1 else { return nil }
    return Parts(region, leaf, left)
  }

  // MARK: Whether something is stated

  private func presence(_ operand: Int) -> Parts? {
    let leaf = cone.nodes[operand].leaves.sorted().first {
      cone.leaves[$0].mayBeMissing && !region.stated.contains($0) && region.domains[$0] != .missing
    }
    guard let leaf else { return nil }
    return Parts([region.stating(leaf, true), region.stating(leaf, false)])
  }

  // MARK: Values one by one

  /// The values of the only open leaf beneath a node, put together by what they make of it.
  private func parted(_ place: Int) -> Parts? {
    let open = cone.nodes[place].leaves.filter { !region.domains[$0].isSettled }
    guard open.count == 1, let leaf = open.first, case .values(let left) = region.domains[leaf] else { return nil }
    // Whatever else is beneath it is as it was.
    let explorer = Explorer(cone, steps: 1)
    var known = values
    var given: [Int: Kinds] = [:]
    for node in cone.between(leaf, and: place) {
      if cone.nodes[node].leaf == leaf {
        given[node] = Kinds(values: left.map { PlanValue(content: .known($0)) }, places: Array(left.indices))
        continue
      }
      var kinds = Kinds()
      let moving = Set(cone.nodes[node].operands.filter { given[$0] != nil })
      if moving.count == 1, let operand = moving.first, let moved = given[operand] {
        // Where the only operand that moves gives the same, so does the node.
        let places = moved.values.map { value in
          known[operand] = value
          return kinds.place(of: explorer.value(at: node, in: region, known))
        }
        kinds.places = moved.places.map { places[$0] }
      } else {
        kinds.places = left.indices.map { value in
          for operand in moving { if let moved = given[operand] { known[operand] = moved[value] } }
          return kinds.place(of: explorer.value(at: node, in: region, known))
        }
      }
      given[node] = kinds
    }
    guard let kinds = given[place], kinds.values.count > 1 else { return nil }
    return Parts(
      kinds.values.indices.map { kind in
        region.restricting(leaf, to: left.indices.filter { kinds.places[$0] == kind }.map { left[$0] })
      })
  }

  /// What a node gives, each once, and which of these for each value of a leaf.
  private struct Kinds {
    var values: [PlanValue] = []
    var places: [Int] = []

    subscript(value: Int) -> PlanValue { values[places[value]] }

    /// Where a value stands among the different ones.
    mutating func place(of value: PlanValue) -> Int {
      for place in values.indices where values[place] == value { return place }
      values.append(value)
      return values.count - 1
    }
  }

  /// Each value of a leaf beneath a node of which there are few.
  private func enumerated(_ place: Int) -> Parts? {
    let open = cone.nodes[place].leaves.filter { !region.domains[$0].isSettled }.sorted()
    for leaf in open {
      if let parts = split(leaf: leaf) { return parts }
    }
    for leaf in open {
      guard case .numbers(let range) = region.domains[leaf], cone.leaves[leaf].type.isWhole,
        let low = range.least.value, let high = range.most.value
      else { continue }
      let step = cone.leaves[leaf].type.step
      guard (high - low) <= step * Rational(Self.wholeLimit) else { continue }
      var parts: [Region?] = []
      var number = low
      while number <= high {
        parts.append(region.restricting(leaf, to: Interval(number), cone))
        number = number + step
      }
      return Parts(parts)
    }
    return nil
  }

  // MARK: Numbers

  private func compared(_ place: Int, _ comparator: Comparator, _ type: ValueType) -> Parts? {
    let node = cone.nodes[place]
    for operand in node.operands {
      if let parts = turned(operand) { return parts }
    }
    guard type.isOnLine else { return parted(place) }
    let forms = Forms(cone, region, values)
    guard let left = forms.form(node.operands[0]), let right = forms.form(node.operands[1]) else {
      return parted(place)
    }
    for part in [left, right] {
      if let parts = zero(part.below) { return parts }
    }
    guard let a = left.above.times(right.below), let b = right.above.times(left.below),
      let isTurned = isBelowZero(left.below), let isOtherTurned = isBelowZero(right.below)
    else { return nil }
    let difference = isTurned != isOtherTurned ? b - a : a - b
    func part(_ constraint: Constraint, _ holds: Bool) -> Region? {
      var part = region.adding(constraint, cone)
      part?.truths[place] = holds
      return part
    }
    let above = Constraint(linear: difference, isStrict: true)
    let below = Constraint(linear: Linear(.zero) - difference, isStrict: true)
    let notBelow = Constraint(linear: difference, isStrict: false)
    let notAbove = Constraint(linear: Linear(.zero) - difference, isStrict: false)
    switch comparator {
    case .atLeast: return Parts([part(notBelow, true), part(below, false)])
    case .above: return Parts([part(above, true), part(notAbove, false)])
    case .atMost: return Parts([part(notAbove, true), part(above, false)])
    case .below: return Parts([part(below, true), part(notBelow, false)])
    case .equal, .different:
      let isEqual = comparator == .equal
      let equal = part(notBelow, isEqual)?.adding(notAbove, cone)
      return Parts([equal, part(above, !isEqual), part(below, !isEqual)])
    }
  }

  /// Decides what stands in the way of seeing a number as a sum of its leaves.
  private func turned(_ place: Int) -> Parts? {
    if values[place].isSettled { return nil }
    let node = cone.nodes[place]
    if node.leaf != nil { return nil }
    switch node.primitive {
    case .choose, .given, .applicable: return split(node.operands[0]) ?? rest(node)
    case .firstOf:
      for (test, amount) in zip(node.operands, node.operands.dropFirst()).enumerated().filter({ $0.offset % 2 == 0 })
        .map(\.element)
      {
        if let parts = split(test) ?? turned(amount) { return parts }
        if values[test].truth == .yes { return nil }
      }
      return nil
    case .operation(.larger), .operation(.smaller): return rest(node) ?? meeting(place)
    case .operation(.absolute): return rest(node) ?? signs(place)
    case _: return rest(node)
    }
  }

  private func rest(_ node: Cone.Node) -> Parts? { node.operands.firstNonNil(turned) }

  /// Where a divisor is above, at and below zero.
  private func zero(_ place: Int) -> Parts? { Forms(cone, region, values).form(place).flatMap { zero($0.above) } }

  private func zero(_ linear: Linear) -> Parts? {
    if linear.exact != nil || isBelowZero(linear) != nil { return nil }
    let negated = Linear(.zero) - linear
    let parts = [
      region.adding(Constraint(linear: linear, isStrict: true), cone),
      region.adding(Constraint(linear: linear, isStrict: false), cone)?
        .adding(Constraint(linear: negated, isStrict: false), cone),
      region.adding(Constraint(linear: negated, isStrict: true), cone),
    ]
    // A sum over several leaves that is zero is no number that one sees.
    return region.constraints.contains { $0.linear == linear || $0.linear == negated } ? nil : Parts(parts)
  }

  /// Whether a sum is below zero; nil where it may be either, or zero.
  private func isBelowZero(_ linear: Linear) -> Bool? {
    if let number = linear.exact { return number.isZero ? nil : number.isNegative }
    let range = region.range(of: linear)
    let negated = Linear(.zero) - linear
    func isStated(_ sum: Linear) -> Bool { region.constraints.contains { $0.linear == sum && $0.isStrict } }
    if range.least > .zero || range.least == .zero && range.leastIsOpen || isStated(linear) { return false }
    if range.most < .zero || range.most == .zero && range.mostIsOpen || isStated(negated) { return true }
    return nil
  }

  /// Where two numbers of which the larger or smaller is taken change places.
  private func meeting(_ place: Int) -> Parts? {
    let node = cone.nodes[place]
    let forms = Forms(cone, region, values)
    guard region.choices[place] == nil, node.operands.count == 2, let a = forms.form(node.operands[0]),
      let b = forms.form(node.operands[1]), a.below.exact != nil, b.below.exact != nil, a.below == b.below
    else { return nil }
    let difference = a.above - b.above
    let takesFirst = node.primitive == .operation(.larger)
    return Parts([
      chosen(place, 0, Constraint(linear: takesFirst ? difference : Linear(.zero) - difference, isStrict: false)),
      chosen(place, 1, Constraint(linear: takesFirst ? Linear(.zero) - difference : difference, isStrict: true)),
    ])
  }

  private func signs(_ place: Int) -> Parts? {
    guard region.choices[place] == nil,
      let a = Forms(cone, region, values).form(cone.nodes[place].operands[0]), a.below.exact == .one
    else { return nil }
    return Parts([
      chosen(place, 0, Constraint(linear: a.above, isStrict: false)),
      chosen(place, 1, Constraint(linear: Linear(.zero) - a.above, isStrict: true)),
    ])
  }

  private func chosen(_ place: Int, _ choice: Int, _ constraint: Constraint) -> Region? {
    var part = region.adding(constraint, cone)
    part?.choices[place] = choice
    return part
  }
}

extension Cone {
  /// The nodes from which one is worked out and beneath which a leaf is, in order, it among them.
  func between(_ leaf: Int, and place: Int) -> [Int] {
    var wanted: Set<Int> = []
    var open = [place]
    while let next = open.popLast() {
      if nodes[next].leaves.contains(leaf), wanted.insert(next).inserted { open += nodes[next].operands }
    }
    return wanted.sorted()
  }
}
