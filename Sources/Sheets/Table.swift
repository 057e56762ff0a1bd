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
  /// No two sheets of a table are shown by the same name.
  public let identity: Identity
  /// One per column of the schema.
  public let cells: [Cell]
  /// The path of the file it was read from.
  public let file: String
  /// From 1: its line, or its place in an array; nil where the file holds one sheet.
  public let row: Int?

  /// - Parameter cells: one per column of the schema.
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
  /// By which the cells of all sheets are read.
  public let schema: Schema
  /// In the order read; places of sheets elsewhere count in it.
  public let sheets: [Sheet]
  /// A file, a row of one (`a.csv:7`), or a name that several sheets have.
  public let refused: [String]

  /// - Parameter sheets: with a cell per column of the schema.
  public init(schema: Schema, sheets: [Sheet], refused: [String]) {
    self.schema = schema
    self.sheets = sheets
    self.refused = refused
  }
}
