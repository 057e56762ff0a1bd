import Diagnostics
import Quantities

/// Reads sheets in all forms into one table. What is wrong is reported and left out; the rest goes on.
public struct SheetReader {
  let schema: Schema
  let columns: ColumnNames
  private let cores: Int
  private var drafts: [Draft] = []
  private(set) var companions: [(file: SheetFile, rows: Rows, column: Int)] = []
  /// Columns of records that may be missing because a file is not used.
  private(set) var mistrusted: Set<Int> = []
  private var diagnostics: [Diagnostic] = []
  private var surplusProblems = 0
  private var remarks = CellRemarks()
  private var refused: [String] = []
  /// Of which two sheets were found.
  private(set) var repeated: [Identity] = []
  /// Whose rows have been refused.
  private(set) var dropped: [Identity] = []

  /// A sheet while it is being read.
  struct Draft {
    var cells: [Cell]
    let file: String
    let row: Int?
  }

  /// Never fails: the table has what could be read, the messages what could not. Of those, the first
  /// ``SheetLimits/problems`` are kept and the rest is counted.
  /// - Parameter files: in any order; sheets come out in that order, records join theirs from whichever file.
  public static func read(_ files: [SheetFile], schema: Schema) -> (table: Table, diagnostics: [Diagnostic]) {
    read(files, schema: schema, cores: Cores.count)
  }

  /// - Parameter cores: by which long files are shared; what is read does not depend on it.
  static func read(
    _ files: [SheetFile], schema: Schema, cores: Int
  ) -> (table: Table, diagnostics: [Diagnostic]) {
    var reader = SheetReader(schema, cores: cores)
    for file in files { reader.read(file) }
    let sheets = reader.named()
    let complete = reader.joined(sheets)
    for remark in reader.remarks.diagnostics + GroupNames.remarks(on: complete, schema) { reader.report(remark) }
    if reader.surplusProblems > 0 {
      reader.diagnostics.append(
        Diagnostic(SheetProblem.moreProblems(reader.surplusProblems), at: .file(files.last?.path ?? "")))
    }
    return (Table(schema: schema, sheets: complete, refused: reader.refused), reader.diagnostics)
  }

  private init(_ schema: Schema, cores: Int) {
    (self.schema, self.cores) = (schema, cores)
    var names = ColumnNames(schema.units)
    for column in schema.columns { names.add(column.name, column.alias, column.type) }
    columns = names
  }

  // MARK: Reporting

  mutating func report(
    _ problem: SheetProblem, _ file: String, row: Int? = nil, column: String? = nil, value: String? = nil
  ) {
    report(Diagnostic(problem, at: .cell(file: file, row: row, column: column, value: value)))
  }

  mutating func report(
    _ problem: some Problem, _ file: String, row: Int? = nil, column: String? = nil, value: String? = nil
  ) {
    report(Diagnostic(problem, at: .cell(file: file, row: row, column: column, value: value)))
  }

  private mutating func report(_ diagnostic: Diagnostic) {
    if diagnostics.count < SheetLimits.problems {
      diagnostics.append(diagnostic)
    } else {
      surplusProblems += 1
    }
  }

  /// Keeps what was taken off a cell, to be told with the others of its column.
  mutating func note(
    _ found: Set<CellRemark>, _ file: String, row: Int?, column: String?, value: @autoclosure () -> String
  ) {
    if !found.isEmpty { remarks.add(found, file: file, row: row, column: column, value: value()) }
  }

  /// Names a file, or a sheet in it, of which nothing is used.
  mutating func refuse(_ file: String, row: Int? = nil) { refused.append(Self.place(file, row)) }

  /// Remembers whose row it is that is not used.
  mutating func drop(_ parts: [String]) {
    if parts.allSatisfy({ !$0.isEmpty }) { dropped.append(Identity(parts)) }
  }

  static func place(_ file: String, _ row: Int?) -> String { row.map { "\(file):\($0)" } ?? file }

  // MARK: Cores

  /// Fewer rows are read sooner than a thread begins.
  private static let rowsOfAPiece = 1_000

  /// Parts of so many rows, as many as there are cores to read them.
  func pieces(_ rows: Int) -> [Range<Int>] {
    let count = max(1, min(cores, rows / Self.rowsOfAPiece))
    return (0..<count).map { rows * $0 / count..<rows * ($0 + 1) / count }
  }

