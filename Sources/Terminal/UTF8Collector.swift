/// Puts scalars together from single bytes; bytes that belong to none are dropped.
struct UTF8Collector {
  private var code: UInt32 = 0
  private var missing = 0
  private var smallest: UInt32 = 0

  /// The scalar that this byte completes.
  mutating func add(_ byte: UInt8) -> Unicode.Scalar? {
    switch byte {
    case 0x80..<0xC0:
      guard missing > 0 else { return nil }
      code = code << 6 | UInt32(byte & 0x3F)
      missing -= 1
      // Overlong forms and surrogates are no characters.
      return missing == 0 && code >= smallest ? Unicode.Scalar(code) : nil
    case 0xC2..<0xE0: begin(byte & 0x1F, missing: 1, smallest: 0x80)
    case 0xE0..<0xF0: begin(byte & 0x0F, missing: 2, smallest: 0x800)
    case 0xF0..<0xF5: begin(byte & 0x07, missing: 3, smallest: 0x1_0000)
    default:
      missing = 0
      if byte < 0x80 { return Unicode.Scalar(byte) }
    }
    return nil
  }

  private mutating func begin(_ bits: UInt8, missing: Int, smallest: UInt32) {
    code = UInt32(bits)
    self.missing = missing
    self.smallest = smallest
  }
}
