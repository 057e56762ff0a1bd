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
  public func text(indent: Int = 0) -> String {
    let pad = String(repeating: "  ", count: indent + 1)
    let end = "\n" + String(repeating: "  ", count: indent)
    switch self {
    case .null: return "null"
    case .bool(let value): return value ? "true" : "false"
    case .number(let digits): return digits
    case .string(let text): return Self.quoted(text)
    case .array(let values) where values.isEmpty: return "[]"
    case .array(let values):
      return "[" + values.map { "\n" + pad + $0.text(indent: indent + 1) }.joined(separator: ",") + end + "]"
    case .object(let members) where members.isEmpty: return "{}"
    case .object(let members):
      return "{"
        + members.map { "\n" + pad + Self.quoted($0.key) + ": " + $0.value.text(indent: indent + 1) }
        .joined(separator: ",") + end + "}"
    }
  }

  static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case _ where InvisibleCharacters.contains(scalar):
        for unit in String(scalar).utf16 {
          let digits = String(unit, radix: 16)
          result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}

/// Why a text is no JSON (RFC 8259), or none that is read here.
public enum JSONError: Error, Hashable, Sendable {
  /// The character that has no meaning where it stands.
  case unexpected(String)
  case endOfFile
  /// More than ``SheetLimits/jsonNesting`` levels.
  case tooDeep
  /// The key, in one object.
  case duplicateKey(String)
  case badString

  func described(_ language: Language) -> String {
    let zh = language == .zh
    switch self {
    case .unexpected(let found): return zh ? "JSON 到这里写错了：“\(found)”。" : "The JSON goes wrong here: “\(found)”."
    case .endOfFile: return zh ? "JSON 没有写完。" : "The JSON is not complete."
    case .tooDeep:
      return zh
        ? "JSON 嵌套超过 \(SheetLimits.jsonNesting) 层。"
        : "The JSON is nested more than \(SheetLimits.jsonNesting) levels deep."
    case .duplicateKey(let key): return zh ? "JSON 里“\(key)”写了两次。" : "The JSON has “\(key)” twice."
    case .badString: return zh ? "JSON 里的字符串写错了。" : "A string in the JSON is malformed."
    }
  }
}

/// Reads JSON (RFC 8259).
struct JSONParser {
  private let bytes: [UInt8]
  private var index = 0
  private var depth = 0

  init(_ text: String) { bytes = Array(text.utf8) }

  /// The value, and the line (from 1) at which it goes wrong.
  static func parse(_ text: String) -> Result<JSONValue, JSONFailure> {
    var parser = JSONParser(text)
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

  private var unexpected: JSONError {
    guard index < bytes.count else { return .endOfFile }
    return .unexpected(String(String(decoding: bytes[index..<min(index + 12, bytes.count)], as: UTF8.self).prefix(1)))
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
      if !take(UInt8(ascii: ",")) { throw unexpected }
    }
  }

  private mutating func object() throws(JSONError) -> JSONValue {
    index += 1
    var members: [JSONValue.Member] = []
    var seen: Set<String> = []
    skipBlanks()
    if take(UInt8(ascii: "}")) { return .object([]) }
    while true {
      skipBlanks()
      guard peek == UInt8(ascii: "\"") else { throw unexpected }
      let key = try string()
      if !seen.insert(key).inserted { throw .duplicateKey(key) }
      skipBlanks()
      if !take(UInt8(ascii: ":")) { throw unexpected }
      members.append(JSONValue.Member(key, try value()))
      skipBlanks()
      if take(UInt8(ascii: "}")) { return .object(members) }
      if !take(UInt8(ascii: ",")) { throw unexpected }
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
