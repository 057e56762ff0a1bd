import Diagnostics
import Quantities
import Syntax

/// Requirements, and what items, bonuses and deductions score.
extension Checker {
  mutating func requirements() {
    for clause in outline.clauses {
      guard let kind = Requirement.Kind(clause.kind), let id = clause.name else { continue }
      _ = isNew(id, in: .kind(clause.kind))
      owner = .requirement(standard.requirements.count)
      let title = clause.title?.text ?? ""
      var scope = Scope()
      scope.results = .all
      let conditions = conditions(clause, scope)
      if conditions.isEmpty, !clause.fields.contains(where: { $0.keyword == .condition }) {
        report(ModelProblem.noCondition(clause.kind, id.text), at: clause.head)
      }
      var requirement = Requirement(
        kind: kind, id: id.text, title: title, conditions: conditions,
        inapplicable: inapplicable(clause, scope)?.formula, leavesUnscored: clause.has(.unscored),
        annotation: clause.annotation)
      requirement.subjects = Subject.of(requirement.sites(owner).formulas, standard)
      standard.requirements.append(requirement)
    }
  }

  mutating func conditions(_ clause: Clause, _ scope: Scope) -> [Formula] {
    var formulas: [Formula] = []
    for field in clause.fields where field.keyword == .condition {
      if case .expression(let expression) = field.body, let formula = condition(expression, scope) {
        formulas.append(formula)
      }
    }
    return formulas
  }

  private mutating func inapplicable(
    _ clause: Clause, _ scope: Scope
  ) -> (formula: Formula, treatment: Scoring.Treatment)? {
    var found: (formula: Formula, treatment: Scoring.Treatment)?
    for field in clause.fields where field.keyword == .inapplicable {
      guard case .inapplicable(let expression, let treatment) = field.body else { continue }
      if found != nil { report(ModelProblem.clauseRepeated(.inapplicable), at: field.range) }
      guard let formula = condition(expression, scope) else { continue }
      found = (formula, treatment == .full ? .full : treatment == Keyword.none ? .none : .shared)
    }
    return found
  }

  /// Points, or a share of them.
  mutating func amount(_ expression: Expression, hasFull: Bool, _ scope: Scope) -> Amount? {
    guard let formula = typed(expression, scope) else { return nil }
    switch formula.type {
    case .percentage:
      if !hasFull {
        if !arePointsBroken { report(ModelProblem.shareOfNothing, at: expression.range) }
        return nil
      }
      return Amount(formula: formula, isShare: true)
    case .number(let measure, _) where measure.unit.isNone || measure.unit == .points:
      return Amount(formula: formula, isShare: false)
    default:
      report(ModelProblem.wrongType(.points, found: formula.type), at: expression.range)
      return nil
    }
  }

  // MARK: Scoring

  mutating func scoring(_ clause: Clause, _ full: Rational?, _ scope: Scope) -> Scoring {
    let conditions = conditions(clause, scope)
    let limits = limits(clause, full, scope)
    let steps = steps(clause, hasFull: full != nil, scope)
    let base = base(clause, full, limits, scope)
    let treatment = inapplicable(clause, scope)
    let range = clause.head
    let fieldKinds = Set(clause.fields.map(\.keyword))
    let settled: Scoring.Base
    if let base {
      settled = base
    } else if fieldKinds.contains(.add), fieldKinds.isDisjoint(with: [.subtract, .multiply]) {
      settled = .zero
    } else if clause.kind == .deduction, !fieldKinds.contains(.add),
      let first = clause.fields.first(where: { $0.keyword == .subtract })
    {
      let (place, isChinese) = spelling(of: first)
      report(
        ModelProblem.deductionSubtracts, at: place, replacement: isChinese ? Keyword.add.chinese : Keyword.add.english)
      settled = .zero
    } else {
      if fieldKinds.contains(.add) { report(ModelProblem.severalBases, at: range) }
      let scored: Set<Keyword> = [
        .condition, .score, .otherwise, .table, .row, .interpolate, .mark, .subtract, .multiply,
      ]
      let name = clause.name?.text ?? ""
      if fieldKinds.isDisjoint(with: scored) {
        report(ModelProblem.noCondition(clause.kind, name), at: range)
      } else if full == nil, !arePointsBroken,
        fieldKinds.isDisjoint(with: [.score, .otherwise, .table, .row, .interpolate, .mark])
      {
        report(ModelProblem.pointsNeeded(clause.kind, name), at: range)
      }
      settled = .full
    }
    warnOfHundredth(settled, steps, full)
    var scoring = Scoring(
      full: full, inapplicable: treatment?.formula, treatment: treatment?.treatment ?? .shared,
      conditions: conditions, base: settled, steps: steps, limits: limits
    ).withSubjects(owner, standard)
    scoring.baseline = baseline(clause, full)
    return scoring
  }

