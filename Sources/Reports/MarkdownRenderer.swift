/// A report as Markdown.
public struct MarkdownRenderer {
  public init() {}

  public func render(_ report: Report) -> String {
    var parts: [String] = []
    for (index, block) in report.printable.blocks.enumerated() {
      switch block {
      case .heading(let heading): parts.append((index == 0 ? "# " : "## ") + heading)
      case .paragraph(let paragraph): parts.append(paragraph)
      case .list(let items): parts.append(items.map { "- " + $0 }.joined(separator: "\n"))
      case .figure(let lines): parts.append((["```text"] + lines + ["```"]).joined(separator: "\n"))
      case .tree(let nodes): parts.append(nodes.map { tree($0, depth: 0) }.joined(separator: "\n"))
      case .table(let grid):
        let rule = grid.headings.indices.map { grid.labels.contains($0) ? "---" : "---:" }
        let lines = [grid.headings, rule] + grid.rows
        parts.append(lines.map { "| " + $0.map(escaped).joined(separator: " | ") + " |" }.joined(separator: "\n"))
      }
    }
    return parts.joined(separator: "\n\n") + "\n"
  }

  private func tree(_ node: Report.Node, depth: Int) -> String {
    ([String(repeating: "  ", count: depth) + "- " + node.text] + node.parts.map { tree($0, depth: depth + 1) })
      .joined(separator: "\n")
  }

  private func escaped(_ cell: String) -> String {
    String(cell.flatMap { $0 == "|" ? Array("\\|") : [$0] })
  }
}
