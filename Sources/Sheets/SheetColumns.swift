import Quantities

/// Many sheets, column by column.
public final class SheetColumns: Sendable {
  /// One per column of the schema.
  public let columns: [CellColumn]
  /// The columns that together name a sheet, with their types.
  private let subjects: [(column: Int, type: ValueType)]
  /// The files, each with the place of its first sheet.
  private let files: [(origin: Origin, start: Int)]
  /// Of each sheet in its file, from 1; 0 where that holds one sheet.
  private let rows: [Int32]

  fileprivate init(
    _ columns: [CellColumn], _ subjects: [(column: Int, type: ValueType)], _ files: [(origin: Origin, start: Int)],
    _ rows: [Int32]
  ) {
    (self.columns, self.subjects, self.files, self.rows) = (columns, subjects, files, rows)
  }

  /// The number of sheets.
  public var count: Int { rows.count }

  func identity(_ sheet: Int) -> Identity { named(sheet) ?? Identity("") }

  /// What names a sheet; nil where something is blank of it.
  func named(_ sheet: Int) -> Identity? {
    var parts: [String] = []
    for subject in subjects {
      guard case .value(let value) = columns[subject.column][sheet] else { return nil }
      parts.append(value.text(as: subject.type))
    }
    return parts.isEmpty ? nil : Identity(parts)
  }

  /// The sheets that are shown by the same name as one before them, which nobody can tell from it, each with the first of
  /// them; nil where something is blank of what names it.
  var namesakes: [(sheet: Int, first: Int?)] {
    var firsts: [Int32] = []
    var found: [(sheet: Int, first: Int?)] = []
    func meet(_ name: Int, _ sheet: Int) {
      if firsts[name] < 0 { firsts[name] = Int32(sheet) } else { found.append((sheet, Int(firsts[name]))) }
    }
    if subjects.count == 1, let subject = subjects.first, case .text = subject.type, !columns[subject.column].hasOdd {
      let column = columns[subject.column]
      firsts = [Int32](repeating: -1, count: column.texts.count)
      for sheet in 0..<count {
        if case .number(let name) = column.words[sheet] { meet(name, sheet) } else { found.append((sheet, nil)) }
      }
      return found
    }
    var names = NameTable()
    for sheet in 0..<count {
      guard let name = named(sheet)?.name else {
        found.append((sheet, nil))
        continue
      }
      let (place, isNew) = names.place(of: name)
      if isNew { firsts.append(-1) }
      meet(place, sheet)
    }
    return found
  }

  func origin(_ sheet: Int) -> Origin {
    // The last that begins no later.
    var (low, high) = (0, files.count)
    while low < high {
      let middle = (low + high) / 2
      if files[middle].start <= sheet { low = middle + 1 } else { high = middle }
    }
    return low > 0 ? files[low - 1].origin : Origin("")
  }

  func row(_ sheet: Int) -> Int? { rows[sheet] > 0 ? Int(rows[sheet]) : nil }

  /// Some of the sheets, in order.
  func selecting(_ sheets: [Int]) -> SheetColumns {
    var files: [(origin: Origin, start: Int)] = []
    for (place, sheet) in sheets.enumerated() {
      let origin = origin(sheet)
      if files.last?.origin != origin { files.append((origin, place)) }
    }
    return SheetColumns(columns.map { $0.selecting(sheets) }, subjects, files, sheets.map { rows[$0] })
  }

  /// The same sheets with some other columns, by place.
  func replacing(_ changed: [Int: CellColumn]) -> SheetColumns {
    SheetColumns(columns.indices.map { changed[$0] ?? columns[$0] }, subjects, files, rows)
  }

  /// Whether one fact names a sheet.
  var isNamedByOne: Bool { subjects.count == 1 }

  /// Gives the bytes of what people call a sheet.
  func withName<Result>(of sheet: Int, _ body: (CellBytes) -> Result) -> Result {
    if let subject = subjects.first, case .text = subject.type,
      case .number(let text) = columns[subject.column].words[sheet]
    {
      return columns[subject.column].texts.withBytes(of: text, body)
    }
    var name = identity(sheet).first
    return name.withUTF8(body)
  }
}

