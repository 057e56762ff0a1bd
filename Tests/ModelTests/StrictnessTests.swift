import Diagnostics
import Model
import Quantities
import TestSupport
import Testing

/// 只可从严 on a parameter: wherever it stands, what is looser is refused, and what is accepted lets nobody through who
/// was stopped.
@Suite struct StrictnessTests {
  /// A place where a parameter may stand, with its value, a stricter one and a looser one.
  struct Role: CustomTestStringConvertible, Sendable {
    let name: String
    let clauses: String
    let values: (stated: String, stricter: String, looser: String)
    /// Whether the stricter one can be seen to be stricter.
    var isSeen = true

    var testDescription: String { name }

    init(
      _ name: String, _ clauses: String, _ values: (String, String, String) = ("50%", "60%", "40%"), isSeen: Bool = true
    ) {
      (self.name, self.clauses, self.values, self.isSeen) = (name, clauses, values, isSeen)
    }
  }

  private static let lower = ("50%", "40%", "60%")
  private static let points = ("5 分", "6 分", "4 分")
  private static let fewer = ("5 分", "4 分", "6 分")
  private static let item = "类别 一 分值 10 分\n指标 1 “甲”\n"
  private static let plain = "类别 一 分值 10 分\n指标 1 “甲”\n得分 率\n"

