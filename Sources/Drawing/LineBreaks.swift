import Diagnostics

/// Where texts are broken into lines: Chinese anywhere but before its punctuation, other text at spaces.
enum LineBreaks {
  private static let bound: Set<Character> = ["，", "。", "；", "：", "、", "！", "？", "）", "”", "’", "》"]

  /// - Parameters:
  ///   - width: of a line, in whatever the measure counts.
  ///   - measure: of one character.
  static func lines(_ text: String, width: Double, measure: (Character) -> Double) -> [String] {
    var lines: [String] = []
    var (line, used) = ("", 0.0)
    // What may not be broken, unless it is wider than a line.
    var (word, size) = ("", 0.0)
    func trimmed(_ line: String) -> String {
      var line = line
      while line.last == " " { line.removeLast() }
      return line
    }
    func flush() {
      if used + size > width, !line.isEmpty {
        lines.append(trimmed(line))
        (line, used) = ("", 0)
        if word == " " { (word, size) = ("", 0) }
      }
      line += word
      used += size
      (word, size) = ("", 0)
    }
    for character in text {
      let isOne = character == " " || DisplayWidth.of(character) == 2
      let own = measure(character)
      let isWhole = word.last.map { $0 == " " || DisplayWidth.of($0) == 2 } ?? false
      if !word.isEmpty, (isOne || isWhole) && !bound.contains(character) || size + own > width { flush() }
      word.append(character)
      size += own
    }
    flush()
    lines.append(trimmed(line))
    return lines
  }
}
