import Diagnostics
import Testing

@testable import Terminal

/// Texts that are longer than the screen, in parts.
@Suite struct PagesTests {
  /// Nothing is lost or said twice, and no part is higher than the screen unless a single line is.
  @Test(arguments: [
    "", "一行", "一行\n", "\n\n\n", "短\n" + String(repeating: "很长的一行", count: 30) + "\n末行\n",
    (1...100).map { "第 \($0) 行" }.joined(separator: "\n"),
  ])
  func partsAreTheWhole(_ text: String) {
    for (rows, columns) in [(1, 2), (3, 10), (23, 80), (.max, 80)] {
      var pages = Pages(text)
      var whole = ""
      while pages.count > 0 {
        let before = pages.count
        let part = pages.next(rows: rows, columns: columns)
        whole += part
        let lines = part.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        #expect(before - pages.count == lines.count && !lines.isEmpty)
        let height = lines.reduce(0) { $0 + max(1, (DisplayWidth.of($1) + columns - 1) / columns) }
        #expect(height <= rows || lines.count == 1)
      }
      #expect(whole == (text.isEmpty || text.hasSuffix("\n") ? text : text + "\n"))
    }
  }

  @Test func keysMeanWhatPagersMean() {
    let all: [(Paging, [Key])] = [
      (.screen, [.text(" "), .text("   "), Key(.pageDown), .text("f")]),
      (.line, [Key(.enter), Key(.down), .text("j")]),
      (.rest, [.text("G"), Key(.end)]), (.leave, [.text("q"), Key(.escape), .control("c"), .control("d")]),
      (.entry, [.text(":"), .text("：清单"), .text("修"), .paste("1 + 1")]),
      (.nothing, [.text("x"), Key(.tab), .control("x"), Key(.up)]),
    ]
    for (meaning, keys) in all { for key in keys { #expect(Paging(key) == meaning, "\(key)") } }
  }
}
