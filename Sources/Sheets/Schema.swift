import Quantities

/// The columns that sheets may have.
public struct Schema: Hashable, Sendable {
  /// A fact that sheets may state.
  public struct Column: Hashable, Sendable {
    /// The heading by which sheets state it.
    public let name: String
    /// A second heading for the same; nil without one.
    public let alias: String?
    /// How its cells are read.
    public let type: ValueType
    /// The allowed range, both ends included.
    public let lower: Value?
    /// Nil for no limit above.
    public let upper: Value?

    /// How fine values may be; nil for no limit.
    public let precision: Precision?

    /// - Parameter lower: nil for no limit below.
    public init(
      name: String, alias: String?, type: ValueType, lower: Value?, upper: Value?, precision: Precision? = nil
    ) {
      self.name = name
      self.alias = alias
      self.type = type
      self.lower = lower
      self.upper = upper
      self.precision = precision
    }
  }

  /// In the order of cells in a sheet, whatever the order in a file.
  public let columns: [Column]
  /// The columns that together name a sheet, the first of them a text, the others texts or choices.
  public let subjects: [Int]
  /// Texts by which sheets are put into groups.
  public let grouping: [Int]
  /// What units in cells and headings are worth.
  public let units: UnitTable
  /// Names of columns that sheets may have and that do not matter here: facts of other levels.
  public let ignored: Set<String>

  /// - Parameters:
  ///   - subjects: places among the columns.
  ///   - grouping: places among the columns.
  public init(columns: [Column], subjects: [Int], grouping: [Int] = [], units: UnitTable, ignored: Set<String> = []) {
    self.ignored = ignored
    self.columns = columns
    self.subjects = subjects
    self.grouping = grouping
    self.units = units
  }
}
