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

  /// The result with the numbers by which its points turn.
  public func traced(_ sheet: Int) -> (result: SheetResult, turns: [TurningPoint]) {
    var evaluator = evaluator(sheet, nil)
    evaluator.turns = []
    return (evaluator.judge(), evaluator.turns ?? [])
  }

  private func evaluator(_ sheet: Int, _ result: SheetResult?) -> Evaluator {
    var evaluator = Evaluator(standard, table.sheets[sheet], at: sheet, cohorts)
    evaluator.scores = result.map { Scores($0, of: standard) }
    return evaluator
  }

  /// The grades still possible, once it is known whether the sheet is within the places of some.
  func graded(_ result: SheetResult, _ admitted: [Int: Truth]) -> Graded {
    var evaluator = evaluator(result.sheet, result)
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
    var evaluator = evaluator(sheet, result)
    return evaluator.evaluate(formula, inRow: row)
  }

  /// The rows a query looks at; none if they are not known.
  public func rows(of source: RowQuery.Source, for sheet: Int, result: SheetResult? = nil) -> [[Computed]] {
    var evaluator = evaluator(sheet, result)
    return evaluator.rows(of: source)?.map(\.cells) ?? []
  }

  /// Rank and size of the cohort in a comparison across it.
  public func cohortRank(_ use: CohortUse, _ end: End, of sheet: Int) -> (rank: Int, size: Int)? {
    cohorts.rank(use, end, of: sheet).map { ($0.rank, $0.size) }
  }
}
