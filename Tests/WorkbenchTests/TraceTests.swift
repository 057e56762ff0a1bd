import Diagnostics
import Foundation
import Notices
import Reports
import TestSupport
import Testing
import Workbench

/// Citations held against the text of a notice.
@Suite struct TraceTests {
  private static func trace(_ rules: String, _ notice: String) throws -> Coverage {
    let loaded = Workbench.load(SourceFile(name: "a.rules", text: rules))
    let messages = loaded.diagnostics.filter(\.isError).map { DiagnosticRenderer(language: .en).render($0) }
    #expect(loaded.standard != nil, "\(messages.joined())")
    return Workbench.trace(loaded, against: Notice(notice))
  }

  @Test(arguments: Language.allCases) func findings(_ language: Language) throws {
    let coverage = try Self.trace(Sample.building, try Sample.notice())
    #expect(!coverage.isComplete)
    #expect(coverage.uncited.map(\.address.text) == ["二（二）", "附件2 第1类 第3项", "附件2 第2类 第2项", "附件3 第1条"])
    #expect(coverage.silent.map { coverage.rules[$0].name } == ["原则 3"])
    #expect(coverage.nowhere.map(\.text) == ["附件2 第1类 第9项"])
    let report = TraceReport(coverage, title: "示范楼栋", language: language)
    try Golden.check(
      TextRenderer().render(report.report) + report.csv + report.json, "trace.\(language.rawValue).txt")
  }

  /// What a level removes is said to be removed, unless another rule cites it; nobody has forgotten it.
  @Test func removedRulesAreNotForgotten() throws {
    let variant = """
      标准 上级 继承 示范楼栋 于 “a.rules”
      修改 类别 卫生 分值 60%
      删除 指标 卫生.1
      删除 指标 卫生.2
      删除 提醒 1
      新增 指标 卫生.5 “日清”
        条件 甲
        出处 附件2 类别 卫生 第2项
      """
    let files = MemoryFiles(contents: ["a.rules": Sample.building, "b.rules": variant])
    let loaded = try Workbench(files: files).load("b.rules")
    #expect(loaded.standard != nil)
    let coverage = Workbench.trace(loaded, against: Notice(try Sample.notice()))
    #expect(coverage.dropped.map { "\($0.clause.address.text) \($0.by)" } == ["二（一） L5 删除 提醒 1"])
    #expect(!coverage.uncited.map(\.address.text).contains("二（一）"))
    let report = TraceReport(coverage, title: "上级", language: .zh)
    #expect(TextRenderer().render(report.report).contains("规则已经删去的条文\n  二（一）  "))
    #expect(report.csv.contains("removed,L5 删除 提醒 1,二（一）,,"))
  }

  /// A standard that carries out everything says so, and the exit code too.
  @Test func completeCoverage() throws {
    var rules = Sample.building.replacingOccurrences(of: "第1类 第9项", with: "第1类 第3项；附件2 第2类 第2项")
    rules = rules.replacingOccurrences(of: "出处 二（一）", with: "出处 二（一）；二（二）；附件3 第1条")
    rules = rules.replacingOccurrences(of: "“没有出处”\n  条件 甲", with: "“有出处”\n  条件 甲\n  出处 附件1 第3条")
    let coverage = try Self.trace(rules, try Sample.notice())
    #expect(coverage.isComplete)
    let text = TextRenderer().render(TraceReport(coverage, title: "示范楼栋", language: .zh).report)
    #expect(text.contains("全部 14 条都有规则引用，出处没有问题：正文 2/2、附件1 3/3、附件2 7/7、附件3 2/2。"), "\(text)")
  }
}
