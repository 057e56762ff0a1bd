/// Characters that stand by themselves: in texts of nothing else every engine counts and finds the same characters as
/// the program, which sees what people see as one. Chinese characters, letters, digits and signs are among them; accents
/// that join the letter before, and pictures made of several signs, are not.
enum PlainCharacters {
  private static let ranges: [ClosedRange<UInt32>] = [
    0x0009...0x000D, 0x0020...0x007E, 0x00A1...0x00AC, 0x00AE...0x02FF,
    0x0391...0x03C9, 0x2010...0x2027, 0x2030...0x205E, 0x2160...0x217F,
    0x2460...0x24FF, 0x25A0...0x25FF, 0x3000...0x3029, 0x3041...0x3096,
    0x30A1...0x30FF, 0x3200...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF,
    0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x20000...0x323AF,
  ]

  /// Whether a text is in Unicode form C for certain, so that equal texts are the same characters for every engine: none
  /// of its characters joins another, and none is another way to write one.
  static func isFormC(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy { scalar in
      switch scalar.properties.generalCategory {
      case .nonspacingMark, .spacingMark, .enclosingMark: false
      case _: !scalar.properties.isFullCompositionExclusion && !joiningLetters.contains(scalar.value)
      }
    }
  }

  /// Letters of Korean that join the one before.
  private static let joiningLetters: ClosedRange<UInt32> = 0x1160...0x11FF

  /// As what stands between brackets in a pattern; `escape` spells a character by its number.
  static func pattern(_ escape: (UInt32) -> String) -> String {
    ranges.map { escape($0.lowerBound) + "-" + escape($0.upperBound) }.joined()
  }

  /// Whether a text has no others.
  static func contain(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy { scalar in ranges.contains { $0.contains(scalar.value) } }
  }
}
