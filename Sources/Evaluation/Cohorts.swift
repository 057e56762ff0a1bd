import Model
import Quantities
import Sheets
import Syntax

/// The values compared across cohorts, worked out once for all sheets: Grammar.md, section 6.
struct Cohorts {
  /// Those of one cohort, an entity once where entities are counted.
  struct Group {
    /// What is reported, lowest first.
    var values: [Rational] = []
    /// Members whose value is not reported, by sheet, with what it may be: they count where the cohort keeps them open.
    var unreported: [Int: Interval] = [:]
    /// Who may count or not: sheets of which it is not known for what they count, entities that may be contradicted.
    var strays: [Int: Interval] = [:]
    /// Members that report nothing that could be counted.
    var silent = 0
    /// Some do not say for which entity they count.
    var hasStrangers = false

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
    /// What each sheet reports; doubtful where it may come to contradict others of its entity.
    var values: [Computed] = []
    /// Sheets that may belong to any group.
    var strays: [Int: Interval] = [:]
  }

  private(set) var uses: [Use] = []
  private(set) var conflicts: Set<String> = []

  init(_ standard: Standard, _ sheets: [Sheet]) {
    for use in standard.cohortUses {
      var filling = Filling(use, standard)
      for (index, sheet) in sheets.enumerated() {
        filling.place(Evaluator(standard, sheet, at: index, nil), at: index)
      }
      let (made, conflicts) = filling.finished()
      uses.append(made)
      self.conflicts.formUnion(conflicts)
    }
  }

  /// Puts sheets into the groups of a cohort, one after another.
  private struct Filling {
    private let use: CohortUse
    private let standard: Standard
    private let cohort: Cohort
    private var result = Use()
    private var groups: [[Value]: Int] = [:]
    /// What is stated of each entity, and by which sheets.
    private var entities: [Entity: Statement] = [:]

    private struct Entity: Hashable {
      let group: Int
      let name: Value
    }

    private struct Statement {
      var values: Set<Rational> = []
      var sheets: [Int] = []
      var unreported: [Int: Interval] = [:]
    }

    init(_ use: CohortUse, _ standard: Standard) {
      self.use = use
      self.standard = standard
      cohort = standard.cohorts[use.cohort]
    }

    mutating func place(_ evaluator: Evaluator, at index: Int) {
      var evaluator = evaluator
      let value = evaluator.settled(use.formula)
      result.values.append(value)
      let membership = evaluator.membership(cohort, &groups, &result.groups)
      result.membership.append(membership)
      let range = value.interval ?? .all
      switch membership {
      case .outsider: return
      case .unknown: result.strays[index] = range
      case .member(let group):
        if range.exact == nil { result.groups[group].silent += 1 }
        guard let counting = cohort.counting else {
          if let number = range.exact {
            result.groups[group].values.append(number)
          } else {
            result.groups[group].unreported[index] = range
          }
          return
        }
        guard case .known(let name) = evaluator.fact(counting) else {
          if range.exact != nil { result.groups[group].silent += 1 }
          result.groups[group].strays[index] = range
          result.groups[group].hasStrangers = true
          result.values[index] = .doubtful
          return
        }
        let entity = Entity(group: group, name: name)
        if let number = range.exact {
          entities[entity, default: Statement()].values.insert(number)
          entities[entity]?.sheets.append(index)
        } else {
          entities[entity, default: Statement()].unreported[index] = range
        }
      }
    }

    /// The groups, and the names of entities whose sheets contradict one another.
    consuming func finished() -> (Use, conflicts: Set<String>) {
      var conflicts: Set<String> = []
      let keepsOpen = cohort.unreported == .open
      for (entity, statement) in entities {
        let group = entity.group
        // An entity that not all of its sheets report may yet turn out to be contradicted.
        let others = statement.unreported.keys.sorted()
        switch (statement.values.count, others.count) {
        case (2..., _):
          if let counting = cohort.counting { conflicts.insert(entity.name.text(as: standard.facts[counting].type)) }
          for index in statement.sheets { result.values[index] = .failed(.conflictingValues) }
          for index in others { result.values[index] = .doubtful }
        case (0, 1): result.groups[group].unreported.merge(statement.unreported) { first, _ in first }
        default:
          for index in others { result.values[index] = .doubtful }
          if others.isEmpty || !keepsOpen {
            result.groups[group].values += statement.values
          } else {
            for index in statement.sheets { result.values[index] = .doubtful }
            let ranges = statement.unreported.values + statement.values.map { Interval($0) }
            result.groups[group].strays[others[0]] = ranges.dropFirst().reduce(ranges[0]) { $0.hull($1) }
          }
        }
      }
      if cohort.counting != nil, keepsOpen { doubtStrangers() }
      for index in result.groups.indices { result.groups[index].values.sort() }
      return (result, conflicts)
    }

    /// A sheet that does not say of which entity it is may contradict any in its group.
    private mutating func doubtStrangers() {
      let everywhere = !result.strays.isEmpty
      for (entity, statement) in entities where everywhere || result.groups[entity.group].hasStrangers {
        for index in statement.sheets + Array(statement.unreported.keys) { result.values[index] = .doubtful }
      }
    }
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
    let isMember = cohort.members.map { settled($0).truth } ?? .yes
    if isMember == .no { return .outsider }
    var key: [Value] = []
    for fact in cohort.by {
      guard case .known(let value) = self.fact(fact) else { return .unknown }
      key.append(value)
    }
    if isMember == .unknown { return .unknown }
    if let group = groups[key] { return .member(group) }
    groups[key] = made.count
    made.append(Cohorts.Group())
    return .member(made.count - 1)
  }

  /// The cohorts are worked out beforehand; what they missed of this sheet is read again where it matters.
  mutating func readAgain(_ use: CohortUse) {
    _ = evaluate(use.formula)
    let cohort = standard.cohorts[use.cohort]
    if let members = cohort.members { _ = truth(members) }
    for fact in cohort.by { _ = self.fact(fact) }
    if let counting = cohort.counting { _ = fact(counting) }
  }
}
