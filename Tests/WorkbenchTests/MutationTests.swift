import Diagnostics
import Evaluation
import Foundation
import Sheets
import TestSupport
import Testing
import Workbench

/// Damaged copies of the shipped files: whatever happens to them, there is a message or a result, never a trap.
/// `RULECHECK_MUTATIONS=10000 swift test --filter MutationTests` runs as many as asked for.
@Suite struct MutationTests {
  private static let count = ProcessInfo.processInfo.environment["RULECHECK_MUTATIONS"].flatMap(Int.init) ?? 120
  private static let seed: UInt64 = 20_251_020

  private static let fragments: [[UInt8]] =
    [
      "（", "）", "“", "”", "非 ", "若 ", "则 ", "否则 ", "当 ", "99999999999999999999", "0", "-", "/ 0", "％", "{", "[", "\0",
      "\n", "\r",
      "分值 ", "类别 ", "指标 1 ", "位于 ", "的 ", "其中（", "9999-12-31", "，", "\u{FEFF}", "\u{200B}", "e\u{301}", "👨‍👩‍👧", "\"", "无",
      "：",
    ].map { Array($0.utf8) } + [[0xFF], [0xC3], [0xE4, 0xB8], [0x81]]

  /// A few cuts, copies, swaps and insertions at random places.
  private static func damaged(_ bytes: [UInt8], _ random: inout SeededGenerator) -> [UInt8] {
    var bytes = bytes
    for _ in 0..<Int.random(in: 1...6, using: &random) where !bytes.isEmpty {
      let start = Int.random(in: 0..<bytes.count, using: &random)
      let end = min(bytes.count, start + Int.random(in: 0...40, using: &random))
      switch Int.random(in: 0..<5, using: &random) {
      case 0: bytes.removeSubrange(start..<end)
      case 1: bytes.insert(contentsOf: bytes[start..<end], at: Int.random(in: 0...bytes.count, using: &random))
      case 2: bytes.insert(contentsOf: fragments.randomElement(using: &random) ?? [], at: start)
      case 3: bytes[start] = UInt8.random(in: 0...255, using: &random)
      default: bytes.removeSubrange(end...)
      }
    }
    return bytes
  }

  private static func shipped(_ folder: String, _ endings: [String]) throws -> [(path: String, bytes: [UInt8])] {
    try endings.flatMap { try Package.files(folder, "." + $0) }.map {
      ($0, [UInt8](try Data(contentsOf: Package.root.appendingPathComponent($0))))
    }
  }

  @Test func damagedRules() throws {
    var random = SeededGenerator(seed: Self.seed)
    let sources = try Self.shipped("rules", ["rules"]) + Self.shipped("rules/broken", ["rules"])
    for _ in 0..<Self.count {
      let source = try #require(sources.randomElement(using: &random))
      let text = String(decoding: Self.damaged(source.bytes, &random), as: UTF8.self)
      let loaded = Workbench.load(SourceFile(name: source.path, text: text))
      for diagnostic in loaded.diagnostics.prefix(20) {
        for language in Language.allCases {
          #expect(!DiagnosticRenderer(language: language).render(diagnostic).isEmpty)
        }
      }
      #expect(loaded.standard != nil || loaded.diagnostics.contains(where: \.isError))
      if loaded.standard != nil, Bool.random(using: &random) { _ = ExampleRunner.run(loaded) }
    }
  }

  @Test func damagedSheets() throws {
    var random = SeededGenerator(seed: Self.seed + 1)
    let standard = try standard(try Package.text("rules/houma.rules"))
    let files = try Self.shipped("rules/sheets", ["csv", "json", "jsonl", "txt"])
    for _ in 0..<Self.count {
      let chosen = (0..<3).compactMap { _ in files.randomElement(using: &random) }
      let damaged = chosen.map { SheetFile(path: $0.path, bytes: Self.damaged($0.bytes, &random)) }
      let (table, _) = SheetReader.read(damaged, schema: standard.schema)
      let outcome = Evaluation.outcome(of: standard, table)
      for result in outcome.results { #expect(result.total.points.map { $0.least <= $0.most } ?? true) }
    }
  }
}
