import Diagnostics
import Model
import Quantities
import Sheets
import TestSupport
import Testing

@testable import Evaluation

/// What is worked out from the columns of a row, what stands for no rows, and the ranges of columns.
@Suite struct RecordQueryTests {
  private static func text(_ formula: String) -> String {
    """
    标准 例
      总分 不限
    事实 名 文本
    对象 名
    事实 课 记录 门（学分 数量 范围 0 至 10，成绩 数量 分 范围 0 分 至 100 分，日 日期，必修 是否）
    事实 起点 数量 分 范围 0 分 至 5 分
    类别 一
      指标 1 “一”
        得分 \(formula)
        保底 -1000 分

    """
  }

  @Test(arguments: [
    ("合计 课 的 （学分 * 成绩）", "3，90 分，—，是；1，70 分，—，否", "340", "340"),
    ("合计 课 的 （学分 * 成绩） 其中（必修）", "3，90 分，—，是；1，70 分，—，否", "270", "270"),
    ("合计 课 的 （学分 * 成绩） / 合计 课 的 学分", "3，90 分，—，是；1，70 分，—，否", "85", "85"),
    ("平均 课 的 （若 必修 则 成绩 否则 成绩 / 2）", "3，90 分，—，是；1，70 分，—，否", "62.5", "62.5"),
    ("合计 课 的 （学分 * 成绩）", "3，—，—，是；1，70 分，—，否", "70", "370"), ("合计 课 的 （成绩 + 起点）", "3，90 分，—，是", "90", "95"),
    ("最大 课 的 成绩 无则 起点", "3，90 分，—，是", "90", "90"), ("最大 课 的 成绩 无则 7 分", "无", "7", "7"),
    ("最大 课 的 成绩 无则 起点", "无", "0", "5"), ("最大 课 的 成绩 其中（必修） 无则 60 分", "3，90 分，—，—", "60", "90"),
    ("最小 课 的 成绩 其中（必修） 无则 60 分", "3，90 分，—，—；1，50 分，—，—", "50", "90"),
    ("平均 课 的 成绩 其中（必修） 无则 60 分", "3，90 分，—，否", "60", "60"),
    ("（最近 课 的 （日 + 1年） 无则 2025年1月1日） - 2024年1月1日 = 366天", "无", "", ""),
  ])
  func figures(_ formula: String, _ rows: String, _ least: String, _ most: String) throws {
    let isCondition = least.isEmpty
    let standard = try standard(Self.text(isCondition ? "1 分 当 \(formula)" : formula))
    let score = judge(standard, ["名：例\n课：\(rows)"]).results[0].categories[0].items[0]
    let wanted = isCondition ? ["1", "1"] : [least, most]
    #expect([score.points.least, score.points.most].map { $0.value?.exactText } == wanted)
    #expect(score.error == nil)
  }

  /// Where its row counts for certain, what fails in it fails; where it may not, that is open.
  @Test(arguments: [("是", Verdict.failed), ("—", .unverified), ("否", .met)])
  func aRowThatCannotBeWorkedOut(_ counts: String, _ verdict: Verdict) throws {
    let standard = try standard(
      Self.text("若 （合计 课 的 （成绩 / 学分） 其中（必修）） 不低于 0 分 则 1 分 否则 2 分"))
    let score = judge(standard, ["名：例\n课：0，90 分，—，\(counts)"]).results[0].categories[0].items[0]
    #expect((score.error == .divisionByZero) == (verdict == .failed))
    #expect(score.points.isExact == (verdict == .met))
  }

  /// A cell beyond the range of its column is told, and its list is not known, in every form.
  @Test func rangesOfColumns() throws {
    let standard = try standard(Self.text("合计 课 的 成绩"))
    let files = [
      ("a.txt", "名：甲\n课：11，90 分，—，是"), ("b.json", "[{\"名\": \"乙\", \"课\": [[1, 190, null, true]]}]"),
      ("c.csv", "名,起点\n丙,1 分\n丁,1 分\n"), ("c.课.csv", "名,学分,成绩,日,必修\n丙,3,-1,,是\n丁,3,100,,是\n"),
    ].map { SheetFile(path: $0.0, bytes: Array($0.1.utf8)) }
    let (table, problems) = SheetReader.read(files, schema: standard.schema)
    #expect(problems.filter { $0.problem.code == "D310" }.count == 3 && problems.count == 3)
    let known = Evaluation.outcome(of: standard, table).results.filter(\.total.isSettled)
    #expect(known.map { table.sheets[$0.sheet].name } == ["丁"])
  }

  /// What an example gives has to lie within the range, too.
  @Test func anExampleKeepsToTheRange() {
    let given = "示例 “例”\n  给定 课 = {（11，90 分，未填，是）}\n  期望 总分 90 分\n"
    #expect(load(text: Self.text("合计 课 的 成绩") + given).diagnostics.map(\.problem.code).contains("M215"))
  }
}
