/// Numbers as Chinese notices write them, and the width of what they are written in.
enum Numerals {
  /// Digits and Latin letters at half width; white space stays.
  static func narrow(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars where scalar.value != 0xFEFF {
      let isWide = (0xFF10...0xFF19).contains(scalar.value) || (0xFF21...0xFF5A).contains(scalar.value)
      result.append(isWide || scalar == "．" ? Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar : scalar)
    }
    return String(result)
  }

  /// The same without white space.
  static func plain(_ text: String) -> String { narrow(text).filter { !$0.isWhitespace } }

  private static let digits: [Character] = Array("零一二三四五六七八九")

  /// 1 to 99: 十二, 二十; others in Arabic numerals.
  static func chinese(_ number: Int) -> String {
    guard (1...99).contains(number) else { return String(number) }
    let (tens, ones) = (number / 10, number % 10)
    return (tens == 0 ? "" : (tens == 1 ? "" : String(digits[tens])) + "十") + (ones == 0 ? "" : String(digits[ones]))
  }

  static func isChinese(_ character: Character) -> Bool {
    character == "十" || character == "百" || digits.contains(character)
  }

  static func isArabic(_ character: Character) -> Bool { ("0"..."9").contains(character) }

  /// The number at the start of a plain text, in either kind of numerals, and what follows it; up to 999.
  static func leading(_ text: some StringProtocol) -> (Int, rest: String)? {
    let arabic = text.prefix(while: isArabic)
    if !arabic.isEmpty {
      guard arabic.count <= 3, let number = Int(arabic) else { return nil }
      return (number, String(text.dropFirst(arabic.count)))
    }
    let written = text.prefix(while: isChinese)
    return value(written).map { ($0, String(text.dropFirst(written.count))) }
  }

  /// The number of an annex at the start of a plain text, `2` or `2-1`, and what follows it; empty without one.
  static func annex(_ text: some StringProtocol) -> ([Int], rest: String) {
    guard let (first, behind) = leading(text) else { return ([], String(text)) }
    guard let dash = behind.first, "-－—".contains(dash), let (second, rest) = leading(behind.dropFirst()) else {
      return ([first], behind)
    }
    return ([first, second], rest)
  }

  /// The value of 二十一, 一百零三; nil for digits in a row, which make no number.
  private static func value(_ written: some StringProtocol) -> Int? {
    guard !written.isEmpty, written.count <= 6 else { return nil }
    var number = 0
    var last: Int?
    for character in written {
      switch character {
      case "百", "十":
        number += (last ?? 1) * (character == "百" ? 100 : 10)
        last = nil
      default:
        guard (last ?? 0) == 0, let digit = digits.firstIndex(of: character) else { return nil }
        last = digit
      }
    }
    return number + (last ?? 0)
  }
}
