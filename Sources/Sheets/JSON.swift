import Diagnostics

/// A JSON value. Numbers keep their digits, so that nothing is lost on the way.
public indirect enum JSONValue: Hashable, Sendable {
  case null
  case bool(Bool)
  /// Its digits as written, sign, point and exponent included.
  case number(String)
  case string(String)
  case array([JSONValue])
  /// In the order written.
  case object([Member])
  /// What has been written before, for where it stands now.
  case written([UInt8])

  /// A key with its value; the order of members is kept.
  public struct Member: Hashable, Sendable {
    /// Once in an object that was read: a second is ``JSONError/duplicateKey(_:)``.
    public let key: String
    /// What stands behind the colon.
    public let value: JSONValue

    /// Without a check that no other member has the key.
    public init(_ key: String, _ value: JSONValue) {
      self.key = key
      self.value = value
    }
  }

  /// The members in that order.
  public static func object(of members: [(String, JSONValue)]) -> JSONValue {
    .object(members.map { Member($0.0, $0.1) })
  }

  /// The value as text, members in the order given.
  ///
  /// - Parameter indent: of the lines behind the first, in steps of two blanks.
  public func text(indent: Int = 0) -> String {
    var buffer = ByteBuffer()
    append(to: &buffer, indent: indent)
    return buffer.withBytes { String(decoding: $0, as: UTF8.self) }
  }

  /// The same as it is written there.
  ///
  /// - Parameter indent: of the lines behind the first, in steps of two blanks.
  public func written(indent: Int) -> JSONValue {
    var buffer = ByteBuffer()
    append(to: &buffer, indent: indent)
    return .written(buffer.bytes)
  }

  /// Writes the value as ``text(indent:)`` has it.
  public func append(to buffer: inout ByteBuffer, indent: Int = 0) {
    switch self {
    case .null: buffer.append("null")
    case .bool(let value): buffer.append(value ? "true" : "false")
    case .number(let digits): buffer.append(digits)
    case .string(let text): Self.quote(text, to: &buffer)
    case .written(let bytes): bytes.withUnsafeBufferPointer { buffer.append($0) }
    case .array(let values):
      Self.write("[", "]", values.count, indent, &buffer) { values[$0].append(to: &$1, indent: indent + 1) }
    case .object(let members):
      Self.write("{", "}", members.count, indent, &buffer) { place, buffer in
        Self.quote(members[place].key, to: &buffer)
        buffer.append(": ")
        members[place].value.append(to: &buffer, indent: indent + 1)
      }
    }
  }

  private static func write(
    _ start: StaticString, _ end: StaticString, _ count: Int, _ indent: Int, _ buffer: inout ByteBuffer,
    _ write: (Int, inout ByteBuffer) -> Void
  ) {
    buffer.append(start)
    for place in 0..<count {
      if place > 0 { buffer.append(",") }
      lineBreak(indent + 1, &buffer)
      write(place, &buffer)
    }
    if count > 0 { lineBreak(indent, &buffer) }
    buffer.append(end)
  }

  static func lineBreak(_ indent: Int, _ buffer: inout ByteBuffer) {
    buffer.append("\n")
    for _ in 0..<indent { buffer.append("  ") }
  }

  static func quoted(_ text: String) -> String {
    var buffer = ByteBuffer()
    quote(text, to: &buffer)
    return buffer.withBytes { String(decoding: $0, as: UTF8.self) }
  }

  private static func quote(_ text: String, to buffer: inout ByteBuffer) {
    buffer.append("\"")
    var text = text
    let isPlain = text.withUTF8 { bytes in
      let isPlain =
        InvisibleCharacters.areSurelyAbsent(in: bytes)
        && !bytes.contains { $0 < 0x20 || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") }
      if isPlain { buffer.append(bytes) }
      return isPlain
    }
    if !isPlain { escape(text, to: &buffer) }
    buffer.append("\"")
  }

  private static func escape(_ text: String, to buffer: inout ByteBuffer) {
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": buffer.append("\\\"")
      case "\\": buffer.append("\\\\")
      case "\n": buffer.append("\\n")
      case "\r": buffer.append("\\r")
      case "\t": buffer.append("\\t")
      case _ where InvisibleCharacters.contains(scalar):
        for unit in String(scalar).utf16 {
          let digits = String(unit, radix: 16)
          buffer.append("\\u" + String(repeating: "0", count: 4 - digits.count) + digits)
        }
      default: buffer.append(String(scalar))
      }
    }
  }
}

/// Why a text is no JSON (RFC 8259), or none that is read here.
public enum JSONError: Error, Hashable, Sendable {
  /// The character that has no meaning where it stands.
  case unexpected(String, JSONSlip?)
  case endOfFile
  /// More than ``SheetLimits/jsonNesting`` levels.
  case tooDeep
  /// The key, in one object.
  case duplicateKey(String)
  case badString

