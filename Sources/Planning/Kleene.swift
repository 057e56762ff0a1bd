import Quantities

/// Kleene's and (stops at no) and or (stops at yes), part after part. A failure yields to a deciding part, and is none yet
/// where a part that is not known may decide.
public struct Kleene: Sendable {
  private let stopsAt: Truth
  private var isDecided = false
  private var failure: ArithmeticError?
  private var (isUnknown, isDoubtful) = (false, false)

  /// - Parameter stopsAt: the truth of a part that decides.
  public init(stopsAt: Truth) { self.stopsAt = stopsAt }

  /// Takes the next part.
  ///
  /// - Returns: whether it decides, so that further parts do not matter.
  public mutating func take(_ value: Computed) -> Bool {
    switch value {
    case .known(.truth(let truth)): isDecided = isDecided || Truth(truth) == stopsAt
    case .failed(let error): failure = failure ?? error
    case .doubtful: isDoubtful = true
    case .known, .between, .unknown: isUnknown = true
    }
    return isDecided
  }

  /// What the parts come to that were taken.
  public var value: Computed {
    if isDecided { return Computed(stopsAt) }
    if let failure { return isUnknown || isDoubtful ? .doubtful : .failed(failure) }
    return isDoubtful ? .doubtful : isUnknown ? .unknown : Computed(stopsAt.negated)
  }
}