  static let roles: [Role] = [
    Role("grade places", plain + "等级 甲 前 界 当 率 已填\n等级 乙", lower, isSeen: false),
    Role("entrants", plain + "参评 当 率 不低于 界"),
    Role("gate", plain + "原则 1 “甲”\n条件 率 不低于 界"),
    Role("gate, interval", plain + "原则 1 “甲”\n条件 率 属于 [界，100%]"),
    Role("gate, negated", plain + "原则 1 “甲”\n条件 非 率 高于 界", lower),
    Role("gate, one of several", plain + "原则 1 “甲”\n条件 好 或 率 不低于 界"),
    Role("gate, records", plain + "原则 1 “甲”\n条件 非 任一 罚 其中（金额 高于 界）", ("5 元", "4 元", "6 元")),
    Role("gate, every record", plain + "原则 1 “甲”\n条件 所有 罚 的 金额 低于 界", ("5 元", "4 元", "6 元")),
    Role("gate, date", plain + "原则 1 “甲”\n条件 日 不早于 界", ("2025-01-02", "2025-02-01", "2024-12-31")),
    Role(
      "gate, ordered choice", plain + "原则 1 “甲”\n条件 档 不低于 界", ("选项（差，中，优）由低到高 中", "选项（差，中，优）由低到高 优", "选项（差，中，优）由低到高 差")),
    Role("gate, count", plain + "原则 1 “甲”\n条件 计数 罚 不超过 界", ("2 次", "1 次", "3 次")),
    Role("gate, through a definition", plain + "定义 达标 为 率 不低于 界 且 好\n原则 1 “甲”\n条件 达标"),
    Role("gate, through a parameter", plain + "参数 线 界 - 10%\n原则 1 “甲”\n条件 率 不低于 线"),
    Role("gate, place in a cohort", plain + "群体 众 全部\n进一\n原则 1 “甲”\n条件 率 位于 众 前 界", lower),
    Role("gate, cut-off of a cohort", plain + "群体 众 全部\n原则 1 “甲”\n条件 率 位于 众 前 50% 界线 界", isSeen: false),
    Role("inapplicable gate", plain + "原则 1 “甲”\n条件 好\n不适用 当 率 不低于 界"),
    Role("requirement", plain + "要件 1 “甲”\n条件 率 高于 界"),
    Role("inapplicable requirement", plain + "要件 1 “甲”\n条件 好\n不适用 当 率 低于 界", lower),
    Role("advisory", plain + "提醒 1 “甲”\n条件 率 高于 界"),
    Role("veto", plain + "否决 1 “甲”\n条件 率 低于 界\n条件 非 好"),
    Role("members of a cohort", plain + "群体 众 全部\n当 率 不低于 界\n原则 1 “甲”\n条件 率 位于 众 前 50%", isSeen: false),
    Role("smallest cohort", plain + "群体 众 全部\n最小规模 界\n原则 1 “甲”\n条件 率 位于 众 前 50%", ("2", "3", "1"), isSeen: false),
    Role("compared in a cohort", plain + "群体 众 全部\n原则 1 “甲”\n条件 较大者（率，界） 位于 众 前 50%", isSeen: false),
    Role("item condition", item + "条件 率 不低于 界"),
    Role("item condition that spares a loss", item + "条件 率 不低于 界\n得分 -3 分\n保底 -5 分", isSeen: false),
    Role("band", item + "得分 100% 当 率 不低于 界\n否则 0 分", isSeen: false),
    Role("amount of a band", item + "得分 界 当 好\n否则 0 分", fewer, isSeen: false),
    Role("interpolation", item + "插值 率（界：0 分，100%：10 分）", isSeen: false),
    Role("mark", item + "评分 较小者（率，界）", lower, isSeen: false),
    Role("row", item + "表 率\n行 [界，)：10 分\n行 任意：0 分", isSeen: false),
    Role("step", item + "加计 界 按 数 每 1 次\n", fewer, isSeen: false),
    Role("size of a step", item + "扣减 1 分 按 数 每 界", ("2 次", "1 次", "3 次"), isSeen: false),
    Role("condition of a step", item + "得分 5 分\n加计 1 分 当 率 高于 界", isSeen: false),
    Role("factor", item + "得分 5 分\n乘以 界", lower, isSeen: false),
    Role("cap", item + "得分 率\n封顶 界", fewer, isSeen: false),
    Role("floor", item + "得分 率\n保底 界", fewer, isSeen: false),
    Role("rounding", item + "得分 率\n舍入 舍去 至 界", ("1 分", "2 分", "1/2 分"), isSeen: false),
    Role("rounding of the total", "修改 标准\n舍入 舍去 至 界\n" + plain, ("1 分", "2 分", "1/2 分"), isSeen: false),
    Role("inapplicable item", item + "得分 率\n不适用 当 率 低于 界 满分", lower, isSeen: false),
    Role("minimum of an item", item + "得分 率\n最低 界", points),
    Role("minimum of a category", "类别 一 分值 10 分\n最低 界\n指标 1 “甲”\n得分 率", points),
    Role("minimum of a group", "类别 一 分值 10 分\n分组 组 分值 10 分\n最低 界\n指标 1 “甲”\n得分 率", points),
    Role("cap of a category", "类别 一 分值 10 分\n封顶 界\n指标 1 “甲”\n得分 率", fewer, isSeen: false),
    Role("points", "类别 一 分值 10 分\n指标 1 “甲” 分值 界\n得分 率\n指标 2 “乙”\n条件 好", fewer, isSeen: false),
    Role("bonus condition", plain + "加分 奖 1 分\n条件 率 不低于 界"),
    Role("bonus amount", plain + "加分 奖 界\n条件 好", fewer, isSeen: false),
    Role("deduction condition", plain + "扣分 罚款 1 分\n条件 率 低于 界"),
    Role("deduction amount", plain + "扣分 罚款 界\n条件 好", points, isSeen: false),
    Role("adjustment condition", plain + "调整 系数\n条件 率 高于 界\n乘以 110%", isSeen: false),
    Role("cap of an adjustment", plain + "调整 限\n封顶 界", fewer, isSeen: false),
    Role("selection condition", plain + "推荐 前 2 当 率 不低于 界 且 有资格"),
    Role("selection by the total", plain + "推荐 前 2 当 总分 不低于 界", points),
    Role("quota", plain + "推荐 前 界", ("2 个", "1 个", "3 个")),
    Role("share as a quota", plain + "推荐 前 界", lower),
    Role("quota of a group", plain + "推荐 每 街 前 界", ("2 个", "1 个", "3 个")),
    Role("ranking", plain + "排序 较小者（率，界） 由高到低", isSeen: false),
    Role("grade by the total", plain + "等级 优 当 总分 不低于 界\n等级 良 当 总分 不低于 2 分\n等级 差", points),
    Role("worst grade by the total", plain + "等级 差 当 总分 低于 界\n等级 优", points),
    Role("grades in intervals", plain + "等级 良 当 总分 属于 [2 分，界)\n等级 优 当 总分 不低于 界\n等级 差", points),
    Role("grades where fewer points are better", plain + "排序 总分 由低到高\n等级 优 当 总分 不高于 界\n等级 差", fewer),
    Role("grade by more than the total", plain + "等级 优 当 总分 不低于 界 且 有资格\n等级 差", points),
    Role("worst grade by more than the total", plain + "等级 差 当 总分 低于 界 或 非 有资格\n等级 优", points),
    Role("grade by a fact", plain + "等级 缺 当 率 低于 界\n等级 有", isSeen: false),
    Role("grades side by side", plain + "等级 甲 当 总分 不低于 界\n等级 乙 当 一 的 得分率 高于 20% 且 好\n等级 丙", points, isSeen: false),
    Role("range of a fact", plain + "事实 项 百分比 范围 界 至 100%\n原则 1 “甲”\n条件 项 不低于 70%", isSeen: false),
    Role("default of a fact", plain + "事实 项 百分比 缺省 界\n原则 1 “甲”\n条件 项 不低于 70%", lower, isSeen: false),
    Role("range of a parameter", plain + "参数 线 百分比 范围 界 至 90%\n原则 1 “甲”\n条件 率 不低于 线", isSeen: false),
    Role(
      "reference date", "修改 标准\n基准日 界\n" + plain + "原则 1 “甲”\n条件 日 不早于 基准日", ("2025-01-02", "2025-02-01", "2024-12-31"),
      isSeen: false),
    Role("total", "修改 标准\n总分 界\n类别 一\n指标 1 “甲”\n得分 率", ("10 分", "9 分", "11 分"), isSeen: false),
    Role("item condition, fewest points selected", item + "条件 率 不低于 界\n推荐 前 2 当 总分 不高于 5 分", isSeen: false),
    Role("item condition, fewest points first", item + "条件 率 不低于 界\n排序 总分 由低到高", isSeen: false),
    Role("item condition, most points selected", item + "条件 率 不低于 界\n推荐 前 2 当 总分 不低于 5 分 且 所有 类别 的 得分率 不低于 50%"),
    Role(
      "item condition, a factor that may be less than nothing",
      item + "条件 率 不低于 界\n调整 系数\n乘以 1 - 数 / 2 次\n推荐 前 2 当 总分 不低于 1 分", isSeen: false),
    Role(
      "item condition, a bonus for few points", item + "条件 率 不低于 界\n加分 补 6 分\n条件 总分 低于 5 分\n推荐 前 2 当 总分 不低于 5 分",
      isSeen: false),
  ]

