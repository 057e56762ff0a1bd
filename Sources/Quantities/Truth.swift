/// Kleene's three-valued truth.
public enum Truth: Hashable, Sendable {
  case yes, no, unknown

  public init(_ value: Bool) { self = value ? .yes : .no }

  public var negated: Truth {
    switch self {
    case .yes: .no
    case .no: .yes
    case .unknown: .unknown
    }
  }

  public func and(_ other: Truth) -> Truth {
    if self == .no || other == .no { return .no }
    return self == .yes && other == .yes ? .yes : .unknown
  }
}

/// The closed range in which a quantity lies; one point when it is known.
public struct Interval: Hashable, Sendable {
  public let least: Rational
  public let most: Rational

  public init(_ value: Rational) { (least, most) = (value, value) }

  /// The ends may come in either order.
  public init(_ a: Rational, _ b: Rational) { (least, most) = a <= b ? (a, b) : (b, a) }

  public static let zero = Interval(.zero)

  public var isExact: Bool { least == most }

  public func hull(_ other: Interval) -> Interval { Interval(min(least, other.least), max(most, other.most)) }

  public func adding(_ other: Interval) throws(ArithmeticError) -> Interval {
    Interval(try least.adding(other.least), try most.adding(other.most))
  }

  public func subtracting(_ other: Interval) throws(ArithmeticError) -> Interval {
    Interval(try least.subtracting(other.most), try most.subtracting(other.least))
  }

  public func multiplied(by other: Interval) throws(ArithmeticError) -> Interval {
    let products = [
      try least.multiplied(by: other.least), try least.multiplied(by: other.most),
      try most.multiplied(by: other.least), try most.multiplied(by: other.most),
    ]
    return Interval(products.reduce(products[0], min), products.reduce(products[0], max))
  }

  /// Both ends moved by a function that does not decrease.
  public func map(_ transform: (Rational) throws(ArithmeticError) -> Rational) throws(ArithmeticError) -> Interval {
    Interval(try transform(least), try transform(most))
  }

  /// `3`, or `1.5~3`, to two decimals.
  public var text: String { isExact ? least.decimal() : least.decimal() + "~" + most.decimal() }
}
