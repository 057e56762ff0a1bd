import Diagnostics
import Evaluation
import Foundation
import Model
import Planning
import Quantities
import Sheets
import TestSupport
import Testing
import Translation

/// What statements say beside the results: parameters that are updated, how a community came by what it got, texts of any
/// kind, and what is refused.
@Suite struct SQLStatementTests {
  private static let shipped = ["houma", "linfen", "shanxi", "observatory"]

  // MARK: Parameters

  /// Whether more is tried than the usual part.
  private static let isLong = SQLEqualityTests.count != nil

  /// Other values for a parameter, as `--set` is given them.
  private static func others(_ parameter: Parameter) -> [String] {
    let values: [Value]
    switch (parameter.type, parameter.value) {
    case (.truth, .truth(let truth)?): values = [.truth(!truth)]
    case (.date, .date(let date)?):
      values = [-40, 1].compactMap { days in try? CalendarDate(dayNumber: date.dayNumber + days) }.map { .date($0) }
    case (.choice(let options, _), _): values = options.indices.map { .choice($0) }
    case (.number(let measure, _), let value):
      let one = measure.value(of: .one)
      let number = value?.number ?? one
      values = [number + one, number * Rational(2), number - one].map { .number($0) }
    case (.percentage, let value):
      let step = Rational.powerOfTen(-2)
      values = [(value?.number ?? .zero) + step, (value?.number ?? .one) - step * Rational(7)].map { .number($0) }
    case _: values = []
    }
    return values.filter { !$0.isOutside(parameter.lower, parameter.upper) }.map { $0.text(as: parameter.type) }
  }

  /// Compares the results of changed parameters.
  ///
  /// - Parameter changed: the standard as `--set` changes it.
  /// - Returns: how many changes were tried, and how many of them change results.
  private static func tryParameters(
    _ subject: SQLSubject, _ name: String, of size: Int,
    _ changed: ([(name: String, value: String)]) throws -> Standard?
  ) throws -> (tried: Int, moved: Int) {
    guard let translation = subject.translations.first?.translation else { return (0, 0) }
    let standard = subject.standard
    var random = SeededGenerator(seed: 5)
    let table = subject.held(RandomSheets(standard).table(of: size, missing: 8, &random))
    func results(_ standard: Standard) throws -> [[SQLTold]] {
      let expectation = SQLExpectation(standard, translation)
      return try Evaluation.referenceOutcome(of: standard, table).results.map {
        try expectation.row($0, table.sheets[$0.sheet])
      }
    }
    let before = try results(standard)
    var (tried, moved) = (0, 0)
    func attempt(_ settings: [(name: String, value: String)]) throws {
      guard !settings.isEmpty, let changed = try changed(settings) else { return }
      let comparison = try SQLComparison(subject, table, changed: changed)
      #expect(comparison.differences.isEmpty, "\(name) \(settings)\n\(comparison.differences.joined(separator: "\n"))")
      tried += 1
      if try results(changed) != before { moved += 1 }
    }
    // Each by itself, where there is time; all of them at once otherwise, each with one value that it may have.
    for round in 0..<3 {
      var all: [(name: String, value: String)] = []
      for column in translation.schema.parameters {
        let parameter = try #require(Int(column.name.dropFirst()).map { standard.parameters[$0 - 1] })
        let values = others(parameter)
        let own = [(name: parameter.name, value: values.isEmpty ? "" : values[round % values.count])]
        if values.isEmpty || (values.count <= round && isLong) { continue }
        if try changed(own) == nil { continue }
        if isLong { try attempt(own) } else { all += own }
      }
      try attempt(all)
    }
    return (tried, moved)
  }

