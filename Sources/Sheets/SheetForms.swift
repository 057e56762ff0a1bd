import Diagnostics
import Quantities

/// The text form and the JSON forms of a sheet.
extension SheetReader {
  // MARK: Text

  /// `事实：值` lines of one sheet. Below a list of records, up to a blank line, a line that is no fact is a record.
  mutating func readText(_ text: String, _ file: String) {
    var draft = draft(file, row: nil)
    var seen: Set<Int> = []
    var lists: [Int: RecordList] = [:]
    func state(_ text: String, _ column: ColumnNames.Match, _ row: Int) {
      let place = column.place
      let name = schema.columns[place].name
      let isRepeated = !seen.insert(place).inserted
      if isList(place) {
        if !lists[place, default: RecordList()].add(cell(text, column, file, row: row)) {
          report(.noneAndRecords, file, row: row, column: name, value: text)
        }
      } else if isRepeated {
        report(.duplicateColumn(name), file, row: row, column: name)
        draft.cells[place] = .unreadable
      } else {
        draft.cells[place] = cell(text, column, file, row: row)
      }
    }
    var list: (column: ColumnNames.Match, indent: Int)?
    // What cannot be read below a list, also behind a blank line, may have been a record of it.
    var latest: Int?
    func mistrust() {
      if let latest { _ = lists[latest, default: RecordList()].add(.unreadable) }
    }
    for (index, original) in TextDecoding.lines(text).enumerated() {
      // Taken out at once: some join the sign before them, which would then be another.
      let line = VisibleText(String(original))
      let content = TextDecoding.trim(line.text)
      if content.isEmpty { list = nil }
      guard let first = content.first, first != "#", first != "＃" else { continue }
      let row = index + 1
      let indent = line.text.prefix(while: \.isWhitespace).count
      let removed = Set(line.removed.map(CellRemark.invisible))
      let fact = Self.fact(content)
      if let list, fact.map({ indent > list.indent && !isKnown($0.label) }) ?? true {
        note(removed, file, row: row, column: schema.columns[list.column.place].name, value: content)
        state(content, list.column, row)
        continue
      }
      list = nil
      guard let fact else {
        report(.badLine, file, row: row, value: content)
        mistrust()
        continue
      }
      guard let column = column(fact.label, among: columns, file, row: row, removed) else {
        // A fact of another level ends the list too.
        if isKnown(fact.label) { latest = nil } else { mistrust() }
        continue
      }
      latest = nil
      if isList(column.place) {
        list = (column, indent)
        latest = column.place
      }
      state(fact.value, column, row)
    }
    for (column, list) in lists { draft.cells[column] = list.cell }
    add(draft)
  }

  private func isList(_ column: Int) -> Bool {
    if case .records = schema.columns[column].type { true } else { false }
  }

  private static func fact(_ line: String) -> (label: String, value: String)? {
    guard let sign = line.firstIndex(where: { ":：=＝".contains($0) }) else { return nil }
    return (TextDecoding.trim(String(line[..<sign])), String(line[line.index(after: sign)...]))
  }

  // MARK: JSON

  mutating func readJSON(_ text: String, _ file: String) {
    switch JSONParser.parse(text) {
    case .failure(let failure):
      report(.badJSON(failure.error), file, row: failure.line, value: failure.near)
      refuse(file)
    case .success(.array(let values)):
      for (index, value) in values.enumerated() { readObject(value, file, row: index + 1) }
    case .success(let value): readObject(value, file, row: nil)
    }
  }

  mutating func readJSONLines(_ text: String, _ file: String) {
    for (index, line) in TextDecoding.lines(text).enumerated() {
      let content = TextDecoding.trim(String(line))
      if content.isEmpty { continue }
      switch JSONParser.parse(content) {
      case .failure(let failure):
        report(.badJSON(failure.error), file, row: index + 1, value: failure.near)
        refuse(file, row: index + 1)
      case .success(let value): readObject(value, file, row: index + 1)
      }
    }
  }

