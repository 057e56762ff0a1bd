import Diagnostics
import Quantities
import TestSupport
import Testing

@testable import Sheets

/// A list from which a record may have been lost is not known, and what was lost is said.
@Suite struct LostRecordTests {
  private static let schema: Schema = {
    func records(_ columns: [(String, ValueType)]) -> ValueType {
      .records(.none, columns: columns.map { ValueType.Column(name: $0.0, alias: nil, type: $0.1) })
    }
    func column(_ name: String, _ alias: String?, _ type: ValueType) -> Schema.Column {
      Schema.Column(name: name, alias: alias, type: type, lower: nil, upper: nil)
    }
    return Schema(
      columns: [
        column("小区", "name", .text), column("户数", "homes", .plainNumber),
        column("处罚", "penalties", records([("日期", .date), ("事由", .text)])),
        column("会议", nil, records([("议题", .text), ("人数", .plainNumber)])),
        column("活动", nil, records([("主题", .text), ("人数", .plainNumber)])),
      ], subjects: [0], units: UnitTable(), ignored: ["报道"])
  }()

  private func read(_ files: [(String, String)]) -> (table: Table, diagnostics: [Diagnostic], codes: [String]) {
    let (table, found) = SheetReader.read(
      files.map { SheetFile(path: $0.0, bytes: Array($0.1.utf8)) }, schema: Self.schema)
    return (table, found, found.map(\.problem.code))
  }

  /// For each sheet how many records of a fact: nil for none stated, −1 for a list that is not known.
  private func counts(_ table: Table, _ column: Int = 2) -> [Int?] {
    table.sheets.map { sheet in
      switch sheet.cells[column] {
      case .missing, .unsettled: nil
      case .value(.records(let rows)): rows.count
      default: -1
      }
    }
  }

  private static let sheets = ("a.csv", "小区\n桂花苑\n兰亭园\n竹里馆\n")

  // MARK: Owners

  @Test(
    arguments: [
      // One name is near, several are, none is.
      ("桂花院,2025-1-1,扰民", [-1, 0, 0], "D208"), ("桂花苑二期,2025-1-1,扰民", [-1, 0, 0], "D208"),
      ("兰花园,2025-1-1,扰民", [0, -1, 0], "D208"), ("梅岭山庄,2025-1-1,扰民", [-1, -1, -1], "D208"),
      // What says nothing, or that there are none, loses nothing.
      ("桂花院,无,", [0, 0, 0], "D208"), ("梅岭山庄,,", [0, 0, 0], "D208"), ("梅岭山庄", [0, 0, 0], "D208"),
      // Nobody is named, or it cannot be read who.
      (",2025-1-1,扰民", [-1, -1, -1], "D203"), ("#N/A,2025-1-1,扰民", [-1, -1, -1], "D319"),
      // A record that is itself unreadable is lost too.
      ("桂花院,2025-13-1,扰民", [-1, 0, 0], "D308"), ("桂花院,2025-1-1,扰民,三楼", [-1, 0, 0], "D204"),
      // No record at all.
      ("合计,,3", [0, 0, 0], "D215"), ("填表人：张三", [0, 0, 0], "D216"),
    ] as [(String, [Int?], String)])
  func owners(_ row: String, _ wanted: [Int?], _ code: String) {
    let found = read([Self.sheets, ("a.处罚.csv", "小区,日期,事由\n桂花苑,无\n兰亭园,无\n竹里馆,无\n\(row)\n")])
    #expect(counts(found.table) == wanted)
    #expect(found.codes.contains(code))
  }

  @Test func whoseSheetsAreRefusedLoseNothing() {
    let found = read([
      ("a.csv", "小区,户数\n桂花苑,3\n兰亭园,4,5\n竹里馆,6\n竹里馆,7\n"),
      ("a.处罚.csv", "小区,日期,事由\n桂花苑,2025-1-1,甲\n兰亭园,2025-1-1,乙\n竹里馆,2025-1-1,丙\n"),
    ])
    #expect(found.codes == ["D204", "D207"])
    #expect(counts(found.table) == [1])
  }

