import Diagnostics
import Foundation
import Model
import Sheets
import Testing

/// Holds an engine against the reference interpreter: generated standards, each with some tables of sheets.
package struct EngineComparison: Sendable {
  /// Of the environment; it says how many standards of each kind are tried, in a long run.
  let variable: String
  /// How many are tried otherwise.
  let ordinary: Int
  /// Of the sheets, for each standard.
  let seed: @Sendable (UInt64) -> UInt64
  /// What the engine says otherwise than the reference.
  let differences: @Sendable (Standard, Table) throws -> [String]

  package init(
    variable: String, ordinary: Int = 60, seed: @escaping @Sendable (UInt64) -> UInt64,
    differences: @escaping @Sendable (Standard, Table) throws -> [String]
  ) {
    (self.variable, self.ordinary, self.seed, self.differences) = (variable, ordinary, seed, differences)
  }

  package static let parts = 4

  /// Tries one part of the standards.
  package func run(_ part: Int, _ text: (UInt64) -> String) throws {
    let wanted = ProcessInfo.processInfo.environment[variable].flatMap { Int($0) }
    let (count, tells) = (wanted ?? ordinary, wanted != nil)
    var (sheets, standards, reported) = (0, 0, 0)
    for index in stride(from: part, to: count, by: Self.parts) {
      let text = text(UInt64(index))
      let loaded = load(text: text)
      guard let standard = loaded.standard else {
        // A long run says what the generator gets wrong.
        if let problem = loaded.diagnostics.first(where: \.isError), tells {
          print(DiagnosticRenderer(language: .zh).render(problem))
        }
        continue
      }
      standards += 1
      var random = SeededGenerator(seed: seed(UInt64(index)))
      for size in [1, 3, 8] {
        let table = RandomSheets(standard).table(of: size, missing: 30, &random)
        sheets += size
        let differences = try differences(standard, table)
        if !differences.isEmpty { reported += 1 }
        if !differences.isEmpty, reported <= 3 {
          Issue.record("seed \(index)\n\(text)\n\(differences.joined(separator: "\n"))")
        }
      }
    }
    #expect(reported == 0)
    #expect(standards * 2 > count / Self.parts, "\(standards)")
    if tells { print("part \(part): \(standards) standards, \(sheets) sheets, \(reported) differ") }
  }
}
