import Model
import Planning
import Quantities

/// Works out items, bonuses and adjustments: Grammar.md, section 5, step by step.
extension Evaluator {
  mutating func score(_ scoring: Scoring) -> ScoreResult {
    let (worked, read) = tracking { evaluator in
      evaluator.cases(of: scoring.subjects) { $0.work(scoring) }
    }
    return result(of: scoring, worked, read)
  }

  /// - Parameter read: what was missing on the way.
  mutating func result(of scoring: Scoring, _ worked: Worked, _ read: Set<Missing>) -> ScoreResult {
    let full = scoring.full
    let points = worked.all(scoring.treatment, full).closed
    let verdict: Verdict
    if worked.applies == .no {
      verdict = .inapplicable
    } else if worked.error != nil {
      verdict = .failed
    } else if let exact = points.exact, worked.isSettled {
      verdict = Verdict(points: exact, of: full)
    } else {
      verdict = .unverified
    }
    let minimum: Truth = worked.applies == .unknown && worked.reached == .no ? .unknown : worked.reached
    return ScoreResult(
      verdict: verdict, points: points, applied: (worked.points ?? points).closed, full: full.map { Interval($0) },
      rate: Self.rate(points, full), appliedRate: Self.rate((worked.points ?? points).closed, full),
      applies: worked.applies, isSharedOut: scoring.treatment == .shared, missing: verdict.isOpen ? read.sorted() : [],
      error: worked.error ?? worked.minimumError, minimum: minimum,
      minimumMissing: minimum == .unknown ? read.sorted() : [])
  }

  /// The share of the full points that was reached; nil where there are none.
  static func rate(_ points: Interval, _ full: Rational?) -> Interval? {
    guard let full, !full.isZero else { return nil }
    return try? points.map { value throws(ArithmeticError) in try value.divided(by: full) }
  }

  mutating func work(_ scoring: Scoring) -> Worked {
    let outer = doubts
    doubts = false
    defer { doubts = outer }
    var worked = Worked()
    do throws(ArithmeticError) {
      // Whether it applies is unknown where that itself cannot be worked out.
      worked.mayNotApply = scoring.inapplicable != nil
      let applies =
        try scoring.inapplicable.map { formula throws(ArithmeticError) in
          try decided(evaluate(formula)).negated
        } ?? .yes
      if applies == .no {
        tell(
          DerivationStep(
            kind: .inapplicable, range: scoring.inapplicable?.range,
            points: Worked().all(scoring.treatment, scoring.full)))
        return Worked()
      }
      worked.mayNotApply = applies == .unknown
      worked.points = try guarded(applies) { evaluator throws(ArithmeticError) in try evaluator.conditional(scoring) }
    } catch {
      worked.error = error
    }
    if doubts || worked.points == nil {
      let bounds = bounds(scoring)
      worked.points = worked.points?.hull(bounds) ?? bounds
      worked.isDoubtful = worked.error == nil
    }
    if let minimum = scoring.limits.minimum, let points = worked.points {
      (worked.reached, worked.minimumError) =
        worked.error == nil ? reached(minimum, points, scoring.full) : (.unknown, nil)
    }
    return worked
  }

  /// Whether points reach a minimum, and why that cannot be worked out.
  mutating func reached(_ minimum: Amount, _ points: Interval, _ full: Rational?) -> (Truth, ArithmeticError?) {
    let outer = doubts
    doubts = false
    defer { doubts = outer }
    do throws(ArithmeticError) {
      let wanted = try amount(minimum, full)
      note(points, comparedWith: wanted)
      return (doubts ? .unknown : Computed.compare(.atLeast, points, wanted), nil)
    } catch {
      return (.unknown, error)
    }
  }

  // MARK: What may fail

  /// The truth of a condition; that it may fail is kept in mind.
  mutating func decided(_ value: Computed) throws(ArithmeticError) -> Truth {
    if let error = value.error { throw error }
    if value == .doubtful { doubts = true }
    return value.truth
  }

