import Foundation

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// The worksheets of a workbook that people see, as simply as they can be read: for tests.
package struct PlainWorkbook {
  /// Texts behind `s `, numbers as they are written behind `n `; empty for a blank cell.
  package private(set) var worksheets: [(name: String, rows: [[String]])] = []

  package init(_ bytes: [UInt8]) throws {
    let archive = try PlainArchive(bytes)
    func elements(_ part: String) throws -> Elements {
      let elements = Elements(archive.text(part) ?? "")
      if elements.failure != nil { throw PlainArchive.Damaged() }
      return elements
    }
    let texts = try elements("xl/sharedStrings.xml").found.filter { $0.name == "t" }.map { Self.unescaped($0.text) }
    let sheets = try elements("xl/workbook.xml").found.filter { $0.name == "sheet" }
    let targets = try elements("xl/_rels/workbook.xml.rels").found.filter { $0.name == "Relationship" }
    for sheet in sheets where sheet.attributes["state"] == nil {
      guard let target = targets.first(where: { $0.attributes["Id"] == sheet.attributes["r:id"] }) else {
        throw PlainArchive.Damaged()
      }
      var rows: [[String]] = []
      var cell: (place: Int, isText: Bool)?
      for element in try elements("xl/" + (target.attributes["Target"] ?? "")).found {
        switch element.name {
        case "row": rows += Array(repeating: [], count: (element.attributes["r"].flatMap(Int.init) ?? 0) - rows.count)
        case "c":
          let letters = (element.attributes["r"] ?? "").prefix { $0.isLetter }
          let place = letters.unicodeScalars.reduce(0) { $0 * 26 + Int($1.value) - 64 } - 1
          cell = (place, element.attributes["t"] == "s")
          rows[rows.count - 1] += Array(repeating: "", count: place + 1 - (rows.last?.count ?? 0))
        case "v":
          guard let cell else { throw PlainArchive.Damaged() }
          rows[rows.count - 1][cell.place] =
            cell.isText ? "s " + (Int(element.text).map { texts[$0] } ?? "") : "n " + element.text
        default: break
        }
      }
      worksheets.append((sheet.attributes["name"] ?? "", rows))
    }
  }

  private static func unescaped(_ text: String) -> String {
    text.replacing(/_x([0-9A-Fa-f]{4})_/) { match in
      UInt32(match.1, radix: 16).flatMap(Unicode.Scalar.init).map { String(Character($0)) } ?? ""
    }
  }

  /// The elements of a document in the order in which they begin, with the text directly in them.
  private final class Elements: NSObject, XMLParserDelegate {
    private(set) var found: [(name: String, attributes: [String: String], text: String)] = []
    private(set) var failure: (any Error)?
    private var open: [Int] = []

    init(_ text: String) {
      super.init()
      let parser = XMLParser(data: Data(text.utf8))
      parser.delegate = self
      if !parser.parse() { failure = parser.parserError ?? PlainArchive.Damaged() }
    }

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
      attributes: [String: String]
    ) {
      open.append(found.count)
      found.append((name, attributes, ""))
    }

    func parser(_ parser: XMLParser, foundCharacters text: String) {
      if let last = open.last { found[last].text += text }
    }

    func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
      open.removeLast()
    }
  }
}
