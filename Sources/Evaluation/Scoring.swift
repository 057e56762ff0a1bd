import Model
import Quantities

/// Works out items, bonuses and adjustments: Grammar.md, section 5, step by step.
extension Evaluator {
  /// Stands in for "no maximum" where an amount is unknown and nothing limits it.
  static let unlimited = Rational(1_000_000_000)

  mutating func score(_ scoring: Scoring) -> ScoreResult {
    let ((points, applicable, error), read) = tracking { $0.points(scoring) }
    let full = scoring.full
    let minimum = minimum(scoring.limits, points, full, applicable)
    let verdict: Verdict
    if error != nil {
      verdict = .failed
    } else if applicable == .no {
      verdict = .inapplicable
    } else if !points.isExact || applicable == .unknown {
      verdict = .unverified
    } else if points.least <= .zero, full != .zero {
      verdict = .unmet
    } else if let full, points.least < full {
      verdict = .partlyMet
    } else {
      verdict = .met
    }
    let isOpen = verdict == .unverified || verdict == .failed
    return ScoreResult(
      verdict: verdict, points: points, full: full, applicable: scoring.treatment == .shared ? applicable : .yes,
      missing: isOpen ? read.sorted() : [], error: error, minimum: minimum)
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
    let least = scoring.limits.floor.flatMap { try? amount($0, scoring.full).least } ?? .zero
    let most = scoring.limits.cap.flatMap { try? amount($0, scoring.full).most } ?? scoring.full ?? Self.unlimited
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

  /// An amount in points, as a range.
  mutating func amount(_ amount: Amount, _ full: Rational?) throws(ArithmeticError) -> Interval {
    let value = evaluate(amount.formula)
    if case .failed(let error) = value { throw error }
    guard let interval = value.interval else { return Interval(.zero, full ?? Self.unlimited) }
    guard amount.isShare else { return interval }
    return try interval.multiplied(by: Interval(full ?? .zero))
  }

  private mutating func base(_ scoring: Scoring) throws(ArithmeticError) -> Interval {
    switch scoring.base {
    case .full: return Interval(scoring.full ?? .zero)
    case .zero: return .zero
    case .mark(let mark):
      let mark = try amount(mark, scoring.full)
      if let full = scoring.full { note(mark, limitedBy: Interval(full)) }
      if let full = scoring.full, scoring.limits.cap == nil, mark.isExact, mark.least > full {
        throw .markOutOfRange
      }
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
      for knot in knots where knot.at > interval.least && knot.at < interval.most {
        result = result.hull(Interval(knot.points))
      }
      return result
    }
  }

  private static func interpolate(_ x: Rational, _ knots: [Scoring.Knot]) throws(ArithmeticError) -> Rational {
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
    if case .failed(let error) = value { throw error }
    guard let interval = value.interval, case .known(.number(let size)) = size else {
      return Interval(.zero, Self.unlimited)
    }
    note(interval, countedBy: size, mode)
    return try interval.map { value throws(ArithmeticError) in
      let steps = try value.divided(by: size)
      let whole = mode.map { Rational(steps.rounded($0)) } ?? steps
      return max(whole, .zero)
    }
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

  /// Whether a stated 最低 is reached.
  mutating func minimum(_ limits: ScoreLimits, _ points: Interval, _ full: Rational?, _ applicable: Truth) -> Truth {
    guard let minimum = limits.minimum, applicable != .no, let wanted = try? amount(minimum, full) else { return .yes }
    note(points, comparedWith: wanted)
    return Self.compare(.atLeast, points, wanted)
  }
}
