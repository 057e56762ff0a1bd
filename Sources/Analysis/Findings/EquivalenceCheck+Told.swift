import Evaluation
import Model
import Planning
import Quantities

extension EquivalenceCheck {
  /// What two standards say differently of the first sheet, selection included.
  static func told(_ one: Outcome, _ other: Outcome) -> [Equivalence.Told] {
    guard let a = one.results.first(where: { $0.sheet == 0 }), let b = other.results.first(where: { $0.sheet == 0 })
    else { return [] }
    var told = told(a, one.standard, b, other.standard)
    func note(_ subject: Equivalence.Subject, _ first: String, _ second: String) {
      if first != second { told.append(Equivalence.Told(subject: subject, first: first, second: second)) }
    }
    note(.ranking, a.rank.map(String.init) ?? "—", b.rank.map(String.init) ?? "—")
    note(.selection, a.selection?.rawValue ?? "—", b.selection?.rawValue ?? "—")
    return told
  }

  /// What they say differently of a sheet before it is ranked.
  static func told(
    _ one: SheetResult, _ first: Standard, _ other: SheetResult, _ second: Standard
  ) -> [Equivalence.Told] {
    var told: [Equivalence.Told] = []
    func note(_ subject: Equivalence.Subject, _ first: String, _ second: String) {
      if first != second { told.append(Equivalence.Told(subject: subject, first: first, second: second)) }
    }
    note(.participation, "\(one.entrant)", "\(other.entrant)")
    note(.eligibility, "\(one.eligible)", "\(other.eligible)")
    note(.total, one.total.exactText, other.total.exactText)
    func grades(_ result: SheetResult, _ standard: Standard) -> String {
      result.grades.map { $0.map { standard.grades[$0].name } ?? "—" }.joined(separator: "/")
    }
    note(.grade, grades(one, first), grades(other, second))
    for (place, requirement) in first.requirements.enumerated() {
      let same = second.requirements.firstIndex { $0.kind == requirement.kind && $0.id == requirement.id }
      guard let same else { continue }
      note(
        .clause(ClauseName(.requirement(place), first)), one.requirements[place].verdict.rawValue,
        other.requirements[same].verdict.rawValue)
    }
    for (place, determination) in first.determinations.enumerated() {
      guard let same = second.determinations.firstIndex(where: { $0.name == determination.name }) else { continue }
      note(
        .clause(ClauseName(.determination, determination.name)), text(one.determinations[place], determination),
        text(other.determinations[same], second.determinations[same]))
    }
    let paths = second.paths
    for path in first.paths {
      let key = first.key(of: path)
      guard let same = paths.first(where: { second.key(of: $0) == key }) else { continue }
      note(.clause(ClauseName(key)), one.points(of: path).exactText, other.points(of: same).exactText)
    }
    return told
  }

  private static func text(_ result: DeterminationResult, _ determination: Determination) -> String {
    result.value.knownValue?.text(as: determination.type) ?? "—"
  }
}

extension Standard {
  /// All that has points.
  fileprivate var paths: [ResultPath] {
    categories.indices.flatMap { index in
      [.category(index)] + categories[index].groups.indices.map { .group(index, $0) }
        + categories[index].items.indices.map { ResultPath.item(index, $0) }
    } + adjustments.indices.map { .adjustment($0) }
  }
}
