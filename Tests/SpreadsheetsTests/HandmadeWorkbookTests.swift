import TestSupport
import Testing

@testable import Spreadsheets

/// Workbooks that no program writes, or few: what is in them is read, or refused where it is.
@Suite struct HandmadeWorkbookTests {
  private static let documents = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

  private static func relation(_ id: String, _ kind: String, _ target: String) -> String {
    "<Relationship Id=\"\(id)\" Type=\"\(documents)/\(kind)\" Target=\"\(target)\"/>"
  }

  private static func relations(_ relations: [String]) -> String {
    "<Relationships>\(relations.joined())</Relationships>"
  }

  private static func archive(_ parts: [(name: String, text: String)]) -> [UInt8] {
    var archive = ZipWriter()
    for part in parts { archive.add(ZipWriter.File(part.name, Array(part.text.utf8))) }
    archive.finish()
    return archive.pieces.flatMap(\.self)
  }

  /// A workbook of one worksheet.
  ///
  /// - Parameters:
  ///   - sheet: what stands in its part.
  ///   - formats: those of styles from 1 on.
  ///   - strings: what cells share.
  private static func parts(
    _ sheet: String, formats: [String] = [], strings: [String]? = nil, head: String = "",
    target: String = "worksheets/sheet1.xml", name: String = "xl/worksheets/sheet1.xml",
    sheets: String = "<sheet name=\"表\" r:id=\"rId1\"/>"
  ) -> [(name: String, text: String)] {
    let codes = formats.enumerated().map {
      "<numFmt numFmtId=\"\(164 + $0)\" formatCode=\"\(XMLText.attribute($1))\"/>"
    }
    let cells = formats.indices.map { "<xf numFmtId=\"\(164 + $0)\"/>" }
    var parts = [
      ("_rels/.rels", relations([relation("rId1", "officeDocument", "xl/workbook.xml")])),
      (
        "xl/workbook.xml",
        "<workbook xmlns:r=\"\(documents)\">\(head)<sheets>\(sheets)</sheets></workbook>"
      ),
      (
        "xl/_rels/workbook.xml.rels",
        relations([
          relation("rId1", "worksheet", target), relation("rId2", "styles", "styles.xml"),
          relation("rId3", "sharedStrings", "sharedStrings.xml"),
        ])
      ),
      (
        "xl/styles.xml",
        "<styleSheet><numFmts>\(codes.joined())</numFmts><cellXfs><xf numFmtId=\"0\"/>\(cells.joined())</cellXfs></styleSheet>"
      ),
      (name, sheet),
    ]
    if let strings {
      parts.append(("xl/sharedStrings.xml", "<sst>" + strings.map { "<si>\($0)</si>" }.joined() + "</sst>"))
    }
    return parts
  }

  /// What is seen in its cells: `A1=58% B1=…`.
  private struct Cells: CellReceiver {
    var text: [String] = []

    mutating func take(_ text: UnsafeBufferPointer<UInt8>, row: Int, column: Int) -> Bool {
      self.text.append(CellPlace.cell(column, row) + "=" + String(decoding: text, as: UTF8.self))
      return true
    }
  }

  /// The cells of all worksheets, or `!` and what is wrong.
  private static func read(_ bytes: [UInt8]) -> String {
    do throws(WorkbookFailure) {
      let book = try XlsxWorkbook(bytes)
      var cells = Cells()
      for sheet in book.sheets { _ = try book.read(sheet, into: &cells) }
      return cells.text.joined(separator: " ")
    } catch {
      return switch error {
      case .cell(let cell, _): "!" + cell
      case .missing(let part): "!missing \(part)"
      case .malformed(let part): "!malformed \(part)"
      case .grammar(let part): "!grammar \(part)"
      case .tooDeep(let part): "!tooDeep \(part)"
      case .foreign(let file): "!\(file)"
      case .encoding(let part): "!encoding \(part)"
      case .archive(let failure, _): "!\(failure)"
      }
    }
  }

  private static func sheet(_ rows: String) -> String { "<worksheet><sheetData>\(rows)</sheetData></worksheet>" }

  private static func cells(_ rows: String, _ formats: [String] = [], _ strings: [String]? = nil) -> String {
    read(archive(parts(sheet(rows), formats: formats, strings: strings)))
  }

  // MARK: Where cells stand

