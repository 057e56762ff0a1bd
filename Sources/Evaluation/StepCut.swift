import Model
import Quantities

/// A step that its 最多 has cut.
public struct StepCut: Sendable {
  /// The limit as it is written.
  public let text: String
  /// The points that the step would have moved.
  public let counted: Interval
  /// Those that it moves; below ``counted`` whatever is missing.
  public let limited: Interval
}

extension Outcome {
  /// The steps of an item, bonus, deduction or adjustment that are cut for certain, in order.
  public func cuts(of scoring: Scoring, for result: SheetResult) -> [StepCut] {
    guard scoring.steps.contains(where: { $0.limit != nil }) else { return [] }
    var evaluator = Evaluator(standard, sheet(result), at: result.sheet, cohorts)
    evaluator.scores = Scores(result, of: standard)
    if let inapplicable = scoring.inapplicable, evaluator.truth(inapplicable) != .no { return [] }
    guard scoring.conditions.allSatisfy({ evaluator.truth($0) == .yes }) else { return [] }
    return scoring.steps.compactMap { step in
      guard let limit = step.limit, step.when.map({ evaluator.truth($0) == .yes }) ?? true,
        let amount = evaluator.movement(of: step, scoring.full), amount.counted.least > amount.limited.most
      else { return nil }
      return StepCut(
        text: standard.sources.text(of: limit.formula.range), counted: amount.counted, limited: amount.limited)
    }
  }
}

extension Evaluator {
  /// Nil where it cannot be worked out, which the verdict says.
  fileprivate mutating func movement(
    of step: Step, _ full: Rational?
  ) -> (counted: Interval, limited: Interval)? {
    do throws(ArithmeticError) { return try amount(of: step, full) } catch { return nil }
  }
}
