import Diagnostics
import Model
import Quantities
import TestSupport
import Testing

@testable import Evaluation

/// Who does not pass what is marked 不计分 has no total: neither zero nor unknown.
@Suite struct UnscoredTests {
  private static func text(_ clauses: String, _ gates: String = gate) -> String {
    """
    标准 例
      总分 100 分
    事实 名 文本
    事实 分 数量 分 范围 0 分 至 100 分
    事实 净 是否
    事实 真 是否
    事实 好 是否
    事实 街 文本
    对象 名
    \(gates)
    类别 一
      指标 1 “一”
        评分 分
    \(clauses)

    """
  }

  private static let gate = "原则 1 “没有作弊”\n  条件 净\n  不计分\n原则 2 “材料真实”\n  条件 真"

  private static func outcome(_ text: String, _ sheets: [String]) throws -> Outcome {
    let outcome = judge(try standard(text), sheets)
    #expect(try PlanTests.differences(outcome.standard, outcome.table) == [])
    return outcome
  }

  /// Passing, not scored, not eligible, and open.
  private static let four = [
    "名：甲\n分：60\n净：是\n真：是", "名：乙\n分：90\n净：否\n真：是", "名：丙\n分：0\n净：是\n真：否", "名：丁\n分：70\n真：是",
  ]

  /// `甲 60`, in the order of the report.
  private static func listed(_ outcome: Outcome) -> [String] {
    outcome.results.map { result in
      "\(outcome.sheet(result).name) \(result.total.exactText) \(result.rank.map(String.init) ?? "—")"
    }
  }

  /// After all who have a total, with no place.
  @Test func comesLast() throws {
    let outcome = try Self.outcome(Self.text(""), Self.four)
    #expect(Self.listed(outcome) == ["甲 60 1", "丁 70 or not scored 2", "丙 0 —", "乙 not scored —"])
    #expect(outcome.results.map(\.eligible) == [.yes, .unknown, .no, .no])
    let unscored = try outcome.result("乙")
    #expect(unscored.total == .unscored && unscored.total.points == nil && unscored.keys == [.failed(.notScored)])
    // Its parts are worked out as ever, and nothing has failed.
    #expect(unscored.categories[0].points.exact == Rational(90) && unscored.failures.isEmpty && !outcome.hasFailures)
    #expect(try outcome.result("丁").total == .open(Interval(Rational(70))))
  }

  @Test func lowerTotalsFirst() throws {
    let outcome = try Self.outcome(Self.text("排序 总分 由低到高"), Self.four)
    #expect(outcome.results.map { outcome.sheet($0).name } == ["甲", "丁", "丙", "乙"])
  }

  /// Among themselves by the keys that do not ask for the total; whoever does not take part stands behind.
  @Test func amongThemselves() throws {
    let sheets = ["名：甲\n分：90\n净：否\n真：否\n好：否", "名：乙\n分：10\n净：否\n真：是\n好：是", "名：丙\n分：0\n净：是\n真：是"]
    let outcome = try Self.outcome(Self.text("排序 总分 由高到低，好 由高到低"), sheets)
    #expect(outcome.results.map { outcome.sheet($0).name } == ["丙", "乙", "甲"])
  }

  /// Whether a mark stands at a requirement or a veto, and what does not apply leaves nobody without a total.
  @Test(arguments: [
    ("要件 1 “一”\n  条件 净\n  不计分", "净：否", Truth.no), ("要件 1 “一”\n  条件 净\n  不计分", "净：是", .yes),
    ("否决 1 “一”\n  条件 净\n  不计分", "净：是", .no), ("否决 1 “一”\n  条件 净\n  不计分", "净：否", .yes),
    ("否决 1 “一”\n  条件 净\n  不计分", "", .unknown),
    ("原则 1 “一”\n  条件 净\n  不适用 当 好\n  不计分", "净：否\n好：是", .yes),
    ("原则 1 “一”\n  条件 净\n  不适用 当 好\n  不计分", "净：否", .unknown),
    ("原则 1 “一”\n  条件 净\n  不计分\n原则 2 “二”\n  条件 真\n  不计分", "净：否", .no),
    ("原则 1 “一”\n  条件 一 的 得分率 不低于 60%\n  不计分", "分：50", .no),
    ("原则 1 “一”\n  条件 一 的 得分率 不低于 60%\n  不计分", "分：60", .yes),
    ("原则 1 “一”\n  条件 100 分 / （分 - 5 分） 高于 1\n  不计分", "分：5", .unknown),
  ])
  func theMark(_ gates: String, _ facts: String, _ scored: Truth) throws {
    let outcome = try Self.outcome(
      Self.text("", gates), ["名：甲\n分：80\n" + facts].map { $0.replacing("分：80\n分：", with: "分：") })
    #expect(outcome.results[0].total.isScored == scored)
  }

  /// A total that cannot be worked out is no matter of who has none.
  @Test func aTotalThatFails() throws {
    let outcome = try Self.outcome(Self.text("调整 折\n  乘以 1 分 / 分"), ["名：甲\n分：0\n净：是\n真：是", "名：乙\n分：0\n净：否\n真：是"])
    #expect(try outcome.result("甲").isTotalFailed && !outcome.result("乙").isTotalFailed)
  }

