import Model
import Quantities

/// A standard from its gates to its selection.
extension Planner {
  mutating func lower() {
    plan.uses = standard.cohortUses.map { use in
      let cohort = standard.cohorts[use.cohort]
      return Plan.Use(
        value: settled(use.formula), isMember: cohort.members.map { settled($0) }, group: cohort.by.map { fact($0) },
        entity: cohort.counting.map { fact($0) })
    }
    plan.results.entrants = standard.entrants.map { settled($0) }
    plan.results.candidacy = standard.candidates.map { fact($0) }
    let waiting = truth(.unknown)
    plan.results.requirements = standard.requirements.map { _ in
      Plan.Requirement(holds: waiting, verdict: waiting, passes: waiting)
    }
    requirements(.first)
    plan.results.categories = standard.categories.enumerated().map { category($1, $0) }
    var total = categories()
    requirements(.categories)
    for (index, adjustment) in standard.adjustments.enumerated() {
      self.total = reported(total)
      let (score, after) = self.adjustment(adjustment, index, from: reported(total))
      total = after
      plan.results.adjustments.append(score)
      plan.results.sums.append(total)
      requirements(.adjustment(index))
    }
    if let rule = standard.rounding {
      total = rounded(reported(total), rule)
      plan.results.sums.append(total)
    }
    plan.results.total = closed(reported(total))
    self.total = plan.results.total
    if standard.mayBeUnscored {
      let marked = zip(standard.requirements, plan.results.requirements).filter(\.0.leavesUnscored).map(\.1.passes)
      plan.results.scored = node(.all, marked, .truth)
    }
    requirements(.total)
    if !standard.grades.isEmpty {
      plan.results.grades = grades(standard.grades.indices, standard.gradeSubjects)
      let tried = standard.gradesWithoutTotal
      if plan.results.scored != nil, tried != standard.grades.indices {
        let subjects = Subject.of(standard.grades[tried].compactMap(\.when), standard)
        plan.results.gradesWithoutTotal = grades(tried, subjects)
      }
    }
    plan.results.determinations = standard.determinations.map { determination($0) }
    plan.results.keys = standard.ranking.map { settled($0.formula) }
    plan.results.selection = standard.selection?.when.map { settled($0) }
  }

  /// Which of some grades may be the first whose condition holds.
  private mutating func grades(_ tried: Range<Int>, _ subjects: [Subject]) -> Int {
    let conditions = tried.map { index in
      let grade = standard.grades[index]
      let holds = grade.when.map { lower($0) } ?? truth(.yes)
      return grade.places == nil ? holds : node(.all, [holds, node(.admitted(index), [], .truth)], .truth)
    }
    return first(of: conditions, subjects)
  }

  /// Which of some conditions may be the first to hold; nil always does.
  private mutating func first(of conditions: [Formula?], _ subjects: [Subject]) -> Int {
    first(of: conditions.map { $0.map { lower($0) } ?? truth(.yes) }, subjects)
  }

  private mutating func first(of conditions: [Int], _ subjects: [Subject]) -> Int {
    cases([node(.firstToHold, conditions, .grades)], deciding: 1, subjects)[0]
  }

  private mutating func determination(_ determination: Determination) -> Plan.Determination {
    let value = settled(standard.definitions[determination.definition].formula)
    let conditions = determination.rungs.map(\.when)
    var withoutTotal: Plan.WithoutTotal?
    if plan.results.scored != nil, standard.asksForTotal(standard.definitions[determination.definition].formula) {
      let without = standard.withoutTotal(determination)
      let isThere = settled(without.isThere)
      withoutTotal = Plan.WithoutTotal(
        isThere: isThere, value: without.value.map { settled($0) },
        rungs: without.rungs.isEmpty ? nil : first(of: without.rungs.map(\.when), without.subjects))
    }
    return Plan.Determination(
      value: value, rungs: conditions.isEmpty ? nil : first(of: conditions, determination.subjects),
      withoutTotal: withoutTotal)
  }

  /// The verdicts that can be reached at a moment, and eligibility as far as it is known then.
  private mutating func requirements(_ moment: Moment) {
    func settle(_ planner: inout Planner) {
      planner.plan.results.eligible = planner.eligibility()
      planner.eligible = planner.reported(planner.plan.results.eligible)
    }
    if moment == .categories { settle(&self) }
    for index in standard.requirementOrder where standard.requirements[index].moment == moment {
      plan.results.requirements[index] = requirement(standard.requirements[index])
      if moment != .first { settle(&self) }
    }
  }

  private mutating func requirement(_ requirement: Requirement) -> Plan.Requirement {
    var holds = node(.all, requirement.conditions.map { lower($0) }, .truth)
    if let inapplicable = requirement.inapplicable {
      holds = node(.applicable, [lower(inapplicable), holds], .truth)
    }
    holds = cases([holds], deciding: 1, requirement.subjects)[0]
    if let scored = plan.results.scored, requirement.moment == .total, standard.asksForTotal(requirement) {
      holds = node(.applicable, [node(.not, [scored], .truth), holds], .truth)
    }
    // Who fulfils a veto is barred; what does not apply bars nobody.
    let lets = requirement.kind.bearing == .barring ? node(.not, [holds], .truth) : holds
    return Plan.Requirement(
      holds: holds, verdict: node(.requirementVerdict, [holds], .verdict),
      passes: reported(node(.otherwise, [lets, truth(.yes)], .truth)))
  }

