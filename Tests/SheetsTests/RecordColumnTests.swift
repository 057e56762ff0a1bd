import Quantities
import TestSupport
import Testing

@testable import Sheets

/// Records come out the same however they are handed in: within sheets, beside them, in any order, in several files.
@Suite struct RecordColumnTests {
  private static let fields: [(String, ValueType)] = [
    ("日期", .date), ("事由", .text), ("金额", .plainNumber), ("程度", .choice(options: ["轻", "重"], order: .none)),
  ]
  private static let schema: Schema = {
    let columns = fields.map { ValueType.Column(name: $0.0, alias: nil, type: $0.1) }
    func column(_ name: String, _ type: ValueType) -> Schema.Column {
      Schema.Column(name: name, alias: nil, type: type, lower: nil, upper: nil)
    }
    return Schema(
      columns: [column("小区", .text), column("处罚", .records(.none, columns: columns))], subjects: [0],
      units: UnitTable())
  }()

  /// What one sheet has: nothing, no records, or some, each with a text for each field.
  private typealias List = [[String]]?

  private static func lists(_ random: inout SeededGenerator) -> [List] {
    func pick(_ texts: [String]) -> String { texts.randomElement(using: &random) ?? "" }
    return (0..<Int.random(in: 1...700, using: &random)).map { _ in
      switch Int.random(in: 0..<6, using: &random) {
      case 0: nil
      case 1: []
      default:
        (0..<Int.random(in: 1...3, using: &random)).map { _ in
          // A record says something: its day.
          [
            pick(["2025-01-0\(Int.random(in: 1...9, using: &random))", "2024年3月5日"]),
            pick(["甲", "乙，丙", "é", "e\u{301}", ""]), pick(["1", "2.5", "-", "0.123456789012", "0.125"]),
            pick(["轻", "重", ""]),
          ]
        }
      }
    }
  }

  private static func read(_ files: [(String, String)]) -> [Cell] {
    let (table, problems) = SheetReader.read(
      files.map { SheetFile(path: $0.0, bytes: Array($0.1.utf8)) }, schema: schema)
    #expect(problems.filter(\.isError).isEmpty)
    return table.sheets.map { $0[1] }
  }

  private static func csv(_ rows: [(owner: Int, record: [String])]) -> String {
    "小区,日期,事由,金额,程度\n" + rows.map { "小区\($0.owner),\($0.record.joined(separator: ","))\n" }.joined()
  }

