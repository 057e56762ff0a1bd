/// Kleene's three-valued truth.
public enum Truth: Hashable, Sendable {
  case yes, no, unknown

  /// A truth that is known.
  public init(_ value: Bool) { self = value ? .yes : .no }

  /// What is unknown stays so.
  public var negated: Truth {
    switch self {
    case .yes: .no
    case .no: .yes
    case .unknown: .unknown
    }
  }

  /// A certain no decides also against what is unknown.
  public func and(_ other: Truth) -> Truth {
    if self == .no || other == .no { return .no }
    return self == .yes && other == .yes ? .yes : .unknown
  }
}