  /// Reads pieces of a file at once, and takes up in their order what was read in each and what is to be said of it.
  mutating func read(pieces count: Int, _ body: (inout SheetReader, Int) -> Void) {
    if count == 1 {
      body(&self, 0)
      return
    }
    var blank = self
    (blank.drafts, blank.diagnostics, blank.surplusProblems, blank.remarks) = ([], [], 0, CellRemarks())
    (blank.refused, blank.dropped) = ([], [])
    let readers = Cores.map(count) { [blank] number in
      var reader = blank
      body(&reader, number)
      return reader
    }
    for reader in readers {
      drafts += reader.drafts
      for diagnostic in reader.diagnostics { report(diagnostic) }
      surplusProblems += reader.surplusProblems
      remarks.add(reader.remarks)
      refused += reader.refused
      dropped += reader.dropped
    }
  }

  // MARK: Files

  /// The rows of a file, or why they cannot be read.
  typealias Rows = Result<CSVText, SheetProblem>

  private mutating func read(_ file: SheetFile) {
    let rows: Rows? = if case .table(let decode) = file.form.content { decode(file.bytes) } else { nil }
    switch role(of: file, rows) {
    case .foreign: return
    case .companion(let column):
      guard let rows else { return }
      var found: Set<CellRemark> = []
      _ = CellReader.name(file.path, &found)
      note(found, file.path, row: nil, column: nil, value: "")
      companions.append((file, rows, column))
    case .stray(let problem, let columns):
      report(problem, file.path)
      refuse(file.path)
      mistrusted.formUnion(columns)
    case .sheets:
      switch (file.form.content, rows) {
      case (.sheets(let read), _): read(&self, file)
      case (.table, let rows?):
        if let rows = content(rows, of: file.path) { readTable(rows, file.path) } else { refuse(file.path) }
      case (.table, nil): break
      }
    }
  }

  /// What the bytes of a file are, or nil after reporting why they cannot be read.
  mutating func content<Content>(_ decoded: Result<Content, SheetProblem>, of file: String) -> Content? {
    switch decoded {
    case .success(let content): return content
    case .failure(let problem):
      report(problem, file)
      return nil
    }
  }

  func isKnown(_ heading: String) -> Bool { columns.match(heading) != nil || isIgnored(heading) }

  /// Whether a heading is a fact of another level.
  func isIgnored(_ heading: String) -> Bool {
    ([TextDecoding.narrow(heading)] + ColumnNames.stems(heading)).contains(where: schema.ignored.contains)
  }

  /// The column that is called so, or nil after reporting that there is none.
  /// - Parameter removed: what has been taken out of the heading already.
  mutating func column(
    _ heading: String, among columns: ColumnNames, _ file: String, row: Int?, _ removed: Set<CellRemark> = []
  ) -> ColumnNames.Match? {
    var removed = removed
    let name = TextDecoding.narrow(CellReader.name(heading, &removed))
    let match = columns.match(name)
    note(removed, file, row: row, column: match.map { columns.names[$0.place] } ?? name, value: heading)
    if match == nil, !isIgnored(name) {
      report(.unknownColumn(name, known: columns.names), file, row: row, column: name)
    }
    return match
  }

  // MARK: Cells

  /// A cell's text as the value of its column.
  mutating func cell(_ text: String, _ column: ColumnNames.Match, _ file: String, row: Int?) -> Cell {
    var found: Set<CellRemark> = []
    return cell(text, column, file, row: row, &found)
  }

  /// The same for a table, of which a cell is looked at by the reader of its column first.
  mutating func cell(_ cell: CSVCell, _ bytes: CellBytes, _ reader: inout ColumnReader, _ file: String, row: Int)
    -> Cell
  {
    let content = CellBytes(rebasing: bytes[cell.start..<cell.end])
    if !cell.isRewritten, let value = reader.cell(content) { return value }
    var found: Set<CellRemark> = []
    let value = self.cell(cell.text(in: bytes), reader.match, file, row: row, &found)
    if !cell.isRewritten, found.isEmpty { reader.keep(value, for: content) }
    return value
  }

  private mutating func cell(
    _ text: String, _ column: ColumnNames.Match, _ file: String, row: Int?, _ found: inout Set<CellRemark>
  ) -> Cell {
    let target = schema.columns[column.place]
    defer { note(found, file, row: row, column: target.name, value: text) }
    do throws(SheetProblem) {
      guard let value = try CellReader.value(text, target.type, schema.units, bare: column.bare, &found) else {
        return .missing
      }
      return checked(value, column.place, file, row: row, text: text)
    } catch {
      report(error, file, row: row, column: target.name, value: text)
      return .unreadable
    }
  }

