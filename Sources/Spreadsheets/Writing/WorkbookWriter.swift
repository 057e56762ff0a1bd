/// Writes a workbook (ECMA-376) row by row. No more of it is held than what is deflated, and the texts in it; the same rows
/// always give the same bytes.
public struct WorkbookWriter {
  /// The words of its own that a workbook has.
  public struct Words: Sendable {
    let font: String
    let footer: String
    let options: String
    let optionsTitle: String

    /// - Parameters:
    ///   - font: its name.
    ///   - footer: of printed pages; `&P` is the page, and `&N` how many there are.
    ///   - options: the name of the hidden worksheet with what long drop-downs offer.
    ///   - optionsTitle: what stands above that.
    public init(font: String, footer: String, options: String, optionsTitle: String) {
      (self.font, self.footer, self.options, self.optionsTitle) = (font, footer, options, optionsTitle)
    }
  }

  /// Makes a value for each number below a count, where there are cores at once.
  public typealias Parallel = (_ count: Int, _ make: (Int) -> [UInt8]) -> [[UInt8]]

  private let words: Words
  private let mostRows: Int
  private let parallel: Parallel
  private var sheets: [Sheet] = []
  private var texts = SharedTexts()
  /// How many pieces wait to be deflated.
  private var waiting = 0

  /// A worksheet, and its continuation where it had more rows than there is room for.
  private struct Sheet {
    let place: Int
    var part: WorksheetPart
    var file: ZipWriter.File
    var waiting: [[UInt8]] = []
    /// The rows at its top, which a continuation has too.
    var head: [(cells: [WrittenCell], kind: Worksheet.RowKind)] = []
    var continuation: Int?
  }

  /// - Parameter parallel: one after the other unless stated.
  public init(_ words: Words, parallel: @escaping Parallel = { count, make in (0..<count).map(make) }) {
    self.init(words, mostRows: CellPlace.mostRows, parallel: parallel)
  }

  init(_ words: Words, mostRows: Int, parallel: @escaping Parallel = { count, make in (0..<count).map(make) }) {
    (self.words, self.mostRows, self.parallel) = (words, mostRows, parallel)
  }

  /// How many texts have been cut, as no cell has room for them.
  public var shortened: Int { texts.shortened }

  // MARK: Worksheets and rows

  /// Adds a worksheet.
  ///
  /// - Returns: its place, from 0.
  public mutating func add(_ worksheet: Worksheet) -> Int {
    sheets.append(sheet(worksheet, place: sheets.count))
    return sheets.count - 1
  }

  private func sheet(_ worksheet: Worksheet, place: Int) -> Sheet {
    Sheet(
      place: place, part: WorksheetPart(worksheet, isFirst: sheets.isEmpty),
      file: ZipWriter.File("xl/worksheets/sheet\(sheets.count + 1).xml"))
  }

  /// Adds a row to a worksheet, by its place.
  public mutating func add(_ cells: [WrittenCell], _ kind: Worksheet.RowKind = .body, to place: Int) {
    var place = place
    while let next = sheets[place].continuation { place = next }
    if sheets[place].part.row == mostRows || sheets[place].part.size >= Self.mostBytes {
      place = continuation(of: place)
    }
    if sheets[place].part.row < sheets[place].part.worksheet.headRows {
      sheets[place].head.append((cells, kind))
    }
    sheets[place].part.add(cells, kind, &texts)
    if sheets[place].part.isFull {
      sheets[place].waiting.append(sheets[place].part.take())
      waiting += 1
      if waiting >= Self.mostWaiting { deflate() }
    }
  }

  private static let mostWaiting = 16
  /// A part that was longer than a word of the archive says could not be read.
  private static let mostBytes = 1 << 31

  private mutating func continuation(of place: Int) -> Int {
    let next = sheets.count
    sheets.append(sheet(sheets[place].part.worksheet, place: sheets[place].place))
    sheets[place].continuation = next
    for row in sheets[place].head {
      sheets[next].head.append(row)
      sheets[next].part.add(row.cells, row.kind, &texts)
    }
    return next
  }

  /// Deflates what waits, and more if it is the end.
  private mutating func deflate(last: Bool = false) {
    let sheets = self.sheets
    let pieces = sheets.indices.flatMap { sheet in sheets[sheet].waiting.indices.map { (sheet, $0) } }
    let deflated = parallel(pieces.count) { number in
      let (sheet, piece) = pieces[number]
      return Deflate.deflated(
        sheets[sheet].waiting[piece], isLast: last && piece == sheets[sheet].waiting.count - 1)
    }
    for ((sheet, piece), bytes) in zip(pieces, deflated) {
      self.sheets[sheet].file.add(sheets[sheet].waiting[piece], deflated: bytes)
    }
    for sheet in sheets.indices { self.sheets[sheet].waiting = [] }
    waiting = 0
  }

