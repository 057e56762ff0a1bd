import Evaluation
import Foundation
import Model
import Planning
import Quantities
import Sheets
import TestSupport
import Testing
import Translation

/// Statements of SQL tell of every sheet what the reference interpreter says, or are refused. `RULECHECK_SQL=2000 swift test
/// -c release --filter SQLTests` tries so many standards of each kind.
@Suite struct SQLTests {
  static let count = ProcessInfo.processInfo.environment["RULECHECK_SQL"].flatMap { Int($0) } ?? 24
  private static let engines = ["duckdb", "postgresql", "spark"]

  @Test(arguments: engines) func smallStandards(_ engine: String) throws {
    try Self.compare(engine, "small", said: 120) {
      FillingStandard(seed: $0, isSeparate: $0 % 2 == 0, cohorts: false).text(nil)
    }
  }

  @Test(arguments: engines) func smallStandardsWithCohorts(_ engine: String) throws {
    try Self.compare(engine, "cohort", said: 100) {
      FillingStandard(seed: $0, isSeparate: $0 % 2 == 0, cohorts: true).text(nil)
    }
  }

  @Test(arguments: engines) func standardsOfEveryForm(_ engine: String) throws {
    try Self.compare(engine, "wide", said: 10) { WideStandard(seed: $0).text }
  }

  @Test(arguments: ["houma", "linfen", "shanxi", "observatory"], engines)
  func theShippedStandards(_ name: String, _ engine: String) throws {
    guard let engine = SQLEngine(engine) else { return }
    let standard = try #require(try Package.load("rules/\(name).rules").standard)
    var random = SeededGenerator(seed: 29)
    var jobs: [SQLComparison.Job] = []
    let translation = try SQLTranslation(standard, try Plan(standard), engine.dialect)
    for missing in [0, 2, 30] {
      let table = SQLComparison.held(RandomSheets(standard).table(of: 40, missing: missing, &random), standard)
      jobs.append(
        SQLComparison.Job(standard: standard, table: table, translation: translation, name: "\(name) \(missing)"))
    }
    let (found, _) = try SQLComparison(engine: engine).differences(jobs)
    #expect(found.isEmpty, "\(found.prefix(20).joined(separator: "\n"))")
  }

  /// - Parameter leastSaid: so many of a hundred standards at least are not refused; each has two tables.
  private static func compare(
    _ name: String, _ kind: String, said leastSaid: Int, _ text: (UInt64) -> String
  ) throws {
    guard let engine = SQLEngine(name) else {
      print("\(name) is not installed: skipped")
      return
    }
    var jobs: [SQLComparison.Job] = []
    var refused: [String: Int] = [:]
    var standards = 0
    for index in 0..<count {
      guard let standard = load(text: text(UInt64(index))).standard else { continue }
      standards += 1
      let translation: SQLTranslation
      do {
        translation = try SQLTranslation(standard, try Plan(standard), engine.dialect)
      } catch let problem as SQLProblem {
        if case .cannotSay(let refusal, _, _) = problem { refused["\(refusal)", default: 0] += 1 }
        continue
      }
      var random = SeededGenerator(seed: UInt64(index) &* 91 &+ 3)
      for size in [1, 12] {
        let table = SQLComparison.held(RandomSheets(standard).table(of: size, missing: 30, &random), standard)
        jobs.append(
          SQLComparison.Job(standard: standard, table: table, translation: translation, name: "seed \(index)"))
      }
    }
    let (found, told) = try SQLComparison(engine: engine).differences(jobs)
    print("\(name) \(kind): \(standards) standards, refused \(refused), \(jobs.count) tables, \(found.count) differ")
    // Results are neither all empty nor all alike, and most small standards are said.
    #expect(told["_verdict"]?.count ?? 0 > 3 && told["_least"]?.count ?? 0 > 9)
    #expect(jobs.count > standards * leastSaid / 100, "\(refused)")
    let seed = found.first.flatMap { UInt64($0.prefix { $0 != ":" }.filter(\.isNumber)) }
    #expect(found.isEmpty, "\(seed.map(text) ?? "")\(found.prefix(12).joined(separator: "\n"))")
  }

  // MARK: Statements

  private static let small = """
    标准 试 “试点 -- 标准”
      总分 10 分
      基准日 2025年1月1日
    事实 名 文本 “小区的名字”
    对象 名
    事实 率 百分比
    事实 户 整数 户 范围 0 户 至 9 户
    事实 有 是否
    事实 罚 记录 次（日期 日期，事由 文本）
    原则 1 “没有处罚”
      条件 计数 罚 其中（日期 不早于 基准日 - 1年） = 0 次
    类别 服务
      指标 1 “收费” 分值 6 分
        条件 率 不低于 95%
      指标 2 “户数” 分值 4 分
        不适用 当 非 有 分摊
        得分 4 分 当 户 不少于 3 户
        否则 1 分
    推荐 前 1 个
    """

  /// Read as a difference when it changes.
  @Test(arguments: engines) func statements(_ name: String) throws {
    let dialect = try #require(SQLDialect.all.first { $0.name == name })
    let standard = try standard(Self.small)
    let translation = try SQLTranslation(standard, try Plan(standard), dialect)
    let schema = translation.schema
    try Golden.check(
      [schema.statements, schema.loading, schema.checks, translation.statements(digest: "…")].joined(separator: "\n"),
      "sql.\(dialect.name).txt")
  }

  /// What is refused is said nowhere; the page on SQL lists it.
  @Test(arguments: [
    ("原则 1 “一”\n  条件 日 + 1年 晚于 基准日", SQLRefusal.movingMonths),
    ("类别 一\n  指标 1 “一” 分值 10 分\n    得分 6 分 / (数 / 1 次)\n    封顶 100%", .brokenPoints),
    ("类别 一\n  指标 1 “一” 分值 10 分\n    条件 有\n等级 甲 前 1 个 当 总分 不低于 3 分\n等级 乙", .gradePlaces),
  ])
  func refusals(_ clauses: String, _ refusal: SQLRefusal) throws {
    let standard = try standard(
      "标准 试\n  总分 10 分\n  基准日 2025年1月1日\n事实 名 文本\n对象 名\n事实 日 日期\n事实 数 整数 次\n事实 有 是否\n"
        + clauses + (clauses.hasPrefix("原则") ? "\n类别 零\n  指标 1 “一” 分值 10 分\n    条件 有" : "") + "\n")
    for dialect in SQLDialect.all {
      do {
        _ = try SQLTranslation(standard, try Plan(standard), dialect)
        Issue.record("\(refusal) is said")
      } catch let problem as SQLProblem {
        guard case .cannotSay(let found, _, _) = problem else { continue }
        #expect(found == refusal)
      }
    }
  }
}
