/// Goes through XML from its beginning to its end: tag by tag, text by text.
///
/// It is written by hand since Foundation's makes a program of one file nine times as long; and of XML no more is needed here
/// than this. Documents that declare entities or their own grammar are none of spreadsheets, and refused.
struct XMLReader: ~Copyable {
  enum Event {
    case start, end, text
    /// Behind the last end.
    case finished
  }

  enum Failure: Error {
    /// It ends before its end.
    case truncated
    case malformed
    /// It brings a grammar or entities.
    case grammar
    case tooDeep
  }

  /// So many elements may stand within one another.
  static let depthLimit = 256

  private struct Attribute {
    let prefix: Range<Int>
    let name: Range<Int>
    let value: Range<Int>
  }

  private let bytes: UnsafeBufferPointer<UInt8>
  private var place = 0
  /// Where the names of the elements stand that are open.
  private var open: [Range<Int>] = []
  private var attributes: [Attribute] = []
  /// Prefixes with what they stand for, and the depth of the element that says so.
  private var namespaces: [(prefix: Range<Int>, uri: Range<Int>, depth: Int)] = []
  /// Without its prefix, of the element that begins or ends.
  private var local = 0..<0
  private var text = 0..<0
  private var isVerbatim = false
  /// Whether the element that has begun has its end in the same tag.
  private var endsAtOnce = false
  private var hasRoot = false

