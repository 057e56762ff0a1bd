import Quantities

/// The values a parameter can take, as numbers on a line: all of them, or whole ones only (counts, days).
///
/// Where only whole values count, places of change are put halfway between them, so that every value lies between two
/// such places and none lies on one.
struct SweepDomain {
  let isWhole: Bool

  private static let half = (try? Rational(1, over: 2)) ?? .zero

  func contains(_ value: Rational) -> Bool { !isWhole || value.isWhole }

  /// The places of change around a number at which a decision turns.
  func cuts(at root: Rational) throws(ArithmeticError) -> [Rational] {
    guard isWhole else { return [root] }
    let above = try Rational(root.floor).adding(Self.half)
    return root.isWhole ? [try above.subtracting(.one), above] : [above]
  }

  /// The places halfway before the first and behind the last whole value of a range.
  func widened(_ low: Rational, _ high: Rational) throws(ArithmeticError) -> (Rational, Rational) {
    let first = low.isWhole ? low : Rational(low.floor + 1)
    return (try first.subtracting(Self.half), try Rational(high.floor).adding(Self.half))
  }

  /// The first and last whole value strictly between two places.
  private func wholes(_ low: Rational, _ high: Rational) -> ClosedRange<Int>? {
    let first = low.floor + 1
    let last = high.isWhole ? high.floor - 1 : high.floor
    return first <= last ? first...last : nil
  }

  /// Up to four values strictly between two places: one near each end, the others at uneven distances.
  func samples(_ low: Rational, _ high: Rational) throws(ArithmeticError) -> [Rational] {
    guard !isWhole else {
      guard let range = wholes(low, high) else { return [] }
      let width = range.upperBound - range.lowerBound
      if width < 4 { return range.map { Rational($0) } }
      func part(_ percent: Int) -> Int { width < 1_000_000 ? width * percent / 100 : width / 100 * percent }
      return [0, part(41), part(77), width].map { Rational(range.lowerBound + $0) }
    }
    var samples: Set<Rational> = []
    for (from, to) in [(0, 10), (40_000, 42_000), (76_000, 78_000), (99_990, 100_000)] {
      samples.insert(try between(low, high, from, to))
    }
    return samples.sorted()
  }

  /// A short fraction about so many quarters of the way.
  func quarter(_ low: Rational, _ high: Rational, _ part: Int) throws(ArithmeticError) -> Rational {
    try between(low, high, part * 25_000 - 1_000, part * 25_000 + 1_000)
  }

  /// A short fraction between two hundred-thousandths of the way.
  private func between(
    _ low: Rational, _ high: Rational, _ from: Int, _ to: Int
  ) throws(ArithmeticError) -> Rational {
    // Exactly where the numbers are short enough, else to a millionth of a millionth.
    func place(_ part: Int) -> Rational? {
      if let width = try? high.subtracting(low), let way = try? width.multiplied(by: Rational(part, over: 100_000)),
        let exact = try? low.adding(way)
      {
        return exact
      }
      let number = (low.approximate + (high.approximate - low.approximate) * Double(part) / 100_000) * 1e12
      return abs(number) < 1e17 ? try? Rational(Int(number), over: 1_000_000_000_000) : nil
    }
    let lower = max(low, place(from) ?? low)
    let upper = min(high, place(to) ?? high)
    return lower < upper
      ? try Rational.simplest(between: lower, and: upper) : try Rational.simplest(between: low, and: high)
  }

  /// One value strictly between two places; nil if there is none.
  func inside(_ low: Rational, _ high: Rational) throws(ArithmeticError) -> Rational? {
    guard isWhole else { return try Rational.simplest(between: low, and: high) }
    return wholes(low, high).map { Rational($0.lowerBound) }
  }

  /// A place about halfway; nil if there are no two values to part.
  func middle(_ low: Rational, _ high: Rational) throws(ArithmeticError) -> Rational? {
    guard isWhole else { return try between(low, high, 33_333, 66_667) }
    guard let range = wholes(low, high), range.lowerBound < range.upperBound else { return nil }
    return try Rational(range.lowerBound + (range.upperBound - range.lowerBound) / 2).adding(Self.half)
  }
}
