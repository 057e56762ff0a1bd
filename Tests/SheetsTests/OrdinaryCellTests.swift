import Diagnostics
import Quantities
import TestSupport
import Testing

@testable import Sheets

/// What is read at sight is read as it would be otherwise, and of what is told at sight Unicode says the same.
@Suite struct OrdinaryCellTests {
  private static let year = UnitTable().resolve("年")

  private static func column(
    _ type: ValueType, _ lower: Value? = nil, _ upper: Value? = nil, _ precision: Precision? = nil
  ) -> Schema.Column {
    Schema.Column(name: "栏", alias: nil, type: type, lower: lower, upper: upper, precision: precision)
  }

  private static let columns: [(column: Schema.Column, bare: BareNumber)] = [
    (column(.truth), .declared), (column(.text), .declared), (column(.date), .declared),
    (
      column(
        .date, CalendarDate(year: 2025, month: 1, day: 1).map(Value.date),
        CalendarDate(year: 2025, month: 12, day: 31).map(Value.date)), .declared
    ),
    (column(.plainNumber), .declared), (column(.number(.none, whole: true)), .declared),
    (column(.plainNumber, .number(.zero), .number(Rational(12))), .declared),
    (column(.plainNumber, nil, nil, Precision(step: .powerOfTen(-1), rounding: nil)), .declared),
    (column(.plainNumber, nil, nil, Precision(step: .powerOfTen(-1), rounding: .halfUp)), .declared),
    (column(.number(year, whole: false)), .declared), (column(.number(year, whole: true)), .declared),
    (column(.number(year, whole: true)), .unit(Measure(.months))),
    (column(.number(Measure(Unit("户")), whole: true)), .declared),
    (column(.percentage), .declared), (column(.percentage, .number(.zero), .number(.one)), .declared),
    (column(.percentage), .parts(places: 2, certain: false)), (column(.percentage), .parts(places: 2, certain: true)),
    (column(.percentage), .parts(places: 3, certain: true)),
    (column(.choice(options: ["优", "Ａ类", "无", "a b"], order: .none)), .declared),
    (column(.choices(options: ["优", "Ａ类", "托幼", "无"])), .declared),
    (
      column(
        .records(.none, columns: [ValueType.Column(name: "日期", alias: nil, type: .date)])), .declared
    ),
  ]

  private static let whole = [
    "是", "否", "有", "无", "没有", "YES", "no", "true", "√", "×", "", "-", "—", "——", "/", "未知", "待核实", "N/A", "n/a", "N/a",
    "NA", "待核实。", "95%", "95 %", "0.95", "1", "100", "0", "00012", "1,200", "12户", "3 年", "6个月", "1.4E+17", "3e5",
    "1E5",
    "err:503", "Err:50", "#N/A", "###", "=1+1", "'0123", "=\"01\"", "+5", "-5", "−5", "+", "5.", ".5", "1.2.3", "5‰",
    "2025-08-20", "2025/8/2", "2025/08-20", "0999-01-01", "2025-02-29", "20250820", "2025年8月20日", "2025-08-20 9:30",
    "45839", "优", "A类", "Ａ类", "优、托幼", "a b", "none", "123456789012345678", "1234567890123456789",
    "0.0000000000000000001", "锦绣家园1期", "Sunny Court", "C00000001", "1号e座", "幸福里（东）", "幸福里（东）（西）", "合计（东）", "合计(1）（东）",
    "（东）", "优（", "A（东）", "幸福里·西", "a:b", "１２", "９５％",
    "5%%", "%", "12.34", "12.3", "3.00", "12.50%", "0%", "0.0", "100.5", "2025-08-20，2024-01-01",
  ]

  private static let pieces = [
    "1", "0", "9", ".", ",", "-", "+", "%", "e", "E", "/", ":", " ", "\t", "\u{3000}", "\u{A0}", "\u{FEFF}", "\u{200B}",
    "\u{301}", "是", "否", "无", "优", "年", "户", "，", "；", "'", "\"", "=", "#", "A", "z", "N", "２", "％", "（", "未知",
    "2025-01-02",
    "合计", "\u{1F3E0}", "豈", "é", "·", "—",
  ]

