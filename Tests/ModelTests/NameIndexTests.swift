import Model
import TestSupport
import Testing

@testable import Syntax

/// Every name in a rules file is known to the index, with the place that declares it.
@Suite struct NameIndexTests {
  /// What reads as a name and stands for something of the language itself.
  private static let words: Set<String> = ["无", "none"]

  /// The word that a stretch of a file consists of, as the lexer reads it.
  private static func spelled(_ text: String) -> String? {
    let tokens = Token.all(in: text).dropLast()
    guard let token = tokens.first, tokens.count == 1 else { return nil }
    switch token.kind {
    case .word(let word, _), .number(let word), .text(let word): return word
    case .percentage, .date, .sign, .invalid, .end: return nil
    }
  }

  /// - Returns: how many names there are.
  @discardableResult private static func check(_ loaded: Loaded, _ context: Comment) throws -> Int {
    let standard = loaded.standard
    let names = try #require(standard, context).names
    for declaration in names.declarations {
      #expect(spelled(loaded.sources.text(of: declaration.name.range)) == declaration.name.text, context)
      #expect(names.entity(at: declaration.name.range.lower) == declaration.entity, context)
    }
    for use in names.uses {
      let written = loaded.sources.text(of: use.range)
      let spellings = names.declarations(of: use.entity).map(\.text)
      // `3.4` counts categories.
      #expect(
        spellings.contains(spelled(written) ?? written) || written.allSatisfy { $0.isNumber || $0 == "." },
        "\(context): \(written) is used for \(use.entity)")
      #expect(!spellings.isEmpty, "\(context): \(use.entity) is declared nowhere")
    }
    let parsed = Parser.parse(loaded.file)
    var count = 0
    for token in parsed.tokens where parsed.layout.names.contains(token.range.lower) {
      guard case .word(let word, let keyword) = token.kind else { continue }
      guard let entity = names.entity(at: token.range.lower) else {
        let isOfLanguage = keyword.map { CanonicalText.columns.contains($0) || $0 == .unverified } ?? false
        #expect(isOfLanguage || words.contains(word), "\(context): \(word) at \(token.range) is unknown")
        continue
      }
      count += 1
      #expect(names.declarations(of: entity).contains { $0.text == word }, "\(context): \(word) is no \(entity)")
    }
    return count
  }

  @Test func shippedStandards() throws {
    let paths = try Package.files("rules", ".rules").filter { !$0.contains("broken") }
    var count = 0
    for path in paths { count += try Self.check(try Package.load(path), "\(path)") }
    #expect(count > 500)
  }

  @Test func everyKindOfClause() throws {
    try Self.check(load(text: SiteTests.everything), "everything")
  }

  @Test func generatedStandards() throws {
    for seed in 0..<UInt64(Cases.count(50)) {
      let text = FillingStandard(seed: seed, isSeparate: seed % 2 == 0, cohorts: seed % 3 == 0).text(nil)
      let loaded = load(text: text)
      if loaded.standard != nil { try Self.check(loaded, "seed \(seed)\n\(text)") }
    }
  }

  /// Amendments name what they change, and what is gone.
  @Test func variants() throws {
    let loaded = try Sample.variant(
      """
      修改 参数 名额 5 个
      参数 新 3 次
      删除 指标 管理.2
      新增 指标 管理.3 “新的” 条件 投诉次数 少于 新
      修改 类别 管理 “物业管理”
        修改 指标 1 条件 环境整洁
      """)
    try Self.check(loaded, "variant")
    let names = try #require(loaded.standard).names
    #expect(names.clauses { $0.kind == .item && $0.path.first == "管理" } == [["1"], ["3"]])
    #expect(names.entities(spelled: "province").count == 1 && names.entities(spelled: "市").isEmpty)
  }

  /// Words that mean different things in different places.
  @Test func namesakes() throws {
    let text = """
      标准 高
      单位 打 = 12 件
      事实 名 文本
      事实 级 选项（高，低）
      事实 类 选项（高，低）由高到低
      事实 账 记录（数 / number_of 整数 打，级 选项（“高”，低），低 数量）
      参数 线 3 打
      对象 名
      定义 多 为 计数 账 其中（级 等于 低 且 数 高于 线 且 低 不低于 3）不少于 1
      类别 甲
        分组 高
          指标 1 “一”
            条件 级 等于 高 且 类 属于 {高，低} 且 多
        分组 低
          指标 线 “二”
            条件 任一 账.数 不少于 24 件
      等级 高 当 甲.高.得分 不低于 50 分
      等级 低
      示例 “一”
        给定 名 = “甲”，级 = 高，类 = “低”，账 = {（2 打，低，3）}，线 = 1 打
        期望 等级 低，指标 甲.高.1 不满足，分组 甲.低 得分 50 分，指标 1.线 满足
      示例 “二”
        沿用 “一”
        期望 等级 低
      """
    let loaded = load(text: text)
    #expect(loaded.diagnostics.isEmpty, "\(loaded.diagnostics)")
    try Self.check(loaded, "namesakes")
    let names = try #require(loaded.standard).names
    // The standard, an option of one type, a group and a grade.
    #expect(Set(names.entities(spelled: "高")).count == 4)
    let column = NameIndex.Entity.column("低", of: "账")
    #expect(names.uses(of: column).count == 1)
    let example = NameIndex.Entity.clause(ClauseKey(.example, "一"))
    let parameter = NameIndex.Entity.clause(ClauseKey(.parameter, "线"))
    let unit = NameIndex.Entity.clause(ClauseKey(.unit, "打"))
    #expect(names.uses(of: example).count == 1)
    #expect(names.uses(of: parameter).count == 2)
    #expect(names.uses(of: unit).count == 4)
  }
}
