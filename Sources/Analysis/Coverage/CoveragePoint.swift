import Diagnostics
import Model
import Quantities
import Syntax

/// Something in a standard that examples can see two ways.
public struct CoveragePoint: Sendable {
  public enum Kind: String, Sendable, Hashable {
    /// A gate, requirement, advisory or veto as a whole.
    case requirement
    /// A condition without 且, 或 and 非.
    case condition
    /// A band or row.
    case band
    /// A branch of 若, or of a definition or determination by cases.
    case branch
    case grade
    case selection
    /// The limit of a comparison.
    case boundary
  }

  /// By which it is the same in standards that have different parameters.
  struct Key: Hashable {
    let owner: Site.Owner
    let kind: Kind
    /// Nil for a clause as a whole.
    let range: SourceRange?
  }

  /// What is asked of a sheet.
  enum Question {
    case requirement(Int)
    case grade(Int)
    case selection
    case band(ResultPath, Int)
    case condition(Context, Formula)
    case boundary(Context, Comparison)
  }

  /// Where a formula is looked at: what has to hold, and whose rows it is about.
  struct Context {
    /// Of the sheet.
    var guards: [(formula: Formula, holds: Bool)] = []
    var rows: RowQuery.Source?
    /// Of the row.
    var rowGuards: [(formula: Formula, holds: Bool)] = []

    func guarded(_ formula: Formula, _ holds: Bool) -> Context {
      var context = self
      if rows == nil { context.guards.append((formula, holds)) } else { context.rowGuards.append((formula, holds)) }
      return context
    }

    func over(_ source: RowQuery.Source) -> Context { Context(guards: guards, rows: source) }
  }

  struct Comparison {
    let comparator: Comparator
    let left: Formula
    let right: Formula
    /// In base units.
    let step: Rational
  }

  let key: Key
  let clause: ClauseName
  let question: Question
}

extension CoveragePoint {
  /// All that can be seen in a standard, clause by clause; what is written once and used several times comes again.
  static func all(of standard: Standard) -> [CoveragePoint] {
    var collector = Collector(standard)
    collector.collect()
    return collector.points
  }
}

/// Goes through the sites of a standard.
private struct Collector {
  let standard: Standard
  let constants: Constants
  var points: [CoveragePoint] = []

  init(_ standard: Standard) {
    self.standard = standard
    constants = Constants(standard)
  }

  mutating func collect() {
    for index in standard.requirements.indices { add(.requirement(index), .requirement, nil, .requirement(index)) }
    for (path, scoring) in standard.scorings {
      guard case .bands(let bands) = scoring.base, bands.count > 1 || bands.contains(where: { $0.when != nil }) else {
        continue
      }
      for (place, band) in bands.enumerated() {
        let ranges = [band.amount.formula.range, band.when?.range].compactMap { $0 }
        let range = ranges.min { $0.lower < $1.lower }?.through(ranges.max { $0.upper < $1.upper } ?? ranges[0])
        add(.score(path), .band, range, .band(path, place))
      }
    }
    for index in standard.grades.indices { add(.grade(index), .grade, nil, .grade(index)) }
    if standard.selection != nil { add(.selection, .selection, nil, .selection) }
    for site in standard.unsettled { look(at: site.formula, CoveragePoint.Context(), site.owner) }
  }

  private mutating func add(
    _ owner: Site.Owner, _ kind: CoveragePoint.Kind, _ range: SourceRange?, _ question: CoveragePoint.Question
  ) {
    let key = CoveragePoint.Key(owner: owner, kind: kind, range: range)
    points.append(CoveragePoint(key: key, clause: name(of: owner), question: question))
  }

  private func name(of owner: Site.Owner) -> ClauseName {
    if case .definition(let index) = owner,
      let determination = standard.determinations.first(where: { $0.definition == index })
    {
      return ClauseName(.determination, determination.name)
    }
    return ClauseName(owner, standard)
  }

  /// - Parameter isAsked: whether the formula itself is a condition, and no operand of one.
  private mutating func look(
    at formula: Formula, _ context: CoveragePoint.Context, _ owner: Site.Owner, isAsked: Bool = true
  ) {
    if case .conditional(let test, let first, let second) = formula.kind {
      if !isSettled(test) {
        add(owner, .branch, test.range, .condition(context, test))
        if test.isCompound { look(at: test, context, owner) } else { lookBelow(test, context, owner) }
      }
      look(at: first, context.guarded(test, true), owner, isAsked: isAsked)
      look(at: second, context.guarded(test, false), owner, isAsked: isAsked)
    } else if formula.isCompound {
      for part in formula.children { look(at: part, context, owner) }
    } else {
      if isAsked, formula.type == .truth, !isSettled(formula) {
        add(owner, .condition, formula.range, .condition(context, formula))
      }
      lookBelow(formula, context, owner)
    }
  }

  /// What an atom is made of: its boundaries, the rows of a query, and what is asked within its operands.
  private mutating func lookBelow(_ formula: Formula, _ context: CoveragePoint.Context, _ owner: Site.Owner) {
    for (comparator, left, right) in formula.comparisons() where left.type.isOnLine && !isSettled(formula) {
      let comparison = CoveragePoint.Comparison(
        comparator: comparator, left: left, right: right, step: step(of: left, right))
      let range = formula.sides.count > 1 ? right.range : formula.range
      add(owner, .boundary, range, .boundary(context, comparison))
    }
    if case .rows(let query) = formula.kind {
      if let filter = query.filter { look(at: filter, context.over(query.source), owner) }
      return
    }
    for part in formula.children { look(at: part, context, owner, isAsked: false) }
  }

  /// Whether no sheet has a say.
  private func isSettled(_ formula: Formula) -> Bool {
    var isSettled = true
    standard.walk([formula]) { part in
      switch part.kind {
      case .fact, .column, .resultColumn, .position, .rank, .cohort, .rows, .total, .eligible, .result:
        isSettled = false
      case .constant, .parameter, .definition, .referenceDate, .not, .all, .any, .compare, .interval, .oneOf,
        .hasOptions, .hasText, .isKnown, .conditional, .operation:
        break
      }
      return isSettled
    }
    return isSettled
  }

  /// How far beside a limit a value may lie.
  private func step(of left: Formula, _ right: Formula) -> Rational {
    if left.type.isWhole { return left.type.step }
    // Percentages are written in hundredths.
    func number(_ value: Rational) -> Rational {
      left.type == .percentage ? value * .powerOfTen(2) : left.type.measure.number(of: value)
    }
    var written: [Rational] = []
    standard.walk([left, right]) { part in
      if case .rows = part.kind { return false }
      if part.type == left.type, let value = constants.value(of: part)?.number { written.append(number(value)) }
      return true
    }
    let places = written.map { value in (0...6).first { value.isExact(places: $0) } ?? 0 }.max() ?? 0
    let one = left.type == .percentage ? Rational.powerOfTen(-2) : left.type.measure.value(of: .one)
    return one * .powerOfTen(-places)
  }
}

extension Formula {
  /// Whether it is put together of conditions.
  fileprivate var isCompound: Bool {
    switch kind {
    case .not, .all, .any, .conditional: true
    case .constant, .fact, .parameter, .definition, .referenceDate, .column, .resultColumn, .compare, .interval, .oneOf,
      .hasOptions, .hasText, .isKnown, .position, .operation, .rank, .cohort, .rows, .total, .eligible, .result:
      false
    }
  }
}
