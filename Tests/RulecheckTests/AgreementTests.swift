import Foundation
import TestSupport
import Testing

@testable import rulecheck

/// Who is selected is one answer: whichever command is asked, and in whichever form it is written.
/// `RULECHECK_AGREEMENTS=2000 swift test --filter AgreementTests` asks about so many standards.
@Suite struct AgreementTests {
  private static let count =
    ProcessInfo.processInfo.environment["RULECHECK_AGREEMENTS"].flatMap { Int($0) } ?? 8

  @Test(arguments: 0..<count) func everyCommandSelectsTheSame(_ seed: Int) throws {
    let made = Made(seed: UInt64(seed))
    let bench = try CommandBench(rules: made.rules, sheets: made.sheets)
    let (rules, sheets) = (bench.path("a.rules"), bench.path("a.csv"))
    let run = try CommandTests.run(rules, sheets, "--format", "json")
    let wanted = try Self.statuses(run.output, in: "results")
    #expect(run.code <= 1 && wanted.count == made.count, "\(made.rules)\(made.sheets)\(run.errors)")
    func expect(_ found: [String: String], _ command: String) {
      #expect(found == wanted, "seed \(seed), \(command)\n\(made.rules)\(made.sheets)")
    }
    /// What is open is shown as open eligibility where it is that.
    func expectWords(_ found: [String: String], _ command: String) {
      for (name, status) in wanted where status != "open" {
        let word = found[name]
        // Who does not take part need not be shown.
        let isRight =
          Self.conclusions[status].map { $0 == word }
          ?? (word == nil ? status == "-" : !Self.conclusions.values.contains(word ?? ""))
        #expect(isRight, "seed \(seed), \(command): \(name) \(word ?? "")\n\(made.rules)\(made.sheets)")
      }
    }

    for form in ["text", "markdown", "csv"] {
      let output = try CommandTests.run(rules, sheets, "--format", form).output
      expectWords(Self.words(output), form)
    }
    // One level by itself has nobody below it who could leave anything open.
    let chain = try CommandTests.run("chain", rules, "--sheets", sheets, "--format", "json").output
    expect(
      try Self.list(chain, "communities").reduce(into: [:]) { found, community in
        let result = (community["results"] as? [[String: Any]])?.first
        found[try Self.name(community)] = result?["selected"] as? String ?? "-"
      }, "chain")
    for words in [
      ["compare", rules, rules, sheets], ["whatif", rules, sheets, "--amend", "修改 参数 线 \(made.line) 分"],
    ] {
      let output = try CommandTests.run(words + ["--format", "json"]).output
      let effect = try #require(try Self.object(output)["effect"] as? [String: Any])
      for side in ["before", "after"] {
        expect(
          try (effect["communities"] as? [[String: Any]] ?? []).reduce(into: [:]) { found, community in
            let part = community[side] as? [String: Any]
            found[try Self.name(community)] = part?["selected"] as? String ?? "-"
          }, words[0] + " " + side)
      }
    }
    let value = ["--set", "线=\(made.line) 分"]
    expect(
      try Self.statuses(try CommandTests.run([rules, sheets, "--format", "json"] + value).output, in: "results"),
      "--set")

    let sweep = try CommandTests.run(
      "sweep", rules, sheets, "--over", "线", "--from", "\(made.line) 分", "--to", "\(made.line) 分", "--step", "1 分",
      "--format", "json")
    let point = try #require(try Self.list(sweep.output, "points").first, "\(sweep.errors)")
    func names(_ statuses: Set<String>) -> Set<String> { Set(wanted.filter { statuses.contains($0.value) }.keys) }
    #expect(Set(point["selected"] as? [String] ?? []) == names(["yes"]), "seed \(seed), sweep")
    #expect(Set(point["undecided"] as? [String] ?? []) == names(["open", "tied"]), "seed \(seed), sweep")

    // It is about those eligible for certain, as if the rest were not there.
    if made.isComplete {
      let sensitivity = try CommandTests.run("sensitivity", rules, sheets, "--draws", "1", "--format", "json")
      if sensitivity.code == 0 {
        let found = try Self.statuses(sensitivity.output, in: "communities")
        #expect(
          found == wanted.filter { found.keys.contains($0.key) },
          "seed \(seed), sensitivity\n\(made.rules)\(made.sheets)")
        #expect(names(["yes", "tied"]).isSubset(of: Set(found.keys)), "seed \(seed), sensitivity")
      }
    }

