import Model
import Quantities

/// A checked standard as a flat program over a few primitives: what is worked out for every sheet, in an order in which
/// everything stands behind what it is worked out from.
///
/// A backend runs it in stages: for every sheet the nodes of ``uses``, from these the cohorts, for every sheet all nodes,
/// from the keys and quotas the places. It never learns what an item or a category is; ``results`` says for reports which
/// node is what.
public struct Plan: Sendable {
  /// One step of the program. All places of nodes, here and in what names nodes, are places in ``Plan/nodes``.
  public struct Node: Sendable {
    /// What is done with the operands.
    public let primitive: Primitive
    /// Places of nodes, all before this one.
    public let operands: [Int]
    /// Of what it gives.
    public let type: PlanType
    /// It depends on the cells of a row, and is worked out for each of them.
    public let isOfRow: Bool
    /// It stands under 已填, which looks at the sheet as it is: no case is assumed there.
    let isBare: Bool
    /// It may come to not applying.
    public let mayBeNone: Bool
  }

  /// Everything stands behind what it is worked out from; not all of them are worked out by themselves: ``order``.
  public internal(set) var nodes: [Node] = []
  /// The nodes that are worked out, by place.
  public internal(set) var order: [Int] = []
  /// The comparisons across cohorts, by slot.
  public internal(set) var uses: [Use] = []
  /// Where reports find what they tell.
  public internal(set) var results = Results()
  /// What stands in for settings until they are changed.
  public internal(set) var settings: [Setting: PlanValue] = [:]

  /// What a sheet brings to a comparison across a cohort.
  public struct Use: Sendable {
    /// The node that is compared.
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
    /// Whether the sheet takes part: the condition of 参评; nil where everybody does.
    public var entrants: Int?
    /// Whether the level below recommends it: the fact of 候选; nil where none has to.
    public var candidacy: Int?
    /// One for each gate, requirement, advisory check and veto of the standard, in its order.
    public var requirements: [Requirement] = []
    /// In the order of the standard.
    public var categories: [Category] = []
    /// Bonuses, deductions and adjustments, in the order of the standard, in which they move the total.
    public var adjustments: [Score] = []
    /// The total after each step of putting it together: the first that fails says why it does.
    public var sums: [Int] = []
    /// The total after the last step, with both ends.
    public var total = 0
    /// Whether there is a total; nil where there always is.
    public var scored: Int?
    /// Whether all that bears on eligibility is passed and every minimum reached.
    public var eligible = 0
    /// Which grades may be the first to hold; nil where the standard has none.
    public var grades: Int?
    /// The same where there is no total; nil where that makes no difference.
    public var gradesWithoutTotal: Int?
    /// In the order of the standard.
    public var determinations: [Determination] = []
    /// What is ranked by, the most important first; empty where the standard has no ranking.
    public var keys: [Int] = []
    /// The condition of 推荐; nil where it has none.
    public var selection: Int?
  }

  /// The nodes of a gate, requirement, advisory check or veto.
  public struct Requirement: Sendable {
    /// Whether its conditions hold, or it does not apply.
    public let holds: Int
    /// Its ``Planning/Verdict``.
    public let verdict: Int
    /// Whether it lets the community through: a veto that holds does not; what does not apply does.
    public let passes: Int
  }

  /// The nodes of a determination.
  public struct Determination: Sendable {
    /// What it comes to.
    public let value: Int
    /// Which of its cases may be the first that holds; nil where these are no fixed choices.
    public let rungs: Int?
    /// The same where there is no total; nil where that makes no difference.
    public let withoutTotal: WithoutTotal?
  }

  /// The nodes of a determination where there is no total for which it asks.
  public struct WithoutTotal: Sendable {
    /// Whether it comes to something.
    public let isThere: Int
    /// What it comes to then; nil where it never does.
    public let value: Int?
    /// Which of the cases that are tried may be the first that holds.
    public let rungs: Int?
  }

  /// The nodes of a category, its groups and its items.
  public struct Category: Sendable {
    /// Of the category by itself.
    public var level: Level
    /// In the order of the standard.
    public var groups: [Level]
    /// All of them, also those that stand in groups, in the order of the standard.
    public var items: [Score]
  }

  /// An item, a bonus, a deduction or an adjustment.
  public struct Score: Sendable {
    /// Its ``Planning/Verdict``.
    public var verdict: Int
    /// What it comes to, whether it applies or not.
    public var points: Int
    /// The points where it applies.
    public var applied: Int
    /// Full points, with those left to it by others; nil where there is no maximum.
    public var full: Int?
    /// The share of the full points that is reached, 1 for all of them; nil where there is no maximum.
    public var rate: Int?
    /// The same where it applies.
    public var appliedRate: Int?
    /// Whether it applies.
    public var applies: Int
    /// Its points go to the others where it does not apply.
    public var isSharedOut: Bool
    /// Whether a stated minimum is reached; yes where none is stated, or it does not apply.
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

  /// A category or group by itself, its parts put together.
  public struct Level: Sendable {
    /// What it comes to, whether it applies or not.
    public var points: Int
    /// The points where it applies.
    public var applied: Int
    /// Full points, with those left to it by others; nil where there is no maximum.
    public var full: Int?
    /// What it comes to on a scale of its own; nil where it has none.
    public var mark: Int?
    /// The share of the full points that is reached, 1 for all of them; nil where there is no maximum.
    public var rate: Int?
    /// The same where it applies.
    public var appliedRate: Int?
    /// Whether at least one of its parts does.
    public var applies: Int
    /// Whether a stated minimum is reached; yes where none is stated, or it does not apply.
    public var minimum: Int
    /// What its own limits wait for is what this waits for.
    public var waiting: Int
    /// The least points that are wanted, and wait for something.
    public var wanted: Int?
    /// The first that fails says why it does.
    public var failing: [Int]
    var share: Int
  }
}

extension Plan.Use {
  /// All that has to be worked out before the cohort is.
  public var nodes: [Int] { [value] + [isMember, entity].compactMap { $0 } + group }
}

extension Plan.Results {
  /// Where something cannot be worked out that is told of a sheet, one of these nodes fails.
  public var failing: [Int] {
    let determined = determinations.flatMap { [$0.value] + [$0.withoutTotal?.value].compactMap { $0 } }
    return requirements.map(\.holds) + failingScores + sums + determined
  }

