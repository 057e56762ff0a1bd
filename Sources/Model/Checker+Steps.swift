import Diagnostics
import Quantities
import Syntax

/// 加计, 扣减 and 乘以; in a 调整 its limits too.
extension Checker {
  mutating func steps(_ clause: Clause, hasFull: Bool, _ scope: Scope) -> [Step] {
    var steps: [Step] = []
    for field in clause.fields {
      if case .step(let written) = field.body {
        if let step = step(field, written, hasFull: hasFull, scope) { steps.append(step) }
      } else if clause.kind == .adjustment, let step = limitStep(field, scope) {
        steps.append(step)
      }
    }
    return steps
  }

  private mutating func step(_ field: Field, _ written: Field.Step, hasFull: Bool, _ scope: Scope) -> Step? {
    let keyword = field.keyword
    let operation: Step.Operation = keyword == .add ? .add : keyword == .subtract ? .subtract : .multiply
    // A factor is a share or a plain number by nature; amounts of points need full points to be shares of.
    let amount: Amount?
    if keyword == .multiply {
      amount = numeric(written.amount, scope).map { Amount(formula: $0, isShare: false) }
    } else {
      amount = self.amount(written.amount, hasFull: hasFull, scope)
    }
    if let amount { warnOfNegativeStep(amount.formula, written.amount, keyword) }
    var counted: (by: Formula, per: Formula)?
    if let by = written.by, let per = written.per {
      guard let count = numeric(by, scope), let size = numeric(per, scope),
        agree(count.type, size.type, left: by, right: per)
      else { return nil }
      if let value = foldedNumber(size), value.isZero || value.isNegative {
        report(ModelProblem.number(.divisionByZero), at: per.range)
        return nil
      }
      counted = (count, size)
    }
    let limit = written.limit.flatMap { self.limit($0, hasFull: hasFull, scope) }
    let condition = written.when.flatMap { self.condition($0, scope) }
    guard let amount, (written.limit == nil) == (limit == nil), (written.when == nil) == (condition == nil),
      let allowed = allowed(written, amount, scope)
    else { return nil }
    return Step(
      operation: operation, amount: amount, by: counted?.by, per: counted?.per,
      mode: written.mode == .proRata ? nil : written.mode == nil ? .down : Rounding(written.mode), allowed: allowed,
      limit: limit, when: condition, range: field.range)
  }

  /// 最多 … 分.
  private mutating func limit(_ expression: Expression, hasFull: Bool, _ scope: Scope) -> Amount? {
    guard let limit = amount(expression, hasFull: hasFull, scope) else { return nil }
    if let value = foldedNumber(limit.formula), value.isZero || value.isNegative {
      report(ModelProblem.stepLimitNotPositive(written(expression.range)), at: expression.range)
      return nil
    }
    return limit
  }

  /// 属于 …, none where it is not written; nil after a report.
  private mutating func allowed(_ written: Field.Step, _ amount: Amount, _ scope: Scope) -> Step.Allowed? {
    guard let set = written.allowed else { return Step.Allowed() }
    guard
      case .interval(_, let lower, let upper)? = membership(
        amount.formula, written.amount, set, written.amount.range, scope)?.kind
    else { return nil }
    return Step.Allowed(lower: lower, upper: upper)
  }

  /// In a 调整 the limits are steps like the others, applied where they stand.
  private mutating func limitStep(_ field: Field, _ scope: Scope) -> Step? {
    switch (field.keyword, field.body) {
    case (.cap, .expression(let expression)), (.floor, .expression(let expression)):
      guard let amount = amount(expression, hasFull: false, scope) else { return nil }
      return Step(
        operation: field.keyword == .cap ? .cap : .floor, amount: amount, by: nil, per: nil, mode: nil, when: nil,
        range: field.range)
    case (.round, .rounding(_, let expression)):
      guard let rule = rounding([field]), let step = typed(expression, Scope()) else { return nil }
      return Step(
        operation: .round(rule), amount: Amount(formula: step, isShare: false), by: nil, per: nil, mode: nil, when: nil,
        range: field.range)
    default: return nil
    }
  }
}
