import Diagnostics

/// A report for a terminal or a text file, aligned by display width.
public struct TextRenderer {
  public let width: Int
  public let color: Bool

  public init(width: Int = 100, color: Bool = false) {
    self.width = width
    self.color = color
  }

  public func render(_ report: Report) -> String {
    var text = ""
    for block in report.blocks {
      switch block {
      case .heading(let heading):
        text += (text.isEmpty ? "" : "\n") + (color ? "\u{1B}[1m\(heading)\u{1B}[0m" : heading) + "\n"
      case .paragraph(let paragraph): text += wrapped(paragraph, indent: "") + "\n"
      case .list(let items): for item in items { text += wrapped(item, indent: "  ") + "\n" }
      case .table(let grid): text += "\n" + table(grid)
      case .figure(let lines): text += lines.map { $0 + "\n" }.joined()
      case .tree(let nodes): for node in nodes { text += tree(node, depth: 0) }
      }
    }
    return text
  }

  private func tree(_ node: Report.Node, depth: Int) -> String {
    let indent = String(repeating: "  ", count: depth)
    return wrapped(node.text, indent: indent) + "\n" + node.parts.map { tree($0, depth: depth + 1) }.joined()
  }

  /// Breaks a line where it would leave the width: Chinese anywhere, other text at spaces.
  private func wrapped(_ text: String, indent: String) -> String {
    var lines: [String] = []
    var line = indent
    var used = DisplayWidth.of(indent)
    var word = ""
    func flush() {
      let size = DisplayWidth.of(word)
      if used + size > width, used > DisplayWidth.of(indent) {
        while line.last == " " { line.removeLast() }
        lines.append(line)
        line = indent + "  "
        used = DisplayWidth.of(line)
      }
      line += word
      used += size
      word = ""
    }
    for character in Self.oneLine(text) {
      if character == " " || DisplayWidth.of(character) == 2 {
        // Closing punctuation stays with the word before it.
        if !"，。；：、）”》".contains(character) { flush() }
        word.append(character)
        flush()
      } else {
        word.append(character)
      }
    }
    flush()
    lines.append(line)
    return lines.joined(separator: "\n")
  }

  private func table(_ grid: Report.Grid) -> String {
    let widths = widths(grid)
    func line(_ cells: [String]) -> String {
      var parts: [String] = []
      for (column, cell) in cells.enumerated() {
        let text = DisplayWidth.cut(Self.oneLine(cell), to: widths[column])
        let filler = String(repeating: " ", count: max(0, widths[column] - DisplayWidth.of(text)))
        parts.append(grid.labels.contains(column) ? text + filler : filler + text)
      }
      var line = parts.joined(separator: "  ")
      while line.last == " " { line.removeLast() }
      return line
    }
    let rule = widths.map { String(repeating: "─", count: $0) }.joined(separator: "  ")
    let headings = zip(grid.headings, widths).map { Self.pieces($0, width: $1) }
    let height = headings.map(\.count).max() ?? 1
    let heading = (0..<height).map { row in
      line(headings.map { $0.count > row ? $0[row] : "" })
    }
    return (heading + [rule] + grid.rows.map(line)).joined(separator: "\n") + "\n"
  }

  /// Figures are never cut; where the table is too wide, headings are broken over lines first, then words give way.
  private func widths(_ grid: Report.Grid) -> [Int] {
    var needed = grid.headings.map { min(4, DisplayWidth.of($0)) }
    for row in grid.rows {
      for (column, cell) in row.enumerated() { needed[column] = max(needed[column], DisplayWidth.of(cell)) }
    }
    var widths = zip(grid.headings, needed).map { max(DisplayWidth.of($0), $1) }
    func excess() -> Int { widths.reduce(0, +) + 2 * (widths.count - 1) - width }
    while excess() > 0,
      let wide = widths.indices.filter({ widths[$0] > needed[$0] }).max(by: { widths[$0] < widths[$1] })
    {
      widths[wide] -= 1
    }
    while excess() > 0, let wide = grid.labels.filter({ widths[$0] > 8 }).max(by: { widths[$0] < widths[$1] }) {
      widths[wide] -= 1
    }
    return widths
  }

  /// Names come from sheets and may hold anything: line ends and control characters become spaces.
  private static func oneLine(_ text: String) -> String {
    String(text.map { DisplayWidth.isControl($0) ? " " : $0 })
  }

  /// A heading cut into lines of at most `width` columns.
  private static func pieces(_ heading: String, width: Int) -> [String] {
    var lines = [""]
    for character in heading {
      if DisplayWidth.of(lines[lines.count - 1]) + DisplayWidth.of(character) > width { lines.append("") }
      lines[lines.count - 1].append(character)
    }
    return lines
  }
}
