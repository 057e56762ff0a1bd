import Diagnostics
import Reports
import Testing

/// Tables that are wider than the page.
@Suite struct RenderingTests {
  private static let names = [
    "阳光花园北区第二十三号院", "Riverside Gardens Homeowners' Association (North)", "Supercalifragilisticexpialidocious", "甲",
  ]

  private func table(figures: Int) -> [String] {
    let headings = ["名次", "名称"] + (1...figures).map { "第\($0)类得分" } + ["结论"]
    let rows = Self.names.enumerated().map { index, name in
      [String(index + 1), name] + (1...figures).map { "\($0 * 7).25~\($0 * 9)" } + ["名额待定"]
    }
    let grid = Report.Grid(headings: headings, rows: rows, labels: [1, headings.count - 1])
    return TextRenderer(width: 100).render(Report([.table(grid)])).split(separator: "\n").map(String.init)
  }

  /// The columns of the name: between the first gap of the rule and the second.
  private func nameColumns(_ lines: [String]) throws -> Range<Int> {
    let rule = try #require(lines.first { $0.hasPrefix("─") }).split(separator: " ", omittingEmptySubsequences: true)
    return rule[0].count + 2..<rule[0].count + 2 + rule[1].count
  }

  @Test(arguments: [(2, 29), (5, 16), (7, 16), (8, 8), (20, 8)])
  func namesKeepTheirRoomAndAreBrokenRatherThanCut(_ figures: Int, _ least: Int) throws {
    let lines = table(figures: figures)
    let columns = try nameColumns(lines)
    #expect(columns.count >= least)
    #expect(!lines.contains { $0.contains("…") })
    if figures <= 7 { for line in lines { #expect(DisplayWidth.of(line) <= 100) } }
    // Read down the column, every letter of every name is there.
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

  @Test func wordsAreBrokenAtSpaces() {
    let lines = table(figures: 7)
    #expect(lines.contains { $0.contains("  Riverside ") } && lines.contains { $0.contains("Gardens") })
    #expect(lines.contains { $0.contains("Supercalifragili") } && lines.contains { $0.contains("sticexpialidocio") })
  }
}