  private mutating func readObject(_ value: JSONValue, _ file: String, row: Int?) {
    guard case .object(let members) = value else {
      report(.wrongJSONKind, file, row: row, value: value.text())
      refuse(file, row: row)
      return
    }
    let subject = members.first { columns.match($0.key)?.place == schema.subjects.first }
    if case .string(let name)? = subject?.value, TableRows.isTotal(name) {
      report(ShapeProblem.totals, file, row: row, value: name)
      return
    }
    var draft = draft(file, row: row)
    var seen: Set<Int> = []
    for member in members {
      guard let column = column(member.key, among: columns, file, row: row) else { continue }
      guard seen.insert(column.place).inserted else {
        report(.duplicateColumn(member.key), file, row: row, column: member.key)
        draft.cells[column.place] = .unreadable
        continue
      }
      draft.cells[column.place] = jsonCell(member.value, column, file, row)
    }
    add(draft)
  }

  private mutating func jsonCell(
    _ value: JSONValue, _ column: ColumnNames.Match, _ file: String, _ row: Int?
  ) -> Cell {
    let target = schema.columns[column.place]
    var remarks: Set<CellRemark> = []
    defer { note(remarks, file, row: row, column: target.name, value: value.text()) }
    do throws(SheetProblem) {
      guard let read = try Self.value(value, target.type, schema.units, bare: column.bare, &remarks) else {
        return .missing
      }
      return checked(read, column.place, file, row: row, text: value.text())
    } catch {
      report(error, file, row: row, column: target.name, value: value.text())
      return .unreadable
    }
  }

  /// A JSON value as a type; nil for a missing one.
  private static func value(
    _ json: JSONValue, _ type: ValueType, _ units: UnitTable, bare: BareNumber = .declared,
    _ remarks: inout Set<CellRemark>
  ) throws(SheetProblem) -> Value? {
    switch (json, type) {
    case (.null, _): return nil
    case (.string(let text), _): return try CellReader.value(text, type, units, bare: bare, &remarks)
    case (.bool(let truth), .truth): return .truth(truth)
    case (.number(let digits), .number), (.number(let digits), .percentage), (.number(let digits), .date):
      guard let decimal = JSONNumber.decimal(digits) else { throw .tooManyDigits }
      return try CellReader.value(decimal, type, units, bare: bare, &remarks)
    case (.number(let digits), .text), (.number(let digits), .choice):
      guard JSONNumber.isText(digits) else { throw .numberAsText }
      return try CellReader.value(digits, type, units, &remarks)
    case (.array(let elements), .choices(let options)):
      var bits: UInt64 = 0
      for element in elements {
        guard case .choices(let chosen)? = try value(element, .choices(options: options), units, &remarks) else {
          throw .wrongJSONKind
        }
        bits |= chosen
      }
      return .choices(bits)
    case (.array(let elements), .records(_, let columns)):
      var rows: [[Value?]] = []
      for element in elements { rows.append(try record(element, columns, units, &remarks)) }
      return .records(rows)
    default: throw .wrongJSONKind
    }
  }

  private static func record(
    _ json: JSONValue, _ columns: [ValueType.Column], _ units: UnitTable, _ remarks: inout Set<CellRemark>
  ) throws(SheetProblem) -> [Value?] {
    var cells = [Value?](repeating: nil, count: columns.count)
    switch json {
    case .array(let values):
      guard values.count == columns.count else { throw .badRecord(columns: columns.map(\.name)) }
      for (index, column) in columns.enumerated() {
        cells[index] = try value(values[index], column.type, units, &remarks)
      }
    case .object(let members):
      var seen: Set<Int> = []
      for member in members {
        let name = TextDecoding.narrow(CellReader.name(member.key, &remarks))
        guard let index = columns.firstIndex(where: { $0.name == name || $0.alias == name }) else {
          throw .unknownColumn(name, known: columns.map(\.name))
        }
        // A name and its alias are one column.
        guard seen.insert(index).inserted else { throw .duplicateColumn(name) }
        cells[index] = try value(member.value, columns[index].type, units, &remarks)
      }
    default: throw .wrongJSONKind
    }
    return cells
  }
}
