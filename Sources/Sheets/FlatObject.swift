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
/// whose keys are some of these nothing is to be said but what their values give rise to; those in that order are read at
/// sight.
struct ObjectShape {
  private var names = NameTable()
  /// For each key the number of the reader of its column; below zero where it is passed over.
  private(set) var numbers: [Int] = []
  var readers: [ColumnReader] = []

  /// How often more it is to be found out anew.
  private var chances = 10

  private var keys: TextList { names.texts }
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
    var key = key
    _ = key.withUTF8 { names.place(ofOrdinary: $0) }
    numbers.append(reader == nil ? -1 : readers.count)
    if let reader { readers.append(reader) }
  }

  /// Reads an object for the sheet that is to begin next, if all of its values are read at sight.
  ///
  /// - Parameters:
  ///   - subject: the column that names a sheet.
  ///   - isLine: whether it must stand on one.
  /// - Returns: where the object ends; nil for one that takes a longer look: then nothing has been read.
  mutating func read(
    _ bytes: CellBytes, at start: Int, _ sheets: SheetColumnsDraft, subject: Int?, isLine: Bool
  ) -> Int? {
    let keys = keys
    let end = keys.withBytes { texts, ends in ahead(texts, ends, bytes, start, sheets, subject, isLine) }
    if end == nil { sheets.clear() }
    return end
  }

  private mutating func ahead(
    _ keys: CellBytes, _ ends: UnsafeBufferPointer<Int>, _ bytes: CellBytes, _ start: Int, _ sheets: SheetColumnsDraft,
    _ subject: Int?, _ isLine: Bool
  ) -> Int? {
    // Nothing that is looked at together is cut off by the end of the text.
    let end = bytes.count - ColumnReader.ahead
    guard let base = bytes.baseAddress, start < end, bytes[start] == UInt8(ascii: "{") else { return nil }
    let (columns, sheet) = (sheets.columns, sheets.count)
    var place = bytes.behindBlanks(start + 1, end, isLine)
    for key in ends.indices {
      let text = CellBytes(rebasing: keys[(key == 0 ? 0 : ends[key - 1])..<ends[key]])
      guard bytes.hasKey(text, at: place, end) else { continue }
      place = bytes.behindBlanks(place + text.count + 2, end, isLine)
      guard place < end, bytes[place] == UInt8(ascii: ":") else { return nil }
      place = bytes.behindBlanks(place + 1, end, isLine)
      guard place < end else { return nil }
      let number = numbers[key]
      let column = number < 0 ? 0 : readers[number].place
      switch bytes[place] {
      case UInt8(ascii: "\""):
        guard let close = bytes.plainEnd(from: place + 1, end) else { return nil }
        if number >= 0 {
          let content = CellBytes(rebasing: bytes[place + 1..<close])
          if column == subject {
            let name = content.trimmed
            if !name.isOrdinary(withBrackets: true) || TableRows.mayBeTotal(name) { return nil }
          }
          guard readers[number].read(content, &columns[column], sheet) else { return nil }
        }
        place = close + 1
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
        let digits = bytes[place] == UInt8(ascii: "-") ? place + 1 : place
        guard let decimal = CellBytes.decimal(at: base + place, ColumnReader.ahead - 1), !decimal.isPercent,
          bytes[digits] != UInt8(ascii: "0") || !(0x30...0x39).contains(bytes[digits + 1])
        else { return nil }
        if number >= 0 {
          let content = CellBytes(rebasing: bytes[place..<place + decimal.length])
          guard readers[number].takesNumbers, readers[number].read(content, &columns[column], sheet) else { return nil }
        }
        place += decimal.length
      case UInt8(ascii: "t") where bytes.hasWord("true", at: place):
        if number >= 0 {
          guard readers[number].readsTruths else { return nil }
          columns[column].put(truth: true, at: sheet)
        }
        place += 4
      case UInt8(ascii: "f") where bytes.hasWord("false", at: place):
        if number >= 0 {
          guard readers[number].readsTruths else { return nil }
          columns[column].put(truth: false, at: sheet)
        }
        place += 5
      case UInt8(ascii: "n") where bytes.hasWord("null", at: place): place += 4
      default: return nil
      }
      place = bytes.behindBlanks(place, end, isLine)
      guard place < end else { return nil }
      if bytes[place] == UInt8(ascii: "}") { return place + 1 }
      guard bytes[place] == UInt8(ascii: ",") else { return nil }
      place = bytes.behindBlanks(place + 1, end, isLine)
    }
    return nil
  }

  /// The places of the keys of an object; nil where one is not among these, or is there twice.
  func places(of members: [FlatMember], _ bytes: CellBytes) -> [Int]? {
    var places: [Int] = []
    places.reserveCapacity(members.count)
    var isInOrder = true
    for member in members {
      let key = CellBytes(rebasing: bytes[member.key])
      // As a rule it is the next one.
      let next = (places.last ?? -1) + 1
      if next < keys.count, keys.isEqual(next, key) {
        places.append(next)
        continue
      }
      guard let place = names.number(ofBytes: key) else { return nil }
      isInOrder = isInOrder && place > next
      places.append(place)
    }
    return isInOrder || Set(places).count == places.count ? places : nil
  }
}

extension CellBytes {
  /// Where blanks of JSON end.
  @inline(__always) fileprivate func behindBlanks(_ start: Int, _ end: Int, _ isLine: Bool) -> Int {
    var place = start
    while place < end, self[place] <= 0x20 {
      switch self[place] {
      case 0x20, 0x09: place += 1
      case 0x0A, 0x0D: if isLine { return place } else { place += 1 }
      default: return place
      }
    }
    return place
  }

  /// Whether a key stands there between quotes.
  @inline(__always) fileprivate func hasKey(_ key: CellBytes, at place: Int, _ end: Int) -> Bool {
    let close = place + 1 + key.count
    return close < end && self[place] == UInt8(ascii: "\"") && self[close] == UInt8(ascii: "\"")
      && CellBytes(rebasing: self[place + 1..<close]).isEqual(to: key)
  }

  @inline(__always) fileprivate func hasWord(_ word: StaticString, at place: Int) -> Bool {
    CellBytes(rebasing: self[place..<place + word.utf8CodeUnitCount])
      .isEqual(to: CellBytes(start: word.utf8Start, count: word.utf8CodeUnitCount))
  }

  /// Where a string ends that has no escapes in it; nil where it has, or is none.
  fileprivate func plainEnd(from start: Int, _ end: Int) -> Int? {
    var place = start
    while place < end {
      let byte = self[place]
      if byte == UInt8(ascii: "\"") { return place }
      if byte < 0x20 || byte == UInt8(ascii: "\\") { return nil }
      place += 1
    }
    return nil
  }
}
