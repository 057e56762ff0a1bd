import Quantities
import Syntax

/// What an expression gives for one sheet: a value, in one of the states of knowledge, or none that can be worked out.
public enum Computed: Hashable, Sendable {
  case known(Value)
  /// A number, or a date by its day, that depends on missing facts but has limits.
  case between(Interval)
  case unknown
  /// Depends on missing facts, with some of which it could not be worked out.
  case doubtful
  /// Cannot be worked out, whatever the missing facts are.
  case failed(ArithmeticError)

  /// A known truth value; unknown stays so.
  public init(_ truth: Truth) {
    switch truth {
    case .yes: self = .known(.truth(true))
    case .no: self = .known(.truth(false))
    case .unknown: self = .unknown
    }
  }

  /// The value, where one is known.
  public var knownValue: Value? { if case .known(let value) = self { value } else { nil } }

  /// The truth of a condition. A failure counts as unknown; who needs to tell them apart looks first.
  public var truth: Truth {
    if case .known(.truth(let value)) = self { return Truth(value) }
    return .unknown
  }

  /// A number, or a range of numbers or days; nil for any other value, a known date among them.
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
  public var settled: Computed {
    guard case .between(let interval) = self else { return self }
    if interval == .all { return .unknown }
    return interval.exact.map { .known(.number($0)) } ?? self
  }

  /// ``settled`` for a range of the places of dates.
  public func settled(as type: ValueType) -> Computed {
    guard type == .date, case .between(let interval) = self else { return settled }
    if let day = interval.exact?.whole, let date = try? CalendarDate(dayNumber: day) { return .known(.date(date)) }
    return interval == .all ? .unknown : self
  }

  /// A value that could not be used: what may fail stays so, anything else is unknown.
  public var unsettled: Computed {
    switch self {
    case .failed, .doubtful: self
    case .known, .between, .unknown: .unknown
    }
  }

  /// What is known if it is this or another value.
  public func joined(_ other: Computed, _ type: ValueType) -> Computed {
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

  /// Runs a computation that may fail.
  public static func attempt(_ body: () throws(ArithmeticError) -> Computed) -> Computed {
    do throws(ArithmeticError) { return try body() } catch { return .failed(error) }
  }

  /// What is known of a missing value of a type from its allowed range.
  public static func missing(_ lower: Value?, _ upper: Value?, _ type: ValueType) -> Computed {
    guard let low = lower?.order(as: type), let high = upper?.order(as: type) else { return .unknown }
    let range = Interval(low, high)
    return Computed.between(type.narrowed(range) ?? range).settled(as: type)
  }

  /// What is known of a cell of a row: a blank one is anything within the range of its column.
  public static func cell(_ value: Value?, of column: ValueType.Column) -> Computed {
    value.map(Computed.known) ?? .missing(column.lower, column.upper, column.type)
  }

  // MARK: Truth

  /// Kleene's and (stops at no) and or (stops at yes). A failure yields to a deciding part, and is none yet where a part
  /// that is not known may decide.
  public static func kleene(_ values: [Computed], stopsAt: Truth) -> Computed {
    var kleene = Kleene(stopsAt: stopsAt)
    for value in values {
      if kleene.take(value) { break }
    }
    return kleene.value
  }

  // MARK: Comparisons

  /// - Parameter type: of both values.
  public static func compare(
    _ comparator: Comparator, _ left: Computed, _ right: Computed, _ type: ValueType
  ) -> Computed {
    switch (left, right) {
    case (.failed, _): return left
    case (_, .failed): return right
    case (.doubtful, _), (_, .doubtful): return .doubtful
    case (.known, _), (.between, _), (.unknown, _): break
    }
    if let a = left.order(type), let b = right.order(type) { return Computed(compare(comparator, a, b)) }
    guard case .known(let a) = left, case .known(let b) = right else { return .unknown }
    switch comparator {
    case .equal: return Computed(Truth(a == b))
    case .different: return Computed(Truth(a != b))
    case .atLeast, .above, .atMost, .below: return .unknown
    }
  }

  /// A comparison of ranges: settled where every pair of values agrees.
  public static func compare(_ comparator: Comparator, _ a: Interval, _ b: Interval) -> Truth {
    switch comparator {
    case .atLeast: a.lies(below: b) ? .no : b.lies(upTo: a) ? .yes : .unknown
    case .above: b.lies(below: a) ? .yes : a.lies(upTo: b) ? .no : .unknown
    case .atMost: compare(.atLeast, b, a)
    case .below: compare(.above, b, a)
    case .equal:
      a.isExact && b.isExact && a.least == b.least ? .yes : a.lies(below: b) || b.lies(below: a) ? .no : .unknown
    case .different: compare(.equal, a, b).negated
    }
  }

  /// Whether a text contains another.
  public static func has(_ text: Computed, _ part: Computed) -> Computed {
    for value in [text, part] { if case .failed = value { return value } }
    if text == .doubtful || part == .doubtful { return .doubtful }
    guard case .known(.text(let part)) = part else { return .unknown }
    if part.isEmpty { return Computed(.yes) }
    guard case .known(.text(let text)) = text else { return .unknown }
    return Computed(Truth(text.contains(part)))
  }

  /// Whether the options chosen include all, or any, of some.
  public static func has(_ chosen: Computed, _ wanted: UInt64, all: Bool) -> Computed {
    guard case .known(.choices(let chosen)) = chosen else { return chosen.unsettled }
    return Computed(Truth(all ? chosen & wanted == wanted : chosen & wanted != 0))
  }
}

extension Interval {
  /// Whether every number of it is below every number of the other.
  fileprivate func lies(below other: Interval) -> Bool {
    most < other.least || (most == other.least && (mostIsOpen || other.leastIsOpen))
  }

  /// Whether no number of it is above any number of the other.
  fileprivate func lies(upTo other: Interval) -> Bool { most <= other.least }
}

extension ValueType {
  /// How far whole values are apart: one of what they are written in, in base units, or a day.
  public var step: Rational {
    if case .number(let measure, _) = self { measure.value(of: .one) } else { .one }
  }

  /// What values of the type there are in a range: of whole numbers the multiples of what one is worth.
  public func narrowed(_ range: Interval) -> Interval? {
    guard isWhole else { return range }
    do throws(ArithmeticError) { return try range.multiples(of: step) } catch { return range }
  }
}
