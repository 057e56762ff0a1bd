import Model
import Quantities

/// Points that a community has not got, of the full ones or of a stated 基线, or that were taken off, in one item or
/// adjustment.
public struct LostPoints: Hashable, Sendable {
  /// An item, a bonus, a deduction or an adjustment.
  public let path: ResultPath
  /// As they count in the total; a range as long as something is open.
  public let points: Interval
}

extension Outcome {
  /// What cost a community most, first: by what is lost for certain, then by what may be, then in the order of the
  /// standard. What costs nothing, and what cannot be worked out, is left out.
  public func lost(by result: SheetResult) -> [LostPoints] {
    var all: [LostPoints] = []
    func add(_ path: ResultPath, _ points: Interval) {
      if points.most > .zero { all.append(LostPoints(path: path, points: points)) }
    }
    let (categories, adjustments) = (result.categories, result.adjustments)
    for index in categories.indices {
      let items = categories[index].items
      for place in items.indices where items[place].applicable != .no {
        let baseline = standard.categories[index].items[place].scoring.baseline
        guard let below = items[place].lost(baseline),
          let lost = try? categories[index].worth(of: below, in: standard.categories[index])
        else { continue }
        add(.item(index, place), lost)
      }
    }
    for index in adjustments.indices {
      switch standard.adjustments[index].kind {
      case .bonus: break
      case .deduction: add(.adjustment(index), adjustments[index].points)
      case .adjustment: add(.adjustment(index), adjustments[index].points.negated)
      }
    }
    let order = all.indices.sorted { a, b in
      let (x, y) = (all[a].points, all[b].points)
      if x.least != y.least { return x.least > y.least }
      return x.most == y.most ? a < b : x.most > y.most
    }
    return order.map { all[$0] }
  }
}