  private static func base(_ clauses: String, _ value: String) -> String {
    var clauses = clauses
    var settings = "  总分 10 分\n"
    if clauses.hasPrefix("修改 标准\n") {
      let lines = clauses.split(separator: "\n", maxSplits: 2)
      settings = (lines[1].hasPrefix("总分") ? "" : settings) + "  \(lines[1])\n"
      clauses = String(lines[2])
    }
    return """
      标准 上级
      \(settings)参数 界 \(value)  只可从严
      事实 名 文本
      事实 率 百分比
      事实 数 整数 次 范围 0 次 至 5 次
      事实 好 是否
      事实 街 文本
      事实 日 日期
      事实 档 选项（差，中，优）由低到高
      事实 罚 记录 次（金额 数量 元）
      对象 名
      \(clauses)
      """
  }

  private static func load(_ clauses: String, _ stated: String, _ value: String) throws -> Loaded {
    try TestSupport.load(
      "下.rules",
      from: [
        "上.rules": base(clauses, stated), "下.rules": "标准 下级 继承 上级 于 “上.rules”\n修改 参数 界 \(value)",
      ])
  }

  private static func errors(_ loaded: Loaded) -> [String] {
    loaded.diagnostics.filter(\.isError).map(\.problem.code)
  }

  @Test(arguments: roles) func looserIsRefused(_ role: Role) throws {
    let parent = TestSupport.load(text: Self.base(role.clauses, role.values.stated), named: "上.rules")
    let messages = parent.diagnostics.filter(\.isError).map { DiagnosticRenderer(language: .en).render($0) }
    try #require(parent.standard != nil, "\(messages.joined())")
    #expect(Self.errors(try Self.load(role.clauses, role.values.stated, role.values.stated)) == [])
    #expect(Self.errors(try Self.load(role.clauses, role.values.stated, role.values.looser)) == ["M506"])
    let stricter = try Self.load(role.clauses, role.values.stated, role.values.stricter)
    #expect(Self.errors(stricter) == (role.isSeen ? [] : ["M506"]))
    if let standard = parent.standard, let variant = stricter.standard {
      var random = SeededGenerator(seed: 41)
      try Self.nobodyIsLetThrough(standard, variant, &random, times: 20, role.name)
    }
  }

