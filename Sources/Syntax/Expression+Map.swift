import Diagnostics

/// The only way down an expression, as written: a new kind does not compile without it.
extension Expression {
  /// The same expression with what stands directly beneath it changed, in reading order.
  public func map(_ change: (Expression) -> Expression) -> Expression {
    func terms(_ terms: [Term]) -> [Term] {
      terms.map { Term(inverse: $0.inverse, expression: change($0.expression)) }
    }
    let changed: Kind =
      switch kind {
      case .number, .percentage, .date, .text, .truth, .path, .word: kind
      case .negated(let inner): .negated(change(inner))
      case .not(let inner): .not(change(inner))
      case .sum(let parts): .sum(terms(parts))
      case .product(let parts): .product(terms(parts))
      case .all(let parts): .all(parts.map(change))
      case .any(let parts): .any(parts.map(change))
      case .comparison(let comparator, let left, let right): .comparison(comparator, change(left), change(right))
      case .membership(let subject, let set, let negated):
        .membership(change(subject), set.map(change), negated: negated)
      case .contains(let subject, let predicate, let operands):
        .contains(change(subject), predicate, operands.map(change))
      case .presence(let subject, let known): .presence(change(subject), known: known)
      case .position(let subject, let cohort, let end, let quota, let cutoff):
        .position(change(subject), cohort: cohort, end: end, quota: change(quota), cutoff: cutoff.map(change))
      case .conditional(let test, let first, let second):
        .conditional(change(test), then: change(first), otherwise: change(second))
      case .query(let query):
        .query(
          Query(
            kind: query.kind, source: query.source, value: query.value.map(change), filter: query.filter.map(change),
            ofNone: query.ofNone.map(change)))
      case .call(let function, let operands, let end): .call(function, operands.map(change), end)
      case .application(let name, let operands, let column): .application(name, operands.map(change), column: column)
      }
    return Expression(kind: changed, range: range)
  }

  /// The expressions directly beneath this one, in reading order.
  public var children: [Expression] {
    var children: [Expression] = []
    _ = map { child in
      children.append(child)
      return child
    }
    return children
  }
}

extension MemberSet {
  /// The same interval or list with its ends or members changed.
  public func map(_ change: (Expression) -> Expression) -> MemberSet {
    switch self {
    case .interval(let lower, let lowerIncluded, let upper, let upperIncluded):
      .interval(
        lower: lower.map(change), lowerIncluded: lowerIncluded, upper: upper.map(change), upperIncluded: upperIncluded)
    case .list(let members): .list(members.map(change))
    }
  }
}