  func described(_ language: Language) -> String {
    let zh = language == .zh
    switch self {
    case .unexpected(let found, _): return zh ? "JSON 到这里写错了：“\(found)”。" : "The JSON goes wrong here: “\(found)”."
    case .endOfFile: return zh ? "JSON 没有写完。" : "The JSON is not complete."
    case .tooDeep:
      return zh
        ? "JSON 嵌套超过 \(SheetLimits.jsonNesting) 层。"
        : "The JSON is nested more than \(SheetLimits.jsonNesting) levels deep."
    case .duplicateKey(let key): return zh ? "JSON 里“\(key)”写了两次。" : "The JSON has “\(key)” twice."
    case .badString: return zh ? "JSON 里的字符串写错了。" : "A string in the JSON is malformed."
    }
  }

  /// What to do about it, where that can be told.
  func remedy(_ language: Language) -> String? {
    switch self {
    case .unexpected(_, let slip): slip?.remedy(language)
    case .endOfFile: language == .zh ? "补上收尾的 } 或 ]，或重新导出。" : "Close what is open with } or ], or export it again."
    case .duplicateKey: language == .zh ? "留下一个。" : "Keep one of them."
    case .badString:
      language == .zh
        ? "字符串写在一行里，里面的 \" 写成 \\\"，\\ 写成 \\\\。" : "Write it in one line, with \\\" for \" and \\\\ for \\ in it."
    case .tooDeep: nil
    }
  }
}

/// What people write in JSON that is none.
public enum JSONSlip: Hashable, Sendable {
  /// A sign that is missing before the place: `,` or `:`.
  case missing(String)
  /// A comma with nothing behind it.
  case lastComma
  /// The half-width sign that belongs there.
  case fullWidth(String)
  /// Quotes that are not `"`.
  case quotes
  /// A text without quotes.
  case unquoted
  /// `True`, `None`, `NaN`.
  case word
  case comment
  /// `95%`, `.5`, `+1`, `007`.
  case number

  func remedy(_ language: Language) -> String {
    let zh = language == .zh
    return switch self {
    case .missing(let sign): zh ? "前面补一个英文的 \(sign)。" : "Put a \(sign) before it."
    case .lastComma: zh ? "删去它前面的逗号：最后一项后面不写逗号。" : "Remove the comma before it: none stands behind the last."
    case .fullWidth(let sign): zh ? "换成英文的 \(sign)。" : "Write \(sign) instead."
    case .quotes: zh ? "换成英文双引号 \"。" : "Use double quotes \" instead."
    case .unquoted: zh ? "文字放进英文双引号，例如 \"是\"。" : "Put texts in double quotes, such as \"yes\"."
    case .word: zh ? "写成小写的 true、false 或 null。" : "Write true, false or null, in small letters."
    case .comment: zh ? "JSON 里不能写注解，删去它。" : "JSON has no comments: remove it."
    case .number:
      zh
        ? "数写成 95、0.5 这样；带百分号或单位的放进引号，例如 \"95%\"。"
        : "Write numbers as 95 or 0.5, and those with a sign or a unit in quotes, such as \"95%\"."
    }
  }
}

/// Reads JSON (RFC 8259).
struct JSONParser {
  private let bytes: CellBytes
  private var index: Int
  private var depth: Int

  private init(_ bytes: CellBytes, at index: Int = 0, depth: Int = 0) {
    (self.bytes, self.index, self.depth) = (bytes, index, depth)
  }

  /// The value, and the line (from 1) at which it goes wrong.
  static func parse(_ text: String) -> Result<JSONValue, JSONFailure> {
    var text = text
    return text.withUTF8(parse)
  }

  /// The value that begins at a place, and where it ends; nil if it is wrong.
  ///
  /// - Parameter depth: of the arrays and objects around it.
  static func value(in bytes: CellBytes, at place: Int, depth: Int) -> (JSONValue, end: Int)? {
    var parser = JSONParser(bytes, at: place, depth: depth)
    guard let value = try? parser.value() else { return nil }
    return (value, parser.index)
  }

  /// The same of the bytes of a text.
  static func parse(_ bytes: CellBytes) -> Result<JSONValue, JSONFailure> {
    var parser = JSONParser(bytes)
    do throws(JSONError) {
      let value = try parser.value()
      parser.skipBlanks()
      if parser.index < parser.bytes.count { throw parser.unexpected }
      return .success(value)
    } catch {
      return .failure(parser.failure(error))
    }
  }

  struct JSONFailure: Error {
    let error: JSONError
    let line: Int
    /// What stands before the place, where the line alone is too long to find it.
    let near: String?
  }

  private func failure(_ error: JSONError) -> JSONFailure {
    let lines = TextDecoding.lines(String(decoding: bytes[..<min(index, bytes.count)], as: UTF8.self))
    let last = lines.last ?? ""
    return JSONFailure(error: error, line: lines.count, near: last.utf8.count > 80 ? "…" + last.suffix(30) : nil)
  }

  private var peek: UInt8? { index < bytes.count ? bytes[index] : nil }

  private var unexpected: JSONError { unexpected(wanting: nil) }

  /// - Parameter sign: what has to stand there.
  private func unexpected(wanting sign: String?) -> JSONError {
    let rest = String(decoding: bytes[index..<min(index + 12, bytes.count)], as: UTF8.self)
    guard let found = rest.first else { return .endOfFile }
    return .unexpected(String(found), slip(found, rest, wanting: sign))
  }

