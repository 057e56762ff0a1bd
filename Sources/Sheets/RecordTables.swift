import Diagnostics
import Quantities

/// Companion tables: records of one column, a row each, for sheets of any file.
extension SheetReader {
  /// The companions of a column while they are read.
  private struct Gathering {
    let owners: Owners
    /// Whose sheets have been refused: their records are not missed.
    let refused: Owners
    let absent: Owners
    var records: RecordColumn
    var lost: LostRecords
  }

  /// A companion of which the headings are known.
  private struct CompanionRows {
    let text: CSVText
    var table: Sheetful
    private(set) var rows: [CSV.RowPlace] = []
    let findings: RowWalk.Findings

    /// - Parameter meet: is given each row with its cells.
    init(_ text: CSVText, _ table: Sheetful, _ meet: (CSV.RowPlace, [CSVCell], CellBytes) -> Void) {
      var table = table
      var rows: [CSV.RowPlace] = []
      findings = text.withBytes { bytes in
        let stretches = CSVStretch.parts(1, of: bytes, from: table.start)
        table.settleParts(stretches, bytes)
        var walk = RowWalk(table, bytes, stretches[0])
        var cells: [CSVCell] = []
        while !walk.isAtEnd {
          guard let row = walk.next(into: &cells) else { continue }
          rows.append(row)
          meet(row, cells, bytes)
        }
        return RowWalk.Findings([walk])
      }
      (self.text, self.table, self.rows) = (text, table, rows)
    }

    /// Gives each row with its cells.
    func each(_ body: (CSV.RowPlace, [CSVCell], CellBytes) -> Void) {
      text.withBytes { bytes in
        var cells: [CSVCell] = []
        for row in rows {
          CSVScanner.cells(of: row, bytes, table.separator, into: &cells)
          body(row, cells, bytes)
        }
      }
    }
  }

  /// The sheets with the records of companion tables added.
  mutating func joined(_ sheets: SheetColumns) -> SheetColumns {
    if companions.isEmpty, mistrusted.isEmpty { return sheets }
    let (owners, refused, absent) = (Owners(sheets), Owners(repeated), Owners(dropped))
    // Nothing that is gathered for one column is asked of another. The longest is begun first.
    var sizes = mistrusted.reduce(into: [Int: Int]()) { $0[$1] = 0 }
    for companion in companions {
      sizes[companion.column, default: 0] += (try? companion.table.rows.get().withBytes(\.count)) ?? 0
    }
    let columns = sizes.keys.sorted { (-sizes[$0, default: 0], $0) < (-sizes[$1, default: 0], $1) }
    let parts = Cores.map(columns.count) { part in
      let column = columns[part]
      var gathering = Gathering(
        owners: owners, refused: refused, absent: absent,
        records: RecordColumn(sheets.columns[column], sheets.count), lost: LostRecords())
      if mistrusted.contains(column) { gathering.lost.anybody() }
      var readers: [(place: Int, reader: SheetReader)] = []
      for (place, companion) in companions.enumerated() where companion.column == column {
        var reader = piece(rows)
        // Whose records are in a companion that cannot be read, nobody knows.
        if !reader.gather(companion.table, column, &gathering) { gathering.lost.anybody() }
        readers.append((place, reader))
      }
      let lost = gathering.lost.suspects
      return (
        column: column, cells: gathering.records.column { sheet in lost?.contains(sheet) ?? true }, readers: readers
      )
    }
    take(parts.flatMap(\.readers).sorted { $0.place < $1.place }.map(\.reader))
    return sheets.replacing(Dictionary(uniqueKeysWithValues: parts.map { ($0.column, $0.cells) }))
  }

