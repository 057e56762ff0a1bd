/// How many columns a text takes in a terminal: Chinese characters two, combining marks none.
public enum DisplayWidth {
  /// The sum over its characters; control characters take no column, so line ends and tabs count nothing.
  public static func of(_ text: some StringProtocol) -> Int {
    if let width = ofOrdinary(text) { return width }
    var width = 0
    for character in text { width += of(character) }
    return width
  }

  /// The same of a text of which every scalar is a character: of ASCII and the common Chinese characters. Nil for any other.
  public static func ofOrdinary(_ text: some StringProtocol) -> Int? {
    var width = 0
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x20...0x7E: width += 1
      // Chinese characters, and the marks between them.
      case 0x4E00...0x9FFF, 0x3001...0x3020, 0xFF01...0xFF5E: width += 2
      default: return nil
      }
    }
    return width
  }

  /// That of its widest scalar: 0, 1 or 2.
  public static func of(_ character: Character) -> Int {
    var width = 0
    for scalar in character.unicodeScalars { width = max(width, of(scalar)) }
    return width
  }

  static func of(_ scalar: Unicode.Scalar) -> Int {
    let code = scalar.value
    if InvisibleCharacters.isControl(scalar) { return 0 }
    if code < 0x300 { return 1 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: break
    }
    // Regional indicators, of which a flag is made, are shown as emoji too.
    return wide.contains { $0.contains(code) } || scalar.properties.isEmojiPresentation ? 2 : 1
  }

  /// Ranges of East Asian Width W and F (Unicode Standard Annex 11), merged where only unassigned codes lie between;
  /// curly quotes and the ellipsis are ambiguous there and counted narrow, as terminals do.
  private static let wide: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x231A...0x231B, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF,
    0xA000...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60,
    0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F680...0x1F6FF, 0x1F900...0x1F9FF, 0x20000...0x3FFFD,
  ]

  /// The longest beginning that fits into `width` columns, with `…` where something was cut.
  public static func cut(_ text: String, to width: Int) -> String {
    var used = 0
    var end = text.startIndex
    for index in text.indices {
      used += of(text[index])
      if used > width { return text[..<end] + "…" }
      if used < width { end = text.index(after: index) }
    }
    return text
  }

  /// The beginning of a text that may hold anything and be as long as a file, printable and within `width` columns.
  static func excerpt(_ text: String, to width: Int) -> String {
    cut(printable(String(text.prefix(width + 1))), to: width)
  }
}
