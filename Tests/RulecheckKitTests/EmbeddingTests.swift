import Foundation
import RulecheckKit
import TestSupport
import Testing

/// The library as somebody who embeds it sees it: no other room than `RulecheckKit` is imported here.
@Suite struct EmbeddingTests {
  private static let page = "Sources/RulecheckKit/RulecheckKit.docc/RulecheckKit.md"

  /// The lines of the page, compiled and run.
  @Test func thePageRuns() throws {
    var output = ""
    func print(_ items: Any...) { output += items.map { "\($0)" }.joined(separator: " ") + "\n" }
    // The page begins.
    let rules = try Rules(at: "rules/houma.rules")
    for problem in rules.problems where problem.isError { print(problem.text(.chinese)) }

    let sheets = try FactSheets(at: "rules/sheets")
    let judgement = try rules.judge(sheets)
    for community in judgement.communities.prefix(3) {
      print(community.rank ?? 0, community.name, community.least?.text ?? "…", community.selection ?? .notSelected)
    }
    for community in judgement.communities where community.isEligible == .unknown {
      print(community.name, "needs", community.missing.joined(separator: ", "))
    }
    print(try judgement.explanation(of: "桐花苑", in: .chinese).prefix(40))

    let generous = rules.setting("名额", to: "5 个")
    let chosen = try generous.judge(sheets).communities.filter { $0.selection == .selected }
    print(chosen.map(\.name))
    // The page ends.
    try Golden.check(output, "embedding.txt")
  }

  @Test func thePageIsWhatRuns() throws {
    func lines(_ text: Substring) -> [String] {
      text.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
    }
    let page = try Package.text(Self.page).components(separatedBy: "```")[1].dropFirst("swift\n".count)
    let file = try Package.text("Tests/RulecheckKitTests/EmbeddingTests.swift")
    let parts = file.components(separatedBy: "// The page begins.\n")[1].components(separatedBy: "// The page ends.")
    #expect(lines(page) == lines(parts[0][...]))
    #expect(lines(page).count <= 20)
  }

  /// What is wrong is told, and stops nothing but what depends on it.
  @Test func whatIsWrongIsTold() throws {
    #expect(throws: RulesError.self) { try Rules(at: "rules/nowhere.rules") }
    #expect(throws: RulesError.self) { try FactSheets(at: "rules/nowhere") }
    let broken = Rules(text: "标准 例\n事实 名 文本\n对象 名\n原则 1 “甲”\n条件 没有这个\n")
    #expect(!broken.isValid && broken.problems.contains { $0.isError })
    #expect(throws: RulesError.self) { try broken.judge(FactSheets(bytes: [], name: "a.csv")) }

    let rules = Rules(
      text: "标准 例\n总分 7 分\n事实 名 文本\n事实 率 百分比\n对象 名\n参数 界 90%\n类别 一\n指标 1 “率” 分值 7 分\n评分 率 * 7 分\n推荐 前 1 个 当 率 不低于 界\n")
    let sheets = FactSheets(bytes: "名,率\n甲,95%\n乙,1/3\n丙,\n".utf8, name: "a.csv")
    let judgement = try rules.judge(sheets)
    #expect(judgement.problems.filter(\.isError).map(\.code) == ["D307"])
    let first = try #require(judgement.communities.first)
    #expect(first.name == "甲" && first.least?.text == "6.65" && first.least?.value == 6.65 && first.rank == 1)
    #expect(judgement.communities.dropFirst().allSatisfy { $0.least?.text == "0" && $0.missing == ["率"] })
    #expect(first.selection == .open)
    #expect(throws: RulesError.self) { try judgement.explanation(of: "丁") }
    #expect(judgement.text(in: .chinese).hasPrefix("例\n") && judgement.json.contains("\"rulecheck."))
    let stricter = rules.setting("界", to: "99%")
    #expect(try stricter.isValid && stricter.judge(sheets).communities.first?.selection == .notSelected)
    #expect(!rules.setting("界", to: "九成").isValid && rules.digest != stricter.digest)
    #expect(!rules.amended(by: "删除 指标 一.9").isValid)
    // A value is a value: no further clause hides in it.
    #expect(!rules.setting("界", to: "90%\n删除 指标 一.1").isValid)
  }

  /// Who has no total has neither a least nor a most of it; who may have none, has what it would be.
  @Test func whoIsNotScored() throws {
    let rules = Rules(
      text: "标准 例\n事实 名 文本\n事实 净 是否\n对象 名\n原则 1 “净”\n条件 净\n不计分\n类别 一\n指标 1 “一”\n条件 名 已填\n")
    let sheets = FactSheets(bytes: "名,净\n甲,否\n乙,\n丙,是\n".utf8, name: "a.csv")
    let communities = try rules.judge(sheets).communities
    #expect(communities.map(\.name) == ["丙", "乙", "甲"])
    #expect(communities.map(\.isScored) == [.yes, .unknown, .no])
    #expect(communities.map { $0.least?.text } == ["100", "100", nil] && communities[2].most == nil)
    #expect(communities[2].rank == nil && communities[2].isEligible == .no)
  }
}
