import Diagnostics
import Evaluation
import Foundation
import Model
import Quantities
import Sheets
import Testing
import Workbench

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
        if let problem = loaded.diagnostics.first(where: \.isError), Self.tells { print(DiagnosticRenderer(language: .zh).render(problem)) }
        continue
      }
      standards += 1
      var random = SeededGenerator(seed: UInt64(index) &* 77 &+ 5)
      for size in [1, 3, 8] {
        let table = RandomSheets(standard).table(of: size, missing: 30, &random)
        sheets += size
        let differences = Self.differences(standard, table)
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
  static func differences(_ standard: Standard, _ table: Table) -> [String] {
    let (reference, planned) = (Evaluation.outcome(of: standard, table), Evaluation.planned(standard, table))
    var differences: [String] = []
    if reference.conflicts != planned.conflicts { differences.append("\(reference.conflicts) \(planned.conflicts)") }
    for (a, b) in zip(reference.results, planned.results) {
      let (first, second) = (a.told, b.told)
      if first.count != second.count { differences.append("\(first.count) lines, \(second.count) lines") }
      for (x, y) in zip(first, second) where x != y {
        let same = zip(x, y).prefix { $0 == $1 }.count - 90
        differences.append("\(table.sheets[a.sheet].name) \(x.prefix(12)): …\(x.dropFirst(same))\n  …\(y.dropFirst(same))")
      }
    }
    return differences
  }

  @Test(arguments: ["houma", "linfen", "shanxi", "observatory"])
  func theShippedStandardsGiveTheSame(_ name: String) throws {
    let path = Package.root.appendingPathComponent("rules/\(name).rules").path
    let standard = try #require(try Workbench(files: Disk()).load(path).standard)
    var random = SeededGenerator(seed: 11)
    for size in [1, 12, 40] {
      let table = RandomSheets(standard).table(of: size, missing: 8, &random)
      let differences = Self.differences(standard, table)
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
    lines += ["total \(total) \(String(describing: error))", "eligible \(eligible)", "grades \(grades)", "keys \(keys)"]
    lines += ["selectable \(selectable)", "selection \(String(describing: selection))", "rank \(String(describing: rank))"]
    return lines + open.map { "open \($0) \($1)" }.sorted()
  }
}
