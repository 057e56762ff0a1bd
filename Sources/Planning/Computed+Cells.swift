import Quantities

extension Computed {
  /// Whole numbers up to this many are tried one by one.
  private static let wholeLimit = 12

  /// The parts into which what is not known is divided where it is looked at case by case, so that in each part all
  /// comparisons agree; nil if it cannot be divided.
  ///
  /// - Parameters:
  ///   - isOnlyEqualed: nothing but whether it equals something is asked of it.
  ///   - cuts: what it is compared with, worked out if that matters.
  ///   - meeting: told of each number at which a range is divided.
  public func cells(
    _ type: ValueType, isOnlyEqualed: Bool, cuts: () -> [Computed], meeting: (Interval, Rational) -> Void = { _, _ in }
  ) -> [Computed]? {
    let cells: [Computed]?
    switch type {
    case .truth: cells = [Computed(.yes), Computed(.no)]
    case .number, .percentage, .date: cells = Self.ranges(order(type) ?? .all, type, cuts, meeting)
    case .choice(let options, _): cells = options.indices.map { .known(.choice($0)) }
    case .text where isOnlyEqualed: cells = Self.texts(cuts())
    case .choices(let options):
      cells = options.count > 6 ? nil : (0..<(1 << options.count)).map { .known(.choices(UInt64($0))) }
    case .text, .records: cells = nil
    }
    return self == .doubtful ? cells.map { $0 + [.doubtful] } : cells
  }

  private static func ranges(
    _ range: Interval, _ type: ValueType, _ cuts: () -> [Computed], _ meeting: (Interval, Rational) -> Void
  ) -> [Computed] {
    func computed(_ interval: Interval) -> Computed { .between(interval).settled(as: type) }
    guard let range = type.narrowed(range) else { return [] }
    if type.isWhole, let all = each(of: range, step: type.step) { return all.map { computed(Interval($0)) } }
    let marks = Set(cuts().compactMap { $0.order(type)?.exact })
    for mark in marks { meeting(range, mark) }
    return range.divided(at: marks.sorted()).compactMap(type.narrowed).map(computed)
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
  private static func texts(_ cuts: [Computed]) -> [Computed]? {
    var texts: [String] = []
    for cut in cuts {
      guard case .known(.text(let text)) = cut else { return nil }
      if !texts.contains(text) { texts.append(text) }
    }
    let other = String(repeating: "\u{0}", count: 1 + (texts.map(\.count).max() ?? 0))
    return (texts + [other]).map { .known(.text($0)) }
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