  /// A number as a range: any at all where nothing is known of it.
  mutating func range(_ value: Computed) throws(ArithmeticError) -> Interval {
    if let error = value.error { throw error }
    if value == .doubtful { doubts = true }
    return value.interval ?? .all
  }

  /// What is worked out only where a condition holds: as long as that is open, its failure is none yet.
  private mutating func guarded<Result>(
    _ condition: Truth, _ body: (inout Evaluator) throws(ArithmeticError) -> Result
  ) throws(ArithmeticError) -> Result? {
    do throws(ArithmeticError) {
      return try body(&self)
    } catch {
      if condition == .yes { throw error }
      doubts = true
      return nil
    }
  }

  /// Every score the clause can give: what stands in for it when it cannot be worked out.
  private mutating func bounds(_ scoring: Scoring) -> Interval {
    let highest = scoring.limits.cap.map { bounds($0, scoring.full).most } ?? scoring.full.map(Endpoint.finite)
    let least = scoring.limits.floor.map { bounds($0, scoring.full).least } ?? .zero
    return Interval(least, highest ?? .positiveInfinity)
  }

  /// What an amount may be: anything where it cannot be worked out.
  private mutating func bounds(_ amount: Amount, _ full: Rational?) -> Interval {
    do throws(ArithmeticError) { return try self.amount(amount, full) } catch { return .all }
  }

  // MARK: Step by step

  private mutating func conditional(_ scoring: Scoring) throws(ArithmeticError) -> Interval {
    func given(_ evaluator: inout Evaluator) throws(ArithmeticError) -> Interval {
      let base = try evaluator.base(scoring)
      return try evaluator.limited(try evaluator.stepped(base, scoring.steps, scoring.full), scoring)
    }
    if scoring.conditions.isEmpty { return try given(&self) }
    let before = told
    tell(DerivationStep(kind: .unmet, points: .zero))
    let nothing = try limited(Interval.zero, scoring)
    let condition = try decided(fold(scoring.conditions, stopsAt: .no) { $0.evaluate($1) })
    if condition == .no { return nothing }
    told = before
    guard let worked = try guarded(condition, given) else { return nothing }
    if condition == .yes { return worked }
    let open = worked.hull(nothing)
    tell(DerivationStep(kind: .open, points: open))
    return open
  }

  /// An amount in points, as a range.
  mutating func amount(_ amount: Amount, _ full: Rational?) throws(ArithmeticError) -> Interval {
    let interval = try range(evaluate(amount.formula))
    guard amount.isShare else { return interval }
    return try interval.multiplied(by: Interval(full ?? .zero))
  }

  private mutating func base(_ scoring: Scoring) throws(ArithmeticError) -> Interval {
    switch scoring.base {
    case .full:
      let full = Interval(scoring.full ?? .zero)
      tell(DerivationStep(kind: .full, points: full))
      return full
    case .zero:
      tell(DerivationStep(kind: .zero, points: .zero))
      return .zero
    case .mark(let mark):
      let points = try self.mark(mark, scoring)
      tell(DerivationStep(kind: .mark, range: mark.formula.range, points: points))
      return points
    case .bands(let bands): return try self.bands(bands, scoring.full)
    case .interpolation(let formula, let knots):
      let points = try interpolated(range(evaluate(formula)), knots)
      tell(DerivationStep(kind: .interpolation, range: formula.range, points: points))
      return points
    }
  }

  private mutating func mark(_ mark: Amount, _ scoring: Scoring) throws(ArithmeticError) -> Interval {
    let mark = try amount(mark, scoring.full)
    // A mark that cannot have been meant; 封顶 and 保底 say that it can.
    note(mark, limitedBy: .zero)
    if scoring.limits.floor == nil, mark.least < .zero {
      if mark.most < .zero { throw .markOutOfRange }
      doubts = true
    }
    if let full = scoring.full {
      note(mark, limitedBy: Interval(full))
      if scoring.limits.cap == nil, mark.most > .finite(full) {
        if mark.least > .finite(full) { throw .markOutOfRange }
        doubts = true
      }
    }
    return mark
  }

