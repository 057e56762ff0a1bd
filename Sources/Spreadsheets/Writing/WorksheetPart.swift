/// The part of a worksheet, row by row. Rows are taken away to be deflated as soon as there are enough of them.
struct WorksheetPart {
  let worksheet: Worksheet
  private(set) var row = 0
  private(set) var buffer: [UInt8] = []
  private let columnNames: [[UInt8]]
  private var titles: [Int] = []
  /// How long it is already.
  private(set) var size = 0

  /// - Parameter isFirst: whether it is the one that is seen at first.
  init(_ worksheet: Worksheet, isFirst: Bool) {
    self.worksheet = worksheet
    columnNames = worksheet.columns.indices.map { Array(CellPlace.column($0).utf8) }
    buffer.reserveCapacity(Self.pieceSize + 1 << 12)
    append(Self.head(worksheet, isFirst: isFirst))
  }

  /// So many bytes are deflated at a time.
  static let pieceSize = 1 << 18

  /// Whether there is enough to be deflated.
  var isFull: Bool { buffer.count >= Self.pieceSize }

  mutating func take() -> [UInt8] {
    size += buffer.count
    let bytes = buffer
    buffer.removeAll(keepingCapacity: true)
    return bytes
  }

  private mutating func append(_ text: String) { buffer.append(contentsOf: text.utf8) }

  @inline(__always) private mutating func append(_ text: StaticString) {
    buffer.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  // MARK: Rows

  /// Writes a row. There are no more cells in it than the worksheet has columns.
  ///
  /// - Parameter texts: to which those of the row are added.
  mutating func add(_ cells: [WrittenCell], _ kind: Worksheet.RowKind, _ texts: inout SharedTexts) {
    let number = Array(String(row + 1).utf8)
    append("<row r=\"")
    buffer += number
    if kind == .title { titles.append(row) }
    if let height = RowHeight.of(cells, kind, worksheet.columns) {
      append("\" ht=\"\(height)\" customHeight=\"1")
    }
    append("\">")
    for (place, cell) in zip(worksheet.columns.indices, cells) where cell != .blank || kind == .heading {
      append("<c r=\"")
      buffer += columnNames[place]
      buffer += number
      append("\" s=\"")
      write(cell, kind, &texts)
    }
    append("</row>")
    row += 1
  }

  /// What stands behind the number of its style's attribute.
  private mutating func write(_ cell: WrittenCell, _ kind: Worksheet.RowKind, _ texts: inout SharedTexts) {
    func style(_ own: CellStyle) -> CellStyle {
      switch kind {
      case .title: .title
      case .heading: .heading
      case .remark: .remark
      case .body: own
      }
    }
    switch cell {
    case .blank:
      append(String(style(.standard).rawValue))
      append("\"/>")
    case .text(let text): write(text, style(.text), &texts)
    case .number(let number):
      // Spreadsheets would change others.
      if number.utf8.prefix(while: { $0 != UInt8(ascii: ".") }).count > WrittenCell.mostDigits {
        write(number, style(.text), &texts)
      } else {
        let decimals = number.utf8.drop { $0 != UInt8(ascii: ".") }.count - 1
        write(number: number, style(decimals <= 2 ? .number : .longNumber))
      }
    case .percentage(let number):
      let decimals = number.utf8.drop { $0 != UInt8(ascii: ".") }.count - 1
      write(
        number: number, style(decimals <= 2 ? .wholePercentage : decimals <= 4 ? .percentage : .finePercentage))
    case .date(let date):
      if let number = date.serialNumber {
        write(number: String(number), style(.date))
      } else {
        write(date.text, style(.text), &texts)
      }
    }
  }

  private mutating func write(number: String, _ style: CellStyle) {
    append(String(style.rawValue))
    append("\"><v>")
    append(number)
    append("</v></c>")
  }

  private mutating func write(_ text: String, _ style: CellStyle, _ texts: inout SharedTexts) {
    append(String(style.rawValue))
    append("\" t=\"s\"><v>")
    append(String(texts.place(of: text)))
    append("</v></c>")
  }

  // MARK: What stands around them

  private static func head(_ worksheet: Worksheet, isFirst: Bool) -> String {
    let (rows, columns) = (worksheet.headRows, worksheet.headColumns)
    var view = "<sheetView\(isFirst ? " tabSelected=\"1\"" : "") workbookViewId=\"0\""
    if rows > 0 || columns > 0 {
      let pane = columns == 0 ? "bottomLeft" : rows == 0 ? "topRight" : "bottomRight"
      view += "><pane" + (columns > 0 ? " xSplit=\"\(columns)\"" : "") + (rows > 0 ? " ySplit=\"\(rows)\"" : "")
      view += " topLeftCell=\"\(CellPlace.cell(columns, rows))\" activePane=\"\(pane)\" state=\"frozen\"/>"
      view += "<selection pane=\"\(pane)\"/></sheetView>"
    } else {
      view += "/>"
    }
    let widths = worksheet.columns.enumerated().map { place, column in
      let style = CellStyle(column.format)
      return "<col min=\"\(place + 1)\" max=\"\(place + 1)\" width=\"\(column.width).7109375\""
        + (style == .standard ? "" : " style=\"\(style.rawValue)\"") + " customWidth=\"1\"/>"
    }
    return XMLPart.head + """
      <worksheet xmlns="\(XMLPart.main)"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>\
      <sheetViews>\(view)</sheetViews><sheetFormatPr defaultRowHeight="15"/>
      """ + (widths.isEmpty ? "" : "<cols>\(widths.joined())</cols>") + "<sheetData>"
  }

  /// Ends the part.
  ///
  /// - Parameters:
  ///   - validations: as they are written.
  ///   - footer: of printed pages, as spreadsheets write it.
  mutating func finish(validations: [String], footer: String) {
    append("</sheetData>")
    let last = worksheet.lastColumnOfFirstPage
    if !titles.isEmpty, last > 0 {
      let cells = titles.map { "<mergeCell ref=\"\(CellPlace.cell(0, $0)):\(CellPlace.cell(last, $0))\"/>" }
      append("<mergeCells count=\"\(cells.count)\">\(cells.joined())</mergeCells>")
    }
    if !validations.isEmpty {
      append("<dataValidations count=\"\(validations.count)\">\(validations.joined())</dataValidations>")
    }
    append(
      """
      <printOptions horizontalCentered="1" gridLines="1"/>\
      <pageMargins left="0.5" right="0.5" top="0.6" bottom="0.7" header="0.3" footer="0.3"/>\
      <pageSetup paperSize="9" orientation="\(worksheet.isPortrait ? "portrait" : "landscape")" \
      fitToWidth="\(worksheet.pagesAcross)" fitToHeight="0"/>\
      <headerFooter><oddFooter>\(XMLText.attribute(footer))</oddFooter></headerFooter></worksheet>
      """)
  }
}
