/// Takes back escapes of JSON that need not be: many programs write everything but ASCII as `\u5c0f`, and `/` as `\/`.
/// Without them a text means the same and is read at sight.
struct JSONEscapes: ~Copyable {
  private var plain = ByteBuffer()

  /// Gives a text in which characters stand for themselves wherever they may.
  ///
  /// - Parameters:
  ///   - text: JSON, or what is meant to be: what is wrong with it stays wrong in the same place.
  ///   - ahead: so many bytes more are there to be looked at, the first of them a line feed.
  /// - Returns: nil, without asking, where none is escaped that need not be.
  mutating func withPlain<Result>(_ text: CellBytes, ahead: Int = 0, _ body: (CellBytes) -> Result) -> Result? {
    guard text.contains(Self.backslash), take(from: text) else { return nil }
    let count = plain.count
    for place in 0..<ahead { plain.append(place == 0 ? UInt8(ascii: "\n") : 0) }
    return plain.withBytes { body(CellBytes(rebasing: $0[..<(count + ahead)])) }
  }

  private static let backslash = UInt8(ascii: "\\")

  /// - Returns: whether there are any.
  private mutating func take(from text: CellBytes) -> Bool {
    plain.removeAll()
    var (start, place, isInText) = (0, 0, false)
    while place < text.count {
      switch text[place] {
      case UInt8(ascii: "\""):
        isInText.toggle()
        place += 1
      case Self.backslash where isInText:
        guard let (scalar, end) = Self.escaped(in: text, at: place), scalar.mayStandForItself else {
          place += 2
          continue
        }
        plain.append(CellBytes(rebasing: text[start..<place]))
        for byte in UTF8.encode(scalar).unsafelyUnwrapped { plain.append(byte) }
        (start, place) = (end, end)
      default: place += 1
      }
    }
    if start == 0 { return false }
    plain.append(CellBytes(rebasing: text[start...]))
    return true
  }

  /// The character that an escape stands for, and where it ends; nil for one of another kind, and for none.
  private static func escaped(in text: CellBytes, at place: Int) -> (Unicode.Scalar, end: Int)? {
    guard place + 1 < text.count else { return nil }
    if text[place + 1] == UInt8(ascii: "/") { return ("/", place + 2) }
    guard let first = unit(in: text, at: place) else { return nil }
    if let scalar = Unicode.Scalar(first) { return (scalar, place + 6) }
    guard UTF16.isLeadSurrogate(first), let second = unit(in: text, at: place + 6), UTF16.isTrailSurrogate(second)
    else { return nil }
    return (UTF16.decode(UTF16.EncodedScalar([first, second])), place + 12)
  }

  /// What `\u` and four digits stand for.
  private static func unit(in text: CellBytes, at place: Int) -> UInt16? {
    guard place + 6 <= text.count, text[place] == backslash, text[place + 1] == UInt8(ascii: "u") else { return nil }
    var unit: UInt16 = 0
    for byte in text[place + 2..<place + 6] {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): unit = unit << 4 | UInt16(byte & 0xF)
      case UInt8(ascii: "a")...UInt8(ascii: "f"), UInt8(ascii: "A")...UInt8(ascii: "F"):
        unit = unit << 4 | UInt16(byte & 0xF + 9)
      default: return nil
      }
    }
    return unit
  }
}

extension Unicode.Scalar {
  /// In a text of JSON, where quotes, backslashes and control characters do not.
  fileprivate var mayStandForItself: Bool { value >= 0x20 && self != "\"" && self != "\\" }
}
