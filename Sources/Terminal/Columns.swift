import Diagnostics

/// Sets words in columns of equal display width, filled from top to bottom.
enum Columns {
  private static let gap = 2

  static func lines(_ words: [String], width: Int) -> [String] {
    let words = words.map { DisplayWidth.cut(oneLine($0), to: max(1, width)) }
    let column = (words.map { DisplayWidth.of($0) }.max() ?? 0) + gap
    let perLine = max(1, (width + gap) / column)
    let count = (words.count + perLine - 1) / perLine
    return (0..<count).map { line in
      let found = stride(from: line, to: words.count, by: count).map { words[$0] }
      let padded = found.dropLast().map { $0 + String(repeating: " ", count: column - DisplayWidth.of($0)) }
      return (padded + found.suffix(1)).joined()
    }
  }

  private static func oneLine(_ word: String) -> String {
    String(word.map { $0.unicodeScalars.contains(where: DisplayWidth.isControl) ? " " : $0 })
  }
}
