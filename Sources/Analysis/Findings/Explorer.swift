import Diagnostics
import Model
import Planning
import Quantities
import Syntax

/// Goes through all sheets, region by region: whatever is still open in a region is decided by dividing it, until a
/// question has one answer in each.
struct Explorer {
  let cone: Cone
  /// Regions looked at.
  private(set) var steps = 0
  private let limit: Int

  /// What is to be found out of a region next.
  enum Next<Outcome> {
    /// A node whose value has to be known first.
    case decide(Int)
    /// Several such nodes: the first that can be divided is.
    case decideOne([Int])
    case done(Outcome)

    fileprivate var open: [Int] {
      switch self {
      case .decide(let node): [node]
      case .decideOne(let nodes): nodes
      case .done: []
      }
    }
  }

  init(_ cone: Cone, steps limit: Int) {
    self.cone = cone
    self.limit = limit
  }

  /// - Parameter visit: what comes out in a region, nil where it cannot be told; false ends the search.
  /// - Returns: false where there was no end to it within the steps.
  @discardableResult
  mutating func explore<Outcome>(
    _ region: Region, _ next: ([PlanValue]) -> Next<Outcome>, visit: (Region, [PlanValue], Outcome?) -> Bool
  ) -> Bool {
    var open = [Parts([region])]
    while !open.isEmpty {
      guard let region = open[open.count - 1].next() else {
        open.removeLast()
        continue
      }
      steps += 1
      if steps > limit { return false }
      let values = values(in: region)
      let wanted = next(values)
      if case .done(let outcome) = wanted {
        if !visit(region, values, outcome) { return true }
        continue
      }
      let splitter = Splitter(cone, region, values)
      if let parts = wanted.open.firstNonNil({ splitter.split($0) }) {
        open.append(parts)
      } else if !visit(region, values, nil) {
        return true
      }
    }
    return true
  }

  /// What each node gives for the sheets of a region.
  func values(in region: Region) -> [PlanValue] {
    var values = [PlanValue](repeating: PlanValue(content: .unknown), count: cone.nodes.count)
    for place in cone.nodes.indices { values[place] = value(at: place, in: region, values) }
    return values
  }

  /// What a node gives, those that it is worked out from being known.
  func value(at place: Int, in region: Region, _ values: [PlanValue]) -> PlanValue {
    let value = value(of: cone.nodes[place], region, values)
    // Where it is open, that may have been decided.
    guard value.truth == .unknown, value.error == nil, let truth = region.truths[place] else { return value }
    return PlanValue(.known(.truth(truth)))
  }

  private func value(of node: Cone.Node, _ region: Region, _ values: [PlanValue]) -> PlanValue {
    if let fixed = node.fixed { return fixed }
    if let leaf = node.leaf {
      return region.domains[leaf].value(cone.leaves[leaf].type, points: node.type == .points)
    }
    switch node.primitive {
    case .cases(let cases):
      guard node.type == .bundle else { return values[node.operands[0]] }
      return PlanValue(content: .bundle(node.operands.prefix(cases.values).map { values[$0] }))
    case .isKnown: return presence(node.operands[0], region, values)
    case _:
      return node.primitive.apply(Operands(values, at: node.operands), node.types, node.type)
        ?? PlanValue(content: .unknown)
    }
  }

  /// Whether there is a value: a number that is stated, though not which it is, is one.
  private func presence(_ operand: Int, _ region: Region, _ values: [PlanValue]) -> PlanValue {
    let leaves = cone.nodes[operand].leaves
    if leaves.contains(where: { cone.leaves[$0].isOfCohort }) { return PlanValue(content: .unknown) }
    let isOpen = leaves.contains {
      cone.leaves[$0].mayBeMissing && !region.stated.contains($0) && region.domains[$0] != .missing
    }
    if isOpen { return PlanValue(content: .unknown) }
    if values[operand].error != nil { return PlanValue(Computed(.no)) }
    if case .known = values[operand].computed { return PlanValue(Computed(.yes)) }
    if let leaf = cone.nodes[operand].leaf, region.domains[leaf] == .missing { return PlanValue(Computed(.no)) }
    let isStated = leaves.allSatisfy { region.domains[$0] != .missing }
    return isStated && !values[operand].mayFail ? PlanValue(Computed(.yes)) : PlanValue(content: .unknown)
  }
}
