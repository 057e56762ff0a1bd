import Diagnostics

extension Clause {
  /// What an expression, or an interval, of a clause is for, as far as the form of the clause tells.
  public enum Part: Sendable, Hashable {
    /// A condition, or a value that is looked at.
    case asked
    /// What is given: points, or the value of a definition.
    case given
    /// 分值, or the points of a bonus.
    case worth
    /// 前.
    case quota
    /// What does not decide anything by itself: ranges, defaults, roundings, what examples state.
    case other
  }

  /// The same clause with its expressions changed, those of the opening first.
  ///
  /// - Parameters:
  ///   - change: of expressions; what stands beneath them is not gone into.
  ///   - sets: of the intervals and lists that stand in no expression, before their ends are changed.
  public func map(
    _ change: (Expression, Part) -> Expression, sets: (MemberSet, SourceRange) -> MemberSet = { set, _ in set }
  ) -> Clause {
    var clause = self
    clause.body = body.map(change)
    clause.fields = fields.map { $0.map(change, sets: sets) }
    return clause
  }
}

extension Clause.Body {
  fileprivate func map(_ change: (Expression, Clause.Part) -> Expression) -> Clause.Body {
    switch self {
    case .plain, .fact, .subject, .cohort, .valued, .inherits, .broken: self
    case .unit(let amount): .unit(equals: amount.map { change($0, .other) })
    case .parameter(let type, let value): .parameter(type: type, value: value.map { change($0, .asked) })
    case .expression(let expression): .expression(change(expression, .asked))
    case .points(let amount): .points(amount.map { change($0, .worth) })
    case .grade(let places, let condition):
      .grade(places.map { change($0, .quota) }, when: condition.map { change($0, .asked) })
    case .ranking(let keys):
      .ranking(keys.map { Clause.Key(expression: change($0.expression, .asked), descending: $0.descending) })
    case .selection(let places, let condition):
      .selection(places.map { change($0, .quota) }, when: condition.map { change($0, .asked) })
    }
  }
}

extension Clause.Places {
  fileprivate func map(_ change: (Expression) -> Expression) -> Clause.Places {
    Clause.Places(quota: quota.map(change), groupBy: groupBy, groupQuota: groupQuota.map(change))
  }
}

extension Field {
  /// The same field with its expressions changed, in the order written.
  public func map(
    _ change: (Expression, Clause.Part) -> Expression, sets: (MemberSet, SourceRange) -> MemberSet = { set, _ in set }
  ) -> Field {
    func set(_ set: MemberSet, _ range: SourceRange) -> MemberSet { sets(set, range).map { change($0, .asked) } }
    let changed: Body =
      switch body {
      case .rounding, .mode, .text, .name, .range, .unlimited, .assignments, .others, .expectations, .mark,
        .fingerprint, .keywords, .acceptance, .validity, .placement:
        body
      case .expression(let expression): .expression(change(expression, part))
      case .band(let amount, let condition):
        .band(change(amount, .given), when: condition.map { change($0, .asked) })
      case .interpolation(let subject, let knots):
        .interpolation(
          change(subject, .asked), knots.map { Knot(at: change($0.at, .asked), points: change($0.points, .given)) })
      case .table(let subjects, let results): .table(subjects.map { change($0, .asked) }, results: results)
      case .row(let matches, let results):
        .row(
          matches.map { match in
            switch match {
            case .anything, .missing: match
            case .set(let members, let range): .set(set(members, range), range)
            case .value(let value): .value(change(value, .asked))
            }
          }, results.map { change($0, .given) })
      case .step(let step):
        .step(
          Step(
            amount: change(step.amount, .given), allowed: step.allowed.map { set($0, range) },
            by: step.by.map { change($0, .asked) }, per: step.per.map { change($0, .given) }, mode: step.mode,
            limit: step.limit.map { change($0, .given) }, when: step.when.map { change($0, .asked) }))
      case .inapplicable(let condition, let treatment):
        .inapplicable(change(condition, .asked), treatment: treatment)
      }
    return Field(keyword: keyword, body: changed, range: range)
  }

  /// What a single expression behind the keyword is for.
  private var part: Clause.Part {
    if keyword == .points { return .worth }
    if [.condition, .when, .smallest].contains(keyword) { return .asked }
    return [.mark, .cap, .floor, .minimum, .baseline].contains(keyword) ? .given : .other
  }
}

extension Clause.Key {
  /// The same key in the other direction.
  public var turned: Clause.Key { Clause.Key(expression: expression, descending: !descending) }
}

extension Query {
  /// Another question about the same rows.
  public func asking(_ kind: Aggregate) -> Query {
    Query(kind: kind, source: source, value: value, filter: filter, ofNone: ofNone)
  }
}
