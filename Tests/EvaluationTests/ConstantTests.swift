import Evaluation
import Model
import Quantities
import TestSupport
import Testing

/// A value that is worked out before any sheet is read is what a condition would give, whatever it is made of and
/// wherever it stands.
@Suite struct ConstantTests {
  /// Expressions of every type, of all operations that need no sheet.
  private struct Maker {
    var random: SeededGenerator

    mutating func pick(_ texts: [String]) -> String { texts.randomElement(using: &random) ?? "" }
    mutating func roll(_ count: Int) -> Int { Int.random(in: 0..<count, using: &random) }

    mutating func number(_ depth: Int) -> String {
      if depth == 0 || roll(6) == 0 {
        return pick([
          "\(roll(12))", "\(roll(9))/\(1 + roll(7))", "数甲", "数乙", "定数", "（字数（文甲） / 1 字）",
          "（（日甲 - 2025-01-01） / 7 天）",
        ])
      }
      let (a, b, c) = (number(depth - 1), number(depth - 1), number(depth - 1))
      return pick([
        "（\(a) + \(b)）", "（\(a) - \(b)）", "\(a) * \(b)", "\(a) / \(b)", "\(a) / （\(b) - 数甲）", "（-\(a)）",
        "较大者（\(a)，\(b)，\(c)）",
        "较小者（\(a)，\(b)）", "绝对值（\(a)）", "四舍五入（\(a)，\(1 + roll(3))）", "进一（\(a)，1/\(1 + roll(4))）", "舍去（\(a)，数乙）",
        "（若 \(truth(depth - 1)) 则 \(a) 否则 \(b)）", "\(percentage(depth - 1)) / 25%", "\(a) * \(percentage(depth - 1))",
      ])
    }

    mutating func percentage(_ depth: Int) -> String {
      if depth == 0 { return pick(["\(roll(101))%", "5‰", "率甲", "定率"]) }
      let (a, b) = (percentage(depth - 1), percentage(depth - 1))
      return pick([
        "（\(a) + \(b)）", "（\(a) - \(b)）", "\(a) * \(b)", "占比（\(number(depth - 1))，\(number(depth - 1))）",
        "较大者（\(a)，\(b)）", "（若 \(truth(depth - 1)) 则 \(a) 否则 \(b)）", "舍去（\(a)，10%）",
      ])
    }

    mutating func date(_ depth: Int) -> String {
      if depth == 0 { return pick(["2024-02-\(11 + roll(18))", "日甲", "基准日", "定日"]) }
      let (a, b) = (date(depth - 1), date(depth - 1))
      return pick([
        "（\(a) + \(roll(60)) 天）", "（\(a) - \(roll(40)) 个月）", "（\(a) - 1 年）", "（\(a) + 数甲 * 1 周）", "较大者（\(a)，\(b)）",
        "较小者（\(a)，\(b)）", "（若 \(truth(depth - 1)) 则 \(a) 否则 \(b)）",
      ])
    }

    mutating func truth(_ depth: Int) -> String {
      if depth == 0 {
        return pick([
          "是", "否", "真甲", "定真", "（档甲 不低于 中）", "（档甲 = 优）", "（档甲 属于 {差，优}）", "（多甲 包含 二）", "（多甲 包含任一 {一，三}）",
          "（多甲 包含全部 {一，二}）", "（文甲 包含 “乙”）", "（文甲 = “丁”）", "（数甲 已填）", "（开甲 已填）", "（开甲 未填）",
        ])
      }
      let (a, b) = (number(depth - 1), number(depth - 1))
      let (t, u) = (truth(depth - 1), truth(depth - 1))
      return pick([
        "（\(a) 不低于 \(b)）", "（\(a) < \(b)）", "（\(a) = \(b)）", "（\(a) 不等于 \(b)）", "（\(a) 属于 [\(b)，\(number(0)))）",
        "（\(a) 属于 {\(b)，\(number(0))}）", "（\(date(depth - 1)) 早于 \(date(depth - 1))）",
        "（\(percentage(depth - 1)) 高于 \(percentage(depth - 1))）", "（\(t) 且 \(u)）", "（\(t) 或 \(u)）", "（非 \(t)）",
        "（若 \(t) 则 \(u) 否则 \(truth(0))）",
      ])
    }

