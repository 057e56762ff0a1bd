import Model
import Quantities
import TestSupport
import Testing

@testable import Evaluation

/// Grades that are given to no more than so many.
@Suite struct GradePlaceTests {
  private static func text(_ grades: String, _ others: String = "") -> String {
    """
    标准 例
      总分 100 分
    事实 名 文本
    事实 街 文本
    事实 级 文本
    事实 分 数量 分 范围 0 分 至 100 分
    事实 好 是否
    事实 老 是否
    对象 名
    类别 一
      指标 1 “一”
        评分 分
    \(others)
    \(grades)

    """
  }

  /// `甲：优，乙：优/良`, in the order of the sheets.
  private static func grades(_ text: String, _ sheets: [String]) throws -> String {
    let standard = try standard(text)
    let outcome = judge(standard, sheets)
    #expect(try PlanTests.differences(standard, outcome.table) == [])
    return outcome.results.sorted { $0.sheet < $1.sheet }.map { result in
      result.grades.map { $0.map { standard.grades[$0].name } ?? "无" }.joined(separator: "/")
    }.joined(separator: " ")
  }

  private static let four = ["名：甲\n分：90", "名：乙\n分：80", "名：丙\n分：70", "名：丁\n分：60"]

  @Test(arguments: [
    ("等级 优 前 25%\n等级 良", "优 良 良 良"), ("等级 优 前 2 个\n等级 良 前 1 个\n等级 中", "优 优 良 中"),
    ("等级 优 前 3 个 当 总分 低于 85 分\n等级 良", "良 优 优 优"), ("等级 优 前 20%\n等级 良", "良 良 良 良"),
    ("等级 优 当 总分 不低于 90 分\n等级 良 前 1 个\n等级 中", "优 良 中 中"), ("等级 优 前 1 个", "优   "),
  ])
  func inOrder(_ grades: String, _ wanted: String) throws {
    #expect(try Self.grades(Self.text(grades), Self.four) == wanted)
  }

  @Test func equalsAtTheEdgeHaveEither() throws {
    let sheets = ["名：甲\n分：90", "名：乙\n分：80", "名：丙\n分：80", "名：丁\n分：60"]
    #expect(try Self.grades(Self.text("等级 优 前 2 个\n等级 良 前 1 个\n等级 中"), sheets) == "优 优/良/中 优/良/中 良/中")
    let outcome = judge(try standard(Self.text("等级 优 前 2 个\n等级 良")), sheets)
    #expect(try outcome.result("乙").gradePlaces == [0: .tied] && outcome.result("甲").gradePlaces == [0: .yes])
    #expect(try outcome.result("乙").open[.grade] == nil)
  }

  /// What somebody lacks leaves open what depends on it, and nothing else.
  @Test func whatIsMissing() throws {
    let sheets = ["名：甲\n分：90", "名：乙", "名：丙\n分：70", "名：丁\n分：60"]
    #expect(try Self.grades(Self.text("等级 优 前 1 个\n等级 良 当 总分 不低于 65 分\n等级 中"), sheets) == "优/良 优/良/中 良 中")
    let condition = Self.text("等级 优 前 2 个 当 好\n等级 良")
    let asked = ["名：甲\n分：90\n好：是", "名：乙\n分：80", "名：丙\n分：70\n好：是", "名：丁\n分：60\n好：否"]
    #expect(try Self.grades(condition, asked) == "优 优/良 优/良 良")
    let outcome = judge(try standard(condition), asked)
    #expect(try outcome.result("乙").open[.grade] == [.fact(4)] && outcome.result("丙").open[.grade] == nil)
  }

  /// Who is not eligible, or does not take part, takes no place.
  @Test func whoTakesAPlace() throws {
    let sheets = ["名：甲\n分：90\n好：否\n老：否", "名：乙\n分：80\n好：是\n老：否", "名：丙\n分：70\n好：是\n老：是"]
    let others = "原则 1 “好”\n  条件 好\n参评 当 非 老"
    #expect(try Self.grades(Self.text("等级 优 前 50%\n等级 良", others), sheets) == "良 优 良")
  }

  @Test func groupsOfSeveralFacts() throws {
    let sheets = [
      "名：甲\n分：90\n街：东\n级：一", "名：乙\n分：80\n街：东\n级：一", "名：丙\n分：70\n街：东\n级：二", "名：丁\n分：60\n街：西\n级：一",
      "名：戊\n分：50\n街：西",
    ]
    #expect(try Self.grades(Self.text("等级 优 每 街，级 前 1 个\n等级 良"), sheets) == "优 良 优 优 优/良")
    let outcome = judge(try standard(Self.text("推荐 每 街，级 前 1 个")), sheets)
    #expect(outcome.results.sorted { $0.sheet < $1.sheet }.map(\.selection) == [.yes, .no, .yes, .yes, .open])
    #expect(try outcome.deciding(outcome.result("戊")).map(\.input) == [.fact(2)])
  }

  /// A quota that waits for a parameter leaves open who is within it.
  @Test func aQuotaThatIsOpen() throws {
    let text = Self.text("等级 优 前 名额\n等级 良", "参数 名额 整数 个 待定 “未定”")
    #expect(try Self.grades(text, Self.four) == "优/良 优/良 优/良 优/良")
    let outcome = judge(try standard(text), Self.four)
    #expect(outcome.results.allSatisfy { $0.open[.grade] == [.parameter(0)] })
  }
}
