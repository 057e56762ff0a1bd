import Diagnostics
import Evaluation
import Model
import Planning
import Quantities

/// Gates, and what they leave to decide: points that nobody who passes them can lose, and gates that say nothing new.
extension Inquiry {
  /// What bears on eligibility: whether it lets a sheet through, by its place among the requirements.
  private var gates: [(index: Int, node: Int)] {
    standard.requirements.indices.filter { standard.requirements[$0].kind.bearing != .none }.map {
      ($0, plan.results.requirements[$0].passes)
    }
  }

  /// What can be told of an item once the gates are passed.
  private enum Standing: Hashable {
    case barred
    /// All points, or fewer; or it may not apply.
    case full, less
  }

  /// The gates that ask about what a node asks about, or about what such gates ask about.
  private func related(_ node: Int, _ leaves: [Set<Cone.Source>]) -> [(index: Int, node: Int)] {
    var known = sources(node)
    var related: Set<Int> = []
    while true {
      let more = gates.indices.filter { !related.contains($0) && !leaves[$0].isDisjoint(with: known) }
      if more.isEmpty { break }
      related.formUnion(more)
      for gate in more { known.formUnion(leaves[gate]) }
    }
    return gates.indices.filter { related.contains($0) }.map { gates[$0] }
  }

  private func sources(_ node: Int) -> Set<Cone.Source> { Set(cone(of: [node]).leaves.map(\.source)) }

  // MARK: Points that separate nobody

  mutating func lookAtPointsBehindGates() {
    let leaves = gates.map { sources($0.node) }
    for (index, category) in standard.categories.enumerated() {
      for (place, item) in category.items.enumerated() {
        let path = ResultPath.item(index, place)
        guard let full = item.scoring.full, full > .zero, item.scoring.inapplicable == nil,
          let node = plan.results.categories[index].items[place].waiting.first, !readsResults(formulas(of: path))
        else { continue }
        let related = related(node, leaves)
        if related.isEmpty { continue }
        if impliesAll(of: node, full, related, path) { continue }
        partlyImplied(item, related, path)
      }
    }
  }

  private func formulas(of path: ResultPath) -> [Formula] { standard.sites(of: .score(path)).formulas }

  /// Whether whoever passes the gates has all points of an item; it is then told.
  private mutating func impliesAll(
    of node: Int, _ full: Rational, _ related: [(index: Int, node: Int)], _ path: ResultPath
  ) -> Bool {
    let cone = cone(of: related.map(\.node) + [node])
    let target = cone.place(of: node)
    let places = related.map { cone.place(of: $0.node) }
    func points(_ values: [PlanValue]) -> Explorer.Next<Standing> {
      let value = values[target]
      if value.isNone || value.error != nil { return .done(.less) }
      if !value.mayBeNone, !value.mayFail, value.interval.least >= .finite(full) { return .done(.full) }
      return value.interval.most < .finite(full) ? .done(.less) : .decide(target)
    }
    func behind(_ values: [PlanValue]) -> Explorer.Next<Standing> {
      Self.passing(places, values).map { $0 ? .decide($1) : .done(.barred) } ?? points(values)
    }
    guard let found = outcomes(cone, behind, until: [.less]), found[.full] != nil, found[.less] == nil else {
      return false
    }
    // Somebody loses them, but not behind the gates.
    var losing: [Region] = []
    _ = explore(cone, points) { region, _, standing in
      if standing == .less { losing.append(region) }
      return losing.count < 20
    }
    guard let sheet = witness(cone, losing, { Self.isBarred($0.result, related, path, full) }),
      let gate = related.first(where: { gate in self.bars(sheet, gate.index) }) ?? related.first
    else {
      leaveOpen()
      return true
    }
    let names = related.filter { $0.index == gate.index }.map { ClauseName(.requirement($0.index), standard) }
    report(
      .pointsForAll(ClauseName(.score(path), standard), points: full.decimal(), names, sheet), at: place(of: path))
    separatingNobody = separatingNobody + full
    return true
  }

