import Diagnostics
import Foundation
import FoundationXML

/// What an SVG document draws, as a reader of XML finds it.
package final class DrawnShapes: NSObject, XMLParserDelegate {
  /// A text with the box that it takes up.
  package struct Text {
    package let text: String
    package let left: Double
    package let right: Double
    package let baseline: Double
    package let size: Double
  }

  package private(set) var texts: [Text] = []
  /// How the rectangles are filled, in their order.
  package private(set) var fills: [String] = []
  /// What is not as it should be: no XML, a shape outside the page, a text over another.
  package private(set) var problems: [String] = []
  private var page = (width: 0.0, height: 0.0)
  private var open: [String: String]?
  private var content = ""

  package init(_ svg: String) {
    super.init()
    let parser = XMLParser(data: Data(svg.utf8))
    parser.delegate = self
    if !parser.parse() { problems.append("no XML: \(String(describing: parser.parserError))") }
    for (index, text) in texts.enumerated() {
      for other in texts.dropFirst(index + 1)
      where abs(text.baseline - other.baseline) < 0.8 * min(text.size, other.size) && text.left < other.right - 0.1
        && other.left < text.right - 0.1
      {
        problems.append("“\(text.text)” over “\(other.text)”")
      }
    }
  }

  private func look(_ x: Double, _ y: Double, _ what: String) {
    if x < -0.1 || y < -0.1 || x > page.width + 0.1 || y > page.height + 0.1 { problems.append("\(what) outside") }
  }

  package func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
    attributes: [String: String]
  ) {
    func value(_ key: String) -> Double { attributes[key].flatMap(Double.init) ?? 0 }
    switch name {
    case "svg": page = (value("width"), value("height"))
    case "rect" where attributes["width"]?.hasSuffix("%") == false && attributes["x"] != nil:
      fills.append(attributes["fill"] ?? "")
      look(value("x"), value("y"), "\(attributes)")
      look(value("x") + value("width"), value("y") + value("height"), "\(attributes)")
      if value("width") < 0 || value("height") < 0 { problems.append("negative: \(attributes)") }
    case "line":
      look(value("x1"), value("y1"), "\(attributes)")
      look(value("x2"), value("y2"), "\(attributes)")
    case "polygon":
      for point in (attributes["points"] ?? "").split(separator: " ") {
        let parts = point.split(separator: ",").compactMap { Double($0) }
        if parts.count == 2 { look(parts[0], parts[1], "\(attributes)") } else { problems.append("\(attributes)") }
      }
    case "text": (open, content) = (attributes, "")
    case "script", "image", "foreignObject", "a", "use": problems.append("\(name) \(attributes)")
    default: break
    }
  }

  package func parser(_ parser: XMLParser, foundCharacters string: String) { if open != nil { content += string } }

  package func parser(
    _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
  ) {
    guard name == "text", let attributes = open else { return }
    open = nil
    func value(_ key: String) -> Double { attributes[key].flatMap(Double.init) ?? 0 }
    let size = value("font-size")
    let width = content.reduce(0.0) { $0 + [0, 0.6, 1][DisplayWidth.of($1)] * size }
    let left: Double =
      switch attributes["text-anchor"] {
      case "middle": value("x") - width / 2
      case "end": value("x") - width
      default: value("x")
      }
    texts.append(Text(text: content, left: left, right: left + width, baseline: value("y"), size: size))
    look(left, value("y") - size, "text “\(content)”")
    look(left + width, value("y"), "text “\(content)”")
  }
}
