import Model
import Planning
import TestSupport
import Testing
import Translation

/// What statements look like.
@Suite struct SQLTests {
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
}
