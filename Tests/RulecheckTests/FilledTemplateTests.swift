import Foundation
import Model
import Quantities
import Sheets
import TestSupport
import Testing
import Workbench

@testable import rulecheck

/// Blank workbooks of all shipped standards, filled in by another program: judged as the same values in CSV.
@Suite struct FilledTemplateTests {
  private static let standards = [
    ("houma", "sheets"), ("linfen", "linfen-sheets"), ("shanxi", "shanxi-sheets"), ("observatory", "observatory-sites"),
  ]

  /// What is typed into a cell: its kind (number, percentage, date or text), and its text; of a percentage its share, and its
  /// text behind that. Nil for what is not known.
  private static func typed(_ value: Value, _ type: ValueType) -> [String]? {
    switch (value, type) {
    case (.number(let number), .number(let measure, _)):
      let number = measure.number(of: number)
      return number.isExact(places: 12) ? ["n", number.decimal(places: 12)] : nil
    case (.number(let number), _):
      let percents = (number * Rational(100)).decimal(places: 12) + "%"
      return number.isExact(places: 12) ? ["p", number.decimal(places: 12), percents] : nil
    case (.date(let date), _): return ["d", date.text]
    default: return ["s", value.text(as: type)]
    }
  }

  private struct Rows {
    let name: String
    let headings: [String]
    var cells: [[[String]?]] = []

    /// The same as CSV.
    var csv: String {
      CSV.file([headings] + cells.map { row in row.map { $0?.last ?? "" } })
    }
  }

  /// A table of sheets, and one of records for each list of them.
  private static func rows(_ sheets: Table, _ standard: Standard) -> [Rows] {
    let columns = standard.schema.columns
    let subjects = standard.schema.subjects
    var main = Rows(name: "", headings: [])
    var lists: [Rows] = []
    var plain: [Int] = []
    for (place, column) in columns.enumerated() {
      if case .records(_, let fields) = column.type {
        let further = subjects.dropFirst().map { columns[$0].name }.filter { name in
          !fields.contains { $0.name == name }
        }
        lists.append(Rows(name: column.name, headings: [columns[subjects[0]].name] + further + fields.map(\.name)))
      } else {
        plain.append(place)
      }
    }
    main = Rows(name: "", headings: plain.map { columns[$0].name })
    for sheet in sheets.sheets {
      func cell(_ place: Int) -> [String]? {
        if case .value(let value) = sheet[place] { typed(value, columns[place].type) } else { nil }
      }
      main.cells.append(plain.map(cell))
      for list in lists.indices {
        guard let place = columns.firstIndex(where: { $0.name == lists[list].name }),
          case .records(_, let fields) = columns[place].type, case .value(.records(let records)) = sheet[place]
        else { continue }
        let owner = lists[list].headings.prefix(lists[list].headings.count - fields.count).map { name in
          columns.firstIndex { $0.name == name }.flatMap(cell)
        }
        let values = records.map { zip($0, fields).map { value, field in value.flatMap { typed($0, field.type) } } }
        lists[list].cells += values.map { owner + $0 }
        if values.isEmpty { lists[list].cells.append(owner + fields.indices.map { $0 == 0 ? ["s", "无"] : nil }) }
      }
    }
    return [main] + lists
  }

  private static let script = """
    import openpyxl, json, sys, datetime
    for work in json.load(sys.stdin):
        book = openpyxl.load_workbook(work["blank"])
        for place, rows in enumerate(work["rows"]):
            sheet = book.worksheets[place]
            names = [c.value for c in sheet[1]]
            assert names == rows["headings"], (names, rows["headings"])
            assert place == 0 or sheet.title == rows["name"], (sheet.title, rows["name"])
            for number, row in enumerate(rows["cells"]):
                for column, cell in enumerate(row):
                    if cell is None: continue
                    kind, text = cell[:2]
                    value = float(text) if kind in "np" else datetime.date.fromisoformat(text) if kind == "d" else text
                    filled = sheet.cell(number + 3, column + 1)
                    filled.value = value
                    # What is typed into a column looks as the column says; for openpyxl it does not.
                    if kind == "p": filled.number_format = "0.00%"
        book.save(work["filled"])
    """

  /// A result as JSON, but for what says from which files it comes.
  private static func result(_ rules: String, _ path: String) throws -> (json: NSDictionary, run: CommandTests.Run) {
    let run = try CommandTests.run(rules, path, "--format", "json")
    var json = try #require(try JSONSerialization.jsonObject(with: Data(run.bytes)) as? [String: Any], "\(run.errors)")
    var sheets = try #require(json["sheets"] as? [String: Any])
    sheets["digest"] = nil
    json["sheets"] = sheets
    return (json as NSDictionary, run)
  }