  @Test(arguments: [
    ("<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>", "A1=1 B1=2 A2=3"),
    ("<row r='3'><c r='C3'><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>", "C3=1 D3=2 A4=3"),
    ("<row r='1'><c r='$b$1'><v>1</v></c></row>", "B1=1"),
    ("<row r='1048576'><c r='XFD1048576'><v>1</v></c></row>", "XFD1048576=1"),
    ("<row><c r='B1'><v>1</v></c><c r='A1'><v>2</v></c></row>", "!C1"),
    ("<row><c r='B1'><v>1</v></c><c r='B1'><v>2</v></c></row>", "!C1"),
    ("<row r='5'/><row r='4'/>", "!A5"), ("<row r='5'/><row r='5'/>", "!A5"), ("<row r='5'><c r='B6'/></row>", "!A5"),
  ])
  func cellsStandInOrder(_ rows: String, _ found: String) { #expect(Self.cells(rows) == found) }

  @Test(arguments: [
    "XFE1", "A0", "A", "1", "", "A1048577", "AAAAAAAAAAAAAAAAAAAA1", "A99999999999999999999999", "A1B", "甲1", "A-1",
    "A1:B2", " A1",
  ])
  func placesThatAreNone(_ name: String) {
    #expect(Self.cells("<row r='1'><c r='\(name)'><v>1</v></c></row>") == "!A1")
    #expect(
      Self.cells("<row r='\(name.isEmpty ? "0" : name)'><c><v>1</v></c></row>").hasPrefix(name == "1" ? "A1=1" : "!A1"))
  }

  // MARK: What stands in them

  /// Blanks around a value are none of it, but in texts.
  @Test(arguments: [
    ("<c><v> 0.57999999999999996\n</v></c>", "A1=0.58"), ("<c s='1'><v>\t0.07 </v></c>", "A1=7%"),
    ("<c t='b'><v> 1 </v></c>", "A1=是"), ("<c t='s'><v> 0 </v></c>", "A1= 共 "),
    ("<c t='str'><v> a </v></c>", "A1= a "), ("<c t='d'><v> 2025-08-01 </v></c>", "A1=2025-08-01"),
    ("<c t='n'><v>   </v></c>", ""), ("<c><v>1e300</v></c>", "A1=1E+300"), ("<c><v>1E-7</v></c>", "A1=0.0000001"),
    ("<c><v>NaN</v></c>", "A1=NaN"), ("<c t='e'/>", "A1=#VALUE!"), ("<c t='b'><v>2</v></c>", "!A1"),
    ("<c t='zz'><v>1</v></c>", "!A1"), ("<c t=''><v>1</v></c>", "!A1"), ("<c t='s'><v>1</v></c>", "!A1"),
    ("<c t='s'><v>-1</v></c>", "!A1"), ("<c t='s'><v>0.0</v></c>", "!A1"),
    ("<c t='s'><v>99999999999999999999</v></c>", "!A1"), ("<c s='99'><v>0.5</v></c>", "A1=0.5"),
    (
      "<c t='inlineStr'><is><r><t>漢</t></r><rPh><t>カン</t></rPh><t><![CDATA[<a>&amp;]]><!-- b -->c</t></is></c>",
      "A1=漢<a>&amp;c"
    ),
  ])
  func values(_ cell: String, _ found: String) {
    #expect(Self.cells("<row>\(cell)</row>", ["0%"], ["<t> 共 </t>"]) == found)
  }

