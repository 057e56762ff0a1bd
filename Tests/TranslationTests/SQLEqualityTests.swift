import Evaluation
import Foundation
import Model
import Planning
import Quantities
import Sheets
import TestSupport
import Testing
import Translation

/// Statements of SQL tell of every sheet what the reference interpreter says, or are refused. `RULECHECK_SQL=200
/// RULECHECK_SHEETS=5000 swift test -c release --filter SQLEqualityTests` tries so many standards of each kind, each with so many
/// sheets in a table beside small ones.
@Suite struct SQLEqualityTests {
  static let count = wanted("RULECHECK_SQL")
  private static let sheets = wanted("RULECHECK_SHEETS")

  private static func wanted(_ variable: String) -> Int? {
    ProcessInfo.processInfo.environment[variable].flatMap { Int($0) }
  }

  @Test func smallStandards() throws {
    try Self.compare("small", seeds: 6, said: 55) {
      FillingStandard(seed: $0, isSeparate: $0 % 2 == 0, cohorts: false).text(nil)
    }
  }

  @Test func smallStandardsWithCohorts() throws {
    try Self.compare("cohort", seeds: 6, said: 45) {
      FillingStandard(seed: $0, isSeparate: $0 % 2 == 0, cohorts: true).text(nil)
    }
  }

  @Test func standardsOfEveryForm() throws {
    try Self.compare("wide", seeds: 12, from: 60, said: 25) { WideStandard(seed: $0, isSpare: true).text }
  }

  @Test(arguments: ["houma", "linfen", "shanxi", "observatory"])
  func theShippedStandards(_ name: String) throws {
    let standard = try #require(try Package.load("rules/\(name).rules").standard)
    var random = SeededGenerator(seed: 29)
    let subject = try SQLSubject(standard)
    for (size, missing) in [(1, 0), (40, 2), (Self.sheets ?? 40, 30)] {
      try Self.expectSame(subject, RandomSheets(standard).table(of: size, missing: missing, &random))
    }
  }

  @Test(arguments: [
    ("houma", "sheets"), ("linfen", "linfen-sheets"), ("shanxi", "shanxi-sheets"), ("observatory", "observatory-sites"),
  ])
  func theShippedSheets(_ name: String, _ folder: String) throws {
    let standard = try #require(try Package.load("rules/\(name).rules").standard)
    let table = SheetReader.read(try Package.sheets("rules/" + folder), schema: standard.schema).table
    #expect(table.sheets.count > 2)
    try Self.expectSame(try SQLSubject(standard), table)
  }

