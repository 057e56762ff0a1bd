import Model
import Quantities
import Sheets
import Syntax

/// The values compared across cohorts, worked out once for all sheets: Grammar.md, section 6.
struct Cohorts {
  /// Those of one cohort that report a value, lowest first.
  struct Group {
    var values: [Rational] = []
    var unreported = 0

    /// How many values are lower than `value`.
    func below(_ value: Rational) -> Int { values.partition { $0 < value } }
    func above(_ value: Rational) -> Int { values.count - values.partition { $0 <= value } }
  }

  enum Membership {
    case member(Int)
    case outsider
    /// Whether, or to which group, the sheet belongs depends on a missing fact.
    case unknown
  }

  struct Use {
    var groups: [Group] = []
    var membership: [Membership] = []
    var values: [Computed] = []
  }

  private(set) var uses: [Use] = []
  private(set) var conflicts: Set<String> = []

  init(_ standard: Standard, _ sheets: [Sheet]) {
    for use in standard.cohortUses {
      let (made, conflicts) = Self.use(use, standard, sheets)
      uses.append(made)
      self.conflicts.formUnion(conflicts)
    }
  }

  private static func use(_ use: CohortUse, _ standard: Standard, _ sheets: [Sheet]) -> (Use, Set<String>) {
    let cohort = standard.cohorts[use.cohort]
    var result = Use()
    var conflicts: Set<String> = []
    var groups: [[Value]: Int] = [:]
    /// The value of each entity of a group, and the sheets that state it.
    var entities: [Entity: (value: Rational, sheets: [Int])] = [:]
    for (index, sheet) in sheets.enumerated() {
      var evaluator = Evaluator(standard, sheet, at: index, nil)
      let value = evaluator.evaluate(use.formula)
      result.values.append(value)
      let membership = evaluator.membership(cohort, &groups, &result.groups)
      result.membership.append(membership)
      guard case .member(let group) = membership else { continue }
      guard case .known(.number(let number)) = value else {
        result.groups[group].unreported += 1
        continue
      }
      guard let counting = cohort.counting else {
        result.groups[group].values.append(number)
        continue
      }
      guard case .known(let name) = evaluator.fact(counting) else {
        result.groups[group].unreported += 1
        continue
      }
      let entity = Entity(group: group, name: name)
      if let known = entities[entity] {
        entities[entity]?.sheets.append(index)
        if known.value != number { conflicts.insert(name.text(as: standard.facts[counting].type)) }
      } else {
        entities[entity] = (number, [index])
      }
    }
    for (entity, entry) in entities {
      if let counting = cohort.counting, conflicts.contains(entity.name.text(as: standard.facts[counting].type)) {
        // Nothing is guessed: a contradicted entity has no value, and its sheets say why.
        for index in entry.sheets { result.values[index] = .failed(.conflictingValues) }
      } else {
        result.groups[entity.group].values.append(entry.value)
      }
    }
    for index in result.groups.indices { result.groups[index].values.sort() }
    return (result, conflicts)
  }

  private struct Entity: Hashable {
    let group: Int
    let name: Value
  }
}

extension Array {
  /// The number of leading elements for which `isBefore` holds, in a sorted array.
  func partition(_ isBefore: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if isBefore(self[middle]) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

extension Evaluator {
  /// The group of a cohort to which the sheet belongs; new groups are added.
  mutating func membership(
    _ cohort: Cohort, _ groups: inout [[Value]: Int], _ made: inout [Cohorts.Group]
  ) -> Cohorts.Membership {
    if let members = cohort.members {
      switch truth(members) {
      case .yes: break
      case .no: return .outsider
      case .unknown: return .unknown
      }
    }
    var key: [Value] = []
    for fact in cohort.by {
      guard case .known(let value) = self.fact(fact) else { return .unknown }
      key.append(value)
    }
    if let group = groups[key] { return .member(group) }
    groups[key] = made.count
    made.append(Cohorts.Group())
    return .member(made.count - 1)
  }

  func cohortRank(_ use: CohortUse, _ end: End) -> (rank: Int, of: Int)? {
    guard let cohorts, case .member(let index) = cohorts.uses[use.slot].membership[place],
      case .known(.number(let value)) = cohorts.uses[use.slot].values[place]
    else { return nil }
    let group = cohorts.uses[use.slot].groups[index]
    return (1 + (end == .top ? group.above(value) : group.below(value)), group.values.count)
  }

  /// The cohorts are worked out beforehand; what they missed of this sheet is read again where it matters.
  mutating func readAgain(_ use: CohortUse) {
    _ = evaluate(use.formula)
    let cohort = standard.cohorts[use.cohort]
    readMembership(cohort)
    if let counting = cohort.counting { _ = fact(counting) }
  }

  private mutating func readMembership(_ cohort: Cohort) {
    if let members = cohort.members { _ = truth(members) }
    for fact in cohort.by { _ = self.fact(fact) }
  }

  mutating func position(_ use: CohortUse, _ end: End, _ quota: Formula, _ cutoff: Formula?) -> Computed {
    guard let cohorts else { return .unknown }
    let value = cohorts.uses[use.slot].values[place]
    if let cutoff, case .known(.number(let limit)) = evaluate(cutoff) {
      guard case .known(.number(let number)) = evaluate(use.formula) else { return .unknown }
      return Computed(Truth(end == .top ? number >= limit : number <= limit))
    }
    if case .failed(let error) = value { return .failed(error) }
    let cohort = standard.cohorts[use.cohort]
    if case .outsider = cohorts.uses[use.slot].membership[place] { return Computed(.no) }
    guard let (rank, size) = cohortRank(use, end) else {
      readAgain(use)
      return .unknown
    }
    if size < cohort.smallest { return .unknown }
    let places = evaluate(quota)
    guard let places = places.interval else { return places.unsettled }
    return attempt { () throws(ArithmeticError) in
      let limit = try places.map { places throws(ArithmeticError) in
        quota.type == .percentage
          ? try places.multiplied(by: Rational(size)).rounded(cohort.rounding)
          : places.rounded(.down)
      }
      return Computed(Self.compare(.atMost, Interval(Rational(rank)), limit))
    }
  }

  mutating func cohortFigure(_ use: CohortUse, _ figure: CohortFigure) -> Computed {
    guard let cohorts, case .member(let index) = cohorts.uses[use.slot].membership[place] else {
      readMembership(standard.cohorts[use.cohort])
      return .unknown
    }
    let values = cohorts.uses[use.slot].groups[index].values
    if figure == .count { return .known(.number(Rational(values.count))) }
    guard let first = values.first, let last = values.last, values.count >= standard.cohorts[use.cohort].smallest else {
      return .unknown
    }
    switch figure {
    case .least, .count: return .known(.number(first))
    case .most: return .known(.number(last))
    case .mean:
      return attempt { () throws(ArithmeticError) in
        var sum = Rational.zero
        for value in values { sum = try sum.adding(value) }
        return .known(.number(try sum.divided(by: Rational(values.count))))
      }
    }
  }
}
