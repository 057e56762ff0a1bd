import Diagnostics
import Model
import Quantities
import TestSupport
import Testing

/// Nothing that a standard holds is overlooked: held against looking through it by reflection.
@Suite struct SiteTests {
  /// The formulas that stand in a value, but not within one another.
  private static func formulas(in value: Any) -> [Formula] {
    if let formula = value as? Formula { return [formula] }
    // Worked out from the formulas.
    if value is Subject || value is Determination.Rung { return [] }
    return Mirror(reflecting: value).children.flatMap { formulas(in: $0.value) }
  }

  private static func text(_ formula: Formula) -> String { "\(formula.range) \(formula.kind)" }

  private static func check(_ standard: Standard, _ context: Comment) {
    var bare = standard
    bare.sources = SourceMap(SourceFile(name: "", text: ""))
    let sites = standard.sites
    #expect(sites.map { text($0.formula) }.sorted() == formulas(in: bare).map(text).sorted(), context)
    for site in sites {
      site.formula.walk { formula in
        #expect(formula.children.map(text) == formulas(in: formula.kind).map(text), context)
        var changed: [Formula] = []
        let same = formula.map { child in
          changed.append(child)
          return child
        }
        #expect(same == formula && changed == formula.children, context)
        return true
      }
    }
  }

  @Test func shippedStandards() throws {
    let paths = try Package.files("rules", ".rules").filter { !$0.contains("broken") }
    for path in paths {
      Self.check(try #require(try Package.load(path).standard), "\(path)")
    }
  }

  @Test(arguments: [false, true]) func generatedStandards(_ cohorts: Bool) {
    for seed in 0..<UInt64(Cases.count(200)) {
      let text = FillingStandard(seed: seed, isSeparate: seed % 2 == 0, cohorts: cohorts).text(nil)
      guard let standard = load(text: text).standard else { continue }
      Self.check(standard, "seed \(seed)\n\(text)")
    }
  }

  /// Every kind of formula and of clause at once.
  static let everything = """
    标准 全 依据 “文”
      总分 100 分 + 数
      基准日 2025年1月1日
      舍入 至 数 + 1 分
    单位 打 = 12 件
    参数 数 0 分  范围 0 分 至 9 分
    参数 双 数 * 2
    事实 名 文本
    事实 街 文本
    事实 率 百分比 缺省 50% 范围 0% 至 100%
    事实 次 整数 次 范围 0 次 至 9 次 工作量 3
    事实 日 日期
    事实 级 选项（差，中，优）由低到高
    事实 类 多选（一，二）
    事实 罚 记录 次（额 数量 元，时 日期）
    对象 名
    群体 众 按 街
      当 率 已填
      最小规模 2
    定义 平 为 合计 罚 的 （额 * 2） 其中（额 高于 1 元） + 最大 罚 的 （额 + 1 元） 其中（额 高于 3 元） 无则 （数 * 1 元 / 1 分）
    定义 高 为 率 不低于 50% 且 （次 属于 [1 次，3 次) 或 非 级 = 优）
    参评 当 高
    原则 1 “门”
      条件 率 位于 众 前 50% 界线 40%
      条件 任一 罚 其中（额 高于 5 元 且 时 晚于 基准日 - 3 个月）
      不适用 当 名次（率，众，前） 不超过 1
    否决 1 “否”
      条件 级 属于 {差，中} 且 类 包含任一 {一} 且 名 包含 “村”
    类别 一 分值 60%
      满分 60 分 + 数
      封顶 50 分
      最低 1 分
      指标 1 “一”
        表 级，次
        行 优，[2 次，]：100%
        行 {差，中}，任意：双 / 2
        封顶 较大者（10 分，数）
        保底 -数
      指标 2 “二”
        插值 次（0 次：0 分，3 次：2 分）
        最低 较小者（1 分，数）
    分组 组 分值 10 分
      指标 3 “三”
        得分 100%
        扣减 绝对值（数） 按 次 每 进一（1.5 次，1 次） 最多 数 + 1 分 当 字数（名） 多于 1 字
        不适用 当 （日 - 基准日） 少于 3 天 满分
        加计 双 属于 [数，9 分)
    类别 二
      指标 1 “一”
        得分 若 高 则 1 分 否则 合计 罚 的 额 / 1 元 * 1 分
        舍入 进一 至 0.5 分
        封顶 100%
        保底 0 分
      指标 2 “二”
        评分 计数 类 * 1 分 / 1 项
        封顶 100%
    加分 红 5 分
      条件 群体平均（率，众） 不低于 30%
    扣分 黑 5 分
      条件 次 多于 8 次
    调整 折
      乘以 50% 当 一 的 得分率 低于 10%
      封顶 99 分
    等级 “1A级” 前 若 数 低于 1 分 则 10% 否则 20% 每 街，级 前 2 个 当 总分 不低于 95 分
    等级 甲 当 总分 不低于 90 分 且 计数 指标 其中（得分率 不低于 50%） 不少于 1
    等级 乙
    排序 总分 由高到低，次 由低到高
    推荐 前 3 个 当 有资格
    示例 “例”
      给定 率 = 50%
      期望 原则 1 待核实
    """

  @Test func everyKindOfFormulaAndClause() throws {
    let standard = try standard(Self.everything)
    Self.check(standard, "")
    // So that a new role is not left out of this test.
    let roles = Set(standard.sites.map(\.role))
    #expect(
      roles == [
        .meaning, .compared, .condition, .inapplicable, .band, .bandAmount, .interpolated, .mark, .stepCondition,
        .stepAmount,
        .stepCount, .stepSize, .stepLimit, .cap, .floor, .minimum, .rankingKey, .value, .range, .fallback, .date, .unit,
        .smallest,
        .points, .rounding, .knot, .quota, .example, .effort,
      ])
  }

  /// What is settled when a standard is checked depends on the parameters it is worked out from, through others too.
  @Test(arguments: [
    ("总分 双 * 50", Self.category, Site.Role.points), ("", Self.category + "\n分值 双 * 50", .points),
    ("", "类别 一 分值 双 * 50\n指标 1 “一”\n条件 是", .points), ("", Self.category + "\n加分 红 双\n条件 是", .points),
    ("舍入 至 双", Self.category, .rounding), ("", "事实 分 数量 分 范围 0 分 至 双\n" + Self.category, .range),
    ("", "事实 分 数量 分 缺省 双\n" + Self.category, .fallback),
    ("", "类别 一\n指标 1 “一”\n插值 次（0 次：0 分，3 次：双）", .knot), ("", Self.category + "\n推荐 前 双 / 1 分", .quota),
    ("", "事实 巡 是否 工作量 双 / 1 分\n" + Self.category, .effort),
    ("", "群体 众 全部\n最小规模 双 / 1 分\n" + Self.category, .smallest),
  ])
  func settledValuesKnowTheirParameters(_ header: String, _ clauses: String, _ role: Site.Role) throws {
    let standard = try standard(
      "标准 例\n\(header)\n参数 数 1 分\n参数 双 数 * 2\n事实 名 文本\n事实 次 整数 次\n对象 名\n\(clauses)")
    let dependencies = DependencyIndex(standard)
    let settled = standard.sites.of(role).filter { dependencies.of($0.formula).parameters == [0, 1] }
    #expect(settled.count == 1)
  }

  private static let category = "类别 一\n指标 1 “一”\n条件 是"
}
