import Diagnostics
import Foundation
import TestSupport
import Testing

/// The REPL as a person meets it: typed into through a pseudo-terminal, looked at on the screen.
@Suite(.serialized) struct ReplTerminalTests {
  private static let prompt = "侯马市美好家园"

  private static let rules = Package.root.appendingPathComponent("rules/houma.rules")

  private static func start(_ state: URL, _ more: String..., rules: URL = rules) throws -> PseudoTerminal {
    try PseudoTerminal(
      [
        CommandTests.program.path, "repl", rules.path,
        Package.root.appendingPathComponent("rules/sheets").path,
      ] + more, columns: 60, rows: 30,
      environment: ["TERM": "xterm-256color", "LANG": "zh_CN.UTF-8", "XDG_STATE_HOME": state.path])
  }

  private static func folder() -> URL {
    FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
  }

  /// Chinese input with its cursor, completion, multi-line clauses, Ctrl-C, history, a kill and taking up again.
  @Test func aConversation() throws {
    let state = Self.folder()
    defer { try? FileManager.default.removeItem(at: state) }
    let terminal = try Self.start(state)
    let start = DisplayWidth.of("\(Self.prompt)> ")
    try terminal.wait(forLine: "\(Self.prompt)>", column: start)

    // A Chinese character is two columns wide, for the cursor too.
    terminal.type("物业费收费率 不低")
    try terminal.wait(forLine: "\(Self.prompt)> 物业费收费率 不低", column: start + 17)
    terminal.type("\u{1B}[D")
    try terminal.wait(forLine: "\(Self.prompt)> 物业费收费率 不低", column: start + 15)
    terminal.type("\u{05}\t 95%")
    try terminal.wait(forLine: "\(Self.prompt)> 物业费收费率 不低于 95%", column: start + 23)
    // Ctrl-C drops what was typed and nothing else.
    terminal.type("\u{03}")
    try terminal.wait(for: "^C")

    terminal.type(":小区 槐\t\r")
    try terminal.wait(for: "总分 86.21")
    terminal.type("修改 参数 名额 5 个\r")
    try terminal.wait(for: "进入推荐：云栖家园、溪畔新村")
    let chosen = DisplayWidth.of("\(Self.prompt)[1] 槐香里> ")
    try terminal.wait(forLine: "\(Self.prompt)[1] 槐香里>", column: chosen)

    // A clause that says nothing yet goes on over further lines, up to an empty one.
    terminal.type("新增 指标 党建引领.6 “新项”\r")
    try terminal.wait(forLine: "…", column: 2)
    terminal.type("  条件 文明养宠\r\r")
    try terminal.wait(for: "新增 指标 党建引领.6“新项”")
    terminal.type("修改 参数 名额数 5 个\r")
    try terminal.wait(for: "是不是想写“名额”？")
    try terminal.wait(forLine: "\(Self.prompt)[2] 槐香里>", column: chosen)

    // Searching the history finds the amendment again; Ctrl-G leaves the search.
    terminal.type("\u{12}名额 5")
    try terminal.wait("the entry found") { $0.screen.lines.contains("\(Self.prompt)[2] 槐香里> 修改 参数 名额 5 个") }
    terminal.type("\u{07}\u{03}")
    try terminal.wait(forLine: "\(Self.prompt)[2] 槐香里>", column: chosen)

    // A narrower window shows the same, wrapped.
    terminal.resize(columns: 40)
    terminal.type("1 + 2")
    let line = "\(Self.prompt)[2] 槐香里> 1 + 2"
    try terminal.wait(forLine: line, column: DisplayWidth.of(line))
    terminal.type("\r")
    try terminal.wait(for: "→  3")

    // Killed in the middle: nothing is lost.
    kill(terminal.process, SIGKILL)
    #expect(terminal.ending() == .signal(SIGKILL))
    let again = try Self.start(state, "--resume")
    let amended = DisplayWidth.of("\(Self.prompt)[2]> ")
    try again.wait(for: "接着上次：2 步。")
    again.type(":清单\r")
    try again.wait(for: "  条件 文明养宠")
    again.type("\u{1B}[A\u{1B}[A")
    try again.wait("the entry before") { $0.screen.lines.contains { $0.hasSuffix("> 1 + 2") } }
    again.type("\u{03}")
    try again.wait(forLine: "\(Self.prompt)[2]>", column: amended)
    again.type("\u{04}")
    #expect(again.ending() == .code(0))
    #expect(again.transcript.contains("改动没有保存"))
    #expect(again.screen.unknown == [])
    #expect(again.mode.flags == again.ownMode.flags)
    // Who forgets --resume is told, and takes the session up all the same.
    let third = try Self.start(state)
    try third.wait(for: "上次有 2 步没有做完")
    try third.wait(forLine: "\(Self.prompt)>", column: DisplayWidth.of("\(Self.prompt)> "))
    third.type(":接着\r")
    try third.wait(for: "接着上次：2 步。")
    try third.wait(forLine: "\(Self.prompt)[2]>", column: amended)
    third.type(":接着\r")
    try third.wait(for: "没有可以接着做的。")
    try third.wait("prompt") { $0.screen.lines.last == "\(Self.prompt)[2]>" && $0.screen.pastes }
    third.type("\u{04}")
    #expect(third.ending() == .code(0))
    let history = state.appendingPathComponent("rulecheck/history").path
    #expect(try FileManager.default.attributesOfItem(atPath: history)[.posixPermissions] as? Int == 0o600)
  }

