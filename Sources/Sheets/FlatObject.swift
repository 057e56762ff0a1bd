/// A member of a JSON object as it stands among the bytes of a text.
struct FlatMember {
  enum Kind {
    case string, number, truth, null
    /// A list, or what has escapes or an exponent.
    case parsed(JSONValue)
  }

  let key: Range<Int>
  let kind: Kind
  /// Without the quotes of a string.
  let value: Range<Int>
}

/// Takes an object apart without making values of its members where these are plain: texts without escapes, numbers and
/// words. Any other member is read by ``JSONParser``, as is an object in which anything is wrong.
struct FlatObject {
  private let bytes: CellBytes
  /// Of the arrays and objects in which its members are.
  private let depth: Int
  private var index: Int

  /// The members of an object that begins at a place.
  ///
  /// - Parameter depth: of the arrays around it.
  /// - Returns: where it ends; nil if it has none, or something is wrong.
  static func members(
    in bytes: CellBytes, at place: Int = 0, depth: Int = 0, into members: inout [FlatMember]
  ) -> Int? {
    var object = FlatObject(bytes: bytes, depth: depth + 1, index: place)
    return object.read(into: &members) ? object.index : nil
  }

  private var peek: UInt8 { index < bytes.count ? bytes[index] : 0 }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard peek == byte else { return false }
    index += 1
    return true
  }

  private mutating func skipBlanks() {
    while true {
      switch peek {
      case 0x20, 0x09, 0x0A, 0x0D: index += 1
      default: return
      }
    }
  }

  private mutating func read(into members: inout [FlatMember]) -> Bool {
    members.removeAll(keepingCapacity: true)
    guard take(UInt8(ascii: "{")) else { return false }
    while true {
      skipBlanks()
      guard let key = string() else { return false }
      skipBlanks()
      guard take(UInt8(ascii: ":")) else { return false }
      skipBlanks()
      guard let (kind, value) = value() else { return false }
      members.append(FlatMember(key: key, kind: kind, value: value))
      skipBlanks()
      if take(UInt8(ascii: "}")) { return true }
      guard take(UInt8(ascii: ",")) else { return false }
    }
  }

  private mutating func value() -> (FlatMember.Kind, Range<Int>)? {
    let start = index
    if let plain = plainValue() { return plain }
    guard let (value, end) = JSONParser.value(in: bytes, at: start, depth: depth) else { return nil }
    index = end
    return (.parsed(value), start..<end)
  }

  private mutating func plainValue() -> (FlatMember.Kind, Range<Int>)? {
    let start = index
    switch peek {
    case UInt8(ascii: "\""): return string().map { (.string, $0) }
    case UInt8(ascii: "t"): return word("true") ? (.truth, start..<index) : nil
    case UInt8(ascii: "f"): return word("false") ? (.truth, start..<index) : nil
    case UInt8(ascii: "n"): return word("null") ? (.null, start..<index) : nil
    default: return number() ? (.number, start..<index) : nil
    }
  }

  private mutating func word(_ word: StaticString) -> Bool {
    let end = index + word.utf8CodeUnitCount
    guard end <= bytes.count else { return false }
    for (place, letter) in UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount).enumerated()
    where bytes[index + place] != letter { return false }
    index = end
    return true
  }

  /// Numbers with exponents are not plain.
  private mutating func number() -> Bool {
    _ = take(UInt8(ascii: "-"))
    if !take(UInt8(ascii: "0")), !digits() { return false }
    if take(UInt8(ascii: ".")), !digits() { return false }
    return peek | 0x20 != UInt8(ascii: "e")
  }

  private mutating func digits() -> Bool {
    let start = index
    while (0x30...0x39).contains(peek) { index += 1 }
    return index > start
  }

  private mutating func string() -> Range<Int>? {
    guard take(UInt8(ascii: "\"")) else { return nil }
    let start = index
    while index < bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "\"") {
        index += 1
        return start..<index - 1
      }
      if byte < 0x20 || byte == UInt8(ascii: "\\") { return nil }
      index += 1
    }
    return nil
  }
}

/// The keys that objects of a file have, in an order in which one had them, with the columns that they mean. Of objects
/// whose keys are some of these in that order nothing is to be said but what their values give rise to.
struct ObjectShape {
  private var keys: [[UInt8]] = []
  /// For each key the number of the reader of its column; below zero where it is passed over.
  private(set) var numbers: [Int] = []
  var readers: [ColumnReader] = []

  /// How often more it is to be found out anew.
  private var chances = 10

  var count: Int { keys.count }

  /// The same without keys.
  var empty: ObjectShape {
    var empty = ObjectShape()
    empty.chances = chances
    return empty
  }

  /// Whether one more object is to be looked at for it: where each has others, that would never end.
  mutating func mayGrow() -> Bool {
    chances -= 1
    return chances >= 0
  }

  mutating func add(_ key: String, _ reader: ColumnReader?) {
    keys.append(Array(key.utf8))
    numbers.append(reader == nil ? -1 : readers.count)
    if let reader { readers.append(reader) }
  }

  /// The place of a key from a place on.
  func place(of key: CellBytes, from start: Int) -> Int? {
    var place = start
    while place < keys.count {
      if key.isEqual(keys[place]) { return place }
      place += 1
    }
    return nil
  }

  /// Whether the keys of an object are some of these, in this order.
  func has(_ members: [FlatMember], _ bytes: CellBytes) -> Bool {
    var next = 0
    for member in members {
      guard let place = place(of: CellBytes(rebasing: bytes[member.key]), from: next) else { return false }
      next = place + 1
    }
    return true
  }
}
