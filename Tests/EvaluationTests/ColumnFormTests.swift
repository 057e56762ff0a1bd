import Model
import Quantities
import Sheets
import TestSupport
import Testing

@testable import Evaluation

/// Tables of more than one block, with what small tables do not have: many records, many groups, nothing stated at all,
/// everything inapplicable somewhere.
@Suite struct ColumnFormTests {
  private static let count = Column.rows + 20

  /// Sheets with values at which the standard decides something, and, in some, with many rows.
  private static func table(_ standard: Standard, missing: Int, seed: UInt64, rows: Int = 3) -> Table {
    var random = SeededGenerator(seed: seed)
    let table = RandomSheets(standard).table(of: count, missing: missing, &random)
    if rows <= 3 { return table }
    let sheets = table.sheets.enumerated().map { place, sheet in
      let wanted = place == 7 ? Column.rows + 1 : Int.random(in: 0...rows, using: &random)
      return sheet.with(
        sheet.cells.map { cell in
          guard case .value(.records(let own)) = cell, !own.isEmpty else { return cell }
          return .value(.records((0..<wanted).map { own[$0 % own.count] }))
        })
    }
    return Table(schema: table.schema, sheets: sheets, refused: [])
  }

  private static func expectNoDifference(
    _ text: String, cores: Int = 2, _ table: (Standard) -> Table
  ) throws {
    let standard = try standard(text)
    let differences = try ColumnTests.differences(standard, table(standard), cores: cores)
    #expect(differences.isEmpty, "\(text)\n\(differences.prefix(3).joined(separator: "\n"))")
  }

  @Test func manySheetsOfEveryForm() throws {
    var tried = 0
    for seed in UInt64(200)..<204 {
      let text = WideStandard(seed: seed).text
      guard let standard = load(text: text).standard else { continue }
      tried += 1
      let differences = try ColumnTests.differences(standard, Self.table(standard, missing: 2, seed: seed), cores: 2)
      #expect(differences.isEmpty, "seed \(seed)\n\(text)\n\(differences.prefix(3).joined(separator: "\n"))")
    }
    #expect(tried > 1)
  }

  /// Numbers that are too long for a column at the scale of another: about what a machine word holds, with few decimals and
  /// many, where somebody states nothing, where all state what is close, and where nobody is missing.
  @Test(
    arguments: [
      "甲 不超过 N", "甲 高于 N", "甲 = N", "甲 低于 N", "甲 不低于 -N", "甲 属于 [0，N]", "甲 不超过 0.5 或 甲 不超过 N", "甲 + 乙 不超过 N",
      "甲 - 乙 高于 -N", "甲 * 2 不超过 N", "甲 / 乙 不低于 N", "甲 * 乙 不超过 N", "绝对值(甲 - N) 高于 1", "较大者(甲，N) = N",
      "（若 甲 高于 N 则 乙 否则 N）不超过 N",
    ], ["1200000000", "2000000000000", "1000000000000000", "900000000000000000", "0.000000001"])
  func longNumbers(_ condition: String, _ number: String) throws {
    let text = """
      标准 长
        总分 10 分
      事实 名 文本
      事实 甲 数量
      事实 乙 数量
      对象 名
      原则 1 “一”
        条件 \(condition.replacing("N", with: number))
      类别 类 分值 10 分
        指标 1 “一”
          得分 10 分 当 \(condition.replacing("N", with: number))
               否则 0 分
      排序 甲 由高到低，总分 由高到低
      推荐 前 3 个
      """
    let standard = try standard(text)
    let ends = [
      "", number, number + (number.contains(".") ? "1" : ".1"), "1", "0.000001", "-\(number)", "123456789.123456789",
    ]
    for (first, second) in [("", "5.123456"), ("0.000001", "0.0001"), ("1", "")] {
      let rows = (0..<70).map { place in
        place == 0
          ? "a,\(first),\(second)" : "b\(place),\(ends[place % ends.count]),\(place % 5 == 0 ? "" : "\(place % 3).5")"
      }
      let bytes = Array((["名,甲,乙"] + rows).joined(separator: "\n").utf8)
      let table = SheetReader.read([SheetFile(path: "a.csv", bytes: bytes)], schema: standard.schema).table
      #expect(table.sheets.count == 70)
      let differences = try ColumnTests.differences(standard, table)
      #expect(differences.isEmpty, "\(text)\n\(differences.prefix(2).joined(separator: "\n"))")
    }
  }

  private static let queries = [
    "计数 录", "计数 录 其中（额 高于 1 元）", "计数 录 其中（有一 或 几 高于 1 次）", "计数 录 其中（事 = 街）", "任一 录 的 额 不低于 2 元",
    "所有 录 的 额 不低于 1 元", "任一 录 其中（6 元 / (几 / 1 次) 高于 2 元）", "合计 录 的 额", "合计 录 的 （额 * 几 / 1 次） 其中（有一）",
    "最大 录 的 额", "最小 录 的 额 其中（几 高于 1 次）", "平均 录 的 额", "平均 录 的 （若 有一 则 额 否则 6 元 / (几 / 1 次)）",
    "最大 录 的 额 无则 数", "平均 录 的 几 其中（额 低于 2 元） 无则 1 次", "最近 录 的 时", "最近 录 的 （时 + 1年） 其中（有一） 无则 日",
  ]

  private static let beginning = """
    标准 试
      总分 40 分
    事实 名 文本
    对象 名
    事实 有一 是否
    事实 街 文本
    """

