import Drawing

/// A report as Markdown.
public struct MarkdownRenderer: ReportRenderer {
  /// It has nothing to set.
  public init() {}

  /// Ends with a line end. The first block, if a heading, is of level 1, further headings of level 2; what texts hold
  /// of Markdown is escaped.
  public func write<Failure: Error>(_ report: Report, _ put: ([UInt8]) throws(Failure) -> Void) throws(Failure) {
    for (index, block) in report.printable.blocks.enumerated() {
      if index > 0 { try put([lineEnd]) }
      var bytes: [UInt8] = []
      switch block {
      case .heading(let heading): add((index == 0 ? "# " : "## ") + MarkdownText.line(heading), to: &bytes)
      case .paragraph(let paragraph): add(MarkdownText.line(paragraph), to: &bytes)
      case .list(let items): try items.write({ add(items: $0, to: &$1) }, put)
      case .sections(let sections): try write(sections, put)
      case .table(let grid): try write(grid, put)
      case .figure(let lines): add(figure(lines), to: &bytes)
      case .picture(let picture): add(figure(CharacterDrawing(picture, width: 80).lines), to: &bytes)
      case .tree(let nodes): for node in nodes { add(tree(node, depth: 0), to: &bytes) }
      }
      try put(bytes)
    }
  }

  private func write<Failure: Error>(
    _ sections: any Pieces<Report.Section>, _ put: ([UInt8]) throws(Failure) -> Void
  ) throws(Failure) {
    var isFirst = true
    try sections.write(
      { add(sections: $0, to: &$1) },
      { piece throws(Failure) in
        if !isFirst { try put([lineEnd]) }
        isFirst = false
        try put(piece)
      })
  }

  private func write<Failure: Error>(
    _ grid: Report.Grid, _ put: ([UInt8]) throws(Failure) -> Void
  ) throws(Failure) {
    var head: [UInt8] = []
    add(row: grid.headings.map(MarkdownText.escaped), to: &head)
    add(row: grid.headings.indices.map { grid.labels.contains($0) ? "---" : "---:" }, to: &head)
    try put(head)
    try grid.lines.write(
      { rows, bytes in for row in rows { add(row: row.map(MarkdownText.escaped), to: &bytes) } }, put)
  }

  private var lineEnd: UInt8 { UInt8(ascii: "\n") }

  private func add(_ line: String, to bytes: inout [UInt8]) {
    bytes += line.utf8
    bytes.append(lineEnd)
  }

  private func add(row: [String], to bytes: inout [UInt8]) {
    add("| " + row.joined(separator: " | ") + " |", to: &bytes)
  }

  private func add(items: [String], to bytes: inout [UInt8]) {
    for item in items { add("- " + MarkdownText.line(item), to: &bytes) }
  }

  private func add(sections: [Report.Section], to bytes: inout [UInt8]) {
    for (place, section) in sections.enumerated() {
      if place > 0 { bytes.append(lineEnd) }
      add("## " + MarkdownText.line(section.heading), to: &bytes)
      bytes.append(lineEnd)
      add(items: section.lines, to: &bytes)
    }
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
