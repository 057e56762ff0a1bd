import Foundation
import TestSupport
import Testing

/// Runs the built program as a user would.
@Suite struct CommandTests {
  struct Run {
    let code: Int32
    let output: String
    let errors: String
    /// What ``output`` is made of.
    let bytes: [UInt8]
  }

  /// What a file holds, also where it is no text.
  static func text(_ file: URL) throws -> String {
    try (try? String(contentsOf: file, encoding: .utf8)) ?? String(decoding: Data(contentsOf: file), as: UTF8.self)
  }

  /// The program beside the test bundle.
  static let program: URL = {
    let bundle = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
    let beside = bundle.appendingPathComponent("rulecheck")
    return FileManager.default.isExecutableFile(atPath: beside.path)
      ? beside : Package.root.appendingPathComponent(".build/debug/rulecheck")
  }()

  static func run(_ arguments: String..., locale: String = "zh_CN.UTF-8") throws -> Run {
    try run(arguments, locale: locale)
  }

  static func run(
    _ arguments: [String], locale: String = "zh_CN.UTF-8", input: String? = nil, environment: [String: String] = [:]
  ) throws -> Run {
    let process = Process()
    process.executableURL = program
    process.arguments = arguments
    process.currentDirectoryURL = Package.root
    process.environment = ["LANG": locale, "PATH": "/usr/bin:/bin"].merging(environment) { $1 }
    let files = try (0..<3).map { _ in
      let url = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
      try Data().write(to: url)
      return url
    }
    defer { for file in files { try? FileManager.default.removeItem(at: file) } }
    process.standardOutput = try FileHandle(forWritingTo: files[0])
    process.standardError = try FileHandle(forWritingTo: files[1])
    try Data((input ?? "").utf8).write(to: files[2])
    process.standardInput = try FileHandle(forReadingFrom: files[2])
    try process.run()
    process.waitUntilExit()
    return Run(
      code: process.terminationStatus, output: try text(files[0]), errors: try text(files[1]),
      bytes: [UInt8](try Data(contentsOf: files[0])))
  }

  @Test func theMainJob() throws {
    let run = try Self.run("rules/houma.rules", "rules/sheets")
    #expect(run.code == 0)
    #expect(run.errors == "")
    #expect(run.output == (try Package.text("Tests/Golden/houma.zh.txt")))
    #expect(try Self.run("evaluate", "rules/houma.rules", "rules/sheets").output == run.output)
  }

  @Test func everyShippedStandardPassesItsExamples() throws {
    for path in try Package.files("rules", ".rules") {
      #expect(try Self.run("check", path).code == 0, "\(path)")
      let run = try Self.run("test", path)
      #expect(run.code == 0, "\(path): \(run.output)")
    }
  }

  @Test func exitCodes() throws {
    #expect(try Self.run("rules/houma.rules", "rules/broken/sheets").code == 1)
    for path in try Package.files("rules/broken", ".rules") {
      #expect(try Self.run("check", path).code == 2)
      #expect(try Self.run(path, "rules/sheets").code == 2)
    }
    #expect(try Self.run().code == 3)
    #expect(try Self.run("--formt", "csv").code == 3)
    #expect(try Self.run("rules/houma.rules").code == 3)
    #expect(try Self.run("check", "rules/houma.rules", "more").code == 3)
    #expect(try Self.run("rules/houma.rules", "rules/sheets", "--format", "pdf").code == 3)
    #expect(try Self.run("explain", "rules/houma.rules", "rules/sheets", "--community", "桐花园").code == 3)
    #expect(try Self.run("rules/none.rules", "rules/sheets").code == 4)
    #expect(try Self.run("rules", "rules/sheets").code == 4)
    #expect(try Self.run("rules/houma.rules", "none").code == 4)
    #expect(try Self.run("rules/houma.rules", "rules/sheets", "--output", "none/out.txt").code == 4)
    let open = try Self.run("check", "rules/houma.rules", "--no-open")
    #expect(open.code == 2 && open.errors.contains("M401"))
    #expect(try Self.run("check", "rules/observatory.rules", "--no-open").code == 0)
    #expect(try Self.run("help").code == 0)
    #expect(try Self.run("--version").output.hasPrefix("rulecheck "))
  }

