import Quantities

/// The values a parameter can take, as numbers on a line: all of them, or whole ones only (counts, days).
///
/// Where only whole values count, places of change are put halfway between them, so that every value lies between two
/// such places and none lies on one.
struct SweepDomain {
  let isWhole: Bool

  func contains(_ value: Rational) -> Bool { !isWhole || value.isWhole }

  /// The places of change around a number at which a decision turns.
  func cuts(at root: Rational) throws(ArithmeticError) -> [Rational] {
    guard isWhole else { return [root] }
    let above = try root.floor.adding(.half)
    return root.isWhole ? [try above.subtracting(.one), above] : [above]
  }

  /// The places of change strictly between two, at which a line over the distance from a start passes zero or, of a
  /// count, whole numbers.
  ///
  /// - Throws: ``SweepProblem/tooManyTurns``, if it passes more than so many.
  func cuts(
    where line: Line, from start: Rational, passes whole: Bool, _ low: Rational, _ high: Rational, atMost limit: Int
  ) throws -> [Rational] {
    if line.slope.isZero { return [] }
    var marks = [Rational.zero]
    if whole {
      let ends = try [low, high].map { try line.value(at: $0.subtracting(start)) }.sorted()
      guard let wholes = try Rational.wholes(ends[0].floor, ends[1], atMost: limit) else {
        throw SweepProblem.tooManyTurns
      }
      marks = wholes
    }
    return try marks.flatMap { try cuts(at: try start.adding(try $0.subtracting(line.value).divided(by: line.slope))) }
      .filter { low < $0 && $0 < high }
  }

  /// The places halfway before the first and behind the last whole value of a range.
  func widened(_ low: Rational, _ high: Rational) throws(ArithmeticError) -> (Rational, Rational) {
    (try low.ceiling.subtracting(.half), try high.floor.adding(.half))
  }

  /// The first and last whole value strictly between two places.
  private func wholes(_ low: Rational, _ high: Rational) throws(ArithmeticError) -> ClosedRange<Rational>? {
    let first = try low.floor.adding(.one)
    let last = try high.ceiling.subtracting(.one)
    return first <= last ? first...last : nil
  }

  /// Up to four values strictly between two places: one near each end, the others at uneven distances.
  func samples(_ low: Rational, _ high: Rational) throws(ArithmeticError) -> [Rational] {
    guard !isWhole else {
      guard let range = try wholes(low, high) else { return [] }
      let width = range.upperBound - range.lowerBound
      func part(_ percent: Int) -> Rational { (width * Rational(percent) * .powerOfTen(-2)).floor }
      let steps =
        width < Rational(4) ? (0...Int(clamping: width)).map { Rational($0) } : [.zero, part(41), part(77), width]
      return steps.map { range.lowerBound + $0 }
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
    let part = try high.subtracting(low).divided(by: Rational(100_000))
    func place(_ count: Int) throws(ArithmeticError) -> Rational {
      try low.adding(try part.multiplied(by: Rational(count)))
    }
    return try Rational.simplest(between: try place(from), and: try place(to))
  }

  /// One value strictly between two places; nil if there is none.
  func inside(_ low: Rational, _ high: Rational) throws(ArithmeticError) -> Rational? {
    guard isWhole else { return try Rational.simplest(between: low, and: high) }
    return try wholes(low, high)?.lowerBound
  }

  /// A place about halfway; nil if there are no two values to part.
  func middle(_ low: Rational, _ high: Rational) throws(ArithmeticError) -> Rational? {
    guard isWhole else { return try between(low, high, 33_333, 66_667) }
    guard let range = try wholes(low, high), range.lowerBound < range.upperBound else { return nil }
    return try range.lowerBound.adding(range.upperBound).multiplied(by: .half).floor.adding(.half)
  }
}
