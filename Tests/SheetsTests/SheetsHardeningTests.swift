import Diagnostics
import Foundation
import Quantities
import TestSupport
import Testing

@testable import Sheets

/// Sheets as clerks and spreadsheets really write them, and as nobody should: nothing is guessed, nothing hangs.
@Suite struct SheetsHardeningTests {
  private static let reason = ValueType.Column(name: "事由", alias: "reason", type: .text)
  private static let records = ValueType.records(
    .none, columns: [ValueType.Column(name: "日期", alias: "date", type: .date), reason])
  private static let plain = ValueType.plainNumber
  private static let count = ValueType.number(Measure(Unit("次")), whole: true)
  private static let care = ValueType.choices(options: ["elder care", "无", "Ａ类", "托幼"])

  private static func schema(lower: Value? = nil, upper: Value? = nil) -> Schema {
    func column(_ name: String, _ alias: String?, _ type: ValueType, _ lower: Value? = nil, _ upper: Value? = nil)
      -> Schema.Column
    { Schema.Column(name: name, alias: alias, type: type, lower: lower, upper: upper) }
    return Schema(
      columns: [
        column("小区", "name", .text), column("户数", "homes", plain, lower, upper), column("备注", "note", .text),
        column("处罚", "penalties", records), column("报送", "sent", .date, lower, upper),
      ], subjects: [0], units: UnitTable())
  }

  private func read(_ files: [(String, String)], _ schema: Schema = schema()) -> (
    table: Table, diagnostics: [Diagnostic], codes: [String]
  ) {
    let (table, found) = SheetReader.read(
      files.map { SheetFile(path: $0.0, bytes: Array($0.1.utf8)) }, schema: schema)
    return (table, found, found.map(\.problem.code))
  }

  private func value(_ text: String, _ type: ValueType) throws -> Value? {
    try CellReader.value(text, type: type, units: UnitTable()).get()
  }

  private func code(_ text: String, _ type: ValueType) -> String? {
    guard case .failure(let problem) = CellReader.value(text, type: type, units: UnitTable()) else { return nil }
    return problem.code
  }

  // MARK: Cells

  @Test(arguments: [
    ("12-15", count, "D302"), ("1 200", count, "D302"), ("1.2.3", plain, "D302"), ("3～5", plain, "D302"),
    ("1,200,", plain, "D302"), ("1234,567", plain, "D302"), ("1,2.5", plain, "D302"), ("12.", plain, "D302"),
    ("+", plain, "D302"), (",", plain, "D302"), ("12次", plain, "D314"), ("3、5", plain, "D302"), ("3/4", plain, "D302"),
    ("12-15", .percentage, "D307"), ("0.0000000000000000001", plain, "D311"),
    ("2025-8-1 5", .date, "D308"), ("20 25-8-1", .date, "D308"), ("2025-08-01-", .date, "D308"),
    ("2025-08--01", .date, "D308"), ("2023年2月29日", .date, "D308"), ("2025-08-01 24:00", .date, "D308"),
    ("12025-08-01", .date, "D308"), ("1", .choice(options: ["甲"], order: .none), "D309"),
  ])
  func notGuessed(_ text: String, _ type: ValueType, _ wanted: String) {
    #expect(code(text, type) == wanted, "\(text)")
  }

  @Test(arguments: [("－1,200.50", -2401, 2), ("+3", 3, 1), ("−3", -3, 1), ("1，234，567", 1_234_567, 1), ("0.5 ", 1, 2)])
  func numbers(_ text: String, _ above: Int, _ below: Int) throws {
    #expect(try value(text, Self.plain) == .number(try Rational(above, over: below)))
  }

  @Test(arguments: ["2025 年 8 月 1 日", "２０２５／８／１", "2025 - 08 - 01", "２０２５．８．１"])
  func datesWithBlanks(_ text: String) throws {
    #expect(try value(text, .date) == CalendarDate(year: 2025, month: 8, day: 1).map(Value.date))
  }

  @Test(arguments: ["－", "／", "Ｎ／Ａ", "　", "——", "\u{00A0}-\u{FEFF}"])
  func missingInFullWidth(_ text: String) throws {
    for type in [ValueType.truth, .percentage, .date, .text, Self.count, Self.records] {
      #expect(try value(text, type) == nil)
    }
  }

