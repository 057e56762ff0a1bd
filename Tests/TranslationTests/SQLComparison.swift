import Evaluation
import Foundation
import Model
import Planning
import Quantities
import Sheets
import TestSupport
import Testing
import Translation

/// Holds statements of SQL against the reference interpreter: sheets are put into files that engines read, by the statements
/// that are written for that; and all that they tell of them is what the reference says.
struct SQLComparison {
  private let table: Table
  /// What each engine tells otherwise than the reference.
  private(set) var found: [(engine: String, found: [String])] = []
  /// The values told of some sheets, by kind of column.
  private(set) var told: [String: Set<String>] = [:]
  /// How long each engine took for each step: tables, reading, checks, and what judges.
  private(set) var seconds: [(engine: String, seconds: [Double])] = []

  /// - Parameters:
  ///   - sheets: of which columns of tables hold what they hold, see ``SQLFiles/held(_:)``.
  ///   - changed: the standard with other values of parameters, which are updated in their table.
  init(_ subject: SQLSubject, _ sheets: Table, changed: Standard? = nil) throws {
    let table = subject.held(sheets)
    try self.init(subject, table, changed ?? subject.standard) { engine, translation, body in
      let updating = changed.map { subject.updating($0, translation, engine.dialect) }
      try subject.fill(engine, translation, table, updating: updating, translation.script.steps(engine.result), body)
    }
  }

  /// - Parameters:
  ///   - sheets: in the order of the rows of facts, which count them.
  ///   - folder: with their tables as files.
  init(_ subject: SQLSubject, _ sheets: Table, in folder: URL) throws {
    try self.init(subject, sheets, subject.standard) { engine, translation, body in
      let steps = translation.schema.filling.map(SQLEngine.Step.script) + translation.script.steps(engine.result)
      try body(folder, try engine.run(steps, in: folder))
    }
  }

  private init(
    _ subject: SQLSubject, _ table: Table, _ standard: Standard,
    _ run: (SQLEngine, SQLTranslation, (URL, [Double]) throws -> Void) throws -> Void
  ) throws {
    self.table = table
    var answers: [SQLRecords?] = []
    for (engine, translation) in subject.translations {
      var own: [String] = []
      do {
        try run(engine, translation) { folder, times in
          answers.append(try SQLRecords(folder.appendingPathComponent(engine.result), count: table.sheets.count))
          seconds.append((engine.dialect.name, times))
        }
      } catch let complaint as SQLEngine.Complaint {
        own.append(complaint.description)
        answers.append(nil)
      }
      found.append((engine.dialect.name, own))
    }
    if let first = subject.translations.first {
      try compare(answers, SQLExpectation(standard, first.translation))
    }
  }

  /// So many sheets are judged at once; of more, each is judged when it is its turn.
  private static let atOnce = 20_000

  private mutating func compare(_ answers: [SQLRecords?], _ expectation: SQLExpectation) throws {
    let standard = expectation.standard
    let isLarge = table.sheets.count > Self.atOnce
    let outcome =
      isLarge ? Evaluation.outcome(of: standard, table) : Evaluation.referenceOutcome(of: standard, table)
    for place in table.sheets.indices {
      let result = outcome.result(at: place)
      let row = try expectation.row(result, table.sheets[result.sheet])
      // Of a large table from all over it.
      if place < 60 || place % 997 == 0 {
        for (column, value) in zip(expectation.columns, row) {
          let kind = column.drop { $0 != "_" }
          told[kind.isEmpty ? String(column.prefix(3)) : String(kind), default: []].insert(value.text)
        }
      }
      for (engine, answer) in answers.enumerated() where found[engine].found.count < 100 {
        guard let answer else { continue }
        guard let cells = answer.cells(result.sheet), cells.count == row.count + 1 else {
          found[engine].found.append("no row of \(result.sheet)")
          continue
        }
        for (number, value) in row.enumerated() where !value.isTold(cells[number + 1]) {
          found[engine].found.append(
            "sheet \(result.sheet) \(expectation.columns[number]): \(cells[number + 1]) instead of \(value.text)")
        }
      }
    }
    for (engine, answer) in answers.enumerated() { found[engine].found += answer?.problems ?? [] }
  }

  /// What is told otherwise than expected, of all engines, for people to read.
  var differences: [String] {
    found.flatMap { engine, found in found.prefix(20).map { "\(engine): \($0)" } }
  }
}

/// A standard with its statements for each engine.
struct SQLSubject {
  let standard: Standard
  let translations: [(engine: SQLEngine, translation: SQLTranslation)]

  /// - Throws: what cannot be said.
  init(_ standard: Standard, on engines: [SQLEngine] = SQLEngine.all) throws {
    self.standard = standard
    let first = try SQLTranslation(standard, try Plan(standard), SQLDialect.all[0])
    translations = engines.map { ($0, first.spelled(for: $0.dialect)) }
  }

  /// The same sheets without what the columns do not hold.
  func held(_ sheets: Table) -> Table { SQLFiles(standard, SQLDialect.all[0]).held(sheets) }

  /// Fills the tables of an engine, has it run what else is wanted, and calls for what that has written.
  func fill(
    _ engine: SQLEngine, _ translation: SQLTranslation, _ table: Table, updating: String? = nil,
    _ steps: [SQLEngine.Step], _ body: (URL, [Double]) throws -> Void
  ) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("rulecheck-sql-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try SQLFiles(standard, engine.dialect).write(table, to: folder)
    let scripts = translation.schema.filling + [updating].compactMap { $0 }
    try body(folder, try engine.run(scripts.map(SQLEngine.Step.script) + steps, in: folder))
  }

  /// The statement that changes the parameters to what another standard says.
  func updating(_ changed: Standard, _ translation: SQLTranslation, _ dialect: SQLDialect) -> String {
    let places = translation.schema.parameters.compactMap { Int($0.name.dropFirst()).map { $0 - 1 } }
    let values = SQLSchema(changed, dialect, moving: Set(places)).parameters.map { ($0.name, $0.value ?? "NULL") }
    if dialect.name == "spark" {
      return "INSERT OVERWRITE parameters VALUES (\(values.map(\.1).joined(separator: ", ")));"
    }
    return "UPDATE parameters SET \(values.map { "\($0) = \($1)" }.joined(separator: ", "));"
  }
}

extension SQLSchema {
  /// What makes the tables, reads the files and checks what was read.
  var filling: [String] { [statements, loading, checks] }
}
