import Diagnostics
import Foundation
import Model
import Planning
import Quantities
import Reports
import Sheets
import Testing
import Workbench

@testable import Evaluation
@testable import rulecheck

/// The plan of a standard gives what the reference interpreter gives. `RULECHECK_PLANS=100000 swift test -c release
/// --filter PlanTests` tries so many standards of each kind, each with some cohorts of sheets.
@Suite struct PlanTests {
  private static var count: Int {
    ProcessInfo.processInfo.environment["RULECHECK_PLANS"].flatMap { Int($0) } ?? 60
  }

  private static let parts = 4

  @Test(arguments: 0..<parts)
  func aPlanGivesWhatTheReferenceGives(_ part: Int) throws {
    try run(part) { FillingStandard(seed: $0, isSeparate: $0 % 2 == 0, cohorts: false).text(nil) }
  }

  @Test(arguments: 0..<parts)
  func aPlanGivesWhatTheReferenceGivesAcrossCohorts(_ part: Int) throws {
    try run(part) { FillingStandard(seed: $0, isSeparate: $0 % 2 == 0, cohorts: true).text(nil) }
  }

  @Test(arguments: 0..<parts)
  func aPlanGivesWhatTheReferenceGivesForEveryForm(_ part: Int) throws {
    try run(part) { WideStandard(seed: $0).text }
  }

  private func run(_ part: Int, _ text: (UInt64) -> String) throws {
    var (sheets, standards, reported) = (0, 0, 0)
    for index in stride(from: part, to: Self.count, by: Self.parts) {
      let text = text(UInt64(index))
      let loaded = Workbench.load(SourceFile(name: "试.rules", text: text))
      guard let standard = loaded.standard else {
        if let problem = loaded.diagnostics.first(where: \.isError), Self.tells {
          print(DiagnosticRenderer(language: .zh).render(problem))
        }
        continue
      }
      standards += 1
      var random = SeededGenerator(seed: UInt64(index) &* 77 &+ 5)
      for size in [1, 3, 8] {
        let table = RandomSheets(standard).table(of: size, missing: 30, &random)
        sheets += size
        let differences = try Self.differences(standard, table)
        if !differences.isEmpty { reported += 1 }
        if !differences.isEmpty, reported <= 3 {
          Issue.record("seed \(index)\n\(text)\n\(differences.joined(separator: "\n"))")
        }
      }
    }
    #expect(reported == 0)
    #expect(standards * 2 > Self.count / Self.parts, "\(standards)")
    if Self.tells { print("part \(part): \(standards) standards, \(sheets) sheets, \(reported) differ") }
  }

  /// A long run says how far it has come.
  private static let tells = ProcessInfo.processInfo.environment["RULECHECK_PLANS"] != nil

  /// What the plan says otherwise than the reference.
  static func differences(_ standard: Standard, _ table: Table) throws -> [String] {
    let (reference, planned) = (Evaluation.outcome(of: standard, table), try Evaluation.planned(standard, table))
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
    let standard = try #require(Workbench.load(SourceFile(name: "试.rules", text: text)).standard)
    let sheet = Sheet(Identity("甲"), cells: [.value(.text("甲")), .missing], file: "", row: nil)
    let table = Table(schema: standard.schema, sheets: [sheet], refused: [])
    #expect(try Self.differences(standard, table).isEmpty)
  }

  @Test(arguments: ["houma", "linfen", "shanxi", "observatory"])
  func theShippedStandardsGiveTheSame(_ name: String) throws {
    let path = Package.root.appendingPathComponent("rules/\(name).rules").path
    let standard = try #require(try Workbench(files: Disk()).load(path).standard)
    var random = SeededGenerator(seed: 11)
    for size in [1, 12, 40] {
      let table = RandomSheets(standard).table(of: size, missing: 8, &random)
      let differences = try Self.differences(standard, table)
      #expect(differences.isEmpty, "\(differences.prefix(3).joined(separator: "\n"))")
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
      "total \(total) \(String(describing: error))", "eligible \(eligible)", "grades \(grades)", "keys \(keys)",
    ]
    lines += [
      "selectable \(selectable)", "selection \(String(describing: selection))", "rank \(String(describing: rank))",
    ]
    return lines + open.map { "open \($0) \($1)" }.sorted()
  }
}

