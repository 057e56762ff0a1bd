import Diagnostics
import Syntax

/// The only way down a formula. Whoever wants to know something of formulas folds or walks; ``map(_:)`` and ``children``
/// alone know what stands beneath each kind, and a new kind does not compile without them.
extension Formula {
  /// The same formula with what stands directly beneath it changed, in reading order.
  public func map(_ change: (Formula) -> Formula) -> Formula {
    func bound(_ bound: Bound?) -> Bound? { bound.map { Bound(formula: change($0.formula), included: $0.included) } }
    func compared(_ use: CohortUse) -> CohortUse {
      CohortUse(slot: use.slot, cohort: use.cohort, formula: change(use.formula))
    }
    let changed: Kind =
      switch kind {
      case .constant, .fact, .parameter, .definition, .referenceDate, .column, .resultColumn, .total, .eligible,
        .result:
        kind
      case .not(let inner): .not(change(inner))
      case .all(let parts): .all(parts.map(change))
      case .any(let parts): .any(parts.map(change))
      case .compare(let comparator, let left, let right): .compare(comparator, change(left), change(right))
      case .interval(let subject, let lower, let upper): .interval(change(subject), bound(lower), bound(upper))
      case .oneOf(let subject, let members): .oneOf(change(subject), members.map(change))
      case .hasOptions(let subject, let bits, let all): .hasOptions(change(subject), bits, all: all)
      case .hasText(let subject, let part): .hasText(change(subject), change(part))
      case .isKnown(let inner): .isKnown(change(inner))
      case .position(let use, let end, let quota, let cutoff):
        .position(compared(use), end, quota: change(quota), cutoff: cutoff.map(change))
      case .conditional(let test, let first, let second): .conditional(change(test), change(first), change(second))
      case .operation(let operation, let operands): .operation(operation, operands.map(change))
      case .rank(let use, let end): .rank(compared(use), end)
      case .cohort(let use, let figure): .cohort(compared(use), figure)
      case .rows(let query): .rows(query.map(change))
      }
    return Formula(kind: changed, type: type, range: range)
  }

  /// The formulas directly beneath this one, in reading order: the filter of a query is one.
  public var children: [Formula] {
    switch kind {
    case .constant, .fact, .parameter, .definition, .referenceDate, .column, .resultColumn, .total, .eligible, .result:
      []
    case .not(let inner), .isKnown(let inner), .hasOptions(let inner, _, _): [inner]
    case .all(let parts), .any(let parts), .operation(_, let parts): parts
    case .compare(_, let left, let right), .hasText(let left, let right): [left, right]
    case .interval(let subject, let lower, let upper): [subject] + [lower, upper].compactMap { $0?.formula }
    case .oneOf(let subject, let members): [subject] + members
    case .position(let use, _, let quota, let cutoff): [use.formula, quota] + [cutoff].compactMap { $0 }
    case .conditional(let test, let first, let second): [test, first, second]
    case .rank(let use, _), .cohort(let use, _): [use.formula]
    case .rows(let query): [query.value, query.filter, query.ofNone].compactMap { $0 }
    }
  }

  /// What a formula comes to, worked out from what those beneath it come to.
  ///
  /// - Parameter enters: false leaves out what stands beneath.
  public func fold<Result>(
    where enters: (Formula) -> Bool = { _ in true }, _ combine: (Formula, [Result]) -> Result
  ) -> Result {
    combine(self, enters(self) ? children.map { $0.fold(where: enters, combine) } : [])
  }

  /// Tells of this formula and all beneath it, in reading order.
  ///
  /// - Parameter enters: false leaves out what stands beneath.
  public func walk(_ enters: (Formula) -> Bool) {
    guard enters(self) else { return }
    for child in children { child.walk(enters) }
  }

  /// Whether a condition holds for this formula or any beneath it.
  public func contains(_ condition: (Formula) -> Bool) -> Bool {
    condition(self) || children.contains { $0.contains(condition) }
  }

  /// The columns that it reads of the row at hand; a query in it has rows of its own.
  public var columns: Set<Int> {
    var columns: Set<Int> = []
    walk { part in
      if case .column(let index) = part.kind { columns.insert(index) }
      if case .resultColumn(let column) = part.kind { columns.insert(column.rawValue) }
      return !part.isQuery
    }
    return columns
  }

  /// What stands beneath a query is about its rows, each with a value of its own.
  public var isQuery: Bool { if case .rows = kind { true } else { false } }

  /// What it holds against each other: the sides of a comparison, a value and the ends of its interval, or each member
  /// of its list.
  public var sides: [(left: Formula, right: Formula)] {
    if case .oneOf(let subject, let members) = kind { return members.map { (subject, $0) } }
    return comparisons().map { ($0.left, $0.right) }
  }

  /// The comparison that it is, or the one or two that an interval is; none for other formulas.
  ///
  /// - Parameter isSubject: of which formulas it is wanted: they stand on the left then, wherever they are written.
  public func comparisons(
    of isSubject: (Formula) -> Bool = { _ in true }
  ) -> [(comparator: Comparator, left: Formula, right: Formula)] {
    if case .compare(let comparator, let left, let right) = kind {
      return isSubject(left) || !isSubject(right) ? [(comparator, left, right)] : [(comparator.turned, right, left)]
    }
    guard case .interval(let subject, let lower, let upper) = kind else { return [] }
    return [
      lower.map { ($0.included ? .atLeast : .above, subject, $0.formula) },
      upper.map { ($0.included ? .atMost : .below, subject, $0.formula) },
    ].compactMap { $0 }
  }

  /// Whether it is 总分 itself; a formula that only contains it is not.
  public var isTotal: Bool { if case .total = kind { true } else { false } }

  /// Levels of this formula, those of the definitions it uses included.
  func depth(_ definitions: [Int: Int]) -> Int {
    fold { part, depths in
      if case .definition(let index) = part.kind { return 1 + (definitions[index] ?? 0) }
      return 1 + (depths.max() ?? 0)
    }
  }
}

extension Standard {
  /// Whether a condition holds for a formula or any beneath it, in the definitions that it uses too.
  public func contains(_ formula: Formula, _ condition: (Formula) -> Bool) -> Bool {
    var holds = false
    walk([formula]) { part in
      holds = holds || condition(part)
      return !holds
    }
    return holds
  }

  /// Tells of some formulas and all beneath them, in reading order: definitions are gone into where they first stand.
  ///
  /// - Parameter enters: false leaves out what stands beneath, and what a definition stands for.
  public func walk(_ formulas: [Formula], _ enters: (Formula) -> Bool) {
    var opened: Set<Int> = []
    // Of the standard nothing else is held on to.
    let definitions = definitions
    func look(_ formula: Formula) {
      formula.walk { part in
        guard enters(part) else { return false }
        if case .definition(let index) = part.kind, opened.insert(index).inserted { look(definitions[index].formula) }
        return true
      }
    }
    formulas.forEach(look)
  }
}
