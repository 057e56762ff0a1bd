import Diagnostics
import Quantities

/// Reads sheets in all forms into one table. What is wrong is reported and left out; the rest goes on.
public struct SheetReader {
  let schema: Schema
  let columns: ColumnNames
  private let cores: Int
  /// The sheets that are read one after another, behind those of the drafts before.
  private(set) var rows: SheetColumnsDraft
  private var drafts: [SheetColumnsDraft] = []
  private(set) var companions: [(table: NamedTable, column: Int)] = []
  /// Columns of records that may be missing because a file is not used.
  private(set) var mistrusted: Set<Int> = []
  private var diagnostics: [Diagnostic] = []
  private var surplusProblems = 0
  private var remarks = CellRemarks()
  /// Of worksheets: which letters stand above their headings.
  private var letters: [Origin: ColumnLetters] = [:]
  private var refused: [String] = []
  /// Of which two sheets were found.
  private(set) var repeated: [Identity] = []
  /// Whose rows have been refused.
  private(set) var dropped: [Identity] = []

  /// Never fails: the table has what could be read, the messages what could not. Of those, the first
  /// ``SheetLimits/problems`` are kept and the rest is counted.
  /// - Parameter files: in any order; sheets come out in that order, records join theirs from whichever file. Each is let
  ///   go when it has been read.
  public static func read(_ files: consuming [SheetFile], schema: Schema) -> (table: Table, diagnostics: [Diagnostic]) {
    read(files, schema: schema, cores: Cores.count)
  }

  /// - Parameter cores: by which long files are shared; what is read does not depend on it.
  static func read(
    _ files: consuming [SheetFile], schema: Schema, cores: Int
  ) -> (table: Table, diagnostics: [Diagnostic]) {
    var reader = SheetReader(schema, cores: cores)
    let last = files.last?.path ?? ""
    files.reverse()
    while let file = files.popLast() { reader.read(file) }
    let sheets = reader.joined(reader.named())
    for remark in reader.remarks.diagnostics + GroupNames.remarks(on: sheets, schema) { reader.report(remark) }
    if reader.surplusProblems > 0 {
      reader.diagnostics.append(
        Diagnostic(SheetProblem.moreProblems(reader.surplusProblems), at: .file(last)))
    }
    let letters = reader.letters
    let diagnostics = letters.isEmpty ? reader.diagnostics : reader.diagnostics.map { $0.naming(its: letters) }
    return (Table(schema: schema, sheets: Sheets(sheets), refused: reader.refused), diagnostics)
  }

  private init(_ schema: Schema, cores: Int) {
    (self.schema, self.cores) = (schema, cores)
    var names = ColumnNames(schema.units)
    for column in schema.columns { names.add(column.name, column.alias, column.type) }
    columns = names
    rows = SheetColumnsDraft(schema)
  }

  private init(_ schema: Schema, _ columns: ColumnNames, _ rows: SheetColumnsDraft) {
    (self.schema, self.columns, self.rows) = (schema, columns, rows)
    cores = 1
  }

  // MARK: Reporting

  mutating func report(
    _ problem: SheetProblem, _ file: Origin, row: Int? = nil, column: String? = nil, value: String? = nil
  ) {
    report(Diagnostic(problem, at: file.place(row: row, column: column, value: value)))
  }

  mutating func report(
    _ problem: some Problem, _ file: Origin, row: Int? = nil, column: String? = nil, value: String? = nil
  ) {
    report(Diagnostic(problem, at: file.place(row: row, column: column, value: value)))
  }

  /// Remembers what a worksheet has in which column, by which messages name its cells.
  mutating func keep(_ headings: ColumnLetters, of file: Origin) { letters[file] = headings }

  mutating func report(_ diagnostic: Diagnostic) {
    if diagnostics.count < SheetLimits.problems {
      diagnostics.append(diagnostic)
    } else {
      surplusProblems += 1
    }
  }

