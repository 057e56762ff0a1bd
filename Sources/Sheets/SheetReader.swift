import Diagnostics
import Quantities

/// A file of fact sheets. Its extension decides the form: csv, json, jsonl, anything else is a text sheet.
public struct SheetFile: Sendable {
  /// As shown in messages.
  public let path: String
  public let bytes: [UInt8]

  public init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
  }

  /// The part of the name behind the last dot.
  var form: String { name.split(separator: ".").last.map { $0.lowercased() } ?? "" }

  /// `小区.行政处罚.csv` → 行政处罚: what a companion table is named after.
  var companionOf: String? {
    let parts = name.split(separator: ".")
    return parts.count >= 3 ? String(parts[parts.count - 2]) : nil
  }

  private var name: Substring { path.split(separator: "/").last ?? "" }
}

/// Reads sheets in all forms into one table. What is wrong is reported and left out; the rest goes on.
public struct SheetReader {
  let schema: Schema
  /// Names and aliases of columns, narrowed.
  private let columns: [String: Int]
  var drafts: [Draft] = []
  private var companions: [(file: SheetFile, column: Int)] = []
  private(set) var diagnostics: [Diagnostic] = []
  private var surplusProblems = 0
  private var refused: [String] = []

  /// A sheet while it is being read.
  struct Draft {
    var cells: [Cell]
    let file: String
    let row: Int?
  }

  public static func read(_ files: [SheetFile], schema: Schema) -> (table: Table, diagnostics: [Diagnostic]) {
    var reader = SheetReader(schema)
    for file in files { reader.read(file) }
    let sheets = reader.named()
    let complete = reader.joined(sheets)
    if reader.surplusProblems > 0 {
      reader.diagnostics.append(
        Diagnostic(SheetProblem.moreProblems(reader.surplusProblems), at: .file(files.last?.path ?? "")))
    }
    return (Table(schema: schema, sheets: complete, refused: reader.refused), reader.diagnostics)
  }

  private init(_ schema: Schema) {
    self.schema = schema
    var columns: [String: Int] = [:]
    for (index, column) in schema.columns.enumerated() {
      columns[TextDecoding.narrow(column.name)] = index
      if let alias = column.alias { columns[TextDecoding.narrow(alias)] = index }
    }
    self.columns = columns
  }

  // MARK: Reporting

  mutating func report(
    _ problem: SheetProblem, _ file: String, row: Int? = nil, column: String? = nil, value: String? = nil
  ) {
    if diagnostics.count >= SheetLimits.problems {
      surplusProblems += 1
      return
    }
    diagnostics.append(Diagnostic(problem, at: .cell(file: file, row: row, column: column, value: value)))
  }

  mutating func refuse(_ name: String) { refused.append(name) }

  // MARK: Files

  private mutating func read(_ file: SheetFile) {
    guard file.bytes.count <= SheetLimits.fileSize else {
      report(.fileTooLarge(file.bytes.count), file.path)
      return
    }
    if file.form == "csv", let name = file.companionOf, schema.ignored.contains(TextDecoding.narrow(name)) { return }
    if file.form == "csv", let name = file.companionOf, let column = columns[TextDecoding.narrow(name)],
      case .records = schema.columns[column].type
    {
      companions.append((file, column))
      return
    }
    switch TextDecoding.decode(file.bytes) {
    case .failure(let problem): report(problem, file.path)
    case .success(let text):
      switch file.form {
      case "csv": readCSV(text, file.path)
      case "json": readJSON(text, file.path)
      case "jsonl": readJSONLines(text, file.path)
      default: readText(text, file.path)
      }
    }
  }

  /// The column of a heading, or nil after reporting it.
  mutating func column(_ heading: String, _ file: String, row: Int?) -> Int? {
    let name = TextDecoding.narrow(heading)
    if let index = columns[name] { return index }
    if schema.ignored.contains(name) { return nil }
    report(
      .unknownColumn(name, nearest: NearestName.of(name, among: schema.columns.map(\.name))), file, row: row,
      column: name)
    return nil
  }

