import Model
import Planning
import Quantities

/// Gates that nobody passes together, places that cannot all be taken, and parameters that make no difference.
extension Inquiry {
  // MARK: Gates against each other

  /// Whether some sheet passes all gates.
  mutating func lookAtEligibility() {
    let gates = standard.requirements.filter { $0.kind.bearing != .none }
    guard !gates.isEmpty, !readsResults(gates.flatMap(\.conditions)), let place = gates[0].conditions.first?.range
    else { return }
    let cone = cone(of: [plan.results.eligible])
    let target = cone.place(of: plan.results.eligible)
    var isTold = cone.isExhaustive
    var isPassed = false
    var barred: [Region] = []
    let isComplete = explore(cone, Self.deciding(target)) { region, _, holds in
      switch holds {
      case true?: isPassed = true
      case false?: barred.append(region)
      case nil: isTold = false
      }
      return !isPassed && isTold
    }
    if isPassed { return }
    guard isTold, isComplete else { return leaveOpen() }
    guard let sheet = witness(cone, barred, { $0.result.eligible == .no }) else { return leaveOpen() }
    report(.nobodyEligible(sheet), at: place)
  }

  // MARK: Places

  /// Whether the places for all are more than those of all groups together.
  mutating func lookAtQuotas() {
    guard let limits = standard.selection?.places, let all = limits.overall, !all.isShare,
      let each = limits.perGroup, !each.isShare, let groups = groups(limits.groupBy),
      let place = standard.settled.first(where: { $0.owner == .selection && $0.role == .quota })?.range
    else { return }
    let most = each.value * Rational(groups)
    if most < all.value {
      report(.quotaNeverFilled(places: all.value.decimal(), most: most.decimal(), groups: groups), at: place)
    }
  }

  /// How many groups some facts can make; nil where there is no telling.
  private func groups(_ facts: [Int]) -> Int? {
    facts.reduce(1) { groups, fact in
      guard let groups, case .choice(let options, _) = standard.facts[fact].type else { return nil }
      return groups * options.count
    }
  }

  // MARK: Parameters

  /// Whether a parameter makes a difference to anything that a sheet is told, whatever it is set to.
  mutating func lookAtParameters() {
    for (index, parameter) in standard.parameters.enumerated() {
      guard let value = parameter.value, let setting = plan.places(of: .setting(.parameter(index))).first,
        !isSettling(index)
      else { continue }
      let domain = Domain(
        parameter.type, lower: parameter.lower?.order(as: parameter.type),
        upper: parameter.upper?.order(as: parameter.type))
      guard let range = declaration(.parameter, parameter.name) else { continue }
      let depending = Set(plan.dependents(of: [setting], endingAtResults: true))
      // What is made of it there is not gone through.
      if depending.contains(where: { Cone.isTakenAsItIs(plan.nodes[$0].primitive) }) { continue }
      let told = told.filter(depending.contains)
      if told.isEmpty || told.contains(where: { differs($0, setting, domain) != false }) { continue }
      report(.parameterWithoutEffect(parameter.name, value.text(as: parameter.type)), at: range)
    }
  }

  /// Whether something that no sheet has a say in is worked out from a parameter, or other sheets are compared by it.
  private func isSettling(_ parameter: Int) -> Bool {
    let settled = standard.settled.filter { $0.owner != .parameter(parameter) }.map(\.formula)
    var isNamed = false
    standard.walk(settled + standard.cohortUses.map(\.formula) + standard.cohorts.compactMap(\.members)) { part in
      if case .parameter(parameter) = part.kind { isNamed = true }
      return !isNamed
    }
    return isNamed
  }

  /// The nodes of what a sheet is told, each by itself.
  private var told: [Int] {
    let results = plan.results
    return [results.entrants, results.candidacy, results.grades, results.selection].compactMap { $0 }
      + results.requirements.map(\.holds) + scores.flatMap(\.waiting) + results.determinations.map(\.value)
      + results.categories.flatMap { [$0.level] + $0.groups }.map(\.points) + [results.total] + results.keys
  }

  /// Whether it matters to a node what a setting is; nil where that is open.
  private mutating func differs(_ node: Int, _ setting: Int, _ domain: Domain) -> Bool? {
    let others = results.filter { $0 < node }.map { ($0, Domain.numbers(.all)) }
    let cuts = Dictionary(others) { old, _ in old }
    func input(_ cuts: [Int: Domain]) -> Cone.Input {
      Cone.Input(facts: standard.facts, plan: plan, targets: [node], cuts: cuts)
    }
    let cone = Cone([input(cuts), input(cuts.merging([setting: domain]) { own, _ in own })])
    let (a, b) = (cone.place(of: node), cone.place(of: node, in: 1))
    var (differs, isTold) = (false, cone.isExhaustive)
    let isComplete = explore(cone, Self.comparing(a, b)) { region, values, isSame in
      if isSame == false { differs = true }
      if isSame == nil, !Forms(cone, region, values).agree(a, b) { isTold = false }
      return !differs && isTold
    }
    return differs ? true : isComplete && isTold ? false : nil
  }
}

extension Inquiry {
  /// Goes on until it is known whether a condition holds; one that fails does not.
  static func deciding(_ node: Int) -> ([PlanValue]) -> Explorer.Next<Bool> {
    {
      switch Answer($0[node]) {
      case .yes: .done(true)
      case .no, .failed: .done(false)
      case .open: .decide(node)
      }
    }
  }
}
