import Diagnostics
import Foundation
import Model
import Sheets
import TestSupport
import Testing
import Workbench

@testable import rulecheck

/// What a conversation makes of entries of every kind.
@Suite struct ReplEntryTests {
  private static func conversation(_ language: Language = .zh) throws -> Conversation {
    let workbench = Workbench(files: Disk())
    let rules = Package.root.appendingPathComponent("rules/houma.rules").path
    let sheets = Package.root.appendingPathComponent("rules/sheets").path
    let session = try Session(try workbench.load(rules), sheets: try workbench.sheetFiles([sheets]))
    return Conversation(session, workbench, rules: rules, sheets: [sheets], language: language)
  }

  @Test(arguments: [
    ("修改 参数 名额 5 个\n修改 参数 名额 6 个", ["修改 参数 名额 5 个", "修改 参数 名额 6 个"]), ("1 + 1\n2 + 2", ["1 + 1", "2 + 2"]),
    ("要件 M9 “新”\n  条件 甲\n1 + 1", ["要件 M9 “新”\n  条件 甲", "1 + 1"]), ("要件 M9 “新”\n  :清单", ["要件 M9 “新”", "  :清单"]),
    ("要件 M9 “新”\n条件 甲\n说明 “乙”", ["要件 M9 “新”\n条件 甲\n说明 “乙”"]), ("修改 参数 名额 5 个\n条件 甲", ["修改 参数 名额 5 个", "条件 甲"]),
    ("栏目 “新”\n事实 甲 是否\n事实 乙 是否", ["栏目 “新”\n事实 甲 是否", "事实 乙 是否"]), ("1 + 1\n  2", ["1 + 1", "  2"]),
  ])
  func textsAreInputs(_ text: String, _ inputs: [String]) { #expect(ReplInputs.split(text) == inputs) }

  /// Every parameter and truth that is stated as it is already changes nothing, and is no step.
  @Test func whatChangesNothingIsSaid() throws {
    var conversation = try Self.conversation()
    _ = conversation.respond(to: ":小区 槐香里")
    let standard = conversation.session.outcome.standard
    for parameter in standard.parameters {
      let amendment = try #require(
        conversation.session.outcome.standard.amendment(ofParameter: parameter.name, to: "", .zh))
      #expect(conversation.respond(to: amendment).text == "没有变化。\n", "\(amendment)")
    }
    for input in ["修改 类别 党建引领 分值 20%", ":设定 文明养宠 否", ":设定 业主满意度 = 98.6%", ":设定 市级结果日 未填"] {
      #expect(conversation.respond(to: input).text == "没有变化。\n", "\(input)")
    }
    #expect(conversation.session.entries == [])
    // What has no effect on the results is a change all the same, and so is what can be made again.
    #expect(conversation.respond(to: ":设定 户数 385").text.hasPrefix("  槐香里 户数：384 户 → 385 户\n"))
    _ = conversation.respond(to: ":撤销")
    #expect(conversation.respond(to: "修改 参数 名额 3 个").text == "没有变化。\n")
    #expect(!conversation.respond(to: ":重做").isMistake)
  }

  /// A parameter is no fact; what is proposed does what was meant, for every parameter.
  @Test func parametersAreNoFacts() throws {
    var conversation = try Self.conversation()
    let reply = conversation.respond(to: ":设定 名额 5")
    #expect(reply.isMistake && reply.text.hasSuffix("要改它，写 修改 参数 名额 5 个。\n"), "\(reply.text)")
    var english = try Self.conversation(.en)
    #expect(english.respond(to: ":set quota=5").text.contains("amend parameter quota 5 个"))
    for parameter in conversation.session.outcome.standard.parameters {
      let text = conversation.respond(to: ":设定 \(parameter.name) 不是值").text
      let amendment = try #require(text.split(separator: "要改它，写 ").last).dropLast(2)
      #expect(!conversation.respond(to: String(amendment)).isMistake, "\(text)")
    }
    #expect(!conversation.respond(to: "修改 参数 名额 5 个").isMistake)
  }

