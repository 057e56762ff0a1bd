import Model
import Planning
import Quantities
import Sheets

/// Runs a plan for one sheet, node by node in order: the plain executor, of which every other backend is a faster copy.
///
/// It keeps what every node gave, so that a changed setting or fact runs again what hangs on it and nothing else.
struct Execution {
  let program: Program
  private(set) var sheet: Sheet
  /// The sheet's place in the table.
  private(set) var place: Int
  /// Nil while the cohorts themselves are being worked out.
  let cohorts: Cohorts?
  /// What each node gives, by place.
  private(set) var values: [PlanValue]
  /// What is taken for granted in the case at hand.
  var pinned: Set<Int> = []

  init(_ program: Program, _ sheet: Sheet, at place: Int, _ cohorts: Cohorts?) {
    (self.program, self.sheet, self.place, self.cohorts) = (program, sheet, place, cohorts)
    values = program.fixed
    run(cohorts == nil ? program.beforeCohorts : program.ofSheet)
  }

  /// Of no sheet yet: ``turn(to:at:)``. Nodes are worked out one by one, from what others are set to.
  init(_ program: Program, _ cohorts: Cohorts?) {
    self.program = program
    (sheet, place) = (Sheet(Identity(""), cells: [], file: "", row: nil), 0)
    self.cohorts = cohorts
    values = program.fixed
  }

  /// Goes on to another sheet; what is known of nodes stays until they are worked out again.
  mutating func turn(to sheet: Sheet, at place: Int) { (self.sheet, self.place) = (sheet, place) }

  subscript(node: Int) -> PlanValue {
    get { values[node] }
    set { values[node] = newValue }
  }

  /// Works nodes out, those aside that are taken for granted.
  mutating func run(_ nodes: [Int]) {
    for node in nodes where !pinned.contains(node) { values[node] = value(of: node) }
  }

  /// Works out what hangs on settings or facts that are different now.
  ///
  /// - Returns: the nodes that were worked out.
  mutating func change(_ leaves: [Int: PlanValue]) -> [Int] {
    let places = program.plan.dependents(of: Set(leaves.keys)).filter { program.isRun[$0] && leaves[$0] == nil }
    for (leaf, value) in leaves { values[leaf] = value }
    run(places)
    return places
  }

  private mutating func value(of place: Int) -> PlanValue {
    let node = program.plan.nodes[place]
    switch node.primitive {
    case .fact(let index): return fact(index)
    case .setting, .admitted, .column: return values[place]
    case .records(let records): return self.records(node, records, place)
    case .rank(let slot, let end):
      return compared(node) { cohorts, read in cohorts.rank(program.uses[slot], end, of: self.place, read: read) }
    case .cohort(let slot, let figure):
      return compared(node) { cohorts, read in cohorts.figure(program.uses[slot], figure, of: self.place, read: read) }
    case .position(let slot, let end, let isShare, let hasCutoff):
      return compared(node, limits: hasCutoff ? 2 : 1) { cohorts, read in
        cohorts.position(
          program.uses[slot], end, isShare: isShare, hasCutoff: hasCutoff, of: self.place, read: read)
      }
    case .cases(let cases): return self.cases(node, cases, place)
    case .constant, .isKnown, .not, .all, .any, .compare, .hasOptions, .hasText, .choose, .operation, .definition,
      .figure, .given, .applicable, .firstOf, .interpolate, .mark, .kept, .count, .roundingChange, .bounded, .reached,
      .otherwise, .alongside, .ifExact, .level, .growth, .closed, .reported, .extent, .applies, .requirementVerdict,
      .pointsVerdict, .changeVerdict, .hasFullPoints, .firstToHold, .part:
      return node.primitive.apply(Operands(values, at: node.operands), program.types[place], node.type)
        ?? PlanValue(content: .unknown)
    }
  }

  // MARK: Leaves

  private func fact(_ index: Int) -> PlanValue {
    if let value = program.standard.stated(index, by: sheet).value { return PlanValue(.known(value)) }
    let fact = program.standard.facts[index]
    return PlanValue(Computed.missing(fact.lower, fact.upper, fact.type), waits: [.fact(index)])
  }

  /// - Parameter limits: how many operands stand between what is compared and what says with whom.
  private func compared(
    _ node: Plan.Node, limits: Int = 0, _ body: (Cohorts, (CohortOperand) -> Computed) -> Computed
  ) -> PlanValue {
    guard let cohorts else { return PlanValue(content: .unknown) }
    var waits: Set<Missing> = []
    func read(_ place: Int) -> Computed {
      waits.formUnion(values[node.operands[place]].waits)
      return values[node.operands[place]].computed
    }
    let value = body(cohorts) { operand in
      switch operand {
      case .compared: return read(0)
      case .quota: return read(1)
      case .cutoff: return read(2)
      case .membership:
        for place in node.operands.indices.dropFirst(1 + limits) { _ = read(place) }
        return .unknown
      }
    }
    return PlanValue(value, waits: waits)
  }

  // MARK: Rows

  private mutating func records(_ node: Plan.Node, _ records: Primitive.Records, _ place: Int) -> PlanValue {
    let table = values[node.operands[0]]
    let ofNone = records.ofNone.map { values[node.operands[$0]] }
    guard case .known(.records(let rows)) = table.computed else {
      return PlanValue(
        records.kind.ofUnknownRows(ofNone?.computed), waits: table.waits.union(ofNone?.waits ?? []))
    }
    var waits = table.waits
    // A blank cell in a row makes the records themselves incomplete.
    if case .fact(let index) = program.plan.nodes[node.operands[0]].primitive,
      rows.contains(where: { $0.contains(nil) })
    {
      waits.insert(.fact(index))
    }
    var read: [RowQuery.Row] = []
    let columns = node.operands.first.map { program.plan.nodes[$0].type.columns } ?? []
    for row in rows {
      show(zip(row, columns).map { PlanValue(Computed.cell($0, of: $1)) }, to: place)
      let passes = records.filter.map { values[node.operands[$0]] } ?? PlanValue(Computed(.yes))
      waits.formUnion(passes.waits)
      let cell = records.value.map { values[node.operands[$0]] }
      if passes.truth != .no, passes.error == nil, let cell { waits.formUnion(cell.waits) }
      read.append(RowQuery.Row(passes: passes.computed, cell: cell?.computed))
      // Then the other rows do not matter.
      switch records.kind {
      case .any: if passes.truth == .yes { return PlanValue(Computed(.yes), waits: waits) }
      case .every: if passes.truth == .no { return PlanValue(Computed(.no), waits: waits) }
      case .count, .sum, .greatest, .least, .average:
        if passes.error != nil { return PlanValue(passes.computed, waits: waits) }
      }
    }
    if read.allSatisfy({ $0.passes.truth != .yes }), let ofNone { waits.formUnion(ofNone.waits) }
    let value: Computed =
      switch records.kind {
      case .any: .kleene(read.map(\.passes), stopsAt: .yes)
      case .every: .kleene(read.map(\.passes), stopsAt: .no)
      case .count, .sum, .greatest, .least, .average:
        records.kind.figure(
          of: read, worth: records.worth, ofNone: ofNone?.computed, node.type.valueType ?? .truth)
      }
    return PlanValue(value, waits: waits)
  }

  /// Works out what a query asks of one row.
  private mutating func show(_ cells: [PlanValue], to query: Int) {
    for (column, place) in program.columns[query] ?? [] { values[place] = cells[column] }
    run(program.rowNodes[query] ?? [])
  }
}
