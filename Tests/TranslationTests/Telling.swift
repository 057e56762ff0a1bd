import Model
import Planning
import Quantities

@testable import Evaluation

/// All there is to a result, line by line, as Tests/Fixtures/scripts/run.js tells it of the engine.
extension Outcome {
  func told(_ result: SheetResult) -> [String] {
    func text(_ number: Int?) -> String { number.map(String.init) ?? "null" }
    var lines = [
      "sheet \(result.sheet) rank \(text(result.rank)) selection \(result.selection?.rawValue ?? "null")",
      "entrant \(result.entrant) selectable \(result.selectable) eligible \(result.eligible)",
      "total \(result.total.isScored) \(told(result.total.points)) \(told(result.error))",
    ]
    for (index, found) in result.requirements.enumerated() {
      lines.append("requirement \(index) \(found.verdict) \(found.passes) \(told(found.missing)) \(told(found.error))")
    }
    for (index, category) in result.categories.enumerated() {
      lines.append("category \(index) \(told(category.level))")
      lines += category.groups.enumerated().map { "group \(index).\($0) \(told($1))" }
      lines += category.items.enumerated().map { "item \(index).\($0) \(told($1))" }
    }
    lines += result.adjustments.enumerated().map { "adjustment \($0) \(told($1))" }
    lines.append("grades " + result.grades.map { $0.map(String.init) ?? "none" }.joined(separator: " "))
    for (index, found) in result.determinations.enumerated() {
      let possible = found.possible.map(String.init).joined(separator: ",")
      lines.append("determination \(index) \(told(found.value)) [\(possible)] \(found.mayBeUnscored) \(found.isOpen)")
    }
    lines.append("keys " + result.keys.map(told).joined(separator: " "))
    lines += result.open.map { "open \($0.key) \(told($0.value))" }.sorted()
    let places = result.gradePlaces.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
    lines.append("places " + places.joined(separator: " "))
    let deciding = Set(deciding(result).map(\.input))
    for missing in missing(result) {
      let requirements = missing.requirements.map(String.init).joined(separator: ",")
      let decisions = missing.decisions.map(\.rawValue).joined(separator: " ")
      lines.append(
        "missing \(told(missing.input)) \(told(missing.points)) [\(requirements)] \(decisions) "
          + (deciding.contains(missing.input) ? "yes" : "no"))
    }
    return lines
  }

  private func told(_ score: ScoreResult) -> String {
    "\(score.verdict) \(score.applies) "
      + part(
        score.points, score.applied, score.full, score.rate, score.appliedRate, score.minimum, score.minimumMissing,
        score.missing, score.error)
  }

  private func told(_ level: LevelResult) -> String {
    "\(level.applicable) \(told(level.mark)) "
      + part(
        level.points, level.applied, level.full, level.rate, level.appliedRate, level.minimum, level.minimumMissing,
        level.missing, level.error)
  }

  private func part(
    _ points: Interval, _ applied: Interval, _ full: Interval?, _ rate: Interval?, _ appliedRate: Interval?,
    _ minimum: Truth, _ minimumMissing: [Missing], _ missing: [Missing], _ error: ArithmeticError?
  ) -> String {
    [
      told(points), told(applied), told(full), told(rate), told(appliedRate), "\(minimum)", told(minimumMissing),
      told(missing), told(error),
    ].joined(separator: " ")
  }

  private func told(_ error: ArithmeticError?) -> String { error.map { "\($0)" } ?? "sound" }

  private func told(_ missing: [Missing]) -> String { "{" + missing.map(told).joined(separator: " ") + "}" }

  private func told(_ missing: Missing) -> String {
    switch missing {
    case .fact(let index): "f\(index)"
    case .parameter(let index): "p\(index)"
    }
  }

  private func told(_ end: Endpoint) -> String {
    switch end {
    case .negativeInfinity: "-inf"
    case .finite(let number): number.fractionText
    case .positiveInfinity: "inf"
    }
  }

  private func told(_ range: Interval?) -> String {
    guard let range else { return "none" }
    return (range.leastIsOpen ? "(" : "[") + told(range.least) + "," + told(range.most)
      + (range.mostIsOpen ? ")" : "]")
  }

  private func told(_ computed: Computed) -> String {
    switch computed {
    case .known(.truth(let truth)): "known \(truth ? "yes" : "no")"
    case .known(.number(let number)): "known \(number.fractionText)"
    case .known(.date(let date)): "known \(date.text)"
    case .known(.text(let text)): "known \"\(text)\""
    case .known(.choice(let option)): "known option \(option)"
    case .known(.choices(let bits)): "known options \(bits)"
    case .known(.records): "known records"
    case .between(let range): "between \(told(range))"
    case .unknown: "unknown"
    case .doubtful: "doubtful"
    case .failed(let error): "failed \(error)"
    }
  }
}
