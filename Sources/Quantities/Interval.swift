/// An end of a range: a number, or none in that direction.
public enum Endpoint: Hashable, Comparable, Sendable {
  case negativeInfinity
  case finite(Rational)
  case positiveInfinity

  public static let zero = Endpoint.finite(.zero)

  /// The number; nil if there is no end.
  public var value: Rational? {
    if case .finite(let value) = self { return value }
    return nil
  }

  public var negated: Endpoint {
    switch self {
    case .negativeInfinity: .positiveInfinity
    case .finite(let value): .finite(value.negated)
    case .positiveInfinity: .negativeInfinity
    }
  }

  /// What is added to no end leaves none. Two opposite directions are never added: both are ends of one side.
  public func adding(_ other: Endpoint) throws(ArithmeticError) -> Endpoint {
    switch (self, other) {
    case (.finite(let a), .finite(let b)): .finite(try a.adding(b))
    case (.finite, let open), (let open, _): open
    }
  }

  /// Zero times anything is zero, also times no end: every number of the range gives zero.
  func multiplied(by other: Endpoint) throws(ArithmeticError) -> Endpoint {
    if case .finite(let a) = self, case .finite(let b) = other { return .finite(try a.multiplied(by: b)) }
    if self == .zero || other == .zero { return .zero }
    return (self < .zero) == (other < .zero) ? .positiveInfinity : .negativeInfinity
  }

  func map(_ transform: (Rational) throws(ArithmeticError) -> Rational) throws(ArithmeticError) -> Endpoint {
    guard case .finite(let value) = self else { return self }
    return .finite(try transform(value))
  }
}

/// The closed range in which a quantity lies; one point when it is known. It may be open at either end.
public struct Interval: Hashable, Sendable {
  public let least: Endpoint
  public let most: Endpoint

  public init(_ value: Rational) { (least, most) = (.finite(value), .finite(value)) }

  /// The ends may come in either order.
  public init(_ a: Endpoint, _ b: Endpoint) { (least, most) = a <= b ? (a, b) : (b, a) }

  public init(_ a: Rational, _ b: Rational) { self.init(.finite(a), .finite(b)) }

  public static let zero = Interval(.zero)
  /// Any number at all.
  public static let all = Interval(.negativeInfinity, .positiveInfinity)

  /// The one number it can be.
  public var exact: Rational? { isExact ? least.value : nil }
  public var isExact: Bool { least == most }

  /// How far the ends are apart.
  public var width: Endpoint {
    guard let least = least.value, let most = most.value, let width = try? most.subtracting(least) else {
      return .positiveInfinity
    }
    return .finite(width)
  }

  /// From one end to another; nil if one of them is open.
  public static func distance(_ from: Endpoint, _ to: Endpoint) -> Rational? {
    guard let from = from.value, let to = to.value else { return nil }
    return try? to.subtracting(from)
  }

  public var negated: Interval { Interval(most.negated, least.negated) }

  public func hull(_ other: Interval) -> Interval { Interval(min(least, other.least), max(most, other.most)) }

  public func adding(_ other: Interval) throws(ArithmeticError) -> Interval {
    Interval(try least.adding(other.least), try most.adding(other.most))
  }

  public func subtracting(_ other: Interval) throws(ArithmeticError) -> Interval { try adding(other.negated) }

  public func multiplied(by other: Interval) throws(ArithmeticError) -> Interval {
    let products = [
      try least.multiplied(by: other.least), try least.multiplied(by: other.most),
      try most.multiplied(by: other.least), try most.multiplied(by: other.most),
    ]
    return Interval(products.reduce(products[0], min), products.reduce(products[0], max))
  }

  /// One divided by it; nil for a range that touches zero, which has no limits.
  public func reciprocal() throws(ArithmeticError) -> Interval? {
    if isExact || least > .zero || most < .zero {
      return Interval(try Self.reciprocal(least), try Self.reciprocal(most))
    }
    return nil
  }

  private static func reciprocal(_ end: Endpoint) throws(ArithmeticError) -> Endpoint {
    guard case .finite(let value) = end else { return .zero }
    return .finite(try Rational.one.divided(by: value))
  }

  /// Both ends moved by a function that does not decrease.
  public func map(_ transform: (Rational) throws(ArithmeticError) -> Rational) throws(ArithmeticError) -> Interval {
    Interval(try least.map(transform), try most.map(transform))
  }

  /// `3`, or `1.5~3`; `1.5~…` without an upper end.
  public var exactText: String {
    func end(_ end: Endpoint) -> String { end.value?.exactText ?? "…" }
    return isExact ? end(least) : end(least) + "~" + end(most)
  }
}
