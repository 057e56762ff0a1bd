import Analysis
import Evaluation
import Model
import Quantities
import Sheets
import TestSupport
import Testing

/// The smallest sets of changes, held against trying everything.
@Suite struct PathSearchTests {
  /// Every value that a fact can take; the generated standards keep to small ranges.
  private static func domain(_ fact: Fact) -> [Value] {
    switch fact.type {
    case .truth: [.truth(true), .truth(false)]
    case .choice(let options, _): options.indices.map { .choice($0) }
    case .choices(let options): (0..<UInt64(1 << options.count)).map { .choices($0) }
    case .number: (0...4).map { .number(Rational($0)) }
    default: []
    }
  }

  /// Grades as they are tried, and which are better than others for certain.
  private struct Ladder {
    let clauses: String
    var better: [Int: Set<Int>] = [:]

    /// Only where nothing but the total counts is one grade better than another.
    static let all = [
      Ladder(clauses: "等级 优 当 总分 不低于 15 分 且 有资格\n等级 差\n"),
      Ladder(clauses: "等级 优 当 总分 不低于 15 分 且 所有 类别 的 得分率 不低于 50%\n等级 差\n"),
      Ladder(clauses: "等级 缺 当 非 甲\n等级 优 当 总分 不低于 9 分\n等级 中\n"),
      Ladder(clauses: "等级 差 当 总分 低于 8 分 或 水平 = 差\n等级 优 当 水平 不低于 良\n等级 中 当 次数 不少于 2 次\n"),
      Ladder(
        clauses: "等级 良 当 总分 属于 [8 分，12 分)\n等级 优 当 总分 不低于 12 分\n等级 差\n", better: [0: [1], 2: [0, 1]]),
      Ladder(clauses: "等级 差 当 总分 低于 6 分\n等级 中 当 总分 不高于 11 分\n等级 好\n", better: [0: [1, 2], 1: [2]]),
      Ladder(clauses: "等级 优 前 1\n等级 良 前 2 当 总分 不低于 6 分\n等级 差\n"),
      Ladder(clauses: "等级 优 前 50% 当 总分 不低于 9 分 且 非 甲\n等级 良\n"),
      Ladder(clauses: "等级 优 当 总分 不低于 线\n等级 良 当 总分 高于 6 分\n", better: [1: [0]]),
    ]
  }

  private static func reaches(_ goal: Goal, _ outcome: Outcome, _ name: String, _ ladder: Ladder) -> Bool {
    guard let own = outcome.results.first(where: { outcome.sheet($0).name == name }), own.entrant == .yes else {
      return false
    }
    switch goal {
    case .selected: return own.selection == .yes
    case .rank(let rank): return own.eligible == .yes && (own.rank ?? .max) <= rank
    case .grade(let grade):
      let accepted = Set([grade]).union(ladder.better[grade] ?? [])
      return !own.grades.isEmpty && own.grades.allSatisfy { $0.map(accepted.contains) ?? false }
    case .total(let total): return own.total.isScored == .yes && own.total.least >= .finite(total)
    case .eligible: return own.eligible == .yes
    }
  }

  private static func judged(_ outcome: Outcome, _ name: String, _ changes: [Int: Value]) -> Outcome {
    let sheets = outcome.table.sheets.map { sheet -> Sheet in
      guard sheet.name == name else { return sheet }
      var cells = sheet.cells
      for (fact, value) in changes { cells[fact] = .value(value) }
      return sheet.with(cells)
    }
    let table = Table(schema: outcome.table.schema, sheets: sheets, refused: [])
    return Evaluation.outcome(of: outcome.standard, table)
  }

