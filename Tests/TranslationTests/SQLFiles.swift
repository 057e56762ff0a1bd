import Foundation
import Model
import Quantities
import Sheets
import TestSupport
import Translation

/// Sheets as files of CSV, one for each table of facts.
struct SQLFiles {
  private let standard: Standard
  private let tables: [SQLSchema.Table]
  private let needed: [Int]

  init(_ standard: Standard, _ dialect: SQLDialect) {
    self.standard = standard
    tables = SQLSchema(standard, dialect, moving: []).tables
    needed = SQLSchema.needed(standard)
  }

  // MARK: What columns hold

  /// The same sheets without what the columns do not hold.
  func held(_ table: Table) -> Table {
    let sheets = table.sheets.map { sheet in sheet.with(sheet.cells.enumerated().map { held($1, $0) }) }
    return Table(schema: table.schema, sheets: sheets, refused: [])
  }

  private func held(_ cell: Cell, _ place: Int) -> Cell {
    // Places cannot be shared out among groups that nobody knows.
    let instead: Cell = needed.contains(place) ? .value(Self.filling(standard.facts[place].type)) : .missing
    guard case .value(let value) = cell else { return cell == .missing ? instead : .unsettled }
    guard case .records(let rows) = value else {
      return Self.text(value, tables[0].columns[place]) == nil ? instead : cell
    }
    let own = tables.first { $0.fact == place }?.columns ?? []
    return .value(
      .records(
        rows.map { row in
          zip(row, own).map { cell, column in cell.flatMap { Self.text($0, column) == nil ? nil : $0 } }
        }))
  }

  private static func filling(_ type: ValueType) -> Value {
    switch type {
    case .truth: .truth(true)
    case .text: .text("东")
    case .choice: .choice(0)
    case .choices: .choices(1)
    case .number, .percentage: .number(.zero)
    case .date: CalendarDate(year: 2025, month: 1, day: 1).map { .date($0) } ?? .truth(true)
    case .records: .records([])
    }
  }

  /// What stands in a column for a value; nil where it does not hold it.
  private static func text(_ value: Value, _ column: SQLSchema.Column) -> String? {
    switch (value, column.type) {
    case (.truth(let truth), _): return truth ? "true" : "false"
    case (.text(let text), _): return column.holds(text) ? text : nil
    case (.date(let date), _): return date.text
    case (.choice(let option), .choice(let options, _)): return options[option]
    case (.choices(let bits), _): return String(bits)
    case (.number(let number), let type):
      let own: Rational
      switch type {
      case .number(let measure, _): own = measure.number(of: number)
      case _: own = number * .powerOfTen(2)
      }
      let count = own * .powerOfTen(column.places)
      guard count.isWhole, count.magnitude < .powerOfTen(16) else { return nil }
      return column.places == 0 ? own.exactText : decimal(count, column.places)
    case (.records, _): return "true"
    case _: return nil
    }
  }

  private static func decimal(_ count: Rational, _ places: Int) -> String {
    let digits = String(count.magnitude.exactText)
    let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
    return (count.isNegative ? "-" : "") + padded.dropLast(places) + "." + padded.suffix(places)
  }

  // MARK: Files

  /// Writes a file for each table; sheets are known by their place.
  func write(_ table: Table, to folder: URL) throws {
    for own in tables {
      var lines = Lines()
      lines.add(["id"] + own.columns.map(\.name))
      for (id, sheet) in table.sheets.enumerated() {
        let rows = own.fact.map { Self.records(sheet[$0]) } ?? [sheet.cells.map(Self.value)]
        for row in rows {
          var cells: [String?] = [String(id)]
          for (value, column) in zip(row, own.columns) { cells.append(value.flatMap { Self.text($0, column) }) }
          lines.add(cells)
        }
      }
      try Data(lines.bytes).write(to: folder.appendingPathComponent(own.name + ".csv"))
    }
  }

  private static func value(_ cell: Cell) -> Value? {
    if case .value(let value) = cell { value } else { nil }
  }

  private static func records(_ cell: Cell) -> [[Value?]] {
    if case .value(.records(let rows)) = cell { rows } else { [] }
  }

  private struct Lines {
    private(set) var bytes: [UInt8] = []

    mutating func add(_ cells: [String?]) {
      for (place, cell) in cells.enumerated() {
        if place > 0 { bytes.append(UInt8(ascii: ",")) }
        guard let cell else { continue }
        if cell.utf8.contains(where: { !(0x30...0x39).contains($0) && $0 < 0x80 && $0 != 0x2D && $0 != 0x2E }) {
          bytes += "\"\(cell.replacing("\"", with: "\"\""))\"".utf8
        } else {
          bytes += cell.utf8
        }
      }
      bytes.append(UInt8(ascii: "\n"))
    }
  }
}

/// The rows that an engine has written as CSV, by the sheets that they are of.
struct SQLRecords {
  private let bytes: Data
  /// Where each row stands.
  private var places: [Range<Int>?]
  /// What is wrong with the rows as such.
  private(set) var problems: [String] = []

  init(_ file: URL, count: Int) throws {
    bytes = try Data(contentsOf: file, options: .alwaysMapped)
    places = Array(repeating: nil, count: count)
    for range in bytes.withUnsafeBytes({ Self.lines($0) }) {
      let id = bytes[range].prefix { $0 != UInt8(ascii: ",") }
      if let sheet = Int(String(decoding: id, as: UTF8.self)), places.indices.contains(sheet), places[sheet] == nil {
        places[sheet] = range
      } else {
        problems.append("a row of \(String(decoding: id, as: UTF8.self))")
      }
    }
  }

  private static func lines(_ bytes: UnsafeRawBufferPointer) -> [Range<Int>] {
    var (rows, start, isQuoted): ([Range<Int>], Int, Bool) = ([], 0, false)
    for (place, byte) in bytes.enumerated() {
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      if byte == UInt8(ascii: "\n"), !isQuoted {
        rows.append(start..<place)
        start = place + 1
      }
    }
    return rows
  }

  /// All rows of a file.
  static func rows(_ file: URL) throws -> [[String]] {
    let bytes = try Data(contentsOf: file)
    return bytes.withUnsafeBytes { lines($0) }.map { cells(bytes[$0]) }
  }

  /// The cells of the row of a sheet, `id` first.
  func cells(_ sheet: Int) -> [String]? { places[sheet].map { Self.cells(bytes[$0]) } }

  private static func cells(_ row: Data) -> [String] {
    var cells: [[UInt8]] = [[]]
    var isQuoted = false
    var before: UInt8 = 0
    for byte in row {
      switch byte {
      case UInt8(ascii: "\""):
        // Two of them within quotes are one.
        if !isQuoted, before == byte { cells[cells.count - 1].append(byte) }
        isQuoted.toggle()
      case UInt8(ascii: ",") where !isQuoted: cells.append([])
      case _: cells[cells.count - 1].append(byte)
      }
      before = byte
    }
    return cells.map { String(decoding: $0, as: UTF8.self) }
  }
}
