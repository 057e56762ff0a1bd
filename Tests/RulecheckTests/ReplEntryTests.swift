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
        #expect(try reply.text == CommandTests.run([own.name] + arguments).output, "\(command) \(operand)")
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
