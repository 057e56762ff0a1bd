#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Bytes to text: UTF-8 with or without a byte order mark, or else GB18030 as spreadsheets save it.
public enum TextDecoding {
  /// Without the byte order mark. Fails with ``SheetProblem/encoding(_:)`` for UTF-16, and for what is neither of the
  /// two.
  public static func decode(_ bytes: [UInt8]) -> Result<String, SheetProblem> {
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) { return .failure(.encoding("UTF-16")) }
    let isMarked = bytes.starts(with: [0xEF, 0xBB, 0xBF])
    if let text = String(validating: bytes.dropFirst(isMarked ? 3 : 0), as: UTF8.self) { return .success(text) }
    // Where the mark or nearly all that is no ASCII says UTF-8, what is damaged is not GB18030.
    guard !isMarked, !isMostlyUTF8(bytes), let text = gb18030(bytes) else { return .failure(.encoding("?")) }
    return .success(text)
  }

  /// Whether all of it is UTF-8, with or without a byte order mark.
  public static func isUTF8(_ bytes: [UInt8]) -> Bool { String(validating: bytes, as: UTF8.self) != nil }

  /// Whether more characters beyond ASCII can be read as UTF-8 than cannot.
  private static func isMostlyUTF8(_ bytes: [UInt8]) -> Bool {
    var (good, bad) = (0, 0)
    for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars where !scalar.isASCII {
      if scalar == "\u{FFFD}" { bad += 1 } else { good += 1 }
    }
    return good > bad
  }

  private static func gb18030(_ bytes: [UInt8]) -> String? {
    let converter = iconv_open("UTF-8", "GB18030")
    guard converter != iconv_t(bitPattern: -1) else { return nil }
    defer { iconv_close(converter) }
    var input = bytes.map { CChar(bitPattern: $0) }
    // No character becomes more than four bytes, and those of one byte stay one.
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

  /// Full-width letters, digits, signs and spaces as their half-width twins, without what nobody sees and without
  /// blanks at the ends.
  static func narrow(_ text: String) -> String {
    let visible = VisibleText(text).text
    // The byte with which all of them begin.
    guard visible.utf8.contains(0xEF) else { return trim(visible) }
    var scalars = String.UnicodeScalarView()
    for scalar in visible.unicodeScalars {
      if (0xFF01...0xFF5E).contains(scalar.value), let twin = Unicode.Scalar(scalar.value - 0xFEE0) {
        scalars.append(twin)
      } else {
        scalars.append(scalar)
      }
    }
    return trim(String(scalars))
  }

  static func trim(_ text: String) -> String {
    let scalars = text.unicodeScalars
    guard let first = scalars.firstIndex(where: { !VisibleText.isBlank($0) }),
      let last = scalars.lastIndex(where: { !VisibleText.isBlank($0) })
    else { return "" }
    return String(scalars[first...last])
  }

  /// The lines of a text. LF, CRLF and CR end one; other separators, which word processors leave in texts, do not.
  static func lines(_ text: String) -> [Substring] {
    text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" || $0 == "\r" }
  }
}
