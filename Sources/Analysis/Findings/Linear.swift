import Quantities

/// A sum of multiples of numbers that are not known, by what they are called in a region, and a constant.
struct Linear: Hashable {
  private(set) var terms: [Int: Rational] = [:]
  private(set) var constant: Rational

  init(_ constant: Rational) { self.constant = constant }

  init(leaf: Int) {
    terms = [leaf: .one]
    constant = .zero
  }

  /// Without any number that is not known.
  var exact: Rational? { terms.isEmpty ? constant : nil }

  static func + (left: Linear, right: Linear) -> Linear {
    var sum = left
    sum.constant = left.constant + right.constant
    for (leaf, factor) in right.terms {
      let both = (sum.terms[leaf] ?? .zero) + factor
      sum.terms[leaf] = both.isZero ? nil : both
    }
    return sum
  }

  static func - (left: Linear, right: Linear) -> Linear { left + right.times(Rational(-1)) }

  func times(_ factor: Rational) -> Linear {
    if factor.isZero { return Linear(.zero) }
    var product = self
    product.constant = constant * factor
    product.terms = terms.mapValues { $0 * factor }
    return product
  }

  /// The product where one of the two is known.
  func times(_ other: Linear) -> Linear? {
    if let factor = other.exact { return times(factor) }
    return exact.map { other.times($0) }
  }

  /// Its value once all numbers are known; those that are not told count as zero.
  func value(_ numbers: [Int: Rational]) -> Rational {
    terms.reduce(constant) { $0 + $1.value * (numbers[$1.key] ?? .zero) }
  }

  /// The same with one number known.
  func setting(_ leaf: Int, to number: Rational) -> Linear {
    guard let factor = terms[leaf] else { return self }
    var set = self
    set.terms[leaf] = nil
    set.constant = constant + factor * number
    return set
  }
}

/// That a sum is not below zero, or above zero.
struct Constraint: Hashable {
  let linear: Linear
  let isStrict: Bool

  /// Whether it holds; nil as long as a number is not known.
  var isMet: Bool? { linear.exact.map { isStrict ? $0 > .zero : $0 >= .zero } }
}

/// One sum over another; the lower one is never zero where this is made use of.
struct Fraction {
  let above: Linear
  let below: Linear

  init(_ above: Linear, over below: Linear = Linear(.one)) {
    self.above = above
    self.below = below
  }

  static func + (left: Fraction, right: Fraction) -> Fraction? {
    if left.below == right.below { return Fraction(left.above + right.above, over: left.below) }
    guard let a = left.above.times(right.below), let b = right.above.times(left.below),
      let below = left.below.times(right.below)
    else { return nil }
    return Fraction(a + b, over: below)
  }

  func times(_ other: Fraction) -> Fraction? {
    guard let above = above.times(other.above), let below = below.times(other.below) else { return nil }
    return Fraction(above, over: below)
  }

  var negated: Fraction { Fraction(above.times(Rational(-1)), over: below) }
  var reciprocal: Fraction { Fraction(below, over: above) }
}