  // MARK: Levels

  /// The parts of a level put together, and how far each may grow; nothing grows where nothing is shared out.
  private mutating func level(_ parts: [(share: Int, full: Int?)], full: Int?) -> (points: Int, growth: [Int]) {
    let fulls = parts.compactMap(\.full)
    let isShared = full != nil && fulls.count == parts.count
    let operands = parts.map(\.share) + (isShared ? fulls + [full].compactMap { $0 } : [])
    let growth = isShared ? parts.indices.map { node(.growth(part: $0, parts: parts.count), operands, .points) } : []
    return (node(.level(parts: parts.count), operands, .points), growth)
  }

  private mutating func category(_ category: Category, _ index: Int) -> Plan.Category {
    let full = full(.category(index), category.full)
    var items = category.items.enumerated().map { item($1.scoring, .item(index, $0)) }
    let fulls = items.map(\.full)
    var groups: [Plan.Level] = []
    for (place, group) in category.groups.enumerated() {
      let inside = items.indices.filter { category.items[$0].group == place }
      let groupFull = self.full(.group(index, place), group.full)
      let (points, growth) = level(inside.map { (items[$0].share, fulls[$0]) }, full: groupFull)
      for (item, growth) in zip(inside, growth) { grow(&items[item], growth) }
      groups.append(limited(points, group.limits, full: groupFull))
    }
    let direct = items.indices.filter { category.items[$0].group == nil }
    let (points, growth) = level(
      direct.map { (items[$0].share, fulls[$0]) } + groups.map { ($0.share, $0.full) },
      full: category.scale.map { self.points(Interval($0)) } ?? full)
    for (item, growth) in zip(direct, growth) { grow(&items[item], growth) }
    for (group, growth) in growth.dropFirst(direct.count).enumerated() {
      grow(&groups[group], growth)
      for item in items.indices where category.items[item].group == group { grow(&items[item], growth) }
    }
    return Plan.Category(
      level: limited(points, category.limits, full: full, scale: category.scale), groups: groups, items: items)
  }

  /// The total of the categories; each gets its share of what does not apply.
  private mutating func categories() -> Int {
    let full = standard.total.map { setting(.total, PlanValue(points: Interval($0)), .points) }
    let (points, growth) = level(plan.results.categories.map { ($0.level.share, $0.level.full) }, full: full)
    plan.results.sums.append(points)
    for (index, growth) in growth.enumerated() {
      var category = plan.results.categories[index]
      grow(&category.level, growth)
      if standard.categories[index].scale == nil {
        for item in category.items.indices { grow(&category.items[item], growth) }
        for group in category.groups.indices { grow(&category.groups[group], growth) }
      }
      plan.results.categories[index] = category
    }
    return node(.otherwise, [points, self.points(.zero)], .points)
  }

  /// A category or group within its own limits.
  ///
  /// - Parameter scale: on which these and its parts are; nil where they are points that count.
  private mutating func limited(
    _ parts: Int, _ limits: ScoreLimits, full: Int?, scale: Rational? = nil
  ) -> Plan.Level {
    let size = scale.map { points(Interval($0)) }
    let limited = self.limited(reported(parts), limits, full: size ?? full, least: nil, most: nil)
    let bounded = unbounded(limited, alongside: parts)
    let mark = closed(reported(bounded))
    func every(_ planner: inout Planner, _ place: Int) -> Int {
      planner.reported(planner.node(.otherwise, [place, planner.points(.zero)], .points))
    }
    var applied = mark
    if let size, let full {
      applied = node(.operation(.product(divided: [false, false, true])), [mark, full, size], .points)
    }
    let counting = every(&self, applied)
    let wanted = wanted(limits, full: size ?? full)
    let reached = wanted.map { node(.reached, [closed(bounded), $0], .truth) }
    let minimum = reached.map { reported(node(.otherwise, [$0, truth(.yes)], .truth)) } ?? truth(.yes)
    return Plan.Level(
      points: counting, applied: applied, full: full, mark: scale.map { _ in every(&self, mark) },
      rate: full.map { share(counting, of: $0) }, appliedRate: full.map { share(applied, of: $0) },
      applies: node(.applies, [applied], .truth), minimum: minimum, waiting: bounded, wanted: wanted,
      failing: [bounded] + (scale == nil ? [] : [applied]) + [reached].compactMap { $0 }, share: applied)
  }

  private mutating func grow(_ part: inout some PlanPart, _ growth: Int) {
    part.points = product([part.points, growth])
    part.applied = product([part.applied, growth])
    part.full = part.full.map { product([$0, growth]) }
    part.failing.append(part.points)
  }

  // MARK: Eligibility

  private mutating func eligibility() -> Int {
    var needed = zip(standard.requirements, plan.results.requirements).filter { $0.0.kind.bearing != .none }.map(
      \.1.passes)
    for category in plan.results.categories {
      needed.append(category.level.minimum)
      needed += category.groups.map(\.minimum) + category.items.map(\.minimum)
    }
    return node(.all, needed, .truth)
  }
}

/// What has a share in the points of a level.
private protocol PlanPart {
  var points: Int { get set }
  var applied: Int { get set }
  var full: Int? { get set }
  var failing: [Int] { get set }
}

extension Plan.Score: PlanPart {}
extension Plan.Level: PlanPart {}
