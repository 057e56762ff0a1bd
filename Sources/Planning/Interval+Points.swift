import Model
import Quantities
import Syntax

extension Interval {
  /// Each end at most that of the limit; both ends then belong to it, also those that were left out.
  public func capped(at limit: Interval) -> Interval {
    Interval(min(least, limit.least), min(most, limit.most))
  }

  /// Each end at least that of the limit; both ends then belong to it, also those that were left out.
  public func floored(at limit: Interval) -> Interval {
    Interval(max(least, limit.least), max(most, limit.most))
  }

  /// Points of a scale as points of which there are other full points.
  ///
  /// - Parameter scale: the full points of the scale, above zero.
  public func converted(from scale: Rational, to full: Interval) throws(ArithmeticError) -> Interval {
    try multiplied(by: full).multiplied(by: Interval(try Rational.one.divided(by: scale)))
  }

  /// What it may be on one side of an end, given that it lies there; nil where none of it does.
  ///
  /// - Returns: also whether it may lie beyond because the end is not known.
  public func kept(_ comparator: Comparator, _ end: Interval) -> (kept: Interval, mayFail: Bool)? {
    let holds = Computed.compare(comparator, self, end)
    if holds == .no { return nil }
    let isLower = comparator == .atLeast || comparator == .above
    let kept = isLower ? Interval(max(least, end.least), most) : Interval(least, min(most, end.most))
    return (kept, holds == .unknown && !end.isExact)
  }

  /// What 插值 makes of it: the ends, and the places between them where the line bends.
  public func interpolated(_ knots: [Scoring.Knot]) throws(ArithmeticError) -> Interval {
    var result = Interval(try Self.interpolate(least, knots)).hull(Interval(try Self.interpolate(most, knots)))
    for knot in knots where .finite(knot.at) > least && .finite(knot.at) < most {
      result = result.hull(Interval(knot.points))
    }
    return result
  }

  private static func interpolate(_ end: Endpoint, _ knots: [Scoring.Knot]) throws(ArithmeticError) -> Rational {
    guard let x = end.value else { return knots[end < .zero ? 0 : knots.count - 1].points }
    guard let after = knots.firstIndex(where: { $0.at >= x }) else { return knots[knots.count - 1].points }
    if after == 0 || knots[after].at == x { return knots[after].points }
    let (a, b) = (knots[after - 1], knots[after])
    let share = try x.subtracting(a.at).divided(by: try b.at.subtracting(a.at))
    return try a.points.adding(try b.points.subtracting(a.points).multiplied(by: share))
  }

  /// How many steps of a size there are in it; nil where the size may be nothing. Never negative.
  ///
  /// - Parameter mode: how broken steps count; nil as they are.
  public func count(per size: Interval, _ mode: Rounding?) throws(ArithmeticError) -> (
    steps: Interval, exact: Interval
  )? {
    guard let share = try size.reciprocal() else { return nil }
    let exact = try multiplied(by: share)
    let counted = try mode.map { mode throws(ArithmeticError) in
      try exact.map { steps throws(ArithmeticError) in steps.rounded(mode) }
    }
    return ((counted ?? exact).floored(at: .zero), exact)
  }
}
