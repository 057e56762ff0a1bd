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
    /// What is reported.
    var values = Amounts.exact([])
    /// Members whose value is not reported, by sheet, with what it may be: they count where the cohort keeps them open.
    var unreported: [Int: Interval] = [:]
    /// So many more of whom nothing is known: where no entities are counted, those members without any value.
    var blanks = 0
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

    mutating func finish() {
      values.sort()
      unreportedEnds = Ends(unreported.values, blanks: blanks)
      strayEnds = Ends(strays.values)
    }

    /// What those that report nothing yet may report, those of whom nothing is known as one.
    var openRanges: [Interval] { unreported.values + (blanks > 0 ? [.all] : []) }
  }

  /// The ends of some ranges, each kind in order, so that how many lie on one side is found without looking at all.
  struct Ends {
    private var least: [Endpoint] = []
    private var most: [Endpoint] = []
    /// Ranges without any end.
    private(set) var blanks = 0

    init(_ ranges: some Sequence<Interval> = [], blanks: Int = 0) {
      least = ranges.map(\.least).sorted()
      most = ranges.map(\.most).sorted()
      self.blanks = blanks
    }

    var count: Int { least.count + blanks }
    /// Whether there are none but ranges without any end.
    var areBlank: Bool { least.isEmpty }

    /// How many of them are ahead of a range, surely or perhaps.
    func ahead(of own: Interval, _ end: End, surely: Bool) -> Int {
      switch (end, surely) {
      case (.top, true): least.count - least.partition { $0 <= own.most }
      case (.top, false): blanks + most.count - most.partition { $0 <= own.least }
      case (.bottom, true): most.partition { $0 < own.least }
      case (.bottom, false): blanks + least.partition { $0 < own.most }
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
    var membership = Memberships()
    /// What each sheet reports; doubtful where it may come to contradict others of its entity.
    var values = Reports()
    /// Sheets that may belong to any group.
    var strays: [Int: Interval] = [:]
    /// The same by their ends, once all are there.
    var strayEnds = Ends()
  }

  /// To which group each sheet belongs.
  struct Memberships {
    private(set) var places: [Int32] = []

    private static let outsider: Int32 = -1
    private static let unknown: Int32 = -2

    subscript(sheet: Int) -> Membership {
      switch places[sheet] {
      case Self.outsider: .outsider
      case Self.unknown: .unknown
      case let group: .member(Int(group))
      }
    }

    mutating func append(_ membership: Membership) {
      switch membership {
      case .member(let group): places.append(Int32(group))
      case .outsider: places.append(Self.outsider)
      case .unknown: places.append(Self.unknown)
      }
    }
  }

  /// What sheets report: numbers of one scale as machine words, and anything else as it is.
  struct Reports {
    /// In one over this many.
    private(set) var scale = 1
    /// ``other`` for what is no such number.
    private(set) var counts: [Int] = []
    private var others: [Int: Computed] = [:]

    static let unknown = Int.min
    static let other = Int.min + 1

    init(scale: Int = 1) { self.scale = scale }

    subscript(sheet: Int) -> Computed {
      get {
        switch counts[sheet] {
        case Self.unknown: .unknown
        case Self.other: others[sheet] ?? .unknown
        case let count: .known(.number(Rational(count, scale: scale)))
        }
      }
      set {
        counts[sheet] = count(of: newValue)
        others[sheet] = counts[sheet] == Self.other ? newValue : nil
      }
    }

    private func count(of value: Computed) -> Int {
      switch value {
      case .unknown: Self.unknown
      case .known(.number(let number)): number.count(of: scale).flatMap { $0 > Self.other ? $0 : nil } ?? Self.other
      case .known, .between, .doubtful, .failed: Self.other
      }
    }

    mutating func append(_ value: Computed) {
      counts.append(Self.unknown)
      self[counts.count - 1] = value
    }

    mutating func append(_ count: Int) { counts.append(count) }
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
    self.init(standard, of: count) { use, filling in
      for index in 0..<count { filling.place(entry(use, index)) }
    }
  }

  /// - Parameters:
  ///   - count: of the sheets.
  ///   - fill: puts all sheets, in their order, into the groups of a comparison; many of them on several cores.
  init(_ standard: Standard, of count: Int, fill: (CohortUse, inout CohortFilling) -> Void) {
    stated = standard.cohorts
    func filled(_ place: Int) -> (use: Use, conflicts: Set<String>) {
      var filling = CohortFilling(standard.cohortUses[place], standard)
      fill(standard.cohortUses[place], &filling)
      return filling.finished()
    }
    let places = standard.cohortUses.indices
    for made in count < Self.many ? places.map(filled) : Cores.map(places.count, filled) {
      uses.append(made.use)
      conflicts.formUnion(made.conflicts)
    }
  }

  /// For fewer sheets it takes no time.
  private static let many = 10_000

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
