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
    let items = zip(standard.categories, result.categories).enumerated().flatMap { index, pair in
      pair.1.items.enumerated().compactMap { place, item -> LostPoints? in
        guard item.applicable != .no, let below = item.lost(pair.0.items[place].scoring.baseline),
          let lost = try? pair.1.worth(of: below, in: pair.0)
        else { return nil }
        return LostPoints(path: .item(index, place), points: lost)
      }
    }
    let adjustments = zip(standard.adjustments, result.adjustments).enumerated().compactMap {
      index, pair -> LostPoints? in
      let (adjustment, found) = pair
      let lost: Interval? =
        switch adjustment.kind {
        case .bonus: nil
        case .deduction: found.points
        case .adjustment: found.points.negated
        }
      return lost.map { LostPoints(path: .adjustment(index), points: $0) }
    }
    return (items + adjustments).filter { $0.points.most > .zero }.enumerated().sorted { a, b in
      let (x, y) = (a.element.points, b.element.points)
      return x.least == y.least ? (x.most == y.most ? a.offset < b.offset : x.most > y.most) : x.least > y.least
    }.map(\.element)
  }
}
