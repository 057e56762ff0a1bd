import Quantities

/// The nearest of many distances, worked out exactly only where floating-point numbers do not rule it out.
struct Nearest {
  let start: Rational
  let edge: Rational
  /// Beyond what rounding of the searched numbers can be off by.
  let margin: Double
  private(set) var found: Rational?
  private var limit: Double

  /// - Parameters:
  ///   - start: distances have to be larger than this.
  ///   - edge: and smaller than this.
  init(start: Rational, edge: Rational, margin: Double) {
    self.start = start
    self.edge = edge
    self.margin = margin
    limit = edge.approximate
  }

  /// Whether `gap / closing` may lie between the start and what has been found so far.
  func isPossible(gap: Double, closing: Double) -> Bool {
    if gap > margin && closing < -margin || gap < -margin && closing > margin { return false }
    return max(0, abs(gap) - margin) <= limit * (abs(closing) + margin)
  }

  mutating func offer(gap: Rational, closing: Rational) throws(ArithmeticError) {
    if closing.isZero { return }
    let distance = try gap.divided(by: closing)
    guard distance > start, distance < found ?? edge else { return }
    found = distance
    limit = distance.approximate * (1 + 1e-9)
  }
}
