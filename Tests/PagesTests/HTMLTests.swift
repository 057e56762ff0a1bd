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

  @Test func elements() {
    #expect(HTML.element("br").source == "<br>")
    #expect(
      HTML.element("input", ["type": "text", "value": nil, "required": ""]).source
        == "<input type=\"text\" required=\"\">")
    #expect((HTML.text("a") + .element("i", [:], "b")).source == "a<i>b</i>")
  }
}
