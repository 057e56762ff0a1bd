/// Standards of every kind of clause, with conditions and amounts of every form, over one set of facts: for engines that
/// are held against one another. Not all are valid; those that are not are passed over.
package struct WideStandard {
  package private(set) var text: String
  private var random: SeededGenerator
  /// What leaves whom without a total, so that all else is as it is without.
  private var marks: SeededGenerator

  private static let facts = """
    事实 名 文本
    对象 名
    事实 有一 是否
    事实 有二 是否
    事实 有三 是否
    事实 数一 整数 次 范围 0 次 至 3 次
    事实 数二 整数 次 范围 0 次 至 3 次
    事实 数三 整数 次
    事实 评一 整数 分 范围 0 分 至 4 分
    事实 评二 整数 分 范围 0 分 至 4 分
    事实 评三 数量 分 精度 0.5 分
    事实 率一 百分比
    事实 率二 百分比 缺省 60%
    事实 档 选项（差，中，优）由低到高
    事实 色 选项（红，蓝，绿）
    事实 街 文本
    事实 企 文本
    事实 日一 日期
    事实 日二 日期
    事实 录 记录 次（额 数量 元，时 日期，事 文本，几 整数 次 范围 0 次 至 4 次）
    事实 选 多选（甲，乙，丙）
    """

  /// What few standards are written with, and statements of SQL refuse: it is left out.
  private let isSpare: Bool
  private static let spared = [
    "/ (数二", "/ 数二", "/ (几", "日一 + 1年", "（时 + 1年）", "几 + 计数",
  ]

  /// Its clauses look at facts of their own, of which there are so many of each kind.
  private static let copies = ["", "甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬", "癸"]
  private var copy = 0
  nonisolated(unsafe) private static let copied =
    /\b(有一|有二|有三|数一|数二|数三|评一|评二|评三|率一|率二|日一|日二|录|选|档|色)(?![甲乙丙丁戊己庚辛壬癸])\b/

  /// - Parameter isSpare: whether clauses are such that an engine can say most standards: shorter, and without what it
  ///   says of none.
  package init(seed: UInt64, isSpare: Bool = false) {
    self.isSpare = isSpare
    // Neighbouring seeds begin alike.
    random = SeededGenerator(seed: (seed &+ 1) &* 0x9E37_79B9_7F4A_7C15)
    marks = SeededGenerator(seed: seed &* 31 &+ 3)
    text = ""
    text =
      (["标准 试", "  总分 \(pick(["40 分", "40 分", "50 分", "30 分", "60 分", "不限"]))", "  基准日 2025年1月1日"] + facts
      + clauses()).joined(separator: "\n") + "\n"
  }

  private var facts: [String] {
    if !isSpare { return [Self.facts] }
    let lines = Self.facts.split(separator: "\n").map(String.init)
    return Self.copies.flatMap { suffix in
      let own = lines.map { $0.replacing(Self.copied, maxReplacements: 1) { "\($0.output.0)\(suffix)" } }
      return suffix.isEmpty ? lines : own.filter { !lines.contains($0) }
    }
  }

  private mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }
  private mutating func pick(_ list: [String]) -> String {
    if !isSpare { return list[Int.random(in: 0..<list.count, using: &random)] }
    let few = list.filter { part in !Self.spared.contains { part.contains($0) } }
    copy = (copy + 1) % Self.copies.count
    let suffix = Self.copies[copy]
    return few[Int.random(in: 0..<few.count, using: &random)].replacing(Self.copied) { "\($0.output.0)\(suffix)" }
  }

  private static let comparators = ["不低于", "低于", "高于", "不超过", "=", "!="]

  // MARK: Expressions

  private mutating func condition(_ depth: Int = 2, results: Bool = false) -> String {
    if depth > 0, chance(isSpare ? 15 : 45) {
      let (a, b) = (condition(depth - 1, results: results), condition(depth - 1, results: results))
      switch Int.random(in: 0...4, using: &random) {
      case 0: return "（\(a)） 且 （\(b)）"
      case 1: return "（\(a)） 或 （\(b)）"
      case 2: return "非 （\(a)）"
      case 3: return "若 \(pick(["有一", "有二", "甲义"])) 则 （\(a)） 否则 （\(b)）"
      default: return "（\(a)） 且 非 （\(b)） 且 \(pick(["有一", "有三"]))"
      }
    }
    if results, chance(60) {
      return pick([
        "丁义", "戊义 不低于 3 分", "总分 \(pick(Self.comparators)) 6 分", "类一 的 得分 不低于 2 分", "类一 的 得分率 低于 50%", "有资格",
        "计数 指标 其中（满足） 不少于 1", "任一 指标 的 得分率 = 0%", "所有 类别 的 得分率 不低于 30%",
        "合计 指标 的 得分 不低于 4 分", "所有 原则 其中（满足）", "类一.1 的 得分 = 类一.1 的 满分", "最大 类别 的 得分 不低于 3 分",
        "计数 指标 其中（得分率 不低于 50% 或 有一） 不少于 2", "平均 类别 的 得分率 不低于 40%", "类一 的 失分 低于 2 分", "最大 指标 的 失分 不低于 1 分",
        "类一.1 的 失分 = 0 分",
        "任一 指标 其中（失分 高于 得分）", "最大 指标 的 （得分 + 评一） 其中（有一） 无则 评二 不低于 3 分",
      ])
    }
    let comparator = pick(Self.comparators)
    return pick([
      "有一", "非 有二", "甲义", "有三 = 有一", "数一 \(comparator) 2 次", "数二 \(comparator) 1.5 次", "数一 \(comparator) 数二",
      "数三 \(comparator) 线", "数三 属于 [1 次，3 次)", "数一 属于 {0 次，2 次}", "率一 \(comparator) 50%", "率二 属于 (30%，80%]",
      "率一 \(comparator) 率二", "占比（数一，数二） \(comparator) 50%", "乙义 \(comparator) 50%", "档 \(pick(["不低于", "低于", "="])) 中",
      "档 属于 {差，优}", "色 = 红", "色 属于 {红，蓝}", "街 = “东”", "街 包含 “西”", "街 不属于 {“东”，“西”}", "日一 早于 基准日",
      "日一 不早于 日二", "日一 属于 [2024年1月1日，基准日]", "日一 + 1年 晚于 日二", "日二 - 日一 不超过 30天", "评一 + 评二 \(comparator) 4 分",
      "较大者（评一，评二） \(comparator) 2 分", "四舍五入（评三，2 分） \(comparator) 2 分", "绝对值（评三 - 2 分） \(comparator) 1 分",
      "乘方（评一 - 2 分，2） \(comparator) 乘方（1 分，2）", "乘方（率一，3） \(comparator) 12.5%",
      "乘方（数三 / 1 次 - 1，\(pick(["0", "1", "2", "3"]))） \(comparator) 1",
      "计数 录 \(comparator) 1 次", "计数 录 其中（额 高于 1 元 且 时 早于 基准日） = 0 次", "任一 录 的 额 \(comparator) 1 元",
      "所有 录 其中（事 = “东” 或 额 低于 线二 或 事 未填）", "任一 录 其中（额 高于 2 元）", "合计 录 的 额 其中（时 不早于 基准日 - 1年） \(comparator) 2 元",
      "平均 录 的 额 \(comparator) 2 元", "合计 录 的 （额 * 几 / 1 次） \(comparator) 4 元",
      "最大 录 的 几 其中（额 高于 1 元） 无则 数一 \(comparator) 2 次",
      "平均 录 的 （若 有一 则 几 否则 6 次 / (几 / 1 次)） 无则 2 次 \(comparator) 2 次", "最近 录 的 （时 + 1年） 其中（几 高于 1 次） 无则 日二 晚于 日一",
      "任一 录 的 （额 + 1 元） \(comparator) 3 元", "所有 录 的 几 \(comparator) 2 次",
      "最小 录 的 （几 + 计数 录 其中（几 高于 2 次）） \(comparator) 2 次",
      "最大 录 的 额 \(comparator) 1 元", "最近 录 的 时 晚于 日一", "选 包含 甲", "选 包含任一 {甲，丙}", "选 包含全部 {乙，丙}", "数三 已填",
      "己义 不低于 中", "己义 = 档", "辛义（数一） 不低于 2", "辛义（数一 + 数二） = 辛义（数三）", "任一 录 其中（壬义（额） 不低于 2）",
      "癸义（档） 的 甲 不低于 2", "癸义（己义） 的 乙", "庚义 不低于 1", "率一 未填", "字数（街） 不低于 1 字", "录 已填",
    ])
  }

  /// What a gate may ask of results; some of it goes in circles where adjustments look at gates.
  private mutating func aboutResults(isFree: Bool) -> String {
    if isFree { return condition(1, results: true) + (chance(50) ? " 且 丙义" : "") }
    let result = pick([
      "丙义", "丁义", "戊义 不低于 3 分", "总分 \(pick(Self.comparators)) 6 分", "类一 的 得分 低于 3 分", "任一 指标 的 得分率 = 0%",
      "所有 类别 的 得分率 不低于 30%", "非 丙义", "合计 类别 的 失分 低于 5 分",
    ])
    return chance(50) ? result : "（\(result)） \(pick(["且", "或"])) \(condition(1))"
  }

  private mutating func amount() -> String {
    pick([
      "2 分", "3 分", "0 分", "50%", "100%", "评一", "评三", "评一 * 率一", "率一", "4 分 * 率二", "2 分 * 数一 / 1 次", "6 分 / (数二 / 1 次)",
      "若 有一 则 1 分 否则 评二", "较小者（评一，评二）", "1 分 * 计数 录 / 1 次", "1 分 * 合计 录 的 额 / 1 元",
      "1 分 * 最大 录 的 几 无则 1 次 / 1 次", "四舍五入（评三，1 分）", "-评一 + 3 分",
    ])
  }

  // MARK: Clauses

  private mutating func clauses() -> [String] {
    var clauses = ["参数 线 整数 次 \(chance(50) ? "2 次 " : "")范围 1 次 至 3 次", "参数 线二 3 元"]
    if chance(15) { clauses[1] = "参数 线二 5 元 施行 至 2024年12月31日\n参数 线二 3 元 施行 自 2025年1月1日" }
    let hasCohort = chance(60)
    if hasCohort {
      clauses.append(
        "群体 榜 \(pick(["全部", "按 街"]))\n  \(pick(["进一", "舍去", "四舍五入"]))\(chance(25) ? "\n  当 \(condition(1))" : "")\(chance(25) ? "\n  计 企" : "")\(chance(25) ? "\n  最小规模 2" : "")\n  未报 \(pick(["待核实", "不计"]))"
      )
    }
    clauses.append("定义 甲义 为 数一 不低于 1 次 且 （有一 或 数二 = 0 次）")
    clauses.append("定义 乙义 为 占比（数一，数一 + 数二）")
    clauses.append("定义 丙义 为 总分 \(pick(Self.comparators)) 5 分")
    clauses.append("定义 丁义 为 类一 的 得分 不低于 2 分 且 （有一 或 类二 的 得分 高于 1 分）")
    clauses.append("定义 戊义 为 类一 的 得分 + 类二 的 得分")
    clauses.append(
      "定义 己义 选项（差，中，优）由低到高\n  为 优 当 \(pick(["有一", "数一 不低于 1 次", "率一 高于 50%"]))\n  为 \(pick(["中", "档"])) 当 \(pick(["有二", "数三 低于 线", "甲义"]))\n  否则 差"
    )
    clauses.append("定义 庚义 数量\n  表 档，数一\n  行 优，任意：2\n  行 {差，中}，[2 次，]：率二 * 2\n  行 任意，任意：\(pick(["1", "0.5"]))")
    clauses.append("定义 辛义（几 整数 次） 数量\n  为 3 当 几 不低于 2 次\n  为 2 * 率一 当 \(pick(["有一", "几 不低于 1 次"]))\n  否则 0")
    clauses.append("定义 壬义（多 数量 元） 为 若 多 高于 2 元 则 3 否则 1")
    clauses.append("定义 癸义（哪 选项（差，中，优）由低到高）\n  表 哪：甲，乙\n  行 优：3，是\n  行 中：率二 * 3，有一\n  行 差：0，否")
    func compared(_ own: inout WideStandard) -> String {
      let value = own.pick(["评一", "（评二 + 评一）", "率一", "（若 有一 则 评一 否则 评二）"])
      let unit = value.hasPrefix("率一") ? "50%" : "2 分"
      return own.pick([
        "\(value) 位于 榜 前 1 个", "\(value) 位于 榜 前 50%", "\(value) 位于 榜 后 50%", "\(value) 位于 榜 前 1 个 界线 \(unit)",
        "名次（\(value)，榜，前） 不超过 2", "\(value) 不低于 \(own.pick(["群体平均", "群体最高", "群体最低"]))（\(value)，榜）",
        "群体计数（\(value)，榜） 高于 2",
      ])
    }
    for kind in ["原则", "要件", "提醒", "否决"] where chance(60) {
      let asked =
        hasCohort && chance(50) ? compared(&self) : chance(30) ? aboutResults(isFree: kind == "提醒") : condition()
      clauses.append("\(kind) 1 “一”\n  条件 \(asked)")
      if kind != "否决", chance(40) { clauses.append("  不适用 当 \(condition(1))") }
      if chance(20) { clauses.append("  条件 \(condition(1))") }
      if kind != "提醒", Int.random(in: 0..<3, using: &marks) == 0 { clauses.append("  不计分") }
    }
    if chance(25) { clauses.append("参评 当 \(condition(1))") }
    for name in ["类一", "类二"] {
      clauses.append("类别 \(name)\(chance(25) ? "\n  满分 \(pick(["50 分", "线二 * 8 分 / 1 元"]))" : "")\(limits())")
      var number = 0
      for _ in 0..<Int.random(in: 1...2, using: &random) {
        number += 1
        clauses.append(item(number, hasCohort ? compared(&self) : condition(1)))
      }
      if chance(35) {
        clauses.append("分组 组\(limits())")
        number += 1
        clauses.append(item(number, condition(1)))
        number += 1
        clauses.append(item(number, condition(1)))
      }
    }
    for index in 0..<Int.random(in: 0...2, using: &random) { clauses.append(adjustment(index)) }
    if chance(60) {
      let places = chance(isSpare ? 0 : 40) ? pick(["前 1 个", "前 50%", "每 街 前 1 个", "前 50% 每 街，企 前 50%"]) + " " : ""
      clauses.append("等级 “1A级” \(places)当 \(condition(1, results: true))")
      let share = chance(isSpare ? 0 : 25) ? "前 40% " : ""
      clauses.append(
        "等级 乙 \(share)当 总分 不低于 \(pick(["3", "6"])) 分\(chance(40) ? " 且 （\(condition(1, results: true))）" : "")"
      )
      if chance(60) { clauses.append("等级 丙") }
    }
    if chance(50) {
      clauses.append(
        "认定 断一 选项（低，中，高）由低到高\n  为 高 当 \(condition(1, results: true))\n  为 低 当 \(condition(1, results: true))\n  否则 \(pick(["中", "低"]))"
      )
      clauses.append("认定 断二 数量 天\n  为 30 天 当 断一 = 高\n  为 10 天 * 数一 / 1 次 当 \(condition(1))\n  否则 1 天 * 总分 / 1 分")
      if chance(50) { clauses.append("认定 断三 为 \(pick(["断二 不低于 20 天", "基准日 + 断二", "丙义", "类一 的 得分 / (数二 / 1 次)"]))") }
    }
    if chance(60) {
      clauses.append("排序 \(pick(["总分 由高到低", "总分 由低到高", "类一 的 得分 由高到低"]))，\(pick(["数三 由高到低", "档 由高到低", "日一 由低到高"]))")
    }
    clauses.append(
      pick(["推荐 前 1 个", "推荐 前 50%", "推荐 每 街 前 1 个", "推荐 每 街，企 前 1 个", "推荐 前 2 个 每 街 前 50%"])
        + (chance(40) ? " 当 \(condition(1, results: true))" : ""))
    return clauses
  }

  private mutating func limits() -> String {
    (chance(20) ? "\n  舍入 至 1 分" : "") + (chance(20) ? "\n  封顶 \(pick(["3 分", "评一 + 2 分", "80%"]))" : "")
      + (chance(15) ? "\n  保底 \(pick(["1 分", "评二"]))" : "")
      + (chance(20) ? "\n  最低 \(pick(["50%", "2 分", "评一", "1 分 / (数二 / 1 次)"]))" : "")
  }

  private mutating func item(_ number: Int, _ asked: String) -> String {
    var lines = ["指标 \(number) “项”"]
    if chance(15) { lines.append("  基线 \(pick(["1 分", "50%", "2 分"]))") }
    if chance(35) { lines.append("  不适用 当 \(condition(1)) \(pick(["分摊", "满分", "零分"]))") }
    if chance(35) { lines.append("  条件 \(asked)") }
    switch Int.random(in: 0...7, using: &random) {
    case 0: lines.append("  条件 \(condition())")
    case 1, 2, 3:
      for _ in 0..<Int.random(in: 1...3, using: &random) { lines.append("  得分 \(amount()) 当 \(condition(1))") }
      if chance(60) { lines.append("  否则 \(amount())") }
    case 4: lines.append("  评分 \(pick(["评一", "评三", "评二 + 1 分"]))")
    case 5: lines.append("  插值 \(pick(["率一", "乙义"]))（0%：0 分，50%：2 分，80%：1 分，100%：4 分）")
    case 6: lines.append("  表 档，数三\n  行 优，任意：100%\n  行 中，[2 次，]：50%\n  行 {差，中}，1 次：评一\n  行 任意，未填：1 分")
    default: lines.append("  得分 \(amount())")
    }
    // What is counted from full points may go on from there.
    if chance(40), lines.count > 1 { lines.append(contentsOf: steps()) }
    return lines.joined(separator: "\n") + limits()
  }

  private mutating func steps() -> [String] {
    (0..<Int.random(in: 1...3, using: &random)).map { _ in
      "  "
        + pick([
          "加计 1 分 按 数一 每 1 次", "扣减 2 分 按 数三 每 2 次 进一", "加计 评二", "扣减 10%", "乘以 率一", "乘以 150%",
          "扣减 1 分 按 数一 每 1 次 * 数二 / 1 次", "加计 0.5 分 按 数三 每 2 次 四舍五入", "扣减 1 分 按 数三 每 1 次 最多 1.5 分",
          "加计 1 分 按 数一 每 2 次 按比例 最多 评一", "加计 评二 最多 60%", "扣减 评一 属于 [1 分，3 分]", "加计 评三 属于 (0 分，评二] 按 数一 每 1 次",
        ]) + (chance(40) ? " 当 \(condition(1))" : "")
    }
  }

  private mutating func adjustment(_ index: Int) -> String {
    let asked = chance(60) ? "\n  条件 \(condition(1, results: true))" : ""
    switch Int.random(in: 0...2, using: &random) {
    case 0:
      return "加分 红\(index) 2 分" + asked + (chance(40) ? "\n  得分 \(amount())" : "") + (asked.isEmpty ? "\n  条件 有一" : "")
    case 1:
      return "扣分 黑\(index) 2 分" + asked + "\n  加计 1 分 按 数一 每 1 次"
        + (chance(40) ? "\n  不适用 当 \(condition(1))" : "")
    default:
      let moves = (0..<Int.random(in: 1...3, using: &random)).map { _ in
        "  "
          + pick(["乘以 90%", "乘以 率一", "扣减 1 分 按 数一 每 1 次", "加计 评一", "封顶 10 分", "保底 2 分", "舍入 至 2 分", "乘以 1 次 / 数二"])
      }
      return "调整 折\(index)" + asked + "\n"
        + moves.map { move in
          chance(30) && !["舍入", "封顶", "保底"].contains(where: move.contains)
            ? move + " 当 \(condition(1, results: true))" : move
        }.joined(separator: "\n")
    }
  }
}