  /// The columns of a heading row; a heading that is unknown or repeated has none.
  private mutating func headings(_ row: CSV.Row, _ file: String) -> [Int?] {
    var seen: Set<Int> = []
    return row.cells.map { heading in
      if TextDecoding.trim(heading).isEmpty { return nil }
      guard let index = column(heading, file, row: row.line) else { return nil }
      guard seen.insert(index).inserted else {
        report(.duplicateColumn(heading), file, row: row.line, column: heading)
        return nil
      }
      return index
    }
  }

  private mutating func readCSV(_ text: String, _ file: String) {
    let (rows, unclosed) = CSV.rows(text)
    if let unclosed { report(.unclosedQuote, file, row: unclosed) }
    guard let heading = rows.first else {
      report(.noHeading, file)
      return
    }
    let columns = headings(heading, file)
    for row in rows.dropFirst() where row.cells.contains(where: { !TextDecoding.trim($0).isEmpty }) {
      guard isEven(row, columns.count, file) else { continue }
      var draft = Draft(cells: blank, file: file, row: row.line)
      for (column, cell) in zip(columns, row.cells) {
        if let column { draft.cells[column] = self.cell(cell, column, file, row: row.line) }
      }
      add(draft)
    }
  }

  /// Whether a row has as many cells as the heading; empty cells too many do no harm.
  private mutating func isEven(_ row: CSV.Row, _ wanted: Int, _ file: String) -> Bool {
    let surplus = row.cells.dropFirst(wanted).contains { !TextDecoding.trim($0).isEmpty }
    if row.cells.count >= wanted, !surplus { return true }
    report(.raggedRow(found: row.cells.count, wanted: wanted), file, row: row.line)
    refuse("\(file):\(row.line)")
    return false
  }

  var blank: [Cell] { [Cell](repeating: .missing, count: schema.columns.count) }

  mutating func add(_ draft: Draft) {
    if drafts.count == SheetLimits.sheets { report(.tooManySheets, draft.file, row: draft.row) }
    if drafts.count <= SheetLimits.sheets { drafts.append(draft) }
  }

  // MARK: Cells

  /// A cell's text as the value of its column.
  mutating func cell(_ text: String, _ column: Int, _ file: String, row: Int?) -> Cell {
    let target = schema.columns[column]
    switch CellReader.value(text, type: target.type, units: schema.units) {
    case .success(nil): return .missing
    case .success(let value?): return checked(value, column, file, row: row, text: text)
    case .failure(let problem):
      report(problem, file, row: row, column: target.name, value: text)
      return .unreadable
    }
  }

  /// The value if it lies within the allowed range.
  mutating func checked(_ value: Value, _ column: Int, _ file: String, row: Int?, text: String) -> Cell {
    let target = schema.columns[column]
    guard let lower = target.lower, let upper = target.upper, value.isOutside(lower, upper) else {
      return .value(value)
    }
    report(
      .outOfRange(lower: lower, upper: upper, target.type), file, row: row, column: target.name, value: text)
    return .unreadable
  }

  // MARK: From drafts to sheets

  /// The drafts that have a name of their own; both sheets of a repeated name are refused.
  private mutating func named() -> [Sheet] {
    let subject = schema.columns[schema.subject].name
    var first: [String: Int] = [:]
    var repeated: Set<String> = []
    var sheets: [Sheet] = []
    for draft in drafts {
      guard case .value(.text(let name)) = draft.cells[schema.subject] else {
        report(.subjectMissing(subject), draft.file, row: draft.row, column: subject)
        refuse(Self.place(draft.file, draft.row))
        continue
      }
      let sheet = Sheet(name: name, cells: draft.cells, file: draft.file, row: draft.row)
      if let other = first[name] {
        let place = Self.place(sheets[other].file, sheets[other].row)
        report(.duplicateSheet(name, other: place), draft.file, row: draft.row, column: subject, value: name)
        if repeated.insert(name).inserted { refuse(name) }
      } else {
        first[name] = sheets.count
        sheets.append(sheet)
      }
    }
    return sheets.filter { !repeated.contains($0.name) }
  }

