import Model
import Quantities

/// What an expression gives for one sheet.
public enum Computed: Hashable, Sendable {
  case known(Value)
  /// A number, or a date by its day, that depends on missing facts but has limits.
  case between(Interval)
  case unknown
  /// Depends on missing facts, with some of which it could not be worked out.
  case doubtful
  /// Cannot be worked out, whatever the missing facts are.
  case failed(ArithmeticError)

  public init(_ truth: Truth) {
    switch truth {
    case .yes: self = .known(.truth(true))
    case .no: self = .known(.truth(false))
    case .unknown: self = .unknown
    }
  }

  /// The truth of a condition. A failure counts as unknown; who needs to tell them apart looks first.
  public var truth: Truth {
    if case .known(.truth(let value)) = self { return Truth(value) }
    return .unknown
  }

  public var interval: Interval? {
    switch self {
    case .known(.number(let value)): Interval(value)
    case .between(let interval): interval
    case .known, .unknown, .doubtful, .failed: nil
    }
  }

  /// The value as a range of numbers by which it is ordered; nil for what has no order, or no limits.
  public func order(_ type: ValueType) -> Interval? {
    if let interval { return interval }
    guard case .known(let value) = self else { return nil }
    return value.order(as: type).map { Interval($0) }
  }

  /// Why it cannot be worked out, if so.
  public var error: ArithmeticError? {
    if case .failed(let error) = self { return error }
    return nil
  }

  /// A range of one value is that value, and one without any end says nothing.
  var settled: Computed {
    guard case .between(let interval) = self else { return self }
    if interval == .all { return .unknown }
    return interval.exact.map { .known(.number($0)) } ?? self
  }

  /// ``settled`` for a range of the places of dates.
  func settled(as type: ValueType) -> Computed {
    guard type == .date, case .between(let interval) = self else { return settled }
    if let day = interval.exact?.whole, let date = try? CalendarDate(dayNumber: day) { return .known(.date(date)) }
    return interval == .all ? .unknown : self
  }

  /// A value that could not be used: what may fail stays so, anything else is unknown.
  var unsettled: Computed {
    switch self {
    case .failed, .doubtful: self
    case .known, .between, .unknown: .unknown
    }
  }

  /// What is known if it is this or another value.
  func joined(_ other: Computed, _ type: ValueType) -> Computed {
    if self == other { return self }
    for value in [self, other] {
      switch value {
      case .failed, .doubtful: return .doubtful
      case .known, .between, .unknown: break
      }
    }
    switch type {
    case .number, .percentage, .date:
      guard let a = order(type), let b = other.order(type) else { return .unknown }
      return Computed.between(a.hull(b)).settled(as: type)
    case .truth, .text, .choice, .choices, .records: return .unknown
    }
  }
}
