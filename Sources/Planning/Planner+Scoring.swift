import Model
import Quantities
import Syntax

/// Items, bonuses, deductions and adjustments: Grammar.md, section 5, step by step.
extension Planner {
  /// What a clause comes to, and whether it reaches its minimum, before cases are looked at.
  mutating func work(_ scoring: Scoring, full: Int?) -> (points: Int, reached: Int?) {
    func limited(_ place: Int) -> Int {
      self.limited(place, scoring.limits, full: full, least: points(.zero), most: full)
    }
    var worked = limited(stepped(base(scoring, full: full), scoring.steps, full: full))
    if !scoring.conditions.isEmpty {
      let holds = node(.all, scoring.conditions.map { lower($0) }, .truth)
      worked = node(.given, [holds, worked, limited(points(.zero))], .points)
    }
    if let inapplicable = scoring.inapplicable {
      worked = node(.applicable, [lower(inapplicable), worked], .points)
    }
    let least = scoring.limits.floor.map { amount($0, full: full) } ?? points(.zero)
    let most =
      scoring.limits.cap.map { amount($0, full: full) } ?? full ?? points(Interval(.zero, .positiveInfinity))
    worked = node(.bounded, [worked, least, most], .points)
    return (worked, wanted(scoring.limits, full: full).map { node(.reached, [worked, $0], .truth) })
  }

  /// Points, or a share of the full points.
  private mutating func amount(_ amount: Amount, full: Int?) -> Int {
    points(of: lower(amount.formula), amount, full: full)
  }

  /// - Parameter place: where the amount is worked out.
  private mutating func points(of place: Int, _ amount: Amount, full: Int?) -> Int {
    amount.isShare ? product([place, full ?? points(.zero)]) : place
  }

  private mutating func base(_ scoring: Scoring, full: Int?) -> Int {
    switch scoring.base {
    case .full: return full ?? points(.zero)
    case .zero: return points(.zero)
    case .mark(let mark):
      // 封顶 and 保底 say that a mark beyond them can have been meant.
      let hasMost = full != nil && scoring.limits.cap == nil
      return node(
        .mark(hasLeast: scoring.limits.floor == nil, hasMost: hasMost),
        [amount(mark, full: full)] + (hasMost ? [full].compactMap { $0 } : []), .points)
    case .bands(let bands):
      return node(
        .firstOf, bands.flatMap { [$0.when.map { lower($0) } ?? truth(.yes), amount($0.amount, full: full)] }, .points)
    case .interpolation(let formula, let knots): return node(.interpolate(knots), [lower(formula)], .points)
    }
  }

  private mutating func stepped(_ start: Int, _ steps: [Step], full: Int?) -> Int {
    steps.reduce(start) { step($1, on: $0, full: full).points }
  }

  /// The points after a step, and by how much it moves them.
  mutating func step(_ step: Step, on start: Int, full: Int?) -> (points: Int, change: Int) {
    var (moved, change) = moved(start, step, full: full)
    if let when = step.when {
      let holds = lower(when)
      moved = node(.given, [holds, moved, start], .points)
      change = node(.given, [holds, change, points(.zero)], .points)
    }
    return (moved, change)
  }

  private mutating func moved(_ start: Int, _ step: Step, full: Int?) -> (points: Int, change: Int) {
    if case .round(let rule) = step.operation {
      let size = points(Interval(rule.step))
      return (rounded(start, rule), node(.roundingChange(rule.mode), [start, size], .points))
    }
    var amount = lower(step.amount.formula)
    for (comparator, end) in step.allowed.comparisons {
      amount = node(.kept(comparator), [amount, lower(end)], .points)
    }
    amount = points(of: amount, step.amount, full: full)
    if let by = step.by, let per = step.per {
      amount = product([amount, node(.count(step.mode), [lower(by), lower(per)], .points)])
    }
    if let limit = step.limit {
      amount = node(.operation(.smaller), [amount, self.amount(limit, full: full)], .points)
    }
    let zero = points(.zero)
    switch step.operation {
    case .add: return (sum([start, amount], subtracted: [false, false]), amount)
    case .subtract:
      return (sum([start, amount], subtracted: [false, true]), node(.operation(.negated), [amount], .points))
    case .multiply:
      let less = sum([amount, points(Interval(.one))], subtracted: [false, true])
      return (product([start, amount]), product([start, less]))
    case .cap:
      let over = sum([amount, start], subtracted: [false, true])
      return (
        node(.operation(.smaller), [start, amount], .points), node(.operation(.smaller), [over, zero], .points)
      )
    case .floor:
      let under = sum([amount, start], subtracted: [false, true])
      return (
        node(.operation(.larger), [start, amount], .points), node(.operation(.larger), [under, zero], .points)
      )
    case .round: return (start, zero)
    }
  }

  // MARK: Limits

  mutating func rounded(_ place: Int, _ rule: RoundingRule) -> Int {
    node(.operation(.rounded(rule.mode)), [place, points(Interval(rule.step))], .points)
  }

