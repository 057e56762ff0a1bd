import TestSupport
import Testing

@testable import Terminal

@Suite struct KeyDecoderTests {
  private static let cases: [(String, [Key])] = [
    ("abc", [.text("abc")]),
    ("评选", [.text("评选")]),
    ("e\u{301}👨‍👩‍👧", [.text("e\u{301}👨‍👩‍👧")]),
    ("a\u{1}b", [.text("a"), .control("a"), .text("b")]),
    ("\r", [Key(.enter)]),
    ("\n", [Key(.enter)]),
    ("\t", [Key(.tab)]),
    ("\u{7F}\u{8}", [Key(.backspace), Key(.backspace)]),
    ("\u{3}\u{4}\u{12}\u{1A}\u{1F}", [.control("c"), .control("d"), .control("r"), .control("z"), .control("_")]),
    ("\u{1B}[A\u{1B}[B\u{1B}[C\u{1B}[D", [Key(.up), Key(.down), Key(.right), Key(.left)]),
    ("\u{1B}OA\u{1B}OH\u{1B}OF", [Key(.up), Key(.home), Key(.end)]),
    ("\u{1B}[H\u{1B}[F\u{1B}[1~\u{1B}[4~\u{1B}[7~\u{1B}[8~", [.home, .end, .home, .end, .home, .end].map { Key($0) }),
    ("\u{1B}[3~\u{1B}[5~\u{1B}[6~", [Key(.delete), Key(.pageUp), Key(.pageDown)]),
    ("\u{1B}[1;5C\u{1B}[1;3D", [Key(.right, .control), Key(.left, .alt)]),
    ("\u{1B}[3;5~", [Key(.delete, .control)]),
    ("\u{1B}[1;8A", [Key(.up, [.shift, .alt, .control])]),
    ("\u{1B}[Z", [Key(.tab, .shift)]),
    ("\u{1B}b\u{1B}\u{7F}\u{1B}\r", [.alt("b"), Key(.backspace, .alt), Key(.enter, .alt)]),
    ("\u{1B}\u{1B}[A", [Key(.escape), Key(.up)]),
    ("\u{1B}中", [Key(.escape), .text("中")]),
    // Sequences without a meaning here leave nothing behind.
    ("a\u{1B}[?1;2cb\u{1B}[15~\u{1B}[[Ac\u{1B}OPd", [.text("abcd")]),
    ("\u{1B}[-9;-9A", [Key(.up)]),
    ("\u{1B}[99999999999999999999;99999999999999999999~x", [.text("x")]),
    ("\u{1B}[" + String(repeating: "1;", count: 10_000) + "~x", [.text("x")]),
    ("\u{0}\u{80}\u{9B}a", [.text("a")]),
    // A sequence that another key breaks off.
    ("\u{1B}[1;\u{1B}[A\u{1B}[\r", [Key(.up), Key(.enter)]),
    ("\u{1B}[200~a\u{1}\tb\r\nc\rd\u{1B}[Z\u{1B}[201~e", [.paste("a\tb\nc\nd[Z"), .text("e")]),
    ("\u{1B}[200~中文\u{1B}[201~", [.paste("中文")]),
    ("\u{1B}[200~\u{1B}[201~", [.paste("")]),
  ]

  @Test(arguments: cases) func bytesBecomeKeys(_ bytes: String, _ keys: [Key]) {
    var decoder = KeyDecoder()
    #expect(decoder.feed(bytes.utf8) == keys)
  }

  /// The same keys, whatever pieces the bytes arrive in.
  @Test(arguments: cases) func bytesMayArriveOneByOne(_ bytes: String, _ keys: [Key]) {
    var decoder = KeyDecoder()
    var found: [Key] = []
    for key in bytes.utf8.flatMap({ decoder.feed([$0]) }) {
      if case .text(let more) = key.code, case .text(let text)? = found.last?.code, key.modifiers.isEmpty,
        found.last?.modifiers.isEmpty == true
      {
        found[found.count - 1] = .text(text + more)
      } else {
        found.append(key)
      }
    }
    #expect(found == keys)
  }

  @Test(
    arguments: [
      ([0xFF, 0x61], "a"), ([0xC3, 0x28], "("), ([0xC0, 0x80, 0x61], "a"), ([0xE4, 0xB8, 0x61], "a"),
      ([0xED, 0xA0, 0x80, 0x61], "a"), ([0xF5, 0x80, 0x80, 0x80, 0x61], "a"), ([0xF4, 0x90, 0x80, 0x80, 0x61], "a"),
      ([0x80, 0xBF, 0x61], "a"), ([0xE0, 0x80, 0x80, 0x61], "a"), ([0xE4, 0xB8, 0xE4, 0xB8, 0xAD], "中"),
    ] as [([UInt8], String)])
  func invalidBytesAreDropped(_ bytes: [UInt8], _ text: String) {
    var decoder = KeyDecoder()
    #expect(decoder.feed(bytes) == [.text(text)])
  }

  @Test func escapeAloneIsAKeyAfterAWhile() {
    var decoder = KeyDecoder()
    #expect(!decoder.isWaiting)
    #expect(decoder.feed([0x1B]) == [])
    #expect(decoder.isWaiting)
    #expect(decoder.expire() == [Key(.escape)])
    #expect(!decoder.isWaiting)
    #expect(decoder.expire() == [])
    #expect(decoder.feed("[A".utf8) == [.text("[A")])
    #expect(decoder.feed("\u{1B}[1;".utf8) == [])
    #expect(decoder.expire() == [])
    #expect(decoder.feed("a".utf8) == [.text("a")])
  }

  @Test func aPasteIsOneKeyHoweverLong() {
    var decoder = KeyDecoder()
    let text = String(repeating: "物业费收费率\n", count: 20_000)
    #expect(decoder.feed("\u{1B}[200~\(text)".utf8) == [])
    #expect(!decoder.isWaiting)
    #expect(decoder.feed("\u{1B}[201~".utf8) == [.paste(text)])
  }

  @Test func anyBytesAreTaken() {
    var random = SeededGenerator(seed: 7)
    var decoder = KeyDecoder()
    for _ in 0..<2_000 {
      let bytes = (0..<Int.random(in: 1...12, using: &random)).map { _ in
        Bool.random(using: &random)
          ? [0x1B, 0x5B, 0x4F, 0x3B, 0x31, 0x7E, 0xE4].randomElement(using: &random) ?? 0
          : UInt8.random(in: 0...255, using: &random)
      }
      for key in decoder.feed(bytes) {
        if case .text(let text) = key.code { #expect(!text.isEmpty) }
      }
      if Bool.random(using: &random) { _ = decoder.expire() }
    }
    _ = decoder.feed("\u{1B}[201~".utf8) + decoder.expire()
    #expect(decoder.feed("中".utf8) == [.text("中")])
  }
}
