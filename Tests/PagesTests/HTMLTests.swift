import Foundation
import Testing

@testable import Pages

@Suite struct HTMLTests {
  @Test func textsCannotBecomeMarkup() {
    let hostile = "<b onclick=\"x\">&amp;'"
    #expect(HTML.text(hostile).source == "&lt;b onclick=&quot;x&quot;&gt;&amp;amp;&#39;")
    #expect(HTML.element("p", ["title": hostile], "a<b").source.hasSuffix("&#39;\">a&lt;b</p>"))
    #expect(HTML.data("{\"a\":\"</script>\"}", id: "d").source.components(separatedBy: "</script>").count == 2)
  }

  /// The same to a reader of JSON.
  @Test func dataHidesNothing() throws {
    let source = HTML.data("{\"a\":\n\"\u{202E}<\u{E0041}\"}", id: "d").source
    #expect(source.contains("{\"a\":\n\"\\u202e\\u003c\\udb40\\udc41\"}"))
    let json = source.drop { $0 != "{" }.prefix { $0 != "<" }
    let read = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: String]
    #expect(read == ["a": "\u{202E}<\u{E0041}"])
  }

  @Test func elements() {
    #expect(HTML.element("br").source == "<br>")
    #expect(
      HTML.element("input", ["type": "text", "value": nil, "required": ""]).source
        == "<input type=\"text\" required=\"\">")
    #expect((HTML.text("a") + .element("i", [:], "b")).source == "a<i>b</i>")
  }
}
