import Diagnostics

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

  /// Gives the bytes of many texts, those that are nil aside, which may lie far apart.
  public func each(of places: [Int?], _ body: (_ index: Int, UnsafeBufferPointer<UInt8>) -> Void) {
    // They are put one behind another before the first is looked at: so none has to wait for another.
    var near: [UInt8] = []
    let borders = places.map { place in
      if let place { near += bytes[start(place)..<ends[place]] }
      return near.count
    }
    near.withUnsafeBufferPointer { near in
      for index in places.indices where places[index] != nil {
        body(index, UnsafeBufferPointer(rebasing: near[(index == 0 ? 0 : borders[index - 1])..<borders[index]]))
      }
    }
  }

  /// Gives the bytes of all of them, and where each ends.
  func withBytes<Result>(_ body: (CellBytes, UnsafeBufferPointer<Int>) -> Result) -> Result {
    bytes.withUnsafeBufferPointer { bytes in ends.withUnsafeBufferPointer { body(bytes, $0) } }
  }

  /// Whether a text has just these bytes.
  package func isEqual(_ place: Int, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
    let (start, end) = (start(place), ends[place])
    return end - start == text.count
      && bytes.withUnsafeBufferPointer { CellBytes(rebasing: $0[start..<end]).isEqual(to: text) }
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
package struct NameTable {
  package private(set) var texts = TextList()
  /// Of names by hash: a name's hash and behind it its number, from 1; zero where free.
  private var slots = [UInt64](repeating: 0, count: 64)
  /// Whether all names so far can be written in one way only, which their bytes then stand for.
  private(set) var arePlain = true

  package init() {}

  /// The number of a name, and whether it is new.
  package mutating func place(of name: String) -> (place: Int, isNew: Bool) {
    var name = name
    return name.withUTF8 { place(of: $0) }
  }

  /// The same for the bytes of a name, which must be UTF-8.
  package mutating func place(of name: UnsafeBufferPointer<UInt8>) -> (place: Int, isNew: Bool) {
    if arePlain, !String.isWrittenInOneWay(name) { compareAsTexts() }
    return place(of: name, hash(name))
  }

  /// Looks from now on for names in whatever characters they are written.
  mutating func compareAsTexts() {
    if !arePlain { return }
    arePlain = false
    for slot in slots.indices where slots[slot] != 0 {
      let place = Self.place(slots[slot])
      slots[slot] = texts.withBytes(of: place, hash) | UInt64(place + 1)
    }
    spread(slots.count)
  }

  /// The number of a name of ordinary characters, which bytes tell apart.
  mutating func place(ofOrdinary name: CellBytes) -> Int { place(of: name, hash(name)).place }

  private mutating func place(of name: CellBytes, _ hash: UInt64) -> (place: Int, isNew: Bool) {
    let slot = slot(of: name, hash)
    if slots[slot] != 0 { return (Self.place(slots[slot]), false) }
    texts.append(name)
    slots[slot] = hash | UInt64(texts.count)
    if texts.count * 4 > slots.count * 3 { spread(slots.count * 2) }
    return (texts.count - 1, true)
  }

  /// The number of a name that is written in just these characters; nil if there is none.
  package func known(_ name: String) -> Int? {
    var name = name
    return name.withUTF8 { bytes in
      // All names can be written in one way only: then this is none of them.
      if arePlain, !String.isWrittenInOneWay(bytes) { return nil }
      return number(ofBytes: bytes).flatMap { texts.isEqual($0, bytes) ? $0 : nil }
    }
  }

  /// The number of a name of these bytes; nil if there is none. It must be one that bytes tell apart if all names are.
  func number(ofBytes name: CellBytes) -> Int? {
    let found = slots[slot(of: name, hash(name))]
    return found == 0 ? nil : Self.place(found)
  }

  /// Where a name is, or else a free slot for it.
  @inline(__always) private func slot(of name: CellBytes, _ hash: UInt64) -> Int {
    slots.withUnsafeBufferPointer { slots in
      var slot = Self.slot(hash, slots.count)
      while slots[slot] != 0 {
        if slots[slot] & Self.hashes == hash, isSame(Self.place(slots[slot]), name) { break }
        slot = (slot + 1) & (slots.count - 1)
      }
      return slot
    }
  }

  private static let hashes: UInt64 = 0xFFFF_FFFF_0000_0000

  @inline(__always) private static func slot(_ hash: UInt64, _ count: Int) -> Int {
    Int(truncatingIfNeeded: hash >> 32) & (count - 1)
  }

  @inline(__always) private static func place(_ slot: UInt64) -> Int { Int(slot & ~hashes) - 1 }

  @inline(__always) private func isSame(_ place: Int, _ name: CellBytes) -> Bool {
    texts.isEqual(place, name) || !arePlain && texts[place] == name.text
  }

  /// Makes room for so many names.
  mutating func reserve(_ count: Int) {
    texts.reserve(count)
    var wanted = slots.count
    while wanted * 3 < count * 4 { wanted *= 2 }
    if wanted > slots.count { spread(wanted) }
  }

  /// Takes up the names of another table.
  ///
  /// - Returns: the number of each here, and whether all are written here as there.
  mutating func add(_ other: NameTable) -> (places: [Int32], areSame: Bool) {
    var areSame = true
    let places = (0..<other.texts.count).map { number in
      other.texts.withBytes(of: number) { name in
        if arePlain, other.arePlain { return Int32(place(ofOrdinary: name)) }
        let (place, isNew) = place(of: name)
        if !isNew, !texts.isEqual(place, name) { areSame = false }
        return Int32(place)
      }
    }
    return (places, areSame)
  }

  /// Puts all names into so many slots, a power of two and more than there are names.
  private mutating func spread(_ count: Int) {
    var others = [UInt64](repeating: 0, count: count)
    others.withUnsafeMutableBufferPointer { others in
      for name in slots where name != 0 {
        var slot = Self.slot(name, count)
        while others[slot] != 0 { slot = (slot + 1) & (count - 1) }
        others[slot] = name
      }
    }
    slots = others
  }

  /// In the upper half of a word.
  private func hash(_ name: CellBytes) -> UInt64 {
    (arePlain ? Self.hash(name) : UInt64(truncatingIfNeeded: name.text.hashValue)) << 32
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
}
