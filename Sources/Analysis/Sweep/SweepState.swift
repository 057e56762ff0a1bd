import Evaluation
import Model
import Quantities

/// How a community stands at one value of a parameter.
public enum SweepStanding: Sendable {
  /// It has a place for certain.
  case selected
  /// Tied at the edge of a quota, or open for want of facts.
  case undecided
  /// Eligible, without a place; eligible, where the standard selects nobody.
  case eligible
  /// It is open whether it is eligible: facts are missing, or something cannot be worked out.
  case unverified
  case ineligible
  /// It does not take part.
  case absent

  init(_ result: SheetResult) {
    if result.entrant == .no {
      self = .absent
    } else if result.isRecommended {
      self = .selected
    } else {
      switch result.eligible {
      case .yes: self = result.selection?.isUndecided == true ? .undecided : .eligible
      case .unknown: self = .unverified
      case .no: self = .ineligible
      }
    }
  }
}

/// What is told of the communities at one value of a parameter.
public struct SweepResult: Sendable {
  /// Those taking part that are eligible for certain.
  public let eligible: Int
  /// In the order of the ranking; empty too where the standard selects nobody.
  public let selected: [String]
  /// Tied at the edge of a quota, or open for want of facts.
  public let undecided: [String]
  /// The total of the last one selected, which there always is.
  public let last: Interval?
  /// Everybody, by place of the sheet in the table.
  public let standings: [SweepStanding]

  init(_ outcome: Outcome) {
    let taking = outcome.results.filter { $0.entrant != .no }
    eligible = taking.filter { $0.eligible == .yes }.count
    let chosen = taking.filter(\.isRecommended)
    selected = chosen.map { outcome.sheet($0).name }
    undecided = taking.filter { $0.selection?.isUndecided == true }.map { outcome.sheet($0).name }
    last = chosen.last?.total.points
    var standings = [SweepStanding](repeating: .absent, count: outcome.table.sheets.count)
    for result in outcome.results { standings[result.sheet] = SweepStanding(result) }
    self.standings = standings
  }
}

/// How everybody stands at one value: by place of the sheet in the table.
struct SweepState {
  let result: SweepResult
  /// No for those that do not take part; eligible or not, where the standard selects nobody.
  let standing: [SelectionStatus]
  /// What is told nowhere, but may tip the one or the other.
  private let eligible: [Truth]

  init(_ outcome: Outcome) {
    result = SweepResult(outcome)
    let selects = outcome.standard.selection != nil
    var standing = [SelectionStatus](repeating: .no, count: outcome.results.count)
    var eligible = [Truth](repeating: .no, count: outcome.results.count)
    for result in outcome.results where result.entrant != .no {
      standing[result.sheet] = selects ? result.selection ?? .no : SelectionStatus(result.eligible)
      eligible[result.sheet] = result.eligible
    }
    (self.standing, self.eligible) = (standing, eligible)
  }

  /// Whether everybody stands the same.
  func stands(asIn other: SweepState) -> Bool { standing == other.standing && eligible == other.eligible }

  /// Whether the same communities are selected, and the same undecided; eligible, where the standard selects nobody.
  func selects(asIn other: SweepState) -> Bool {
    zip(standing, other.standing).allSatisfy { $0 == $1 || ($0.isUndecided && $1.isUndecided) }
  }
}

extension SelectionStatus {
  fileprivate init(_ truth: Truth) {
    self =
      switch truth {
      case .yes: .yes
      case .no: .no
      case .unknown: .open
      }
  }
}
