import Model
import Planning
import Quantities
import Sheets
import Synchronization
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
    /// ``unreported`` and ``strays`` by their ends, once all are there.
    var unreportedEnds = Ends()
    var strayEnds = Ends()
    /// What was worked out of it already.
    let figures = KnownFigures()

    /// How many values are lower than `value`.
    func below(_ value: Rational) -> Int { values.partition { $0 < value } }
    func above(_ value: Rational) -> Int { values.count - values.partition { $0 <= value } }

    mutating func finish() {
      values.sort()
      unreportedEnds = Ends(unreported.values)
      strayEnds = Ends(strays.values)
    }
  }

  /// The ends of some ranges, each kind in order, so that how many lie on one side is found without looking at all.
  struct Ends {
    private var least: [Endpoint] = []
    private var most: [Endpoint] = []

    init(_ ranges: some Sequence<Interval> = []) {
      least = ranges.map(\.least).sorted()
      most = ranges.map(\.most).sorted()
    }

    var count: Int { least.count }

    /// How many of them are ahead of a range, surely or perhaps.
    func ahead(of own: Interval, _ end: End, surely: Bool) -> Int {
      switch (end, surely) {
      case (.top, true): least.count - least.partition { $0 <= own.most }
      case (.top, false): most.count - most.partition { $0 <= own.least }
      case (.bottom, true): most.partition { $0 < own.least }
      case (.bottom, false): least.partition { $0 < own.most }
      }
    }
  }

  /// Figures of a group, which are the same for all its members.
  final class KnownFigures: Sendable {
    private let known = Mutex<[CohortFigure: Result<Interval, ArithmeticError>]>([:])

    /// - Parameter make: works it out where it is not known yet.
    func value(_ figure: CohortFigure, _ make: () -> Result<Interval, ArithmeticError>) -> Result<
      Interval, ArithmeticError
    > {
      if let value = known.withLock({ $0[figure] }) { return value }
      let value = make()
      known.withLock { $0[figure] = value }
      return value
    }
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
    /// The same by their ends, once all are there.
    var strayEnds = Ends()
  }

  private(set) var uses: [Use] = []
  private(set) var conflicts: Set<String> = []

  /// As the standard states them.
  let stated: [Cohort]

  init(_ standard: Standard, _ sheets: Sheets) {
    self.init(standard, count: sheets.count) { use, index in
      var evaluator = Evaluator(standard, sheets[index], at: index, nil)
      return evaluator.entry(use)
    }
  }

  /// - Parameters:
  ///   - count: of the sheets.
  ///   - entry: what a sheet brings, by its place.
  init(_ standard: Standard, count: Int, entry: (CohortUse, Int) -> Entry) {
    stated = standard.cohorts
    for use in standard.cohortUses {
      var filling = Filling(use, standard)
      for index in 0..<count { filling.place(entry(use, index), at: index) }
      let (made, conflicts) = filling.finished()
      uses.append(made)
      self.conflicts.formUnion(conflicts)
    }
  }

  /// What a sheet brings to a comparison across a cohort.
  struct Entry {
    let value: Computed
    let isMember: Truth
    /// What says to which group it belongs; nil where that is not known.
    let group: [Value]?
    /// The entity for which it counts; nil where it does not say.
    let entity: Value?

    init(value: Computed, isMember: Truth, group: [Computed], entity: Computed?) {
      (self.value, self.isMember, self.entity) = (value, isMember, entity?.knownValue)
      let known = group.compactMap(\.knownValue)
      self.group = known.count == group.count ? known : nil
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
    /// The same whatever their group, and those of no known group.
    private var everywhere: [Value: Statement] = [:]
    private var nameless: [Int] = []
    private var wanderers: [(sheet: Int, name: Value?)] = []

    private struct Entity: Hashable {
      let group: Int
      let name: Value
    }

    private struct Statement {
      var values: Set<Rational> = []
      var sheets: [Int] = []
      var unreported: [Int: Interval] = [:]

      mutating func note(_ range: Interval, of sheet: Int) {
        if let number = range.exact {
          values.insert(number)
          sheets.append(sheet)
        } else {
          unreported[sheet] = range
        }
      }

      /// Whether its sheets may state different values once all is known.
      var mayContradict: Bool { values.count > 1 || !unreported.isEmpty && values.count + unreported.count > 1 }
    }

    init(_ use: CohortUse, _ standard: Standard) {
      self.use = use
      self.standard = standard
      cohort = standard.cohorts[use.cohort]
    }

    mutating func place(_ entry: Entry, at index: Int) {
      result.values.append(entry.value)
      let membership = membership(entry)
      result.membership.append(membership)
      let range = entry.value.interval ?? .all
      if case .outsider = membership { return }
      let name = entry.entity
      if let name { everywhere[name, default: Statement()].note(range, of: index) } else { nameless.append(index) }
      switch membership {
      case .outsider: return
      case .unknown:
        result.strays[index] = range
        wanderers.append((index, name))
      case .member(let group):
        if range.exact == nil { result.groups[group].silent += 1 }
        guard cohort.counting != nil else {
          if let number = range.exact {
            result.groups[group].values.append(number)
          } else {
            result.groups[group].unreported[index] = range
          }
          return
        }
        guard let name else {
          if range.exact != nil { result.groups[group].silent += 1 }
          result.groups[group].strays[index] = range
          result.groups[group].hasStrangers = true
          result.values[index] = .doubtful
          return
        }
        entities[Entity(group: group, name: name), default: Statement()].note(range, of: index)
      }
    }

    /// The group to which a sheet belongs; new groups are added.
    private mutating func membership(_ entry: Entry) -> Membership {
      if entry.isMember == .no { return .outsider }
      guard let key = entry.group, entry.isMember == .yes else { return .unknown }
      if let group = groups[key] { return .member(group) }
      groups[key] = result.groups.count
      result.groups.append(Group())
      return .member(result.groups.count - 1)
    }

    /// The groups, and the names of entities whose sheets contradict one another.
    consuming func finished() -> (Use, conflicts: Set<String>) {
      var conflicts: Set<String> = []
      let keepsOpen = cohort.unreported == .open
      let wandering = Set(wanderers.map(\.name))
      for (entity, statement) in entities {
        let group = entity.group
        if statement.values.count > 1 {
          if let counting = cohort.counting { conflicts.insert(entity.name.text(as: standard.facts[counting].type)) }
          for index in statement.sheets { result.values[index] = .failed(.conflictingValues) }
          for index in statement.unreported.keys { result.values[index] = .doubtful }
          continue
        }
        // By those that do not say of which entity, or of which group, they are.
        let mayMeet =
          result.groups[group].hasStrangers || wandering.contains(nil)
          || wandering.contains(entity.name) && everywhere[entity.name]?.mayContradict ?? false
        let isContestable = statement.mayContradict || keepsOpen && mayMeet
        for index in statement.unreported.keys where isContestable { result.values[index] = .doubtful }
        guard isContestable, keepsOpen else {
          result.groups[group].values += statement.values
          if !isContestable { result.groups[group].unreported.merge(statement.unreported) { first, _ in first } }
          continue
        }
        for index in statement.sheets { result.values[index] = .doubtful }
        let ranges = statement.unreported.values + statement.values.map { Interval($0) }
        let sheets = statement.sheets + statement.unreported.keys
        if let first = sheets.min() {
          result.groups[group].strays[first] = ranges.dropFirst().reduce(ranges[0]) { $0.hull($1) }
        }
      }
      if cohort.counting != nil { doubtWanderers() }
      for index in result.groups.indices { result.groups[index].finish() }
      result.strayEnds = Ends(result.strays.values)
      return (result, conflicts)
    }

    /// A sheet that does not say to which group it belongs may meet others of its entity there.
    private mutating func doubtWanderers() {
      for (sheet, name) in wanderers {
        let mayMeet =
          name.map { everywhere[$0]?.mayContradict ?? false || !nameless.isEmpty }
          ?? (everywhere.isEmpty ? nameless.count > 1 : true)
        if mayMeet { result.values[sheet] = .doubtful }
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
  /// What the sheet brings to a comparison across a cohort.
  fileprivate mutating func entry(_ use: CohortUse) -> Cohorts.Entry {
    let cohort = standard.cohorts[use.cohort]
    return Cohorts.Entry(
      value: settled(use.formula), isMember: cohort.members.map { settled($0).truth } ?? .yes,
      group: cohort.by.map { fact($0) }, entity: cohort.counting.map { fact($0) })
  }

  mutating func rank(_ use: CohortUse, _ end: End) -> Computed {
    cohorts?.rank(use, end, of: place) { read($0, use) } ?? .unknown
  }

  mutating func figure(_ use: CohortUse, _ figure: CohortFigure) -> Computed {
    cohorts?.figure(use, figure, of: place) { read($0, use) } ?? .unknown
  }

  mutating func position(_ use: CohortUse, _ end: End, _ quota: Formula, _ cutoff: Formula?) -> Computed {
    cohorts?.position(use, end, isShare: quota.type == .percentage, hasCutoff: cutoff != nil, of: place) { operand in
      switch operand {
      case .quota: evaluate(quota)
      case .cutoff: cutoff.map { evaluate($0) } ?? .unknown
      case .compared, .membership: read(operand, use)
      }
    } ?? .unknown
  }

  private mutating func read(_ operand: CohortOperand, _ use: CohortUse) -> Computed {
    if operand == .compared { return evaluate(use.formula) }
    let cohort = standard.cohorts[use.cohort]
    if let members = cohort.members { _ = truth(members) }
    for index in cohort.by + [cohort.counting].compactMap({ $0 }) { _ = fact(index) }
    return .unknown
  }
}
