import Diagnostics
import Model
import Planning
import Quantities
import Sheets

/// What reports read, from the nodes that a plan names for it, whoever has worked them out.
protocol NodeValues {
  var program: Program { get }
  /// The sheet's place in the table.
  var place: Int { get }
  /// What a node gives.
  subscript(node: Int) -> PlanValue { get }
  /// What it waits for.
  func waits(for node: Int) -> Waits

  // The parts of what a node gives, each for itself.
  func truth(of node: Int) -> Truth
  func interval(of node: Int) -> Interval
  func verdict(of node: Int) -> Verdict
  func error(of node: Int) -> ArithmeticError?
}

/// What a node waits for.
struct Waits {
  static let none = Waits([])

  let all: Set<Missing>
  let sorted: [Missing]

  init(_ all: Set<Missing>) { (self.all, sorted) = (all, all.sorted()) }
}

extension NodeValues {
  func truth(of node: Int) -> Truth { self[node].truth }
  func interval(of node: Int) -> Interval { self[node].interval }
  func verdict(of node: Int) -> Verdict { self[node].verdict }
  func error(of node: Int) -> ArithmeticError? { self[node].error }
}

extension PlanValue {
  /// That it cannot be worked out, for what is no verdict.
  var verdict: Verdict { if case .verdict(let verdict) = content { verdict } else { .failed } }
}

extension Execution: NodeValues {
  func waits(for node: Int) -> Waits { Waits(self[node].waits) }

  var result: SheetResult { result(LazyParts(parts)) }

  /// The grades still possible, and what they wait for, once it is known whether it is within the places of some.
  mutating func graded(_ admitted: [Int: Truth]) -> Graded {
    var leaves: [Int: PlanValue] = [:]
    for (grade, truth) in admitted {
      for node in program.plan.places(of: .admitted(grade)) { leaves[node] = PlanValue(Computed(truth)) }
    }
    _ = change(leaves)
    return Graded(grades: grades, missing: waitsForGrades)
  }
}

extension NodeValues {
  /// How the sheet stands.
  func result(_ parts: LazyParts) -> SheetResult {
    let results = program.plan.results
    let (isScored, eligible) = (self.isScored, truth(of: results.eligible))
    return SheetResult(
      sheet: place, entrant: truth(results.entrants).and(truth(results.candidacy)),
      total: Total(interval(of: results.total), scored: isScored),
      error: isScored == .no ? nil : error(results.sums), eligible: eligible, grades: grades,
      determinations: zip(program.standard.determinations, results.determinations).map { determination($0, $1).result },
      keys: zip(program.standard.ranking, results.keys).map { key, node in
        isScored == .no && program.standard.asksForTotal(key.formula) ? .failed(.notScored) : self[node].computed
      }, selectable: eligible == .no ? .no : eligible.and(truth(results.selection)), parts: parts)
  }

  private func truth(_ node: Int?) -> Truth { node.map { truth(of: $0) } ?? .yes }

  /// What makes up the result.
  var parts: ResultParts {
    let results = program.plan.results
    return ResultParts(
      requirements: results.requirements.map { requirement($0) },
      categories: results.categories.map { category in
        CategoryResult(
          level: level(category.level), groups: category.groups.map { level($0) },
          items: category.items.map { score($0) })
      }, adjustments: results.adjustments.map { score($0) }, open: open)
  }

  private var open: [Decision: [Missing]] {
    let results = program.plan.results
    var open: [Decision: [Missing]] = [:]
    func note(_ node: Int?, _ decision: Decision) {
      guard let node, truth(of: node) == .unknown else { return }
      open[decision, default: []] += waits(for: node).sorted
    }
    note(results.entrants, .participation)
    note(results.candidacy, .participation)
    let eligible = truth(of: results.eligible)
    if grades.count > 1 { open[.grade] = waitsForGrades }
    let determined = zip(program.standard.determinations, results.determinations).map { determination($0, $1) }
    if determined.contains(where: { $0.result.isOpen }) {
      let asks = isScored == .unknown && results.determinations.contains { $0.withoutTotal != nil }
      open[.determination] = waits(determined.flatMap(\.read), asks ? missingForTotal : [])
    }
    let readForKeys = results.keys.reduce(into: Set<Missing>()) { $0.formUnion(waits(for: $1).all) }
    if eligible != .no, !readForKeys.isEmpty { open[.ranking] = readForKeys.sorted() }
    if eligible != .no { note(results.selection, .selection) }
    if let unset = program.standard.selection?.places.missing, !unset.isEmpty,
      eligible != .no, eligible.and(truth(results.selection)) != .no
    {
      open[.selection, default: []] += unset.map(Missing.parameter)
    }
    return open
  }

  /// What the sheet brings to a comparison across a cohort.
  func entry(_ slot: Int) -> Cohorts.Entry {
    let use = program.plan.uses[slot]
    return Cohorts.Entry(
      value: self[use.value].computed, isMember: use.isMember.map { truth(of: $0) } ?? .yes,
      group: use.group.map { self[$0].computed }, entity: use.entity.map { self[$0].computed })
  }

  private func error(_ nodes: [Int]) -> ArithmeticError? { nodes.firstNonNil { error(of: $0) } }

  private func waits(_ nodes: [Int], _ others: Set<Missing> = []) -> [Missing] {
    if nodes.count == 1, others.isEmpty { return waits(for: nodes[0]).sorted }
    return nodes.reduce(into: others) { $0.formUnion(waits(for: $1).all) }.sorted()
  }