  /// Each kind of query, its rows open in every way.
  @Test(arguments: [(0, 3), (12, 8), (60, 3)]) func recordsOfEveryKind(_ missing: Int, _ rows: Int) throws {
    for query in Self.queries {
      let isDate = query.hasPrefix("最近")
      let isTruth = query.hasPrefix("任一") || query.hasPrefix("所有")
      let isCount = query.hasPrefix("计数") || query.contains(" 的 几") || query.contains("（几 +")
      let (value, limit) = isDate ? ("日", "") : isCount ? ("2 次", "") : ("2 元", "")
      let condition = isTruth ? query : isDate ? "（\(query)） 早于 \(value)\(limit)" : "（\(query)） 不低于 \(value)"
      let amount = isDate || isTruth ? "1 分" : isCount ? "1 分 * （\(query)） / 1 次" : "1 分 * （\(query)） / 1 元"
      try Self.expectNoDifference(
        """
        \(Self.beginning)
        事实 数 数量 元
        事实 日 日期
        事实 录 记录 次（额 数量 元，时 日期，事 文本，几 整数 次 范围 0 次 至 4 次）
        原则 1 “甲”
          条件 \(condition)
        类别 类  分值 40 分
          指标 1 “乙”
            得分 \(amount)
        """
      ) { Self.table($0, missing: missing, seed: UInt64(missing), rows: rows) }
    }
  }

  /// Ranks, places and figures of many groups, of entities, of members and others.
  @Test(arguments: ["", "\n  计 企", "\n  最小规模 3", "\n  当 有一"], ["待核实", "不计"])
  func cohortsOfManyGroups(_ more: String, _ unreported: String) throws {
    for (missing, by, cores) in [
      (0, "按 街", 1), (4, "按 街", 2), (4, "按 街、企", 3), (4, "全部", 7), (100, "全部", 2),
    ] {
      if by.hasSuffix("企"), more.hasSuffix("企") { continue }
      try Self.expectNoDifference(
        """
        \(Self.beginning)
        事实 企 文本
        事实 分 数量 分
        事实 率 百分比 范围 10% 至 90%
        参数 名额 百分比 范围 0% 至 60%
        群体 榜 \(by)\(more)
          未报 \(unreported)
        原则 1 “甲”
          条件 分 位于 榜 前 20% 或 率 位于 榜 后 3 个
        原则 2 “乙”
          条件 分 位于 榜 后 30% 且 率 位于 榜 前 名额
        原则 3 “丙”
          条件 分 位于 榜 前 2 个 界线 3 分
        原则 4 “丁”
          条件 名次（率，榜，前） 不超过 4 且 名次（分，榜，后） 不低于 2
        原则 5 “戊”
          条件 分 不低于 群体平均（分，榜） 或 率 不低于 群体最高（率，榜）
        类别 类  分值 40 分
          指标 1 “己”
            得分 1 分 * 群体计数（分，榜）
        """, cores: cores
      ) { Self.spread($0, missing: missing) }
    }
  }

  /// What comes out is the same however many cores there are.
  @Test(arguments: [1, 2, 3, 7]) func anyNumberOfCores(_ cores: Int) throws {
    let standard = try #require(load(text: WideStandard(seed: 202).text).standard)
    var random = SeededGenerator(seed: 3)
    let table = RandomSheets(standard).table(of: 3 * Column.rows + 9, missing: 8, &random)
    let differences = try ColumnTests.differences(standard, table, cores: cores)
    #expect(differences.isEmpty, "\(differences.prefix(3).joined(separator: "\n"))")
  }

  /// Texts of many kinds, and numbers that many share.
  private static func spread(_ standard: Standard, missing: Int) -> Table {
    var random = SeededGenerator(seed: UInt64(missing) + 5)
    let sheets = (0..<count).map { index in
      let cells = standard.facts.map { fact -> Cell in
        if Int.random(in: 0..<100, using: &random) < missing { return .missing }
        switch fact.type {
        case .text: return .value(.text(String(Int.random(in: 0..<70, using: &random))))
        case .number: return .value(.number(Rational(Int.random(in: 0..<30, using: &random))))
        case .percentage: return .value(.number(Rational(Int.random(in: 1...9, using: &random), scale: 10)))
        case .truth: return .value(.truth(Bool.random(using: &random)))
        case .date, .choice, .choices, .records: return .missing
        }
      }
      return Sheet(Identity("第\(index)"), cells: cells, file: "", row: nil)
    }
    return Table(schema: standard.schema, sheets: sheets, refused: [])
  }

  /// Points that go to other parts, in full, or to nobody, with open conditions among them.
  @Test(arguments: [0, 10, 50, 100]) func everythingInapplicableSomewhere(_ missing: Int) throws {
    for treatments in [["分摊", "分摊", "分摊"], ["分摊", "满分", "零分"], ["满分", "分摊", "分摊"]] {
      let items = treatments.enumerated().map { place, treatment in
        """
          指标 \(place + 1) “例”
            分值 \(2 + place) 分
            不适用 当 有\(place) \(treatment)
            得分 评 * \(1 + place) / 4
            条件 数 / (数二 - 1 次) 不低于 1 或 有\(place)
            最低 1 分
        """
      }
      let categories = ["一", "二"].map { "类别 类\($0)  分值 9 分\n" + items.joined(separator: "\n") }
      try Self.expectNoDifference(
        """
        标准 试
          总分 18 分
        事实 名 文本
        对象 名
        事实 有0 是否
        事实 有1 是否
        事实 有2 是否
        事实 评 数量 分 范围 0 分 至 4 分
        事实 数 整数 次 范围 0 次 至 4 次
        事实 数二 整数 次
        原则 1 “例”
          不适用 当 有0
          条件 占比（数，数二） 不低于 50%
        \(categories.joined(separator: "\n"))
        加分 加 “例” 3 分
          不适用 当 有1
          条件 数 高于 2 次
        排序 总分 由高到低
        """
      ) { Self.table($0, missing: missing, seed: UInt64(missing)) }
    }
  }
}