  /// 舍入, then 封顶 and 保底, or what stands in for them.
  mutating func limited(_ place: Int, _ limits: ScoreLimits, full: Int?, least: Int?, most: Int?) -> Int {
    var place = place
    if let rule = limits.rounding { place = rounded(place, rule) }
    if let most = limits.cap.map({ amount($0, full: full) }) ?? most {
      place = node(.operation(.smaller), [place, most], .points)
    }
    if let least = limits.floor.map({ amount($0, full: full) }) ?? least {
      place = node(.operation(.larger), [place, least], .points)
    }
    return place
  }

  /// The least points that are wanted, if 最低 states some.
  mutating func wanted(_ limits: ScoreLimits, full: Int?) -> Int? { limits.minimum.map { amount($0, full: full) } }

  // MARK: Results

  /// What a clause comes to, whether it applies or not.
  private mutating func inEveryCase(_ worked: Int, _ scoring: Scoring, full: Int?) -> Int {
    let instead = scoring.treatment == .full ? full ?? points(.zero) : points(.zero)
    return node(.otherwise, [worked, instead], .points)
  }

  /// Points of which nothing is known where they, or something beside them, cannot be worked out.
  mutating func unbounded(_ place: Int, alongside other: Int) -> Int {
    let both = node(.alongside, [place, other], .points)
    let least = points(Interval(.negativeInfinity, .negativeInfinity))
    let most = points(Interval(.positiveInfinity, .positiveInfinity))
    return node(.bounded, [both, least, most], .points)
  }

  /// A score from what it comes to and whether it reaches its minimum, before its level grows.
  mutating func score(_ worked: Int, _ reached: Int?, _ scoring: Scoring, full: Int?) -> Plan.Score {
    let every = closed(reported(inEveryCase(worked, scoring, full: full)))
    let applied = closed(reported(worked))
    let told = [worked] + [reached].compactMap { $0 }
    let verdict = node(
      .pointsVerdict(hasMinimum: reached != nil, hasFull: full != nil),
      told + [every] + [full].compactMap { $0 }, .verdict)
    let appliedRate = full.map { share(applied, of: $0) }
    let isSharedOut = scoring.treatment == .shared
    let minimum = reached.map { node(.otherwise, [$0, truth(.yes)], .truth) }
    return Plan.Score(
      verdict: verdict, points: every, applied: applied, full: full, rate: full.map { share(every, of: $0) },
      appliedRate: appliedRate, applies: node(.applies, [worked], .truth), isSharedOut: isSharedOut,
      minimum: minimum.map { reported($0) } ?? truth(.yes), waiting: told, failing: told,
      share: isSharedOut ? applied : every,
      hasFullPoints: node(.hasFullPoints, [verdict, appliedRate ?? points(.all)], .truth))
  }

  mutating func item(_ scoring: Scoring, _ path: ResultPath) -> Plan.Score {
    let full = full(path, scoring.full)
    let (points, reached) = work(scoring, full: full)
    let values = [points] + [reached].compactMap { $0 }
    let settled = cases(values, deciding: values.count, scoring.subjects)
    return score(settled[0], reached == nil ? nil : settled[1], scoring, full: full)
  }

  // MARK: Adjustments

  /// A bonus, deduction or adjustment, and the total after it.
  mutating func adjustment(_ adjustment: Adjustment, _ index: Int, from before: Int) -> (Plan.Score, total: Int) {
    let scoring = adjustment.scoring
    if adjustment.kind == .adjustment { return moving(scoring, from: before) }
    let full = full(.adjustment(index), scoring.full)
    let (points, reached) = work(scoring, full: full)
    let every = node(.extent, [inEveryCase(points, scoring, full: full)], .points)
    let after = sum([before, every], subtracted: [false, adjustment.kind == .deduction])
    let values = [points] + [reached].compactMap { $0 }
    let settled = cases(values + [after], deciding: values.count, scoring.subjects)
    return (
      score(settled[0], reached == nil ? nil : settled[1], scoring, full: full), settled[settled.count - 1]
    )
  }

  private mutating func moving(_ scoring: Scoring, from before: Int) -> (Plan.Score, total: Int) {
    var (total, change) = (before, points(.zero))
    for step in scoring.steps {
      let next = self.step(step, on: total, full: nil)
      (total, change) = (next.points, sum([change, next.change], subtracted: [false, false]))
    }
    if !scoring.conditions.isEmpty {
      let holds = node(.all, scoring.conditions.map { lower($0) }, .truth)
      total = node(.given, [holds, total, before], .points)
      change = node(.given, [holds, change, points(.zero)], .points)
    }
    // What is known of both ends is known of how far they are apart.
    change = node(
      .ifExact, [before, sum([total, before], subtracted: [false, true]), change], .points)
    // Neither is known without the other.
    let both = unbounded(change, alongside: total)
    let after = node(.extent, [unbounded(total, alongside: change)], .points)
    let settled = cases([both, after], deciding: 1, scoring.subjects)
    let shown = closed(reported(settled[0]))
    let verdict = node(.changeVerdict, [settled[0]], .verdict)
    return (
      Plan.Score(
        verdict: verdict, points: shown, applied: shown, applies: truth(.yes), isSharedOut: true,
        minimum: truth(.yes), waiting: [settled[0]], failing: [settled[0]], share: shown,
        hasFullPoints: node(.hasFullPoints, [verdict, points(.all)], .truth)), settled[1]
    )
  }
}
