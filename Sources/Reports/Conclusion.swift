import Evaluation
import Model
import Quantities

/// What all comes to for a community, in the order in which a legend explains it.
enum Conclusion: CaseIterable {
  case reference, eligible, ineligible, selected
  case unverified, selectionOpen, tied, notChosen, belowLine, failed

  init(of result: SheetResult, _ standard: Standard) {
    self.init(standingOf: result, standard)
    select(result.selection, result.selectable)
  }

  /// Of somebody of whom everything can be worked out.
  init(_ standing: (entrant: Truth, eligible: Truth, selectable: Truth), _ selection: SelectionStatus?) {
    self = standing.entrant == .no ? .reference : Self(standing.eligible)
    select(selection, standing.selectable)
  }

  private mutating func select(_ selection: SelectionStatus?, _ selectable: Truth) {
    guard self == .eligible, let selection else { return }
    switch selection {
    case .yes: self = .selected
    case .no: self = selectable == .no ? .belowLine : .notChosen
    case .open: self = .selectionOpen
    case .tied: self = .tied
    }
  }

  /// The selection aside.
  init(standingOf result: SheetResult, _ standard: Standard) {
    if result.entrant == .no {
      self = .reference
    } else if result.isFailed(by: standard) {
      self = .failed
    } else {
      self.init(result.eligible)
    }
  }

  private init(_ eligible: Truth) {
    switch eligible {
    case .yes: self = .eligible
    case .unknown: self = .unverified
    case .no: self = .ineligible
    }
  }
}