  /// Adds the records of a companion to the lists.
  /// - Returns: whether the whole file could be read; if not, that has been reported.
  private mutating func gather(
    _ source: NamedTable, _ column: Int, _ gathering: inout Gathering
  ) -> Bool {
    let file = source.origin
    guard case .records(_, let fields) = schema.columns[column].type, let csv = content(source.rows, of: file) else {
      return false
    }
    let fact = schema.columns[column].name
    let (names, places) = names(ofCompanion: fields)
    var opening = piece(self.rows)
    guard let found = opening.table(csv, names, subject: fields.count, file) else {
      take([opening])
      return false
    }
    // What is to be said of owners comes behind what is said of the table.
    var naming = piece(self.rows)
    let (subjects, present, refused, absent) = (subjects, gathering.owners, gathering.refused, gathering.absent)
    var owners = NamedOwners(subjects, places.map { place in place.flatMap { found.heading.cell(of: $0) } })
    var latest: Int?
    let table = CompanionRows(csv, found) { row, cells, bytes in
      if owners.goesOn(cells, bytes) { return }
      if refused.count == 0, let name = owners.name(in: bytes), let sheet = present.only(called: name, behind: latest) {
        owners.add(.sheet(sheet))
        latest = sheet
      } else {
        owners.add(.said(naming.owner(owners.last, subjects, bytes, file, row: row.line)))
      }
    }
    report(table.findings, opening, source, table.table)
    var heading = table.table.heading
    if heading.repeated.contains(where: { $0 >= fields.count }) { return false }
    take([naming])
    func isKnown(_ owner: [String]) -> Bool { [present, refused, absent].contains { !$0.named(owner).isEmpty } }
    func isKnown(_ owner: NamedOwner) -> Bool {
      switch owner {
      case .sheet: true
      case .said(let said): isKnown(said)
      }
    }
    if table.rows.count > 1, !owners.named.contains(where: { isKnown($0.owner) }) {
      report(CompanionProblem.strangers(fact: fact, rows: table.rows.count), file, row: table.rows.first?.line)
      refuse(file)
      return false
    }
    var sight = RecordSight(heading, fields)
    let rows = gathering.records.rows
    var (owner, meant, gone): ([String], [Int], [Int]) = ([], [], [])
    var (number, left) = (0, 0)
    table.each { row, cells, bytes in
      if left == 0 {
        let next = owners.named[number]
        (number, left) = (number + 1, next.rows)
        switch next.owner {
        case .sheet(let sheet): (meant, gone) = ([sheet], [])
        case .said(let said): (owner, meant, gone) = (said, present.named(said), refused.named(said))
        }
        for sheet in meant { gathering.records.open(sheet) }
      }
      left -= 1
      var said = RecordState.Said.unreadable
      if isFitting(row, cells, bytes, &heading, file) {
        said = sight.record(cells, bytes, rows) ?? record(cells, bytes, &sight, rows, file, row: row.line)
      }
      if meant.isEmpty {
        if said == .records { rows.clear() }
        if !isKnown(owner) { lose(said, of: owner, column, file, row: row.line, &gathering) }
        return
      }
      if meant.count + gone.count > 1 {
        let name = Self.name(owner)
        report(
          .ambiguousSheet(name, present.names(meant) + refused.names(gone), facts: subjects.map(\.name)), file,
          row: row.line, column: subjects.first?.name, value: name)
        // Whose record it is, is not known: any of them may have it.
        if said == .records { rows.clear() }
        if said != .nothing { said = .unreadable }
      }
      for sheet in meant where !gathering.records.add(said, to: sheet) {
        report(.noneAndRecords, file, row: row.line, column: fact)
      }
    }
    return table.findings.cutAt == nil
  }

  /// The names of a companion's columns, and where the facts of 对象 stand among them.
  private func names(ofCompanion fields: [ValueType.Column]) -> (ColumnNames, subjects: [Int?]) {
    var names = ColumnNames(schema.units)
    for field in fields { names.add(field.name, field.alias, field.type) }
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
    return (names, places)
  }

  private var subjects: [Schema.Column] { schema.subjects.map { schema.columns[$0] } }

  /// Whom a row names.
  private enum NamedOwner {
    /// The one sheet that is called so.
    case sheet(Int)
    /// What is said of each subject fact.
    case said([String])
  }

