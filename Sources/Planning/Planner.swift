import Model
import Quantities
import Syntax

/// Lowers a checked standard to a plan, clause by clause in the order in which results come about.
struct Planner {
  let standard: Standard
  var plan = Plan()
  /// The last node of each hash, to find one that says the same.
  private var last: [Int: Int] = [:]
  /// For each node the one before it of the same hash.
  private var earlier: [Int?] = []
  /// By twice the index, bare ones by one more.
  private var definitions: [Int: Int] = [:]
  /// The total as it is when the clause at hand is worked out.
  var total: Int?
  var eligible: Int?

  init(_ standard: Standard) { self.standard = standard }

  // MARK: Nodes

  /// The node that does something; constants are folded, and what there is already is shared.
  mutating func node(_ primitive: Primitive, _ operands: [Int] = [], _ type: PlanType, bare isBare: Bool = false) -> Int
  {
    let hash = Self.hash(primitive, operands, isBare)
    if let place = place(of: primitive, operands, type, isBare, hash) { return place }
    // There will be no plan.
    if plan.nodes.count > PlanProblem.nodeLimit { return 0 }
    let constants = operands.compactMap { place -> PlanValue? in
      if case .constant(let value) = plan.nodes[place].primitive { value } else { nil }
    }
    if !operands.isEmpty, constants.count == operands.count,
      let value = primitive.apply(Operands(constants), operands.map { plan.nodes[$0].type }, type)
    {
      return node(.constant(value), [], type)
    }
    if let simpler = simpler(primitive, operands) { return simpler }
    let isLeafOfRow = if case .column = primitive { true } else { false }
    // The rows of a query are its own.
    let outer = if case .records(let records) = primitive { records.outer } else { operands.count }
    let isOfRow = isLeafOfRow || operands.prefix(outer).contains { plan.nodes[$0].isOfRow }
    plan.nodes.append(
      Plan.Node(
        primitive: primitive, operands: operands, type: type, isOfRow: isOfRow, isBare: isBare,
        mayBeNone: canBeNone(primitive, operands)))
    earlier.append(last.updateValue(plan.nodes.count - 1, forKey: hash))
    return plan.nodes.count - 1
  }

  /// The node that does the same, if there is one already.
  private func place(
    of primitive: Primitive, _ operands: [Int], _ type: PlanType, _ isBare: Bool, _ hash: Int
  ) -> Int? {
    var same = last[hash]
    while let place = same {
      if plan.nodes[place].operands == operands, plan.nodes[place].isBare == isBare,
        plan.nodes[place].primitive == primitive, plan.nodes[place].type == type
      {
        return place
      }
      same = earlier[place]
    }
    return nil
  }

  /// Of all but the type, of which all options may be part: that hardly ever tells one node from another.
  private static func hash(_ primitive: Primitive, _ operands: [Int], _ isBare: Bool) -> Int {
    var hasher = Hasher()
    hasher.combine(primitive)
    hasher.combine(operands)
    hasher.combine(isBare)
    return hasher.finalize()
  }

  /// A node that gives the same, where it is plain from the operands that nothing is to be done.
  private mutating func simpler(_ primitive: Primitive, _ operands: [Int]) -> Int? {
    if primitive == .operation(.larger) || primitive == .operation(.smaller) {
      return operands.allSatisfy { $0 == operands[0] } ? operands.first : nil
    }
    guard primitive == .otherwise || primitive == .applies, !plan.nodes[operands[0]].mayBeNone else { return nil }
    return primitive == .otherwise ? operands[0] : truth(.yes)
  }

  /// Whether it is one of those that may come to not applying.
  private func canBeNone(_ primitive: Primitive, _ operands: [Int]) -> Bool {
    if case .constant(let value) = primitive { return value.isNone }
    return primitive == .applicable || primitive != .otherwise && operands.contains { plan.nodes[$0].mayBeNone }
  }

  mutating func constant(_ value: PlanValue, _ type: PlanType) -> Int { node(.constant(value), [], type) }
  mutating func points(_ range: Interval) -> Int { constant(PlanValue(points: range), .points) }
  mutating func truth(_ truth: Truth) -> Int { constant(PlanValue(Computed(truth)), .truth) }
  mutating func reported(_ place: Int) -> Int { node(.reported, [place], plan.nodes[place].type) }
  mutating func closed(_ place: Int) -> Int { node(.closed, [place], .points) }
  mutating func sum(_ places: [Int], subtracted: [Bool]) -> Int {
    node(.operation(.sum(subtracted: subtracted)), places, .points)
  }
  mutating func product(_ places: [Int]) -> Int {
    places.count == 1
      ? places[0]
      : node(.operation(.product(divided: places.map { _ in false })), places, .points)
  }
  mutating func share(_ place: Int, of full: Int) -> Int {
    node(.operation(.product(divided: [false, true])), [place, full], .points)
  }

  mutating func setting(_ setting: Plan.Setting, _ value: PlanValue, _ type: PlanType, bare isBare: Bool = false) -> Int
  {
    plan.settings[setting] = value
    return node(.setting(setting), [], type, bare: isBare)
  }

  mutating func full(_ path: ResultPath, _ full: Rational?) -> Int? {
    full.map { setting(.full(path), PlanValue(points: Interval($0)), .points) }
  }

  mutating func definition(_ index: Int, bare isBare: Bool, _ meaning: (inout Planner) -> Int) -> Int {
    let key = 2 * index + (isBare ? 1 : 0)
    if let place = definitions[key] { return place }
    let formula = standard.definitions[index].formula
    let place = node(.definition(index), [meaning(&self)], .value(formula.type), bare: isBare)
    definitions[key] = place
    return place
  }

  // MARK: Cases

  /// Some values of a clause, looked at case by case where the clause has subjects.
  ///
  /// - Parameter deciding: how many of them have to be settled.
  mutating func cases(_ values: [Int], deciding: Int, _ subjects: [Subject]) -> [Int] {
    let subjects = subjects.map { subject in
      Primitive.Cases.Subject(
        node: lower(subject.formula), type: subject.formula.type, cuts: subject.cuts.map { lower($0) },
        isOnlyEqualed: subject.isOnlyEqualed)
    }
    // What is known divides nothing.
    .filter { subject in if case .constant = plan.nodes[subject.node].primitive { false } else { true } }
    if subjects.isEmpty { return values }
    let types = values.map { plan.nodes[$0].type }
    let all = node(
      .cases(Primitive.Cases(values: values.count, deciding: deciding, subjects: subjects)),
      values + subjects.flatMap { [$0.node] + $0.cuts }, values.count == 1 ? types[0] : .bundle)
    return values.count == 1 ? [all] : types.indices.map { node(.part($0), [all], types[$0]) }
  }

  /// A formula that stands by itself.
  mutating func settled(_ formula: Formula) -> Int {
    cases([lower(formula)], deciding: 1, Subject.of([formula], standard))[0]
  }
}

extension Plan {
  /// The plan of a checked standard.
  public init(_ standard: Standard) throws(PlanProblem) {
    var planner = Planner(standard)
    planner.lower()
    if planner.plan.nodes.count > PlanProblem.nodeLimit { throw .tooLarge }
    self = planner.plan
    // What constants were folded from is nobody's.
    order = needed(for: results.nodes + uses.flatMap(\.nodes))
  }
}
