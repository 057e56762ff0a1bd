#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Bytes to text: UTF-8 with or without a byte order mark, or else GB18030 as spreadsheets save it.
public enum TextDecoding {
  public static func decode(_ bytes: [UInt8]) -> Result<String, SheetProblem> {
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) { return .failure(.encoding("UTF-16")) }
    let body = bytes.dropFirst(bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0)
    if let text = String(validating: body, as: UTF8.self) { return .success(text) }
    return gb18030(bytes).map(Result.success) ?? .failure(.encoding("?"))
  }

  private static func gb18030(_ bytes: [UInt8]) -> String? {
    let converter = iconv_open("UTF-8", "GB18030")
    guard converter != iconv_t(bitPattern: -1) else { return nil }
    defer { iconv_close(converter) }
    var input = bytes.map { CChar(bitPattern: $0) }
    // A two-byte character becomes three bytes, a four-byte one at most four.
    var output = [CChar](repeating: 0, count: bytes.count * 2 + 8)
    let written: Int? = input.withUnsafeMutableBufferPointer { source in
      output.withUnsafeMutableBufferPointer { target in
        var from = source.baseAddress
        var fromLeft = source.count
        var to = target.baseAddress
        var toLeft = target.count
        let status = iconv(converter, &from, &fromLeft, &to, &toLeft)
        // Every byte must have been used: a truncated character is not text.
        return status == Int(bitPattern: UInt.max) || fromLeft > 0 ? nil : target.count - toLeft
      }
    }
    guard let written else { return nil }
    return String(decoding: output[..<written].map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// Full-width letters, digits, signs and spaces as their half-width twins, without blanks at the ends.
  static func narrow(_ text: some StringProtocol) -> String {
    var scalars = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if (0xFF01...0xFF5E).contains(scalar.value), let twin = Unicode.Scalar(scalar.value - 0xFEE0) {
        scalars.append(twin)
      } else {
        scalars.append(scalar == "\u{3000}" || scalar == "\u{00A0}" ? " " : scalar)
      }
    }
    return trim(String(scalars))
  }

  static func trim(_ text: String) -> String {
    let isBlank = { (character: Character) in character.isWhitespace || character == "\u{FEFF}" }
    guard text.first.map(isBlank) == true || text.last.map(isBlank) == true else { return text }
    var part = text[...]
    while part.first.map(isBlank) == true { part.removeFirst() }
    while part.last.map(isBlank) == true { part.removeLast() }
    return String(part)
  }
}
