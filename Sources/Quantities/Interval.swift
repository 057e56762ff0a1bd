/// An end of a range: a number, or none in that direction.
public enum Endpoint: Hashable, Comparable, Sendable {
  case negativeInfinity
  case finite(Rational)
  case positiveInfinity

  /// The number 0 as an end.
  public static let zero = Endpoint.finite(.zero)

  /// The number; nil if there is no end.
  public var value: Rational? {
    if case .finite(let value) = self { return value }
    return nil
  }

  /// Mirrored at zero, so that least and most change places.
  public var negated: Endpoint {
    switch self {
    case .negativeInfinity: .positiveInfinity
    case .finite(let value): .finite(value.negated)
    case .positiveInfinity: .negativeInfinity
    }
  }

  /// What is added to no end leaves none. Two opposite directions are never added: both are ends of one side.
  public static func + (left: Endpoint, right: Endpoint) -> Endpoint {
    switch (left, right) {
    case (.finite(let a), .finite(let b)): .finite(a + b)
    case (.finite, let open), (let open, _): open
    }
  }

  /// As `+`.
  /// - Throws: ``ArithmeticError/overflow`` for a number that gets too long.
  public func adding(_ other: Endpoint) throws(ArithmeticError) -> Endpoint {
    try (self + other).map { value throws(ArithmeticError) in try value.limited() }
  }

  /// Zero times anything is zero, also times no end: every number of the range gives zero.
  func multiplied(by other: Endpoint) throws(ArithmeticError) -> Endpoint {
    if case .finite(let a) = self, case .finite(let b) = other { return .finite(try a.multiplied(by: b)) }
    if self == .zero || other == .zero { return .zero }
    return (self < .zero) == (other < .zero) ? .positiveInfinity : .negativeInfinity
  }

  /// - Parameter exponent: above zero.
  fileprivate func power(_ exponent: Int) throws(ArithmeticError) -> Endpoint {
    switch self {
    case .finite(let value): .finite(try value.power(exponent))
    case .negativeInfinity: exponent.isMultiple(of: 2) ? .positiveInfinity : self
    case .positiveInfinity: self
    }
  }

  func map(_ transform: (Rational) throws(ArithmeticError) -> Rational) throws(ArithmeticError) -> Endpoint {
    guard case .finite(let value) = self else { return self }
    return .finite(try transform(value))
  }
}

/// The range in which a quantity lies; one point when it is known. It may be without an end on either side, and an end
/// that is only approached may be left out, as 5 is of `[0, 5)`.
public struct Interval: Hashable, Sendable {
  /// The lower end; negative infinity if there is none.
  public let least: Endpoint
  /// The upper end, not below ``least``; positive infinity if there is none.
  public let most: Endpoint
  /// The lower end itself is left out.
  public let leastIsOpen: Bool
  /// The upper end itself is left out.
  public let mostIsOpen: Bool

  /// The one point of a known number.
  public init(_ value: Rational) { self.init(.finite(value), .finite(value)) }

  /// With both ends, which may come in either order.
  public init(_ a: Endpoint, _ b: Endpoint) {
    (least, most) = a <= b ? (a, b) : (b, a)
    (leastIsOpen, mostIsOpen) = (false, false)
  }

  /// With both ends, which may come in either order.
  public init(_ a: Rational, _ b: Rational) { self.init(.finite(a), .finite(b)) }

  /// - Returns: nil if nothing lies between the ends.
  public init?(from least: Endpoint, open leastIsOpen: Bool, to most: Endpoint, open mostIsOpen: Bool) {
    guard least < most || (least == most && !leastIsOpen && !mostIsOpen) else { return nil }
    self.init(ordered: least, leastIsOpen, most, mostIsOpen)
  }

  private init(ordered least: Endpoint, _ leastIsOpen: Bool, _ most: Endpoint, _ mostIsOpen: Bool) {
    (self.least, self.most) = (least, most)
    (self.leastIsOpen, self.mostIsOpen) = (leastIsOpen, mostIsOpen)
  }

  /// The one point 0.
  public static let zero = Interval(.zero)
  /// Any number at all.
  public static let all = Interval(.negativeInfinity, .positiveInfinity)

  /// The one number it can be.
  public var exact: Rational? { isExact ? least.value : nil }
  /// Whether it is one known number.
  public var isExact: Bool { least == most }

  /// With both ends, also those that are only approached: points are reported so.
  public var closed: Interval { leastIsOpen || mostIsOpen ? Interval(least, most) : self }

