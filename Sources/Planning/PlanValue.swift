import Quantities

/// What a node gives for one sheet: what is known of it, whether it applies, whether it can be worked out, and what it
/// waits for.
public struct PlanValue: Hashable, Sendable {
  /// What is known of a value, apart from whether it fails.
  public enum Content: Hashable, Sendable {
    /// It does not apply.
    case none
    case unknown
    case known(Value)
    case between(Interval)
    case verdict(Verdict)
    /// Grades that may be the first to hold, and whether it may be that none does.
    case grades(Set<Int>, mayBeNone: Bool)
    /// Several values worked out together.
    case bundle([PlanValue])
  }

  /// Says nothing where there is an ``error``, nor, unless it is a range of points, where it may fail.
  public var content: Content
  /// It may not apply.
  public var mayBeNone = false
  /// With some of the missing facts it cannot be worked out.
  public var mayFail = false
  /// Why it cannot be worked out, whatever the missing facts are.
  public var error: ArithmeticError?
  /// What was read and missing.
  public var waits: Set<Missing> = []

  /// As it is: it neither fails nor may fail.
  public init(content: Content, waits: Set<Missing> = []) {
    (self.content, self.waits) = (content, waits)
  }

  /// What fails, or may, is unknown beside its ``error`` or ``mayFail``.
  public init(_ computed: Computed, waits: Set<Missing> = []) {
    self.waits = waits
    switch computed {
    case .known(let value): content = .known(value)
    case .between(let interval): content = .between(interval)
    case .unknown: content = .unknown
    case .doubtful: (content, mayFail) = (.unknown, true)
    case .failed(let error): (content, self.error) = (.unknown, error)
    }
  }

  /// A range of one number is that number, and one without any end is unknown.
  public init(points: Interval, mayFail: Bool = false, waits: Set<Missing> = []) {
    self.init(Computed.between(points).settled, waits: waits)
    self.mayFail = mayFail
  }

  init(failing error: ArithmeticError, waits: Set<Missing>) { self.init(Computed.failed(error), waits: waits) }

  static let none: PlanValue = {
    var none = PlanValue(content: .none)
    none.mayBeNone = true
    return none
  }()

  /// It does not apply, whatever the missing facts are.
  public var isNone: Bool { content == .none && !mayFail && error == nil }

  /// As what an expression gives.
  public var computed: Computed {
    if let error { return .failed(error) }
    if mayFail { return .doubtful }
    switch content {
    case .known(let value): return .known(value)
    case .between(let interval): return .between(interval)
    case .none, .unknown, .verdict, .grades, .bundle: return .unknown
    }
  }

  /// Unknown also of what fails or may fail, and of what is no truth value.
  public var truth: Truth { computed.truth }

  /// As a range of numbers: any at all where nothing is known of it.
  public var interval: Interval {
    switch content {
    case .known(.number(let number)): Interval(number)
    case .between(let interval): interval
    case .none, .unknown, .known, .verdict, .grades, .bundle: .all
    }
  }

  /// Whether it applies.
  public var applies: Truth { isNone ? .no : mayBeNone ? .unknown : .yes }

  // MARK: Cases

  /// Whether nothing more can be found out about it by dividing the case.
  public var isSettled: Bool {
    if isNone { return true }
    if mayBeNone || mayFail { return false }
    if error != nil { return true }
    switch content {
    case .known, .verdict: return true
    case .grades(let grades, let mayBeNone): return grades.count + (mayBeNone ? 1 : 0) <= 1
    case .none, .unknown, .between, .bundle: return false
    }
  }

  /// What is known if one of two cases holds; what it waits for is a matter of the whole.
  public func joined(_ other: PlanValue, _ type: PlanType) -> PlanValue {
    if isNone || other.isNone {
      var applied = isNone ? other : self
      applied.mayBeNone = true
      // Where it does not apply, nothing fails.
      if applied.error != nil { (applied.error, applied.mayFail) = (nil, true) }
      return applied
    }
    var joined: PlanValue
    switch (type, content, other.content) {
    case (.value(let type), _, _): joined = PlanValue(computed.joined(other.computed, type), waits: waits)
    case (_, .grades(let a, let none), .grades(let b, let otherNone)):
      joined = PlanValue(content: .grades(a.union(b), mayBeNone: none || otherNone), waits: waits)
    case _:
      joined = PlanValue(points: interval.hull(other.interval), waits: waits)
      if let error, other.error != nil { joined.error = error }
      joined.mayFail = mayFail || other.mayFail || (error == nil) != (other.error == nil)
    }
    joined.mayBeNone = mayBeNone || other.mayBeNone
    return joined
  }
}
