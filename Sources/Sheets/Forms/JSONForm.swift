import Diagnostics
import Quantities

extension SheetForm {
  /// An array of objects, each a sheet, or one of them alone.
  public static let json = SheetForm(name: "json", endings: ["json"], content: .bytes { $0.readJSON($1, $2) }) {
    sheet in
    let members = sheet.fields.map { JSONValue.Member($0.name, .null) }
    return BlankSheet.Written(JSONValue.array([.object(members)]).text() + "\n")
  }

  /// An object a line.
  public static let jsonLines = SheetForm(
    name: "jsonl", endings: ["jsonl"], content: .bytes { $0.readJSONLines($1, $2) })
}

extension SheetReader {
  /// An element of an array of sheets.
  private enum Element {
    /// An object of a known shape, by where it stands.
    case flat(Range<Int>)
    case parsed(JSONValue)
  }

  mutating func readJSON(_ bytes: CellBytes, _ file: Origin) {
    var escapes = JSONEscapes()
    if escapes.withPlain(bytes, { readPlainJSON($0, file) }) == nil { readPlainJSON(bytes, file) }
  }

  private mutating func readPlainJSON(_ bytes: CellBytes, _ file: Origin) {
    var shape = ObjectShape()
    if let elements = elements(of: bytes, &shape) {
      var members: [FlatMember] = []
      for (index, element) in elements.enumerated() {
        switch element {
        case .parsed(let value): readObject(value, file, row: index + 1)
        case .flat(let range):
          if let end = shape.read(bytes, at: range.lowerBound, rows, subject: schema.subjects.first, isLine: false) {
            assert(end == range.upperBound)
            begin(file, row: index + 1)
            continue
          }
          let object = CellBytes(rebasing: bytes[range])
          if FlatObject.members(in: object, depth: 1, into: &members) != nil,
            readFlat(members, object, &shape, file, row: index + 1)
          {
            continue
          }
          if let (value, _) = JSONParser.value(in: object, at: 0, depth: 1) { readObject(value, file, row: index + 1) }
        }
      }
      return
    }
    switch JSONParser.parse(bytes) {
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

  /// The elements of an array of objects, all of it JSON; nil for anything else, of which there is something to be said.
  private func elements(of bytes: CellBytes, _ shape: inout ObjectShape) -> [Element]? {
    var index = 0
    func skipBlanks() { while index < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[index]) { index += 1 } }
    func take(_ byte: UInt8) -> Bool {
      skipBlanks()
      guard index < bytes.count, bytes[index] == byte else { return false }
      index += 1
      return true
    }
    guard take(UInt8(ascii: "[")) else { return nil }
    var elements: [Element] = []
    var members: [FlatMember] = []
    var hasObject = false
    repeat {
      skipBlanks()
      if let end = FlatObject.members(in: bytes, at: index, depth: 1, into: &members),
        shape.places(of: members, bytes) != nil
      {
        elements.append(.flat(index..<end))
        index = end
      } else {
        guard let (value, end) = JSONParser.value(in: bytes, at: index, depth: 1) else { return nil }
        learn(value, &shape)
        if case .object = value { hasObject = true }
        elements.append(.parsed(value))
        index = end
      }
    } while take(UInt8(ascii: ","))
    guard hasObject, take(UInt8(ascii: "]")) else { return nil }
    skipBlanks()
    return index == bytes.count ? elements : nil
  }

  mutating func readJSONLines(_ bytes: CellBytes, _ file: Origin) {
    let ends = ends(ofLines: bytes)
    // The lines before each piece.
    let counts = Cores.map(ends.count) { bytes.lineEnds(in: ($0 == 0 ? 0 : ends[$0 - 1])..<ends[$0]).count }
    take(
      Cores.map(ends.count, with: { ObjectShape() }) { shape, number in
        var reader = piece(ends.count == 1 ? rows : SheetColumnsDraft(schema, capacity: counts[number] + 2))
        reader.readLines(
          CellBytes(rebasing: bytes[(number == 0 ? 0 : ends[number - 1])..<ends[number]]),
          after: counts[..<number].reduce(0, +), &shape, file.copy)
        return reader
      })
  }

  /// Where the pieces end, each with a line.
  private func ends(ofLines bytes: CellBytes) -> [Int] {
    let count = pieces(bytes.count)
    var ends: [Int] = []
    for piece in 1..<count {
      let rest = bytes[max(bytes.count / count * piece, ends.last ?? 0)...]
      ends.append(rest.firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? bytes.count)
    }
    return ends + [bytes.count]
  }

  private mutating func readLines(_ bytes: CellBytes, after count: Int, _ shape: inout ObjectShape, _ file: Origin) {
    var members: [FlatMember] = []
    var escapes = JSONEscapes()
    let lineEnd = CellEnd(CSVScanner.lineFeed)
    var (row, place) = (count, 0)
    while place < bytes.count {
      row += 1
      var start = place
      if let end = shape.read(bytes, at: start, rows, subject: schema.subjects.first, isLine: true) {
        if lineEnd.holds(bytes[end]) {
          begin(file, row: row)
          start = end
        } else {
          rows.clear()
        }
      }
      let end = lineEnd.next(in: bytes, from: start)
      let isFeedBehind = end + 1 < bytes.count && bytes[end + 1] == CSVScanner.lineFeed
      if start == place {
        let line = CellBytes(rebasing: bytes[place..<end])
        func readPlain(_ plain: CellBytes) {
          let count = plain.count - ColumnReader.ahead
          if shape.read(plain, at: 0, rows, subject: schema.subjects.first, isLine: true) == count {
            begin(file, row: row)
          } else {
            rows.clear()
            readLine(CellBytes(rebasing: plain[..<count]), &shape, &members, file, row: row)
          }
        }
        if escapes.withPlain(line, ahead: ColumnReader.ahead, readPlain) == nil {
          readLine(line, &shape, &members, file, row: row)
        }
      }
      place = end < bytes.count && bytes[end] == CSVScanner.carriageReturn && isFeedBehind ? end + 2 : end + 1
    }
  }

  private mutating func readLine(
    _ line: CellBytes, _ shape: inout ObjectShape, _ members: inout [FlatMember], _ file: Origin, row: Int
  ) {
    if line.isBlank { return }
    let object = line.trimmed
    if FlatObject.members(in: object, into: &members) == object.count,
      readFlat(members, object, &shape, file, row: row)
    {
      return
    }
    let content = TextDecoding.trim(line.text)
    if content.isEmpty { return }
    switch JSONParser.parse(content) {
    case .failure(let failure):
      report(.badJSON(failure.error), file, row: row, value: failure.near)
      refuse(file, row: row)
    case .success(let value):
      learn(value, &shape)
      readObject(value, file, row: row)
    }
  }

  /// Takes the keys of an object with what they mean for the shape of those to come, if it has more of them and nothing is
  /// to be said of any.
  private func learn(_ value: JSONValue, _ known: inout ObjectShape) {
    guard case .object(let members) = value, members.count > known.count, known.mayGrow() else { return }
    var shape = known.empty
    var seen: Set<Int> = []
    for member in members {
      var remarks: Set<CellRemark> = []
      let name = TextDecoding.narrow(CellReader.name(member.key, &remarks))
      let match = columns.match(name)
      guard remarks.isEmpty, match.map({ seen.insert($0.place).inserted }) ?? isIgnored(name) else { return }
      shape.add(member.key, match.map { ColumnReader($0, schema.columns[$0.place]) })
    }
    known = shape
  }

  /// Reads an object of a known shape.
  /// - Returns: false, having done nothing, where it has another one or may be no sheet.
  private mutating func readFlat(
    _ members: [FlatMember], _ bytes: CellBytes, _ shape: inout ObjectShape, _ file: Origin, row: Int
  ) -> Bool {
    func part(_ range: Range<Int>) -> CellBytes { CellBytes(rebasing: bytes[range]) }
    guard let places = shape.places(of: members, bytes) else { return false }
    let numbers = places.map { shape.numbers[$0] }
    for (member, number) in zip(members, numbers) {
      if number >= 0, shape.readers[number].place == schema.subjects.first {
        guard case .string = member.kind else { return false }
        let name = part(member.value).trimmed
        if !name.isOrdinary(withBrackets: true) || TableRows.mayBeTotal(name) { return false }
      }
    }
    begin(file, row: row)
    for (member, number) in zip(members, numbers) where number >= 0 {
      readFlat(member, part(member.value), &shape.readers[number], file, row)
    }
    return true
  }

  private mutating func readFlat(
    _ member: FlatMember, _ bytes: CellBytes, _ reader: inout ColumnReader, _ file: Origin, _ row: Int
  ) {
    let value: JSONValue
    switch member.kind {
    case .parsed(let parsed): value = parsed
    case .null: return
    case .truth: value = .bool(bytes.first == UInt8(ascii: "t"))
    case .number:
      // Texts and options are none of them numbers, whatever their digits.
      if reader.takesNumbers, read(bytes, &reader) { return }
      value = .number(bytes.text)
    case .string:
      if read(bytes, &reader) { return }
      value = .string(bytes.text)
    }
    var remarks: Set<CellRemark> = []
    let cell = jsonCell(value, reader.match, file, row, &remarks)
    if case .string = member.kind, remarks.isEmpty { reader.keep(cell, for: bytes) }
    put(cell, in: reader.place)
  }

  private var subjectName: String { schema.subjects.first.map { schema.columns[$0].name } ?? "" }

  private mutating func readObject(_ value: JSONValue, _ file: Origin, row: Int?) {
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
    begin(file, row: row)
    var seen: Set<Int> = []
    for member in members {
      guard let column = column(member.key, among: columns, file, row: row) else { continue }
      guard seen.insert(column.place).inserted else {
        report(.duplicateColumn(member.key), file, row: row, column: member.key)
        put(.unreadable, in: column.place)
        continue
      }
      var remarks: Set<CellRemark> = []
      put(jsonCell(member.value, column, file, row, &remarks), in: column.place)
    }
  }

  private mutating func jsonCell(
    _ value: JSONValue, _ column: ColumnNames.Match, _ file: Origin, _ row: Int?, _ remarks: inout Set<CellRemark>
  ) -> Cell {
    if case .bool(let truth) = value, case .truth = schema.columns[column.place].type { return .value(.truth(truth)) }
    let target = schema.columns[column.place]
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
