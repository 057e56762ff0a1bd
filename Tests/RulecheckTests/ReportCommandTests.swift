import Foundation
import TestSupport
import Testing

@testable import rulecheck

/// `rulecheck report`: where pages go, and what it ends with.
@Suite struct ReportCommandTests {
  private let bench: CommandBench

  init() throws { bench = try CommandBench() }

  private func run(_ words: String...) throws -> CommandTests.Run {
    try CommandTests.run(["report", bench.path("a.rules"), bench.path("a.csv")] + words)
  }

  @Test func oneFile() throws {
    let run = try run("-o", bench.path("报告.html"))
    #expect(run.code == 0 && run.output == "" && run.errors.contains("已写入 \(bench.path("报告.html"))，"))
    #expect(try bench.names == ["a.csv", "a.rules", "notice.txt", "报告.html"])
    #expect(try bench.text("报告.html") == self.run().output)
    #expect(
      try bench.text("报告.html")
        == CommandTests.run(
          ["报告", bench.path("a.rules"), bench.path("a.csv"), "--格式", "网页"]).output)
  }

  @Test func pagesInAFolder() throws {
    let run = try run("-o", bench.path("r.html"), "--分页", bench.path("各 家#1"))
    #expect(run.code == 0 && run.errors.contains("3 页写入"))
    let names = try FileManager.default.contentsOfDirectory(atPath: bench.path("各 家#1")).sorted()
    #expect(names == ["1-东苑.html", "2-西苑.html", "3-南苑.html"])
    #expect(try bench.text("r.html").contains("href=\"各%20家%231/1-东苑.html\""))
    let before = try bench.text("各 家#1/2-西苑.html")
    #expect(try self.run("-o", bench.path("r.html"), "--pages", bench.path("各 家#1")).code == 0)
    #expect(try bench.text("各 家#1/2-西苑.html") == before)
  }

  /// The threshold, and that the folder stands beside the file.
  @Test func manyHavePagesOfTheirOwn() throws {
    let rows = (1...41).map { "小区\($0),\($0)%,6,新\r\n" }.joined()
    try bench.put("小区,率,层数,样式\r\n" + rows, "a.csv")
    #expect(try run().code == 3)
    #expect(try run("-o", bench.path("大.html")).code == 0)
    #expect(try FileManager.default.contentsOfDirectory(atPath: bench.path("大")).count == 41)
    #expect(try bench.text("大.html").contains("href=\"大/07-小区.html\""))
  }

  /// Nothing is left behind where something cannot be written, and what was there stays.
  @Test func wholeOrNotAtAll() throws {
    try bench.put("旧", "r.html")
    #expect(try run("-o", bench.path("none/r.html")).code == 4)
    #expect(try run("-o", bench.path("r.html"), "--pages", bench.path("a.csv")).code == 4)
    #expect(try bench.text("r.html") == "旧")
    #expect(try run("-o", bench.path("a.csv")).code == 3)
    #expect(try bench.names == ["a.csv", "a.rules", "notice.txt", "r.html"])
  }

  @Test func listsAndNotices() throws {
    let list = try run("--public")
    #expect(list.output.contains("拟推荐名单公示"))
    #expect(list.errors.contains("名单还不能公示") == list.output.contains("class=\"warning\""))
    let notice = try run("--告知", "东苑")
    #expect(notice.code == 0 && notice.output.contains("评审结果告知书") && !notice.output.contains("南苑"))
    #expect(try run("--notice", "东花园").code == 3)
    #expect(try run("--notice", "东苑", "--public").code == 3)
    #expect(try run("--lang", "en", "--notice", "东苑").output.contains("<html lang=\"en\">"))
  }
}
