import Model
import Planning
import Quantities

/// The kernels of operations on numbers, and in what scale their results are whole.
extension ColumnProgram {
  mutating func operation(_ operation: Operation, _ node: Plan.Node, _ slots: [Int]) -> Made? {
    switch node.type {
    case .points, .value(.number), .value(.percentage), .value(.date): break
    case .value(.truth), .value(.text), .value(.choice), .value(.choices), .value(.records), .verdict, .grades, .bundle:
      return nil
    }
    switch operation {
    case .sum(let subtracted): return numbers(slots) { _ in .sum(subtracted) }
    case .daysBetween: return numbers(slots) { _ in .sum([false, true]) }
    case .negated: return numbers(slots) { _ in .multiple(-1) }
    case .absolute: return numbers(slots) { _ in .absolute }
    case .larger: return numbers(slots) { _ in .larger }
    case .smaller: return numbers(slots) { _ in .smaller }
    case .product(let divided): return product(divided, slots)
    case .rounded(let mode): return rounded(mode, slots)
    case .length: return (.length, .number(scale: 1), [Operand(slot: slots[0])])
    case .optionCount:
      guard case .value(.choices(let options)) = types[slots[0]] else { return nil }
      return (.optionCount(options.count), .number(scale: 1), [Operand(slot: slots[0])])
    case .power, .shifted: return nil
    }
  }

  /// The number that a column has in all rows.
  func constant(_ slot: Int) -> Rational? {
    guard let value = valueOf[slot], value.error == nil, !value.mayFail,
      case .known(.number(let number)) = value.content
    else { return nil }
    return number
  }

  /// Of one number that differs from row to row, and others that do not; or of one such number divided by another.
  mutating func product(_ divided: [Bool], _ slots: [Int]) -> Made? {
    var factor = Rational.one
    var (varied, other, divisor): (Int?, Int?, Int?)
    for (slot, divides) in zip(slots, divided) {
      if let number = constant(slot) {
        if divides, number.isZero { return nil }
        guard let next = try? divides ? factor.divided(by: number) : factor.multiplied(by: number) else { return nil }
        factor = next
      } else if divides {
        if divisor != nil { return nil }
        divisor = slot
      } else {
        if other != nil { return nil }
        (varied, other) = varied == nil ? (slot, nil) : (varied, slot)
      }
    }
    if let other { return divisor == nil && factor == .one ? varied.flatMap { times($0, other) } : nil }
    if let divisor { return varied.flatMap { share($0, of: divisor, factor) } }
    guard let varied, let own = forms[varied].scale, let words = factor.words,
      let scale = Self.product(own, words.denominator)
    else { return nil }
    // Common factors of the scale and the multiple are left out.
    let reduced = Rational(words.numerator, scale: own)
    guard let parts = reduced.words, words.numerator != 0,
      let exact = Self.product(parts.denominator, words.denominator)
    else { return (.multiple(words.numerator), .number(scale: scale), [Operand(slot: varied)]) }
    return (.multiple(parts.numerator), .number(scale: exact), [Operand(slot: varied)])
  }

  func times(_ first: Int, _ second: Int) -> Made? {
    guard let own = forms[first].scale, let other = forms[second].scale, let scale = Self.product(own, other) else {
      return nil
    }
    return (.times, .number(scale: scale), [Operand(slot: first), Operand(slot: second)])
  }

  /// - Parameter factor: by which the quotient is multiplied.
  mutating func share(_ varied: Int, of divisor: Int, _ factor: Rational) -> Made? {
    guard let words = factor.words, abs(words.numerator) <= 1 << 20, words.denominator <= 1 << 20 else { return nil }
    return numbers([varied, divisor]) { _ in .share(words.numerator, words.denominator, scale: Self.shareScale) }.map {
      ($0.kernel, .number(scale: Self.shareScale), $0.operands)
    }
  }

  /// Most shares are rounded to hundredths sooner or later.
  private static let shareScale = 100

  static func product(_ a: Int, _ b: Int) -> Int? {
    let (product, isBeyond) = a.multipliedReportingOverflow(by: b)
    return isBeyond || product > 1 << 40 ? nil : product
  }

  func rounded(_ mode: Rounding, _ slots: [Int]) -> Made? {
    guard let step = constant(slots[1])?.words, step.numerator > 0, let own = forms[slots[0]].scale,
      let divisor = Self.product(own, step.numerator)
    else { return nil }
    // x / own in steps of p / q: x·q / (own·p) of them, each p at the scale q.
    return (
      .rounded(mode, step.denominator, divisor, step.numerator), .number(scale: step.denominator),
      [Operand(slot: slots[0])]
    )
  }
}
