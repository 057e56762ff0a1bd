/// What in some bytes is as it was before, as deflated data says it: how long it is, and how far back.
struct RepeatedBytes {
  /// A byte as it stands, or a length and a distance.
  struct Token {
    private let word: UInt32

    @inline(__always) init(byte: UInt8) { word = UInt32(byte) }
    @inline(__always) init(length: Int, distance: Int) {
      word = UInt32(truncatingIfNeeded: distance << 16 | length)
    }

    /// Zero for a byte.
    @inline(__always) var distance: Int { Int(word >> 16) }
    /// The byte, or the length.
    @inline(__always) var length: Int { Int(word & 0xFFFF) }
  }

  static let longest = 258
  /// What is shorter is found less often than it is worth.
  private static let shortest = 4
  private static let window = 1 << 15
  private static let hashBits: UInt32 = 15
  /// So many earlier places are looked at.
  private static let tries = 24

  /// All of some bytes as tokens.
  static func tokens(of bytes: UnsafeBufferPointer<UInt8>) -> [Token] {
    var tokens: [Token] = []
    tokens.reserveCapacity(bytes.count / 3)
    guard let start = bytes.baseAddress else { return tokens }
    // The latest place of each hash, and of each place the one before with the same.
    withUnsafeTemporaryAllocation(of: Int32.self, capacity: 1 << hashBits) { latest in
      withUnsafeTemporaryAllocation(of: Int32.self, capacity: window) { earlier in
        latest.initialize(repeating: -1)
        earlier.initialize(repeating: -1)
        let (latest, earlier) = (latest.baseAddress, earlier.baseAddress)
        guard let latest, let earlier else { return }
        @inline(__always) func word(_ place: Int) -> UInt32 {
          UnsafeRawPointer(start + place).loadUnaligned(as: UInt32.self)
        }
        @inline(__always) func note(_ place: Int) -> Int {
          let hash = Int((word(place) &* 2_654_435_761) >> (32 - hashBits))
          let before = latest[hash]
          earlier[place & (window - 1)] = before
          latest[hash] = Int32(truncatingIfNeeded: place)
          return Int(before)
        }
        var place = 0
        while place < bytes.count {
          var (length, distance) = (0, 0)
          if place &+ shortest <= bytes.count {
            let limit = min(longest, bytes.count &- place)
            var candidate = note(place)
            var left = tries
            let own = word(place)
            while candidate >= 0, place &- candidate < window, left > 0 {
              if word(candidate) == own, length == 0 || start[candidate &+ length] == start[place &+ length] {
                var same = shortest
                while same < limit, start[candidate &+ same] == start[place &+ same] { same &+= 1 }
                if same > length {
                  (length, distance) = (same, place &- candidate)
                  if same == limit { break }
                }
              }
              candidate = Int(earlier[candidate & (window &- 1)])
              left &-= 1
            }
          }
          if length == 0 {
            tokens.append(Token(byte: start[place]))
            place &+= 1
          } else {
            tokens.append(Token(length: length, distance: distance))
            let end = place &+ length
            place &+= 1
            while place < end {
              if place &+ shortest <= bytes.count { _ = note(place) }
              place &+= 1
            }
          }
        }
      }
    }
    return tokens
  }
}
