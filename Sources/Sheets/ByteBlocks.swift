/// Thirty-two bytes that are looked at together, eight in a word. What holds of a byte is said by the highest of its bits.
private struct Block {
  private typealias Words = SIMD4<UInt64>

  static var count: Int { MemoryLayout<Words>.size }
  private static let highest: UInt64 = 0x8080_8080_8080_8080

  private var words: Words

  private init(_ words: Words) { self.words = words }

  /// No byte, of which nothing holds.
  init() { words = .zero }

  @inline(__always) init(_ bytes: CellBytes, _ place: Int) {
    words = UnsafeRawBufferPointer(bytes).loadUnaligned(fromByteOffset: place, as: Words.self)
  }

  @inline(__always) static func | (a: Block, b: Block) -> Block { Block(a.words | b.words) }
  @inline(__always) static func & (a: Block, b: Block) -> Block { Block(a.words & b.words) }
  @inline(__always) static func ^ (a: Block, b: Block) -> Block { Block(a.words ^ b.words) }
  @inline(__always) static prefix func ~ (a: Block) -> Block { Block(~a.words) }

  /// Whether a bit of each byte is set, counted from the highest.
  @inline(__always) func bit(_ number: UInt64) -> Block { Block(words &<< number) }

  @inline(__always) var isEmpty: Bool {
    let found = words & Self.highest
    return (found[0] | found[1]) | (found[2] | found[3]) == 0
  }

  /// Whether each byte is that byte.
  @inline(__always) func equals(_ byte: UInt8) -> Block {
    let lower = ~Self.highest
    let other = words ^ Words(repeating: 0x0101_0101_0101_0101 &* UInt64(byte))
    return Block(~((other & lower) &+ Words(repeating: lower) | other))
  }

  /// Counts for each byte how often something holds; no more than 255 times.
  @inline(__always) mutating func count(_ other: Block) { words &+= (other.words & Self.highest) &>> 7 }

  /// What has been counted for all bytes.
  var sum: Int {
    (0..<4).reduce(0) { sum, word in
      sum + (0..<8).reduce(0) { $0 + Int(words[word] >> UInt64(8 * $1) & 0xFF) }
    }
  }
}

extension CellBytes {
  // MARK: Line ends and quotes

  /// How many lines end in a part of a text, of which the rest is known too, and whether the number of quotes in it is odd.
  func lineEnds(in part: Range<Int>) -> (count: Int, isOdd: Bool) {
    let (feed, carriageReturn, quote) = (CSVScanner.lineFeed, CSVScanner.carriageReturn, CSVScanner.quote)
    var (lines, quotes, place) = (0, 0, part.lowerBound)
    let end = Swift.min(part.upperBound, count - 1) - Block.count
    while place <= end {
      var (ends, signs) = (Block(), Block())
      for _ in 0..<255 where place <= end {
        let (bytes, next) = (Block(self, place), Block(self, place + 1))
        // A line feed behind a carriage return is no second end.
        ends.count(bytes.equals(feed) | bytes.equals(carriageReturn) & ~next.equals(feed))
        signs.count(bytes.equals(quote))
        place += Block.count
      }
      lines += ends.sum
      quotes += signs.sum
    }
    while place < part.upperBound {
      let byte = self[place]
      place += 1
      if byte == feed || byte == carriageReturn && (place == count || self[place] != feed) { lines += 1 }
      if byte == quote { quotes += 1 }
    }
    return (lines, quotes & 1 == 1)
  }

  // MARK: UTF-8

  /// Whether all of it is UTF-8.
  ///
  /// - Parameter cores: by which a long text is shared.
  func isUTF8(cores: Int) -> Bool {
    let pieces = Swift.max(1, Swift.min(cores, count >> 20))
    // Where a character begins; of more than three bytes that continue one, none is UTF-8 in any part.
    let ends = (0...pieces).map { piece -> Int in
      let end = count / pieces * piece
      if piece == pieces { return count }
      return (0..<4).map { end - $0 }.first { $0 <= 0 || !Self.isContinuation(self[$0]) } ?? end
    }
    return Cores.map(pieces) { isUTF8(ends[$0]..<Swift.max(ends[$0], ends[$0 + 1])) }.allSatisfy(\.self)
  }

  private static func isContinuation(_ byte: UInt8) -> Bool { byte & 0xC0 == 0x80 }

  /// Whether a part that begins with a character and ends with one is UTF-8.
  private func isUTF8(_ part: Range<Int>) -> Bool {
    // Blocks look three bytes back.
    guard part.count >= 2 * Block.count, let first = endOfCharacters(from: part.lowerBound, to: part.lowerBound + 4)
    else { return endOfCharacters(from: part.lowerBound, to: part.upperBound) == part.upperBound }
    var place = first
    while place + Block.count < part.upperBound {
      let (bytes, one, two, three) = (
        Block(self, place), Block(self, place - 1), Block(self, place - 2), Block(self, place - 3)
      )
      // What must continue a character, by the bytes before it.
      let wanted =
        one & one.bit(1) | two & two.bit(1) & two.bit(2) | three & three.bit(1) & three.bit(2) & three.bit(3)
      if !(wanted ^ (bytes & ~bytes.bit(1))).isEmpty { return false }
      // Of some first bytes not every second byte may follow: C0, C1, E0, ED and F0 on are among these.
      let (fourth, fifth, sixth, seventh) = (bytes.bit(4), bytes.bit(5), bytes.bit(6), bytes.bit(7))
      let isLow = ~(fourth | fifth | sixth)
      let isSpecial =
        bytes & bytes.bit(1) & (isLow | bytes.bit(2) & (bytes.bit(3) | fourth & fifth & seventh & ~sixth))
      if !isSpecial.isEmpty {
        for index in place..<place + Block.count where !Self.mayFollow(self[index], self[index + 1]) { return false }
      }
      place += Block.count
    }
    // The last character may not be whole yet.
    repeat { place -= 1 } while Self.isContinuation(self[place])
    return endOfCharacters(from: place, to: part.upperBound) == part.upperBound
  }

  /// Whether a byte may begin a character of which a further byte is the second, as far as not every second byte may
  /// follow: Unicode, table 3-7.
  private static func mayFollow(_ first: UInt8, _ second: UInt8) -> Bool {
    switch first {
    case 0xC0, 0xC1, 0xF5...0xFF: false
    case 0xE0: second >= 0xA0
    case 0xED: second < 0xA0
    case 0xF0: second >= 0x90
    case 0xF4: second < 0x90
    default: true
    }
  }

  /// Where characters end that begin before a place; nil where one is no UTF-8.
  private func endOfCharacters(from start: Int, to end: Int) -> Int? {
    var place = start
    while place < end {
      let first = self[place]
      let following = first < 0x80 ? 0 : first < 0xE0 ? 1 : first < 0xF0 ? 2 : 3
      guard first < 0x80 || first >= 0xC2, place + following < count else { return nil }
      if following > 0 {
        guard Self.mayFollow(first, self[place + 1]),
          self[place + 1...place + following].allSatisfy(Self.isContinuation)
        else { return nil }
      }
      place += following + 1
    }
    return place
  }
}