  /// The owners that the rows of a companion name: of rows that follow one another, those that name the same are counted.
  private struct NamedOwners {
    private let subjects: [Schema.Column]
    /// Where the cell of each of these stands.
    private let keys: [Int?]
    private(set) var named: [(owner: NamedOwner, rows: Int)] = []
    /// What the last row says of its owner.
    private(set) var last: [CSVCell?]
    /// Whether that is read at sight: then nothing is to be said of the same once more.
    private var isOrdinary = false

    init(_ subjects: [Schema.Column], _ keys: [Int?]) {
      (self.subjects, self.keys) = (subjects, keys)
      last = keys.map { _ in nil }
    }

    /// Takes up a row.
    ///
    /// - Returns: false for one that names another owner than the one before it, which is to be added.
    mutating func goesOn(_ cells: [CSVCell], _ bytes: CellBytes) -> Bool {
      func cell(_ number: Int) -> CSVCell? { keys[number].flatMap { $0 < cells.count ? cells[$0] : nil } }
      if isOrdinary, keys.indices.allSatisfy({ CSVCell.areSame(last[$0], cell($0), in: bytes) }) {
        named[named.count - 1].rows += 1
        return true
      }
      isOrdinary = true
      for number in keys.indices {
        last[number] = cell(number)
        if let cell = last[number], !isTextAtSight(cell, of: subjects[number], bytes) { isOrdinary = false }
      }
      return false
    }

    /// What the last row says in one cell and at sight.
    func name(in bytes: CellBytes) -> CellBytes? {
      guard isOrdinary, last.count == 1, let cell = last[0] else { return nil }
      return CellBytes(rebasing: bytes[cell.start..<cell.end]).trimmed
    }

    mutating func add(_ owner: NamedOwner) { named.append((owner, 1)) }
  }

  /// Whether a subject is called just as a cell has it.
  private static func isTextAtSight(_ cell: CSVCell, of subject: Schema.Column, _ bytes: CellBytes) -> Bool {
    guard case .text = subject.type, !cell.isRewritten else { return false }
    return CellReader.isOrdinaryText(CellBytes(rebasing: bytes[cell.start..<cell.end]).trimmed)
  }

  /// Whose row it is: a text for each subject fact, empty where the row says nothing of it or cannot be read.
  ///
  /// - Parameter cells: one for each subject fact; nil where the row has none.
  private mutating func owner(
    _ cells: [CSVCell?], _ subjects: [Schema.Column], _ bytes: CellBytes, _ file: Origin, row: Int
  ) -> [String] {
    zip(subjects, cells).map { subject, cell in
      guard let cell else { return "" }
      if Self.isTextAtSight(cell, of: subject, bytes) {
        return CellBytes(rebasing: bytes[cell.start..<cell.end]).trimmed.text
      }
      let text = cell.text(in: bytes)
      do throws(SheetProblem) {
        // What is no option is still a name to be told.
        let value = try value(text, .text, .declared, subject.name, file, row: row)
        guard case .text(let text)? = value else { return "" }
        guard case .choice(let options, _) = subject.type else { return text }
        // An option means the same in either width.
        let narrow = TextDecoding.narrow(text)
        return options.first { TextDecoding.narrow($0) == narrow } ?? text
      } catch {
        report(error, file, row: row, column: subject.name, value: text)
        return ""
      }
    }
  }

  /// What a row says of its owner, as reports show it.
  private static func name(_ owner: [String]) -> String {
    Identity(owner.first ?? "", owner.dropFirst().filter { !$0.isEmpty }).name
  }

  /// Reports a row that belongs to no sheet. A record of it may be missing from a list.
  private mutating func lose(
    _ said: RecordState.Said, of owner: [String], _ column: Int, _ file: Origin, row: Int,
    _ gathering: inout Gathering
  ) {
    guard let first = owner.first, let subject = subjects.first?.name else { return }
    var suspects = CompanionProblem.Suspects.nobody
    if said == .records || said == .unreadable { suspects = gathering.lost.add(owner, gathering.owners) }
    if first.isEmpty {
      report(.subjectMissing(subject), file, row: row, column: subject)
    } else {
      let name = Self.name(owner)
      report(
        CompanionProblem.unknownOwner(name, fact: schema.columns[column].name, suspects), file, row: row,
        column: subject, value: name)
    }
  }

