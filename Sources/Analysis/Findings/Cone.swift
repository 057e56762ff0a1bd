import Model
import Planning
import Quantities

/// The part of a plan that some nodes are worked out from, cut off at its leaves: what a sheet states, and what is taken
/// to be anything at all because more than one sheet decides it, or a list of records.
struct Cone {
  /// Where a value comes from that is not worked out here.
  enum Source: Hashable {
    case fact(Int)
    /// A node that is taken to be anything that its type allows.
    case free(Int)
  }

  struct Leaf {
    let source: Source
    let type: ValueType
    /// Everything that it can be.
    let domain: Domain
    /// Whether other sheets decide it too.
    let isOfCohort: Bool
    /// Whether a sheet may also leave it open: that is asked about.
    var mayBeMissing = false
  }

  struct Node {
    let primitive: Primitive
    let operands: [Int]
    let types: [PlanType]
    let type: PlanType
    let leaf: Int?
    /// What it gives whatever the sheet states.
    let fixed: PlanValue?
    /// The leaves beneath it.
    let leaves: Set<Int>
  }

  private(set) var nodes: [Node] = []
  private(set) var leaves: [Leaf] = []
  /// Whether the values tried of texts and many options stand for all others.
  private(set) var isExhaustive = true
  private var local: [Int: Int] = [:]
  private var leafOfSource: [Source: Int] = [:]

  /// - Parameter cuts: nodes that are taken to be anything of a domain.
  init(_ standard: Standard, _ plan: Plan, of targets: [Int], cuts: [Int: Domain] = [:]) {
    var wanted: Set<Int> = []
    var open = targets
    while let place = open.popLast() {
      guard wanted.insert(place).inserted, cuts[place] == nil, !Self.isLeaf(plan.nodes[place].primitive) else {
        continue
      }
      open += plan.nodes[place].operands
    }
    let texts = TextUses(plan, wanted)
    for place in wanted.sorted() { add(place, standard, plan, cuts, texts) }
    isExhaustive = isExhaustive && texts.areExhaustive
    for node in nodes where node.primitive == .isKnown {
      for leaf in nodes[node.operands[0]].leaves {
        guard case .fact(let fact) = leaves[leaf].source, standard.facts[fact].fallback == nil else { continue }
        leaves[leaf].mayBeMissing = true
      }
    }
  }

  /// Where a node of the plan stands here.
  func place(of node: Int) -> Int { local[node] ?? 0 }

  /// The leaf at which something of a sheet is read.
  func leaf(of source: Source) -> Int? { leafOfSource[source] }

  private static func isLeaf(_ primitive: Primitive) -> Bool {
    switch primitive {
    case .fact, .setting, .column, .records, .rank, .cohort, .position: true
    case .constant, .isKnown, .not, .all, .any, .compare, .hasOptions, .hasText, .choose, .operation, .definition,
      .figure, .given, .applicable, .firstOf, .interpolate, .mark, .count, .roundingChange, .bounded, .reached,
      .otherwise, .alongside, .ifExact, .level, .growth, .closed, .reported, .extent, .applies, .requirementVerdict,
      .pointsVerdict, .changeVerdict, .hasFullPoints, .firstToHold, .cases, .part:
      false
    }
  }

  private mutating func add(
    _ place: Int, _ standard: Standard, _ plan: Plan, _ cuts: [Int: Domain], _ texts: TextUses
  ) {
    let node = plan.nodes[place]
    var (leaf, fixed): (Int?, PlanValue?) = (nil, nil)
    var operands: [Int] = []
    switch node.primitive {
    case _ where cuts[place] != nil:
      leaf = self.leaf(.free(place), node.type.valueType ?? Measure.points.type, cuts[place] ?? .anything)
    case .constant(let value): fixed = value
    case .setting(let setting): fixed = plan.settings[setting] ?? PlanValue(content: .unknown)
    case .fact(let fact): leaf = self.leaf(fact: fact, standard.facts[fact], texts.values[fact] ?? [])
    case .records(let records):
      let isCount = records.kind == .count
      leaf = self.leaf(.free(place), node.valueType, Domain(node.valueType, lower: isCount ? .zero : nil))
    case .rank: leaf = self.leaf(.free(place), node.valueType, Domain(node.valueType, lower: .one), isOfCohort: true)
    case .cohort, .position: leaf = self.leaf(.free(place), node.valueType, Domain(node.valueType), isOfCohort: true)
    case .column: fixed = PlanValue(content: .unknown)
    case .isKnown, .not, .all, .any, .compare, .hasOptions, .hasText, .choose, .operation, .definition,
      .figure, .given, .applicable, .firstOf, .interpolate, .mark, .count, .roundingChange, .bounded, .reached,
      .otherwise, .alongside, .ifExact, .level, .growth, .closed, .reported, .extent, .applies, .requirementVerdict,
      .pointsVerdict, .changeVerdict, .hasFullPoints, .firstToHold, .cases, .part:
      operands = node.operands.map { local[$0] ?? 0 }
    }
    let beneath = operands.reduce(into: Set(leaf.map { [$0] } ?? [])) { $0.formUnion(nodes[$1].leaves) }
    local[place] = nodes.count
    nodes.append(
      Node(
        primitive: node.primitive, operands: operands, types: operands.map { nodes[$0].type }, type: node.type,
        leaf: leaf, fixed: fixed, leaves: beneath))
  }

