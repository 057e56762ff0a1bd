import Diagnostics

/// Texts as they stand in a drawing whose fonts nobody knows: as wide as wide fonts make them.
enum SVGText {
  /// Chinese characters are as wide as they are high; of others, the wide fonts take so much of the height.
  private static let narrow = 0.64

  static func width(_ text: String, size: Double) -> Double {
    var width = 0.0
    for character in text { width += cells(character) * size }
    return width
  }

  private static func cells(_ character: Character) -> Double {
    switch DisplayWidth.of(character) {
    case 0: 0
    case 1: narrow
    default: 1
    }
  }

  /// The longest beginning that fits, with `…` where something was cut.
  static func cut(_ text: String, to width: Double, size: Double) -> String {
    if self.width(text, size: size) <= width { return text }
    var used = narrow * size
    var kept = ""
    for character in text {
      used += cells(character) * size
      if used > width { break }
      kept.append(character)
    }
    return kept + "…"
  }

  /// In lines that fit.
  static func lines(_ text: String, width: Double, size: Double) -> [String] {
    LineBreaks.lines(text, width: width) { cells($0) * size }
  }

  /// What XML cannot hold is invisible, and so has a mark.
  static func escaped(_ text: String) -> String {
    var result = ""
    for character in DisplayWidth.printable(text) {
      switch character {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      default: result.append(character)
      }
    }
    return result
  }
}
