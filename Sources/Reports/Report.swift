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
