import Diagnostics
import Quantities

/// Some of the values of one fact, to be told in words: `大于 79 分、小于 80 分`, `差`.
public struct ValueSet: Sendable, Hashable {
  /// What they are values of.
  public let name: String
  private let type: ValueType
  private var ranges: [Interval] = []
  private var values: [Value] = []
  private var mayBeMissing = false

  init(_ name: String, _ type: ValueType) {
    self.name = name
    self.type = type
  }

  mutating func add(_ domain: Domain) {
    switch domain {
    case .numbers(let range): insert(range)
    case .values(let more): values += more.filter { !values.contains($0) }
    case .missing: mayBeMissing = true
    case .anything: break
    }
  }

  /// Ranges that touch are one.
  private mutating func insert(_ range: Interval) {
    var all = (ranges + [range]).sorted {
      $0.least == $1.least ? !$0.leastIsOpen && $1.leastIsOpen : $0.least < $1.least
    }
    var joined = [all.removeFirst()]
    for next in all {
      let last = joined[joined.count - 1]
      joined[joined.count - 1] = last.touches(next, type) ? last.hull(next) : last
      if !last.touches(next, type) { joined.append(next) }
    }
    ranges = joined
  }

  /// In the order of the line, or of the options.
  public func text(_ language: Language) -> String {
    let isChinese = language == .zh
    var parts = ranges.map { text($0, isChinese) }
    parts += values.prefix(12).map { text($0, isChinese) }
    if values.count > 12 { parts.append("…") }
    if mayBeMissing { parts.append(isChinese ? "未填" : "not stated") }
    return name + (isChinese ? "：" : ": ") + parts.joined(separator: isChinese ? "；" : "; ")
  }

  private func text(_ value: Value, _ isChinese: Bool) -> String { value.text(as: type, english: !isChinese) }

  private func text(_ range: Interval, _ isChinese: Bool) -> String {
    func end(_ number: Rational) -> String { Sampler.value(number, type).map { text($0, isChinese) } ?? "?" }
    if let exact = range.exact { return end(exact) }
    let low = range.least.value.map {
      (isChinese ? (range.leastIsOpen ? "大于 " : "不低于 ") : (range.leastIsOpen ? "more than " : "at least ")) + end($0)
    }
    let high = range.most.value.map {
      (isChinese ? (range.mostIsOpen ? "小于 " : "不超过 ") : (range.mostIsOpen ? "less than " : "at most ")) + end($0)
    }
    let both = [low, high].compactMap { $0 }
    if both.isEmpty { return isChinese ? "任何值" : "any value" }
    return both.joined(separator: isChinese ? "、" : ", ")
  }
}

extension Interval {
  /// Whether nothing of a type lies between it and one that begins later.
  fileprivate func touches(_ next: Interval, _ type: ValueType) -> Bool {
    if next.least < most { return true }
    if next.least == most { return !(mostIsOpen && next.leastIsOpen) }
    guard type.isWhole, let end = most.value, let start = next.least.value else { return false }
    return start - end <= type.step
  }
}
