import Model
import Quantities
import Sheets

/// What formulas about results can see of a sheet's scores.
struct Scores {
  let standard: Standard
  var requirementResults: [RequirementResult] = []
  var categoryResults: [CategoryResult] = []
  var adjustmentResults: [ScoreResult] = []
  var total = Interval.zero
  var eligible = Truth.unknown

  private func columns(_ points: Interval, _ full: Rational?, _ met: Truth) -> [Computed] {
    [
      Computed.between(points).settled, rate(points, full),
      full.map { .known(.number($0)) } ?? .unknown, Computed(met),
    ]
  }

  private func rate(_ points: Interval, _ full: Rational?) -> Computed {
    guard let full, !full.isZero else { return .unknown }
    let rate = try? points.map { value throws(ArithmeticError) in try value.divided(by: full) }
    return rate.map { Computed.between($0).settled } ?? .failed(.overflow)
  }

  func value(_ path: ResultPath, _ column: ResultColumn) -> Computed {
    switch path {
    case .category(let index):
      let category = categoryResults[index]
      return columns(category.points, category.full, .unknown)[column.rawValue]
    case .group(let index, let group):
      let result = categoryResults[index].groups[group]
      return columns(result.points, result.full, .unknown)[column.rawValue]
    case .item(let index, let item): return row(categoryResults[index].items[item])[column.rawValue]
    case .adjustment(let index): return row(adjustmentResults[index])[column.rawValue]
    }
  }

  private func row(_ score: ScoreResult) -> [Computed] {
    let met: Truth =
      score.verdict == .met ? .yes : score.verdict == .unverified || score.verdict == .failed ? .unknown : .no
    return columns(score.points, score.full, met)
  }

  /// The rows of items that apply: all, or those of a category or group.
  func items(_ path: ResultPath?) -> [[Computed]] {
    var rows: [[Computed]] = []
    for (index, category) in categoryResults.enumerated() {
      for (place, item) in category.items.enumerated() where item.verdict != .inapplicable {
        switch path {
        case .category(let wanted)? where wanted != index: continue
        case .group(let wanted, let group)?
        where wanted != index || standard.categories[index].items[place].group != group:
          continue
        default: rows.append(row(item))
        }
      }
    }
    return rows
  }

  var categories: [[Computed]] {
    categoryResults.filter { $0.applicable != .no }.map { columns($0.points, $0.full, .unknown) }
  }

  func requirements(_ kind: Requirement.Kind) -> [[Computed]] {
    zip(standard.requirements, requirementResults).filter { $0.0.kind == kind }.map { _, result in
      let met: Truth =
        result.verdict == .unmet ? .no : result.verdict == .unverified || result.verdict == .failed ? .unknown : .yes
      return [.unknown, .unknown, .unknown, Computed(met)]
    }
  }
}

extension Evaluator {
  /// Judges the sheet: gates, points, total, eligibility, grade, ranking keys.
  mutating func judge() -> SheetResult {
    var open: [Decision: [Missing]] = [:]
    let entrant = (standard.entrants.map { decide($0, .participation, &open) } ?? .yes).and(candidacy(&open))
    var scores = Scores(standard: standard)
    scores.requirementResults = standard.requirements.map { requirement($0) }
    let parts = standard.categories.map { category($0) }
    let (total, _, factor) = Self.combine(
      parts.map { Share(points: $0.points, full: $0.full, applicable: $0.applicable) }, full: standard.total)
    scores.categoryResults = parts.map { part in
      var part = part
      if let factor, factor != .one { part.scale(by: factor) }
      return part
    }
    scores.total = total
    scores.eligible = eligibility(scores)
    for adjustment in standard.adjustments { apply(adjustment, to: &scores) }
    if let rule = standard.rounding {
      note(scores.total, roundedBy: rule)
      let rounded = try? scores.total.map({ value throws(ArithmeticError) in
        try value.rounded(rule.mode, toMultipleOf: rule.step)
      })
      scores.total = rounded ?? scores.total
    }
    scores.eligible = eligibility(scores)
    self.scores = scores
    let (grades, readForGrades) = tracking { $0.grades() }
    if grades.count > 1 { open[.grade] = readForGrades.sorted() }
    let ranking = standard.ranking
    let (keys, readForKeys) = tracking { evaluator in ranking.map { evaluator.evaluate($0.formula) } }
    if scores.eligible != .no, !readForKeys.isEmpty { open[.ranking] = readForKeys.sorted() }
    var selectable = scores.eligible
    if selectable != .no, let when = standard.selection?.when {
      selectable = selectable.and(decide(when, .selection, &open))
    }
    if let unset = standard.selection?.missing, !unset.isEmpty, selectable != .no {
      open[.selection, default: []] += unset.map(Missing.parameter)
    }
    return SheetResult(
      sheet: place, entrant: entrant, requirements: scores.requirementResults, categories: scores.categoryResults,
      adjustments: scores.adjustmentResults, total: scores.total, eligible: scores.eligible, grades: grades,
      keys: keys, selectable: selectable, open: open)
  }

