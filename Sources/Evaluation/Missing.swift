import Model
import Planning
import Quantities

/// What is decided beside requirements and points.
public enum Decision: String, Comparable, CaseIterable, Sendable {
  case participation, eligibility, grade, determination, ranking, selection

  /// In the order in which decisions are made.
  public static func < (left: Decision, right: Decision) -> Bool { left.place < right.place }

  fileprivate var place: Int {
    switch self {
    case .participation: 0
    case .eligibility: 1
    case .grade: 2
    case .determination: 3
    case .ranking: 4
    case .selection: 5
    }
  }
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
    var tallies = MissingTallies(standard)
    func decide(_ inputs: [Missing], _ decision: Decision) {
      for input in inputs { tallies.add(input) { $0.decisions |= 1 << decision.place } }
    }
    func count(_ inputs: [Missing], _ range: Interval) {
      if inputs.isEmpty { return }
      let width = range.width
      for input in inputs { tallies.add(input) { $0.add(width) } }
    }
    // Looked at where they stand: there are many, and as a rule few of them wait for anything.
    let (categories, adjustments) = (result.categories, result.adjustments)
    /// Points of what stands in a category, as they count in the total; any where that cannot be told.
    func worth(_ points: Interval, _ category: Int) -> Interval {
      do throws(ArithmeticError) {
        return try categories[category].worth(of: points, in: standard.categories[category])
      } catch { return .all }
    }
    for index in categories.indices {
      let items = categories[index].items
      for place in items.indices {
        if !items[place].missing.isEmpty { count(items[place].missing, worth(items[place].points, index)) }
        decide(items[place].minimumMissing, .eligibility)
      }
    }
    for place in adjustments.indices {
      if !adjustments[place].missing.isEmpty { count(adjustments[place].missing, adjustments[place].points) }
      decide(adjustments[place].minimumMissing, .eligibility)
    }
    for (index, (category, stated)) in zip(categories, standard.categories).enumerated() {
      count(category.level.missing, category.points)
      if category.level.minimum == .unknown {
        decide(category.level.minimumMissing, .eligibility)
        for item in category.items { decide(item.missing, .eligibility) }
        for group in category.groups { decide(group.missing, .eligibility) }
      }
      for (place, group) in category.groups.enumerated() {
        count(group.missing, worth(group.points, index))
        if group.minimum != .unknown { continue }
        decide(group.minimumMissing, .eligibility)
        for (item, stated) in zip(category.items, stated.items) where stated.group == place {
          decide(item.missing, .eligibility)
        }
      }
    }
    for (index, requirement) in result.requirements.enumerated() {
      for input in requirement.missing { tallies.add(input) { $0.requirements.append(index) } }
    }
    for (decision, inputs) in result.open { decide(inputs, decision) }
    /// The facts of groups that it does not state.
    func strays(_ places: PlaceLimits?, _ decision: Decision) {
      guard let places, places.perGroup != nil else { return }
      decide(
        places.groupBy.filter { standard.stated($0, by: sheet(result)).value == nil }.map(Missing.fact), decision)
    }
    if result.selection != nil, result.selectable != .no, hasOpenSelection {
      strays(standard.selection?.places, .selection)
    }
    for (grade, status) in result.gradePlaces where status == .open { strays(standard.grades[grade].places, .grade) }
    return tallies.inputs
  }
}

/// What depends on each input, as far as it has been looked at.
private struct MissingTallies {
  struct Tally {
    var points = Endpoint.zero
    var requirements: [Int] = []
    /// By place.
    var decisions = 0

    mutating func add(_ width: Endpoint) {
      // What is beyond all counting weighs most.
      do throws(ArithmeticError) { points = try points.adding(width) } catch { points = .positiveInfinity }
    }
  }

  private let facts: Int
  private var tallies: [Tally] = []
  /// Where the tally of each input is, facts first; below zero for those that have none.
  private var places: [Int]

  init(_ standard: Standard) {
    facts = standard.facts.count
    places = [Int](repeating: -1, count: facts + standard.parameters.count)
  }

  mutating func add(_ input: Missing, _ change: (inout Tally) -> Void) {
    let number =
      switch input {
      case .fact(let fact): fact
      case .parameter(let parameter): facts + parameter
      }
    if places[number] < 0 {
      places[number] = tallies.count
      tallies.append(Tally())
    }
    change(&tallies[places[number]])
  }

  /// Costliest first, then in the order of the standard.
  var inputs: [MissingInput] {
    var (costly, others): ([(number: Int, points: Endpoint)], [Int]) = ([], [])
    for number in places.indices where places[number] >= 0 {
      let points = tallies[places[number]].points
      // No spread is below zero, and most are zero.
      if points == .zero { others.append(number) } else { costly.append((number, points)) }
    }
    costly.sort { $0.points > $1.points || $0.number < $1.number && $0.points == $1.points }
    return (costly.map(\.number) + others).map { number in
      let tally = tallies[places[number]]
      let decisions = tally.decisions == 0 ? [] : Decision.allCases.filter { tally.decisions >> $0.place & 1 != 0 }
      return MissingInput(
        input: number < facts ? .fact(number) : .parameter(number - facts), points: tally.points,
        requirements: tally.requirements, decisions: decisions)
    }
  }
}
