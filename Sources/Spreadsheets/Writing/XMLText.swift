/// Texts as the parts of workbooks have them.
///
/// What XML 1.0 has no way to write stands as `_x000D_` there (ECMA-376, 22.9.2.19), and so does the first sign of what
/// looks like that by itself.
enum XMLText {
  /// Of an element.
  static func append(_ text: String, to bytes: inout [UInt8]) {
    var text = text
    text.withUTF8 { append($0, isAttribute: false, to: &bytes) }
  }

  /// Of an attribute, without its quotes: tabs and line ends stand as what a reader does not take for spaces.
  static func attribute(_ text: String) -> String {
    var (text, bytes) = (text, [UInt8]())
    text.withUTF8 { append($0, isAttribute: true, to: &bytes) }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Whether spaces at its ends, or line ends, would be lost.
  static func hasBlanks(_ text: String) -> Bool {
    guard let first = text.utf8.first, let last = text.utf8.last else { return false }
    return first <= 0x20 || last <= 0x20 || text.utf8.contains { $0 < 0x20 }
  }

  private static func append(_ text: UnsafeBufferPointer<UInt8>, isAttribute: Bool, to bytes: inout [UInt8]) {
    var written = 0
    func flush(_ place: Int, _ replacement: StaticString, _ bytes: inout [UInt8], _ next: Int) {
      bytes.append(contentsOf: text[written..<place])
      bytes.append(contentsOf: UnsafeBufferPointer(start: replacement.utf8Start, count: replacement.utf8CodeUnitCount))
      written = next
    }
    for place in text.indices {
      switch text[place] {
      case UInt8(ascii: "&"): flush(place, "&amp;", &bytes, place + 1)
      case UInt8(ascii: "<"): flush(place, "&lt;", &bytes, place + 1)
      // As the end of a section it has to.
      case UInt8(ascii: ">"): flush(place, "&gt;", &bytes, place + 1)
      case UInt8(ascii: "\""): if isAttribute { flush(place, "&quot;", &bytes, place + 1) }
      case UInt8(ascii: "\n"): if isAttribute { flush(place, "&#10;", &bytes, place + 1) }
      case UInt8(ascii: "\t"): if isAttribute { flush(place, "&#9;", &bytes, place + 1) }
      case 0..<0x20:
        flush(place, "_x00", &bytes, place + 1)
        bytes += [hexDigit(text[place] >> 4), hexDigit(text[place] & 15), UInt8(ascii: "_")]
      case UInt8(ascii: "_"): if looksEscaped(text, place) { flush(place, "_x005F_", &bytes, place + 1) }
      // U+FFFE and U+FFFF are characters to nobody.
      case 0xEF:
        if text[place + 1] == 0xBF, text[place + 2] >= 0xBE {
          flush(place, text[place + 2] == 0xBE ? "_xFFFE_" : "_xFFFF_", &bytes, place + 3)
        }
      default: break
      }
    }
    bytes.append(contentsOf: text[written...])
  }

  private static func hexDigit(_ digit: UInt8) -> UInt8 { digit < 10 ? 0x30 + digit : 0x37 + digit }

  /// `_x005F_`.
  private static func looksEscaped(_ text: UnsafeBufferPointer<UInt8>, _ place: Int) -> Bool {
    guard place + 6 < text.count, text[place + 1] == UInt8(ascii: "x"), text[place + 6] == UInt8(ascii: "_") else {
      return false
    }
    return text[place + 2..<place + 6].allSatisfy {
      (0x30...0x39).contains($0) || (0x41...0x46).contains($0 & 0xDF)
    }
  }
}