  /// The truth of a condition; what it waits for is noted if it is unknown.
  /// Whether the level below has recommended the sheet, where the standard asks.
  private mutating func candidacy(_ open: inout [Decision: [Missing]]) -> Truth {
    guard let fact = standard.candidates else { return .yes }
    let (truth, read) = tracking { $0.fact(fact).truth }
    if truth == .unknown { open[.participation, default: []] += read.sorted() }
    return truth
  }

  private mutating func decide(
    _ condition: Formula, _ decision: Decision, _ open: inout [Decision: [Missing]]
  ) -> Truth {
    let (truth, read) = tracking { $0.truth(condition) }
    if truth == .unknown { open[decision] = read.sorted() }
    return truth
  }

  private mutating func requirement(_ requirement: Requirement) -> RequirementResult {
    let (value, read) = tracking { evaluator -> (Computed, inapplicable: Bool) in
      if let formula = requirement.inapplicable {
        let inapplicable = evaluator.evaluate(formula)
        if inapplicable.truth == .yes { return (Computed(.yes), true) }
        let condition = evaluator.fold(requirement.conditions, stopsAt: .no) { $0.evaluate($1) }
        if case .failed = inapplicable { return (inapplicable, false) }
        // If it may not apply, only meeting it settles it.
        return (inapplicable.truth == .unknown && condition.truth == .no ? .unknown : condition, false)
      }
      return (evaluator.fold(requirement.conditions, stopsAt: .no) { $0.evaluate($1) }, false)
    }
    if value.inapplicable { return RequirementResult(verdict: .inapplicable, missing: [], error: nil) }
    if case .failed(let error) = value.0 {
      return RequirementResult(verdict: .failed, missing: read.sorted(), error: error)
    }
    switch value.0.truth {
    case .yes: return RequirementResult(verdict: .met, missing: [], error: nil)
    case .no: return RequirementResult(verdict: .unmet, missing: [], error: nil)
    case .unknown: return RequirementResult(verdict: .unverified, missing: read.sorted(), error: nil)
    }
  }

  // MARK: Categories

  private mutating func category(_ category: Category) -> CategoryResult {
    var items = category.items.map { score($0.scoring) }
    func share(_ item: ScoreResult) -> Share {
      Share(points: item.points, full: item.full, applicable: item.applicable)
    }
    var groups: [GroupResult] = []
    for (index, group) in category.groups.enumerated() {
      let inside = items.indices.filter { category.items[$0].group == index }
      let (points, applicable, factor) = Self.combine(inside.map { share(items[$0]) }, full: group.full)
      if let factor, factor != .one { for place in inside { items[place].scale(by: factor) } }
      let level = level(points, group.limits, group.full, applicable)
      groups.append(
        GroupResult(
          points: level.points, full: group.full, applicable: applicable, minimum: level.minimum.reached,
          minimumMissing: level.minimum.missing, missing: level.missing))
    }
    let direct = items.indices.filter { category.items[$0].group == nil }
    let parts =
      direct.map { share(items[$0]) }
      + groups.map { Share(points: $0.points, full: $0.full, applicable: $0.applicable) }
    let (points, applicable, factor) = Self.combine(parts, full: category.full)
    if let factor, factor != .one {
      for place in items.indices { items[place].scale(by: factor) }
      for place in groups.indices { groups[place].scale(by: factor) }
    }
    let level = level(points, category.limits, category.full, applicable)
    return CategoryResult(
      points: level.points, full: category.full, applicable: applicable, minimum: level.minimum.reached,
      minimumMissing: level.minimum.missing, missing: level.missing, groups: groups, items: items)
  }

