import TestSupport
import Testing

@testable import Sheets

/// Texts that are kept stay where they are, and each number has its own.
@Suite struct KeptTextTests {
  @Test func keptTextsStayWhereTheyAre() {
    var texts = KeptTexts()
    let written = (0..<3_000).map { number in
      number % 97 == 0 ? String(repeating: "长", count: 30_000) : String(repeating: "字\(number)", count: number % 9)
    }
    let kept = written.map { texts.keep($0) }
    for (text, bytes) in zip(written, kept) { #expect(String(decoding: bytes, as: UTF8.self) == text) }
    texts.removeAll()
    let again = texts.keep("又")
    #expect(String(decoding: again, as: UTF8.self) == "又")
  }

  /// More than are remembered, in an order in which each comes back.
  @Test func eachNumberHasItsText() {
    var texts = WrittenTexts()
    var made = 0
    func text(_ number: Int) -> String {
      String(
        decoding: texts.text(number) { number in
          made += 1
          return "第\(number)"
        }, as: UTF8.self)
    }
    for round in 0..<2 {
      for number in -500..<500 { #expect(text(number * 7_919) == "第\(number * 7_919)", "round \(round)") }
    }
    #expect(made == 1_000)
    for number in 0..<70_000 { _ = text(number) }
    texts.trim()
    #expect(text(69_999) == "第69999" && text(-7_919) == "第-7919")
  }

  @Test(arguments: [0, 7, 9, 10, 99, 100, 12_345, Int.max, -1, Int.min]) func wholeNumbers(_ number: Int) {
    var buffer = ByteBuffer(capacity: 1)
    buffer.append(decimal: number)
    #expect(buffer.withBytes { String(decoding: $0, as: UTF8.self) } == String(number))
  }

  @Test func namesThatAreKnown() {
    var names = NameTable()
    for name in ["甲", "乙", "e\u{301}", ""] { _ = names.place(of: name) }
    #expect(names.known("甲") == 0 && names.known("") == 3 && names.known("丙") == nil)
    // What is equal to people is one name, but it is written otherwise.
    #expect(names.place(of: "\u{E9}") == (2, false) && names.known("\u{E9}") == nil && names.known("e\u{301}") == 2)
    var plain = NameTable()
    _ = plain.place(of: "甲")
    #expect(plain.known("\u{E9}") == nil && plain.known("甲") == 0)
  }
}
