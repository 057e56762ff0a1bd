import Evaluation
import Model
import Planning
import Quantities

/// Points of a result that are a figure in every row.
enum Amount: Hashable {
  case points(ResultPath)
  /// A category on its own scale.
  case mark(Int)
  case total

  /// What it is at least and at most.
  enum End: CaseIterable {
    case least, most
  }

  /// The node that it is read from; nil where there may be none in a row.
  func node(_ results: Plan.Results, _ standard: Standard) -> Int? {
    switch self {
    case .points(.category(let index)): results.categories[index].level.points
    case .points(.group(let index, let group)): results.categories[index].groups[group].points
    case .points(.item(let index, let item)): results.categories[index].items[item].points
    case .points(.adjustment(let index)): results.adjustments[index].points
    case .mark(let index): results.categories[index].level.mark
    case .total: standard.mayBeUnscored ? nil : results.total
    }
  }

  /// Whether it is the negative of what the node gives: a deduction stands with its sign everywhere.
  func isNegated(_ standard: Standard) -> Bool {
    if case .points(.adjustment(let index)) = self { standard.adjustments[index].kind == .deduction } else { false }
  }

  /// The same of a result; nil where there is none.
  func points(_ result: SheetResult, _ standard: Standard) -> Interval? {
    switch self {
    case .points(.category(let index)): result.categories[index].points
    case .points(.group(let index, let group)): result.categories[index].groups[group].points
    case .points(.item(let index, let item)): result.categories[index].items[item].points
    case .points(.adjustment(let index)): result.movement(index, standard)
    case .mark(let index): result.categories[index].mark
    case .total: result.total.points
    }
  }
}

/// What the cells of a column are read from in a row in which nothing is out of the ordinary; see ``SightedRows``.
enum Sight {
  /// The result, but for its parts.
  case result
  /// - Parameter none: what stands where there is no rank.
  case rank(none: String)
  /// What a sheet states of a fact, and its text.
  case fact(Int, (_ sheet: Int) -> String)
  /// What names a sheet.
  case name((_ sheet: Int) -> String)
  case standing
  /// The same, and whether it is selected.
  case conclusion
  case requirement(Int)
  /// Of how many requirements the verdicts are good, and of how many they are open.
  case tally([Int])
  case end(Amount.End, of: Amount)
  /// Several together, both ends of each.
  case amounts([Amount], (_ points: [Interval]) -> String)
  /// The grades still possible.
  case grades
  case selection
  case lost

  /// Whether results as such are asked: so they are, too, where it is open whether there is a total.
  func isOfResult(_ standard: Standard) -> Bool {
    switch self {
    case .result: true
    case .rank, .fact, .name, .standing, .conclusion, .requirement, .tally, .selection, .lost: false
    case .end(_, let amount): amount == .total && standard.mayBeUnscored
    case .amounts(let amounts, _): amounts.contains(.total) && standard.mayBeUnscored
    case .grades: standard.mayBeUnscored
    }
  }

  /// What it is read from, beside what is known of everybody.
  func nodes(_ results: Plan.Results, _ standard: Standard) -> [Int] {
    if isOfResult(standard) { return results.standing }
    switch self {
    case .rank, .fact, .name, .standing, .conclusion, .selection, .result: return []
    case .requirement(let index): return [results.requirements[index].verdict]
    case .tally(let indices): return indices.map { results.requirements[$0].verdict }
    case .end(_, let amount): return [amount.node(results, standard)].compactMap { $0 }
    case .amounts(let amounts, _): return amounts.compactMap { $0.node(results, standard) }
    case .grades: return [results.grades].compactMap { $0 }
    case .lost:
      let items = results.categories.flatMap(\.items).flatMap { [$0.points, $0.applies] + [$0.full].compactMap { $0 } }
      return items + results.adjustments.map(\.points)
    }
  }
}

/// A column of a table of results.
struct SightColumn {
  let sight: Sight
  /// Its cell as the result says.
  let text: (SheetResult) -> String
}
