extension Magnitude {
  /// As many decimal digits as fit a machine word, and ten to their number.
  private static let chunk = (digits: 19, power: UInt(10_000_000_000_000_000_000))

  /// Reads decimal digits; nil for anything else, and for none.
  init?(decimal text: some StringProtocol) {
    guard !text.isEmpty else { return nil }
    var value = Magnitude.zero
    var (chunk, power): (UInt, UInt) = (0, 1)
    for byte in text.utf8 {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
      if power == Self.chunk.power {
        value = value.multiplied(by: Magnitude(power)).adding(Magnitude(chunk))
        (chunk, power) = (0, 1)
      }
      chunk = chunk * 10 + UInt(byte - UInt8(ascii: "0"))
      power *= 10
    }
    self = value.multiplied(by: Magnitude(power)).adding(Magnitude(chunk))
  }

  /// Its decimal digits.
  var decimal: String {
    var chunks: [UInt] = []
    var rest = self
    while rest.word == nil {
      let (quotient, remainder) = rest.quotientAndRemainder(dividingBy: Magnitude(Self.chunk.power))
      chunks.append(remainder.word ?? 0)
      rest = quotient
    }
    var text = String(rest.word ?? 0)
    for chunk in chunks.reversed() {
      let digits = String(chunk)
      text += String(repeating: "0", count: Self.chunk.digits - digits.count) + digits
    }
    return text
  }
}
