import Model
import Quantities

/// Works out items, bonuses and adjustments: Grammar.md, section 5, step by step.
extension Evaluator {
  mutating func score(_ scoring: Scoring) -> ScoreResult {
    let full = scoring.full
    let ((points, applicable, error), read) = tracking { $0.points(scoring) }
    let minimum = minimum(scoring.limits, points, full, applicable)
    let verdict: Verdict
    if error != nil {
      verdict = .failed
    } else if applicable == .no {
      verdict = .inapplicable
    } else if let exact = points.exact, applicable == .yes {
      verdict = exact <= .zero && full != .zero ? .unmet : full.map { exact < $0 } ?? false ? .partlyMet : .met
    } else {
      verdict = .unverified
    }
    let isOpen = verdict == .unverified || verdict == .failed
    return ScoreResult(
      verdict: verdict, points: points, full: full, applicable: scoring.treatment == .shared ? applicable : .yes,
      missing: isOpen ? read.sorted() : [], error: error, minimum: minimum.reached, minimumMissing: minimum.missing)
  }

  private mutating func points(_ scoring: Scoring) -> (Interval, applicable: Truth, ArithmeticError?) {
    var applicable = Truth.yes
    if let formula = scoring.inapplicable {
      let value = evaluate(formula)
      if case .failed(let error) = value { return (bounds(scoring), .unknown, error) }
      applicable = value.truth.negated
    }
    let full = scoring.full ?? .zero
    let fixed = Interval(scoring.treatment == .full ? full : .zero)
    if applicable == .no { return (fixed, .no, nil) }
    do throws(ArithmeticError) {
      var points = try conditional(scoring)
      if applicable == .unknown, scoring.treatment != .shared { points = points.hull(fixed) }
      return (points, applicable, nil)
    } catch {
      return (bounds(scoring), applicable, error)
    }
  }

  /// Every score the clause can give: what stands in for it when it cannot be worked out.
  private mutating func bounds(_ scoring: Scoring) -> Interval {
    let highest = scoring.full.map { Endpoint.finite($0) } ?? .positiveInfinity
    let least = scoring.limits.floor.map { (try? amount($0, scoring.full).least) ?? .negativeInfinity } ?? .zero
    let most = scoring.limits.cap.map { (try? amount($0, scoring.full).most) ?? .positiveInfinity } ?? highest
    return Interval(least, most)
  }

  private mutating func conditional(_ scoring: Scoring) throws(ArithmeticError) -> Interval {
    let values = scoring.conditions
    let condition = fold(values, stopsAt: .no) { evaluator, part in evaluator.evaluate(part) }
    if case .failed(let error) = condition { throw error }
    let nothing = try limited(Interval.zero, scoring)
    if condition.truth == .no { return nothing }
    let worked = try limited(try stepped(try base(scoring), scoring.steps, scoring.full), scoring)
    return condition.truth == .unknown ? worked.hull(nothing) : worked
  }

  /// An amount in points, as a range: any number at all where nothing is known of it.
  mutating func amount(_ amount: Amount, _ full: Rational?) throws(ArithmeticError) -> Interval {
    let value = evaluate(amount.formula)
    if case .failed(let error) = value { throw error }
    let interval = value.interval ?? .all
    guard amount.isShare else { return interval }
    return try interval.multiplied(by: Interval(full ?? .zero))
  }

  private mutating func base(_ scoring: Scoring) throws(ArithmeticError) -> Interval {
    switch scoring.base {
    case .full: return Interval(scoring.full ?? .zero)
    case .zero: return .zero
    case .mark(let mark):
      let mark = try amount(mark, scoring.full)
      // A mark that cannot have been meant; 封顶 and 保底 say that it can.
      if let full = scoring.full { note(mark, limitedBy: Interval(full)) }
      note(mark, limitedBy: .zero)
      if let full = scoring.full, scoring.limits.cap == nil, mark.least > .finite(full) { throw .markOutOfRange }
      if scoring.limits.floor == nil, mark.most < .zero { throw .markOutOfRange }
      return mark
    case .bands(let bands):
      var result: Interval?
      for band in bands {
        let condition = band.when.map { evaluate($0) } ?? Computed(.yes)
        if case .failed(let error) = condition { throw error }
        if condition.truth == .no { continue }
        let points = try amount(band.amount, scoring.full)
        result = result?.hull(points) ?? points
        if condition.truth == .yes { return result ?? points }
      }
      return result?.hull(.zero) ?? .zero
    case .interpolation(let formula, let knots):
      let value = evaluate(formula)
      if case .failed(let error) = value { throw error }
      guard let interval = value.interval else {
        return knots.dropFirst().reduce(Interval(knots[0].points)) { $0.hull(Interval($1.points)) }
      }
      var result = Interval(try Self.interpolate(interval.least, knots)).hull(
        Interval(try Self.interpolate(interval.most, knots)))
      for knot in knots { note(interval, limitedBy: Interval(knot.at)) }
      for knot in knots where .finite(knot.at) > interval.least && .finite(knot.at) < interval.most {
        result = result.hull(Interval(knot.points))
      }
      return result
    }
  }