  @Test func mistakesProposeWhatWasMeant() throws {
    #expect(try Self.run("--formt", "csv").errors.contains("--format"))
    #expect(try Self.run("explain", "rules/houma.rules", "rules/sheets", "--community", "桐花园").errors.contains("桐花苑"))
    let near = try Self.run("chek", "rules/houma.rules")
    #expect(near.code == 3 && near.errors.contains("U110") && near.errors.contains("check"))
    let elsewhere = try Self.run("sweep", "rules/houma.rules", "rules/sheets", "--draws", "3")
    #expect(elsewhere.code == 3 && elsewhere.errors.contains("U111") && elsewhere.errors.contains("sensitivity"))
    #expect(try Self.run("help", locale: "en_US.UTF-8").output.contains("Usage"))
    #expect(try Self.run("help").output.contains("用法"))
    // Chinese if the file or the locale is, English otherwise; `--lang` decides over both.
    #expect(try Self.run("check", "rules/observatory.rules", locale: "C").output.contains("no errors"))
    #expect(try Self.run("check", "rules/observatory.rules").output.contains("没有错误"))
    #expect(try Self.run("check", "rules/houma.rules", locale: "C").output.contains("没有错误"))
    #expect(try Self.run("check", "rules/houma.rules", "--lang", "en").output.contains("no errors"))
  }

  @Test func settingsChangeTheRun() throws {
    let more = try Self.run("rules/houma.rules", "rules/sheets", "--set", "名额=5 个")
    #expect(more.code == 0)
    #expect(more.output.contains("推荐 4。"))
    #expect(try Self.run("rules/houma.rules", "rules/sheets", "--set", "名鹅=5 个").errors.contains("名额"))
    #expect(try Self.run("rules/houma.rules", "rules/sheets", "--as-of", "2025-13-01").code == 2)
    #expect(try Self.run("rules/houma.rules", "rules/sheets", "--as-of", "2024-08-20").output != more.output)
  }

