import Diagnostics
import Quantities
import TestSupport
import Testing

@testable import Model
@testable import Syntax

@Suite struct LanguageTests {
  @Test func everyKeywordHasTwoSpellingsOfItsOwn() {
    let spellings = Keyword.rows.flatMap { [$0.chinese, $0.english] }
    #expect(Set(spellings).count == spellings.count)
    #expect(Set(Keyword.rows.map(\.keyword)) == Set(Keyword.allCases))
    for row in Keyword.rows {
      #expect(Keyword(spelling: row.chinese) == row.keyword)
      #expect(Keyword(spelling: row.english) == row.keyword)
    }
  }

  private func kinds(_ text: String) -> [Token.Kind] {
    Lexer.tokens(of: SourceFile(name: "", text: text)).tokens.dropLast().map(\.kind)
  }

  @Test(arguments: [
    ("９５％", "95%"), ("（甲，乙）", "(甲,乙)"), ("甲、乙", "甲,乙"), ("３．５　分", "3.5 分"), ("甲：１", "甲:1"), ("甲 ≥ ３", "甲 >= 3"),
    ("甲 ≤ ３", "甲 <= 3"), ("甲 ≠ ３", "甲 != 3"), ("甲 × ２ ÷ ３", "甲 * 2 / 3"), ("甲 － １", "甲 - 1"), ("［０，１）", "[0,1)"),
    ("｛优，良｝", "{优,良}"), ("ｏｗｎｅｒ", "owner"), ("＂文字＂", "\"文字\""), ("甲 − １", "甲 - 1"), ("甲 ＋ １ # 说明", "甲+1"),
    ("２０２５年８月１日", "2025年8月1日"), ("前5%", "前 5%"), ("原则1", "原则 1"), ("95 %", "95%"), ("甲。", "甲"), ("甲；", "甲"),
  ])
  func twinsMeanTheSame(_ full: String, _ half: String) {
    #expect(kinds(full) == kinds(half))
  }

  @Test(arguments: [
    ("“外‘内’外”", "外‘内’外"), ("“外“内”外”", "外“内”外"), ("「外「内」外」", "外「内」外"), ("\"内“外\"", "内“外"), ("“１，２”", "１，２"),
  ])
  func quotesNestAndKeepTheirText(_ source: String, _ text: String) {
    #expect(kinds(source) == [.text(text)])
  }

  @Test(arguments: ["at least", "at_least"])
  func englishWordsOfOneKeywordMayBeSpaced(_ spelling: String) {
    #expect(kinds("a \(spelling) 3").count == 3)
  }

  /// Each comparison word in both spellings against values below, at and above.
  @Test(arguments: Comparator.allCases.flatMap(\.words).map(\.0).sorted { $0.english < $1.english })
  func comparators(_ keyword: Keyword) throws {
    guard case .comparison(let comparator)? = keyword.meaning else {
      Issue.record("\(keyword)")
      return
    }
    for spelling in [keyword.chinese, keyword.english] {
      for value in 2...4 {
        let holds: Bool =
          switch comparator {
          case .atLeast: value >= 3
          case .above: value > 3
          case .atMost: value <= 3
          case .below: value < 3
          case .equal: value == 3
          case .different: value != 3
          }
        #expect(try truth("\(value) \(spelling) 3") == Truth(holds), "\(value) \(spelling) 3")
      }
    }
  }

  /// The truth of a gate's condition for a sheet that states nothing but its name.
  private func truth(_ condition: String, _ clauses: String = "", _ facts: String = "") throws -> Truth {
    let standard = try standard("标准 例\n事实 名 文本\n对象 名\n\(clauses)\n原则 1 “甲”\n  条件 \(condition)\n")
    let outcome = judge(standard, ["名：甲\n\(facts)"])
    switch outcome.results[0].requirements[0].verdict {
    case .met: return .yes
    case .unmet: return .no
    default: return .unknown
    }
  }

  @Test(arguments: [
    ("是 且 是", Truth.yes), ("是 且 否", .no), ("否 且 未知", .no), ("是 且 未知", .unknown), ("是 或 未知", .yes), ("否 或 未知", .unknown),
    ("非 未知", .unknown), ("未知 未填", .yes), ("未知 已填", .no), ("是 或 是 且 否", .yes), ("非 否 且 否", .no),
    ("若 未知 则 是 否则 是", .yes), ("若 未知 则 是 否则 否", .unknown),
  ])
  func kleene(_ condition: String, _ expected: Truth) throws {
    #expect(try truth(condition, "事实 未知 是否") == expected)
  }

