import Foundation
import TestSupport
import Testing

@testable import Terminal

/// The line editor in a real terminal.
@Suite(.serialized) struct LineReaderTests {
  private static func terminal(
    _ arguments: String..., environment: [String: String] = ["TERM": "xterm-256color"]
  ) throws -> PseudoTerminal {
    let terminal = try PseudoTerminal([PseudoTerminal.probe] + arguments, environment: environment)
    try terminal.wait("first prompt") { $0.screen.column == 6 }
    return terminal
  }

  /// Waits for a prompt. Keys that arrive before it meet a terminal in its own mode, in which a few of them mean
  /// something else.
  private static func prompt(_ terminal: PseudoTerminal) throws {
    try terminal.wait("prompt") { $0.screen.column == 6 && $0.screen.pastes }
  }

  private static func withHistory(_ body: (String) throws -> Void) throws {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try body(path)
  }

  @Test func typingAndMoving() throws {
    let terminal = try PseudoTerminal([PseudoTerminal.probe])
    try Self.prompt(terminal)
    #expect(terminal.mode != terminal.ownMode)
    #expect(terminal.screen.pastes)
    terminal.type("评选标准")
    try terminal.wait(forLine: "规则> 评选标准", column: 14)
    terminal.type("\u{1B}[D\u{1B}[D")
    try terminal.wait(forLine: "规则> 评选标准", column: 10)
    terminal.type("e\u{301}")
    try terminal.wait(forLine: "规则> 评选e\u{301}标准", column: 11)
    terminal.type("\u{1B}b\u{1B}\u{7F}")
    try terminal.wait(forLine: "规则> e\u{301}标准", column: 6)
    terminal.type("\u{1F}\r")
    try terminal.wait(for: #"{"line":"评选é标准"}"#.replacingOccurrences(of: "é", with: "e\u{301}"))
    try Self.prompt(terminal)
    terminal.type("\u{4}")
    #expect(terminal.ending() == .code(0))
    #expect(terminal.mode == terminal.ownMode)
    #expect(!terminal.screen.pastes)
    #expect(terminal.screen.unknown == [])
    #expect(terminal.screen.lines.suffix(2) == ["规则>", #"{"event":"end"}"#])
  }

  @Test func entriesOfSeveralLines() throws {
    let terminal = try Self.terminal()
    terminal.type("类别 甲\r  指标 1\r")
    try terminal.wait(forLine: "…   指标 1", column: 2)
    #expect(terminal.screen.styles.contains("0;1;34"))
    terminal.type("\u{1B}[A\u{1B}[A\u{5}乙")
    try terminal.wait("three lines") { $0.screen.lines == ["规则> 类别 甲乙", "…   指标 1", "…"] }
    #expect((terminal.screen.row, terminal.screen.column) == (0, 15))
    // Enter submits wherever the cursor is, now that the entry ends with an empty line.
    terminal.type("\r")
    try terminal.wait(for: #"{"line":"类别 甲乙\n  指标 1\n"}"#)
    try Self.prompt(terminal)
    terminal.type("\u{1B}[200~第一\r\n\t第二\u{1B}[201~")
    try terminal.wait(forLine: "…   第二", column: 8)
    terminal.type("\r")
    try terminal.wait(for: #"{"line":"第一\n\t第二"}"#)
  }

  @Test func completing() throws {
    let terminal = try Self.terminal()
    terminal.type("指\t")
    try terminal.wait(forLine: "规则> 指标", column: 10)
    terminal.type(" 类\t\t")
    try terminal.wait(forLine: "类别  类型", column: 13)
    terminal.type("型")
    try terminal.wait(forLine: "规则> 指标 类型", column: 15)
    #expect(!terminal.screen.lines.contains("类别  类型"))
    #expect(terminal.screen.bells == 1)
    terminal.type("\r")
    try terminal.wait(for: #"{"line":"指标 类型"}"#)
  }

  @Test func historyOutlivesAKilledProgram() throws {
    try Self.withHistory { path in
      var terminal = try Self.terminal(path)
      for entry in ["指标 安全", "标准 例"] {
        terminal.type(entry + "\r")
        try terminal.wait(for: "{\"line\":\"\(entry)\"}")
        try Self.prompt(terminal)
      }
      terminal.type("没有输完")
      try terminal.wait(forLine: "规则> 没有输完", column: 14)
      kill(terminal.process, SIGKILL)
      #expect(terminal.ending() == .signal(SIGKILL))
      #expect(try History(path: path).entries == ["指标 安全", "标准 例"])

      terminal = try Self.terminal(path)
      terminal.type("\u{1B}[A\u{1B}[A")
      try terminal.wait(forLine: "规则> 指标 安全", column: 15)
      terminal.type("\u{1B}[B\u{1B}[B\u{12}安")
      try terminal.wait(forLine: "search: 安", column: 11)
      #expect(terminal.screen.lines.contains("规则> 指标 安全"))
      terminal.type("\r")
      try terminal.wait(for: #"{"line":"指标 安全"}"#)
    }
  }

  @Test func controlC() throws {
    let terminal = try Self.terminal()
    terminal.type("评选\u{3}")
    try terminal.wait(for: #"{"event":"interrupted"}"#)
    #expect(terminal.screen.lines.prefix(2) == ["规则> 评选^C", #"{"event":"interrupted"}"#])
    try Self.prompt(terminal)
    terminal.type("x\r")
    try terminal.wait(for: #"{"line":"x"}"#)
  }

  @Test func resizing() throws {
    let terminal = try Self.terminal()
    terminal.type("甲\r")
    try terminal.wait(for: #"{"line":"甲"}"#)
    try Self.prompt(terminal)
    let above = Array(terminal.screen.lines.dropLast())
    terminal.type("评选标准评选标准")
    try terminal.wait(forLine: "规则> 评选标准评选标准", column: 22)
    terminal.resize(columns: 15)
    try terminal.wait(forLine: "评选标准", column: 8)
    #expect(terminal.screen.lines == above + ["规则> 评选标准", "评选标准"])
    terminal.resize(columns: 60)
    try terminal.wait(forLine: "规则> 评选标准评选标准", column: 22)
    #expect(terminal.screen.lines == above + ["规则> 评选标准评选标准"])
    terminal.type("\r")
    try terminal.wait(for: #"{"line":"评选标准评选标准"}"#)
  }

  @Test(arguments: [SIGINT, SIGTERM, SIGHUP, SIGQUIT]) func signalsThatEndTheProgram(_ signal: Int32) throws {
    let terminal = try PseudoTerminal(["/bin/sh", "-c", #"ulimit -c 0; exec "$0""#, PseudoTerminal.probe])
    try Self.prompt(terminal)
    terminal.type("评")
    try terminal.wait(forLine: "规则> 评", column: 8)
    #expect(terminal.mode != terminal.ownMode)
    kill(terminal.process, signal)
    #expect(terminal.ending() == .signal(signal))
    #expect(terminal.mode == terminal.ownMode)
    #expect(!terminal.screen.pastes)
  }

  @Test func anExitInTheMiddleOfAnEntry() throws {
    let terminal = try PseudoTerminal([PseudoTerminal.probe])
    try Self.prompt(terminal)
    terminal.type("exit\t")
    #expect(terminal.ending() == .code(3))
    #expect(terminal.mode == terminal.ownMode)
    #expect(!terminal.screen.pastes)
  }

  /// Stopped from outside, and the terminal in its own mode when it goes on.
  @Test func goingOnAfterAStop() throws {
    let terminal = try PseudoTerminal([PseudoTerminal.probe])
    try Self.prompt(terminal)
    terminal.type("评选")
    try terminal.wait(forLine: "规则> 评选", column: 10)
    kill(terminal.process, SIGSTOP)
    var status: Int32 = 0
    waitpid(terminal.process, &status, WUNTRACED)
    terminal.set(terminal.ownMode)
    #expect(terminal.mode == terminal.ownMode)
    kill(terminal.process, SIGCONT)
    terminal.type("x")
    try terminal.wait(forLine: "规则> 评选x", column: 11)
    terminal.type("\r")
    try terminal.wait(for: #"{"line":"评选x"}"#)
    try Self.prompt(terminal)
    terminal.type("\u{4}")
    #expect(terminal.ending() == .code(0))
    #expect(terminal.mode == terminal.ownMode)
  }

  /// Control-Z under a shell: the shell finds the terminal in its own mode, and the entry comes back.
  @Test func stoppingAndComingBack() throws {
    let terminal = try PseudoTerminal([
      "/bin/sh", "-c", #"set -m; "$0"; echo stopped; read answer; fg; echo ended"#, PseudoTerminal.probe,
    ])
    try Self.prompt(terminal)
    terminal.type("评选\u{1B}[D")
    try terminal.wait(forLine: "规则> 评选", column: 8)
    terminal.type("\u{1A}")
    try terminal.wait(for: "stopped\r\n")
    #expect(terminal.mode == terminal.ownMode)
    #expect(!terminal.screen.pastes)
    terminal.type("go\r")
    try terminal.wait("entry again") {
      $0.transcript(after: "stopped").contains("评选") && $0.screen.column == 8 && $0.screen.pastes
    }
    terminal.type("x\r")
    try terminal.wait(for: #"{"line":"评x选"}"#)
    try Self.prompt(terminal)
    terminal.type("\u{4}")
    #expect(terminal.ending() == .code(0))
    #expect(terminal.transcript.hasSuffix("ended\r\n"))
  }

  @Test func withoutColours() throws {
    let terminal = try Self.terminal(environment: ["TERM": "xterm", "NO_COLOR": "1"])
    terminal.type("类别 甲\u{15}x\r")
    try terminal.wait(for: #"{"line":"x"}"#)
    #expect(terminal.screen.styles == [])
  }

  @Test func aTerminalThatCanDoNothing() throws {
    let terminal = try Self.terminal(environment: ["TERM": "dumb"])
    terminal.type("评选\n")
    try terminal.wait(for: #"{"line":"评选"}"#)
    terminal.type("\u{4}")
    #expect(terminal.ending() == .code(0))
    #expect(!terminal.transcript.contains("\u{1B}"))
  }

  @Test func manyEntriesAtOnce() throws {
    let terminal = try Self.terminal()
    terminal.type((1...50).map { "第\($0)\r" }.joined())
    try terminal.wait(for: "{\"line\":\"第50\"}")
    for number in 1...50 { #expect(terminal.transcript.contains("{\"line\":\"第\(number)\"}")) }
  }

  @Test func inputThatIsNoTerminal() throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: PseudoTerminal.probe)
    let (input, output) = (Pipe(), Pipe())
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    try input.fileHandleForWriting.write(
      contentsOf: Data("评选\r\n\na\u{1B}[Ab\n".utf8) + Data([0xFF]) + Data("\n类别 甲\n末行".utf8))
    try input.fileHandleForWriting.close()
    let text = String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    process.waitUntilExit()
    #expect(
      text.split(separator: "\n") == [
        #"{"line":"评选"}"#, #"{"line":""}"#, #"{"line":"a[Ab"}"#, "{\"line\":\"\u{FFFD}\"}", #"{"line":"类别 甲"}"#,
        #"{"line":"末行"}"#, #"{"event":"end"}"#,
      ])
  }

  @Test(arguments: [
    (["TERM": "xterm"], Capabilities()), ([:], Capabilities(edits: false, colors: false)),
    (["TERM": "dumb"], Capabilities(edits: false, colors: false)), (["TERM": "xterm", "NO_COLOR": ""], Capabilities()),
    (["TERM": "xterm", "NO_COLOR": "1"], Capabilities(colors: false)),
    (["TERM": "linux"], Capabilities(reflows: false)),
    (["TERM": "xterm", "XTERM_VERSION": "XTerm(390)"], Capabilities(reflows: false)),
    (["TERM": "tmux-256color", "XTERM_VERSION": "XTerm(390)"], Capabilities()),
  ])
  func capabilities(_ environment: [String: String], _ capabilities: Capabilities) {
    #expect(Capabilities { environment[$0] } == capabilities)
  }
}
