import Evaluation
import Model
import Quantities
import TestSupport
import Testing

/// What costs points, and 失分 as a value.
@Suite struct LostPointsTests {
  private static let rules = """
    标准 试
      总分 10 分
    事实 名 文本
    事实 甲 数量 分 范围 0 分 至 4 分
    事实 乙 是否
    事实 旧 是否
    事实 次 整数 次 缺省 0 次
    对象 名
    类别 一 分值 40%
      指标 1 “甲”
        评分 甲
    类别 二 分值 60% 满分 100 分
      指标 1 “乙” 分值 50 分
        条件 乙
      指标 2 “丙” 分值 50 分
        得分 100%
        不适用 当 旧 零分
    扣分 罚
      加计 1 分 按 次 每 1 次
    调整 减
      乘以 50% 当 次 不少于 5 次

    """

  private static func outcome(_ rules: String, _ stated: String) throws -> Outcome {
    try judge(standard(rules), ["名：甲园\n" + stated.replacing("，", with: "\n").replacing(" = ", with: "：") + "\n"])
  }

  /// The first sheet's losses: `一.1 0~2`.
  private static func told(_ outcome: Outcome) -> [String] {
    outcome.lost(by: outcome.results[0]).map { lost in
      let ends = [lost.points.least, lost.points.most].compactMap(\.value).map { $0.decimal() }
      return "\(outcome.standard.key(of: lost.path).name) "
        + (ends[0] == ends[1] ? ends[0] : ends.joined(separator: "~"))
    }
  }

  /// Scales count as in the total; what is open comes with its range; what is not lost is left out.
  @Test(arguments: [
    ("甲 = 4 分，乙 = 是，旧 = 否", []),
    ("甲 = 1 分，乙 = 否，旧 = 否", ["一.1 3", "二.1 3"]),
    ("甲 = 3.5 分，乙 = 是，旧 = 是，次 = 2 次", ["二.2 3", "罚 2", "一.1 0.5"]),
    ("甲 = 3 分，旧 = 否", ["一.1 1", "二.1 0~3"]),
    ("甲 = 4 分，乙 = 是，旧 = 否，次 = 6 次", ["罚 6", "减 2"]),
  ]) func whatCostsMost(_ stated: String, _ lost: [String]) throws {
    let outcome = try Self.outcome(Self.rules, stated)
    #expect(Self.told(outcome) == lost)
  }

  @Test(arguments: [
    ("一 的 失分", "1"), ("一.1 的 失分", "1"), ("二.1 的 失分", "50"), ("二 的 失分", "3"), ("罚 的 失分", "2"),
    ("合计 指标 的 失分", "51"), ("计数 指标 其中（失分 高于 0 分）", "2"),
  ]) func asAValue(_ formula: String, _ value: String) throws {
    let rules = Self.rules + "认定 值\n  为 \(formula)\n"
    let outcome = try Self.outcome(rules, "甲 = 3 分，乙 = 否，旧 = 否，次 = 2 次")
    #expect(outcome.results[0].determinations[0].value.knownValue?.number?.decimal() == value)
  }

  /// Points are lost from 基线 on, and nothing is lost above it; it grows as full points do.
  @Test(arguments: [
    ("基线 3 分", "甲 = 2 分，乙 = 是，旧 = 否", "1", ["一.1 1"]), ("基线 3 分", "甲 = 3.5 分，乙 = 是，旧 = 否", "0", []),
    ("基线 50%", "甲 = 0 分，乙 = 是，旧 = 否", "2", ["一.1 2"]), ("基线 100%", "甲 = 1 分，乙 = 是，旧 = 否", "3", ["一.1 3"]),
    ("基线 50%", "乙 = 是，旧 = 否", nil, ["一.1 0~2"]),
  ]) func fromABaseline(_ baseline: String, _ stated: String, _ value: String?, _ lost: [String]) throws {
    let rules = Self.rules.replacing("    评分 甲\n", with: "    评分 甲\n    \(baseline)\n") + "认定 值\n  为 一.1 的 失分\n"
    let outcome = try Self.outcome(rules, stated)
    #expect(outcome.results[0].determinations[0].value.knownValue?.number?.decimal() == value)
    #expect(Self.told(outcome) == lost)
  }

  /// A bonus has no full points to lose.
  @Test func boundlessLosesNothing() throws {
    let loaded = load(text: Self.rules + "加分 奖 2 分\n  条件 乙\n加分 多\n  得分 1 分 * 次 / 1 次\n提醒 1 “丙”\n  条件 多 的 失分 高于 1 分\n")
    #expect(loaded.diagnostics.map(\.problem.code) == ["M223"])
  }
}