  /// Where no row belongs to anybody, that is one message.
  @Test func strangers() {
    let rows = (1...40).map { "外地\($0)号,2025-1-1,扰民\n" }.joined()
    let found = read([Self.sheets, ("b.处罚.csv", "小区,日期,事由\n" + rows)])
    #expect(found.codes == ["D217"] && found.table.refused == ["b.处罚.csv"])
    #expect(counts(found.table) == [-1, -1, -1])
  }

  /// Records with some owners misspelt: a list is whole, or it is not known.
  @Test func noListThatLacksARecordIsKnown() {
    var random = SeededGenerator(seed: 20_251_001)
    let letters = Array("桂兰竹菊梅松柏荷花里园苑庭馆东西南北一二三甲乙丙")
    for round in 0..<400 {
      var names: Set<String> = []
      while names.count < 6 {
        names.insert(
          String((0..<Int.random(in: 2...5, using: &random)).compactMap { _ in letters.randomElement(using: &random) }))
      }
      let owners = names.sorted()
      var truth: [String: Int] = [:]
      var rows: [String] = []
      var lost: [String] = []
      for name in owners {
        truth[name] = Int.random(in: 0...3, using: &random)
        if truth[name] == 0 { rows.append("\(name),无,") }
        for index in 0..<(truth[name] ?? 0) {
          var written = Array(name)
          // A letter is changed, left out or put in.
          if Int.random(in: 0..<12, using: &random) == 0 {
            let place = Int.random(in: written.indices, using: &random)
            let letter = letters.randomElement(using: &random) ?? "甲"
            switch Int.random(in: 0..<3, using: &random) {
            case 0: written[place] = letter
            case 1: written.insert(letter, at: place)
            default: if written.count > 2 { written.remove(at: place) } else { written[place] = letter }
            }
          }
          if !names.contains(String(written)) {
            lost.append(name)
          }
          // Written so, it is somebody else's.
          else if String(written) != name {
            written = Array(name)
          }
          rows.append("\(String(written)),2025-1-\(index + 1),甲")
        }
      }
      rows.shuffle(using: &random)
      let found = read([
        ("a.csv", "小区\n" + owners.map { $0 + "\n" }.joined()),
        ("a.处罚.csv", "小区,日期,事由\n" + rows.map { $0 + "\n" }.joined()),
      ])
      for (sheet, count) in zip(found.table.sheets, counts(found.table)) {
        let isWhole = count == truth[sheet.name]
        #expect(
          isWhole || count == -1,
          "round \(round): \(sheet.name) has \(String(describing: count)) of \(truth[sheet.name] ?? 0)\n\(rows)")
        if !lost.isEmpty { #expect(!lost.contains(sheet.name) || count == -1, "round \(round): \(sheet.name)") }
      }
      #expect(lost.isEmpty == found.diagnostics.isEmpty)
    }
  }

  // MARK: Names of files

  @Test(
    arguments: [
      ("a.处罚.csv", "日期,事由", 2, []), ("处罚.csv", "日期,事由", 2, []), ("a.penalties.csv", "日期,事由", 2, []),
      ("a．处罚．csv", "日期,事由", 2, []), ("a.处\u{200B}罚 .CSV", "日期,事由", 2, ["D331"]),
      // Another name, which may be meant for the fact, by itself or by the columns.
      ("a.处分.csv", "日期,事由", -1, ["D218"]), ("a.处罚(1).csv", "日期,事由", -1, ["D218"]), ("a.xyz.csv", "日期,事由", -1, ["D218"]),
      ("xyz.csv", "日期,事由", -1, ["D218"]), ("a.处分.csv", "何时,为何", -1, ["D218"]), ("a.处罚.json", "日期,事由", -1, ["D224"]),
      ("a.处罚.txt", "日期,事由", -1, ["D224"]),
      // A table of something else.
      ("a.联系人.csv", "姓名,手机", 1, ["D219"]), ("联系人.csv", "姓名,手机", 1, ["D219"]), ("a.报道.csv", "日期,媒体", 1, []),
    ] as [(String, String, Int, [String])])
  func namesOfCompanions(_ path: String, _ headings: String, _ count: Int, _ codes: [String]) {
    let found = read([
      Self.sheets, ("b.处罚.csv", "小区,日期,事由\n桂花苑,2025-2-1,甲\n兰亭园,无\n竹里馆,无\n"),
      (path, "小区,\(headings)\n桂花苑,2025-1-1,甲\n"),
    ])
    #expect(found.codes == codes)
    #expect(found.table.sheets.count == 3)
    #expect(counts(found.table).first == count)
    #expect(counts(found.table, 3) == [nil, nil, nil])
  }

