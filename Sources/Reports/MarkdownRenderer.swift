import Drawing

/// A report as Markdown.
public struct MarkdownRenderer {
  /// It has nothing to set.
  public init() {}

  /// Ends with a line end. The first block, if a heading, is of level 1, further headings of level 2; what texts hold
  /// of Markdown is escaped.
  public func render(_ report: Report) -> String {
    var parts: [String] = []
    for (index, block) in report.printable.blocks.enumerated() {
      switch block {
      case .heading(let heading): parts.append((index == 0 ? "# " : "## ") + MarkdownText.line(heading))
      case .paragraph(let paragraph): parts.append(MarkdownText.line(paragraph))
      case .list(let items): parts.append(items.map { "- " + MarkdownText.line($0) }.joined(separator: "\n"))
      case .figure(let lines): parts.append(figure(lines))
      case .picture(let picture): parts.append(figure(CharacterDrawing(picture, width: 80).lines))
      case .tree(let nodes): parts.append(nodes.map { tree($0, depth: 0) }.joined(separator: "\n"))
      case .table(let grid):
        let rule = grid.headings.indices.map { grid.labels.contains($0) ? "---" : "---:" }
        let lines = [grid.headings.map(MarkdownText.escaped), rule] + grid.rows.map { $0.map(MarkdownText.escaped) }
        parts.append(lines.map { "| " + $0.joined(separator: " | ") + " |" }.joined(separator: "\n"))
      }
    }
    return parts.joined(separator: "\n\n") + "\n"
  }

  private func figure(_ lines: [String]) -> String {
    let fence = MarkdownText.fence(around: lines)
    return ([fence + "text"] + lines + [fence]).joined(separator: "\n")
  }

  private func tree(_ node: Report.Node, depth: Int) -> String {
    let line = String(repeating: "  ", count: depth) + "- " + MarkdownText.line(node.text)
    return ([line] + node.parts.map { tree($0, depth: depth + 1) }).joined(separator: "\n")
  }
}
