import Model
import Planning
import Quantities
import Sheets

/// The plan of a standard as data for the engine: nodes by number, their primitives, operands and types, and which node
/// holds which result. Names and texts of clauses are not in it.
public struct ScriptPlan {
  /// For `new Rulecheck.Standard(…)`.
  public let json: JSONValue

  /// - Throws: ``Planning/PlanProblem/tooLarge``.
  public init(_ standard: Standard) throws(PlanProblem) {
    var writer = try ScriptPlanWriter(standard)
    json = writer.json
  }

  /// The key of a setting, by which the engine is told of another value.
  public static func key(_ setting: Plan.Setting) -> String {
    switch setting {
    case .parameter(let index): "parameter:\(index)"
    case .full(.category(let index)): "full:category:\(index)"
    case .full(.group(let index, let group)): "full:group:\(index):\(group)"
    case .full(.item(let index, let item)): "full:item:\(index):\(item)"
    case .full(.adjustment(let index)): "full:adjustment:\(index)"
    case .total: "total"
    }
  }
}

/// Writes a plan for the engine.
struct ScriptPlanWriter {
  let standard: Standard
  let plan: Plan
  /// Nodes are numbered as they are worked out; those that nobody needs are left out.
  private let numbers: [Int: Int]
  private var types: [ValueType] = []
  private var typePlaces: [ValueType: Int] = [:]
  private var names: [String] = []
  private var settings: [Plan.Setting] = []

  init(_ standard: Standard) throws(PlanProblem) {
    self.standard = standard
    plan = try Plan(standard)
    numbers = Dictionary(uniqueKeysWithValues: plan.order.enumerated().map { ($1, $0) })
    settings = plan.order.compactMap { [plan] in
      if case .setting(let setting) = plan.nodes[$0].primitive { setting } else { nil }
    }
    // One that is also asked whether it is stated has two nodes.
    settings = settings.enumerated().filter { [settings] in settings.firstIndex(of: $1) == $0 }.map(\.element)
  }

  var json: JSONValue {
    mutating get {
      let nodes = plan.order.map { node($0) }
      let facts = standard.facts.map { fact in
        JSONValue.array([
          .whole(type(fact.type)), value(fact.lower), value(fact.upper), value(fact.fallback),
        ])
      }
      let uses = zip(standard.cohortUses, plan.uses).map { stated, use in
        JSONValue.array([
          .whole(stated.cohort), .whole(type(stated.formula.type)), number(use.value), number(use.isMember),
          .array(use.group.map(number)), number(use.entity),
        ])
      }
      let settings = self.settings.map { setting($0) }
      let results = self.results
      // Types last: all else may add some.
      var written: [JSONValue] = []
      while written.count < types.count { written.append(described(types[written.count])) }
      return .object(of: [
        ("version", .whole(1)), ("types", .array(written)), ("facts", .array(facts)),
        ("settings", .array(settings)), ("cohorts", .array(standard.cohorts.map(cohort))), ("uses", .array(uses)),
        ("names", .array(names.map { .string($0) })), ("nodes", .array(nodes)),
        ("rows", .wholes(plan.order.indices.filter { plan.nodes[plan.order[$0]].isOfRow })), ("results", results),
      ])
    }
  }

  // MARK: Numbers

  /// The number of a node.
  func number(_ place: Int) -> JSONValue { .whole(numbers[place] ?? 0) }
  func number(_ place: Int?) -> JSONValue { place.map { number($0) } ?? .null }

  func packed(_ value: PlanValue) -> JSONValue {
    Packed.value(value) { [count = standard.facts.count] missing in
      switch missing {
      case .fact(let index): index
      case .parameter(let index): count + index
      }
    }
  }

  private func value(_ value: Value?) -> JSONValue { value.map { Packed.value($0) } ?? .null }

  /// The number of a type.
  mutating func type(_ type: ValueType) -> Int {
    if let place = typePlaces[type] { return place }
    types.append(type)
    typePlaces[type] = types.count - 1
    return types.count - 1
  }

  private mutating func type(_ type: PlanType) -> Int {
    switch type {
    case .value(let type): self.type(type)
    case .points: -1
    case .verdict: -2
    case .grades: -3
    case .bundle: -4
    }
  }

  private mutating func name(_ name: String) -> Int {
    if let place = names.firstIndex(of: name) { return place }
    names.append(name)
    return names.count - 1
  }

  private mutating func described(_ type: ValueType) -> JSONValue {
    func object(_ kind: String, _ others: [(String, JSONValue)] = []) -> JSONValue {
      .object(of: [("kind", .string(kind))] + others)
    }
    switch type {
    case .truth: return object("truth")
    case .number(_, let isWhole):
      return object("number", [("isWhole", .bool(isWhole)), ("step", Packed.number(type.step))])
    case .percentage: return object("percentage")
    case .date: return object("date")
    case .text: return object("text")
    case .choice(let options, let order):
      return object(
        "choice", [("count", .whole(options.count)), ("order", .string(String(describing: order)))])
    case .choices(let options): return object("choices", [("count", .whole(options.count))])
    case .records(_, let columns):
      let described = columns.map { column in
        JSONValue.array([.whole(self.type(column.type)), value(column.lower), value(column.upper)])
      }
      return object("records", [("columns", .array(described))])
    }
  }

