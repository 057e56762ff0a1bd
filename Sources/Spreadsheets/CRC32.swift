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
    for byte in bytes { register = Self.table[Int(UInt8(truncatingIfNeeded: register) ^ byte)] ^ (register >> 8) }
  }

  private static let table: [UInt32] = (0..<256).map { byte in
    (0..<8).reduce(UInt32(byte)) { rest, _ in rest & 1 == 1 ? 0xEDB8_8320 ^ (rest >> 1) : rest >> 1 }
  }
}
