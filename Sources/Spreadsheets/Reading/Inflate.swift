/// Takes apart what deflate has packed: RFC 1951.
public enum Inflate {
  /// Why there is nothing to be had of it.
  public enum Failure: Error, Hashable, Sendable {
    /// It ends before its end.
    case truncated
    /// No program packs so.
    case invalid
    /// It is longer or shorter than was said.
    case otherSize
  }

  /// What was packed.
  ///
  /// - Parameter size: so many bytes must come out, never more: whoever asks has thought about how many he takes.
  public static func bytes(_ packed: some Collection<UInt8>, size: Int) throws(Failure) -> [UInt8] {
    var failure: Failure?
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { output, written in
      func unpack(_ input: UnsafeBufferPointer<UInt8>) {
        var run = InflateRun(input, output)
        do throws(Failure) { try run.unpack() } catch { failure = error }
        written = run.written
      }
      if packed.withContiguousStorageIfAvailable(unpack) == nil { Array(packed).withUnsafeBufferPointer(unpack) }
    }
    if let failure { throw failure }
    guard bytes.count == size else { throw .otherSize }
    return bytes
  }
}

/// While it is unpacked.
private struct InflateRun {
  private let output: UnsafeMutableBufferPointer<UInt8>
  private(set) var written = 0
  private var bits: BitReader

  init(_ input: UnsafeBufferPointer<UInt8>, _ output: UnsafeMutableBufferPointer<UInt8>) {
    self.output = output
    bits = BitReader(input)
  }

  mutating func unpack() throws(Inflate.Failure) {
    var isLast = false
    while !isLast {
      isLast = try bits.take(1) == 1
      switch try bits.take(2) {
      case 0: try copyStored()
      case 1: try unpack(.fixedLengths, .fixedDistances)
      case 2:
        let (lengths, distances) = try codes()
        try unpack(lengths, distances)
      default: throw .invalid
      }
    }
  }

  private mutating func copyStored() throws(Inflate.Failure) {
    bits.passToByte()
    let (count, check) = (try bits.take(16), try bits.take(16))
    guard count == ~check & 0xFFFF else { throw .invalid }
    guard count <= output.count - written else { throw .otherSize }
    for _ in 0..<count {
      output[written] = UInt8(try bits.take(8))
      written += 1
    }
  }

  /// The order in which the lengths of the codes for lengths stand.
  private static let order = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]

  /// The codes that a block brings with it.
  private mutating func codes() throws(Inflate.Failure) -> (PrefixCode, PrefixCode) {
    let (literals, distances) = (try bits.take(5) + 257, try bits.take(5) + 1)
    let count = try bits.take(4) + 4
    guard literals <= 286, distances <= 30 else { throw .invalid }
    var own = [UInt8](repeating: 0, count: 19)
    for place in Self.order.prefix(count) { own[place] = UInt8(try bits.take(3)) }
    guard let code = PrefixCode(own, mayBeShort: false) else { throw .invalid }
    var lengths: [UInt8] = []
    while lengths.count < literals + distances {
      let symbol = try bits.symbol(code)
      if symbol < 16 {
        lengths.append(UInt8(symbol))
        continue
      }
      let repeated: UInt8
      let times: Int
      if symbol == 16 {
        guard let last = lengths.last else { throw .invalid }
        (repeated, times) = (last, try bits.take(2) + 3)
      } else {
        (repeated, times) = (0, symbol == 17 ? try bits.take(3) + 3 : try bits.take(7) + 11)
      }
      guard lengths.count + times <= literals + distances else { throw .invalid }
      lengths.append(contentsOf: repeatElement(repeated, count: times))
    }
    // Without a code for the end there is none.
    guard lengths[256] > 0, let literal = PrefixCode(Array(lengths[..<literals]), mayBeShort: true),
      let distance = PrefixCode(Array(lengths[literals...]), mayBeShort: true)
    else { throw .invalid }
    return (literal, distance)
  }

  private mutating func unpack(_ literals: PrefixCode, _ distances: PrefixCode) throws(Inflate.Failure) {
    // What is looked at for each byte stands in registers meanwhile.
    var (reader, place) = (bits, written)
    defer { (bits, written) = (reader, place) }
    guard let base = output.baseAddress else { throw .otherSize }
    let size = output.count
    while true {
      reader.refill()
      let symbol = try reader.symbolAtHand(literals)
      if symbol < 256 {
        guard place < size else { throw .otherSize }
        base[place] = UInt8(truncatingIfNeeded: symbol)
        place += 1
        continue
      }
      if symbol == 256 { return }
      guard symbol < 286 else { throw .invalid }
      let length = Self.lengths[symbol - 257] + (try reader.takeAtHand(Self.lengthBits[symbol - 257]))
      let code = try reader.symbolAtHand(distances)
      guard code < 30 else { throw .invalid }
      let distance = Self.distances[code] + (try reader.takeAtHand(Self.distanceBits[code]))
      guard distance <= place else { throw .invalid }
      guard length <= size - place else { throw .otherSize }
      Self.copy(base + place, distance, length, room: size - place)
      place += length
    }
  }

  /// Repeats what stands some bytes before; it may reach into what is being written.
  @inline(__always) private static func copy(
    _ target: UnsafeMutablePointer<UInt8>, _ distance: Int, _ length: Int, room: Int
  ) {
    let source = target - distance
    if distance >= 8, length + 8 <= room {
      var done = 0
      while done < length {
        let word = UnsafeRawPointer(source + done).loadUnaligned(as: UInt64.self)
        UnsafeMutableRawPointer(target + done).storeBytes(of: word, as: UInt64.self)
        done += 8
      }
    } else {
      for index in 0..<length { target[index] = source[index] }
    }
  }

  // RFC 1951, 3.2.5.
  private static let lengths = table([
    3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258,
  ])
  private static let lengthBits = table([
    0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0,
  ])
  private static let distances = table([
    1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145,
    8193, 12289, 16385, 24577,
  ])
  private static let distanceBits = table([
    0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13,
  ])

  private static func table(_ values: [Int]) -> [Int] { values }
}

