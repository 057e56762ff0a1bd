/// Bits one after another, the first of each byte in its lowest place, as deflated data has them.
struct BitWriter {
  private(set) var bytes: [UInt8] = []
  private var bits: UInt64 = 0
  private var count = 0

  init(capacity: Int) { bytes.reserveCapacity(capacity) }

  /// - Parameters:
  ///   - value: no longer than it is said to be.
  ///   - length: at most 32.
  @inline(__always) mutating func put(_ value: UInt32, _ length: Int) {
    bits |= UInt64(value) << UInt64(count)
    count &+= length
    while count >= 8 {
      bytes.append(UInt8(truncatingIfNeeded: bits))
      bits >>= 8
      count &-= 8
    }
  }

  /// Goes on with the next byte.
  mutating func align() { if count > 0 { put(0, 8 - count) } }
}