  // MARK: The whole

  /// All of the file, piece by piece.
  public consuming func finished() -> [[UInt8]] {
    var options = LongOptions()
    let visible = sheets.count
    let place = visible
    // Those that go on lie behind the one that they go on with.
    let order = (0..<visible).sorted { (sheets[$0].place, $0) < (sheets[$1].place, $1) }
    let names = WorksheetName.legal(order.map { sheets[$0].part.worksheet.name } + [words.options])
    var nameOf = [String](repeating: "", count: visible + 1)
    for (sheet, name) in zip(order + [place], names) { nameOf[sheet] = name }
    for sheet in 0..<visible {
      let validations = sheets[sheet].part.worksheet.validations.map {
        $0.element(names: nameOf, optionsName: nameOf[place], &options)
      }
      sheets[sheet].part.finish(validations: validations, footer: words.footer)
    }
    if !options.lists.isEmpty { add(options) }
    for sheet in sheets.indices { sheets[sheet].waiting.append(sheets[sheet].part.take()) }
    deflate(last: true)
    let listed = (order + (sheets.count > visible ? [place] : [])).map { (name: nameOf[$0], sheet: sheets[$0]) }
    var archive = ZipWriter()
    archive.add(Self.types(listed.map(\.sheet.file.name)))
    archive.add(XMLPart.relations("_rels/.rels", [("officeDocument", "xl/workbook.xml")]))
    archive.add(Self.workbook(listed.map { ($0.name, $0.sheet.part.worksheet) }))
    archive.add(
      XMLPart.relations(
        "xl/_rels/workbook.xml.rels",
        listed.map { ("worksheet", String($0.sheet.file.name.dropFirst(3))) } + [
          ("styles", "styles.xml"), ("sharedStrings", "sharedStrings.xml"),
        ]))
    for sheet in listed { archive.add(sheet.sheet.file) }
    archive.add(XMLPart.file("xl/styles.xml", CellStyle.part(font: words.font)))
    archive.add(texts.finished())
    archive.finish()
    return archive.pieces
  }

  private mutating func add(_ options: LongOptions) {
    let place = add(
      Worksheet(
        name: words.options, columns: options.lists.map { _ in Worksheet.Column(width: 20) }, headRows: 0,
        headColumns: 0, isHidden: true))
    add([.text(words.optionsTitle)], to: place)
    for row in 0..<(options.lists.map(\.count).max() ?? 0) {
      add(options.lists.map { row < $0.count ? .text($0[row]) : .blank }, to: place)
    }
    sheets[place].part.finish(validations: [], footer: words.footer)
  }

  private static func types(_ worksheets: [String]) -> ZipWriter.File {
    let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml."
    let parts =
      [("xl/workbook.xml", "sheet.main")] + worksheets.map { ($0, "worksheet") }
      + [("xl/styles.xml", "styles"), ("xl/sharedStrings.xml", "sharedStrings")]
    let overrides = parts.map { "<Override PartName=\"/\($0)\" ContentType=\"\(kind)\($1)+xml\"/>" }
    return XMLPart.file(
      "[Content_Types].xml",
      """
      <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">\
      <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\
      <Default Extension="xml" ContentType="application/xml"/>\(overrides.joined())</Types>
      """)
  }

  private static func workbook(_ worksheets: [(name: String, worksheet: Worksheet)]) -> ZipWriter.File {
    let sheets = worksheets.enumerated().map { place, sheet in
      "<sheet name=\"\(XMLText.attribute(sheet.name))\" sheetId=\"\(place + 1)\""
        + (sheet.worksheet.isHidden ? " state=\"veryHidden\"" : "") + " r:id=\"rId\(place + 1)\"/>"
    }
    let titles = worksheets.enumerated().compactMap { place, sheet -> String? in
      let (rows, columns) = (sheet.worksheet.headRows, sheet.worksheet.headColumns)
      let name = WorksheetName.quoted(sheet.name)
      let parts = [
        columns > 0 ? "\(name)!$A:$\(CellPlace.column(columns - 1))" : nil, rows > 0 ? "\(name)!$1:$\(rows)" : nil,
      ].compactMap { $0 }
      return parts.isEmpty
        ? nil
        : "<definedName name=\"_xlnm.Print_Titles\" localSheetId=\"\(place)\">"
          + XMLText.attribute(parts.joined(separator: ",")) + "</definedName>"
    }
    return XMLPart.file(
      "xl/workbook.xml",
      """
      <workbook xmlns="\(XMLPart.main)" xmlns:r="\(XMLPart.documentRelations)"><bookViews><workbookView/></bookViews>\
      <sheets>\(sheets.joined())</sheets>
      """ + (titles.isEmpty ? "" : "<definedNames>\(titles.joined())</definedNames>") + "</workbook>")
  }
}
