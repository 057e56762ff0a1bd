import Diagnostics
import Drawing

/// A report as values: what it says, before anyone decides how it looks.
public struct Report {
  /// A part of a report that stands on lines of its own.
  public enum Block {
    case heading(String)
    case paragraph(String)
    case list(any Pieces<String>)
    /// Many parts, each with a heading and lines.
    case sections(any Pieces<Section>)
    case table(Grid)
    case tree([Node])
    /// Lines drawn with characters: kept as they are.
    case figure([String])
    /// Drawn with characters, as wide as there is room.
    case picture(Picture)
  }

  /// Rows of cells under headings.
  public struct Grid {
    /// One for each column.
    public let headings: [String]
    /// Each with a cell for every heading.
    public let lines: any Pieces<[String]>
    /// The columns of words, by place from 0; figures stand to the right.
    public let labels: Set<Int>
    /// The column that tells the rows apart; every part of a table that is too wide has it.
    public let key: Int
    /// Where columns begin that belong together, after those that come first; a table that is too wide is parted there.
    /// Empty where every column stands by itself.
    public let levels: [Int]

    /// - Parameters:
    ///   - labels: places of columns, from 0, as all places are.
    ///   - key: the first column unless stated.
    public init(
      headings: [String], rows: any Pieces<[String]>, labels: Set<Int>, key: Int = 0, levels: [Int] = []
    ) {
      self.headings = headings
      lines = rows
      self.labels = labels
      self.key = key
      self.levels = levels
    }

    /// All rows at once.
    public var rows: [[String]] { lines.all }

    /// The table with some columns only.
    func columns(_ places: [Int]) -> Grid {
      Grid(
        headings: places.map { headings[$0] }, rows: lines.mapped { row in places.map { row[$0] } },
        labels: Set(places.indices.filter { labels.contains(places[$0]) }), key: places.firstIndex(of: key) ?? 0)
    }
  }

  /// Lines under a heading.
  public struct Section {
    public let heading: String
    public let lines: [String]

    /// What it is about, and what is said of it.
    public init(heading: String, lines: [String]) { (self.heading, self.lines) = (heading, lines) }
  }

  /// A line with lines beneath it.
  public struct Node: Sendable {
    /// The line itself.
    public let text: String
    /// The lines beneath it, one level further in.
    public let parts: [Node]

    /// Without parts, a line with nothing beneath it.
    public init(_ text: String, _ parts: [Node] = []) {
      self.text = text
      self.parts = parts
    }
  }

  /// From top to bottom; the first heading is that of the report.
  public var blocks: [Block]

  /// - Parameter blocks: texts may hold anything; renderers make them printable.
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
        case .list(let items): .list(items.mapped(DisplayWidth.printable))
        case .sections(let sections):
          .sections(
            sections.mapped {
              Section(heading: DisplayWidth.printable($0.heading), lines: $0.lines.map(DisplayWidth.printable))
            })
        case .table(let grid):
          .table(
            Grid(
              headings: grid.headings.map(DisplayWidth.printable),
              rows: grid.lines.mapped { $0.map(DisplayWidth.printable) }, labels: grid.labels, key: grid.key,
              levels: grid.levels))
        case .tree(let nodes): .tree(nodes.map(\.printable))
        case .figure(let lines): .figure(lines.map(DisplayWidth.printable))
        // Whoever draws does it.
        case .picture(let picture): .picture(picture)
        }
      })
  }
}

extension Report.Node {
  fileprivate var printable: Report.Node { Report.Node(DisplayWidth.printable(text), parts.map(\.printable)) }
}
