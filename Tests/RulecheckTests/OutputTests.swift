import Diagnostics
import Foundation
import TestSupport
import Testing

@testable import rulecheck

/// Where `--output`, `--plot` and the other written files may go, and what stands there when something goes wrong.
@Suite struct OutputTests {
  private let bench: CommandBench

  init() throws { bench = try CommandBench() }

  private var main: [String] { [bench.path("a.rules"), bench.path("a.csv")] }

  /// Every input of a run, by every kind of path to it.
  /// A form without a file is contradicted by every ending, and can be no ending itself.
  @Test func aFormWithoutAnEnding() {
    let none = Format(name: "screen", endings: [])
    for language in Language.allCases {
      let told = UsageProblem.endingContradicts("a.json", format: none, ending: .json, .evaluate).wording(language)
      #expect(told.remedy?.contains("--format json") == true && !(told.remedy ?? "").contains("  "), "\(told)")
    }
    let markdown = UsageProblem.endingContradicts("a.json", format: .markdown, ending: .json, .evaluate)
    #expect(markdown.wording(.zh).remedy?.hasPrefix("文件名以 .md 或 .markdown 结尾，或写 --format json") == true)
  }

  /// A file that several cores read, whose end belongs to none of them alone.
  @Test func largeFilesAreReadWhole() throws {
    var random = SeededGenerator(seed: 3)
    let words = (0..<2_200_001).map { _ in UInt64.random(in: 0...UInt64.max, using: &random) }
    let bytes = words.withUnsafeBytes { Array($0) } + [7, 8, 9]
    let path = bench.path("large.bin")
    #expect(FileManager.default.createFile(atPath: path, contents: Data(bytes)))
    #expect(try Disk().read(path) == bytes)
  }