  /// 基线, as a share of the full points, which it needs.
  private mutating func baseline(_ clause: Clause, _ full: Rational?) -> Rational? {
    for field in clause.fields where field.keyword == .baseline {
      guard case .expression(let expression) = field.body, let full,
        let amount = amount(expression, hasFull: true, Scope()), let value = number(amount.formula, .baseline)
      else { continue }
      guard value > .zero else {
        report(ModelProblem.baselineNotPositive(written(expression.range)), at: expression.range)
        continue
      }
      do throws(ArithmeticError) {
        let share = amount.isShare ? value : try value.divided(by: full)
        if share <= .one { return share }
        let points = try share.multiplied(by: full)
        report(ModelProblem.pointsBeyond(points.exactText, points: full.exactText), at: expression.range)
      } catch {
        report(ModelProblem.number(error), at: expression.range)
      }
    }
    return nil
  }

  /// The keyword of a field, and which of its two spellings the file uses.
  func spelling(of field: Field) -> (place: SourceRange, isChinese: Bool) {
    let start = field.range.lower
    let chinese = field.keyword.chinese.utf8.count
    let isChinese = written(SourceRange(start, min(start + chinese, field.range.upper))) == field.keyword.chinese
    return (SourceRange(start, start + (isChinese ? chinese : field.keyword.english.utf8.count)), isChinese)
  }

  mutating func limits(_ clause: Clause, _ full: Rational?, _ scope: Scope) -> ScoreLimits {
    var limits = ScoreLimits()
    limits.rounding = rounding(clause.fields)
    for field in clause.fields {
      guard case .expression(let expression) = field.body else { continue }
      switch field.keyword {
      case .cap: limits.cap = amount(expression, hasFull: full != nil, scope)
      case .floor: limits.floor = amount(expression, hasFull: full != nil, scope)
      case .minimum: limits.minimum = amount(expression, hasFull: full != nil, scope)
      default: break
      }
    }
    return limits
  }

  mutating func rounding(_ fields: [Field]) -> RoundingRule? {
    for field in fields where field.keyword == .round {
      guard case .rounding(let mode, let expression) = field.body, let step = constantPoints(expression, .rounding)
      else {
        continue
      }
      guard step > .zero else {
        report(ModelProblem.stepNotPositive(step.exactText), at: expression.range)
        continue
      }
      return RoundingRule(mode: Rounding(mode), step: step)
    }
    return nil
  }

  private mutating func base(
    _ clause: Clause, _ full: Rational?, _ limits: ScoreLimits, _ scope: Scope
  ) -> Scoring.Base? {
    var bands: [Scoring.Band] = []
    var table: [Expression]?
    let missingColumns = Self.missingColumns(clause)
    var bases: [(kind: Keyword, base: Scoring.Base)] = []
    let isAlone = clause.fields.filter { $0.keyword == .score || $0.keyword == .otherwise }.count == 1
    for field in clause.fields {
      switch field.body {
      case .band(let points, let when):
        if field.keyword == .otherwise, bands.isEmpty {
          let (place, isChinese) = spelling(of: field)
          report(
            ModelProblem.otherwiseFirst, at: place,
            replacement: isAlone ? (isChinese ? Keyword.score.chinese : Keyword.score.english) : nil)
        }
        let condition = when.flatMap { self.condition($0, scope) }
        if let amount = self.amount(points, hasFull: full != nil, scope), when == nil || condition != nil {
          checkAmount(amount, full, limits, at: points.range)
          bands.append(Scoring.Band(amount: amount, when: condition, range: field.range))
        }
        if field.keyword == .score { bases.append((.score, .zero)) }
      case .table(let columns, let results):
        if let extra = results.first { report(ModelProblem.onePoints, at: extra.range) }
        table = columns
        bases.append((.table, .zero))
      case .row(let matches, let values):
        guard let points = values.first else { continue }
        if values.count > 1 { report(ModelProblem.onePoints, at: values[1].range) }
        let condition = row(matches, of: table, missingColumns, field.range, scope)
        if table?.count == matches.count, let amount = self.amount(points, hasFull: full != nil, scope), let condition {
          checkAmount(amount, full, limits, at: points.range)
          bands.append(Scoring.Band(amount: amount, when: condition, range: field.range))
        }
      case .interpolation(let value, let knots):
        if let base = interpolation(value, knots, full, limits, scope) { bases.append((.interpolate, base)) }
      case .expression(let expression) where field.keyword == .mark:
        if let base = mark(expression, full, limits, scope) { bases.append((.mark, base)) }
      default: break
      }
    }
    if Set(bases.map(\.kind)).count > 1 || bases.filter({ $0.kind != .score }).count > 1 {
      report(ModelProblem.severalBases, at: clause.head)
    }
    for (index, band) in bands.enumerated() where band.when == nil && index < bands.count - 1 {
      report(ModelProblem.unreachableBand, at: bands[index + 1].range)
    }
    if !bands.isEmpty { return .bands(bands) }
    return bases.first?.base
  }