  @Test(arguments: [
    ("0.1 + 0.2 = 0.3", Truth.yes), ("1 / 3 * 3 = 1", .yes), ("29% * 100 = 29", .yes), ("2 + 3 * 4 = 14", .yes),
    ("(2 + 3) * 4 = 20", .yes), ("10 - 3 - 2 = 5", .yes), ("-3 + 5 = 2", .yes), ("占比（3 人，4 人） = 75%", .yes),
    ("6 件 / 3 户 = 2 件/户", .yes), ("较大者（3，7，5） = 7", .yes), ("较小者（3 分，2 分） = 2 分", .yes), ("绝对值（-3） = 3", .yes),
    ("四舍五入（2.5，1） = 3", .yes), ("进一（2.1，1） = 3", .yes), ("舍去（2.9，1） = 2", .yes), ("四舍五入（0.125，0.01） = 0.13", .yes),
    ("字数（“甲 乙，丙”） = 4 字", .yes), ("2024-02-29 - 1年 = 2023-02-28", .yes), ("2025-01-31 + 1个月 = 2025-02-28", .yes),
    ("2025-03-01 - 2025-02-28 = 1 天", .yes), ("2025-01-01 + 2周 = 2025-01-15", .yes), ("1年 = 12个月", .yes),
    ("85% 属于 [80%，90%)", .yes), ("90% 属于 [80%，90%)", .no), ("80% 属于 (80%，90%]", .no), ("99% 属于 [90%，]", .yes),
    ("“乙” 属于 {“甲”，“乙”}", .yes), ("“丙” 不属于 {“甲”，“乙”}", .yes), ("“甲乙丙” 包含 “乙”", .yes), ("9/7 * 7 = 9", .yes),
  ])
  func arithmetic(_ condition: String, _ expected: Truth) throws {
    #expect(try truth(condition) == expected)
  }

  @Test(arguments: [
    ("任一 处罚 的 日期 晚于 2025-01-01", Truth.yes), ("所有 处罚 的 日期 晚于 2025-01-01", .no),
    ("任一 处罚 其中（日期 早于 2025-01-01 且 金额 多于 500 元）", .no), ("计数 处罚 = 2 次", .yes),
    ("计数 处罚 其中（金额 多于 150 元） = 1 次", .yes), ("合计 处罚 的 金额 = 300 元", .yes), ("最大 处罚 的 金额 = 200 元", .yes),
    ("平均 处罚 的 金额 = 150 元", .yes), ("最近 处罚 的 日期 = 2025-03-01", .yes), ("最早 处罚.日期 = 2024-05-01", .yes),
    ("计数 服务 = 2 项", .yes), ("服务 包含 养老", .yes), ("服务 包含全部 {养老，托幼}", .yes), ("服务 包含任一 {家政}", .no),
    ("任一 空 的 日期 晚于 2025-01-01", .no), ("所有 空 的 日期 晚于 2025-01-01", .yes), ("最近 空 的 日期 晚于 2025-01-01", .unknown),
  ])
  func records(_ condition: String, _ expected: Truth) throws {
    let clauses = "事实 处罚 记录 次（日期 日期，金额 数量 元）\n事实 服务 多选（养老，托幼，家政）\n事实 空 记录（日期 日期）"
    let facts = "处罚：2025-03-01，100\n处罚：2024年5月1日，200元\n服务：养老、托幼\n空：无"
    #expect(try truth(condition, clauses, facts) == expected)
  }

  @Test func dividingByZeroIsAnErrorNotAVerdict() throws {
    let standard = try standard("标准 例\n事实 名 文本\n对象 名\n原则 1 “甲”\n  条件 1 / 0 = 1\n")
    let result = judge(standard, ["名：甲"]).results[0]
    #expect(result.requirements[0].verdict == .failed)
    #expect(result.requirements[0].error == .divisionByZero)
    #expect(result.eligible == .unknown)
  }

  @Test func definitionsAreWorkedOutOnceHoweverOftenTheyAreUsed() throws {
    // Each doubles the one before: without a memory this would take 2⁶⁰ steps.
    var text = "标准 例\n事实 名 文本\n对象 名\n定义 d0 为 1\n"
    for index in 1...40 { text += "定义 d\(index) 为 d\(index - 1) + d\(index - 1)\n" }
    text += "原则 1 “甲”\n  条件 d40 = 1099511627776\n"
    #expect(judge(try standard(text), ["名：甲"]).results[0].requirements[0].verdict == .met)
  }
}
