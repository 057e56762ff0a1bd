import Model
import Planning
import Quantities

/// A plan made ready to be run: which nodes belong to which stage, and what was worked out once for all sheets.
struct Program {
  let standard: Standard
  let plan: Plan
  /// The types of the operands of each node.
  let types: [[PlanType]]
  /// What each node gives that depends on no sheet; unknown for others.
  private(set) var fixed: [PlanValue] = []
  /// What cohorts are made of.
  private(set) var beforeCohorts: [Int] = []
  /// What is worked out for each sheet.
  private(set) var ofSheet: [Int] = []
  /// Whether a node is worked out for sheets, or once for all of them.
  private(set) var isRun: [Bool]
  /// Whether a node has been worked out once for all sheets.
  private(set) var isAhead: [Bool] = []
  /// The nodes that depend on the row of a query, in order, and its columns, by the place of the query.
  private(set) var rowNodes: [Int: [Int]] = [:]
  private(set) var columns: [Int: [(column: Int, place: Int)]] = [:]
  /// What hangs on each subject of a node that is looked at case by case.
  private(set) var dependents: [Int: [[Int]]] = [:]

  var uses: [CohortUse] { standard.cohortUses }

  /// - Parameter settings: that are other than the standard says.
  init(_ standard: Standard, settings: [Plan.Setting: PlanValue] = [:]) throws(PlanProblem) {
    self.standard = standard
    plan = try Plan(standard)
    let nodes = plan.nodes
    types = nodes.map { $0.operands.map { nodes[$0].type } }
    isRun = [Bool](repeating: false, count: nodes.count)
    for place in plan.order where !nodes[place].isOfRow { isRun[place] = true }
    fixed = nodes.map { _ in PlanValue(content: .unknown) }
    // What is looked at case by case is left to the sheets, with all that hangs on it.
    isAhead = [Bool](repeating: false, count: nodes.count)
    for place in plan.order {
      let node = nodes[place]
      guard !node.isOfSheet,
        Self.deciding(node, nodes)
          .allSatisfy({ isAhead[$0] })
      else { continue }
      let value: PlanValue? =
        if case .setting(let setting) = node.primitive { settings[setting] ?? plan.settings[setting] } else {
          node.primitive.apply(Operands(node.operands.map { fixed[$0] }), types[place], node.type)
        }
      if let value { (fixed[place], isAhead[place]) = (value, true) }
    }
    ofSheet = plan.order.filter { isRun[$0] && !isAhead[$0] }
    let needed = Set(plan.needed(for: plan.uses.flatMap(\.nodes)))
    beforeCohorts = ofSheet.filter { needed.contains($0) }
    for place in plan.order { prepare(place) }
  }

  /// The operands that decide what a node gives: where all parts of a level always apply, how far one grows does not hang
  /// on what they come to.
  private static func deciding(_ node: Plan.Node, _ nodes: [Plan.Node]) -> ArraySlice<Int> {
    guard case .growth(_, let parts) = node.primitive,
      !node.operands.prefix(parts).contains(where: { nodes[$0].mayBeNone })
    else { return node.operands[...] }
    return node.operands.dropFirst(parts)
  }

  /// Gives settings other values; what depends on a sheet is no matter of the program.
  ///
  /// - Parameter places: which nodes depend on the settings, these aside, in order.
  mutating func set(_ values: [Int: PlanValue], dependents places: [Int]) {
    for (place, value) in values { fixed[place] = value }
    for place in places where values[place] == nil {
      let node = plan.nodes[place]
      fixed[place] =
        node.primitive.apply(Operands(node.operands.map { fixed[$0] }), types[place], node.type)
        ?? PlanValue(content: .unknown)
    }
  }

  private mutating func prepare(_ place: Int) {
    let node = plan.nodes[place]
    if case .records(let records) = node.primitive {
      let inside = plan.needed(for: [records.filter, records.value].compactMap { $0.map { node.operands[$0] } })
      columns[place] = inside.compactMap {
        if case .column(let column, records.level) = plan.nodes[$0].primitive { (column, $0) } else { nil }
      }
      let depending = Set(plan.dependents(of: Set((columns[place] ?? []).map(\.place))))
      rowNodes[place] = inside.filter { inner in
        if case .column = plan.nodes[inner].primitive { return false }
        return depending.contains(inner)
      }
    }
    if case .cases(let cases) = node.primitive {
      let inside = Set(plan.needed(for: node.operands)).filter { isRun[$0] }
      dependents[place] = cases.subjects.map { subject in
        plan.dependents(of: [subject.node], endingAtResults: true).filter { inside.contains($0) && $0 != subject.node }
      }
    }
  }
}

extension Plan.Node {
  /// Whether it looks at the sheet or at others, whatever its operands are.
  fileprivate var isOfSheet: Bool {
    switch primitive {
    case .fact, .admitted, .column, .rank, .cohort, .position: true
    case .constant, .setting, .isKnown, .not, .all, .any, .compare, .hasOptions, .hasText, .choose, .operation,
      .definition, .records, .figure, .given, .applicable, .firstOf, .interpolate, .mark, .kept, .count,
      .roundingChange, .bounded, .reached, .otherwise, .alongside, .ifExact, .level, .growth, .closed, .reported,
      .extent, .applies, .requirementVerdict, .pointsVerdict, .changeVerdict, .hasFullPoints, .firstToHold, .cases,
      .part:
      false
    }
  }
}
