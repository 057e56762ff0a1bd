import Diagnostics
import Reports
import Sheets
import TestSupport
import Testing

/// Tables, lines and messages that are more than the page holds.
@Suite struct RenderingTests {
  private static let names = [
    "阳光花园北区第二十三号院", "Riverside Gardens Homeowners' Association (North)", "Supercalifragilisticexpialidocious", "甲",
  ]

  /// Each part of a table in lines.
  private func tables(figures: Int, width: Int = 100) -> [[String]] {
    let headings = ["名次", "名称"] + (1...figures).map { "第\($0)类得分" } + ["结论"]
    let rows = Self.names.enumerated().map { index, name in
      [String(index + 1), name] + (1...figures).map { "\($0 * 7).25~\($0 * 9)" } + ["名额待定"]
    }
    let grid = Report.Grid(headings: headings, rows: rows, labels: [1, headings.count - 1], key: 1)
    let text = TextRenderer(width: width).render(Report([.table(grid)]))
    return text.split(separator: "\n\n").map { $0.split(separator: "\n").map(String.init) }
  }

  /// The columns of the names in a rule: the second stretch where the ranks are before it.
  private func nameColumns(_ lines: [String], isFirst: Bool) throws -> Range<Int> {
    let rule = try #require(lines.first { $0.hasPrefix("─") }).split(separator: " ", omittingEmptySubsequences: true)
    let start = isFirst ? rule[0].count + 2 : 0
    return start..<start + rule[isFirst ? 1 : 0].count
  }

