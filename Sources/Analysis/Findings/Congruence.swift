import Model
import Planning
import Quantities
import Syntax

/// Which nodes of plans come to the same, seen from their form: what they do, to what. Facts go by their names, what is
/// settled by its value, and the order does not count where it makes no difference. Nodes of one class come to the same
/// for every sheet.
struct Congruence {
  private var classes: [Key: Int] = [:]
  /// The value of classes that are the same for all sheets.
  private var constants: [Int: PlanValue] = [:]
  /// What conjunctions and disjunctions are made of.
  private var parts: [Int: [Int]] = [:]
  private var comparisons: [Int: Comparison] = [:]

  private struct Comparison: Hashable {
    let comparator: Comparator
    let type: ValueType
    let left: Int
    let right: Int
  }

  private struct Key: Hashable {
    let head: Head
    var operands: [Int] = []
    /// Points keep their range where they may fail.
    var isOfPoints = false
  }

  private enum Head: Hashable {
    case primitive(Primitive)
    case constant(PlanValue.Content, ValueType?)
    case fact(FactKey)
    case openParameter(String)
    /// Signs with operands, or other pairs of which the order does not count.
    case signed([Bool], isProduct: Bool)
    case compared(Comparison)
    case places(CohortKey, End?, CohortFigure?, isShare: Bool, hasCutoff: Bool)
  }

  /// What a fact is, wherever it is declared.
  struct FactKey: Hashable {
    let name: String
    let type: ValueType
    let lower: Value?
    let upper: Value?
    let fallback: Value?

    init(_ fact: Fact) {
      (name, type, lower, upper, fallback) = (fact.name, fact.type, fact.lower, fact.upper, fact.fallback)
    }
  }

  private struct CohortKey: Hashable {
    let rounding: Rounding
    let smallest: Int
    let keepsOpen: Bool
    let groups: Int
    let countsEntities: Bool
    let hasMembers: Bool
  }

  /// The classes of the nodes of a plan, by place.
  ///
  /// - Parameter known: nodes of which it is known otherwise to which class they belong.
  mutating func classes(of standard: Standard, _ plan: Plan, known: [Int: Int] = [:]) -> [Int] {
    var own: [Int] = []
    own.reserveCapacity(plan.nodes.count)
    for (place, node) in plan.nodes.enumerated() {
      own.append(known[place] ?? self.class(of: node, standard, plan, own))
    }
    return own
  }

  private mutating func `class`(_ key: Key) -> Int {
    if let known = classes[key] { return known }
    classes[key] = classes.count
    return classes.count - 1
  }

  private mutating func `class`(of node: Plan.Node, _ standard: Standard, _ plan: Plan, _ own: [Int]) -> Int {
    let operands = node.operands.map { own[$0] }
    func key(_ head: Head, _ operands: [Int] = []) -> Key {
      Key(head: head, operands: operands, isOfPoints: node.type == .points)
    }
    switch node.primitive {
    case .constant(let value): return constant(value, node.type)
    case .setting(let setting):
      if let value = plan.settings[setting], value.waits.isEmpty { return constant(value, node.type) }
      guard case .parameter(let index) = setting else { return self.class(key(.primitive(node.primitive))) }
      return self.class(key(.openParameter(standard.parameters[index].name)))
    case .fact(let index): return self.class(key(.fact(FactKey(standard.facts[index]))))
    // A name of its own makes no difference, nor do cases, in which no more comes out than is so.
    case .definition: return operands[0]
    case .cases(let cases):
      if node.type != .bundle { return operands[0] }
      let made = self.class(key(.primitive(.part(cases.values)), Array(operands.prefix(cases.values))))
      parts[made] = Array(operands.prefix(cases.values))
      return made
    case .part(let index): return parts[operands[0]]?[index] ?? self.class(key(.primitive(node.primitive), operands))
    case .rank(let slot, let end):
      return self.class(key(.places(cohort(slot, standard), end, nil, isShare: false, hasCutoff: false), operands))
    case .cohort(let slot, let figure):
      return self.class(key(.places(cohort(slot, standard), nil, figure, isShare: false, hasCutoff: false), operands))
    case .position(let slot, let end, let isShare, let hasCutoff):
      return self.class(
        key(.places(cohort(slot, standard), end, nil, isShare: isShare, hasCutoff: hasCutoff), operands))
    // Of which grade; that it has the same places is held against each other apart.
    case .admitted: return self.class(key(.primitive(node.primitive)))
    case .column, .isKnown, .not, .all, .any, .compare, .hasOptions, .hasText, .choose, .operation, .records, .figure,
      .given, .applicable, .firstOf, .interpolate, .mark, .kept, .count, .roundingChange, .bounded, .reached,
      .otherwise,
      .alongside, .ifExact, .level, .growth, .closed, .reported, .extent, .applies, .requirementVerdict,
      .pointsVerdict, .changeVerdict, .hasFullPoints, .firstToHold:
      return folded(node, operands, plan) ?? self.class(node, operands, key)
    }
  }

  private mutating func constant(_ value: PlanValue, _ type: PlanType) -> Int {
    var named: ValueType?
    switch type.valueType {
    case .choice?, .choices?: named = type.valueType
    case .truth?, .number?, .percentage?, .date?, .text?, .records?, nil: named = nil
    }
    let made = self.class(Key(head: .constant(value.content, named)))
    constants[made] = value
    return made
  }

  /// What is worked out from what is settled.
  private mutating func folded(_ node: Plan.Node, _ operands: [Int], _ plan: Plan) -> Int? {
    let values = operands.compactMap { constants[$0] }
    guard !values.isEmpty, values.count == operands.count,
      let value = node.primitive.apply(Operands(values), node.operands.map { plan.nodes[$0].type }, node.type),
      value.error == nil, !value.mayFail, !value.isNone
    else { return nil }
    return constant(value, node.type)
  }

