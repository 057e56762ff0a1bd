import Quantities

/// A part of a level, for sharing out the points of parts that do not apply.
public struct Share: Sendable {
  /// Where it applies.
  public let points: Interval
  /// Full points of the part; nil where it has none, and then its level shares nothing out.
  public let full: Rational?
  /// Whether it does apply.
  public let applicable: Truth

  /// - Parameter points: where it applies; of a part that does not apply they are not looked at.
  public init(points: Interval, full: Rational?, applicable: Truth) {
    (self.points, self.full, self.applicable) = (points, full, applicable)
  }
}

/// The points of a group, a category or all categories from those of their parts: Grammar.md, section 5. Parts that do
/// not apply leave their points to the others in proportion.
public struct Level: Sendable {
  private let parts: [Share]
  private let full: Rational?
  private let sure: [Share]
  private let open: [Share]
  /// The full points of parts that apply for certain, and of all that may; nil where nothing is shared out.
  private let weights: Result<(certain: Rational, all: Rational), ArithmeticError>?

  /// Nothing is shared out where the level, or a part of it, has no full points.
  public init(_ parts: [Share], full: Rational?) {
    self.parts = parts
    self.full = parts.allSatisfy { $0.full != nil } ? full : nil
    sure = parts.filter { $0.applicable == .yes }
    open = parts.filter { $0.applicable == .unknown }
    let (sure, open) = (sure, open)
    weights =
      self.full == nil || sure.count == parts.count
      ? nil
      : Result { () throws(ArithmeticError) in
        let certain = try Self.weight(sure)
        return (certain, try certain.adding(try Self.weight(open)))
      }
  }

  /// Whether at least one part applies.
  public var applicable: Truth { !sure.isEmpty || parts.isEmpty ? .yes : open.isEmpty ? .no : .unknown }

  /// Where at least one part applies.
  public func points() throws(ArithmeticError) -> Interval {
    guard let full, let weights else {
      // Where nothing is shared out, a part that may not apply may also give nothing.
      return try Interval.sum(sure.map(\.points) + open.map { $0.points.hull(.zero) })
    }
    if applicable == .no { return .zero }
    let certain = try weights.get().certain
    return Interval(try extreme(full, certain, lowest: true), try extreme(full, certain, lowest: false))
  }

  /// How far a part may grow, given that it applies; nil where it does not.
  ///
  /// - Parameter part: its place among the parts.
  public func growth(of part: Int) throws(ArithmeticError) -> Interval? {
    guard let full, let weights, parts[part].applicable != .no else { return nil }
    let (certain, all) = try weights.get()
    if all.isZero { return nil }
    let least = parts[part].applicable == .unknown ? try certain.adding(parts[part].full ?? .zero) : certain
    let growth = Endpoint.finite(try full.divided(by: all))
    return Interval(growth, least.isZero ? .positiveInfinity : .finite(try full.divided(by: least)))
  }

  private static func weight(_ parts: [Share]) throws(ArithmeticError) -> Rational {
    var weight = Rational.zero
    for part in parts { weight = try weight.adding(part.full ?? .zero) }
    return weight
  }

  /// The lowest or highest score over all choices of which open parts apply, at least one part applying: parts are
  /// taken in while their own rate moves the common rate that way, the usual greedy for a ratio of sums.
  private func extreme(
    _ full: Rational, _ certain: Rational, lowest: Bool
  ) throws(ArithmeticError) -> Endpoint {
    func end(_ part: Share) -> Endpoint { lowest ? part.points.least : part.points.most }
    if let boundless = (sure + open).map(end).first(where: { $0.value == nil }) { return boundless }
    func points(_ part: Share) -> Rational { end(part).value ?? .zero }
    var (sum, taken) = (Rational.zero, certain)
    for part in sure { sum = try sum.adding(points(part)) }
    var rated: [(rate: Rational, part: Share)] = []
    for part in open {
      guard let full = part.full, !full.isZero else {
        // Without weight it adds what it has and takes nothing from the others.
        if lowest == points(part).isNegative { sum = try sum.adding(points(part)) }
        continue
      }
      rated.append((try points(part).divided(by: full), part))
    }
    for (rate, part) in rated.sorted(by: { lowest ? $0.rate < $1.rate : $0.rate > $1.rate }) {
      if !taken.isZero {
        let common = try sum.divided(by: taken)
        guard lowest ? rate < common : rate > common else { break }
      }
      sum = try sum.adding(points(part))
      taken = try taken.adding(part.full ?? .zero)
    }
    // Parts without any weight have nothing that could grow.
    return .finite(taken.isZero ? sum : try sum.divided(by: taken).multiplied(by: full))
  }
}
