import Evaluation
import Model
import Quantities
import Sheets
import TestSupport
import Testing

/// A clause about results is explained by what it saw of them, not by what there is in the end.
@Suite struct SeenResultsTests {
  private static let header = """
    标准 例
    事实 名 文本
    事实 甲率 百分比
    对象 名
    类别 一 分值 100%
    指标 1 “甲”
    得分 甲率
    推荐 前 1

    """

  /// Clauses, whose condition is explained, and what it is then.
  @Test(arguments: [
    ("加分 甲奖 10 分\n条件 总分 不低于 80 分\n加分 乙奖 10 分\n条件 甲率 高于 50%", 0, Truth.no),
    ("加分 乙奖 10 分\n条件 甲率 高于 50%\n加分 甲奖 10 分\n条件 总分 不低于 80 分", 1, .yes),
    ("扣分 甲罚 10 分\n条件 总分 不高于 80 分\n加分 乙奖 20 分\n条件 甲率 高于 50%", 0, .yes),
    ("加分 甲奖 10 分\n条件 总分 低于 80 分", 0, .yes),
  ])
  func conditionsOfAdjustments(_ clauses: String, _ place: Int, _ wanted: Truth) throws {
    let text = Self.header + clauses + "\n"
    let standard = try #require(load(text: text).standard, "\(load(text: text).diagnostics)")
    let sheet = Sheet(
      Identity("某"), cells: [.value(.text("某")), .value(.number(try Rational(3, over: 4)))], file: "", row: nil)
    let outcome = Evaluation.outcome(of: standard, Table(schema: standard.schema, sheets: [sheet], refused: []))
    let owner = Site.Owner.score(.adjustment(place))
    let condition = try #require(standard.sites(of: owner).of(.condition).formulas.first)
    let explained = outcome.explain([condition], of: owner, for: outcome.results[0])
    #expect(explained.map(\.value.truth) == [wanted])
    #expect((outcome.results[0].adjustments[place].verdict == .met) == (wanted == .yes))
  }

  /// What is explained agrees with the verdict, whatever the standard.
  @Test(arguments: UInt64(0)..<24) func explanationsAgreeWithVerdicts(_ seed: UInt64) throws {
    let text = WideStandard(seed: seed).text
    guard let standard = load(text: text).standard else { return }
    var random = SeededGenerator(seed: seed)
    let outcome = Evaluation.outcome(of: standard, RandomSheets(standard).table(of: 12, missing: 0, &random))
    for result in outcome.results {
      for (index, found) in result.requirements.enumerated() where found.verdict == .met {
        let owner = Site.Owner.requirement(index)
        let conditions = standard.sites(of: owner).of(.condition).formulas
        let explained = outcome.explain(conditions, of: owner, for: result)
        #expect(explained.allSatisfy { $0.value.truth == .yes }, "\(seed) \(index)\n\(text)")
      }
      for (index, found) in result.adjustments.enumerated() where found.verdict == .met || found.verdict == .partlyMet {
        let owner = Site.Owner.score(.adjustment(index))
        let conditions = standard.sites(of: owner).of(.condition).formulas
        let explained = outcome.explain(conditions, of: owner, for: result)
        #expect(explained.allSatisfy { $0.value.truth != .no }, "\(seed) \(index)\n\(text)")
      }
    }
  }
}
