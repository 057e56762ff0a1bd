import Quantities

/// A number as spreadsheets mean it. They keep the nearest binary fraction, which they write with seventeen digits, and show
/// fifteen: 0.57999999999999996 is 0.58.
struct StoredNumber: Hashable {
  var isNegative = false
  /// At most fifteen, the last of them none of zero.
  private(set) var digits: UInt64 = 0
  /// The power of ten that the digits are to be multiplied by.
  var exponent = 0

  static let (mostDigits, limit): (Int, UInt64) = (15, 1_000_000_000_000_000)

  var isZero: Bool { digits == 0 }

  /// Reads `0.58`, `-12`, `5.0000000000000003E-2`; nil for anything else.
  init?(_ text: UnsafeBufferPointer<UInt8>) {
    guard let read = Self.read(text) else { return nil }
    // Larger than any that is stored.
    if let number = read.number, !number.isZero, number.length + number.exponent > 309 { return nil }
    if let number = read.number, number.digits < Self.limit {
      self = number
      return
    }
    guard let value = Double(String(decoding: text, as: UTF8.self)), value.isFinite else { return nil }
    self.init(value)
  }

  /// The nearest with fifteen digits.
  init(_ value: Double) {
    var shortest = value.description
    guard value.isFinite, let read = shortest.withUTF8(Self.read)?.number else { return }
    self = read
    var (unit, cut): (UInt64, Int) = (1, 0)
    while digits / unit >= Self.limit {
      unit *= 10
      cut += 1
    }
    if cut == 0 { return }
    let (whole, rest) = digits.quotientAndRemainder(dividingBy: unit)
    var isUp = rest > unit / 2
    if rest == unit / 2 {
      // Seventeen digits do not always tell on which side of the middle it is.
      let middle = Rational(Int(digits)) * .powerOfTen(exponent)
      let exact = Self.exact(value.magnitude)
      isUp = middle < exact || !(exact < middle) && whole % 2 == 1
    }
    digits = whole + (isUp ? 1 : 0)
    exponent += cut
    strip()
  }

  private init(_ isNegative: Bool, _ digits: UInt64, _ exponent: Int) {
    (self.isNegative, self.digits, self.exponent) = (isNegative, digits, exponent)
    strip()
  }

  private mutating func strip() {
    if digits == 0 {
      (isNegative, exponent) = (false, 0)
      return
    }
    while digits % 10 == 0 {
      digits /= 10
      exponent += 1
    }
  }

  private static func exact(_ value: Double) -> Rational {
    var exact = Rational(Int(value.significandBitPattern) | (value.isNormal ? 1 << 52 : 0))
    var exponent = (value.isNormal ? Int(value.exponent) : -1022) - 52
    while exponent != 0 {
      let step = max(-30, min(30, exponent))
      exact = exact * (step > 0 ? Rational(1 << step) : Rational(1).halved(-step))
      exponent -= step
    }
    return exact
  }

