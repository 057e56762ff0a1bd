/// Texts one behind another.
public struct TextList: Sendable {
  private var bytes: [UInt8] = []
  private var ends: [Int] = []

  init() {}

  /// The number of texts.
  public var count: Int { ends.count }

  /// The text of a number, as it was met first.
  public subscript(place: Int) -> String { withBytes(of: place) { String(decoding: $0, as: UTF8.self) } }

  /// Gives the bytes of a text, in UTF-8.
  public func withBytes<Result>(of place: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    bytes.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[start(place)..<ends[place]])) }
  }

  private func start(_ place: Int) -> Int { place == 0 ? 0 : ends[place - 1] }

  mutating func reserve(_ count: Int) { ends.reserveCapacity(count) }

  mutating func append(_ text: CellBytes) {
    bytes.append(contentsOf: text)
    ends.append(bytes.count)
  }
}

/// The different names of a column, each with a number in the order in which they are met. What is equal to people is one
/// name, in whatever characters it is written.
struct NameTable {
  private(set) var texts = TextList()
  private var hashes: [UInt32] = []
  /// Of names by hash; below zero where free. There are at least twice as many as names.
  private var slots = [Int32](repeating: -1, count: 64)
  /// Whether all names so far can be written in one way only, which their bytes then stand for.
  private var arePlain = true

  /// The number of a name, and whether it is new.
  mutating func place(of name: String) -> (place: Int, isNew: Bool) {
    var name = name
    return name.withUTF8 { place(of: $0) }
  }

  /// The same for the bytes of a name, which must be UTF-8.
  mutating func place(of name: CellBytes) -> (place: Int, isNew: Bool) {
    if arePlain, !Self.isPlain(name) {
      arePlain = false
      for place in hashes.indices { hashes[place] = texts.withBytes(of: place, hash) }
      spread(slots.count)
    }
    return place(of: name, hash(name))
  }

  /// The number of a name of ordinary characters, which bytes tell apart.
  mutating func place(ofOrdinary name: CellBytes) -> Int { place(of: name, hash(name)).place }

  private mutating func place(of name: CellBytes, _ hash: UInt32) -> (place: Int, isNew: Bool) {
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[slot] >= 0 {
      let place = Int(slots[slot])
      if hashes[place] == hash, texts.withBytes(of: place, { isSame($0, name) }) { return (place, false) }
      slot = (slot + 1) & (slots.count - 1)
    }
    slots[slot] = Int32(hashes.count)
    texts.append(name)
    hashes.append(hash)
    if hashes.count * 2 > slots.count { spread(slots.count * 2) }
    return (hashes.count - 1, true)
  }

  private func isSame(_ a: CellBytes, _ b: CellBytes) -> Bool { a.isEqual(to: b) || !arePlain && a.text == b.text }

  /// Makes room for so many names.
  mutating func reserve(_ count: Int) {
    texts.reserve(count)
    hashes.reserveCapacity(count)
    var wanted = slots.count
    while wanted < 2 * count { wanted *= 2 }
    if wanted > slots.count { spread(wanted) }
  }

  /// Takes up the names of another table.
  ///
  /// - Returns: the number of each here, and whether all are written here as there.
  mutating func add(_ other: NameTable) -> (places: [Int32], areSame: Bool) {
    var areSame = true
    let places = (0..<other.hashes.count).map { number in
      other.texts.withBytes(of: number) { name in
        if arePlain, other.arePlain { return Int32(place(of: name, other.hashes[number]).place) }
        let (place, isNew) = place(of: name)
        if !isNew, !texts.withBytes(of: place, { $0.isEqual(to: name) }) { areSame = false }
        return Int32(place)
      }
    }
    return (places, areSame)
  }

  /// Puts all names into so many slots, a power of two.
  private mutating func spread(_ count: Int) {
    slots = [Int32](repeating: -1, count: count)
    for (place, hash) in hashes.enumerated() {
      var slot = Int(truncatingIfNeeded: hash) & (count - 1)
      while slots[slot] >= 0 { slot = (slot + 1) & (count - 1) }
      slots[slot] = Int32(place)
    }
  }

  private func hash(_ name: CellBytes) -> UInt32 {
    UInt32(truncatingIfNeeded: arePlain ? Self.hash(name) : UInt64(truncatingIfNeeded: name.text.hashValue))
  }

  private static func hash(_ bytes: CellBytes) -> UInt64 {
    var hash = UInt64(bytes.count)
    var index = 0
    let start = UnsafeRawBufferPointer(bytes)
    while index + 8 <= bytes.count {
      hash = mixed(hash, start.loadUnaligned(fromByteOffset: index, as: UInt64.self))
      index += 8
    }
    var rest: UInt64 = 0
    if bytes.count >= 8 {
      // Some bytes once more are no harm.
      rest = start.loadUnaligned(fromByteOffset: bytes.count - 8, as: UInt64.self)
    } else {
      for byte in bytes { rest = rest << 8 | UInt64(byte) }
    }
    hash = mixed(hash, rest)
    return hash ^ hash >> 29
  }

  private static func mixed(_ hash: UInt64, _ word: UInt64) -> UInt64 {
    let (high, low) = (hash ^ word &+ 0x9E37_79B9_7F4A_7C15).multipliedFullWidth(by: 0xD6E8_FEB8_6659_FD93)
    return high ^ low
  }

  /// Whether there is no other way to write the same: ASCII, Chinese characters and their punctuation. No other text is
  /// equal to such a one.
  private static func isPlain(_ bytes: CellBytes) -> Bool {
    var index = 0
    while index < bytes.count {
      let (second, third) = index + 2 < bytes.count ? (bytes[index + 1], bytes[index + 2]) : (0, 0)
      switch (bytes[index], second, third) {
      case (0x00...0x7F, _, _): index += 1
      case (0xE3, 0x80, 0x80...0xA9), (0xE4, 0xB8..., _), (0xE5...0xE9, _, _), (0xEF, 0xBC, _): index += 3
      default: return false
      }
    }
    return true
  }
}
