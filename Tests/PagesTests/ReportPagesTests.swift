import Diagnostics
import Evaluation
import Foundation
import FoundationXML
import Model
import Reports
import Sheets
import TestSupport
import Testing

@testable import Pages

@Suite struct ReportPagesTests {
  private static let rules = """
    标准 试点 “试点标准”
      依据 “试办〔2025〕1号” 2025年7月1日
      总分 100 分
    事实 小区 文本
    事实 街道 文本
    栏目 “经营”
    事实 率 百分比
    事实 次数 整数 次
    事实 处罚 记录（日期 日期，事由 文本）
    对象 小区
    参数 门槛 80% 待定 “以后再定”
    群体 同街 按 街道
    原则 1 “有数”
      出处 通知第一条
      条件 率 不低于 10%
    类别 服务 “服务态度” 分值 100%
      指标 1 “收费”
        条件 率 不低于 门槛
      指标 2 “领先”
        条件 率 位于 同街 前 50%
      指标 3 “少罚”
        得分 100% 当 次数 = 0 次
        得分 1/3 当 次数 少于 3 次
        否则 0%
    加分 红榜 “受表扬” 2 分
      条件 计数 处罚 = 0
    排序 总分 由高到低
    推荐 每 街道 前 1 个
    """

  private static let sheets = """
    小区,街道,率,次数
    东苑,东街,90%,0
    西苑,西街,50%,
    南苑,东街,85%,2
    北苑,西街,5%,5
    """

  private static func judged(_ rules: String = rules, _ csv: String = sheets) throws -> Judged {
    let standard = try standard(rules)
    let (table, _) = SheetReader.read([SheetFile(path: "a.csv", bytes: Array(csv.utf8))], schema: standard.schema)
    return Judged(
      outcome: Evaluation.outcome(of: standard, table), rulesDigest: "rules-digest", sheetsDigest: "sheets-digest",
      problems: [])
  }

  /// Without styles and scripts, which have files of their own; a line for each tag.
  private static func markup(_ page: String) -> String {
    page.replacing(/<(style|script)>[\s\S]*?<\/(style|script)>/, with: "").replacing("><", with: ">\n<")
  }

