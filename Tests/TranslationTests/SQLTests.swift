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
  private static let count = ProcessInfo.processInfo.environment["RULECHECK_SQL"].flatMap { Int($0) } ?? 40
  private static let engines = ["duckdb", "postgresql", "spark"]

  @Test(arguments: engines) func smallStandards(_ engine: String) throws {
    try Self.compare(engine, "small") { FillingStandard(seed: $0, isSeparate: $0 % 2 == 0, cohorts: false).text(nil) }
  }

  @Test(arguments: engines) func smallStandardsWithCohorts(_ engine: String) throws {
    try Self.compare(engine, "cohort") { FillingStandard(seed: $0, isSeparate: $0 % 2 == 0, cohorts: true).text(nil) }
  }

  @Test(arguments: engines) func standardsOfEveryForm(_ engine: String) throws {
    try Self.compare(engine, "wide") { WideStandard(seed: $0).text }
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
      jobs.append(SQLComparison.Job(standard: standard, table: table, translation: translation, name: "\(name) \(missing)"))
    }
    let (found, _) = try SQLComparison(engine: engine).differences(jobs)
    #expect(found.isEmpty, "\(found.prefix(20).joined(separator: "\n"))")
  }

  private static func compare(_ name: String, _ kind: String, _ text: (UInt64) -> String) throws {
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
    print(told.mapValues(\.count))
    let seed = found.first.flatMap { UInt64($0.prefix { $0 != ":" }.filter(\.isNumber)) }
    #expect(found.isEmpty, "\(seed.map(text) ?? "")\(found.prefix(12).joined(separator: "\n"))")
  }
}
