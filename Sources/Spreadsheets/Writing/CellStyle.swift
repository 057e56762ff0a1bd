/// How cells look. The number of each is its place in the list of styles.
enum CellStyle: Int, CaseIterable {
  case standard, text, heading, title, remark, wholePercentage, percentage, finePercentage, date, number, longNumber
  // Of columns in which nothing is filled in yet.
  case blankText, blankPercentage, blankDate

  /// As `styles.xml` has it.
  private var format: String {
    func cell(_ number: Int, font: Int = 0, fill: Int = 0, border: Int = 0, _ alignment: String = "") -> String {
      "<xf numFmtId=\"\(number)\" fontId=\"\(font)\" fillId=\"\(fill)\" borderId=\"\(border)\" xfId=\"0\""
        + (number > 0 ? " applyNumberFormat=\"1\"" : "") + (font > 0 ? " applyFont=\"1\"" : "")
        + (fill > 0 ? " applyFill=\"1\"" : "") + (border > 0 ? " applyBorder=\"1\"" : "")
        + (alignment.isEmpty ? "/>" : " applyAlignment=\"1\"><alignment \(alignment)/></xf>")
    }
    let middle = "vertical=\"center\""
    switch self {
    case .standard: return cell(0)
    case .text: return cell(0, "horizontal=\"left\" " + middle + " wrapText=\"1\" indent=\"1\"")
    case .heading: return cell(0, font: 1, fill: 2, border: 1, "horizontal=\"center\" " + middle + " wrapText=\"1\"")
    case .title: return cell(0, font: 2, "horizontal=\"center\" " + middle)
    case .remark: return cell(0, font: 3, "vertical=\"top\" wrapText=\"1\"")
    case .wholePercentage: return cell(9, middle)
    case .percentage: return cell(10, middle)
    case .finePercentage: return cell(165, middle)
    case .date: return cell(164, "horizontal=\"center\" " + middle)
    case .number: return cell(0, middle)
    // The rest of its decimals is in the cell.
    case .longNumber: return cell(166, middle)
    case .blankText: return cell(49)
    case .blankPercentage: return cell(10)
    case .blankDate: return cell(164)
    }
  }

  init(_ column: Worksheet.Column.Format) {
    switch column {
    case .general: self = .standard
    case .text: self = .blankText
    case .percentage: self = .blankPercentage
    case .date: self = .blankDate
    }
  }

  /// The part `xl/styles.xml`.
  ///
  /// - Parameter font: its name.
  static func part(font name: String) -> String {
    func font(_ size: Int, _ marks: String = "") -> String {
      "<font>\(marks)<sz val=\"\(size)\"/><name val=\"\(XMLText.attribute(name))\"/></font>"
    }
    let cells = allCases.map(\.format)
    let line = ["left", "right", "top", "bottom"].map { "<\($0) style=\"thin\"><color indexed=\"64\"/></\($0)>" }
    return """
      <styleSheet xmlns="\(XMLPart.main)">\
      <numFmts count="3"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/>\
      <numFmt numFmtId="165" formatCode="0.0000##%"/>\
      <numFmt numFmtId="166" formatCode="0.0000"/></numFmts>\
      <fonts count="4">\(font(11))\(font(11, "<b/>"))\(font(16, "<b/>"))\(font(9))</fonts>\
      <fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>\
      <fill><patternFill patternType="solid"><fgColor rgb="FFE7EDF3"/><bgColor indexed="64"/></patternFill></fill></fills>\
      <borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border>\
      <border>\(line.joined())<diagonal/></border></borders>\
      <cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>\
      <cellXfs count="\(cells.count)">\(cells.joined())</cellXfs>\
      <cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>
      """
  }
}
