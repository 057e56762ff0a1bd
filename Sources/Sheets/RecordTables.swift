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
    let owners = Owners(sheets.map(\.identity))
    let refusedOwners = Owners(repeated)
    var cells = sheets.map(\.cells)
    var lists: [Key: RecordList] = [:]
    // Whose records are in a companion that cannot be read, nobody knows.
    var unreadable: Set<Int> = []
    for (file, column) in companions {
      if !gather(file, column, owners, refusedOwners, &lists, cells) { unreadable.insert(column) }
    }
    for (key, list) in lists { cells[key.sheet][key.column] = list.cell }
    for column in unreadable {
      for sheet in sheets.indices { cells[sheet][column] = .unreadable }
    }
    return zip(sheets, cells).map { $0.with($1) }
  }

  /// Adds the records of a companion to the lists.
  /// - Returns: whether the whole file could be read; if not, that has been reported.
  private mutating func gather(
    _ file: SheetFile, _ column: Int, _ owners: Owners, _ refused: Owners, _ lists: inout [Key: RecordList],
    _ sheets: [[Cell]]
  ) -> Bool {
    guard case .records(_, let fields) = schema.columns[column].type, let text = text(of: file) else { return false }
    var names = ColumnNames(schema.units)
    for field in fields { names.add(field.name, field.alias, field.type) }
    // Where the facts of 对象 stand among the names.
    var places: [Int?] = []
    for (index, subject) in subjects.enumerated() {
      // A column of the records that is called like a further fact of 对象 belongs to the records.
      if index > 0, names[subject.name] != nil {
        places.append(nil)
        continue
      }
      places.append(names.names.count)
      names.add(subject.name, subject.alias, subject.type)
    }
    guard var table = table(text, names, subject: fields.count, file.path),
      !table.heading.repeated.contains(where: { $0 >= fields.count })
    else { return false }
    let keys = places.map { place in place.flatMap { table.heading.cell(of: $0) } }
    for row in table.rows {
      let cells = cells(of: row, &table.heading, file.path)
      let owner = owner(in: row, keys, file.path)
      let found = owners.named(owner)
      let gone = refused.named(owner)
      guard !found.isEmpty else {
        if cells != nil, gone.isEmpty { reportNobody(owner, file.path, row: row.line) }
        continue
      }
      var said = if let cells { record(cells, fields, file.path, row: row.line) } else { Cell.unreadable }
      if found.count + gone.count > 1 {
        let name = Self.name(owner)
        report(
          .ambiguousSheet(name, owners.names(found) + refused.names(gone), facts: subjects.map(\.name)), file.path,
          row: row.line, column: subjects.first?.name, value: name)
        // Whose record it is, is not known: any of them may have it.
        if said != .missing { said = .unreadable }
      }
      for sheet in found {
        if !lists[Key(sheet: sheet, column: column), default: RecordList(sheets[sheet][column])].add(said) {
          report(.noneAndRecords, file.path, row: row.line, column: schema.columns[column].name)
        }
      }
    }
    return table.cutAt == nil
  }

  private var subjects: [Schema.Column] { schema.subjects.map { schema.columns[$0] } }

  /// Whose row it is: a text for each subject fact, empty where the row says nothing of it.
  private mutating func owner(in row: CSV.Row, _ keys: [Int?], _ file: String) -> [String] {
    var owner: [String] = []
    for (subject, key) in zip(subjects, keys) {
      let cell = key.flatMap { $0 < row.cells.count ? row.cells[$0] : nil } ?? ""
      var found: Set<CellRemark> = []
      let text = CellReader.name(cell, &found)
      note(found, file, row: row.line, column: subject.name, value: cell)
      let narrow = TextDecoding.narrow(text)
      if !owner.isEmpty, CellReader.isMissing(narrow) {
        owner.append("")
      } else if case .choice(let options, _) = subject.type {
        // An option means the same in either width.
        owner.append(options.first { TextDecoding.narrow($0) == narrow } ?? text)
      } else {
        owner.append(text)
      }
    }
    return owner
  }

  /// What a row says of its owner, as reports show it.
  private static func name(_ owner: [String]) -> String {
    Identity(owner.first ?? "", owner.dropFirst().filter { !$0.isEmpty }).name
  }

  /// Reports that a record belongs to no sheet.
  private mutating func reportNobody(_ owner: [String], _ file: String, row: Int) {
    guard let first = owner.first, let subject = subjects.first?.name else { return }
    if first.isEmpty {
      report(.subjectMissing(subject), file, row: row, column: subject)
    } else {
      let name = Self.name(owner)
      report(.unknownSheet(name), file, row: row, column: subject, value: name)
    }
  }

  /// What a row says: a record, that there are none, or nothing.
  private mutating func record(
    _ cells: [(column: ColumnNames.Match, text: String)], _ fields: [ValueType.Column], _ file: String, row: Int
  ) -> Cell {
    let filled = cells.filter { $0.column.place < fields.count && !CellReader.isMissing(TextDecoding.narrow($0.text)) }
    if filled.isEmpty { return .missing }
    if filled.allSatisfy({ CellReader.isNone(TextDecoding.narrow($0.text)) }) { return .value(.records([])) }
    var record = [Value?](repeating: nil, count: fields.count)
    var isReadable = true
    for (column, text) in filled {
      let field = fields[column.place]
      do throws(SheetProblem) {
        record[column.place] = try value(text, field.type, column.bare, field.name, file, row: row)
      } catch {
        report(error, file, row: row, column: field.name, value: text)
        isReadable = false
      }
    }
    return isReadable ? .value(.records([record])) : .unreadable
  }
}
