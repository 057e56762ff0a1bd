import Model
import Planning
import Quantities

/// Bonuses, deductions and adjustments move the running total in file order: Grammar.md, section 5.
extension Evaluator {
  /// - Returns: why the total after it cannot be worked out.
  mutating func apply(_ adjustment: Adjustment, to scores: inout Scores) -> ArithmeticError? {
    show(scores, to: .score(.adjustment(scores.adjustmentResults.count)))
    let (moved, read) = tracking { evaluator in
      evaluator.cases(of: adjustment.scoring.subjects) {
        $0.moved(adjustment)
      }
    }
    scores.total = moved.total
    let result =
      adjustment.kind == .adjustment ? Self.result(moved, read) : result(of: adjustment.scoring, moved.worked, read)
    finish(.adjustment(scores.adjustmentResults.count), result.points)
    let change = adjustment.kind == .deduction ? result.points.negated : result.points
    if adjustment.kind == .deduction {
      tell(DerivationStep(kind: .taken, points: change))
      finish(.adjustment(scores.adjustmentResults.count), change)
    }
    tell(
      DerivationStep(
        kind: .part, part: .adjustment(scores.adjustmentResults.count), amount: change, points: moved.total))
    scores.adjustmentResults.append(result)
    return moved.beyond
  }

  private mutating func moved(_ adjustment: Adjustment) -> Moved {
    let before = runningTotal
    if adjustment.kind == .adjustment { return stepped(before, adjustment.scoring) }
    let worked = work(adjustment.scoring)
    let points = worked.all(adjustment.scoring.treatment, adjustment.scoring.full)
    do throws(ArithmeticError) {
      let total = try adjustment.kind == .bonus ? before.adding(points) : before.subtracting(points)
      return Moved(worked: worked, total: total)
    } catch {
      return Moved(worked: worked, total: .all, beyond: error)
    }
  }

  /// The total so far, in the case at hand.
  private var runningTotal: Interval {
    for pin in pins { if case .total = pin.formula.kind { return pin.value.interval ?? .all } }
    return scores?.total ?? .all
  }

  private mutating func stepped(_ before: Interval, _ scoring: Scoring) -> Moved {
    let outer = doubts
    doubts = false
    defer { doubts = outer }
    do throws(ArithmeticError) {
      let condition = try decided(fold(scoring.conditions, stopsAt: .no) { $0.evaluate($1) })
      if condition == .no {
        tell(DerivationStep(kind: .unmet, points: .zero))
        return Moved(worked: Worked(points: .zero), total: before)
      }
      tell(DerivationStep(kind: .running, points: before))
      var (total, change) = (before, Interval.zero)
      do throws(ArithmeticError) {
        for step in scoring.steps {
          let next = try self.step(step, on: total, nil)
          (total, change) = (next.points, try change.adding(next.change))
        }
      } catch {
        if condition == .yes { throw error }
        doubts = true
      }
      if doubts { return Moved(worked: Worked(points: .all, isDoubtful: true), total: .all) }
      if condition == .unknown { (total, change) = (total.hull(before), change.hull(.zero)) }
      // What is known of both ends is known of how far they are apart.
      if before.isExact { change = try total.subtracting(before) }
      tell(DerivationStep(kind: .change, points: change))
      return Moved(worked: Worked(points: change), total: total)
    } catch {
      return Moved(worked: Worked(points: .all, error: error), total: .all)
    }
  }

  /// The verdict on an adjustment tells whether it moved the total.
  private static func result(_ moved: Moved, _ read: Set<Missing>) -> ScoreResult {
    let change = (moved.worked.points ?? .zero).closed
    let verdict: Verdict =
      moved.worked.error != nil ? .failed : moved.worked.isDoubtful ? .unverified : Verdict(change: change)
    return ScoreResult(
      verdict: verdict, points: change, applied: change, full: nil, rate: nil, appliedRate: nil, applies: .yes,
      isSharedOut: true, missing: verdict.isOpen ? read.sorted() : [], error: moved.worked.error, minimum: .yes,
      minimumMissing: [])
  }
}

/// What a bonus, deduction or adjustment gives, and the total after it.
private struct Moved: CaseResult {
  var worked: Worked
  var total: Interval
  /// The total is beyond all counting.
  var beyond: ArithmeticError?

  var isSettled: Bool { worked.isSettled }

  func joined(_ other: Moved) -> Moved {
    Moved(
      worked: worked.joined(other.worked), total: total.hull(other.total), beyond: other.beyond == nil ? nil : beyond)
  }
}
