/// The texts of a workbook, each once.
struct SharedTexts {
  private var places: [String: Int] = [:]
  private var count = 0
  private var latest: [UInt8] = []
  private var file = ZipWriter.File("xl/sharedStrings.xml")
  /// How many had to be cut.
  private(set) var shortened = 0

  init() {
    latest += XMLPart.head.utf8
    latest += "<sst xmlns=\"\(XMLPart.main)\">".utf8
  }

  /// The number by which cells name a text.
  mutating func place(of text: String) -> Int {
    if let known = places[text] { return known }
    let place = count
    places[text] = place
    count += 1
    var written = text
    if text.utf16.count > WrittenCell.textLimit {
      written = Self.cut(text)
      shortened += 1
    }
    latest += (XMLText.hasBlanks(written) ? "<si><t xml:space=\"preserve\">" : "<si><t>").utf8
    XMLText.append(written, to: &latest)
    latest += "</t></si>".utf8
    if latest.count >= WorksheetPart.pieceSize {
      file.add(latest, deflated: Deflate.deflated(latest, isLast: false))
      latest.removeAll(keepingCapacity: true)
    }
    return place
  }

  private static func cut(_ text: String) -> String {
    var units = 0
    return text.prefix { character in
      units += character.utf16.count
      return units < WrittenCell.textLimit
    } + "…"
  }

  /// The part that has all of them.
  consuming func finished() -> ZipWriter.File {
    latest += "</sst>".utf8
    file.add(latest, deflated: Deflate.deflated(latest, isLast: true))
    return file
  }
}