  /// The multiples of a step that lie in it, by their ends; nil if there is none.
  /// - Parameter step: not zero.
  public func multiples(of step: Rational) throws(ArithmeticError) -> Interval? {
    func end(_ end: Endpoint, _ isOpen: Bool, up: Bool) throws(ArithmeticError) -> Endpoint {
      guard let value = end.value else { return end }
      let count = try value.divided(by: step)
      var whole = count.rounded(.down)
      if whole < count, up { whole = try whole.adding(.one) }
      if whole > count, !up { whole = try whole.subtracting(.one) }
      if isOpen, whole == count { whole = up ? try whole.adding(.one) : try whole.subtracting(.one) }
      return .finite(try whole.multiplied(by: step))
    }
    return Interval(
      from: try end(least, leastIsOpen, up: true), open: false, to: try end(most, mostIsOpen, up: false), open: false)
  }

  /// How far the ends are apart.
  public var width: Endpoint {
    guard let least = least.value, let most = most.value else { return .positiveInfinity }
    return .finite(most - least)
  }

  /// From one end to another; nil if one of them is open.
  public static func distance(_ from: Endpoint, _ to: Endpoint) -> Rational? {
    guard let from = from.value, let to = to.value else { return nil }
    return to - from
  }

  /// Mirrored at zero; an end that was left out stays so on the other side.
  public var negated: Interval { Interval(ordered: most.negated, mostIsOpen, least.negated, leastIsOpen) }

  /// The smallest range with both in it, and whatever lies between them. Where both end at one number, it is left out
  /// only if both leave it out.
  public func hull(_ other: Interval) -> Interval {
    let lower =
      least == other.least ? leastIsOpen && other.leastIsOpen : least < other.least ? leastIsOpen : other.leastIsOpen
    let upper = most == other.most ? mostIsOpen && other.mostIsOpen : most > other.most ? mostIsOpen : other.mostIsOpen
    return Interval(ordered: min(least, other.least), lower, max(most, other.most), upper)
  }

  /// All sums of one number of each. Exact whatever the size; an end is left out if either was.
  public static func + (left: Interval, right: Interval) -> Interval {
    Interval(
      ordered: left.least + right.least, left.leastIsOpen || right.leastIsOpen, left.most + right.most,
      left.mostIsOpen || right.mostIsOpen)
  }

  /// As `+`.
  /// - Throws: ``ArithmeticError/overflow`` for an end that gets too long.
  public func adding(_ other: Interval) throws(ArithmeticError) -> Interval {
    Interval(
      ordered: try least.adding(other.least), leastIsOpen || other.leastIsOpen, try most.adding(other.most),
      mostIsOpen || other.mostIsOpen)
  }

  /// All differences of one number of each, also of a range from itself: the two are taken as independent.
  /// - Throws: ``ArithmeticError/overflow`` for an end that gets too long.
  public func subtracting(_ other: Interval) throws(ArithmeticError) -> Interval { try adding(other.negated) }

  /// The product with both ends, except that a single number other than zero leaves ends out where they were.
  public func multiplied(by other: Interval) throws(ArithmeticError) -> Interval {
    for (range, number) in [(self, other), (other, self)] where range.leastIsOpen || range.mostIsOpen {
      guard let factor = number.exact, !factor.isZero else { continue }
      let product = Interval(
        ordered: try range.least.multiplied(by: number.least), range.leastIsOpen,
        try range.most.multiplied(by: number.least), range.mostIsOpen)
      return factor.isNegative
        ? Interval(ordered: product.most, product.mostIsOpen, product.least, product.leastIsOpen) : product
    }
    let products = [
      try least.multiplied(by: other.least), try least.multiplied(by: other.most),
      try most.multiplied(by: other.least), try most.multiplied(by: other.most),
    ]
    return Interval(products.reduce(products[0], min), products.reduce(products[0], max))
  }

  /// The powers of one number of it: no even one is below zero.
  /// - Parameter exponent: not negative.
  public func power(_ exponent: Int) throws(ArithmeticError) -> Interval {
    if exponent == 0 { return Interval(.one) }
    let (low, high) = (try least.power(exponent), try most.power(exponent))
    guard exponent.isMultiple(of: 2) else { return Interval(ordered: low, leastIsOpen, high, mostIsOpen) }
    if least >= .zero { return Interval(ordered: low, leastIsOpen, high, mostIsOpen) }
    if most <= .zero { return Interval(ordered: high, mostIsOpen, low, leastIsOpen) }
    let isOpen = low == high ? leastIsOpen && mostIsOpen : low > high ? leastIsOpen : mostIsOpen
    return Interval(ordered: .zero, false, max(low, high), isOpen)
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