  /// The points of a category or group within its limits, whether it reaches its minimum, and what that waits for.
  private mutating func level(
    _ points: Interval, _ limits: ScoreLimits, _ full: Rational?, _ applicable: Truth
  ) -> (points: Interval, minimum: (reached: Truth, missing: [Missing]), missing: [Missing]) {
    let (limited, read) = tracking { (try? $0.limited(points, limits, full, floor: nil, cap: nil)) ?? .all }
    return (limited, minimum(limits, limited, full, applicable), limited.isExact ? [] : read.sorted())
  }

  /// A part of a level, for sharing out the points of parts that do not apply.
  struct Share {
    let points: Interval
    let full: Rational?
    let applicable: Truth
  }

  /// The points of a level from its parts. Parts that do not apply leave their points to the others in proportion;
  /// the factor by which the others grow is told when it is settled.
  static func combine(_ parts: [Share], full: Rational?) -> (Interval, applicable: Truth, factor: Rational?) {
    let sure = parts.filter { $0.applicable == .yes }
    let open = parts.filter { $0.applicable == .unknown }
    let applicable: Truth = !sure.isEmpty || parts.isEmpty ? .yes : open.isEmpty ? .no : .unknown
    // Where nothing is shared out, a part that may not apply may also give nothing.
    let given = sure.map(\.points) + open.map { $0.points.hull(.zero) }
    let sum = given.reduce(Interval.zero) { total, points in (try? total.adding(points)) ?? .all }
    guard let full, sure.count < parts.count, parts.allSatisfy({ $0.full != nil }) else {
      return (sum, applicable, nil)
    }
    if open.isEmpty {
      guard !sure.isEmpty else { return (.zero, .no, nil) }
      let left = sure.reduce(Rational.zero) { total, part in (try? total.adding(part.full ?? .zero)) ?? total }
      guard let factor = try? full.divided(by: left), let scaled = try? sum.multiplied(by: Interval(factor)) else {
        return (sum, applicable, nil)
      }
      return (scaled, applicable, factor)
    }
    let least = extreme(sure, open, full, lowest: true)
    let most = extreme(sure, open, full, lowest: false)
    return (Interval(least, most), applicable, nil)
  }

  /// The lowest or highest score over all choices of which open parts apply: parts are taken in while their own rate
  /// moves the common rate that way, the usual greedy for a ratio of sums.
  private static func extreme(_ sure: [Share], _ open: [Share], _ full: Rational, lowest: Bool) -> Endpoint {
    func end(_ part: Share) -> Endpoint { lowest ? part.points.least : part.points.most }
    if let boundless = (sure + open).map(end).first(where: { $0.value == nil }) { return boundless }
    func points(_ part: Share) -> Rational { end(part).value ?? .zero }
    func rate(_ points: Rational, _ full: Rational) -> Rational { (try? points.divided(by: full)) ?? .zero }
    var sum = sure.reduce(Rational.zero) { (try? $0.adding(points($1))) ?? $0 }
    var weight = sure.reduce(Rational.zero) { (try? $0.adding($1.full ?? .zero)) ?? $0 }
    let ordered = open.filter { $0.full?.isZero == false }.sorted {
      let (a, b) = (rate(points($0), $0.full ?? .one), rate(points($1), $1.full ?? .one))
      return lowest ? a < b : a > b
    }
    for part in ordered {
      let own = rate(points(part), part.full ?? .one)
      let common = rate(sum, weight)
      guard weight.isZero || (lowest ? own < common : own > common) else { break }
      sum = (try? sum.adding(points(part))) ?? sum
      weight = (try? weight.adding(part.full ?? .zero)) ?? weight
    }
    return .finite((try? rate(sum, weight).multiplied(by: full)) ?? .zero)
  }

