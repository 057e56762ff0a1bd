import Diagnostics
import Quantities

extension SheetForm {
  /// An array of objects, each a sheet, or one of them alone.
  public static let json = SheetForm(name: "json", endings: ["json"], content: .text { $0.readJSON($1, $2) }) { sheet in
    let members = sheet.fields.map { JSONValue.Member($0.name, .null) }
    return BlankSheet.Written(JSONValue.array([.object(members)]).text() + "\n")
  }

  /// An object a line.
  public static let jsonLines = SheetForm(
    name: "jsonl", endings: ["jsonl"], content: .text { $0.readJSONLines($1, $2) })
}

extension SheetReader {
  mutating func readJSON(_ text: String, _ file: String) {
    switch JSONParser.parse(text) {
    case .failure(let failure):
      report(.badJSON(failure.error), file, row: failure.line, value: failure.near)
      refuse(file)
    case .success(let value):
      if let problem = JSONShapeProblem(value, subject: subjectName, isKnown: isKnown) {
        report(problem, file)
        refuse(file)
      } else if case .array(let values) = value {
        for (index, value) in values.enumerated() { readObject(value, file, row: index + 1) }
      } else {
        readObject(value, file, row: nil)
      }
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

  private var subjectName: String { schema.subjects.first.map { schema.columns[$0].name } ?? "" }

  private mutating func readObject(_ value: JSONValue, _ file: String, row: Int?) {
    guard case .object(let members) = value else {
      report(JSONShapeProblem.noSheet(subject: subjectName), file, row: row, value: value.text())
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
          throw .wrongJSONKind(example: type.jsonExample)
        }
        bits |= chosen
      }
      return .choices(bits)
    case (.array(let elements), .records(_, let columns)):
      var rows: [[Value?]] = []
      for element in elements { rows.append(try record(element, columns, units, &remarks)) }
      return .records(rows)
    default: throw .wrongJSONKind(example: type.jsonExample)
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
    default: throw .wrongJSONKind(example: columns.jsonExample)
    }
    return cells
  }
}

extension ValueType {
  /// JSON that states a value of this type, in one line.
  fileprivate var jsonExample: String {
    switch self {
    case .truth: "true"
    case .number: "95"
    case .percentage: "\"95%\""
    case .date: "\"2025-08-01\""
    case .text: "\"…\""
    case .choice(let options, _): JSONValue.string(options.first ?? "").text()
    case .choices(let options):
      "[" + options.prefix(2).map { JSONValue.string($0).text() }.joined(separator: ", ") + "]"
    case .records(_, let columns): "[" + columns.jsonExample + "]"
    }
  }
}

extension [ValueType.Column] {
  fileprivate var jsonExample: String {
    "{" + map { JSONValue.string($0.name).text() + ": " + $0.type.jsonExample }.joined(separator: ", ") + "}"
  }
}
