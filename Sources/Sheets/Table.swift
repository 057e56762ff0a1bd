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
  public let identity: Identity
  /// One per column of the schema.
  public let cells: [Cell]
  public let file: String
  public let row: Int?

  public init(_ identity: Identity, cells: [Cell], file: String, row: Int?) {
    self.identity = identity
    self.cells = cells
    self.file = file
    self.row = row
  }

  /// As reports show it.
  public var name: String { identity.name }

  /// The sheet of the same community with other cells.
  public func with(_ cells: [Cell]) -> Sheet { Sheet(identity, cells: cells, file: file, row: row) }
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
