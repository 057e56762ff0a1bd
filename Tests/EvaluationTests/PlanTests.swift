import Diagnostics
import Foundation
import Model
import Planning
import Quantities
import Sheets
import TestSupport
import Testing

@testable import Evaluation

/// The plan of a standard gives what the reference interpreter gives. `RULECHECK_PLANS=100000 swift test -c release
/// --filter PlanTests` tries so many standards of each kind, each with some cohorts of sheets.
@Suite struct PlanTests {
  private static let comparison = EngineComparison(
    variable: "RULECHECK_PLANS", seed: { $0 &* 77 &+ 5 }, differences: differences)

  @Test(arguments: 0..<EngineComparison.parts)
  func aPlanGivesWhatTheReferenceGives(_ part: Int) throws {
    try Self.comparison.run(part) { FillingStandard(seed: $0, isSeparate: $0 % 2 == 0, cohorts: false).text(nil) }
  }

  @Test(arguments: 0..<EngineComparison.parts)
  func aPlanGivesWhatTheReferenceGivesAcrossCohorts(_ part: Int) throws {
    try Self.comparison.run(part) { FillingStandard(seed: $0, isSeparate: $0 % 2 == 0, cohorts: true).text(nil) }
  }

  @Test(arguments: 0..<EngineComparison.parts)
  func aPlanGivesWhatTheReferenceGivesForEveryForm(_ part: Int) throws {
    try Self.comparison.run(part) { WideStandard(seed: $0).text }
  }

  /// What the plan says otherwise than the reference.
  static func differences(_ standard: Standard, _ table: Table) throws -> [String] {
    let (reference, planned) = (
      Evaluation.referenceOutcome(of: standard, table), try Evaluation.planned(standard, table)
    )
    var differences: [String] = []
    if reference.conflicts != planned.conflicts { differences.append("\(reference.conflicts) \(planned.conflicts)") }
    for (a, b) in zip(reference.results, planned.results) where a != b {
      let (first, second) = (a.told, b.told)
      if first.count != second.count { differences.append("\(first.count) lines, \(second.count) lines") }
      for (x, y) in zip(first, second) where x != y {
        let same = max(0, zip(x, y).prefix { $0 == $1 }.count - 90)
        differences.append(
          "\(table.sheets[a.sheet].name) \(x.prefix(12)): …\(x.dropFirst(same))\n  …\(y.dropFirst(same))")
      }
    }
    return differences
  }

  /// An item by its name, on which a case is made, and the same item as one of the rows.
  @Test func aCaseOfAResultIsNoneOfItsRow() throws {
    let text = """
      标准 试
        总分 4 分
      事实 名 文本
      事实 评 整数 分 范围 0 分 至 4 分
      对象 名
      类别 类 分值 4 分
        指标 1 “项”
          评分 评
      等级 甲 当 类.1 的 得分 = 类.1 的 满分 且 非 合计 指标 的 得分 不低于 4 分
      等级 乙 当 类.1 的 得分 高于 1 分 或 类.1 的 满分 低于 3 分
      """
    let standard = try #require(load(text: text).standard)
    let sheet = Sheet(Identity("甲"), cells: [.value(.text("甲")), .missing], file: "", row: nil)
    let table = Table(schema: standard.schema, sheets: [sheet], refused: [])
    #expect(try Self.differences(standard, table).isEmpty)
  }

  @Test(arguments: ["houma", "linfen", "shanxi", "observatory"])
  func theShippedStandardsGiveTheSame(_ name: String) throws {
    let standard = try #require(try Package.load("rules/\(name).rules").standard)
    var random = SeededGenerator(seed: 11)
    for size in [1, 12, 40] {
      let table = RandomSheets(standard).table(of: size, missing: 8, &random)
      let differences = try Self.differences(standard, table)
      #expect(differences.isEmpty, "\(differences.prefix(3).joined(separator: "\n"))")
    }
  }

  /// A changed setting runs again what hangs on it and nothing else, and gives what a new plan gives.
  @Test(arguments: 0..<40)
  func aChangeRunsAgainWhatHangsOnIt(_ seed: Int) throws {
    guard
      let standard = load(text: WideStandard(seed: UInt64(seed)).text).standard
    else { return }
    var random = SeededGenerator(seed: UInt64(seed))
    let table = RandomSheets(standard).table(of: 1, missing: 20, &random)
    let program = try Program(standard)
    let plan = program.plan
    let cohorts = Cohorts(standard, table.sheets)
    for setting in plan.settings.keys {
      for factor in [2, 3] {
        var execution = Execution(program, table.sheets[0], at: 0, cohorts)
        guard case .known(.number(let number)) = plan.settings[setting]?.content else { continue }
        let value = PlanValue(.known(.number(number * Rational(factor))))
        let leaves = plan.places(of: .setting(setting)).filter { plan.order.contains($0) }
        let again = execution.change(Dictionary(uniqueKeysWithValues: leaves.map { ($0, value) }))
        let changed = try Program(standard, settings: [setting: value])
        let fresh = Execution(changed, table.sheets[0], at: 0, cohorts)
        for place in plan.order where !plan.nodes[place].isOfRow {
          #expect(execution[place] == fresh[place], "\(plan.nodes[place].primitive.name) \(seed)")
        }
        #expect(again.allSatisfy { !plan.reads[$0].settings.isDisjoint(with: [setting]) })
        #expect(again.count < plan.order.count)
      }
    }
  }
}

extension SheetResult {
  /// All there is to it, line by line.
  fileprivate var told: [String] {
    var lines = ["sheet \(sheet)", "entrant \(entrant)"]
    lines += requirements.enumerated().map { "requirement \($0) \($1)" }
    for (index, category) in categories.enumerated() {
      lines.append("category \(index) \(category.level)")
      lines += category.groups.enumerated().map { "group \(index).\($0) \($1)" }
      lines += category.items.enumerated().map { "item \(index).\($0) \($1)" }
    }
    lines += adjustments.enumerated().map { "adjustment \($0) \($1)" }
    lines += [
      "total \(total) \(String(describing: error))", "eligible \(eligible)", "grades \(grades)",
      "determinations \(determinations)", "keys \(keys)",
    ]
    lines += [
      "selectable \(selectable)", "selection \(String(describing: selection))", "rank \(String(describing: rank))",
    ]
    return lines + open.map { "open \($0) \($1)" }.sorted()
  }
}
