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
struct SQLFileComparison {
  private let standard: Standard
  private let table: Table
  private let translations: [(engine: SQLFileEngine, translation: SQLTranslation)]
  /// What each engine tells otherwise than the reference.
  private(set) var found: [(engine: String, found: [String])] = []
  /// The values told of some sheets, by kind of column.
  private(set) var told: [String: Set<String>] = [:]
  /// How long each engine took for each of its scripts and for the query.
  private(set) var seconds: [(engine: String, seconds: [Double])] = []

  /// - Parameter sheets: of which columns of tables hold what they hold, see ``SQLFiles/held(_:)``.
  /// - Throws: what cannot be said.
  init(_ standard: Standard, _ sheets: Table, on engines: [SQLFileEngine] = SQLFileEngine.all) throws {
    let plan = try Plan(standard)
    self.standard = standard
    translations = try engines.map { ($0, try SQLTranslation(standard, plan, $0.dialect)) }
    guard let first = translations.first else {
      table = sheets
      return
    }
    table = SQLFiles(standard, first.engine.dialect).held(sheets)
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("rulecheck-sql-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    var answers: [SQLRecords?] = []
    found = translations.map { ($0.engine.dialect.name, []) }
    for (place, (engine, translation)) in translations.enumerated() {
      let own = folder.appendingPathComponent(engine.dialect.name)
      try FileManager.default.createDirectory(at: own, withIntermediateDirectories: true)
      try SQLFiles(standard, engine.dialect).write(table, to: own)
      let schema = translation.schema
      do {
        let scripts = [schema.statements, schema.loading, schema.checks]
        seconds.append((engine.dialect.name, try engine.run(scripts, translation.query, in: own)))
        answers.append(try SQLRecords(own.appendingPathComponent("result.csv"), count: table.sheets.count))
      } catch let complaint as SQLFileEngine.Complaint {
        found[place].found.append(complaint.description)
        answers.append(nil)
      }
    }
    try compare(answers, first.translation)
  }

  /// So many sheets are judged at once; of more, each is judged when it is its turn.
  private static let atOnce = 20_000

  private mutating func compare(_ answers: [SQLRecords?], _ translation: SQLTranslation) throws {
    let isLarge = table.sheets.count > Self.atOnce
    let outcome =
      isLarge ? Evaluation.outcome(of: standard, table) : Evaluation.referenceOutcome(of: standard, table)
    let read = Self.read(standard)
    for place in table.sheets.indices {
      let result = outcome.result(at: place)
      let told = told(result, table.sheets[result.sheet], read, translation)
      // A column that is held against nothing would be as good as none.
      let row = try translation.columns.map { column in try #require(told[column.name], "\(column.name)") }
      if place < 60 {
        for (column, value) in zip(translation.columns, row) {
          let kind = column.name.drop { $0 != "_" }
          self.told[kind.isEmpty ? String(column.name.prefix(3)) : String(kind), default: []].insert(value.text)
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
            "sheet \(result.sheet) \(translation.columns[number].name): \(cells[number + 1]) instead of \(value.text)")
        }
      }
    }
    for (engine, answer) in answers.enumerated() { found[engine].found += answer?.problems ?? [] }
  }

  /// What the reference says in a column.
  enum Told {
    case text(String)
    case truth(Truth)

    static let null = "\\N"

    /// As engines tell it; PostgreSQL has `t` and `f` for truths.
    var text: String {
      switch self {
      case .text(let text): text
      case .truth(.yes): "true"
      case .truth(.no): "false"
      case .truth(.unknown): Self.null
      }
    }

    func isTold(_ told: String) -> Bool {
      switch self {
      case .text(let text): told.utf8.elementsEqual(text.utf8)
      case .truth(.yes): told == "true" || told == "t"
      case .truth(.no): told == "false" || told == "f"
      case .truth(.unknown): told == Self.null
      }
    }
  }

  // MARK: What the reference says

  /// The facts that formulas ask for, that say who takes part, and by which cohorts and places are shared out, except those
  /// that are never missing.
  private static func read(_ standard: Standard) -> [Int] {
    let dependencies = DependencyIndex(standard)
    let asking = standard.sites.filter { site in
      switch site.owner {
      case .cohort, .definition: false
      case _: true
      }
    }
    let read = dependencies.of(asking.formulas).facts.union(dependencies.comparedFacts(standard))
      .union(standard.placeGroups).union([standard.candidates].compactMap { $0 })
    return read.sorted().filter { standard.facts[$0].fallback == nil }
  }

  private func told(
    _ result: SheetResult, _ sheet: Sheet, _ read: [Int], _ translation: SQLTranslation
  ) -> [String: Told] {
    let null = Told.null
    let size = Rational(Int(translation.denominator))
    var row: [String: Told] = [:]
    func points(_ name: String, _ range: Interval?) {
      row[name + "_least"] = .text(range?.least.value.map { ($0 * size).exactText } ?? null)
      row[name + "_most"] = .text(range?.most.value.map { ($0 * size).exactText } ?? null)
    }
    for (place, requirement) in result.requirements.enumerated() {
      row["r\(place + 1)_verdict"] = .text(requirement.verdict.rawValue)
    }
    for (place, category) in result.categories.enumerated() {
      for (number, item) in category.items.enumerated() {
        row["c\(place + 1)i\(number + 1)_verdict"] = .text(item.verdict.rawValue)
        points("c\(place + 1)i\(number + 1)", item.points)
      }
      for (number, group) in category.groups.enumerated() { points("c\(place + 1)g\(number + 1)", group.points) }
      points("c\(place + 1)", category.points)
    }
    for (place, adjustment) in result.adjustments.enumerated() {
      row["a\(place + 1)_verdict"] = .text(adjustment.verdict.rawValue)
      points("a\(place + 1)", adjustment.points)
    }
    points("total", result.total.points)
    row["scored"] = .truth(result.total.isScored)
    row["eligible"] = .truth(result.eligible)
    row["entrant"] = .truth(result.entrant)
    row["place"] = .text(result.rank.map(String.init) ?? null)
    row["selected"] = .text(result.selection?.rawValue ?? null)
    row["grades"] = .text(result.grades.map { "|" + ($0.map { standard.grades[$0].name } ?? "-") }.joined())
    let missing = read.filter { if case .value = sheet[$0] { false } else { true } }
    row["missing"] = .text(missing.map { "|" + standard.facts[$0].name }.joined())
    for (place, (determination, found)) in zip(standard.determinations, result.determinations).enumerated() {
      let name = "d\(place + 1)"
      switch determination.type {
      case .truth: row[name] = .truth(found.value.truth)
      case .number, .percentage, .date: points(name, found.value.order(determination.type))
      case .choice(let options, _):
        if case .known(.choice(let option)) = found.value { row[name] = .text(options[option]) }
      case .text: if case .known(.text(let text)) = found.value { row[name] = .text(text) }
      case .choices: if case .known(.choices(let bits)) = found.value { row[name] = .text(String(bits)) }
      case .records: break
      }
      if determination.type.isTold, row[name] == nil { row[name] = .text(null) }
    }
    return row
  }
}

extension ValueType {
  /// Whether a determination of this type has a column of its own.
  fileprivate var isTold: Bool {
    switch self {
    case .text, .choice, .choices: true
    case .truth, .number, .percentage, .date, .records: false
    }
  }
}
