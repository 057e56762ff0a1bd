/// Writes a zip archive of deflated files (PKWARE's APPNOTE): the same files always give the same bytes, as all of them
/// bear the first day that there is.
struct ZipWriter {
  /// A file of the archive, deflated piece by piece.
  struct File {
    let name: String
    private(set) var checksum = CRC32()
    private(set) var size = 0
    private(set) var deflated: [[UInt8]] = []

    init(_ name: String) { self.name = name }

    /// - Parameters:
    ///   - piece: the bytes of the file.
    ///   - deflated: what they have been made.
    mutating func add(_ piece: [UInt8], deflated: [UInt8]) {
      checksum.add(piece)
      size += piece.count
      self.deflated.append(deflated)
    }

    /// A short file.
    init(_ name: String, _ bytes: [UInt8]) {
      self.init(name)
      add(bytes, deflated: Deflate.deflated(bytes, isLast: true))
    }
  }

  private(set) var pieces: [[UInt8]] = []
  private var size = 0
  private var directory: [UInt8] = []
  private var count: UInt16 = 0

  /// - Parameter file: whose last piece is deflated as such.
  mutating func add(_ file: File) {
    let name = Array(file.name.utf8)
    var about: [UInt8] = []
    // What a reader has to know, names in UTF-8, deflated, 1980-01-01.
    for word: UInt16 in [20, 1 << 11, 8, 0, 1 << 5 | 1] { about.append(word) }
    about.append(file.checksum.value)
    about.append(UInt32(file.deflated.reduce(0) { $0 + $1.count }))
    about.append(UInt32(file.size))
    about.append(UInt16(name.count))
    about.append(UInt16(0))
    directory.append(UInt32(0x0201_4B50))
    directory.append(UInt16(20))
    directory += about
    // No remark, first disk, nothing known of what it is.
    for word: UInt16 in [0, 0, 0, 0, 0] { directory.append(word) }
    directory.append(UInt32(size))
    directory += name
    var head: [UInt8] = []
    head.append(UInt32(0x0403_4B50))
    put(head + about + name)
    for piece in file.deflated { put(piece) }
    count += 1
  }

  private mutating func put(_ bytes: [UInt8]) {
    size += bytes.count
    pieces.append(bytes)
  }

  /// Writes the directory at the end.
  mutating func finish() {
    var end: [UInt8] = []
    end.append(UInt32(0x0605_4B50))
    for word: UInt16 in [0, 0, count, count] { end.append(word) }
    end.append(UInt32(directory.count))
    end.append(UInt32(size))
    end.append(UInt16(0))
    put(directory + end)
  }
}

extension [UInt8] {
  /// In the order of zip archives, the lowest byte first.
  fileprivate mutating func append<Word: FixedWidthInteger>(_ word: Word) {
    Swift.withUnsafeBytes(of: word.littleEndian) { append(contentsOf: $0) }
  }
}
