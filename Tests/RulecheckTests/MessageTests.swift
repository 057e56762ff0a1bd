import Analysis
import Diagnostics
import Foundation
import Model
import Planning
import Sheets
import Syntax
import Terminal
import TestSupport
import Testing
import Translation
import Workbench

@testable import rulecheck

@Suite struct MessageTests {
  private static let problems: [any Problem] =
    SyntaxProblem.examples + ModelProblem.examples + EditionProblem.examples + AmendmentProblem.examples
    + SheetProblem.examples + SpreadsheetProblem.examples
    + ShapeProblem.examples + JSONShapeProblem.examples + CompanionProblem.examples
    + FileProblem.examples + FolderProblem.examples + EvidenceProblem.examples + UnknownName.examples
    + ChainProblem.examples
    + UsageProblem.examples + SensitivityProblem.examples + PlanProblem.examples + SQLProblem.examples
    + SweepProblem.examples
    + FindingProblem.examples + TerminalProblem.examples

  /// Every message in both languages, as it is read.
  @Test(arguments: Language.allCases) func wordings(_ language: Language) throws {
    let text = Self.problems.map { problem -> String in
      let wording = problem.wording(language)
      return
        (["\(problem.code) \(wording.sentence)"] + [wording.reason, wording.remedy].compactMap { $0.map { "  " + $0 } })
        .joined(separator: "\n")
    }.joined(separator: "\n")
    try Golden.check(text + "\n", "wordings.\(language.rawValue).txt")
  }

  /// No code stands for problems of two kinds, and no two messages are alike.
  @Test func codesAreUnique() {
    for (code, problems) in Dictionary(grouping: Self.problems, by: \.code) {
      #expect(Set(problems.map { "\(type(of: $0))" }).count == 1, "\(code)")
      #expect(Set(problems.map { $0.wording(.zh).sentence }).count == problems.count, "\(code)")
    }
  }

  /// Every entry of a message has its example, and stands with the cases or in the file of messages beside them.
  @Test func everyMessageHasItsExample() throws {
    var stated: Set<String> = []
    let paths = try FileManager.default.subpathsOfDirectory(atPath: Package.root.appendingPathComponent("Sources").path)
    for path in paths where path.hasSuffix(".swift") {
      let text = try Package.text("Sources/" + path)
      let codes = text.matches(of: /Message\(\s*"([A-Z]\d{3})"/).map { String($0.1) }
      stated.formUnion(codes)
      #expect(codes.isEmpty || path.hasSuffix("+Messages.swift") || text.contains(/enum \w+: Problem/), "\(path)")
    }
    #expect(stated.symmetricDifference(Self.problems.map(\.code)) == [])
  }

  struct Mistake {
    let code: String
    let source: String
  }

  /// The cases of Fixtures/mistakes.txt: a code and a rules text that earns it.
  static func mistakes() throws -> [Mistake] {
    try Package.text("Tests/Fixtures/mistakes.txt").components(separatedBy: "=== ").dropFirst().map {
      let lines = $0.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
      let body = String(lines[1])
      let source = body.hasPrefix("!") ? String(body.dropFirst()) : "标准 例\n事实 名 文本\n对象 名\n" + body
      return Mistake(code: String(lines[0]), source: source)
    }
  }

  @Test func everyMistakeGetsItsMessage() throws {
    var texts: [Language: String] = [:]
    var provoked: Set<String> = []
    for mistake in try Self.mistakes() {
      let loaded = Workbench.load(SourceFile(name: "例.rules", text: mistake.source))
      let codes = loaded.diagnostics.map(\.problem.code)
      #expect(codes.contains(mistake.code), "\(mistake.code) expected, got \(codes) for:\n\(mistake.source)")
      provoked.formUnion(codes)
      for language in Language.allCases {
        texts[language, default: ""] +=
          "=== \(mistake.code)\n"
          + loaded.diagnostics
          .map { DiagnosticRenderer(language: language).render($0) }.joined() + "\n"
      }
    }
    for language in Language.allCases { try Golden.check(texts[language] ?? "", "mistakes.\(language.rawValue).txt") }
    // Those about limits, encodings and options of the command line have tests of their own.
    let elsewhere: Set<String> = [
      "R103", "R301", "R302", "R303", "R304", "R305", "R306", "R307", "M401", "M123", "M139",
    ]
    let all = Set((SyntaxProblem.examples as [any Problem] + ModelProblem.examples).map(\.code))
    #expect(all.subtracting(provoked).subtracting(elsewhere) == [])
  }

  /// A proposed correction, applied, makes its message go away, and brings no other.
  @Test func proposedCorrectionsHelp() throws {
    var applied = 0
    for mistake in try Self.mistakes() {
      let loaded = Workbench.load(SourceFile(name: "例.rules", text: mistake.source))
      guard let first = loaded.diagnostics.first(where: { $0.replacement != nil }), let replacement = first.replacement,
        case .source(let file, let range) = first.place
      else { continue }
      let again = Workbench.load(file.replacing(first.replaced ?? range, with: replacement))
      // What is not said as long as something cannot be read may come to light.
      func codes(_ loaded: Workbench.Loaded) -> [String] {
        loaded.diagnostics.filter { $0.isError && !$0.problem.isConsequence }.map(\.problem.code)
      }
      #expect(codes(again).allSatisfy(codes(loaded).contains), "\(mistake.source)")
      #expect(
        !first.isError || first.problem.isConsequence || codes(again).count < codes(loaded).count, "\(mistake.source)")
      applied += 1
    }
    #expect(applied >= 5)
  }

  @Test func brokenSamplesTeachWhatTheySay() throws {
    for path in try Package.files("rules/broken", ".rules") {
      let loaded = Workbench.load(SourceFile(name: path, text: try Package.text(path)))
      #expect(loaded.standard == nil, "\(path)")
      let text = loaded.diagnostics.map { DiagnosticRenderer(language: .zh).render($0) }.joined()
      let name = path.split(separator: "/").last.map(String.init) ?? path
      try Golden.check(text, "broken-\(name).txt")
    }
  }

  @Test func limitsHaveMessages() throws {
    func codes(_ text: String) -> [String] {
      Workbench.load(SourceFile(name: "例.rules", text: text)).diagnostics.map(\.problem.code)
    }
    #expect(codes("标准 例\n说明 “\(String(repeating: "长", count: 2_001))”").contains("R103"))
    for opening in ["（", "非 ", "- ", "若 是 则 "] {
      #expect(codes("标准 例\n定义 甲 为 " + String(repeating: opening, count: 20_000)).contains("R301"), "\(opening)")
    }
    #expect(codes(String(repeating: "# 注释\n", count: 120_000)).contains("R302"))
    #expect(codes("标准 例\n" + String(repeating: "说明 “甲”\n", count: 60_000)).isEmpty == false)
    #expect(codes("标准 例\n" + String(repeating: "栏目 “甲”\n", count: 10_001)).contains("R303"))
    struct Bytes: FileAccess {
      func read(_ path: String) throws(FileProblem) -> [UInt8] { [0xC3, 0x28] }
      func list(_ path: String) throws(FileProblem) -> [FolderEntry]? { nil }
      func absolute(_ path: String) -> String { path }
      func resolved(_ path: String) -> String? { path }
      func exists(_ path: String) -> Bool { true }
      func write(_ bytes: [UInt8], to path: String) throws(FileProblem) {}
      func rewrite(_ path: String, with bytes: [UInt8]) throws(FileProblem) {}
    }
    #expect(try Workbench(files: Bytes()).load("x").diagnostics.map(\.problem.code) == ["R304"])
  }
}
