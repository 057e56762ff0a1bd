import Analysis
import Diagnostics
import Evaluation
import Foundation
import Model
import Quantities
import Sheets
import TestSupport
import Testing

@testable import Reports

/// Unequal numbers are never shown equal where they are read beside one another.
@Suite struct ToldApartTests {
  private static let seed: UInt64 = 20_251_103

  // MARK: Digits

  /// Numbers about one another at all distances, and about places where rounding turns.
  private static func crowd(_ random: inout SeededGenerator) throws -> Set<Rational> {
    var numbers: Set<Rational> = []
    for _ in 0..<Int.random(in: 1...4, using: &random) {
      let center = try Rational(
        Int.random(in: -20_000...20_000, using: &random), over: [1, 3, 7, 200].randomElement(using: &random) ?? 1)
      numbers.insert(center)
      for _ in 0..<Int.random(in: 0...4, using: &random) {
        let part = Rational(Int.random(in: -30...30, using: &random))
        numbers.insert(center + part * .powerOfTen(-Int.random(in: 0...40, using: &random)))
      }
    }
    return numbers
  }

  @Test func textsAreEqualOnlyOfEqualNumbers() throws {
    for offset in 0..<300 {
      var random = SeededGenerator(seed: Self.seed + UInt64(offset))
      let numbers = try Self.crowd(&random)
      let decimals = Decimals(numbers)
      let texts = numbers.map(decimals.text)
      #expect(Set(texts).count == numbers.count, "seed \(Self.seed + UInt64(offset)): \(texts)")
      for number in numbers {
        // Two decimals where they do, and otherwise what the digits shown round to.
        let text = decimals.text(number)
        let isAlone = !numbers.contains { $0 != number && $0.decimal() == number.decimal() }
        let places = max(2, text.split(separator: ".").dropFirst().first?.count ?? 0)
        #expect(text == number.decimal(places: isAlone && places == 2 ? 2 : places))
      }
    }
  }

