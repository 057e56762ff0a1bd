import Diagnostics
import Model
import Planning
import Quantities

/// The part of a plan that some nodes are worked out from, cut off at its leaves: what a sheet states, and what is taken
/// to be anything at all because more than one sheet decides it, or a list of records.
///
/// An object, as its nodes are: it is made once and handed on with every region.
final class Cone {
  /// Where a value comes from that is not worked out here.
  enum Source: Hashable {
    case fact(Int)
    /// A node that is taken to be anything that its type allows.
    case free(Int)

    /// A number for each.
    fileprivate var key: Int {
      switch self {
      case .fact(let fact): 2 * fact
      case .free(let name): 2 * name + 1
      }
    }
  }

  struct Leaf {
    let source: Source
    let type: ValueType
    /// Everything that it can be.
    let domain: Domain
    /// Whether other sheets decide it too.
    let isOfCohort: Bool
    /// Whether a sheet may leave it open without anything that stands in.
    let canBeMissing: Bool
    /// Whether that is asked about.
    var mayBeMissing = false
  }

  final class Node {
    let primitive: Primitive
    let operands: [Int]
    let types: [PlanType]
    let type: PlanType
    let leaf: Int?
    /// What it gives whatever the sheet states.
    let fixed: PlanValue?
    /// The leaves beneath it.
    let leaves: Set<Int>

    init(_ node: Plan.Node, operands: [Int], types: [PlanType], leaf: Int?, fixed: PlanValue?, leaves: Set<Int>) {
      (primitive, type) = (node.primitive, node.type)
      (self.operands, self.types, self.leaf, self.fixed, self.leaves) = (operands, types, leaf, fixed, leaves)
    }
  }

  /// A plan of which a part is looked at. Where two plans are looked at together, what they call by one name is one leaf.
  struct Input {
    /// What its standard declares.
    let facts: [Fact]
    let plan: Plan
    let targets: [Int]
    /// Nodes that are taken to be anything of a domain.
    var cuts: [Int: Domain] = [:]
    /// What a fact of the plan is called.
    var fact: (Int) -> Int = { $0 }
    /// What a node is called that is taken to be anything.
    var name: (Int) -> Int = { $0 }
  }

  private(set) var nodes: [Node] = []
  private(set) var leaves: [Leaf] = []
  /// Whether the values tried of texts and many options stand for all others.
  private(set) var isExhaustive = true
  /// By plan.
  private var local: [[Int: Int]] = []
  /// By the key of their source.
  private var leafOfSource: [Int: Int] = [:]

  convenience init(_ standard: Standard, _ plan: Plan, of targets: [Int], cuts: [Int: Domain] = [:]) {
    self.init([Input(facts: standard.facts, plan: plan, targets: targets, cuts: cuts)])
  }

  init(_ inputs: [Input]) {
    let wanted = inputs.map { Self.nodes(of: $0).sorted() }
    var texts = TextUses()
    for (input, nodes) in zip(inputs, wanted) { texts.add(input, nodes) }
    isExhaustive = texts.areExhaustive
    for (side, input) in inputs.enumerated() {
      local.append([:])
      for place in wanted[side] { add(place, input, side, texts) }
    }
    for node in nodes where node.primitive == .isKnown {
      for leaf in nodes[node.operands[0]].leaves where leaves[leaf].canBeMissing { leaves[leaf].mayBeMissing = true }
    }
  }

  private static func nodes(of input: Input) -> Set<Int> {
    var wanted: Set<Int> = []
    var open = input.targets
    while let place = open.popLast() {
      let isEnd = input.cuts[place] != nil || isLeaf(input.plan.nodes[place].primitive)
      if wanted.insert(place).inserted, !isEnd { open += input.plan.nodes[place].operands }
    }
    return wanted
  }

  /// Where a node of a plan stands here.
  func place(of node: Int, in side: Int = 0) -> Int { local[side][node] ?? 0 }

  /// The leaf at which something of a sheet is read.
  func leaf(of source: Source) -> Int? { leafOfSource[source.key] }

  /// Whether what a node is worked out from is not looked at: lists of records, and other sheets.
  static func isTakenAsItIs(_ primitive: Primitive) -> Bool {
    switch primitive {
    case .fact, .setting: false
    case _: isLeaf(primitive)
    }
  }

  private static func isLeaf(_ primitive: Primitive) -> Bool {
    switch primitive {
    case .fact, .setting, .admitted, .column, .records, .rank, .cohort, .position: true
    case .constant, .isKnown, .not, .all, .any, .compare, .hasOptions, .hasText, .choose, .operation, .definition,
      .figure, .given, .applicable, .firstOf, .interpolate, .mark, .kept, .count, .roundingChange, .bounded, .reached,
      .otherwise, .alongside, .ifExact, .level, .growth, .closed, .reported, .extent, .applies, .requirementVerdict,
      .pointsVerdict, .changeVerdict, .hasFullPoints, .firstToHold, .cases, .part:
      false
    }
  }

