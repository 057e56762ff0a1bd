import Evaluation
import Model
import Quantities
import Sheets
import TestSupport
import Testing
import Workbench

/// What is worked out again for an amended standard is what the reference interpreter says by it.
@Suite struct AmendedColumnTests {
  @Test(arguments: [
    "修改 参数 收费率门槛 97%", "修改 参数 处罚回溯期 6 个月", "修改 参数 前列占比 20%", "修改 参数 名额 7 个",
    "修改 参数 公布间隔 3 个月", "修改 类别 安全管理 分值 10%", "修改 参数 红榜最少次数 1 次", "删除 原则 8",
    "修改 推荐 前 5 当 有资格 且 总分 不低于 60 分", "修改 事实 业主满意度 百分比 范围 50% 至 100%",
  ])
  func amendmentsOfTheShippedStandard(_ text: String) throws {
    let loaded = try Package.load("rules/houma.rules")
    let standard = try #require(loaded.standard)
    let amended = try #require(
      Workbench.amended(loaded, by: [(name: "#1", text: text)], tolerating: [.examples, .weights]).standard)
    var random = SeededGenerator(seed: 23)
    for missing in [3, 40] {
      let table = RandomSheets(standard).table(of: 80, missing: missing, &random)
      let columns = try #require(AmendedColumns(standard, table))
      #expect(Self.told(columns.outcome) == Self.told(Evaluation.referenceOutcome(of: standard, table)))
      guard let outcome = columns.outcome(of: amended) else {
        #expect(text.contains("事实"))
        continue
      }
      let reference = Evaluation.referenceOutcome(of: amended, table)
      #expect(Self.told(outcome) == Self.told(reference), "\(missing)")
      #expect(outcome.results.map(\.requirements) == reference.results.map(\.requirements), "\(missing)")
      #expect(outcome.results.map(\.categories) == reference.results.map(\.categories), "\(missing)")
    }
  }

  /// How everybody stands.
  private static func told(_ outcome: Outcome) -> [String] {
    outcome.results.map { result in
      "\(result.sheet) \(result.entrant) \(result.total) \(result.eligible) \(result.keys) \(result.selectable)"
        + " \(String(describing: result.rank)) \(String(describing: result.selection)) \(result.determinations)"
    }
  }
}