  /// Which gate the sheet of a witness fails.
  private func bars(_ sheet: Witness, _ gate: Int) -> Bool {
    var facts: [Int: Value?] = [:]
    for entry in sheet.entries { if let fact = standard.fact(named: entry.name) { facts[fact] = .some(entry.value) } }
    return Probe(standard, Trial(facts)).result.requirements[gate].passes == .no
  }

  private static func isBarred(
    _ result: SheetResult, _ related: [(index: Int, node: Int)], _ path: ResultPath, _ full: Rational
  ) -> Bool {
    result.points(of: path).most < .finite(full) && related.contains { result.requirements[$0.index].passes == .no }
  }

  /// The first gate of some that does not let through: that it does not, or that it has to be decided.
  private static func passing(_ places: [Int], _ values: [PlanValue]) -> (isOpen: Bool, node: Int)? {
    for place in places {
      switch Answer(values[place]) {
      case .yes: continue
      case .no: return (false, place)
      case .failed: return (false, place)
      case .open: return (true, place)
      }
    }
    return nil
  }

  /// Tells which of the conditions of an item whoever passes the gates fulfils anyway.
  private mutating func partlyImplied(_ item: Item, _ related: [(index: Int, node: Int)], _ path: ResultPath) {
    let parts = item.scoring.conditions.flatMap(\.conjuncts)
    guard parts.count > 1, case .full = item.scoring.base, let points = item.scoring.full else { return }
    var implied: [(part: Formula, sheet: Witness)] = []
    for part in parts {
      guard let node = node(of: part) else { continue }
      let cone = cone(of: related.map(\.node) + [node])
      let target = cone.place(of: node)
      let places = related.map { cone.place(of: $0.node) }
      func holds(_ values: [PlanValue]) -> Explorer.Next<Standing> {
        switch Answer(values[target]) {
        case .yes: .done(.full)
        case .no, .failed: .done(.less)
        case .open: .decide(target)
        }
      }
      func behind(_ values: [PlanValue]) -> Explorer.Next<Standing> {
        Self.passing(places, values).map { $0 ? .decide($1) : .done(.barred) } ?? holds(values)
      }
      guard let found = outcomes(cone, behind, until: [.less]), found[.full] != nil, found[.less] == nil else {
        continue
      }
      var failing: [Region] = []
      _ = explore(cone, holds) { region, _, standing in
        if standing == .less { failing.append(region) }
        return failing.count < 20
      }
      let sheet = witness(cone, failing) { probe in
        let result = probe.result
        return probe.truth(part) == .no && related.contains { result.requirements[$0.index].passes == .no }
      }
      if let sheet { implied.append((part, sheet)) }
    }
    guard let first = implied.first else { return }
    report(
      .partForAll(
        ClauseName(.score(path), standard), points: points.decimal(), implied.map { text(of: $0.part.range) },
        first.sheet), at: first.part.range)
    partlySeparating = partlySeparating + points
  }

  /// The points of clauses that the gates have a say in, once they are passed, by node.
  mutating func rangesBehindGates() -> [Int: Interval] {
    let leaves = gates.map { sources($0.node) }
    var ranges: [Int: Interval] = [:]
    for (place, entry) in standard.scorings.enumerated() {
      guard entry.scoring.inapplicable == nil, let node = scores[place].waiting.first,
        !readsResults(formulas(of: entry.path))
      else { continue }
      let related = related(node, leaves)
      if related.isEmpty { continue }
      let cone = cone(of: related.map(\.node) + [node])
      let target = cone.place(of: node)
      let places = related.map { cone.place(of: $0.node) }
      func behind(_ values: [PlanValue]) -> Explorer.Next<Bool> {
        if let (isOpen, node) = Self.passing(places, values) { return isOpen ? .decide(node) : .done(false) }
        return values[target].isSettled ? .done(true) : .decide(target)
      }
      var range: Interval?
      var isKnown = true
      let isComplete = explore(cone, behind) { _, values, isBehind in
        // What cannot be told any further counts with all that it may be.
        if isBehind != false {
          isKnown = isKnown && values[target].error == nil && !values[target].mayFail && !values[target].mayBeNone
          range = range?.hull(values[target].interval) ?? values[target].interval
        }
        return true
      }
      if isComplete, isKnown, cone.isExhaustive, let range { ranges[node] = range }
    }
    return ranges
  }

