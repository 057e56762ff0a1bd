import Evaluation
import Model
import Quantities

/// What stands before points: taking part, gates, requirements, vetoes, minima.
extension Repairer {
  /// What keeps the sheet from being eligible, surely or perhaps.
  func barriers(_ own: SheetResult) -> [Barrier] {
    var barriers: [Barrier] = []
    for (index, requirement) in standard.requirements.enumerated() where requirement.kind.bearing != .none {
      let verdict = own.requirements[index].verdict
      let isFine =
        requirement.kind.bearing == .barring
        ? verdict == .unmet || verdict == .inapplicable : verdict == .met || verdict == .inapplicable
      if !isFine { barriers.append(.requirement(index)) }
    }
    for (index, category) in own.categories.enumerated() {
      if category.minimum != .yes { barriers.append(.minimum(.category(index))) }
      for (group, result) in category.groups.enumerated() where result.minimum != .yes {
        barriers.append(.minimum(.group(index, group)))
      }
      for (item, result) in category.items.enumerated() where result.minimum != .yes {
        barriers.append(.minimum(.item(index, item)))
      }
    }
    return barriers
  }

  func repairs(_ barrier: Barrier, _ state: State, every: Bool = false) -> Repairs {
    switch barrier {
    case .entry: return standard.entrants.map { repairs($0, true, state, every: every) } ?? Repairs()
    case .recommendation: return Repairs(obstacles: standard.candidates.map { [.recommendation($0)] } ?? [])
    case .requirement(let index):
      let requirement = standard.requirements[index]
      let state = state.looking(at: .requirement(index))
      if requirement.kind.bearing == .barring {
        // A veto is lifted by any of its conditions not holding.
        return oneOf(requirement.conditions, false, state, every: every)
      }
      var repairs = together(requirement.conditions, true, state, every: every)
      if let inapplicable = requirement.inapplicable {
        repairs.merge(self.repairs(inapplicable, true, state, every: every))
      }
      return repairs
    case .minimum(let path):
      var repairs = Repairs(options: raises(within: path, state))
      repairs.findCore(beyond: state.changes, standard.facts)
      if repairs.options.isEmpty {
        let facts = Set(sources.filter { $0.lies(within: path, of: standard) }.flatMap(\.reads.facts)).sorted()
        repairs.obstacles = facts.isEmpty ? [.settled] : facts.map { obstacle($0, state) ?? .noValue($0) }
      }
      return repairs
    case .selection: return standard.selection?.when.map { repairs($0, true, state, every: every) } ?? Repairs()
    case .grade: return Repairs()
    }
  }

  /// Changes that bring a grade about, or keep one that is tried before it from being the first that fits.
  ///
  /// - Parameter grades: those that will do as well.
  func repairs(toGrade grade: Int, orAnyOf grades: Set<Int>, _ state: State) -> [Changes] {
    var repairs = Repairs()
    if let when = standard.grades[grade].when { repairs.merge(self.repairs(when, true, state, every: true)) }
    for earlier in standard.grades[..<grade].enumerated() where !grades.contains(earlier.offset) {
      guard let when = earlier.element.when, truth(when, state) != .no, state.own.gradePlaces[earlier.offset] != .no
      else { continue }
      repairs.merge(self.repairs(when, false, state, every: true))
    }
    return repairs.options
  }

  // MARK: Which points count

  /// How often results are followed to what they ask of other results.
  private static let depthLimit = 2

  /// Changes that raise whatever a formula about results reads.
  func raises(readBy formula: Formula, _ state: State) -> [Changes] {
    var found = Repairs()
    // An adjustment may ask for a total of which it is a part itself.
    if state.depth > Self.depthLimit { return [] }
    var state = state
    state.depth += 1
    standard.walk([formula]) { part in
      for read in part.named.results {
        switch read {
        case .total, .categories: found.add(raises(within: nil, state))
        case .score(let path): found.add(raises(within: path, state))
        case .items(let path): found.add(raises(within: path, state))
        case .eligible: for barrier in barriers(state.own) { found.add(repairs(barrier, state, every: true).options) }
        case .gates:
          for case .requirement(let index) in barriers(state.own) {
            found.add(repairs(.requirement(index), state, every: true).options)
          }
        }
      }
      return true
    }
    return found.options
  }

  /// - Parameter path: a category, group, item or adjustment; nil for everything.
  func raises(within path: ResultPath?, _ state: State) -> [Changes] {
    sources.filter { $0.lies(within: path, of: standard) && potential($0, state.own) != .zero }
      .reduce(into: Repairs()) { $0.add(raises($1, state)) }.options
  }

  /// The most points a source can still bring; nil if nothing limits it.
  func potential(_ source: PointSource, _ own: SheetResult) -> Rational? {
    let result: ScoreResult
    var category: Int?
    switch source.path {
    case .item(let place, let item):
      category = place
      result = own.categories[place].items[item]
      // What applies to one decides how much the others of its category count.
      if source.scoring.isShared { return sharedPotential(place, own) }
    case .adjustment(let index): result = own.adjustments[index]
    case .category, .group: return .zero
    }
    switch source.kind {
    case .adjustment: return nil
    case .deduction: return source.scoring.limits.floor == nil ? result.points.most.value.map { max($0, .zero) } : nil
    case .bonus, nil:
      if source.scoring.limits.cap != nil { return nil }
      let missing = result.full.flatMap { Interval.distance(result.points.least, $0.most) }.map { max($0, .zero) }
      return category.map { category in missing.flatMap { worth($0, category, own) } } ?? missing
    }
  }

  /// At most what points on the scale of a category are worth in the total; nil if there is no telling.
  func worth(_ points: Rational, _ category: Int, _ own: SheetResult) -> Rational? {
    do throws(ArithmeticError) {
      return try own.categories[category].worth(of: Interval(points), in: standard.categories[category]).most.value
    } catch {
      return nil
    }
  }

  /// What is missing in a category; in all of them, where this one may leave its points to the others.
  private func sharedPotential(_ category: Int, _ own: SheetResult) -> Rational? {
    func missing(_ full: Endpoint?, _ least: Endpoint) -> Rational? {
      full.flatMap { Interval.distance(least, $0) }.map { max($0, .zero) }
    }
    guard standard.categories[category].items.allSatisfy(\.scoring.isShared) else {
      return missing(own.categories[category].full?.most, own.categories[category].points.least)
    }
    do throws(ArithmeticError) {
      var sum = Endpoint.zero
      for category in own.categories { sum = try sum.adding(category.points.least) }
      return missing(standard.total.map(Endpoint.finite), sum)
    } catch {
      return nil
    }
  }
}

extension Scoring {
  fileprivate var isShared: Bool { inapplicable != nil && treatment == .shared }
}

extension PointSource {
  func lies(within path: ResultPath?, of standard: Standard) -> Bool {
    switch (path, self.path) {
    case (nil, _): true
    case (.category(let wanted)?, .item(let category, _)): wanted == category
    case (.group(let wanted, let group)?, .item(let category, let item)):
      wanted == category && standard.categories[category].items[item].group == group
    case (let wanted?, let own): wanted == own
    }
  }
}
