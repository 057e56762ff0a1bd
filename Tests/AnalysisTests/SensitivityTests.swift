import Analysis
import Evaluation
import Model
import Quantities
import TestSupport
import Testing

/// How much a selection depends on weights, held against standards written with other weights.
@Suite struct SensitivityTests {
  /// A cohort of one standard: categories scored by rates, so that any weights can be written down.
  private struct Cohort {
    let weights: [Rational]
    let rates: [[Int]]
    let bonuses: [Int]
    let streets: [Int]
    let ending: String

    init(_ random: inout SeededGenerator, ending: String) {
      let categories = Int.random(in: 2...4, using: &random)
      let parts = (0..<categories).map { _ in Int.random(in: 1...5, using: &random) }
      let sum = parts.reduce(0, +)
      weights = parts.map { (try? Rational($0, over: sum)) ?? .zero }
      let count = Int.random(in: 3...9, using: &random)
      rates = (0..<count).map { _ in (0..<categories).map { _ in Int.random(in: 0...5, using: &random) } }
      bonuses = (0..<count).map { _ in Int.random(in: 0...1, using: &random) }
      streets = (0..<count).map { _ in Int.random(in: 0...1, using: &random) }
      self.ending = ending
    }

    func rules(_ weights: [Rational]) throws -> String {
      var text = "标准 例\n事实 名 文本\n事实 街道 文本\n事实 红榜 是否\n对象 名\n"
      for index in weights.indices { text += "事实 率\(index) 百分比\n" }
      for (index, weight) in weights.enumerated() {
        let points = try weight.multiplied(by: Rational(100))
        text += "类别 类\(index) 分值 \(points.numerator)/\(points.denominator) 分\n指标 1 “甲”\n得分 率\(index)\n"
      }
      return text + "加分 奖 2 分\n条件 红榜\n" + ending + "\n"
    }

    var sheets: [String] {
      rates.indices.map { index in
        "名：第\(index)\n街道：\(streets[index])\n红榜：\(bonuses[index] == 1 ? "是" : "否")\n"
          + rates[index].enumerated().map { "率\($0.offset)：\($0.element * 20)%\n" }.joined()
      }
    }

    func outcome(_ weights: [Rational]) throws -> Outcome { judge(try standard(try rules(weights)), sheets) }

    /// Weights with one of them moved, the others in proportion.
    func moved(_ category: Int, to weight: Rational) throws -> [Rational] {
      let rest = try Rational.one.subtracting(weight).divided(by: try Rational.one.subtracting(weights[category]))
      return try weights.enumerated().map { try $0.offset == category ? weight : $0.element.multiplied(by: rest) }
    }
  }

  private static let endings = [
    "推荐 前 1", "推荐 前 3", "推荐 前 50%", "推荐 每 街道 前 1", "推荐 前 2 每 街道 前 1", "推荐 前 2 每 街道 前 2",
    "推荐 前 2 当 总分 不低于 50 分", "排序 总分 由高到低，率0 由高到低\n推荐 前 2", "排序 率0 由高到低，总分 由高到低\n推荐 前 2",
    "排序 总分 由低到高\n推荐 前 2", "排序 类0 的 得分 由高到低，总分 由高到低\n推荐 前 2", "推荐 前 2 当 类0 的 得分率 不低于 0%",
  ]

  private static let gradings = [
    "等级 优 当 总分 不低于 60 分\n等级 良 当 总分 高于 40 分\n等级 差", "等级 优 当 总分 属于 [50 分，70 分)\n等级 良 当 率0 不低于 40%",
    "等级 优 当 总分 不低于 55 分 且 类0 的 得分率 不低于 60%\n等级 良 当 非 （总分 低于 30 分 或 红榜）",
    "原则 1 “红”\n条件 非 红榜\n等级 优 当 有资格 且 总分 不低于 50 分\n等级 良 当 总分 不低于 50 分\n等级 差",
    "原则 1 “红”\n条件 非 红榜\n不计分\n等级 优 当 总分 不低于 50 分", "等级 优 前 2 当 总分 不低于 40 分\n等级 良",
    "等级 优 前 1\n等级 良 前 2 当 总分 不低于 30 分\n等级 中 前 50%\n等级 差",
    "原则 1 “红”\n条件 非 红榜\n等级 优 每 街道 前 1 当 总分 不低于 30 分\n等级 良 前 3 每 街道 前 2 当 率1 不低于 20%",
    "排序 率0 由高到低\n等级 优 前 2\n等级 良 前 2 当 总分 不低于 50 分", "排序 总分 由低到高\n等级 优 前 2\n等级 良 当 总分 低于 60 分",
  ]

