import Diagnostics
import Evaluation
import Model
import Planning
import Quantities
import Syntax

/// What is asked of one standard: where its formulas are in its plan, and what has been found and spent so far.
struct Inquiry {
  let standard: Standard
  let plan: Plan
  let constants: Constants
  /// The queries over records, by node, as they are written and as sheets have to answer them.
  private(set) var queries: [Int: Formula] = [:]
  private(set) var asked: [Int: Sampler.Query] = [:]
  private(set) var findings: [Finding] = []
  /// Points that nobody can lose who passes the gates, and points of which this is so of a part of the conditions.
  var separatingNobody = Rational.zero
  var partlySeparating = Rational.zero
  /// Regions looked at.
  private(set) var steps = 0
  /// Questions without an answer.
  private(set) var undecided = 0
  private var places: [SourceRange: [(formula: Formula, node: Int)]] = [:]

  /// Regions looked at for one question.
  static let limit = 2_000

  init(_ standard: Standard) throws(PlanProblem) {
    var formulas: [Formula] = []
    for site in standard.unsettled {
      site.formula.walk { part in
        formulas.append(part)
        return !part.isQuery
      }
    }
    let made = try FormulaPlan(standard, formulas)
    self.standard = standard
    constants = Constants(standard)
    plan = made.plan
    for (formula, node) in zip(formulas, made.places) {
      places[formula.range, default: []].append((formula, node))
      if case .records = plan.nodes[node].primitive { queries[node] = formula }
    }
    asked = queries.compactMapValues { query($0) }
  }

  /// The node of a formula that stands at a site, or beneath one.
  func node(of formula: Formula) -> Int? { places[formula.range]?.first { $0.formula == formula }?.node }

  func cone(of nodes: [Int], cuts: [Int: Domain] = [:]) -> Cone { Cone(standard, plan, of: nodes, cuts: cuts) }

  func sampler(_ cone: Cone) -> Sampler {
    Sampler(
      declared: standard.facts, referenceDate: standard.referenceDate, cone: cone,
      queries: asked, compared: { comparedFacts($0) })
  }

  /// The facts that stand beneath a node.
  func comparedFacts(_ node: Int) -> [Int] {
    plan.needed(for: [node]).compactMap { if case .fact(let fact) = plan.nodes[$0].primitive { fact } else { nil } }
  }

  /// A question about records, as sheets that are made up have to answer it.
  private func query(_ formula: Formula) -> Sampler.Query? {
    guard case .rows(let query) = formula.kind, case .fact(let fact) = query.source else { return nil }
    var known: [Value] = []
    standard.walk([formula]) { part in
      if let value = constants.value(of: part), !part.isQuery { known.append(value) }
      return true
    }
    let standard = standard
    return Sampler.Query(fact: fact, type: formula.type, known: known) { facts in
      Judging(standard, Trial(facts).table(standard)).value(of: formula, for: 0)
    }
  }

  /// Whether some formulas are about points or eligibility, also through definitions.
  func readsResults(_ formulas: [Formula]) -> Bool {
    formulas.contains { standard.contains($0, \.readsResult) }
  }

  /// Where a name is declared.
  func declaration(_ kind: ClauseKind, _ name: String) -> SourceRange? {
    standard.names.declarations(of: .clause(ClauseKey(kind, name))).first?.range
  }

  /// As the file writes it, on one line.
  func text(of range: SourceRange) -> String {
    standard.sources.text(of: range).split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  // MARK: Looking

  /// Goes through all sheets.
  ///
  /// - Returns: false where that has no end within the limit.
  mutating func explore<Outcome>(
    _ cone: Cone, from region: Region? = nil, _ next: ([PlanValue]) -> Explorer.Next<Outcome>,
    visit: (Region, [PlanValue], Outcome?) -> Bool
  ) -> Bool {
    var explorer = Explorer(cone, steps: Self.limit)
    let isComplete = explorer.explore(region ?? Region(cone), next) { region, values, outcome in
      // Sums may come out with fractions only: what nobody can state is not known to be there.
      let isThere = region.isCertain || sampler(cone).trial(in: region) != nil
      return visit(region, values, isThere ? outcome : nil)
    }
    steps += explorer.steps
    return isComplete
  }

  /// The regions in which each band counts, and whether that could be told of all sheets.
  mutating func regions(of ladder: Ladder) -> (regions: [Ladder.Outcome: [Region]], isTold: Bool) {
    var regions: [Ladder.Outcome: [Region]] = [:]
    var isTold = ladder.cone.isExhaustive
    let isComplete = explore(ladder.cone, ladder.first) { region, _, outcome in
      if let outcome { regions[outcome, default: []].append(region) } else { isTold = false }
      return true
    }
    return (regions, isTold && isComplete)
  }

  /// Goes on until it is known whether two nodes come to the same.
  static func comparing(_ a: Int, _ b: Int) -> ([PlanValue]) -> Explorer.Next<Bool> {
    { values in
      let open = [a, b].filter { !values[$0].isSettled && values[$0].error == nil }
      return open.isEmpty ? .done(values[a].comesToSame(as: values[b])) : .decideOne(open)
    }
  }

  /// A sheet of one of some regions on which the evaluator sees what is claimed.
  func witness(_ cone: Cone, _ regions: [Region], _ isSeen: (Probe) -> Bool) -> Witness? {
    let sampler = sampler(cone)
    for region in regions.prefix(40) {
      guard let trial = sampler.trial(in: region) else { continue }
      if isSeen(Probe(standard, trial)) { return Witness(trial, standard) }
    }
    return nil
  }

  mutating func report(_ problem: FindingProblem, at range: SourceRange) {
    findings.append(Finding(problem, at: range))
  }

  mutating func leaveOpen() { undecided += 1 }
}

/// A sheet as the evaluator judges it.
struct Probe {
  private let judging: Judging

  init(_ standard: Standard, _ trial: Trial) { judging = Judging(standard, trial.table(standard)) }

  /// The result of the sheet, ranking and selection aside.
  var result: SheetResult { judging.result(of: 0) }

  func truth(_ formula: Formula) -> Truth { judging.value(of: formula, for: 0).truth }

  func number(_ formula: Formula) -> Rational? { judging.value(of: formula, for: 0).knownValue?.number }

  /// Of a formula about results.
  func truth(_ formula: Formula, in result: SheetResult) -> Truth {
    judging.value(of: formula, for: 0, result: result).truth
  }
}