  private mutating func `class`(_ node: Plan.Node, _ operands: [Int], _ key: (Head, [Int]) -> Key) -> Int {
    switch node.primitive {
    case .all: return junction(.all, operands, stopsAt: false, key)
    case .any: return junction(.any, operands, stopsAt: true, key)
    case .compare(let comparator, let type): return compared(comparator, type, operands[0], operands[1])
    case .not:
      if let held = comparisons[operands[0]] {
        return compared(held.comparator.opposite, held.type, held.left, held.right)
      }
    case .operation(.sum(let subtracted)): return signed(operands, subtracted, isProduct: false, key)
    case .operation(.product(let divided)): return signed(operands, divided, isProduct: true, key)
    case .operation(.larger), .operation(.smaller):
      return self.class(key(.primitive(node.primitive), operands.sorted()))
    case .level(let count):
      if let sorted = Self.sorted(operands, parts: count) { return self.class(key(.primitive(node.primitive), sorted)) }
      return self.class(key(.primitive(node.primitive), operands.sorted()))
    case .growth(let part, let count):
      if operands.count == 2 * count + 1 {
        // The part at hand first, then the others in any order.
        let pairs = (0..<count).filter { $0 != part }.map { [operands[$0], operands[count + $0]] }
          .sorted { $0.lexicographicallyPrecedes($1) }
        let ordered = [operands[part], operands[count + part], operands[2 * count]] + pairs.flatMap { $0 }
        return self.class(key(.primitive(.growth(part: 0, parts: count)), ordered))
      }
    case .figure:
      let pairs = stride(from: 0, to: operands.count - 1, by: 2).map { [operands[$0], operands[$0 + 1]] }
      return self.class(
        key(
          .primitive(node.primitive),
          pairs.sorted { $0.lexicographicallyPrecedes($1) }.flatMap { $0 }
            // What it is of no rows stands behind them.
            + operands.suffix(operands.count % 2)))
    case _: break
    }
    return self.class(key(.primitive(node.primitive), operands))
  }

  /// Parts of a level with their full points, in any order, and those of the level; nil where nothing is shared out.
  private static func sorted(_ operands: [Int], parts: Int) -> [Int]? {
    guard operands.count == 2 * parts + 1 else { return nil }
    let pairs = (0..<parts).map { [operands[$0], operands[parts + $0]] }.sorted { $0.lexicographicallyPrecedes($1) }
    return pairs.map { $0[0] } + pairs.map { $0[1] } + [operands[2 * parts]]
  }

  private mutating func junction(
    _ primitive: Primitive, _ operands: [Int], stopsAt: Bool, _ key: (Head, [Int]) -> Key
  ) -> Int {
    func truth(_ made: Int) -> Bool? {
      if case .truth(let truth)? = constants[made]?.computed.knownValue { truth } else { nil }
    }
    var flat = Set(
      operands.flatMap { operand in
        guard let inside = parts[operand], inside.first == Self.mark(primitive) else { return [operand] }
        return Array(inside.dropFirst())
      })
    if let decided = flat.first(where: { truth($0) == stopsAt }) { return decided }
    flat = flat.filter { truth($0) != !stopsAt }
    if flat.isEmpty { return constant(PlanValue(.known(.truth(!stopsAt))), .value(.truth)) }
    if flat.count == 1, let only = flat.first { return only }
    let made = self.class(key(.primitive(primitive), flat.sorted()))
    parts[made] = [Self.mark(primitive)] + flat.sorted()
    return made
  }

  /// Tells conjunctions and disjunctions apart in ``parts``.
  private static func mark(_ primitive: Primitive) -> Int { primitive == .all ? -1 : -2 }

  private mutating func compared(_ comparator: Comparator, _ type: ValueType, _ left: Int, _ right: Int) -> Int {
    let held =
      left <= right
      ? Comparison(comparator: comparator, type: type.ordering, left: left, right: right)
      : Comparison(comparator: comparator.turned, type: type.ordering, left: right, right: left)
    let made = self.class(Key(head: .compared(held)))
    comparisons[made] = held
    return made
  }

  private mutating func signed(
    _ operands: [Int], _ signs: [Bool], isProduct: Bool, _ key: (Head, [Int]) -> Key
  ) -> Int {
    let pairs = zip(operands, signs).sorted { a, b in a.1 == b.1 ? a.0 < b.0 : !a.1 }
    return self.class(key(.signed(pairs.map(\.1), isProduct: isProduct), pairs.map(\.0)))
  }

  private func cohort(_ slot: Int, _ standard: Standard) -> CohortKey {
    let cohort = standard.cohorts[standard.cohortUses[slot].cohort]
    let keepsOpen = if case .open = cohort.unreported { true } else { false }
    return CohortKey(
      rounding: cohort.rounding, smallest: cohort.smallest, keepsOpen: keepsOpen, groups: cohort.by.count,
      countsEntities: cohort.counting != nil, hasMembers: cohort.members != nil)
  }
}

extension ValueType {
  /// What counts of it where two of its values are compared: numbers are kept in base units.
  fileprivate var ordering: ValueType {
    switch self {
    case .number, .percentage: .plainNumber
    case .truth, .date, .text, .choice, .choices, .records: self
    }
  }
}

extension Comparator {
  /// The comparison that holds where this one does not.
  fileprivate var opposite: Comparator {
    switch self {
    case .atLeast: .below
    case .above: .atMost
    case .atMost: .above
    case .below: .atLeast
    case .equal: .different
    case .different: .equal
    }
  }
}
