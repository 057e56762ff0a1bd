import Diagnostics

/// A page: one file that needs no other and reaches for nothing.
struct Page {
  /// What the window is called.
  let title: String
  let language: Language
  /// Styles beside those that all pages share, as in `Assets`.
  var styles: [[UInt8]] = []
  /// Scripts, run when all of the page is there.
  var scripts: [[UInt8]] = []
  /// What stands in it, from the heading on.
  let parts: [HTML]

  /// Nothing is fetched, sent or framed, whatever a text in it would like.
  private static let policy =
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"

  /// The file.
  var text: String {
    let head: [HTML] = [
      .element("meta", ["charset": "utf-8"]),
      .element("meta", ["http-equiv": "Content-Security-Policy", "content": Self.policy]),
      .element("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"]),
      .element("meta", ["name": "color-scheme", "content": "light dark"]),
      .element("title", [:], title),
    ]
    let styles = ([PackageResources.page_css] + styles).map { HTML.style(String(decoding: $0, as: UTF8.self)) }
    let scripts = scripts.map { HTML.script(String(decoding: $0, as: UTF8.self)) }
    let lang = language == .zh ? "zh-CN" : "en"
    let page = HTML.element(
      "html", ["lang": lang], [.element("head", [:], head + styles), .element("body", [:], parts + scripts)])
    return "<!DOCTYPE html>\n" + page.source + "\n"
  }
}
