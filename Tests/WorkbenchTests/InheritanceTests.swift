import Diagnostics
import Evaluation
import Foundation
import Model
import Quantities
import Syntax
import TestSupport
import Testing
import Workbench

/// Variants: amendments, locks, chains of files.
@Suite struct InheritanceTests {
  private static func load(_ files: [String: String], _ path: String = "区/变体.rules") throws -> Workbench.Loaded {
    try Workbench(files: MemoryFiles(contents: files)).load(path)
  }

  private static func codes(_ loaded: Workbench.Loaded) -> [String] { loaded.diagnostics.map(\.problem.code) }

  /// The cases of Fixtures/variants.txt: a code, and what earns it in a variant of ``Sample/city``.
  @Test func everyRefusalHasItsMessage() throws {
    var texts: [Language: String] = [:]
    for part in try Package.text("Tests/Fixtures/variants.txt").components(separatedBy: "=== ")
      .dropFirst()
    {
      let lines = part.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
      let loaded = try Sample.variant(String(lines[1]))
      #expect(Self.codes(loaded).contains(String(lines[0])), "\(part) gives \(Self.codes(loaded))")
      #expect(loaded.standard == nil)
      for language in Language.allCases {
        texts[language, default: ""] +=
          "=== \(lines[0])\n" + loaded.diagnostics.map { DiagnosticRenderer(language: language).render($0) }.joined()
          + "\n"
      }
    }
    for language in Language.allCases { try Golden.check(texts[language] ?? "", "variants.\(language.rawValue).txt") }
  }

  @Test func brokenChainsAreTold() throws {
    let cases: [(String, [String: String])] = [
      ("M511", ["a.rules": "标准 甲 继承 乙 于 “无.rules”"]),
      ("M512", ["a.rules": "标准 甲 继承 乙 于 “b.rules”", "b.rules": "标准 乙\n条件 错"]),
      (
        "M513",
        ["a.rules": "标准 甲 继承 乙 于 “b.rules”", "b.rules": "标准 乙 继承 甲 于 “./a.rules”"]
      ),
      ("M515", ["a.rules": "标准 甲 继承 丙 于 “市.rules”", "市.rules": Sample.city]),
      (
        "M514",
        Dictionary(
          uniqueKeysWithValues: (0...9).map { ($0 == 0 ? "a.rules" : "\($0).rules", "标准 甲 继承 乙 于 “\($0 + 1).rules”") })
      ),
    ]
    var text = ""
    for (code, files) in cases {
      let loaded = try Self.load(files, "a.rules")
      #expect(Self.codes(loaded).contains(code), "\(code): \(Self.codes(loaded))")
      #expect(loaded.standard == nil)
      text += "=== \(code)\n"
      for language in Language.allCases {
        text += loaded.diagnostics.map { DiagnosticRenderer(language: language).render($0) }.joined()
      }
    }
    try Golden.check(text, "chains.txt")
  }