  /// A text as a type, with what was taken off it noted under the column of that name.
  mutating func value(
    _ text: String, _ type: ValueType, _ bare: BareNumber, _ name: String, _ file: String, row: Int?
  ) throws(SheetProblem) -> Value? {
    var found: Set<CellRemark> = []
    defer { note(found, file, row: row, column: name, value: text) }
    return try CellReader.value(text, type, schema.units, bare: bare, &found)
  }

  /// The value as it counts if it is no finer than allowed, and lies within the allowed range.
  mutating func checked(_ value: Value, _ column: Int, _ file: String, row: Int?, text: String) -> Cell {
    let target = schema.columns[column]
    if case .records(let records) = value, case .records(_, let fields) = target.type {
      // Each cell beyond its limits is told.
      let areWithin = records.map { check($0, fields, file, row: row) }
      return areWithin.contains(false) ? .unreadable : .value(value)
    }
    var value = value
    if let precision = target.precision {
      guard let taken = precision.taken(value) else {
        report(.finer(than: precision.step, target.type), file, row: row, column: target.name, value: text)
        return .unreadable
      }
      value = taken
    }
    guard value.isOutside(target.lower, target.upper) else { return .value(value) }
    report(
      .outOfRange(lower: target.lower, upper: target.upper, target.type), file, row: row, column: target.name,
      value: text)
    return .unreadable
  }

  /// Whether every cell of a record lies within the range of its column; reported if not.
  mutating func check(_ record: [Value?], _ fields: [ValueType.Column], _ file: String, row: Int?) -> Bool {
    var isWithin = true
    for (cell, field) in zip(record, fields) {
      guard let cell, cell.isOutside(field.lower, field.upper) else { continue }
      report(
        .outOfRange(lower: field.lower, upper: field.upper, field.type), file, row: row, column: field.name,
        value: cell.text(as: field.type))
      isWithin = false
    }
    return isWithin
  }

  // MARK: Sheets

  func draft(_ file: String, row: Int?) -> Draft {
    Draft(cells: [Cell](repeating: .missing, count: schema.columns.count), file: file, row: row)
  }

  mutating func add(_ draft: Draft) { drafts.append(draft) }

  /// The drafts that have a name of their own; both sheets of a repeated name are refused.
  private mutating func named() -> [Sheet] {
    let subject = schema.subjects.first.map { schema.columns[$0].name }
    var names = NameTable()
    /// The first sheet of each name.
    var sheets: [Sheet] = []
    var repeatedNames: Set<String> = []
    // Given away: what is not named any more need not be held twice.
    let drafts = drafts
    self.drafts = []
    sheets.reserveCapacity(drafts.count)
    let subjects = schema.subjects.map { ($0, schema.columns[$0]) }
    for draft in drafts {
      guard let identity = identity(of: draft, subjects) else {
        refuse(draft.file, row: draft.row)
        continue
      }
      let sheet = Sheet(identity, cells: draft.cells, file: draft.file, row: draft.row)
      // By the name as it is shown: what nobody can tell apart is not two communities.
      let name = identity.name
      let (other, isNew) = names.place(of: name)
      if !isNew {
        let place = Self.place(sheets[other].file, sheets[other].row)
        report(.duplicateSheet(name, other: place), draft.file, row: draft.row, column: subject, value: name)
        if repeatedNames.insert(name).inserted {
          refused.append(name)
          repeated.append(identity)
        }
      } else {
        sheets.append(sheet)
      }
    }
    return repeatedNames.isEmpty ? sheets : sheets.filter { !repeatedNames.contains($0.name) }
  }

  /// What names a draft, or nil after reporting what is blank of it.
  private mutating func identity(of draft: Draft, _ subjects: [(column: Int, Schema.Column)]) -> Identity? {
    var parts: [String] = []
    for (column, subject) in subjects {
      if case .value(let value) = draft.cells[column] {
        parts.append(value.text(as: subject.type))
      } else {
        report(.subjectMissing(subject.name), draft.file, row: draft.row, column: subject.name)
      }
    }
    guard parts.count == subjects.count, let first = parts.first else { return nil }
    return Identity(first, Array(parts.dropFirst()))
  }
}
