import Diagnostics
import Evaluation
import Foundation
import Model
import Reports
import Testing

/// What a reader needs beside a name: the group on which a place depends, and the titles of grades and categories.
@Suite struct TitleTests {
  private static let rules = """
    标准 星级
    事实 小区 / name 文本
    事实 所在街道 / street 文本
    事实 片区 文本 缺省 “西片”
    事实 分数 / mark 数量 分 范围 0 分 至 100 分
    事实 整洁 / tidy 是否
    对象 小区
    群体 同街 / same_street 按 所在街道，片区
    原则 1 “街上不垫底”
      条件 非 分数 位于 同街 后 1 个
    类别 现场 “现场评分” 分值 80%
      指标 1 “评”
        评分 分数 * 80%
    类别 环境 分值 20%
      指标 1 “整洁”
        条件 整洁
      指标 2 “比街上的平均高”
        得分 若 分数 高于 群体平均（分数，同街） 则 100% 否则 0%
    等级 A “4A级” 当 总分 不低于 80 分
    等级 B “3A级” 当 总分 不低于 50 分
    等级 未评级
    推荐 前 3 个 每 所在街道 前 1 个
    """
  private static let sheets = """
    小区,所在街道,片区,分数,整洁
    柳岸,东街,东片,90,是
    梅园,东街,东片,80,
    松苑,东街,东片,60,否
    竹里,西街,,70,是
    兰亭,西街,,50,否
    菊坊,,东片,40,是

    """

  @Test(arguments: Language.allCases) func everyFormat(_ language: Language) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path + "/"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try Data(Self.rules.utf8).write(to: URL(fileURLWithPath: folder + "a.rules"))
    try Data(Self.sheets.utf8).write(to: URL(fileURLWithPath: folder + "a.csv"))
    let inputs = [folder + "a.rules", folder + "a.csv"]
    let runs =
      ["text", "markdown", "csv"].map { inputs + ["--format", $0] } + [inputs + ["--level", "gates"]]
      + ["柳岸", "梅园", "菊坊"].map { ["explain"] + inputs + ["--community", $0] }
      + [
        ["explain"] + inputs + ["--community", "竹里", "--item", "原则1", "--format", "json"],
        ["explain"] + inputs + ["--community", "竹里", "--item", "2.2", "--format", "csv"],
        ["path"] + inputs + ["--community", "松苑", "--to", "B"],
        ["path"] + inputs + ["--community", "松苑", "--to", "B", "--format", "json"],
        ["whatif"] + inputs + ["--amend", "修改 等级 A 当 总分 不低于 99 分"],
        ["sensitivity"] + inputs + ["--draws", "5"],
      ]
    var text = ""
    for arguments in runs {
      let run = try CommandTests.run(arguments + ["--lang", language.rawValue])
      text += "$ " + arguments.joined(separator: " ") + "\n" + run.output + run.errors + "[\(run.code)]\n\n"
    }
    text = text.replacing(folder, with: "").replacing(try Regex("[0-9a-f]{64}"), with: "…")
    try Golden.check(text, "titles.\(language.rawValue).txt")
  }

  /// Members are only added: the names stay where they were.
  @Test func jsonHasNameAndTitle() throws {
    let outcome = judge(try standard(Self.rules), ["小区：柳岸\n所在街道：东街\n分数：90\n整洁：是\n", "小区：菊坊\n分数：40\n整洁：是\n"])
    let json = OutcomeJSON.text(Judged(outcome: outcome, rulesDigest: "", sheetsDigest: "", problems: []))
    for part in [
      #""name": "现场",\n          "title": "现场评分""#, #""name": "环境",\n          "title": "环境""#,
      #""grades": \[\n        "A"\n      \],\n      "gradeTitles": \[\n        "4A级"\n      \]"#,
      #""group": \{\n        "所在街道": "东街"\n      \}"#, #""group": \{\n        "所在街道": null\n      \}"#,
    ] {
      #expect(json.contains(try Regex(part)), "\(part)\n\(json)")
    }
  }

  /// What has no title of its own is shown as before, and without 每 there is no column.
  @Test func nothingToAdd() throws {
    let plain = Self.rules.replacing(try Regex("(类别 现场|等级 [AB]) “[^”]*”"), with: { "\($0.output[1].substring ?? "")" })
      .replacing(" 每 所在街道 前 1 个", with: "")
    let outcome = judge(try standard(plain), ["小区：柳岸\n所在街道：东街\n分数：90\n整洁：是\n"])
    let text = TextRenderer().render(OutcomeReport(outcome, language: .zh, level: .categories).report)
    #expect(text.contains("名次  小区  原则  现场  环境  总分  等级  结论"), "\(text)")
    #expect(!text.contains("类别："))
    let csv = OutcomeTable.csv(outcome, language: .zh, level: .categories)
    #expect(csv.contains("名次,小区,结论,原则1,现场最低,现场最高,环境最低,环境最高,总分最低,总分最高,等级,推荐"), "\(csv)")
  }

  /// A county that names communities is not shown twice.
  @Test func theGroupIsPartOfTheName() throws {
    let rules = Self.rules.replacing("对象 小区", with: "对象 小区，所在街道")
    let outcome = judge(try standard(rules), ["小区：柳岸\n所在街道：东街\n分数：90\n整洁：是\n"])
    let csv = OutcomeTable.csv(outcome, language: .en, level: .categories)
    #expect(csv.contains("rank,小区,所在街道,verdict,gate1"), "\(csv)")
    let text = TextRenderer().render(OutcomeReport(outcome, language: .zh, level: .categories).report)
    #expect(text.contains("名次  小区（所在街道）  原则"), "\(text)")
  }
}