  /// Keeps what was taken off a cell, to be told with the others of its column.
  mutating func note(
    _ found: Set<CellRemark>, _ file: Origin, row: Int?, column: String?, value: @autoclosure () -> String
  ) {
    if !found.isEmpty { remarks.add(found, file: file, row: row, column: column, value: value()) }
  }

  /// Names a file, or a sheet in it, of which nothing is used.
  mutating func refuse(_ file: Origin, row: Int? = nil) { refused.append(file.name(row)) }

  /// Remembers whose row it is that is not used.
  mutating func drop(_ parts: [String]) {
    if parts.allSatisfy({ !$0.isEmpty }) { dropped.append(Identity(parts)) }
  }

  // MARK: Cores

  /// Fewer bytes are read sooner than a thread begins.
  private static let bytesOfAPiece = 1 << 16

  /// More are more than a core keeps at hand.
  private static let mostBytesOfAPiece = 1 << 22

  /// In how many pieces so many bytes are read: several for each core, so that none waits long for another.
  func pieces(_ bytes: Int) -> Int {
    cores == 1 ? 1 : max(1, min(max(4 * cores, bytes / Self.mostBytesOfAPiece), bytes / Self.bytesOfAPiece))
  }

  /// A reader that has nothing to say yet.
  ///
  /// - Parameter rows: where it puts sheets.
  func piece(_ rows: SheetColumnsDraft) -> SheetReader { SheetReader(schema, columns, rows) }

  /// Takes up what was read in pieces, in their order, and what is to be said of it.
  mutating func take(_ pieces: [SheetReader]) {
    for piece in pieces {
      if piece.rows !== rows, piece.rows.count > 0 {
        if rows.count > 0 {
          drafts.append(rows)
          rows = SheetColumnsDraft(schema)
        }
        drafts.append(piece.rows)
      }
      for diagnostic in piece.diagnostics { report(diagnostic) }
      surplusProblems += piece.surplusProblems
      remarks.add(piece.remarks)
      letters.merge(piece.letters) { _, new in new }
      refused += piece.refused
      dropped += piece.dropped
    }
  }

  // MARK: Files

  private mutating func read(_ file: SheetFile) {
    switch file.form.content {
    case .sheets(let read):
      if let column = file.companionOf.flatMap(recordsColumn) {
        stray(.noTable(fact: schema.columns[column].name), file.origin, [column])
      } else {
        read(&self, file)
      }
    case .tables(let decode): read(decode(file))
    }
  }

  /// Reads a table, unless it is a companion: those are kept until all sheets are known.
  mutating func read(_ table: NamedTable) {
    switch role(of: table) {
    case .foreign: return
    case .companion(let column):
      var found: Set<CellRemark> = []
      _ = CellReader.name(table.origin.path, &found)
      note(found, table.origin, row: nil, column: nil, value: "")
      companions.append((table, column))
    case .stray(let problem, let columns): stray(problem, table.origin, columns)
    case .sheets:
      if let rows = content(table.rows, of: table.origin) { readTable(rows, table) } else { refuse(table.origin) }
    }
  }

  /// Passes over a table, or a file, with which records may be missing.
  private mutating func stray(_ problem: CompanionProblem, _ file: Origin, _ columns: Set<Int>) {
    report(problem, file)
    refuse(file)
    mistrusted.formUnion(columns)
  }

  /// Trusts no list of records in which some may be missing that could not be read.
  mutating func mistrust(_ columns: some Sequence<Int>) { mistrusted.formUnion(columns) }

  /// What the bytes of a file are, or nil after reporting why they cannot be read.
  mutating func content<Content>(_ decoded: Result<Content, SheetProblem>, of file: Origin) -> Content? {
    content(decoded.mapError(Refusal.init), of: file)
  }