  private func add(_ place: Int, _ input: Input, _ side: Int, _ texts: TextUses) {
    let (plan, cuts, name) = (input.plan, input.cuts, input.name(place))
    let node = plan.nodes[place]
    var (leaf, fixed): (Int?, PlanValue?) = (nil, nil)
    var operands: [Int] = []
    switch node.primitive {
    case _ where cuts[place] != nil:
      leaf = self.leaf(.free(name), node.type.valueType ?? Measure.points.type, cuts[place] ?? .anything)
    case .constant(let value): fixed = value
    case .setting(let setting): fixed = plan.settings[setting] ?? PlanValue(content: .unknown)
    case .fact(let fact): leaf = self.leaf(fact: input.fact(fact), input.facts[fact], texts)
    case .records(let records):
      let isCount = records.kind == .count
      leaf = self.leaf(.free(name), node.valueType, Domain(node.valueType, lower: isCount ? .zero : nil))
    case .rank: leaf = self.leaf(.free(name), node.valueType, Domain(node.valueType, lower: .one), isOfCohort: true)
    case .admitted: leaf = self.leaf(.free(name), .truth, Domain(.truth), isOfCohort: true)
    case .cohort, .position: leaf = self.leaf(.free(name), node.valueType, Domain(node.valueType), isOfCohort: true)
    case .column: fixed = PlanValue(content: .unknown)
    case .isKnown, .not, .all, .any, .compare, .hasOptions, .hasText, .choose, .operation, .definition,
      .figure, .given, .applicable, .firstOf, .interpolate, .mark, .kept, .count, .roundingChange, .bounded, .reached,
      .otherwise, .alongside, .ifExact, .level, .growth, .closed, .reported, .extent, .applies, .requirementVerdict,
      .pointsVerdict, .changeVerdict, .hasFullPoints, .firstToHold, .cases, .part:
      operands = node.operands.map { local[side][$0] ?? 0 }
    }
    let beneath = operands.reduce(into: Set(leaf.map { [$0] } ?? [])) { $0.formUnion(nodes[$1].leaves) }
    local[side][place] = nodes.count
    nodes.append(
      Node(
        node, operands: operands, types: operands.map { nodes[$0].type }, leaf: leaf, fixed: fixed, leaves: beneath))
  }

  private func leaf(
    _ source: Source, _ type: ValueType, _ domain: Domain, isOfCohort: Bool = false, canBeMissing: Bool = false
  ) -> Int {
    if let known = leafOfSource[source.key] { return known }
    leaves.append(
      Leaf(source: source, type: type, domain: domain, isOfCohort: isOfCohort, canBeMissing: canBeMissing))
    leafOfSource[source.key] = leaves.count - 1
    return leaves.count - 1
  }

  private func leaf(fact: Int, _ declared: Fact, _ texts: TextUses) -> Int {
    let type = declared.type
    let domain: Domain
    switch type {
    case .text: domain = .values(texts.values(fact))
    case .choices(let options):
      if options.count > Domain.optionLimit { isExhaustive = false }
      domain = Domain(type)
    case .truth, .number, .percentage, .date, .choice, .records:
      domain = Domain(type, lower: declared.lower?.order(as: type), upper: declared.upper?.order(as: type))
    }
    return leaf(.fact(fact), type, domain, canBeMissing: declared.fallback == nil)
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
  private struct Kinds: OptionSet {
    let rawValue: Int
    static let equality = Kinds(rawValue: 1)
    static let part = Kinds(rawValue: 2)
    static let length = Kinds(rawValue: 4)
  }

  private var texts: [Int: [String]] = [:]
  private var kinds: [Int: Kinds] = [:]
  private var isPlain = true

  var areExhaustive: Bool { isPlain && kinds.values.allSatisfy { $0.rawValue.nonzeroBitCount < 2 } }

  /// The values that a fact is tried with.
  func values(_ fact: Int) -> [Value] {
    var seen: Set<TextKey> = []
    return (["甲"] + (texts[fact] ?? [])).filter { seen.insert(TextKey($0)).inserted }.map(Value.text)
  }

  /// - Parameter wanted: the nodes looked at, in order.
  mutating func add(_ input: Cone.Input, _ wanted: [Int]) {
    let plan = input.plan
    func constant(_ place: Int?) -> String? {
      guard let place, case .constant(let value) = plan.nodes[place].primitive,
        case .text(let text)? = value.computed.knownValue
      else { return nil }
      return text
    }
    func isText(_ place: Int) -> Bool { if case .value(.text) = plan.nodes[place].type { true } else { false } }
    for place in wanted where plan.nodes[place].operands.contains(where: isText) {
      let node = plan.nodes[place]
      for (position, operand) in node.operands.enumerated() where isText(operand) {
        guard case .fact(let own) = plan.nodes[operand].primitive else { continue }
        let fact = input.fact(own)
        let other = constant(node.operands.enumerated().first { $0.offset != position }?.element)
        switch node.primitive {
        case .compare:
          note(.equality, fact, other)
        case .hasText:
          note(.part, fact, position == 0 ? other : nil)
          if let other { texts[fact, default: []] += (texts[fact] ?? []).map { $0 + other } }
        case .operation(.length):
          kinds[fact, default: []].insert(.length)
          let limits = wanted.filter { plan.nodes[$0].operands.contains(place) }
            .flatMap { plan.nodes[$0].operands }.compactMap { plan.number($0) }
          for length in limits.flatMap({ [$0 - 1, $0, $0 + 1] }) where (0...2_000).contains(length) {
            texts[fact, default: []].append(String(repeating: "字", count: length))
          }
        case .isKnown, .definition: break
        case _: isPlain = false
        }
      }
    }
  }

  private mutating func note(_ kind: Kinds, _ fact: Int, _ text: String?) {
    kinds[fact, default: []].insert(kind)
    if let text { texts[fact, default: []].append(text) } else { isPlain = false }
  }
}

extension Plan {
  /// The whole number that is the same for all sheets.
  fileprivate func number(_ place: Int) -> Int? {
    let value: PlanValue? =
      switch nodes[place].primitive {
      case .constant(let value): value
      case .setting(let setting): settings[setting]
      case _: nil
      }
    guard case .number(let number)? = value?.computed.knownValue else { return nil }
    return Int(exactly: number)
  }
}
