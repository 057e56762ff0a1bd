import Foundation
import Model
import Planning
import Quantities
import Sheets
import TestSupport
import Testing
import Translation

@testable import Evaluation

/// The engine in Node says of every sheet what the reference interpreter says. `RULECHECK_SCRIPTS=2000 swift test -c release
/// --filter EngineTests` tries so many standards of each kind.
@Suite(.enabled(if: NodeEngine.path != nil, "Node is not installed")) struct EngineTests {
  private static func comparison(_ engine: NodeEngine) -> EngineComparison {
    let engine = Engine(engine)
    return EngineComparison(
      variable: "RULECHECK_SCRIPTS", ordinary: 20, seed: { $0 &* 53 &+ 7 },
      differences: { try engine.differences($0, $1) })
  }

  @Test(arguments: 0..<EngineComparison.parts) func smallStandards(_ part: Int) throws {
    try Self.comparison(NodeEngine()).run(part) {
      FillingStandard(seed: $0, isSeparate: $0 % 2 == 0, cohorts: false).text(nil)
    }
  }

  @Test(arguments: 0..<EngineComparison.parts) func smallStandardsWithCohorts(_ part: Int) throws {
    try Self.comparison(NodeEngine()).run(part) {
      FillingStandard(seed: $0, isSeparate: $0 % 2 == 0, cohorts: true).text(nil)
    }
  }

  @Test(arguments: 0..<EngineComparison.parts) func standardsOfEveryForm(_ part: Int) throws {
    try Self.comparison(NodeEngine()).run(part) { WideStandard(seed: $0).text }
  }

  @Test(arguments: ["houma", "linfen", "shanxi", "observatory"])
  func theShippedStandards(_ name: String) throws {
    let standard = try #require(try Package.load("rules/\(name).rules").standard)
    let engine = Engine(try NodeEngine())
    var random = SeededGenerator(seed: 23)
    for (size, missing) in [(1, 8), (30, 3), (20, 40)] {
      let table = RandomSheets(standard).table(of: size, missing: missing, &random)
      let differences = try engine.differences(standard, table)
      #expect(differences.isEmpty, "\(differences.prefix(3).joined(separator: "\n"))")
    }
  }

  @Test(arguments: [
    ("houma", "sheets"), ("linfen", "linfen-sheets"), ("shanxi", "shanxi-sheets"), ("observatory", "observatory-sites"),
  ])
  func theShippedSheets(_ name: String, _ folder: String) throws {
    let standard = try #require(try Package.load("rules/\(name).rules").standard)
    let table = SheetReader.read(try Package.sheets("rules/" + folder), schema: standard.schema).table
    #expect(table.sheets.count > 2)
    let differences = try Engine(NodeEngine()).differences(standard, table)
    #expect(differences.isEmpty, "\(differences.prefix(3).joined(separator: "\n"))")
  }

  /// `RULECHECK_SHEETS=100000` tries so many generated sheets of the largest shipped standard, in cohorts of 500.
  @Test(arguments: 0..<EngineComparison.parts) func manySheets(_ part: Int) throws {
    let wanted = ProcessInfo.processInfo.environment["RULECHECK_SHEETS"].flatMap { Int($0) }
    let standard = try #require(try Package.load("rules/houma.rules").standard)
    let engine = Engine(try NodeEngine())
    var (sheets, tables, differing) = (0, 0, 0)
    let size = wanted == nil ? 10 : 500
    for seed in stride(from: part * size, to: wanted ?? 40, by: EngineComparison.parts * size) {
      var random = SeededGenerator(seed: UInt64(seed) &+ 1)
      let table = RandomSheets(standard).table(of: size, missing: [1, 5, 30][tables % 3], &random)
      (sheets, tables) = (sheets + size, tables + 1)
      let differences = try engine.differences(standard, table)
      if differences.isEmpty { continue }
      differing += 1
      if differing <= 3 { Issue.record("seed \(seed)\n\(differences.prefix(3).joined(separator: "\n"))") }
    }
    #expect(differing == 0 && sheets > 0)
    if wanted != nil { print("part \(part): \(sheets) sheets, \(differing) tables differ") }
  }
}