  /// An UPDATE of the table does what `--set` does.
  @Test(arguments: shipped) func parametersOfShippedStandards(_ name: String) throws {
    let path = "rules/\(name).rules"
    let subject = try SQLSubject(try #require(try Package.load(path).standard))
    let (tried, moved) = try Self.tryParameters(subject, name, of: 25) {
      try Package.load(path, settings: $0).standard
    }
    print("\(name): \(tried) values of parameters, \(moved) change results")
    #expect(subject.standard.parameters.count < 3 || moved > 1 || subject.translations.isEmpty)
  }

  @Test func parametersOfManyStandards() throws {
    var (tried, moved) = (0, 0)
    for seed in 0..<UInt64(SQLEqualityTests.count ?? 8) {
      for text in [
        WideStandard(seed: seed, isSpare: true).text,
        FillingStandard(seed: seed, isSeparate: seed % 2 == 0, cohorts: true).text(nil),
      ] {
        guard let standard = load(text: text).standard, let subject = try SQLEqualityTests.said(standard) else {
          continue
        }
        let more = try Self.tryParameters(subject, "seed \(seed)", of: 8) { load(text: text, settings: $0).standard }
        (tried, moved) = (tried + more.tried, moved + more.moved)
      }
    }
    print("\(tried) values of parameters, \(moved) change results")
    #expect(moved > 2 || SQLEngine.all.isEmpty)
  }

  /// What has a part in the text of the query is fixed there, and the table has no column for it.
  @Test func whatShapesTheQueryIsFixed() throws {
    let standard = try standard(
      """
      标准 试
        总分 12 分
        基准日 2025年1月1日
      参数 期 12 个月
      参数 满 10 分
      参数 名额 3 个
      参数 底 若 名额 > 2 个 则 2 次 否则 1 次
      参数 线 2 次
      事实 名 文本
      对象 名
      事实 日 日期
      事实 数 整数 次
      类别 一
        指标 1 “一” 分值 满
          条件 数 不少于 底
        指标 2 “二” 分值 2 分
          条件 日 不早于 基准日 - 期 且 数 不少于 线
      推荐 前 名额
      """)
    for dialect in SQLDialect.all {
      let translation = try SQLTranslation(standard, try Plan(standard), dialect)
      #expect(translation.schema.parameters.map(\.meaning) == ["底", "线"])
      for text in [translation.schema.statements, translation.statements(digest: "")] {
        for fixed in ["期 12 个月", "满 10 分", "名额 3 个"] { #expect(text.contains("-- 参数 \(fixed)：")) }
      }
    }
  }

  // MARK: Explanations

  /// What is told of one community is what the query tells, for every name.
  @Test(arguments: shipped) func explanations(_ name: String) throws {
    let standard = try #require(try Package.load("rules/\(name).rules").standard)
    var random = SeededGenerator(seed: 17)
    let table = RandomSheets(standard).table(of: Self.names.count, missing: 10, &random)
    try Self.checkExplanations(
      SQLSubject(standard), Self.named(table, standard), Array(Self.names.prefix(Self.isLong ? 99 : 2)))
  }

  private static let long = String(repeating: "长", count: 255)
  /// Names and texts as people and attackers write them.
  private static let names = [
    "幸福里", "O'Brien", "a\\", "\\'", "'; DROP TABLE facts; --", "/* x", "*/ y", "$$ z $$", "%s %(x)s {0} ?", "𠀀𠀁区", long,
    "\\u0041\\n", "$1 :name @p", "\"引号\"", "`反引号`", "一 -- 二", "第一行\n第二行",
  ]

  private static func named(_ table: Table, _ standard: Standard) -> Table {
    guard let key = standard.subjects.first else { return table }
    return Table(
      schema: table.schema,
      sheets: table.sheets.enumerated().map { place, sheet in
        var cells = Array(sheet.cells)
        cells[key] = .value(.text(names[place % names.count]))
        return sheet.with(cells)
      }, refused: [])
  }

  private static func checkExplanations(_ subject: SQLSubject, _ sheets: Table, _ names: [String]) throws {
    let table = subject.held(sheets)
    let results = Evaluation.referenceOutcome(of: subject.standard, table).results
    for (engine, translation) in subject.translations {
      let expectation = SQLExpectation(subject.standard, translation)
      let steps = try names.enumerated().flatMap { try translation.explanation(of: $1).steps("why\($0).csv") }
      try subject.fill(engine, translation, table, steps) { folder, _ in
        for (place, name) in names.enumerated() {
          let lines = try SQLRecords.rows(folder.appendingPathComponent("why\(place).csv"))
          let sheet = try #require(lines.first.flatMap { Int($0[0]) }, "\(name)")
          #expect(lines.allSatisfy { $0.count == 8 && $0[0] == "\(sheet)" }, "\(name)")
          let told = lines.filter { ["verdict", "points", "value"].contains($0[3]) }.flatMap { line in
            line[3] == "points" ? [line[5], line[6]] : [line[5]]
          }
          let result = try #require(results.first { $0.sheet == sheet })
          let wanted = try expectation.row(result, table.sheets[sheet])
          let isSame = told.count == wanted.count && zip(wanted, told).allSatisfy { $0.isTold($1) }
          #expect(isSame, "\(engine.dialect.name), \(name): \(told) instead of \(wanted.map(\.text))")
          #expect(lines.contains { $0[3] == "fact" }, "\(name)")
        }
      }
    }
  }

  // MARK: Texts

  private static let hostile = """
    标准 试 “a'b -- c */ /* \\\\ $$ ; 𠀀”
      总分 30 分
    事实 名 文本 “'; -- */”
    对象 名
    事实 选 选项（“'”，“\\\\”，“--”，“/*”，“*/”，“$$”，“;”，“a''b”，“𠀀𠀁”，“\\\\n”，“%s”，“\(long)”）
    事实 多 多选（“'”，“\\\\'”，“*/”）
    参数 词 “\\\\”
    参数 项 选项（“'”，“\\\\”） “'”
    定义 长名称长名称长名称长名称长名称长名称长名称长名称长名称长名称 为 选 = “\(long)”
    原则 1 “'; -- */ \\\\”
      条件 名 != “'; DROP TABLE facts; --”
    类别 一
      指标 1 “\\\\” 分值 10 分
        条件 选 属于 {“'”，“\\\\”，“--”，“\\\\n”}
      指标 2 “$$” 分值 10 分
        条件 名 包含 词 或 名 包含 “'” 或 名 包含 “%”
      指标 3 “二” 分值 10 分
        得分 10 分 当 多 包含全部 {“\\\\'”，“*/”}
        得分 5 分 当 长名称长名称长名称长名称长名称长名称长名称长名称长名称长名称 或 选 = “𠀀𠀁”
        得分 3 分 当 项 = “'”
    """.replacing("\\\\", with: "\\")

  @Test func textsOfAnyKind() throws {
    let standard = try standard(Self.hostile)
    let subject = try SQLSubject(standard)
    var random = SeededGenerator(seed: 3)
    let table = Self.named(RandomSheets(standard).table(of: 80, missing: 10, &random), standard)
    let comparison = try SQLComparison(subject, table)
    #expect(comparison.differences.isEmpty, "\(comparison.differences.joined(separator: "\n"))")
    #expect(comparison.told["_verdict"]?.count ?? 0 > 2 || SQLEngine.all.isEmpty)
    // Of each name the first that has it.
    let few = Table(schema: table.schema, sheets: Array(table.sheets.prefix(Self.names.count)), refused: [])
    try Self.checkExplanations(subject, few, Self.names)
  }

  /// No text of a standard ends a comment or a literal: but for what stands between quotes, statements have nothing but
  /// words, numbers and signs of their own.
  @Test func textsEndNothing() throws {
    let standard = try standard(Self.hostile)
    for dialect in SQLDialect.all {
      let translation = try SQLTranslation(standard, try Plan(standard), dialect)
      let texts = [
        translation.statements(digest: "…"), translation.schema.statements, translation.schema.checks,
      ]
      for text in texts + (try Self.names.map { try translation.statements(explaining: $0, digest: "…") }) {
        let bare = Self.withoutTexts(text, isEscaped: dialect.name == "spark")
        let isPlain = bare.unicodeScalars.allSatisfy { $0.isASCII }
        #expect(isPlain && !bare.contains("TABLE facts;"), "\(dialect.name): \(bare.prefix(300))")
      }
    }
  }

  /// What is neither comment nor literal.
  private static func withoutTexts(_ text: String, isEscaped: Bool) -> String {
    var bare = ""
    var rest = text.unicodeScalars[...]
    while let scalar = rest.popFirst() {
      if scalar == "-", rest.first == "-" {
        rest = rest.drop { $0 != "\n" }
      } else if scalar == "'" {
        while let next = rest.popFirst(), next != "'" { if isEscaped && next == "\\" { rest = rest.dropFirst() } }
        bare += "'"
      } else {
        bare.unicodeScalars.append(scalar)
      }
    }
    return bare
  }

  // MARK: Shipped standards

  /// Read as a difference when it changes: whole for one engine, and for the others the lines that they have instead.
  @Test(arguments: shipped) func shippedStatements(_ name: String) throws {
    let standard = try #require(try Package.load("rules/\(name).rules").standard)
    let first = try SQLTranslation(standard, try Plan(standard), SQLDialect.all[0])
    var lines: [[Substring]] = []
    for dialect in SQLDialect.all {
      let translation = first.spelled(for: dialect)
      let text = [
        translation.schema.statements, translation.schema.loading, translation.schema.checks,
        translation.statements(digest: "…"),
      ].joined(separator: "\n")
      lines.append(text.split(separator: "\n", omittingEmptySubsequences: false))
    }
    try Golden.check(lines[0].joined(separator: "\n"), "sql.\(name).duckdb.txt")
    var others: [String] = []
    for (dialect, own) in zip(SQLDialect.all, lines).dropFirst() {
      others.append("== \(dialect.name)")
      let changes = own.difference(from: lines[0]).map { change -> (Int, String) in
        switch change {
        case .remove(let place, let line, _): (place * 2, "\(place + 1) - \(line)")
        case .insert(let place, let line, _): (place * 2 + 1, "\(place + 1) + \(line)")
        }
      }
      others += changes.sorted { $0.0 < $1.0 }.map(\.1)
    }
    try Golden.check(others.joined(separator: "\n") + "\n", "sql.\(name).others.txt")
  }

  // MARK: Depth

  /// How deeply parentheses and CASE are nested.
  private static func depth(_ text: String) -> Int {
    var (depth, most) = (0, 0)
    let words = text.replacing("(", with: " ( ").replacing(")", with: " ) ")
      .split { $0.isWhitespace || $0 == "," || $0 == ";" }
    for word in words {
      if word == "(" || word == "CASE" { depth += 1 }
      if word == ")" || word == "END" { depth -= 1 }
      most = max(most, depth)
    }
    return most
  }

  /// Engines read no more than some hundred levels.
  @Test func nothingIsNestedDeeply() throws {
    var standards = try Self.shipped.map { try Package.load("rules/\($0).rules").standard }
    for seed in 0..<UInt64(SQLEqualityTests.count ?? 6) {
      standards.append(load(text: WideStandard(seed: seed, isSpare: true).text).standard)
      standards.append(load(text: FillingStandard(seed: seed, isSeparate: false, cohorts: true).text(nil)).standard)
    }
    var most = 0
    for standard in standards.compactMap({ $0 }) {
      guard let translation = try? SQLTranslation(standard, try Plan(standard), SQLDialect.all[2]) else { continue }
      for script in [translation.script, try translation.explanation(of: "x")] {
        let text = script.before + script.query
        most = max(most, Self.depth(text))
        #expect(!text.contains(" / ") && !text.contains("QUALIFY"))
      }
    }
    print("nested at most \(most) levels")
    #expect(most > 5 && most < 100)
  }

  // MARK: Refusals

  private static let facts = """
    标准 试
      总分 10 分
      基准日 2025年1月1日
    事实 名 文本
    对象 名
    事实 日 日期
    事实 次 整数 次
    事实 量 数量 分
    事实 长 数量
    事实 率 百分比
    事实 有 是否
    事实 几 整数 次 范围 0 次 至 9 次
    事实 录 记录 次（额 数量 元，时 日期）

    """
  private static let item = "类别 一\n  指标 1 “一” 分值 10 分\n    "

  /// A standard that is refused for it, and the clause at which.
  private static func example(_ refusal: SQLRefusal) -> (text: String, clause: String) {
    switch refusal {
    case .tooLong: (item + "条件 长 * 长 * 长 高于 1", "一.1")
    case .openEnd: (item + "条件 长 * 率 高于 1 且 长 低于 2 或 长 低于 1 且 长 * 率 高于 3", "一.1")
    case .brokenPoints: (item + "得分 6 分 / (次 / 1 次)\n    封顶 100%", "一.1")
    case .movingMonths: (item + "条件 日 + 1年 晚于 基准日", "一.1")
    case .movingStep: (item + "条件 四舍五入（量，量） 不低于 2 分", "一.1")
    case .manyCases:
      (item + "条件 " + (1...7).map { "（几 = \($0) 次 或 次 = \($0) 次 且 率 不低于 \($0)0%）" }.joined(separator: " 且 "), "一.1")
    case .movingCases: (item + "条件 长 高于 1 / 率 且 （长 低于 2 / 率 或 有）", "一.1")
    case .manyParts:
      (
        "类别 一\n"
          + (1...10).map { "  指标 \($0) “一” 分值 1 分\n    条件 有\n    不适用 当 次 = \($0) 次 分摊" }.joined(separator: "\n"), "一.1"
      )
    case .weightlessParts:
      (
        "类别 一\n  指标 1 “一” 分值 0 分\n    条件 有\n  指标 2 “二” 分值 10 分\n    条件 有\n    不适用 当 次 = 2 次 分摊", "一.1"
      )
    case .mixedFailures: (item + "条件 若 有 则 （1 / 长 高于 1） 否则 （日 + 3000000 天 早于 基准日）", "一.1")
    case .rows: (item + "条件 计数 录 其中（额 高于 平均 录 的 额） 不少于 1 次", "一.1")
    case .cohort: ("群体 榜 全部\n" + item + "条件 （长 / 率） 位于 榜 前 1 个", "一.1")
    case .gradePlaces: (item + "条件 有\n等级 甲 前 1 个 当 总分 不低于 3 分\n等级 乙", "等级")
    case .openParameter: ("参数 线 数量 分\n群体 榜 全部\n" + item + "条件 量 位于 榜 前 1 个 界线 线", "一.1")
    case .textForm: (item + "条件 名 != “e\u{301}”", "一.1")
    case .tooWide:
      (item + "条件 有\n" + (1...600).map { "扣分 扣\($0) 1 分\n  条件 次 不少于 \($0) 次" }.joined(separator: "\n"), "扣4")
    }
  }

  /// Each reason has an example, a row in the page, and a message that names the clause.
  @Test(arguments: SQLRefusal.allCases) func refusals(_ refusal: SQLRefusal) throws {
    let (text, clause) = Self.example(refusal)
    let loaded = load(text: Self.facts + text + "\n")
    let standard = try #require(
      loaded.standard, "\(loaded.diagnostics.map { $0.problem.message.wording(.zh).sentence })")
    let page = try Package.text("Sources/Translation/SQL/SQL.md")
    for dialect in SQLDialect.all {
      do {
        _ = try SQLTranslation(standard, try Plan(standard), dialect)
        Issue.record("\(refusal) is said")
      } catch let problem as SQLProblem {
        guard case .cannotSay(let found, let named, dialect.name) = problem else {
          Issue.record("\(problem)")
          continue
        }
        #expect(found == refusal && named == clause)
        let isListed = page.contains("\n| `\(problem.message.code)` | ")
        #expect(isListed, "\(problem.message.code) stands not in the page")
        for language in [Language.zh, .en] {
          #expect(problem.message.wording(language).sentence.contains("“\(clause)”"))
        }
      }
    }
  }
}
