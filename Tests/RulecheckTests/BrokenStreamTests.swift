import Foundation
import TestSupport
import Testing

@testable import rulecheck

/// What is printed may not arrive: one message on the stream that still works, and exit 4.
@Suite struct BrokenStreamTests {
  enum Breakage: String, CaseIterable {
    case full, closed, brokenPipe

    /// For a shell to put in front of a file descriptor; a pipe is broken by the test itself.
    var redirection: String {
      switch self {
      case .full: ">/dev/full"
      case .closed: ">&-"
      case .brokenPipe: ""
      }
    }
  }

  /// Runs the program with one stream broken (1 or 2; 0 breaks both), and gives what arrives on the other.
  private static func run(
    _ invocation: CommandBench.Invocation, _ breakage: Breakage, stream: Int
  ) throws -> (code: Int32, heard: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    let redirections =
      breakage.redirection.isEmpty
      ? "" : " \(stream == 0 ? "1\(breakage.redirection) 2" : "\(stream)")\(breakage.redirection)"
    process.arguments = ["-c", "exec \"$0\" \"$@\"" + redirections, CommandTests.program.path] + invocation.words
    process.environment = ["LANG": "zh_CN.UTF-8", "PATH": "/usr/bin:/bin"]
    let folder = FileManager.default.temporaryDirectory
    let files = ["in", "out"].map { folder.appendingPathComponent(UUID().uuidString + "." + $0) }
    defer { for file in files { try? FileManager.default.removeItem(at: file) } }
    try Data(invocation.input.utf8).write(to: files[0])
    try Data().write(to: files[1])
    let heard = try FileHandle(forWritingTo: files[1])
    let broken = Pipe()
    if breakage == .brokenPipe { try broken.fileHandleForReading.close() }
    process.standardInput = try FileHandle(forReadingFrom: files[0])
    process.standardOutput = breakage == .brokenPipe && stream != 2 ? broken.fileHandleForWriting : heard
    process.standardError = breakage == .brokenPipe && stream != 1 ? broken.fileHandleForWriting : heard
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationReason == .exit, "\(invocation) died")
    return (process.terminationStatus, try CommandTests.text(files[1]))
  }

  private static func messages(_ text: String) -> [Substring] {
    text.split(whereSeparator: \.isNewline).filter { $0.hasPrefix("错误 ") || $0.hasPrefix("error ") }
  }

  /// All formats end in the same place: once in each of them is enough.
  private static func some(
    _ invocations: [CommandBench.Invocation], _ breakage: Breakage
  ) -> [CommandBench.Invocation] {
    breakage == .full ? invocations : invocations.filter { !$0.words.contains("--format") || $0.words.last == "json" }
  }

  @Test(arguments: Breakage.allCases) func everyCommandTellsThatItsOutputFailed(_ breakage: Breakage) throws {
    let bench = try CommandBench()
    for invocation in Self.some(bench.invocations(), breakage) {
      let whole = try CommandTests.run(invocation.words, input: invocation.input)
      try #require(!whole.output.isEmpty, "\(invocation)")
      let run = try Self.run(invocation, breakage, stream: 1)
      #expect(run.code == 4, "\(invocation)")
      #expect(Self.messages(run.heard).count == 1 && run.heard.contains("F111"), "\(invocation): \(run.heard)")
      #expect(try Self.run(invocation, breakage, stream: 0).code == 4, "\(invocation)")
    }
  }

  /// A run that has nothing to say on standard error does not miss it.
  @Test(arguments: Breakage.allCases) func everyCommandTellsThatItsMessagesFailed(_ breakage: Breakage) throws {
    let good = try CommandBench()
    let bad = try CommandBench(rules: CommandBench.rules.replacingOccurrences(of: "对象 小区", with: "对象 小巷"))
    let mistaken = try CommandBench(sheets: CommandBench.sheets + "北苑,九成,6,新\r\n")
    for invocation in Self.some([good, bad, mistaken].flatMap({ $0.invocations() }), breakage) {
      let whole = try CommandTests.run(invocation.words, input: invocation.input)
      let run = try Self.run(invocation, breakage, stream: 2)
      if whole.errors.isEmpty {
        #expect(run.code == whole.code && run.heard == whole.output, "\(invocation)")
      } else {
        #expect(run.code == 4, "\(invocation)")
        #expect(Self.messages(run.heard).count == 1 && run.heard.contains("F111"), "\(invocation): \(run.heard)")
      }
    }
  }

  /// A pipe to somebody who reads one line and leaves.
  @Test func aReaderWhoLeaves() throws {
    let bench = try CommandBench()
    let many = (1...4_000).map { "\($0)号苑,90%,6,新\r\n" }.joined()
    try bench.put(CommandBench.sheets + many, "a.csv")
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    let script = "{ \"$0\" \"$@\"; echo \"code $?\" >&2; } | head -1"
    process.arguments = [
      "-c", script, CommandTests.program.path, bench.path("a.rules"), bench.path("a.csv"), "--format", "json",
    ]
    let errors = Pipe()
    process.standardError = errors
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    let heard = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(heard.hasSuffix("code 4\n") && heard.contains("F111"), "\(heard)")
  }

  /// Printing goes through one place, which reports failure.
  @Test func nothingIsPrintedElsewhere() throws {
    let rooms = try FileManager.default.contentsOfDirectory(atPath: Package.root.appendingPathComponent("Sources").path)
      .filter { !$0.contains(".") && $0 != "rulecheck-bench" && $0 != "terminal-probe" }
    for path in try rooms.flatMap({ try Package.sources($0) }) {
      let text = try Package.text(path)
      for call in [" print(", "FileHandle", "fputs(", "fwrite(", ".write(to:", "Data(contentsOf", "contents(atPath"] {
        // The library for other programs reads files by itself.
        let isAllowed = call == "contents(atPath" && path.hasSuffix("RulecheckKit/ReadOnlyFiles.swift")
        #expect(isAllowed || !text.contains(call), "\(path): \(call)")
      }
    }
  }
}
