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
    let (table, problems, _) = try Self.disk.sheets([Self.path("rules/sheets")], for: standard, digested: false)
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
    // What somebody else has written there since is asked for again.
    try "又是别的".write(toFile: path("c.rules"), atomically: true, encoding: .utf8)
    #expect(conversation.respond(to: ":保存 \(path("c.rules"))").isMistake)
    #expect(try text("c.rules") == "又是别的")
    for name in ["", "/", "/没有/d.rules"] {
      let reply = conversation.respond(to: ":保存 \(path("x").dropLast(2))\(name)")
      #expect(reply.isMistake && reply.text.contains("文件夹"), "\(reply.text)")
    }
    #expect(conversation.respond(to: ":保存 “\(path("c.rules"))”").text.hasPrefix("已经有 "))
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
    #expect(again.output.hasPrefix("接着上次：2 步。\n  修改 原则 1 “反斜\\杠\t制表”\n  说明 “第二行”\n"), "\(again.output)")
    #expect(again.output.contains("\n假设 槐香里 业主满意度 = 77%\n"), "\(again.output)")
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
    #expect(damaged.output == "接着上次：1 步。\n  修改 参数 名额 5 个\n")
  }

  /// Where one step no longer fits, none is taken up, and all are kept.
  @Test func whatNoLongerFitsIsKept() throws {
    let bench = try CommandBench()
    let (rules, environment) = (bench.path("a.rules"), ["XDG_STATE_HOME": bench.folder.path])
    let original = try String(contentsOfFile: rules, encoding: .utf8)
    let parameter = try #require(original.split(separator: "\n").first { $0.hasPrefix("参数 ") })
    let name = String(parameter.split(separator: " ")[1])
    let typed = "新增 参数 甲新 1\n修改 参数 \(name) 待定 “试”\n新增 参数 乙新 2\n"
    func run(_ input: String) throws -> String {
      try CommandTests.run(["repl", rules, "--resume"], input: input, environment: environment).output
    }
    _ = try run(typed)
    try original.replacingOccurrences(of: name, with: name + "改了").write(
      toFile: rules, atomically: true, encoding: .utf8)
    let refused = try run(":清单\n")
    #expect(refused.contains("第 2 步") && !refused.contains("接着上次") && refused.hasSuffix("还没有改动。\n"), "\(refused)")
    try original.write(toFile: rules, atomically: true, encoding: .utf8)
    #expect(try run("").hasPrefix("接着上次：3 步。\n"))
  }

  /// What a reader of files would not let happen, commands within a session do not do either.
  @Test func whatWasReadIsNotWrittenOver() throws {
    let bench = try CommandBench()
    let sheet = bench.path("a.csv")
    let before = try Data(contentsOf: URL(fileURLWithPath: sheet))
    for command in [":敏感性 --draws 3", ":计划", ":计划 --format json"] {
      let run = try CommandTests.run(["repl", bench.path("a.rules"), sheet], input: "\(command) --output \(sheet)\n")
      #expect(run.code == 1, "\(run.output)")
      #expect(try Data(contentsOf: URL(fileURLWithPath: sheet)) == before)
    }
  }

  /// Each entry stands alone: what an earlier one was about says nothing of this one.
  @Test func entriesStandAlone() throws {
    var conversation = try Self.conversation()
    for input in ["修改 类别 党建引领 分值 25%", "修改 类别 物业服务 分值 37%"] { _ = conversation.respond(to: input) }
    let reply = conversation.respond(to: "删除 指标 3")
    #expect(reply.isMistake && reply.text.contains("M502"))
    #expect(conversation.respond(to: "删除 指标 3.3").text.contains("应写作：删除 指标 物业服务.3"))
  }

  /// Plain words get the amendment that was meant, whether they are an expression or not.
  @Test(arguments: ["名额=5", "名额 = 5 个", "把名额改成5", "名额 5 个", "修改 名额 5 个", "名额改为 5 个"])
  func plainWordsGetTheAmendment(_ words: String) throws {
    var conversation = try Self.conversation()
    let reply = conversation.respond(to: words).text
    #expect(reply.contains("修改 参数 名额 5 个\n") && !reply.contains("是不是想写"), "\(reply)")
    #expect(conversation.session.entries.isEmpty)
  }

  static let looks: [(input: String, found: String)] = [
    (":看 名额", "参数 名额 / quota 3 个\n"), (":看 quota", "参数 名额 / quota 3 个\n"), (":看 3.3", "指标 物业服务.3 “履约与收费率”\n"),
    (":看 物业服务.3", "  条件 按合同服务\n"), (":看 原则 1", "原则 1 “口碑居前，无事故舆情”\n"), (":看 原则1", "  条件 非 较大安全事故\n"),
    (":看 推荐", "推荐 前 名额"), (":看 整改率", "定义 整改率"), (":帮助 名额", "参数 名额 / quota 3 个\n"), ("名额?", "定于 "),
    (":各 物业费收费率", "桐花苑    98.2%\n"), (":各 总分", "梧桐雅居  90.5 分\n"), (":小区桐花苑", "总分 98"), (":小区：桐花苑", "总分 98"),
    (":re", ":redo、:reload、:resume"), ("谁入选了", ":排名"), ("为什么桐花苑没入选", ":小区 桐花苑"), (":扫描 名额 1 个 2 个 1 个", "共 2 步"),
    (":扫描 参数 名额 1 2 1", "共 2 步"),
  ]

  @Test(arguments: looks) func whatPeopleTypeIsUnderstood(_ input: String, _ found: String) throws {
    var conversation = try Self.conversation()
    let reply = conversation.respond(to: input).text
    #expect(reply.contains(found), "\(reply)")
  }

  @Test(arguments: ["退出", "quit", "exit", "q", ":退出"]) func leaving(_ word: String) throws {
    var conversation = try Self.conversation()
    #expect(conversation.respond(to: word).ends)
  }

  /// A value may be written as in the rules language; what is the name of a community is no matter to suppose.
  @Test func suppositionsAreTold() throws {
    var conversation = try Self.conversation()
    _ = conversation.respond(to: ":小区 桐花苑")
    #expect(conversation.prompt.hasSuffix(" 桐花苑> "))
    #expect(conversation.respond(to: ":设定 小区名称 梧桐雅居").isMistake)
    #expect(conversation.respond(to: ":设定 所在街道 “临溪街道”").text.contains("→ 临溪街道\n"))
    #expect(conversation.respond(to: ":设定 公示项目 {服务事项，“服务等级”}").text.contains("→ 服务事项、服务等级\n"))
    let reply = conversation.respond(to: ":设定 物业费收费率 90%").text
    #expect(reply.contains("总分 ") && reply.contains("不符合"), "\(reply)")
    #expect(conversation.respond(to: ":清单").text.contains("假设 桐花苑 物业费收费率 = 90%\n"))
    #expect(conversation.respond(to: ":退出").text.contains("假设的事实不保存"))
  }

  /// A verdict that changes without anybody entering or leaving is told, and so are totals.
  @Test func effectsAreTold() throws {
    var conversation = try Self.conversation()
    _ = conversation.respond(to: "修改 参数 名额 4 个")
    #expect(conversation.respond(to: "修改 参数 名额 5 个").text.contains("槐香里 未入名额 → 名额待定"))
    let locked = conversation.respond(to: "修改 标准 总分 120 分").text
    #expect(locked.contains("梧桐雅居 90.5 → 108.6") && locked.contains("存不成继承的标准"), "\(locked)")
    #expect(conversation.respond(to: ":检查").text.contains("存不成继承的标准"))
  }

  static let wholes: [(text: String, inputs: [String])] = [
    ("修改 指标 物业服务.3\n  条件 按合同服务\n\n  出处 附件2\n名额", ["修改 指标 物业服务.3\n  条件 按合同服务\n\n  出处 附件2", "名额"]),
    ("（名额 +\n1 个）\n名额", ["（名额 +\n1 个）", "名额"]), ("有电梯 且\n有燃气", ["有电梯 且\n有燃气"]),
    ("名额\n\n有电梯", ["名额", "", "有电梯"]), (":排名\n有电梯", [":排名", "有电梯"]),
  ]

  @Test(arguments: wholes) func whatBelongsTogetherIsOneInput(_ text: String, _ inputs: [String]) {
    #expect(ReplInputs.split(text) == inputs)
  }

  @Test(arguments: [
    ("修改 指标 物业服务.3", false), ("修改 指标 物业服务.3\n  条件 按合同服务", false), ("修改 指标 物业服务.3\n  条件 按合同服务\n", true),
    ("修改 参数 名额 5 个", true), ("删除 原则 1", true), ("（名额 + 1 个", false), ("名额 +", false), ("有电梯 且", false), ("名额", true),
    (":看 （", true),
  ]) func whenAnEntryIsComplete(_ text: String, _ isComplete: Bool) {
    #expect(Conversation.isComplete(text) == isComplete)
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
