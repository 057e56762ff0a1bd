import Diagnostics
import Foundation
import Model
import Notices
import Quantities
import TestSupport
import Testing
import Workbench

@testable import Syntax

/// Grammar.md is the authority on the language; here it is held against the program.
@Suite struct GrammarTests {
  private static func blocks(_ language: String, of text: String) -> [String] {
    text.components(separatedBy: "```\(language)\n").dropFirst().map { $0.components(separatedBy: "\n```")[0] }
  }

  /// The productions that list kinds of clauses, which the parser reads in their table.
  private static let kinds: [(name: String, holds: @Sendable (ClauseKind.Row) -> Bool)] = [
    ("titled-kind", { $0.opening == .titled }), ("numbered-kind", { $0.opening == .numbered }),
    ("headed-kind", { $0.opening == .headed }), ("pointed-kind", { $0.opening == .pointed }),
    ("valued-kind", { $0.opening == .valued }),
    ("singular", { $0.identity == .alone && !$0.traits.contains(.stays) }),
    ("named", { $0.identity == .name || $0.identity == .path }), ("row-kind", { $0.traits.contains(.inQueries) }),
    ("result-kind", { $0.traits.contains(.inExamples) }),
  ]

  private static func kinds(_ holds: (ClauseKind.Row) -> Bool) -> [String] {
    ClauseKind.allCases.filter { holds($0.row) }.map(\.chinese)
  }

  /// Every production stands word for word above the function that parses it, and the other way round.
  @Test func productionsStandInTheParser() throws {
    let documented = Set(
      Self.blocks("ebnf", of: try Package.text("Grammar.md")).flatMap { $0.split(separator: "\n").map(String.init) })
    var parsed = Set(
      Self.kinds.map { "\($0.name) = " + Self.kinds($0.holds).map { "\"\($0)\"" }.joined(separator: " | ") })
    for path in try Package.sources("Syntax") {
      for line in try Package.text(path).split(separator: "\n") {
        if let range = line.range(of: "// grammar: ") { parsed.insert(String(line[range.upperBound...])) }
      }
    }
    #expect(documented.subtracting(parsed) == [])
    #expect(parsed.subtracting(documented) == [])
  }