  @Test func formatsAndOutput() throws {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString + ".json")
    defer { try? FileManager.default.removeItem(at: file) }
    let run = try Self.run("rules/houma.rules", "rules/sheets", "--format", "json", "--output", file.path)
    #expect(run.code == 0 && run.output == "")
    let json = try #require(try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any])
    #expect(json["format"] as? String == "rulecheck.outcome/2")
    #expect((json["results"] as? [Any])?.count == 38)
    #expect(((json["standard"] as? [String: Any])?["digest"] as? String)?.count == 64)
    let csv = try Self.run("rules/houma.rules", "rules/sheets", "--format", "csv", "--level", "items").output
    #expect(csv.split(separator: "\r\n").count == 39)
    let check = try Self.run("check", "rules/broken/weights-98.rules", "--format", "json").output
    #expect(check.contains("\"M204\""))
    let colored = try Self.run("check", "rules/broken/weights-98.rules", "--color", "always").errors
    #expect(colored.contains("\u{1B}[1;31m"))
  }

  /// No further than a rank: what is said of all together is still said of all.
  @Test func theFirstFew() throws {
    let main = ["rules/houma.rules", "rules/sheets"]
    let all = try Self.run(main + ["--format", "csv"]).output.split(separator: "\r\n")
    let few = try Self.run(main + ["--top", "3", "--format", "csv"]).output.split(separator: "\r\n")
    // Two share the third rank.
    #expect(few == Array(all.prefix(5)))
    let text = try Self.run(main + ["--前", "3"]).output
    #expect(text.contains("共 38 份") && text.contains("3 名（4 家）") && !text.contains("不符合的原因"))
    #expect(try Self.run(main + ["--top", "3", "--lang", "en"]).output.contains("listed are those up to rank 3 (4)"))
    for wrong in ["0", "-1", "三", "3.5", ""] {
      let run = try Self.run(main + ["--top", wrong])
      #expect(run.code == 3 && run.errors.contains("--top"), "\(wrong): \(run.errors)")
    }
  }

  /// What has been chosen stands alone, in either language; what is not there is said before anything is judged.
  @Test func columns() throws {
    let main = ["rules/houma.rules", "rules/sheets"]
    let table = try Self.run(main + ["--format", "csv", "--columns", "总分，名次"]).output
    #expect(table.split(separator: "\r\n").first == "总分最低,总分最高,名次")
    let english = try Self.run(main + ["--lang", "en", "--format", "csv", "--列", "total least", "--columns", "rank"])
    #expect(english.output.split(separator: "\r\n").first == "total least,rank")
    for (arguments, code) in [
      (["--columns", "总分"], "U118"), (["--columns", "总份", "--format", "csv"], "U119"), (["--columns", "，"], "U103"),
    ] {
      let run = try Self.run(main + arguments)
      #expect(run.code == 3 && run.errors.contains(code) && run.output.isEmpty, "\(arguments): \(run.errors)")
    }
  }

  /// Every command has a page, with every option it has; what is on no page is refused.
  @Test func everyCommandHasAPage() throws {
    let overview = try Self.run("help", "--lang", "en").output
    let commands = overview.split(separator: "\n").filter { $0.hasPrefix("  rulecheck ") }
      .compactMap { $0.split(separator: " ").dropFirst().first.map(String.init) }.filter {
        $0.first?.isLowercase ?? false
      }
    #expect(commands.count >= 15, "\(commands)")
    for command in commands where command != "help" {
      let page = try Self.run("help", command, "--lang", "en").output
      let same = try Self.run(command, "--help", "--lang", "en").output
      #expect(page == same && page.hasPrefix("rulecheck \(command) "), "\(page)")
      #expect(page.contains("--output FILE"))
      #expect(page.contains("--resume") == (command == "repl"))
    }
    #expect(try Self.run("help", "chek").code == 3)
    #expect(try Self.run("--lang", "en", "rules/houma.rules", "rules/sheets").code == 0)
    #expect(try Self.run("--check", "rules/houma.rules").errors.contains("U111"))
    #expect(try Self.run("show", "rules/houma.rules", "--format", "json").code == 3)
    #expect(try Self.run("check", "rules/houma.rules", "--format", "csv").code == 3)
    #expect(try Self.run("rules/houma.rules", "rules/sheets", "--no-open=1").code == 3)
    #expect(try Self.run("check", "rules/houma.rules", "--no-open=1").code == 3)
  }

  @Test func explanationsForPrograms() throws {
    let words = ["explain", "rules/houma.rules", "rules/sheets", "--community", "松风里"]
    func object(_ text: String) throws -> [String: Any] {
      try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }
    let all = try object(try Self.run(words + ["--format", "json"]).output)
    #expect(all["format"] as? String == "rulecheck.explanation/2" && all["community"] as? String == "松风里")
    // 8 gates, 11 requirements, 9 advisories, 37 items, 5 categories, the bonus.
    let sections = try #require(all["sections"] as? [Any])
    #expect(sections.count == 73)
    let one = try object(try Self.run(words + ["--format", "json", "--item", "原则1"]).output)
    let section = try #require((one["sections"] as? [[String: Any]])?.first)
    #expect(section["verdict"] as? String == "unverified" && (section["missing"] as? [Any])?.isEmpty == false)
    let expression = try #require((section["expressions"] as? [[String: Any]])?.first)
    #expect(expression["value"] as? Bool == true && expression["shown"] as? String == "是")
    #expect(((expression["parts"] as? [[String: Any]])?.first?["cohort"] as? [String: Any])?["rank"] as? Int == 1)
    let csv = try Self.run(words + ["--format", "csv", "--item", "原则1"]).output.split(separator: "\r\n")
    #expect(csv.count > 5 && csv[0].hasPrefix("条目,结论,"))
    #expect(csv.dropFirst(2).allSatisfy { $0.hasPrefix(",,,,,") })
    #expect(try Self.run(words + ["--format", "csv", "--item", "9.9"]).code == 3)
  }

  @Test func examplesForPrograms() throws {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString + ".rules")
    defer { try? FileManager.default.removeItem(at: file) }
    let rules = """
      标准 例
      事实 名 文本
      事实 甲 整数
      对象 名
      类别 一 分值 100%
        指标 1 “一”
          条件 甲 大于 3
      示例 “对”
        给定 甲 = 4
        期望 总分 100 分
      示例 “错”
        给定 甲 = 3
        期望 总分 100 分，指标 一.1 满足
      """
    try Data(rules.utf8).write(to: file)
    let run = try Self.run("test", file.path, "--format", "json")
    #expect(run.code == 1)
    let json = try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    #expect(json["passed"] as? Int == 1 && json["failed"] as? Int == 1)
    let examples = try #require(json["examples"] as? [[String: Any]])
    let failures = try #require(examples.last?["failures"] as? [[String: Any]])
    #expect(failures.map { $0["line"] as? Int } == [13, 13])
    #expect(failures.map { $0["expected"] as? String } == ["总分 100 分", "指标 一.1 满足"])
    #expect(failures.last?["found"] as? String == "不满足")
    let csv = try Self.run("test", file.path, "--format", "csv").output
    #expect(csv == "示例,通过,行,期望,得到\r\n对,是,,,\r\n错,否,13,总分 100 分,0\r\n错,否,13,指标 一.1 满足,不满足\r\n")
  }

  /// City, prefecture and province, on the shipped sheets.
  @Test func threeLevels() throws {
    let rules = ["rules/houma.rules", "rules/linfen.rules", "rules/shanxi.rules"]
    let sheets = ["--sheets", "rules/sheets", "rules/linfen-sheets", "rules/shanxi-sheets"]
    let run = try Self.run(["chain"] + rules + sheets)
    #expect(run.code == 0, "\(run.errors)")
    try Golden.check(run.output, "levels.txt")
    for format in ["json", "csv", "markdown"] {
      let other = try Self.run(["chain"] + rules + sheets + ["--format", format])
      #expect(other.code == 0 && other.output.contains("锦云府"))
    }
    #expect(try Self.run(["chain"] + rules).code == 3)
    #expect(try Self.run(["chain", "rules/houma.rules", "rules/observatory.rules"] + sheets).code == 2)
    #expect(try Self.run(["chain", "rules/houma.rules", "rules/none.rules"] + sheets).code == 4)
  }

  @Test func differencesOfShippedStandards() throws {
    let run = try Self.run("compare", "rules/houma.rules", "rules/linfen.rules")
    #expect(run.code == 0)
    try Golden.check(run.output, "houma-linfen.txt")
    let same = try Self.run("compare", "rules/houma.rules", "rules/houma.rules", "rules/sheets")
    #expect(same.output.contains("两份标准没有差别") && same.output.contains("1.000"))
    #expect(try Self.run("compare", "rules/houma.rules").code == 3)
    #expect(try Self.run("compare", "rules/houma.rules", "rules/broken/cycle.rules").code == 2)
  }

  @Test func theEffectiveStandard() throws {
    let run = try Self.run("show", "rules/shanxi.rules", "--origin")
    #expect(run.code == 0)
    for file in ["houma", "linfen", "shanxi"] { #expect(run.output.contains("# \(file).rules:"), "\(file)") }
    let set = try Self.run("show", "rules/houma.rules", "--origin", "--set", "名额=4 个")
    #expect(set.output.contains("参数 名额 / quota 4 个  # houma.rules:") && set.output.contains("--set 名额=4 个"))
    #expect(try Self.run("show", "rules/broken/cycle.rules").code == 2)
  }

  @Test func explanations() throws {
    let run = try Self.run("explain", "rules/houma.rules", "rules/sheets", "--community", "桐花苑", "--item", "3.2")
    #expect(run.code == 0)
    #expect(run.output.contains("第 1 名") && run.output.contains("出处："))
    let all = try Self.run("explain", "rules/houma.rules", "rules/sheets", "--community", "松风里")
    #expect(all.output.contains("待核实") && all.output.contains("缺少："))
    #expect(
      try Self.run("explain", "rules/houma.rules", "rules/sheets", "--community", "桐花苑", "--item", "9.9").code == 3)
  }

  @Test func sensitivityToWeights() throws {
    let words = ["sensitivity", "rules/houma.rules", "rules/sheets", "--draws", "200"]
    let run = try Self.run(words)
    #expect(run.code == 0 && run.errors == "", "\(run.errors)")
    #expect(run.output.contains("物业服务 34.4969%（168/487） 起往下：进入：云栖家园、溪畔新村；退出：梧桐雅居"))
    #expect(try Self.run(words).output == run.output)
    #expect(try Self.run(words + ["--seed", "2"]).output != run.output)
    #expect(try Self.run(words + ["--spread", "1%"]).output.contains("1±1%"))
    let json = try Self.run(words + ["--format", "json"]).output
    let object = try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
    #expect(object["format"] as? String == "rulecheck.sensitivity/1")
    #expect((object["weights"] as? [Any])?.count == 5)
    #expect(
      try Self.run(words + ["--format", "csv"]).output.contains("\r\n权重,物业服务,0.42,0.344969199179,0.514644351464,"))
    #expect(try Self.run(words + ["--format", "markdown"]).output.hasPrefix("# "))
    #expect(try Self.run(words + ["--lang", "en"]).output.contains("Rates stay as they are"))
    for wrong in [["--draws", "0"], ["--draws", "x"], ["--spread", "20"], ["--spread", "100%"], ["--seed", "-1"]] {
      #expect(try Self.run(words + wrong).code == 3, "\(wrong)")
    }
    let unlimited = try Self.run("sensitivity", "rules/observatory.rules", "rules/observatory-sites")
    #expect(unlimited.code == 1 && unlimited.errors.contains("A103"), "\(unlimited.errors)")
  }

  @Test func sweepingTheThreshold() throws {
    let run = try Self.run(
      "sweep", "rules/houma.rules", "rules/sheets", "--over", "参数 收费率门槛", "--from", "90%", "--to", "100%", "--step",
      "1%")
    try Golden.check(run.output, "sweep.houma.txt")
  }

  @Test func sweepingAParameter() throws {
    let words = ["sweep", "rules/houma.rules", "rules/sheets", "--over", "参数 收费率门槛", "--from", "95%", "--to", "97%"]
    let run = try Self.run(words + ["--step", "1%"])
    #expect(run.code == 0 && run.errors == "", "\(run.errors)")
    #expect(run.output.contains("96.5% 以上（不含）：进入：槐香里；退出：云栖家园"))
    let json = try Self.run(words + ["--step", "1%", "--format", "json"]).output
    let object = try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
    #expect(object["format"] as? String == "rulecheck.sweep/1")
    #expect((object["points"] as? [Any])?.count == 3)
    let file = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString + ".svg")
    defer { try? FileManager.default.removeItem(at: file) }
    #expect(try Self.run(words + ["--step", "1%", "--plot", file.path]).output == run.output)
    let svg = try Self.run(words + ["--step", "1%", "--format", "svg"]).output
    #expect(try svg.hasPrefix("<?xml") && svg == String(contentsOf: file, encoding: .utf8))
    let plot = try Self.run(words + ["--step", "1%", "--格式", "图"])
    #expect(plot.code == 0 && run.output.hasSuffix(plot.output.drop { $0 != "\n" }.dropFirst()), "\(plot.output)")
    #expect(try Self.run(words).code == 3)
    #expect(try Self.run(words + ["--step", "0%"]).code == 3)
    #expect(try Self.run("sweep", "rules/houma.rules", "rules/sheets").errors.contains("--over"))
    #expect(try Self.run("sweep", "rules/houma.rules", "rules/sheets", "--from", "1%").errors.contains("--over"))
    #expect(try Self.run(words + ["--step", "1%", "--set", "收费率门槛=97%"]).code == 0)
    #expect(try Self.run("check", "rules/houma.rules", "--format", "svg").code == 3)
    let misspelt = try Self.run(
      "sweep", "rules/houma.rules", "rules/sheets", "--over", "收费率门坎", "--from", "1%", "--to", "2%", "--step", "1%")
    #expect(misspelt.code == 3 && misspelt.errors.contains("收费率门槛"))
  }

  @Test func withoutAFormatTheFirstOfACommandIsWritten() throws {
    let bench = try CommandBench()
    var asked: Set<String> = []
    for invocation in bench.invocations() where invocation.command.hasFormats {
      guard asked.insert(invocation.words[0]).inserted else { continue }
      let whole = try Self.run(invocation.words, input: invocation.input)
      let bare = try Self.run(invocation.words.dropLast(2), input: invocation.input)
      #expect(!whole.output.isEmpty && bare.output == whole.output, "\(invocation)")
      #expect(bare.code == whole.code, "\(invocation)")
    }
    #expect(asked.count > 10)
  }

  @Test(arguments: ["text", "csv", "json"])
  func templatesListEveryFactAndCanBeReadBack(_ format: String) throws {
    let template = try Self.run("template", "rules/houma.rules", "--format", format)
    #expect(template.code == 0)
    #expect(template.output.contains("业主满意度"))
    let ending = format == "text" ? "txt" : format
    let file = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString + "." + ending)
    defer { try? FileManager.default.removeItem(at: file) }
    var filled = template.output
    switch format {
    case "text": filled = filled.replacingOccurrences(of: "\n小区名称：", with: "\n小区名称：某小区")
    case "json": filled = filled.replacingOccurrences(of: "\"小区名称\": null", with: "\"小区名称\": \"某小区\"")
    default:
      let heading = filled.dropFirst(filled.hasPrefix("\u{FEFF}") ? 1 : 0).split(separator: "\r\n")[0].split(
        separator: ",")
      filled += heading.map { $0 == "小区名称" ? "某小区" : "" }.joined(separator: ",") + "\r\n"
    }
    try Data(filled.utf8).write(to: file)
    let run = try Self.run("rules/houma.rules", file.path)
    #expect(run.code == 0, "\(run.errors)")
    #expect(run.output.contains("某小区"))
  }

  /// Records have companion tables beside the main one, and what has been filled in stays.
  @Test func templatesOfTablesHaveCompanions() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let main = folder.appendingPathComponent("表.csv")
    let filled = folder.appendingPathComponent("表.行政处罚.csv")
    try Data("小区名称,日期\r\n某小区,无\r\n".utf8).write(to: filled)
    let run = try Self.run("template", "rules/houma.rules", "--format", "csv", "--output", main.path)
    #expect(run.code == 0 && run.output == "" && run.errors.contains("表.实事.csv"))
    #expect(try String(contentsOf: filled, encoding: .utf8).contains("某小区"))
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(names.count == 6)
    for name in names where name != "表.csv" {
      #expect(
        try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8).contains("小区名称,"), "\(name)")
    }
    let heading = try String(contentsOf: main, encoding: .utf8).filter { $0 != "\u{FEFF}" }.split(separator: "\r\n")[0]
    #expect(!heading.contains("行政处罚"))
    let row = heading.split(separator: ",").map { $0 == "小区名称" ? "某小区" : "" }.joined(separator: ",")
    try Data((heading + "\r\n" + row + "\r\n").utf8).write(to: main)
    let judged = try Self.run("rules/houma.rules", folder.path)
    #expect(judged.code == 0 && judged.output.contains("某小区"), "\(judged.errors)")
    let printed = try Self.run("template", "rules/houma.rules", "--format", "csv")
    #expect(printed.output.split(separator: "\r\n").count == 3 && printed.errors.contains("表.行政处罚.csv"))
  }
}