  /// What a row says: a record, which is written ahead, that there are none, or nothing.
  private mutating func record(
    _ cells: [CSVCell], _ bytes: CellBytes, _ sight: inout RecordSight, _ rows: SheetColumnsDraft, _ file: Origin,
    row: Int
  ) -> RecordState.Said {
    let fields = sight.fields
    var filled: [(number: Int, text: String)] = []
    for (number, index) in sight.cells.enumerated() where index < cells.count {
      let text = cells[index].text(in: bytes)
      if CellReader.isMissing(TextDecoding.narrow(text)) {
        sight.keep(.missing, number, cells[index], bytes)
      } else {
        filled.append((number, text))
      }
    }
    if filled.isEmpty { return .nothing }
    if filled.allSatisfy({ CellReader.isNone(TextDecoding.narrow($0.text)) }) { return .none }
    var record = [Value?](repeating: nil, count: fields.count)
    var isReadable = true
    var ordinary: [Int] = []
    for (number, text) in filled {
      let column = sight.readers[number].match
      let field = fields[column.place]
      do throws(SheetProblem) {
        var found: Set<CellRemark> = []
        defer { note(found, file, row: row, column: field.name, value: text) }
        let value = try CellReader.value(text, field.type, schema.units, bare: column.bare, &found)
        record[column.place] = value
        if found.isEmpty { ordinary.append(number) }
      } catch {
        report(error, file, row: row, column: field.name, value: text)
        isReadable = false
      }
    }
    guard check(record, fields, file, row: row), isReadable else { return .unreadable }
    // Only what is within its limits is read at sight the next time.
    for number in ordinary {
      let value = record[sight.readers[number].match.place]
      sight.keep(value.map(Cell.value) ?? .missing, number, cells[sight.cells[number]], bytes)
    }
    rows.write(record)
    return .records
  }
}

/// Reads the rows of a companion of which every cell is read at sight.
private struct RecordSight {
  let fields: [ValueType.Column]
  /// Where the cells of the fields stand, each with its reader.
  let cells: [Int]
  private(set) var readers: [ColumnReader]

  init(_ heading: SheetReader.Heading, _ fields: [ValueType.Column]) {
    let own = heading.columns.enumerated().compactMap { index, match in
      match.flatMap { $0.place < fields.count ? (index: index, match: $0) : nil }
    }
    self.fields = fields
    cells = own.map(\.index)
    readers = own.map { _, match in
      let field = fields[match.place]
      return ColumnReader(
        match,
        Schema.Column(name: field.name, alias: field.alias, type: field.type, lower: field.lower, upper: field.upper))
    }
  }

  /// Writes a record ahead.
  ///
  /// - Returns: nil for a row that takes a longer look; then nothing has been written.
  mutating func record(_ row: [CSVCell], _ bytes: CellBytes, _ rows: SheetColumnsDraft) -> RecordState.Said? {
    var said = RecordState.Said.nothing
    for (number, index) in cells.enumerated() where index < row.count {
      let content = CellBytes(rebasing: bytes[row[index].start..<row[index].end])
      let isNone = CellReader.mayBeNone(content)
      // Where no other cell says anything else, there are none.
      if isNone, said != .records, !row[index].isRewritten {
        said = .none
        continue
      }
      guard !isNone, !row[index].isRewritten, let sight = readers[number].sight(content),
        sight.isMissing || said != .none
      else {
        if said == .records { rows.clear() }
        return nil
      }
      if sight.isMissing { continue }
      rows.columns[readers[number].match.place].put(seen: sight, at: rows.count)
      said = .records
    }
    return said
  }

  /// Keeps what an ordinary cell was read as, of which there was nothing to be said.
  mutating func keep(_ value: Cell, _ number: Int, _ cell: CSVCell, _ bytes: CellBytes) {
    let content = CellBytes(rebasing: bytes[cell.start..<cell.end])
    if !cell.isRewritten, content.trimmed.isOrdinary { readers[number].keep(value, for: content) }
  }
}