  /// Spark takes its time: a few standards, where Java and pyspark are there.
  @Test(.enabled(if: SQLEngine.spark != nil, "no Java, or no pyspark")) func aFewOnSpark() throws {
    let spark = try #require(SQLEngine.spark)
    var compared = 0
    for seed in 0..<UInt64(3) {
      let standard = try #require(
        load(text: FillingStandard(seed: seed, isSeparate: true, cohorts: seed > 0).text(nil)).standard)
      guard let subject = try Self.said(standard, on: [spark]) else { continue }
      compared += 1
      var random = SeededGenerator(seed: seed)
      try Self.expectSame(subject, RandomSheets(standard, texts: Self.hostile).hostileTable(of: 30, &random))
    }
    #expect(compared > 0)
  }

  static func said(_ standard: Standard, on engines: [SQLEngine] = SQLEngine.all) throws -> SQLSubject? {
    do { return try SQLSubject(standard, on: engines) } catch is SQLProblem { return nil }
  }

  private static let province = ProcessInfo.processInfo.environment["RULECHECK_PROVINCE"]

  /// A whole province, where `RULECHECK_PROVINCE` says in which folder `Tests/Fixtures/province.py` has made one up: what the
  /// program reads of its own files is judged, and held against what engines read of theirs.
  @Test(.enabled(if: province != nil)) func aProvince() throws {
    let folder = URL(fileURLWithPath: try #require(Self.province))
    let standard = try #require(try Package.load("rules/houma.rules").standard)
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasPrefix("小区") }
    let sheets = try files.map { name in
      SheetFile(path: name, bytes: [UInt8](try Data(contentsOf: folder.appendingPathComponent(name))))
    }
    let table = SheetReader.read(sheets, schema: standard.schema).table
    let comparison = try SQLComparison(try SQLSubject(standard), table, in: folder)
    for (engine, seconds) in comparison.seconds {
      print("\(engine): \(table.sheets.count) sheets; seconds of tables, reading, checks and query: \(seconds)")
    }
    #expect(comparison.differences.isEmpty, "\(comparison.differences.joined(separator: "\n"))")
    // Neither all empty nor all alike.
    for (kind, least) in [("_verdict", 4), ("_least", 30), ("pla", 20), ("sel", 3), ("eli", 3), ("mis", 9)] {
      let told = comparison.told[kind]?.count ?? 0
      #expect(told >= least, "\(kind): \(told)")
    }
  }

  @discardableResult private static func expectSame(_ subject: SQLSubject, _ table: Table) throws -> SQLComparison {
    let comparison = try SQLComparison(subject, table)
    #expect(comparison.differences.isEmpty, "\(comparison.differences.joined(separator: "\n"))")
    return comparison
  }

  /// - Parameters:
  ///   - seeds: so many standards are made in an ordinary run.
  ///   - first: the first seed of an ordinary run: of few wide standards by chance hardly any may be said.
  ///   - leastSaid: so many of a hundred at least are not refused.
  private static func compare(
    _ kind: String, seeds: Int, from first: UInt64 = 0, said leastSaid: Int, _ text: (UInt64) -> String
  ) throws {
    if SQLEngine.all.isEmpty { return }
    var refused: [String: Int] = [:]
    var told: [String: Set<String>] = [:]
    var (standards, compared, differ) = (0, 0, 0)
    var left = Set(kind == "wide" && count ?? 0 >= 200 ? clauses : [])
    let first = count == nil ? first : 0
    for index in first..<first + UInt64(count ?? seeds) {
      let text = text(index)
      guard let standard = load(text: text).standard else { continue }
      standards += 1
      var random = SeededGenerator(seed: index &* 91 &+ 3)
      do {
        let subject = try SQLSubject(standard)
        for size in [1, 12] + [sheets].compactMap({ $0 }) {
          let table = RandomSheets(standard, texts: hostile).hostileTable(of: size, &random)
          let comparison = try SQLComparison(subject, table)
          told.merge(comparison.told) { $0.union($1) }
          for (engine, found) in comparison.found where !found.isEmpty {
            differ += 1
            let at = "\(engine), seed \(index), \(size) sheets"
            if differ <= 3 { Issue.record("\(at)\n\(text)\n\(found.prefix(12).joined(separator: "\n"))") }
          }
        }
        compared += 1
        left = left.filter { !text.contains($0) }
      } catch let problem as SQLProblem {
        if case .cannotSay(let refusal, _, _) = problem { refused["\(refusal)", default: 0] += 1 }
      }
    }
    let engines = SQLEngine.all.map(\.dialect.name).joined(separator: ", ")
    print("\(kind) on \(engines): \(compared) of \(standards) standards, refused \(refused), \(differ) differ")
    #expect(differ == 0)
    #expect(left.isEmpty, "said of no standard")
    // Results are neither all empty nor all alike, and most small standards are said.
    #expect(told["_verdict"]?.count ?? 0 > 3 && told["_least"]?.count ?? 0 > 9)
    #expect(compared > standards * leastSaid / 100, "\(refused)")
  }

  /// What some standard is made with that is said, in a long run.
  private static let clauses = [
    "\n原则", "\n要件", "\n提醒", "\n否决", "\n参评 当", "\n群体", "\n  计 企", "\n  最小规模", "\n  未报 不计", "\n分组", "\n加分", "\n扣分",
    "\n调整", "\n等级", "\n认定", "\n排序", "\n推荐 每", "\n推荐 前 50%", "\n  基线", "分摊\n", "零分\n", "\n  评分", "\n  插值", "\n  表 档",
    "\n  否则", "加计", "扣减", "乘以", "舍入", "封顶", "保底", "最低", "不计分", "位于", "名次（", "群体平均", "群体计数", "界线", "计数 录", "合计 录",
    "平均 录",
    "最大 录", "最近 录", "所有 录", "计数 指标", "合计 指标", "的 得分率", "的 失分",
  ]

  /// Texts that are hard to read, to write or to compare.
  private static let hostile = [
    "\r\n", "第一行\n第二行", "a\r\nb", "a\rb", "“引”\"引\"", "'", "''", "\\", "\\N", "\\n", "NULL", "null", ",", " 东", "东 ",
    "\u{3000}东", "𠮷野家", String(repeating: "𠀀", count: 255), String(repeating: "小", count: 255), "%", "_", "$$", "--",
    ";",
    "{}", "$1", "?", "%s", "é", "👨‍👩‍👧", "\u{FEFF}东", "0", "true", "\t", "\u{A0}", "東", "Ａ", "a", "A", "\u{2028}", "\u{85}",
    "#",
    "东\u{200B}",
  ]
}
