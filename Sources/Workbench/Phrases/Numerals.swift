/// Numbers as notices write them: 八成, 百分之八十, 二十户, 1，000 户, 3千户.
enum Numerals {
  /// A line with its numbers in digits.
  static func inDigits(_ line: String) -> String {
    var text = line
    text = text.replacing(/百分之\s*([0-9]+(?:\.[0-9]+)?)/) { "\($0.1)%" }
    text = text.replacing(/百分之([〇零一二两三四五六七八九十百]+)(?:点([〇零一二三四五六七八九]+))?/) { match in
      "\(number(match.1))\(match.2.map { "." + $0.map { "\(digits[$0] ?? 0)" }.joined() } ?? "")%"
    }
    text = text.replacing(/([一二两三四五六七八九])成([一二三四五六七八九])?/) { match in
      "\(number(match.1))\(match.2.map(number) ?? 0)%"
    }
    text = text.replacing(/([一二三四五六七八九十百]+)\s*[%％]/) { "\(number($0.1))%" }
    text = text.replacing(/([二][〇零○O一二三四五六七八九]{3})年([一二三四五六七八九十]+)月([一二三四五六七八九十]+)[日号]/) { match in
      "\(match.1.map { "\(digits[$0] ?? 0)" }.joined())年\(number(match.2))月\(number(match.3))日"
    }
    text = text.replacing(
      /(^|[\s=＝（(\[，,第前足于过])([一二两三四五六七八九十百]+)\s*([次个名家户位项件人分天周条组张篇星场]|个月|年)(?=$|[\s，,）)\]：:])/
    ) { "\($0.1)\(number($0.2)) \($0.3)" }
    text = text.replacing(/(^|[\s=＝])([0-9]{1,3})[,，' ]([0-9]{3})(?:[,，' ]([0-9]{3}))?(?=\s*[\p{Han}㎡a-z])/) { match in
      "\(match.1)\(match.2)\(match.3)\(match.4 ?? "")"
    }
    text = text.replacing(/([0-9]+)\s*([千万])\s*(?=[\p{Han}㎡])(?!元)/) { match in
      "\(match.1)\(match.2 == "千" ? "000" : "0000") "
    }
    return text
  }

  private static let digits: [Character: Int] = [
    "〇": 0, "零": 0, "○": 0, "O": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8,
    "九": 9,
  ]

  /// 一百二十三 → 123.
  static func number(_ text: Substring) -> Int {
    var (sum, digit) = (0, 0)
    for character in text {
      switch character {
      case "百":
        sum += max(digit, 1) * 100
        digit = 0
      case "十":
        sum += max(digit, 1) * 10
        digit = 0
      default: digit = digits[character] ?? 0
      }
    }
    return sum + digit
  }
}
