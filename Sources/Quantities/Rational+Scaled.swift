/// Fractions as whole multiples of one over a scale, which many of them may share.
extension Rational {
  /// How many times one over the scale it is; nil where that is no whole number, or beyond a machine word.
  /// - Parameter scale: above zero.
  public func count(of scale: Int) -> Int? {
    guard case .small(let numerator, let denominator) = form, scale.isMultiple(of: denominator) else { return nil }
    let (count, isBeyond) = numerator.multipliedReportingOverflow(by: scale / denominator)
    return isBeyond ? nil : count
  }

  /// So many times one over the scale.
  /// - Parameter scale: above zero.
  public init(_ count: Int, scale: Int) {
    let divisor = count == 0 ? scale : Self.greatestCommonDivisor(count, scale)
    self.init(inLowestTerms: Int128(count / divisor), over: UInt128(scale / divisor))
  }

  /// Numerator and denominator where both are machine words.
  public var words: (numerator: Int, denominator: Int)? {
    if case .small(let numerator, let denominator) = form { (numerator, denominator) } else { nil }
  }
}

extension Int {
  /// The smallest number that both divide; nil beyond a machine word. Both are above zero.
  public func leastCommonMultiple(_ other: Int) -> Int? {
    let (product, isBeyond) = (self / Rational.greatestCommonDivisor(self, other)).multipliedReportingOverflow(
      by: other)
    return isBeyond ? nil : product
  }
}
