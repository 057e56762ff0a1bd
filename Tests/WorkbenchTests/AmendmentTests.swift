import Diagnostics
import Quantities
import Syntax
import TestSupport
import Testing

@testable import Workbench

/// A clause made of a value is the one that its text would be read as, with the same places.
@Suite struct AmendmentTests {
  private static let seed: UInt64 = 20_261_125

  private static func check(_ value: Value, _ type: ValueType, of parameter: String?) throws {
    let amendment = Amendment(value, type, of: parameter, name: "--set")
    let file = SourceFile(name: amendment.name, text: amendment.text, base: 1_234)
    let (made, problems) = amendment.clauses(in: file)
    let (read, textual) = Parser.outline(of: file)
    let note = Comment(rawValue: "seed \(seed): \(amendment.text)")
    #expect(problems.isEmpty && textual.isEmpty, note)
    #expect(made.map(Parts.init) == read.clauses.map(Parts.init), note)
  }

  /// All that an amendment of a parameter or of the reference date consists of.
  private struct Parts: Equatable {
    let action: Clause.Action
    let kind: ClauseKind
    let names: [Name]
    let ranges: [SourceRange]
    let value: Syntax.Expression?
    let isPlain: Bool

    init(_ clause: Clause) {
      (action, kind, names) = (clause.action, clause.kind, clause.path + [clause.name, clause.alias].compactMap { $0 })
      ranges = [clause.range, clause.head] + clause.fields.map(\.range)
      switch (clause.body, clause.fields.first?.body) {
      case (.parameter(nil, let expression), nil): (value, isPlain) = (expression, false)
      case (.plain, .expression(let expression)?): (value, isPlain) = (expression, true)
      default: (value, isPlain) = (nil, false)
      }
    }
  }

  @Test(arguments: DeclaredUnit.all) func numbers(_ unit: DeclaredUnit) throws {
    let type = try #require(try standard(unit.rules()).facts.first { $0.name == "量" }).type
    for value in try Self.numbers() { try Self.check(.number(value), type, of: "限") }
  }

  @Test func percentages() throws {
    for value in try Self.numbers() { try Self.check(.number(value), .percentage, of: "线") }
  }

  @Test func datesTruthsAndTexts() throws {
    for (year, month, day) in [(2025, 3, 8), (1999, 12, 31), (2024, 2, 29)] {
      let date = Value.date(try #require(CalendarDate(year: year, month: month, day: day)))
      try Self.check(date, .date, of: "截止")
      try Self.check(date, .date, of: nil)
    }
    for value in [true, false] { try Self.check(.truth(value), .truth, of: "开") }
    for text in ["", "甲", "a \"b\"", "「甲」\"乙\"", "＂宽＂", "“甲”", "\"「“”」"] {
      try Self.check(.text(text), .text, of: "名")
    }
    let options = ["甲", "乙 \"丙\"", "3"]
    for index in options.indices {
      try Self.check(.choice(index), .choice(options: options, order: .none), of: "类")
      try Self.check(.choices(1 << UInt64(index)), .choices(options: options), of: "类")
    }
  }

  /// What no rules file can state is not stated either where it is never read from one: it is shown and saved as one.
  @Test(arguments: ["a\u{202E}b", "a\nb", String(repeating: "长", count: 2_001), "\"「“", "”「\""])
  func textsThatNoFileHolds(_ text: String) {
    let amendment = Amendment(.text(text), .text, of: "名", name: "--set")
    let file = SourceFile(name: amendment.name, text: amendment.text, base: 77)
    let (read, made) = (Parser.outline(of: file).diagnostics, amendment.clauses(in: file).diagnostics)
    #expect(!made.isEmpty && made.allSatisfy(\.isError) && !read.isEmpty)
  }

  /// Below, at and above zero; decimals and what is none.
  private static func numbers() throws -> [Rational] {
    var generator = SeededGenerator(seed: seed)
    return try (0..<200).map { _ in
      try Rational(
        Int.random(in: -5_000...5_000, using: &generator),
        over: [1, 1, 3, 7, 8, 100, 1_000].randomElement(using: &generator) ?? 1)
    }
  }
}
