import Model
import Quantities
import Sheets
import Syntax

/// Judges sheets one at a time, for those who ask for the same ones again and again.
public struct Judging: Sendable {
  /// The standard by which sheets are judged.
  public let standard: Standard
  /// All sheets, which cohorts compare. A sheet is named by its place here.
  public let table: Table
  let cohorts: Cohorts

  /// Works out the cohorts.
  public init(_ standard: Standard, _ table: Table) {
    self.init(standard, table, Cohorts(standard, table.sheets))
  }

  init(_ standard: Standard, _ table: Table, _ cohorts: Cohorts) {
    self.standard = standard
    self.table = table
    self.cohorts = cohorts
  }

  /// The same sheets by a standard in which nothing is different on which the cohorts depend.
  public func keepingCohorts(_ standard: Standard) -> Judging { Judging(standard, table, cohorts) }

  /// The result of one sheet, before ranking and selection.
  public func result(of sheet: Int) -> SheetResult {
    var evaluator = evaluator(sheet, nil)
    return evaluator.judge()
  }

  /// A result, and what decided it on the way.
  public struct Trace {
    public let result: SheetResult
    /// The numbers by which its points turn.
    public let turns: [TurningPoint]
    /// What clauses saw of results while these came about, in order; the same clauses for every sheet.
    fileprivate let seen: [(owner: Site.Owner, scores: Scores)]
    /// What there is in the end, at which grades, ranking and selection look.
    fileprivate let final: Scores

    /// All that may be seen of results, one after another; as many for every sheet.
    public var moments: [Scores] { seen.map(\.scores) + [final] }

    /// What one clause sees.
    public func scores(seenBy owner: Site.Owner) -> Scores { seen.first { $0.owner == owner }?.scores ?? final }
  }

  public func traced(_ sheet: Int) -> Trace {
    var evaluator = evaluator(sheet, nil)
    return evaluator.trace()
  }

  /// What a clause sees of the results of a sheet: for some that is less than there is in the end.
  func scores(seenBy owner: Site.Owner?, of result: SheetResult) -> Scores {
    guard let owner, standard.asksBeforeTheEnd(owner) else { return Scores(result, of: standard) }
    return traced(result.sheet).scores(seenBy: owner)
  }

  private func evaluator(_ sheet: Int, _ scores: Scores?) -> Evaluator {
    var evaluator = Evaluator(standard, table.sheets[sheet], at: sheet, cohorts)
    evaluator.scores = scores
    return evaluator
  }

  /// The grades still possible, once it is known whether the sheet is within the places of some.
  func graded(_ result: SheetResult, _ admitted: [Int: Truth]) -> Graded {
    var evaluator = evaluator(result.sheet, Scores(result, of: standard))
    return evaluator.graded(admitted)
  }

  /// What a formula gives for one sheet.
  ///
  /// - Parameters:
  ///   - row: the cells of the row, for a formula that stands in a query.
  ///   - result: the sheet's result, for a formula about results.
  public func value(
    of formula: Formula, for sheet: Int, row: [Computed] = [], result: SheetResult? = nil
  ) -> Computed {
    value(of: formula, for: sheet, row: row, scores: result.map { Scores($0, of: standard) })
  }

  /// The same at some moment.
  public func value(of formula: Formula, for sheet: Int, row: [Computed] = [], scores: Scores?) -> Computed {
    var evaluator = evaluator(sheet, scores)
    return evaluator.evaluate(formula, inRow: row)
  }

  /// The rows a query looks at; none if they are not known.
  public func rows(of source: RowQuery.Source, for sheet: Int, scores: Scores?) -> [[Computed]] {
    var evaluator = evaluator(sheet, scores)
    return evaluator.rows(of: source)?.map(\.cells) ?? []
  }

  /// The ranks that a sheet may have in a comparison across a cohort, each among so many: four, on which alone it hangs
  /// whether it is within some places, or none where no number of places tells that.
  public func cohortRanks(_ use: CohortUse, _ end: End, of sheet: Int) -> [(rank: Int, size: Int)] {
    cohorts.extremes(use, end, of: sheet)
  }
}

extension Evaluator {
  /// Judges the sheet and tells what decided it on the way.
  mutating func trace() -> Judging.Trace {
    (turns, seen) = ([], [])
    let result = judge()
    return Judging.Trace(
      result: result, turns: turns ?? [], seen: seen ?? [], final: Scores(result, of: standard))
  }
}

extension Standard {
  /// Whether a clause looks at results while these come about.
  func asksBeforeTheEnd(_ owner: Site.Owner) -> Bool {
    switch owner {
    case .score(.adjustment): true
    case .requirement(let index): requirements[index].moment != .first
    case .standard, .parameter, .fact, .definition, .cohort, .entrants, .score, .grade, .ranking, .selection, .example:
      false
    }
  }
}