  @Test func withoutSharedTextsThereAreNone() { #expect(Self.cells("<row><c t='s'><v>0</v></c></row>") == "!A1") }

  /// No format is so long; each cell would be as long as it is.
  @Test func endlessFormats() {
    let percent = String(repeating: "%", count: 200)
    #expect(Self.cells("<row><c s='1'><v>0</v></c></row>", ["0" + percent]) == "A1=0" + percent)
    let endless = "0" + String(repeating: "%", count: NumberFormat.longest)
    #expect(Self.cells("<row><c s='1'><v>0</v></c></row>", [endless]) == "!malformed xl/styles.xml")
  }

  /// Whatever a format is made of, something is seen of each number.
  @Test func formatsOfEveryKind() {
    var random = SeededGenerator(seed: 14)
    let signs = [
      "0", "#", "?", ".", ",", "%", "E+", "/", "@", "\"", "\\", "_", "*", "[", "]", ";", "y", "m", "d", "h", "s", "户",
      "-", " ",
      "[h]", "[<1]", "[>=9E9]", "[Red]", "[$-804]", "General", "AM/PM", "!", "e", "aaa", "上午/下午",
    ]
    let numbers = [
      "0", "1", "-1", "0.57999999999999996", "45870", "60", "-0.5", "2958466", "1e300", "1e-300", "45870.9999999",
    ]
    for _ in 0..<Cases.count(400) {
      let code = (0..<Int.random(in: 1...8, using: &random)).map { _ in signs.randomElement(using: &random) ?? "" }
        .joined()
      let row = numbers.map { "<c s='1'><v>\($0)</v></c>" }.joined()
      let found = Self.cells("<row>\(row)</row>", [code])
      #expect(found.split(separator: " ").filter { $0.contains("=") }.count == numbers.count, "\(code): \(found)")
    }
  }

  // MARK: Parts

  @Test(arguments: [
    ("/xl/worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"), ("worksheets\\sheet1.xml", "xl\\worksheets\\sheet1.xml"),
    ("./../xl/./worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
    ("Worksheets/SHEET1.xml", "xl/worksheets/sheet1.xml"),
    ("worksheets/表.xml", "xl/worksheets/表.xml"),
  ])
  func partsAreFound(_ target: String, _ name: String) {
    let parts = Self.parts(Self.sheet("<row><c><v>1</v></c></row>"), target: target, name: name)
    #expect(Self.read(Self.archive(parts)) == "A1=1")
  }

  @Test func nothingOutsideIsRead() {
    let parts = Self.parts(Self.sheet(""), target: "../../../../etc/passwd")
    #expect(Self.read(Self.archive(parts)) == "!missing etc/passwd")
  }

  /// Thousands of tabs that show the same part would be read thousands of times.
  @Test func noPartIsShownTwice() {
    let sheets = "<sheet name='a' r:id='rId1'/><sheet name='b' r:id='rId1'/>"
    #expect(Self.read(Self.archive(Self.parts(Self.sheet(""), sheets: sheets))) == "!malformed xl/workbook.xml")
  }

  @Test func columnsWithoutEnd() {
    let column = "<col min='1' max='16384' hidden='1'/>"
    func sheet(_ count: Int) -> String {
      "<worksheet><cols>\(String(repeating: column, count: count))</cols><sheetData><row><c r='XFD1'><v>1</v></c></row></sheetData></worksheet>"
    }
    #expect(Self.read(Self.archive(Self.parts(sheet(16_384)))) == "XFD1=1")
    #expect(Self.read(Self.archive(Self.parts(sheet(16_385)))) == "!malformed xl/worksheets/sheet1.xml")
  }

  @Test func elementsWithinOneAnother() {
    let deep = String(repeating: "<a>", count: 50_000) + String(repeating: "</a>", count: 50_000)
    #expect(Self.read(Self.archive(Self.parts(Self.sheet(deep)))) == "!tooDeep xl/worksheets/sheet1.xml")
    #expect(
      Self.read(Self.archive(Self.parts("<!DOCTYPE x [<!ENTITY a 'b'>]>" + Self.sheet(""))))
        == "!grammar xl/worksheets/sheet1.xml")
  }

  /// Parts in which anything is left out, repeated, moved or put in: read or refused, and no more.
  @Test func partsChangedAnywhere() {
    var random = SeededGenerator(seed: 33)
    let rows = """
      <row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><v>0.58</v></c><c r="C1" t="inlineStr"><is><t>a</t></is></c></row>
      <row r="2" hidden="1"><c r="A2" t="b"><v>1</v></c><c r="B2" s="2"><v>45870</v></c><c r="C2"><f>A1</f><v>2</v></c></row>
      """
    let sheet =
      "<worksheet><cols><col min=\"2\" max=\"2\" hidden=\"1\"/></cols><sheetData>\(rows)</sheetData>"
      + "<mergeCells><mergeCell ref=\"A1:B2\"/></mergeCells></worksheet>"
    let whole = Self.parts(sheet, formats: ["0.0%", "yyyy-mm-dd;@"], strings: ["<t>甲</t>", "<r><t>乙</t></r>"])
    #expect(!Self.read(Self.archive(whole)).hasPrefix("!"))
    let bits = [
      "<c>", "</c>", "<v>", "</row>", "&amp;", "&#0;", "&x;", "<![CDATA[", "]]>", "<!--", "<?x?>", "\"", "-1", "1e308",
      "99999999999999999999", "\u{0}", "\u{FFFE}", "", ";", "[h]", "%", "r=\"ZZZ1\"",
    ]
    for _ in 0..<Cases.count(1_500) {
      var parts = whole
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        let part = Int.random(in: parts.indices, using: &random)
        var pieces = parts[part].text.split(
          omittingEmptySubsequences: false, whereSeparator: { "<>\"".contains($0) }
        ).map(String.init)
        // What parted them goes with the pieces.
        let signs = parts[part].text.filter { "<>\"".contains($0) }.map(String.init) + [""]
        pieces = zip(pieces, signs).map(+)
        let place = Int.random(in: pieces.indices, using: &random)
        switch Int.random(in: 0..<5, using: &random) {
        case 0: pieces.remove(at: place)
        case 1: pieces.insert(contentsOf: pieces[place...].prefix(3), at: place)
        case 2: pieces.swapAt(place, Int.random(in: pieces.indices, using: &random))
        case 3: pieces[place] = bits.randomElement(using: &random) ?? ""
        default: pieces[place] += bits.randomElement(using: &random) ?? ""
        }
        parts[part].text = pieces.joined()
      }
      let found = Self.read(Self.archive(parts))
      #expect(found.isEmpty || found.hasPrefix("!") || found.contains("="))
    }
  }
}
