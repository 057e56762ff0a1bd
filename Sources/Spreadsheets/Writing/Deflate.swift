/// Makes bytes shorter as RFC 1951 says.
///
/// What it makes of the same bytes is always the same. A text may be deflated piece by piece, at once if need be: no piece
/// looks back to another, and pieces put together are the whole.
public enum Deflate {
  /// - Parameter isLast: whether nothing comes behind.
  public static func deflated(_ bytes: [UInt8], isLast: Bool) -> [UInt8] {
    var bits = BitWriter(capacity: bytes.count / 4 + 64)
    let tokens = bytes.withUnsafeBufferPointer(RepeatedBytes.tokens)
    var start = 0
    repeat {
      let end = min(tokens.count, start + blockSize)
      write(tokens[start..<end], isLast: isLast && end == tokens.count, to: &bits)
      start = end
    } while start < tokens.count
    if !isLast {
      // A stored block without anything in it ends with a byte.
      bits.put(0, 3)
      bits.align()
      bits.put(0, 16)
      bits.put(0xFFFF, 16)
    }
    bits.align()
    return bits.bytes
  }

  /// So many tokens share a code.
  private static let blockSize = 1 << 16

  /// A block with a code of its own.
  private static func write(_ tokens: ArraySlice<RepeatedBytes.Token>, isLast: Bool, to bits: inout BitWriter) {
    var (symbols, distances) = ([Int](repeating: 0, count: 286), [Int](repeating: 0, count: 30))
    for token in tokens {
      if token.distance == 0 {
        symbols[token.length] += 1
      } else {
        symbols[257 + lengths.step(of: token.length)] += 1
        distances[self.distances.step(of: token.distance)] += 1
      }
    }
    symbols[endOfBlock] = 1
    let (code, distanceCode) = (HuffmanCode(symbols, limit: 15), HuffmanCode(distances, limit: 15))
    bits.put(isLast ? 1 : 0, 1)
    bits.put(2, 2)
    write([code, distanceCode], to: &bits)
    for token in tokens {
      if token.distance == 0 {
        bits.put(code.codes[token.length], code.lengths[token.length])
      } else {
        let step = lengths.step(of: token.length)
        bits.put(code.codes[257 + step], code.lengths[257 + step])
        bits.put(UInt32(token.length - lengths.firsts[step]), lengths.bits[step])
        let distance = self.distances.step(of: token.distance)
        bits.put(distanceCode.codes[distance], distanceCode.lengths[distance])
        bits.put(UInt32(token.distance - self.distances.firsts[distance]), self.distances.bits[distance])
      }
    }
    bits.put(code.codes[endOfBlock], code.lengths[endOfBlock])
  }

  private static let endOfBlock = 256

  // MARK: The codes themselves

  /// The lengths of both codes, as 3.2.7 writes them: in a code of their own, repetitions put together.
  private static func write(_ codes: [HuffmanCode], to bits: inout BitWriter) {
    var entries: [(symbol: Int, extra: Int)] = []
    let lengths = codes.flatMap(\.lengths)
    var place = 0
    while place < lengths.count {
      let length = lengths[place]
      let run = lengths[place...].prefix { $0 == length }.count
      place += run
      var left = run
      if length > 0 {
        entries.append((length, 0))
        left -= 1
      }
      while left > 0 {
        let kind = length > 0 ? repetitions[0] : left > 10 ? repetitions[2] : repetitions[1]
        if left < kind.least {
          entries += Array(repeating: (length, 0), count: left)
          break
        }
        let count = min(left, kind.most)
        entries.append((kind.symbol, count - kind.least))
        left -= count
      }
    }
    var counts = [Int](repeating: 0, count: 19)
    for entry in entries { counts[entry.symbol] += 1 }
    let code = HuffmanCode(counts, limit: 7)
    let used = max(4, (order.lastIndex { code.lengths[$0] > 0 } ?? 0) + 1)
    bits.put(UInt32(codes[0].lengths.count - 257), 5)
    bits.put(UInt32(codes[1].lengths.count - 1), 5)
    bits.put(UInt32(used - 4), 4)
    for symbol in order.prefix(used) { bits.put(UInt32(code.lengths[symbol]), 3) }
    for (symbol, extra) in entries {
      bits.put(code.codes[symbol], code.lengths[symbol])
      if let kind = repetitions.first(where: { $0.symbol == symbol }) { bits.put(UInt32(extra), kind.bits) }
    }
  }

  private static let repetitions = [
    (symbol: 16, least: 3, most: 6, bits: 2), (symbol: 17, least: 3, most: 10, bits: 3),
    (symbol: 18, least: 11, most: 138, bits: 7),
  ]
  private static let order = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]

  // MARK: Lengths and distances

  /// The tables of 3.2.5: a code for each step of a ladder, and bits that say how far beyond it.
  private struct Ladder {
    let firsts: [Int]
    let bits: [Int]
    /// The step of each number, counted from the first: of those below 512, then of each 256th.
    private let steps: [UInt8]

    /// - Parameter last: a number that has a step of its own; nil where none has.
    init(from first: Int, bits: [Int], last: Int? = nil) {
      var firsts = [first]
      for count in bits { firsts.append(firsts[firsts.count - 1] + 1 << count) }
      if let last { firsts[bits.count] = last } else { firsts.removeLast() }
      self.firsts = firsts
      self.bits = last == nil ? bits : bits + [0]
      steps = (0..<512 + 128).map { index in
        let number = first + (index < 512 ? index : (index - 512) << 8)
        return UInt8((firsts.firstIndex { $0 > number } ?? firsts.count) - 1)
      }
    }

    @inline(__always) func step(of number: Int) -> Int {
      let number = number &- firsts[0]
      return Int(steps[number < 512 ? number : 512 &+ number >> 8])
    }
  }

  private static let lengths = Ladder(
    from: 3, bits: [0, 0, 0, 0] + (0...5).flatMap { Array(repeating: $0, count: 4) }, last: RepeatedBytes.longest)
  private static let distances = Ladder(from: 1, bits: [0, 0] + (0...13).flatMap { [$0, $0] })
}