  /// A clause that goes on says how it ends, a command is one all the same, and what is pasted is taken entry by entry.
  @Test func entriesGoOnAndEnd() throws {
    let state = Self.folder()
    defer { try? FileManager.default.removeItem(at: state) }
    let terminal = try Self.start(state)
    func prompt(_ count: Int) -> String { Self.prompt + (count == 0 ? ">" : "[\(count)]>") }
    try terminal.wait(forLine: prompt(0), column: DisplayWidth.of(prompt(0)) + 1)
    terminal.type("新增 指标 党建引领.6 “新项”\r")
    try terminal.wait(for: "还没完：接着写下一行，空行结束，Ctrl-C 不要了")
    terminal.type(":清单\r")
    try terminal.wait(for: "错误 M203")
    try terminal.wait(for: "还没有改动。")
    try terminal.wait(forLine: prompt(0), column: DisplayWidth.of(prompt(0)) + 1)
    terminal.type("\u{1B}[200~修改 参数 名额 5 个\r修改 参数 名额 6 个\u{1B}[201~\r")
    try terminal.wait(for: "参数 名额：5 个 → 6 个")
    try terminal.wait(forLine: prompt(2), column: DisplayWidth.of(prompt(2)) + 1)
    terminal.type("修改 指标 物业服务.11\t\t")
    try terminal.wait(forLine: prompt(2) + " 修改 指标 物业服务.11", column: DisplayWidth.of(prompt(2)) + 22)
    terminal.type("\u{03}")
    try terminal.wait(forLine: prompt(2), column: DisplayWidth.of(prompt(2)) + 1)
    terminal.type("修改 指标 业主组织.\t\t")
    try terminal.wait(for: "2 委员中党员占比")
    terminal.type("\u{03}")
    try terminal.wait(forLine: prompt(2), column: DisplayWidth.of(prompt(2)) + 1)
    terminal.type("\u{04}")
    #expect(terminal.ending() == .code(0))
  }

  /// Ctrl-C leaves what is being worked out, as often as it is pressed, and the session goes on as it was.
  @Test func workIsStopped() throws {
    let state = Self.folder()
    defer { try? FileManager.default.removeItem(at: state) }
    let terminal = try Self.start(state)
    let prompt = Self.prompt + "[1]>"
    try terminal.wait(forLine: "\(Self.prompt)>", column: DisplayWidth.of(Self.prompt) + 2)
    terminal.type("修改 参数 名额 5 个\r")
    try terminal.wait(forLine: prompt, column: DisplayWidth.of(prompt) + 1)
    for _ in 1...2 {
      terminal.type(":敏感性 --抽取 1000000\r")
      try terminal.wait("work") { $0.mode.flags == $0.ownMode.flags }
      Thread.sleep(forTimeInterval: 0.2)
      terminal.type("\u{03}")
      try terminal.wait(for: "停下了，一切照旧。")
      try terminal.wait("prompt") { $0.screen.lines.last == prompt && $0.screen.pastes }
    }
    terminal.type(":清单\r")
    try terminal.wait("prompt") { $0.screen.lines.suffix(2) == ["修改 参数 名额 5 个", prompt] && $0.screen.pastes }
    // What is worked out fits the window, or is shown a screenful at a time.
    terminal.type(":敏感性 --抽取 10\r")
    try terminal.wait("the first screenful") { $0.screen.lines.last?.hasPrefix("还有 ") == true }
    terminal.type("G")
    try terminal.wait("all of it") { $0.transcript.contains("分不出高下") && $0.screen.lines.last == prompt }
    terminal.type("\u{04}")
    #expect(terminal.ending() == .code(0))
  }

