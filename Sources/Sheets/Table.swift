/// All sheets read, and the names of those that were refused whole.
public struct Table: Sendable {
  /// By which the cells of all sheets are read.
  public let schema: Schema
  /// In the order read; places of sheets elsewhere count in it.
  public let sheets: Sheets
  /// A file, a row of one (`a.csv:7`), or a name that several sheets have.
  public let refused: [String]

  /// - Parameter sheets: with a cell per column of the schema.
  public init(schema: Schema, sheets: [Sheet], refused: [String]) {
    self.init(schema: schema, sheets: Sheets(sheets), refused: refused)
  }

  /// Whether both are of one reading, in which every sheet has a name of its own.
  public func isRead(as other: Table) -> Bool {
    sheets.areColumns(of: other.sheets) && schema == other.schema && !schema.subjects.isEmpty
  }

  /// - Parameter sheets: with a cell per column of the schema.
  public init(schema: Schema, sheets: Sheets, refused: [String]) {
    self.schema = schema
    self.sheets = sheets
    self.refused = refused
  }
}

/// The sheets of a table: one by one, or as columns. A few may be other than the columns say.
public struct Sheets: RandomAccessCollection, MutableCollection, Sendable {
  private enum Base {
    case list([Sheet])
    case columns(SheetColumns)
  }

  private var base: Base
  /// Instead of what the columns say, by place.
  public private(set) var changed: [Int: Sheet] = [:]

  /// One by one.
  public init(_ sheets: [Sheet]) { base = .list(sheets) }

  init(_ columns: SheetColumns) { base = .columns(columns) }

  /// What all sheets say about a column of the schema, but for ``changed``.
  public func column(_ place: Int, of schema: Schema) -> CellColumn {
    switch base {
    case .list(let sheets):
      var draft = CellColumnDraft(schema.columns[place].type, capacity: sheets.count)
      for (number, sheet) in sheets.enumerated() { draft.put(sheet[place], at: number) }
      return draft.column(sheets.count)
    case .columns(let columns): return columns.columns[place]
    }
  }

  /// What all sheets say about a column of the schema.
  public func whole(column place: Int, of schema: Schema) -> CellColumn {
    if changed.isEmpty { return column(place, of: schema) }
    var draft = CellColumnDraft(schema.columns[place].type, capacity: count)
    for (number, sheet) in enumerated() { draft.put(sheet[place], at: number) }
    return draft.column(count)
  }

  /// Whether what names the sheets is what the columns say, of all sheets.
  public var areNamedByColumns: Bool {
    switch base {
    case .list: false
    case .columns: changed.isEmpty
    }
  }

  /// Whether they are the very columns of others, and no sheet is other than these say.
  func areColumns(of others: Sheets) -> Bool {
    guard case .columns(let own) = base, case .columns(let theirs) = others.base else { return false }
    return own === theirs && changed.isEmpty && others.changed.isEmpty
  }

  public var startIndex: Int { 0 }
  public var endIndex: Int {
    switch base {
    case .list(let sheets): sheets.count
    case .columns(let columns): columns.count
    }
  }

  public subscript(place: Int) -> Sheet {
    get {
      switch base {
      case .list(let sheets): sheets[place]
      case .columns(let columns):
        if changed.isEmpty { Sheet(columns, place) } else { changed[place] ?? Sheet(columns, place) }
      }
    }
    set {
      switch base {
      case .list(var sheets):
        base = .list([])
        sheets[place] = newValue
        base = .list(sheets)
      case .columns: changed[place] = newValue
      }
    }
  }
}
