/// How many of one unit another is worth: more than zero, so that what is converted can be converted back.
public struct UnitFactor: Hashable, Sendable {
  /// Base units in one, above zero.
  public let value: Rational
  /// One divided by the value.
  public let inverse: Rational

  /// Of a unit that is itself the base.
  public static let one = UnitFactor(value: .one, inverse: .one)

  /// Nil for what is not above zero.
  public init?(_ value: Rational) {
    guard value > .zero, let inverse = value.reciprocal else { return nil }
    self.init(value: value, inverse: inverse)
  }

  private init(value: Rational, inverse: Rational) {
    self.value = value
    self.inverse = inverse
  }

  func divided(by other: UnitFactor) -> UnitFactor {
    UnitFactor(value: value * other.inverse, inverse: inverse * other.value)
  }
}
