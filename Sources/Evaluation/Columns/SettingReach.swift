import Model
import Planning

/// How a setting reaches what is told of everybody, through which nodes of a plan.
struct SettingReach {
  /// The nodes of the setting itself.
  let settings: Set<Int>
  /// What is worked out again for another value, the setting among them.
  let live: Set<Int>
  /// Of these the ones that depend on no sheet, in order.
  let fixed: [Int]
  /// What does not depend on the setting and is needed beside: by what does, and to tell how somebody stands.
  let frontier: Set<Int>
  /// All that says how a sheet stands.
  let watched: [Int]
  /// Of these the ones that are odd where something fails.
  let failures: [Int]
  /// Whether what is compared across cohorts, or who belongs to them, depends on it.
  let movesCohorts: Bool
  /// The comparisons that it turns, where numbers that move with it, along lines, are looked at by nothing else, unless
  /// it is by ``positions``: then everybody stands the same between any two turns. Nil where something else does.
  let comparisons: [Comparison]?
  /// The places in cohorts that it makes more or fewer.
  let positions: [Int]

  /// A comparison of what moves.
  struct Comparison {
    let node: Int
    /// Where these are known, a range that is compared, since something is missing, turns it by its ends alone: in no case
    /// that is made is the range another, or divided elsewhere than by this comparison. Nil where its ends never tell.
    let subjects: [Int]?
  }

  init(_ program: Program, _ setting: Plan.Setting) {
    let plan = program.plan
    // Points that fit into a column do not fail when they take their share of what others leave.
    let failures = plan.results.failing.filter { node in
      program.isRun[node] && !plan.nodes[node].operands.contains { plan.nodes[$0].isGrowth }
    }
    let watched = Array(Set(program.plan.results.standing + failures)).sorted()
    let needed = Set(plan.needed(for: watched))
    let settings = Set(plan.places(of: .setting(setting))).intersection(needed)
    let depending = plan.dependents(of: settings).filter { needed.contains($0) }
    let isOfSheet = Set(program.ofSheet)
    // A clause that is looked at case by case works out again what hangs on its subjects.
    var live = Set(depending)
    var rest = depending
    while let node = rest.popLast() {
      for dependent in (program.dependents[node] ?? []).joined() where live.insert(dependent).inserted {
        rest.append(dependent)
      }
    }
    var frontier = Set(watched)
    for node in live {
      frontier.formUnion(plan.nodes[node].operands)
      for inner in program.rowNodes[node] ?? [] { frontier.formUnion(plan.nodes[inner].operands) }
    }
    self.settings = settings
    self.live = live
    fixed = depending.filter { program.isRun[$0] && !isOfSheet.contains($0) }
    self.frontier = frontier.filter { isOfSheet.contains($0) && !live.contains($0) }
    self.watched = watched
    self.failures = failures
    movesCohorts = !Set(plan.uses.flatMap(\.nodes)).isDisjoint(with: plan.dependents(of: settings))
    let turning = Self.turning(depending, settings, watched, plan)
    positions = turning?.positions ?? []
    comparisons = turning?.comparisons.map { node in
      Comparison(node: node, subjects: Self.subjects(of: node, live, Set(depending), plan))
    }
  }

  private static func subjects(of place: Int, _ live: Set<Int>, _ depending: Set<Int>, _ plan: Plan) -> [Int]? {
    let operands = plan.nodes[place].operands
    let moved = operands.filter { depending.contains($0) }
    guard moved.count == 1, let other = operands.first(where: { !depending.contains($0) }) else { return nil }
    switch plan.nodes[other].type {
    case .value(.percentage), .value(.number(_, whole: false)): break
    // It equals one whole number after another.
    case .value(.number(_, whole: true)): if plan.nodes[place].primitive.asksForEquality { return nil }
    case .value, .points, .verdict, .grades, .bundle: return nil
    }
    let below = Set(plan.needed(for: [other]))
    var found: Set<Int> = []
    for node in live {
      guard case .cases(let cases) = plan.nodes[node].primitive else { continue }
      for subject in cases.subjects where below.contains(subject.node) {
        if subject.node != other {
          found.insert(subject.node)
        } else if !subject.cuts.allSatisfy({ $0 == moved[0] }) {
          return nil
        }
      }
    }
    return found.sorted()
  }

  private static func turning(
    _ depending: [Int], _ settings: Set<Int>, _ watched: [Int], _ plan: Plan
  ) -> (comparisons: [Int], positions: [Int])? {
    let all = Set(depending)
    var moving = settings
    var (comparisons, positions): ([Int], [Int]) = ([], [])
    for place in depending where !settings.contains(place) {
      let node = plan.nodes[place]
      // What is asked of each row of records turns for each of them.
      if node.isOfRow { return nil }
      let moved = node.operands.indices.filter { moving.contains(node.operands[$0]) }
      if moved.isEmpty { continue }
      // What jumps where another comparison turns leads no line through two values.
      let jumps = node.operands.contains { all.contains($0) && !moving.contains($0) }
      switch node.primitive {
      case .compare where !jumps, .reached where !jumps: comparisons.append(place)
      // Behind what is compared stands how many places there are.
      case .position where moved == [1] && !jumps: positions.append(place)
      case .isKnown: break
      // Ranges are divided where they are compared; that somebody has such a range is seen there.
      case .cases(let cases): if moved.contains(where: { $0 < cases.values }) { return nil }
      case .definition, .closed, .reported, .extent: moving.insert(place)
      case .operation(.negated): moving.insert(place)
      case .operation(.sum) where !jumps: moving.insert(place)
      case .operation(.daysBetween) where !jumps: moving.insert(place)
      case .operation(.product(let divided)) where !jumps:
        if moved.count > 1 || divided[moved[0]] { return nil }
        moving.insert(place)
      case .operation, .constant, .setting, .fact, .admitted, .column, .not, .all, .any, .hasOptions, .hasText, .choose,
        .records, .figure, .rank, .cohort, .position, .given, .applicable, .firstOf, .interpolate, .mark, .kept, .count,
        .roundingChange, .bounded, .otherwise, .alongside, .ifExact, .level, .growth, .applies, .requirementVerdict,
        .pointsVerdict, .changeVerdict, .hasFullPoints, .firstToHold, .part, .compare, .reached:
        return nil
      }
    }
    return moving.isDisjoint(with: watched) ? (comparisons, positions) : nil
  }
}

extension Primitive {
  fileprivate var asksForEquality: Bool {
    if case .compare(let comparator, _) = self { comparator == .equal || comparator == .different } else { false }
  }
}

extension Plan.Node {
  fileprivate var isGrowth: Bool { if case .growth = primitive { true } else { false } }
}