  /// Sets of up to `limit` facts that take least of those that reach the goal, none of them part of another.
  private static func exhaustive(
    _ outcome: Outcome, _ name: String, _ goal: Goal, _ ladder: Ladder, limit: Int
  ) -> Set<Set<Int>> {
    let facts = outcome.standard.facts.enumerated().filter {
      !$0.element.isFixed && !$0.element.isAssessed && !domain($0.element).isEmpty
    }
    let sets = facts.map(\.offset).reduce(into: [[Int]()]) { sets, fact in sets += sets.map { $0 + [fact] } }
      .filter { !$0.isEmpty && $0.count <= limit }
    func reaches(_ chosen: ArraySlice<Int>, _ changes: [Int: Value]) -> Bool {
      guard let fact = chosen.first else { return Self.reaches(goal, judged(outcome, name, changes), name, ladder) }
      let stated = outcome.table.sheets.first { $0.name == name }?.cells[fact]
      return domain(outcome.standard.facts[fact]).contains { value in
        .value(value) != stated && reaches(chosen.dropFirst(), changes.merging([fact: value]) { $1 })
      }
    }
    var found: [Set<Int>] = []
    var least: Effort?
    for (effort, set) in sets.map({ (Self.effort($0, outcome.standard), $0) }).sorted(by: {
      ($0.0, $0.1.count) < ($1.0, $1.1.count)
    }) {
      if let least, effort > least { break }
      if found.contains(where: { $0.isSubset(of: set) }) || !reaches(set[...], [:]) { continue }
      found.append(Set(set))
      least = effort
    }
    return Set(found)
  }

  private static func effort(_ facts: some Sequence<Int>, _ standard: Standard) -> Effort {
    facts.map { standard.facts[$0].effort }.sum
  }

  // MARK: Generated standards

  private struct Maker {
    var random: SeededGenerator

    mutating func pick(_ texts: [String]) -> String { texts.randomElement(using: &random) ?? "" }
    mutating func chance(_ part: Int, of whole: Int) -> Bool { Int.random(in: 0..<whole, using: &random) < part }

    mutating func condition(_ depth: Int) -> String {
      if depth > 0, chance(2, of: 5) {
        let word = pick([" 且 ", " 或 "])
        return "（" + condition(depth - 1) + word + condition(depth - 1) + "）"
      }
      if depth > 0, chance(1, of: 8) { return "（非 " + condition(depth - 1) + "）" }
      if depth > 0, chance(1, of: 10) {
        return "（若 " + condition(0) + " 则 " + condition(0) + " 否则 " + condition(0) + "）"
      }
      let (k, j) = (Int.random(in: 0...4, using: &random), Int.random(in: 1...7, using: &random))
      return pick([
        "甲", "乙", "丙", "非 甲", "非 乙", "非 丙", "次数 不少于 \(k) 次", "次数 少于 \(max(1, k)) 次", "件数 不超过 \(k) 件",
        "件数 超过 \(min(3, k)) 件", "次数 属于 [\(k) 次，\(min(4, k + 1)) 次]", "次数 = \(k) 次", "水平 不低于 中", "水平 = 良", "水平 不等于 差",
        "水平 属于 {差，良}", "项目 包含 一", "项目 包含全部 {一，三}", "项目 包含任一 {二，三}", "计数 项目 不少于 2 项", "非 项目 包含 二",
        "次数 已填", "次数 * 1 件 / 1 次 + 件数 不少于 \(j) 件", "次数 * 1 件 / 1 次 不少于 件数", "次数 位于 各家 前 1 个",
        "件数 位于 各家 后 2 个", "倍数 不少于 \(j) 次",
      ])
    }

    mutating func item(_ index: Int) -> String {
      var text = "  指标 \(index) “项”\n"
      if chance(1, of: 5) { text += "    不适用 当 \(condition(0)) \(pick(["分摊", "满分", "零分"]))\n" }
      switch Int.random(in: 0..<7, using: &random) {
      case 0: text += "    得分 100% 当 \(condition(1))\n    得分 50% 当 \(condition(0))\n    否则 0%\n"
      case 1: text += "    扣减 1 分 按 件数 每 1 件\n"
      case 2: text += "    加计 1 分 按 次数 每 1 次\n"
      case 3: text += "    插值 次数（0 次：0 分，3 次：2 分）\n"
      case 4: text += "    表 水平\n    行 良：100%\n    行 中：60%\n    行 差：0%\n"
      default: text += "    条件 \(condition(1))\n"
      }
      return text
    }