  /// Fills in the blank workbooks with the values of the shipped sheets, and with values drawn at random, records, dates,
  /// percentages and options among them; tables that say the same lie beside them.
  private static func fillIn(_ bench: CommandBench) throws -> [(rules: String, name: String)] {
    var work: [[String: Any]] = []
    var cases: [(rules: String, name: String)] = []
    var random = SeededGenerator(seed: 58)
    for (name, folder) in standards {
      let rules = "rules/\(name).rules"
      let standard = try #require(try Package.load(rules).standard)
      #expect(try CommandTests.run("template", rules, "--output", bench.path("\(name).xlsx")).code == 0)
      let shipped = SheetReader.read(try Package.sheets("rules/" + folder), schema: standard.schema).table
      var drawn = RandomSheets(standard).table(of: 20, missing: 20, &random)
      let subjects = standard.schema.subjects
      drawn = Table(
        schema: drawn.schema,
        sheets: drawn.sheets.enumerated().map { number, sheet in
          var cells = sheet.cells
          for subject in subjects where standard.schema.columns[subject].type == .text {
            cells[subject] = .value(.text("第\(number)园"))
          }
          return Sheet(Identity("第\(number)园"), cells: cells, file: "", row: nil)
        }, refused: [])
      for (kind, table) in [("shipped", shipped), ("drawn", drawn)] {
        let rows = rows(table, standard)
        let key = name + "-" + kind
        try FileManager.default.createDirectory(atPath: bench.path(key + "-csv"), withIntermediateDirectories: true)
        for table in rows { try bench.put(table.csv, "\(key)-csv/表\(table.name.isEmpty ? "" : ".")\(table.name).csv") }
        work.append([
          "blank": bench.path(name + ".xlsx"), "filled": bench.path(key + ".xlsx"),
          "rows": rows.map { table in
            [
              "name": table.name, "headings": table.headings,
              "cells": table.cells.map { $0.map { $0.map { $0 as Any } ?? NSNull() } },
            ] as [String: Any]
          },
        ])
        cases.append((rules, key))
      }
    }
    let input = String(decoding: try JSONSerialization.data(withJSONObject: work), as: UTF8.self)
    _ = try Python.run(script, [], input: input)
    return cases
  }

  @Test(.enabled(if: Python.hasOpenpyxl, "no python3 with openpyxl is installed: no blank workbook is filled in"))
  func blankWorkbooksFilledInAreJudgedAsTheSameTables() throws {
    let bench = try CommandBench()
    for (rules, key) in try Self.fillIn(bench) {
      let wanted = try Self.result(rules, bench.path(key + "-csv"))
      let found = try Self.result(rules, bench.path(key + ".xlsx"))
      #expect(found.json == wanted.json, "\(key): \(found.run.errors)")
      #expect(found.run.code == wanted.run.code && found.run.bytes.count > 1_000, "\(key)")
      func codes(_ text: String) -> [String] { text.matches(of: /(?:错误|提醒) [A-Z]\d{3}/).map { String($0.output) } }
      #expect(codes(found.run.errors) == codes(wanted.run.errors), "\(key): \(found.run.errors)")
      #expect(!found.run.errors.contains("D117"), "\(key)")
    }
  }

  private static func filled(_ row: [String]) -> [String] {
    Array(row.prefix((row.lastIndex { !$0.isEmpty } ?? -1) + 1))
  }

  /// What LibreOffice makes of them, of the blank ones and of results is read as what it was made of.
  @Test(
    .enabled(if: Python.hasOpenpyxl, "no python3 with openpyxl is installed: no blank workbook is filled in"),
    .enabled(if: Office.program != nil, "LibreOffice is not installed: it saves no workbook again"))
  func workbooksThatLibreOfficeSavesSayTheSame() throws {
    let bench = try CommandBench()
    let cases = try Self.fillIn(bench)
    for (rules, key) in cases {
      _ = try CommandTests.run(rules, bench.path(key + ".xlsx"), "--output", bench.path("结果-\(key).xlsx"))
    }
    let names = try bench.names.filter { $0.hasSuffix(".xlsx") }
    try Office.save(names.map(bench.path), as: "xlsx", into: bench.path("saved"))
    for (rules, key) in cases {
      let before = try Self.result(rules, bench.path(key + ".xlsx"))
      let after = try Self.result(rules, bench.path("saved/\(key).xlsx"))
      #expect(after.json == before.json, "\(key): \(after.run.errors)")
      #expect(after.run.code == before.run.code, "\(key)")
      #expect(!after.run.errors.contains("D117"), "\(key): \(after.run.errors)")
    }
    for name in names where name.hasPrefix("结果-") {
      let before = try Python.worksheets(bench.path(name))
      let after = try Python.worksheets(bench.path("saved/" + name))
      #expect(before.map(\.name) == after.map(\.name) && before.count >= 3, "\(name)")
      for (before, after) in zip(before, after) {
        #expect(before.rows.map(Self.filled) == after.rows.map(Self.filled), "\(name) \(before.name)")
      }
    }
    for (name, _) in Self.standards {
      let run = try CommandTests.run("rules/\(name).rules", bench.path("saved/\(name).xlsx"))
      #expect(run.errors == "", "\(name): \(run.errors)")
    }
  }
}
