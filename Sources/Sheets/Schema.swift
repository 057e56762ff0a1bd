import Quantities

/// The columns that sheets may have.
public struct Schema: Hashable, Sendable {
  public struct Column: Hashable, Sendable {
    public let name: String
    public let alias: String?
    public let type: ValueType
    /// The allowed range, both ends included.
    public let lower: Value?
    public let upper: Value?

    public init(name: String, alias: String?, type: ValueType, lower: Value?, upper: Value?) {
      self.name = name
      self.alias = alias
      self.type = type
      self.lower = lower
      self.upper = upper
    }
  }

  public let columns: [Column]
  /// The columns that together name a sheet, the first of them a text, the others texts or choices.
  public let subjects: [Int]
  /// Texts by which sheets are put into groups.
  public let grouping: [Int]
  public let units: UnitTable
  /// Names of columns that sheets may have and that do not matter here: facts of other levels.
  public let ignored: Set<String>

  public init(columns: [Column], subjects: [Int], grouping: [Int] = [], units: UnitTable, ignored: Set<String> = []) {
    self.ignored = ignored
    self.columns = columns
    self.subjects = subjects
    self.grouping = grouping
    self.units = units
  }
}
