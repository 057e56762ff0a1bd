import Model
import Planning
import Quantities
import Sheets

extension Evaluator {
  /// Judges the sheet: gates, points, total, eligibility, grade, ranking keys.
  mutating func judge() -> SheetResult {
    var open: [Decision: [Missing]] = [:]
    let entrant = (standard.entrants.map { decide($0, .participation, &open) } ?? .yes).and(candidacy(&open))
    var scores = Scores(standard)
    judgeRequirements(.first, &scores)
    var failure: ArithmeticError?
    scores.categoryResults = standard.categories.indices.map { category($0) }
    // Only what is beyond all counting fails here; then nothing is known of the total.
    func sum(_ body: (inout Evaluator) throws(ArithmeticError) -> Interval) {
      do throws(ArithmeticError) { scores.total = try body(&self) } catch {
        failure = failure ?? error
        scores.total = .all
      }
    }
    sum { evaluator throws(ArithmeticError) in try evaluator.total(&scores.categoryResults) }
    finish(nil, scores.total)
    judgeRequirements(.categories, &scores)
    for (index, adjustment) in standard.adjustments.enumerated() {
      let error = apply(adjustment, to: &scores)
      failure = failure ?? error
      finish(nil, scores.total)
      judgeRequirements(.adjustment(index), &scores)
    }
    if let rule = standard.rounding {
      let total = scores.total
      sum { evaluator throws(ArithmeticError) in try evaluator.rounded(total, rule) }
    }
    scores.total = scores.total.closed
    finish(nil, scores.total)
    let isScored = scores.isScored
    scores.hasTotal = isScored != .no
    judgeRequirements(.total, &scores)
    self.scores = scores
    let (grades, readForGrades) = tracking { $0.grades() }
    if grades.count > 1 { open[.grade] = readForGrades.sorted() }
    let (determinations, readForDeterminations) = tracking { evaluator in
      evaluator.standard.determinations.map { evaluator.determination($0) }
    }
    if determinations.contains(where: \.isOpen) { open[.determination] = readForDeterminations.sorted() }
    let ranking = standard.ranking
    let (keys, readForKeys) = tracking { evaluator in ranking.map { evaluator.key($0) } }
    if scores.eligible != .no, !readForKeys.isEmpty { open[.ranking] = readForKeys.sorted() }
    var selectable = scores.eligible
    if selectable != .no, let when = standard.selection?.when {
      selectable = selectable.and(decide(when, .selection, &open))
    }
    if let unset = standard.selection?.places.missing, !unset.isEmpty, selectable != .no {
      open[.selection, default: []] += unset.map(Missing.parameter)
    }
    let parts = ResultParts(
      requirements: scores.requirementResults, categories: scores.categoryResults,
      adjustments: scores.adjustmentResults, open: open)
    return SheetResult(
      sheet: place, entrant: entrant, total: Total(scores.total, scored: isScored),
      error: isScored == .no ? nil : failure, eligible: scores.eligible, grades: grades,
      determinations: determinations, keys: keys, selectable: selectable, parts: LazyParts(parts))
  }

  /// Whether the level below has recommended the sheet, where the standard asks.
  private mutating func candidacy(_ open: inout [Decision: [Missing]]) -> Truth {
    guard let fact = standard.candidates else { return .yes }
    let (truth, read) = tracking { $0.fact(fact).truth }
    if truth == .unknown { open[.participation, default: []] += read.sorted() }
    return truth
  }

  /// The truth of a condition; what it waits for is noted if it is unknown.
  private mutating func decide(
    _ condition: Formula, _ decision: Decision, _ open: inout [Decision: [Missing]]
  ) -> Truth {
    let (value, read) = tracking { $0.settled(condition) }
    if value.truth == .unknown { open[decision] = read.sorted() }
    return value.truth
  }

  /// The value of a formula that stands by itself, looked at case by case.
  mutating func settled(_ formula: Formula) -> Computed {
    let subjects = Subject.of([formula], standard)
    return cases(of: subjects) { TypedValue(value: $0.evaluate(formula), type: formula.type) }.value
  }

