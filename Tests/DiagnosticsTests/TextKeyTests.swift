import Diagnostics
import Testing

@Suite struct TextKeyTests {
  @Test(arguments: [
    ("物业服务", "物业服务"), ("", ""), ("at_least", "at_least"), ("\u{8C48}", "\u{F900}"), ("K", "\u{212A}"),
    ("caf\u{E9}", "cafe\u{301}"), ("が", "か\u{3099}"),
  ])
  func equalTextsAreOneKeyHoweverTheyAreWritten(_ one: String, _ other: String) {
    #expect(TextKey(one) == TextKey(other))
    #expect([TextKey(one): 1][TextKey(other)] == 1)
  }

  @Test func differentTextsAreDifferentKeys() {
    let texts = ["", "甲", "乙", "甲乙", "a", "A", "㎡", "が", "か", "e\u{301}"]
    #expect(Set(texts.map(TextKey.init)).count == texts.count)
    #expect(texts.map { TextKey($0).text } == texts)
  }
}