  /// A decimal with or without an exponent; its number is nil where the digits are too many to be held.
  private static func read(_ text: UnsafeBufferPointer<UInt8>) -> (number: StoredNumber?, Void)? {
    var index = 0
    var isNegative = false
    if index < text.count, text[index] == UInt8(ascii: "-") || text[index] == UInt8(ascii: "+") {
      isNegative = text[index] == UInt8(ascii: "-")
      index += 1
    }
    var (digits, places, seen): (UInt64, Int, Bool) = (0, 0, false)
    var (isBehindPoint, isLong) = (false, false)
    while index < text.count {
      let byte = text[index]
      if byte == UInt8(ascii: "."), !isBehindPoint {
        isBehindPoint = true
      } else if byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") {
        seen = true
        if digits >= 1_000_000_000_000_000_000 {
          isLong = true
        } else {
          digits = digits * 10 + UInt64(byte - UInt8(ascii: "0"))
          if isBehindPoint { places += 1 }
        }
      } else {
        break
      }
      index += 1
    }
    guard seen else { return nil }
    var exponent = 0
    if index < text.count, text[index] | 0x20 == UInt8(ascii: "e") {
      index += 1
      var isBelow = false
      if index < text.count, text[index] == UInt8(ascii: "-") || text[index] == UInt8(ascii: "+") {
        isBelow = text[index] == UInt8(ascii: "-")
        index += 1
      }
      guard index < text.count, text.count - index <= 4 else { return nil }
      while index < text.count {
        guard text[index] >= UInt8(ascii: "0"), text[index] <= UInt8(ascii: "9") else { return nil }
        exponent = exponent * 10 + Int(text[index] - UInt8(ascii: "0"))
        index += 1
      }
      if isBelow { exponent.negate() }
    }
    guard index == text.count else { return nil }
    return (isLong ? nil : StoredNumber(isNegative, digits, exponent - places), ())
  }

  // MARK: Written

  private var length: Int {
    var (rest, count) = (digits, 0)
    while rest > 0 {
      rest /= 10
      count += 1
    }
    return max(1, count)
  }

  /// Whether it is so long that spreadsheets may have lost digits.
  private var isBeyondDigits: Bool { length + exponent > Self.mostDigits }

  /// Adds it as a decimal; as spreadsheets show it, with an exponent, where it is so long that they may have lost digits.
  ///
  /// - Parameter wholes: so many digits at least stand before the point.
  func append(to text: inout [UInt8], wholes: Int = 1) {
    if isNegative { text.append(UInt8(ascii: "-")) }
    let length = length
    let point = length + exponent
    if isBeyondDigits || exponent < -400 {
      let unit = Self.powerOfTen(length - 1)
      Self.append(digits / unit, 1, to: &text)
      if length > 1 {
        text.append(UInt8(ascii: "."))
        Self.append(digits % unit, length - 1, to: &text)
      }
      let power = point - 1
      text.append(contentsOf: "E\(power < 0 ? "-" : "+")\(power.magnitude < 10 ? "0" : "")\(power.magnitude)".utf8)
      return
    }
    for _ in 0..<max(0, wholes - max(0, point)) { text.append(UInt8(ascii: "0")) }
    if exponent >= 0 {
      Self.append(digits, length, to: &text)
      for _ in 0..<exponent { text.append(UInt8(ascii: "0")) }
      return
    }
    let unit = point > 0 ? Self.powerOfTen(-exponent) : 1
    if point > 0 { Self.append(digits / unit, point, to: &text) }
    text.append(UInt8(ascii: "."))
    for _ in 0..<max(0, -point) { text.append(UInt8(ascii: "0")) }
    Self.append(point > 0 ? digits % unit : digits, point > 0 ? -exponent : length, to: &text)
  }

  private static func powerOfTen(_ exponent: Int) -> UInt64 { (0..<exponent).reduce(1) { power, _ in power * 10 } }

  /// Adds so many digits of a number.
  private static func append(_ number: UInt64, _ count: Int, to text: inout [UInt8]) {
    var unit = powerOfTen(count - 1)
    for _ in 0..<count {
      text.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number / unit % 10))
      unit = max(1, unit / 10)
    }
  }

  /// How often a whole fits into it, and the rest as that many of so many parts, rounded.
  ///
  /// - Returns: nil for more than anybody counts.
  func days(parts: Int) -> (days: Int, parts: Int)? {
    if exponent >= 0 {
      guard !isBeyondDigits else { return nil }
      return ((0..<exponent).reduce(Int(digits)) { days, _ in days * 10 }, 0)
    }
    // Smaller than anything that is counted.
    if exponent < -30 { return (0, 0) }
    let power = (0..<(-exponent)).reduce(UInt128(1)) { power, _ in power * 10 }
    let (days, rest) = UInt128(digits).quotientAndRemainder(dividingBy: power)
    return (Int(days), Int((rest * UInt128(parts) * 2 + power) / (power * 2)))
  }

  /// Less than zero, zero or more, as that number.
  var sign: Int { isZero ? 0 : isNegative ? -1 : 1 }

  /// The nearest binary fraction.
  var double: Double { Double("\(isNegative ? "-" : "")\(digits)e\(exponent)") ?? 0 }
}

extension Rational {
  /// Divided by two so many times; no more than thirty.
  fileprivate func halved(_ times: Int) -> Rational {
    // Ten to a power over five to the same is two to it.
    (0..<times).reduce(self) { half, _ in half * Rational(5, places: 1) }
  }
}