  @Test func noMoreDigitsThanNeeded() throws {
    func shown(_ numbers: [Rational]) -> [String] { numbers.map(Decimals(numbers).text) }
    func number(_ text: String) throws -> Rational { try #require(try Rational.parse(decimal: text)) }
    let third = try Rational(220, over: 3)
    #expect(shown([third, try number("73.3334"), .zero]) == ["73.3333", "73.3334", "0"])
    #expect(shown([third, third, Rational(60)]) == ["73.33", "73.33", "60"])
    #expect(shown([try number("59.996"), Rational(60)]) == ["59.996", "60"])
    #expect(shown([try number("59.994"), Rational(60)]) == ["59.99", "60"])
    // Far down, and where rounding carries.
    let tiny = third + .powerOfTen(-300)
    #expect(shown([third, tiny]).map(\.count) == [303, 303])
    // Both of the first two become 0.005 with three decimals, as the third does.
    let turn = try number("0.005")
    #expect(Set(shown([turn - .powerOfTen(-9), try number("0.0049"), turn, try number("0.0051")])).count == 4)
  }

  // MARK: Reports

  private static let rules = """
    标准 三分
      总分 100 分
    事实 名 文本
    事实 甲 数量 范围 0 至 300
    参数 线 60 分
    对象 名
    类别 一 分值 100 分
      指标 1 “甲”
        得分 甲 / 3 * 1 分
    等级 好 当 总分 不低于 线
    等级 差
    排序 总分 由高到低
    推荐 前 2 个 当 总分 不低于 线
    """

  private static func outcome(_ values: [String]) throws -> Outcome {
    judge(try standard(rules), values.enumerated().map { "名：\(names[$0.offset])\n甲：\($0.element)" })
  }

  private static let names = ["一苑", "二苑", "三苑", "四苑", "五苑", "六苑"]

  private static func table(_ report: Report) throws -> Report.Grid {
    for case .table(let grid) in report.blocks { return grid }
    throw NoTable()
  }

  private struct NoTable: Error {}

  private static func column(_ heading: String, _ grid: Report.Grid) throws -> [String: String] {
    let place = try #require(grid.headings.firstIndex(of: heading), "\(grid.headings)")
    let name = try #require(grid.headings.firstIndex(of: "名"))
    return Dictionary(uniqueKeysWithValues: grid.rows.map { ($0[name], $0[place]) })
  }

  /// Values that differ by little, some equal, some just below the line.
  private static func values(_ random: inout SeededGenerator) -> [String] {
    names.map { _ in
      let digits = Int.random(in: 0...14, using: &random)
      let below = ["180", "179", "20", "220"].randomElement(using: &random) ?? "180"
      return digits == 0
        ? below
        : below + "." + String(repeating: below == "179" ? "9" : "0", count: digits)
          + "\(Int.random(in: 1...9, using: &random))"
    }
  }

  @Test func columnsTellTotalsApart() throws {
    for offset in 0..<40 {
      var random = SeededGenerator(seed: Self.seed + UInt64(offset))
      let outcome = try Self.outcome(Self.values(&random))
      let changed = try Self.outcome(Self.values(&random))
      var totals: [(text: String, total: Rational)] = []
      func add(_ heading: String, _ grid: Report.Grid, _ outcome: Outcome) throws {
        for (name, text) in try Self.column(heading, grid) where text != "—" {
          totals.append((text, try #require(try outcome.result(name).total.exact)))
        }
      }
      func check(_ what: String) {
        for (index, a) in totals.enumerated() {
          for b in totals.dropFirst(index) + [("60", Rational(60))] {
            #expect(
              (a.text == b.text) == (a.total == b.total), "\(what), seed \(Self.seed + UInt64(offset)): \(a), \(b)")
          }
        }
        totals = []
      }
      let report = try Self.table(OutcomeReport(outcome, language: .zh, level: .categories).report)
      try add("总分", report, outcome)
      try add("一", report, outcome)
      for name in Self.names {
        let explained = try #require(
          ExplanationReport(outcome, try outcome.result(name), language: .zh).report(item: nil))
        let text = TextRenderer(width: 200).render(explained)
        let total = try #require(text.firstMatch(of: /总分 ([0-9.]+)/)?.1)
        totals.append((String(total), try #require(try outcome.result(name).total.exact)))
      }
      check("outcome")
      let effect = EffectReport(Effect(before: outcome, after: changed), language: .zh)
      if let grid = try? Self.table(Report(effect.blocks)) {
        try add("原总分", grid, outcome)
        try add("新总分", grid, changed)
        check("effect")
      }
      var settings = Sensitivity.Settings()
      settings.draws = 10
      if let sensitivity = try? Sensitivity(outcome, settings) {
        for case .table(let grid) in SensitivityReport(sensitivity, language: .zh).report.blocks
        where grid.headings.contains("总分") {
          try add("总分", grid, outcome)
        }
        check("sensitivity")
      }
    }
  }

  /// What is refused by a hair does not look as if it were granted.
  @Test(arguments: [
    ("等级 好 当 总分 不低于 60 分\n等级 差", "179.99", "59.996667"), ("推荐 当 总分 不低于 60 分", "179.99", "59.996667"),
    ("推荐 当 总分 不低于 线 + 20 分", "239.9999", "79.999967"), ("推荐 当 类别.一 的 得分率 不低于 60%", "179.99", "59.997"),
  ])
  func totalsBesideTheirLimit(_ clause: String, _ value: String, _ shown: String) throws {
    let head = Self.rules.components(separatedBy: "等级 好")[0]
    let rules = head + clause.replacing("类别.一", with: "一")
    let outcome = judge(try standard(rules), ["名：一苑\n甲：\(value)"])
    let grid = try Self.table(OutcomeReport(outcome, language: .zh, level: .categories).report)
    #expect(try #require(try Self.column("总分", grid)["一苑"]).hasPrefix(String(shown.prefix(5))))
    #expect(try Self.column("总分", grid)["一苑"] != "60" && (try Self.column("总分", grid)["一苑"]) != "80")
  }

  @Test(arguments: [
    ("实收 / 应收 不低于 0.95", "数量"), ("占比（实收，应收） 不低于 95%", "百分比"), ("占比（实收，应收） 不低于 门槛", "百分比"),
    ("占比（实收，应收） 属于 [95%，]", "百分比"), ("率 不低于 95%", "百分比"), ("率 不低于 门槛 - 0%", "百分比"),
  ])
  func valuesBesideTheirLimit(_ condition: String, _ type: String) throws {
    let rules = """
      标准 例
      事实 名 文本
      事实 应收 数量 户
      事实 实收 数量 户
      参数 门槛 95%
      对象 名
      定义 率 为 占比（实收，应收）
      原则 1 “收得够”
        条件 \(condition)
      类别 一
        指标 1 “例”
          条件 是
      """
    // 0.95 less a third of a hundred-millionth.
    let outcome = judge(try standard(rules), ["名：一苑\n应收：3000000 户\n实收：2849999.99 户"])
    let result = try outcome.result("一苑")
    #expect(result.requirements[0].verdict == .unmet)
    let report = try #require(ExplanationReport(outcome, result, language: .zh).report(item: "原则1"))
    let text = TextRenderer(width: 200).render(report)
    #expect(text.contains("→  ≈94.9999997%") || text.contains("→  ≈0.949999997"), "\(text)")
  }
}
