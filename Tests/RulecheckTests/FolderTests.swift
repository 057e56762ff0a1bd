import Foundation
import TestSupport
import Testing

@testable import rulecheck

/// What a run does with what it finds in folders, and with the same file given twice.
@Suite struct FolderTests {
  @Test func whatIsNotReadIsNamed() throws {
    let bench = try CommandBench()
    let folder = bench.folder.appendingPathComponent("上报")
    let other = folder.appendingPathComponent("去年")
    try FileManager.default.createDirectory(at: other, withIntermediateDirectories: true)
    try FileManager.default.copyItem(atPath: bench.path("a.csv"), toPath: folder.path + "/a.csv")
    for name in ["上报/甲.XLS", "上报/~$甲.xlsx", "上报/说明.md", "上报/没有后缀", "上报/.隐藏.csv", "上报/去年/b.csv"] {
      try bench.put("x", name)
    }
    try FileManager.default.createSymbolicLink(atPath: folder.path + "/旧.csv", withDestinationPath: "nowhere")
    #expect(mkfifo(folder.path + "/管.csv", 0o600) == 0)
    let unnamed = Array((folder.path + "/").utf8).map { CChar(bitPattern: $0) } + [-1, -2, 46, 99, 115, 118, 0]
    let descriptor = open(unnamed, O_CREAT | O_WRONLY, 0o600)
    try #require(descriptor >= 0)
    close(descriptor)
    let run = try CommandTests.run(bench.path("a.rules"), folder.path)
    #expect(run.code == 0, "\(run.errors)")
    #expect(run.output == (try CommandTests.run(bench.path("a.rules"), bench.path("a.csv")).output))
    #expect(run.errors.contains("F201  文件夹里有 7 项没有读："), "\(run.errors)")
    for part in [
      "甲.XLS（表格软件的文件", "说明.md（不是事实表", "没有后缀（不是事实表", "去年（下一层文件夹", "旧.csv（断了的链接", "管.csv（设备", ".csv（文件名不是 UTF-8",
    ] {
      #expect(run.errors.contains(part), "\(part): \(run.errors)")
    }
    for command in [
      ["chain", bench.path("a.rules"), "--sheets", folder.path], ["repl", bench.path("a.rules"), folder.path],
      ["compare", bench.path("a.rules"), bench.path("a.rules"), folder.path],
    ] {
      #expect(try CommandTests.run(command, input: ":退出\n").errors.contains("F201"), "\(command)")
    }
  }

  @Test func aFolderOfOtherThingsSaysWhatIsThere() throws {
    let bench = try CommandBench()
    try bench.put("x", "b.xls")
    try FileManager.default.createDirectory(atPath: bench.path("c"), withIntermediateDirectories: true)
    try bench.put("x", "c/b.xls")
    for path in [bench.path("b.xls"), bench.path("c")] {
      let run = try CommandTests.run(bench.path("a.rules"), path)
      #expect(run.code == 4)
      #expect(run.errors.contains("b.xls（表格软件的文件，另存为 xlsx）"), "\(run.errors)")
    }
  }

  /// However many paths lead to it.
  @Test func aFileGivenTwiceIsOne() throws {
    let bench = try CommandBench()
    try FileManager.default.createSymbolicLink(atPath: bench.path("b.csv"), withDestinationPath: bench.path("a.csv"))
    let once = try CommandTests.run(bench.path("a.rules"), bench.path("a.csv"), "--format", "json")
    let folder = bench.folder.path
    let again = try CommandTests.run([
      bench.path("a.rules"), bench.path("a.csv"), folder + "/./a.csv", bench.path("b.csv"), bench.path("a.csv"),
      "--format", "json",
    ])
    #expect(again.output == once.output)
    #expect(again.errors == "" && again.code == 0)
  }

  /// Whoever sees the end of a long result is told of the errors that stand above its beginning.
  @Test func errorsAreCountedAgain() throws {
    let bench = try CommandBench(sheets: CommandBench.sheets + "北苑,九成,6,新\r\n中苑,x,y,新\r\n")
    let run = try CommandTests.run(bench.path("a.rules"), bench.path("a.csv"))
    #expect(run.code == 1)
    #expect(run.errors.hasSuffix("\n事实表有 3 处错误（D302、D307），说明在结果之前。\n"), "\(run.errors)")
    #expect(try CommandTests.run("check", bench.path("a.rules")).errors.contains("说明在结果之前") == false)
    let sweep = [
      "sweep", bench.path("a.rules"), bench.path("a.csv"), "--over", "门槛", "--from", "80%", "--to", "81%", "--step",
      "1%",
    ]
    #expect(try CommandTests.run(sweep).errors.hasSuffix("\n事实表有 3 处错误（D302、D307），说明在结果之前。\n"))
  }
}
