/// Every formula of a standard, each once.
extension Standard {
  /// All of them: those that are worked out for every sheet, clause by clause, and those that are settled.
  public var sites: [Site] { unsettled + settled }

  /// Those that are worked out for every sheet, clause by clause.
  public var unsettled: [Site] { owners.flatMap(sites) }

  /// The clauses that may hold formulas to be worked out for every sheet.
  private var owners: [Site.Owner] {
    let scores = categories.enumerated().flatMap { index, category in
      [.category(index)] + category.groups.indices.map { .group(index, $0) }
        + category.items.indices.map { ResultPath.item(index, $0) }
    }
    return definitions.indices.map { .definition($0) } + cohorts.indices.map { .cohort($0) } + [.entrants]
      + requirements.indices.map { .requirement($0) }
      + (scores + adjustments.indices.map { .adjustment($0) }).map { .score($0) }
      + grades.indices.map { .grade($0) } + [.ranking, .selection]
  }

  /// The formulas of one clause that are worked out for every sheet, in the order of working them out.
  public func sites(of owner: Site.Owner) -> [Site] {
    func condition(_ formula: Formula?, stricter: Site.Way? = nil) -> [Site] {
      formula.map { [Site(owner, .condition, $0, stricter: stricter)] } ?? []
    }
    switch owner {
    case .standard, .parameter, .fact, .example: return []
    case .definition(let index): return [Site(owner, .meaning, definitions[index].formula)]
    case .cohort(let index):
      return condition(cohorts[index].members)
        + cohortUses.filter { $0.cohort == index }.map { Site(owner, .compared, $0.formula) }
    case .entrants: return condition(entrants, stricter: .less)
    case .requirement(let index): return requirements[index].sites(owner)
    case .score(.category(let index)): return categories[index].limits.sites(owner)
    case .score(.group(let index, let group)): return categories[index].groups[group].limits.sites(owner)
    case .score(.item(let index, let item)): return categories[index].items[item].scoring.sites(owner, nil)
    case .score(.adjustment(let index)): return adjustments[index].scoring.sites(owner, adjustments[index].kind)
    case .grade(let index): return condition(grades[index].when)
    case .ranking: return ranking.map { Site(owner, .rankingKey, $0.formula) }
    case .selection: return condition(selection?.when, stricter: .less)
    }
  }
}

extension Requirement {
  func sites(_ owner: Site.Owner) -> [Site] {
    // Who fulfils a veto is barred; what does not apply bars nobody.
    let stricter = kind == .veto ? Site.Way.more : .less
    return [inapplicable].compactMap { $0 }.map { Site(owner, .inapplicable, $0, stricter: .less) }
      + conditions.map { Site(owner, .condition, $0, stricter: stricter) }
  }
}

extension Scoring {
  /// - Parameter kind: nil for an item.
  func sites(_ owner: Site.Owner, _ kind: Adjustment.Kind?) -> [Site] {
    let stricter: Site.Way? =
      switch kind {
      case nil, .bonus?: .less
      case .deduction?: .more
      case .adjustment?: nil
      }
    var sites: [Site] = []
    func add(_ role: Site.Role, _ formula: Formula?, stricter: Site.Way? = nil) {
      if let formula { sites.append(Site(owner, role, formula, stricter: stricter)) }
    }
    add(.inapplicable, inapplicable)
    for condition in conditions { add(.condition, condition, stricter: stricter) }
    switch base {
    case .full, .zero: break
    case .mark(let amount): add(.mark, amount.formula)
    case .interpolation(let formula, _): add(.interpolated, formula)
    case .bands(let bands):
      for band in bands {
        add(.band, band.when)
        add(.bandAmount, band.amount.formula)
      }
    }
    for step in steps {
      add(.stepCondition, step.when)
      add(.stepAmount, step.amount.formula)
      for (_, end) in step.allowed.comparisons { add(.stepLimit, end) }
      add(.stepCount, step.by)
      add(.stepSize, step.per)
      add(.stepLimit, step.limit?.formula)
    }
    return sites + limits.sites(owner)
  }
}

extension ScoreLimits {
  func sites(_ owner: Site.Owner) -> [Site] {
    func site(_ role: Site.Role, _ amount: Amount?, stricter: Site.Way? = nil) -> [Site] {
      amount.map { [Site(owner, role, $0.formula, stricter: stricter)] } ?? []
    }
    return site(.cap, cap) + site(.floor, floor) + site(.minimum, minimum, stricter: .more)
  }
}