  /// Columns that two facts have: both may be meant, unless the name is near one of them.
  @Test(arguments: [("a.座谈.csv", [-1, -1]), ("a.会仪.csv", [-1, 0]), ("a.活动表.csv", [0, -1])])
  func columnsOfSeveralFacts(_ path: String, _ wanted: [Int]) {
    let found = read([
      ("a.json", #"[{"小区":"桂花苑","会议":[],"活动":[]}]"#), (path, "小区,人数\n桂花苑,3\n"),
    ])
    #expect(found.codes == ["D218"])
    #expect([counts(found.table, 3), counts(found.table, 4)] == wanted.map { [$0] })
  }

  /// A file whose name has further dots in it holds sheets if its headings are facts.
  @Test(arguments: ["2025.07.csv", "a.会议.户数.csv", "处罚汇总.csv", "a.处分.csv"]) func sheetsWithDots(_ path: String) {
    let found = read([(path, "小区,户数,处罚\n桂花苑,3,无\n")])
    #expect(found.codes == [] && counts(found.table) == [0])
  }

  // MARK: Text sheets

  /// What cannot be read below a list may have been a record of it.
  @Test(
    arguments: [
      ("处罚：2025-1-1，扰民\n\n2025-1-2，漏水\n", -1), ("处罚：\n  2025-1-1，扰民\n\n  2025-1-2，漏水\n", -1),
      ("处罚：2025-1-1，扰民\n2025-1-2，噪音：夜里\n", -1), ("处罚：2025-1-1，扰民\n\n处分：2025-1-2，漏水\n", -1),
      ("处罚：2025-1-1，扰民\n户数：3\n以上属实\n", 1), ("处罚：2025-1-1，扰民\n报道：无\n以上属实\n", 1), ("以上属实\n处罚：2025-1-1，扰民\n", 1),
    ] as [(String, Int?)])
  func linesThatMayBeRecords(_ text: String, _ count: Int?) {
    let found = read([("a.txt", "小区：桂花苑\n" + text)])
    #expect(!found.codes.isEmpty)
    #expect(counts(found.table) == [count])
  }

  // MARK: Messages

  @Test(arguments: Language.allCases) func messages(_ language: Language) throws {
    let rows = ["桂花院,2025-1-1,甲", "花园,2025-1-1,甲", "梅岭山庄,2025-1-1,甲", "梅岭山庄,无,", "竹里馆,2025-1-1,甲"]
    let found = read([
      ("a.csv", "小区\n桂花苑\n兰花园\n桃花园\n竹里馆\n"), ("a.处罚.csv", "小区,日期,事由\n" + rows.joined(separator: "\n") + "\n"),
      ("b.处罚.csv", "小区,日期,事由\n他处,2025-1-1,甲\n别处,无,\n"), ("a.处分.csv", "小区,日期,事由\n桂花苑,2025-1-1,甲\n"),
      ("a.座谈.csv", "小区,人数\n桂花苑,3\n"), ("开会.csv", "小区,议题\n桂花苑,甲\n"), ("a.联系人.csv", "小区,姓名\n桂花苑,甲\n"),
      ("a.会议.json", "[]"),
    ])
    let text = found.diagnostics.map { DiagnosticRenderer(language: language).render($0) }.joined(separator: "\n")
    try Golden.check(text, "lost-records.\(language.rawValue).txt")
  }
}
