import Diagnostics
import Evaluation
import Model
import TestSupport
import Testing

@testable import Reports

/// A table of chosen columns has in each what the whole table has there.
@Suite struct ChosenColumnTests {
  private static func outcome(_ name: String, count: Int = 40) throws -> Outcome {
    let standard = try #require(try Package.load("rules/\(name).rules").standard)
    var random = SeededGenerator(seed: 47)
    return Evaluation.outcome(of: standard, RandomSheets(standard).table(of: count, missing: 5, &random))
  }

  private static func rows(
    _ outcome: Outcome, _ names: [String]?, _ language: Language, isSighted: Bool = true
  ) throws -> [[String]] {
    let chosen = try names.map { try ChosenColumns($0, of: outcome.standard, language) }
    let table = OutcomeTable(outcome, language: language, level: .items, only: chosen, isSighted: isSighted)
    var bytes: [UInt8] = []
    table.write { bytes += $0 }
    return try CSVCells.rows(String(decoding: bytes, as: UTF8.self))
  }

  private static func check(_ outcome: Outcome, _ language: Language, _ source: String) throws {
    let whole = try rows(outcome, nil, language)
    let headings = whole[0]
    for stride in [1, 3, 7] {
      let names = headings.indices.filter { $0 % stride == 0 }.reversed().map { headings[$0] }
      // All columns of the same name are meant.
      let places = names.flatMap { name in headings.indices.filter { headings[$0] == name } }
      for isSighted in [true, false] {
        let found = try rows(outcome, names, language, isSighted: isSighted)
        #expect(found == whole.map { row in places.map { row[$0] } }, "\(source) \(language) \(stride)")
      }
    }
  }

  @Test(arguments: ["houma", "linfen", "shanxi", "observatory"], Language.allCases)
  func shippedStandards(_ name: String, _ language: Language) throws {
    try Self.check(try Self.outcome(name), language, name)
  }

  /// Where rows are written at sight.
  @Test func manySheets() throws { try Self.check(try Self.outcome("houma", count: 900), .zh, "houma") }

  @Test(arguments: UInt64(0)..<6) func standardsOfEveryForm(_ seed: UInt64) throws {
    let text = WideStandard(seed: seed).text
    guard let standard = load(text: text).standard else { return }
    var random = SeededGenerator(seed: seed)
    let table = RandomSheets(standard).table(of: 70, missing: 4, &random)
    try Self.check(Evaluation.outcome(of: standard, table), .zh, "seed \(seed)\n\(text)")
  }

  /// Both ends of an amount by one name, in either language.
  @Test func amounts() throws {
    let outcome = try Self.outcome("houma")
    #expect(try Self.rows(outcome, ["总分", "rank"], .zh)[0] == ["总分最低", "总分最高", "名次"])
    #expect(try Self.rows(outcome, ["total most", "名次"], .en)[0] == ["total most", "rank"])
    #expect(try Self.rows(outcome, ["名次、小区名称", "结论"], .zh)[0] == ["名次", "小区名称", "结论"])
  }

  /// Those of a workbook stand on one worksheet, rank and names first only if they are.
  @Test(arguments: [["名次", "小区名称", "总分"], ["总分最低", "3.1", "结论"]]) func workbooks(_ names: [String]) throws {
    let outcome = try Self.outcome("houma")
    let judged = Judged(outcome: outcome, rulesDigest: "", sheetsDigest: "", problems: [])
    var bytes: [UInt8] = []
    OutcomeWorkbook(
      judged, language: .zh, level: .items, only: try ChosenColumns(names, of: outcome.standard, .zh)
    ).write { bytes += $0 }
    let book = try PlainWorkbook(bytes)
    #expect(book.worksheets.count == 2)
    let rows = try Self.rows(outcome, names, .zh)
    let found = book.worksheets[0].rows.dropFirst(2)
    #expect(found.count == rows.count - 1)
    for (cells, wanted) in zip(found, rows.dropFirst()) {
      for (place, cell) in wanted.enumerated() {
        #expect(CSVCells.isSame(place < cells.count ? cells[place] : "", cell))
      }
    }
  }

  @Test func unknown() throws {
    let standard = try Self.outcome("houma").standard
    let error = #expect(throws: UnknownColumn.self) { try ChosenColumns(["名次", "总份"], of: standard, .en) }
    #expect(error?.name == "总份")
    #expect(error?.usual.prefix(2) == ["rank", "小区名称"])
    #expect(error?.usual.contains("total") == true)
    #expect(error?.all.contains("3.1") == true)
  }
}
