import Model
import Quantities

/// What a clause comes to in a case.
protocol CaseResult {
  /// Nothing more can be found out by dividing the case.
  var isSettled: Bool { get }

  /// What is known if one of two cases holds.
  func joined(_ other: Self) -> Self
}

/// A clause whose decisions hang on one another is worked out case by case: the values that a subject may have are
/// divided where it is compared, and in each part all comparisons agree. Grammar.md, section 5, says how far this goes.
extension Evaluator {
  /// Parts into which one subject is divided at most, and evaluations of one clause.
  private static let evaluationLimit = 400
  /// Whole numbers up to this many are tried one by one.
  private static let wholeLimit = 12

  /// What `body` gives, looked at case by case where it is not settled otherwise.
  /// - Parameter subjects: those of the formulas that `body` evaluates.
  mutating func cases<Result: CaseResult>(
    of subjects: [Subject], _ body: (inout Evaluator) -> Result
  ) -> Result {
    let result = body(&self)
    if result.isSettled || subjects.isEmpty { return result }
    let read = missing
    var left = Self.evaluationLimit
    let divided = divide(subjects[...], result, left: &left, body)
    missing = read
    return divided
  }

  /// - Parameter whole: what holds if nothing is divided.
  private mutating func divide<Result: CaseResult>(
    _ subjects: ArraySlice<Subject>, _ whole: Result, left: inout Int, _ body: (inout Evaluator) -> Result
  ) -> Result {
    if whole.isSettled { return whole }
    var subjects = subjects
    while let subject = subjects.popFirst() {
      guard let cells = cells(of: subject), cells.count > 1, cells.count <= left else { continue }
      left -= cells.count
      var joined: Result?
      for cell in cells {
        let inner = pinning(subject.formula, to: cell) { evaluator in
          evaluator.divide(subjects, body(&evaluator), left: &left, body)
        }
        joined = joined.map { $0.joined(inner) } ?? inner
      }
      return joined ?? whole
    }
    return whole
  }

  /// The parts into which the possible values of a subject are divided; nil if it is known, or cannot be.
  private mutating func cells(of subject: Subject) -> [Computed]? {
    let value = evaluate(subject.formula)
    switch value {
    case .known, .failed: return nil
    case .between, .unknown, .doubtful: break
    }
    let cells: [Computed]?
    switch subject.formula.type {
    case .truth: cells = [Computed(.yes), Computed(.no)]
    case .number, .percentage, .date: cells = ranges(subject, within: value.order(subject.formula.type) ?? .all)
    case .choice(let options, _): cells = options.indices.map { .known(.choice($0)) }
    case .text where subject.isOnlyEqualed: cells = texts(subject)
    case .choices(let options): cells = choices(options, subject)
    case .text, .records: cells = nil
    }
    return value == .doubtful ? cells.map { $0 + [.doubtful] } : cells
  }

  private mutating func ranges(_ subject: Subject, within range: Interval) -> [Computed] {
    let type = subject.formula.type
    func computed(_ interval: Interval) -> Computed { .between(interval).settled(as: type) }
    guard let range = type.narrowed(range) else { return [] }
    if type.isWhole, let all = Self.each(of: range, step: type.step) { return all.map { computed(Interval($0)) } }
    var marks: Set<Rational> = []
    for cut in subject.cuts { if let mark = evaluate(cut).order(type)?.exact { marks.insert(mark) } }
    for mark in marks { note(range, limitedBy: Interval(mark)) }
    let parts = range.divided(at: marks.sorted())
    return parts.compactMap(type.narrowed).map(computed)
  }

  /// All multiples of a step in a range; nil if they are too many.
  private static func each(of range: Interval, step: Rational) -> [Rational]? {
    guard var next = range.least.value, range.most.value != nil else { return nil }
    var all: [Rational] = []
    while .finite(next) <= range.most {
      all.append(next)
      guard all.count <= wholeLimit, let after = try? next.adding(step) else { return nil }
      next = after
    }
    return all
  }

  /// Each text it is compared with, and one that is none of them.
  private mutating func texts(_ subject: Subject) -> [Computed]? {
    var texts: [String] = []
    for cut in subject.cuts {
      guard case .known(.text(let text)) = evaluate(cut) else { return nil }
      if !texts.contains(text) { texts.append(text) }
    }
    let other = String(repeating: "\u{0}", count: 1 + (texts.map(\.count).max() ?? 0))
    return (texts + [other]).map { .known(.text($0)) }
  }

  private func choices(_ options: [String], _ subject: Subject) -> [Computed]? {
    guard options.count <= 6 else { return nil }
    return (0..<(1 << options.count)).map { .known(.choices(UInt64($0))) }
  }
}

extension Interval {
  /// The parts of a range below, at and between some numbers, in order.
  func divided(at marks: [Rational]) -> [Interval] {
    var parts: [Interval?] = []
    var (start, startIsOpen) = (least, leastIsOpen)
    for mark in marks where !(.finite(mark) < least) && !(.finite(mark) > most) {
      let place = Endpoint.finite(mark)
      parts.append(Interval(from: start, open: startIsOpen, to: place, open: true))
      let isInside = !(place == least && leastIsOpen) && !(place == most && mostIsOpen)
      if isInside { parts.append(Interval(mark)) }
      (start, startIsOpen) = (place, true)
    }
    parts.append(Interval(from: start, open: startIsOpen, to: most, open: mostIsOpen))
    return parts.compactMap { $0 }
  }
}