    /// A standard with clauses about results, which see what there is of these when their turn comes.
    mutating func standardOfResults(_ ladder: Ladder) -> String {
      let line = Int.random(in: 4...14, using: &random)
      let kinds = [
        "总分 不低于 \(line) 分", "总分 低于 \(line) 分", "总分 不低于 \(line) 分 且 \(condition(0))", "一 的 得分率 不低于 50%",
        "二 的 得分 不低于 4 分",
      ]
      var clauses: [String] = []
      for index in 0..<Int.random(in: 1...2, using: &random) {
        clauses.append(
          pick([
            "加分 果\(index) 3 分\n  条件 \(pick(kinds))\n", "扣分 果\(index) 3 分\n  条件 \(pick(kinds))\n",
            "调整 果\(index)\n  加计 2 分 当 \(pick(kinds))\n", "加分 果\(index) 4 分\n  得分 100% 当 \(pick(kinds))\n  否则 25%\n",
          ]))
      }
      let behind = chance(1, of: 2) ? "加分 末 2 分\n  条件 \(condition(0))\n" : ""
      return standard(ladder).replacing("参数 线", with: clauses.joined() + behind + "参数 线", maxReplacements: 1)
    }

    /// A standard with what changes take put beside some of its facts.
    mutating func standardOfEffort(_ ladder: Ladder) -> String {
      standard(ladder).split(separator: "\n", omittingEmptySubsequences: false).map { line in
        let isEasy = !line.hasPrefix("事实") || chance(1, of: 3)
        return line + (isEasy ? "" : " 工作量 " + pick(["0", "0.5", "2", "3", "3", "7"]))
      }.joined(separator: "\n")
    }

    mutating func standard(_ ladder: Ladder) -> String {
      let fixed = Int.random(in: 0..<9, using: &random)
      let word = chance(1, of: 3) ? " 他人评定" : " 不可改"
      func mark(_ index: Int) -> String { index == fixed ? word : "" }
      var text = """
        标准 例
          总分 20 分
        事实 名 文本
        事实 甲 是否\(mark(0))
        事实 乙 是否\(mark(1))
        事实 丙 是否
        事实 次数 整数 次 范围 0 次 至 4 次\(mark(2))
        事实 件数 整数 件 范围 0 件 至 4 件
        事实 水平 选项（差，中，良）由低到高\(mark(3))
        事实 项目 多选（一，二，三）
        对象 名
        群体 各家 全部
        定义 倍数 为 次数 * 2

        """
      for index in 0..<Int.random(in: 0...2, using: &random) { text += "原则 \(index) “门”\n  条件 \(condition(2))\n" }
      if chance(1, of: 4) { text += "否决 1 “否”\n  条件 \(condition(1))\n" }
      text += "类别 一 分值 12 分\n" + (chance(1, of: 4) ? "  最低 4 分\n" : "")
      for index in 0..<3 { text += item(index) }
      text += "类别 二\n"
      for index in 0..<2 { text += item(index) }
      if chance(1, of: 3) { text += "加分 奖 1 分\n  条件 \(condition(1))\n" }
      if chance(1, of: 3) { text += "扣分 罚 2 分\n  条件 \(condition(0))\n" }
      if chance(1, of: 5) { text += "调整 系数\n  乘以 110% 当 \(condition(0))\n" }
      text += "参数 线 13 分\n" + ladder.clauses
      text += pick(["排序 总分 由高到低\n", "排序 总分 由高到低，次数 由高到低\n"])
      return text + "推荐 前 \(Int.random(in: 1...2, using: &random)) 个 当 有资格\n"
    }

    mutating func sheet(_ name: String) -> String {
      var text = "名：\(name)\n"
      for fact in ["甲", "乙", "丙"] where !chance(1, of: 8) { text += "\(fact)：\(pick(["是", "否"]))\n" }
      for fact in ["次数", "件数"] where !chance(1, of: 8) { text += "\(fact)：\(Int.random(in: 0...4, using: &random))\n" }
      if !chance(1, of: 8) { text += "水平：\(pick(["差", "中", "良"]))\n" }
      return text + "项目：\(pick(["无", "一", "二", "三", "一、二", "一、二、三", ""]))\n"
    }
  }

  private static func goal(_ seed: Int, _ standard: Standard) -> Goal {
    switch seed % 12 {
    case 0, 3, 6: .selected
    case 4, 8: .rank(1)
    case 5: .total(Rational(8 + seed % 7))
    case 11: .eligible
    default: .grade(seed % standard.grades.count)
    }
  }