/// What a page does with a standard: other weights and parameters, texts and numbers of any kind.
@Suite(.enabled(if: NodeEngine.path != nil, "Node is not installed")) struct EngineUseTests {
  /// Another value of a setting gives what the plan gives with it, whether it is a change, or sheets are judged anew, or
  /// no more of them is kept than stands below the setting.
  @Test(arguments: 0..<EngineComparison.parts) func settings(_ part: Int) throws {
    let node = try NodeEngine()
    var (tried, kept) = (0, 0)
    for seed in stride(from: part, to: 40, by: EngineComparison.parts) {
      guard let standard = load(text: WideStandard(seed: UInt64(seed)).text).standard else { continue }
      var random = SeededGenerator(seed: UInt64(seed))
      let table = RandomSheets(standard).table(of: 6, missing: 20, &random)
      let program = try Program(standard)
      let plan = try node.ask(.object(of: [("plan", ScriptPlan(standard).json)]))
      let keys = Set(try #require(plan["settings"] as? [String]))
      let sheets = JSONValue.array(table.sheets.map { ScriptSheet.cells(of: $0, standard) })
      _ = try node.ask(.object(of: [("sheets", sheets)]))
      for setting in program.plan.settings.keys where keys.contains(ScriptPlan.key(setting)) {
        guard case .known(.number(let number)) = program.plan.settings[setting]?.content else { continue }
        let value = number * Rational(3) * .half
        let planned = try Self.planned(standard, table, [setting: PlanValue(.known(.number(value)))])
        let change = JSONValue.object(of: [
          ("key", .string(ScriptPlan.key(setting))), ("value", ScriptSheet.value(.number(value))),
        ])
        let answer = try node.ask(.object(of: [("change", change)]))
        let differences = Engine.differences(planned, answer)
        #expect(differences.isEmpty, "seed \(seed) \(setting)\n\(differences.prefix(3).joined(separator: "\n"))")
        #expect(answer["told"] as? [String] == [], "seed \(seed) \(setting)")
        tried += 1
        if answer["isKept"] as? Bool == true { kept += 1 }
      }
    }
    #expect(tried > 30 && kept > 10, "\(tried) \(kept)")
  }

  private static func planned(
    _ standard: Standard, _ table: Table, _ settings: [Plan.Setting: PlanValue]
  ) throws -> Outcome {
    let program = try Program(standard, settings: settings)
    let sheets = table.sheets.enumerated().map { Execution(program, $1, at: $0, nil) }
    let cohorts = Cohorts(standard, count: sheets.count) { use, index in sheets[index].entry(use.slot) }
    var executions = table.sheets.enumerated().map { Execution(program, $1, at: $0, cohorts) }
    let results = executions.map(\.result)
    return Evaluation.outcome(of: Judging(standard, table, cohorts), results) { result, admitted in
      executions[result.sheet].graded(admitted)
    }
  }

  private static let texts = [
    "", " ", "东", "西东", "a", "A", "\"", "\\", "'", "</script>", "<!--", "]]>", "\u{2028}", "\u{2029}", "\u{0}",
    "\u{FEFF}",
    "\r\n", "\n", "\r", "e\u{301}", "é", "e", "\u{301}", "👨‍👩‍👧", "👩‍👧", "👩", "👧", "🇨🇳", "🇨", "🇳🇨🇳", "𠮷", "𠮷野家", "한",
    "\u{1112}\u{1161}\u{11AB}",
    "\u{1112}", "ﷺ", "कि", "क", "👍🏽", "👍", "1️⃣", "1", "葛\u{E0100}", "葛", "东 西\u{3000}南\u{A0}北\u{200B}",
    "a\u{300}\u{301}\u{302}b", "\u{85}x",
    "갂\u{1162}", "가\u{11A8}\u{11A8}", "ᄀᄀ가", "\u{600}1", "क्षि", "क\u{94D}\u{200D}ष", "\u{E33}", "ก\u{E33}", "x\u{200D}👩",
    "❤\u{FE0F}\u{200D}🔥",
    "\u{1F3FB}", "\u{E0067}", "🏴\u{E0067}\u{E007F}", "\u{180E}a", "\r\u{301}",
    "Å", "\u{212B}", "\u{FB01}", "fi", "=1+1", "'东", "null", "true", "\u{10FFFF}", "\u{E000}",
    String(repeating: "长", count: 5000),
  ]

  /// Texts that would end a script, a string or a line, that are written in several ways, or of which one is half of another;
  /// also where the browser does not part texts into characters itself.
  @Test(arguments: [[], ["Segmenter"]]) func hostileTexts(without missing: [String]) throws {
    let rules = """
      标准 试
        总分 10 分
      事实 名 文本
      对象 名
      事实 甲 文本
      事实 乙 文本
      提醒 1 “一”
        条件 甲 = 乙
      提醒 2 “二”
        条件 甲 包含 乙
      提醒 3 “三”
        条件 甲 包含 “</script>” 或 甲 = “东\\\\ 西”
      类别 类
        指标 1 “项” 分值 10 分
          得分 1 分 * 字数（甲） / 1 字
      认定 断 为 字数（甲） + 字数（乙）
      推荐 每 甲 前 1 个
      """
    let standard = try TestSupport.standard(rules)
    let pairs = Self.texts.flatMap { first in Self.texts.map { (first, $0) } }
    let sheets = pairs.map { first, second in
      Sheet(
        Identity("名"), cells: [.value(.text("名")), .value(.text(first)), .value(.text(second))], file: "", row: nil)
    }
    let table = Table(schema: standard.schema, sheets: sheets, refused: [])
    let differences = try Engine(NodeEngine(without: missing)).differences(standard, table)
    #expect(differences.isEmpty, "\(differences.count)\n\(differences.prefix(5).joined(separator: "\n"))")
  }

  private static let longNumbers: [Cell] = {
    let long = Rational.powerOfTen(60)
    let parts = [
      (1, 1 << 53 + 1), (1 << 53 - 1, 1 << 53 - 3), (Int.min, 3),
    ].map { try? Rational($0, over: $1) }
    let numbers: [Rational?] = [
      .zero, .one, .half, Rational.one.negated, long, long + .one, long - .one, try? Rational.one.divided(by: long),
      try? (long + .one).divided(by: Rational(7)), long.negated, Rational(1 << 53), Rational(1 << 53 + 1),
      Rational(1 << 53 - 1), Rational(Int.max),
    ]
    return (numbers + parts).compactMap { $0.map { .value(.number($0)) } } + [.missing, .unreadable]
  }()

  private func differences(_ rules: String, _ pairs: [(Cell, Cell)]) throws -> [String] {
    let standard = try TestSupport.standard(rules)
    let sheets = pairs.map { first, second in
      Sheet(
        Identity("名"), cells: [.value(.text("名")), first, second, first == second ? .missing : second], file: "",
        row: nil)
    }
    return try Engine(NodeEngine()).differences(
      standard, Table(schema: standard.schema, sheets: sheets, refused: []))
  }

  private static let longFacts = """
    标准 试
      总分 不限
    事实 名 文本
    对象 名
    事实 甲 数量 次
    事实 乙 数量 次
    事实 丙 数量 分

    """

  /// Numbers of 60 digits and more, each with each.
  @Test func longNumbers() throws {
    let rules =
      Self.longFacts + """
        提醒 1 “一”
          条件 甲 高于 乙
        提醒 2 “二”
          条件 乘方（甲 / 1 次，3） 高于 乘方（乙 / 1 次，3）
        类别 类
          指标 1 “项”
            得分 丙 * 甲 / 乙
          指标 2 “项”
            得分 四舍五入（丙 * 甲 / 1 次，0.01 分）
        认定 断 为 甲 / 乙 + 乙 / 甲
        认定 长 为 （甲 - 乙） / 3
        排序 总分 由高到低，甲 由低到高
        推荐 前 3 个
        """
    #expect(Self.longNumbers.count == 19)
    let pairs = Self.longNumbers.flatMap { first in Self.longNumbers.map { (first, $0) } }
    let differences = try differences(rules, pairs)
    #expect(differences.isEmpty, "\(differences.count)\n\(differences.prefix(5).joined(separator: "\n"))")
  }

  /// Powers up to those that are too long to go on with, each with its neighbour.
  @Test func longPowers() throws {
    let rules =
      Self.longFacts + """
        提醒 1 “一”
          条件 乘方（乘方（甲 / 1 次，100），6） 高于 乘方（乘方（乙 / 1 次，100），6）
        提醒 2 “二”
          条件 乘方（甲 / 1 次，100） 高于 乘方（乙 / 1 次，100）
        类别 类
          指标 1 “项”
            得分 丙
        """
    let pairs = Array(zip(Self.longNumbers, Self.longNumbers.dropFirst() + Self.longNumbers.prefix(1)))
    let differences = try differences(rules, pairs)
    #expect(differences.isEmpty, "\(differences.count)\n\(differences.prefix(5).joined(separator: "\n"))")
  }

  /// Thousands of clauses, records and communities: nothing is worked out by calls within calls.
  @Test func manyOfEverything() throws {
    var rules = "标准 试\n  总分 不限\n事实 名 文本\n对象 名\n事实 数 数量 次\n事实 录 记录 次（额 数量 元）\n"
    rules += "群体 众 全部\n  未报 待核实\n定义 义0 为 数\n"
    for index in 1...100 { rules += "定义 义\(index) 为 义\(index - 1) + 1 次\n" }
    rules += "类别 类\n"
    for index in 1...1500 { rules += "  指标 \(index) “项”\n    得分 1 分 当 义\(index % 100) 高于 \(index % 50) 次\n" }
    rules += "提醒 1 “一”\n  条件 合计 录 的 额 其中（额 高于 1 元） 高于 10 元\n提醒 2 “二”\n  条件 数 位于 众 前 50%\n"
    let standard = try TestSupport.standard(rules)
    let rows = (0..<20_000).map { [Value.number(Rational($0 % 7))] }
    let sheets = (0..<30).map { index in
      Sheet(
        Identity("名"),
        cells: [
          .value(.text("\(index)")), index % 5 == 0 ? .missing : .value(.number(Rational(index))),
          index % 7 == 0 ? .value(.records(rows)) : .missing,
        ], file: "", row: nil)
    }
    let table = Table(schema: standard.schema, sheets: sheets, refused: [])
    let differences = try Engine(NodeEngine()).differences(standard, table)
    #expect(differences.isEmpty, "\(differences.prefix(2).joined(separator: "\n").prefix(2000))")
  }
}

/// One process of the engine, for tests that ask it one after another.
struct Engine: @unchecked Sendable {
  private let node: NodeEngine

  init(_ node: NodeEngine) { self.node = node }

  /// What the engine says otherwise than the reference.
  func differences(_ standard: Standard, _ table: Table) throws -> [String] {
    let plan = try node.ask(.object(of: [("plan", ScriptPlan(standard).json)]))
    guard plan["thrown"] == nil else { return ["\(plan)"] }
    let sheets = JSONValue.array(table.sheets.map { ScriptSheet.cells(of: $0, standard) })
    let answer = try node.ask(.object(of: [("sheets", sheets)]))
    let reference = Evaluation.referenceOutcome(of: standard, table)
    return Self.differences(reference, answer)
  }

  static func differences(_ outcome: Outcome, _ answer: [String: Any]) -> [String] {
    guard let results = answer["results"] as? [[String]] else { return ["\(answer)"] }
    if answer["conflicts"] as? [String] != outcome.conflicts {
      return ["conflicts \(answer["conflicts"] ?? "") instead of \(outcome.conflicts)"]
    }
    if results.count != outcome.results.count { return ["\(results.count) of \(outcome.results.count) results"] }
    var differences: [String] = []
    for (result, lines) in zip(outcome.results, results) {
      let told = outcome.told(result)
      if told == lines { continue }
      let (lost, found) = (told.filter { !lines.contains($0) }, lines.filter { !told.contains($0) })
      differences.append(
        "sheet \(result.sheet)\n" + lost.map { "  - \($0)\n" }.joined() + found.map { "  + \($0)\n" }.joined()
          + (lost.isEmpty && found.isEmpty ? "  other order\n" : ""))
    }
    return differences
  }
}