  /// Parts of a table fit, and each has every letter of every name; all figures are in one of them.
  @Test(arguments: [2, 5, 7, 8, 20], [100, 80, 60, 40]) func wideTablesAreParted(_ figures: Int, _ width: Int) throws {
    let parts = tables(figures: figures, width: width)
    for (index, lines) in parts.enumerated() {
      let columns = try nameColumns(lines, isFirst: index == 0)
      #expect(columns.count >= 16)
      for line in lines { #expect(DisplayWidth.of(line) <= width) }
      let body = lines.drop { !$0.hasPrefix("─") }.dropFirst()
      var letters = ""
      for line in body {
        var column = 0
        for character in line {
          if columns.contains(column), character != " " { letters.append(character) }
          column += DisplayWidth.of(character)
        }
      }
      #expect(letters == Self.names.joined().filter { $0 != " " })
    }
    #expect(figures == 2 || width == 100 && figures == 5 || parts.count > 1)
    let headings = parts.map { $0[0] }.joined()
    for figure in 1...figures { #expect(headings.contains("第\(figure)类得分")) }
    #expect(headings.contains("结论"))
  }

  /// Levels are not torn apart where they fit, and no heading is broken.
  @Test func levelsStayTogether() {
    let headings = ["名", "甲一", "甲二", "乙一", "乙二", "丙一"]
    let grid = Report.Grid(
      headings: headings, rows: [["某园", "1234567", "1234567", "1234567", "1234567", "1234567"]], labels: [0],
      levels: [3, 5])
    let lines = TextRenderer(width: 32).render(Report([.table(grid)])).split(separator: "\n")
    #expect(lines.filter { $0.hasPrefix("名") }.map { $0.split(separator: " ").count } == [3, 4])
  }

  @Test func wordsAreBrokenAtSpaces() {
    let lines = tables(figures: 2, width: 40).flatMap(\.self)
    #expect(lines.contains { $0.contains("  Riverside ") } && lines.contains { $0.contains("Homeowners'") })
    #expect(lines.contains { $0.contains("Supercalifrag") } && !lines.contains { $0.contains("expialidocious") })
  }

  /// A mistake made all down a column takes three messages; others are not lost among them.
  @Test(arguments: [(3, 0), (4, 1), (11, 8), (12, 9), (2_000, 1_997)])
  func oneMistakeDownAColumn(_ rows: Int, _ more: Int) {
    func cell(_ row: Int, _ column: String, _ problem: SheetProblem) -> Diagnostic {
      Diagnostic(problem, at: .cell(file: "a.csv", row: row, column: column, value: "88"))
    }
    var diagnostics = (1...rows).map { cell($0, "满意度", .bareNumberAsPercentage) }
    diagnostics.insert(cell(2, "户数", .badNumber), at: 2)
    diagnostics.append(cell(rows, "收费率", .bareNumberAsPercentage))
    let text = DiagnosticList(diagnostics, language: .zh).text(color: false)
    #expect(text.components(separatedBy: "错误 D3").count - 1 == 5)
    #expect(text.contains("列“户数”") && text.contains("列“收费率”"))
    #expect(text.contains("这一列还有 \(more) 处") == (more > 0), "\(text)")
    #expect(text.contains("第 4、5、6、7、8、9、10、11 行等。") == (more > 8), "\(text)")
  }

  @Test func moreMessagesThanAnybodyReads() {
    let diagnostics = (1...120).map { (row: Int) in
      Diagnostic(SheetProblem.badNumber, at: .cell(file: "a.csv", row: row, column: "列\(row)", value: "x"))
    }
    let text = DiagnosticList(diagnostics, language: .zh).text(color: false)
    #expect(text.components(separatedBy: "错误 D302").count - 1 == DiagnosticList.limit)
    #expect(text.hasSuffix("另有 20 条。\n"))
    #expect(DiagnosticList([], language: .en).text(color: false) == "")
  }

  /// Punctuation stays with what it closes or opens, wherever the line has to be broken.
  @Test(arguments: 40...100) func linesKeepPunctuationWithItsWord(_ width: Int) {
    let text = "标准：名称 “侯马市‘美好家园’小区选树标准” → “临汾市标准”；依据 “侯住建函〔2025〕70号” 2025年7月28日；abc、（甲，乙）。"
    let lines = TextRenderer(width: width).render(Report([.paragraph(text)])).split(separator: "\n").map {
      $0.drop { $0 == " " }
    }
    for line in lines.dropFirst() { #expect(!"，。；：、）”’".contains(line.first ?? "a"), "\(line)") }
    for line in lines.dropLast() { #expect(!"（“‘".contains(line.last ?? "a"), "\(line)") }
    #expect(lines.joined().filter { $0 != " " } == text.filter { $0 != " " })
    #expect(lines.allSatisfy { DisplayWidth.of(String($0)) <= width })
  }

  /// Names that would steer a terminal or break a line.
  @Test func reportsAreHarmless() {
    let name = "甲\n园\u{1B}[31m\u{2029}\u{202E}"
    let report = Report([
      .heading(name), .paragraph(name), .list([name]), .tree([Report.Node(name, [Report.Node(name)])]),
      .table(Report.Grid(headings: [name], rows: [[name]], labels: [0])),
    ])
    for text in [TextRenderer().render(report), MarkdownRenderer().render(report)] {
      #expect(text.components(separatedBy: "甲 园␛").count == 8)
      #expect(!text.unicodeScalars.contains { $0 != "\n" && InvisibleCharacters.contains($0) })
    }
  }

  @Test func aPlanIsReadable() throws {
    let text = """
      standard 例
        total 10 points
      fact 名 text
      fact 次数 integer times range 0 times to 9 times
      fact 日期 date
      subject 名
      parameter 门槛 2 times
      requirement 1 "一"
        condition 日期 not_before 2025-01-01
      category 管理 worth 6 points
        item 1 "一"
          inapplicable when 次数 = 0 times shared
          score 100% when 次数 at_least 门槛
          score 50% when 次数 = 1 times
        item 2 "二"
          subtract 1 points by 次数 per 2 times
      category 效果 worth 4 points
        item 1 "三"
          condition 日期 before 2025-06-01
      grade 优 when total not_below 8 points and 管理.score not_below 3 points
      ranking total descending
      selection top 1
      """
    let loaded = load(text: text, named: "例.rules")
    let standard = try #require(
      loaded.standard, "\(loaded.diagnostics.map { DiagnosticRenderer(language: .en).render($0) })")
    let report = try PlanReport(standard, language: .zh)
    try Golden.check(TextRenderer(color: false).render(report.report) + report.json, "plan.txt")
  }
}