    mutating func expression(_ kind: Kind) -> String {
      switch kind {
      case .number: number(3)
      case .percentage: percentage(3)
      case .date: date(3)
      case .truth: truth(3)
      }
    }
  }

  private enum Kind: CaseIterable { case number, percentage, date, truth }

  private static func rules(_ maker: inout Maker) -> String {
    """
    标准 例
      基准日 2025-06-30
    定义 定数 为 较大者（数乙，2）
    定义 定率 为 占比（数甲，8）
    定义 定日 为 日甲 + 40 天
    定义 定真 为 定数 > 数甲
    参数 数甲 \(1 + maker.roll(4))
    参数 数乙 数甲 + 5/3
    参数 率甲 \(maker.roll(100))%
    参数 日甲 2025-03-31
    参数 真甲 \(maker.pick(["是", "否"]))
    参数 档甲 选项（差，中，优）由低到高 \(maker.pick(["差", "中", "优"]))
    参数 多甲 多选（一，二，三） \(maker.pick(["一", "二"]))
    参数 文甲 “甲乙 丙”
    参数 开甲 数量
    事实 名 文本
    对象 名

    """
  }

  private static func load(_ text: String) -> Loaded {
    TestSupport.load(text: text, named: "例.rules")
  }

  /// The value that the evaluator gives; nil where it cannot be worked out.
  private static func evaluated(_ rules: String, _ expression: String) throws -> Value? {
    let standard = try standard(rules + "定义 值 为 \(expression)\n类别 一\n指标 1 “甲”\n条件 是\n")
    let outcome = judge(standard, ["名：甲"])
    let formula = try #require(standard.definitions.last?.formula)
    switch outcome.explain(formula, for: outcome.results[0]).value {
    case .known(let value): return value
    case .failed: return nil
    case let other:
      Issue.record("\(other): \(expression)")
      return nil
    }
  }

  /// Where a constant may stand: the text with it there, and what the checked standard then says.
  private struct Place {
    let name: String
    let kinds: [Kind]
    let text: (_ rules: String, _ expression: String) -> String
    let value: (Standard) -> Value?
  }

  private static let scored = "类别 一\n指标 1 “甲”\n条件 是\n"

  private static func type(_ kind: Kind) -> String {
    switch kind {
    case .number: "数量"
    case .percentage: "百分比"
    case .date: "日期"
    case .truth: "是否"
    }
  }

  private static func places(_ kind: Kind) -> [Place] {
    func fact(_ field: String) -> String { "事实 项 \(type(kind)) \(field)\n" }
    let most = kind == .date ? "9000-01-01" : "1000000000000"
    let next = kind == .number ? "1" : "1%"
    return [
      Place(name: "quota", kinds: [.number, .percentage]) {
        $0 + scored + "推荐 前 （\($1)）"
      } value: {
        $0.selection?.places.overall.map { .number($0.value) }
      },
      Place(name: "quota of a group", kinds: [.number, .percentage]) {
        $0 + scored + "推荐 每 名 前 （\($1)）"
      } value: {
        $0.selection?.places.perGroup.map { .number($0.value) }
      },
      Place(name: "parameter", kinds: Kind.allCases) {
        $0 + scored + "参数 新 \(type(kind)) （\($1)）"
      } value: {
        $0.parameters.last?.value
      },
      Place(name: "total and category", kinds: [.number]) {
        $0.replacing("标准 例\n", with: "标准 例\n总分 （\($1)）\n") + "类别 一 分值 （\($1)）\n指标 1 “甲”\n条件 是\n"
      } value: {
        $0.total == $0.categories[0].full ? $0.total.map(Value.number) : nil
      },
      Place(name: "bonus", kinds: [.number]) {
        $0 + scored + "加分 奖 （\($1)）\n条件 是"
      } value: {
        $0.adjustments[0].scoring.full.map(Value.number)
      },
      Place(name: "rounding", kinds: [.number]) {
        $0 + scored + "舍入 至 （\($1)）"
      } value: {
        $0.categories[0].items[0].scoring.limits.rounding.map { .number($0.step) }
      },
      Place(name: "smallest cohort", kinds: [.number]) {
        $0 + scored + "群体 群 全部\n最小规模 （\($1)）"
      } value: {
        .number(Rational($0.cohorts[0].smallest))
      },
      Place(name: "range", kinds: [.number, .date]) {
        $0 + scored + fact("范围 （\($1)） 至 \(most)")
      } value: {
        $0.facts.last?.lower
      },
      Place(name: "default", kinds: [.number, .date, .truth]) {
        $0 + scored + fact("缺省 （\($1)）")
      } value: {
        $0.facts.last?.fallback
      },
      Place(name: "given", kinds: [.number, .date, .truth]) {
        $0 + scored + fact("") + "示例 “甲”\n给定 项 = （\($1)）\n期望 有资格"
      } value: {
        $0.examples[0].given[0].value
      },
      Place(name: "reference date", kinds: [.date]) {
        $0.replacing("2025-06-30", with: "（\($1)）") + scored
      } value: {
        $0.referenceDate.map(Value.date)
      },
      Place(name: "knot", kinds: [.number, .percentage]) {
        $0 + fact("") + "类别 一\n指标 1 “甲”\n插值 项（（\($1)）：0，（\($1)） + \(next)：2）\n"
      } value: {
        if case .interpolation(_, let knots) = $0.categories[0].items[0].scoring.base { return .number(knots[0].at) }
        return nil
      },
    ].filter { $0.kinds.contains(kind) }
  }

