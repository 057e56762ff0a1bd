import Quantities

/// 不计分: where a text says so there is no total, and nothing comes about that asks for it. Whether something asks is seen
/// from how it is written, through definitions too: Grammar.md, section 7.
extension Standard {
  /// Whether somebody may have no total.
  public var mayBeUnscored: Bool { requirements.contains(where: \.leavesUnscored) }

  /// Whether a formula looks at the total, itself or through a definition.
  public func asksForTotal(_ formula: Formula) -> Bool { contains(formula, \.isTotal) }

  /// Whether a gate, requirement, advisory check or veto looks at the total.
  public func asksForTotal(_ requirement: Requirement) -> Bool {
    requirement.moment == .total
      && (requirement.conditions + [requirement.inapplicable].compactMap { $0 }).contains(where: asksForTotal)
  }

  /// The grades that are tried where there is no total: those before the first that asks for it, by its condition or by the
  /// order in which its places go.
  public var gradesWithoutTotal: Range<Int> {
    let isRankedByTotal = ranking.contains { asksForTotal($0.formula) }
    let first = grades.firstIndex { grade in
      grade.when.map(asksForTotal) ?? false || (grade.places != nil && isRankedByTotal)
    }
    return 0..<(first ?? grades.count)
  }

  /// What a determination comes to where there is no total.
  public func withoutTotal(_ determination: Determination) -> WithoutTotal {
    let formula = definitions[determination.definition].formula
    let (value, isThere) = withoutTotal(formula)
    let rungs = determination.rungs.prefix(while: { !($0.when.map(asksForTotal) ?? false) })
    return WithoutTotal(
      value: value, isThere: isThere, rungs: Array(rungs),
      subjects: Subject.of(rungs.compactMap(\.when), self))
  }

  /// What a formula comes to where there is no total, and whether it comes to anything: cases are tried up to the first
  /// whose condition asks for the total.
  private func withoutTotal(_ formula: Formula) -> (value: Formula?, isThere: Formula) {
    func truth(_ truth: Bool) -> Formula {
      Formula(kind: .constant(.truth(truth)), type: .truth, range: formula.range)
    }
    if !asksForTotal(formula) { return (formula, truth(true)) }
    switch formula.kind {
    case .definition(let index): return withoutTotal(definitions[index].formula)
    case .conditional(let test, let first, let second) where !asksForTotal(test):
      let (first, second) = (withoutTotal(first), withoutTotal(second))
      var value = first.value ?? second.value
      if let one = first.value, let other = second.value {
        value = Formula(kind: .conditional(test, one, other), type: formula.type, range: formula.range)
      }
      let isThere = Formula(
        kind: .conditional(test, first.isThere, second.isThere), type: .truth, range: formula.range)
      return (value, isThere)
    case .constant, .fact, .parameter, .referenceDate, .column, .resultColumn, .not, .all, .any, .compare, .interval,
      .oneOf, .hasOptions, .hasText, .isKnown, .position, .conditional, .operation, .rank, .cohort, .rows, .total,
      .eligible, .result:
      return (nil, truth(false))
    }
  }
}

/// What a determination that asks for the total comes to where there is none.
public struct WithoutTotal: Sendable {
  /// Where it comes to something; nil where it never does.
  public let value: Formula?
  /// Whether it comes to something.
  public let isThere: Formula
  /// The choices that are tried.
  public let rungs: [Determination.Rung]
  /// What more than one of their decisions depends on.
  public let subjects: [Subject]
}
