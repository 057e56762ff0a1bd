import Evaluation
import Model
import Quantities
import Sheets
import Testing
import Translation

/// What the reference says in a column.
enum SQLTold: Equatable {
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

/// What statements have to tell, as the reference says it.
struct SQLExpectation {
  let standard: Standard
  /// In their order.
  let columns: [String]
  private let size: Rational
  private let read: [Int]

  init(_ standard: Standard, _ translation: SQLTranslation) {
    self.standard = standard
    columns = translation.columns.map(\.name)
    size = Rational(Int(translation.denominator))
    read = Self.read(standard)
  }

  /// What stands in each column; one that is held against nothing would be as good as none.
  func row(_ result: SheetResult, _ sheet: Sheet) throws -> [SQLTold] {
    let told = told(result, sheet)
    return try columns.map { try #require(told[$0], "\($0)") }
  }

  /// The facts that clauses and determinations ask for, that say who takes part, and by which cohorts and places are shared
  /// out, except those that are never missing.
  private static func read(_ standard: Standard) -> [Int] {
    let dependencies = DependencyIndex(standard)
    let asking = standard.sites.filter { site in
      switch site.owner {
      case .cohort: false
      case .definition(let index): standard.determinations.contains { $0.definition == index }
      case _: true
      }
    }
    let read = dependencies.of(asking.formulas).facts.union(dependencies.comparedFacts(standard))
      .union(standard.placeGroups).union([standard.candidates].compactMap { $0 })
    return read.sorted().filter { standard.facts[$0].fallback == nil }
  }

  private func told(_ result: SheetResult, _ sheet: Sheet) -> [String: SQLTold] {
    let null = SQLTold.null
    var row: [String: SQLTold] = [:]
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
