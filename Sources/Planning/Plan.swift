import Model
import Quantities

/// A checked standard as a flat program over a few primitives: what is worked out for every sheet, in an order in which
/// everything stands behind what it is worked out from.
///
/// A backend runs it in stages: for every sheet the nodes of ``uses``, from these the cohorts, for every sheet all nodes,
/// from the keys and quotas the places. It never learns what an item or a category is; ``results`` says for reports which
/// node is what.
public struct Plan: Sendable {
  public struct Node: Sendable {
    public let primitive: Primitive
    /// Places of nodes, all before this one.
    public let operands: [Int]
    public let type: PlanType
    /// It depends on the cells of a row, and is worked out for each of them.
    public let isOfRow: Bool
    /// It stands under 已填, which looks at the sheet as it is: no case is assumed there.
    let isBare: Bool
  }

  public internal(set) var nodes: [Node] = []
  /// The nodes that are worked out, by place.
  public internal(set) var order: [Int] = []
  /// The comparisons across cohorts, by slot.
  public internal(set) var uses: [Use] = []
  public internal(set) var results = Results()
  /// What stands in for settings until they are changed.
  public internal(set) var settings: [Setting: PlanValue] = [:]

  /// What a sheet brings to a comparison across a cohort.
  public struct Use: Sendable {
    public let value: Int
    /// Nil where everybody is a member.
    public let isMember: Int?
    /// Facts that say to which group it belongs.
    public let group: [Int]
    /// The fact that says for which entity it counts.
    public let entity: Int?
  }

  /// Which node is what.
  public struct Results: Sendable {
    public var entrants: Int?
    public var candidacy: Int?
    public var requirements: [Requirement] = []
    public var categories: [Category] = []
    public var adjustments: [Score] = []
    /// The total after each step of putting it together: the first that fails says why it does.
    public var sums: [Int] = []
    public var total = 0
    public var eligible = 0
    public var grades: Int?
    public var keys: [Int] = []
    public var selection: Int?
  }

  public struct Requirement: Sendable {
    /// Whether its conditions hold, or it does not apply.
    public let holds: Int
    public let verdict: Int
    public let passes: Int
  }

  public struct Category: Sendable {
    public var level: Level
    public var groups: [Level]
    public var items: [Score]
  }

  /// An item, a bonus, a deduction or an adjustment.
  public struct Score: Sendable {
    public var verdict: Int
    public var points: Int
    public var applied: Int
    public var full: Int?
    public var rate: Int?
    public var appliedRate: Int?
    public var applies: Int
    public var isSharedOut: Bool
    public var minimum: Int
    /// What it waits for is what these wait for.
    public var waiting: [Int]
    /// The first that fails says why it does.
    public var failing: [Int]
    /// What its points are for sharing out: nothing where it does not apply and is shared out.
    var share: Int
    /// Whether it has all its points where it applies.
    var hasFullPoints: Int
  }

  public struct Level: Sendable {
    public var points: Int
    public var applied: Int
    public var full: Int?
    public var rate: Int?
    public var appliedRate: Int?
    public var applies: Int
    public var minimum: Int
    /// What its own limits wait for is what this waits for.
    public var waiting: Int
    /// The least points that are wanted, and wait for something.
    public var wanted: Int?
    public var failing: [Int]
    var share: Int
  }
}

extension Plan.Use {
  public var nodes: [Int] { [value] + [isMember, entity].compactMap { $0 } + group }
}

extension Plan.Results {
  /// All that some result is read from.
  var nodes: [Int] {
    let decisions = [entrants, candidacy, grades, selection].compactMap { $0 } + sums + keys + [total, eligible]
    let levels = categories.flatMap { [$0.level] + $0.groups }
    let scores = categories.flatMap(\.items) + adjustments
    return decisions + requirements.flatMap { [$0.holds, $0.verdict, $0.passes] } + levels.flatMap(\.nodes)
      + scores.flatMap(\.nodes)
  }
}

extension Plan.Score {
  fileprivate var nodes: [Int] {
    [verdict, points, applied, applies, minimum] + [full, rate, appliedRate].compactMap { $0 } + waiting + failing
  }
}

extension Plan.Level {
  fileprivate var nodes: [Int] {
    [points, applied, applies, minimum, waiting] + [full, rate, appliedRate, wanted].compactMap { $0 } + failing
  }
}

extension Plan {
  /// Which nodes depend on some nodes, in order, these among them.
  ///
  /// - Parameter isReported: whether dependence ends at what was reported: a case that is assumed for what comes after
  ///   changes no result.
  public func dependents(of some: Set<Int>, endingAtResults isReported: Bool = false) -> [Int] {
    var depends = [Bool](repeating: false, count: nodes.count)
    for node in some { depends[node] = true }
    for (place, node) in nodes.enumerated() where !depends[place] {
      if isReported, node.primitive == .reported { continue }
      depends[place] = node.operands.contains { depends[$0] }
    }
    return nodes.indices.filter { depends[$0] }
  }

  /// Which nodes some nodes are worked out from, in order, these among them.
  public func needed(for some: [Int]) -> [Int] {
    var isNeeded = [Bool](repeating: false, count: nodes.count)
    for node in some { isNeeded[node] = true }
    for place in nodes.indices.reversed() where isNeeded[place] {
      for operand in nodes[place].operands { isNeeded[operand] = true }
    }
    return nodes.indices.filter { isNeeded[$0] }
  }

  /// The nodes of a leaf; more than one where it is also asked whether it is stated.
  public func places(of leaf: Primitive) -> [Int] { nodes.indices.filter { nodes[$0].primitive == leaf } }

  /// What depends on no sheet, and is worked out once.
  public var isFixed: [Bool] {
    var fixed: [Bool] = []
    for node in nodes {
      switch node.primitive {
      case .fact, .column, .rank, .cohort, .position: fixed.append(false)
      case .constant, .setting: fixed.append(true)
      case .isKnown, .not, .all, .any, .compare, .hasOptions, .hasText, .choose, .operation, .definition, .records,
        .figure, .given, .applicable, .firstOf, .interpolate, .mark, .count, .roundingChange, .bounded, .reached,
        .otherwise, .alongside, .ifExact, .level, .growth, .closed, .reported, .extent, .applies, .requirementVerdict,
        .pointsVerdict, .changeVerdict, .hasFullPoints, .firstToHold, .cases, .part:
        fixed.append(node.operands.allSatisfy { fixed[$0] })
      }
    }
    return fixed
  }

  /// What a node is worked out from, of the sheet and of what is the same for all sheets.
  public struct Reads: Sendable {
    public var facts: Set<Int> = []
    public var settings: Set<Setting> = []
  }

  /// What each node is worked out from, directly or through others, by place.
  public var reads: [Reads] {
    var reads: [Reads] = []
    for node in nodes {
      var own = Reads()
      if case .fact(let index) = node.primitive { own.facts.insert(index) }
      if case .setting(let setting) = node.primitive { own.settings.insert(setting) }
      for operand in node.operands {
        own.facts.formUnion(reads[operand].facts)
        own.settings.formUnion(reads[operand].settings)
      }
      reads.append(own)
    }
    return reads
  }
}
