/// Numbers and headings as Chinese notices write them. All texts here are plain: without white space, half-width.
enum Numerals {
  /// The text without white space, digits and Latin letters at half width.
  static func plain(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars where !scalar.properties.isWhitespace && scalar.value != 0xFEFF {
      let isWide = (0xFF10...0xFF19).contains(scalar.value) || (0xFF21...0xFF5A).contains(scalar.value)
      result.append(isWide || scalar == "．" ? Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar : scalar)
    }
    return String(result)
  }

  private static let digits: [Character] = Array("零一二三四五六七八九")

  /// 1 to 99: 十二, 二十.
  static func chinese(_ number: Int) -> String {
    guard (1...99).contains(number) else { return String(number) }
    let (tens, ones) = (number / 10, number % 10)
    return (tens == 0 ? "" : (tens == 1 ? "" : String(digits[tens])) + "十") + (ones == 0 ? "" : String(digits[ones]))
  }

  /// The number at the start, in either kind of numerals, and what follows it.
  static func leading(_ text: String) -> (Int, rest: String)? {
    let arabic = text.prefix { ("0"..."9").contains($0) }
    if !arabic.isEmpty, arabic.count <= 3, let number = Int(arabic) {
      return (number, String(text.dropFirst(arabic.count)))
    }
    let written = text.prefix { $0 == "十" || digits.contains($0) }
    guard !written.isEmpty, written.count <= 3 else { return nil }
    var number = 0
    var last = 0
    for character in written {
      if character == "十" {
        number += max(last, 1) * 10
        last = 0
      } else {
        last = digits.firstIndex(of: character) ?? 0
      }
    }
    return (number + last, String(text.dropFirst(written.count)))
  }

  /// `第3条…`, with a given word behind the number.
  static func ordinal(_ text: String, _ word: String) -> (Int, rest: String)? {
    guard text.hasPrefix("第"), let (number, rest) = leading(String(text.dropFirst())), rest.hasPrefix(word) else {
      return nil
    }
    return (number, String(rest.dropFirst(word.count)))
  }

  /// A line that is nothing but `附件2`.
  static func annexHeading(_ line: String) -> Int? {
    guard line.hasPrefix("附件"), let (number, rest) = leading(String(line.dropFirst(2))) else { return nil }
    return rest.isEmpty || rest == ":" || rest == "：" ? number : nil
  }

  /// `四、…`
  static func sectionHeading(_ line: String) -> (Int, rest: String)? {
    guard let first = line.first, !first.isASCII, let (number, rest) = leading(line), rest.hasPrefix("、") else {
      return nil
    }
    return (number, String(rest.dropFirst()))
  }

  /// `（二）…`
  static func subsectionHeading(_ line: String) -> (Int, rest: String)? {
    guard line.hasPrefix("（") || line.hasPrefix("("), let (number, rest) = leading(String(line.dropFirst())),
      rest.hasPrefix("）") || rest.hasPrefix(")")
    else { return nil }
    return (number, String(rest.dropFirst()))
  }

  /// `3.…` or `3、…`; not `3.5`.
  static func itemHeading(_ text: String) -> (Int, rest: String)? {
    guard text.first?.isNumber == true, let (number, rest) = leading(text), rest.hasPrefix(".") || rest.hasPrefix("、")
    else { return nil }
    let content = rest.dropFirst()
    return content.first?.isNumber == true ? nil : (number, String(content))
  }

  /// A text cut before the next item's number, if that stands in it behind the end of a word or sentence.
  static func split(_ text: String, before number: Int) -> (String, next: String?) {
    let mark = "\(number)."
    guard let range = text.firstRange(of: mark), range.upperBound < text.endIndex,
      let before = text[..<range.lowerBound].last, !before.isNumber, !text[range.upperBound].isNumber
    else { return (text, nil) }
    return (String(text[..<range.lowerBound]), String(text[range.upperBound...]))
  }
}
