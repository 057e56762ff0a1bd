import Diagnostics
import Evaluation
import Foundation
import Model
import Quantities
import Reports
import Sheets
import Syntax
import TestSupport
import Testing
import Workbench

@testable import rulecheck

/// Conversations about a standard.
@Suite struct SessionTests {
  private static var disk: Workbench { Workbench(files: Disk()) }
  private static func path(_ name: String) -> String { Package.root.appendingPathComponent(name).path }

  private static func conversation(_ language: Language = .zh) throws -> Conversation {
    let (rules, sheets) = (path("rules/houma.rules"), path("rules/sheets"))
    let session = try Session(try disk.load(rules), sheets: try disk.sheetFiles([sheets]))
    return Conversation(session, disk, rules: rules, sheets: [sheets], language: language)
  }

  /// A whole session with exact output, as lines on standard input of the built program.
  @Test func aScriptedSession() throws {
    let script = try Package.text("Tests/Fixtures/session.txt")
    let run = try CommandTests.run(["repl", "rules/houma.rules", "rules/sheets"], input: script)
    #expect(run.errors == "")
    #expect(run.code == 1, "two inputs are mistaken on purpose")
    try Golden.check(run.output, "session.txt")
    let clean = try CommandTests.run(["repl", "rules/houma.rules"], input: "1 + 1\n:quit\n")
    #expect(clean.code == 0)
    #expect(clean.output == "1 + 1  →  2\n")
  }

  /// The excerpt in README.md, inputs included.
  @Test func theExcerpt() throws {
    var conversation = try Self.conversation()
    var text = ""
    for input in ["修改 类别 党建引领 分值 25%", "修改 类别 物业服务 分值 37%"] {
      text += "> \(input)\n" + conversation.respond(to: input).text
    }
    try Golden.check(text, "excerpt.txt")
  }

  /// What only an amendment knows of says nothing by the standard as loaded; all else that is supposed holds there too.
  @Test func theBaseTakesWhatItKnows() throws {
    let bench = try CommandBench()
    var session = try Session(
      try Self.disk.load(bench.path("a.rules")), sheets: try Self.disk.sheetFiles([bench.path("a.csv")]))
    for entry in [
      Session.Entry.amendment("新增 事实 绿化率 百分比"), .fact(community: "西苑", fact: "绿化率", value: "40%"),
      .fact(community: "西苑", fact: "样式", value: "新"),
    ] {
      _ = try session.perform(entry)
    }
    let base = session.baseOutcome
    #expect(base.standard.facts.count + 1 == session.outcome.standard.facts.count)
    #expect(try base.result("西苑").total == session.outcome.result("西苑").total)
    #expect(try base.result("西苑").total.exactText == "40")
  }

  /// Undo and redo lead back to the very same outcomes.
  @Test func stepsCanBeTakenBack() throws {
    var session = try Self.conversation().session
    let start = OutcomeTable.csv(session.outcome, language: .zh, level: .items)
    let entries: [Session.Entry] = [
      .amendment("修改 参数 名额 5 个"), .amendment("修改 类别 党建引领 分值 30%"), .amendment("修改 类别 物业服务 分值 32%"),
      .fact(community: "槐香里", fact: "物业费收费率", value: "90%"), .amendment("删除 指标 物业服务.11"),
    ]
    var states = [start]
    for entry in entries {
      _ = try session.perform(entry)
      states.append(OutcomeTable.csv(session.outcome, language: .zh, level: .items))
    }
    #expect(Set(states).count == states.count)
    #expect(session.unfinished == nil)
    for state in states.dropLast().reversed() {
      #expect(session.undo() != nil)
      #expect(OutcomeTable.csv(session.outcome, language: .zh, level: .items) == state)
    }
    #expect(session.undo() == nil)
    for state in states.dropFirst() {
      #expect(session.redo() != nil)
      #expect(OutcomeTable.csv(session.outcome, language: .zh, level: .items) == state)
    }
    #expect(session.redo() == nil)
  }

  /// A mistake leaves the session as it was.
  @Test(arguments: [
    "修改 参数 名额数 5 个", "修改 类别 无此类 分值 3%", "删除 指标 物业服务.99", "参数 坏", "新增 指标 物业服务.15 “没有条件”", "无此事实 大于 3",
    "修改 参数 名额 “多”", ":设定 业主满意度 950%", ":设定 无此事实 3", ":小区 无此小区", ":保存", ":无此命令", "（", "修改", ":解释 99.9",
  ])
  func mistakesChangeNothing(_ input: String) throws {
    var conversation = try Self.conversation()
    _ = conversation.respond(to: ":小区 槐香里")
    _ = conversation.respond(to: "修改 参数 名额 5 个")
    let before = OutlinePrinter.text(conversation.session.current.outline)
    let reply = conversation.respond(to: input)
    #expect(reply.isMistake, "\(reply.text)")
    #expect(!reply.text.isEmpty)
    #expect(OutlinePrinter.text(conversation.session.current.outline) == before)
    #expect(conversation.session.amendments == ["修改 参数 名额 5 个"])
  }

