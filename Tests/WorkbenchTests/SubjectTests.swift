import Analysis
import Diagnostics
import Evaluation
import Foundation
import Model
import Quantities
import Reports
import Sheets
import Syntax
import TestSupport
import Testing
import Workbench

/// 对象 with several facts: two counties may each have a community of the same name.
@Suite struct SubjectTests {
  typealias Files = [(path: String, text: String)]

  private static func read(_ rules: String, _ files: Files) throws -> (table: Table, codes: [String]) {
    let sheets = files.map { SheetFile(path: $0.path, bytes: Array($0.text.utf8)) }
    let (table, problems) = try standard(rules).read(sheets)
    return (table, problems.map(\.problem.code))
  }

  // MARK: Reading

  struct Reading: CustomTestStringConvertible, Sendable {
    let what: String
    let files: Files
    let names: [String]
    var codes: [String] = []
    var testDescription: String { what }
  }

  static let readings: [Reading] = [
    Reading(
      what: "CSV", files: [("a.csv", "小区,县,分数\n柳岸,东县,80\n柳岸,西县,90\n")], names: ["柳岸（东县）", "柳岸（西县）"]),
    Reading(
      what: "JSON", files: [("a.json", #"[{"小区":"柳岸","县":"东县"},{"name":"柳岸","county":"西县"}]"#)],
      names: ["柳岸（东县）", "柳岸（西县）"]),
    Reading(
      what: "an object a line", files: [("a.jsonl", "{\"小区\":\"柳岸\",\"县\":\"北县\"}\n{\"小区\":\"柳岸\",\"县\":\"西县\"}")],
      names: ["柳岸（北县）", "柳岸（西县）"]),
    Reading(
      what: "text", files: [("1.txt", "小区：柳岸\n县：东县\n"), ("2.txt", "县：西县\n小区：柳岸\n")],
      names: ["柳岸（东县）", "柳岸（西县）"]),
    Reading(
      what: "two sheets of one community",
      files: [("a.csv", "小区,县\n柳岸,东县\n柳岸,西县\n"), ("b.txt", "小区：柳岸\n县：东县\n")], names: ["柳岸（西县）"], codes: ["D207"]),
    Reading(
      what: "blank", files: [("a.csv", "小区,县\n柳岸,\n,东县\n,\n梅园,东县\n")], names: ["梅园（东县）"],
      codes: ["D203", "D203"]),
    Reading(what: "no column", files: [("a.csv", "小区,分数\n柳岸,80\n")], names: [], codes: ["D203"]),
    Reading(what: "no such option", files: [("a.csv", "小区,县\n柳岸,南县\n")], names: [], codes: ["D309", "D203"]),
  ]

  @Test(arguments: readings) func sheetsAreNamedByAllFacts(_ reading: Reading) throws {
    let found = try Self.read(Sample.counties, reading.files)
    #expect(found.table.sheets.map(\.name) == reading.names)
    #expect(found.codes == reading.codes)
  }

  /// What a companion says of its owner, and the lists that come out; nil is a list that is not known.
  struct Companion: CustomTestStringConvertible, Sendable {
    let text: String
    let lists: [Int?]
    var codes: [String] = []
    var testDescription: String { text }
  }

  static let companions: [Companion] = [
    Companion(text: "小区,县,日期,事由\n柳岸,东县,2025-1-1,甲\n柳岸,西县,2025-1-1,甲\n柳岸,西县,2025-1-2,乙\n", lists: [1, 2, nil]),
    Companion(text: "name,county,日期,事由\n柳岸,　西县,2025-1-1,甲\n", lists: [nil, 1, nil]),
    // The first fact will do for who has no namesake.
    Companion(text: "小区,日期,事由\n梅园,2025-1-1,甲\n", lists: [nil, nil, 1]),
    Companion(text: "小区,县,日期,事由\n梅园,,2025-1-1,甲\n梅园,东县,2025-1-2,甲\n", lists: [nil, nil, 2]),
    // Any of them may have it, so neither list is known; what the others state is.
    Companion(
      text: "小区,日期,事由\n柳岸,2025-1-1,甲\n梅园,2025-1-1,甲\n", lists: [nil, nil, 1], codes: ["D220"]),
    Companion(text: "小区,县,日期,事由\n柳岸,东县,2025-1-1,甲\n柳岸,,2025-1-1,甲\n", lists: [nil, nil, nil], codes: ["D220"]),
    Companion(text: "小区,日期,事由\n柳岸,,\n", lists: [nil, nil, nil], codes: ["D220"]),
    Companion(text: "小区,县,日期,事由\n柳岸,北县,2025-1-1,甲\n", lists: [nil, nil, nil], codes: ["D208"]),
    Companion(text: "县,日期,事由\n东县,2025-1-1,甲\n", lists: [nil, nil, nil], codes: ["D210"]),
    Companion(text: "小区,县,日期,事由\n柳岸,东县,无,无\n", lists: [0, nil, nil]),
  ]

  @Test(arguments: companions) func recordsFindTheirOwner(_ companion: Companion) throws {
    let (table, codes) = try Self.read(
      Sample.counties, [("a.csv", "小区,县,分数\n柳岸,东县,80\n柳岸,西县,90\n梅园,东县,70\n"), ("a.奖励.csv", companion.text)])
    let lists = table.sheets.map { sheet -> Int? in
      if case .value(.records(let rows)) = sheet.cells[3] { rows.count } else { nil }
    }
    #expect(lists == companion.lists)
    #expect(codes == companion.codes)
  }

  /// A record of 柳岸 may be that of a 柳岸 whose sheets were refused.
  @Test func refusedNamesakesCountToo() throws {
    let (table, codes) = try Self.read(
      Sample.counties,
      [
        ("a.csv", "小区,县\n柳岸,东县\n柳岸,西县\n柳岸,西县\n"), ("a.奖励.csv", "小区,日期,事由\n柳岸,2025-1-1,甲\n"),
        ("b.奖励.csv", "小区,县,日期,事由\n柳岸,西县,2025-1-1,甲\n"),
      ])
    #expect(table.sheets.map(\.name) == ["柳岸（东县）"])
    #expect(codes == ["D207", "D220"])
    #expect(table.sheets[0].cells[3] == .unreadable)
  }

  /// What a record has under the same name is the record's.
  @Test func aColumnOfTheRecords() throws {
    let rules = "标准 甲\n事实 小区 文本\n事实 县 文本\n事实 迁入 记录（县 文本，户数 整数 户）\n对象 小区，县\n类别 一\n  指标 1 “有”\n    条件 迁入 已填"
    let loaded = load(text: rules)
    let written = SheetForm.csv.blank?(Template.sheet(try #require(loaded.standard), loaded.outline, language: .zh))
    #expect(
      written?.companions.map { String(decoding: $0.bytes, as: UTF8.self) } == [
        "\u{FEFF}小区,县,户数\r\n# 说明：文字,文字,整数（户）\r\n"
      ])
    let (table, codes) = try Self.read(
      rules, [("a.csv", "小区,县\n柳岸,东县\n"), ("a.迁入.csv", "小区,县,户数\n柳岸,西县,3\n")])
    #expect(codes.isEmpty)
    #expect(table.sheets[0].cells[2] == .value(.records([[.text("西县"), .number(Rational(3))]])))
  }

  // MARK: Names as people type them

  static let lookups: [(typed: String, found: [String])] = [
    ("柳岸", ["柳岸（东县）", "柳岸（西县）"]), ("梅园", ["梅园（东县）"]), ("柳岸（东县）", ["柳岸（东县）"]),
    ("柳岸(西县)", ["柳岸（西县）"]), ("柳岸 ( 西县 )", ["柳岸（西县）"]), ("柳岸，东县", ["柳岸（东县）"]),
    ("柳岸,东县", ["柳岸（东县）"]), ("柳岸、东县", ["柳岸（东县）"]), ("柳岸 ， 东县", ["柳岸（东县）"]), ("柳", []),
    ("柳岸（南县）", []), ("东县", []), ("柳岸（", []), ("", []), ("（东县）", []),
    ("Ｓｕｎｎｙ Court", ["Sunny Court (East)"]), ("Sunny Court(East)", ["Sunny Court (East)"]),
    ("Sunny Court，East", ["Sunny Court (East)"]), ("杏花里（一期）（东县）", ["杏花里（一期）（东县）"]), ("杏花里（一期）", ["杏花里（一期）（东县）"]),
    ("杏花里", []),
  ]

  @Test(arguments: lookups) func namesAsTyped(_ typed: String, _ found: [String]) {
    let identities = [
      Identity("柳岸", ["东县"]), Identity("柳岸", ["西县"]), Identity("梅园", ["东县"]), Identity("Sunny Court", ["East"]),
      Identity("杏花里（一期）", ["东县"]),
    ]
    #expect(Identity.places(named: typed, among: identities).map { identities[$0].name } == found)
  }

  @Test func threeFacts() {
    let identities = [
      Identity("柳岸", ["东县", "一镇"]), Identity("柳岸", ["东县", "二镇"]), Identity("柳岸", ["西县", "一镇"]),
    ]
    func found(_ typed: String) -> [Int] { Identity.places(named: typed, among: identities) }
    #expect(identities[0].name == "柳岸（东县，一镇）")
    #expect(found("柳岸") == [0, 1, 2] && found("柳岸（东县）") == [0, 1] && found("柳岸,西县") == [2])
    #expect(found("柳岸(东县,二镇)") == [1])
  }

  /// One fact is a name that is typed as it stands.
  @Test func oneFactIsExact() {
    let identities = [Identity("柳岸（东县）"), Identity("柳岸"), Identity("柳岸(东县)")]
    #expect(Identity.places(named: "柳岸(东县)", among: identities) == [2])
    #expect(Identity.places(named: "柳岸 ", among: identities) == [])
  }

  // MARK: The clause

  static let mistakes: [(clause: String, code: String?)] = [
    ("对象 小区，县", nil), ("subject 小区, 县", nil), ("对象 小区、镇", nil), ("对象 小区，县，镇", nil), ("对象 县", "M105"),
    ("对象 县，小区", "M105"), ("对象 小区，分数", "M105"), ("对象 小区，小区", "M240"), ("对象 小区，county，县", "M240"),
    ("对象 小区，乡", "M101"), ("对象 小区，", "R201"), ("对象 小区\n对象 县", "M202"),
  ]

  @Test(arguments: mistakes) func whatMayStandInIt(_ clause: String, _ code: String?) {
    let rules = "标准 甲\n事实 小区 文本\n事实 镇 文本\n事实 县 / county 选项（东县，西县）\n事实 分数 数量 分\n类别 一\n  指标 1 “有”\n    条件 分数 已填\n"
    let errors = Workbench.load(SourceFile(name: "a.rules", text: rules + clause)).diagnostics.filter(\.isError)
    #expect(errors.map(\.problem.code) == [code].compactMap { $0 })
  }

  /// Amended as a whole, bound by a lock, told as a difference, printed and laid out.
  @Test func itIsAClauseLikeOthers() throws {
    let parent = "标准 县\n事实 小区 文本\n事实 县 文本\n对象 小区\n类别 一\n  指标 1 “有”\n    条件 县 已填\n"
    func load(_ parent: String, _ amendment: String) throws -> Workbench.Loaded {
      try Workbench(files: MemoryFiles(contents: ["p.rules": parent, "v.rules": amendment])).load("v.rules")
    }
    let variant = try load(parent, "标准 市 继承 县 于 “p.rules”\n修改 对象 小区，县\n")
    #expect(variant.standard?.subjectNames == ["小区", "县"])
    #expect(ShownStandard.text(variant.outline, origin: false).contains("对象 小区，县"))
    let locked = try load(
      parent.replacing("对象 小区\n", with: "对象 小区\n  锁定\n"), "标准 市 继承 县 于 “p.rules”\n修改 对象 小区，县\n")
    #expect(locked.diagnostics.filter(\.isError).map(\.problem.code) == ["M505"])
    let before = Workbench.load(SourceFile(name: "p.rules", text: parent))
    let after = Workbench.load(
      SourceFile(name: "q.rules", text: parent.replacing("对象 小区", with: "对象 小区，县"), base: before.sources.end))
    let differences = StandardComparison(before.outline, after.outline).differences
    #expect(differences.map { DifferenceWords(language: .zh).of($0) } == ["对象：小区 → 小区，县"])
    #expect(before.digest != after.digest)
  }

  // MARK: From standard to standard

  struct Levels: CustomTestStringConvertible, Sendable {
    let lower: String
    let upper: String
    /// What becomes of each at the upper level.
    let entrants: [String: Truth]
    var codes: [String] = []
    var testDescription: String { lower + " → " + upper }
  }

  /// The lower level recommends one a county: 柳岸 of the east, 柳岸 of the west, not 梅园 of the east.
  static let levels: [Levels] = [
    Levels(
      lower: "对象 小区，县", upper: "对象 小区，县", entrants: ["柳岸（东县）": .yes, "柳岸（西县）": .yes, "梅园（东县）": .no]),
    Levels(
      lower: "对象 小区，县", upper: "对象 小区，县，镇",
      entrants: ["柳岸（东县，一镇）": .yes, "柳岸（西县，一镇）": .yes, "梅园（东县，二镇）": .no]),
    // The level below cannot tell them apart, so what it would say of them is open above.
    Levels(
      lower: "对象 小区", upper: "对象 小区，县",
      entrants: ["柳岸（东县）": .unknown, "柳岸（西县）": .unknown, "梅园（东县）": .yes], codes: ["D207", "D222"]),
    Levels(lower: "对象 小区，县", upper: "对象 小区", entrants: ["梅园": .no], codes: ["D207"]),
    Levels(
      lower: "对象 小区，县", upper: "对象 小区，编号",
      entrants: ["柳岸（1）": .unknown, "柳岸（2）": .unknown, "梅园（3）": .no], codes: ["D222"]),
    Levels(lower: "对象 编号", upper: "对象 编号，县", entrants: ["1（东县）": .yes, "2（西县）": .yes, "3（东县）": .no]),
  ]

  private static func level(_ name: String, _ subject: String, _ more: String) -> String {
    """
    标准 \(name)
    事实 小区 文本
    事实 县 文本
    事实 镇 文本
    事实 编号 文本
    事实 分数 数量 分 范围 0 分 至 100 分
    \(subject)
    类别 一
      指标 1 “评”
        评分 分数
    \(more)
    """
  }

  private static func chain(_ lower: String, _ upper: String) throws -> (levels: [Workbench.Loaded], Workbench) {
    let files = MemoryFiles(contents: [
      "l.rules": level("县级", lower, "推荐 每 县 前 1 个"), "u.rules": level("市级", upper, "事实 县荐 是否\n候选 县荐\n推荐 前 1 个"),
      "表.csv": "小区,县,镇,编号,分数\n柳岸,东县,一镇,1,80\n柳岸,西县,一镇,2,90\n梅园,东县,二镇,3,70\n",
    ])
    let workbench = Workbench(files: files)
    return ([try workbench.load("l.rules"), try workbench.load("u.rules")], workbench)
  }

  @Test(arguments: levels) func fromLevelToLevel(_ levels: Levels) throws {
    let (loaded, workbench) = try Self.chain(levels.lower, levels.upper)
    #expect(Workbench.chainProblems(loaded).isEmpty)
    let run = try workbench.chain(loaded, sheets: ["表.csv"])
    let upper = run.chain.levels[1]
    let entrants = upper.results.map { (upper.sheet($0).name, $0.entrant) }
    #expect(Dictionary(uniqueKeysWithValues: entrants) == levels.entrants)
    #expect(run.diagnostics.map(\.problem.code) == levels.codes)
  }

  @Test func levelsWithoutAFactInCommonMakeNoChain() throws {
    let (loaded, _) = try Self.chain("对象 小区，县", "对象 编号，镇")
    #expect(Workbench.chainProblems(loaded).map(\.problem.code) == ["M241"])
  }

  /// Three levels of which the middle one cannot tell namesakes apart: a community is one journey all the same.
  @Test func aLevelInBetween() throws {
    let (loaded, workbench) = try Self.chain("对象 小区，县", "对象 小区，县")
    let middle = Self.level("片区", "对象 小区", "事实 县荐 是否\n候选 县荐\n推荐 前 3 个")
    let files = try workbench.sheetFiles(["表.csv"])
    let standards = [loaded[0].standard, try standard(middle), loaded[1].standard].compactMap { $0 }
    let chain = Chain.run(standards.map { ($0, $0.read(files, beside: standards).table) })
    #expect(chain.journeys.map(\.name) == ["柳岸（东县）", "柳岸（西县）", "梅园（东县）"])
    #expect(chain.unmatched.map { $0.map(\.name) } == [[], [], ["柳岸（东县）", "柳岸（西县）"]])
    let entrants: [[Truth?]] = [[.yes, nil, .unknown], [.yes, nil, .unknown], [.yes, .no, .no]]
    #expect(chain.journeys.map { $0.results.map { $0?.entrant } } == entrants)
  }

  /// A change of 对象 follows those that it does not make others.
  @Test func comparedAcrossAChangeOfTheSubject() throws {
    let files = [SheetFile(path: "a.csv", bytes: Array("小区,县,分数\n柳岸,东县,80\n柳岸,西县,90\n梅园,东县,70\n".utf8))]
    let (old, new) = (try standard(Self.level("甲", "对象 小区", "")), try standard(Self.level("甲", "对象 小区，县", "")))
    let effect = Effect(
      before: Evaluation.outcome(of: old, old.read(files).table),
      after: Evaluation.outcome(of: new, new.read(files).table))
    #expect(effect.rows.map(\.name) == ["柳岸（西县）", "柳岸（东县）", "梅园（东县）"])
    #expect(effect.rows.map { $0.before?.rank } == [nil, nil, 1])
    #expect(effect.rows.map { $0.after?.rank } == [1, 2, 3])
    let csv = EffectReport(effect, language: .zh)
    #expect(TextRenderer().render(Report(csv.blocks)).contains("小区（县）"))
  }

  /// The path to a goal never makes a community another one.
  @Test func nobodyIsToldToMove() throws {
    let rules = try standard(Sample.counties + "\n原则 1 “东县的”\n  条件 县 = 东县\n")
    let outcome = judge(rules, ["小区：柳岸\n县：西县\n分数：80\n奖励：无\n"])
    let finding = PathSearch.find(outcome, try outcome.result("柳岸（西县）"), .selected)
    let text = TextRenderer().render(PathReport(finding, language: .zh).report)
    #expect(text.contains("“县”（西县）不可改"), "\(text)")
  }

  // MARK: Nothing else changes

  /// Where all are of one county, a second fact of 对象 changes names and nothing more.
  @Test(arguments: 1...30 as ClosedRange<UInt64>) func aSecondFactThatAllShare(_ seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let options = ["推荐 前 2 个", "推荐 每 镇 前 1 个", "推荐 前 50%", "推荐 前 1 个 当 总分 不低于 50 分"]
    let more =
      "群体 本镇 按 镇\n等级 优 当 总分 不低于 60 分\n原则 1 “居前”\n  条件 非 分数 位于 本镇 后 1 个\n"
      + options[Int.random(in: 0..<4, using: &random)]
    let rows = (0..<6).map { index in
      let points = Bool.random(using: &random) ? "\(Int.random(in: 0...3, using: &random) * 30)" : ""
      return "小区\(index),东县,镇\(Int.random(in: 0...1, using: &random)),\(points)\n"
    }
    let files = [SheetFile(path: "a.csv", bytes: Array(("小区,县,镇,分数\n" + rows.joined()).utf8))]
    func outcome(_ subject: String) throws -> Outcome {
      let standard = try standard(Self.level("甲", subject, more))
      return Evaluation.outcome(of: standard, standard.read(files).table)
    }
    func text(_ outcome: Outcome) -> String {
      let judged = Judged(outcome: outcome, rulesDigest: "", sheetsDigest: "", problems: [])
      let explained = outcome.results.map {
        TextRenderer(width: 1_000).render(ExplanationReport(outcome, $0, language: .zh).report(item: nil) ?? Report([]))
      }
      return OutcomeJSON.text(judged) + explained.joined()
    }
    let (one, two) = (try outcome("对象 小区"), try outcome("对象 小区，县"))
    let subject = try Regex(#"\n      "subject": \{[^}]*\},"#)
    #expect(text(two).replacing("（东县）", with: "").replacing(subject, with: "") == text(one), "seed \(seed)")
  }
}
