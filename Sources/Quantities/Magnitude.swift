/// A natural number of any size, and zero.
struct Magnitude: Hashable, Sendable {
  /// Least significant word first, without leading zeros; none for zero.
  let words: [UInt]

  static let zero = Magnitude(words: [])
  static let one = Magnitude(1)

  init(_ word: UInt) { words = word == 0 ? [] : [word] }

  init(wide value: UInt128) {
    self.init(words: [UInt(truncatingIfNeeded: value), UInt(truncatingIfNeeded: value >> UInt128(UInt.bitWidth))])
  }

  /// Leading zeros are taken off.
  init(words: [UInt]) {
    var words = words
    while words.last == 0 { words.removeLast() }
    self.words = words
  }

  var isZero: Bool { words.isEmpty }

  /// The number if it fits a machine word.
  var word: UInt? { words.count <= 1 ? words.first ?? 0 : nil }

  /// How many binary digits it has.
  var bitWidth: Int { words.count * UInt.bitWidth - (words.last?.leadingZeroBitCount ?? 0) }

  func adding(_ other: Magnitude) -> Magnitude {
    let (long, short) = words.count >= other.words.count ? (words, other.words) : (other.words, words)
    var sum = long
    var carry: UInt = 0
    for index in long.indices {
      if index >= short.count, carry == 0 { break }
      let total = UInt128(long[index]) + UInt128(index < short.count ? short[index] : 0) + UInt128(carry)
      sum[index] = UInt(truncatingIfNeeded: total)
      carry = UInt(truncatingIfNeeded: total >> UInt128(UInt.bitWidth))
    }
    if carry > 0 { sum.append(carry) }
    return Magnitude(words: sum)
  }

  /// How far two numbers are apart.
  func distance(to other: Magnitude) -> Magnitude {
    let (large, small) = self >= other ? (words, other.words) : (other.words, words)
    var difference = large
    var borrow = false
    for index in large.indices {
      if index >= small.count, !borrow { break }
      let (part, first) = large[index].subtractingReportingOverflow(index < small.count ? small[index] : 0)
      let (rest, second) = part.subtractingReportingOverflow(borrow ? 1 : 0)
      difference[index] = rest
      borrow = first || second
    }
    return Magnitude(words: difference)
  }

  func multiplied(by other: Magnitude) -> Magnitude {
    if isZero || other.isZero { return .zero }
    if self == .one { return other }
    if other == .one { return self }
    var product = [UInt](repeating: 0, count: words.count + other.words.count)
    for (index, word) in words.enumerated() {
      var carry: UInt = 0
      for (offset, factor) in other.words.enumerated() {
        // At most (2^64 - 1)^2 + 2 (2^64 - 1), which just fits.
        let total = UInt128(word) * UInt128(factor) + UInt128(product[index + offset]) + UInt128(carry)
        product[index + offset] = UInt(truncatingIfNeeded: total)
        carry = UInt(truncatingIfNeeded: total >> UInt128(UInt.bitWidth))
      }
      product[index + other.words.count] = carry
    }
    return Magnitude(words: product)
  }

  /// `self` times 2 to the power of `bits`.
  func shifted(left bits: Int) -> Magnitude {
    let (whole, part) = bits.quotientAndRemainder(dividingBy: UInt.bitWidth)
    var shifted = [UInt](repeating: 0, count: whole)
    var carry: UInt = 0
    for word in words {
      shifted.append(word << UInt(part) | carry)
      carry = word >> UInt(UInt.bitWidth - part)
    }
    shifted.append(carry)
    return Magnitude(words: shifted)
  }

  /// `self` divided by 2 to the power of `bits`, without the remainder.
  func shifted(right bits: Int) -> Magnitude {
    let (whole, part) = bits.quotientAndRemainder(dividingBy: UInt.bitWidth)
    let kept = words.dropFirst(whole)
    return Magnitude(
      words: kept.indices.map { index in
        let above = index + 1 < kept.endIndex ? kept[index + 1] : 0
        return kept[index] >> UInt(part) | above << UInt(UInt.bitWidth - part)
      })
  }

  static func powerOfTen(_ exponent: Int) -> Magnitude {
    var power = Magnitude.one
    var square = Magnitude(10)
    var rest = exponent
    while rest > 0 {
      if rest % 2 == 1 { power = power.multiplied(by: square) }
      rest /= 2
      if rest > 0 { square = square.multiplied(by: square) }
    }
    return power
  }
}

extension Magnitude: Comparable {
  static func < (left: Magnitude, right: Magnitude) -> Bool {
    if left.words.count != right.words.count { return left.words.count < right.words.count }
    for index in left.words.indices.reversed() where left.words[index] != right.words[index] {
      return left.words[index] < right.words[index]
    }
    return false
  }
}