  // MARK: After the categories

  private mutating func apply(_ adjustment: Adjustment, to scores: inout Scores) {
    self.scores = scores
    var result: ScoreResult
    switch adjustment.kind {
    case .bonus, .deduction:
      result = score(adjustment.scoring)
      let moved =
        adjustment.kind == .bonus
        ? try? scores.total.adding(result.points) : try? scores.total.subtracting(result.points)
      scores.total = moved ?? .all
    case .adjustment:
      let before = scores.total
      let ((after, error), read) = tracking { evaluator -> (Interval, ArithmeticError?) in
        do throws(ArithmeticError) {
          let condition = evaluator.fold(adjustment.scoring.conditions, stopsAt: .no) { $0.evaluate($1) }
          if case .failed(let error) = condition { throw error }
          if condition.truth == .no { return (before, nil) }
          let moved = try evaluator.stepped(before, adjustment.scoring.steps, nil)
          return (condition.truth == .unknown ? moved.hull(before) : moved, nil)
        } catch {
          return (before, error)
        }
      }
      let change = Self.change(from: before, to: after)
      let verdict: Verdict =
        error != nil ? .failed : !change.isExact && !read.isEmpty ? .unverified : change == .zero ? .unmet : .met
      result = ScoreResult(
        verdict: verdict, points: change, full: nil, applicable: .yes,
        missing: verdict == .unverified ? read.sorted() : [], error: error, minimum: .yes, minimumMissing: [])
      scores.total = after
    }
    scores.adjustmentResults.append(result)
  }

  /// What an adjustment did to the total, end by end; anything where the total had no end before.
  private static func change(from before: Interval, to after: Interval) -> Interval {
    if before == after { return .zero }
    guard before.least.value != nil, before.most.value != nil,
      let least = try? after.least.adding(before.least.negated), let most = try? after.most.adding(before.most.negated)
    else { return .all }
    return Interval(least, most)
  }

  private mutating func eligibility(_ scores: Scores) -> Truth {
    var parts: [Truth] = []
    for (requirement, result) in zip(standard.requirements, scores.requirementResults) {
      switch (requirement.kind, result.verdict) {
      case (.advisory, _): continue
      case (_, .unverified), (_, .failed): parts.append(.unknown)
      case (.veto, let verdict): parts.append(verdict == .met ? .no : .yes)
      case (_, let verdict): parts.append(verdict == .unmet ? .no : .yes)
      }
    }
    for category in scores.categoryResults {
      parts.append(category.minimum)
      parts += category.groups.map(\.minimum) + category.items.map(\.minimum)
    }
    return parts.contains(.no) ? .no : parts.contains(.unknown) ? .unknown : .yes
  }

  /// The grades whose conditions may be the first to hold; nil if it may be that none does, but some may.
  private mutating func grades() -> [Int?] {
    var possible: [Int?] = []
    for (index, grade) in standard.grades.enumerated() {
      let holds = grade.when.map { truth($0) } ?? .yes
      if holds != .no { possible.append(index) }
      if holds == .yes { return possible }
    }
    return possible.isEmpty ? [] : possible + [nil]
  }
}

extension ScoreResult {
  mutating func scale(by factor: Rational) {
    guard applicable != .no, verdict != .inapplicable || points != .zero else { return }
    points = (try? points.multiplied(by: Interval(factor))) ?? points
    full = full.flatMap { try? $0.multiplied(by: factor) }
  }
}

extension GroupResult {
  mutating func scale(by factor: Rational) {
    guard applicable != .no else { return }
    points = (try? points.multiplied(by: Interval(factor))) ?? points
    full = full.flatMap { try? $0.multiplied(by: factor) }
  }
}

extension CategoryResult {
  mutating func scale(by factor: Rational) {
    guard applicable != .no else { return }
    points = (try? points.multiplied(by: Interval(factor))) ?? points
    full = full.flatMap { try? $0.multiplied(by: factor) }
    for index in items.indices { items[index].scale(by: factor) }
    for index in groups.indices { groups[index].scale(by: factor) }
  }
}
