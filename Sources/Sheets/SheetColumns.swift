import Quantities

/// Many sheets, column by column.
public final class SheetColumns: Sendable {
  /// One per column of the schema.
  public let columns: [CellColumn]
  /// The columns that together name a sheet, with their types.
  private let subjects: [(column: Int, type: ValueType)]
  /// The files, each with the place of its first sheet.
  private let files: [(path: String, start: Int)]
  /// Of each sheet in its file, from 1; 0 where that holds one sheet.
  private let rows: [Int32]

  fileprivate init(
    _ columns: [CellColumn], _ subjects: [(column: Int, type: ValueType)], _ files: [(path: String, start: Int)],
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

  /// For each sheet the first that is shown by the same name, which nobody can tell from it; nil where something is blank
  /// of what names it.
  var namesakes: [Int?] {
    var firsts: [Int] = []
    func first(_ name: Int, _ sheet: Int) -> Int {
      if firsts[name] < 0 { firsts[name] = sheet }
      return firsts[name]
    }
    if subjects.count == 1, let subject = subjects.first, case .text = subject.type, columns[subject.column].odd.isEmpty
    {
      let column = columns[subject.column]
      firsts = [Int](repeating: -1, count: column.texts.count)
      return (0..<count).map { sheet -> Int? in
        if case .number(let name) = column.words[sheet] { first(name, sheet) } else { nil }
      }
    }
    var names = NameTable()
    return (0..<count).map { sheet -> Int? in
      guard let name = named(sheet)?.name else { return nil }
      let (place, isNew) = names.place(of: name)
      if isNew { firsts.append(-1) }
      return first(place, sheet)
    }
  }

  func file(_ sheet: Int) -> String {
    // The last that begins no later.
    var (low, high) = (0, files.count)
    while low < high {
      let middle = (low + high) / 2
      if files[middle].start <= sheet { low = middle + 1 } else { high = middle }
    }
    return low > 0 ? files[low - 1].path : ""
  }

  func row(_ sheet: Int) -> Int? { rows[sheet] > 0 ? Int(rows[sheet]) : nil }

  /// Some of the sheets, in order.
  func selecting(_ sheets: [Int]) -> SheetColumns {
    var files: [(path: String, start: Int)] = []
    for (place, sheet) in sheets.enumerated() {
      let path = file(sheet)
      if files.last?.path != path { files.append((path, place)) }
    }
    return SheetColumns(columns.map { $0.selecting(sheets) }, subjects, files, sheets.map { rows[$0] })
  }

  /// The same sheets with other cells in some columns.
  ///
  /// - Parameter cells: by column and sheet.
  func replacing(_ cells: [Int: [Int: Cell]]) -> SheetColumns {
    let replaced = columns.enumerated().map { place, column -> CellColumn in
      guard let changed = cells[place] else { return column }
      let draft = CellColumnDraft(column.type, capacity: count)
      for sheet in 0..<count { draft.put(changed[sheet] ?? column[sheet], at: sheet) }
      return draft.column(count)
    }
    return SheetColumns(replaced, subjects, files, rows)
  }
}

/// Many sheets while they are read.
final class SheetColumnsDraft {
  private let schema: Schema
  let columns: [CellColumnDraft]
  private var files: [(path: String, start: Int)] = []
  private var rows: [Int32] = []
  private var capacity: Int

  init(_ schema: Schema, capacity: Int = 8) {
    self.schema = schema
    self.capacity = capacity
    columns = schema.columns.map { CellColumnDraft($0.type, capacity: capacity) }
    rows.reserveCapacity(capacity)
  }

  var count: Int { rows.count }

  /// Goes on to a further sheet, of which nothing is known yet.
  func begin(_ file: String, row: Int?) {
    if files.last?.path != file { files.append((file, rows.count)) }
    rows.append(Int32(clamping: row ?? 0))
    if rows.count > capacity {
      capacity = 2 * rows.count
      for column in columns { column.reserve(capacity) }
    }
  }

  /// Of the sheet at hand.
  func put(_ cell: Cell, in column: Int) { columns[column].put(cell, at: rows.count - 1) }

  /// Takes up the sheets of another draft behind those that are here.
  func append(_ other: SheetColumnsDraft) {
    for (path, start) in other.files where start < other.count {
      if files.last?.path != path { files.append((path, count + start)) }
    }
    capacity = max(capacity, count + other.count)
    let start = count
    _ = Cores.map(columns.count) { columns[$0].append(other.columns[$0], other.count, behind: start) }
    for column in columns { column.reserve(capacity) }
    rows += other.rows
  }

  func sheets() -> SheetColumns {
    let cells = Cores.map(columns.count) { columns[$0].column(count) }
    return SheetColumns(cells, schema.subjects.map { ($0, schema.columns[$0].type) }, files, rows)
  }
}
