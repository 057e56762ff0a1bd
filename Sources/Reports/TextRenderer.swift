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
      case .heading(let heading): text += (text.isEmpty ? "" : "\n") + (color ? "\u{1B}[1m\(heading)\u{1B}[0m" : heading) + "\n"
      case .paragraph(let paragraph): text += wrapped(paragraph, indent: "") + "\n"
      case .list(let items): for item in items { text += wrapped(item, indent: "  ") + "\n" }
      case .table(let grid): text += "\n" + table(grid)
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
        line = indent + (lines.count == 1 ? "  " : "")
        line = indent + "  "
        used = DisplayWidth.of(line)
      }
      line += word
      used += size
      word = ""
    }
    for character in text {
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
    var widths = grid.headings.map { DisplayWidth.of($0) }
    for row in grid.rows {
      for (column, cell) in row.enumerated() { widths[column] = max(widths[column], DisplayWidth.of(cell)) }
    }
    // Too wide: the widest column gives way, but none below eight.
    while widths.reduce(0, +) + 2 * (widths.count - 1) > width,
      let widest = widths.indices.max(by: { widths[$0] < widths[$1] }), widths[widest] > 8
    {
      widths[widest] -= 1
    }
    func line(_ cells: [String]) -> String {
      var parts: [String] = []
      for (column, cell) in cells.enumerated() {
        let text = DisplayWidth.cut(cell, to: widths[column])
        let filler = String(repeating: " ", count: max(0, widths[column] - DisplayWidth.of(text)))
        parts.append(grid.labels.contains(column) ? text + filler : filler + text)
      }
      var line = parts.joined(separator: "  ")
      while line.last == " " { line.removeLast() }
      return line
    }
    let rule = widths.map { String(repeating: "─", count: $0) }.joined(separator: "  ")
    return ([line(grid.headings), rule] + grid.rows.map(line)).joined(separator: "\n") + "\n"
  }
}
