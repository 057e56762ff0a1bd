import Diagnostics
import Foundation
import Notices
import Reports
import Testing
import Workbench

/// Citations held against the text of a notice.
@Suite struct TraceTests {
  private static func notice() throws -> String { try Package.text("Tests/Fixtures/notice.txt") }

  private static let rules = """
    标准 示范楼栋
    事实 楼栋 文本
    事实 甲 是否
    对象 楼栋
    参数 清扫次数 2 次  出处 附件2 第1类 第1项
    参数 未定 1 次 待定 “原文没有说”
    事实 次数 整数 次
    原则 1 “楼道”
      条件 甲 且 次数 不少于 清扫次数 且 次数 不少于 未定
      出处 附件1 第1条  # 灯具另说
    原则 2 “满意”
      条件 甲
      出处 “附件１ 第二条；附件1第3条”
    原则 3 “没有出处”
      条件 甲
    要件 1 “材料”
      条件 甲
      出处 附件3 二
    提醒 1 “报名”
      条件 甲
      出处 二（一）
    类别 卫生 分值 60%
      出处 附件2 类别 卫生
      指标 1 “清扫”
        条件 甲
        出处 附件2 第1类 第1项
      指标 2 “日清”
        条件 甲
        出处 附件2 类别 卫生 第2项
      指标 3 “分类”
        条件 甲
        出处 附件2 第1类 第9项
      指标 4 “值守”
        条件 甲
        出处 附件2 第一类 第四项
    类别 安全 分值 40%
      出处 附件2 第2类
      指标 1 “灭火器”
        条件 甲
        出处 附件2 第2类 第1项
    加分 先进 2 分
      条件 甲
      出处 附件2 加分项
    """

  private static func trace(_ rules: String, _ notice: String) throws -> Coverage {
    let loaded = Workbench.load(SourceFile(name: "a.rules", text: rules))
    let messages = loaded.diagnostics.filter(\.isError).map { DiagnosticRenderer(language: .en).render($0) }
    #expect(loaded.standard != nil, "\(messages.joined())")
    return Workbench.trace(loaded, against: Notice(notice))
  }

  /// Every clause of the notice with its address and its wording, page breaks and tags gone.
  @Test func noticesAreTakenApart() throws {
    let clauses = Notice(try Self.notice()).clauses
    try Golden.check(clauses.map { "\($0.address.text)  \($0.wording)\n" }.joined(), "notice.txt")
  }

