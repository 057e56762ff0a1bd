/// How fine a number may be stated: in multiples of a step.
public struct Precision: Hashable, Sendable {
  /// In base units; above zero.
  public let step: Rational
  /// How finer numbers are rounded; nil if they are refused.
  public let rounding: Rounding?

  /// - Parameter step: in base units; above zero.
  public init(step: Rational, rounding: Rounding?) { (self.step, self.rounding) = (step, rounding) }

  /// Whether a value is a multiple of the step, as all are that are no numbers.
  public func allows(_ value: Value) -> Bool {
    guard let number = value.number else { return true }
    do throws(ArithmeticError) { return try number.divided(by: step).isWhole } catch { return false }
  }

  /// The value as it counts; nil if it is finer than the step and refused.
  public func taken(_ value: Value) -> Value? {
    if allows(value) { return value }
    guard let rounding, let number = value.number else { return nil }
    do throws(ArithmeticError) { return .number(try number.rounded(rounding, toMultipleOf: step)) } catch { return nil }
  }
}