  @Test func optionsMayHaveBlanksOrBeCalledNone() throws {
    #expect(try value("elder care、托幼", Self.care) == .choices(0b1001))
    #expect(try value("elder care", Self.care) == .choices(0b0001))
    #expect(try value("无", Self.care) == .choices(0b0010))
    #expect(try value("A类 托幼", Self.care) == .choices(0b1100))
  }

  @Test func textsInRecordsKeepTheirSigns() throws {
    #expect(
      try value("２０２５-8-1，扰民（二次）", Self.records)
        == .records([[CalendarDate(year: 2025, month: 8, day: 1).map(Value.date), .text("扰民（二次）")]]))
  }

  /// A range may have one end only.
  @Test(arguments: [(10, nil, "9"), (nil, 10, "11"), (10, 20, "21")] as [(Int?, Int?, String)])
  func ranges(_ lower: Int?, _ upper: Int?, _ outside: String) throws {
    let schema = Self.schema(
      lower: lower.map { .number(Rational($0)) }, upper: upper.map { .number(Rational($0)) })
    let found = read([("a.csv", "小区,户数\n甲,\(outside)\n乙,10\n")], schema)
    #expect(found.codes == ["D310"])
    #expect(found.table.sheets.map { $0.cells[1] } == [.unreadable, .value(.number(Rational(10)))])
    for language in Language.allCases {
      let sentence = try #require(found.diagnostics.first).problem.wording(language).sentence
      #expect(sentence.contains("\(lower ?? upper ?? 0)") && !sentence.contains("  "))
    }
  }

  // MARK: CSV

  @Test func anOpenQuoteSwallowsNoSheets() {
    let found = read([("a.csv", "小区,备注\n甲,好\n乙,\"没有关\n丙,丙的备注\n")])
    #expect(found.codes == ["D205"])
    #expect(found.table.sheets.map(\.name) == ["甲"])
    #expect(found.table.refused == ["a.csv:3"])
    // Nothing stands behind the quote: the row above it is whole.
    #expect(read([("a.csv", "小区,备注\n甲,好\n\"")]).table.sheets.map(\.name) == ["甲"])
    let heading = read([("a.csv", "\"小区,备注\n甲,好\n")])
    #expect(heading.codes == ["D205"] && heading.table.refused == ["a.csv"])
  }

  /// A list that lacks a record is not a known list; the lists of other sheets are.
  @Test(arguments: [("甲,2025-2-30,漏水\n", "D308"), ("甲,2025-1-2,#N/A\n", "D319"), ("甲,2025-1-2,漏水,三楼\n", "D204")])
  func aBadRecordMakesTheListUnreadable(_ row: String, _ code: String) {
    let found = read([
      ("a.csv", "小区\n甲\n乙\n"),
      ("a.处罚.csv", "小区,日期,事由\n甲,2025-1-1,扰民\n乙,无,无\n" + row + "甲,2025-1-3,停电\n"),
    ])
    #expect(found.codes == [code])
    #expect(found.table.sheets.map { $0.cells[3] } == [.unreadable, .value(.records([]))])
  }

  /// Nobody knows whose records stood in a companion that cannot be read.
  @Test(arguments: [
    ("小区,日期,事由\n甲,2025-1-1,扰民\n甲,2025-1-2,\"漏水\n", "D205"), ("日期,事由\n2025-1-1,扰民\n", "D210"),
    ("小区,name,日期\n甲,甲,2025-1-1\n", "D202"), ("", "D206"), ("\"小区", "D205"),
  ])
  func aCompanionThatCannotBeReadMakesAllListsUnreadable(_ text: String, _ code: String) {
    let found = read([
      ("a.csv", "小区,户数\n甲,3\n乙,4\n"), ("a.处罚.csv", "小区,日期,事由\n甲,2025-1-1,扰民\n乙,无,\n"), ("b.处罚.csv", text),
    ])
    #expect(found.codes == [code])
    #expect(found.table.sheets.map { $0.cells[3] } == [.unreadable, .unreadable])
    #expect(found.table.sheets.map { $0.cells[1] } == [3, 4].map { .value(.number(Rational($0))) })
  }

  @Test(arguments: [
    ("小区,日期,日期\n甲,2025-1-1,2025-1-2\n", ["D202"]), ("小区,日期,date,事由\n甲,2025-1-1,2025-1-2,扰民\n", ["D202"]),
    ("小区,日期,原由\n甲,2025-1-1,扰民\n", ["D201"]), ("小区,,日期\n甲,扰民,2025-1-1\n甲,漏水,2025-1-2\n", ["D209"]),
    ("小区,日期,事由\n,2025-1-1,扰民\n", ["D203"]), ("小区,日期,事由\n丙,2025-1-1,扰民\n", ["D208"]),
    ("小区,日期,事由\n丙,2025-1-1\n", ["D208"]), ("小区,日期\n甲,2025-1-1\n", []),
    ("违法记录\n小区;日期;事由\n甲;无\n合计;;\n", ["D213", "D215"]),
    ("小区,日期（年月日）,事由\n甲,2025-1-1\n", []), ("ｎａｍｅ,ｄａｔｅ,　事由\n甲,无,\n", []),
  ])
  func companions(_ text: String, _ codes: [String]) {
    #expect(read([("a.csv", "小区\n甲\n"), ("a.处罚.csv", text)]).codes == codes)
  }

  /// What a row of a companion says: nothing, that there are none, or a record.
  @Test(arguments: [("甲,,", nil), ("甲,-,", nil), ("甲,无,", 0), ("甲,,none", 0), ("甲,,0", 1)] as [(String, Int?)])
  func rowsOfCompanions(_ row: String, _ count: Int?) {
    let found = read([("a.csv", "小区\n甲\n"), ("a.处罚.csv", "小区,日期,事由\n\(row)\n")])
    #expect(found.codes == [])
    switch found.table.sheets.first?.cells[3] {
    case .missing: #expect(count == nil)
    case .value(.records(let rows)): #expect(rows.count == count)
    default: Issue.record("unreadable")
    }
  }

  /// Records and a word that says that there are none: in rows of a companion, in it and the sheet, in a text sheet.
  @Test(arguments: [
    [("a.csv", "小区\n甲\n"), ("a.处罚.csv", "小区,日期,事由\n甲,无,\n甲,2025-1-1,扰民\n")],
    [("a.csv", "小区\n甲\n"), ("a.处罚.csv", "小区,日期,事由\n甲,2025-1-1,扰民\n甲,无,\n")],
    [("a.csv", "小区,处罚\n甲,无\n"), ("a.处罚.csv", "小区,日期,事由\n甲,2025-1-1,扰民\n")],
    [("a.txt", "小区：甲\n处罚：无\n处罚：2025-1-1，扰民\n")],
  ])
  func noneAndRecordsContradict(_ files: [(String, String)]) {
    let found = read(files)
    #expect(found.codes == ["D315"])
    #expect(found.table.sheets.map { $0.cells[3] } == [.unreadable])
  }

  /// Below a fact that is a list of records, a line that is no fact is a record.
  @Test(
    arguments: [
      ("处罚：\n2025-1-1，扰民\n2025-1-2，漏水\n户数：3", 2, []), ("处罚：\n  2025-1-1，扰民\n  户数：3", 1, []),
      ("处罚：2025-1-1，扰民\n# 还有\n\t2025-1-2，噪音：夜里\n户数：3", 2, []), ("处罚：\n户数：3", nil, []),
      ("  处罚：\n  2025-1-1，扰民\n  户数：3", 1, []), ("处罚：\n\n2025-1-1，扰民\n户数：3", -1, ["D402"]),
      ("户数：3\n2025-1-1，扰民", nil, ["D402"]), ("处罚：\n2025-1-2，噪音：夜里\n户数：3", -1, ["D201"]),
      ("处罚：\n2025-1-1，扰民\n无\n户数：3", -1, ["D315"]), ("处罚：\n（盖章）\n户数：3", -1, ["D312"]),
    ] as [(String, Int?, [String])])
  func recordsOnLinesOfTheirOwn(_ text: String, _ count: Int?, _ codes: [String]) {
    let found = read([("a.txt", "小区：甲\n" + text)])
    #expect(found.codes == codes)
    #expect(found.table.sheets.map { $0.cells[1] } == [.value(.number(Rational(3)))])
    switch found.table.sheets.first?.cells[3] {
    case .missing: #expect(count == nil)
    case .value(.records(let rows)): #expect(rows.count == count)
    default: #expect(count == -1)
    }
  }

  /// Neither of two columns of one name is believed.
  @Test func repeatedHeadingsMakeTheFactUnreadable() {
    let found = read([("a.csv", "小区,户数,homes,备注\n甲,3,4,好\n")])
    #expect(found.codes == ["D202"])
    #expect(found.table.sheets.map { Array($0.cells[1...2]) } == [[.unreadable, .value(.text("好"))]])
  }

  /// CR, LF and CRLF; line ends within quotes; the line on which a row starts.
  @Test(arguments: ["\n", "\r\n", "\r"]) func lineEnds(_ end: String) {
    let rows = CSV.table(["a,b", "\"x", "y\",\"say \"\"hi\"\"\"", "", "3,"].joined(separator: end)).rows
    #expect(rows.map(\.line) == [1, 2, 5])
    #expect(rows.map(\.cells) == [["a", "b"], ["x\(end)y", "say \"hi\""], ["3", ""]])
  }

  @Test(arguments: [
    "\n \n小区;户数\n甲;3\n", "\t\t\n小区,户数\n甲,3\n", "小区\t户数\n甲\t3\n", "小区,户数,,\n甲,3,,\n",
    "\r\r小区,户数\r甲,3",
  ])
  func separators(_ text: String) {
    let found = read([("a.csv", text)])
    #expect(found.codes == [])
    #expect(found.table.sheets.first?.cells[1] == .value(.number(Rational(3))))
  }

  /// Of equals the comma separates.
  @Test func tiesOfSeparators() {
    #expect(CSV.table("a,b;c\n").rows.map(\.cells) == [["a", "b;c"]])
    #expect(CSV.table("a;b\tc\n").rows.map(\.cells) == [["a", "b\tc"]])
    #expect(CSV.table("a;\"x,y,z\"\n").rows.map(\.cells) == [["a", "x,y,z"]])
    #expect(CSV.table("a\n1,2\n").rows.map(\.cells) == [["a"], ["1", "2"]])
  }

  @Test(arguments: [
    ("小区,\n甲,5\n", ["D204"]), ("小区,,户数\n甲,,5\n", []), ("小区,,户数\n甲,四,5\n乙,五,6\n", ["D209"]),
    (",小区,,户数\n,甲,四,5\n三,乙,五,6\n", ["D209", "D209"]),
  ])
  func cellsBelowNoHeading(_ text: String, _ codes: [String]) {
    #expect(read([("a.csv", text)]).codes == codes)
  }

  @Test func writtenLinesAreReadBack() {
    for cells in [["a", "b,c", "d\"e", "f\ng", " h ", "；", ";", "\"\""], ["甲", "", "乙"]] {
      #expect(CSV.table("x" + String(repeating: ",y", count: 20) + "\n" + CSV.line(cells)).rows.last?.cells == cells)
    }
  }

  // MARK: JSON and text

  @Test(arguments: [
    #"[1-2]"#, "[01]", "[1.]", "[.5]", "[1e]", "[+1]", "[-]", #"["\u+123"]"#, #"["\ud800"]"#, #"["\udc00"]"#,
    #"["\ud800\u0041"]"#, #"["\x"]"#, "[\"a\nb\"]", "[1,]", "{\"a\":1,}", "{a:1}", "[1] 2", "nul", "\"", "[", "",
    #"{"a":1,"a":2}"#,
  ])
  func wrongJSON(_ text: String) {
    guard case .success = JSONParser.parse(text) else { return }
    Issue.record("\(text) was accepted")
  }

  @Test func jsonIsReadAndWritten() throws {
    let text = #"{"a": [-0, 12.50e+3, "\ud83d\ude00\n\"\\\/\u4e2d", true, null], "空": {}, "b": []}"#
    let value = try JSONParser.parse(text).get()
    #expect(
      value
        == .object([
          .init("a", .array([.number("-0"), .number("12.50e+3"), .string("😀\n\"\\/中"), .bool(true), .null])),
          .init("空", .object([])), .init("b", .array([])),
        ]))
    #expect(try JSONParser.parse(value.text()).get() == value)
  }

  @Test func nestingIsCountedInContainers() {
    func nested(_ depth: Int) -> String {
      String(repeating: "[", count: depth) + "1" + String(repeating: "]", count: depth)
    }
    #expect(throws: Never.self) { try JSONParser.parse(nested(SheetLimits.jsonNesting)).get() }
    guard case .failure(let failure) = JSONParser.parse(nested(SheetLimits.jsonNesting + 1)) else {
      Issue.record("accepted")
      return
    }
    #expect(failure.error == .tooDeep)
  }

  @Test func mistakesInLongLinesAreLocated() throws {
    let filler = String(repeating: "\"中文\",", count: 40)
    guard case .failure(let failure) = JSONParser.parse("[\r\n" + filler + "}]") else {
      Issue.record("accepted")
      return
    }
    #expect(failure.line == 2)
    #expect(failure.near?.hasPrefix("…") == true && failure.near?.hasSuffix("\"中文\",") == true)
  }

  @Test(arguments: [
    (#"{"小区":"甲","处罚":[{"日期":"2025-1-1","date":"2025-1-2"}]}"#, ["D202"]),
    (#"{"小区":"甲","处罚":[{"日期":"2025-1-1","原由":"x"}]}"#, ["D201"]), (#"{"小区":"甲","处罚":[["2025-1-1"]]}"#, ["D312"]),
    (#"{"小区":"甲","name":"甲"}"#, ["D202", "D203"]), (#"[{"小区":"甲"},5]"#, ["D407"]),
    (#"{"小区":"甲","户数":"1e2"}"#, ["D321"]),
  ])
  func jsonMistakes(_ text: String, _ codes: [String]) {
    #expect(read([("a.json", text)]).codes == codes)
  }

  @Test func refusedFilesAreNamed() {
    let found = read([("a.json", "{"), ("b.json", "[5]"), ("c.txt", "小区：甲")])
    #expect(found.table.refused == ["a.json", "b.json:1"])
    #expect(found.table.sheets.map(\.name) == ["甲"])
  }

  /// Only CR and LF end a line: word processors leave other separators within texts.
  @Test func otherSeparatorsAreContent() {
    let note = "一\u{2028}二\u{0B}三\u{85}四"
    let found = read([
      ("a.jsonl", "{\"小区\":\"甲\",\"备注\":\"一\u{2028}二\u{85}四\"}\r\n\r\n{\"小区\":\"乙\"}\r{\"小区\":\"丙\"}"),
      ("b.txt", "小区：丁\r\n备注：\(note)\r处罚：2025-1-1，扰民\n"),
    ])
    #expect(found.codes == [])
    #expect(found.table.sheets.map(\.row) == [1, 3, 4, nil])
    #expect(found.table.sheets.last?.cells[2] == .value(.text(note)))
  }

  /// Nothing that stands in a file or its name reaches the terminal as a command.
  @Test func messagesAreOnOneLineAndHarmless() {
    let found = read([
      ("a\u{1B}[2J.csv", "小区,户数,\"户\n\u{9B}31m数\"\n甲,\"多\n\u{1B}[31m少\",1\n"),
      ("b.csv", "小区,户数\n\u{202E}乙\u{7},3\u{1B}[31m次\n"), ("c.json", "{\u{1B}"),
      ("d.处罚.csv", "小区,日期,事由\n丁\u{1B}[0m\u{2028},无,\n"),
    ])
    #expect(found.codes == ["D201", "D302", "D314", "D401", "D208", "D331", "D331", "D331", "D331", "D331"])
    for diagnostic in found.diagnostics {
      for language in Language.allCases {
        let message = DiagnosticRenderer(language: language).render(diagnostic)
        #expect(message.split(separator: "\n").count <= 4)
        #expect(!message.unicodeScalars.contains { $0 != "\n" && InvisibleCharacters.contains($0) })
      }
    }
  }

  /// Nor do the names that reports show, which stay on one line.
  @Test func longContentIsCutInMessages() {
    let name = String(repeating: "长", count: 100_000)
    for diagnostic in read([("a.csv", "小区,\(name)\n甲,1\n")]).diagnostics {
      #expect(DiagnosticRenderer(language: .zh).render(diagnostic).count < 3_000)
    }
  }

  // MARK: Bytes and limits

  @Test func damagedUTF8BehindItsMarkIsNotTakenForGB18030() throws {
    for bytes: [UInt8] in [
      [0xEF, 0xBB, 0xBF, 0xC7, 0xF8], [0xFF, 0xFE, 0x41, 0], [0xFE, 0xFF, 0, 0x41], [0x81], [0xFF],
    ] {
      guard case .failure(let problem) = TextDecoding.decode(bytes) else {
        Issue.record("\(bytes) was accepted")
        continue
      }
      #expect(problem.code == "D101")
    }
    // 㐀, which GB18030 writes in four bytes, whole and cut.
    #expect(try TextDecoding.decode([0x81, 0x39, 0xEE, 0x39]).get() == "㐀")
    #expect(throws: SheetProblem.self) { try TextDecoding.decode([0x81, 0x39, 0xEE]).get() }
  }

  @Test func thereMayBeAnyNumberOfSheets() {
    let many = read([("a.csv", "小区\n" + (0..<100_005).map { "\($0)号\n" }.joined())])
    #expect(many.codes == [])
    #expect(many.table.sheets.count == 100_005 && many.table.sheets.last?.name == "100004号")
  }

  /// Sizes at which anything that is not linear would be noticed.
  @Test func manyRecordsOfOneSheet() {
    let count = 60_000
    let rows = String(repeating: "甲,2025-1-1,扰民\n", count: count)
    let lines = String(repeating: "处罚：2025-1-1，扰民\n", count: count)
    let found = read([("a.csv", "小区\n甲\n"), ("a.处罚.csv", "小区,日期,事由\n" + rows), ("b.txt", "小区：乙\n" + lines)])
    #expect(found.codes == [])
    for sheet in found.table.sheets {
      guard case .value(.records(let records)) = sheet.cells[3] else {
        Issue.record("no records")
        continue
      }
      #expect(records.count == count)
    }
  }

  @Test func anyBytesAreRead() {
    var random = SeededGenerator(seed: 2025)
    let schema = Self.schema(lower: .number(.zero))
    let pieces = [
      "小区", "name", "户数", "处罚", "日期", ",", "，", "；", ";", "\t", "\"", "\"\"", "\r", "\n", "：", "=", "#", "{", "}", "[",
      "]",
      ":", "\\u", "d83d", "null", "1e9", "-", "−", "9999999999999999999", "2025-8-1", "95%", "无", "\u{FEFF}",
      "\u{3000}",
      "\u{301}", "0",
    ].map { Array($0.utf8) }
    for round in 0..<400 {
      var files: [SheetFile] = []
      for path in ["a.csv", "b.json", "c.jsonl", "d.txt", "a.处罚.csv"] {
        var bytes: [UInt8] = path == "a.处罚.csv" ? Array("小区,日期,事由\n".utf8) : []
        for _ in 0..<Int.random(in: 0..<60, using: &random) {
          if round % 4 == 0 || Int.random(in: 0..<20, using: &random) == 0 {
            bytes.append(UInt8.random(in: .min ... .max, using: &random))
          } else {
            bytes += pieces.randomElement(using: &random) ?? []
          }
        }
        files.append(SheetFile(path: path, bytes: bytes))
      }
      let (table, diagnostics) = SheetReader.read(files, schema: schema)
      for sheet in table.sheets { #expect(sheet.cells.count == schema.columns.count) }
      let again = SheetReader.read(files, schema: schema)
      #expect(again.table.sheets.map(\.cells) == table.sheets.map(\.cells))
      #expect(again.diagnostics.map(\.place) == diagnostics.map(\.place))
      #expect(diagnostics.count <= SheetLimits.problems + 1)
    }
  }
}

extension CSV {
  /// A text taken apart at the likeliest separator.
  fileprivate static func table(_ text: String) -> Table {
    let csv = CSVText(text)
    return csv.table(csv.separators[0])
  }
}