  /// Grades are tried up to the first that asks for the total, itself, through a definition, or by the order of places.
  @Test(arguments: [
    ("等级 优 当 总分 不低于 90 分\n等级 差", "差 无 差 差/无"), ("等级 除名 当 非 净\n等级 优 当 总分 不低于 60 分\n等级 差", "优 除名 差 除名/优/无"),
    ("定义 高 为 总分 不低于 90 分\n等级 优 当 高 且 净\n等级 差", "差 无 差 差/无"), ("等级 好 当 好\n等级 差", "好 好 好 好"),
    ("等级 优 前 1 个\n等级 差", "优/差 无 差 优/差/无"), ("等级 差 当 总分 低于 60 分\n等级 好", "好 无 差 好/无"),
    ("等级 优 前 1 个\n等级 差\n排序 好 由高到低", "优/差 差 差 优/差"),
  ])
  func grades(_ grades: String, _ wanted: String) throws {
    let outcome = try Self.outcome(Self.text(grades), Self.four.map { $0 + "\n好：是" })
    let found = outcome.results.sorted { $0.sheet < $1.sheet }.map { result in
      result.grades.isEmpty
        ? "无" : result.grades.map { $0.map { outcome.standard.grades[$0].name } ?? "无" }.joined(separator: "/")
    }
    #expect(found.joined(separator: " ") == wanted)
  }

  /// So are the cases of a determination.
  @Test(arguments: [
    ("  为 高 当 总分 不低于 60 分\n  否则 低", "高 — 低 高?"),
    ("  为 拒 当 非 净\n  为 高 当 总分 不低于 60 分\n  否则 低", "高 拒 低 高/拒?"),
    ("  为 高 当 真\n  为 低 当 总分 低于 60 分\n  否则 拒", "高 高 低 高"), ("  为 高 当 好\n  否则 低", "低 低 低 低"),
  ])
  func determinations(_ cases: String, _ wanted: String) throws {
    let outcome = try Self.outcome(
      Self.text("认定 断 选项（高，低，拒）\n" + cases), Self.four.map { $0 + "\n好：否" })
    let found = outcome.results.sorted { $0.sheet < $1.sheet }.map { result -> String in
      let found = result.determinations[0]
      if found.isUnscored { return "—" }
      let options = ["高", "低", "拒"]
      let possible = found.possible.isEmpty ? [found.value] : found.possible.map { .known(.choice($0)) }
      return possible.map { value in
        if case .known(.choice(let option)) = value { options[option] } else { "?" }
      }.joined(separator: "/") + (found.mayBeUnscored ? "?" : "")
    }
    #expect(found.joined(separator: " ") == wanted)
  }

  /// A number that is worked out of the total, and what is worked out of that.
  @Test func determinedNumbers() throws {
    let outcome = try Self.outcome(
      Self.text("认定 天数 数量 天 为 若 好 则 30 天 否则 1 天 * 总分 / 1 分\n认定 长 为 天数 不低于 50 天"),
      ["名：甲\n分：60\n净：否\n真：是\n好：是", "名：乙\n分：60\n净：否\n真：是\n好：否", "名：丙\n分：60\n净：否\n真：是", "名：丁\n分：60\n净：是\n真：是\n好：否"])
    func told(_ name: String) throws -> [String] {
      try outcome.result(name).determinations.map { found in
        found.isUnscored ? "—" : "\(found.isOpen ? "?" : "")\(found.mayBeUnscored ? "!" : "")"
      }
    }
    #expect(try told("甲") == ["", "—"] && told("乙") == ["—", "—"])
    #expect(try told("丙") == ["?!", "—"] && told("丁") == ["", ""])
  }

  /// What asks for the total does not apply to who has none.
  @Test func whatAsksForTheTotal() throws {
    let outcome = try Self.outcome(
      Self.text("", Self.gate + "\n否决 1 “太少”\n  条件 总分 低于 65 分\n提醒 1 “多”\n  条件 总分 不低于 65 分"), Self.four)
    let found = outcome.results.sorted { $0.sheet < $1.sheet }.map { $0.requirements[2...].map(\.verdict) }
    #expect(
      found == [
        [.met, .unmet], [.inapplicable, .inapplicable], [.met, .unmet], [.unverified, .unverified],
      ])
    #expect(try outcome.result("丁").requirements[2].passes == .yes)
  }

  /// A mark at what asks for the total goes in a circle.
  @Test func aCircle() {
    let text = Self.text("", "原则 1 “够”\n  条件 总分 不低于 60 分\n  不计分")
    #expect(load(text: text).diagnostics.contains { $0.problem.wording(.zh).sentence.contains("总分") && $0.isError })
  }

  /// Who is not scored is none of the number of which a share is taken, nor takes a place.
  @Test(arguments: [("净：否\n真：是", ["甲"]), ("净：是\n真：否", ["甲", "乙"])])
  func shares(_ others: String, _ chosen: [String]) throws {
    let sheets =
      ["甲", "乙"].enumerated().map { "名：\($1)\n分：\(90 - $0)\n净：是\n真：是\n街：东" }
      + ["丙", "丁"].map { "名：\($0)\n分：95\n街：东\n\(others)" }
    for quota in ["推荐 前 50%", "推荐 每 街 前 50%"] {
      let outcome = try Self.outcome(Self.text(quota), sheets)
      #expect(outcome.results.filter(\.isRecommended).map { outcome.sheet($0).name } == chosen)
      #expect(try outcome.result("丙").selection == .no)
    }
  }

  /// As long as it is open whether somebody is scored, so is of how many a share is taken.
  @Test func anOpenShare() throws {
    let sheets = ["名：甲\n分：90\n净：是\n真：是", "名：乙\n分：80\n净：是\n真：是", "名：丙\n分：70\n真：否", "名：丁\n分：60\n真：否"]
    let outcome = try Self.outcome(Self.text("推荐 前 50%"), sheets)
    #expect(try ["甲", "乙", "丙", "丁"].map { try outcome.result($0).selection } == [.yes, .open, .no, .no])
  }
}
