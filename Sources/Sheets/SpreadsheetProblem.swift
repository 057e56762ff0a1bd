import Diagnostics
import Spreadsheets

/// What can be wrong, or remarkable, with workbooks.
public enum SpreadsheetProblem: Problem {
  /// A worksheet that is not read.
  public struct PassedOver: Hashable, Sendable {
    /// Why not.
    public enum Reason: Sendable {
      case hidden
      /// A chart, or anything else that is no table.
      case noCells
      /// No row names the column by which sheets are called.
      case noHeadings
    }

    let name: String
    let reason: Reason

    init(_ name: String, _ reason: Reason) { (self.name, self.reason) = (name, reason) }
  }

  /// What of a file is not as it was written.
  public enum Damage: Hashable, Sendable {
    /// It ends before its end.
    case truncated
    /// A part of the archive, or all of it.
    case part(String?)
    /// What another part names is not there.
    case missing(String)
    case encoding(String)
    /// XML that is none, or goes deeper or further than any spreadsheet's.
    case text(String)
  }

  case foreign(ForeignFile)
  case damaged(Damage)
  case encrypted
  /// A part that is longer than is taken, in bytes.
  case tooLarge(Int)
  /// A part that is packed more densely than any table, in bytes.
  case tooDense(Int, of: Int)
  /// Rows and columns so far apart that the tables are longer than is taken.
  case tooLongTable
  /// Packed as spreadsheets do not pack.
  case unknownPacking
  case badCell(String)
  /// Warnings.
  case passedOver([PassedOver])
  case macros
  /// By their numbers and letters.
  case hidden(rows: [Int], columns: [String], isFiltered: Bool)
  /// Areas, by their first and their last cell.
  case merged([String])
  case partialDate(cells: Int)
  /// A worksheet that nobody sees, called as a list of records.
  case hiddenRecords(fact: String)

  /// As it is told.
  init(_ failure: WorkbookFailure) {
    switch failure {
    case .foreign(let file): self = .foreign(file)
    case .archive(let failure, let part):
      switch failure {
      case .truncated: self = .damaged(.truncated)
      case .damaged, .checksum: self = .damaged(.part(part))
      case .zip64, .method: self = .unknownPacking
      case .encrypted: self = .encrypted
      case .tooLarge(let size): self = .tooLarge(size)
      case .tooDense(let size, let packed): self = .tooDense(size, of: packed)
      }
    case .missing(let part): self = .damaged(.missing(part))
    case .encoding(let part): self = .damaged(.encoding(part))
    case .grammar(let part), .tooDeep(let part), .malformed(let part): self = .damaged(.text(part))
    case .cell(let cell, _): self = .badCell(cell)
    }
  }

  /// One of each, for the golden messages.
  public static let examples: [SpreadsheetProblem] =
    ForeignFile.allCases.map(SpreadsheetProblem.foreign) + [
      .damaged(.truncated), .damaged(.part(nil)), .damaged(.part("xl/worksheets/sheet1.xml")),
      .damaged(.missing("xl/worksheets/sheet2.xml")), .damaged(.encoding("xl/sharedStrings.xml")),
      .damaged(.text("xl/workbook.xml")), .encrypted, .tooLarge(1 << 30), .tooDense(1 << 28, of: 1 << 18),
      .tooLongTable, .unknownPacking, .badCell("B7"),
      .passedOver([.init("选项", .hidden), .init("图表", .noCells), .init("填表说明", .noHeadings)]), .macros,
      .hidden(rows: [4, 5, 9], columns: ["F"], isFiltered: true), .hidden(rows: [4], columns: [], isFiltered: false),
      .merged(["B3:B7"]), .partialDate(cells: 3), .hiddenRecords(fact: "行政处罚"),
    ]
}

extension SheetLimits {
  /// Bytes of the worksheets of a workbook as tables of texts.
  static let tableBytes = 1 << 29
}
