import Diagnostics
import Evaluation
import Foundation
import Model
import Reports
import TestSupport
import Testing
import Workbench

/// Two standards side by side, and what the difference does.
@Suite struct ComparisonTests {
  private static let before = """
    标准 甲稿
    参数 门槛 90%
    参数 名额 1 个
    事实 小区 文本
    事实 收费率 百分比
    事实 环境 是否
    事实 党建 是否
    对象 小区
    原则 1 “收费”
      条件 收费率 不低于 门槛
    类别 一 分值 60%
      指标 1 “环境”
        条件 环境
    类别 二 分值 40%
      指标 1 “党建”
        条件 党建
    等级 优 当 总分 不低于 60 分
    等级 良
    推荐 前 名额
    """

  private static func compare(_ amendments: String, _ sheets: [String]) throws -> ComparisonReport {
    var contents = ["甲.rules": before, "乙.rules": "标准 乙稿 继承 甲稿 于 “甲.rules”\n" + amendments]
    for (index, sheet) in sheets.enumerated() { contents["表/\(index).txt"] = sheet }
    let workbench = Workbench(files: MemoryFiles(contents: contents))
    let old = try workbench.load("甲.rules")
    let new = try workbench.load("乙.rules", beside: old)
    let messages = (old.diagnostics + new.diagnostics).map { DiagnosticRenderer(language: .en).render($0) }
    let first = try #require(old.standard, "\(messages.joined())")
    let second = try #require(new.standard, "\(messages.joined())")
    let comparing = Comparing(old, new)
    let files = sheets.isEmpty ? [] : try workbench.sheetFiles(["表"])
    let effect =
      sheets.isEmpty
      ? nil
      : comparing.effect(on: (first.read(files, beside: [second]).table, second.read(files, beside: [first]).table))
    return ComparisonReport(
      titles: (first.title, second.title), differences: comparing.differences, effect: effect,
      language: .zh)
  }

  private static func sheet(_ name: String, _ rate: String, _ environment: String, _ party: String) -> String {
    "小区：\(name)\n收费率：\(rate)\n环境：\(environment)\n党建：\(party)\n"
  }

  /// By hand. Before: 东 60 and 优, 西 40, 南 barred by its 88 %; one place, for 东. Weights 60/40 → 30/70 alone: 西 70
  /// leads, 东 30. Threshold 85 % alone: 南 becomes eligible with 100 and leads. Quota 2 alone: 西 enters.
  @Test func flipsNameTheirClause() throws {
    let sheets = [
      Self.sheet("东", "95%", "是", "否"), Self.sheet("西", "95%", "否", "是"), Self.sheet("南", "88%", "是", "是"),
    ]
    func causes(_ amendments: String) throws -> [String] {
      let text = TextRenderer(width: 1000).render(try Self.compare(amendments, sheets).report)
      return text.components(separatedBy: "每个变化的起因\n").dropFirst().flatMap {
        $0.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
      }
    }
    #expect(
      try causes("修改 参数 名额 2 个\n修改 原则 1 “改题目”") == ["西（未入名额 → 推荐）：参数 名额"])
    #expect(
      try causes("修改 类别 一 分值 30%\n修改 类别 二 分值 70%\n修改 参数 名额 1 个") == [
        "西（未入名额 → 推荐，良 → 优）：类别 一＋类别 二", "东（推荐 → 未入名额，优 → 良）：类别 一＋类别 二",
      ])
    #expect(
      try causes("修改 参数 门槛 85%") == [
        "南（不符合 → 推荐）：参数 门槛", "东（推荐 → 未入名额）：参数 门槛",
      ])
    // 西 comes in only if the quota grows and 南 stays out; either of two changes keeps 东 selected.
    #expect(
      try causes("修改 参数 门槛 85%\n修改 参数 名额 2 个") == ["南（不符合 → 推荐）：参数 门槛"])
    #expect(
      try causes("修改 参数 门槛 85%\n修改 参数 名额 3 个") == [
        "南（不符合 → 推荐）：参数 门槛", "西（未入名额 → 推荐）：参数 名额",
      ])
    // Neither the lower weight nor the stricter grade alone: 东 has 60 and then 60 again.
    #expect(
      try causes("修改 类别 一 分值 65%\n修改 类别 二 分值 35%\n修改 等级 优 当 总分 不低于 65.5 分") == [
        "东（优 → 良）：等级 优"
      ])
  }

  /// 北 needs the lower threshold to be eligible and the second place to be chosen.
  @Test func togetherIsSaid() throws {
    let report = try Self.compare(
      "修改 参数 门槛 89%\n修改 参数 名额 2 个",
      [Self.sheet("南", "95%", "是", "是"), Self.sheet("北", "89.5%", "是", "否")])
    let text = TextRenderer(width: 1000).render(report.report)
    #expect(text.contains("北（不符合 → 推荐）：参数 门槛；参数 名额，须与其他改动合在一起"), "\(text)")
  }

  /// In words, clause by clause.
  @Test func differencesInWords() throws {
    let report = try Self.compare(
      """
      修改 参数 门槛 95%  待定 “试行”
      修改 原则 1 “收费达标”
        条件 收费率 不低于 门槛
        条件 环境
      修改 类别 一 分值 50%
      删除 类别 二
      新增 类别 三 分值 50%
        指标 1 “文明”
          条件 环境
      修改 推荐 前 名额 每 小区 前 1 个
      """, [Self.sheet("东", "96%", "是", "否")])
    try Golden.check(TextRenderer().render(report.report) + report.json + report.csv, "comparison.txt")
    let same = try Self.compare("", [])
    #expect(same.differences.filter(\.isEffective).isEmpty)
  }
}
