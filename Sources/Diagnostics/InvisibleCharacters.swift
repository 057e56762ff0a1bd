/// Characters that do not show where they stand but do something: they steer the terminal, turn the direction of
/// writing, or make equal what is not.
public enum InvisibleCharacters {
  /// Whether a scalar would move the cursor, steer the terminal or turn the direction of writing instead of being
  /// shown.
  public static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0, 0x2028...0x202E, 0x2066...0x2069: true
    default: false
    }
  }

  /// Whether nothing is to be seen of a scalar: controls, marks of direction, joiners, selectors, fillers, and what is
  /// no character at all. White space is none of these.
  public static func contains(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.value < 0x7F { return scalar.value < 0x20 }
    // Chinese characters, which most are, need no look into the tables.
    if (0x4E00...0x9FFF).contains(scalar.value) { return false }
    if isControl(scalar) { return true }
    let properties = scalar.properties
    return properties.isDefaultIgnorableCodePoint || properties.isBidiControl || properties.isNoncharacterCodePoint
      || (0xFFF9...0xFFFB).contains(scalar.value)
  }

  /// Whether none of them is in a text, as its bytes tell at once of almost all; false where that takes a closer look.
  public static func areSurelyAbsent(in text: String) -> Bool {
    text.utf8.withContiguousStorageIfAvailable(areSurelyAbsent) ?? false
  }

  /// - Parameter bytes: UTF-8.
  public static func areSurelyAbsent(in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var index = 0
    while index < bytes.count {
      let next = index + 1 < bytes.count ? bytes[index + 1] : 0
      switch (bytes[index], next) {
      case (0x20...0x7E, _): index += 1
      // Signs such as ·, ² and ×.
      case (0xC2, 0xAE...0xBF), (0xC3, _): index += 2
      // Dashes, quotes and dots; arrows, signs of arithmetic, lines and pictures of one colour.
      case (0xE2, 0x86...0x9F): index += 3
      case (0xE2, 0x80) where index + 2 < bytes.count && (0x90...0xA7).contains(bytes[index + 2]): index += 3
      // Chinese punctuation, kana, characters, and their twins in full width.
      case (0xE3, 0x80...0x83), (0xE4...0xE9, _), (0xEF, 0xBC): index += 3
      default: return false
      }
    }
    return true
  }

  /// Where they stand, but for what holds a picture of several characters together: ❤️ has a selector that makes a
  /// picture of a sign, 👩‍🌾 a joiner between two pictures.
  public static func places(in scalars: ArraySlice<Unicode.Scalar>) -> [Int] {
    scalars.indices.filter { index in
      guard contains(scalars[index]) else { return false }
      let previous = index > scalars.startIndex ? scalars[index - 1] : nil
      let next = index + 1 < scalars.endIndex ? scalars[index + 1] : nil
      return !isPartOfPicture(scalars[index], previous, next)
    }
  }

  private static func isPartOfPicture(
    _ scalar: Unicode.Scalar, _ previous: Unicode.Scalar?, _ next: Unicode.Scalar?
  ) -> Bool {
    guard let previous, previous.value >= 0x7F else { return false }
    let before = previous.properties
    switch scalar.value {
    case 0xFE0F: return before.isEmoji && !before.isEmojiPresentation
    case 0x200D:
      let isPicture = before.isEmoji || before.isEmojiModifier || previous.value == 0xFE0F
      return isPicture && next.map { $0.value >= 0x7F && $0.properties.isEmoji } ?? false
    default: return false
    }
  }

  /// How one is shown: `␛` or `⟨U+202E⟩`.
  public static func mark(_ scalar: Unicode.Scalar) -> String {
    switch scalar.value {
    case 0..<0x20: return Unicode.Scalar(0x2400 + scalar.value).map(String.init) ?? ""
    case 0x7F: return "␡"
    default: return "⟨\(number(scalar))⟩"
    }
  }

  /// The number of a character as it is written: `U+202E`.
  public static func number(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }

  /// A character as messages name it: an invisible one by its number.
  public static func shown(_ scalar: Unicode.Scalar) -> String { contains(scalar) ? number(scalar) : String(scalar) }

  /// A text with marks for what is invisible in it.
  static func marked(_ text: String) -> String {
    let scalars = Array(text.unicodeScalars)
    let places = Set(places(in: scalars[...]))
    return scalars.indices.map { places.contains($0) ? mark(scalars[$0]) : String(scalars[$0]) }.joined()
  }
}

extension DisplayWidth {
  /// The text on one line: line ends and tabs as a space, other invisible characters as a visible mark.
  public static func printable(_ text: String) -> String {
    if InvisibleCharacters.areSurelyAbsent(in: text) { return text }
    guard text.unicodeScalars.contains(where: InvisibleCharacters.contains) else { return text }
    return InvisibleCharacters.marked(String(text.map { $0.isNewline || $0 == "\t" ? " " : $0 }))
  }

  /// The text with the lines and tabs it has, and what stands between them printable.
  public static func printableLines(_ text: String) -> String {
    var result = ""
    var part = ""
    for character in text {
      guard character == "\n" || character == "\t" else {
        part.append(character)
        continue
      }
      result += printable(part) + String(character)
      part = ""
    }
    return result + printable(part)
  }
}