/// What README.md says has to work as it stands.
@Suite struct ReadmeTests {
  private static func blocks(_ language: String) throws -> [String] {
    try Package.text("README.md").components(separatedBy: "```\(language)\n").dropFirst()
      .map { $0.components(separatedBy: "\n```")[0] }
  }

  @Test func commandsRun() throws {
    let commands = try Self.blocks("sh").flatMap { $0.split(separator: "\n").map(String.init) }
    var ran = 0
    for command in commands where command.hasPrefix("swift run rulecheck ") {
      var words = command.dropFirst("swift run rulecheck ".count).split(
        separator: "\"", omittingEmptySubsequences: false
      )
      .enumerated().flatMap { index, part in
        index.isMultiple(of: 2) ? part.split(separator: " ").map(String.init) : [String(part)]
      }
      let file = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
      defer { try? FileManager.default.removeItem(at: file) }
      if let output = words.firstIndex(of: "--output") { words[output + 1] = file.path }
      let run = try CommandTests.run(words)
      #expect(
        run.code == (command.contains("rules/broken") ? 2 : command.contains(" equivalent ") ? 1 : 0),
        "\(command): \(run.errors)")
      ran += 1
    }
    #expect(ran >= 6)
    #expect(commands.contains("swift test"))
  }

  @Test func theExcerptIsWhatIsPrinted() throws {
    let excerpts = try Self.blocks("text")
    let goldens = ["houma.zh.txt", "levels.txt", "excerpt.txt", "sweep.houma.txt"]
    #expect(excerpts.count == goldens.count)
    for (excerpt, golden) in zip(excerpts, goldens) {
      let printed = Set(
        try Package.text("Tests/Golden/\(golden)").split(separator: "\n").map(String.init))
      for line in excerpt.split(separator: "\n").map(String.init) where line != "…" {
        #expect(printed.contains(line), "\(line)")
      }
    }
  }

  @Test func theTourIsCorrect() throws {
    for block in try Self.blocks("rules") { _ = try standard(block) }
  }
}
