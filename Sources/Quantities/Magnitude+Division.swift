extension Magnitude {
  /// Quotient and remainder: `self` = quotient × divisor + remainder, with the remainder below the divisor. Zero goes into
  /// nothing: it leaves all.
  func quotientAndRemainder(dividingBy divisor: Magnitude) -> (quotient: Magnitude, remainder: Magnitude) {
    if divisor.isZero || self < divisor { return (.zero, self) }
    if let word = divisor.word {
      let (quotient, remainder) = quotientAndRemainder(dividingBy: word)
      return (quotient, Magnitude(remainder))
    }
    return longDivision(by: divisor)
  }

  /// Without the remainder.
  func divided(by divisor: Magnitude) -> Magnitude {
    divisor == .one ? self : quotientAndRemainder(dividingBy: divisor).quotient
  }

  private func quotientAndRemainder(dividingBy divisor: UInt) -> (quotient: Magnitude, remainder: UInt) {
    var quotient = words
    var remainder: UInt = 0
    for index in words.indices.reversed() {
      (quotient[index], remainder) = divisor.dividingFullWidth((remainder, words[index]))
    }
    return (Magnitude(words: quotient), remainder)
  }

  /// Knuth's algorithm D: a digit of the quotient at a time, estimated from the leading words of both. It needs a
  /// divisor of two words or more, not above the dividend.
  private func longDivision(by divisor: Magnitude) -> (quotient: Magnitude, remainder: Magnitude) {
    // With its highest bit set, the leading word of the divisor gives estimates that are at most two too large.
    let shift = divisor.words[divisor.words.count - 1].leadingZeroBitCount
    let below = divisor.shifted(left: shift).words
    var rest = shifted(left: shift).words
    rest.append(contentsOf: repeatElement(0, count: words.count + 1 - rest.count))
    let size = below.count
    var quotient = [UInt](repeating: 0, count: rest.count - size)
    for place in quotient.indices.reversed() {
      let digit = Self.estimate(rest[place + size], rest[place + size - 1], rest[place + size - 2], below)
      quotient[place] = Self.subtract(below, times: digit, from: &rest, at: place)
    }
    return (Magnitude(words: quotient), Magnitude(words: rest).shifted(right: shift))
  }

  /// The next digit of a quotient, or one more than it.
  private static func estimate(_ first: UInt, _ second: UInt, _ third: UInt, _ divisor: [UInt]) -> UInt {
    let (top, next) = (divisor[divisor.count - 1], divisor[divisor.count - 2])
    var (digit, remainder): (UInt, UInt)
    if first >= top {
      let (sum, carry) = second.addingReportingOverflow(top)
      if carry { return .max }
      (digit, remainder) = (.max, sum)
    } else {
      (digit, remainder) = top.dividingFullWidth((first, second))
    }
    while UInt128(digit) * UInt128(next) > UInt128(remainder) << UInt128(UInt.bitWidth) | UInt128(third) {
      digit -= 1
      let (sum, carry) = remainder.addingReportingOverflow(top)
      if carry { break }
      remainder = sum
    }
    return digit
  }

  /// Takes the divisor times `digit` off, or once less where that is too much. Returns how often it was.
  private static func subtract(_ divisor: [UInt], times digit: UInt, from rest: inout [UInt], at place: Int) -> UInt {
    var carry: UInt = 0
    var borrow = false
    for index in 0...divisor.count {
      let product = index < divisor.count ? UInt128(divisor[index]) * UInt128(digit) + UInt128(carry) : UInt128(carry)
      carry = UInt(truncatingIfNeeded: product >> UInt128(UInt.bitWidth))
      let (part, first) = rest[place + index].subtractingReportingOverflow(UInt(truncatingIfNeeded: product))
      let (word, second) = part.subtractingReportingOverflow(borrow ? 1 : 0)
      rest[place + index] = word
      borrow = first || second
    }
    if !borrow { return digit }
    carry = 0
    for index in 0...divisor.count {
      let sum = UInt128(rest[place + index]) + UInt128(index < divisor.count ? divisor[index] : 0) + UInt128(carry)
      rest[place + index] = UInt(truncatingIfNeeded: sum)
      carry = UInt(truncatingIfNeeded: sum >> UInt128(UInt.bitWidth))
    }
    return digit - 1
  }

  /// Euclid's algorithm, on machine words as soon as both numbers fit.
  func greatestCommonDivisor(_ other: Magnitude) -> Magnitude {
    var (a, b) = (self, other)
    while !b.isZero {
      if let x = a.word, let y = b.word { return Magnitude(Self.greatestCommonDivisor(x, y)) }
      (a, b) = (b, a.quotientAndRemainder(dividingBy: b).remainder)
    }
    return a
  }

  static func greatestCommonDivisor(_ a: UInt, _ b: UInt) -> UInt {
    var (a, b) = (a, b)
    while b != 0 { (a, b) = (b, a % b) }
    return a
  }
}