  private static func place(_ file: String, _ row: Int?) -> String { row.map { "\(file):\($0)" } ?? file }

  // MARK: Companion tables

  /// The sheets with the records of companion tables added.
  private mutating func joined(_ sheets: [Sheet]) -> [Sheet] {
    guard !companions.isEmpty else { return sheets }
    var cells = sheets.map(\.cells)
    let places = Dictionary(sheets.enumerated().map { ($0.element.name, $0.offset) }, uniquingKeysWith: { a, _ in a })
    for (file, column) in companions {
      switch TextDecoding.decode(file.bytes) {
      case .failure(let problem): report(problem, file.path)
      case .success(let text): join(text, file.path, column, places, &cells)
      }
    }
    return zip(sheets, cells).map { sheet, cells in
      Sheet(name: sheet.name, cells: cells, file: sheet.file, row: sheet.row)
    }
  }

  private mutating func join(
    _ text: String, _ file: String, _ column: Int, _ places: [String: Int], _ cells: inout [[Cell]]
  ) {
    guard case .records(_, let fields) = schema.columns[column].type else { return }
    let (rows, unclosed) = CSV.rows(text)
    if let unclosed { report(.unclosedQuote, file, row: unclosed) }
    guard let heading = rows.first else {
      report(.noHeading, file)
      return
    }
    let subject = schema.columns[schema.subject]
    var keyAt: Int?
    var fieldAt: [Int: Int] = [:]
    for (index, cell) in heading.cells.enumerated() {
      let name = TextDecoding.narrow(cell)
      if name == subject.name || name == subject.alias {
        keyAt = index
      } else if let field = fields.firstIndex(where: { $0.name == name || $0.alias == name }) {
        fieldAt[index] = field
      } else if !name.isEmpty {
        report(
          .unknownColumn(name, nearest: NearestName.of(name, among: fields.map(\.name))), file, row: heading.line,
          column: name)
      }
    }
    guard let keyAt else {
      report(.subjectMissing(subject.name), file, row: heading.line)
      return
    }
    for row in rows.dropFirst() where row.cells.contains(where: { !TextDecoding.trim($0).isEmpty }) {
      guard isEven(row, heading.cells.count, file) else { continue }
      let name = TextDecoding.trim(row.cells[keyAt])
      guard let place = places[name] else {
        if !refused.contains(name) {
          report(.unknownSheet(name), file, row: row.line, column: subject.name, value: name)
        }
        continue
      }
      var record: [Value?] = Array(repeating: nil, count: fields.count)
      var isBad = false
      let filled = fieldAt.keys.sorted().filter { !TextDecoding.trim(row.cells[$0]).isEmpty }
      let isEmptyList = filled.first.map { CellReader.isNone(TextDecoding.narrow(row.cells[$0])) } ?? true
      if !isEmptyList {
        for index in filled {
          guard let field = fieldAt[index] else { continue }
          switch CellReader.value(row.cells[index], type: fields[field].type, units: schema.units) {
          case .success(let value): record[field] = value
          case .failure(let problem):
            report(problem, file, row: row.line, column: fields[field].name, value: row.cells[index])
            isBad = true
          }
        }
      }
      switch cells[place][column] {
      case .unreadable: continue
      case .missing: cells[place][column] = isBad ? .unreadable : .value(.records(isEmptyList ? [] : [record]))
      case .value(.records(let earlier)):
        cells[place][column] = isBad ? .unreadable : .value(.records(earlier + (isEmptyList ? [] : [record])))
      case .value: continue
      }
    }
  }
}
