#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Texts that stay where they are until all are taken away.
public struct KeptTexts: ~Copyable {
  private var chunks: [UnsafeMutablePointer<UInt8>] = []
  private var used = Self.chunkSize
  private static var chunkSize: Int { 1 << 16 }

  /// So many bytes can be read from the beginning of each text.
  static var room: Int { 16 }

  public init() {}

  deinit { for chunk in chunks { chunk.deallocate() } }

  /// Keeps some bytes.
  /// - Returns: where they stand.
  public mutating func keep(_ bytes: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
    guard let start = bytes.baseAddress, !bytes.isEmpty else { return UnsafeBufferPointer(start: nil, count: 0) }
    if used + bytes.count + Self.room > Self.chunkSize { add(bytes.count) }
    let place = chunks[chunks.count - 1] + used
    memcpy(place, start, bytes.count)
    used += bytes.count
    return UnsafeBufferPointer(start: place, count: bytes.count)
  }

  /// Keeps a text.
  public mutating func keep(_ text: String) -> UnsafeBufferPointer<UInt8> {
    var text = text
    return text.withUTF8 { keep($0) }
  }

  /// Takes all of them away.
  public mutating func removeAll() {
    for chunk in chunks.dropLast() { chunk.deallocate() }
    chunks.removeFirst(max(0, chunks.count - 1))
    used = chunks.isEmpty ? Self.chunkSize : 0
  }

  /// A chunk for at least so many bytes.
  private mutating func add(_ count: Int) {
    chunks.append(.allocate(capacity: max(Self.chunkSize, count + Self.room)))
    used = 0
  }
}

/// Texts that are written again and again, each found by a number.
public struct WrittenTexts: ~Copyable {
  private struct Entry {
    /// ``free`` where there is no text.
    var number: Int
    var text: UnsafeBufferPointer<UInt8>
  }

  private var entries: UnsafeMutablePointer<Entry>
  /// How many there are, a power of two.
  private var slots = 64
  private var count = 0
  private var texts = KeptTexts()
  private static var free: Int { .min }
  private static var most: Int { 1 << 16 }

  public init() { entries = Self.blank(64) }

  deinit { entries.deallocate() }

  private static func blank(_ count: Int) -> UnsafeMutablePointer<Entry> {
    let entries = UnsafeMutablePointer<Entry>.allocate(capacity: count)
    entries.initialize(repeating: Entry(number: free, text: UnsafeBufferPointer(start: nil, count: 0)), count: count)
    return entries
  }

  /// The text of a number, which stays where it is until ``trim()``.
  ///
  /// - Parameter make: gives the text where it is not known yet.
  @inline(__always)
  public mutating func text(_ number: Int, _ make: (Int) -> String) -> UnsafeBufferPointer<UInt8> {
    known(number) ?? add(number, make(number))
  }

  /// The text of a number that has one.
  @inline(__always) public func known(_ number: Int) -> UnsafeBufferPointer<UInt8>? {
    var slot = Self.slot(number, slots)
    while entries[slot].number != number {
      if entries[slot].number == Self.free { return nil }
      slot = (slot + 1) & (slots - 1)
    }
    return entries[slot].text
  }

  /// Begins anew where there are very many: those that are written often are soon there again.
  public mutating func trim() {
    if count < Self.most { return }
    entries.update(repeating: Entry(number: Self.free, text: UnsafeBufferPointer(start: nil, count: 0)), count: slots)
    count = 0
    texts.removeAll()
  }

  @inline(__always) private static func slot(_ number: Int, _ slots: Int) -> Int {
    let mixed = UInt(bitPattern: number) &* 0x9E37_79B9_7F4A_7C15
    return Int(truncatingIfNeeded: mixed >> 40) & (slots - 1)
  }

  private mutating func add(_ number: Int, _ text: String) -> UnsafeBufferPointer<UInt8> {
    if 2 * (count + 1) > slots { spread() }
    let entry = Entry(number: number, text: texts.keep(text))
    put(entry)
    count += 1
    return entry.text
  }

  private mutating func put(_ entry: Entry) {
    var slot = Self.slot(entry.number, slots)
    while entries[slot].number != Self.free { slot = (slot + 1) & (slots - 1) }
    entries[slot] = entry
  }

  private mutating func spread() {
    let (old, before) = (entries, slots)
    slots *= 4
    entries = Self.blank(slots)
    for slot in 0..<before where old[slot].number != Self.free { put(old[slot]) }
    old.deallocate()
  }
}
