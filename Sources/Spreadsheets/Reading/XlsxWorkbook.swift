/// A workbook as spreadsheets keep it in `.xlsx` and `.xlsm`: ECMA-376, transitional and strict.
public struct XlsxWorkbook: Sendable {
  /// One of its sheets.
  public struct Sheet: Hashable, Sendable {
    public let name: String
    /// Whether people see no tab of it.
    public let isHidden: Bool
    /// Whether it has cells; charts and dialogs have none.
    public let hasCells: Bool
    /// By which it is found in the archive.
    fileprivate let part: String
  }

  /// In the order of their tabs.
  public let sheets: [Sheet]
  /// Whether it has programs in it, which nobody runs here.
  public let hasMacros: Bool
  private let archive: ZipArchive
  private let strings: SharedStrings
  private let styles: CellStyles
  private let epoch: ShownCell.Epoch
  private let areFormulasStale: Bool

  /// Reads what its sheets have in common.
  public init(_ bytes: [UInt8]) throws(WorkbookFailure) {
    guard bytes.starts(with: [0x50, 0x4B]) else { throw .foreign(ForeignFile(bytes)) }
    let archive: ZipArchive
    do throws(ZipArchive.Failure) { archive = try ZipArchive(bytes) } catch { throw .archive(error, part: nil) }
    self.archive = archive
    let parts = PackageParts(archive)
    let main = try parts.relationships(of: "").first { $0.kind == "officeDocument" }?.target ?? "xl/workbook.xml"
    guard archive.contains(main), main.hasSuffix(".xml") else { throw .foreign(ForeignFile(archive)) }
    let relationships = try parts.relationships(of: main)
    var found: [(name: String, isHidden: Bool, id: String)] = []
    var (is1904, isStale, isWorkbook) = (false, false, false)
    try parts.read(main) { (reader) throws(XMLReader.Failure) in
      while try reader.nextChild(of: 0) {
        isWorkbook = reader.isCalled("workbook")
        while try reader.nextChild(of: 1) {
          if reader.isCalled("workbookPr") { is1904 = reader.isTrue("date1904") ?? false }
          if reader.isCalled("calcPr") { isStale = reader.isTrue("fullCalcOnLoad") ?? false }
          guard reader.isCalled("sheets") else {
            try reader.skip()
            continue
          }
          while try reader.nextChild(of: 2) {
            let state = try reader.attribute("state") ?? "visible"
            if let name = try reader.attribute("name"),
              let id = try reader.attribute("id", in: "/relationships")
            {
              found.append((name, state != "visible", id))
            }
            try reader.skip()
          }
        }
      }
    }
    guard isWorkbook else { throw .foreign(.otherDocument) }
    let targets = Dictionary(relationships.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    var sheets: [Sheet] = []
    var used: Set<String> = []
    for sheet in found {
      guard let relationship = targets[sheet.id] else { throw .missing(sheet.name) }
      // Two tabs do not show the same.
      guard used.insert(relationship.target.lowercased()).inserted else { throw .malformed(main) }
      sheets.append(
        Sheet(
          name: sheet.name, isHidden: sheet.isHidden, hasCells: relationship.kind == "worksheet",
          part: relationship.target))
    }
    self.sheets = sheets
    hasMacros = relationships.contains { $0.kind == "vbaProject" }
    epoch = is1904 ? .from1904 : .from1900
    areFormulasStale = isStale
    var (strings, styles) = (SharedStrings(), CellStyles())
    if let part = relationships.first(where: { $0.kind == "sharedStrings" })?.target, archive.contains(part) {
      try parts.read(part) { (reader) throws(XMLReader.Failure) in strings = try SharedStrings(&reader) }
    }
    if let part = relationships.first(where: { $0.kind == "styles" })?.target, archive.contains(part) {
      try parts.read(part) { (reader) throws(XMLReader.Failure) in styles = try CellStyles(&reader) }
    }
    (self.strings, self.styles) = (strings, styles)
  }

  /// Gives the cells of a sheet, and what it says beside them; where the receiver wants no more, but a part of that.
  public func read(
    _ sheet: Sheet, into receiver: inout some CellReceiver
  ) throws(WorkbookFailure) -> WorksheetTraits {
    var worksheet = WorksheetReader(strings, styles, epoch, areFormulasStale: areFormulasStale)
    do throws(WorkbookFailure) {
      try PackageParts(archive).read(sheet.part) { (reader) throws(XMLReader.Failure) in
        try worksheet.read(&reader, into: &receiver)
      }
    } catch {
      if let cell = worksheet.badCell { throw .cell(CellPlace.cell(cell.column, cell.row), part: sheet.name) }
      throw error
    }
    return worksheet.traits
  }
}
