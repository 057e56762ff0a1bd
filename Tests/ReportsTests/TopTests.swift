import Diagnostics
import Evaluation
import Foundation
import Model
import Quantities
import Sheets
import TestSupport
import Testing

@testable import Reports

/// What is listed up to a rank is the beginning of what is listed of everybody, and no less than all who share the rank.
@Suite struct TopTests {
  private static let ties = """
    标准 试
      总分 3 分
    事实 名 文本
    对象 名
    事实 几 整数 分 范围 0 分 至 3 分
    事实 有 是否
    原则 1 “有”
      条件 有
    类别 一
      指标 1 “几”
        评分 几
    推荐 前 2 个
    """

  /// Ranks 1, 2, 2, 4, then one whose eligibility is open, and one that is not eligible and has none.
  private static let few =
    [
      (3, true), (2, true), (2, true), (1, true), (2, nil), (3, false),
    ] as [(Int, Bool?)]

  private static func outcome() throws -> Outcome {
    let standard = try standard(ties)
    let sheets = few.enumerated().map { number, cells in
      let name = "园\(number)"
      return Sheet(
        Identity(name),
        cells: [
          .value(.text(name)), .value(.number(Rational(cells.0))), cells.1.map { .value(.truth($0)) } ?? .missing,
        ], file: "", row: nil)
    }
    return Evaluation.outcome(of: standard, Table(schema: standard.schema, sheets: sheets, refused: []))
  }

  @Test(arguments: [(1, 1), (2, 3), (3, 3), (4, 4), (5, 5), (99, 5)]) func tiesAreIncluded(_ top: Int, _ count: Int)
    throws
  {
    #expect(try Self.outcome().count(throughRank: top) == count)
  }

  @Test(arguments: ["houma", "linfen", "shanxi", "observatory"], [0, 5]) func theShippedStandards(
    _ name: String, _ missing: Int
  ) throws {
    let standard = try #require(try Package.load("rules/\(name).rules").standard)
    var random = SeededGenerator(seed: 41)
    try Self.check(
      Evaluation.outcome(of: standard, RandomSheets(standard).table(of: 90, missing: missing, &random)), name)
  }

  @Test func sharedRanks() throws { try Self.check(try Self.outcome(), "ties") }

  private static func check(_ outcome: Outcome, _ source: String) throws {
    let judged = Judged(outcome: outcome, rulesDigest: "", sheetsDigest: "", problems: [])
    func rows(_ top: Int?) throws -> [[String]] {
      var bytes: [UInt8] = []
      OutcomeTable(outcome, language: .zh, level: .items, top: top).write { bytes += $0 }
      return try CSVCells.rows(String(decoding: bytes, as: UTF8.self))
    }
    func results(_ top: Int?) throws -> [NSDictionary] {
      var bytes: [UInt8] = []
      OutcomeJSON(judged, top: top).write { bytes += $0 }
      let whole = try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
      return try #require(whole["results"] as? [NSDictionary])
    }
    func pages(_ top: Int?) throws -> [[String]] {
      var bytes: [UInt8] = []
      OutcomeWorkbook(judged, language: .zh, level: .items, top: top).write { bytes += $0 }
      return try #require(try PlainWorkbook(bytes).worksheets.first).rows
    }
    func grid(_ top: Int?) -> [[String]] { OutcomeReport(outcome, language: .zh, level: .gates, top: top).ranking.rows }
    let (allRows, allResults, allPages, allGrid) = (try rows(nil), try results(nil), try pages(nil), grid(nil))
    for top in [1, 2, 7, outcome.places.count + 1] {
      let count = outcome.count(throughRank: top)
      #expect(count > 0 || outcome.places.rank(0) == nil, "\(source)")
      #expect(try rows(top) == Array(allRows.prefix(count + 1)), "\(source) \(top)")
      #expect(try results(top) == Array(allResults.prefix(count)), "\(source) \(top)")
      #expect(try pages(top) == Array(allPages.prefix(count + 2)), "\(source) \(top)")
      // Fewer decimals may tell fewer apart.
      #expect(grid(top).map { $0[1] } == allGrid.prefix(grid(top).count).map { $0[1] }, "\(source) \(top)")
      #expect(grid(top).count <= count)
    }
  }
}