  /// Every field and clause with a formula is among the roles.
  @Test func everyPlaceIsTried() {
    let all = Self.roles.map(\.clauses).joined(separator: "\n")
    let words = [
      "参评", "原则", "要件", "提醒", "否决", "指标", "分组", "加分", "扣分", "调整", "推荐", "排序", "等级", "定义", "参数", "条件", "不适用", "得分", "否则",
      "插值",
      "评分", "行", "加计", "扣减", "乘以", "封顶", "保底", "最低", "舍入", "分值", "范围", "缺省", "最小规模", "当", "界线", "总分", "基准日",
    ]
    for word in words { #expect(all.contains(word), "\(word)") }
  }

  // MARK: Nobody passes who failed

  private static func sheets(_ random: inout SeededGenerator) -> [String] {
    func maybe(_ text: String) -> String { Int.random(in: 0..<7, using: &random) == 0 ? "" : text }
    func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }
    return (0..<6).map { index in
      """
      名：第\(index)
      率：\(maybe("\(number(0...10) * 10)%"))
      数：\(maybe("\(number(0...5))"))
      好：\(maybe(number(0...1) == 1 ? "是" : "否"))
      街：\(number(0...1))
      日：\(maybe("2025-0\(number(1...3))-01"))
      档：\(maybe(["差", "中", "优"][number(0...2)]))
      罚：\(number(0...2) == 0 ? "无" : (0...number(0...2)).map { _ in "\(number(2...8))" }.joined(separator: "；"))
      """
    }
  }

  private static func nobodyIsLetThrough(
    _ old: Standard, _ new: Standard, _ random: inout SeededGenerator, times: Int, _ context: String
  ) throws {
    for _ in 0..<times {
      let sheets = Self.sheets(&random)
      let before = judge(old, sheets)
      let after = judge(new, sheets)
      for was in before.results {
        let name = before.sheet(was).name
        let now = try after.result(name)
        let comment = Comment(rawValue: "\(context)\n\(name)\n\(sheets.joined(separator: "\n"))")
        #expect(!(was.entrant == .no && now.entrant == .yes), comment)
        #expect(!(was.eligible == .no && now.eligible == .yes), comment)
        #expect(!(was.selectable == .no && now.selectable == .yes), comment)
        for (index, requirement) in old.requirements.enumerated() {
          let (first, second) = (was.requirements[index].verdict, now.requirements[index].verdict)
          if requirement.kind == .veto {
            #expect(!(first == .met && second == .unmet), comment)
          } else {
            #expect(!(first == .unmet && (second == .met || second == .inapplicable)), comment)
          }
        }
        for (first, second) in zip(was.categories, now.categories) {
          let minima =
            [(first.minimum, second.minimum)] + zip(first.groups, second.groups).map { ($0.minimum, $1.minimum) }
            + zip(first.items, second.items).map { ($0.minimum, $1.minimum) }
          #expect(!minima.contains { $0 == .no && $1 == .yes }, comment)
        }
      }
    }
  }

