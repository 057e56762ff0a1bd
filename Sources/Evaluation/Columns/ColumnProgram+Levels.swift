import Planning
import Quantities

/// The kernels of parts put together, of which some may leave their points to the others.
extension ColumnProgram {
  func growth(of part: Int, _ mayBeNone: [Bool], _ slots: [Int]) -> Made? {
    let parts = mayBeNone.count
    guard slots.count > parts, let shared = redistribution(mayBeNone, Array(slots.dropFirst(parts))) else { return nil }
    return (
      .growth(shared, part: part), .number(scale: shared.usual), slots.prefix(parts).map { Operand(slot: $0) }
    )
  }

  /// Parts put together; where some may not apply, the scale is one that holds what the others then come to.
  mutating func level(_ mayBeNone: [Bool], _ slots: [Int]) -> Made? {
    let parts = mayBeNone.count
    let own = Array(slots.prefix(parts))
    guard let sum = numbers(own, { _ in .level(nil) }) else { return nil }
    guard let scale = sum.form.scale, let shared = redistribution(mayBeNone, Array(slots.dropFirst(parts))),
      let finer = Self.product(scale, shared.usual)
    else { return sum }
    return (.level(shared), .number(scale: finer), sum.operands)
  }

  /// - Parameters:
  ///   - mayBeNone: of each part.
  ///   - fulls: the full points of each part and of the level.
  /// - Returns: nil where nothing is shared out, or in too many ways.
  private func redistribution(_ mayBeNone: [Bool], _ fulls: [Int]) -> Redistribution? {
    let numbers = fulls.compactMap { constant($0) }
    guard numbers.count == mayBeNone.count + 1, mayBeNone.contains(true), let full = numbers.last,
      let scale = Self.commonScale(numbers)
    else { return nil }
    let weights = numbers.dropLast().compactMap { $0.count(of: scale) }
    guard weights.count == mayBeNone.count else { return nil }
    var sums: Set = [zip(mayBeNone, weights).filter { !$0.0 }.reduce(0) { $0 + $1.1 }]
    for (mayBeNone, weight) in zip(mayBeNone, weights) where mayBeNone {
      sums.formUnion(sums.map { $0 + weight })
      if sums.count > Self.redistributionLimit { return nil }
    }
    sums.remove(0)
    let factors = sums.compactMap { try? full.multiplied(by: Rational(scale)).divided(by: Rational($0)) }
    guard factors.count == sums.count, let usual = Self.commonScale(factors), usual <= 1 << 24 else { return nil }
    let growth = zip(sums, factors).compactMap { sum, factor in factor.count(of: usual).map { (sum, $0) } }
    return Redistribution(weights: weights, growth: Dictionary(uniqueKeysWithValues: growth), usual: usual)
  }

  /// The smallest scale of which all are whole multiples; nil beyond a machine word.
  private static func commonScale(_ numbers: [Rational]) -> Int? {
    var scale = 1
    for number in numbers {
      guard let (_, denominator) = number.words, let common = common(scale, denominator) else { return nil }
      scale = common
    }
    return scale
  }

  /// In so many ways points are shared out in columns.
  private static let redistributionLimit = 512
}
