import Quantities

/// A number that grows evenly with the distance from a start.
struct Line {
  let value: Rational
  /// How much it grows per unit of distance.
  let slope: Rational
  let sketch: Sketch

  /// The same in floating-point numbers, for searching.
  struct Sketch {
    fileprivate let near: Double
    fileprivate let steep: Double
  }

  init(_ value: Rational, _ slope: Rational = .zero) {
    (self.value, self.slope) = (value, slope)
    sketch = Sketch(near: value.approximate, steep: slope.approximate)
  }

  func value(at distance: Rational) throws(ArithmeticError) -> Rational {
    try value.adding(try slope.multiplied(by: distance))
  }

  /// Beyond what rounding of the searched numbers of some lines can be off by.
  static func margin(_ lines: some Sequence<Line>) -> Double {
    1e-11 * lines.reduce(1) { max($0, abs($1.sketch.near), abs($1.sketch.steep)) }
  }
}

/// The nearest distance at which two of many lines meet, worked out exactly only where floating-point numbers do not rule
/// it out.
struct Crossing {
  let start: Rational
  let edge: Rational
  let margin: Double
  private(set) var found: Rational?
  private var limit: Double

  /// - Parameters:
  ///   - start: distances have to be larger than this.
  ///   - edge: and smaller than this.
  init(start: Rational, edge: Rational, margin: Double) {
    (self.start, self.edge, self.margin, limit) = (start, edge, margin, edge.approximate)
  }

  /// Looks where two lines meet.
  mutating func offer(_ a: Line, _ b: Line) throws(ArithmeticError) {
    guard isPossible(a.sketch, b.sketch) else { return }
    let closing = try b.slope.subtracting(a.slope)
    if closing.isZero { return }
    let distance = try a.value.subtracting(b.value).divided(by: closing)
    guard distance > start, distance < found ?? edge else { return }
    found = distance
    limit = distance.approximate * (1 + 1e-9)
  }

  /// Whether they may meet between the start and what has been found so far.
  func isPossible(_ a: Line.Sketch, _ b: Line.Sketch) -> Bool {
    let (gap, closing) = (a.near - b.near, b.steep - a.steep)
    if gap > margin && closing < -margin || gap < -margin && closing > margin { return false }
    return max(0, abs(gap) - margin) <= limit * (abs(closing) + margin)
  }
}
