import Diagnostics
import Evaluation
import Model
import Quantities
import Sheets
import TestSupport
import Testing

@testable import Analysis

/// A sweep in columns says what it says when sheets are judged one by one.
@Suite struct SweepColumnTests {
  @Test(arguments: SweepUse.all) func columnsSayTheSame(_ use: SweepUse) throws {
    let text = SweepTests.rules(use)
    let loaded = try SweepTests.load(text)
    let standard = try #require(loaded.standard)
    for seed: UInt64 in 51..<51 + UInt64(Cases.count(1)) {
      var random = SeededGenerator(seed: seed)
      var sheets: [String] = []
      for _ in 0..<2 { sheets += SweepTests.sheets(&random) }
      // Names stay different.
      sheets = sheets.enumerated().map { "名：第\($0)家\n" + $1.split(separator: "\n").dropFirst().joined(separator: "\n") }
      let table = SweepTests.table(standard, sheets)
      let request = SweepRequest(parameter: "界", from: use.from, to: use.to, step: use.step)
      let sweeps = try [Int.max, 0].map { fewest in
        try swept(loaded, over: [request], table, columnsFrom: fewest)
      }
      let (reference, columns) = (sweeps[0], sweeps[1])
      #expect(String(describing: reference.limitation) == String(describing: columns.limitation), "\(seed)")
      #expect(reference.points.map { Told($0) } == columns.points.map { Told($0) }, "\(seed)")
      #expect(Told.stretches(reference) == Told.stretches(columns), "\(seed)")
      #expect(reference.tippings.map { Told($0) } == columns.tippings.map { Told($0) }, "\(seed)")
    }
  }

  /// What is told of a step, a stretch or a change.
  private struct Told: Equatable, CustomStringConvertible {
    let description: String

    init(_ point: Sweep.Point) { description = "\(point.values) " + Self.told(try? point.result.get()) }
    private init(_ description: String) { self.description = description }

    /// From where to where the same is told: how often a search looks in between is its own matter.
    static func stretches(_ sweep: Sweep) -> [Told] {
      var found: [(low: Rational, high: Rational, told: String)] = []
      for stretch in sweep.stretches {
        let told = told(stretch.result)
        if let last = found.last, last.told == told, last.high == stretch.low {
          found[found.count - 1].high = stretch.high
        } else {
          found.append((stretch.low, stretch.high, told))
        }
      }
      return found.map { Told("\($0.low.exactText) \($0.high.exactText) " + $0.told) }
    }
    init(_ tipping: SweepTipping) {
      description =
        "\(tipping.value) \(tipping.kind) \(tipping.turnover) \(tipping.undecidedAtValue)"
        + " \(tipping.isNarrowed) " + Self.told(tipping.after)
    }

    private static func told(_ result: SweepResult?) -> String {
      guard let result else { return "–" }
      return "\(result.eligible) \(result.selected) \(result.undecided) \(result.last as Any) \(result.standings)"
        + " \(result.grades)"
    }
  }
}
