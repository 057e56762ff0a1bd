import Diagnostics
import Foundation
import TestSupport
import Testing

@testable import Syntax

/// One canonical layout, whatever the author's.
@Suite struct FormatterTests {
  private static func format(_ text: String, _ keywords: Language? = nil) -> String? {
    Formatter.text(of: SourceFile(name: "例.rules", text: text), keywords: keywords)
  }

  /// Every shipped standard, and every standard in Grammar.md.
  private static func sources() throws -> [String] {
    let blocks = try Package.text("Grammar.md").components(separatedBy: "```rules\n").dropFirst()
      .map { $0.components(separatedBy: "\n```")[0] }
    return try Package.files("rules", ".rules").map { try Package.text($0) } + blocks
  }

  @Test func formattingTwiceChangesNothing() throws {
    for source in try Self.sources() {
      let once = try #require(Self.format(source))
      #expect(Self.format(once) == once)
      #expect(Formatter.isSame(SourceFile(name: "", text: source), SourceFile(name: "", text: once)))
    }
  }

  @Test func shippedFilesAreFormatted() throws {
    for path in try Package.files("rules", ".rules") {
      let text = try Package.text(path)
      #expect(Self.format(text) == text, "\(path): run rulecheck fmt")
    }
  }

  /// Keywords there and back give the same bytes, and the same standard on the way.
  @Test func keywordsGoThereAndBack() throws {
    for source in try Self.sources() {
      for (there, back) in [(Language.en, Language.zh), (.zh, .en)] {
        let start = try #require(Self.format(source, back))
        let other = try #require(Self.format(start, there))
        #expect(Self.format(other, back) == start)
        #expect(Formatter.isSame(SourceFile(name: "", text: start), SourceFile(name: "", text: other)))
        let words = Lexer.tokens(of: SourceFile(name: "", text: other)).tokens
        #expect(words.contains { $0.keyword != nil })
      }
    }
  }

  /// The same standard: examples hold, and the digest is the same, in either language.
  @Test func translatedStandardsAreTheSame() throws {
    let source = try Package.text("rules/observatory.rules")
    let chinese = try #require(Self.format(source, .zh))
    #expect(load(text: chinese).digest == load(text: source).digest)
    let results = try examples(chinese)
    #expect(results.count == 23)
    for result in results { #expect(result.passed) }
  }

  private static let ugly = """
    \u{FEFF}# 开头的注释\r
    \r
    \r
    \r
    标准   例 /example   “题目”  ＃全角注释  \r
        总分　１００分。\r
      # 关于参数
    参数 门槛   ９５％ 待定   “未定”   ；
    参数 期限 1年
    # 事实
    事实 名 文本
    事实 率/rate 百分比  范围 0% 至 1 0 0%
    事实 次数 整数 次
    事实 说明 / note 是否
    事实 等次 选项 ( 优,良 、 差 ) 由高到低
    事实 处罚 记录  次 （日期  日期, 金额 数量 元/户）
    对象 名


    类别 甲 分值 100 % # 唯一的类别
    # 指标的注释
    指标 1“率”
    条件 率>=门槛 且(次数 < 3次 或
    次数 = 9 次)  # 行末
    # 两条件之间

    条件 任一 处罚  其中 ( 金额 > - 5 元/户 )
    出处   附件1  第1条 # 出处之后
    指标 2 “档”
    得分 100% 当 率 属于 [ 90% , 100% )
    否则 0%
    等级 优 当 甲 的 得分率 ≥ 90 % 且 说明
    等级 良
    示例 “例”
    给定 率=９６％,次数=0次,处罚={(2025年1月2日,3元/户)}
    期望 总分 0 至 100 分
    # 结尾
    """

  @Test func uglyTextBecomesPlain() throws {
    let source = Self.ugly.replacingOccurrences(of: "1 0 0%", with: "100%")
    let text = try #require(Self.format(source))
    let english = try #require(Self.format(source, .en))
    try Golden.check(text + "~~~~\n" + english, "formatted.txt")
    #expect(Self.format(text) == text)
    #expect(Self.format(english) == english)
    #expect(Self.format(english, .zh) == text)
    #expect(Formatter.isSame(SourceFile(name: "", text: source), SourceFile(name: "", text: english)))
  }

  /// Names stay names, whatever they spell.
  @Test func namesAreNotTranslated() throws {
    let source = "标准 例\n事实 名 文本\n事实 说明 / note 是否\n事实 表 选项（行，条件）\n对象 名\n原则 1 “甲”\n  条件 说明 且 表 = 行\n"
    let english = try #require(Self.format(source, .en))
    #expect(english.contains("fact 说明 / note yes_no"))
    #expect(english.contains("choice(行, 条件)"))
    #expect(english.contains("condition 说明 and 表 = 行"))
    #expect(Self.format(english, .zh) == Self.format(source))
  }

  @Test func brokenTextIsLeftAlone() { #expect(Self.format("标准 例\n条件 是 是\n") == nil) }

  /// Damaged files keep their meaning or are refused.
  @Test func damagedTextKeepsItsMeaning() throws {
    var random = SeededGenerator(seed: 77)
    let sources = try Self.sources()
    var formatted = 0
    for _ in 0..<150 {
      var lines = try #require(sources.randomElement(using: &random)).split(
        separator: "\n", omittingEmptySubsequences: false)
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        let index = Int.random(in: 0..<lines.count, using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: lines.remove(at: index)
        case 1: lines.insert("  # 注释 \(index)", at: index)
        case 2: lines.insert("", at: index)
        default: lines[index] = lines[index].drop { $0 == " " }
        }
        if lines.isEmpty { break }
      }
      let text = lines.joined(separator: "\r\n")
      guard let once = Self.format(text) else { continue }
      formatted += 1
      #expect(Self.format(once) == once)
      #expect(Formatter.isSame(SourceFile(name: "", text: text), SourceFile(name: "", text: once)))
    }
    #expect(formatted > 50)
  }
}
