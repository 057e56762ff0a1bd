/// What short texts of a column were read as: most columns say the same few things again and again.
struct CellMemo {
  private typealias Key = SIMD4<UInt64>

  private static let width = MemoryLayout<Key>.size
  private static let slots = 128

  private var keys = [Key](repeating: .zero, count: slots)
  /// Bytes of the text of each slot; below zero where it is free.
  private var lengths = [Int8](repeating: -1, count: slots)
  private var cells = [Cell](repeating: .missing, count: slots)

  subscript(_ bytes: CellBytes) -> Cell? {
    guard let key = Self.key(bytes) else { return nil }
    let slot = Self.slot(key)
    return lengths[slot] == Int8(bytes.count) && keys[slot] == key ? cells[slot] : nil
  }

  /// Keeps it, instead of another that has the same slot.
  mutating func keep(_ cell: Cell, for bytes: CellBytes) {
    guard let key = Self.key(bytes) else { return }
    let slot = Self.slot(key)
    (keys[slot], lengths[slot], cells[slot]) = (key, Int8(bytes.count), cell)
  }

  /// The bytes themselves; nil for more than fit.
  private static func key(_ bytes: CellBytes) -> Key? {
    guard bytes.count <= width, let start = bytes.baseAddress else { return bytes.isEmpty ? .zero : nil }
    var key = Key.zero
    withUnsafeMutableBytes(of: &key) { $0.baseAddress?.copyMemory(from: start, byteCount: bytes.count) }
    return key
  }

  private static func slot(_ key: Key) -> Int {
    let mixed = (key[0] ^ key[1] &* 0xC2B2_AE3D_27D4_EB4F ^ (key[2] &+ key[3] &* 31)) &* 0x9E37_79B9_7F4A_7C15
    return Int(mixed >> 57)
  }
}
