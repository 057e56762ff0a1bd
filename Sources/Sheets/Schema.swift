import Quantities

/// The columns that sheets may have.
public struct Schema: Sendable {
  public struct Column: Sendable {
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
  /// The text column that names a sheet.
  public let subject: Int
  public let units: UnitTable
  /// Names of columns that sheets may have and that do not matter here: facts of other levels.
  public let ignored: Set<String>

  public init(columns: [Column], subject: Int, units: UnitTable, ignored: Set<String> = []) {
    self.ignored = ignored
    self.columns = columns
    self.subject = subject
    self.units = units
  }
}
