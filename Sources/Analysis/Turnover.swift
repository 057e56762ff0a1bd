import Evaluation

/// Who stands differently when something has changed, by name.
public struct Turnover: Sendable {
  /// Now selected, and not before.
  public let enters: [String]
  /// Selected before, and no longer.
  public let leaves: [String]
  /// Tied or open now, where before they were not, or others were.
  public let undecided: [String]
  /// Tied or open before, and out now.
  public let dropped: [String]

  init(_ before: [SelectionStatus], _ after: [SelectionStatus], of names: [String]) {
    func those(_ isChosen: (_ before: SelectionStatus, _ after: SelectionStatus) -> Bool) -> [String] {
      names.indices.filter { isChosen(before[$0], after[$0]) }.map { names[$0] }
    }
    enters = those { $0 != .yes && $1 == .yes }
    leaves = those { $0 == .yes && $1 != .yes }
    undecided = those { !$0.isUndecided && $1.isUndecided }
    dropped = those { $0.isUndecided && $1 == .no }
  }

  /// Nobody.
  init() { (enters, leaves, undecided, dropped) = ([], [], [], []) }
}

extension SelectionStatus {
  /// Tied at the edge of a quota, or open for want of facts.
  var isUndecided: Bool {
    switch self {
    case .tied, .open: true
    case .yes, .no: false
    }
  }
}