    // What stands in a conversation, before and after an amendment that changes nothing.
    let script = ":排名\n修改 参数 线 \(made.line) 分\n:排名\n"
    let talk = try CommandTests.run(["repl", rules, sheets], input: script).output
    let parts = talk.components(separatedBy: "没有变化。\n")
    #expect(parts.count == 2, "\(talk)")
    expectWords(Self.words(parts[0]), "repl")
    expectWords(Self.words(parts.last ?? ""), "repl, amended")
    for (name, status) in wanted where status != "-" {
      let output = try CommandTests.run("explain", rules, sheets, "--community", name).output
      let word = ["yes": "推荐", "no": "否", "open": "待核实", "tied": "并列待定"][status] ?? ""
      #expect(output.contains("推荐：\(word)"), "seed \(seed), explain \(name) \(status)\n\(output)")
    }
  }

  // MARK: Reading

  private static let conclusions = ["yes": "推荐", "tied": "并列待定"]

  /// The conclusion on each line of a table.
  private static func words(_ text: String) -> [String: String] {
    var words: [String: String] = [:]
    var place: Int?
    for line in text.split(whereSeparator: \.isNewline) {
      let isCSV = line.contains(",")
      let cells = line.split(omittingEmptySubsequences: !isCSV) { " |,".contains($0) }
      if line.contains("名次") { place = cells.firstIndex(of: isCSV ? "推荐" : "结论") }
      guard let place, cells.count > place, let name = cells.prefix(2).first(where: { Made.names.contains(String($0)) })
      else { continue }
      words[String(name)] = words[String(name)] ?? String(cells[place])
    }
    return words
  }

  private static func object(_ text: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }
  private static func list(_ text: String, _ member: String) throws -> [[String: Any]] {
    try #require(try object(text)[member] as? [[String: Any]])
  }
  private static func name(_ object: [String: Any]) throws -> String { try #require(object["name"] as? String) }

  private static func statuses(_ text: String, in member: String) throws -> [String: String] {
    try list(text, member).reduce(into: [:]) { found, result in
      found[try name(result)] = result["selected"] as? String ?? "-"
    }
  }
}

/// A standard that selects some of a few communities.
private struct Made {
  static let names = ["甲", "乙", "丙", "丁", "戊", "己"]

  let rules: String
  let sheets: String
  let count: Int
  let line: Int
  let isComplete: Bool

  init(seed: UInt64) {
    var random = SeededGenerator(seed: seed &* 97 &+ 3)
    func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }
    func pick(_ list: [String]) -> String { list[Int.random(in: 0..<list.count, using: &random)] }
    isComplete = seed.isMultiple(of: 2)
    line = Int.random(in: 1...5, using: &random) * 10
    func preset(_ text: String) -> String { chance(50) ? " 缺省 \(text)" : "" }
    var rules = """
      标准 例
        总分 100 分
      事实 名 文本
      事实 街道 文本\(preset("“东”"))
      事实 分 数量 分 范围 0 分 至 60 分\(preset("30 分"))
      事实 额 整数 元\(preset("2 元"))
      事实 好 是否\(preset("否"))
      对象 名
      参数 线 \(line) 分 范围 0 分 至 60 分
      群体 众 \(pick(["全部", "按 街道"]))
        \(pick(["进一", "舍去"]))
        未报 \(pick(["不计", "待核实"]))

      """
    if chance(60) { rules += "原则 1 “有分”\n  条件 \(pick(["分 不低于 线", "额 位于 众 前 80%", "好 或 分 不低于 线", "额 不少于 2 元"]))\n" }
    if chance(25) { rules += "参评 当 额 不少于 2 元\n" }
    rules += """
      类别 甲 分值 60%
        指标 1 “分”
          \(pick(["评分 分", "条件 分 不低于 线", "得分 100% 当 分 位于 众 前 50%\n    否则 10%"]))
      类别 乙 分值 40%
        指标 1 “好”
          条件 \(pick(["好", "好 或 额 多于 3 元"]))

      """
    if chance(30) { rules += "加分 奖 2 分\n  条件 额 位于 众 前 1 个\n" }
    if chance(40) { rules += "排序 \(pick(["总分 由高到低，额 由低到高", "额 由高到低", "分 由高到低，总分 由高到低"]))\n" }
    rules += pick([
      "推荐 前 1 个", "推荐 前 3 个", "推荐 前 50%", "推荐 每 街道 前 1 个", "推荐 每 街道 前 50%", "推荐 前 3 个 每 街道 前 2 个",
      "推荐 前 2 个 当 总分 不低于 50 分", "推荐 前 50% 每 街道 前 50%", "推荐 前 （若 线 不低于 30 分 则 1 个 否则 2 个）",
    ])
    self.rules = rules + "\n"
    let count = Int.random(in: 2...6, using: &random)
    var sheets = "名,街道,分,额,好\n"
    for name in Self.names.prefix(count) {
      var cells = [pick(["东", "西", "南"]), "\(Int.random(in: 1...6, using: &random) * 10)"]
      cells += ["\(Int.random(in: 1...4, using: &random))", pick(["是", "否"])]
      // A blank cell has the default of its fact where there is one; elsewhere it is missing.
      for (index, fact) in ["街道 文本", "分 数量", "额 整数", "好 是否"].enumerated() where chance(20) {
        let hasPreset = rules.split(separator: "\n").contains { $0.contains("事实 " + fact) && $0.contains("缺省") }
        if hasPreset || !isComplete { cells[index] = "" }
      }
      sheets += ([name] + cells).joined(separator: ",") + "\n"
    }
    self.sheets = sheets
    self.count = count
  }
}
