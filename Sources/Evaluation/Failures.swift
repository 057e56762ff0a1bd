import Model
import Quantities

/// Something that cannot be worked out for a sheet, and why.
public struct Failure: Sendable {
  /// A clause, or the total where the parts of it can be worked out.
  public enum Place: Sendable {
    case requirement(Int)
    case score(ResultPath)
    case total
    case determination(Int)
  }

  /// Where it first fails: what depends on it has no failure of its own.
  public let place: Place
  /// Why, whatever the missing facts are.
  public let error: ArithmeticError
}

extension SheetResult {
  /// All that cannot be worked out, in the order of the standard; nothing that depends on it repeats it.
  public var failures: [Failure] {
    if parts.isSound { return [] }
    var failures: [Failure] = []
    func add(_ place: Failure.Place, _ error: ArithmeticError?) {
      if let error { failures.append(Failure(place: place, error: error)) }
    }
    for (index, requirement) in requirements.enumerated() { add(.requirement(index), requirement.error) }
    for (index, category) in categories.enumerated() {
      for (place, item) in category.items.enumerated() { add(.score(.item(index, place)), item.error) }
      for (place, group) in category.groups.enumerated() { add(.score(.group(index, place)), group.error) }
      add(.score(.category(index)), category.error)
    }
    for (index, adjustment) in adjustments.enumerated() { add(.score(.adjustment(index)), adjustment.error) }
    add(.total, error)
    for (index, found) in determinations.enumerated() { add(.determination(index), found.error) }
    return failures
  }

  /// Whether the total cannot be worked out, since part of it cannot.
  public var isTotalFailed: Bool {
    !total.isSettled
      && failures.contains { failure in
        switch failure.place {
        case .requirement, .determination: false
        case .score, .total: true
        }
      }
  }

  /// Whether a place or the eligibility is open because something cannot be worked out.
  ///
  /// - Parameter standard: the one by which it was judged.
  public func isFailed(by standard: Standard) -> Bool { isFailed(by: standard, selection) }

  /// The same with what a ranking has found out.
  public func isFailed(by standard: Standard, _ selection: SelectionStatus?) -> Bool {
    if entrant == .no || eligible == .no { return false }
    let isOpen = eligible == .unknown || selection == .open || (selection == nil && !total.isSettled)
    return isOpen
      && failures.contains { failure in
        switch failure.place {
        case .requirement(let index): standard.requirements[index].kind.bearing != .none
        case .score, .total: true
        case .determination: false
        }
      }
  }
}

extension Outcome {
  /// Whether anybody's place, eligibility or determination cannot be worked out.
  public var hasFailures: Bool {
    if looked.isSound { return false }
    if let found = resultsAtHand == nil ? ColumnFailures(self)?.areThere : nil { return found }
    return results.contains { $0.isFailed(by: standard) || $0.determinations.contains { $0.error != nil } }
  }
}