  /// What a new user writes without knowing better is answered by what to write, which then works.
  @Test func beginnersAreTold() throws {
    var conversation = try Self.conversation()
    for (input, wanted) in [
      ("help", ":帮助"), ("小区 槐香里", ":小区 槐香里"), ("槐香里", ":小区 槐香里"), ("设定 文明养宠 是", ":设定 文明养宠 是"), ("物业服务.3", ":解释 物业服务.3"),
      ("推荐", ":解释 推荐"), ("排序", ":排名"),
    ] {
      let reply = conversation.respond(to: input)
      #expect(
        reply.isMistake && reply.text.hasSuffix(wanted + "\n") && !reply.text.contains("错误"), "\(input): \(reply.text)")
      #expect(!conversation.respond(to: wanted).isMistake, "\(wanted)")
    }
    _ = conversation.respond(to: ":小区 桐花苑")
    for (input, wanted) in [
      (":小区 槐", "槐香里\n"), ("3.4", "3.4  →  3.4\n要看这一条的理由，写 :解释 3.4\n"), ("?", "输入三种内容"), ("名额？", "  参数 名额 / quota"),
      (":帮助 撤销", ":撤销 [步数]"), (":帮助 条件", "条件 / condition"), (":解释 M1", "槐香里\n要件 M1"), (":事实 没有这个", "没有含“没有这个”的事实"),
      (":重读", "没有变化。"), ("修改 参数 名额 5 个", "  参数 名额"), (":撤销 全部", "撤销：修改 参数 名额 5 个"),
    ] {
      let reply = conversation.respond(to: input)
      #expect(!reply.isMistake && reply.text.hasPrefix(wanted), "\(input): \(reply.text)")
    }
    #expect(conversation.respond(to: ":设定 党员占比 60%").text.contains("是算出来的"))
    for command in ReplCommand.allCases where command.takesNothing {
      let reply = conversation.respond(to: ":\(command.chinese) 多余")
      #expect(reply.isMistake && reply.text.contains("多余"), "\(command)")
    }
  }

  /// What was meant by words that are no entry, and what to write instead, which then works.
  @Test func trapsAreTold() throws {
    var conversation = try Self.conversation()
    _ = conversation.respond(to: ":小区 槐香里")
    for (input, told, next) in [
      ("党建引领", "是类别", "党建引领 的 得分"), ("党建引领", ":看 党建引领", ":看 党建引领"), ("指标 3.4", ":解释 3.4", ":解释 3.4"),
      ("指标3.4", ":解释 3.4", ":解释 3.4"), ("原则 1", "标准里已经有 原则 1", ":看 原则 1"), ("原则1", "标准里已经有 原则1", ":看 原则1"),
      ("参数 名额", "标准里已经有 参数 名额", ":看 参数 名额"), (":各 3.4", "物业服务.4 的 得分", ":各 物业服务.4 的 得分"), (":看", ":看 前列占比", ":看 前列占比"),
      ("条件 文明养宠", "写在一句的下面", ":帮助 条件"), (":扫描 名额 1 5", "例如 :扫描 ", ":扫描 名额 1 5 1"), ("修改", ":帮助 修改", ":帮助 修改"),
    ] {
      let reply = conversation.respond(to: input)
      #expect(reply.isMistake && reply.text.contains(told) && !reply.text.contains("错误 "), "\(input): \(reply.text)")
      #expect(!conversation.respond(to: next).isMistake, "\(next)")
    }
    // A kind stands for all of its clauses, and a word of the language for what the standard does with it.
    let gates = conversation.respond(to: ":看 原则").text
    for number in 1...8 { #expect(gates.contains("原则 \(number) “")) }
    for (word, shown) in [("指标", "指标 党建引领.1"), ("不适用", "不适用 当"), ("修改", "修改 参数 前列占比 5%"), ("删除", "删除 指标 党建引领.1")] {
      let text = conversation.respond(to: ":帮助 \(word)").text
      #expect(text.contains("规则语言的词") && text.contains(shown), "\(word): \(text)")
    }
    for word in ["修改", "删除", "新增"] {
      let text = conversation.respond(to: ":帮助 \(word)").text
      let entry = text.split(separator: "\n").dropFirst(2).joined(separator: "\n").trimmed
      let reply = conversation.respond(to: entry)
      #expect(!reply.isMistake && !entry.isEmpty, "\(entry): \(reply.text)")
    }
    let far = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString + "/远/处")
    try FileManager.default.createDirectory(at: far, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: far.deletingLastPathComponent().deletingLastPathComponent()) }
    let saved = conversation.respond(to: ":保存 \(far.path)/改.rules")
    #expect(saved.isMistake && saved.text.hasPrefix("存在那里就找不到所继承的"), "\(saved.text)")
    var english = try Self.conversation(.en)
    _ = english.respond(to: ":community 槐香里")
    for input in ["party_leadership", "item 3.4", "gate 1", ":each 3.4", ":show", "condition pets", "parameter quota"] {
      let reply = english.respond(to: input)
      #expect(reply.isMistake && !reply.text.contains("error "), "\(input): \(reply.text)")
    }
  }

  @Test func severalStepsAtOnce() throws {
    var conversation = try Self.conversation()
    for count in 4...7 { _ = conversation.respond(to: "修改 参数 名额 \(count) 个") }
    for input in [":撤销 5", ":撤销 0", ":撤销 两", ":重做 1", ":undo -1"] {
      #expect(conversation.respond(to: input).isMistake, "\(input)")
      #expect(conversation.session.entries.count == 4)
    }
    let text = conversation.respond(to: ":撤销 3").text
    #expect(text.hasPrefix("撤销：修改 参数 名额 7 个\n撤销：修改 参数 名额 6 个\n撤销：修改 参数 名额 5 个\n  参数 名额：7 个 → 4 个\n"), "\(text)")
    #expect(conversation.respond(to: ":重做 2").text.contains("参数 名额：4 个 → 6 个"))
    #expect(conversation.session.entries.count == 3)
  }

  /// The commands that the program has too say what the program says, and take the standard and facts as they are now.
  @Test func commandsOfTheProgram() throws {
    let bench = try CommandBench()
    let (rules, sheets, notice) = (bench.path("a.rules"), bench.path("a.csv"), bench.path("notice.txt"))
    let workbench = Workbench(files: Disk())
    let session = try Session(try workbench.load(rules), sheets: try workbench.sheetFiles([sheets]))
    var conversation = Conversation(session, workbench, rules: rules, sheets: [sheets], language: .zh)
    #expect(conversation.respond(to: ":路径").text.contains("要先选一个小区"))
    _ = conversation.respond(to: ":小区 西苑")
    let all: [ReplCommand: [(String, [String])]] = [
      .sweep: [
        ("门槛 从 50% 到 90% 步长 20%", [rules, sheets, "--over", "门槛", "--from", "50%", "--to", "90%", "--step", "20%"]),
        ("门槛 50% 90% 20%", [rules, sheets, "--over", "门槛", "--from", "50%", "--to", "90%", "--step", "20%"]),
      ],
      .path: [
        ("", [rules, sheets, "--community", "西苑"]), ("优", [rules, sheets, "--community", "西苑", "--to", "优"]),
        ("--小区 南苑", [rules, sheets, "--community", "南苑"]),
      ],
      .sensitivity: [
        ("", [rules, sheets]), ("--抽取 20 --种子=3", [rules, sheets, "--draws", "20", "--seed", "3"]),
      ],
      .trace: [("“\(notice)”", [rules, "--source", notice])], .plan: [("", [rules])],
    ]
    for command in ReplCommand.allCases {
      guard let own = command.ofProgram else { continue }
      for (operand, arguments) in try #require(all[command]) {
        let reply = conversation.respond(to: ":\(command.chinese) \(operand)")
        let told = try CommandTests.run([own.name] + arguments).output
        // Who names no goal is told which there are.
        let isOpen = command == .path && !arguments.contains("--to")
        #expect(isOpen ? reply.text.hasPrefix(told) : reply.text == told, "\(command) \(operand)")
        #expect(reply.text.contains("目标可以写 :路径 ") == isOpen)
        #expect(!reply.isMistake && !reply.text.isEmpty)
      }
      #expect(conversation.respond(to: ":\(command.english) a b c d e").isMistake)
    }
    for input in [":扫描", ":扫描 无此 1 2 1", ":扫描 门槛 50%", ":溯源", ":溯源 没有.txt", ":路径 无此", ":敏感性 --抽取", ":敏感性 --无此 1"] {
      let reply = conversation.respond(to: input)
      #expect(reply.isMistake && !reply.text.isEmpty, "\(input)")
    }
    // Nothing is recorded by the way.
    let before = try bench.text("a.rules")
    _ = conversation.respond(to: ":溯源 \(notice) --记指纹")
    #expect(try bench.text("a.rules") == before)
    _ = conversation.respond(to: ":设定 率 85%")
    _ = conversation.respond(to: ":设定 样式 新")
    #expect(conversation.respond(to: ":路径 优").text.contains("已经做到"))
    _ = conversation.respond(to: "修改 参数 门槛 90%")
    #expect(!conversation.respond(to: ":路径 优").text.contains("已经做到"))
  }

  /// Every goal in the words of the session is one, and they mean what those of the program mean.
  @Test func goalsAreWords() throws {
    let bench = try CommandBench()
    let workbench = Workbench(files: Disk())
    for (rules, sheets, name) in [
      (bench.path("a.rules"), bench.path("a.csv"), "西苑"),
      (Self.root("rules/houma.rules"), Self.root("rules/sheets"), "槐香里"),
    ] {
      let session = try Session(try workbench.load(rules), sheets: try workbench.sheetFiles([sheets]))
      var conversation = Conversation(session, workbench, rules: rules, sheets: [sheets], language: .zh)
      conversation.community = name
      for goal in conversation.goals(.zh, .en).flatMap({ $0 }) {
        let reply = conversation.respond(to: ":路径 \(goal)")
        #expect(!reply.isMistake, "\(goal): \(reply.text)")
      }
      for (one, other) in [
        ("前 2 名", "rank:2"), ("名次 2", "2"), ("第2名", "2"), ("top 2", "2"), ("入选", "selected"), ("总分 60", "total:60"),
        ("总分 60分", "60分"),
      ] {
        #expect(conversation.respond(to: ":路径 \(one)").text == conversation.respond(to: ":路径 \(other)").text, "\(one)")
      }
      #expect(conversation.respond(to: ":路径 没有这个").isMistake)
    }
  }

  private static func root(_ path: String) -> String { Package.root.appendingPathComponent(path).path }

  /// The example of every command can be typed as it stands, whatever the standard.
  @Test(arguments: [Language.zh, .en]) func examplesOfCommandsWork(_ language: Language) throws {
    for (rules, sheets) in [("rules/houma.rules", "rules/sheets"), ("rules/linfen.rules", "rules/linfen-sheets")] {
      let workbench = Workbench(files: Disk())
      let session = try Session(
        try workbench.load(Self.root(rules)), sheets: try workbench.sheetFiles([Self.root(sheets)]))
      var start = Conversation(
        session, workbench, rules: Self.root(rules), sheets: [Self.root(sheets)], language: language)
      start.community = start.names.first
      for command in ReplCommand.allCases {
        let words = command.row.summary(language).filter { !$0.isWhitespace }
        #expect(start.respond(to: ":帮助 \(command.chinese)").text.filter { !$0.isWhitespace }.contains(words))
        guard let example = start.example(of: command) else {
          #expect(command.takesNothing || command == .plan, "\(command)")
          continue
        }
        #expect(start.help.contains(example))
        // What needs a file, or something to take back, has none here.
        if [.compare, .undo, .redo, .trace, .save, .resume, .discard].contains(command) { continue }
        var conversation = start
        let reply = conversation.respond(to: example)
        #expect(!reply.isMistake && !reply.text.isEmpty, "\(example): \(reply.text)")
      }
      for line in start.help.split(separator: "\n") { #expect(DisplayWidth.of(line) <= 80, "\(line)") }
    }
    let conversation = try Self.conversation(language)
    for command in ReplCommand.allCases {
      let page = conversation.page(of: command)
      for line in page.split(separator: "\n") { #expect(DisplayWidth.of(line) <= 80, "\(line)") }
      for option in command.ofProgram?.options ?? [] { #expect(page.contains(option.name), "\(command): \(page)") }
    }
  }

  /// Replies go to files, those of the program in the form that the name says; nothing is replaced unasked.
  @Test func repliesGoToFiles() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    func path(_ name: String) -> String { folder.appendingPathComponent(name).path }
    func text(_ name: String) throws -> String { try String(contentsOfFile: path(name), encoding: .utf8) }
    var conversation = try Self.conversation()
    _ = conversation.respond(to: ":小区 槐香里")
    for (input, file) in [(":解释 3.4", "理由.txt"), (":各 物业费收费率 > 90%", "各.txt"), (":帮助", "用法.txt"), (":排名", "排名.txt")] {
      let shown = conversation.respond(to: input).text
      let reply = conversation.respond(to: "\(input) > \(path(file))")
      #expect(!reply.isMistake && reply.text.hasPrefix("已写入 \(path(file))，"), "\(reply.text)")
      #expect(try text(file) == shown)
    }
    for (input, file, part) in [
      (":排名", "排名.json", "\"rulecheck.outcome/"), (":解释 3.4", "理由.csv", "条目,结论,"), (":路径 名次 3", "路径.csv", ",办法,步,"),
      (":排名", "图.svg", "</svg>"), (":解释", "理由.md", "| --- |"),
    ] {
      let reply = conversation.respond(to: "\(input) ＞ “\(path(file))”")
      #expect(!reply.isMistake && reply.text.hasPrefix("已写入"), "\(reply.text)")
      let found = try text(file)
      #expect(found.contains(part), "\(file): \(found.prefix(200))")
    }
    for input in [":事实 > \(path("a.csv"))", ":事实 > \(path("无结尾"))", ":排名 > \(path("a.xyz"))"] {
      #expect(conversation.respond(to: input).isMistake, "\(input)")
    }
    #expect(!FileManager.default.fileExists(atPath: path("a.csv")))
    // A comparison is none of it.
    #expect(conversation.respond(to: ":各 物业费收费率 > 90%").text.contains("桐花苑"))
    try "别人的".write(toFile: path("已有.txt"), atomically: true, encoding: .utf8)
    #expect(conversation.respond(to: ":排名 > \(path("已有.txt"))").isMistake)
    #expect(try text("已有.txt") == "别人的")
    #expect(!conversation.respond(to: ":排名 > \(path("已有.txt"))").isMistake)
    #expect(try text("已有.txt") == text("排名.txt"))
    #expect(conversation.respond(to: ":排名 > \(Self.root("rules/houma.rules"))").isMistake)
  }

  /// What is wrong in the sheets is told as often as somebody asks, and anew when they are read again.
  @Test func sheetsAreToldAgain() throws {
    let bench = try CommandBench()
    let (rules, sheets) = (bench.path("a.rules"), bench.path("b.csv"))
    try bench.put("小区,率\n南苑,90%\n西苑,许多\n", "b.csv")
    let workbench = Workbench(files: Disk())
    let session = try Session(try workbench.load(rules), sheets: try workbench.sheetFiles([sheets]))
    var conversation = Conversation(session, workbench, rules: rules, sheets: [sheets], language: .zh)
    let told = conversation.respond(to: ":表")
    #expect(!told.isMistake && told.text.contains("b.csv") && told.text.contains("错误 D"), "\(told.text)")
    #expect(conversation.respond(to: ":sheets").text == told.text)
    try bench.put("小区,率\n南苑,许多\n西苑,许多\n", "b.csv")
    #expect(conversation.respond(to: ":重读").text.contains("处错误，:表 再说一遍"))
    #expect(conversation.respond(to: ":表").text.contains("错误 D"))
    try bench.put("小区,率\n南苑,80%\n西苑,80%\n", "b.csv")
    #expect(!conversation.respond(to: ":重读").text.contains("处错误"))
    #expect(conversation.respond(to: ":表").text.hasSuffix("没有错误。\n"))
  }

  /// A rules file among the sheets is one mistake.
  @Test func rulesAreNoSheets() throws {
    for words in [["repl"], []] {
      let run = try CommandTests.run(words + ["rules/houma.rules", "rules/linfen.rules"], input: "")
      #expect(
        run.code == 4 && run.errors.contains("F113") && run.errors.split(separator: "\n").count < 5, "\(run.errors)")
    }
  }

  /// What earlier sessions have left is listed, taken up and thrown away one by one.
  @Test func earlierSessionsAreListed() throws {
    let bench = try CommandBench()
    let environment = ["XDG_STATE_HOME": bench.folder.path]
    func run(_ input: String) throws -> String {
      try CommandTests.run(["repl", bench.path("a.rules"), "--resume"], input: input, environment: environment).output
    }
    func journals() throws -> [String] {
      try FileManager.default.contentsOfDirectory(atPath: bench.path("rulecheck")).filter { $0.hasSuffix(".journal") }
    }
    #expect(try run("新增 参数 一 1\n").hasPrefix("没有可以接着做的。"))
    let own = try #require(try journals().first)
    for (place, name) in ["二", "三", "四"].enumerated() {
      let file = "rulecheck/" + own.prefix(17) + "\(place).journal"
      try bench.put("amendment\t新增 参数 \(name) 1\namendment\t新增 参数 \(name)二 1\n", file)
      try FileManager.default.setAttributes(
        [.modificationDate: Date(timeIntervalSince1970: TimeInterval(1_000_000 * (10 - place)))],
        ofItemAtPath: bench.path(file))
    }
    let listed = try run(":上次\n:接着 9\n:接着 2 1\n:丢弃 1\n:上次\n:清单\n")
    #expect(listed.hasPrefix("接着上次：1 步。\n"))
    for (place, name) in ["二", "三", "四"].enumerated() {
      #expect(listed.contains("\(place + 1)  1970-0") && listed.contains("2 步，第一步：新增 参数 \(name) 1"), "\(listed)")
    }
    #expect(listed.contains("没有做完的有 3 次，没有“9”。") && listed.contains("的：1 步。\n  新增 参数 三 1\n"), "\(listed)")
    #expect(listed.contains("丢弃了 1970-") && listed.hasSuffix("新增 参数 一 1\n新增 参数 三 1\n"), "\(listed)")
    // What was taken up is this session's, what was thrown away is nobody's, what was left is left.
    #expect(try journals().count == 2)
    #expect(try run(":丢弃 全部\n").contains("丢弃了 1 次。"))
    #expect(try journals().count == 1)
    #expect(try run(":上次\n:丢弃\n").hasSuffix("没有可以接着做的。\n没有可以接着做的。\n"))
  }

  /// Against another standard, and a variant that was saved; the examples tell what those of the variant would.
  @Test func otherFilesAndVariants() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let rules = folder.appendingPathComponent("houma.rules").path
    let root = Package.root
    try FileManager.default.copyItem(atPath: root.appendingPathComponent("rules/houma.rules").path, toPath: rules)
    let workbench = Workbench(files: Disk())
    let sheets = root.appendingPathComponent("rules/sheets").path
    let session = try Session(try workbench.load(rules), sheets: try workbench.sheetFiles([sheets]))
    var conversation = Conversation(session, workbench, rules: rules, sheets: [sheets], language: .zh)
    let own = conversation.respond(to: ":示例").text
    _ = conversation.respond(to: "修改 参数 名额 5 个")
    let example = conversation.respond(to: "示例 “新例”\n  给定 业委会 = 是\n  期望 原则 4 待核实")
    #expect(!example.isMistake, "\(example.text)")
    let variant = folder.appendingPathComponent("修改稿.rules").path
    let told = conversation.respond(to: ":示例").text
    #expect(conversation.respond(to: ":保存 \(variant)").text.hasPrefix("已存入"))
    let saved = try CommandTests.run("test", variant).output
    #expect(saved.contains("1 个"))
    #expect(told.contains(saved), "\(told)")
    #expect(own != saved && told.contains("原来的示例"))
    for name in ["修改稿", "修改稿.rules", variant] {
      #expect(conversation.respond(to: ":比较 \(name)").text.contains("其中影响结果的 0 处"), "\(name)")
    }
    _ = conversation.respond(to: ":撤销 2")
    let reply = conversation.respond(to: ":比较 修改稿")
    #expect(reply.text.contains("参数 名额：3 个 → 5 个") && reply.text.contains("云栖家园（并列待定 → 推荐）"), "\(reply.text)")
    #expect(conversation.respond(to: ":比较 没有").isMistake)
  }
}