  @Test(arguments: 0..<Cases.count(12)) func listsAreTheSameHoweverTheyAreHandedIn(_ seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed))
    let lists = Self.lists(&random)
    let inside = lists.indices.map { sheet in
      let records = lists[sheet].map { list in
        list.map { record in
          let members = zip(Self.fields, record).filter { !$1.isEmpty && $1 != "-" }
          return "{" + members.map { "\"\($0.0)\": \"\($1)\"" }.joined(separator: ", ") + "}"
        }.joined(separator: ", ")
      }
      return "{\"小区\": \"小区\(sheet)\"" + (records.map { ", \"处罚\": [\($0)]" } ?? "") + "}\n"
    }
    let expected = Self.read([("甲.jsonl", inside.joined())])
    // The names alone, and the records beside them: a row that says 无 where there are none.
    let names = "小区\n" + lists.indices.map { "小区\($0)\n" }.joined()
    let rows = lists.indices.flatMap { sheet in
      (lists[sheet].map { $0.isEmpty ? [["无", "", "", ""]] : $0 } ?? []).map { (owner: sheet, record: $0) }
    }
    #expect(Self.read([("甲.csv", names), ("甲.处罚.csv", Self.csv(rows))]) == expected)
    // In any order, but for those of one sheet; in two files; and some of them within the sheets.
    let shuffled = lists.indices.shuffled(using: &random).flatMap { sheet in rows.filter { $0.owner == sheet } }
    #expect(Self.read([("甲.csv", names), ("甲.处罚.csv", Self.csv(shuffled))]) == expected)
    let half = shuffled.count / 2
    #expect(
      Self.read([
        ("甲.csv", names), ("处罚.csv", Self.csv(Array(shuffled[..<half]))),
        ("甲.处罚.csv", Self.csv(Array(shuffled[half...]))),
      ]) == expected)
    let beside = rows.filter { $0.owner.isMultiple(of: 2) }
    let within = inside.enumerated().map { $0.isMultiple(of: 2) ? "{\"小区\": \"小区\($0)\"}\n" : $1 }
    #expect(Self.read([("甲.jsonl", within.joined()), ("甲.处罚.csv", Self.csv(beside))]) == expected)
  }

  /// What a sheet says itself stands before what is said beside it.
  @Test func recordsWithinComeFirst() throws {
    let cells = Self.read([
      ("甲.jsonl", "{\"小区\": \"东\", \"处罚\": [{\"事由\": \"一\"}]}\n{\"小区\": \"西\", \"处罚\": [{\"事由\": \"四\"}]}\n"),
      ("甲.处罚.csv", "小区,事由\n西,五\n东,二\n东,三\n"),
    ])
    #expect(Self.texts(cells) == [["一", "二", "三"], ["四", "五"]])
  }

  /// The same to people, and told apart by their bytes: characters that stand for another one, or for two.
  private static let sameNames = [("清凉", "清\u{F979}"), ("AK", "A\u{212A}"), ("Zoë", "Zoe\u{308}"), ("\u{F900}", "豈")]

  @Test(arguments: sameNames, [false, true]) func ownersAreFoundInWhateverCharacters(
    _ names: (String, String), _ isOther: Bool
  ) {
    let (own, other) = isOther ? (names.1, names.0) : names
    let cells = Self.read([
      ("甲.csv", "小区\n东\n\(own)\n"), ("甲.处罚.csv", "小区,事由\n东,一\n\(other),二\n\(own),三\n"),
    ])
    #expect(Self.texts(cells) == [["一"], ["二", "三"]])
  }

  /// Nobody is told that rows belong to no sheet whose sheet has been refused.
  @Test(arguments: sameNames, [false, true]) func refusedOwnersAreKnownInWhateverCharacters(
    _ names: (String, String), _ isOther: Bool
  ) {
    let (own, other) = isOther ? (names.1, names.0) : names
    let files = [("甲.csv", "小区\n东\n\(own)\n\(own)\n"), ("甲.处罚.csv", "小区,事由\n东,一\n\(other),二\n")]
    let (table, problems) = SheetReader.read(
      files.map { SheetFile(path: $0.0, bytes: Array($0.1.utf8)) }, schema: Self.schema)
    #expect(Self.texts(table.sheets.map { $0[1] }) == [["一"]])
    #expect(problems.map(\.problem.code) == ["D207"], "\(problems.map(\.problem.code))")
  }

  /// Each text stays as it is written, also beside one that is equal to it.
  @Test func textsKeepTheirCharacters() {
    let all: [String] = Self.sameNames.flatMap { [$0, $1, $0] }
    for texts in [all, all.reversed()] {
      let rows = texts.map { (owner: 0, record: ["2025-01-01", $0, "1", "轻"]) }
      let found = Self.texts(Self.read([("甲.csv", "小区\n小区0\n"), ("甲.处罚.csv", Self.csv(rows))]))
      #expect(found.first?.map { Array($0.utf8) } == texts.map { Array($0.utf8) })
      let sheets = "小区,备注\n" + texts.enumerated().map { "小区\($0),\($1)\n" }.joined()
      let schema = Schema(
        columns: ["小区", "备注"].map { Schema.Column(name: $0, alias: nil, type: .text, lower: nil, upper: nil) },
        subjects: [0], units: UnitTable())
      let (table, _) = SheetReader.read([SheetFile(path: "甲.csv", bytes: Array(sheets.utf8))], schema: schema)
      let own = table.sheets.map { sheet -> [UInt8] in
        if case .value(.text(let text)) = sheet[1] { Array(text.utf8) } else { [] }
      }
      #expect(own == texts.map { Array($0.utf8) })
    }
  }

  private static func texts(_ cells: [Cell]) -> [[String]] {
    cells.map { cell in
      guard case .value(.records(let rows)) = cell else { return [] }
      return rows.compactMap { if case .text(let text)? = $0[1] { text } else { nil } }
    }
  }
}