  /// What is at least as hard is taken.
  @Test(arguments: [
    "修改 参数 收费率门槛 95%", "修改 参数 收费率门槛 97.5%", "修改 参数 fee 100%", "修改 参数 投诉上限 9 次", "修改 参数 名额 9 个",
    "修改 原则 1 条件 收费率 不低于 99%", "修改 原则 1 条件 收费率 高于 95%", "修改 原则 1 条件 收费率 属于 [96%，100%]",
    "修改 原则 1\n条件 收费率 不低于 收费率门槛\n条件 环境整洁", "修改 原则 1 条件 收费率 不低于 收费率门槛 且 环境整洁",
    "修改 原则 3 条件 处罚次数 = 0 次", "修改 原则 1 “新题目” 说明 “题目可改”", "修改 否决 1 条件 处罚次数 超过 1 次",
    "修改 否决 1 条件 处罚次数 超过 3 次 或 投诉次数 超过 99 次", "修改 类别 管理 最低 60%", "修改 指标 管理.1\n条件 环境整洁\n条件 投诉次数 = 0 次",
    "修改 类别 管理 分值 60%", "修改 标准 基准日 2025年10月1日", "修改 指标 管理.2 “题目” 去掉 条件 得分 50%",
  ])
  func tighteningIsAllowed(_ text: String) throws {
    let loaded = try Sample.variant(text)
    #expect(
      loaded.standard != nil, "\(loaded.diagnostics.map { DiagnosticRenderer(language: .en).render($0) }.joined())")
  }

  /// The words of the effective standard, clause by clause.
  @Test func fieldsAreInheritedOneByOne() throws {
    let loaded = try Sample.variant(
      """
        基准日 2025年10月10日
      修改 参数 名额 5 个  去掉 待定
      修改 类别 管理 分值 45%
        指标 3 “新项”
          条件 满意度 不低于 70%
      修改 指标 管理.2 “少投诉”
      新增 类别 环境 分值 15%
        指标 1 “整洁”
          条件 环境整洁
      栏目 “本级”
      事实 复核通过 是否
      要件 1 “复核”
        条件 复核通过
      示例 “新例”
        沿用 “样样都好”
        期望 总分 100 分
      """)
    let messages = loaded.diagnostics.map { DiagnosticRenderer(language: .en).render($0) }
    let standard = try #require(loaded.standard, "\(messages.joined())")
    #expect(standard.name == "省")
    #expect(standard.referenceDate?.text == "2025-10-10")
    #expect(standard.total == Rational(100))
    #expect(standard.parameters.first { $0.name == "名额" }?.value == .number(Rational(5)))
    #expect(standard.openMatters.isEmpty)
    #expect(standard.categories.map(\.name) == ["管理", "口碑", "环境"])
    #expect(standard.categories[0].items.map(\.id) == ["1", "2", "3"])
    #expect(standard.categories[0].items[1].title == "少投诉")
    #expect(standard.categories[0].items.map(\.scoring.full) == [15, 15, 15].map { Rational($0) })
    #expect(standard.facts.last?.section == "本级")
    let results = ExampleRunner.run(loaded)
    #expect(results.map(\.example.title) == ["新例"])
    #expect(results.map(\.passed) == [true])
  }

  /// Shown and read again, a standard is the same; every line of it names a place that exists.
  @Test func shownIsTheSameStandard() throws {
    let loaded = try Sample.variant("修改 参数 名额 5 个\n修改 原则 1 “题目”\n示例 “例”\n沿用 “样样都好”\n期望 总分 100 分\n")
    let text = OutlinePrinter.text(loaded.outline)
    let again = Workbench.load(SourceFile(name: "shown.rules", text: text))
    #expect(again.standard != nil)
    #expect(OutlinePrinter.text(again.outline) == text)
    #expect(again.digest == loaded.digest)
    let files = Set(OutlinePrinter(loaded.outline).lines.flatMap(\.origins).map { loaded.sources.file(of: $0).name })
    #expect(files == ["市.rules", "区/变体.rules"])
  }

  @Test func severalLevelsAddUp() throws {
    let files = [
      "a.rules": "标准 国 继承 省 于 “b.rules”\n修改 参数 名额 9 个\n修改 原则 1 条件 收费率 不低于 99%",
      "b.rules": "标准 省 继承 市 于 “c.rules”\n修改 参数 名额 5 个\n修改 原则 1 条件 收费率 不低于 98%\n锁定",
      "c.rules": Sample.city,
    ]
    let locked = try Self.load(files, "a.rules")
    #expect(Self.codes(locked) == ["M505"])
    var open = files
    open["b.rules"] = files["b.rules"]?.replacingOccurrences(of: "\n锁定", with: "")
    let loaded = try Self.load(open, "a.rules")
    #expect(loaded.standard?.parameters.first { $0.name == "名额" }?.value == .number(Rational(9)))
    let condition = loaded.outline.clauses.first { $0.kind == .gate }?.fields.first
    #expect(condition.map { loaded.sources.file(of: $0.range).name } == "a.rules")
    #expect(loaded.sources.files.map(\.name) == ["a.rules", "b.rules", "c.rules"])
  }

  /// Settings from outside are amendments too: checked, placed, and bound by locks.
  @Test func settingsAreAmendments() throws {
    let variant = "标准 省 继承 市 于 “市.rules”\n"
    let workbench = Workbench(files: MemoryFiles(contents: ["市.rules": Sample.city, "省.rules": variant]))
    let tight = try workbench.load(
      "省.rules", settings: [.init(name: "fee", value: "97%"), .init(name: nil, value: "2025-09-01")])
    #expect(tight.standard?.referenceDate?.text == "2025-09-01")
    #expect(tight.standard?.parameters[0].value?.text(as: .percentage) == "97%")
    let loose = try workbench.load("省.rules", settings: [.init(name: "fee", value: "90%")])
    #expect(Set(Self.codes(loose)) == ["M506"])
    let unknown = try workbench.load("省.rules", settings: [.init(name: "名额数", value: "9")])
    #expect(Self.codes(unknown) == ["U121"])
  }

  /// A mark cannot be taken off a level below the one that set it, nor taken over by saying it again.
  @Test func marksStay() throws {
    let middle = "标准 省 继承 市 于 “c.rules”\n"
    for (text, code) in [("修改 原则 3 去掉 只可从严", "M506"), ("修改 原则 2 去掉 锁定", "M505")] {
      #expect(Self.codes(try Self.load(["a.rules": middle + text, "c.rules": Sample.city], "a.rules")) == [code])
    }
    let again = middle + "修改 原则 3 只可从严\n删除 原则 3"
    #expect(Self.codes(try Self.load(["a.rules": again, "c.rules": Sample.city], "a.rules")) == ["M506"])
  }

  /// Trying something out on a file is not bound by its own marks, but by those above.
  @Test func ownMarksDoNotBindTrials() throws {
    let base = try Self.load(["市.rules": Sample.city], "市.rules")
    let text = "修改 参数 收费率门槛 50%\n修改 原则 2 “题目”\n删除 原则 3"
    #expect(Workbench.amended(base, by: [("#1", text)]).standard != nil)
    let variant = try Sample.variant("")
    #expect(Set(Self.codes(Workbench.amended(variant, by: [("#1", text)]))) == ["M505", "M506"])
  }

  /// Clauses without a name of their own, and words that are fields elsewhere.
  @Test func singularClausesAreAmended() throws {
    let loaded = try Sample.variant(
      """
      事实 市荐 是否
      事实 县荐 是否
      候选 市荐
      修改 候选 县荐
      修改 对象 小区
      参评 当 环境整洁
      修改 参评 当 环境整洁 或 县荐
      排序 满意度 由高到低
      修改 排序 总分 由低到高，满意度 由高到低
      修改 推荐 前 名额 当 总分 不低于 60 分
      等级 普通
      等级 优秀 当 总分 不低于 90 分
      """)
    let messages = loaded.diagnostics.filter(\.isError).map { DiagnosticRenderer(language: .en).render($0) }
    let standard = try #require(loaded.standard, "\(messages.joined())")
    #expect(standard.candidates.map { standard.facts[$0].name } == "县荐")
    #expect(standard.ranking.map(\.descending) == [false, true])
    #expect(standard.selection?.when != nil && standard.selection?.places.overall != nil)
    #expect(standard.grades.map(\.name) == ["优秀", "普通"])
  }

  @Test func shippedVariantsShowAsTheyAre() throws {
    for name in ["linfen", "shanxi"] {
      let loaded = try Package.load("rules/\(name).rules")
      #expect(loaded.standard != nil)
      let text = OutlinePrinter.text(loaded.outline)
      let again = Workbench.load(SourceFile(name: "shown.rules", text: text))
      let messages = again.diagnostics.filter(\.isError).map { DiagnosticRenderer(language: .en).render($0) }
      #expect(again.standard != nil, "\(messages.joined())")
      #expect(OutlinePrinter.text(again.outline) == text)
      #expect(ExampleRunner.run(again).allSatisfy { $0.passed } && ExampleRunner.run(loaded).allSatisfy { $0.passed })
    }
  }

  /// The two variants together are shorter than a third of what they inherit, examples aside.
  @Test func variantsAreShort() throws {
    func size(_ name: String) throws -> Int {
      let text = try Package.text("rules/\(name).rules")
      return text[..<(text.range(of: "\n示例")?.lowerBound ?? text.endIndex)].utf8.count
    }
    #expect(try 3 * (size("linfen") + size("shanxi")) < size("houma"))
  }
}
