import Evaluation
import Model
import Planning
import Quantities
import Sheets

/// One example as it has been judged, and what is seen in it.
struct CoverageProbe {
  private let judging: Judging
  private let result: SheetResult
  private let trace: Judging.Trace
  /// What the clause at hand sees of results.
  private var scores: Scores
  private var standard: Standard { judging.standard }

  init(_ standard: Standard, _ table: Table) {
    judging = Judging(standard, table)
    trace = judging.traced(0)
    scores = trace.scores(seenBy: .selection)
    result =
      standard.selection == nil
      ? trace.result : Evaluation.outcome(of: standard, table).results.first { $0.sheet == 0 } ?? trace.result
  }

  /// Which ways something is seen; none while it is open.
  func ways(of point: CoveragePoint) -> Set<Bool> {
    var probe = self
    probe.scores = trace.scores(seenBy: point.key.owner)
    return probe.ways(of: point.question)
  }

  private func ways(of question: CoveragePoint.Question) -> Set<Bool> {
    switch question {
    case .requirement(let index):
      switch result.requirements[index].verdict {
      case .met: [true]
      case .unmet: [false]
      case .partlyMet, .unverified, .inapplicable, .failed: []
      }
    case .grade(let index): result.grades.count > 1 ? [] : [result.grades == [index]]
    case .selection:
      switch result.entrant == .no ? .no : result.selection {
      case .yes?: [true]
      case .no?: [false]
      case .open?, .tied?, nil: []
      }
    case .band(let path, let place): band(path).map { [$0 == place] } ?? []
    case .condition(let context, let formula):
      ways(in: context) { row in
        switch truth(formula, row) {
        case .yes: [true]
        case .no: [false]
        case .unknown: []
        }
      }
    case .boundary(let context, let comparison): ways(in: context) { row in ways(comparison, row) }
    }
  }

  private func truth(_ formula: Formula, _ row: [Computed]) -> Truth {
    judging.value(of: formula, for: 0, row: row, scores: scores).truth
  }

  /// The place of the band that counts, one beyond the last for none; nil where no band has a say, or that is open.
  private func band(_ path: ResultPath) -> Int? {
    guard let scoring = standard.scorings.first(where: { $0.path == path })?.scoring,
      case .bands(let bands) = scoring.base, scoring.inapplicable.map({ truth($0, []) == .no }) ?? true,
      scoring.conditions.allSatisfy({ truth($0, []) == .yes })
    else { return nil }
    for (place, band) in bands.enumerated() {
      switch band.when.map({ truth($0, []) }) ?? .yes {
      case .yes: return place
      case .no: continue
      case .unknown: return nil
      }
    }
    return bands.count
  }

  private func ways(in context: CoveragePoint.Context, _ look: ([Computed]) -> Set<Bool>) -> Set<Bool> {
    func hold(_ guards: [(formula: Formula, holds: Bool)], _ row: [Computed]) -> Bool {
      guards.allSatisfy { truth($0.formula, row) == Truth($0.holds) }
    }
    guard hold(context.guards, []) else { return [] }
    guard let source = context.rows else { return look([]) }
    return judging.rows(of: source, for: 0, scores: scores).filter { hold(context.rowGuards, $0) }
      .reduce(into: []) { $0.formUnion(look($1)) }
  }

  /// True on the limit, false beside it where that is told otherwise.
  private func ways(_ comparison: CoveragePoint.Comparison, _ row: [Computed]) -> Set<Bool> {
    func number(_ formula: Formula) -> Rational? {
      judging.value(of: formula, for: 0, row: row, scores: scores).knownValue?.order(as: formula.type)
    }
    guard let left = number(comparison.left), let right = number(comparison.right) else { return [] }
    if left == right { return [true] }
    let isTold = comparison.comparator.holds(left, right) != comparison.comparator.holds(right, right)
    return isTold && (left - right).magnitude <= comparison.step ? [false] : []
  }
}
