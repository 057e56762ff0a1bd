import Diagnostics
import TestSupport
import Testing

@Suite struct DiagnosticsTests {
  @Test(arguments: [
    ("abc", 3), ("中文", 4), ("“中”", 4), ("ａ", 2), ("e\u{301}", 1), ("㎡", 2), ("—", 1), ("👍", 2), ("\u{200B}", 0),
    ("⚡", 2), ("🇨🇳", 2), ("👨‍👩‍👧", 2),
  ])
  func displayWidth(_ text: String, _ width: Int) {
    #expect(DisplayWidth.of(text) == width)
  }

  @Test func cuttingKeepsWithinTheWidth() {
    for width in 1...12 { #expect(DisplayWidth.of(DisplayWidth.cut("业主满意度 abc 调查", to: width)) <= width) }
  }

  @Test func nearestNames() {
    #expect(NearestName.of("物业费收费律", among: ["物业费收费率", "投诉率"]) == "物业费收费率")
    #expect(NearestName.of("完全不同", among: ["物业费收费率"]) == nil)
    #expect(NearestName.of("收费", among: ["物业费收费率", "投诉率"]) == "物业费收费率")
    #expect(NearestName.of("收费", among: ["物业费收费率", "收费率门槛"]) == nil)
    #expect(NearestName.of("收", among: ["物业费收费率"]) == nil)
    #expect(NearestName.split("收费率不低于95", into: { ["收费率", "不低于", "95"].contains($0) }) == ["收费率", "不低于", "95"])
    #expect(NearestName.split("收费率", into: { $0 == "收费率" }) == nil)
  }

  /// The underline stands under the marked text, by display width.
  @Test func underlinesAreAlignedByDisplayWidth() throws {
    let loaded = load(text: "标准 例\n事实 名 文本\n对象 名\n原则 1 “甲”\n  条件 名 已填 且 无此名\n")
    let lines = DiagnosticRenderer(language: .zh).render(try #require(loaded.diagnostics.first)).split(separator: "\n")
    let source = try #require(lines.first { $0.contains("无此名") && $0.contains("|") })
    let marks = try #require(lines.first { $0.contains("^") })
    let before = try #require(source.range(of: "无此名")).lowerBound
    #expect(DisplayWidth.of(source[..<before]) == DisplayWidth.of(marks.prefix { $0 != "^" }))
    #expect(marks.filter { $0 == "^" }.count == 6)
  }
}
