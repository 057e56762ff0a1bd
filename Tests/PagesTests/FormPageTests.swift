import Diagnostics
import Foundation
import Model
import TestSupport
import Testing

@testable import Pages

@Suite struct FormPageTests {
  private static func page(_ loaded: Loaded, _ language: Language = .zh) throws -> String {
    let standard = try #require(loaded.standard, "\(loaded.diagnostics)")
    return try FormPage(standard, loaded.outline, digest: "digest", language: language).text
  }

  /// Without what all forms have alike.
  private static func own(_ page: String) throws -> String {
    var kept = ""
    var rest = page[...]
    for (opening, closing) in [("<style>", "</style>"), ("<script>", "</script>")] {
      while let start = rest.range(of: opening),
        let end = rest.range(of: closing, range: start.upperBound..<rest.endIndex)
      {
        kept += rest[..<start.upperBound] + rest[end.lowerBound..<end.upperBound]
        rest = rest[end.upperBound...]
      }
      kept += rest
      (rest, kept) = (kept[...], "")
    }
    let plan = try #require(rest.range(of: "id=\"plan\">"))
    let end = try #require(rest.range(of: "</script>", range: plan.upperBound..<rest.endIndex))
    let short = rest[..<plan.upperBound] + "…" + rest[end.lowerBound...]
    // A line for each element, so that a difference can be read.
    return short.replacingOccurrences(of: "><", with: ">\n<")
  }

  private static let rules = """
    标准 试点 / trial “试点标准”
      依据 “某局〔2026〕1号” 2026年3月1日
      总分 100 分
      基准日 2026年6月1日
    栏目 “基本情况”
    事实 小区 / name 文本 “小区的名字”
    事实 街道 / street 文本
    事实 率 / rate 百分比 “收费率”
      出处 通知第一条
    事实 年限 数量 年 范围 0 年 至 30 年  不可改
    栏目 “其他”
    事实 样式 / style 选项（新，旧） “房子的样式”
    事实 服务 / services 多选（养老，家政）
    事实 处罚 / penalty 记录（日期 日期，金额 数量 元 范围 0 元 至 100 元） “没有就写无”
    事实 开会日 日期 缺省 2026年1月1日
    事实 介绍 文本
    对象 小区
    群体 同街 按 街道
    定义 近 为 计数 处罚 其中（日期 晚于 基准日 - 1年）
    原则 1 “收费居前”
      出处 通知第二条
      条件 率 位于 同街 前 5%
    要件 介绍 “介绍不长”
      条件 字数（介绍） 不超过 10 字
    类别 服务分 / points “服务”
      指标 1 “样式” 分值 60%
        出处 通知第三条
        条件 样式 = 新
      指标 2 “服务” 分值 40%
        条件 服务 包含 养老
    扣分 处罚分 10 分
      加计 5 分 按 近 每 1
    等级 优 “优等” 当 总分 不低于 60 分
    等级 平
    认定 间隔 数量 天 为 30 天 当 率 不低于 90%
      否则 10 天
    """

  @Test(arguments: Language.allCases)
  func aSmallForm(language: Language) throws {
    let loaded = load(text: Self.rules)
    try Golden.check(try Self.own(try Self.page(loaded, language)), "form.\(language).html")
  }

  @Test func everyFactOfEveryShippedStandardHasAControl() throws {
    for path in try Package.files("rules", ".rules") {
      let loaded = try Package.load(path)
      let page = try Self.page(loaded)
      for (place, fact) in try #require(loaded.standard).facts.enumerated() {
        let control: String
        switch fact.type {
        case .truth, .choice: control = "<input type=\"radio\" name=\"f\(place)\""
        case .choices: control = "<input type=\"checkbox\" name=\"f\(place)\""
        case .number, .percentage, .date, .text: control = "id=\"f\(place)\" name=\"f\(place)\""
        case .records: control = "<template id=\"f\(place)-row\">"
        }
        #expect(page.contains(control), "\(path): \(fact.name)")
      }
      #expect(page.utf8.count < 800_000, "\(path): \(page.utf8.count) bytes")
    }
  }

  /// Every label leads to a control, every description to a text, and no id stands twice.
  @Test func referencesHold() throws {
    let page = try Self.page(try Package.load("rules/shanxi.rules"))
    func values(_ attribute: String) -> [String] {
      page.components(separatedBy: " \(attribute)=\"").dropFirst().map { String($0.prefix { $0 != "\"" }) }
    }
    let ids = values("id")
    #expect(Set(ids).count == ids.count)
    let named = values("for") + values("aria-describedby").flatMap { $0.components(separatedBy: " ") }
    let links = values("href").compactMap { $0.hasPrefix("#") ? String($0.dropFirst()) : nil }
    #expect(Set(named + links + values("aria-labelledby")).isSubset(of: ids))
  }

  @Test func nothingIsFetched() throws {
    let page = try Self.page(try Package.load("rules/houma.rules"))
    #expect(page.contains("default-src &#39;none&#39;"))
    for address in ["http:", "https:", "src=", "url("] {
      // The engine says in a remark where a method comes from, if anywhere.
      let found = page.components(separatedBy: address).count - 1
      #expect(found == 0, "\(address) \(found)")
    }
  }

  @Test func namesCannotBecomeMarkup() throws {
    let hostile = "</script><script>alert(1)</script><img src=x onerror='1'>&amp;"
    let page = try Self.page(
      load(
        text: """
          标准 怪 “\(hostile)”
          事实 名称 文本 “\(hostile)”
          事实 样式 选项（“</script>”，“a'b”，“]]>”） “\(hostile)”
          对象 名称
          栏目 “\(hostile)”
          事实 个数 整数
          原则 1 “\(hostile)”
            出处 “\(hostile)”
            条件 样式 = “</script>”
          类别 甲 “\(hostile)”
            指标 1 “\(hostile)”
              条件 个数 ≥ 1
          """))
    let plain = try Self.page(
      load(
        text: """
          标准 怪
          事实 名称 文本
          事实 样式 选项（甲，乙，丙）
          对象 名称
          栏目 “丁”
          事实 个数 整数
          原则 1 “戊”
            出处 己
            条件 样式 = 甲
          类别 甲
            指标 1 “庚”
              条件 个数 ≥ 1
          """))
    for tag in ["<script", "</script>", "<img"] {
      #expect(page.components(separatedBy: tag).count == plain.components(separatedBy: tag).count, "\(tag)")
    }
  }

  /// What scripts say is in both languages, and all of it is said.
  @Test func wordsOfScripts() throws {
    let words = FormWords(language: .zh).script
    let keys = Set(words.map(\.key))
    #expect(keys.count == words.count)
    let code = try ["values", "sheet", "advice", "form"].map { try Package.text("Sources/Pages/Assets/\($0).js") }
      .joined()
    // Decisions are said by the names that the engine has for them.
    let decisions = ["participation", "eligibility", "determination", "ranking", "selection"]
    for key in keys.subtracting(decisions) { #expect(code.contains("\"\(key)\""), "nobody says \(key)") }
    for call in code.components(separatedBy: "say(\"").dropFirst() {
      let key = String(call.prefix { $0 != "\"" })
      #expect(keys.contains(key), "no words for \(key)")
    }
    for (zh, en) in zip(words, FormWords(language: .en).script) {
      func blanks(_ text: String) -> Set<String> {
        Set(text.components(separatedBy: "{").dropFirst().map { String($0.prefix { $0 != "}" }) })
      }
      #expect(blanks(zh.text).symmetricDifference(blanks(en.text)).subtracting(["year", "month"]).isEmpty, "\(zh.key)")
    }
  }
}
