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

  /// The same sheets with other cells in some columns.
  ///
  /// - Parameters:
  ///   - places: of these columns.
  ///   - changed: what a sheet has in such a column; nil where that stays as it is.
  func replacing(_ places: Set<Int>, _ changed: (_ column: Int) -> (_ sheet: Int) -> Cell?) -> SheetColumns {
    let replaced = Cores.map(columns.count) { place -> CellColumn in
      let column = columns[place]
      if !places.contains(place) { return column }
      var draft = CellColumnDraft(column.type, capacity: count)
      let changed = changed(place)
      for sheet in 0..<count { draft.put(changed(sheet) ?? column[sheet], at: sheet) }
      return draft.column(count)
    }
    return SheetColumns(replaced, subjects, files, rows)
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

  /// Of the sheet at hand.
  func put(_ cell: Cell, in column: Int) { columns[column].put(cell, at: rows.count - 1) }

  /// Takes back what has been written ahead for the next sheet.
  func clear() { for place in columns.indices { columns[place].put(.missing, at: rows.count) } }

  /// The sheets of several drafts, one behind another. The drafts are empty afterwards.
  static func sheets(_ schema: Schema, joining drafts: [SheetColumnsDraft]) -> SheetColumns {
    let columns = Cores.map(schema.columns.count) { place in
      CellColumnDraft.column(
        schema.columns[place].type,
        joining: drafts.compactMap { draft in draft.columns.baseAddress.map { ($0 + place, draft.rows.count) } })
    }
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

  func sheets() -> SheetColumns { Self.sheets(schema, joining: [self]) }
}
