import Analysis
import Diagnostics
import Drawing
import Evaluation
import Foundation
import Model
import Quantities
import Sheets
import Syntax
import TestSupport
import Testing
import Workbench

@testable import Reports
@testable import rulecheck

/// Whatever shows, proposes or explains a value does it in the unit that is declared.
@Suite struct DeclaredUnitShowingTests {
  private static let sheets = [
    "甲.txt": "名：甲\n量：6\n单：2025-01-01，4\n单：2025-02-01，5\n", "乙.txt": "名：乙\n量：2\n", "丙.txt": "名：丙\n量：10\n",
  ]

  /// A standard in which a unit is declared everywhere, with three sheets.
  struct World {
    let unit: DeclaredUnit
    let language: Language
    let workbench: Workbench
    let loaded: Workbench.Loaded
    let outcome: Outcome

    init(_ unit: DeclaredUnit, _ language: Language, _ type: String = "数量") throws {
      self.unit = unit
      self.language = language
      workbench = Workbench(files: MemoryFiles(contents: sheets.merging(["a.rules": unit.rules(type)]) { $1 }))
      loaded = try workbench.load("a.rules")
      let standard = try #require(loaded.standard)
      let (table, problems) = standard.read(try workbench.sheetFiles(sheets.keys.sorted()))
      #expect(problems.isEmpty)
      outcome = Evaluation.outcome(of: standard, table)
    }

    /// A number as it is to be shown.
    func shown(_ number: String) -> String { unit.shown(number, language) }

    func sweep(_ from: String = "2", _ to: String = "10", _ step: String = "2") throws -> SweepReport {
      let request = Workbench.SweepRequest(parameter: "限", from: from, to: to, step: step)
      return SweepReport(try Workbench.sweep(loaded, over: [request], outcome.table), language: language)
    }

    func path(_ name: String) throws -> PathReport {
      PathReport(PathSearch.find(outcome, try outcome.result(name), .selected), language: language)
    }

    func conversation() throws -> Conversation {
      let session = try Session(loaded, sheets: try workbench.sheetFiles(sheets.keys.sorted()))
      return Conversation(session, workbench, rules: "a.rules", sheets: sheets.keys.sorted(), language: language)
    }
  }

