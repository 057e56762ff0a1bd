import Model
import Planning
import Quantities

/// What all sheets bring to one comparison across a cohort, gathered block after block.
struct CohortColumns {
  private let use: Plan.Use
  private let counting: Int?
  /// Multiples of one over the scale, ``Cohorts/Reports/unknown``, or ``Cohorts/Reports/other`` for what stands in
  /// ``others``.
  private var reported: [Int] = []
  private var others: [Int: Computed] = [:]
  /// Of members; where nil, the sheet is in ``strays``.
  private var groups: [Int] = []
  private var strays: [Int: (isMember: Truth, group: Int?)] = [:]
  private var names: [Int] = []
  /// Of groups that several facts make, and of values that no column holds, by their numbers here.
  private var places: [[Int]: Int] = [:]
  private var keys: [[Int]] = []
  private var odd: [Value: Int] = [:]
  private var values: [Value] = []
  private var scale = 1

  /// No place of a value.
  private static let nowhere = Int.min

  init(_ use: Plan.Use, _ standard: Standard, _ slot: Int) {
    self.use = use
    counting = standard.cohorts[standard.cohortUses[slot].cohort].counting
  }

  mutating func take(_ run: ColumnRun) {
    guard let value = run.program.slots[use.value] else { return }
    let column = run.columns[value]
    let isNumber: Bool =
      switch run.program.types[value] {
      case .points, .value(.number), .value(.percentage): true
      case .value, .verdict, .grades, .bundle: false
      }
    scale = run.program.forms[value].scale ?? 1
    let isPlain = isNumber && run.program.forms[value].scale != nil
    let member = use.isMember.flatMap { run.program.slots[$0] }.map { run.columns[$0] }
    for row in 0..<run.count {
      let place = reported.count
      let isOdd =
        !isPlain || column.hasOdd && column.odd.has(row) || column.hasDoubt && column.doubt.has(row)
        || column.hasNone && column.none.has(row) || column.hasBroken && column.broken.has(row)
      let (least, most) = isOdd ? (0, 0) : (column.least[row], column.isExact ? column.least[row] : column.most[row])
      if isOdd || least != most && (least != -Column.infinity || most != Column.infinity) {
        let computed = run.value(use.value, row).computed
        reported.append(computed == .unknown ? Cohorts.Reports.unknown : Cohorts.Reports.other)
        if computed != .unknown { others[place] = computed }
      } else {
        reported.append(least == most ? least : Cohorts.Reports.unknown)
      }
      let group = group(run, row)
      groups.append(group)
      if let member {
        let isMember: Truth = member.yes.has(row) ? .yes : member.no.has(row) ? .no : .unknown
        if isMember != .yes || group == Self.nowhere { strays[place] = (isMember, group == Self.nowhere ? nil : group) }
      } else if group == Self.nowhere {
        strays[place] = (.yes, nil)
      }
      if let entity = use.entity { names.append(self.place(entity, run, row)) }
    }
  }

  private mutating func group(_ run: ColumnRun, _ row: Int) -> Int {
    if use.group.isEmpty { return 0 }
    if use.group.count == 1 { return place(use.group[0], run, row) }
    var key: [Int] = []
    for fact in use.group {
      let place = place(fact, run, row)
      if place == Self.nowhere { return place }
      key.append(place)
    }
    if let place = places[key] { return place }
    places[key] = keys.count
    keys.append(key)
    return keys.count - 1
  }

  /// A number for the value of a node, the same for equal values.
  private mutating func place(_ node: Int, _ run: ColumnRun, _ row: Int) -> Int {
    guard let slot = run.program.slots[node] else { return Self.nowhere }
    let column = run.columns[slot]
    let isOdd = column.hasOdd && column.odd.has(row) || column.hasBroken && column.broken.has(row)
    switch run.program.forms[slot] {
    case .number where !isOdd:
      return column.isExact || column.least[row] == column.most[row] ? column.least[row] : Self.nowhere
    case .truth where !isOdd: return column.yes.has(row) ? 1 : column.no.has(row) ? 0 : Self.nowhere
    case .number, .truth, .grades, .verdict, .other:
      guard let value = run.value(node, row).computed.knownValue else { return Self.nowhere }
      let place = odd[value] ?? values.count
      if place == values.count {
        odd[value] = place
        values.append(value)
      }
      // No column has such numbers.
      return Self.nowhere + 1 + place
    }
  }

  func fill(_ filling: inout CohortFilling) {
    filling.expect(scale: scale)
    // What was numbered here has other numbers elsewhere.
    let numbers = values.map { filling.number($0) }
    func number(_ place: Int) -> Int {
      let odd = place &- (Self.nowhere + 1)
      return numbers.indices.contains(odd) ? Self.nowhere + 1 + numbers[odd] : place
    }
    let groupNumbers = keys.map { filling.number($0.map(number)) }
    func group(_ place: Int) -> Int { use.group.count > 1 ? groupNumbers[place] : number(place) }
    for sheet in reported.indices {
      let name = counting == nil || names[sheet] == Self.nowhere ? nil : number(names[sheet])
      let stray = strays.isEmpty ? nil : strays[sheet]
      if stray == nil, reported[sheet] != Cohorts.Reports.other {
        filling.place(count: reported[sheet], group: group(groups[sheet]), name: name)
      } else {
        let value: Computed =
          switch reported[sheet] {
          case Cohorts.Reports.unknown: .unknown
          case Cohorts.Reports.other: others[sheet] ?? .unknown
          case let count: .known(.number(Rational(count, scale: scale)))
          }
        filling.place(
          value, isMember: stray?.isMember ?? .yes, group: (stray.map(\.group) ?? groups[sheet]).map(group), name: name)
      }
    }
  }
}
