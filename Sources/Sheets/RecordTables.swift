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
  /// The companions of a column while they are read.
  private struct Gathering {
    let owners: Owners
    /// Whose sheets have been refused: their records are not missed.
    let refused: Owners
    let absent: Owners
    /// What the sheets themselves say.
    let sheets: SheetColumns
    /// By sheet; nil where no row is its own.
    var lists: [RecordList?] = []
    var lost: [Int: LostRecords] = [:]
  }

  /// A companion of which the headings are known.
  private struct CompanionRows {
    let text: CSVText
    var table: Sheetful
    private(set) var rows: [CSV.RowPlace] = []
    let findings: RowWalk.Findings

    init(_ text: CSVText, _ table: Sheetful) {
      var table = table
      var rows: [CSV.RowPlace] = []
      findings = text.withBytes { bytes in
        let stretches = CSVStretch.parts(1, of: bytes, from: table.start)
        table.settleParts(stretches, bytes)
        var walk = RowWalk(table, bytes, stretches[0])
        var cells: [CSVCell] = []
        while !walk.isAtEnd { if let row = walk.next(into: &cells) { rows.append(row) } }
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
    var gathering = Gathering(
      owners: Owners((0..<sheets.count).map { sheets.identity($0) }), refused: Owners(repeated),
      absent: Owners(dropped), sheets: sheets)
    for column in mistrusted { gathering.lost[column, default: LostRecords()].anybody() }
    // Nothing that is gathered for one column is asked of another. The longest is begun first.
    let sizes = companions.reduce(into: [Int: Int]()) { sizes, companion in
      sizes[companion.column, default: 0] += (try? companion.table.rows.get().withBytes(\.count)) ?? 0
    }
    let columns = sizes.keys.sorted { (-sizes[$0, default: 0], $0) < (-sizes[$1, default: 0], $1) }
    let parts = Cores.map(columns.count) { part in
      let column = columns[part]
      var gathering = gathering
      gathering.lists = [RecordList?](repeating: nil, count: sheets.count)
      var readers: [(place: Int, reader: SheetReader)] = []
      for (place, companion) in companions.enumerated() where companion.column == column {
        var reader = piece(rows)
        // Whose records are in a companion that cannot be read, nobody knows.
        if !reader.gather(companion.table, column, &gathering) {
          gathering.lost[column, default: LostRecords()].anybody()
        }
        readers.append((place, reader))
      }
      return (column: column, gathering: gathering, readers: readers)
    }
    take(parts.flatMap(\.readers).sorted { $0.place < $1.place }.map(\.reader))
    for part in parts { gathering.lost[part.column] = part.gathering.lost[part.column] }
    let lists = Dictionary(uniqueKeysWithValues: parts.map { ($0.column, $0.gathering.lists) })
    return sheets.replacing(Set(lists.keys).union(gathering.lost.keys)) { column in
      let (lists, lost) = (lists[column], gathering.lost[column])
      return { sheet in
        if let lost, lost.suspects?.contains(sheet) ?? true { return .unreadable }
        return lists?[sheet]?.cell
      }
    }
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
    let table = CompanionRows(csv, found)
    report(table.findings, opening, source, table.table)
    var heading = table.table.heading
    if heading.repeated.contains(where: { $0 >= fields.count }) { return false }
    let owners = owners(table, places.map { place in place.flatMap { heading.cell(of: $0) } }, file)
    func isKnown(_ owner: [String]) -> Bool {
      [gathering.owners, gathering.refused, gathering.absent].contains { !$0.named(owner).isEmpty }
    }
    if owners.numbers.count > 1, !owners.named.contains(where: isKnown) {
      report(CompanionProblem.strangers(fact: fact, rows: owners.numbers.count), file, row: table.rows.first?.line)
      refuse(file)
      return false
    }
    var sight = RecordSight(heading, fields)
    var index = 0
    var (number, meant, gone): (Int32, [Int], [Int]) = (-1, [], [])
    table.each { row, cells, bytes in
      let owner = owners.named[Int(owners.numbers[index])]
      if owners.numbers[index] != number {
        number = owners.numbers[index]
        (meant, gone) = (gathering.owners.named(owner), gathering.refused.named(owner))
      }
      index += 1
      var said = Cell.unreadable
      if isFitting(row, cells, bytes, &heading, file) {
        said = sight.record(cells, bytes) ?? record(cells, bytes, &sight, file, row: row.line)
      }
      if meant.isEmpty {
        if !isKnown(owner) { lose(said, of: owner, column, file, row: row.line, &gathering) }
        return
      }
      if meant.count + gone.count > 1 {
        let name = Self.name(owner)
        report(
          .ambiguousSheet(
            name, gathering.owners.names(meant) + gathering.refused.names(gone), facts: subjects.map(\.name)),
          file, row: row.line, column: subjects.first?.name, value: name)
        // Whose record it is, is not known: any of them may have it.
        if said != .missing { said = .unreadable }
      }
      for sheet in meant {
        if gathering.lists[sheet] == nil {
          gathering.lists[sheet] = RecordList(gathering.sheets.columns[column][sheet])
        }
        if gathering.lists[sheet]?.add(said) == false {
          report(.noneAndRecords, file, row: row.line, column: fact)
        }
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

  /// Whose row each is: the number of the owner among those named, which are told once for rows that follow one another.
  ///
  /// - Parameter keys: where the cell of each subject fact stands.
  private mutating func owners(
    _ table: CompanionRows, _ keys: [Int?], _ file: Origin
  ) -> (named: [[String]], numbers: [Int32]) {
    let subjects = subjects
    var (named, numbers): ([[String]], [Int32]) = ([], [])
    numbers.reserveCapacity(table.rows.count)
    // What an ordinary row says of its owner; nothing is to be said of the same once more.
    var last: [CSVCell?]?
    table.each { row, cells, bytes in
      let said = keys.map { key in key.flatMap { $0 < cells.count ? cells[$0] : nil } }
      let isSame = last.map { zip($0, said).allSatisfy { CSVCell.areSame($0, $1, in: bytes) } } ?? false
      if !isSame {
        named.append(owner(said, subjects, bytes, file, row: row.line))
        let isOrdinary = zip(subjects, said).allSatisfy { subject, cell in
          cell.map { Self.isOrdinary($0, of: subject, bytes) } ?? true
        }
        last = isOrdinary ? said : nil
      }
      numbers.append(Int32(named.count - 1))
    }
    return (named, numbers)
  }

  /// Whether a subject is called just as a cell has it.
  private static func isOrdinary(_ cell: CSVCell, of subject: Schema.Column, _ bytes: CellBytes) -> Bool {
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
      if Self.isOrdinary(cell, of: subject, bytes) {
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
    _ said: Cell, of owner: [String], _ column: Int, _ file: Origin, row: Int, _ gathering: inout Gathering
  ) {
    guard let first = owner.first, let subject = subjects.first?.name else { return }
    var suspects = CompanionProblem.Suspects.nobody
    if said != .missing, said != .value(.records([])) {
      suspects = gathering.lost[column, default: LostRecords()].add(owner, gathering.owners)
    }
    if first.isEmpty {
      report(.subjectMissing(subject), file, row: row, column: subject)
    } else {
      let name = Self.name(owner)
      report(
        CompanionProblem.unknownOwner(name, fact: schema.columns[column].name, suspects), file, row: row,
        column: subject, value: name)
    }
  }

  /// What a row says: a record, that there are none, or nothing.
  private mutating func record(
    _ cells: [CSVCell], _ bytes: CellBytes, _ sight: inout RecordSight, _ file: Origin, row: Int
  ) -> Cell {
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
    if filled.isEmpty { return .missing }
    if filled.allSatisfy({ CellReader.isNone(TextDecoding.narrow($0.text)) }) { return .value(.records([])) }
    var record = [Value?](repeating: nil, count: fields.count)
    var isReadable = true
    for (number, text) in filled {
      let column = sight.readers[number].match
      let field = fields[column.place]
      do throws(SheetProblem) {
        var found: Set<CellRemark> = []
        defer { note(found, file, row: row, column: field.name, value: text) }
        let value = try CellReader.value(text, field.type, schema.units, bare: column.bare, &found)
        record[column.place] = value
        if found.isEmpty { sight.keep(value.map(Cell.value) ?? .missing, number, cells[sight.cells[number]], bytes) }
      } catch {
        report(error, file, row: row, column: field.name, value: text)
        isReadable = false
      }
    }
    return check(record, fields, file, row: row) && isReadable ? .value(.records([record])) : .unreadable
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
      // Limits are looked at when the whole row has been read.
      return ColumnReader(
        match, Schema.Column(name: field.name, alias: field.alias, type: field.type, lower: nil, upper: nil))
    }
  }

  /// - Returns: nil for a row that takes a longer look.
  mutating func record(_ row: [CSVCell], _ bytes: CellBytes) -> Cell? {
    var record: [Value?] = []
    for (number, index) in cells.enumerated() where index < row.count {
      let content = CellBytes(rebasing: bytes[row[index].start..<row[index].end])
      // Where the other cells are blank too, it says that there are none.
      if row[index].isRewritten || CellReader.mayBeNone(content) { return nil }
      switch readers[number].sight(content)?.cell {
      case .value(let value):
        let place = readers[number].match.place
        if value.isOutside(fields[place].lower, fields[place].upper) { return nil }
        if record.isEmpty { record = [Value?](repeating: nil, count: fields.count) }
        record[place] = value
      case .missing: continue
      case nil, .unsettled, .unreadable: return nil
      }
    }
    return record.isEmpty ? .missing : .value(.records([record]))
  }

  /// Keeps what an ordinary cell was read as, of which there was nothing to be said.
  mutating func keep(_ value: Cell, _ number: Int, _ cell: CSVCell, _ bytes: CellBytes) {
    let content = CellBytes(rebasing: bytes[cell.start..<cell.end])
    if !cell.isRewritten, content.trimmed.isOrdinary { readers[number].keep(value, for: content) }
  }
}
