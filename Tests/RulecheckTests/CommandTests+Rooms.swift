import Diagnostics
import Foundation
import TestSupport
import Testing

/// What the tests of a room hold of its values, held of the program.
extension CommandTests {
  /// Looked at, laid out, translated, and left alone where it is broken.
  @Test func formatting() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appendingPathComponent("甲.rules")
    try Data("标准 例\n  事实 名 文本\n对象 名\n".utf8).write(to: file)
    let check = try Self.run("fmt", "--check", file.path)
    #expect(check.code == 1 && check.output.contains("甲.rules：排版不同"))
    #expect(try Self.run("fmt", file.path).code == 0)
    #expect(try String(contentsOf: file, encoding: .utf8) == "标准 例\n事实 名 文本\n对象 名\n")
    #expect(try Self.run("fmt", "--check", file.path).code == 0)
    #expect(try Self.run("fmt", "--keywords", "en", file.path).code == 0)
    #expect(try String(contentsOf: file, encoding: .utf8) == "standard 例\nfact 名 text\nsubject 名\n")
    try Data("标准 例\n条件 是\n".utf8).write(to: file)
    let broken = try Self.run("fmt", file.path)
    #expect(broken.code == 2 && broken.errors.contains("R203"))
    #expect(try String(contentsOf: file, encoding: .utf8) == "标准 例\n条件 是\n")
    #expect(try Self.run("fmt").code == 3)
    #expect(try Self.run("fmt", "无此文件.rules").code == 4)
    #expect(try Self.run("fmt", "--keywords", "fr", file.path).code == 3)
  }

  /// Recorded, changed, found again: with the old wording and the new.
  @Test func staleCitationsAreFound() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let rules = folder.appendingPathComponent("规则.rules")
    let source = folder.appendingPathComponent("通知.txt")
    try Data(Sample.building.utf8).write(to: rules)
    try Data(try Sample.notice().utf8).write(to: source)
    let arguments = ["trace", rules.path, "--source", source.path]
    let update = try Self.run(arguments + ["--update"])
    #expect(update.code == 0 && update.output.contains("记录指纹 12 处"), "\(update.output)\(update.errors)")
    // Only lines of their own have been added.
    let recorded = try String(contentsOf: rules, encoding: .utf8)
    let kept = recorded.split(separator: "\n", omittingEmptySubsequences: false).filter { !$0.contains("指纹 “") }
    #expect(kept.joined(separator: "\n") == Sample.building)
    #expect(recorded.contains("  出处 附件1 第1条  # 灯具另说\n  指纹 “"))
    #expect(try Self.run(arguments + ["--update"]).code == 0)
    #expect(try String(contentsOf: rules, encoding: .utf8) == recorded)
    #expect(load(text: recorded).digest == load(text: Sample.building).digest)
    let changed = try Sample.notice().replacingOccurrences(of: "每周清扫两次", with: "每周清扫 三次").replacingOccurrences(
      of: "火情", with: "火 情")
    try Data(changed.utf8).write(to: source)
    let stale = try Self.run(arguments)
    #expect(stale.code == 1)
    #expect(stale.output.contains("指标 卫生.1：附件2 第1类 第1项\n    原文：每周清扫两次\n    现在：每周清扫三次\n"), "\(stale.output)")
    #expect(stale.output.contains("2 处已改字"))
    try Data(Sample.building.utf8).write(to: rules)
    #expect(try Self.run(arguments + ["--update", "--no-wording"]).code == 0)
    try Data(try Sample.notice().utf8).write(to: source)
    #expect(try Self.run(arguments).output.contains("原文：（没有记录）"))
    #expect(try Self.run("trace", rules.path).code == 3)
    #expect(try Self.run("trace", rules.path, "--source", "示范楼栋=\(source.path)").output.contains("原文：（没有记录）"))
    let other = try Self.run("trace", rules.path, "--source", "别的=\(source.path)")
    #expect(other.code == 3 && other.errors.contains("示范楼栋=通知.txt"), "\(other.errors)")
    let none = try Self.run("trace", rules.path, "--source", "README.md")
    #expect(none.code == 4 && none.errors.contains("F112"), "\(none.errors)")
    #expect(try Self.run("trace", rules.path, "--source", "无此文件").code == 4)
  }

  /// A slip is pointed out and changes nothing.
  @Test func namesOfGroupsLeaveTheExitCode() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let rules = "标准 甲\n事实 小区 文本\n事实 街道 文本\n对象 小区\n群体 同街 按 街道\n类别 一\n  指标 1 “有”\n    条件 街道 已填\n推荐 每 街道 前 1 个\n"
    try Data(rules.utf8).write(to: folder.appendingPathComponent("a.rules"))
    try Data("小区,街道\n甲,东街\n乙,东街\n丙,东街街道\n".utf8).write(to: folder.appendingPathComponent("a.csv"))
    for language in ["zh", "en"] {
      let run = try Self.run(folder.path + "/a.rules", folder.path + "/a.csv", "--lang", language)
      #expect(run.code == 0)
      #expect(
        run.errors.contains(language == "zh" ? "“东街街道”（1 份）和“东街”（2 份）只差一点" : "“东街街道” (sheets: 1) and “东街” (sheets: 2)"))
    }
  }

  private static let starSheets = """
    小区,所在街道,片区,分数,整洁
    柳岸,东街,东片,90,是
    梅园,东街,东片,80,
    松苑,东街,东片,60,否
    竹里,西街,,70,是
    兰亭,西街,,50,否
    菊坊,,东片,40,是

    """

  /// Titles and groups of places in every format.
  @Test(arguments: Language.allCases) func titlesInEveryFormat(_ language: Language) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path + "/"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try Data(Sample.stars.utf8).write(to: URL(fileURLWithPath: folder + "a.rules"))
    try Data(Self.starSheets.utf8).write(to: URL(fileURLWithPath: folder + "a.csv"))
    let inputs = [folder + "a.rules", folder + "a.csv"]
    let runs =
      ["text", "markdown", "csv"].map { inputs + ["--format", $0] } + [inputs + ["--level", "gates"]]
      + ["柳岸", "梅园", "菊坊"].map { ["explain"] + inputs + ["--community", $0] }
      + [
        ["explain"] + inputs + ["--community", "竹里", "--item", "原则1", "--format", "json"],
        ["explain"] + inputs + ["--community", "竹里", "--item", "2.2", "--format", "csv"],
        ["path"] + inputs + ["--community", "松苑", "--to", "B"],
        ["path"] + inputs + ["--community", "松苑", "--to", "B", "--format", "json"],
        ["whatif"] + inputs + ["--amend", "修改 等级 A 当 总分 不低于 99 分"],
        ["sensitivity"] + inputs + ["--draws", "5"],
      ]
    var text = ""
    for arguments in runs {
      let run = try Self.run(arguments + ["--lang", language.rawValue])
      text += "$ " + arguments.joined(separator: " ") + "\n" + run.output + run.errors + "[\(run.code)]\n\n"
    }
    text = text.replacing(folder, with: "").replacing(try Regex("[0-9a-f]{64}"), with: "…")
    try Golden.check(text, "titles.\(language.rawValue).txt")
  }

  private static func folder(_ files: [(path: String, text: String)]) throws -> String {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for (path, text) in files { try Data(text.utf8).write(to: folder.appendingPathComponent(path)) }
    return folder.path + "/"
  }

  /// Editions of a clause by the day that is asked for: shown, compared, and named in reasons.
  @Test func editionsOfADay() throws {
    let rules = """
      标准 试
        总分 10 分
        基准日 2025年6月1日
      事实 名 文本
      事实 率 百分比
      对象 名
      参数 线 60%
        施行 至 2025年12月31日
      参数 线 80%
        施行 自 2026年1月1日
      类别 一
        指标 1 “项” 分值 10 分
          得分 100% 当 率 不低于 线
          否则 0%

      """
    let folder = try Self.folder([("a.rules", rules), ("a.csv", "名,率\n甲,70%\n乙,90%\n")])
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let (file, sheets) = (folder + "a.rules", folder + "a.csv")
    func total(_ day: String...) throws -> String {
      try Self.run(["explain", file, sheets, "--community", "甲"] + day.flatMap { ["--as-of", $0] }).output
    }
    #expect(try total().contains("总分 10，") && total("2026-01-01").contains("总分 0，"))
    #expect(try total("2026-01-01").contains("参数 线     自 2026-01-01"))
    let shown = try Self.run("show", file, "--as-of", "2026-01-01").output
    #expect(shown.contains("参数 线 80%") && !shown.contains("60%") && shown.contains("基准日 2026-01-01"))
    #expect(try Self.run("show", file, "--as-of", "2025-12-31").output.contains("参数 线 60%"))
    let compared = try Self.run(
      "compare", file, "--as-of", "2025-12-31", "--as-of", "2026-01-01", "--sheets", sheets)
    #expect(compared.code == 0 && compared.output.hasPrefix("试（2025-12-31） → 试（2026-01-01）\n"))
    #expect(compared.output.contains("参数 线：60% → 80%") && compared.output.contains("名次变动 1 家：甲 1→2。"))
    #expect(try Self.run("show", file, "--as-of", "明天").code == 2)
  }

  /// Every command that names communities, in both languages.
  @Test func namesakesInEveryCommand() throws {
    let folder = try Self.folder([
      ("a.rules", Sample.counties), ("b.rules", Sample.counties.replacing("前 1 个", with: "前 2 个")),
      ("u.rules", Sample.counties.replacing("标准 两县", with: "标准 市级\n事实 县荐 是否\n候选 县荐")),
      ("表.csv", "小区,县,分数\n柳岸,东县,80\n柳岸,西县,90\n梅园,东县,\n"),
      ("表.奖励.csv", "小区,县,日期,事由\n柳岸,东县,2025-01-01,书面\n柳岸,西县,无,无\n梅园,,无,无\n"),
    ])
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let (rules, sheets) = (folder + "a.rules", [folder + "表.csv", folder + "表.奖励.csv"])
    let runs: [[String]] = [
      [rules] + sheets, [rules] + sheets + ["--format", "csv"],
      ["explain", rules] + sheets + ["--community", "柳岸"],
      ["explain", rules] + sheets + ["--community", "柳岸(东县)"],
      ["explain", rules] + sheets + ["--community", "梅园", "--format", "json", "--item", "1.1"],
      ["path", rules] + sheets + ["--community", "柳岸，东县"],
      ["path", rules] + sheets + ["--community", "柳岸，东县", "--format", "csv"],
      ["sensitivity", rules] + sheets + ["--draws", "5", "--format", "csv"],
      ["compare", rules, folder + "b.rules", "--sheets"] + sheets,
      ["compare", rules, folder + "b.rules", "--format", "csv", "--sheets"] + sheets,
      ["whatif", rules] + sheets + ["--amend", "修改 推荐 前 2 个", "--format", "json"],
      ["chain", rules, folder + "u.rules", "--sheets"] + sheets,
      ["chain", rules, folder + "u.rules", "--format", "csv", "--sheets"] + sheets,
      ["template", rules, "--format", "csv", "--output", folder + "空.csv"],
      ["repl", rules] + sheets,
    ]
    for language in Language.allCases {
      var text = ""
      for arguments in runs {
        let input = arguments[0] == "repl" ? ":小区 柳岸\n:小区 柳岸(西县)\n:设定 分数 10 分\n:设定 县 北县\n" : nil
        let run = try Self.run(arguments + ["--lang", language.rawValue], input: input)
        text += "$ " + arguments.joined(separator: " ") + "\n" + run.output + run.errors + "[\(run.code)]\n\n"
      }
      let empty = try String(contentsOfFile: folder + "空.奖励.csv", encoding: .utf8)
      text += empty
      text = text.replacing(folder, with: "").replacing(try Regex("[0-9a-f]{64}"), with: "…")
      try Golden.check(text, "subjects.\(language.rawValue).txt")
      try FileManager.default.removeItem(atPath: folder + "空.奖励.csv")
    }
  }
}