  /// Conditions of all forms with the parameter in them, in all roles.
  private struct Maker {
    var random: SeededGenerator

    mutating func pick(_ texts: [String]) -> String { texts.randomElement(using: &random) ?? "" }
    mutating func chance(_ part: Int, of whole: Int) -> Bool { Int.random(in: 0..<whole, using: &random) < part }

    mutating func condition(_ depth: Int) -> String {
      if depth > 0, chance(3, of: 5) {
        let (a, b) = (condition(depth - 1), condition(depth - 1))
        return pick(["（\(a) 且 \(b)）", "（\(a) 或 \(b)）", "（非 \(a)）", "（若 好 则 \(a) 否则 \(b)）"])
      }
      let comparator = pick(["不低于", "高于", "不高于", "低于", "=", "不等于"])
      return pick([
        "率 \(comparator) 界", "界 \(comparator) 率", "率 属于 [界，90%]", "率 属于 (10%，界)", "率 属于 {界，30%}", "好",
        "率 \(comparator) 40%",
        "率 位于 众 前 界", "率 位于 众 后 界", "任一 记 其中（比 \(comparator) 界）", "所有 记 其中（比 \(comparator) 界）", "达标",
        "率 * 2 \(comparator) 界 * 2",
        "率 - 界 高于 0%", "计数 记 其中（比 高于 界） 不超过 1 次", "率 位于 众 前 50% 界线 界", "率 已填", "率 \(comparator) 较大者（界，50%）",
      ])
    }

    mutating func clauses() -> String {
      var text = "群体 众 全部\n进一\n定义 达标 为 \(condition(0).replacing("达标", with: "好"))\n"
      let condition = condition(2)
      switch Int.random(in: 0..<8, using: &random) {
      case 0: text += "参评 当 \(condition)\n类别 一\n指标 1 “甲”\n得分 率\n"
      case 1: text += "原则 1 “甲”\n条件 \(condition)\n类别 一\n指标 1 “甲”\n得分 率\n"
      case 2: text += "要件 1 “甲”\n条件 好\n不适用 当 \(condition)\n类别 一\n指标 1 “甲”\n得分 率\n"
      case 3: text += "否决 1 “甲”\n条件 \(condition)\n类别 一\n指标 1 “甲”\n得分 率\n"
      case 4: text += "类别 一\n指标 1 “甲”\n条件 \(condition)\n得分 率\n最低 3 分\n推荐 前 2 当 总分 \(pick(["不低于", "低于"])) 4 分\n"
      case 5:
        text += "类别 一\n指标 1 “甲”\n得分 率\n加分 奖 2 分\n条件 \(condition)\n推荐 前 2 当 总分 \(pick(["不低于", "低于"])) 5 分\n"
      case 6:
        text += "类别 一\n指标 1 “甲”\n得分 率\n扣分 罚款 2 分\n条件 \(condition)\n推荐 前 2 当 总分 \(pick(["不低于", "低于"])) 5 分\n"
      default: text += "类别 一\n指标 1 “甲”\n得分 率\n推荐 前 2 当 \(condition)\n"
      }
      return "事实 记 记录 次（比 百分比）\n" + text
    }
  }

  @Test func whatIsAcceptedLetsNobodyThrough() throws {
    var maker = Maker(random: SeededGenerator(seed: 77))
    var accepted = 0
    for _ in 0..<Cases.count(150) {
      let clauses = maker.clauses()
      for value in ["30%", "70%"] {
        let loaded = try Self.load(clauses, "50%", value)
        let codes = Self.errors(loaded)
        #expect(codes == [] || codes == ["M506"], "\(codes) \(clauses)")
        guard let variant = loaded.standard else { continue }
        accepted += 1
        let parent = try standard(Self.base(clauses, "50%"))
        try Self.nobodyIsLetThrough(parent, variant, &maker.random, times: 6, clauses + value)
      }
    }
    #expect(accepted > 30, "\(accepted)")
  }
}