  /// A place where values are shown: what it says, and the numbers that it must show in the declared unit.
  private static let places: [(name: String, numbers: [String], text: @Sendable (World) throws -> String)] = [
    (
      "explain", ["6", "3", "12", "15", "2", "9", "5"],
      { world in
        let report = ExplanationReport(world.outcome, try world.outcome.result("甲"), language: world.language)
        return TextRenderer(width: 1_000).render(try #require(report.report(item: nil)))
      }
    ),
    (
      "explain, CSV", ["6", "3", "12", "15", "2", "9", "5"],
      { world in
        let report = ExplanationReport(world.outcome, try world.outcome.result("甲"), language: world.language)
        return try #require(report.csv(item: nil))
      }
    ),
    (
      "explain, JSON", ["6", "3", "12", "15", "2", "9", "5"],
      { world in
        let report = ExplanationReport(world.outcome, try world.outcome.result("甲"), language: world.language)
        return try #require(report.json(item: nil, rules: "", sheets: ""))
      }
    ),
    (
      "unknown, from its range", ["0", "100"],
      { world in
        var conversation = try world.conversation()
        _ = conversation.respond(to: ":小区 甲")
        _ = conversation.respond(to: ":设定 量 未填")
        return conversation.respond(to: "量").text
      }
    ),
    (
      "facts of a conversation", ["6", "4", "5"],
      { world in
        var conversation = try world.conversation()
        _ = conversation.respond(to: ":小区 甲")
        return conversation.respond(to: ":事实").text
      }
    ),
    (
      "a fact set in a conversation", ["6", "7"],
      { world in
        var conversation = try world.conversation()
        _ = conversation.respond(to: ":小区 甲")
        return conversation.respond(to: ":设定 量 7").text
      }
    ),
    (
      "expressions", ["8", "2", "10", "9", "4.5", "18", "11", "3", "1", "5", "24", "7", "1.5"],
      { world in
        var conversation = try world.conversation()
        _ = conversation.respond(to: ":小区 甲")
        let unit = world.unit.unit
        return [
          "量 + 2 \(unit)", "群体最低（量，全）", "群体最高（量，全）", "合计 单.额", "平均 单.额", "量 * 3", "2 * 量 - 1 \(unit)", "量 / 2",
          "50% * 旧", "若 是 则 最大 单.额 否则 限", "3 * 量 * 4 / 3", "较大者（7 \(unit)，量）", "期 * 50%",
        ].map { conversation.respond(to: $0).text }.joined()
      }
    ),
    (
      "a cell out of range", ["0", "100"],
      { world in
        let (_, problems) = try #require(NumberForm.all.first).read("101", by: world.outcome.standard)
        return problems.map { DiagnosticRenderer(language: world.language).render($0) }.joined()
      }
    ),
    (
      "a setting out of range", ["13", "1", "12"],
      { world in
        let set = try world.workbench.load(
          "a.rules", settings: [Workbench.Setting(name: "限", value: "13")])
        return set.diagnostics.map { DiagnosticRenderer(language: world.language).render($0) }.joined()
      }
    ),
    (
      "steps of a sweep", ["2", "4", "6", "8", "10", "3"],
      { world in TextRenderer(width: 1_000).render(try world.sweep().report) }
    ),
    ("a sweep, CSV", ["2", "4", "6", "8", "10"], { world in try world.sweep().csv }),
    (
      "a sweep, drawn", ["2", "4", "6", "8", "10"], { world in SVGDrawing(try world.sweep().picture).text }
    ),
    ("a way", ["2", "6.01"], { world in TextRenderer(width: 1_000).render(try world.path("乙").report) }),
    ("a way, CSV", ["2", "6.01"], { world in try world.path("乙").csv }),
    ("a way, JSON", ["2", "6.01"], { world in try world.path("乙").json(digest: "") }),
    (
      "a failed example", ["6", "3"],
      { world in
        let text = world.unit.rules() + "\n示例 “不对” 给定 量 = 6 \(world.unit.unit) 期望 原则 1 不满足\n"
        let loaded = Workbench.load(SourceFile(name: "a", text: text))
        return ExampleReport(ExampleRunner.run(loaded), loaded.sources, world.language).text
      }
    ),
  ]

  /// Messages about the file are in its own language, and so are the values in them.
  private static let fileLanguage: Set<String> = ["a setting out of range"]

  @Test(arguments: DeclaredUnit.all, Language.allCases)
  func everyPlace(_ unit: DeclaredUnit, _ language: Language) throws {
    let world = try World(unit, language)
    for place in Self.places {
      let text = try place.text(world)
      for number in place.numbers {
        let shown = Self.fileLanguage.contains(place.name) ? unit.shown(number, .zh) : world.shown(number)
        #expect(Self.shows(text, shown), "\(place.name): no \(shown) in\n\(text)")
        guard unit.worth != (1, 1) else { continue }
        // The same in base units would be some other number, if it were read.
        let base = try unit.value(try #require(try Rational.parse(decimal: number))).exactText
        for word in [unit.base, unit.englishBase].compactMap({ $0 }) where number != "0" {
          #expect(!Self.shows(text, base + " " + word), "\(place.name): \(base) \(word) in\n\(text)")
        }
      }
    }
  }

  /// Whether a number with its unit stands in a text, and not only the end of another number.
  private static func shows(_ text: String, _ number: String) -> Bool {
    text.ranges(of: number).contains { range in
      guard range.lowerBound > text.startIndex else { return true }
      let before = text[text.index(before: range.lowerBound)]
      return !before.isNumber && !"./-".contains(before)
    }
  }

  /// What is proposed for a whole number is one of the declared unit.
  @Test(arguments: DeclaredUnit.all) func wholeNumbers(_ unit: DeclaredUnit) throws {
    let world = try World(unit, .zh, "整数")
    let path = try world.path("乙").json(digest: "")
    #expect(path.contains("\"to\": \"\(world.shown("7"))\""), "\(path)")
    // 甲 has 6, 丙 10; from the next whole number on they are out.
    let sweep = try world.sweep("1", "12", "1")
    let words = sweep.sweep.tippings.map(sweep.words)
    #expect(words.count == 2, "\(words)")
    for (number, word) in zip(["7", "11"], words) { #expect(word.hasPrefix(world.shown(number) + " 起"), "\(word)") }
    #expect(sweep.csv.contains("步,\(world.shown("1")),"))
  }

  /// Blank sheets name the unit that a bare number is in, also in columns of records.
  @Test(arguments: DeclaredUnit.all) func templates(_ unit: DeclaredUnit) throws {
    let world = try World(unit, .zh)
    let (chinese, english) = (unit.shown(.zh), unit.shown(.en))
    let standard = world.outcome.standard
    let blank = try #require(SheetForm.text.blank)
    func range(_ language: Language, _ to: String) -> String {
      unit.shown("0", language) + to + unit.shown("100", language)
    }
    func written(_ language: Language) -> String {
      String(decoding: blank(Template.sheet(standard, world.loaded.outline, language: language)).bytes, as: UTF8.self)
    }
    let text = written(.zh)
    #expect(text.contains("# 数（\(chinese)），\(range(.zh, " 到 "))；多少\n量：") && text.contains("额（\(chinese)）"), "\(text)")
    let other = written(.en)
    #expect(
      other.contains("# number (\(english)), \(range(.en, " to ")); 多少\n量: ") && other.contains("额 (\(english))"),
      "\(other)")
  }

  /// What is open shows the value taken meanwhile, in every format.
  @Test(arguments: DeclaredUnit.all) func openMatters(_ unit: DeclaredUnit) throws {
    let world = try World(unit, .zh)
    #expect(world.outcome.standard.openMatters.map(\.value) == [world.shown("3")])
    let report = OutcomeReport(world.outcome, language: .zh, level: .items).report
    #expect(TextRenderer().render(report).contains("限＝" + world.shown("3")))
  }

  /// JSON states exact numbers in the declared unit, which it names.
  @Test(arguments: DeclaredUnit.all) func numbersForPrograms(_ unit: DeclaredUnit) throws {
    let world = try World(unit, .zh)
    let sweep = try Self.object(world.sweep().json(rules: "", sheets: ""))
    let axis = (sweep["axes"] as? [[String: Any]])?.first
    #expect(axis?["unit"] as? String == unit.shown(.zh) && axis?["base"] as? String == "3")
    let values = (sweep["points"] as? [[String: Any]])?.compactMap { ($0["values"] as? [String])?.first }
    #expect(values == ["2", "4", "6", "8", "10"])
    let changes = (sweep["changes"] as? [[String: Any]])?.compactMap { $0["value"] as? String }
    #expect(changes == ["6"])
    var conversation = try world.conversation()
    _ = conversation.respond(to: ":小区 甲")
    for (expression, value) in [("量", "6"), ("合计 单.额", "9"), ("期 / 7", "3/7")] {
      let explanation = try conversation.session.evaluate(expression, for: "甲")
      let found = try Self.object(explanationJSON(explanation, language: .zh).text())
      #expect(found["value"] as? String == value && found["unit"] as? String == unit.shown(.zh), "\(expression)")
    }
    let unknown = try conversation.session.evaluate("若 旧 = 2 \(unit.unit) 则 量 否则 量", for: "乙")
    #expect(try Self.object(explanationJSON(unknown, language: .zh).text())["value"] as? String == "2")
  }

  private static func object(_ text: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  /// A unit that does not fit is told which one would.
  @Test(arguments: DeclaredUnit.all) func wrongUnits(_ unit: DeclaredUnit) throws {
    let standard = try standard(unit.rules())
    for form in NumberForm.all where !form.isBareOnly {
      let (value, problems) = form.read("6 匹", by: standard)
      #expect(value == nil && problems.map(\.problem.code) == ["D304"], "\(form.name)")
      for language in Language.allCases {
        let sentence = problems.first?.problem.wording(language).sentence ?? ""
        #expect(sentence.contains("“\(unit.shown(language))”"), "\(sentence)")
      }
    }
  }
}
