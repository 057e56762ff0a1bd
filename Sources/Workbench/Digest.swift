/// SHA-256 (FIPS 180-4), by which a result can be matched to its inputs. The toolchain ships none on Linux.
public enum Digest {
  /// 64 hexadecimal digits.
  public static func sha256(_ bytes: some Sequence<UInt8>) -> String {
    bytes.withContiguousStorageIfAvailable(sha256) ?? Array(bytes).withUnsafeBufferPointer(sha256)
  }

  private typealias State = SIMD8<UInt32>

  private static func sha256(_ message: UnsafeBufferPointer<UInt8>) -> String {
    var state = State(
      0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19)
    let bitCount = UInt64(message.count) * 8
    let whole = message.count / 64 * 64
    // What is left, a bit that ends it, and the length in bits at the end of the last block.
    var rest = Array(message[whole...]) + [0x80]
    while rest.count % 64 != 56 { rest.append(0) }
    for shift in stride(from: 56, through: 0, by: -8) {
      rest.append(UInt8(truncatingIfNeeded: bitCount >> UInt64(shift)))
    }
    constants.withUnsafeBufferPointer { constants in
      withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 64) { schedule in
        add(UnsafeBufferPointer(rebasing: message[..<whole]), to: &state, schedule, constants)
        rest.withUnsafeBufferPointer { add($0, to: &state, schedule, constants) }
      }
    }
    return (0..<8).map { index in
      let digits = String(state[index], radix: 16)
      return String(repeating: "0", count: 8 - digits.count) + digits
    }.joined()
  }

  /// Takes whole blocks into the state.
  private static func add(
    _ blocks: UnsafeBufferPointer<UInt8>, to state: inout State, _ schedule: UnsafeMutableBufferPointer<UInt32>,
    _ constants: UnsafeBufferPointer<UInt32>
  ) {
    for block in stride(from: 0, to: blocks.count, by: 64) {
      for index in 0..<16 {
        let at = block + index * 4
        schedule[index] =
          UInt32(blocks[at]) << 24 | UInt32(blocks[at + 1]) << 16 | UInt32(blocks[at + 2]) << 8 | UInt32(blocks[at + 3])
      }
      for index in 16..<64 {
        let (a, b) = (schedule[index - 15], schedule[index - 2])
        schedule[index] =
          schedule[index - 16] &+ (rotate(a, 7) ^ rotate(a, 18) ^ (a >> 3)) &+ schedule[index - 7]
          &+ (rotate(b, 17) ^ rotate(b, 19) ^ (b >> 10))
      }
      var (a, b, c, d) = (state[0], state[1], state[2], state[3])
      var (e, f, g, h) = (state[4], state[5], state[6], state[7])
      for index in 0..<64 {
        let sum1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)
        let choice = (e & f) ^ (~e & g)
        let first = h &+ sum1 &+ choice &+ constants[index] &+ schedule[index]
        let sum0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)
        let majority = (a & b) ^ (a & c) ^ (b & c)
        (h, g, f, e) = (g, f, e, d &+ first)
        (d, c, b, a) = (c, b, a, first &+ sum0 &+ majority)
      }
      state = state &+ State(a, b, c, d, e, f, g, h)
    }
  }

  private static func rotate(_ word: UInt32, _ count: UInt32) -> UInt32 { word >> count | word << (32 - count) }

  /// The first 32 bits of the fractional parts of the cube roots of the first 64 primes.
  private static let constants: [UInt32] = {
    var primes: [UInt32] = []
    var candidate: UInt32 = 2
    while primes.count < 64 {
      if primes.allSatisfy({ candidate % $0 != 0 }) { primes.append(candidate) }
      candidate += 1
    }
    return primes.map { prime in
      // The largest x with x³ ≤ prime · 2⁹⁶; its low 32 bits are the wanted fraction.
      var x: UInt128 = 0
      let target = UInt128(prime) << 96
      for bit in stride(from: 34, through: 0, by: -1) {
        let next = x | (1 << UInt128(bit))
        if next * next * next <= target { x = next }
      }
      return UInt32(truncatingIfNeeded: x)
    }
  }()
}
