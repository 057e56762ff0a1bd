import Diagnostics
import Foundation
import Quantities
import TestSupport
import Testing

@testable import Sheets

@Suite struct CellTests {
  private static let count = ValueType.number(Measure(Unit("次")), whole: true)
  private static let money = ValueType.number(Measure(Unit("元")), whole: false)
  private static let grade = ValueType.choice(options: ["优", "良", "差"], order: .none)
  private static let services = ValueType.choices(options: ["养老", "托幼", "家政"])

  private func read(_ text: String, _ type: ValueType) throws -> Result<Value?, SheetProblem> {
    var units = UnitTable()
    units.declare("万元", as: Unit("元"), times: try #require(UnitFactor(Rational(10_000))))
    return CellReader.value(text, type: type, units: units)
  }

  @Test(arguments: [
    ("是", true), ("有", true), ("√", true), ("yes", true), ("TRUE", true), ("Ｙ", true), (" 是 ", true), ("否", false),
    ("无", false), ("×", false),
    ("no", false), ("False", false),
  ])
  func truths(_ text: String, _ value: Bool) throws {
    #expect(try read(text, .truth).get() == .truth(value))
  }

  @Test(arguments: [
    ("95%", 19, 20), ("95％", 19, 20), ("９５％", 19, 20), ("95 %", 19, 20), ("0.95", 19, 20), ("5‰", 1, 200), ("0", 0, 1),
    ("100%", 1, 1),
    ("94.9%", 949, 1000),
  ])
  func percentages(_ text: String, _ above: Int, _ below: Int) throws {
    #expect(try read(text, .percentage).get() == .number(try Rational(above, over: below)))
  }

  @Test(arguments: [("12", 12), ("12次", 12), ("１２ 次", 12), ("1,200", 1200), ("-3", -3), ("1，200", 1200)])
  func wholeNumbers(_ text: String, _ value: Int) throws {
    #expect(try read(text, Self.count).get() == .number(Rational(value)))
  }

  @Test func unitsAreConverted() throws {
    #expect(try read("1.5万元", Self.money).get() == .number(Rational(15_000)))
    #expect(try read("1.5", Self.money).get() == .number(try Rational(3, over: 2)))
  }

  @Test(arguments: ["2025年8月1日", "2025-08-01", "2025-8-1", "2025/8/1", "2025.8.1", "２０２５年８月１日"])
  func dates(_ text: String) throws {
    #expect(try read(text, .date).get() == CalendarDate(year: 2025, month: 8, day: 1).map(Value.date))
  }

  @Test(arguments: ["", "  ", "-", "—", "未知", "N/A", "待核实"])
  func missing(_ text: String) throws {
    for type in [ValueType.truth, .percentage, .date, .text, Self.count, Self.grade, Self.services] {
      #expect(try read(text, type).get() == nil)
    }
  }

  @Test func choices() throws {
    #expect(try read("良", Self.grade).get() == .choice(1))
    #expect(try read("养老、家政", Self.services).get() == .choices(0b101))
    #expect(try read("养老，托幼；家政", Self.services).get() == .choices(0b111))
    #expect(try read("无", Self.services).get() == .choices(0))
  }

  @Test(arguments: [
    ("1", ValueType.truth, "D301"), ("也许", .truth, "D301"), ("很多", count, "D302"), ("1,20", count, "D302"),
    ("2.5", count, "D303"),
    ("3户", count, "D304"), ("95%", count, "D305"), ("95", .percentage, "D306"), ("1", .percentage, "D306"),
    ("高", .percentage, "D307"),
    ("2025-02-30", .date, "D308"), ("08/01/2025", .date, "D308"), ("去年", .date, "D308"), ("忧", grade, "D309"),
    ("养老、唱歌", services, "D309"),
    ("1234567890123456789", count, "D311"),
  ])
  func wrongCells(_ text: String, _ type: ValueType, _ code: String) throws {
    guard case .failure(let problem) = try read(text, type) else {
      Issue.record("\(text) was accepted")
      return
    }
    #expect(problem.code == code)
  }
}

@Suite struct SheetReaderTests {
  private static let schema = Schema(
    columns: [
      Schema.Column(name: "小区名称", alias: "name", type: .text, lower: nil, upper: nil),
      Schema.Column(name: "收费率", alias: "fee_rate", type: .percentage, lower: .number(.zero), upper: .number(.one)),
      Schema.Column(name: "有车库", alias: "garage", type: .truth, lower: nil, upper: nil),
      Schema.Column(name: "服务", alias: "services", type: .choices(options: ["养老", "托幼"]), lower: nil, upper: nil),
      Schema.Column(
        name: "处罚", alias: "penalties",
        type: .records(
          .none,
          columns: [
            ValueType.Column(name: "日期", alias: "date", type: .date),
            ValueType.Column(name: "事由", alias: "reason", type: .text),
          ]), lower: nil, upper: nil),
    ], subjects: [0], units: UnitTable())

