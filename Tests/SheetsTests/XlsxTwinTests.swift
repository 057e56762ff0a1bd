import Diagnostics
import Foundation
import Quantities
import TestSupport
import Testing

@testable import Sheets

/// Workbooks of several programs, each beside a CSV that says the same.
@Suite struct XlsxTwinTests {
  private static let folder = "Tests/Fixtures/xlsx"

  static func bytes(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: Package.root.appendingPathComponent("\(folder)/\(name)")))
  }

  /// Workbooks that have a twin.
  private static func twins() throws -> [String] {
    let names = try Package.files(folder, ".xlsx").map { String($0.dropFirst(folder.count + 1).dropLast(5)) }
    return names.filter { FileManager.default.fileExists(atPath: Package.root.path + "/\(folder)/\($0).csv") }
  }

  /// The first table of a file, as rows with their numbers; cells that are missing at the end are none.
  private static func rows(_ name: String) throws -> [Int: [String]] {
    let file = SheetFile(path: name, bytes: try bytes(name))
    guard case .tables(let decode) = file.form.content, let table = try decode(file).tables.get().first else {
      return [:]
    }
    let csv = try table.rows.get()
    var rows: [Int: [String]] = [:]
    for row in csv.table(csv.separators[0]).rows {
      var cells = row.cells
      while cells.last == "" { cells.removeLast() }
      rows[row.line] = cells
    }
    return rows
  }

  @Test func everyCellIsReadAsThatOfItsTwin() throws {
    let twins = try Self.twins()
    for name in twins {
      let (book, twin) = (try Self.rows(name + ".xlsx"), try Self.rows(name + ".csv"))
      // Of the twin lines are counted, of the workbook rows.
      let (bookRows, twinRows) = (book.sorted { $0.key < $1.key }, twin.sorted { $0.key < $1.key })
      #expect(bookRows.count == twinRows.count, "\(name)")
      for (row, (own, other)) in zip(bookRows, twinRows).enumerated() {
        #expect(own.value == other.value, "\(name), row \(row)")
      }
    }
    #expect(twins.count >= 12)
  }

  static let schema: Schema = {
    func column(_ name: String, _ type: ValueType) -> Schema.Column {
      Schema.Column(name: name, alias: nil, type: type, lower: nil, upper: nil)
    }
    let records: [ValueType.Column] = [
      ValueType.Column(name: "日期", alias: nil, type: .date, lower: nil, upper: nil),
      ValueType.Column(name: "事由", alias: nil, type: .text, lower: nil, upper: nil),
    ]
    return Schema(
      columns: [
        column("小区名称", .text), column("户数", .number(Measure(Unit("户")), whole: false)),
        column("收费率", .percentage), column("评定日期", .date), column("有车库", .truth),
        column("等次", .choice(options: ["优", "良"], order: .none)), column("备注", .text),
        column("行政处罚", .records(Measure(Unit("次")), columns: records)),
      ], subjects: [0], units: UnitTable())
  }()

  /// A message as people see it, without the name of the file.
  static func told(_ diagnostics: [Diagnostic]) -> [String] {
    diagnostics.map { diagnostic in
      let place: [String] =
        switch diagnostic.place {
        case .cell(_, let row, let column, let value, let worksheet):
          [
            worksheet?.cell ?? row.map(String.init) ?? "", worksheet?.name ?? "", column ?? "", value ?? "",
          ]
        case .file: ["file"]
        case .source, .argument: []
        }
      return ([diagnostic.problem.code] + place).joined(separator: "|")
    }
  }

  static func read(_ names: String...) throws -> (table: Table, told: [String]) {
    let files = try names.map { SheetFile(path: $0, bytes: try bytes($0)) }
    let (table, diagnostics) = SheetReader.read(files, schema: schema)
    return (table, told(diagnostics))
  }

  /// The programs' workbooks and those that imitate them hold one table, and it is that of the twin.
  @Test func sheetsAreThoseOfTheTwin() throws {
    for name in try Self.twins() where !["formats", "cells", "stale"].contains(name) {
      let (book, told) = try Self.read(name + ".xlsx")
      let (twin, others) = try Self.read(name + ".csv")
      #expect(told == [] && others == [], "\(name): \(told) \(others)")
      #expect(book.sheets.map(\.identity) == twin.sheets.map(\.identity), "\(name)")
      #expect(book.sheets.map(\.cells) == twin.sheets.map(\.cells), "\(name)")
      #expect(book.sheets.count == 5 && book.sheets[0].file == name + ".xlsx")
      // Rows are counted as the spreadsheet does, though a cell has two lines.
      #expect(book.sheets.map(\.row) == [2, 3, 4, 5, 6], "\(name)")
      #expect(book.sheets[0][2] == .value(.number(Rational(58, places: 2))) || book.sheets[0][2] == twin.sheets[0][2])
    }
  }
}
