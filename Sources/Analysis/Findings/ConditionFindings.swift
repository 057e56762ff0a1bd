import Diagnostics
import Model
import Planning
import Quantities
import Syntax

/// Conditions that always hold, or never, and branches that are never taken.
extension Inquiry {
  mutating func lookAtConditions() {
    var seen: Set<SourceRange> = []
    for site in standard.unsettled {
      var clause: ClauseName { ClauseName(site.owner, standard) }
      var whole: SourceRange?
      if [.condition, .inapplicable, .stepCondition].contains(site.role), site.formula.type == .truth,
        seen.insert(site.range).inserted, let always = constancy(of: site.formula)
      {
        whole = site.range
        report(
          always.isTrue
            ? .alwaysHolds(clause, text(of: site.range), always.sheet)
            : .neverHolds(clause, text(of: site.range), always.sheet), at: site.range)
      }
      var parts: [(formula: Formula, isTest: Bool)] = []
      site.formula.walk { part in
        if case .conditional(let test, _, _) = part.kind { parts.append((test, true)) }
        if part.isAtom { parts.append((part, false)) }
        return !part.isQuery
      }
      for (part, isTest) in parts where whole == nil && seen.insert(part.range).inserted {
        guard let always = constancy(of: part) else { continue }
        let text = text(of: part.range)
        let problem: FindingProblem =
          isTest
          ? .branchNeverTaken(clause, text, isFirst: !always.isTrue, always.sheet)
          : always.isTrue ? .alwaysHolds(clause, text, always.sheet) : .neverHolds(clause, text, always.sheet)
        report(problem, at: part.range)
      }
    }
  }

  /// Whether a condition comes to the same for all sheets though it asks something of them, with a sheet.
  private mutating func constancy(of formula: Formula) -> (isTrue: Bool, sheet: Witness)? {
    guard !isForOthers(formula), let node = node(of: formula) else { return nil }
    let cone = cone(of: [node])
    let target = cone.place(of: node)
    if cone.nodes[target].leaves.isEmpty { return nil }
    var (holding, failing): ([Region], [Region]) = ([], [])
    var isTold = cone.isExhaustive
    func truth(_ values: [PlanValue]) -> Explorer.Next<Bool> {
      switch Answer(values[target]) {
      case .yes: .done(true)
      case .no: .done(false)
      case .failed, .open: .decide(target)
      }
    }
    let isComplete = explore(cone, truth) { region, _, holds in
      guard let holds else {
        isTold = false
        return false
      }
      if holds { holding.append(region) } else { failing.append(region) }
      return holding.isEmpty || failing.isEmpty
    }
    if !holding.isEmpty, !failing.isEmpty { return nil }
    guard isTold, isComplete, !holding.isEmpty || !failing.isEmpty else {
      leaveOpen()
      return nil
    }
    let isTrue = !holding.isEmpty
    guard let sheet = witness(cone, holding + failing, { $0.truth(formula) == Truth(isTrue) }) else {
      leaveOpen()
      return nil
    }
    return (isTrue, sheet)
  }

  /// Whether it is about results, or a yes/no parameter has a say, which is there to switch conditions on and off.
  private func isForOthers(_ formula: Formula) -> Bool {
    standard.contains(formula) { part in
      if case .parameter(let index) = part.kind { standard.parameters[index].type == .truth } else { part.readsResult }
    }
  }
}

extension Formula {
  /// Whether it is about a result itself, what stands beneath it aside.
  var readsResult: Bool {
    switch kind {
    case .resultColumn, .total, .eligible, .result: return true
    case .rows(let query): if case .fact = query.source { return false } else { return true }
    case .constant, .fact, .parameter, .definition, .referenceDate, .column, .not, .all, .any, .compare, .interval,
      .oneOf, .hasOptions, .hasText, .isKnown, .position, .conditional, .operation, .rank, .cohort:
      return false
    }
  }

  /// A condition without conditions in it.
  fileprivate var isAtom: Bool {
    switch kind {
    case .compare, .interval, .oneOf, .hasOptions, .hasText, .isKnown: true
    case .constant, .fact, .parameter, .definition, .referenceDate, .column, .resultColumn, .not, .all, .any, .position,
      .conditional, .operation, .rank, .cohort, .rows, .total, .eligible, .result:
      false
    }
  }
}

extension ClauseName {
  init(_ owner: Site.Owner, _ standard: Standard) {
    switch owner {
    case .standard: self.init(.standard, "")
    case .parameter(let index): self.init(.parameter, standard.parameters[index].name)
    case .fact(let index): self.init(.fact, standard.facts[index].name)
    case .definition(let index): self.init(.definition, standard.definitions[index].name)
    case .cohort(let index): self.init(.cohort, standard.cohorts[index].name)
    case .entrants: self.init(.entrants, "")
    case .requirement(let index):
      self.init(standard.requirements[index].kind.clause, standard.requirements[index].id)
    case .score(let path): self.init(standard.key(of: path))
    case .grade(let index): self.init(.grade, standard.grades[index].name)
    case .ranking: self.init(.ranking, "")
    case .selection: self.init(.selection, "")
    case .example(let index): self.init(.example, standard.examples[index].title)
    }
  }
}
