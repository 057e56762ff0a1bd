import Diagnostics
import Quantities
import Syntax

/// What follows from the points: adjustments, grades, ranking, selection.
extension Checker {
  /// The points of bonuses, deductions and adjustments; what they score is looked at once all names are known.
  mutating func adjustmentLevels() {
    for clause in outline.clauses {
      guard let kind = Adjustment.Kind(clause.kind) else { continue }
      owner = .score(.adjustment(standard.adjustments.count))
      var full: Rational?
      if case .points(let expression?) = clause.body { full = constantAmount(expression) }
      let name = clause.name?.text ?? ""
      standard.adjustments.append(
        Adjustment(
          kind: kind, name: name, title: clause.title?.text ?? name, scoring: Scoring(full: full),
          annotation: clause.annotation))
    }
  }

  mutating func adjustments() {
    for (index, clause) in outline.clauses.filter({ Adjustment.Kind($0.kind) != nil }).enumerated() {
      var scope = Scope()
      scope.results = .above(adjustment: index)
      owner = .score(.adjustment(index))
      let full = standard.adjustments[index].scoring.full
      let werePointsBroken = arePointsBroken
      if case .points(.some) = clause.body { arePointsBroken = arePointsBroken || full == nil }
      if case .broken = clause.body { arePointsBroken = true }
      standard.adjustments[index].scoring =
        clause.kind == .adjustment ? adjusting(clause, scope) : scoring(clause, full, scope)
      arePointsBroken = werePointsBroken
    }
  }

  /// Points of a bonus or deduction: an amount, or a percentage of the standard's total.
  private mutating func constantAmount(_ expression: Expression) -> Rational? {
    guard let amount = amount(expression, hasFull: standard.total != nil, Scope()),
      let value = number(amount.formula, .points)
    else { return nil }
    guard amount.isShare, let total = standard.total else { return value }
    return try? total.multiplied(by: value)
  }

  /// An adjustment is its conditions and its steps; limits among its fields are steps too.
  private mutating func adjusting(_ clause: Clause, _ scope: Scope) -> Scoring {
    if case .points(let expression?) = clause.body { report(ModelProblem.severalBases, at: expression.range) }
    let steps = steps(clause, hasFull: false, scope)
    if !clause.fields.contains(where: { Self.adjusting.contains($0.keyword) }) {
      report(
        ModelProblem.noCondition(clause.kind, clause.name?.text ?? ""),
        at: clause.head)
    }
    return Scoring(
      full: nil, inapplicable: nil, treatment: .shared, conditions: conditions(clause, scope), base: .zero,
      steps: steps, limits: ScoreLimits()
    ).withSubjects(owner, standard)
  }

  private static let adjusting: Set<Keyword> = [.add, .subtract, .multiply, .cap, .floor, .round]

  mutating func outcome() {
    var scope = Scope()
    scope.results = .all
    for clause in clauses(.grade) {
      guard let name = clause.name, case .grade(let places, let when) = clause.body else { continue }
      _ = isNew(name, in: .kind(.grade))
      if let last = standard.grades.last, last.when == nil, last.places == nil {
        report(ModelProblem.unreachableBand, at: name.range)
      }
      owner = .grade(standard.grades.count)
      let condition = when.flatMap { self.condition($0, scope) }
      let limits = places.isEmpty ? nil : self.places(places)
      guard when == nil || condition != nil else { continue }
      standard.grades.append(
        Grade(name: name.text, title: clause.title?.text ?? name.text, places: limits, when: condition))
    }
    standard.gradeSubjects = Subject.of(standard.grades.compactMap(\.when), standard)
    ranking(scope)
    selection(scope)
  }

  private mutating func ranking(_ scope: Scope) {
    let clause = single(.ranking)
    if case .ranking(let keys)? = clause?.body {
      for key in keys {
        guard let formula = typed(key.expression, scope) else { continue }
        guard isOrdered(formula.type) || formula.type == .truth else {
          report(ModelProblem.notOrdered(formula.type), at: key.expression.range)
          continue
        }
        standard.ranking.append(RankingKey(formula: formula, descending: key.descending))
      }
    } else if clause == nil {
      let total = Formula(
        kind: .total, type: .number(.points, whole: false),
        range: clauses(.standard).first?.range ?? sources.start)
      standard.ranking = [RankingKey(formula: total, descending: true)]
    }
  }

  private mutating func selection(_ scope: Scope) {
    owner = .selection
    guard case .selection(let places, let when)? = single(.selection)?.body else { return }
    standard.selection = Selection(places: self.places(places), when: when.flatMap { condition($0, scope) })
  }

  /// In the order of the clause, of which they are.
  private mutating func places(_ places: Clause.Places) -> PlaceLimits {
    let facts = places.groupBy.compactMap { factIndex($0) }
    var missing: [Int] = []
    let overall = places.quota.flatMap { quota($0, &missing) }
    let perGroup = places.groupQuota.flatMap { quota($0, &missing) }
    return PlaceLimits(
      overall: overall, groupBy: facts, perGroup: facts.isEmpty ? nil : perGroup, missing: missing)
  }

  private mutating func quota(_ expression: Expression, _ missing: inout [Int]) -> PlaceLimits.Quota? {
    guard let formula = numeric(expression, Scope()) else { return nil }
    warnOfBrokenPlaces(formula, expression)
    // Fewer places of a grade let others have the next one.
    standard.settled.append(Site(owner, .quota, formula, stricter: owner == .selection ? .less : nil))
    // A quota that is still open leaves open who is within it, which is said in the report.
    if fold(formula) == .success(nil), !standard.isAboutSheet(formula) {
      missing += standard.openParameters(of: formula).filter { !missing.contains($0) }
      return nil
    }
    guard case .number(let value)? = constantValue(formula) else { return nil }
    return PlaceLimits.Quota(value: value, isShare: formula.type == .percentage)
  }
}
