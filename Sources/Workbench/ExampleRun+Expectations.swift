import Evaluation
import Model
import Quantities
import Syntax

extension ExampleRun {
  /// What may be expected of the sheet, from single clauses to the total: all that an example can state.
  var expectations: [Example.Expected] {
    let requirements = standard.requirements.indices.map { Example.Subject.requirement($0) }
    let items = standard.categories.indices.flatMap { category in
      standard.categories[category].items.indices.map { Example.Subject.score(.item(category, $0)) }
    }
    let adjustments = standard.adjustments.indices.filter { standard.adjustments[$0].kind != .adjustment }
      .map { Example.Subject.score(.adjustment($0)) }
    let levels = standard.categories.indices.flatMap { category in
      standard.categories[category].groups.indices.map { Example.Subject.score(.group(category, $0)) }
        + [.score(.category(category))]
    }
    let determinations = standard.determinations.indices.map { Example.Subject.determination($0) }
    let wholes: [Example.Subject] =
      (standard.grades.isEmpty ? [] : [.grade]) + (standard.selection == nil ? [] : [.selection])
      + [.eligibility, .total]
    return (requirements + items + adjustments + determinations + levels + wholes).compactMap { subject in
      outcome(of: subject).map { Example.Expected(subject: subject, outcome: $0, range: standard.sources.start) }
    }
  }

  /// Nil for what no example can state.
  private func outcome(of subject: Example.Subject) -> Example.Outcome? {
    switch subject {
    case .total:
      switch result.total {
      case .scored(let points): return amount(points)
      case .open(let points): return isStateable(points) ? .amountOrUnscored(points) : nil
      case .unscored: return .word(.unscored)
      }
    case .grade:
      if result.grades.count > 1 { return .word(.unverified) }
      return result.grades.first.flatMap { $0 }.map { .grade(standard.grades[$0].name) }
    case .selection:
      switch result.entrant == .no ? .no : result.selection {
      case .yes?: return .word(.selection)
      case .no?: return .word(.notSelected)
      case .tied?: return .word(.tied)
      case .open?, nil: return .word(.unverified)
      }
    case .eligibility:
      return .word(result.eligible == .yes ? .eligible : result.eligible == .no ? .ineligible : .unverified)
    case .requirement(let index): return .word(result.requirements[index].verdict.keyword)
    case .score(let path):
      let score = scored(path)
      return score.verdict == .failed || score.verdict == .inapplicable
        ? .word(score.verdict.keyword) : amount(score.points)
    case .determination(let index):
      let found = result.determinations[index]
      if found.isUnscored { return .word(.unscored) }
      if found.isOpen { return .word(.unverified) }
      return found.value.knownValue.map { .value($0) }
    }
  }

  private func amount(_ points: Interval) -> Example.Outcome? { isStateable(points) ? .amount(points) : nil }

  private func isStateable(_ points: Interval) -> Bool { points.least.value != nil && points == points.closed }
}

extension Example.Expected {
  /// Whether nothing is open in what is expected.
  var isSettled: Bool {
    switch outcome {
    case .word(let keyword): keyword != .unverified
    case .amount(let points): points.isExact
    case .amountOrUnscored: false
    case .grade, .value: true
    }
  }
}