  /// The verdicts that can be reached at a moment, and whether the sheet is eligible as far as is known then: what asks
  /// for that comes when all is.
  private mutating func judgeRequirements(_ moment: Moment, _ scores: inout Scores) {
    if moment == .categories { scores.eligible = Self.eligibility(scores) }
    for index in standard.requirementOrder where standard.requirements[index].moment == moment {
      if moment != .first { show(scores, to: .requirement(index)) }
      scores.requirementResults[index] = requirement(standard.requirements[index])
      if moment != .first { scores.eligible = Self.eligibility(scores) }
    }
  }

  /// Lets a clause see what is known when its turn comes.
  mutating func show(_ scores: Scores, to owner: Site.Owner) {
    self.scores = scores
    seen?.append((owner, scores))
  }

  private mutating func requirement(_ requirement: Requirement) -> RequirementResult {
    let isScored = requirement.moment == .total ? scores?.isScored ?? .yes : .yes
    let asks = isScored != .yes && standard.asksForTotal(requirement)
    if asks, isScored == .no { return RequirementResult(.inapplicable, passes: .yes) }
    var (result, read) = tracking { evaluator in
      evaluator.cases(of: requirement.subjects) { $0.verdict(requirement) }
    }
    if asks { result = result.joined(RequirementResult(.inapplicable, passes: .yes)) }
    return result.verdict.isOpen ? result.waiting(for: read.sorted()) : result
  }

  private mutating func verdict(_ requirement: Requirement) -> RequirementResult {
    var (mayNotApply, mayFail) = (false, false)
    if let formula = requirement.inapplicable {
      let inapplicable = evaluate(formula)
      if inapplicable.truth == .yes { return RequirementResult(.inapplicable, passes: .yes) }
      if let error = inapplicable.error { return RequirementResult(.failed, passes: .unknown, error) }
      mayNotApply = inapplicable.truth == .unknown
      mayFail = inapplicable == .doubtful
    }
    let condition = fold(requirement.conditions, stopsAt: .no) { $0.evaluate($1) }
    let bars = requirement.kind.bearing == .barring ? Truth.yes : .no
    switch (condition, condition.truth) {
    // Whether it applies or not, what is met stands in nobody's way.
    case (_, .yes) where mayNotApply && !mayFail: return RequirementResult(.unverified, passes: .yes)
    case _ where mayNotApply: return RequirementResult(.unverified, passes: .unknown)
    case (.failed(let error), _): return RequirementResult(.failed, passes: .unknown, error)
    case (_, .yes): return RequirementResult(.met, passes: bars.negated)
    case (_, .no): return RequirementResult(.unmet, passes: bars)
    case (_, .unknown): return RequirementResult(.unverified, passes: .unknown)
    }
  }

  private static func eligibility(_ scores: Scores) -> Truth {
    var eligible = Truth.yes
    for (requirement, result) in zip(scores.standard.requirements, scores.requirementResults)
    where requirement.kind.bearing != .none { eligible = eligible.and(result.passes) }
    for category in scores.categoryResults {
      eligible = eligible.and(category.minimum)
      for group in category.groups { eligible = eligible.and(group.minimum) }
      for item in category.items { eligible = eligible.and(item.minimum) }
    }
    return eligible
  }

  /// What a key counts as: what asks for a total that is not there comes last.
  private mutating func key(_ key: RankingKey) -> Computed {
    scores?.hasTotal == false && standard.asksForTotal(key.formula) ? .failed(.notScored) : settled(key.formula)
  }

  /// The grades whose conditions may be the first to hold; nil if it may be that none does, but some may.
  private mutating func grades() -> [Int?] {
    let isScored = scores?.isScored ?? .yes
    let tried = isScored == .yes ? standard.grades.indices : standard.gradesWithoutTotal
    var possible: PossibleGrades?
    if isScored != .no || tried == standard.grades.indices {
      possible = self.grades(of: standard.grades.indices, standard.gradeSubjects)
    }
    if isScored != .yes, tried != standard.grades.indices {
      if isScored == .unknown { readForTotal() }
      let without = grades(of: tried, Subject.of(standard.grades[tried].compactMap(\.when), standard))
      possible = possible?.joined(without) ?? without
    }
    guard let possible else { return [] }
    let grades: [Int?] = standard.grades.indices.filter { possible.grades.contains($0) }
    return possible.mayBeNone && !grades.isEmpty ? grades + [nil] : grades
  }

