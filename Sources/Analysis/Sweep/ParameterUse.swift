import Model

/// Where a standard uses a parameter.
struct ParameterUse {
  private let parameter: Int
  /// What depends on it.
  private let moving: Dependencies
  private let dependencies: DependencyIndex
  /// The definitions that are about results.
  private let aboutResults: Set<Int>

  init(_ parameter: Int, in standard: Standard) {
    self.parameter = parameter
    dependencies = DependencyIndex(standard)
    moving = dependencies.depending(on: parameter)
    aboutResults = Set(
      standard.definitions.indices.filter { [dependencies] in
        !dependencies.of(standard.definitions[$0].formula).results.isEmpty
      })
  }

  /// Whether a formula depends on it; one about results may, as the results do.
  func moves(_ formula: Formula) -> Bool {
    formula.contains { part in
      let named = part.named
      return isAboutResults(named) || !named.isDisjoint(with: moving)
    }
  }

  /// Whether a formula looks at results.
  func isAboutResults(_ formula: Formula) -> Bool { formula.contains { isAboutResults($0.named) } }

  private func isAboutResults(_ named: Dependencies) -> Bool {
    !named.results.isEmpty || !named.definitions.isDisjoint(with: aboutResults)
  }

  /// Some formulas with the definitions that they use.
  func withDefinitions(_ formulas: [Formula], _ standard: Standard) -> [Formula] {
    formulas + dependencies.of(formulas).definitions.sorted().map { standard.definitions[$0].formula }
  }

  /// The formulas in which it may turn a decision on who gets what: those of grades where nothing else is given.
  func sites(_ standard: Standard) -> [Site] {
    let followsGrades = Award.Kind(standard) == .grade
    return standard.unsettled.filter { site in
      if case .grade = site.owner, !followsGrades { return false }
      return moves(site.formula)
    }
  }

  /// Whether something depends on it that is worked out when the standard is checked, but for itself.
  func movesSettled(_ standard: Standard) -> Bool {
    standard.settled.without(.example).contains { $0.owner != .parameter(parameter) && moves($0.formula) }
  }

  /// Whether nothing depends on it but quotas: everybody has the same result at every value then.
  func movesQuotasAlone(_ standard: Standard) -> Bool {
    func names(_ site: Site) -> Bool { site.formula.contains { !$0.named.isDisjoint(with: moving) } }
    let settled = standard.settled.without(.example, .quota).filter { $0.owner != .parameter(parameter) }
    return !(settled + standard.unsettled).contains(where: names)
  }

  /// Whether what is compared across cohorts, or who belongs to them, depends on it.
  func movesCohorts(_ standard: Standard) -> Bool {
    standard.cohorts.indices.contains { standard.sites(of: .cohort($0)).formulas.contains(where: moves) }
  }

  /// Whether dates are shifted by it, or shifted by months from it: then only whole values mean anything, and no line
  /// leads from one to the next.
  func shiftsDates(_ standard: Standard) -> Bool {
    sites(standard).contains { site in
      site.formula.contains { part in
        guard case .operation(.shifted(let months, _), let operands) = part.kind else { return false }
        return moves(operands[1]) || (months && moves(operands[0]))
      }
    }
  }
}