  /// - Parameter bytes: UTF-8, or nearly so; they must stay as long as the reader.
  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { place = 3 }
  }

  /// How many elements are open; that of an element that ends is not counted any more.
  var depth: Int { open.count }

  /// Whether the element that begins or ends is called so, whatever its prefix.
  @inline(__always) func isCalled(_ name: StaticString) -> Bool { isEqual(local, name) }

  /// Goes on to what comes next.
  mutating func next() throws(Failure) -> Event {
    if endsAtOnce {
      endsAtOnce = false
      close()
      return .end
    }
    while place < bytes.count {
      guard bytes[place] == UInt8(ascii: "<") else {
        if open.isEmpty {
          guard Self.isSpace(bytes[place]) else { throw .malformed }
          place += 1
          continue
        }
        let start = place
        passText()
        (text, isVerbatim) = (start..<place, false)
        return .text
      }
      guard place + 1 < bytes.count else { throw .truncated }
      switch bytes[place + 1] {
      case UInt8(ascii: "/"):
        try readEnd()
        return .end
      case UInt8(ascii: "?"): try pass("?>")
      case UInt8(ascii: "!"):
        if begins("<!--") {
          place += 4
          try pass("-->")
        } else if begins("<![CDATA[") {
          let start = place + 9
          place = start
          try pass("]]>")
          if open.isEmpty { throw .malformed }
          (text, isVerbatim) = (start..<place - 3, true)
          return .text
        } else {
          throw begins("<!DOCTYPE") || begins("<!ENTITY") ? .grammar : .malformed
        }
      default:
        if open.isEmpty, hasRoot { throw .malformed }
        hasRoot = true
        try readStart()
        return .start
      }
    }
    guard open.isEmpty, hasRoot else { throw .truncated }
    return .finished
  }

  /// Goes on to the end of the element that has begun.
  mutating func skip() throws(Failure) {
    let depth = depth
    while true {
      switch try next() {
      case .end where self.depth < depth: return
      case .finished: throw .malformed
      case .start, .end, .text: continue
      }
    }
  }

  /// Goes on to the next element within the one of that depth.
  ///
  /// - Returns: false at the end of that one.
  mutating func nextChild(of depth: Int) throws(Failure) -> Bool {
    while true {
      switch try next() {
      case .start:
        if self.depth == depth + 1 { return true }
        try skip()
      case .end where self.depth < depth: return false
      case .finished: return false
      case .end, .text: continue
      }
    }
  }

  // MARK: Tags

  @inline(__always) private mutating func passText() {
    while place < bytes.count, bytes[place] != UInt8(ascii: "<") { place += 1 }
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 }

  @inline(__always) private mutating func passSpaces() {
    while place < bytes.count, Self.isSpace(bytes[place]) { place += 1 }
  }

  private func begins(_ text: StaticString) -> Bool {
    isEqual(place..<min(bytes.count, place + text.utf8CodeUnitCount), text)
  }

  @inline(__always) private func isEqual(_ range: Range<Int>, _ text: StaticString) -> Bool {
    guard range.count == text.utf8CodeUnitCount else { return false }
    let start = text.utf8Start
    for index in 0..<range.count where bytes[range.lowerBound + index] != start[index] { return false }
    return true
  }

  private mutating func pass(_ end: StaticString) throws(Failure) {
    while place < bytes.count {
      if begins(end) {
        place += end.utf8CodeUnitCount
        return
      }
      place += 1
    }
    throw .truncated
  }

  /// A name, with what stands before a colon in it.
  @inline(__always) private mutating func name() throws(Failure) -> (prefix: Range<Int>, local: Range<Int>) {
    let start = place
    var colon: Int?
    while place < bytes.count {
      switch bytes[place] {
      case UInt8(ascii: ":"):
        if colon == nil { colon = place }
        place += 1
      case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."), 0x80...:
        place += 1
      default:
        guard place > start else { throw .malformed }
        return (start..<(colon ?? start), (colon.map { $0 + 1 } ?? start)..<place)
      }
    }
    throw .truncated
  }

  private mutating func readStart() throws(Failure) {
    place += 1
    let whole = place
    let (_, local) = try name()
    guard open.count < Self.depthLimit else { throw .tooDeep }
    open.append(whole..<place)
    self.local = local
    attributes.removeAll(keepingCapacity: true)
    while true {
      let before = place
      passSpaces()
      guard place < bytes.count else { throw .truncated }
      switch bytes[place] {
      case UInt8(ascii: ">"):
        place += 1
        return
      case UInt8(ascii: "/"):
        guard place + 1 < bytes.count else { throw .truncated }
        guard bytes[place + 1] == UInt8(ascii: ">") else { throw .malformed }
        place += 2
        endsAtOnce = true
        return
      default:
        guard place > before else { throw .malformed }
        try readAttribute()
      }
    }
  }

  @inline(__always) private mutating func readAttribute() throws(Failure) {
    let (prefix, name) = try self.name()
    passSpaces()
    guard place < bytes.count else { throw .truncated }
    guard bytes[place] == UInt8(ascii: "=") else { throw .malformed }
    place += 1
    passSpaces()
    guard place < bytes.count else { throw .truncated }
    let quote = bytes[place]
    guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else { throw .malformed }
    place += 1
    let start = place
    while place < bytes.count, bytes[place] != quote {
      if bytes[place] == UInt8(ascii: "<") { throw .malformed }
      place += 1
    }
    guard place < bytes.count else { throw .truncated }
    let value = start..<place
    place += 1
    if isEqual(prefix, "xmlns") {
      namespaces.append((name, value, open.count))
    } else {
      attributes.append(Attribute(prefix: prefix, name: name, value: value))
    }
  }

  private mutating func readEnd() throws(Failure) {
    place += 2
    let start = place
    let (_, local) = try name()
    let end = place
    passSpaces()
    guard place < bytes.count else { throw .truncated }
    guard bytes[place] == UInt8(ascii: ">"), let last = open.last, last.count == end - start else { throw .malformed }
    for index in 0..<last.count where bytes[last.lowerBound + index] != bytes[start + index] { throw .malformed }
    place += 1
    self.local = local
    close()
  }

  private mutating func close() {
    while let last = namespaces.last, last.depth == open.count { namespaces.removeLast() }
    if let last = open.popLast() {
      // A self-closing element is called as at its beginning.
      let colon = last.first { bytes[$0] == UInt8(ascii: ":") }
      local = (colon.map { $0 + 1 } ?? last.lowerBound)..<last.upperBound
    }
  }

  // MARK: What is said

  /// An attribute of the element that has begun, as it stands there; one without a prefix.
  @inline(__always) func raw(_ name: StaticString) -> UnsafeBufferPointer<UInt8>? {
    for attribute in attributes where attribute.prefix.isEmpty && isEqual(attribute.name, name) {
      return UnsafeBufferPointer(rebasing: bytes[attribute.value])
    }
    return nil
  }

  /// An attribute of the element that has begun, without a prefix.
  func attribute(_ name: StaticString) throws(Failure) -> String? {
    guard let raw = raw(name) else { return nil }
    return try Self.decoded(raw)
  }

  /// An attribute of a namespace, which may be that of another edition of the standard: its end is looked at.
  func attribute(_ name: StaticString, in namespace: String) throws(Failure) -> String? {
    for attribute in attributes where !attribute.prefix.isEmpty && isEqual(attribute.name, name) {
      let prefix = bytes[attribute.prefix]
      guard let uri = namespaces.last(where: { bytes[$0.prefix].elementsEqual(prefix) })?.uri,
        String(decoding: bytes[uri], as: UTF8.self).hasSuffix(namespace)
      else { continue }
      return try Self.decoded(UnsafeBufferPointer(rebasing: bytes[attribute.value]))
    }
    return nil
  }

  /// A whole number in an attribute without a prefix; nil where there is none, or something else.
  @inline(__always) func number(_ name: StaticString) -> Int? { raw(name).flatMap { Self.number($0) } }

  @inline(__always) static func number(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    guard !bytes.isEmpty, bytes.count <= 12 else { return nil }
    var number = 0
    for byte in bytes {
      let digit = byte &- UInt8(ascii: "0")
      guard digit <= 9 else { return nil }
      number = number * 10 + Int(digit)
    }
    return number
  }

  /// Whether an attribute without a prefix says yes.
  func isTrue(_ name: StaticString) -> Bool? {
    guard let raw = raw(name) else { return nil }
    return raw.elementsEqual("1".utf8) || raw.elementsEqual("true".utf8) || raw.elementsEqual("on".utf8)
  }

  /// Adds the text at hand to others.
  @inline(__always) func appendText(to buffer: inout [UInt8]) throws(Failure) {
    let raw = UnsafeBufferPointer(rebasing: bytes[text])
    if raw.contains(where: { $0 == UInt8(ascii: "&") || $0 == 0x0D }) {
      try Self.decode(raw, isVerbatim: isVerbatim, into: &buffer)
    } else {
      buffer.append(contentsOf: raw)
    }
  }

  private static func decoded(_ raw: UnsafeBufferPointer<UInt8>) throws(Failure) -> String {
    var buffer: [UInt8] = []
    try decode(raw, isVerbatim: false, into: &buffer)
    return String(decoding: buffer, as: UTF8.self)
  }

  /// With the characters that references stand for; every line end is one line feed.
  private static func decode(
    _ raw: UnsafeBufferPointer<UInt8>, isVerbatim: Bool, into buffer: inout [UInt8]
  ) throws(Failure) {
    var index = 0
    while index < raw.count {
      let byte = raw[index]
      index += 1
      if byte == 0x0D {
        buffer.append(0x0A)
        if index < raw.count, raw[index] == 0x0A { index += 1 }
      } else if byte == UInt8(ascii: "&"), !isVerbatim {
        guard let end = raw[index...].prefix(12).firstIndex(of: UInt8(ascii: ";")) else { throw .malformed }
        buffer.append(contentsOf: try character(String(decoding: raw[index..<end], as: UTF8.self)).utf8)
        index = end + 1
      } else {
        buffer.append(byte)
      }
    }
  }

  /// Whether XML knows it.
  private static func isCharacter(_ code: UInt32) -> Bool {
    code >= 0x20 && code & 0xFFFE != 0xFFFE || code == 0x09 || code == 0x0A || code == 0x0D
  }

  private static func character(_ name: String) throws(Failure) -> String {
    switch name {
    case "amp": return "&"
    case "lt": return "<"
    case "gt": return ">"
    case "quot": return "\""
    case "apos": return "'"
    default:
      guard name.hasPrefix("#") else { throw .grammar }
      let digits = name.dropFirst()
      let code = digits.hasPrefix("x") ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
      guard let scalar = code.flatMap(Unicode.Scalar.init), isCharacter(scalar.value) else { throw .malformed }
      return String(Character(scalar))
    }
  }
}