  @Test func noRunReplacesItsInputs() throws {
    try bench.put("标准 下级 继承 试点 于 “a.rules”\n修改 参数 门槛 90%\n", "b.rules")
    try bench.put("小区,日期,事由\r\n东苑,2025-1-1,扰民\r\n", "a.处罚.csv")
    try bench.put("修改 参数 门槛 95%\n", "amend.txt")
    let sheets = ["--sheets", bench.path("a.csv"), bench.path("a.处罚.csv")]
    let runs: [(words: [String], inputs: [String], format: String)] = [
      (["show", bench.path("b.rules")], ["a.rules", "b.rules"], "rules"),
      ([bench.path("b.rules"), bench.path("a.csv"), bench.path("a.处罚.csv")], ["a.csv", "a.处罚.csv"], "csv"),
      ([bench.path("a.rules"), bench.folder.path], ["a.csv"], "csv"),
      (["whatif"] + main + ["--amend-file", bench.path("amend.txt")], ["amend.txt"], "txt"),
      (["trace", bench.path("a.rules"), "--source", bench.path("notice.txt")], ["notice.txt"], "txt"),
      (["chain", bench.path("a.rules")] + sheets, ["a.csv", "a.处罚.csv"], "csv"),
      (["compare", bench.path("a.rules"), bench.path("b.rules")] + sheets, ["a.csv"], "csv"),
      (["repl", bench.path("a.rules"), bench.path("notice.txt")], ["notice.txt"], "txt"),
    ]
    let ways: [(String, (String, String) throws -> String)] = [
      ("itself", { input, _ in input }),
      (
        "another path",
        { input, _ in
          (input as NSString).deletingLastPathComponent + "/./../" + self.bench.folder.lastPathComponent + "/"
            + (input as NSString).lastPathComponent
        }
      ),
      (
        "symbolic link",
        { input, link in
          try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: input)
          return link
        }
      ),
      (
        "hard link",
        { input, link in
          try FileManager.default.linkItem(atPath: input, toPath: link)
          return link
        }
      ),
    ]
    for run in runs {
      for input in run.inputs {
        let content = try bench.text(input)
        for (name, way) in ways {
          // Outside the folder of sheets, so that it is no input of its own.
          let link = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).\(run.format)")
            .path
          defer { try? FileManager.default.removeItem(atPath: link) }
          let output = try way(bench.path(input), link)
          let found = try CommandTests.run(run.words + ["--output", output])
          #expect(found.code == 4 && found.errors.contains("F109"), "\(run.words) \(input) \(name): \(found.errors)")
          #expect(try bench.text(input) == content)
        }
      }
    }
    let before = try bench.text("a.csv")
    let sweep = ["sweep"] + main + ["--over", "门槛", "--from", "80%", "--to", "90%", "--step", "5%"]
    try FileManager.default.linkItem(atPath: bench.path("a.csv"), toPath: bench.path("a.svg"))
    #expect(try CommandTests.run(sweep + ["--plot", bench.path("a.svg")]).errors.contains("F109"))
    #expect(try bench.text("a.csv") == before)
  }

  /// Every command refuses what is no file before it works anything out.
  @Test func whatIsNoFileIsNotWritten() throws {
    let fifo = bench.path("fifo")
    mkfifo(fifo, 0o600)
    try FileManager.default.createSymbolicLink(atPath: bench.path("dangling"), withDestinationPath: "/nowhere/x")
    try FileManager.default.createSymbolicLink(atPath: bench.path("to-null"), withDestinationPath: "/dev/null")
    try FileManager.default.createSymbolicLink(atPath: bench.path("circle"), withDestinationPath: "circle")
    let places = [
      ("/dev/null", "F107"), ("/dev/full", "F107"), (bench.path("to-null"), "F107"), (fifo, "F107"),
      (bench.folder.path, "F105"), (bench.path("dangling"), "F110"), (bench.path("circle"), "F103"),
      (bench.path("none/out"), "F103"), (bench.path("a.csv/out"), "F103"), ("/sys/out", "F103"),
      (bench.path(String(repeating: "长", count: 100)), "F103"),
    ]
    var seen: Set<String> = []
    for invocation in bench.invocations() where seen.insert(invocation.words[0]).inserted {
      // One is enough of each way to be refused, but for the first command.
      for (place, code) in invocation.command == .evaluate ? places : Array(places[3...5])
      where place != "/sys/out" || FileManager.default.fileExists(atPath: "/sys") {
        let run = try CommandTests.run(invocation.words + ["--output", place], input: invocation.input)
        if invocation.command == .help || invocation.command == .version { continue }
        #expect(run.code == 4 && run.errors.contains(code), "\(invocation) \(place): \(run.errors)")
        #expect(run.output == "")
      }
    }
    #expect(!FileManager.default.fileExists(atPath: "/nowhere"))
  }

  /// A name that ends as a format does is that format; any other ending is refused, with what can be written.
  @Test func endingsDecide() throws {
    for command in Command.all where command != .help && command != .version {
      let invocation = try #require(bench.invocations().first { $0.command == command })
      let usual = command.formats[0]
      let words = invocation.words.filter { $0 != "--format" && $0 != usual.name }
      for ending in ["txt", "csv", "json", "md", "markdown", "svg", "rules", "xlsx", "pdf", "CSV", "html", "jsonl"] {
        let meant = command.formats.first { command.endings(of: $0).contains(ending.lowercased()) }
        let file = bench.path("结果.\(ending)")
        let run = try CommandTests.run(words + ["--output", file], input: invocation.input)
        if let meant {
          #expect(run.code < 2 && FileManager.default.fileExists(atPath: file), "\(words) \(ending): \(run.errors)")
          #expect(run.errors.contains("已写入 \(file)，"), "\(run.errors)")
          let start = try Data(contentsOf: URL(fileURLWithPath: file)).prefix(3)
          #expect((meant == .csv) == (start == Data("\u{FEFF}".utf8)), "\(words) \(ending)")
          #expect((meant == .json) == (start.first.map { "{[".utf8.contains($0) } ?? false), "\(words) \(ending)")
          for format in command.formats where command.hasFormats && ["txt", "json"].contains(ending) {
            let asked = try CommandTests.run(
              words + ["--format", format.name, "--output", file], input: invocation.input)
            let agrees = command.endings(of: format).contains(ending)
            #expect((asked.code < 2) == agrees, "\(words) \(format) \(ending)")
            #expect(asked.errors.contains("U113") == !agrees)
          }
          try FileManager.default.removeItem(atPath: file)
        } else {
          let isTold = run.errors.contains("U112") && run.errors.contains("." + command.endings(of: usual)[0])
          #expect(run.code == 3 && isTold, "\(words) \(ending)")
          #expect(!FileManager.default.fileExists(atPath: file))
        }
      }
    }
    let sweep = ["sweep"] + main + ["--over", "门槛", "--from", "80%", "--to", "90%", "--step", "5%"]
    #expect(try CommandTests.run(sweep + ["--plot", bench.path("图.png")]).errors.contains("U112"))
  }

  /// What a link leads to is replaced, permissions stay, and nothing is left beside it.
  @Test func filesAreReplacedAsAWhole() throws {
    let target = bench.path("目标.txt")
    try bench.put("旧", "目标.txt")
    try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: target)
    try FileManager.default.createSymbolicLink(atPath: bench.path("链接.txt"), withDestinationPath: "目标.txt")
    #expect(try CommandTests.run(main + ["--output", bench.path("链接.txt")]).code == 0)
    #expect(try bench.text("目标.txt").contains("东苑"))
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: bench.path("链接.txt")) == "目标.txt")
    let attributes = try FileManager.default.attributesOfItem(atPath: target)
    #expect(attributes[.posixPermissions] as? Int == 0o640)
    #expect(try !bench.names.contains { $0.hasPrefix(".") })
    // The disk fills up, as far as this process is concerned.
    let before = try bench.text("目标.txt")
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments =
      ["-c", "ulimit -f 0; exec \"$0\" \"$@\"", CommandTests.program.path] + main + ["--output", target]
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationReason == .exit && process.terminationStatus == 4)
    #expect(try bench.text("目标.txt") == before)
    #expect(try !bench.names.contains { $0.hasPrefix(".") })
  }

  /// What a killed run left beside its file goes with the next one; what is being written stays.
  @Test func leftoversAreRemoved() throws {
    try bench.put("半", ".rulecheck-1-2.tmp")
    try bench.put("正在写", ".rulecheck-3-4.tmp")
    try bench.put("别人的", ".rulecheck-notes")
    try FileManager.default.createSymbolicLink(atPath: bench.path(".rulecheck-5-6.tmp"), withDestinationPath: "a.csv")
    let busy = open(bench.path(".rulecheck-3-4.tmp"), O_RDONLY)
    #expect(flock(busy, LOCK_EX) == 0)
    #expect(try CommandTests.run(main + ["--output", bench.path("结果.txt")]).code == 0)
    #expect(
      try bench.names.filter { $0.hasPrefix(".") }
        == [".rulecheck-3-4.tmp", ".rulecheck-5-6.tmp", ".rulecheck-notes"])
    close(busy)
    #expect(try CommandTests.run(["fmt", bench.path("a.rules")]).code == 0)
    #expect(try bench.names.filter { $0.hasPrefix(".") } == [".rulecheck-5-6.tmp", ".rulecheck-notes"])
  }

  /// Every reply is in the file, and is there when the run ends badly.
  @Test func conversationsKeepEveryReply() throws {
    let script = "1 + 1\n:小区 东苑\n修改 参数 门槛 95%\n:无此命令\n:清单\n:排名\n"
    let printed = try CommandTests.run(["repl"] + main, input: script)
    let file = bench.path("记录.txt")
    let kept = try CommandTests.run(["repl"] + main + ["--output", file], input: script)
    #expect(kept.output == "" && kept.code == printed.code)
    #expect(try bench.text("记录.txt") == printed.output)
    #expect(printed.output.contains("→  2") && printed.output.contains("名次"))
    // fmt has a line for each file.
    try bench.put(CommandBench.rules + "\n", "b.rules")
    let words = ["fmt", "--check", bench.path("a.rules"), bench.path("b.rules"), "--output", bench.path("排版.txt")]
    #expect(try CommandTests.run(words).code == 1)
    #expect(try bench.text("排版.txt").split(separator: "\n").count == 2)
  }

  /// Pipes that the run was given are read to their end; what has a name and may never end is refused by name.
  @Test func inputsThatAreNoFiles() throws {
    let fifo = bench.path("fifo.csv")
    mkfifo(fifo, 0o600)
    let (rules, sheets) = (bench.path("a.rules"), bench.path("a.csv"))
    for path in [fifo, "/dev/zero", "/dev/urandom", "/dev/null"] {
      for words in [
        ["check", path], [path, sheets], [rules, path], ["trace", rules, "--source", path], ["fmt", path],
        ["whatif", rules, sheets, "--amend-file", path], ["chain", rules, "--sheets", path], ["compare", rules, path],
        ["repl", path], ["template", path],
      ] {
        let run = try CommandTests.run(words)
        #expect(run.code == 4 && run.errors.contains("F106") && run.errors.contains(path), "\(words): \(run.errors)")
      }
    }
    let folder = try CommandTests.run(rules, bench.folder.path)
    #expect(folder.errors.contains("fifo.csv"), "\(folder.errors)")
    try FileManager.default.removeItem(atPath: fifo)
    for from in ["<", "cat |"] {
      for (words, input) in [(["check", "/dev/stdin"], rules), ([rules, "/dev/stdin"], "notice.txt")] {
        let sheet = bench.path("sheet.txt")
        try bench.put("小区：北苑\n率：90%\n", "sheet.txt")
        let source = input == rules ? rules : sheet
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        let script = from == "<" ? "exec \"$0\" \"$@\" < '\(source)'" : "cat '\(source)' | \"$0\" \"$@\""
        process.arguments = ["-c", script, CommandTests.program.path] + words
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(
          process.terminationStatus == 0 && text.contains(input == rules ? "试点标准" : "北苑"), "\(from) \(words): \(text)")
      }
    }
    let closed = Process()
    closed.executableURL = URL(fileURLWithPath: "/bin/sh")
    closed.arguments = ["-c", "exec \"$0\" repl \"$1\" <&- 2>&1 | grep -q F102", CommandTests.program.path, rules]
    try closed.run()
    closed.waitUntilExit()
    #expect(closed.terminationStatus == 0)
  }

  /// A folder that is gone while somebody is in it.
  @Test func aFolderThatIsGone() throws {
    let script =
      "d=$(mktemp -d); cd \"$d\"; rmdir \"$d\"; for w in 'check a.rules' 'a.rules .' 'repl a.rules' \"check $1 --output b.txt\" \"fmt a.rules\"; do \"$0\" $w >/dev/null 2>&1; echo $?; done"
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", script, CommandTests.program.path, bench.path("a.rules")]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(text == "4\n4\n4\n4\n4\n")
  }
}
