import Diagnostics
import Evaluation
import Model
import Syntax
import TestSupport
import Testing
import Workbench

/// A standard in the words of another language says the same.
@Suite struct TranslationTests {
  static let shipped: [(rules: String, sheets: String)] = [
    ("rules/houma.rules", "rules/sheets"), ("rules/linfen.rules", "rules/linfen-sheets"),
    ("rules/shanxi.rules", "rules/shanxi-sheets"), ("rules/observatory.rules", "rules/observatory-sites"),
  ]

  @Test(arguments: shipped, Language.allCases)
  func resultsAreThoseOfTheOriginal(_ shipped: (rules: String, sheets: String), _ language: Language) throws {
    let loaded = try Package.load(shipped.rules)
    let spoken = loaded.spoken(in: language)
    #expect(spoken.digest == loaded.digest)
    func results(_ loaded: Loaded) throws -> [SheetResult] {
      let standard = try #require(loaded.standard)
      return Evaluation.outcome(of: standard, standard.read(try Package.sheets(shipped.sheets)).table).results
    }
    let (wanted, found) = (try results(loaded), try results(spoken))
    #expect(!wanted.isEmpty && wanted.count == found.count)
    for (wanted, found) in zip(wanted, found) {
      #expect(wanted.total == found.total && wanted.rank == found.rank && wanted.selection == found.selection)
      #expect(wanted.requirements.map(\.verdict) == found.requirements.map(\.verdict))
      #expect(wanted.categories.map { $0.items.map(\.points) } == found.categories.map { $0.items.map(\.points) })
    }
  }

  /// No name, keyword or unit of the other language is left where there is a word for it.
  @Test func nothingIsLeftUntranslated() throws {
    let spoken = try Package.load("rules/houma.rules").spoken(in: .en)
    let tokens = Token.all(in: OutlinePrinter.text(spoken.outline))
    let names = Set(try #require(spoken.standard).facts.map(\.name))
    #expect(names.filter { Language.isChinese($0) } == [])
    let left = tokens.compactMap { token -> String? in
      if case .word(let word, _) = token.kind, Language.isChinese(word) { word } else { nil }
    }
    // Aliases, numbers of requirements, options and units of its own have no other word.
    #expect(Set(left).isDisjoint(with: ["条件", "且", "或", "非", "分值", "分", "个月", "年", "位于"]), "\(Set(left).sorted())")
  }

  /// What is spelled like a name, but is none, stays what it is.
  @Test func onlyNamesAreTranslated() throws {
    let rules = """
      标准 甲
      事实 小区 / name 文本
      事实 绿化 / green 选项（绿化，没有） “绿化怎样”
      事实 记事 / log 记录 条（绿化 文本，日期 / day 日期）
      对象 小区
      参数 限 / limit 3 条
      定义 绿化条数（绿化 是否） 为 若 绿化 则 计数 记事 否则 0 条
      类别 一 / one “绿化”
        指标 绿化 “绿化”
          条件 绿化 = “绿化”
          条件 绿化条数（是） 不少于 限 且 计数 记事 其中（绿化 = “绿化” 且 日期 不早于 2025年8月1日） 不少于 1 条
      加分 绿化的分 / greens 1 分
        条件 一.绿化.得分 不低于 1 分
      示例 “绿化”
        给定 绿化 = 绿化
        期望 指标 一.绿化 得分 0 分
      """
    let loaded = load(text: rules)
    #expect(loaded.diagnostics.filter(\.isError).isEmpty, "\(loaded.diagnostics)")
    let spoken = loaded.spoken(in: .en)
    let text = OutlinePrinter.text(spoken.outline)
    #expect(spoken.standard?.facts.map(\.name) == ["name", "green", "log"], "\(text)")
    for part in [
      "condition green = “绿化”", "log where", "day not_before 2025-08-01", "one.绿化.score", "“绿化怎样”",
      "parameter limit / 限 3 条",
    ] {
      #expect(text.contains(part), "\(part)\n\(text)")
    }
    #expect(spoken.spoken(in: .zh).standard?.facts.map(\.name) == ["小区", "绿化", "记事"])
    #expect(spoken.spoken(in: .zh).digest == loaded.digest)
  }
}
