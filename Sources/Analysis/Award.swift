import Evaluation
import Model
import Quantities

/// What a community gets by a standard, as analyses follow it.
public enum Award: Hashable, Sendable {
  case selection(SelectionStatus)
  /// Those still possible, in the order in which they are tried, nil for none of them; empty for who takes no part.
  case grade([Int?])
  case eligibility(Truth)

  /// Which of its results is followed: the place where a standard selects, the grade where it only has grades,
  /// eligibility where it has neither.
  public enum Kind: Sendable {
    case selection, grade, eligibility

    /// What a standard has to give.
    public init(_ standard: Standard) {
      self = standard.selection != nil ? .selection : standard.grades.isEmpty ? .eligibility : .grade
    }

    func award(_ result: SheetResult) -> Award {
      award(result.entrant, result.eligible, result.selection, grades: result.grades)
    }

    /// The same by what is asked of a result.
    func award(
      _ entrant: Truth, _ eligible: Truth, _ selection: SelectionStatus?, grades: @autoclosure () -> [Int?]
    ) -> Award {
      switch self {
      case .selection: return .selection(entrant == .no ? .no : selection ?? .no)
      case .grade:
        let grades = entrant == .no ? [] : grades()
        return .grade(entrant != .no && grades.isEmpty ? [nil] : grades)
      case .eligibility: return .eligibility(entrant == .no ? .no : eligible)
      }
    }

    /// The places that there are for it, each by itself.
    func places(_ standard: Standard) -> [PlaceLimits] {
      switch self {
      case .selection: [standard.selection?.places].compactMap { $0 }
      case .grade: standard.grades.compactMap(\.places)
      case .eligibility: []
      }
    }
  }

  /// Tied at the edge of a quota, or open for want of facts.
  var isUndecided: Bool {
    switch self {
    case .selection(let status): status == .tied || status == .open
    case .grade(let grades): grades.count > 1
    case .eligibility(let truth): truth == .unknown
    }
  }

  /// Whether it is what there is to get, where that is one thing.
  var isGot: Bool { self == .selection(.yes) || self == .eligibility(.yes) }

  /// Whether it comes to the same as another one: tied and open do.
  func comesTo(_ other: Award) -> Bool {
    if case .grade = self { return self == other }
    return self == other || (isUndecided && other.isUndecided)
  }
}
