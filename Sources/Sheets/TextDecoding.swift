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
  public static func decode(_ bytes: [UInt8]) -> Result<String, SheetProblem> { utf8(bytes).map(\.text) }

  /// The same as bytes: what is UTF-8 already is looked through once, and not copied.
  static func utf8(_ bytes: [UInt8]) -> Result<DecodedText, SheetProblem> {
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) { return .failure(.encoding("UTF-16")) }
    let isMarked = bytes.starts(with: [0xEF, 0xBB, 0xBF])
    if isUTF8(bytes) { return .success(DecodedText(bytes: bytes, start: isMarked ? 3 : 0)) }
    // Where the mark or nearly all that is no ASCII says UTF-8, what is damaged is not GB18030.
    guard !isMarked, !isMostlyUTF8(bytes), let text = gb18030(bytes) else { return .failure(.encoding("?")) }
    return .success(DecodedText(bytes: text, start: 0))
  }

  /// Whether all of it is UTF-8, with or without a byte order mark.
  public static func isUTF8(_ bytes: [UInt8]) -> Bool {
    bytes.withUnsafeBufferPointer { $0.isUTF8(cores: Cores.count) }
  }

  /// Whether more characters beyond ASCII can be read as UTF-8 than cannot.
  private static func isMostlyUTF8(_ bytes: [UInt8]) -> Bool {
    var (good, bad) = (0, 0)
    for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars where !scalar.isASCII {
      if scalar == "\u{FFFD}" { bad += 1 } else { good += 1 }
    }
    return good > bad
  }

  private static func gb18030(_ bytes: [UInt8]) -> [UInt8]? {
    let converter = iconv_open("UTF-8", "GB18030")
    guard converter != iconv_t(bitPattern: -1) else { return nil }
    defer { iconv_close(converter) }
    var isWhole = false
    // No character becomes more than four bytes, and those of one byte stay one.
    let text = [UInt8](unsafeUninitializedCapacity: bytes.count * 2 + 8) { target, written in
      bytes.withUnsafeBytes { source in
        // The bytes are only read.
        var from = UnsafeMutablePointer(mutating: source.baseAddress?.assumingMemoryBound(to: CChar.self))
        var fromLeft = source.count
        var to = UnsafeMutableRawPointer(target.baseAddress)?.assumingMemoryBound(to: CChar.self)
        var toLeft = target.count
        let status = iconv(converter, &from, &fromLeft, &to, &toLeft)
        // Every byte must have been used: a truncated character is not text.
        isWhole = status != Int(bitPattern: UInt.max) && fromLeft == 0
        written = target.count - toLeft
      }
    }
    return isWhole ? isUTF8(text) ? text : Array(String(decoding: text, as: UTF8.self).utf8) : nil
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

/// A text as the bytes of its UTF-8, perhaps behind a byte order mark.
struct DecodedText: Sendable {
  let bytes: [UInt8]
  /// Where the text begins.
  let start: Int

  init(bytes: [UInt8], start: Int) { (self.bytes, self.start) = (bytes, start) }

  init(_ text: String) { self.init(bytes: Array(text.utf8), start: 0) }

  var text: String { String(decoding: bytes[start...], as: UTF8.self) }
}