  @Test func unfinishedWeightsAreSaid() throws {
    var conversation = try Self.conversation()
    let first = conversation.respond(to: "修改 类别 党建引领 分值 25%")
    #expect(!first.isMistake)
    #expect(first.text.contains("分值尚未配平") && first.text.contains("105%"))
    #expect(conversation.session.unfinished != nil)
    let second = conversation.respond(to: "修改 类别 物业服务 分值 37%")
    #expect(!second.text.contains("分值尚未配平"))
    #expect(conversation.session.unfinished == nil)
  }

  /// What is saved inherits the standard, holds the amendments, and gives the same results.
  @Test func savedVariantsGiveTheSameResults() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    // A variant inherits from the folders around it.
    let rules = folder.appendingPathComponent("houma.rules").path
    try FileManager.default.copyItem(atPath: Self.path("rules/houma.rules"), toPath: rules)
    let session = try Session(try Self.disk.load(rules), sheets: try Self.disk.sheetFiles([Self.path("rules/sheets")]))
    var conversation = Conversation(session, Self.disk, rules: rules, sheets: [], language: .zh)
    let far = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString)/甲/乙/修改稿.rules").path
    let file = folder.appendingPathComponent("修改稿.rules").path
    for input in [
      "修改 参数 名额 5 个", "修改 类别 党建引领 分值 25%", "修改 类别 物业服务 分值 37%", "新增 指标 党建引领.6 “新项”\n  条件 文明养宠",
      "删除 指标 物业服务.11", ":撤销", "栏目 “新”\n事实 新事实 是否 缺省 是", "要件 M9 “新要件”\n  条件 新事实",
    ] {
      #expect(!conversation.respond(to: input).isMistake, "\(input)")
    }
    #expect(conversation.respond(to: ":保存 \(far)").isMistake)
    #expect(conversation.respond(to: ":保存 \(file).txt").isMistake)
    let reply = conversation.respond(to: ":保存 \(file)")
    #expect(!reply.isMistake, "\(reply.text)")
    let saved = try Self.disk.load(file)
    let standard = try #require(saved.standard)
    let (table, problems, _) = try Self.disk.sheets([Self.path("rules/sheets")], for: standard)
    #expect(problems.isEmpty)
    let results = OutcomeTable.csv(Evaluation.outcome(of: standard, table), language: .zh, level: .items)
    #expect(results == OutcomeTable.csv(conversation.session.outcome, language: .zh, level: .items))
    let text = try String(contentsOfFile: file, encoding: .utf8)
    #expect(
      text.split(separator: "\n").dropFirst().joined(separator: "\n")
        == conversation.session.amendments.joined(separator: "\n"))
  }

  /// Neither the standard itself nor a file that was there is replaced by the way.
  @Test func savingLosesNoFile() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    func path(_ name: String) -> String { folder.path + "/" + name }
    func text(_ name: String) throws -> String { try String(contentsOfFile: path(name), encoding: .utf8) }
    let base = "标准 例\n事实 名 文本\n对象 名\n参数 数 1\n类别 一\n  指标 1 “一”\n    条件 数 = 1\n"
    try Data(base.utf8).write(to: folder.appendingPathComponent("a.rules"))
    try Data("别的内容".utf8).write(to: folder.appendingPathComponent("b.rules"))
    let rules = path("a.rules")
    var conversation = Conversation(
      try Session(try Self.disk.load(rules), sheets: []), Self.disk, rules: rules, sheets: [], language: .zh)
    #expect(!conversation.respond(to: "修改 参数 数 2").isMistake)
    for name in ["a.rules", "./a.rules", "b.rules"] {
      #expect(conversation.respond(to: ":保存 \(path(name))").isMistake, "\(name)")
    }
    // Only the very next input confirms.
    #expect(!conversation.respond(to: "数").isMistake)
    #expect(conversation.respond(to: ":保存 \(path("b.rules"))").isMistake)
    #expect(try text("b.rules") == "别的内容")
    #expect(try text("a.rules") == base)
    #expect(conversation.respond(to: ":保存 \(path("b.rules"))").text.hasPrefix("已存入 "))
    #expect(try text("b.rules").hasSuffix("\n修改 参数 数 2\n"))
    #expect(!conversation.respond(to: "修改 参数 数 3").isMistake)
    #expect(!conversation.respond(to: ":保存 \(path("b.rules"))").isMistake)
    #expect(conversation.respond(to: ":保存 \(path("c.rules"))").text.hasPrefix("已存入 "))
    let hint = conversation.respond(to: "exit")
    #expect(hint.isMistake && !hint.ends && hint.text.hasSuffix("命令以冒号开头：:退出\n"))
  }

  /// What is a matter of one community is asked of one; what is not, of none.
  @Test func expressionsWithoutACommunity() throws {
    var conversation = try Self.conversation()
    for text in ["1 + 1", "收费率门槛 - 1%", "基准日 - 1年"] {
      #expect(!conversation.respond(to: text).isMistake, "\(text)")
    }
    for text in ["总分", "有资格", "物业费收费率", "群体平均（业主满意度，辖区）", "任一 行政处罚 的 日期 晚于 基准日", "整改率", ":解释", ":事实"] {
      let reply = conversation.respond(to: text)
      #expect(reply.isMistake && reply.text.contains("要先选一个小区"), "\(text) \(reply.text)")
    }
    #expect(!conversation.respond(to: ":小区 桐花苑").isMistake)
    #expect(conversation.respond(to: "总分").text == "总分  →  98 分\n")
    // Definitions that use one another many times over are looked at once each.
    let chain = (1...60).map { "定义 层\($0) 为 层\($0 - 1) + 层\($0 - 1)\n" }.joined()
    #expect(!conversation.respond(to: "定义 层0 为 0\n" + chain).isMistake)
    conversation.community = nil
    #expect(conversation.respond(to: "层9").text.hasPrefix("层9  →  0\n"))
    var english = try Self.conversation(.en)
    #expect(english.respond(to: ":community 桐花园").text == "No sheet is called “桐花园”. Did you mean “桐花苑”?\n")
  }

  /// The journal brings a session back, entry by entry, whatever is in them.
  @Test func journalsBringSessionsBack() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: folder) }
    let environment = ["XDG_STATE_HOME": folder.path]
    let first = try CommandTests.run(
      ["repl", "rules/houma.rules", "rules/sheets", "--resume"],
      input: ":小区 槐香里\n修改 原则 1 “反斜\\杠\t制表”\n  说明 “第二行”\n:设定 业主满意度 77%\n", environment: environment)
    #expect(first.code == 0)
    let again = try CommandTests.run(
      ["repl", "rules/houma.rules", "rules/sheets", "--resume"], input: ":清单\n:小区 槐香里\n:事实 业主满意度\n",
      environment: environment)
    #expect(again.output.hasPrefix("接着上次：2 步。\n修改 原则 1 “反斜\\杠\t制表”\n  说明 “第二行”\n"), "\(again.output)")
    #expect(again.output.hasSuffix("业主满意度：77%\n"))
    let journals = try FileManager.default.contentsOfDirectory(atPath: folder.appendingPathComponent("rulecheck").path)
    #expect(journals.count == 1)
    let file = folder.appendingPathComponent("rulecheck/" + journals[0]).path
    let attributes = try FileManager.default.attributesOfItem(atPath: file)
    #expect(attributes[.posixPermissions] as? Int == 0o600)
    try (Data("坏\tx\namendment\t修改 参数 名额 5 个\n\u{0}\n".utf8) + [0xFF, 0xFE, 0x0A]).write(
      to: URL(fileURLWithPath: file))
    let damaged = try CommandTests.run(
      ["repl", "rules/houma.rules", "rules/sheets", "--resume"], input: "", environment: environment)
    #expect(damaged.output.hasSuffix("接着上次：1 步。\n"))
  }

  @Test func commandsHaveNamesInBothLanguages() {
    for command in ReplCommand.allCases {
      #expect(ReplCommand(command.chinese) == command)
      #expect(ReplCommand(command.english) == command)
    }
    #expect(ReplCommand("ex") == .explain)
    #expect(ReplCommand("re") == nil)
    #expect(ReplCommand("撤") == .undo)
  }

  /// One change from outside, in every form.
  @Test func whatIf() throws {
    let change = ["whatif", "rules/houma.rules", "rules/sheets", "--amend", "修改 参数 名额 5 个"]
    let text = try CommandTests.run(change)
    #expect(text.code == 0)
    #expect(text.output.contains("参数 名额：3 个 → 5 个"))
    #expect(text.output.contains("云栖家园（并列待定 → 推荐）：参数 名额"))
    for format in ["json", "csv", "markdown"] {
      let run = try CommandTests.run(change + ["--format", format])
      #expect(run.code == 0 && run.output.contains("云栖家园"))
    }
    let file = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: file) }
    try Data("\u{FEFF}修改 参数 名额 5 个".utf8).write(to: file)
    let fromFile = try CommandTests.run("whatif", "rules/houma.rules", "rules/sheets", "--amend-file", file.path)
    #expect(fromFile.code == 0 && fromFile.output == text.output, "\(fromFile.errors)")
    try (Data("修改 参数 名额 5 ".utf8) + [0xB8, 0xF6]).write(to: file)
    let notText = try CommandTests.run("whatif", "rules/houma.rules", "rules/sheets", "--amend-file", file.path)
    #expect(notText.code == 2 && notText.errors.contains("R304"))
    let unbalanced = try CommandTests.run("whatif", "rules/houma.rules", "rules/sheets", "--amend", "修改 类别 党建引领 分值 25%")
    #expect(unbalanced.code == 2)
    #expect(unbalanced.errors.contains("105%"))
    #expect(try CommandTests.run("whatif", "rules/houma.rules", "rules/sheets").code == 3)
  }
}
