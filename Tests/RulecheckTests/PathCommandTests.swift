import Foundation
import TestSupport
import Testing

/// The shipped standard and sheets, through the built program.
@Suite struct PathCommandTests {
  private static func run(_ community: String, _ more: String...) throws -> CommandTests.Run {
    try CommandTests.run(["path", "rules/houma.rules", "rules/sheets", "--community", community] + more)
  }

  /// Without the breaks of lines.
  private static func flat(_ text: String, _ joint: String = "") -> String {
    text.replacing(#/\n +/#, with: joint)
  }

  /// One that fails a gate: another living service is enough, and brings three points.
  @Test func oneThatFailsAGate() throws {
    let run = try Self.run("水云间")
    #expect(run.code == 0 && run.errors == "")
    #expect(run.output.contains("还没过：原则 3 文明活动与生活服务"))
    #expect(run.output.contains("改 1 项事实就能做到，再少不行。"))
    #expect(Self.flat(run.output).contains("1. 生活服务：快递收发 → 养老、快递收发。过 原则 3、指标 物业服务.12 +3 分。总分 91.96，第 2 名"))
  }

  /// One beyond the quota: no single change is enough.
  @Test func oneBeyondTheQuota() throws {
    let run = try Self.run("石榴园")
    #expect(run.output.contains("现在：未入名额，第 6 名，总分 82.56。"))
    #expect(run.output.contains("要赶上的是云栖家园：第 3 名，总分 89。"))
    #expect(run.output.contains("改 2 项事实就能做到，再少不行。"))
    #expect(run.output.contains("没有考虑由他人评定的：业主满意度（95.5%）、红榜次数（1 次），变好了也有用。"))
    #expect(!run.output.contains("建筑面积") && !run.output.contains("有燃气"))
    let csv = try Self.run("石榴园", "--format", "csv").output.split(separator: "\r\n")
    #expect(csv.count == 11)
    let json = try Self.run("石榴园", "--format", "json").output
    let value = try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
    #expect(value["format"] as? String == "rulecheck.path/1")
    let conclusion = try #require(value["conclusion"] as? [String: Any])
    #expect((conclusion["paths"] as? [Any])?.count == 5)
    #expect(conclusion["smallest"] as? Bool == true)
  }

  @Test func whatStandsInTheWay() throws {
    #expect(try Self.run("春晖里").output.contains("“较大安全事故”（是）不可改"))
    #expect(try Self.flat(Self.run("锦绣花园").output).contains("“行政处罚”（1 条）记的是已经发生的事，只能增加，不能删改"))
    #expect(
      try Self.flat(Self.run("和畅园", "--lang", "en").output, " ").contains("is a text that people have to rewrite"))
  }

  @Test func goalsAndMisuse() throws {
    #expect(try Self.run("桐花苑").output.contains("已经做到，不用改什么。"))
    #expect(try Self.run("槐香里", "--to", "rank:4").output.contains("第 4 名以内"))
    #expect(try Self.run("槐香里", "--to", "5").output.contains("已经做到"))
    #expect(try Self.run("槐香里", "--to", "推荐").output.contains("怎样做到“推荐”"))
    let unknown = try Self.run("桐花园")
    #expect(unknown.code == 3 && unknown.errors.contains("桐花苑"))
    let goal = try Self.run("桐花苑", "--to", "selectd")
    #expect(goal.code == 3 && goal.errors.contains("U108") && goal.errors.contains("selected"))
    #expect(try Self.run("桐花苑", "--to", "0").code == 3)
    #expect(try CommandTests.run(["path", "rules/houma.rules", "rules/sheets"]).errors.contains("--community"))
    #expect(try CommandTests.run(["path", "rules/houma.rules", "--community", "甲"]).code == 3)
    #expect(try CommandTests.run(["path", "rules/broken/cycle.rules", "rules/sheets", "--community", "甲"]).code == 2)
    let sites = try Package.text("rules/observatory-sites/sites.csv").split(separator: "\n")[1].split(separator: ",")[0]
    let site = try CommandTests.run([
      "path", "rules/observatory.rules", "rules/observatory-sites", "--community", String(sites),
    ])
    #expect(site.code == 0 && site.output.contains("怎样做到"), "\(site.errors)")
    #expect(try Self.run("槐香里", "--to", "85分").output.contains("怎样做到“总分 85 分”"))
    #expect(try Self.run("槐香里", "--to", "total:85.5", "--lang", "en").output.contains("how to reach “a total of 85.5”"))
    #expect(try Self.run("槐香里", "--to", "有资格").output.contains("怎样做到“符合”"))
  }
}