  /// What the cell is to be, and whether nothing is to be said of it.
  private func slow(_ text: String, _ column: Schema.Column, _ bare: BareNumber) -> Cell? {
    var remarks: Set<CellRemark> = []
    do throws(SheetProblem) {
      let read = try CellReader.value(text, column.type, UnitTable(), bare: bare, &remarks)
      guard let read else { return remarks.isEmpty ? .missing : nil }
      let taken = if let precision = column.precision { precision.taken(read) } else { Optional(read) }
      guard let taken, remarks.isEmpty, !taken.isOutside(column.lower, column.upper) else { return nil }
      return .value(taken)
    } catch {
      return nil
    }
  }

  @Test(arguments: 0..<3) func sightIsAsGoodAsALongLook(_ seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed))
    let made = (0..<1_500).map { _ in
      (0..<Int.random(in: 1...5, using: &random)).map { _ in
        (Int.random(in: 0..<6, using: &random) == 0 ? Self.whole : Self.pieces).randomElement(using: &random) ?? ""
      }.joined()
    }
    for (column, bare) in Self.columns {
      var reader = ColumnReader(ColumnNames.Match(place: 0, bare: bare), column)
      let sheets = SheetColumnsDraft(Schema(columns: [column], subjects: [0], units: UnitTable()))
      var (seen, wanted) = (0, [Cell?]())
      let texts = Self.whole + made + Self.whole.shuffled(using: &random)
      for text in texts {
        let cell = slow(text, column, bare)
        sheets.begin(Origin(""), row: nil)
        let isSeen = Array(text.utf8).withUnsafeBufferPointer { reader.read($0, &sheets.columns[0], sheets.count - 1) }
        if isSeen {
          seen += 1
        } else if let cell {
          Array(text.utf8).withUnsafeBufferPointer { reader.keep(cell, for: $0) }
          sheets.put(cell, in: 0)
        }
        wanted.append(isSeen || cell != nil ? cell : .missing)
      }
      let found = sheets.sheets().columns[0]
      for (place, text) in texts.enumerated() {
        #expect(found[place] == wanted[place], "\(text.debugDescription) as \(column.type), \(bare)")
      }
      #expect(seen > Self.whole.count / 4, "\(column.type) sees next to nothing")
    }
  }

  /// Files say the same whether their cells are quoted in a way that takes a longer look or not.
  @Test func filesSayTheSame() {
    for (column, bare) in Self.columns {
      guard bare == .declared else { continue }
      let schema = Schema(
        columns: [Schema.Column(name: "名", alias: nil, type: .text, lower: nil, upper: nil), column], subjects: [0],
        units: UnitTable())
      let texts = Self.whole + Self.whole.reversed()
      func read(_ cell: (String) -> String) -> (table: Table, diagnostics: [Diagnostic]) {
        let rows = texts.enumerated().map { "甲\($0),\(cell($1))\n" }.joined()
        return SheetReader.read([SheetFile(path: "a.csv", bytes: Array(("名,栏\n" + rows).utf8))], schema: schema)
      }
      func quoted(_ text: String) -> String {
        "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
      }
      // Half of a cell in quotes is written in another way than it reads.
      func half(_ text: String) -> String {
        let special = text.contains { ",\"\n；;".contains($0) } || text.isEmpty
        return special ? quoted(text) : "\"" + text.prefix(1) + "\"" + text.dropFirst()
      }
      let (plain, odd) = (read(quoted), read(half))
      #expect(plain.table.sheets.map(\.cells) == odd.table.sheets.map(\.cells))
      #expect(plain.diagnostics.map { "\($0)" } == odd.diagnostics.map { "\($0)" })
    }
  }

  /// JSON lines say the same whether their objects are plain, or characters are escaped that need not be, or have an escape
  /// in a key, which takes a longer look.
  @Test(arguments: 0..<4) func objectsSayTheSame(_ seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed))
    let name = Schema.Column(name: "名", alias: "name", type: .text, lower: nil, upper: nil)
    let facts = Self.columns.filter { $0.bare == .declared }.enumerated().map { place, entry in
      Schema.Column(
        name: "栏\(place)", alias: nil, type: entry.column.type, lower: entry.column.lower, upper: entry.column.upper,
        precision: entry.column.precision)
    }
    let schema = Schema(columns: [name] + facts, subjects: [0], units: UnitTable(), ignored: ["别的"])
    let values =
      Self.whole.map { JSONValue.string($0).text() } + [
        "true", "false", "null", "0", "-1.50", "95", "0.95", "3e2", "20250820",
      ]
      + ["[]", "[\"优\"]", "{}", "1.", "nul", "\"a", "123456789012345678901"]
    var lines: [(plain: String, escaped: String, long: String)] = []
    for row in 0..<400 {
      var members = [("名", JSONValue.string(row % 50 == 7 ? "合计" : "甲\(row)").text())]
      for fact in facts where Int.random(in: 0..<8, using: &random) > 0 || row == 0 {
        members.append((fact.name, row == 0 ? "null" : values.randomElement(using: &random) ?? ""))
      }
      switch row == 0 ? 0 : Int.random(in: 0..<40, using: &random) {
      case 1: members.append(("栏1", "\"是\""))
      case 2: members.append(("谁", "1"))
      case 3: members.append(("别的", "1"))
      case 4: members.append(("name", "\"乙\""))
      case 5: members.swapAt(0, members.count - 1)
      case 6: members.removeFirst()
      default: break
      }
      if row % 4 == 3 { members.shuffle(using: &random) }
      func line(_ key: (String) -> String) -> String {
        "{" + members.map { "\"\(key($0.0))\" :\t\($0.1)" }.joined(separator: ", ") + "}"
      }
      let plain = line { $0 }
      lines.append((plain, escape(plain, &random), line { $0.replacing("栏", with: "栏\\t") }))
    }
    func read(_ lines: [String], _ end: String) -> (table: Table, diagnostics: [Diagnostic]) {
      SheetReader.read([SheetFile(path: "a.jsonl", bytes: Array(lines.joined(separator: end).utf8))], schema: schema)
    }
    let plain = read(lines.map(\.plain), "\n")
    for other in [read(lines.map(\.escaped), " \r\n"), read(lines.map(\.long), "\r")] {
      #expect(plain.table.sheets.map(\.cells) == other.table.sheets.map(\.cells), "seed \(seed)")
      #expect(plain.table.sheets.map(\.row) == other.table.sheets.map(\.row))
      #expect(plain.table.refused == other.table.refused)
      // What goes wrong in a line is shown as it stands there.
      #expect(
        plain.diagnostics.map { "\($0.problem.code) \($0.place)" }.map { $0.prefix(40) }
          == other.diagnostics.map { "\($0.problem.code) \($0.place)" }.map { $0.prefix(40) }, "seed \(seed)")
    }
    #expect(plain.table.sheets.count > 100 && plain.diagnostics.count > 100)
  }

  /// JSON in which some characters of texts are escaped, as programs do that write ASCII only.
  private func escape(_ text: String, _ random: inout SeededGenerator) -> String {
    var (escaped, isInText, isBehindBackslash) = ("", false, false)
    let isThorough = Bool.random(using: &random)
    for scalar in text.unicodeScalars {
      let isFree = isInText && !isBehindBackslash
      isBehindBackslash = isFree && scalar == "\\"
      if scalar == "\"", isFree || !isInText { isInText.toggle() }
      let mayBe = isFree && scalar != "\"" && scalar != "\\" && scalar.value >= 0x20
      if mayBe, isThorough ? !scalar.isASCII : Int.random(in: 0..<3, using: &random) == 0 {
        for unit in UTF16.encode(scalar).unsafelyUnwrapped {
          let digits = String(unit, radix: 16, uppercase: Bool.random(using: &random))
          escaped += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }
      } else {
        escaped += (mayBe && scalar == "/" ? "\\" : "") + String(scalar)
      }
    }
    return escaped
  }

  /// Escapes that need not be are taken back, and nothing else is touched.
  @Test(
    arguments: [
      (#"{"\u5c0f\u533A": "\ud83d\uDE00a\/b"}"#, #"{"小区": "😀a/b"}"#),
      (#"{"a": "\u0041\u00e9\u007f\u2028"}"#, "{\"a\": \"Aé\u{7F}\u{2028}\"}"),
      (#"["\\u5c0f\"\u5c0f"]"#, #"["\\u5c0f\"小"]"#),
      (#"["\u0022\u005c\u000a\n\u001f"]"#, nil), (#"["\ud83d", "\udE00\ud83d", "\ud83dx"]"#, nil),
      (#"["\u5c0", "\u5c0g", "\u+5c0f", "\x"]"#, nil), (#"{\u5c0f: 1}"#, nil), (#"["\u5c0"#, nil), (#"["\"#, nil),
      ("", nil),
      ("[1]", nil),
    ] as [(String, String?)])
  func escapesThatNeedNotBe(_ text: String, _ plain: String?) {
    let bytes = Array(text.utf8)
    var escapes = JSONEscapes()
    let found = bytes.withUnsafeBufferPointer { bytes in escapes.withPlain(bytes) { $0.text } }
    #expect(found == plain)
    let ahead = bytes.withUnsafeBufferPointer { bytes in escapes.withPlain(bytes, ahead: 5) { $0.text } }
    #expect(ahead == plain.map { $0 + "\n\0\0\0\0" })
  }

  /// However many cores share a file, what is read and said is the same.
  @Test(arguments: ["a.csv", "a.jsonl"]) func coresDoNotMatter(_ name: String) {
    let facts = Self.columns.filter { $0.bare == .declared }.enumerated().map { place, entry in
      Schema.Column(
        name: "栏\(place)", alias: nil, type: entry.column.type, lower: entry.column.lower, upper: entry.column.upper)
    }
    let schema = Schema(
      columns: [Schema.Column(name: "名", alias: nil, type: .text, lower: nil, upper: nil)] + facts.prefix(7),
      subjects: [0], grouping: [2], units: UnitTable())
    let texts = Self.whole.filter { !$0.contains { "\"".contains($0) } }
    let rows = (0..<9_000).map { row -> [String] in
      let isOdd = row % 40 == 0 || row > 8_990
      return ["甲\(row % 4_900 == 17 ? 17 : row)"]
        + (1...7).map { isOdd ? texts[(row + $0 * 7) % texts.count] : ["是", "", "1"][($0 + row) % 3] }
        + (row % 700 == 3 ? ["多"] : [])
    }
    let headings = ["名"] + facts.prefix(7).map(\.name)
    let text =
      name == "a.csv"
      ? ([headings] + rows).map { $0.map { "\"\($0)\"" }.joined(separator: ",") }.joined(separator: "\r\n")
      : rows.map { row in
        "{" + zip(headings + ["余"], row).map { "\"\($0)\":\"\($1)\"" }.joined(separator: ",")
          + (row.count > 8 ? "" : "}")
      }.joined(separator: "\n")
    let read = [1, 2, 3, 8].map { cores in
      SheetReader.read([SheetFile(path: name, bytes: Array(text.utf8))], schema: schema, cores: cores)
    }
    for other in read.dropFirst() {
      #expect(other.table.sheets.map(\.cells) == read[0].table.sheets.map(\.cells))
      #expect(other.table.sheets.map(\.row) == read[0].table.sheets.map(\.row))
      #expect(other.table.refused == read[0].table.refused)
      #expect(other.diagnostics.map { "\($0)" } == read[0].diagnostics.map { "\($0)" })
    }
    #expect(read[0].table.sheets.count > 8_000 && read[0].diagnostics.count > 500)
  }

  /// A table says the same whether its rows are read at sight or, because of what stands between their cells, in the long
  /// way: rows with too few or too many cells, blank ones, sums, notes, headings, quotes in all places and line ends within.
  @Test(arguments: 0..<12) func rowsSayTheSame(_ seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed))
    let name = Schema.Column(name: "名", alias: nil, type: .text, lower: nil, upper: nil)
    let facts = Self.columns.filter { $0.bare == .declared }.enumerated().map { place, entry in
      Schema.Column(
        name: "栏\(place)", alias: nil, type: entry.column.type, lower: entry.column.lower, upper: entry.column.upper,
        precision: entry.column.precision)
    }
    let schema = Schema(columns: [name] + facts, subjects: [0], grouping: [2], units: UnitTable())
    let cells = (Self.whole + ["\"", "a\"b", "甲\n乙", "甲\r\n乙", "\r", "是 ", "\t否", "\u{3000}3"]).filter {
      !$0.contains("+")
    }
    let ordinary = ["是", "否", "", "12", "3.5", "95.5%", "2025-08-20", "优", "文字", "-4"]
    var headings = (["名"] + facts.map(\.name)).shuffled(using: &random)
    if seed % 3 == 1 { headings.insert("别的", at: Int.random(in: 0...headings.count, using: &random)) }
    if seed % 4 == 2 { headings.insert("", at: Int.random(in: 0..<headings.count, using: &random)) }
    if seed % 4 == 3 { headings.append("栏2") }
    if seed % 5 == 4, let place = headings.firstIndex(of: "栏14") { headings[place] += "%" }
    var rows = [headings]
    for row in 0..<2_000 {
      // Rows that go on in the same way for a while have been seen before.
      let oddness = [0, 0, 3, 30][(row / 40 + seed) % 4]
      var line = headings.map { heading -> String in
        if heading == "名" { return row % 3 == 0 ? "甲\(row)（东）" : "甲\(row)" }
        if heading.isEmpty { return Int.random(in: 0..<50, using: &random) < oddness - 2 ? "1" : "" }
        let isOdd = Int.random(in: 0..<100, using: &random) < oddness
        return (isOdd ? cells : ordinary).randomElement(using: &random) ?? ""
      }
      switch Int.random(in: 0..<(oddness == 0 ? 400 : 100), using: &random) {
      case 0: line.append("")
      case 1: line.append("多")
      case 2: line.removeLast(Int.random(in: 1...3, using: &random))
      case 3: line = line.map { _ in "" }
      case 4: line = [["合计", "合 计（12个）", "园（合计）"].randomElement(using: &random) ?? ""] + line.dropFirst()
      case 5: line = ["填表人：张三"]
      case 6: line = headings
      case 7: line = [cells.randomElement(using: &random) ?? ""] + line.dropFirst()
      case 8 where row > 1_800: line = headings.reversed()
      case 9: line = ["甲\(row / 2)"] + line.dropFirst()
      default: break
      }
      rows.append(line)
    }
    var ends: [String] = []
    var quoted: [[Int]] = []
    for row in rows {
      ends.append(["\n", "\n", "\r\n", "\r"][seed % 2 == 0 ? seed / 2 % 4 : Int.random(in: 0..<4, using: &random)])
      quoted.append(row.map { _ in Int.random(in: 0..<10, using: &random) })
    }
    func text(_ separator: String) -> String {
      zip(rows, zip(ends, quoted)).map { row, style in
        zip(row, style.1).map { cell, style -> String in
          let isSpecial = cell.contains { ",+\"\r\n".contains($0) || $0.isNewline }
          guard isSpecial || style < seed % 3 * 4 else { return cell }
          return "\"" + cell.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
        }.joined(separator: separator) + style.0
      }.joined() + (seed % 6 == 5 ? "甲\(separator)\"乙" : "")
    }
    func read(_ text: String, cores: Int) -> (table: Table, diagnostics: [Diagnostic]) {
      SheetReader.read([SheetFile(path: "a.csv", bytes: Array(text.utf8))], schema: schema, cores: cores)
    }
    let long = read("sep=+\r\n" + text("+"), cores: 1)
    for cores in [1, 8] {
      let short = read("sep=,\r\n" + text(","), cores: cores)
      #expect(short.table.sheets.map(\.cells) == long.table.sheets.map(\.cells), "seed \(seed)")
      #expect(short.table.sheets.map(\.row) == long.table.sheets.map(\.row), "seed \(seed)")
      #expect(short.table.refused == long.table.refused, "seed \(seed)")
      #expect(short.diagnostics.map { "\($0)" } == long.diagnostics.map { "\($0)" }, "seed \(seed)")
    }
    #expect(long.table.sheets.count > 100 && long.diagnostics.count > 10, "seed \(seed)")
  }

  // MARK: Bytes

  private func withBytes<Result>(_ text: String, _ body: (CellBytes) -> Result) -> Result {
    Array(text.utf8).withUnsafeBufferPointer(body)
  }

  @Test func bytesTellWhatScalarsAre() {
    for value in 0...0x10_FFFF as ClosedRange<UInt32> {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let text = String(scalar)
      if InvisibleCharacters.contains(scalar) { #expect(!InvisibleCharacters.areSurelyAbsent(in: text), "\(value)") }
      guard value < 0x3400 || (0x4D00..<0xA100).contains(value) || (0xF000..<0x10100).contains(value) else { continue }
      #expect(withBytes(text, \.isBlank) == VisibleText.isBlank(scalar), "\(value)")
      if withBytes(text, \.isOrdinary) {
        #expect(VisibleText(text).text == text && (TextDecoding.narrow(text) == text || text == " "), "\(value)")
      }
    }
  }

  @Test(arguments: 0..<4) func bytesHaveTheLinesOfTheText(_ seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed))
    let pieces = ["\n", "\r\n", "\r", "\"", "a", "甲", "\u{301}", "abcdefghijklmnopqrstuvwxyz0123456789"]
    for _ in 0..<300 {
      let text = (0..<Int.random(in: 0...40, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }
        .joined()
      let middle = Int.random(in: 0...text.utf8.count, using: &random)
      let ends = withBytes(text) { bytes in
        [0..<middle, middle..<bytes.count].map { bytes.lineEnds(in: $0) }
      }
      #expect(ends[0].count + ends[1].count == TextDecoding.lines(text).count - 1, "\(text.debugDescription) \(middle)")
      #expect((ends[0].isOdd != ends[1].isOdd) == (text.utf8.count { $0 == 0x22 } % 2 == 1))
    }
  }

  @Test(arguments: 0..<4) func bytesAreUTF8AsTheLibrarySees(_ seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed))
    let borders: [UInt8] = [0x00, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF]
    let leads: [UInt8] = [0xE0, 0xE1, 0xEC, 0xED, 0xEE, 0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xFF]
    for _ in 0..<20_000 {
      let bytes = (0..<Int.random(in: 0...6, using: &random)).map { place in
        ((place == 0 ? leads : []) + borders).randomElement(using: &random) ?? 0
      }
      #expect(TextDecoding.isUTF8(bytes) == (String(validating: bytes, as: UTF8.self) != nil), "\(bytes)")
    }
  }

  /// Names are told apart as texts are, in whatever characters they are written.
  @Test(arguments: 0..<4) func namesAreThoseOfADictionary(_ seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed))
    let plain = ["甲", "乙", "园", "1", "2", "a", "（", "、", "幸福里小区"]
    let odd = ["豈", "豈", "é", "e\u{301}", "Å", "Å", "·", "か\u{3099}", "が", ";", "\u{37E}"]
    var table = NameTable()
    var names: [String: Int] = [:]
    for round in 0..<3_000 {
      let letters = round > 1_500 && seed > 0 ? plain + odd : plain
      let name = (0..<Int.random(in: 0...4, using: &random)).map { _ in letters.randomElement(using: &random) ?? "" }
        .joined()
      let (place, isNew) = table.place(of: name)
      #expect(isNew == (names[name] == nil) && place == names[name] ?? names.count, "\(name)")
      if isNew { names[name] = place }
    }
  }
}