/// A plan as others read it.
@Suite struct PlanReadingTests {
  private static func standard(_ name: String) throws -> Standard {
    let path = Package.root.appendingPathComponent("rules/\(name).rules").path
    return try #require(try Workbench(files: Disk()).load(path).standard)
  }

  /// Every primitive has its line, and no line is of none.
  @Test func thePageNamesEveryPrimitive() throws {
    let page = try Package.text("Sources/Planning/Primitives.md")
    let lines = page.split(separator: "\n").filter { $0.hasPrefix("| `") }
    let told = Set(
      lines.flatMap { line in
        line.split(separator: "|").first.map { cell in
          cell.split(separator: ",").map { $0.trimmingCharacters(in: CharacterSet(charactersIn: " `")) }
        } ?? []
      })
    let source = try Package.text("Sources/Planning/Primitive+Name.swift")
    let named = source.split(separator: "\n").compactMap { line -> String? in
      guard line.contains("case ."), let quote = line.firstIndex(of: "\"") else { return nil }
      return String(line[line.index(after: quote)...].dropLast())
    }
    #expect(told == Set(named))
    #expect(named.count == Set(named).count)
  }

  /// Whatever stands in a plan is used, stands behind what it is worked out from, and is there once.
  @Test(arguments: ["houma", "shanxi", "observatory"])
  func aPlanIsInOrder(_ name: String) throws {
    let plan = try Plan(try Self.standard(name))
    let used = Set(plan.order)
    for place in plan.order {
      for operand in plan.nodes[place].operands { #expect(operand < place && used.contains(operand)) }
    }
    let standard = try Self.standard(name)
    let index = DependencyIndex(standard)
    let read = index.of(standard.unsettled.formulas).facts.union(index.comparedFacts(standard))
      .union([standard.candidates].compactMap { $0 })
    for place in plan.order {
      if case .fact(let fact) = plan.nodes[place].primitive {
        #expect(read.contains(fact), "\(standard.facts[fact].name)")
      }
    }
  }

  /// A changed setting runs again what hangs on it and nothing else, and gives what a new plan gives.
  @Test(arguments: 0..<40)
  func aChangeRunsAgainWhatHangsOnIt(_ seed: Int) throws {
    guard
      let standard = Workbench.load(SourceFile(name: "试.rules", text: WideStandard(seed: UInt64(seed)).text)).standard
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

  @Test func aPlanIsReadable() throws {
    let text = """
      standard 例
        total 10 points
      fact 名 text
      fact 次数 integer times range 0 times to 9 times
      fact 日期 date
      subject 名
      parameter 门槛 2 times
      requirement 1 "一"
        condition 日期 not_before 2025-01-01
      category 管理 worth 6 points
        item 1 "一"
          inapplicable when 次数 = 0 times shared
          score 100% when 次数 at_least 门槛
          score 50% when 次数 = 1 times
        item 2 "二"
          subtract 1 points by 次数 per 2 times
      category 效果 worth 4 points
        item 1 "三"
          condition 日期 before 2025-06-01
      grade 优 when total not_below 8 points and 管理.score not_below 3 points
      ranking total descending
      selection top 1
      """
    let loaded = Workbench.load(SourceFile(name: "例.rules", text: text))
    let standard = try #require(
      loaded.standard, "\(loaded.diagnostics.map { DiagnosticRenderer(language: .en).render($0) })")
    let report = try PlanReport(standard, language: .zh)
    try Golden.check(TextRenderer(color: false).render(report.report) + report.json, "plan.txt")
  }
}
