import Diagnostics
import Evaluation
import Model
import Quantities
import Reports
import TestSupport
import Testing

/// 最多 and 属于 of 加计 and 扣减.
@Suite struct StepLimitTests {
  private static func text(_ steps: String) -> String {
    """
    标准 例
      总分 10 分
    事实 名 文本
    对象 名
    事实 次 整数 次
    事实 现场 数量 分
    事实 份 百分比
    事实 有 是否
    类别 一
      指标 1 “一”
        得分 10 分
    \(steps)

    """
  }

  private static func result(_ steps: String, _ facts: String) throws -> (ScoreResult, Interval) {
    let outcome = judge(try standard(text(steps)), ["名：例\n" + facts])
    return (outcome.results[0].categories[0].items[0], try #require(outcome.results[0].total.points))
  }

  @Test(arguments: [
    ("扣减 0.2 分 按 次 每 1 次 最多 1 分", "次：3", "9.4", "9.4"), ("扣减 0.2 分 按 次 每 1 次 最多 1 分", "次：9", "9", "9"),
    ("扣减 0.2 分 按 次 每 1 次 最多 1 分", "", "9", "10"), ("扣减 1 分 按 次 每 2 次 进一 最多 15%", "次：3", "8.5", "8.5"),
    ("扣减 5 分\n加计 1 分 按 次 每 1 次 最多 2 分 当 有", "次：9\n有：是", "7", "7"),
    ("扣减 5 分\n加计 1 分 按 次 每 1 次 最多 2 分 当 有", "次：9", "5", "7"), ("扣减 现场 最多 3 分", "现场：7", "7", "7"),
    ("扣减 现场 属于 [1 分，3 分]", "现场：2.5", "7.5", "7.5"), ("扣减 现场 属于 [1 分，3 分]", "", "7", "9"),
    ("扣减 现场 属于 [1 分，)", "", "0", "9"), ("扣减 份 属于 [10%，30%) 当 有", "有：是", "7", "9"),
    ("扣减 份 属于 [10%，30%) 当 有", "有：否\n份：90%", "10", "10"),
    ("扣减 现场 属于 [1 分，3 分] 按 次 每 1 次 最多 4 分", "次：2", "6", "8"),
  ])
  func points(_ steps: String, _ facts: String, _ least: String, _ most: String) throws {
    let (score, total) = try Self.result(steps, facts)
    #expect([total.least, total.most].map { $0.value?.exactText } == [least, most])
    #expect(score.error == nil)
  }

  @Test(arguments: [
    ("扣减 现场 属于 [1 分，3 分]", "现场：0"), ("扣减 现场 属于 [1 分，3 分]", "现场：3.5"), ("扣减 现场 属于 (1 分，3 分]", "现场：1"),
    ("扣减 份 属于 [10%，30%)", "份：30%"),
  ])
  func anAmountBeyondItsLimitsCannotHaveBeenMeant(_ steps: String, _ facts: String) throws {
    let (score, total) = try Self.result(steps, facts)
    #expect(score.verdict == .failed && score.error == .amountOutOfRange)
    #expect(total == Interval(.zero, Rational(10)))
  }

  @Test func anExplanationSaysWhatWasCut() throws {
    let outcome = judge(try standard(Self.text("扣减 0.2 分 按 次 每 1 次 最多 1 分")), ["名：例\n次：7", "名：少\n次：2"])
    func told(_ sheet: Int, _ language: Language) throws -> String {
      let report = ExplanationReport(outcome, outcome.results[sheet], language: language)
      return TextRenderer(width: 200).render(try #require(report.report(item: nil)))
        + (try #require(report.csv(item: nil))) + (try #require(report.json(item: nil, rules: "", sheets: "")))
    }
    let cut = outcome.results.firstIndex { outcome.sheet($0).name == "例" } ?? 0
    #expect(try told(cut, .zh).contains("（7 × 0.2 超过最多 1）  →  10 - 1 = 9"))
    #expect(try told(cut, .en).contains("(7 × 0.2 is above the limit of 1)  →  10 - 1 = 9"))
    #expect(try told(1 - cut, .zh).contains("最多 1 分  →  10 - 2 × 0.2 = 9.6"))
  }
}