  private func read(_ files: [(String, String)]) -> (table: Table, codes: [String]) {
    let (table, problems) = SheetReader.read(
      files.map { SheetFile(path: $0.0, bytes: Array($0.1.utf8)) }, schema: Self.schema)
    return (table, problems.map(\.problem.code))
  }

  /// The same sheet in every form.
  @Test(arguments: [
    [("a.csv", "小区名称,收费率,有车库,服务,处罚\n甲园,95%,是,养老、托幼,无\n")],
    [("a.csv", "\u{FEFF}penalties,garage,fee_rate,name,services\r\n无,yes,0.95,甲园,养老;托幼\r\n")],
    [("a.csv", "小区名称;收费率;有车库;服务;处罚\n\"甲园\";95%;√;\"养老\n托幼\";none\n")],
    [("a.csv", "name\tfee_rate\tgarage\tservices\tpenalties\n甲园\t95%\ttrue\t养老 托幼\t无\n")],
    [("a.json", #"[{"小区名称":"甲园","收费率":"95%","有车库":true,"服务":["养老","托幼"],"处罚":[]}]"#)],
    [("a.jsonl", #"{"name":"\u7532园","fee_rate":0.95,"garage":"是","services":"养老、托幼","penalties":"无"}"# + "\n\n")],
    [("甲园.txt", "# 虚构\n小区名称：甲园\n收费率: 95％\n有车库＝有\n服务：养老，托幼\n处罚：无\n")],
    [("a.csv", "小区名称,收费率,有车库,服务\n甲园,95%,是,养老 托幼\n"), ("a.处罚.csv", "小区名称,日期,事由\n甲园,无,\n")],
  ])
  func formsMeanTheSame(_ files: [(String, String)]) throws {
    let (table, codes) = read(files)
    #expect(codes == [])
    #expect(table.sheets.map(\.name) == ["甲园"])
    #expect(
      table.sheets.first?.cells == [
        .value(.text("甲园")), .value(.number(try Rational(19, over: 20))), .value(.truth(true)), .value(.choices(3)),
        .value(.records([])),
      ])
  }

  @Test func gb18030FromASpreadsheet() throws {
    // “小区名称,收费率\r\n甲园,95%\r\n” as a spreadsheet saves it in GB18030.
    let bytes: [UInt8] = [
      0xD0, 0xA1, 0xC7, 0xF8, 0xC3, 0xFB, 0xB3, 0xC6, 0x2C, 0xCA, 0xD5, 0xB7, 0xD1, 0xC2, 0xCA, 0x0D, 0x0A, 0xBC, 0xD7,
      0xD4, 0xB0, 0x2C, 0x39, 0x35, 0x25, 0x0D, 0x0A,
    ]
    let (table, problems) = SheetReader.read([SheetFile(path: "a.csv", bytes: bytes)], schema: Self.schema)
    #expect(problems.isEmpty)
    #expect(table.sheets.map(\.name) == ["甲园"])
    let cut = SheetReader.read([SheetFile(path: "a.csv", bytes: Array(bytes.prefix(18)))], schema: Self.schema)
    #expect(cut.diagnostics.map(\.problem.code) == ["D101"])
  }

  @Test func recordsInEveryForm() throws {
    let (table, codes) = read([
      ("甲.txt", "小区名称：甲\n处罚：2025年3月1日，扰民\n处罚：2025-04-01，漏水\n"),
      ("b.json", #"{"小区名称":"乙","处罚":[{"日期":"2025-03-01","事由":"扰民"},{"date":"2025-04-01","reason":"漏水"}]}"#),
      ("c.csv", "小区名称,处罚\n丙,\"2025-03-01,扰民；2025-04-01,漏水\"\n丁,\n"),
      ("c.处罚.csv", "name,事由,日期\n丁,扰民,2025/3/1\n丁,漏水,2025/4/1\n"),
    ])
    #expect(codes == [])
    #expect(table.sheets.count == 4)
    #expect(Set(table.sheets.map { $0.cells[4] }).count == 1)
  }

  @Test(arguments: [
    ([("a.csv", "小区名称,收费\n甲,1\n")], ["D201"], 1), ([("a.csv", "小区名称,收费率,收费率\n甲,90%,91%\n")], ["D202"], 1),
    ([("a.csv", "收费率\n90%\n")], ["D210"], 0), ([("a.csv", "小区名称,收费率\n甲\n乙,90%,x\n丙,90%,\n")], ["D204"], 2),
    ([("a.csv", "小区名称,收费率\n\"甲,90%\n")], ["D205"], 0), ([("a.csv", "")], ["D206"], 0),
    ([("a.csv", "小区名称\n甲\n"), ("b.txt", "小区名称：甲")], ["D207"], 0),
    ([("a.csv", "小区名称\n甲\n"), ("a.处罚.csv", "小区名称,日期,事由\n乙,无,\n")], ["D208"], 1),
    ([("a.csv", "小区名称,收费率\n甲,950%\n乙,90%\n")], ["D310"], 2), ([("a.txt", "小区名称：甲\n处罚：2025-01-01\n")], ["D312"], 1),
    ([("a.json", #"{"小区名称":"甲","有车库":[1]}"#)], ["D313"], 1), ([("a.json", #"{"小区名称":"甲","#)], ["D401"], 0),
    ([("a.json", #"{"小区名称":"甲","小区名称":"乙"}"#)], ["D401"], 0), ([("a.txt", "小区名称：甲\n没有冒号\n")], ["D402"], 1),
    ([("a.jsonl", "{\"小区名称\":\"甲\"}\n{坏\n{\"小区名称\":\"乙\"}")], ["D401"], 2),
  ])
  func mistakesAreReportedAndTheRestGoesOn(_ files: [(String, String)], _ codes: [String], _ sheets: Int) {
    let (table, found) = read(files)
    #expect(found == codes)
    #expect(table.sheets.count == sheets)
  }

  @Test func aWrongCellIsUnreadableNotMissing() {
    let (table, _) = read([("a.csv", "小区名称,收费率,有车库\n甲,950%,\n")])
    #expect(table.sheets.first?.cells[1] == .unreadable)
    #expect(table.sheets.first?.cells[2] == .missing)
  }

  @Test func limits() {
    let deep = String(repeating: "[", count: 100_000)
    #expect(read([("a.json", deep)]).codes == ["D401"])
    #expect(read([("a.csv", "小区名称\n" + String(repeating: "长", count: 20_001))]).codes.first == "D104")
    let many = read([("a.csv", "小区名称,收费率\n" + (1...1_200).map { "第\($0),高\n" }.joined())]).codes
    #expect(many.count == SheetLimits.problems + 1 && many.last == "D901")
  }

  /// The broken samples beside the rules, with the messages they teach.
  @Test func brokenSamples() throws {
    let loaded = load(text: try Package.text("rules/houma.rules"), named: "houma.rules")
    let schema = try #require(loaded.standard).schema
    var text = ""
    for path in try ["csv", "json", "jsonl", "txt"].flatMap({ try Package.files("rules/broken/sheets", "." + $0) })
      .sorted()
    {
      let bytes = [UInt8](try Data(contentsOf: Package.root.appendingPathComponent(path)))
      let (_, problems) = SheetReader.read([SheetFile(path: path, bytes: bytes)], schema: schema)
      #expect(!problems.isEmpty, "\(path)")
      text += problems.map { DiagnosticRenderer(language: .zh).render($0) + "\n" }.joined()
    }
    try Golden.check(text, "broken-sheets.txt")
  }
}
