/// A worksheet that is written: what is known of it before its rows.
public struct Worksheet: Sendable {
  /// What a row is.
  public enum RowKind: Sendable {
    /// A text over all columns of the first page.
    case title
    case heading
    /// Says what belongs below headings.
    case remark
    case body
  }

  public struct Column: Hashable, Sendable {
    let width: Int
    let format: Format

    /// How cells look that are filled in later.
    public enum Format: Hashable, Sendable { case general, text, percentage, date }

    /// - Parameter width: in digits; other letters take two, as a rule.
    public init(width: Int, format: Format = .general) { (self.width, self.format) = (width, format) }
  }

  let name: String
  let columns: [Column]
  /// How many rows and columns stay where they are, and stand on every page.
  let headRows: Int
  let headColumns: Int
  let validations: [Validation]
  let isHidden: Bool
  let isPortrait: Bool

  /// - Parameters:
  ///   - name: which is made legal.
  ///   - headRows: how many rows stay where they are, and stand on every page.
  ///   - headColumns: the same of columns.
  ///   - isHidden: whether people neither see it nor can make it visible without programs.
  ///   - isPortrait: how it is printed.
  public init(
    name: String, columns: [Column], headRows: Int, headColumns: Int, validations: [Validation] = [],
    isHidden: Bool = false, isPortrait: Bool = false
  ) {
    self.name = name
    self.columns = columns
    (self.headRows, self.headColumns) = (headRows, headColumns)
    self.validations = validations
    (self.isHidden, self.isPortrait) = (isHidden, isPortrait)
  }

  /// How many pages lie beside each other: as many as keep it readable.
  var pagesAcross: Int {
    let width = columns.reduce(0) { $0 + $1.width }
    return max(1, (width + readableWidth - 1) / readableWidth)
  }

  private var readableWidth: Int { isPortrait ? 110 : Self.pageWidth }

  /// So wide are columns together that lie on one page.
  public static let pageWidth = 170

  /// The last column that a title stands over.
  var lastColumnOfFirstPage: Int {
    if pagesAcross == 1 { return columns.count - 1 }
    var width = 0
    let columns = columns.prefix { column in
      width += column.width
      return width <= readableWidth
    }
    return max(0, columns.count - 1)
  }
}
