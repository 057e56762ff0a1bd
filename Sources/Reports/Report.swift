import Diagnostics

/// A report as values: what it says, before anyone decides how it looks.
public struct Report: Sendable {
  public enum Block: Sendable {
    case heading(String)
    case paragraph(String)
    case list([String])
    case table(Grid)
    case tree([Node])
    /// Lines drawn with characters: kept as they are.
    case figure([String])
  }

  /// Rows of cells under headings. The first `labels` columns are words, the others figures.
  public struct Grid: Sendable {
    public let headings: [String]
    public let rows: [[String]]
    public let labels: Set<Int>

    public init(headings: [String], rows: [[String]], labels: Set<Int>) {
      self.headings = headings
      self.rows = rows
      self.labels = labels
    }
  }

  /// A line with lines beneath it.
  public struct Node: Sendable {
    public let text: String
    public let parts: [Node]

    public init(_ text: String, _ parts: [Node] = []) {
      self.text = text
      self.parts = parts
    }
  }

  public var blocks: [Block]

  public init(_ blocks: [Block]) { self.blocks = blocks }
}

extension Report {
  /// The report with every text on one line and printable: names come from sheets and may hold anything.
  var printable: Report {
    Report(
      blocks.map { block in
        switch block {
        case .heading(let heading): .heading(DisplayWidth.printable(heading))
        case .paragraph(let paragraph): .paragraph(DisplayWidth.printable(paragraph))
        case .list(let items): .list(items.map(DisplayWidth.printable))
        case .table(let grid):
          .table(
            Grid(
              headings: grid.headings.map(DisplayWidth.printable),
              rows: grid.rows.map { $0.map(DisplayWidth.printable) }, labels: grid.labels))
        case .tree(let nodes): .tree(nodes.map(\.printable))
        case .figure(let lines): .figure(lines.map(DisplayWidth.printable))
        }
      })
  }
}

extension Report.Node {
  fileprivate var printable: Report.Node { Report.Node(DisplayWidth.printable(text), parts.map(\.printable)) }
}