  /// Line breaks, spaces, width and tags make no difference.
  @Test func layoutDoesNotMatter() throws {
    let text = try Self.notice()
    let plain = Notice(text).clauses.map { [$0.address.text, $0.wording] }
    let variants = [
      text.replacingOccurrences(of: "\n", with: "\r\n"), text.replacingOccurrences(of: "附件 1", with: "附件１"),
      text.replacingOccurrences(of: "好住，\n\n更好管", with: "好住，更  好管"),
      text.replacingOccurrences(of: "日产\n日清", with: "日产<br>日 清"),
      text.replacingOccurrences(of: "3．没有", with: "3.　没有"),
    ]
    for variant in variants { #expect(Notice(variant).clauses.map { [$0.address.text, $0.wording] } == plain) }
  }

  @Test(arguments: Language.allCases) func findings(_ language: Language) throws {
    let coverage = try Self.trace(Self.rules, try Self.notice())
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
    let files = MemoryFiles(contents: ["a.rules": Self.rules, "b.rules": variant])
    let loaded = try Workbench(files: files).load("b.rules")
    #expect(loaded.standard != nil)
    let coverage = Workbench.trace(loaded, against: Notice(try Self.notice()))
    #expect(coverage.dropped.map { "\($0.clause.address.text) \($0.by)" } == ["二（一） L5 删除 提醒 1"])
    #expect(!coverage.uncited.map(\.address.text).contains("二（一）"))
    let report = TraceReport(coverage, title: "上级", language: .zh)
    #expect(TextRenderer().render(report.report).contains("规则已经删去的条文\n  二（一）  "))
    #expect(report.csv.contains("removed,L5 删除 提醒 1,二（一）,,"))
  }

  /// Recorded, changed, found again: with the old wording and the new.
  @Test func staleCitationsAreFound() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let rules = folder.appendingPathComponent("规则.rules")
    let source = folder.appendingPathComponent("通知.txt")
    try Data(Self.rules.utf8).write(to: rules)
    try Data(try Self.notice().utf8).write(to: source)
    let arguments = ["trace", rules.path, "--source", source.path]
    let update = try CommandTests.run(arguments + ["--update"])
    #expect(update.code == 0 && update.output.contains("记录指纹 12 处"), "\(update.output)\(update.errors)")
    // Only lines of their own have been added.
    let recorded = try String(contentsOf: rules, encoding: .utf8)
    let kept = recorded.split(separator: "\n", omittingEmptySubsequences: false).filter { !$0.contains("指纹 “") }
    #expect(kept.joined(separator: "\n") == Self.rules)
    #expect(recorded.contains("  出处 附件1 第1条  # 灯具另说\n  指纹 “"))
    #expect(try CommandTests.run(arguments + ["--update"]).code == 0)
    #expect(try String(contentsOf: rules, encoding: .utf8) == recorded)
    #expect(
      Workbench.load(SourceFile(name: "a", text: recorded)).digest
        == Workbench.load(SourceFile(name: "a", text: Self.rules)).digest)
    let changed = try Self.notice().replacingOccurrences(of: "每周清扫两次", with: "每周清扫 三次").replacingOccurrences(
      of: "火情", with: "火 情")
    try Data(changed.utf8).write(to: source)
    let stale = try CommandTests.run(arguments)
    #expect(stale.code == 1)
    #expect(stale.output.contains("指标 卫生.1：附件2 第1类 第1项\n    原文：每周清扫两次\n    现在：每周清扫三次\n"), "\(stale.output)")
    #expect(stale.output.contains("2 处已改字"))
    try Data(Self.rules.utf8).write(to: rules)
    #expect(try CommandTests.run(arguments + ["--update", "--no-wording"]).code == 0)
    try Data(try Self.notice().utf8).write(to: source)
    #expect(try CommandTests.run(arguments).output.contains("原文：（没有记录）"))
    #expect(try CommandTests.run("trace", rules.path).code == 3)
    #expect(try CommandTests.run("trace", rules.path, "--source", "无此文件").code == 4)
  }

  /// A standard that carries out everything says so, and the exit code too.
  @Test func completeCoverage() throws {
    var rules = Self.rules.replacingOccurrences(of: "第1类 第9项", with: "第1类 第3项；附件2 第2类 第2项")
    rules = rules.replacingOccurrences(of: "出处 二（一）", with: "出处 二（一）；二（二）；附件3 第1条")
    rules = rules.replacingOccurrences(of: "“没有出处”\n  条件 甲", with: "“有出处”\n  条件 甲\n  出处 附件1 第3条")
    let coverage = try Self.trace(rules, try Self.notice())
    #expect(coverage.isComplete)
    let text = TextRenderer().render(TraceReport(coverage, title: "示范楼栋", language: .zh).report)
    #expect(text.contains("全部 14 条都有规则引用，出处没有问题：正文 2/2、附件1 3/3、附件2 7/7、附件3 2/2。"), "\(text)")
  }

  /// Whatever the text, there is an outline and no trap.
  @Test func damagedNotices() throws {
    var random = SeededGenerator(seed: 5)
    let bytes = Array(try Self.notice().utf8)
    for _ in 0..<200 {
      var damaged = bytes
      for _ in 0..<8 {
        let start = Int.random(in: 0..<damaged.count, using: &random)
        switch Int.random(in: 0..<3, using: &random) {
        case 0: damaged.removeSubrange(start..<min(damaged.count, start + 30))
        case 1: damaged.insert(contentsOf: Array("<9.、附件（一）\t\n".utf8.shuffled(using: &random)), at: start)
        default: damaged[start] = UInt8.random(in: 0...255, using: &random)
        }
      }
      let notice = Notice(String(decoding: damaged, as: UTF8.self))
      for clause in notice.clauses { #expect(!clause.address.text.isEmpty) }
      _ = notice.places(in: String(decoding: damaged.prefix(200), as: UTF8.self))
    }
  }
}
