/// Inflates as RFC 1951 says, bit by bit: for tests.
package struct PlainInflate {
  enum Failure: Error { case bad(String) }

  private let bytes: [UInt8]
  private var place = 0
  private var found: [UInt8] = []

  package static func inflated(_ bytes: [UInt8]) throws -> [UInt8] {
    var inflate = PlainInflate(bytes: bytes)
    try inflate.run()
    guard (inflate.place + 7) / 8 == bytes.count else { throw Failure.bad("bytes behind the end") }
    return inflate.found
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private mutating func bits(_ count: Int) throws -> Int {
    var value = 0
    for bit in 0..<count {
      guard place >> 3 < bytes.count else { throw Failure.bad("too short") }
      value |= Int(bytes[place >> 3] >> (place & 7) & 1) << bit
      place += 1
    }
    return value
  }

  private struct Code {
    var symbols: [Int: Int] = [:]

    init(_ lengths: [Int]) throws {
      var code = 0
      for length in 1...15 {
        for symbol in lengths.indices where lengths[symbol] == length {
          guard code < 1 << length else { throw Failure.bad("too many codes") }
          symbols[1 << length | code] = symbol
          code += 1
        }
        code <<= 1
      }
    }
  }

  private mutating func symbol(_ code: Code) throws -> Int {
    var word = 1
    for _ in 0..<15 {
      word = word << 1 | (try bits(1))
      if let symbol = code.symbols[word] { return symbol }
    }
    throw Failure.bad("no such code")
  }

  private mutating func run() throws {
    var isLast = false
    while !isLast {
      isLast = try bits(1) == 1
      switch try bits(2) {
      case 0:
        place = (place + 7) / 8 * 8
        let count = try bits(16)
        guard try bits(16) == count ^ 0xFFFF else { throw Failure.bad("stored length") }
        for _ in 0..<count { found.append(UInt8(try bits(8))) }
      case 2: try block()
      case let kind: throw Failure.bad("kind \(kind)")
      }
    }
  }

  private mutating func block() throws {
    let (symbols, distances, used) = (try bits(5) + 257, try bits(5) + 1, try bits(4) + 4)
    var own = [Int](repeating: 0, count: 19)
    for symbol in [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15].prefix(used) {
      own[symbol] = try bits(3)
    }
    let code = try Code(own)
    var lengths: [Int] = []
    while lengths.count < symbols + distances {
      switch try symbol(code) {
      case 16:
        guard let last = lengths.last else { throw Failure.bad("nothing to repeat") }
        lengths += Array(repeating: last, count: try bits(2) + 3)
      case 17: lengths += Array(repeating: 0, count: try bits(3) + 3)
      case 18: lengths += Array(repeating: 0, count: try bits(7) + 11)
      case let length: lengths.append(length)
      }
    }
    let (literals, back) = (try Code(Array(lengths[..<symbols])), try Code(Array(lengths[symbols...])))
    while case let symbol = try symbol(literals), symbol != 256 {
      if symbol < 256 {
        found.append(UInt8(symbol))
        continue
      }
      let step = symbol - 257
      let extra = step < 8 || step == 28 ? 0 : (step - 4) / 4
      let base = step < 8 ? 3 + step : step == 28 ? 258 : 3 + (4 + step % 4) << extra
      let length = base + (try bits(extra))
      let code = try self.symbol(back)
      let more = code < 4 ? 0 : (code - 2) / 2
      let distance = 1 + (code < 4 ? code : (2 + code % 2) << more) + (try bits(more))
      guard distance <= found.count else { throw Failure.bad("before the beginning") }
      for _ in 0..<length { found.append(found[found.count - distance]) }
    }
  }
}