  /// The same of what may be wrong in any way.
  mutating func content<Content>(_ decoded: Result<Content, Refusal>, of file: Origin) -> Content? {
    switch decoded {
    case .success(let content): return content
    case .failure(let refusal):
      report(Diagnostic(refusal.problem, at: file.place()))
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
    _ heading: String, among columns: ColumnNames, _ file: Origin, row: Int?, _ removed: Set<CellRemark> = []
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
  mutating func cell(_ text: String, _ column: ColumnNames.Match, _ file: Origin, row: Int?) -> Cell {
    var found: Set<CellRemark> = []
    return cell(text, column, file, row: row, &found)
  }

  /// Takes up a cell of a table, at which the reader of its column looks first.
  mutating func read(_ cell: CSVCell, _ bytes: CellBytes, _ reader: inout ColumnReader, _ file: Origin, row: Int) {
    let content = CellBytes(rebasing: bytes[cell.start..<cell.end])
    if !cell.isRewritten, read(content, &reader) { return }
    var found: Set<CellRemark> = []
    let value = self.cell(cell.text(in: bytes), reader.match, file, row: row, &found)
    if !cell.isRewritten, found.isEmpty { reader.keep(value, for: content) }
    put(value, in: reader.place)
  }

  private mutating func cell(
    _ text: String, _ column: ColumnNames.Match, _ file: Origin, row: Int?, _ found: inout Set<CellRemark>
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
    _ text: String, _ type: ValueType, _ bare: BareNumber, _ name: String, _ file: Origin, row: Int?
  ) throws(SheetProblem) -> Value? {
    var found: Set<CellRemark> = []
    defer { note(found, file, row: row, column: name, value: text) }
    return try CellReader.value(text, type, schema.units, bare: bare, &found)
  }

  /// The value as it counts if it is no finer than allowed, and lies within the allowed range.
  mutating func checked(_ value: Value, _ column: Int, _ file: Origin, row: Int?, text: String) -> Cell {
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
  mutating func check(_ record: [Value?], _ fields: [ValueType.Column], _ file: Origin, row: Int?) -> Bool {
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

  /// Goes on to a further sheet, of which nothing is known yet.
  func begin(_ file: Origin, row: Int?) { rows.begin(file, row: row) }

  /// What the sheet at hand says about a column.
  func put(_ cell: Cell, in column: Int) { rows.put(cell, in: column) }

  /// Reads a cell of the sheet at hand at sight.
  /// - Returns: whether it is one that can be.
  func read(_ bytes: CellBytes, _ reader: inout ColumnReader) -> Bool {
    reader.read(bytes, &rows.columns[reader.place], rows.count - 1)
  }

  /// The sheets that have a name of their own; both sheets of a repeated name are refused.
  private mutating func named() -> SheetColumns {
    let sheets = SheetColumnsDraft.sheets(schema, joining: drafts + [rows])
    drafts = []
    let namesakes = sheets.namesakes
    if namesakes.isEmpty { return sheets }
    var isKept = [Bool](repeating: true, count: sheets.count)
    for (sheet, other) in namesakes {
      isKept[sheet] = false
      guard let other else {
        reportUnnamed(sheet, sheets)
        continue
      }
      let identity = sheets.identity(sheet)
      let place = sheets.origin(other).name(sheets.row(other))
      report(
        .duplicateSheet(identity.name, other: place), sheets.origin(sheet), row: sheets.row(sheet),
        column: schema.subjects.first.map { schema.columns[$0].name }, value: identity.name)
      if isKept[other] {
        isKept[other] = false
        refused.append(identity.name)
        repeated.append(identity)
      }
    }
    return sheets.selecting(isKept.indices.filter { isKept[$0] })
  }

  /// Reports what is blank of what names a sheet.
  private mutating func reportUnnamed(_ sheet: Int, _ sheets: SheetColumns) {
    for column in schema.subjects {
      if case .value = sheets.columns[column][sheet] { continue }
      let name = schema.columns[column].name
      report(.subjectMissing(name), sheets.origin(sheet), row: sheets.row(sheet), column: name)
    }
    refuse(sheets.origin(sheet), row: sheets.row(sheet))
  }
}
