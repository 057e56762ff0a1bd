/// The checksum that zip archives carry for each of their files: PKWARE's APPNOTE 4.4.7, polynomial 0xEDB88320 with bits
/// in reflected order.
public struct CRC32: Sendable {
  private var register: UInt32 = .max

  /// Of no bytes.
  public init() {}

  /// - Parameter bytes: all at once.
  public init(of bytes: some Sequence<UInt8>) { add(bytes) }

  /// What it is of all bytes so far.
  public var value: UInt32 { ~register }

  /// Goes on with further bytes.
  public mutating func add(_ bytes: some Sequence<UInt8>) {
    if bytes.withContiguousStorageIfAvailable({ add($0) }) == nil { for byte in bytes { add(byte) } }
  }

  private mutating func add(_ byte: UInt8) {
    register = Self.tables[Int(UInt8(truncatingIfNeeded: register) ^ byte)] ^ (register >> 8)
  }

  /// Eight bytes at a time, each of which has a table that says what it comes to behind the others.
  private mutating func add(_ bytes: UnsafeBufferPointer<UInt8>) {
    var place = 0
    Self.tables.withUnsafeBufferPointer { (tables: UnsafeBufferPointer<UInt32>) in
      while place + 8 <= bytes.count {
        var word = UInt64(
          littleEndian: UnsafeRawBufferPointer(bytes).loadUnaligned(fromByteOffset: place, as: UInt64.self))
        word ^= UInt64(register)
        register = 0
        for table in stride(from: 7 << 8, through: 0, by: -256) {
          register ^= tables[table | Int(word & 0xFF)]
          word >>= 8
        }
        place += 8
      }
    }
    for byte in bytes[place...] { add(byte) }
  }

  /// For each byte, and for each with some of zero behind it.
  private static let tables: [UInt32] = {
    var tables: [UInt32] = (0..<256).map { byte in
      (0..<8).reduce(UInt32(byte)) { rest, _ in rest & 1 == 1 ? 0xEDB8_8320 ^ (rest >> 1) : rest >> 1 }
    }
    for place in 256..<2048 {
      let before = tables[place - 256]
      tables.append(tables[Int(before & 0xFF)] ^ (before >> 8))
    }
    return tables
  }()
}
