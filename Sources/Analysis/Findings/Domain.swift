import Planning
import Quantities

/// What is left of the values that something can have.
enum Domain: Hashable {
  /// Numbers, or days by their count.
  case numbers(Interval)
  case values([Value])
  /// A sheet does not state it.
  case missing
  /// Lists of records, of which nothing is asked here.
  case anything

  /// Of more options than these not every set of them is tried.
  static let optionLimit = 8
  /// All sets of so many options, the fullest first.
  private static let sets: [[Value]] = (0...optionLimit).map { count in
    (0..<1 << UInt64(count)).reversed().map { .choices($0) }
  }

  private static let firstDay = Rational(306)
  private static let lastDay = Rational(3_652_364)

  /// Everything of a type, within bounds if there are any.
  init(_ type: ValueType, lower: Rational? = nil, upper: Rational? = nil) {
    switch type {
    case .truth: self = .values([.truth(true), .truth(false)])
    case .number, .percentage, .date:
      let isDate = type == .date
      let low = lower.map(Endpoint.finite) ?? (isDate ? .finite(Self.firstDay) : .negativeInfinity)
      let high = upper.map(Endpoint.finite) ?? (isDate ? .finite(Self.lastDay) : .positiveInfinity)
      let range = Interval(low, high)
      self = .numbers(type.narrowed(range) ?? range)
    case .choice(let options, _): self = .values(options.indices.map { .choice($0) })
    case .choices(let options):
      if options.count <= Self.optionLimit {
        self = .values(Self.sets[options.count])
      } else {
        let all: UInt64 = (1 << UInt64(options.count)) - 1
        let sets: [UInt64] = [all, 0] + options.indices.flatMap { [all & ~(1 << UInt64($0)), 1 << UInt64($0)] }
        self = .values(sets.map { .choices($0) })
      }
    case .text: self = .values([.text("甲")])
    case .records: self = .anything
    }
  }

  var isEmpty: Bool {
    if case .values(let values) = self { values.isEmpty } else { false }
  }

  /// The one value left.
  var isSettled: Bool {
    switch self {
    case .numbers(let range): range.isExact
    case .values(let values): values.count == 1
    case .missing: true
    case .anything: false
    }
  }

  /// As what a node gives.
  func value(_ type: ValueType, points: Bool) -> PlanValue {
    switch self {
    case .numbers(let range):
      points ? PlanValue(points: range) : PlanValue(Computed.between(range).settled(as: type))
    case .values(let values): values.count == 1 ? PlanValue(.known(values[0])) : PlanValue(content: .unknown)
    case .missing, .anything: PlanValue(content: .unknown)
    }
  }

  /// The numbers left, if they are numbers.
  var range: Interval? { if case .numbers(let range) = self { range } else { nil } }
}