  /// Where points cannot be worked out, the sums aside, one of these nodes fails.
  public var failingScores: [Int] {
    let levels = categories.flatMap { [$0.level] + $0.groups }
    let scores = categories.flatMap(\.items) + adjustments
    return levels.flatMap(\.failing) + scores.flatMap(\.failing)
  }

  /// What determinations are read from.
  public var determined: [Int] { determinations.flatMap { $0.nodes + ($0.withoutTotal?.nodes ?? []) } }

  /// The nodes that say how a sheet stands.
  public var standing: [Int] {
    let decisions = [entrants, candidacy, scored, grades, gradesWithoutTotal, selection].compactMap { $0 }
    return decisions + sums + keys + determined + [total, eligible]
  }

  /// All that some result is read from.
  public var nodes: [Int] {
    let levels = categories.flatMap { [$0.level] + $0.groups }
    let scores = categories.flatMap(\.items) + adjustments
    return standing + requirements.flatMap { [$0.holds, $0.verdict, $0.passes] } + levels.flatMap(\.nodes)
      + scores.flatMap(\.nodes)
  }
}

extension Plan.Determination {
  /// Where there is a total, or it makes no difference.
  public var nodes: [Int] { [value] + [rungs].compactMap { $0 } }
}

extension Plan.WithoutTotal {
  /// All of them.
  public var nodes: [Int] { [isThere] + [value, rungs].compactMap { $0 } }
}

extension Plan.Score {
  fileprivate var nodes: [Int] {
    [verdict, points, applied, applies, minimum] + [full, rate, appliedRate].compactMap { $0 } + waiting + failing
  }
}

extension Plan.Level {
  fileprivate var nodes: [Int] {
    [points, applied, applies, minimum, waiting] + [full, mark, rate, appliedRate, wanted].compactMap { $0 } + failing
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
  ///
  /// - Parameter known: nodes of which it is of no matter what they are worked out from.
  public func needed(for some: [Int], endingAt known: Set<Int> = []) -> [Int] {
    var isNeeded = [Bool](repeating: false, count: nodes.count)
    for node in some { isNeeded[node] = true }
    for place in nodes.indices.reversed() where isNeeded[place] && !known.contains(place) {
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
      case .fact, .admitted, .column, .rank, .cohort, .position: fixed.append(false)
      case .constant, .setting: fixed.append(true)
      case .isKnown, .not, .all, .any, .compare, .hasOptions, .hasText, .choose, .operation, .definition, .records,
        .figure, .given, .applicable, .firstOf, .interpolate, .mark, .kept, .count, .roundingChange, .bounded, .reached,
        .otherwise, .alongside, .ifExact, .level, .growth, .closed, .reported, .extent, .applies, .requirementVerdict,
        .pointsVerdict, .changeVerdict, .hasFullPoints, .firstToHold, .cases, .part:
        fixed.append(node.operands.allSatisfy { fixed[$0] })
      }
    }
    return fixed
  }

  /// What a node is worked out from, of the sheet and of what is the same for all sheets.
  public struct Reads: Sendable {
    /// By place in the standard.
    public var facts: Set<Int> = []
    /// Parameters and full points that may be changed.
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

extension Plan {
  /// Of each node the one of another plan that gives the same of the same facts; nil where there is none.
  public func counterparts(in other: Plan) -> [Int?] {
    let places = Dictionary(
      other.nodes.enumerated().map { (Meaning($1, $1.primitive, $1.operands), $0) },
      uniquingKeysWith: { first, _ in first })
    var found: [Int?] = []
    for node in nodes {
      let operands = node.operands.compactMap { found[$0] }
      guard operands.count == node.operands.count, let primitive = node.primitive.renumbered(found),
        let place = places[Meaning(node, primitive, operands)]
      else {
        found.append(nil)
        continue
      }
      if case .setting(let setting) = primitive, settings[setting] != other.settings[setting] {
        found.append(nil)
      } else {
        found.append(place)
      }
    }
    return found
  }

  /// All that a node is.
  private struct Meaning: Hashable {
    let primitive: Primitive
    let operands: [Int]
    let type: PlanType
    let isOfRow: Bool
    let isBare: Bool
    let mayBeNone: Bool

    init(_ node: Node, _ primitive: Primitive, _ operands: [Int]) {
      (self.primitive, self.operands, type) = (primitive, operands, node.type)
      (isOfRow, isBare, mayBeNone) = (node.isOfRow, node.isBare, node.mayBeNone)
    }
  }
}

extension Primitive {
  /// The same with other places of the nodes that it names; nil where one of them has none.
  fileprivate func renumbered(_ places: [Int?]) -> Primitive? {
    guard case .cases(let cases) = self else { return self }
    var subjects: [Cases.Subject] = []
    for subject in cases.subjects {
      let cuts = subject.cuts.compactMap { places[$0] }
      guard let node = places[subject.node], cuts.count == subject.cuts.count else { return nil }
      subjects.append(
        Cases.Subject(node: node, type: subject.type, cuts: cuts, isOnlyEqualed: subject.isOnlyEqualed))
    }
    return .cases(Cases(values: cases.values, deciding: cases.deciding, subjects: subjects))
  }
}
