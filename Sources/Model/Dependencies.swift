/// On what formulas depend, each named by its place in the standard.
public struct Dependencies: Sendable, Equatable {
  /// Also those whose records are looked at.
  public var facts: Set<Int> = []
  /// With or without a value.
  public var parameters: Set<Int> = []
  /// Those named; an index adds those that stand behind them.
  public var definitions: Set<Int> = []
  /// Those across which a sheet is compared: values of other sheets.
  public var cohorts: Set<Int> = []
  /// Points, eligibility, or verdicts of the sheet itself.
  public var results: Set<ResultUse> = []

  /// Whether they have nothing at all in common.
  public func isDisjoint(with other: Dependencies) -> Bool {
    facts.isDisjoint(with: other.facts) && parameters.isDisjoint(with: other.parameters)
      && definitions.isDisjoint(with: other.definitions) && cohorts.isDisjoint(with: other.cohorts)
      && results.isDisjoint(with: other.results)
  }

  mutating func formUnion(_ other: Dependencies) {
    facts.formUnion(other.facts)
    parameters.formUnion(other.parameters)
    definitions.formUnion(other.definitions)
    cohorts.formUnion(other.cohorts)
    results.formUnion(other.results)
  }
}

/// What a formula reads of what a sheet comes to.
public enum ResultUse: Hashable, Sendable {
  case total, eligible, categories
  case score(ResultPath)
  /// All items, or those of a category or group.
  case items(ResultPath?)
  case gates(Requirement.Kind)

  /// Whether it is about gates, requirements and vetoes.
  public var isAboutRequirements: Bool {
    switch self {
    case .eligible, .gates: true
    case .total, .categories, .score, .items: false
    }
  }
}

extension Formula {
  /// What this formula names itself, without what stands beneath it.
  public var named: Dependencies {
    switch kind {
    case .fact(let index): Dependencies(facts: [index])
    case .parameter(let index): Dependencies(parameters: [index])
    case .definition(let index): Dependencies(definitions: [index])
    case .position(let use, _, _, _), .rank(let use, _), .cohort(let use, _): Dependencies(cohorts: [use.cohort])
    case .rows(let query):
      switch query.source {
      case .fact(let index): Dependencies(facts: [index])
      case .items(let path): Dependencies(results: [.items(path)])
      case .categories: Dependencies(results: [.categories])
      case .gates(let kind): Dependencies(results: [.gates(kind)])
      }
    case .total: Dependencies(results: [.total])
    case .eligible: Dependencies(results: [.eligible])
    case .result(let path, _): Dependencies(results: [.score(path)])
    case .constant, .referenceDate, .column, .resultColumn, .not, .all, .any, .compare, .interval, .oneOf, .hasOptions,
      .hasText, .isKnown, .conditional, .operation:
      Dependencies()
    }
  }
}

/// Tells on what formulas of a standard depend: through definitions, through who belongs to a cohort, and through what
/// parameters are worked out from. Each of these is looked through once.
public struct DependencyIndex: Sendable {
  private enum Name: Hashable {
    case parameter(Int)
    case definition(Int)
    case cohort(Int)
  }

  private var known: [Name: Dependencies] = [:]

  /// Looks through every parameter, definition and cohort.
  public init(_ standard: Standard) {
    var meanings: [Name: Formula] = [:]
    for site in standard.sites {
      switch (site.owner, site.role) {
      case (.parameter(let index), .value): meanings[.parameter(index)] = site.formula
      case (.definition(let index), _): meanings[.definition(index)] = site.formula
      case (.cohort(let index), .condition): meanings[.cohort(index)] = site.formula
      case _: break
      }
    }
    func look(_ name: Name) {
      guard known[name] == nil, let formula = meanings[name] else { return }
      formula.walk { part in
        Self.names(part.named).forEach(look)
        return true
      }
      known[name] = of(formula)
    }
    meanings.keys.forEach(look)
  }

  /// Everything that its value can depend on, at any depth.
  public func of(_ formula: Formula) -> Dependencies {
    var all = Dependencies()
    formula.walk { part in
      let named = part.named
      all.formUnion(named)
      for name in Self.names(named) { if let known = known[name] { all.formUnion(known) } }
      return true
    }
    return all
  }

  /// Everything that any of them depends on; nothing for none.
  public func of(_ formulas: [Formula]) -> Dependencies {
    formulas.reduce(into: Dependencies()) { $0.formUnion(of($1)) }
  }

  /// The facts that decide with whom a sheet is compared across cohorts, and by what.
  public func comparedFacts(_ standard: Standard) -> Set<Int> {
    Set(standard.cohortUses.map(\.cohort)).reduce(into: []) { facts, index in
      facts.formUnion(of(standard.sites(of: .cohort(index)).formulas).facts)
      facts.formUnion(standard.cohorts[index].by + [standard.cohorts[index].counting].compactMap { $0 })
    }
  }

  /// What depends on a parameter: other parameters, definitions and cohorts.
  public func depending(on parameter: Int) -> Dependencies {
    known.reduce(into: Dependencies(parameters: [parameter])) { all, entry in
      guard entry.value.parameters.contains(parameter) else { return }
      switch entry.key {
      case .parameter(let index): all.parameters.insert(index)
      case .definition(let index): all.definitions.insert(index)
      case .cohort(let index): all.cohorts.insert(index)
      }
    }
  }

  private static func names(_ named: Dependencies) -> [Name] {
    named.parameters.map(Name.parameter) + named.definitions.map(Name.definition) + named.cohorts.map(Name.cohort)
  }
}

extension Standard {
  /// Whether the value of a formula is a matter of one sheet, and not the same for all.
  public func isAboutSheet(_ formula: Formula) -> Bool {
    contains(formula) { part in
      if case .column = part.kind { return true }
      if case .resultColumn = part.kind { return true }
      let named = part.named
      return !named.results.isEmpty || !named.facts.isEmpty || !named.cohorts.isEmpty
    }
  }

  /// The parameters without a value that a formula uses, directly or through definitions.
  func openParameters(of formula: Formula) -> [Int] {
    var open: Set<Int> = []
    walk([formula]) { part in
      open.formUnion(part.named.parameters.filter { parameters[$0].value == nil })
      return true
    }
    return open.sorted()
  }
}
