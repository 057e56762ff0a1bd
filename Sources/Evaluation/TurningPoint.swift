import Model
import Quantities

/// A number by which something is decided: by its sign, or by the whole number it has passed.
///
/// Those met in working out points tell where points bend or jump when a parameter moves.
public struct TurningPoint: Hashable, Sendable {
  /// Whether it turns where it passes a whole number, not only where it passes zero.
  public let isWhole: Bool
  /// Nil where it cannot be worked out.
  public let value: Rational?

  /// Which of two numbers is the larger.
  public init(_ left: Rational?, _ right: Rational?) {
    isWhole = false
    if let left, let right { value = try? left.subtracting(right) } else { value = nil }
  }

  /// The same for ends of ranges; an open end turns nothing.
  public init(_ left: Endpoint?, _ right: Endpoint?) { self.init(left?.value, right?.value) }

  /// How often a step goes into a number, rounded in some way.
  public init(_ number: Rational?, per step: Rational?, _ mode: Rounding) {
    isWhole = true
    var count: Rational?
    if let number, let step { count = try? number.divided(by: step) }
    // Halves are where rounding half up turns.
    if mode == .halfUp, let whole = count, let half = try? Rational(1, over: 2) { count = try? whole.adding(half) }
    value = count
  }
}

extension Evaluator {
  /// Both ends are limited by another range.
  mutating func note(_ points: Interval, limitedBy limit: Interval) {
    turns?.append(TurningPoint(points.least, limit.least))
    turns?.append(TurningPoint(points.most, limit.most))
  }

  /// Whether one range lies wholly on one side of the other.
  mutating func note(_ points: Interval, comparedWith other: Interval) {
    turns?.append(TurningPoint(points.least, other.most))
    turns?.append(TurningPoint(points.most, other.least))
  }

  mutating func note(_ points: Interval, roundedBy rule: RoundingRule) {
    for end in [points.least, points.most] { turns?.append(TurningPoint(end.value, per: rule.step, rule.mode)) }
  }

  mutating func note(_ steps: Interval, countedAs mode: Rounding?) {
    for end in [steps.least, steps.most] {
      turns?.append(mode.map { TurningPoint(end.value, per: .one, $0) } ?? TurningPoint(end, .zero))
    }
  }
}