  private func slip(_ found: Character, _ rest: String, wanting sign: String?) -> JSONSlip? {
    let narrow = TextDecoding.narrow(String(found))
    if "，：｛｝［］、".contains(found) { return .fullWidth(found == "、" ? "," : narrow) }
    if "'‘’“”„＂「」『』`".contains(found) { return .quotes }
    if found == "/" || found == "#" { return .comment }
    let before = bytes[..<index].last { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }
    if "]}".contains(found), before == UInt8(ascii: ",") { return .lastComma }
    if "%.+".contains(found) || found.isNumber && before == UInt8(ascii: "0") { return .number }
    if sign == nil,
      ["True", "False", "None", "NULL", "Null", "TRUE", "FALSE", "NaN", "Inf", "undefined"].contains(
        where: rest.hasPrefix)
    {
      return .word
    }
    if let sign { return "\"{[".contains(found) || found.isNumber || sign == ":" ? .missing(sign) : nil }
    return found.isLetter ? .unquoted : nil
  }

  private mutating func skipBlanks() {
    while let byte = peek, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D { index += 1 }
  }

  private mutating func take(_ character: UInt8) -> Bool {
    guard peek == character else { return false }
    index += 1
    return true
  }

  private mutating func value() throws(JSONError) -> JSONValue {
    skipBlanks()
    switch peek {
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      depth += 1
      defer { depth -= 1 }
      if depth > SheetLimits.jsonNesting { throw .tooDeep }
      return peek == UInt8(ascii: "{") ? try object() : try array()
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: return .number(try number())
    }
  }

  private mutating func word(_ word: String, _ value: JSONValue) throws(JSONError) -> JSONValue {
    guard bytes[index...].starts(with: word.utf8) else { throw unexpected }
    index += word.utf8.count
    return value
  }

  /// `-12.5e+3`, as RFC 8259 has it: no leading zeros, digits on both sides of the point.
  private mutating func number() throws(JSONError) -> String {
    let start = index
    _ = take(UInt8(ascii: "-"))
    if !take(UInt8(ascii: "0")) { try digits() }
    if take(UInt8(ascii: ".")) { try digits() }
    if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
      if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
      try digits()
    }
    return String(decoding: bytes[start..<index], as: UTF8.self)
  }

  private mutating func digits() throws(JSONError) {
    let start = index
    while let byte = peek, (0x30...0x39).contains(byte) { index += 1 }
    if index == start { throw unexpected }
  }

  private mutating func array() throws(JSONError) -> JSONValue {
    index += 1
    var values: [JSONValue] = []
    skipBlanks()
    if take(UInt8(ascii: "]")) { return .array([]) }
    while true {
      values.append(try value())
      skipBlanks()
      if take(UInt8(ascii: "]")) { return .array(values) }
      if !take(UInt8(ascii: ",")) { throw unexpected(wanting: ",") }
    }
  }

  private mutating func object() throws(JSONError) -> JSONValue {
    index += 1
    var members: [JSONValue.Member] = []
    var seen = NameTable()
    skipBlanks()
    if take(UInt8(ascii: "}")) { return .object([]) }
    while true {
      skipBlanks()
      guard peek == UInt8(ascii: "\"") else { throw unexpected }
      let key = try string()
      if !seen.place(of: key).isNew { throw .duplicateKey(key) }
      skipBlanks()
      if !take(UInt8(ascii: ":")) { throw unexpected(wanting: ":") }
      members.append(JSONValue.Member(key, try value()))
      skipBlanks()
      if take(UInt8(ascii: "}")) { return .object(members) }
      if !take(UInt8(ascii: ",")) { throw unexpected(wanting: ",") }
    }
  }

  private mutating func string() throws(JSONError) -> String {
    index += 1
    var content: [UInt8] = []
    while true {
      let start = index
      while let byte = peek, byte >= 0x20, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") { index += 1 }
      content += bytes[start..<index]
      if take(UInt8(ascii: "\"")) { return String(decoding: content, as: UTF8.self) }
      if index == bytes.count { throw .endOfFile }
      guard take(UInt8(ascii: "\\")) else { throw .badString }
      content += String(try escaped()).utf8
    }
  }

  /// What stands behind a backslash.
  private mutating func escaped() throws(JSONError) -> Unicode.Scalar {
    guard let escape = peek else { throw .endOfFile }
    index += 1
    switch escape {
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "u"): return try escapedScalar()
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(escape)
    default: throw .badString
    }
  }

  private mutating func escapedScalar() throws(JSONError) -> Unicode.Scalar {
    var code = try hex()
    if (0xD800..<0xDC00).contains(code) {
      guard take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) else { throw .badString }
      let low = try hex()
      guard (0xDC00..<0xE000).contains(low) else { throw .badString }
      code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
    }
    guard let scalar = Unicode.Scalar(code) else { throw .badString }
    return scalar
  }

  /// Four hexadecimal digits.
  private mutating func hex() throws(JSONError) -> UInt32 {
    var code: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = peek, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { throw .badString }
      index += 1
      code = code << 4 + UInt32(digit)
    }
    return code
  }
}
