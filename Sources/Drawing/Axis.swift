import Quantities

/// What lanes lie over: numbers from one end to the other, in whatever they are counted.
public struct Axis: Sendable {
  /// A place with what is written there.
  public struct Tick: Sendable {
    let place: Rational
    let label: String

    /// The label is written where there is room.
    public init(at place: Rational, _ label: String) { (self.place, self.label) = (place, label) }
  }

  /// What is counted, with its unit.
  public let name: String
  let low: Rational
  let high: Rational
  let ticks: [Tick]

  /// From the lower end to the higher; where they are equal, everything lies in the middle.
  public init(_ name: String, from low: Rational, to high: Rational, ticks: [Tick]) {
    (self.name, self.low, self.high, self.ticks) = (name, low, high, ticks)
  }

  /// Ticks at round numbers.
  ///
  /// - Parameters:
  ///   - count: as many at most.
  ///   - label: what is written at a number.
  public init(
    _ name: String, from low: Rational, to high: Rational, atMost count: Int = 10, label: (Rational) -> String
  ) {
    let places = Self.roundNumbers(from: low, to: high, atMost: count)
    self.init(name, from: low, to: high, ticks: places.map { Tick(at: $0, label($0)) })
  }

  /// How much of the way from the lower end to the higher a place lies, from 0 to 1; a half where there is no way.
  func share(_ place: Rational) -> Double { place.share(from: low, to: high) }

  /// Both ends of what may go on without end, and whether it goes beyond the axis there; nil if it lies outside.
  func extent(_ from: Rational?, _ to: Rational?) -> (from: Double, to: Double, before: Bool, after: Bool)? {
    if let from, from > high { return nil }
    if let to, to < low { return nil }
    return (
      from.map(share) ?? 0, to.map(share) ?? 1, from.map { $0 < low } ?? true, to.map { $0 > high } ?? true
    )
  }

  // MARK: Round numbers

  /// The multiples of the ``step(over:atMost:)`` between two ends, both included.
  public static func roundNumbers(from low: Rational, to high: Rational, atMost count: Int) -> [Rational] {
    let step = step(over: high - low, atMost: count)
    guard low < high, let inverse = step.reciprocal else { return [low] }
    var place = (low * inverse).ceiling * step
    var places: [Rational] = []
    while place <= high, places.count <= count {
      places.append(place)
      place = place + step
    }
    return places
  }

  /// 1, 2 or 5 times a power of ten, so that no more than so many fit into a width.
  public static func step(over width: Rational, atMost count: Int) -> Rational {
    let least = width * (Rational(max(1, count)).reciprocal ?? .one)
    guard least > .zero else { return .one }
    var power = Rational.one
    while power < least { power = power * Rational(10) }
    while power * Rational.powerOfTen(-1) >= least { power = power * Rational.powerOfTen(-1) }
    return [Rational.fifth, .half].map { power * $0 }.first { $0 >= least } ?? power
  }
}

extension Rational {
  /// How much of the way from one number to another it has come, from 0 to 1; half where there is no way.
  func share(from low: Rational, to high: Rational) -> Double {
    guard let scale = (high - low).reciprocal else { return 0.5 }
    if self <= low { return low < high ? 0 : 1 }
    return min(1, max(0, ((self - low) * scale).approximate))
  }
}