/// Bits in the order in which deflate writes them, the lowest of a byte first.
private struct BitReader {
  private let input: UnsafeBufferPointer<UInt8>
  private var next = 0
  private var held: UInt64 = 0
  private var count = 0

  init(_ input: UnsafeBufferPointer<UInt8>) { self.input = input }

  /// Holds as many bits as a word can, 56 at least while there are any.
  @inline(__always) mutating func refill() {
    if next + 8 <= input.count, let base = input.baseAddress {
      let word = UInt64(littleEndian: UnsafeRawPointer(base + next).loadUnaligned(as: UInt64.self))
      held |= word &<< UInt64(count)
      next += (63 - count) >> 3
      count |= 56
    } else {
      while count <= 56, next < input.count {
        held |= UInt64(input[next]) &<< UInt64(count)
        next += 1
        count += 8
      }
    }
  }

  mutating func take(_ bits: Int) throws(Inflate.Failure) -> Int {
    refill()
    return try takeAtHand(bits)
  }

  /// Of those that are held.
  @inline(__always) mutating func takeAtHand(_ bits: Int) throws(Inflate.Failure) -> Int {
    guard bits <= count else { throw .truncated }
    let value = held & (1 &<< UInt64(bits) &- 1)
    drop(bits)
    return Int(truncatingIfNeeded: value)
  }

  @inline(__always) private mutating func drop(_ bits: Int) {
    held &>>= UInt64(bits)
    count -= bits
  }

  mutating func passToByte() { drop(count & 7) }

  mutating func symbol(_ code: PrefixCode) throws(Inflate.Failure) -> Int {
    refill()
    return try symbolAtHand(code)
  }

  @inline(__always) mutating func symbolAtHand(_ code: PrefixCode) throws(Inflate.Failure) -> Int {
    let entry = code.table[Int(truncatingIfNeeded: held & PrefixCode.mask)]
    let length = Int(entry & 15)
    if length > 0 {
      guard length <= count else { throw .truncated }
      drop(length)
      return Int(entry >> 4)
    }
    return try longSymbol(code)
  }

  private mutating func longSymbol(_ code: PrefixCode) throws(Inflate.Failure) -> Int {
    guard let found = code.long(held) else { throw count < 15 ? .truncated : .invalid }
    guard found.length <= count else { throw .truncated }
    drop(found.length)
    return found.symbol
  }
}

/// A code in which no symbol's begins another's.
private struct PrefixCode {
  /// Codes of up to so many bits are found at once, others bit by bit.
  private static let quick = 10
  static let mask: UInt64 = 1 << UInt64(quick) - 1

  /// For the next bits the symbol and the length of its code; 0 where there is none so short.
  private(set) var table = [UInt16](repeating: 0, count: 1 << quick)
  /// How many codes there are of each length.
  private var counts = [Int](repeating: 0, count: 16)
  /// In the order of their codes.
  private var symbols: [UInt16] = []

  static let fixedLengths = fixed(
    (0..<288).map { $0 < 144 ? 8 : $0 < 256 ? 9 : $0 < 280 ? 7 : 8 })
  static let fixedDistances = fixed([UInt8](repeating: 5, count: 32))

  private static func fixed(_ lengths: [UInt8]) -> PrefixCode {
    PrefixCode(lengths, mayBeShort: false) ?? PrefixCode()
  }

  private init() {}

  /// Nil where lengths are those of no code.
  ///
  /// - Parameter mayBeShort: whether some bits may mean nothing: where there is a single symbol, or none.
  init?(_ lengths: [UInt8], mayBeShort: Bool) {
    for length in lengths { counts[Int(length)] += 1 }
    let used = lengths.count - counts[0]
    counts[0] = 0
    var free = 1
    for length in 1...15 {
      free = free << 1 - counts[length]
      if free < 0 { return nil }
    }
    if free > 0, !mayBeShort || used > 1 || used == 1 && counts[1] == 0 { return nil }
    var (code, place) = (0, 0)
    var firsts = [(code: Int, place: Int)](repeating: (0, 0), count: 16)
    for length in 1...15 {
      code <<= 1
      firsts[length] = (code, place)
      code += counts[length]
      place += counts[length]
    }
    symbols = [UInt16](repeating: 0, count: used)
    for (symbol, length) in lengths.enumerated() where length > 0 {
      let length = Int(length)
      let (code, place) = firsts[length]
      firsts[length] = (code + 1, place + 1)
      symbols[place] = UInt16(symbol)
      guard length <= Self.quick else { continue }
      // The first bit of a code is the lowest of those at hand; those behind the code may be any.
      var reversed = 0
      for bit in 0..<length { reversed |= (code >> bit & 1) << (length - 1 - bit) }
      for index in stride(from: reversed, to: 1 << Self.quick, by: 1 << length) {
        table[index] = UInt16(symbol << 4 | length)
      }
    }
  }

  /// A symbol by its code, of whatever length.
  func long(_ bits: UInt64) -> (symbol: Int, length: Int)? {
    var (code, first, place) = (0, 0, 0)
    for length in 1...15 {
      code |= Int(truncatingIfNeeded: bits &>> UInt64(length - 1) & 1)
      let count = counts[length]
      if code - first < count { return (Int(symbols[place + code - first]), length) }
      place += count
      first = (first + count) << 1
      code <<= 1
    }
    return nil
  }
}
