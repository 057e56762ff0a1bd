/// What short texts of a column were read as: most columns say the same few things again and again.
struct CellMemo {
  /// Up to four words hold the bytes of a text, the last its length too.
  private typealias Key = SIMD4<UInt64>

  private static let slots = 128
  private static let longest = 31

  /// A length that no text has marks what is free.
  private var keys = [Key](repeating: Key(0, 0, 0, .max), count: slots)
  private var cells = [Cell](repeating: .missing, count: slots)

  subscript(_ bytes: CellBytes) -> Cell? {
    guard let key = Self.key(bytes) else { return nil }
    let slot = Self.slot(key)
    return keys[slot] == key ? cells[slot] : nil
  }

  /// Keeps it, instead of another that has the same slot.
  mutating func keep(_ cell: Cell, for bytes: CellBytes) {
    guard let key = Self.key(bytes) else { return }
    let slot = Self.slot(key)
    (keys[slot], cells[slot]) = (key, cell)
  }

  /// Nil for more bytes than fit.
  private static func key(_ bytes: CellBytes) -> Key? {
    let count = bytes.count
    guard count <= longest else { return nil }
    let length = UInt64(count) << 56
    if count < 8 { return Key(word(bytes, 0), 0, 0, length) }
    if count < 16 { return Key(whole(bytes, 0), word(bytes, 8), 0, length) }
    if count < 24 { return Key(whole(bytes, 0), whole(bytes, 8), word(bytes, 16), length) }
    return Key(whole(bytes, 0), whole(bytes, 8), whole(bytes, 16), word(bytes, 24) | length)
  }

  private static func whole(_ bytes: CellBytes, _ start: Int) -> UInt64 {
    UnsafeRawBufferPointer(bytes).loadUnaligned(fromByteOffset: start, as: UInt64.self)
  }

  /// The bytes from a place on, fewer than eight.
  private static func word(_ bytes: CellBytes, _ start: Int) -> UInt64 {
    var word: UInt64 = 0
    var index = bytes.count
    while index > start {
      index -= 1
      word = word << 8 | UInt64(bytes[index])
    }
    return word
  }

  private static func slot(_ key: Key) -> Int {
    let mixed = (key[0] ^ key[1] &* 0xC2B2_AE3D_27D4_EB4F ^ (key[2] &+ key[3] &* 31)) &* 0x9E37_79B9_7F4A_7C15
    return Int(mixed >> 57)
  }
}
