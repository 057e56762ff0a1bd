import Model
import Planning
import Quantities

/// Puts sheets into the groups of a cohort, one after another: Grammar.md, section 6.
struct CohortFilling {
  private let cohort: Cohort
  private let standard: Standard
  private var result = Cohorts.Use()
  /// Groups and names by number, as whoever states them counts.
  private var groups: [Int: Int] = [:]
  private var groupPlaces = Numbering<[Value]>()
  private var namePlaces = Numbering<Value>()
  /// Of values, and of several numbers together, for whoever gives groups and names by number.
  private var valuePlaces = Numbering<Value>()
  private var keyPlaces = Numbering<[Int]>()
  private var nameOf: [Int: Value] = [:]
  /// For which entity a sheet counts, where names are given by number only.
  var nameAt: ((Int) -> Value?)?
  /// What is stated of each entity.
  private var entities: [Entity: Int] = [:]
  private var statements: [Statement] = []
  /// For which of them each sheet counts; -1 for none.
  private var entityOf: [Int32] = []
  /// What is stated of a name whatever the group, and who states none.
  private var everywhere: [Int: Statement] = [:]
  private var nameless = 0
  private var wanderers: [(sheet: Int, name: Int?)] = []
  private var count = 0

  private struct Entity: Hashable {
    let group: Int
    let name: Int
  }

  /// Gives equal values equal numbers.
  private struct Numbering<Key: Hashable> {
    private var places: [Key: Int] = [:]

    mutating func place(_ key: Key) -> Int {
      if let place = places[key] { return place }
      places[key] = places.count
      return places.count - 1
    }
  }

  private struct Statement {
    let group: Int
    let name: Int
    /// The first of its sheets.
    let first: Int
    /// The first value that is stated.
    var value: Rational?
    var differs = false
    var unreported = 0
    /// Of the values and what else they may be, where something is not reported.
    var range: Interval?

    mutating func note(_ range: Interval) {
      if let number = range.exact {
        differs = differs || value.map { $0 != number } ?? false
        value = value ?? number
      } else {
        unreported += 1
      }
      self.range = self.range.map { $0.hull(range) } ?? range
    }

    /// Whether its sheets may state different values once all is known.
    var mayContradict: Bool { differs || unreported > 0 && (value == nil ? 0 : 1) + unreported > 1 }
  }

  init(_ use: CohortUse, _ standard: Standard) {
    self.standard = standard
    cohort = standard.cohorts[use.cohort]
  }

  /// Says in what scale most sheets report, before there are any.
  mutating func expect(scale: Int) {
    if result.values.counts.isEmpty { result.values = Cohorts.Reports(scale: scale) }
  }

  mutating func place(_ entry: Cohorts.Entry) {
    let group = entry.group.map { groupPlaces.place($0) }
    let name = entry.entity.map { value in
      let place = namePlaces.place(value)
      nameOf[place] = value
      return place
    }
    place(entry.value, isMember: entry.isMember, group: group, name: name)
  }

  /// - Parameters:
  ///   - group: the same for sheets of one group; nil where that is not known.
  ///   - name: the same for sheets of one entity; nil where none is stated.
  mutating func place(_ value: Computed, isMember: Truth, group: Int?, name: Int?) {
    result.values.append(value)
    let place = joined(isMember, group)
    let range = value.interval ?? .all
    if let place, cohort.counting == nil {
      add(range, to: place)
    } else if isMember != .no {
      note(range, in: place, name)
    }
    count += 1
  }

  /// The same for one over the scale so many times, or for what is not known: ``Cohorts/Reports``.
  ///
  /// - Parameter group: of a member.
  mutating func place(count reported: Int, group: Int, name: Int?) {
    result.values.append(reported)
    guard let place = joined(.yes, group) else { return }
    if cohort.counting == nil {
      if reported == Cohorts.Reports.unknown {
        result.groups[place].silent += 1
        result.groups[place].blanks += 1
      } else {
        result.groups[place].values.append(reported, scale: result.values.scale)
      }
    } else {
      let isKnown = reported != Cohorts.Reports.unknown
      note(isKnown ? Interval(Rational(reported, scale: result.values.scale)) : .all, in: place, name)
    }
    count += 1
  }

  mutating func number(_ value: Value) -> Int { valuePlaces.place(value) }
  mutating func number(_ key: [Int]) -> Int { keyPlaces.place(key) }