  // MARK: Gates within gates

  mutating func lookAtGatesWithinGates() {
    let gates = gates
    let leaves = gates.map { sources($0.node) }
    for (place, inner) in gates.enumerated() {
      for (other, outer) in gates.enumerated() where place != other && !leaves[place].isDisjoint(with: leaves[other]) {
        let cone = cone(of: [outer.node, inner.node])
        let (given, wanted) = (cone.place(of: outer.node), cone.place(of: inner.node))
        func both(_ values: [PlanValue]) -> Explorer.Next<Standing> {
          if let (isOpen, node) = Self.passing([given], values) { return isOpen ? .decide(node) : .done(.barred) }
          if let (isOpen, node) = Self.passing([wanted], values) { return isOpen ? .decide(node) : .done(.less) }
          return .done(.full)
        }
        guard let found = outcomes(cone, both, until: [.less]), found[.full] != nil, found[.less] == nil,
          let barred = found[.barred]
        else { continue }
        let sheet = witness(cone, barred) { probe in
          let result = probe.result
          return [inner, outer].allSatisfy { result.requirements[$0.index].passes == .no }
        }
        guard let sheet, let range = standard.requirements[inner.index].conditions.first?.range else { continue }
        report(
          .gateWithinGate(
            ClauseName(.requirement(inner.index), standard), ClauseName(.requirement(outer.index), standard), sheet),
          at: range)
        break
      }
    }
  }

  // MARK: Items that agree

  mutating func lookAtItemsThatAgree() {
    let items = standard.scorings.enumerated().compactMap {
      place, entry -> (path: ResultPath, node: Int, full: Rational)? in
      guard let full = entry.scoring.full, full > .zero, let node = scores[place].waiting.first,
        !readsResults(formulas(of: entry.path))
      else { return nil }
      return (entry.path, node, full)
    }
    let leaves = items.map { sources($0.node) }
    for later in items.indices {
      for one in items.indices where one < later && leaves[one] == leaves[later] && !leaves[one].isEmpty {
        let (a, b) = (items[one], items[later])
        let cone = cone(of: [a.node, b.node])
        let (first, second) = (cone.place(of: a.node), cone.place(of: b.node))
        func agree(_ values: [PlanValue]) -> Explorer.Next<Bool> {
          for place in [first, second] where !values[place].isSettled { return .decide(place) }
          if values[first].isNone || values[second].isNone {
            return .done(values[first].isNone == values[second].isNone)
          }
          guard let x = values[first].interval.exact, let y = values[second].interval.exact else { return .done(false) }
          return .done(x * b.full == y * a.full)
        }
        guard let found = outcomes(cone, agree, until: [false]), found[false] == nil, let all = found[true] else {
          continue
        }
        let sheet = witness(cone, all) { probe in
          let result = probe.result
          guard let x = result.points(of: a.path).exact, let y = result.points(of: b.path).exact else { return false }
          return x.isZero == y.isZero && (x == a.full) == (y == b.full)
        }
        guard let sheet else { continue }
        report(
          .itemsAgree(ClauseName(.score(b.path), standard), ClauseName(.score(a.path), standard), sheet),
          at: place(of: b.path))
        break
      }
    }
  }

  // MARK: Common

  /// The regions of each outcome; nil where not all could be told.
  private mutating func outcomes<Outcome: Hashable>(
    _ cone: Cone, _ next: ([PlanValue]) -> Explorer.Next<Outcome>, until enough: Set<Outcome>
  ) -> [Outcome: [Region]]? {
    var found: [Outcome: [Region]] = [:]
    var isTold = cone.isExhaustive
    let isComplete = explore(cone, next) { region, _, outcome in
      guard let outcome else {
        isTold = false
        return false
      }
      found[outcome, default: []].append(region)
      return !enough.contains(outcome)
    }
    if isTold && isComplete { return found }
    leaveOpen()
    return nil
  }

  private func place(of path: ResultPath) -> SourceRange {
    formulas(of: path).first?.range ?? standard.sources.start
  }
}
