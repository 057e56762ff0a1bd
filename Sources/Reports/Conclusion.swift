import Evaluation
import Model

/// What all comes to for a community, in the order in which a legend explains it.
enum Conclusion: CaseIterable {
  case reference, eligible, ineligible, selected
  case unverified, selectionOpen, tied, notChosen, belowLine, failed

  init(of result: SheetResult, _ standard: Standard) {
    self.init(standingOf: result, standard)
    guard self == .eligible, let selection = result.selection else { return }
    switch selection {
    case .yes: self = .selected
    case .no: self = result.selectable == .no ? .belowLine : .notChosen
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
      switch result.eligible {
      case .yes: self = .eligible
      case .unknown: self = .unverified
      case .no: self = .ineligible
      }
    }
  }
}
