import Quantities
import Syntax

/// What a formula says, as a text of names instead of places: formulas of two standards that mean the same have the
/// same signature. Parameters count with their values, definitions with what they stand for.
struct Signature {
  let standard: Standard
  private let constants: Constants
  private let definitions: [String]

  init(_ standard: Standard) {
    self.standard = standard
    let constants = Constants(standard)
    self.constants = constants
    var made: [Int: String] = [:]
    // A digest each, so that definitions of definitions stay short.
    func sign(_ index: Int) -> String {
      if let known = made[index] { return known }
      var hasher = Hasher()
      hasher.combine(Self.text(standard.definitions[index].formula, constants, sign))
      let signature = "d\(hasher.finalize())"
      made[index] = signature
      return signature
    }
    definitions = standard.definitions.indices.map(sign)
  }

  func of(_ formula: Formula?) -> String {
    formula.map { Self.text($0, constants) { definitions[$0] } } ?? ""
  }

  func of(_ use: CohortUse) -> String { Self.text(use, constants) { definitions[$0] } + of(use.formula) }

  func constant(_ formula: Formula) -> Value? { constants.value(of: formula) }

  /// What neither side of is the stricter one, and must come to the same. Grades have a comparison of their own, and
  /// definitions and parameters count where they are used.
  func undirected(_ sites: [Site]) -> [String] {
    sites.without(.meaning, .value, .example).filter { site in
      if case .grade = site.owner { return false }
      return site.stricter == nil
    }.map { of($0.formula) }
  }

  func source(_ query: RowQuery) -> String { Self.text(query.source, standard) }

  /// Everything about how an item is scored except its conditions and its full points.
  func scoring(_ scoring: Scoring) -> String {
    func amount(_ amount: Amount?) -> String { amount.map { (of($0.formula)) + ($0.isShare ? "%" : "") } ?? "" }
    var parts: [String] = ["\(scoring.treatment)"]
    switch scoring.base {
    case .full: parts.append("full")
    case .zero: parts.append("zero")
    case .mark(let mark): parts.append("mark " + amount(mark))
    case .interpolation(let formula, let knots):
      parts.append(of(formula) + knots.map { " \($0.at.exactText):\($0.points.exactText)" }.joined())
    case .bands(let bands): parts += bands.map { amount($0.amount) + " when " + of($0.when) }
    }
    parts += scoring.steps.map { step in
      let allowed = step.allowed.comparisons.map { " \($0.comparator.rawValue) " + of($0.end) }.joined()
      return
        "\(step.operation) \(amount(step.amount))\(allowed) \(of(step.by)) \(of(step.per)) \(step.mode.map { "\($0)" } ?? "") \(amount(step.limit)) \(of(step.when))"
    }
    parts.append(scoring.limits.rounding.map { "\($0.mode) \($0.step.exactText)" } ?? "")
    parts += [amount(scoring.limits.cap), amount(scoring.limits.floor)]
    if let baseline = scoring.baseline { parts.append("baseline " + baseline.exactText) }
    return parts.joined(separator: "|")
  }

  /// To how many of which groups something is given.
  func places(_ limits: PlaceLimits) -> String {
    let quotas = [limits.overall, limits.perGroup].map { $0.map { "\($0.value.exactText)\($0.isShare)" } ?? "-" }
    let facts = limits.groupBy.map { Self.text(fact: $0, standard) }
    return (quotas + facts + limits.missing.map { standard.parameters[$0].name }).joined(separator: "|")
  }

  // MARK: Texts

  private static func text(_ formula: Formula, _ constants: Constants, _ definition: (Int) -> String) -> String {
    formula.fold { text($0, $1, constants, definition) }
  }

  /// - Parameter parts: the texts of the formulas beneath it.
  private static func text(
    _ formula: Formula, _ parts: [String], _ constants: Constants, _ definition: (Int) -> String
  ) -> String {
    if let value = constants.value(of: formula) { return "\(value)" + typeText(formula.type) }
    let standard = constants.standard
    let head: String
    switch formula.kind {
    case .constant(let value): return "\(value)"
    case .fact(let index): return text(fact: index, standard)
    case .parameter(let index): return "p:" + standard.parameters[index].name
    case .definition(let index): return definition(index)
    case .referenceDate: return "date"
    case .column(let index): return "c\(index)"
    case .resultColumn(let column): return "c\(column)"
    case .total: return "total"
    case .eligible: return "eligible"
    case .result(let path, let column): return "r:\(standard.key(of: path).name).\(column)"
    case .rows(let query):
      // Which of the parts there are.
      let has = [query.value, query.filter, query.ofNone].map { $0 == nil ? "-" : "." }.joined()
      head = "\(query.kind) \(query.worth.exactText) \(text(query.source, standard))\(has)"
    case .not: head = "not"
    case .all: head = "all"
    case .any: head = "any"
    case .compare(let comparator, _, _): head = comparator.rawValue
    case .interval(_, let lower, let upper):
      head = "in\(lower.map { "\($0.included)" } ?? "-")\(upper.map { "\($0.included)" } ?? "-")"
    case .oneOf: head = "oneOf"
    case .hasOptions(let subject, let bits, let all): head = "has\(all)\(typeText(subject.type))\(bits)"
    case .hasText: head = "hasText"
    case .isKnown: head = "known"
    case .position(let use, let end, _, _): head = "pos\(end)" + text(use, constants, definition)
    case .conditional: head = "if"
    case .operation(let operation, _): head = "\(operation)"
    case .rank(let use, let end): head = "rank\(end)" + text(use, constants, definition)
    case .cohort(let use, let figure): head = "\(figure)" + text(use, constants, definition)
    }
    return head + "(" + parts.joined(separator: ",") + ")"
  }

  private static func text(_ use: CohortUse, _ constants: Constants, _ definition: (Int) -> String) -> String {
    let standard = constants.standard
    let cohort = standard.cohorts[use.cohort]
    let by = cohort.by.map { text(fact: $0, standard) }.joined(separator: ",")
    let members = cohort.members.map { text($0, constants, definition) } ?? ""
    let counting = cohort.counting.map { text(fact: $0, standard) } ?? ""
    return "[\(by)|\(members)|\(counting)|\(cohort.rounding)|\(cohort.smallest)|\(cohort.unreported)]"
  }

  /// A fact with what may stand in for it: without a value it counts as anything within its range.
  private static func text(fact index: Int, _ standard: Standard) -> String {
    let fact = standard.facts[index]
    var stated = [fact.lower, fact.upper, fact.fallback]
    if case .records(_, let columns) = fact.type { stated += columns.flatMap { [$0.lower, $0.upper] } }
    let limits = stated.map { $0.map { "\($0)" } ?? "-" }
    let precision = fact.precision.map { "|\($0.step.exactText) \($0.rounding?.rawValue ?? "")" } ?? ""
    return "f:" + fact.name + " " + typeText(fact.type) + limits.joined(separator: "|") + precision
  }

  private static func text(_ source: RowQuery.Source, _ standard: Standard) -> String {
    switch source {
    case .fact(let index): text(fact: index, standard)
    case .items(let path): "items " + (path.map { standard.key(of: $0).name } ?? "")
    case .categories: "categories"
    case .gates(let kind): kind.rawValue
    }
  }

  /// Options are numbered within their type.
  private static func typeText(_ type: ValueType) -> String {
    switch type {
    case .choice(let options, _), .choices(let options): options.joined(separator: "/")
    case .number(let measure, _): measure.unit.text
    case .percentage: "%"
    case .truth, .date, .text, .records: ""
    }
  }
}
