import Evaluation
import Model
import Quantities

/// What is told of the communities at one value of a parameter.
public struct SweepResult: Sendable {
  /// Those taking part that are eligible for certain.
  public let eligible: Int
  /// In the order of the ranking; empty too where the standard selects nobody.
  public let selected: [String]
  /// Tied at the edge of a quota, or open for want of facts.
  public let undecided: [String]
  /// The total of the last one selected.
  public let last: Interval?

  init(_ outcome: Outcome) {
    let taking = outcome.results.filter { $0.entrant != .no }
    eligible = taking.filter { $0.eligible == .yes }.count
    let chosen = taking.filter(\.isRecommended)
    selected = chosen.map { outcome.sheet($0).name }
    undecided = taking.filter { $0.selection?.isUndecided == true }.map { outcome.sheet($0).name }
    last = chosen.last?.total
  }
}

/// How everybody stands at one value: by place of the sheet in the table.
struct SweepState {
  let result: SweepResult
  /// No for those that do not take part, and where nobody selects.
  let selection: [SelectionStatus]
  let eligible: [Truth]

  init(_ outcome: Outcome) {
    result = SweepResult(outcome)
    var selection = [SelectionStatus](repeating: .no, count: outcome.results.count)
    var eligible = [Truth](repeating: .no, count: outcome.results.count)
    for result in outcome.results where result.entrant != .no {
      selection[result.sheet] = result.selection ?? .no
      eligible[result.sheet] = result.eligible
    }
    self.selection = selection
    self.eligible = eligible
  }

  /// Whether everybody stands the same.
  func stands(asIn other: SweepState) -> Bool { selection == other.selection && eligible == other.eligible }

  /// Whether the same communities are selected, and the same undecided; eligible, where the standard selects nobody.
  func selects(asIn other: SweepState, _ standard: Standard) -> Bool {
    guard standard.selection != nil else { return eligible == other.eligible }
    return zip(selection, other.selection).allSatisfy { $0 == $1 || ($0.isUndecided && $1.isUndecided) }
  }
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