  private static func interpolate(_ end: Endpoint, _ knots: [Scoring.Knot]) throws(ArithmeticError) -> Rational {
    guard let x = end.value else { return knots[end < .zero ? 0 : knots.count - 1].points }
    guard let after = knots.firstIndex(where: { $0.at >= x }) else { return knots[knots.count - 1].points }
    if after == 0 || knots[after].at == x { return knots[after].points }
    let (a, b) = (knots[after - 1], knots[after])
    let share = try x.subtracting(a.at).divided(by: try b.at.subtracting(a.at))
    return try a.points.adding(try b.points.subtracting(a.points).multiplied(by: share))
  }

  /// Applies 加计, 扣减, 乘以 and, in an adjustment, its limits.
  mutating func stepped(
    _ start: Interval, _ steps: [Step], _ full: Rational?
  ) throws(ArithmeticError) -> Interval {
    var points = start
    for step in steps {
      let condition = step.when.map { evaluate($0) } ?? Computed(.yes)
      if case .failed(let error) = condition { throw error }
      if condition.truth == .no { continue }
      let moved = try moved(points, step, full)
      points = condition.truth == .unknown ? moved.hull(points) : moved
    }
    return points
  }

  private mutating func moved(_ points: Interval, _ step: Step, _ full: Rational?) throws(ArithmeticError) -> Interval {
    if case .round(let rule) = step.operation {
      note(points, roundedBy: rule)
      return try points.map { value throws(ArithmeticError) in try value.rounded(rule.mode, toMultipleOf: rule.step) }
    }
    var amount = try amount(step.amount, full)
    if let by = step.by, let per = step.per { amount = try amount.multiplied(by: try count(by, per, step.mode)) }
    switch step.operation {
    case .add: return try points.adding(amount)
    case .subtract: return try points.subtracting(amount)
    case .multiply: return try points.multiplied(by: amount)
    case .cap:
      note(points, limitedBy: amount)
      return Interval(min(points.least, amount.least), min(points.most, amount.most))
    case .floor:
      note(points, limitedBy: amount)
      return Interval(max(points.least, amount.least), max(points.most, amount.most))
    case .round: return points
    }
  }

  /// How many steps of size `per` there are in `by`; never negative.
  private mutating func count(_ by: Formula, _ per: Formula, _ mode: Rounding?) throws(ArithmeticError) -> Interval {
    let (value, size) = (evaluate(by), evaluate(per))
    for case .failed(let error) in [value, size] { throw error }
    guard let total = value.interval, let share = try size.interval?.reciprocal() else {
      return Interval(.zero, .positiveInfinity)
    }
    let exact = try total.multiplied(by: share)
    note(exact, countedAs: mode)
    let counted = try exact.map { steps throws(ArithmeticError) in
      mode.map { steps.rounded($0) } ?? steps
    }
    return Interval(max(counted.least, .zero), max(counted.most, .zero))
  }

  private mutating func limited(_ points: Interval, _ scoring: Scoring) throws(ArithmeticError) -> Interval {
    try limited(points, scoring.limits, scoring.full, floor: .zero, cap: scoring.full)
  }

  /// 舍入, then 封顶 and 保底 with their defaults.
  mutating func limited(
    _ points: Interval, _ limits: ScoreLimits, _ full: Rational?, floor: Rational?, cap: Rational?
  ) throws(ArithmeticError) -> Interval {
    var points = points
    if let rule = limits.rounding {
      note(points, roundedBy: rule)
      points = try points.map { value throws(ArithmeticError) in try value.rounded(rule.mode, toMultipleOf: rule.step) }
    }
    let highest =
      try limits.cap.map { amount throws(ArithmeticError) in try self.amount(amount, full) } ?? cap.map { Interval($0) }
    if let highest {
      note(points, limitedBy: highest)
      points = Interval(min(points.least, highest.least), min(points.most, highest.most))
    }
    let lowest =
      try limits.floor.map { amount throws(ArithmeticError) in try self.amount(amount, full) }
      ?? floor.map { Interval($0) }
    if let lowest {
      note(points, limitedBy: lowest)
      points = Interval(max(points.least, lowest.least), max(points.most, lowest.most))
    }
    return points
  }

  /// Whether a stated 最低 is reached, and what its amount waits for if that is not known.
  mutating func minimum(
    _ limits: ScoreLimits, _ points: Interval, _ full: Rational?, _ applicable: Truth
  ) -> (reached: Truth, missing: [Missing]) {
    guard let minimum = limits.minimum, applicable != .no else { return (.yes, []) }
    let (wanted, read) = tracking { (try? $0.amount(minimum, full)) ?? .all }
    note(points, comparedWith: wanted)
    let reached = Self.compare(.atLeast, points, wanted)
    return (reached, reached == .unknown ? read.sorted() : [])
  }
}