  /// The place of the group to which a sheet belongs; new groups are added.
  private mutating func joined(_ isMember: Truth, _ group: Int?) -> Int? {
    guard isMember != .no else {
      result.membership.append(.outsider)
      return nil
    }
    guard let group, isMember == .yes else {
      result.membership.append(.unknown)
      return nil
    }
    if let place = groups[group] {
      result.membership.append(.member(place))
      return place
    }
    groups[group] = result.groups.count
    result.membership.append(.member(result.groups.count))
    result.groups.append(Cohorts.Group())
    return result.groups.count - 1
  }

  private mutating func add(_ range: Interval, to group: Int) {
    if let number = range.exact {
      result.groups[group].values.append(number, scale: result.values.scale)
      return
    }
    result.groups[group].silent += 1
    if range == .all { result.groups[group].blanks += 1 } else { result.groups[group].unreported[count] = range }
  }

  /// - Parameter group: nil for who may belong to any.
  private mutating func note(_ range: Interval, in group: Int?, _ name: Int?) {
    let isCounting = cohort.counting != nil
    if isCounting { while entityOf.count <= count { entityOf.append(-1) } }
    if isCounting, let name {
      everywhere[name, default: Statement(group: -1, name: name, first: count)].note(range)
    } else {
      nameless += 1
    }
    guard let group else {
      result.strays[count] = range
      wanderers.append((count, name))
      return
    }
    if range.exact == nil { result.groups[group].silent += 1 }
    guard let name else {
      if range.exact != nil { result.groups[group].silent += 1 }
      result.groups[group].strays[count] = range
      result.groups[group].hasStrangers = true
      result.values[count] = .doubtful
      return
    }
    let entity = Entity(group: group, name: name)
    let place = entities[entity] ?? statements.count
    if place == statements.count {
      entities[entity] = place
      statements.append(Statement(group: group, name: name, first: count))
    }
    statements[place].note(range)
    entityOf[count] = Int32(place)
  }

  /// The groups, and the names of entities whose sheets contradict one another.
  consuming func finished() -> (use: Cohorts.Use, conflicts: Set<String>) {
    var conflicts: Set<String> = []
    if let counting = cohort.counting {
      conflicts = settleEntities(as: standard.facts[counting].type)
      doubtWanderers()
    }
    for index in result.groups.indices { result.groups[index].finish() }
    result.strayEnds = Cohorts.Ends(result.strays.values)
    return (result, conflicts)
  }

  /// What becomes of the value of a sheet, by what is stated of its entity.
  private enum Fate {
    case kept, doubted
    /// Values contradict each other; who reports none is in doubt.
    case conflicting
    /// Only who reports nothing yet is in doubt.
    case openDoubted
  }

  private mutating func settleEntities(as type: ValueType) -> Set<String> {
    var conflicts: Set<String> = []
    let keepsOpen = cohort.unreported == .open
    let wandering = Set(wanderers.map(\.name))
    var unreported: [Int: Int] = [:]
    let fates = statements.enumerated().map { place, statement in
      let group = statement.group
      if statement.differs {
        if let name = nameAt?(statement.first) ?? nameOf[statement.name] { conflicts.insert(name.text(as: type)) }
        return Fate.conflicting
      }
      // By those that do not say of which entity, or of which group, they are.
      let mayMeet =
        result.groups[group].hasStrangers || wandering.contains(nil)
        || wandering.contains(statement.name) && everywhere[statement.name]?.mayContradict ?? false
      let isContestable = statement.mayContradict || keepsOpen && mayMeet
      guard isContestable, keepsOpen else {
        if let value = statement.value { result.groups[group].values.append(value, scale: result.values.scale) }
        if !isContestable, statement.unreported > 0 { unreported[place] = group }
        return isContestable ? Fate.openDoubted : Fate.kept
      }
      result.groups[group].strays[statement.first] = statement.range ?? .all
      return Fate.doubted
    }
    for (sheet, entity) in entityOf.enumerated() where entity >= 0 {
      let value = result.values[sheet]
      let range = value.interval ?? .all
      switch fates[Int(entity)] {
      case .kept:
        if range.exact == nil, let group = unreported[Int(entity)] { result.groups[group].unreported[sheet] = range }
      case .doubted: result.values[sheet] = .doubtful
      case .conflicting: result.values[sheet] = range.exact == nil ? .doubtful : .failed(.conflictingValues)
      case .openDoubted: if range.exact == nil { result.values[sheet] = .doubtful }
      }
    }
    return conflicts
  }

  /// A sheet that does not say to which group it belongs may meet others of its entity there.
  private mutating func doubtWanderers() {
    for (sheet, name) in wanderers {
      let mayMeet =
        name.map { everywhere[$0]?.mayContradict ?? false || nameless > 0 }
        ?? (everywhere.isEmpty ? nameless > 1 : true)
      if mayMeet { result.values[sheet] = .doubtful }
    }
  }
}