  private mutating func bands(_ bands: [Scoring.Band], _ full: Rational?) throws(ArithmeticError) -> Interval {
    var result: Interval?
    var isReached = Truth.yes
    for band in bands {
      let condition =
        try band.when.map { when throws(ArithmeticError) in
          try guarded(isReached) { evaluator throws(ArithmeticError) in try evaluator.decided(evaluator.evaluate(when))
          }
            ?? .unknown
        } ?? .yes
      if condition == .no { continue }
      let isSure: Truth = isReached == .yes && condition == .yes ? .yes : .unknown
      let points = try guarded(isSure) { evaluator throws(ArithmeticError) in try evaluator.amount(band.amount, full) }
      if let points { result = result?.hull(points) ?? points }
      if condition == .yes {
        let points = result ?? .zero
        tell(DerivationStep(kind: .row, range: isSure == .yes ? band.range : nil, points: points))
        return points
      }
      isReached = .unknown
    }
    let points = result?.hull(.zero) ?? .zero
    tell(DerivationStep(kind: .row, points: points))
    return points
  }

  private mutating func interpolated(_ range: Interval, _ knots: [Scoring.Knot]) throws(ArithmeticError) -> Interval {
    for knot in knots { note(range, limitedBy: Interval(knot.at)) }
    return try range.interpolated(knots)
  }

  /// Applies 加计, 扣减 and 乘以.
  private mutating func stepped(
    _ start: Interval, _ steps: [Step], _ full: Rational?
  ) throws(ArithmeticError) -> Interval {
    var points = start
    for step in steps { points = try self.step(step, on: points, full).points }
    return points
  }

  /// The points after a step, and by how much it moves them.
  mutating func step(
    _ step: Step, on points: Interval, _ full: Rational?
  ) throws(ArithmeticError) -> (points: Interval, change: Interval) {
    let condition = try step.when.map { when throws(ArithmeticError) in try decided(evaluate(when)) } ?? .yes
    if condition == .no { return (points, .zero) }
    let moved = try guarded(condition) { evaluator throws(ArithmeticError) in
      try evaluator.moved(points, step, full)
    }
    guard let moved else { return (points, .all) }
    if condition == .yes { return moved }
    let open = moved.points.hull(points)
    tell(DerivationStep(kind: .open, points: open))
    return (open, moved.change.hull(.zero))
  }

  private mutating func moved(
    _ points: Interval, _ step: Step, _ full: Rational?
  ) throws(ArithmeticError) -> (points: Interval, change: Interval) {
    if case .round(let rule) = step.operation {
      let rounded = try self.rounded(points, rule)
      let step = Interval(rule.step.negated, rule.step)
      return (rounded, points.isExact ? try rounded.subtracting(points) : step)
    }
    let (amount, count, most) = try amount(of: step, full)
    func tell(_ evaluator: inout Evaluator, _ kind: DerivationStep.Kind, _ points: Interval) {
      evaluator.tell(
        DerivationStep(
          kind: kind, range: step.range, amount: amount, count: count, most: most, points: points))
    }
    switch step.operation {
    case .add:
      let sum = try points.adding(amount)
      tell(&self, .add, sum)
      return (sum, amount)
    case .subtract:
      let rest = try points.subtracting(amount)
      tell(&self, .subtract, rest)
      return (rest, amount.negated)
    case .multiply:
      let less = try amount.subtracting(Interval(.one))
      let product = try points.multiplied(by: amount)
      tell(&self, .multiply, product)
      return (product, try points.multiplied(by: less))
    case .cap:
      let over = try amount.subtracting(points)
      return (capped(points, at: amount), over.capped(at: .zero))
    case .floor:
      let under = try amount.subtracting(points)
      return (floored(points, at: amount), under.floored(at: .zero))
    case .round: return (points, .zero)
    }
  }

