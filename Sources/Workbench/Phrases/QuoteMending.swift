/// Quotes of other makes, the wrong way round, or missing on one side.
enum QuoteMending {
  /// The line with quotes as the language has them, where it is plain which they are.
  static func mended(_ line: String) -> String {
    var text = line
    if !line.contains(" 当 ") {
      text = text.replacing(
        /^(\s*(?:事实|指标|原则|要件|提醒|类别|分组|加分|说明|待定|示例|栏目|名称)\s[^<＜“"]*)[<＜]([^<>＜＞“"]*)[>＞]/
      ) { "\($0.1)“\($0.2)”" }
    }
    text = text.replacing(
      /^(\s*(?:栏目|示例|说明|待定|名称|沿用))\s*[：:]?\s*[（(【〈]?([^\s“”"‘’（(【〈「『《〝«'`″][^“”"‘’「」『』《》〝〞«»'`″#]*?)[）)】〉]?$/
    ) { "\($0.1) “\($0.2)”" }
    for (open, close) in pairs {
      while let start = text.firstIndex(of: open), text[..<start].isBalanced,
        let end = text[text.index(after: start)...].firstIndex(of: close)
      {
        text = text[..<start] + "“" + text[text.index(after: start)..<end] + "”" + text[text.index(after: end)...]
      }
    }
    if text.isBalanced { return text }
    let marks = text.indices.filter { "“”\"″＂".contains(text[$0]) }
    if marks.count == 2 {
      return text[..<marks[0]] + "“" + text[text.index(after: marks[0])..<marks[1]] + "”"
        + text[text.index(after: marks[1])...]
    }
    guard marks.count == 1 else { return line }
    return closed(text, at: marks[0]) ?? opened(text, before: marks[0]) ?? line
  }

  private static let pairs: [(Character, Character)] = [
    ("‘", "’"), ("《", "》"), ("「", "」"), ("『", "』"), ("〝", "〞"), ("«", "»"), ("'", "'"), ("`", "`"), ("″", "″"),
    ("〈", "〉"), ("’", "‘"), ("’", "’"), ("‘", "‘"),
  ]

  /// The text ends before what belongs to the clause, or with the line.
  private static func closed(_ line: String, at mark: String.Index) -> String? {
    let inside = line[line.index(after: mark)...]
    guard inside.contains(where: { !$0.isWhitespace }), line[mark] != "”" else { return nil }
    let end =
      inside.firstMatch(
        of: /\s+(?:分值|范围|缺省|不可改|他人评定|只可从严|锁定|当|继承|worth|when|range)(?:\s|$)|\s+[0-9]{4}[年\-]|\s+[0-9]+\s*分$/
      )
      .map { $0.range.lowerBound } ?? inside.endIndex
    return line[..<mark] + "“" + inside[..<end] + "”" + inside[end...]
  }

  /// It begins behind the words that it may stand behind.
  private static func opened(_ line: String, before mark: String.Index) -> String? {
    let inside = line[..<mark]
    guard
      let head = inside.firstMatch(
        of:
          /^\s*(?:(?:栏目|示例|说明|待定|名称|沿用|依据|section|example|note|open|title|like)|(?:原则|要件|提醒|否决|指标|类别|分组|加分|扣分|调整|等级|item|gate|category|bonus|grade)\s+[^\s]+(?:\s*\/\s*[^\s]+)?|(?:事实|fact)\s.*\s(?:是否|百分比|日期|文本|yes_no|percentage|date|text|(?:整数|数量|integer|number)\s+[^\s]+))\s+/
      )
    else { return nil }
    return inside[..<head.range.upperBound] + "“" + inside[head.range.upperBound...] + "”"
      + line[line.index(after: mark)...]
  }
}

extension StringProtocol {
  /// Whether no quote is open at its end.
  fileprivate var isBalanced: Bool {
    var open: Character?
    for character in self {
      switch (open, character) {
      case (nil, "#"): return true
      case (nil, "“"), (nil, "\""): open = character
      case (nil, "”"), (nil, "″"), (nil, "＂"): return false
      case ("“", "“"), ("“", "\""): return false
      case ("“", "”"), ("\"", "\""): open = nil
      default: break
      }
    }
    return open == nil
  }
}
