#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Bytes that are written one after another.
public struct ByteBuffer: ~Copyable {
  private var memory: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  /// How many there are.
  public private(set) var count = 0

  /// - Parameter capacity: for so many there is room from the beginning.
  public init(capacity: Int = 1 << 12) {
    self.capacity = max(capacity, 64)
    memory = .allocate(capacity: self.capacity)
  }

  deinit { memory.deallocate() }

  /// All of them.
  public var bytes: [UInt8] { Array(UnsafeBufferPointer(start: memory, count: count)) }

  /// Gives all of them, to look at.
  public func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    body(UnsafeBufferPointer(start: memory, count: count))
  }

  /// Begins anew.
  public mutating func removeAll() { count = 0 }

  /// Takes away what has been written behind a place.
  public mutating func remove(behind place: Int) { count = min(count, place) }

  @inline(__always) private mutating func reserve(_ more: Int) {
    if count + more > capacity { grow(more) }
  }

  private mutating func grow(_ more: Int) {
    capacity = max(2 * capacity, count + more)
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
    larger.update(from: memory, count: count)
    memory.deallocate()
    memory = larger
  }

  /// Writes a byte.
  @inline(__always) public mutating func append(_ byte: UInt8) {
    reserve(1)
    memory[count] = byte
    count += 1
  }

  /// Writes some bytes.
  @inline(__always) public mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let start = bytes.baseAddress else { return }
    reserve(bytes.count)
    memcpy(memory + count, start, bytes.count)
    count += bytes.count
  }

  /// Writes a text that stands in the program.
  @inline(__always) public mutating func append(_ text: StaticString) {
    append(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  /// Writes a text.
  @_disfavoredOverload public mutating func append(_ text: String) {
    var text = text
    text.withUTF8 { append($0) }
  }

  /// Writes a whole number.
  public mutating func append(decimal number: Int) {
    if number < 0 { return append(String(number)) }
    reserve(20)
    var (rest, start) = (number, count + 20)
    repeat {
      start -= 1
      memory[start] = UInt8(ascii: "0") + UInt8(rest % 10)
      rest /= 10
    } while rest > 0
    let digits = count + 20 - start
    memory.advanced(by: count).update(from: memory + start, count: digits)
    count += digits
  }
}

/// Texts that are written again and again, each found by a number.
public struct WrittenTexts: ~Copyable {
  /// Numbers of texts that are known; ``free`` where there is none.
  private var keys: UnsafeMutablePointer<Int>
  private var ends: UnsafeMutablePointer<Int>
  private var slots: Int
  private var known = 0
  private var texts = ByteBuffer()
  private static var free: Int { .min }
  private static var most: Int { 1 << 16 }

  public init() {
    slots = 64
    (keys, ends) = (Self.blank(64), .allocate(capacity: 128))
  }

  deinit {
    keys.deallocate()
    ends.deallocate()
  }

  private static func blank(_ count: Int) -> UnsafeMutablePointer<Int> {
    let keys = UnsafeMutablePointer<Int>.allocate(capacity: count)
    keys.initialize(repeating: free, count: count)
    return keys
  }

  /// Writes the text of a number.
  ///
  /// - Parameter make: gives the text where it is not known yet.
  @inline(__always)
  public mutating func write(_ number: Int, to buffer: inout ByteBuffer, _ make: (Int) -> String) {
    var slot = Self.slot(number, slots)
    while keys[slot] != number {
      if keys[slot] == Self.free {
        add(number, make(number))
        slot = Self.slot(number, slots)
      } else {
        slot = (slot + 1) & (slots - 1)
      }
    }
    let (start, end) = (ends[2 * slot], ends[2 * slot + 1])
    texts.withBytes { buffer.append(UnsafeBufferPointer(rebasing: $0[start..<end])) }
  }

  @inline(__always) private static func slot(_ number: Int, _ slots: Int) -> Int {
    let mixed = UInt(bitPattern: number) &* 0x9E37_79B9_7F4A_7C15
    return Int(truncatingIfNeeded: mixed >> 40) & (slots - 1)
  }

  private mutating func add(_ number: Int, _ text: String) {
    if known >= Self.most {
      // Begins anew: those that are written often are soon there again.
      keys.update(repeating: Self.free, count: slots)
      known = 0
      texts.removeAll()
    }
    if 2 * (known + 1) > slots { spread() }
    let start = texts.count
    texts.append(text)
    put(number, start, texts.count)
    known += 1
  }

  private mutating func put(_ number: Int, _ start: Int, _ end: Int) {
    var slot = Self.slot(number, slots)
    while keys[slot] != Self.free { slot = (slot + 1) & (slots - 1) }
    keys[slot] = number
    (ends[2 * slot], ends[2 * slot + 1]) = (start, end)
  }

  private mutating func spread() {
    let (oldKeys, oldEnds, oldSlots) = (keys, ends, slots)
    slots *= 4
    (keys, ends) = (Self.blank(slots), .allocate(capacity: 2 * slots))
    for slot in 0..<oldSlots where oldKeys[slot] != Self.free {
      put(oldKeys[slot], oldEnds[2 * slot], oldEnds[2 * slot + 1])
    }
    oldKeys.deallocate()
    oldEnds.deallocate()
  }
}