  /// What everybody gets, by name.
  private static func awards(_ outcome: Outcome) -> [String: [Int?]] {
    outcome.results.reduce(into: [:]) { $0[outcome.sheet($1).name] = $1.grades.isEmpty ? [nil] : $1.grades }
  }

  private static func grades(_ award: Award) -> [Int?] { if case .grade(let grades) = award { grades } else { [] } }

  /// Where a standard only has grades, these are followed: as they are, up to each place of change, and in each draw.
  @Test(arguments: gradings) func gradesAreThoseOfTheEvaluation(_ ending: String) throws {
    var random = SeededGenerator(seed: 7)
    let nearby = try Rational(1, over: 1_000_000_000)
    for _ in 0..<5 {
      let cohort = Cohort(&random, ending: ending)
      let base = try cohort.outcome(cohort.weights)
      let wanted = Self.awards(base)
      let sensitivity = try Self.sensitivity(base)
      #expect(sensitivity.communities.count == base.results.filter { $0.total != .unscored }.count)
      for community in sensitivity.communities {
        #expect(Self.grades(community.award) == wanted[community.name], "\(ending) \(community.name)")
        #expect(community.awards.values.reduce(0, +) == 20)
      }
      for range in sensitivity.weights {
        for (tipping, sign) in [(range.down, -1), (range.up, 1)] {
          func at(_ weight: Rational) throws -> [String: [Int?]] {
            Self.awards(try cohort.outcome(try cohort.moved(range.category, to: weight)))
          }
          let edge = tipping?.weight ?? (sign > 0 ? .one : .zero)
          for step in 1..<4 {
            let share = try Rational(step, over: 4)
            let weight = try range.weight.adding(try edge.subtracting(range.weight).multiplied(by: share))
            if weight != edge { #expect(try at(weight) == wanted, "\(ending) \(weight.exactText)") }
          }
          guard let tipping else { continue }
          let step = sign > 0 ? nearby : nearby.negated
          let beyond = try at(try edge.adding(step))
          let changed = beyond == wanted ? try at(edge) : beyond
          #expect(changed != wanted)
          if tipping.weight != range.weight { #expect((try at(edge) != wanted) == tipping.isAtValue) }
          let moves = Dictionary(uniqueKeysWithValues: tipping.turnover.moves.map { ($0.name, $0.to) })
          #expect(moves == changed.filter { wanted[$0.key] != $0.value }, "\(ending)")
        }
      }
    }
  }

  private static func statuses(_ outcome: Outcome) -> [String: SelectionStatus] {
    outcome.results.reduce(into: [:]) { $0[outcome.sheet($1).name] = $1.selection }
  }

  private static func sensitivity(_ outcome: Outcome, draws: Int = 20, seed: UInt64 = 1) throws -> Sensitivity {
    var settings = Sensitivity.Settings()
    settings.draws = draws
    settings.seed = seed
    return try Sensitivity(outcome, settings)
  }

  @Test(arguments: endings) func theBaseSelectionIsThatOfTheEvaluation(_ ending: String) throws {
    var random = SeededGenerator(seed: 5)
    for _ in 0..<12 {
      let cohort = Cohort(&random, ending: ending)
      let outcome = try cohort.outcome(cohort.weights)
      let wanted = Self.statuses(outcome)
      for community in try Self.sensitivity(outcome).communities {
        #expect(community.status == wanted[community.name], "\(ending) \(community.name)")
        #expect(.finite(community.total) == (try outcome.result(community.name)).total.least)
      }
    }
  }

  /// Up to the tipping value the selection is what it was, at it or just beyond it is another, and the names are those
  /// whose standing differs.
  @Test(arguments: endings) func tippingValuesAreExact(_ ending: String) throws {
    var random = SeededGenerator(seed: 11)
    let nearby = try Rational(1, over: 1_000_000_000)
    var tippings = 0
    for _ in 0..<4 {
      let cohort = Cohort(&random, ending: ending)
      let base = try cohort.outcome(cohort.weights)
      let wanted = Self.statuses(base)
      let ranges = try Self.sensitivity(base).weights
      #expect(ranges.count == cohort.weights.count)
      for range in ranges {
        for (tipping, sign) in [(range.down, -1), (range.up, 1)] {
          func at(_ weight: Rational) throws -> [String: SelectionStatus] {
            Self.statuses(try cohort.outcome(try cohort.moved(range.category, to: weight)))
          }
          let edge = tipping?.weight ?? (sign > 0 ? .one : .zero)
          for step in 1..<6 {
            let share = try Rational(step, over: 6)
            let weight = try range.weight.adding(try edge.subtracting(range.weight).multiplied(by: share))
            if weight != edge { #expect(try at(weight) == wanted, "\(ending) \(weight.exactText)") }
          }
          guard let tipping else { continue }
          tippings += 1
          let step = sign > 0 ? nearby : nearby.negated
          if tipping.weight != range.weight {
            #expect(try at(try edge.subtracting(step)) == wanted)
            #expect((try at(edge) != wanted) == tipping.isAtValue)
          }
          let beyond = try at(try edge.adding(step))
          let changed = beyond == wanted ? try at(edge) : beyond
          #expect(changed != wanted)
          #expect(
            Set(tipping.turnover.enters) == Set(changed.filter { $0.value == .yes && wanted[$0.key] != .yes }.keys))
          let dropped = changed.filter { $0.value == .no && (wanted[$0.key] == .tied || wanted[$0.key] == .open) }
          #expect(Set(tipping.turnover.dropped) == Set(dropped.keys))
          #expect(
            Set(tipping.turnover.leaves) == Set(wanted.filter { $0.value == .yes && changed[$0.key] != .yes }.keys))
        }
      }
    }
    #expect(tippings > 0 || ending.hasPrefix("排序 率0") || ending.hasPrefix("排序 类0"))
  }

  /// By hand: 甲 has 60 and 0, 乙 0 and 40 of 60 and 40. They are level where both weigh the same.
  @Test func byHand() throws {
    let text = """
      标准 例
      事实 名 文本
      事实 一 是否
      事实 二 是否
      对象 名
      类别 先 分值 60%
        指标 1 “一”
          条件 一
      类别 次 分值 40%
        指标 1 “二”
          条件 二
      推荐 前 1
      """
    let outcome = judge(try standard(text), ["名：甲\n一：是\n二：否", "名：乙\n一：否\n二：是"])
    let sensitivity = try Self.sensitivity(outcome, draws: 1_000)
    let half = try Rational(1, over: 2)
    let first = try #require(sensitivity.weights.first)
    #expect(first.up == nil)
    let down = try #require(first.down)
    #expect(down.weight == half && down.isAtValue && down.turnover.enters == ["乙"] && down.turnover.leaves == ["甲"])
    #expect(sensitivity.weights[1].up?.weight == half && sensitivity.weights[1].down == nil)
    #expect(sensitivity.commonPoints == .zero && sensitivity.commonItems.isEmpty)
    // Weights within a fifth of 60 and 40: 甲 loses where its factor is below 2/3 of the other's: 48 to 48 at most.
    #expect(sensitivity.communities.map(\.selected) == [1_000, 0])
    #expect(sensitivity.communities.map(\.ranks) == [1...1, 2...2])
  }

  /// The draws are those of the seed, and each is what the standard with those weights gives.
  @Test func drawsAreWhatTheStandardGives() throws {
    var random = SeededGenerator(seed: 23)
    let cohort = Cohort(&random, ending: "推荐 前 2 每 街道 前 2")
    let outcome = try cohort.outcome(cohort.weights)
    let draws = 40
    let sensitivity = try Self.sensitivity(outcome, draws: draws, seed: 99)
    #expect(
      sensitivity.communities.map(\.selected)
        == (try Self.sensitivity(outcome, draws: draws, seed: 99)).communities.map(\.selected))
    var numbers = SeededGenerator(seed: 99)
    var selected: [String: Int] = [:]
    for _ in 0..<draws {
      let factors = cohort.weights.map { weight -> Int in
        let unit = Double(numbers.next() >> 11) * 0x1p-53
        return Int(weight.approximate * (0.8 + 0.4 * unit) * 1e9)
      }
      let sum = factors.reduce(0, +)
      let weights = try factors.map { try Rational($0, over: sum) }
      for (name, status) in Self.statuses(try cohort.outcome(weights)) where status == .yes {
        selected[name, default: 0] += 1
      }
    }
    for community in sensitivity.communities {
      #expect(community.selected == selected[community.name] ?? 0, "\(community.name)")
    }
  }

