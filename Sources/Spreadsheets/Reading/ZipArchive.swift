/// A zip archive: its files are listed at its end, and unpacked when somebody asks for them. PKWARE's APPNOTE 6.3.
public struct ZipArchive: Sendable {
  /// Why an archive, or a file in it, cannot be read.
  public enum Failure: Error, Hashable, Sendable {
    /// It begins as one, but its list is not there.
    case truncated
    /// What the list says is not there.
    case damaged
    /// It is as long as nobody's tables are: the sizes of it stand in a list of another kind.
    case zip64
    case encrypted
    /// Packed in a way that spreadsheets do not use.
    case method(Int)
    /// What comes out is not what was put in.
    case checksum
    /// Of so many bytes.
    case tooLarge(Int)
    /// So many bytes of so few.
    case tooDense(Int, of: Int)
  }

  /// What is taken. Each limit has a message of its own.
  public enum Limits {
    /// Bytes of a file when it is unpacked.
    public static let size = 1 << 29
    /// Of a file that is longer than ``densitySize``: unpacked bytes for each packed one.
    public static let density = 500
    /// Shorter files may be packed as densely as can be.
    public static let densitySize = 16 << 20
  }

  private struct Entry: Sendable {
    let method: Int
    let isEncrypted: Bool
    let checksum: UInt32
    let packed: Int
    let size: Int
    /// Where the file begins, with a head of its own.
    let start: Int
  }

  private let bytes: [UInt8]
  private let entries: [String: Entry]
  /// Of its files, as they stand in it.
  public let names: [String]

  /// Reads the list of files.
  public init(_ bytes: [UInt8]) throws(Failure) {
    self.bytes = bytes
    let source = LittleEndian(bytes)
    let (count, start) = try Self.list(source)
    var (entries, names): ([String: Entry], [String]) = ([:], [])
    var packedSizes = 0
    var place = start
    for _ in 0..<count {
      guard source.number(place, 4) == 0x0201_4B50, let flags = source.number(place + 8, 2),
        let method = source.number(place + 10, 2), let checksum = source.number(place + 16, 4),
        let shortPacked = source.number(place + 20, 4), let shortSize = source.number(place + 24, 4),
        let nameLength = source.number(place + 28, 2), let extraLength = source.number(place + 30, 2),
        let remarkLength = source.number(place + 32, 2), let shortBegin = source.number(place + 42, 4),
        let name = source.bytes(place + 46, nameLength)
      else { throw .damaged }
      var extra = source.wide(place + 46 + nameLength, extraLength)
      // What does not fit stands among the further data, in this order.
      func whole(_ number: Int) throws(Failure) -> Int {
        if number != 0xFFFF_FFFF { return number }
        guard let long = extra.popFirst() else { throw .zip64 }
        return long
      }
      let (size, packed, begin) = (try whole(shortSize), try whole(shortPacked), try whole(shortBegin))
      place += 46 + nameLength + extraLength + remarkLength
      // Files that lay over one another would unpack to far more than there is.
      packedSizes += packed
      guard packedSizes <= source.count else { throw .damaged }
      let path = Self.key(String(decoding: name, as: UTF8.self))
      if path.hasSuffix("/") { continue }
      let entry = Entry(
        method: method, isEncrypted: flags & 1 == 1, checksum: UInt32(checksum), packed: packed, size: size,
        start: begin)
      // Of two that are called alike nobody knows which is meant.
      guard entries.updateValue(entry, forKey: path) == nil else { throw .damaged }
      names.append(String(decoding: name, as: UTF8.self))
    }
    (self.entries, self.names) = (entries, names)
  }

  /// How many files the list at the end has, and where it begins.
  private static func list(_ source: LittleEndian) throws(Failure) -> (count: Int, start: Int) {
    // A remark of up to so many bytes may stand behind.
    let first = max(0, source.count - 22 - 0xFFFF)
    guard source.count >= 22,
      let end = stride(from: source.count - 22, through: first, by: -1).first(where: { place in
        source.number(place, 4) == 0x0605_4B50
          && source.number(place + 20, 2).map { place + 22 + $0 <= source.count } == true
      }), let disk = source.number(end + 4, 2), let count = source.number(end + 10, 2),
      let length = source.number(end + 12, 4), let start = source.number(end + 16, 4)
    else { throw .truncated }
    if count == 0xFFFF || length == 0xFFFF_FFFF || start == 0xFFFF_FFFF { throw .zip64 }
    guard disk == 0, start + length <= end else { throw .damaged }
    return (count, start)
  }

  /// Names are told apart as the parts of documents are: not by capitals, and always with the same slashes.
  private static func key(_ path: String) -> String {
    let path = String(path.map { $0 == "\\" ? "/" : $0 }).lowercased()
    return path.hasPrefix("/") ? String(path.dropFirst()) : path
  }

  /// Whether there is a file of that name.
  public func contains(_ path: String) -> Bool { entries[Self.key(path)] != nil }

  /// What is in a file; nil if there is none of that name.
  public func content(_ path: String) throws(Failure) -> [UInt8]? {
    guard let entry = entries[Self.key(path)] else { return nil }
    if entry.isEncrypted { throw .encrypted }
    guard entry.method == 0 || entry.method == 8 else { throw .method(entry.method) }
    guard entry.size <= Limits.size else { throw .tooLarge(entry.size) }
    if entry.size > Limits.densitySize, entry.size / Limits.density > entry.packed {
      throw .tooDense(entry.size, of: entry.packed)
    }
    let source = LittleEndian(bytes)
    guard source.number(entry.start, 4) == 0x0403_4B50, let nameLength = source.number(entry.start + 26, 2),
      let extraLength = source.number(entry.start + 28, 2)
    else { throw .damaged }
    let start = entry.start + 30 + nameLength + extraLength
    guard start + entry.packed <= bytes.count else { throw .damaged }
    let packed = bytes[start..<start + entry.packed]
    let content: [UInt8]
    if entry.method == 0 {
      guard entry.packed == entry.size else { throw .damaged }
      content = Array(packed)
    } else {
      do throws(Inflate.Failure) {
        content = try Inflate.bytes(packed, size: entry.size)
      } catch {
        throw .damaged
      }
    }
    guard CRC32(of: content).value == entry.checksum else { throw .checksum }
    return content
  }
}

/// Numbers in bytes, the lowest byte first.
private struct LittleEndian {
  private let source: [UInt8]

  init(_ source: [UInt8]) { self.source = source }

  var count: Int { source.count }

  /// Nil beyond the end.
  func number(_ place: Int, _ length: Int) -> Int? {
    guard place >= 0, place <= source.count - length else { return nil }
    return (0..<length).reduce(0) { $0 | Int(source[place + $1]) << (8 * $1) }
  }

  func bytes(_ place: Int, _ length: Int) -> ArraySlice<UInt8>? {
    place >= 0 && length <= source.count - place ? source[place..<place + length] : nil
  }

  /// The long numbers among what stands behind a name: those that did not fit where they belong.
  func wide(_ start: Int, _ length: Int) -> ArraySlice<Int> {
    var place = start
    while place + 4 <= start + length, let kind = number(place, 2), let count = number(place + 2, 2) {
      place += 4
      if kind == 1 {
        let numbers = stride(from: place, to: place + count - 7, by: 8).prefix { $0 + 8 <= start + length }
          .compactMap { place -> Int? in
            // Nothing is so long that the highest bits are used.
            guard let low = number(place, 4), let high = number(place + 4, 4), high < 1 << 20 else { return nil }
            return high << 32 | low
          }
        return numbers[...]
      }
      place += count
    }
    return []
  }
}