  @Test func theKeywordTableIsTheProgramsOwn() throws {
    let roles: [(Keyword.Role, String)] = [
      (.opening, "opens a clause"), (.field, "a field"), (.word, "in its place"), (.reserved, "never a name"),
    ]
    let lines = roles.map { role, meaning in
      "| \(meaning) | "
        + Keyword.rows.filter { $0.role == role }.map { "\($0.chinese) `\($0.english)`" }.joined(separator: " · ")
        + " |"
    }
    let text = try Package.text("Grammar.md")
    for line in lines { #expect(text.contains(line), "Grammar.md lacks the line:\n\(line)") }
  }

  /// The table of the fields of each clause.
  @Test func theFieldTableIsTheProgramsOwn() throws {
    let text = try Package.text("Grammar.md")
    for clause in ClauseKind.allCases {
      let fields = Keyword.rows.map(\.keyword).filter { clause.row.fields.contains($0) }
      if fields.isEmpty { continue }
      let line = "| \(clause.chinese) | " + fields.map(\.chinese).joined(separator: " ") + " |"
      #expect(text.contains(line), "Grammar.md lacks the line:\n\(line)")
    }
  }

  @Test func theComparatorTableIsTheProgramsOwn() throws {
    let text = try Package.text("Grammar.md")
    let signs: [Syntax.Comparator: String] = [.atLeast: "≥", .atMost: "≤", .different: "≠"]
    for comparator in Syntax.Comparator.allCases {
      let sign = signs[comparator] ?? comparator.rawValue
      let ways = ["`\(comparator.rawValue)`"] + (signs[comparator].map { ["`\($0)`"] } ?? [])
      let line = "| \(sign) | " + (ways + comparator.words.map(\.1)).joined(separator: " ") + " |"
      #expect(text.contains(line), "Grammar.md lacks the line:\n\(line)")
    }
  }

  /// Each function stands in the table of section 4, with as many values in its brackets as it takes.
  @Test func theFunctionTableIsTheProgramsOwn() throws {
    let text = try Package.text("Grammar.md")
    let start = try #require(text.range(of: "**Functions**"))
    let lines = text[start.upperBound...].split(separator: "\n").prefix { !$0.hasPrefix("**") }
    var seen: Set<String> = []
    for line in lines {
      let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
      guard cells.count > 2, let bracket = cells[0].lastIndex(of: "（") else { continue }
      let operands = cells[0][bracket...].split(separator: "，").count
      let isOpen = cells[0].contains("…")
      let chinese = cells[0].split { " （），".contains($0) }.map(String.init)
      for word in cells[1].split(separator: " ").map(String.init) {
        let function = try #require(Function.allCases.first { $0.row.english == word }, "\(word)")
        #expect(chinese.contains(function.row.chinese))
        #expect(function.row.count == (isOpen ? "1+" : "\(operands)"), "\(word)")
        seen.insert(word)
      }
    }
    #expect(seen == Set(Function.allCases.map(\.row.english)))
  }

  /// The kinds of clauses that have to cite the notice.
  @Test func theCitingClausesAreTheProgramsOwn() throws {
    let citing = Self.kinds { $0.citing == .owed }.joined(separator: " ")
    #expect(try Package.text("Grammar.md").contains("every \(citing) has to cite a place"))
    #expect(Self.kinds { $0.citing == .owedUnlessOpen } == ["参数"])
  }

  @Test func everyExampleIsCheckedAndHolds() throws {
    let blocks = Self.blocks("rules", of: try Package.text("Grammar.md"))
    #expect(blocks.count >= 10)
    for block in blocks {
      let loaded = Workbench.load(SourceFile(name: "Grammar.md", text: block))
      let messages = loaded.diagnostics.map { DiagnosticRenderer(language: .en).render($0) }
      #expect(loaded.diagnostics.isEmpty, "\(messages.joined())\n\(block)")
      for result in ExampleRunner.run(loaded) {
        #expect(result.passed, "\(result.example.title): \(result.failures.map(\.found))\n\(block)")
      }
    }
  }

  /// The sheet in section 15 scores what the text there says.
  @Test func theWalkThroughIsRight() throws {
    let text = try Package.text("Grammar.md")
    let rules = try #require(Self.blocks("rules", of: text).first { $0.contains("标准 文明楼栋") })
    let sheet = try #require(Self.blocks("text", of: text).first { $0.hasPrefix("楼栋：一号楼") })
    let result = try judge(try standard(rules), [sheet]).result("一号楼")
    #expect(result.total.points == Interval(Rational(74)) && result.eligible == .yes)
    #expect(text.contains("一号楼得 74 分"))
  }

  /// The notice in section 15, as it stands there and as it is read, is carried out by the rules there.
  @Test func theWalkThroughFitsItsNotice() throws {
    let text = try Package.text("Grammar.md")
    let rules = try #require(Self.blocks("rules", of: text).first { $0.contains("标准 文明楼栋") })
    let start = try #require(text.range(of: "> **文明楼栋评选通知**"))
    let lines = text[start.lowerBound...].split(separator: "\n").prefix { $0.hasPrefix(">") }
    let quoted = lines.joined(separator: "\n")
    let plain = lines.map { $0.dropFirst(2) }.joined(separator: "\n").replacingOccurrences(of: "**", with: "")
    for notice in [quoted, plain] {
      #expect(Notice(notice).clauses.map(\.address.text) == ["第一条", "第二条", "第三条", "第四条"])
      let loaded = Workbench.load(SourceFile(name: "楼栋.rules", text: rules))
      let coverage = Workbench.trace(loaded, against: Notice(notice))
      #expect(coverage.isComplete, "\(coverage.silent.map { coverage.rules[$0].name })")
    }
  }

  /// In an example `无` says that there are none, as in a sheet, unless it is an option or a declared name.
  @Test func noneInExamples() throws {
    let text = """
      标准 例
      事实 名 文本
      事实 处罚 记录（日期 日期）
      事实 服务 多选（养老，托幼）
      事实 荣誉 多选（无，省级）
      对象 名
      类别 一 分值 100%
        指标 1 “一”
          条件 计数 处罚 = 0 且 计数 服务 = 0 项 且 计数 荣誉 = 1 项
      示例 “都没有”
        给定 处罚 = 无，服务 = none，荣誉 = 无
        期望 总分 100 分
      """
    let results = try examples(text)
    #expect(results.count == 1 && results.allSatisfy(\.passed))
  }

  /// The variants stand below the standard they inherit from.
  @Test func everyVariantIsCheckedAndHolds() throws {
    let text = try Package.text("Grammar.md")
    let bases = Self.blocks("rules", of: text)
    let variants = Self.blocks("variant", of: text)
    #expect(!variants.isEmpty)
    for variant in variants {
      let base = try #require(bases.first { $0.contains("某市小区 / city") })
      let files = MemoryFiles(contents: ["a/city.rules": base, "a/province.rules": variant])
      let loaded = try Workbench(files: files).load("a/province.rules")
      let messages = loaded.diagnostics.map { DiagnosticRenderer(language: .en).render($0) }
      #expect(loaded.diagnostics.isEmpty, "\(messages.joined())")
      let results = ExampleRunner.run(loaded)
      #expect(results.count == 1)
      for result in results { #expect(result.passed, "\(result.example.title): \(result.failures.map(\.found))") }
    }
  }

  // MARK: Sentences made from the productions

  /// Productions as strings of terminals, with the spellings of what the lexer decides.
  private struct Generator {
    let rules: [String: [String]]
    var random: SeededGenerator

    init(_ text: String, seed: UInt64) {
      random = SeededGenerator(seed: seed)
      var rules: [String: [String]] = [:]
      for line in GrammarTests.blocks("ebnf", of: text).flatMap({ $0.split(separator: "\n") }) {
        let parts = line.split(separator: " ", omittingEmptySubsequences: true).map(String.init)
        rules[parts[0]] = Array(parts.dropFirst(2))
      }
      self.rules = rules
    }

    mutating func sentence(_ rule: String, depth: Int) -> String {
      switch rule {
      case "name", "unit-name": return "甲"
      case "number": return "3"
      case "percentage": return "95%"
      case "date": return "2025年8月20日"
      case "text", "citation": return "“文字”"
      case "function": return "较大者"
      case "field-keyword": return "待定"
      // Without a title, an amount that begins with a text, which none does, would be taken for one.
      case "head": return "甲 / 甲 “文字”"
      // In brackets it may stand in front of knots too.
      case "application": return "（甲（3，甲） 的 甲）"
      case "comparator": return ["不低于", ">=", "少于", "="].randomElement(using: &random) ?? "="
      case "opening", "field", "clause": return ""
      default: break
      }
      guard let body = rules[rule] else { return rule }
      // Deep down the shortest way out is taken, so that sentences end.
      if depth > 5, ["expression", "sum", "factor", "primary", "product", "comparison", "negation"].contains(rule) {
        return "3"
      }
      if depth > 5, rule == "type" { return "文本" }
      var position = 0
      return alternatives(body, &position, depth)
    }

    /// Reads alternatives up to a closing bracket and expands one of them.
    private mutating func alternatives(_ body: [String], _ position: inout Int, _ depth: Int) -> String {
      var choices = [""]
      while position < body.count {
        let word = body[position]
        position += 1
        switch word {
        case "|": choices.append("")
        case ")", "]", "}": return choices.randomElement(using: &random) ?? ""
        case "(": choices[choices.count - 1] += " " + alternatives(body, &position, depth)
        case "[":
          let inner = alternatives(body, &position, depth)
          if depth <= 5, Bool.random(using: &random) { choices[choices.count - 1] += " " + inner }
        case "{":
          let inner = alternatives(body, &position, depth)
          if depth <= 5, Bool.random(using: &random) { choices[choices.count - 1] += " " + inner }
        default:
          choices[choices.count - 1] +=
            " " + (word.hasPrefix("\"") ? String(word.dropFirst().dropLast()) : sentence(word, depth: depth + 1))
        }
      }
      return choices.randomElement(using: &random) ?? ""
    }
  }

  /// The parser takes every sentence that the productions make.
  @Test(arguments: [
    "expression", "standard", "unit", "parameter", "titled", "fact", "subject", "entrants", "cohort", "valued",
    "numbered", "headed", "pointed", "grade", "ranking", "selection",
    "candidates", "removal",
  ])
  func theParserTakesWhatTheGrammarMakes(_ rule: String) throws {
    var generator = Generator(try Package.text("Grammar.md"), seed: 2025)
    for _ in 0..<150 {
      let sentence = generator.sentence(rule, depth: 0)
      let text = rule == "expression" ? "定义 甲 为 " + sentence : sentence
      let (_, problems) = Parser.outline(of: SourceFile(name: "", text: text))
      let messages = problems.map { DiagnosticRenderer(language: .en).render($0) }
      #expect(problems.isEmpty, "\(messages.joined())")
      if !problems.isEmpty { return }
    }
  }

  @Test(arguments: [
    (
      "指标 1 “甲”\n",
      [
        "points", "condition", "band", "interpolation", "mark", "table", "step", "inapplicable", "limit", "baseline",
        "rounding",
        "fingerprint",
      ]
    ),
    ("认定 甲\n", ["case", "table"]), ("类别 甲\n", ["points", "scale", "limit", "rounding"]),
    ("示例 “甲”\n", ["given", "others", "like", "expect"]),
  ])
  func theParserTakesTheFields(_ clause: String, _ rules: [String]) throws {
    var generator = Generator(try Package.text("Grammar.md"), seed: 8)
    for rule in rules {
      for _ in 0..<150 {
        let text = clause + generator.sentence(rule, depth: 0)
        let (_, problems) = Parser.outline(of: SourceFile(name: "", text: text))
        let messages = problems.map { DiagnosticRenderer(language: .en).render($0) }
        #expect(problems.isEmpty, "\(messages.joined())")
        if !problems.isEmpty { return }
      }
    }
  }
}