  @Test(arguments: Language.allCases) func pages(_ language: Language) throws {
    let judged = try Self.judged()
    let outcome = judged.outcome
    let pages = [
      ReportPages(judged, language: language, folder: nil).text,
      ReportPages(judged, language: language, folder: "pages").text,
      ReportPages(judged, language: language, folder: "pages").community(1).text,
      PublicList(outcome, language: language).text,
      ResultNotice(judged, try outcome.result("北苑"), language: language).text,
    ]
    try Golden.check(pages.map(Self.markup).joined(separator: "\n"), "report.\(language.rawValue).html")
    for page in pages { #expect(Self.problems(page) == []) }
  }

  /// What a reader of XML has to say of the body of a page: elements nest, and no text is markup.
  private static func problems(_ whole: String) -> [String] {
    // Scripts and their data are no markup.
    let page = whole.replacing(/<script[^>]*>[\s\S]*?<\/script>/, with: "")
    guard let start = page.range(of: "<main"), let end = page.range(of: "</main>") else { return ["no main"] }
    let parser = XMLParser(data: Data(page[start.lowerBound..<end.upperBound].utf8))
    var problems = parser.parse() ? [] : ["\(String(describing: parser.parserError)) at \(parser.lineNumber)"]
    for address in page.matches(of: /(?:src|href)="([^"]*)"/).map(\.1) where address.contains(":") {
      problems.append("leads to \(address)")
    }
    if !page.contains("http-equiv=\"Content-Security-Policy\" content=\"default-src &#39;none&#39;;") {
      problems.append("may reach for something")
    }
    return problems
  }

  /// The points in the pages of communities are those of the JSON of the same run, one after the other.
  @Test func everyNumberIsThatOfTheJSON() throws {
    let judged = try Self.judged()
    let page = ReportPages(judged, language: .en, folder: nil).text
    let json = try #require(
      try JSONSerialization.jsonObject(with: Data(OutcomeJSON.text(judged).utf8)) as? [String: Any])
    func ends(_ points: Any?) throws -> String {
      let points = try #require(points as? [String: Any])
      func shown(_ end: Any?) throws -> String {
        let exact = try #require(end as? String)
        let parts = exact.split(separator: "/").compactMap { Double($0) }
        return parts.count == 1
          ? exact : exact + " (≈" + String(format: "%g", (parts[0] / parts[1] * 100).rounded() / 100) + ")"
      }
      let (least, most) = (try shown(points["least"]), try shown(points["most"]))
      return least == most ? least : least + "~" + most
    }
    var wanted: [String] = []
    for result in try #require(json["results"] as? [[String: Any]]) {
      for category in try #require(result["categories"] as? [[String: Any]]) {
        for item in try #require(category["items"] as? [[String: Any]]) { wanted.append(try ends(item["points"])) }
        wanted.append(try ends(category["points"]))
      }
      for move in try #require(result["adjustments"] as? [[String: Any]]) { wanted.append(try ends(move["points"])) }
      wanted.append(try ends(result["total"]))
    }
    let found = page.matches(of: /<td class="figure points">([^<]*)</).map { String($0.1) }
    #expect(found == wanted && found.contains { $0.contains("/") })
  }

  /// Rows of the tables are those of the report for terminals.
  @Test(arguments: Language.allCases) func tablesSayWhatTheTerminalSays(_ language: Language) throws {
    let judged = try Self.judged()
    let page = ReportPages(judged, language: language, folder: "p").text
    let text = page.replacing(/<[^>]*>/, with: "\u{1F}").split(separator: "\u{1F}").map(String.init)
    for block in OutcomeReport(judged.outcome, language: language, level: .categories).report.blocks {
      guard case .table(let grid) = block else { continue }
      for cell in grid.rows.flatMap(\.self) { #expect(text.contains(cell), "\(cell)") }
    }
    for word in ["rules-digest", "sheets-digest"] { #expect(text.contains(word)) }
  }

  /// Names and facts that would be markup, scripts, links or the end of something.
  @Test func hostileNames() throws {
    let hostile = [
      "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "</style></title><b>", "]]>&amp;&#60;",
      "a\u{202E}b",
      "../../etc/passwd", "#?%&=", "<!--", "javascript:alert(1)",
    ]
    let rows = hostile.map { "\"\($0.replacing("\"", with: "\"\""))\",\"\($0.replacing("\"", with: "\"\""))\",90%,1" }
    let judged = try Self.judged(Self.rules, "小区,街道,率,次数\n" + rows.joined(separator: "\n") + "\n")
    let outcome = judged.outcome
    #expect(outcome.results.count == hostile.count)
    for language in Language.allCases {
      let paged = ReportPages(judged, language: language, folder: "p")
      let pages =
        [ReportPages(judged, language: language, folder: nil).text, paged.text]
        + (0..<paged.count).map { paged.community($0).text } + [PublicList(outcome, language: language).text]
        + outcome.results.map { ResultNotice(judged, $0, language: language).text }
      for page in pages {
        #expect(Self.problems(page) == [])
        #expect(!page.contains("<img") && !page.contains("alert(1)</script>") && !page.contains("\u{202E}"))
      }
      let names = (0..<paged.count).map { paged.community($0).name }
      #expect(Set(names).count == names.count)
      for name in names { #expect(!name.contains { "/\\<>:\"|?*#%&".contains($0) } && !name.hasPrefix("."), "\(name)") }
    }
  }

  /// What is posted: who, where, how many points. What a community stated stays out.
  @Test func theListToBePostedHasNoFacts() throws {
    let rules = Self.rules.replacing("事实 率 百分比\n", with: "事实 率 百分比\n事实 电话 文本\n事实 负责人 文本\n事实 信用 整数 级\n")
    let sheets = "小区,街道,率,次数,电话,负责人,信用\n东苑,东街,91.7%,0,13900000000,某人,7\n西苑,西街,93.3%,0,13900000001,他人,8\n"
    let outcome = try Self.judged(rules, sheets).outcome
    for language in Language.allCases {
      let list = PublicList(outcome, language: language)
      for fact in ["91.7", "93.3", "139", "某人", "他人", "级"] { #expect(!list.text.contains(fact), "\(fact)") }
      #expect(list.text.contains("东苑") && list.text.contains("西街") && list.openCount == 0)
      #expect(!list.text.contains("class=\"warning\""))
    }
    let level = "小区,街道,率,次数\n东苑,东街,90%,0\n南苑,东街,90%,0\n北苑,西街,5%,5\n"
    let open = PublicList(try Self.judged(Self.rules, level).outcome, language: .zh)
    #expect(open.openCount == 2 && open.text.contains("class=\"warning\""))
    #expect(!open.text.contains("北苑"))
  }

  /// An applicant is told nothing of others by name.
  @Test func aNoticeNamesNobodyElse() throws {
    let judged = try Self.judged()
    for result in judged.outcome.results {
      let text = ResultNotice(judged, result, language: .zh).text
      for other in ["东苑", "西苑", "南苑", "北苑"] {
        #expect(text.contains(other) == (other == judged.outcome.sheet(result).name))
      }
    }
  }

  /// The same bytes each time, and a page that opens at once for many.
  @Test func manyCommunities() throws {
    let rows = (1...2000).map { "小区\($0),街道\($0 % 20),\($0 % 101)%,\($0 % 7)" }
    let judged = try Self.judged(Self.rules, "小区,街道,率,次数\n" + rows.joined(separator: "\n") + "\n")
    let pages = ReportPages(judged, language: .zh, folder: "p")
    #expect(pages.text.utf8.count < 10_000_000)
    #expect(
      pages.text
        == ReportPages(
          try Self.judged(Self.rules, "小区,街道,率,次数\n" + rows.joined(separator: "\n") + "\n"), language: .zh, folder: "p"
        ).text)
    #expect(pages.count == 2000)
    #expect(pages.text.contains("href=\"p/" + pages.community(1999).name + "\""))
  }
}
