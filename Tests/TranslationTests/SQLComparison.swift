import Evaluation
import Foundation
import Model
import Planning
import Quantities
import Sheets
import TestSupport
import Testing
import Translation

/// Holds statements of SQL against the reference interpreter: sheets are put into the tables of an engine, and all that it
/// tells of them is what the reference says.
struct SQLComparison {
  let engine: SQLEngine

  /// A standard with its sheets, as an engine is given them.
  struct Job {
    let standard: Standard
    let table: Table
    let translation: SQLTranslation
    let name: String
  }

  /// What the engines tell otherwise than the reference, by job, and how often each value of a column was told.
  func differences(_ jobs: [Job]) throws -> (found: [String], told: [String: Set<String>]) {
    let answers = try engine.run(jobs.map { try Self.statements($0, engine.dialect) })
    var found: [String] = []
    var told: [String: Set<String>] = [:]
    for (job, answer) in zip(jobs, answers) {
      if let error = answer["error"] as? String {
        found.append("\(job.name): \(error)")
        continue
      }
      let columns = try #require(answer["columns"] as? [String])
      let rows = try #require(answer["rows"] as? [[Any]])
      let expected = Self.expected(job)
      if rows.count != expected.count { found.append("\(job.name): \(rows.count) rows") }
      for row in rows {
        let named = Dictionary(uniqueKeysWithValues: zip(columns, row.map(Self.text)))
        let sheet = try #require(Int(named["id"] ?? ""))
        for column in job.translation.columns.map(\.name) {
          guard let wanted = expected[sheet][column] else { continue }
          let kind = column.drop { $0 != "_" }
          told[kind.isEmpty ? String(column.prefix(3)) : String(kind), default: []].insert(named[column] ?? "?")
          if named[column] != wanted {
            found.append("\(job.name): sheet \(sheet) \(column): \(named[column] ?? "?") instead of \(wanted)")
          }
        }
      }
    }
    return (found, told)
  }

  static func text(_ value: Any) -> String {
    switch value {
    case is NSNull: "NULL"
    case let number as NSNumber: number.boolValue ? "true" : "false"
    case let text as String: text
    case let other: "\(other)"
    }
  }

  // MARK: Tables