  /// Waits for whatever it is not known for whether there is a total.
  private mutating func readForTotal() {
    if let scores { missing.formUnion(standard.missingForTotal(scores.requirementResults)) }
  }

  private mutating func grades(of tried: Range<Int>, _ subjects: [Subject]) -> PossibleGrades {
    let stated = standard.grades
    return cases(of: subjects) { evaluator in
      evaluator.first(of: tried) { evaluator, index in
        let holds = stated[index].when.map { evaluator.truth($0) } ?? .yes
        return stated[index].places == nil ? holds : holds.and(evaluator.admitted[index] ?? .unknown)
      }
    }
  }

  private mutating func determination(_ determination: Determination) -> DeterminationResult {
    let formula = standard.definitions[determination.definition].formula
    let isScored = scores?.isScored ?? .yes
    if isScored == .yes || !standard.asksForTotal(formula) {
      return DeterminationResult(
        settled(formula), determination, rungs: rungs(determination.rungs, determination.subjects))
    }
    let without = standard.withoutTotal(determination)
    let isThere = settled(without.isThere).truth
    if isScored == .no {
      return DeterminationResult(
        without.value.map { settled($0) } ?? .failed(.notScored), determination,
        rungs: rungs(without.rungs, without.subjects), isThere: isThere)
    }
    readForTotal()
    // Where it comes to something it is what it would be.
    return DeterminationResult(
      settled(formula), determination, rungs: rungs(determination.rungs, determination.subjects),
      isThere: isThere == .yes ? .yes : .unknown)
  }

  /// Which of some choices may be the first whose condition holds.
  private mutating func rungs(_ rungs: [Determination.Rung], _ subjects: [Subject]) -> Set<Int> {
    cases(of: subjects) { evaluator in
      evaluator.first(of: rungs.indices) { evaluator, index in
        rungs[index].when.map { evaluator.truth($0) } ?? .yes
      }
    }.grades
  }

  /// The grades still possible, and what they wait for, once it is known whether it is within the places of some.
  mutating func graded(_ admitted: [Int: Truth]) -> Graded {
    self.admitted = admitted
    let (grades, read) = tracking { $0.grades() }
    return Graded(grades: grades, missing: read.sorted())
  }

  /// Which of some conditions may be the first to hold.
  private mutating func first(
    of indices: Range<Int>, _ condition: (inout Evaluator, Int) -> Truth
  ) -> PossibleGrades {
    var possible = PossibleGrades()
    for index in indices {
      let holds = condition(&self, index)
      if holds != .no { possible.grades.insert(index) }
      if holds == .yes { return possible }
    }
    possible.mayBeNone = true
    return possible
  }
}

/// The value of a formula, with its type.
private struct TypedValue: CaseResult {
  let value: Computed
  let type: ValueType

  var isSettled: Bool {
    switch value {
    case .known, .failed: true
    case .between, .unknown, .doubtful: false
    }
  }

  func joined(_ other: TypedValue) -> TypedValue { TypedValue(value: value.joined(other.value, type), type: type) }
}

/// The grades, or rungs, that may be the first to hold, and whether none may.
private struct PossibleGrades: CaseResult {
  var grades: Set<Int> = []
  var mayBeNone = false

  var isSettled: Bool { grades.count + (mayBeNone ? 1 : 0) <= 1 }

  func joined(_ other: PossibleGrades) -> PossibleGrades {
    PossibleGrades(grades: grades.union(other.grades), mayBeNone: mayBeNone || other.mayBeNone)
  }
}

extension RequirementResult {
  fileprivate init(_ verdict: Verdict, passes: Truth, _ error: ArithmeticError? = nil) {
    self.init(verdict: verdict, passes: passes, missing: [], error: error)
  }

  fileprivate func waiting(for missing: [Missing]) -> RequirementResult {
    RequirementResult(verdict: verdict, passes: passes, missing: missing, error: error)
  }

}

extension RequirementResult: CaseResult {
  var isSettled: Bool { verdict != .unverified }

  func joined(_ other: RequirementResult) -> RequirementResult {
    self == other
      ? self : RequirementResult(.unverified, passes: passes == other.passes ? passes : .unknown)
  }
}
