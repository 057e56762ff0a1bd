import Diagnostics
import Quantities

/// The records of one fact, gathered from rows or lines and stored once: each costs no more than itself.
struct RecordList {
  /// Nil until something states records, or that there are none.
  private var rows: [[Value?]]?
  private var isWhole = true

  init(_ cell: Cell = .missing) { _ = add(cell) }

  /// Adds what one row says. Without a record that could not be read the list is not known.
  ///
  /// - Returns: false for records where there are none, or the other way round: then it is not known either.
  mutating func add(_ cell: Cell) -> Bool {
    switch cell {
    case .missing: return true
    case .value(.records(let more)):
      if let rows, rows.isEmpty != more.isEmpty {
        isWhole = false
        return false
      }
      rows = rows ?? []
      rows?.append(contentsOf: more)
    case .value, .unsettled, .unreadable: isWhole = false
    }
    return true
  }

  var cell: Cell {
    guard isWhole else { return .unreadable }
    return rows.map { .value(.records($0)) } ?? .missing
  }
}

/// Companion tables: records of one column, a row each, for sheets of any file.
extension SheetReader {
  /// A list of records: the sheet's place and the column.
  private struct Key: Hashable {
    let sheet: Int
    let column: Int
  }

  /// The sheets with the records of companion tables added.
  mutating func joined(_ sheets: [Sheet]) -> [Sheet] {
    guard !companions.isEmpty else { return sheets }
    let places = Dictionary(sheets.enumerated().map { ($0.element.name, $0.offset) }, uniquingKeysWith: { a, _ in a })
    var cells = sheets.map(\.cells)
    var lists: [Key: RecordList] = [:]
    // Whose records are in a companion that cannot be read, nobody knows.
    var unreadable: Set<Int> = []
    for (file, column) in companions {
      if !gather(file, column, places, &lists, cells) { unreadable.insert(column) }
    }
    for (key, list) in lists { cells[key.sheet][key.column] = list.cell }
    for column in unreadable {
      for sheet in sheets.indices { cells[sheet][column] = .unreadable }
    }
    return zip(sheets, cells).map { sheet, cells in
      Sheet(name: sheet.name, cells: cells, file: sheet.file, row: sheet.row)
    }
  }

  /// Adds the records of a companion to the lists.
  /// - Returns: whether the whole file could be read; if not, that has been reported.
  private mutating func gather(
    _ file: SheetFile, _ column: Int, _ places: [String: Int], _ lists: inout [Key: RecordList], _ sheets: [[Cell]]
  ) -> Bool {
    guard case .records(_, let fields) = schema.columns[column].type, let text = text(of: file) else { return false }
    let subject = schema.columns[schema.subject]
    var names = ColumnNames()
    for (index, field) in fields.enumerated() { names.add(field.name, field.alias, at: index) }
    names.add(subject.name, subject.alias, at: fields.count)
    let table = CSV.table(text)
    guard var heading = heading(of: table, names, file.path) else { return false }
    guard let key = heading.columns.firstIndex(of: fields.count) else {
      if !heading.repeated.contains(fields.count) {
        report(.subjectMissing(subject.name), file.path, row: table.rows.first?.line)
      }
      return false
    }
    for row in table.rows.dropFirst() {
      let cells = cells(of: row, &heading, file.path)
      let name = key < row.cells.count ? owner(row.cells[key], file.path, row: row.line) : ""
      if let sheet = places[name] {
        let said = if let cells { record(cells, fields, file.path, row: row.line) } else { Cell.unreadable }
        if !lists[Key(sheet: sheet, column: column), default: RecordList(sheets[sheet][column])].add(said) {
          report(.noneAndRecords, file.path, row: row.line, column: schema.columns[column].name)
        }
      } else if cells != nil {
        reportNobody(name, subject.name, file.path, row: row.line)
      }
    }
    return table.unclosed == nil
  }

  /// The name of the sheet to which a record belongs.
  private mutating func owner(_ text: String, _ file: String, row: Int) -> String {
    var found: Set<CellRemark> = []
    defer { note(found, file, row: row, column: schema.columns[schema.subject].name, value: text) }
    return CellReader.name(text, &found)
  }

  /// Reports that a record belongs to no sheet, unless its sheets have been refused.
  private mutating func reportNobody(_ name: String, _ subject: String, _ file: String, row: Int) {
    if name.isEmpty {
      report(.subjectMissing(subject), file, row: row, column: subject)
    } else if !repeatedNames.contains(name) {
      report(.unknownSheet(name), file, row: row, column: subject, value: name)
    }
  }

  /// What a row says: a record, that there are none, or nothing.
  private mutating func record(
    _ cells: [(column: Int, text: String)], _ fields: [ValueType.Column], _ file: String, row: Int
  ) -> Cell {
    let filled = cells.filter { $0.column < fields.count && !CellReader.isMissing(TextDecoding.narrow($0.text)) }
    if filled.isEmpty { return .missing }
    if filled.allSatisfy({ CellReader.isNone(TextDecoding.narrow($0.text)) }) { return .value(.records([])) }
    var record = [Value?](repeating: nil, count: fields.count)
    var isReadable = true
    for (index, text) in filled {
      do throws(SheetProblem) {
        record[index] = try value(text, fields[index].type, fields[index].name, file, row: row)
      } catch {
        report(error, file, row: row, column: fields[index].name, value: text)
        isReadable = false
      }
    }
    return isReadable ? .value(.records([record])) : .unreadable
  }
}
