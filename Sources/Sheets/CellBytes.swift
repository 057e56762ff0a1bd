import Quantities

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The bytes of a text, which must be UTF-8. What they say of most cells needs no look into the tables of Unicode.
typealias CellBytes = UnsafeBufferPointer<UInt8>

extension CellBytes {
  var text: String { String(decoding: self, as: UTF8.self) }

  /// Whether there is nothing to see: ``VisibleText/isBlank(_:)``.
  var isBlank: Bool {
    for (index, byte) in enumerated() {
      switch byte {
      case 0x09...0x0D, 0x20: continue
      // Visible signs of ASCII, and the first byte of Chinese characters.
      case 0x21...0x7E, 0xE5...0xE9: return false
      default: return VisibleText.isBlank(CellBytes(rebasing: self[index...]).text)
      }
    }
    return true
  }

  /// Without spaces around it, Chinese ones among them.
  var trimmed: CellBytes {
    var (lower, upper) = (0, count)
    while lower < upper {
      if Self.isSpace(self[lower]) {
        lower += 1
      } else if upper - lower >= 3, self[lower] == 0xE3, self[lower + 1] == 0x80, self[lower + 2] == 0x80 {
        lower += 3
      } else {
        break
      }
    }
    while lower < upper {
      if Self.isSpace(self[upper - 1]) {
        upper -= 1
      } else if upper - lower >= 3, self[upper - 1] == 0x80, self[upper - 2] == 0x80, self[upper - 3] == 0xE3 {
        upper -= 3
      } else {
        break
      }
    }
    return CellBytes(rebasing: self[lower..<upper])
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || 0x09...0x0D ~= byte }

  /// Whether there are but visible signs of ASCII, spaces and Chinese characters: nothing is hidden in it, has a twin of
  /// another width, or can be written in two ways.
  var isOrdinary: Bool { isOrdinary(withBrackets: false) }

  /// - Parameter withBrackets: whether `（` and `）`, which have twins, may stand among them.
  func isOrdinary(withBrackets: Bool) -> Bool {
    var index = 0
    while index < count {
      switch self[index] {
      case 0x20...0x7E: index += 1
      // U+4E00 to U+4FFF, and from there to U+9FFF.
      case 0xE4 where index + 2 < count && self[index + 1] >= 0xB8: index += 3
      case 0xE5...0xE9: index += 3
      case 0xEF where withBrackets && isBracket(at: index): index += 3
      default: return false
      }
    }
    return true
  }

  /// Whether `（` or `）` stands at a place.
  private func isBracket(at index: Int) -> Bool {
    index + 2 < count && self[index] == 0xEF && self[index + 1] == 0xBC && self[index + 2] & 0xFE == 0x88
  }

  /// What stands before the first `（`; nil if nothing is in such brackets at its end.
  var beforeBrackets: CellBytes? {
    guard count >= 6, isBracket(at: count - 3), self[count - 1] == 0x89,
      let start = indices.first(where: { self[$0] == 0xEF })
    else { return nil }
    return self[start + 2] == 0x88 ? CellBytes(rebasing: self[..<start]) : nil
  }

  func starts(with other: [UInt8]) -> Bool {
    guard other.count <= count else { return false }
    for (index, byte) in other.enumerated() where self[index] != byte { return false }
    return true
  }

  /// Whether the bytes are those of another text.
  func isEqual(to other: CellBytes) -> Bool {
    guard count == other.count, let start = baseAddress, let otherStart = other.baseAddress else {
      return isEmpty && other.isEmpty
    }
    return memcmp(start, otherStart, count) == 0
  }

  func isEqual(_ other: [UInt8]) -> Bool { count == other.count && starts(with: other) }

  /// What a number mostly looks like.
  struct Decimal {
    let digits: Int
    /// So many of the digits stand behind the point.
    let places: Int
    let isPercent: Bool
    /// In bytes.
    let length: Int
  }

  /// Digits with a point among them or none, perhaps a sign before them and `%` behind.
  var decimal: Decimal? {
    guard let decimal = baseAddress.flatMap({ CellBytes.decimal(at: $0, count) }), decimal.length == count else {
      return nil
    }
    return decimal
  }

  /// The same at the beginning of some bytes.
  @inline(__always) static func decimal(at start: UnsafePointer<UInt8>, _ count: Int) -> Decimal? {
    var index = 0
    var digits = 0
    @inline(__always) func take() {
      while index < count {
        let digit = start[index] &- UInt8(ascii: "0")
        if digit > 9 { return }
        digits = digits &* 10 &+ Int(digit)
        index += 1
      }
    }
    let isNegative = start[0] == UInt8(ascii: "-")
    if isNegative || start[0] == UInt8(ascii: "+") { index = 1 }
    let first = index
    take()
    var written = index - first
    if written == 0 { return nil }
    var places = 0
    if index < count, start[index] == UInt8(ascii: ".") {
      index += 1
      let point = index
      take()
      places = index - point
      if places == 0 { return nil }
      written += places
    }
    if written > Rational.typedDigitLimit { return nil }
    let isPercent = index < count && start[index] == UInt8(ascii: "%")
    return Decimal(
      digits: isNegative ? -digits : digits, places: places, isPercent: isPercent, length: isPercent ? index + 1 : index
    )
  }

  /// `2025-08-20` or `2025/08/20`.
  var day: CalendarDate? {
    guard count == 10, self[4] == self[7], self[4] == UInt8(ascii: "-") || self[4] == UInt8(ascii: "/") else {
      return nil
    }
    var number = 0
    for index in 0..<10 where index != 4 && index != 7 {
      let digit = self[index] &- UInt8(ascii: "0")
      if digit > 9 { return nil }
      number = number * 10 + Int(digit)
    }
    // Before the year 1000 the first digits need not be meant as a year.
    return number < 1000_00_00
      ? nil : CalendarDate(year: number / 10_000, month: number / 100 % 100, day: number % 100)
  }
}
