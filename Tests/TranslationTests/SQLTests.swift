import Evaluation
import Foundation
import Model
import Planning
import Quantities
import Sheets
import TestSupport
import Testing
import Translation

/// What statements look like, and what is refused.
@Suite struct SQLTests {
  static let count = ProcessInfo.processInfo.environment["RULECHECK_SQL"].flatMap { Int($0) } ?? 24

  // MARK: Statements

  private static let small = """
    标准 试 “试点 -- 标准”
      总分 10 分
      基准日 2025年1月1日
    事实 名 文本 “小区的名字”
    对象 名
    事实 率 百分比
    事实 户 整数 户 范围 0 户 至 9 户
    事实 有 是否
    事实 罚 记录 次（日期 日期，事由 文本）
    原则 1 “没有处罚”
      条件 计数 罚 其中（日期 不早于 基准日 - 1年） = 0 次
    类别 服务
      指标 1 “收费” 分值 6 分
        条件 率 不低于 95%
      指标 2 “户数” 分值 4 分
        不适用 当 非 有 分摊
        得分 4 分 当 户 不少于 3 户
        否则 1 分
    推荐 前 1 个
    """

  /// Read as a difference when it changes.
  @Test(arguments: SQLDialect.all.map(\.name)) func statements(_ name: String) throws {
    let dialect = try #require(SQLDialect.all.first { $0.name == name })
    let standard = try standard(Self.small)
    let translation = try SQLTranslation(standard, try Plan(standard), dialect)
    let schema = translation.schema
    try Golden.check(
      [schema.statements, schema.loading, schema.checks, translation.statements(digest: "…")].joined(separator: "\n"),
      "sql.\(dialect.name).txt")
  }

  /// What is refused is said nowhere; the page on SQL lists it.
  @Test(arguments: [
    ("原则 1 “一”\n  条件 日 + 1年 晚于 基准日", SQLRefusal.movingMonths),
    ("类别 一\n  指标 1 “一” 分值 10 分\n    得分 6 分 / (数 / 1 次)\n    封顶 100%", .brokenPoints),
    ("类别 一\n  指标 1 “一” 分值 10 分\n    条件 有\n等级 甲 前 1 个 当 总分 不低于 3 分\n等级 乙", .gradePlaces),
  ])
  func refusals(_ clauses: String, _ refusal: SQLRefusal) throws {
    let standard = try standard(
      "标准 试\n  总分 10 分\n  基准日 2025年1月1日\n事实 名 文本\n对象 名\n事实 日 日期\n事实 数 整数 次\n事实 有 是否\n"
        + clauses + (clauses.hasPrefix("原则") ? "\n类别 零\n  指标 1 “一” 分值 10 分\n    条件 有" : "") + "\n")
    for dialect in SQLDialect.all {
      do {
        _ = try SQLTranslation(standard, try Plan(standard), dialect)
        Issue.record("\(refusal) is said")
      } catch let problem as SQLProblem {
        guard case .cannotSay(let found, _, _) = problem else { continue }
        #expect(found == refusal)
      }
    }
  }
}
