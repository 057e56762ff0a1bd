import Model
import Planning
import Quantities

/// What is decided beside requirements and points.
public enum Decision: String, Comparable, CaseIterable, Sendable {
  case participation, eligibility, grade, determination, ranking, selection

  /// In the order of the cases, in which decisions are made.
  public static func < (left: Decision, right: Decision) -> Bool { left.place < right.place }

  private var place: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

/// Something missing and what depends on it.
public struct MissingInput: Hashable, Sendable {
  /// What would have to be stated, or given a value.
  public let input: Missing
  /// The spread of points of all that waits for it.
  public let points: Endpoint
  /// Requirements that wait for it.
  public let requirements: [Int]
  /// Each once, in the order in which they are made.
  public let decisions: [Decision]
}

extension Outcome {
  /// What is missing for a sheet and decides something: what only an advisory waits for changes nothing.
  public func deciding(_ result: SheetResult) -> [MissingInput] {
    missing(result).filter { missing in
      missing.points != .zero || !missing.decisions.isEmpty
        || missing.requirements.contains { standard.requirements[$0].kind.bearing != .none }
    }
  }

  /// What is missing for a sheet and some result waits for, costliest first.
  public func missing(_ result: SheetResult) -> [MissingInput] {
    var points: [Missing: Endpoint] = [:]
    var requirements: [Missing: [Int]] = [:]
    var decisions: [Missing: Set<Decision>] = [:]
    func count(_ missing: [Missing], _ range: Interval) {
      for input in missing {
        // What is beyond all counting weighs most.
        do throws(ArithmeticError) { points[input] = try (points[input] ?? .zero).adding(range.width) } catch {
          points[input] = .positiveInfinity
        }
      }
    }
    /// - Parameter inside: what its parts wait for.
    func decide(_ level: LevelResult, _ inside: [Missing]) {
      guard level.minimum == .unknown else { return }
      for input in level.minimumMissing + inside { decisions[input, default: []].insert(.eligibility) }
    }
    /// Points of what stands in a category, as they count in the total; any where that cannot be told.
    func worth(_ points: Interval, _ category: Int) -> Interval {
      do throws(ArithmeticError) {
        return try result.categories[category].worth(of: points, in: standard.categories[category])
      } catch { return .all }
    }
    let items = result.categories.enumerated().flatMap { index, category in
      category.items.map { (score: $0, points: worth($0.points, index)) }
    }
    for (score, points) in items + result.adjustments.map({ (score: $0, points: $0.points) }) {
      count(score.missing, points)
      for input in score.minimumMissing { decisions[input, default: []].insert(.eligibility) }
    }
    for (place, (category, stated)) in zip(result.categories, standard.categories).enumerated() {
      count(category.level.missing, category.points)
      decide(category.level, category.items.flatMap(\.missing) + category.groups.flatMap(\.missing))
      for (index, group) in category.groups.enumerated() {
        count(group.missing, worth(group.points, place))
        decide(group, zip(category.items, stated.items).flatMap { $1.group == index ? $0.missing : [] })
      }
    }
    for (index, requirement) in result.requirements.enumerated() {
      for input in requirement.missing { requirements[input, default: []].append(index) }
    }
    for (decision, missing) in result.open {
      for input in missing { decisions[input, default: []].insert(decision) }
    }
    /// The facts of groups that it does not state.
    func strays(_ places: PlaceLimits?, _ decision: Decision) {
      guard let places, places.perGroup != nil else { return }
      for fact in places.groupBy where standard.stated(fact, by: sheet(result)).value == nil {
        decisions[.fact(fact), default: []].insert(decision)
      }
    }
    if result.selection != nil, result.selectable != .no, hasOpenSelection {
      strays(standard.selection?.places, .selection)
    }
    for (grade, status) in result.gradePlaces where status == .open { strays(standard.grades[grade].places, .grade) }
    return Set(points.keys).union(requirements.keys).union(decisions.keys).map { input in
      MissingInput(
        input: input, points: points[input] ?? .zero, requirements: requirements[input] ?? [],
        decisions: (decisions[input] ?? []).sorted())
    }.sorted {
      if $0.points != $1.points { return $0.points > $1.points }
      return $0.input < $1.input
    }
  }
}