  private static func problem(_ text: String, _ sheets: [String]) throws -> String? {
    let outcome = judge(try standard(text), sheets)
    do {
      return try sensitivity(outcome).weightsProblem?.code
    } catch let problem as SensitivityProblem {
      return problem.code
    }
  }

  /// What re-weighing cannot follow is said, not guessed.
  @Test func refusals() throws {
    func text(_ ending: String, total: String = "100 分") -> String {
      """
      标准 例
        总分 \(total)
      事实 名 文本
      事实 甲 是否
      事实 乙 是否
      对象 名
      类别 一 分值 60 分
        指标 1 “甲”
          条件 甲
      类别 二 分值 40 分
        指标 1 “乙”
          不适用 当 乙 未填
          条件 乙
      """ + "\n" + ending
    }
    let sheets = ["名：东\n甲：是\n乙：否", "名：西\n甲：否\n乙：是"]
    #expect(try Self.problem(text(""), sheets) == "A101")
    #expect(try Self.problem(text("参数 名额 整数 个\n推荐 前 名额"), sheets) == "A102")
    #expect(try Self.problem(text("参数 名额 整数 个\n等级 甲 前 名额\n等级 乙"), sheets) == "A102")
    #expect(try Self.problem(text("等级 甲 当 一 的 得分 高于 3 分"), sheets) == "A105")
    #expect(try Self.problem(text("参评 当 甲 且 乙\n等级 甲 当 总分 高于 3 分"), sheets) == "A110")
    #expect(try Self.problem(text("推荐 前 1", total: "不限"), sheets) == "A103")
    #expect(try Self.problem(text("调整 系数\n乘以 105% 当 甲\n推荐 前 1"), sheets) == "A104")
    #expect(try Self.problem(text("加分 奖 1 分\n条件 一 的 得分 高于 30 分\n推荐 前 1"), sheets) == "A105")
    #expect(try Self.problem(text("排序 总分 + 一 的 得分 由高到低\n推荐 前 1"), sheets) == "A105")
    #expect(try Self.problem(text("推荐 前 1 当 一 的 得分 高于 3 分"), sheets) == "A105")
    #expect(try Self.problem(text("原则 1 “无”\n条件 甲 且 乙\n推荐 前 1"), sheets) == "A106")
    #expect(try Self.problem(text("推荐 前 1"), sheets) == nil)
    #expect(try Self.problem(text("推荐 前 1").replacing("总分 100 分", with: "总分 100 分\n舍入 至 1 分"), sheets) == "A111")
    #expect(try Self.problem(text("推荐 前 1"), ["名：南\n甲：是", sheets[0]]) == "A112")
    // A bonus that depends on a rate is the same under all weights.
    #expect(try Self.problem(text("加分 奖 1 分\n条件 一 的 得分率 高于 30%\n推荐 前 1"), sheets) == nil)
    var settings = Sensitivity.Settings()
    settings.draws = 1_000_000_000
    #expect(throws: SensitivityProblem.self) {
      try Sensitivity(judge(try standard(text("推荐 前 1")), sheets), settings)
    }
  }

  /// A rounded total is drawn as it is rounded.
  @Test func roundedTotalsAreDrawn() throws {
    var random = SeededGenerator(seed: 31)
    let cohort = Cohort(&random, ending: "推荐 前 2")
    let text = try cohort.rules(cohort.weights).replacing("标准 例\n", with: "标准 例\n舍入 舍去 至 10 分\n")
    let sensitivity = try Self.sensitivity(judge(try standard(text), cohort.sheets), draws: 200)
    #expect(sensitivity.weightsProblem?.code == "A111" && sensitivity.weights.isEmpty)
    #expect(sensitivity.communities.contains { $0.tied > 0 })
  }

  /// With one category there is nothing to move, and equals stay tied.
  @Test func oneCategory() throws {
    let only = try Self.sensitivity(
      judge(try standard("标准 例\n事实 名 文本\n对象 名\n类别 一\n指标 1 “甲”\n条件 名 已填\n推荐 前 1"), ["名：甲", "名：乙"]),
      draws: 5)
    #expect(only.weights.map(\.weight) == [.one] && only.weights[0].up == nil)
    #expect(only.communities.map(\.status) == [.tied, .tied] && only.communities.map(\.tied) == [5, 5])
    #expect(only.commonItems.count == 1 && only.commonPoints == Rational(100))
  }
}