  /// What it waits for whether there is a total.
  private var missingForTotal: Set<Missing> {
    program.standard.missingForTotal(program.plan.results.requirements.map { requirement($0) })
  }

  fileprivate var waitsForGrades: [Missing] {
    let asks = isScored == .unknown && program.plan.results.gradesWithoutTotal != nil
    return waits(gradeNodes, asks ? missingForTotal : [])
  }

  private func range(_ node: Int?) -> Interval? { node.flatMap { error(of: $0) == nil ? interval(of: $0) : nil } }

  /// Whether there is a total.
  private var isScored: Truth { program.plan.results.scored.map { truth(of: $0) } ?? .yes }

  /// The nodes that tell the grades: with a total, without one, or both.
  private var gradeNodes: [Int] {
    let results = program.plan.results
    guard let grades = results.grades else { return [] }
    guard let without = results.gradesWithoutTotal else { return [grades] }
    switch isScored {
    case .yes: return [grades]
    case .no: return [without]
    case .unknown: return [grades, without]
    }
  }

  fileprivate var grades: [Int?] {
    var (possible, mayBeNone) = (Set<Int>(), false)
    for node in gradeNodes {
      guard case .grades(let grades, let none) = self[node].content else { continue }
      possible.formUnion(grades)
      mayBeNone = mayBeNone || none
    }
    return possible.isEmpty ? [] : possible.sorted() + (mayBeNone ? [nil] : [])
  }

  /// What a determination comes to, and the nodes of which it is read.
  private func determination(
    _ determination: Determination, _ nodes: Plan.Determination
  ) -> (result: DeterminationResult, read: [Int]) {
    func rungs(_ node: Int?) -> Set<Int> {
      if let node, case .grades(let possible, _) = self[node].content { possible } else { [] }
    }
    let isScored = self.isScored
    guard let without = nodes.withoutTotal, isScored != .yes else {
      return (
        DeterminationResult(self[nodes.value].computed, determination, rungs: rungs(nodes.rungs)), nodes.nodes
      )
    }
    let isThere = truth(of: without.isThere)
    if isScored == .no {
      let value = without.value.map { self[$0].computed } ?? .failed(.notScored)
      return (
        DeterminationResult(value, determination, rungs: rungs(without.rungs), isThere: isThere), without.nodes
      )
    }
    return (
      DeterminationResult(
        self[nodes.value].computed, determination, rungs: rungs(nodes.rungs),
        isThere: isThere == .yes ? .yes : .unknown), nodes.nodes + [without.isThere]
    )
  }

  private func requirement(_ nodes: Plan.Requirement) -> RequirementResult {
    let verdict = verdict(of: nodes.verdict)
    return RequirementResult(
      verdict: verdict, passes: truth(of: nodes.passes),
      missing: verdict.isOpen ? waits(for: nodes.holds).sorted : [],
      error: verdict == .failed ? error(of: nodes.holds) : nil)
  }

  private func score(_ nodes: Plan.Score) -> ScoreResult {
    let verdict = verdict(of: nodes.verdict)
    let points = interval(of: nodes.points)
    let minimum = truth(of: nodes.minimum)
    let rate = range(nodes.rate)
    let applies = truth(of: nodes.applies)
    let waits = verdict.isOpen || minimum == .unknown ? waits(nodes.waiting) : []
    return ScoreResult(
      verdict: verdict, points: points,
      applied: applies == .no || nodes.applied == nodes.points ? points : interval(of: nodes.applied),
      full: range(nodes.full), rate: rate,
      appliedRate: applies == .no || nodes.appliedRate == nodes.rate ? rate : range(nodes.appliedRate),
      applies: applies, isSharedOut: nodes.isSharedOut, missing: verdict.isOpen ? waits : [],
      error: error(nodes.failing), minimum: minimum, minimumMissing: minimum == .unknown ? waits : [])
  }

  private func level(_ nodes: Plan.Level) -> LevelResult {
    let (points, minimum) = (interval(of: nodes.points), truth(of: nodes.minimum))
    let rate = range(nodes.rate)
    let applies = truth(of: nodes.applies)
    return LevelResult(
      points: points,
      applied: applies == .no || nodes.applied == nodes.points ? points : interval(of: nodes.applied),
      full: range(nodes.full), mark: range(nodes.mark), rate: rate,
      appliedRate: applies == .no || nodes.appliedRate == nodes.rate ? rate : range(nodes.appliedRate),
      applicable: applies, minimum: minimum,
      minimumMissing: minimum == .unknown ? waits([nodes.wanted].compactMap { $0 }) : [],
      missing: interval(of: nodes.waiting).isExact ? [] : waits([nodes.waiting]), error: error(nodes.failing))
  }
}

extension Verdict {
  /// Whether it waits for something, or cannot be worked out.
  public var isOpen: Bool { self == .unverified || self == .failed }
}

extension Evaluation {
  /// The outcome by the plan of a standard: the same as ``outcome(of:_:)`` gives.
  public static func planned(_ standard: Standard, _ table: Table) throws(PlanProblem) -> Outcome {
    let program = try Program(standard)
    let sheets = table.sheets.enumerated().map { Execution(program, $1, at: $0, nil) }
    let cohorts = Cohorts(standard, count: sheets.count) { use, index in sheets[index].entry(use.slot) }
    var executions = table.sheets.enumerated().map { Execution(program, $1, at: $0, cohorts) }
    return outcome(of: Judging(standard, table, cohorts), executions.map(\.result)) { result, admitted in
      executions[result.sheet].graded(admitted)
    }
  }
}
