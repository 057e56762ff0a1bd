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

  /// Writes some bytes, of which there are few as a rule.
  ///
  /// - Parameter bytes: behind which there is room to be read; see ``KeptTexts``.
  @inline(__always) public mutating func append(kept bytes: UnsafeBufferPointer<UInt8>) {
    guard let start = bytes.baseAddress else { return }
    reserve(max(bytes.count, KeptTexts.room))
    if bytes.count <= KeptTexts.room {
      UnsafeMutableRawPointer(memory + count).storeBytes(
        of: UnsafeRawPointer(start).loadUnaligned(as: SIMD16<UInt8>.self), as: SIMD16<UInt8>.self)
    } else {
      memcpy(memory + count, start, bytes.count)
    }
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
    var (rest, digits) = (number, 1)
    while rest > 9 { (rest, digits) = (rest / 10, digits + 1) }
    reserve(digits)
    rest = number
    for place in (count..<count + digits).reversed() {
      memory[place] = UInt8(ascii: "0") + UInt8(rest % 10)
      rest /= 10
    }
    count += digits
  }
}