  /// Points that are known beforehand must lie within what the item can give.
  private mutating func checkAmount(_ amount: Amount, _ full: Rational?, _ limits: ScoreLimits, at range: SourceRange) {
    guard let value = foldedNumber(amount.formula) else { return }
    checkAmount(amount, from: value, to: value, full, limits, at: range)
  }

  private mutating func checkAmount(
    _ amount: Amount, from least: Rational, to most: Rational, _ full: Rational?, _ limits: ScoreLimits,
    at range: SourceRange
  ) {
    if let full, limits.cap == nil, most > (amount.isShare ? .one : full) {
      do throws(ArithmeticError) {
        let points = amount.isShare ? try full.multiplied(by: most) : most
        report(ModelProblem.pointsBeyond(points.exactText, points: full.exactText), at: range)
      } catch {
        report(ModelProblem.number(error), at: range)
      }
    }
    if least.isNegative, limits.floor == nil { report(ModelProblem.negativeNeedsFloor, at: range) }
  }

  /// The columns of a table for which some row says what happens when the value is missing.
  static func missingColumns(_ clause: Clause) -> Set<Int> {
    var columns: Set<Int> = []
    for field in clause.fields {
      guard case .row(let matches, _) = field.body else { continue }
      for (index, match) in matches.enumerated() { if case .missing = match { columns.insert(index) } }
    }
    return columns
  }

  /// A row of a table as a condition: every column matches. Nil, with a message, where it does not belong to the table.
  mutating func row(
    _ matches: [Field.Match], of table: [Expression]?, _ missingColumns: Set<Int>, _ range: SourceRange, _ scope: Scope
  ) -> Formula? {
    guard let table else {
      report(ModelProblem.rowWithoutTable, at: range)
      return nil
    }
    guard matches.count == table.count else {
      report(ModelProblem.tableWidth(columns: table.count, found: matches.count), at: range)
      return nil
    }
    var parts: [Formula] = []
    for (index, (column, match)) in zip(table, matches).enumerated() {
      // Where some row is for a missing value, the others of that column are not.
      if missingColumns.contains(index), match.needsValue {
        let known = Expression(kind: .presence(column, known: true), range: column.range)
        guard let formula = condition(known, scope) else { return nil }
        parts.append(formula)
      }
      let expression: Expression
      switch match {
      case .anything: continue
      case .missing(let place): expression = Expression(kind: .presence(column, known: false), range: place)
      case .set(let set, let place):
        expression = Expression(kind: .membership(column, set, negated: false), range: place)
      case .value(let value): expression = Expression(kind: .comparison(.equal, column, value), range: value.range)
      }
      guard let formula = condition(expression, scope) else { return nil }
      parts.append(formula)
    }
    return Formula(kind: .all(parts), type: .truth, range: range)
  }

  private mutating func interpolation(
    _ value: Expression, _ knots: [Field.Knot], _ full: Rational?, _ limits: ScoreLimits, _ scope: Scope
  ) -> Scoring.Base? {
    guard let formula = numeric(value, scope) else { return nil }
    var checked: [Scoring.Knot] = []
    for knot in knots {
      guard let at = numeric(knot.at, Scope()), agree(formula.type, at.type, left: nil, right: knot.at),
        let place = number(at, .knot), let amount = amount(knot.points, hasFull: full != nil, Scope()),
        let points = number(amount.formula, .knot)
      else { return nil }
      checkAmount(amount, full, limits, at: knot.points.range)
      do throws(ArithmeticError) {
        let scaled = amount.isShare ? try (full ?? .zero).multiplied(by: points) : points
        checked.append(Scoring.Knot(at: place, points: scaled))
      } catch {
        report(ModelProblem.number(error), at: knot.points.range)
        return nil
      }
    }
    let ascending = zip(checked, checked.dropFirst()).allSatisfy { $0.at < $1.at }
    guard checked.count >= 2, ascending else {
      report(ModelProblem.knotsNotAscending, at: value.range)
      return nil
    }
    return .interpolation(formula, checked)
  }

  private mutating func mark(
    _ expression: Expression, _ full: Rational?, _ limits: ScoreLimits, _ scope: Scope
  ) -> Scoring.Base? {
    guard let amount = amount(expression, hasFull: full != nil, scope) else { return nil }
    if case .fact(let index) = amount.formula.kind {
      // The whole range of marks must lie within the points.
      if case .number(let least)? = standard.facts[index].lower, case .number(let most)? = standard.facts[index].upper {
        checkAmount(amount, from: least, to: most, full, limits, at: expression.range)
      }
    } else {
      checkAmount(amount, full, limits, at: expression.range)
    }
    return .mark(amount)
  }
}

extension Field.Match {
  fileprivate var needsValue: Bool {
    switch self {
    case .set, .value: true
    case .anything, .missing: false
    }
  }
}
