import Evaluation
import Foundation
import Model
import Reports
import TestSupport
import Testing

/// What a reader needs beside a name: the group on which a place depends, and the titles of grades and categories.
@Suite struct TitleTests {
  /// Members are only added: the names stay where they were.
  @Test func jsonHasNameAndTitle() throws {
    let outcome = judge(try standard(Sample.stars), ["小区：柳岸\n所在街道：东街\n分数：90\n整洁：是\n", "小区：菊坊\n分数：40\n整洁：是\n"])
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
    let plain = Sample.stars.replacing(
      try Regex("(类别 现场|等级 [AB]) “[^”]*”"), with: { "\($0.output[1].substring ?? "")" }
    )
    .replacing(" 每 所在街道 前 1 个", with: "")
    let outcome = judge(try standard(plain), ["小区：柳岸\n所在街道：东街\n分数：90\n整洁：是\n"])
    let text = TextRenderer().render(OutcomeReport(outcome, language: .zh, level: .categories).report)
    #expect(text.contains("名次  小区  结论    总分  等级  原则  现场  环境"), "\(text)")
    #expect(!text.contains("类别："))
    let csv = OutcomeTable.csv(outcome, language: .zh, level: .categories)
    #expect(csv.contains("名次,小区,结论,原则1,现场最低,现场最高,环境最低,环境最高,总分最低,总分最高,等级,推荐"), "\(csv)")
  }

  /// A county that names communities is not shown twice.
  @Test func theGroupIsPartOfTheName() throws {
    let rules = Sample.stars.replacing("对象 小区", with: "对象 小区，所在街道")
    let outcome = judge(try standard(rules), ["小区：柳岸\n所在街道：东街\n分数：90\n整洁：是\n"])
    let csv = OutcomeTable.csv(outcome, language: .en, level: .categories)
    #expect(csv.contains("rank,小区,所在街道,verdict,gate1"), "\(csv)")
    let text = TextRenderer().render(OutcomeReport(outcome, language: .zh, level: .categories).report)
    #expect(text.contains("名次  小区（所在街道）  结论"), "\(text)")
  }
}
