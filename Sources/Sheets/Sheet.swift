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

/// The facts of one community: of its own, or a row of a table.
public struct Sheet: Sendable {
  private enum Source {
    case own(Identity, [Cell], file: String, row: Int?)
    case row(SheetColumns, Int)
  }

  private let source: Source

  /// - Parameters:
  ///   - cells: one per column of the schema.
  ///   - file: the path of the file it was read from.
  ///   - row: from 1: its line, or its place in an array; nil where the file holds one sheet.
  public init(_ identity: Identity, cells: [Cell], file: String, row: Int?) {
    source = .own(identity, cells, file: file, row: row)
  }

  init(_ columns: SheetColumns, _ place: Int) { source = .row(columns, place) }

  /// No two sheets of a table are shown by the same name.
  public var identity: Identity {
    switch source {
    case .own(let identity, _, _, _): identity
    case .row(let columns, let place): columns.identity(place)
    }
  }

  /// One per column of the schema.
  public var cells: [Cell] {
    switch source {
    case .own(_, let cells, _, _): cells
    case .row(let columns, let place): columns.columns.map { $0[place] }
    }
  }

  /// What it says about a column of the schema.
  public subscript(column: Int) -> Cell {
    switch source {
    case .own(_, let cells, _, _): cells[column]
    case .row(let columns, let place): columns.columns[column][place]
    }
  }

  /// The path of the file it was read from.
  public var file: String {
    switch source {
    case .own(_, _, let file, _): file
    case .row(let columns, let place): columns.origin(place).path
    }
  }

  /// From 1: its line, or its place in an array; nil where the file holds one sheet.
  public var row: Int? {
    switch source {
    case .own(_, _, _, let row): row
    case .row(let columns, let place): columns.row(place)
    }
  }

  /// As reports show it.
  public var name: String { identity.name }

  /// The sheet of the same community with other cells.
  public func with(_ cells: [Cell]) -> Sheet { Sheet(identity, cells: cells, file: file, row: row) }
}