  /// What is longer than the screen is shown in parts, by whatever keys people press there; what they type next is not lost.
  @Test func longRepliesArePaged() throws {
    let state = Self.folder()
    defer { try? FileManager.default.removeItem(at: state) }
    let terminal = try Self.start(state)
    let prompt = Self.prompt + ">"
    func hint() throws -> String {
      try terminal.wait("a part") { $0.screen.lines.last?.hasPrefix("还有 ") == true && $0.screen.pastes }
      return terminal.screen.lines.last ?? ""
    }
    func waitForPrompt() throws {
      try terminal.wait("prompt") { $0.screen.lines.last == prompt && $0.screen.pastes }
    }
    try terminal.wait(forLine: prompt, column: DisplayWidth.of(prompt) + 1)
    terminal.type(":帮助\r")
    let first = try hint()
    #expect(first.contains("空格 下一屏") && terminal.screen.lines.count <= 30)
    #expect(!terminal.transcript.contains(":quit"))
    terminal.type("\r")
    try terminal.wait("a line more") { $0.screen.lines.last?.hasPrefix("还有 ") == true && $0.screen.lines.last != first }
    terminal.type("x")
    try terminal.wait("the bell") { $0.transcript.contains("\u{7}") }
    terminal.type(" ")
    try terminal.wait("another part") { $0.transcript.contains(":save") }
    terminal.type("G")
    try waitForPrompt()
    #expect(terminal.screen.lines.contains { $0.contains(":quit") })
    for leave in ["q", "\u{03}", "\u{1B}"] {
      terminal.type(":帮助\r")
      _ = try hint()
      terminal.type(leave)
      try terminal.wait("the end") { $0.screen.lines.contains { $0.hasPrefix("（还有 ") } }
      try waitForPrompt()
      terminal.type("\u{0C}")
      try terminal.wait("an empty screen") { $0.screen.lines == [prompt] }
    }
    // Whoever types on means the next entry; the window may become narrower meanwhile.
    terminal.type(":帮助\r")
    _ = try hint()
    terminal.resize(columns: 40)
    terminal.type(":清单")
    try terminal.wait("the entry") { $0.screen.lines.last == prompt + " :清单" }
    terminal.type("\r")
    try terminal.wait(for: "还没有改动。")
    try waitForPrompt()
    terminal.type("\u{04}")
    #expect(terminal.ending() == .code(0))
    #expect(terminal.mode.flags == terminal.ownMode.flags)
  }

  /// Two sessions on one file leave two journals, a session that goes on leaves none to others, and what is saved is over.
  @Test func sessionsKeepTheirOwn() throws {
    let state = Self.folder()
    defer { try? FileManager.default.removeItem(at: state) }
    func prompt(_ count: Int) -> String { Self.prompt + (count == 0 ? ">" : "[\(count)]>") }
    // A variant inherits from the folders around it.
    try FileManager.default.createDirectory(at: state, withIntermediateDirectories: true)
    let rules = state.appendingPathComponent("houma.rules")
    try FileManager.default.copyItem(at: Self.rules, to: rules)
    func start() throws -> PseudoTerminal {
      let terminal = try Self.start(state, rules: rules)
      try terminal.wait(forLine: prompt(0), column: DisplayWidth.of(prompt(0)) + 1)
      return terminal
    }
    func type(_ text: String, _ count: Int, to terminal: PseudoTerminal) throws {
      terminal.type(text + "\r")
      try terminal.wait(forLine: prompt(count), column: DisplayWidth.of(prompt(count)) + 1)
    }
    let first = try start()
    try type("修改 参数 名额 5 个", 1, to: first)
    let second = try start()
    #expect(!second.transcript.contains("没有做完"))
    try type("修改 参数 名额 6 个", 1, to: second)
    try type("修改 参数 名额 7 个", 2, to: second)
    try type("修改 参数 收费率门槛 90%", 2, to: first)
    kill(second.process, SIGKILL)
    #expect(second.ending() == .signal(SIGKILL))
    first.type("\u{04}")
    #expect(first.ending() == .code(0))
    let third = try start()
    #expect(third.transcript.contains("上次有 2 步没有做完") && third.transcript.contains("再早还有 1 次没有做完的"))
    try type(":接着", 2, to: third)
    try type(":接着", 4, to: third)
    let file = state.appendingPathComponent("改.rules").path
    third.type(":保存 \(file)\r")
    try third.wait(for: "已存入")
    try third.wait(forLine: prompt(4), column: DisplayWidth.of(prompt(4)) + 1)
    third.type(":退出\r")
    #expect(third.ending() == .code(0))
    let fourth = try start()
    #expect(!fourth.transcript.contains("没有做完"))
    fourth.type("\u{04}")
    #expect(fourth.ending() == .code(0))
    let left = try FileManager.default.contentsOfDirectory(atPath: state.appendingPathComponent("rulecheck").path)
    #expect(left == ["history"])
  }

  /// Colours follow the kinds of words while one types, and stay away where they are not wanted.
  @Test func coloursAsOneTypes() throws {
    let state = Self.folder()
    defer { try? FileManager.default.removeItem(at: state) }
    let start = DisplayWidth.of("\(Self.prompt)> ")
    let colored = try Self.start(state)
    try colored.wait(forLine: "\(Self.prompt)>", column: start)
    colored.type("修改 参数 名额 5 个")
    try colored.wait(forLine: "\(Self.prompt)> 修改 参数 名额 5 个", column: start + 19)
    #expect(
      colored.screen.styles.contains { $0.hasSuffix("1;34") } && colored.screen.styles.contains { $0.hasSuffix("36") })
    let plain = try Self.start(state, "--color", "never")
    try plain.wait(forLine: "\(Self.prompt)>", column: start)
    plain.type("修改 参数 名额 5 个")
    try plain.wait(forLine: "\(Self.prompt)> 修改 参数 名额 5 个", column: start + 19)
    #expect(plain.screen.styles.allSatisfy { $0 == "0" || $0.isEmpty })
  }
}