  @Test func constantsAreWhatConditionsGive() throws {
    var maker = Maker(random: SeededGenerator(seed: 20_260))
    var (values, failures) = (0, 0)
    for _ in 0..<25 {
      let rules = Self.rules(&maker)
      for kind in Kind.allCases {
        // Points, steps and sizes are more than nothing.
        let expression = kind == .number ? "（绝对值（\(maker.number(3))） + 1）" : maker.expression(kind)
        let wanted = try Self.evaluated(rules, expression)
        if wanted == nil { failures += 1 } else { values += 1 }
        for place in Self.places(kind) {
          // The reference date cannot be made from itself.
          if place.name == "reference date", expression.contains("基准日") || expression.contains("定日") { continue }
          var value = wanted
          if place.name == "smallest cohort" { value = try Self.evaluated(rules, "进一（\(expression)，1）") }
          let loaded = Self.load(place.text(rules, expression))
          let codes = loaded.diagnostics.filter(\.isError).map(\.problem.code)
          #expect(codes.isEmpty == (value != nil), "\(place.name) \(codes): \(expression)\n\(rules)")
          if let standard = loaded.standard { #expect(place.value(standard) == value, "\(place.name): \(expression)") }
        }
      }
    }
    #expect(values > 75 && failures > 0, "\(values) \(failures)")
  }

  /// A parameter may be used before it stands, and needs itself in no way round.
  @Test func parametersMayStandInAnyOrder() throws {
    let text = """
      标准 例
        总分 满分数
      参数 满分数 较大者（每条 * 2，30 分）
      事实 名 文本
      事实 次数 整数 次 范围 0 次 至 上限
      对象 名
      参数 上限 进一（每条 / 1 分 / 3，1）* 1 次
      参数 每条 20 分
      类别 一
        指标 1 “甲”
          评分 100%
      """
    let standard = try standard(text)
    #expect(standard.total == Rational(40))
    #expect(standard.facts[1].upper == .number(Rational(7)))
    let circular = Self.load(text.replacing("参数 每条 20 分", with: "定义 条 为 满分数 / 2\n参数 每条 条"))
    #expect(circular.diagnostics.filter(\.isError).map(\.problem.code) == ["M106"])
  }

  /// A quota that waits for a parameter is open, whatever it makes of it.
  @Test(arguments: ["名额", "名额 + 1 个", "较大者（名额，1 个）", "（若 是 则 名数 否则 1 个）"])
  func quotasWaitForParameters(_ quota: String) throws {
    let rules = "标准 例\n参数 名额 整数 个\n定义 名数 为 名额 * 2\n事实 名 文本\n对象 名\n" + Self.scored
    let outcome = judge(try standard(rules + "推荐 前 \(quota)"), ["名：甲"])
    #expect(outcome.standard.selection?.places.missing == [0])
    #expect(outcome.results[0].selection == .open)
    let settled = judge(try standard(rules + "推荐 前 （若 名额 已填 则 名额 否则 1 个）"), ["名：甲"])
    #expect(settled.results[0].selection == .yes)
  }
}
