import Diagnostics
import Evaluation
import Foundation
import Quantities
import Reports
import Sheets
import TestSupport
import Testing
import Workbench

@testable import Model
@testable import Syntax

@Suite struct HoumaTests {
  private static let path = "rules/houma.rules"

  private static func source() throws -> SourceFile {
    SourceFile(name: path, text: try Package.text(path))
  }

  private static func judged(_ file: SourceFile) throws -> Judged {
    let loaded = Workbench.load(file)
    let standard = try #require(
      loaded.standard, "\(loaded.diagnostics.map { DiagnosticRenderer(language: .en).render($0) }.joined())")
    let (table, problems) = SheetReader.read(try Package.sheets(), schema: standard.schema)
    #expect(problems.isEmpty)
    return Judged(
      outcome: Evaluation.outcome(of: standard, table), rulesDigest: loaded.digest, sheetsDigest: "", problems: problems
    )
  }

  /// The whole result in every form, as bytes.
  private static func reports(_ file: SourceFile) throws -> [String] {
    let judged = try judged(file)
    let report = OutcomeReport(judged.outcome, language: .zh, level: .items).report
    return [
      TextRenderer().render(report), MarkdownRenderer().render(report), OutcomeJSON.text(judged),
      OutcomeTable.csv(judged.outcome, language: .zh, level: .items),
    ]
  }

  @Test func theStandardIsCompleteAndExact() throws {
    let loaded = Workbench.load(try Self.source())
    #expect(loaded.diagnostics.isEmpty)
    let standard = try #require(loaded.standard)
    #expect(standard.requirements.filter { $0.kind == .gate }.count == 8)
    #expect(standard.categories.map(\.items.count) == [5, 4, 14, 7, 7])
    #expect(standard.categories.map(\.full) == [20, 15, 42, 14, 9].map { Rational($0) })
    #expect(standard.categories[4].items[0].scoring.full == (try Rational(9, over: 7)))
    #expect(standard.adjustments.map(\.scoring.full) == [Rational(1)])
    for clause in loaded.outline.clauses where [.gate, .item, .requirement, .bonus].contains(clause.kind) {
      #expect(clause.annotation.citation != nil, "\(clause.title?.text ?? "") has no citation")
    }
  }

  @Test func itsExamplesHold() throws {
    let results = ExampleRunner.run(Workbench.load(try Self.source()))
    #expect(results.count >= 14)
    for result in results { #expect(result.passed, "\(result.example.title): \(result.failures.map(\.found))") }
  }

  @Test func theMainReport() throws {
    let judged = try Self.judged(try Self.source())
    for language in Language.allCases {
      let report = OutcomeReport(judged.outcome, language: language, level: .categories).report
      let text = TextRenderer().render(report)
      try Golden.check(text, "houma.\(language.rawValue).txt")
      if language == .zh {
        for line in text.split(separator: "\n") { #expect(DisplayWidth.of(line) <= 100, "\(line)") }
      }
    }
    try Golden.check(
      MarkdownRenderer().render(OutcomeReport(judged.outcome, language: .zh, level: .gates).report), "houma.gates.md")
  }

  @Test func everyGateAndItemSeparatesSomebody() throws {
    let outcome = try Self.judged(try Self.source()).outcome
    let entrants = outcome.results.filter { $0.entrant == .yes }
    for (index, requirement) in outcome.standard.requirements.enumerated() where requirement.kind == .gate {
      let verdicts = Set(entrants.map { $0.requirements[index].verdict })
      #expect(verdicts.isSuperset(of: [.met, .unmet]), "\(requirement.id)")
    }
    for (index, category) in outcome.standard.categories.enumerated() {
      for (place, item) in category.items.enumerated() {
        let verdicts = Set(entrants.map { $0.categories[index].items[place].verdict })
        #expect(verdicts.isSuperset(of: [.met, .unmet]), "\(category.name).\(item.id)")
      }
    }
  }

  @Test func oneChangedWeightGivesOneMessage() throws {
    let text = try Package.text(Self.path).replacingOccurrences(of: "分值 42%", with: "分值 40%")
    let loaded = Workbench.load(SourceFile(name: Self.path, text: text))
    #expect(loaded.diagnostics.map(\.problem.code) == ["M204"])
    let message = DiagnosticRenderer(language: .zh).render(try #require(loaded.diagnostics.first))
    #expect(message.contains("98%") && message.contains("分值 40%"))
  }

  // MARK: Other spellings

  /// The source with some tokens written differently.
  private static func rewritten(_ file: SourceFile, _ change: (Token, Token?) -> String?) -> SourceFile {
    let tokens = Lexer.tokens(of: file).tokens
    let bytes = Array(file.text.utf8)
    var result: [UInt8] = []
    var offset = 0
    for (index, token) in tokens.enumerated() {
      result += bytes[offset..<token.range.lower]
      let old = Array(bytes[token.range.lower..<token.range.upper])
      result += change(token, index > 0 ? tokens[index - 1] : nil).map { Array($0.utf8) } ?? old
      offset = token.range.upper
    }
    return SourceFile(name: file.name, text: String(decoding: result + bytes[offset...], as: UTF8.self))
  }

  /// A keyword's word that stands for a name stays as it is: names are not translated.
  private static func isKeywordUse(_ token: Token, after previous: Token?) -> Bool {
    guard let keyword = token.keyword else { return false }
    if token.startsLine || keyword.role == .reserved { return true }
    switch previous?.kind {
    case .sign(")"), .text, .number, .percentage, .date: return true
    case .word(_, let before):
      // A type behind a name, an inline field behind a value; not the column behind 的.
      return before?.role != .reserved
        || [
          .shared, .full, .none, .met, .partlyMet, .unmet, .unverified, .inapplicable, .score, .selection, .notSelected,
          .eligible, .ineligible, .gate, .requirement, .category, .item, .bonus, .advisory, .total,
        ].contains(keyword)
    default:
      return previous.map { $0.keyword == .of } != true
        && [
          .score, .gate, .requirement, .category, .item, .bonus, .advisory, .total, .grade, .selection, .notSelected,
          .eligible, .ineligible,
        ].contains(keyword)
    }
  }

  @Test func englishKeywordsGiveTheSameBytes() throws {
    let source = try Self.source()
    let english = Self.rewritten(source) { token, previous in
      guard let keyword = token.keyword, Self.isKeywordUse(token, after: previous) else { return nil }
      return " " + keyword.english + " "
    }
    #expect(english.text.contains("category") && english.text.contains("inapplicable"))
    #expect(english.text.split(separator: "\n").allSatisfy { !$0.hasPrefix("类别") && !$0.contains(" 条件 ") })
    #expect(try Self.reports(english) == Self.reports(source))
  }

  @Test func fullWidthSignsGiveTheSameBytes() throws {
    func widened(_ text: some StringProtocol) -> String {
      String(
        String.UnicodeScalarView(
          text.unicodeScalars.map { scalar in
            (0x21...0x7E).contains(scalar.value) ? Unicode.Scalar(scalar.value + 0xFEE0) ?? scalar : scalar
          }))
    }
    let source = try Self.source()
    let full = Self.rewritten(source) { token, _ in
      switch token.kind {
      case .sign, .number, .percentage: widened(source.text(in: token.range.lower..<token.range.upper))
      default: nil
      }
    }
    #expect(full.text.contains("％") && full.text != source.text)
    #expect(try Self.reports(full) == Self.reports(source))
  }

  // MARK: Intervals

  /// Takes every yes/no fact of a complete sheet away, one at a time: the total's interval is spanned by the two answers.
  @Test func intervalsEndWhereTheTwoAnswersLead() throws {
    let loaded = Workbench.load(try Self.source())
    let standard = try #require(loaded.standard)
    let (table, _) = SheetReader.read(try Package.sheets(), schema: standard.schema)
    let place = try #require(table.sheets.firstIndex { $0.name == "桐花苑" })
    func total(_ fact: Int, _ cell: Cell) -> SheetResult? {
      var sheets = table.sheets
      var cells = sheets[place].cells
      cells[fact] = cell
      sheets[place] = sheets[place].with(cells)
      let outcome = Evaluation.outcome(of: standard, Table(schema: table.schema, sheets: sheets, refused: []))
      return outcome.results.first { outcome.sheet($0).name == "桐花苑" }
    }
    var open = 0
    for (index, fact) in standard.facts.enumerated() where fact.type == .truth {
      let missing = try #require(total(index, .missing)?.total.points)
      let yes = try #require(total(index, .value(.truth(true)))?.total.points)
      let no = try #require(total(index, .value(.truth(false)))?.total.points)
      #expect(missing == yes.hull(no), "\(fact.name): \(missing.exactText) \(yes.exactText) \(no.exactText)")
      if !missing.isExact { open += 1 }
    }
    #expect(open >= 30)
  }
}