  /// The same sheets without what the columns do not hold.
  static func held(_ table: Table, _ standard: Standard) -> Table {
    let needed = SQLSchema.needed(standard)
    let schema = SQLSchema(standard, SQLDialect.all[0], moving: [])
    func held(_ cell: Cell, _ place: Int) -> Cell {
      // Places cannot be shared out among groups that nobody knows.
      let instead: Cell = needed.contains(place) ? .value(filling(standard.facts[place].type)) : .missing
      guard case .value(let value) = cell else { return cell == .missing ? instead : .unsettled }
      guard case .records(let rows) = value else {
        return literal(value, schema.tables[0].columns[place]) == nil ? instead : cell
      }
      let own = schema.tables.first { $0.fact == place }?.columns ?? []
      return .value(
        .records(
          rows.map { row in
            zip(row, own).map { cell, column in cell.flatMap { literal($0, column) == nil ? nil : $0 } }
          }))
    }
    let sheets = table.sheets.map { sheet in sheet.with(sheet.cells.enumerated().map { held($1, $0) }) }
    return Table(schema: table.schema, sheets: sheets, refused: [])
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

  /// What a column is given for a value; nil where it does not hold it.
  private static func literal(_ value: Value, _ column: SQLSchema.Column) -> Any? {
    switch (value, column.type) {
    case (.truth(let truth), _): return truth
    case (.text(let text), _): return text.isEmpty ? nil : text
    case (.date(let date), _): return date.text
    case (.choice(let option), .choice(let options, _)): return options[option]
    case (.choices(let bits), _): return Int(bits)
    case (.number(let number), let type):
      let own: Rational
      switch type {
      case .number(let measure, _): own = measure.number(of: number)
      case _: own = number * .powerOfTen(2)
      }
      let count = own * .powerOfTen(column.places)
      guard count.isWhole, count.magnitude < .powerOfTen(16) else { return nil }
      return column.places == 0 ? own.exactText : decimal(count, column.places)
    case (.records, _): return true
    case _: return nil
    }
  }

  private static func decimal(_ count: Rational, _ places: Int) -> String {
    let digits = String(count.magnitude.exactText)
    let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
    return (count.isNegative ? "-" : "") + padded.dropLast(places) + "." + padded.suffix(places)
  }

  static func statements(_ job: Job, _ dialect: SQLDialect) throws -> [String: Any] {
    let schema = job.translation.schema
    var tables: [String: Any] = [:]
    for table in schema.tables {
      var rows: [[Any]] = []
      for (id, sheet) in job.table.sheets.enumerated() {
        if let fact = table.fact {
          guard case .value(.records(let records)) = sheet[fact] else { continue }
          for record in records {
            rows.append(
              [id] + zip(record, table.columns).map { cell, column in cell.flatMap { literal($0, column) } ?? NSNull() }
            )
          }
        } else {
          rows.append(
            [id]
              + zip(sheet.cells, table.columns).map { cell, column in
                if case .value(let value) = cell { literal(value, column) ?? NSNull() } else { NSNull() }
              })
        }
      }
      tables[table.name] = [
        "columns": [["id", "BIGINT"]] + table.columns.map { [$0.name, $0.declared] }, "rows": rows,
      ]
    }
    if !schema.parameters.isEmpty {
      // As the standard has them that says what is expected: it may be another than that of the statements.
      let row = schema.parameters.map { column in
        let place = Int(column.name.dropFirst()).map { $0 - 1 } ?? 0
        return job.standard.parameters[place].value.flatMap { literal($0, column) } ?? NSNull()
      }
      tables["parameters"] = ["columns": schema.parameters.map { [$0.name, $0.declared] }, "rows": [row]]
    }
    let made = schema.statements.split(separator: ";\n").map(String.init).filter { $0.contains("CREATE") }
    return ["schema": made, "tables": tables, "query": job.translation.query]
  }

  // MARK: What the reference says

  static func expected(_ job: Job) -> [[String: String]] {
    let outcome = Evaluation.referenceOutcome(of: job.standard, job.table)
    var rows = [[String: String]](repeating: [:], count: job.table.sheets.count)
    for result in outcome.results { rows[result.sheet] = told(result, job) }
    return rows
  }

  private static func told(_ result: SheetResult, _ job: Job) -> [String: String] {
    let size = Rational(Int(job.translation.denominator))
    var row: [String: String] = [:]
    func truth(_ truth: Truth) -> String {
      switch truth {
      case .yes: "true"
      case .no: "false"
      case .unknown: "NULL"
      }
    }
    func points(_ name: String, _ range: Interval?) {
      row[name + "_least"] = range?.least.value.map { ($0 * size).exactText } ?? "NULL"
      row[name + "_most"] = range?.most.value.map { ($0 * size).exactText } ?? "NULL"
    }
    for (place, requirement) in result.requirements.enumerated() {
      row["r\(place + 1)_verdict"] = requirement.verdict.rawValue
    }
    for (place, category) in result.categories.enumerated() {
      for (number, item) in category.items.enumerated() {
        row["c\(place + 1)i\(number + 1)_verdict"] = item.verdict.rawValue
        points("c\(place + 1)i\(number + 1)", item.points)
      }
      for (number, group) in category.groups.enumerated() { points("c\(place + 1)g\(number + 1)", group.points) }
      points("c\(place + 1)", category.points)
    }
    for (place, adjustment) in result.adjustments.enumerated() {
      row["a\(place + 1)_verdict"] = adjustment.verdict.rawValue
      points("a\(place + 1)", adjustment.points)
    }
    points("total", result.total.points)
    row["scored"] = truth(result.total.isScored)
    row["eligible"] = truth(result.eligible)
    row["entrant"] = truth(result.entrant)
    row["place"] = result.rank.map(String.init) ?? "NULL"
    row["selected"] = result.selection?.rawValue ?? "NULL"
    row["grades"] = result.grades.map { "|" + ($0.map { job.standard.grades[$0].name } ?? "-") }.joined()
    for (place, (determination, found)) in zip(job.standard.determinations, result.determinations).enumerated() {
      let name = "d\(place + 1)"
      switch determination.type {
      case .truth: row[name] = truth(found.value.truth)
      case .choice(let options, _):
        if case .known(.choice(let option)) = found.value { row[name] = options[option] } else { row[name] = "NULL" }
      case .number, .percentage, .date: points(name, found.value.order(determination.type))
      case .text, .choices, .records: break
      }
    }
    return row
  }
}

/// An engine that is there, with what spells statements for it.
struct SQLEngine {
  let dialect: SQLDialect
  /// As the script of the tests is told it.
  let address: String

  /// Where Python is, with the module of the engine.
  private static let python = ProcessInfo.processInfo.environment["RULECHECK_PYTHON"] ?? "python3"

  /// Nil where it is not installed.
  init?(_ name: String) {
    guard let dialect = SQLDialect.all.first(where: { $0.name == name }) else { return nil }
    self.dialect = dialect
    let environment = ProcessInfo.processInfo.environment
    switch name {
    case "postgresql":
      guard let given = environment["RULECHECK_POSTGRESQL"] else { return nil }
      address = "postgresql:" + given
    case "spark":
      guard environment["RULECHECK_SPARK"] != nil else { return nil }
      address = name
    case _: address = name
    }
    let module = ["duckdb": "duckdb", "postgresql": "psycopg2", "spark": "pyspark"][name] ?? name
    guard (try? Self.python(["-c", "import \(module)"])) == 0 else { return nil }
  }

  private static func python(_ arguments: [String]) throws -> Int32 {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [python] + arguments
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus
  }

  func run(_ jobs: [[String: Any]]) throws -> [[String: Any]] {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("rulecheck-sql-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let (asked, told) = (folder.appendingPathComponent("jobs.json"), folder.appendingPathComponent("results.json"))
    try JSONSerialization.data(withJSONObject: jobs).write(to: asked)
    let script = Package.root.appendingPathComponent("Tests/Fixtures/engines.py").path
    let status = try Self.python([script, address, asked.path, told.path])
    try #require(status == 0)
    let answers = try JSONSerialization.jsonObject(with: try Data(contentsOf: told))
    return try #require(answers as? [[String: Any]])
  }
}