  /// What a step adds, takes or multiplies by; how often it counts, and what each is worth; its 最多.
  private mutating func amount(
    of step: Step, _ full: Rational?
  ) throws(ArithmeticError) -> (amount: Interval, count: (times: Interval, each: Interval)?, most: Interval?) {
    var amount = try range(evaluate(step.amount.formula))
    for (comparator, end) in step.allowed.comparisons {
      let end = try range(evaluate(end))
      note(amount, comparedWith: end)
      note(amount, limitedBy: end)
      guard let (kept, mayFail) = amount.kept(comparator, end) else { throw .amountOutOfRange }
      amount = kept
      doubts = doubts || mayFail
    }
    if step.amount.isShare { amount = try amount.multiplied(by: Interval(full ?? .zero)) }
    var counted: (times: Interval, each: Interval)?
    if let by = step.by, let per = step.per {
      let times = try count(by, per, step.mode)
      counted = (times, amount)
      amount = try amount.multiplied(by: times)
    }
    guard let limit = step.limit else { return (amount, counted, nil) }
    let most = try self.amount(limit, full)
    note(amount, limitedBy: most)
    return (amount.capped(at: most), counted ?? (Interval(.one), amount), most)
  }

  /// How many steps of size `per` there are in `by`; never negative.
  private mutating func count(_ by: Formula, _ per: Formula, _ mode: Rounding?) throws(ArithmeticError) -> Interval {
    let (total, size) = (try range(evaluate(by)), try range(evaluate(per)))
    guard let (steps, exact) = try total.count(per: size, mode) else {
      doubts = true
      return Interval(.zero, .positiveInfinity)
    }
    note(exact, countedAs: mode)
    return steps
  }

  // MARK: Limits

  private mutating func limited(_ points: Interval, _ scoring: Scoring) throws(ArithmeticError) -> Interval {
    try limited(points, scoring.limits, scoring.full, floor: .zero, cap: scoring.full)
  }

  /// 舍入, then 封顶 and 保底 with their defaults.
  mutating func limited(
    _ points: Interval, _ limits: ScoreLimits, _ full: Rational?, floor: Rational?, cap: Rational?
  ) throws(ArithmeticError) -> Interval {
    var points = points
    if let rule = limits.rounding { points = try rounded(points, rule) }
    let highest =
      try limits.cap.map { amount throws(ArithmeticError) in try self.amount(amount, full) } ?? cap.map { Interval($0) }
    if let highest { points = capped(points, at: highest) }
    let lowest =
      try limits.floor.map { amount throws(ArithmeticError) in try self.amount(amount, full) }
      ?? floor.map { Interval($0) }
    if let lowest { points = floored(points, at: lowest) }
    return points
  }

  private mutating func capped(_ points: Interval, at limit: Interval) -> Interval {
    note(points, limitedBy: limit)
    let capped = points.capped(at: limit)
    if capped != points { tell(DerivationStep(kind: .cap, amount: limit, points: capped)) }
    return capped
  }

  private mutating func floored(_ points: Interval, at limit: Interval) -> Interval {
    note(points, limitedBy: limit)
    let floored = points.floored(at: limit)
    if floored != points { tell(DerivationStep(kind: .floor, amount: limit, points: floored)) }
    return floored
  }

  mutating func rounded(_ points: Interval, _ rule: RoundingRule) throws(ArithmeticError) -> Interval {
    note(points, roundedBy: rule)
    let rounded = try points.map { value throws(ArithmeticError) in
      try value.rounded(rule.mode, toMultipleOf: rule.step)
    }
    if rounded != points {
      tell(DerivationStep(kind: .round, amount: Interval(rule.step), mode: rule.mode, points: rounded))
    }
    return rounded
  }
}
