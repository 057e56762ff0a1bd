import Model
import Quantities

/// Small standards of every kind of clause over facts of few values, so that every filling of what is missing can be
/// tried.
package struct FillingStandard {
  /// A fact and the values it is tried with: every one that tells decisions of these standards apart.
  package struct Fact {
    package let name: String
    let type: String
    package let values: [Value]
  }

  private enum Kind: CaseIterable { case truth, count, mark, choice, text, date, records, share }

  /// Every clause has facts of its own: then clauses are independent of one another, and what is open has to differ.
  package let isSeparate: Bool
  package private(set) var facts: [Fact] = []
  /// A parameter without a value, and the values it may have.
  package private(set) var parameter: (name: String, values: [Int])?
  package private(set) var hasCohorts = false
  package private(set) var keepsOpen = false
  /// Whether the category at hand has one.
  private var hasMinimum = false
  private var clauses: [String] = []
  private var pool: [Int] = []
  private var random: SeededGenerator
  /// What leaves whom without a total, so that all else is as it is without.
  private var marks: SeededGenerator

  package init(seed: UInt64, isSeparate: Bool, cohorts: Bool) {
    self.isSeparate = isSeparate
    random = SeededGenerator(seed: seed)
    marks = SeededGenerator(seed: seed &* 31 &+ 3)
    make(cohorts: cohorts)
  }

  /// - Parameter value: of the parameter; nil leaves it without one.
  package func text(_ value: Int?) -> String {
    var lines = ["标准 试", "  总分 12 分", "  基准日 2025年1月1日", "事实 名 文本", "对象 名"]
    lines += facts.map { "事实 \($0.name) \($0.type)" }
    if let parameter {
      lines.append(
        "参数 \(parameter.name) 整数 次 \(value.map { "\($0) 次 " } ?? "")范围 \(parameter.values[0]) 次 至 \(parameter.values.last ?? 0) 次"
      )
    }
    return (lines + clauses).joined(separator: "\n") + "\n"
  }

  /// Whether a fact may be left open: not a list of records that is asked about twice where clauses have to be exact, since
  /// such questions are not tied together.
  package func isAlone(_ fact: Fact) -> Bool {
    guard isSeparate, fact.type.hasPrefix("记录") else { return true }
    return clauses.reduce(0) { $0 + $1.components(separatedBy: fact.name).count - 1 } <= 1
  }

  // MARK: Choosing

  private mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }
  private mutating func pick<Element>(_ list: [Element]) -> Element {
    list[Int.random(in: 0..<list.count, using: &random)]
  }
  private mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }

  private mutating func newClause() { if isSeparate { pool = [] } }

  private mutating func fact(_ kind: Kind) -> String {
    let prefix = Self.prefix(kind)
    let known = pool.filter { facts[$0].name.hasPrefix(prefix) }
    if !known.isEmpty, known.count > 1 || chance(60) { return facts[pick(known)].name }
    let name = "\(prefix)\(facts.count)"
    pool.append(facts.count)
    facts.append(Fact(name: name, type: Self.type(kind), values: Self.values(kind)))
    return name
  }

  private static func prefix(_ kind: Kind) -> String {
    switch kind {
    case .truth: "有"
    case .count: "数"
    case .mark: "评"
    case .choice: "档"
    case .text: "街"
    case .date: "日"
    case .records: "录"
    case .share: "率"
    }
  }

  private static func type(_ kind: Kind) -> String {
    switch kind {
    case .truth: "是否"
    case .count: "整数 次 范围 0 次 至 3 次"
    case .mark: "整数 分 范围 0 分 至 4 分"
    case .choice: "选项（差，中，优）由低到高"
    case .text: "文本"
    case .date: "日期"
    case .records: "记录 次（额 整数 元）"
    case .share: "百分比"
    }
  }

  private static func values(_ kind: Kind) -> [Value] {
    func rows(_ rows: [Int]...) -> [Value] { rows.map { .records($0.map { [.number(Rational($0))] }) } }
    func date(_ year: Int, _ month: Int, _ day: Int) -> [Value] {
      CalendarDate(year: year, month: month, day: day).map { [.date($0)] } ?? []
    }
    switch kind {
    case .truth: return [.truth(true), .truth(false)]
    case .count: return (0...3).map { .number(Rational($0)) }
    case .mark: return (0...4).map { .number(Rational($0)) }
    case .choice: return (0...2).map { .choice($0) }
    case .text: return ["东", "西", "南"].map { .text($0) }
    case .date:
      return date(2023, 12, 31) + date(2024, 1, 1) + date(2024, 12, 31) + date(2025, 1, 1) + date(2025, 1, 2)
        + date(2026, 1, 1)
    case .records:
      return rows([], [0], [1], [2], [-99], [99], [1, 2], [99, -99, 1], [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1])
    case .share: return [0, 25, 30, 50, 55, 60, 75, 100].compactMap { try? .number(Rational($0, over: 100)) }
    }
  }

  // MARK: Expressions

  private mutating func condition(_ depth: Int = 2) -> String {
    if depth > 0, chance(40) {
      let (a, b) = (condition(depth - 1), condition(depth - 1))
      switch number(0...4) {
      case 0: return "（\(a)） 且 （\(b)）"
      case 1: return "（\(a)） 或 （\(b)）"
      case 2: return "非 （\(a)）"
      case 3: return "若 \(fact(.truth)) 则 （\(a)） 否则 （\(b)）"
      default: return "（\(a)） 或 非 \(fact(.truth))"
      }
    }
    let comparator = pick(["不少于", "少于", "多于", "不超过", "=", "!="])
    switch number(0...18) {
    case 18: return "乘方（\(fact(.mark)) - 2 分，2） \(comparator) 乘方（\(pick(["1", "2"])) 分，2）"
    case 0, 1: return fact(.truth)
    case 2: return "非 \(fact(.truth))"
    case 3: return "\(fact(.count)) \(comparator) \(number(0...4)) 次"
    case 4: return "\(fact(.count)) \(comparator) \(pick(["1.5", "2.5"])) 次"
    case 5: return "\(fact(.choice)) \(pick(["=", "!=", "不低于", "低于"])) \(pick(["差", "中", "优"]))"
    case 6: return "\(fact(.choice)) 属于 {\(pick(["差，优", "差，中，优", "中"]))}"
    case 7:
      return
        "\(fact(.count)) 属于 \(pick(["[1 次，2 次]", "(0 次，1 次)", "(1 次，3 次]", "[2 次，)", "{0 次，2 次}", "{0 次，1 次，2 次，3 次}"]))"
    case 8: return "\(fact(.mark)) \(comparator) \(number(0...4)) 分"
    case 9: return "占比（\(fact(.count))，\(fact(.count))） \(comparator) \(pick(["0", "50", "100"]))%"
    case 10: return "计数 \(fact(.records)) \(comparator) \(number(0...2)) 次"
    case 11: return "\(pick(["任一", "所有"])) \(fact(.records)) 的 额 \(comparator) \(number(0...2)) 元"
    case 12: return "\(fact(.text)) \(pick(["=", "!="])) “\(pick(["东", "西"]))”"
    case 13: return "\(fact(.date)) \(pick(["早于", "不早于", "晚于", "="])) \(pick(["2025年1月1日", "基准日", "基准日 - 1年"]))"
    case 14: return "\(fact(.count)) \(comparator) \(fact(.count))"
    // A blank cell may be anything, and so may then the largest.
    case 15 where !isSeparate: return "最大 \(fact(.records)) 的 额 无则 \(number(0...2)) 元 \(comparator) \(number(0...2)) 元"
    // Which sums come of few rows only is for the rows tried to say.
    case 16 where !isSeparate: return "合计 \(fact(.records)) 的 （额 * 2 + 1 元） \(comparator) \(number(0...4)) 元"
    default:
      guard let parameter else { return "\(fact(.share)) \(comparator) \(pick(["25", "50", "60"]))%" }
      return "\(fact(.count)) \(comparator) \(parameter.name)"
    }
  }

  private mutating func amount() -> String {
    switch number(0...9) {
    case 0...3: "\(number(0...4)) 分"
    case 4: "\(pick(["0", "50", "100"]))%"
    case 5: fact(.mark)
    case 6: "\(fact(.count)) * 1 分 / 1 次"
    case 7: "若 \(condition(1)) 则 1 分 否则 2 分"
    case 8: "\(pick(["较大者", "较小者"]))（\(fact(.mark))，\(number(1...3)) 分）"
    default: "1 分 * 合计 \(fact(.records)) 的 额 / 1 元"
    }
  }

  // MARK: Clauses

  private mutating func make(cohorts: Bool) {
    if !isSeparate, chance(25) { parameter = ("线", [1, 2, 3]) }
    if cohorts { cohort() }
    for index in 0..<number(0...2) {
      newClause()
      clauses.append("原则 \(index + 1) “原则”\n  条件 \(gate(cohorts))")
      if chance(30) { clauses.append("  不适用 当 \(condition(1))") }
      mark()
    }
    if chance(15) {
      newClause()
      clauses.append("否决 1 “否决”\n  条件 \(condition(1))")
      mark()
    }
    if chance(20) {
      newClause()
      clauses.append("参评 当 \(condition(1))")
    }
    for category in 0..<number(1...2) {
      clauses.append("类别 类\(category)")
      if chance(15) { clauses.append("  满分 \(pick(["10", "5"])) 分") }
      hasMinimum = chance(15)
      if hasMinimum { clauses.append("  最低 \(pick(["50%", "2 分"]))") }
      if chance(10) { clauses.append("  舍入 至 1 分") }
      let items = number(1...2)
      for item in 0..<items { self.item(item, cohorts) }
      if chance(20) {
        clauses.append("分组 组\(category)")
        if chance(40) { clauses.append("  封顶 3 分") }
        for item in 0..<number(1...2) { self.item(items + item, cohorts) }
      }
    }
    for index in 0..<number(0...1) { adjustment(index) }
    if chance(50) { grades() }
    selection()
    if Int.random(in: 0..<4, using: &marks) == 0, let fact = facts.first(where: { $0.type == "是否" }) {
      clauses.append("认定 断 选项（高，中，低）\n  为 高 当 \(fact.name)\n  为 低 当 总分 低于 6 分\n  否则 中")
    }
  }

  private mutating func mark() {
    if Int.random(in: 0..<3, using: &marks) == 0 { clauses.append("  不计分") }
  }

  private mutating func gate(_ cohorts: Bool) -> String {
    if cohorts, chance(60) { return compared() }
    // Points are of other clauses: what is open there need not differ here.
    if !isSeparate, chance(20) {
      return pick([
        "总分 不低于 6 分", "类0 的 得分率 不低于 50%", "（总分 低于 9 分） 或 \(condition(1))", "任一 指标 的 得分率 = 0%",
        "类0 的 失分 不高于 3 分",
      ])
    }
    return condition()
  }

  private mutating func item(_ index: Int, _ cohorts: Bool) {
    newClause()
    clauses.append("指标 \(index + 1) “项”")
    if chance(30) { clauses.append("  不适用 当 \(condition(1)) \(pick(["分摊", "分摊", "满分", "零分"]))") }
    scoring(cohorts)
    if chance(15) {
      let minimum = "  最低 \(pick(["50%", "1 分"]))"
      // An item and its category are two clauses about the same facts.
      if !isSeparate || !hasMinimum { clauses.append(minimum) }
    }
    if chance(10) { clauses.append("  舍入 \(pick(["四舍五入", "进一", "舍去"])) 至 1 分") }
  }

  private mutating func scoring(_ cohorts: Bool) {
    if chance(25) { clauses.append("  条件 \(cohorts && chance(50) ? compared() : condition(1))") }
    switch number(0...7) {
    case 0: clauses.append("  条件 \(condition())")
    case 1, 2:
      for _ in 0..<number(1...3) { clauses.append("  得分 \(amount()) 当 \(condition(1))") }
      if chance(60) { clauses.append("  否则 \(amount())") }
      clauses.append("  封顶 100%\n  保底 0 分")
    case 3: clauses.append("  评分 \(fact(.mark))\n  封顶 100%")
    case 4:
      clauses.append("  得分 100%")
      for _ in 0..<number(1...2) {
        clauses.append(
          "  \(pick(["扣减", "加计"])) \(number(1...2)) 分 按 \(fact(.count)) 每 \(number(1...2)) 次\(chance(30) ? " 最多 \(pick(["1.5 分", "25%", "较大者（1 分，\(fact(.mark))）"]))" : "")\(chance(30) ? " 当 \(condition(1))" : "")"
        )
      }
      if chance(20) { clauses.append("  扣减 \(fact(.mark)) 属于 [0 分，4 分]") }
      if chance(40) { clauses.append("  乘以 \(pick(["50%", "150%"])) 当 \(condition(1))") }
    case 5:
      let (choice, count) = (fact(.choice), fact(.count))
      clauses.append("  表 \(choice)，\(count)\n  行 优，任意：100%\n  行 中，[2 次，]：50%\n  行 {差，中}，1 次：1 分")
    case 6: clauses.append("  插值 \(fact(.mark))（0 分：0 分，2 分：1 分，4 分：2 分）\n  封顶 100%")
    default: clauses.append("  得分 \(amount())\n  保底 \(pick(["0", "-1"])) 分")
    }
  }

  private mutating func adjustment(_ index: Int) {
    newClause()
    switch number(0...2) {
    case 0: clauses.append("加分 红\(index) 2 分\n  条件 \(condition(1))")
    case 1:
      clauses.append("扣分 黑\(index) 2 分\n  条件 \(condition(1))")
      if chance(50) { clauses.append("  不适用 当 \(condition(1))") }
    default:
      clauses.append("调整 折\(index)")
      if chance(30) { clauses.append("  条件 \(condition(1))") }
      switch number(0...3) {
      case 0: clauses.append("  乘以 1 次 / \(fact(.count))")
      case 1: clauses.append("  乘以 50% 当 \(condition(1))")
      case 2: clauses.append("  扣减 1 分 按 \(fact(.count)) 每 1 次\n  保底 0 分")
      default: clauses.append("  加计 2 分 当 总分 不低于 6 分\n  封顶 11 分")
      }
    }
  }

  private mutating func grades() {
    newClause()
    // Places are a matter of all sheets, and of facts that other clauses have too.
    if !isSeparate, chance(40) { return gradePlaces() }
    switch number(0...3) {
    case 0: clauses.append("等级 甲 当 总分 不低于 9 分\n等级 乙 当 总分 属于 [5 分，9 分)\n等级 丙")
    case 1: clauses.append("等级 甲 当 总分 不低于 9 分\n等级 乙 当 总分 不低于 4 分 且 \(condition(1))\n等级 丙 当 总分 低于 9 分")
    case 2: clauses.append("等级 丙 当 总分 低于 4 分\n等级 甲 当 类0 的 得分率 不低于 50%\n等级 乙")
    default: clauses.append("等级 甲 当 总分 不低于 6 分 且 \(condition(1))\n等级 乙 当 总分 低于 6 分")
    }
  }

  private mutating func gradePlaces() {
    let first = pick(["前 1 个", "前 50%", "每 \(fact(.text)) 前 1 个", "前 2 个 每 \(fact(.text)) 前 50%"])
    let second = pick(["", " 前 1 个", " 前 40%"])
    clauses.append("等级 “1A级” \(first) 当 \(condition(1))\n等级 乙\(second) 当 总分 不低于 4 分\n等级 丙")
  }

  private mutating func selection() {
    newClause()
    switch number(0...6) {
    case 0: clauses.append("推荐 前 1 个")
    case 1: clauses.append("推荐 前 50%")
    case 2: clauses.append("推荐 每 \(fact(.text)) 前 1 个")
    case 3: clauses.append("推荐 每 \(fact(.text)) 前 50%")
    case 4: clauses.append("推荐 前 2 个 每 \(fact(.text)) 前 1 个")
    case 5: clauses.append("推荐 每 \(fact(.text))，\(fact(.choice)) 前 1 个")
    default: clauses.append("推荐 前 1 个 当 总分 不低于 5 分")
    }
    if chance(20) { clauses.append("排序 总分 由高到低，\(fact(.count)) 由高到低") }
  }

  // MARK: Cohorts

  private mutating func cohort() {
    hasCohorts = true
    newClause()
    keepsOpen = chance(60)
    var cohort = "群体 众 \(chance(30) ? "按 \(fact(.text))" : "全部")\n  \(pick(["进一", "舍去", "四舍五入"]))"
    if chance(25) { cohort += "\n  当 \(fact(.truth))" }
    if chance(20) { cohort += "\n  计 \(fact(.text))" }
    if chance(25) { cohort += "\n  最小规模 2" }
    cohort += "\n  未报 \(keepsOpen ? "待核实" : "不计")"
    clauses.append(cohort)
  }

  private mutating func compared() -> String {
    let value = fact(.mark)
    switch number(0...5) {
    case 0: return "\(value) 位于 众 前 1 个"
    case 1: return "\(value) 位于 众 前 50%"
    case 2: return "\(value) 位于 众 后 50%"
    case 3: return "名次（\(value)，众，前） 不超过 1"
    case 4: return "\(value) 不低于 \(pick(["群体平均", "群体最高", "群体最低"]))（\(value)，众）"
    default: return "\(value) 位于 众 前 1 个 界线 3 分"
    }
  }
}
