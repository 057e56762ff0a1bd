import Drawing
import Reports

extension HTML {
  /// Parts of a report as they stand in a page; its headings are of a level below those of the page.
  static func blocks(_ blocks: [Report.Block], under level: Int) -> [HTML] {
    blocks.flatMap { block -> [HTML] in
      switch block {
      case .heading(let text): [.element("h\(level + 1)", [:], text)]
      case .paragraph(let text): [.element("p", [:], text)]
      case .list(let lines): [.list(lines.all)]
      case .sections(let sections):
        sections.all.flatMap { [.element("h\(level + 1)", [:], $0.heading), .list($0.lines)] }
      case .table(let grid): [.table(grid)]
      case .tree(let nodes): [.tree(nodes)]
      case .figure(let lines): [.element("pre", [:], lines.joined(separator: "\n"))]
      case .picture(let picture): [.picture(picture)]
      }
    }
  }

  static func list(_ lines: [String]) -> HTML { .element("ul", [:], lines.map { .element("li", [:], $0) }) }

  /// Lines with lines beneath them.
  static func tree(_ nodes: [Report.Node]) -> HTML {
    if nodes.isEmpty { return .empty }
    return .element(
      "ul", ["class": "tree"],
      nodes.map { node in .element("li", [:], [.text(node.text), tree(node.parts)]) })
  }

  /// A picture on paper of its own, which is moved to and fro where there is little room.
  static func picture(_ picture: Picture) -> HTML {
    .element(
      "figure", ["class": "picture", "tabindex": "0", "role": "img", "aria-label": picture.title],
      [.drawing(svg: SVGDrawing(picture).element)])
  }

  /// A table that is moved to and fro where there is little room.
  ///
  /// - Parameter label: what it is called, where nothing above it says so.
  static func table(_ grid: Report.Grid, label: String? = nil) -> HTML {
    table(
      headings: grid.headings, labels: grid.labels, label: label,
      rows: grid.rows.map { .element("tr", [:], cells($0, grid)) })
  }

  /// - Parameter rows: whole rows of it, or bodies of rows.
  static func table(headings: [String], labels: Set<Int>, label: String? = nil, rows: [HTML]) -> HTML {
    let heads = headings.enumerated().map { place, heading in
      HTML.element("th", ["scope": "col", "class": labels.contains(place) ? nil : "figure"], heading)
    }
    return .element(
      "div",
      ["class": "table", "tabindex": "0", "role": "region", "aria-label": label ?? headings.joined(separator: " ")],
      [
        .element(
          "table", [:],
          [.element("thead", [:], [.element("tr", [:], heads)]), .element("tbody", [:], rows)])
      ])
  }

  /// The cells of a row; figures stand to the right.
  ///
  /// - Parameter key: what stands in the one that tells the rows apart.
  static func cells(_ cells: [String], _ grid: Report.Grid, key: (String) -> HTML = HTML.text) -> [HTML] {
    cells.enumerated().map { place, cell in
      place == grid.key
        ? .element("td", ["class": "key"], [key(cell)])
        : .element("td", ["class": grid.labels.contains(place) ? nil : "figure"], cell)
    }
  }
}
