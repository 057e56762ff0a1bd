import Quantities

/// The verdicts of Grammar.md, section 7.
public enum Verdict: String, Sendable, CaseIterable {
  case met, partlyMet, unmet, unverified, inapplicable, failed
}

extension Verdict {
  /// On points that are settled.
  ///
  /// - Parameter full: nil where there is no maximum.
  public init(points: Rational, of full: Rational?) {
    self = points <= .zero && full != .zero ? .unmet : full.map { points < $0 } ?? false ? .partlyMet : .met
  }

  /// On an adjustment that can be worked out: whether it moves the total.
  public init(change: Interval) {
    self = change == .zero ? .unmet : change.least > .zero || change.most < .zero ? .met : .unverified
  }

  /// Whether a clause has all its points where it applies.
  ///
  /// - Parameter share: of the full points, where it applies; nil where there are none.
  public func hasFullPoints(share: Interval?) -> Truth {
    switch self {
    case .met: return .yes
    case .partlyMet, .unmet, .inapplicable: return .no
    case .failed: return .unknown
    case .unverified:
      guard let share else { return .unknown }
      let all = Endpoint.finite(.one)
      return share.most < all ? .no : share.least >= all ? .yes : .unknown
    }
  }
}