  private mutating func leaf(
    _ source: Source, _ type: ValueType, _ domain: Domain, isOfCohort: Bool = false
  ) -> Int {
    if let known = leafOfSource[source] { return known }
    leaves.append(Leaf(source: source, type: type, domain: domain, isOfCohort: isOfCohort))
    leafOfSource[source] = leaves.count - 1
    return leaves.count - 1
  }

  private mutating func leaf(fact: Int, _ declared: Fact, _ texts: [Value]) -> Int {
    let type = declared.type
    let domain: Domain
    switch type {
    case .text: domain = .values(texts)
    case .choices(let options):
      if options.count > Domain.optionLimit { isExhaustive = false }
      domain = Domain(type)
    case .truth, .number, .percentage, .date, .choice, .records:
      domain = Domain(type, lower: declared.lower?.order(as: type), upper: declared.upper?.order(as: type))
    }
    return leaf(.fact(fact), type, domain)
  }
}

extension Plan.Node {
  fileprivate var valueType: ValueType { type.valueType ?? .plainNumber }
}

extension Measure {
  fileprivate var type: ValueType { .number(self, whole: false) }
}

/// What is asked of the texts that a sheet states: with these values every question is answered either way.
private struct TextUses {
  /// By fact.
  var values: [Int: [Value]] = [:]
  var areExhaustive = true

  init(_ plan: Plan, _ wanted: Set<Int>) {
    var texts: [Int: [String]] = [:]
    var kinds: [Int: Set<Int>] = [:]
    func constant(_ place: Int) -> Value? {
      if case .constant(let value) = plan.nodes[place].primitive { value.computed.knownValue } else { nil }
    }
    func text(_ place: Int) -> Int? {
      guard case .fact(let fact) = plan.nodes[place].primitive, plan.nodes[place].type == .value(.text) else {
        return nil
      }
      return fact
    }
    for fact in wanted.compactMap(text) { texts[fact] = ["甲"] }
    for place in wanted.sorted() {
      let node = plan.nodes[place]
      for (position, operand) in node.operands.enumerated() {
        guard let fact = text(operand) else { continue }
        let others = node.operands.enumerated().filter { $0.offset != position }.map(\.element)
        switch node.primitive {
        case .compare:
          kinds[fact, default: []].insert(0)
          if let other = others.first, case .text(let text)? = constant(other) {
            texts[fact, default: []].append(text)
          } else {
            areExhaustive = false
          }
        case .hasText:
          kinds[fact, default: []].insert(1)
          if position == 0, let other = others.first, case .text(let text)? = constant(other) {
            texts[fact, default: []] += (texts[fact] ?? []).filter { $0 != "甲" }.map { $0 + text } + [text]
          } else {
            areExhaustive = false
          }
        case .operation(.length):
          kinds[fact, default: []].insert(2)
          let limits = wanted.filter { plan.nodes[$0].operands.contains(place) }
            .flatMap { plan.nodes[$0].operands }.compactMap { Self.number(plan, $0) }
          for limit in limits {
            for length in [limit - 1, limit, limit + 1] where (0...2_000).contains(length) {
              texts[fact, default: []].append(String(repeating: "字", count: length))
            }
          }
        case .isKnown, .definition: break
        case _: if !node.operands.isEmpty { areExhaustive = false }
        }
      }
    }
    if kinds.values.contains(where: { $0.count > 1 }) { areExhaustive = false }
    values = texts.mapValues { list in
      var seen: Set<String> = []
      return list.filter { seen.insert($0).inserted }.map(Value.text)
    }
  }

  private static func number(_ plan: Plan, _ place: Int) -> Int? {
    let value: PlanValue? =
      switch plan.nodes[place].primitive {
      case .constant(let value): value
      case .setting(let setting): plan.settings[setting]
      case _: nil
      }
    guard case .number(let number)? = value?.computed.knownValue else { return nil }
    return Int(exactly: number)
  }
}
