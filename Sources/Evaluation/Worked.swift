import Model
import Quantities

/// What an item, bonus or deduction comes to, as far as the missing facts leave it open.
struct Worked: CaseResult {
  /// Its points where it applies; nil if it does not.
  var points: Interval?
  /// Whether it may not apply.
  var mayNotApply = false
  /// Why it cannot be worked out, whatever the missing facts are.
  var error: ArithmeticError?
  /// With some of the missing facts it could not be worked out.
  var isDoubtful = false
  /// Whether a stated 最低 is reached where it applies, and why that cannot be worked out.
  var reached = Truth.yes
  var minimumError: ArithmeticError?

  var applies: Truth { points == nil ? .no : mayNotApply ? .unknown : .yes }

  var isSettled: Bool {
    guard let points else { return true }
    return !mayNotApply && !isDoubtful
      && (error != nil || points.isExact && (reached != .unknown || minimumError != nil))
  }

  /// What is known if it comes to this or to something else.
  func joined(_ other: Worked) -> Worked {
    guard let points, let others = other.points else {
      var applied = points == nil ? other : self
      applied.mayNotApply = applied.mayNotApply || applied.points != nil
      // Where it does not apply, nothing fails.
      if applied.error != nil { (applied.error, applied.isDoubtful) = (nil, true) }
      applied.minimumError = nil
      return applied
    }
    return Worked(
      points: points.hull(others), mayNotApply: mayNotApply || other.mayNotApply,
      error: error == nil || other.error == nil ? nil : error,
      isDoubtful: isDoubtful || other.isDoubtful || (error == nil) != (other.error == nil),
      reached: reached == other.reached ? reached : .unknown,
      minimumError: minimumError == other.minimumError ? minimumError : nil)
  }

  /// Its points in every case, by what becomes of them where it does not apply.
  func all(_ treatment: Scoring.Treatment, _ full: Rational?) -> Interval {
    let instead = Interval(treatment == .full ? full ?? .zero : .zero)
    guard let points else { return instead }
    return mayNotApply ? points.hull(instead) : points
  }
}
