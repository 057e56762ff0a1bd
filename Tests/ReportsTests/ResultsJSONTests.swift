import Diagnostics
import Evaluation
import Model
import Sheets
import TestSupport
import Testing

@testable import Reports

/// Results that JSON takes from columns are those of the reference interpreter, with all that they wait for.
@Suite struct ResultsJSONTests {
  private func expectTheSame(_ standard: Standard, _ table: Table, _ source: String) {
    func text(_ outcome: Outcome) -> String {
      OutcomeJSON.text(Judged(outcome: outcome, rulesDigest: "", sheetsDigest: "", problems: []))
    }
    let (columns, reference) = (
      Evaluation.outcome(of: standard, table), Evaluation.referenceOutcome(of: standard, table)
    )
    #expect(columns.isLarge || standard.hasGradePlaces)
    let (found, wanted) = (text(columns), text(reference))
    let other = zip(found.split(separator: "\n"), wanted.split(separator: "\n")).first { $0 != $1 }
    #expect(found == wanted, "\(source) \(String(describing: other))")
  }

  /// More than a block, so that parts are written again that have been written before.
  @Test(arguments: [("houma", 70), ("linfen", 300), ("shanxi", 70), ("observatory", 300)], [3, 40])
  func theShippedStandards(_ shipped: (name: String, size: Int), _ missing: Int) throws {
    let standard = try #require(try Package.load("rules/\(shipped.name).rules").standard)
    var random = SeededGenerator(seed: 31)
    let table = RandomSheets(standard).table(of: shipped.size, missing: missing, &random)
    expectTheSame(standard, table, shipped.name)
  }

  @Test(arguments: UInt64(20)..<32) func standardsOfEveryForm(_ seed: UInt64) throws {
    let text = WideStandard(seed: seed).text
    guard let standard = load(text: text).standard else { return }
    var random = SeededGenerator(seed: seed)
    let table = RandomSheets(standard).table(of: 70, missing: 15, &random)
    expectTheSame(standard, table, "seed \(seed)\n\(text)")
  }
}
