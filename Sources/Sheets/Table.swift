import Quantities

/// What a sheet says about one column.
public enum Cell: Hashable, Sendable {
  case missing
  case value(Value)
  /// Left open by whoever was to settle it: unknown, whatever would stand in for a blank.
  case unsettled
  /// Reported as wrong; evaluated as unknown, never guessed.
  case unreadable
}

/// The facts of one community.
public struct Sheet: Sendable {
  public let name: String
  /// One per column of the schema.
  public let cells: [Cell]
  public let file: String
  public let row: Int?

  public init(name: String, cells: [Cell], file: String, row: Int?) {
    self.name = name
    self.cells = cells
    self.file = file
    self.row = row
  }
}

/// All sheets read, and the names of those that were refused whole.
public struct Table: Sendable {
  public let schema: Schema
  public let sheets: [Sheet]
  public let refused: [String]

  public init(schema: Schema, sheets: [Sheet], refused: [String]) {
    self.schema = schema
    self.sheets = sheets
    self.refused = refused
  }
}
