import Evaluation
import Model
import Quantities
import TestSupport
import Testing

/// What comes of other totals.
@Suite struct TotalStepsTests {
  private static func outcome(_ clauses: String, _ scores: [Int]) throws -> Outcome {
    let rules = """
      标准 例
      事实 名 文本
      事实 分 数量 分 范围 0 分 至 100 分
      事实 好 是否
      事实 线 数量 分
      对象 名
      类别 一
        指标 1 “一”
          评分 分
      原则 1 “好”
        条件 好
      定义 过线 为 总分 不低于 线
      """
    let sheets = scores.enumerated().flatMap { index, score in
      ["是", "否", ""].map { "名：\($0)\(score)\n分：\(score)\n好：\($0)\n线：\($0 == "否" ? "" : "40")" }
    }
    return judge(try standard(rules + "\n" + clauses), sheets)
  }

  /// The grades by any total are those of a sheet that has it and states all else alike.
  @Test(arguments: [
    "等级 甲 当 总分 不低于 60 分\n等级 乙 当 总分 高于 30 分\n等级 丙", "等级 甲 当 总分 属于 (20 分，60 分]\n等级 乙 当 总分 低于 80 分",
    "等级 甲 当 有资格 且 过线\n等级 乙 当 非 （总分 低于 20 分 或 好）", "等级 甲 当 若 好 则 总分 不低于 50 分 否则 总分 不低于 90 分\n等级 乙",
    "等级 甲 当 总分 属于 {20 分，线}\n等级 乙 当 线 + 20 分 低于 总分", "等级 甲 当 好\n等级 乙 当 过线 或 总分 = 10 分\n等级 丙",
  ])
  func gradesByOtherTotals(_ clauses: String) throws {
    let scores = Array(stride(from: 0, through: 100, by: 5))
    let outcome = try Self.outcome(clauses, scores)
    for word in ["是", "否", ""] {
      let steps = try #require(outcome.gradeSteps(of: try outcome.result("\(word)50")))
      for score in scores {
        let wanted = try outcome.result("\(word)\(score)").grades
        let place = TotalSteps<[Int?]>.place(of: Rational(score), among: steps.turns)
        #expect(steps.values[place] == wanted, "\(clauses) \(word) \(score)")
      }
    }
  }

  @Test(arguments: [
    "等级 甲 当 总分 * 2 不低于 60 分", "等级 甲 前 1 当 总分 不低于 60 分", "原则 2 “线”\n条件 总分 不低于 60 分\n等级 甲 当 有资格 且 总分 高于 3 分",
  ])
  func whatAsksForTheTotalInOtherWays(_ clauses: String) throws {
    let outcome = try Self.outcome(clauses, [50])
    #expect(outcome.gradeSteps(of: try outcome.result("是50")) == nil)
  }

  /// The nearest change either way, at a turn or beyond it; what comes to the same is none.
  @Test func theNearestChange() throws {
    let steps = try TotalSteps([Rational(2), Rational(4), Rational(6)]) { total in
      total < Rational(2) ? "a" : total <= Rational(4) ? "b" : "c"
    }
    func words(_ change: TotalSteps<String>.Change?) -> String {
      change.map { "\($0.isAtTotal ? "at" : "beyond") \($0.total.decimal()) \($0.value)" } ?? "none"
    }
    #expect(words(steps.change(above: .zero)) == "at 2 b" && words(steps.change(below: .zero)) == "none")
    #expect(
      words(steps.change(above: Rational(3))) == "beyond 4 c" && words(steps.change(below: Rational(3))) == "beyond 2 a"
    )
    #expect(
      words(steps.change(above: Rational(4))) == "beyond 4 c" && words(steps.change(below: Rational(7))) == "at 4 b")
    #expect(words(steps.change(above: Rational(6))) == "none")
  }
}
