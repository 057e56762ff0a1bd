import Syntax

/// What requirements and adjustments of a kind mean: the kind of clause that states them, and what it does.
extension Requirement.Kind {
  /// What a requirement has to do with eligibility.
  public enum Bearing: Sendable {
    /// Its conditions have to hold.
    case needed
    /// They must not hold.
    case barring
    case none
  }

  private var row: (clause: ClauseKind, bearing: Bearing) {
    switch self {
    case .gate: (.gate, .needed)
    case .requirement: (.requirement, .needed)
    case .advisory: (.advisory, .none)
    case .veto: (.veto, .barring)
    }
  }

  /// The kind of clause that states such a requirement.
  public var clause: ClauseKind { row.clause }
  /// Vetoes bar, advisory checks have no effect, the other kinds are needed.
  public var bearing: Bearing { row.bearing }

  init?(_ clause: ClauseKind) {
    guard let kind = Self.allCases.first(where: { $0.clause == clause }) else { return nil }
    self = kind
  }
}

extension Adjustment.Kind {
  /// The kind of clause that states such an adjustment.
  public var clause: ClauseKind {
    switch self {
    case .bonus: .bonus
    case .deduction: .deduction
    case .adjustment: .adjustment
    }
  }

  init?(_ clause: ClauseKind) {
    guard let kind = Self.allCases.first(where: { $0.clause == clause }) else { return nil }
    self = kind
  }
}