  @Test(arguments: 0..<Cases.count(60)) func setsAreTheSmallest(_ seed: Int) throws {
    var maker = Maker(random: SeededGenerator(seed: UInt64(seed)))
    let ladder = Ladder.all[seed % Ladder.all.count]
    try Self.compare(maker.standard(ladder), &maker, ladder, seed, limit: 3)
  }

  /// The last seed has a set that only what a clause sees before the end leads to.
  @Test(arguments: Array(0..<Cases.count(40)) + [159]) func setsAreTheSmallestAboutResults(_ seed: Int) throws {
    var maker = Maker(random: SeededGenerator(seed: UInt64(seed)))
    let ladder = Ladder.all[seed % Ladder.all.count]
    try Self.compare(maker.standardOfResults(ladder), &maker, ladder, seed, limit: 3)
  }

  @Test(arguments: 0..<Cases.count(60)) func setsTakeLeast(_ seed: Int) throws {
    var maker = Maker(random: SeededGenerator(seed: UInt64(seed)))
    let ladder = Ladder.all[seed % Ladder.all.count]
    try Self.compare(maker.standardOfEffort(ladder), &maker, ladder, seed, limit: 4)
  }

  private static func compare(_ text: String, _ maker: inout Maker, _ ladder: Ladder, _ seed: Int, limit: Int) throws {
    let standard = try standard(text)
    let sheets = ["己", "庚", "辛", "壬"].map { maker.sheet($0) }
    let outcome = judge(standard, sheets)
    let goal = Self.goal(seed, standard)
    let finding = PathSearch.find(outcome, try outcome.result("己"), goal)
    let wanted = Self.exhaustive(outcome, "己", goal, ladder, limit: limit)
    let context = Comment(rawValue: "seed \(seed)\n\(text)\n\(sheets.joined(separator: "\n"))")
    switch finding.conclusion {
    case .already: #expect(Self.reaches(goal, outcome, "己", ladder), context)
    case .blocked, .none: #expect(wanted.isEmpty || finding.mayWantLess, "\(context) \(wanted)")
    case .found(let found):
      let paths = found.paths
      let effort = Self.effort(paths.first?.steps.map(\.fact) ?? [], standard)
      for path in paths {
        let changes = Dictionary(uniqueKeysWithValues: path.steps.map { ($0.fact, $0.to) })
        #expect(Self.reaches(goal, Self.judged(outcome, "己", changes), "己", ladder), context)
        #expect(changes.count == path.steps.count && Self.effort(changes.keys, standard) == effort, context)
        #expect(
          path.steps.allSatisfy { !standard.facts[$0.fact].isFixed && !standard.facts[$0.fact].isAssessed }, context)
      }
      #expect(found.isLeast, context)
      if finding.mayWantLess { return }
      let sets = Set(paths.map { Set($0.steps.map(\.fact)) })
      if let best = wanted.first {
        #expect(effort <= Self.effort(best, standard), "\(context) \(sets) \(wanted)")
        let small = sets.filter { $0.count <= limit }
        if found.more == 0, effort == Self.effort(best, standard) {
          #expect(small == wanted, "\(context) \(small.subtracting(wanted)) \(wanted.subtracting(small))")
        } else {
          #expect(effort == Self.effort(best, standard) || small.isEmpty, "\(context) \(sets) \(wanted)")
        }
      } else {
        #expect(sets.allSatisfy { $0.count > limit }, context)
      }
    }
  }

  /// An adjustment that asks for the total of which it is a part itself.
  @Test func anAdjustmentThatAsksForTheTotal() throws {
    let standard = try standard(
      """
      标准 例
        总分 100 分
      事实 名 文本
      事实 分 数量 分 范围 0 分 至 100 分
      对象 名
      类别 一
        指标 1 “一”
          评分 分
      调整 尾
        加计 1 分 当 总分 高于 90 分
      调整 折
        乘以 90% 当 总分 低于 50 分
      """)
    let outcome = judge(standard, ["名：甲\n分：70", "名：乙"])
    let finding = PathSearch.find(outcome, try outcome.result("乙"), .rank(1))
    guard case .found(let found) = finding.conclusion else {
      Issue.record("\(finding.conclusion)")
      return
    }
    #expect(found.paths.first?.steps.map(\.fact) == [1])
  }
}
