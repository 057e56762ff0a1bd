import Testing

@testable import Spreadsheets

@Suite struct XMLReaderTests {
  /// What is met, as text: `<a x="1">`, `"text"`, `</>`, and why it ended.
  private static func events(_ text: String) -> String { events(Array(text.utf8)) }

  private static func events(_ bytes: [UInt8]) -> String {
    bytes.withUnsafeBufferPointer { bytes in
      var reader = XMLReader(bytes)
      var told = ""
      do throws(XMLReader.Failure) {
        while true {
          switch try reader.next() {
          case .start:
            let name = ["a", "b", "c", "甲"].first { name in
              switch name {
              case "a": reader.isCalled("a")
              case "b": reader.isCalled("b")
              case "c": reader.isCalled("c")
              default: reader.isCalled("甲")
              }
            }
            let value = try reader.attribute("x").map { " x=\($0)" } ?? ""
            let linked = try reader.attribute("id", in: "/links").map { " id=\($0)" } ?? ""
            told += "<\(name ?? "?")\(value)\(linked)>"
          case .text:
            var text: [UInt8] = []
            try reader.appendText(to: &text)
            told += String(decoding: text, as: UTF8.self)
          case .end: told += "</>"
          case .finished: return told
          }
        }
      } catch {
        return told + "!\(error)"
      }
    }
  }

  @Test(
    arguments: [
      ("<a/>", "<a></>"), ("<a></a>", "<a></>"), ("\u{FEFF}<?xml version=\"1.0\"?>\n<a><b/>字</a> ", "<a><b></>字</>"),
      ("<a x='1'>1</a >", "<a x=1>1</>"), ("<n:a x = \"&lt;&#65;&#x4E00;&quot;\"/>", "<a x=<A一\"></>"),
      ("<甲>&amp;&gt;&apos;</甲>", "<甲>&>'</>"), ("<a><![CDATA[<b>&amp;]]></a>", "<a><b>&amp;</>"),
      ("<a>1<!-- <b> -->2<?go?>3</a>", "<a>123</>"), ("<a>1\r\n2\r3&#13;</a>", "<a>1\n2\n3\r</>"),
      ("<a xmlns:r='http://x/links'><b r:id='7' id='8'/></a>", "<a><b id=7></></>"),
      (
        "<a xmlns:r='http://x/links'><b xmlns:r='http://y/other' r:id='7'/><c r:id='9'/></a>", "<a><b></><c id=9></></>"
      ),
      ("<a><b x=\"甲\"/></a>", "<a><b x=甲></></>"),
    ])
  func whatIsMet(_ text: String, _ told: String) { #expect(Self.events(text) == told) }

  @Test(
    arguments: [
      ("", "truncated"), ("<a", "truncated"), ("<a>", "truncated"), ("<a><b></a>", "malformed"),
      ("<a></b>", "malformed"),
      ("<a/><b/>", "malformed"), ("字", "malformed"), ("<a x=1/>", "malformed"), ("<a x='1'y='2'/>", "malformed"),
      ("<a x='<'/>", "malformed"), ("<a>&unknown;</a>", "grammar"), ("<a>&#xD800;</a>", "malformed"),
      ("<a>&#0;</a>", "malformed"), ("<a>&#x1F;</a>", "malformed"), ("<a>&#xFFFF;</a>", "malformed"),
      ("<a>& b</a>", "malformed"), ("<!DOCTYPE a><a/>", "grammar"), ("<a><![CDATA[x</a>", "truncated"),
      ("<a><!-- x</a>", "truncated"), ("< a/>", "malformed"), ("<a /", "truncated"), ("<a / >", "malformed"),
    ])
  func whatIsNone(_ text: String, _ failure: String) {
    #expect(Self.events(text).hasSuffix("!\(failure)"), "\(Self.events(text))")
  }

  @Test func depthHasALimit() {
    func nested(_ depth: Int) -> String {
      String(repeating: "<a>", count: depth) + String(repeating: "</a>", count: depth)
    }
    #expect(Self.events(nested(XMLReader.depthLimit)).hasSuffix("</>"))
    #expect(Self.events(nested(XMLReader.depthLimit + 1)).hasSuffix("!tooDeep"))
  }

  @Test func everyBeginningIsCut() {
    let whole = Array("<?xml version='1.0'?><a x='1'><b>字&amp;</b><![CDATA[x]]><!--y--></a>".utf8)
    for end in whole.indices { #expect(Self.events(Array(whole[..<end])).contains("!"), "\(end)") }
  }

  @Test func encodings() throws {
    let text = "<?xml version=\"1.0\" encoding=\"UTF-16\"?><甲>𠀀</甲>"
    let wide = Array(text.utf16)
    let low = wide.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
    let high = wide.flatMap { [UInt8($0 >> 8), UInt8(truncatingIfNeeded: $0)] }
    for bytes in [[0xFF, 0xFE] + low, low, [0xFE, 0xFF] + high, high] {
      #expect(XMLEncoding.utf8(bytes) == Array(text.utf8))
    }
    #expect(XMLEncoding.utf8([0xFF, 0xFE] + low.dropLast()) == nil)
    #expect(XMLEncoding.utf8([0xFF, 0xFE, 0x00, 0xD8, 0x3C, 0x00]) == nil)
    #expect(XMLEncoding.utf8(Array("<?xml encoding='GB18030'?><a/>".utf8)) == nil)
    #expect(XMLEncoding.utf8([0x3C, 0x61, 0xFF]) == nil)
    for plain in ["<?xml version='1.0' encoding='utf-8' ?><a/>", "<a encoding='GBK'/>"] {
      #expect(XMLEncoding.utf8(Array(plain.utf8)) == Array(plain.utf8))
    }
  }
}
