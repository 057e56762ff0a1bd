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
      variable: "RULECHECK_SCRIPTS", seed: { $0 &* 53 &+ 7 }, differences: { try engine.differences($0, $1) })
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