  // MARK: Settings and cohorts

  private mutating func setting(_ setting: Plan.Setting) -> JSONValue {
    let type =
      if case .parameter(let index) = setting { self.type(standard.parameters[index].type) } else { -1 }
    return .array([
      .string(ScriptPlan.key(setting)), .whole(type), packed(plan.settings[setting] ?? PlanValue(content: .unknown)),
      .bool(isEffective(setting)),
    ])
  }

  /// The settings of which a plan with another value is this plan with that value.
  var effective: [Plan.Setting] { settings.filter(isEffective) }

  /// Whether a plan with another value is this plan with that value of the setting.
  private func isEffective(_ setting: Plan.Setting) -> Bool {
    guard case .parameter(let parameter) = setting else { return true }
    let moving = DependencyIndex(standard).depending(on: parameter)
    return !standard.settled.without(.example).contains { site in
      site.owner != .parameter(parameter) && site.formula.contains { !$0.named.isDisjoint(with: moving) }
    }
  }

  private func cohort(_ cohort: Cohort) -> JSONValue {
    .array([
      .bool(cohort.counting != nil), .string(cohort.rounding.rawValue), .whole(cohort.smallest),
      .bool(cohort.unreported == .open),
    ])
  }

  // MARK: Nodes

  private mutating func node(_ place: Int) -> JSONValue {
    let node = plan.nodes[place]
    let detail = detail(node.primitive)
    return .array(
      [
        .whole(name(node.primitive.name)), .whole(type(node.type)), .array(node.operands.map(number)),
      ] + (detail.map { [$0] } ?? []))
  }

  /// What is said of a primitive beside its name; nil where that is all.
  private mutating func detail(_ primitive: Primitive) -> JSONValue? {
    switch primitive {
    case .constant(let value): return packed(value)
    case .fact(let index), .admitted(let index), .part(let index): return .whole(index)
    case .setting(let setting): return .whole(settings.firstIndex(of: setting))
    case .column(let index, let level): return .wholes([index, level])
    case .compare(let comparator, let type): return .array([.string(comparator.rawValue), .whole(self.type(type))])
    case .hasOptions(let wanted, let all): return .array([.string(String(wanted)), .bool(all)])
    case .operation(let operation): return detail(operation)
    case .records(let records): return detail(records)
    case .figure(let kind, let worth):
      return .array([.string(String(describing: kind)), Packed.number(worth)])
    case .rank(let slot, let end): return .array([.whole(slot), .string(String(describing: end))])
    case .cohort(let slot, let figure): return .array([.whole(slot), .string(String(describing: figure))])
    case .position(let slot, let end, let isShare, let hasCutoff):
      return .array([.whole(slot), .string(String(describing: end)), .bool(isShare), .bool(hasCutoff)])
    case .interpolate(let knots):
      return .array(knots.map { .array([Packed.number($0.at), Packed.number($0.points)]) })
    case .mark(let hasLeast, let hasMost): return .array([.bool(hasLeast), .bool(hasMost)])
    case .kept(let comparator): return .string(comparator.rawValue)
    case .count(let mode): return mode.map { .string($0.rawValue) } ?? .null
    case .roundingChange(let mode): return .string(mode.rawValue)
    case .level(let parts): return .whole(parts)
    case .growth(let part, let parts): return .wholes([part, parts])
    case .pointsVerdict(let hasMinimum, let hasFull): return .array([.bool(hasMinimum), .bool(hasFull)])
    case .cases(let cases): return detail(cases)
    case .isKnown, .not, .all, .any, .hasText, .choose, .definition, .given, .applicable, .firstOf, .bounded, .reached,
      .otherwise, .alongside, .ifExact, .closed, .reported, .extent, .applies, .requirementVerdict, .changeVerdict,
      .hasFullPoints, .firstToHold:
      return nil
    }
  }

  private func detail(_ operation: Operation) -> JSONValue? {
    switch operation {
    case .sum(let inverse), .product(let inverse): .array(inverse.map { .bool($0) })
    case .power(let exponent): .whole(exponent)
    case .rounded(let mode): .string(mode.rawValue)
    case .shifted(let months, let back): .array([.bool(months), .bool(back)])
    case .negated, .absolute, .larger, .smaller, .daysBetween, .length, .optionCount: nil
    }
  }

  /// Parts are named by their place among the operands.
  private func detail(_ records: Primitive.Records) -> JSONValue {
    .object(of: [
      ("kind", .string(String(describing: records.kind))), ("none", .whole(records.ofNone)),
      ("filter", .whole(records.filter)), ("value", .whole(records.value)), ("level", .whole(records.level)),
      ("worth", Packed.number(records.worth)),
    ])
  }

  private mutating func detail(_ cases: Primitive.Cases) -> JSONValue {
    let subjects = cases.subjects.map { subject in
      JSONValue.array([
        number(subject.node), .whole(type(subject.type)), .array(subject.cuts.map(number)),
        .bool(subject.isOnlyEqualed),
      ])
    }
    return .object(of: [
      ("values", .whole(cases.values)), ("deciding", .whole(cases.deciding)), ("subjects", .array(subjects)),
    ])
  }
}