/// Many sheets while they are read, one after another.
final class SheetColumnsDraft {
  private let schema: Schema
  /// One per column of the schema. Whoever writes in them holds the draft.
  let columns: UnsafeMutableBufferPointer<CellColumnDraft>
  private var files: [(origin: Origin, start: Int)] = []
  private var rows: [Int32] = []
  private var capacity: Int

  init(_ schema: Schema, capacity: Int = 8) {
    self.schema = schema
    self.capacity = capacity
    columns = .allocate(capacity: schema.columns.count)
    for (place, column) in schema.columns.enumerated() {
      columns.initializeElement(at: place, to: CellColumnDraft(column.type, capacity: capacity, number: place))
    }
    rows.reserveCapacity(capacity)
  }

  /// For the rows of records, which are kept as sheets are.
  ///
  /// - Parameter type: of lists of records; what is none has no columns.
  convenience init(rowsOf type: ValueType, capacity: Int = 8) {
    var fields: [ValueType.Column] = []
    if case .records(_, let columns) = type { fields = columns }
    let columns = fields.map {
      Schema.Column(name: $0.name, alias: $0.alias, type: $0.type, lower: $0.lower, upper: $0.upper)
    }
    self.init(Schema(columns: columns, subjects: [], units: UnitTable()), capacity: capacity)
  }

  deinit {
    columns.deinitialize()
    columns.deallocate()
  }

  var count: Int { rows.count }

  /// Makes room for so many sheets, and for one more to write in ahead.
  func reserve(_ count: Int) {
    if count < capacity { return }
    capacity = max(count + 1, 2 * capacity)
    rows.reserveCapacity(capacity)
    for place in columns.indices { columns[place].reserve(capacity) }
  }

  /// Goes on to a further sheet, of which nothing is known but what has been written ahead.
  func begin(_ file: Origin, row: Int?) {
    if files.last?.origin != file { files.append((file, rows.count)) }
    rows.append(Int32(clamping: row ?? 0))
    reserve(rows.count)
  }

  /// Writes a row of records ahead.
  func write(_ row: [Value?]) {
    for (place, value) in zip(columns.indices, row) {
      if let value { columns[place].put(.value(value), at: count) }
    }
  }

  /// Goes on behind a row of records that has been written ahead.
  func accept() { begin(Self.nowhere, row: nil) }

  private static let nowhere = Origin("")

  /// Of the sheet at hand.
  func put(_ cell: Cell, in column: Int) { columns[column].put(cell, at: rows.count - 1) }

  /// Takes back what has been written ahead for the next sheet.
  func clear() { for place in columns.indices { columns[place].put(.missing, at: rows.count) } }

  /// The sheets of several drafts, one behind another. The drafts are empty afterwards.
  static func sheets(_ schema: Schema, joining drafts: [SheetColumnsDraft]) -> SheetColumns {
    let columns = columns(joining: drafts)
    var (rows, files) = (drafts.first?.rows ?? [], drafts.first?.files ?? [])
    drafts.first?.rows = []
    rows.reserveCapacity(drafts.reduce(rows.count) { $0 + $1.rows.count })
    for draft in drafts.dropFirst() {
      for (origin, start) in draft.files where files.last?.origin != origin {
        files.append((origin, rows.count + start))
      }
      rows += draft.rows
      draft.rows = []
    }
    return SheetColumns(columns, schema.subjects.map { ($0, schema.columns[$0].type) }, files, rows)
  }

  /// Of the sheets of several drafts by one schema the columns alone. These are empty afterwards.
  static func columns(joining drafts: [SheetColumnsDraft]) -> [CellColumn] {
    let schema = drafts.first?.schema.columns ?? []
    return Cores.map(schema.count) { place in
      CellColumnDraft.column(
        schema[place].type,
        joining: drafts.compactMap { draft in draft.columns.baseAddress.map { ($0 + place, draft.rows.count) } })
    }
  }

  func sheets() -> SheetColumns { Self.sheets(schema, joining: [self]) }
}
